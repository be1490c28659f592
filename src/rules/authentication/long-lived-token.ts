import { listed, prose, yaml } from "../../core/prose.ts";
import { grouped } from "../../core/grouped.ts";
import { placeOf } from "../../model/api.ts";
import { outlivingIn } from "../../operations/admitted-effects.ts";
import { longLifeOf } from "../../operations/flows/token-lifetimes.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import type { Rule } from "../rule.ts";

/** What a log-in hands out is valid for months, or for good. */
export const longLivedToken: Rule = {
  id: "long-lived-token",
  title: "Access token that is valid for months or never expires",
  alsoKnownAs: ["insufficient session expiration", "session timeout"],
  owasp: ["API2:2023"],
  cwe: [613],
  asvs: ["V7.3.2"],
  confidence: "likely",

  rationale: prose`
    A token is as good as the password while it is valid. Copies of it end up in logs, in backups and on lost devices,
    without the owner's knowledge. The sooner it expires, the less a copy is worth.
  `,
  exploit: prose`
    An attacker reads a token on a discarded phone, in a log file or in a browser that others use. It is months old, and
    still valid. The attacker acts as its owner for as long as it lasts, and changing the password may not end it.
  `,
  remediation: prose`
    Let access tokens expire within minutes or hours, and sessions after days without use. Renew them with a refresh token
    that is replaced on each use, and end all of them at log-out and when the password changes.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /sessions:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
              responses:
                "201":
                  description: Logged in.
                  content:
                    application/json:
                      schema:
                        properties:
                          token: # ✗
                            type: string
                            description: The access token. It does not expire.
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        paths:
          /login:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
              responses:
                "200":
                  description: Logged in.
                  content:
                    application/json:
                      schema:
                        properties:
                          accessToken:
                            type: string
                          expiresIn: # ✗
                            type: integer
                            example: 7776000
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        paths:
          /sessions:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
              responses:
                "201":
                  description: Logged in.
                  content:
                    application/json:
                      schema:
                        properties:
                          token:
                            type: string
                            description: The access token. It expires after 30 minutes.
                          refreshToken:
                            type: string
                            description: Valid for 60 days, and replaced on each use.
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    for (const operation of api.operations) {
      const sentence = outlivingIn(operation);
      if (sentence === undefined) continue;
      yield {
        at: placeOf(operation),
        cause: `outlives ${operation.method} ${operation.pathItem.path}`,
        title: "Access that still works after it was ended",
        rationale: OUTLIVES,
        exploit: AFTER_THE_END,
        remediation: END_IT,
        places: [{ at: placeOf(operation), operation }],
        message: `Access still works after ${operation.id} has ended it: ${quotedSentence(sentence)}`,
      };
    }
    const found = api.operations.flatMap((operation) => {
      const life = longLifeOf(operation);
      return life === undefined ? [] : [{ operation, life }];
    });
    for (const [isEndless, some] of grouped(found, ({ life }) => life.isEndless)) {
      const [{ life, operation: first }] = some as [(typeof some)[number], ...typeof some]; // a group has one
      const ids = listed(
        some.map(({ operation }) => operation.id),
        3,
      );
      yield {
        at: placeOf(life.property ?? first),
        cause: isEndless ? "endless" : "long",
        places: some.map(({ operation, life: { property } }) => ({ at: placeOf(property ?? operation), operation })),
        message: `The token that ${ids} ${some.length === 1 ? "returns" : "return"} ${isEndless ? "never expires" : "is valid for more than a month"}`,
        evidence: [
          life.property !== undefined && life.because.startsWith('"')
            ? `${life.because}.`
            : `The description says: ${quotedSentence(life.because)}`,
        ],
      };
    }
  },
};

const OUTLIVES = prose`
  The call ends the access of a person, a device or a contract, but the credential, session or link that was issued
  still works. Whoever has it, or a copy of it, has the access that was meant to end.
`;
const AFTER_THE_END = prose`
  A person whose access was ended keeps the token, key or link, and uses it until it expires. The list of those with
  access no longer shows them, so that nobody notices.
`;
const END_IT = prose`
  Revoke the credential in the same step, or let it live for minutes only, and say so in the description. Test that a call
  with it is refused afterwards.
`;
