import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import { isBeforeLogIn } from "../../operations/strangers.ts";
import { accountDisclosureOf, type AccountDisclosure } from "../../operations/flows/account-disclosure.ts";

/** An operation tells strangers who has an account. */
export const accountEnumeration: Rule = {
  id: "account-enumeration",
  title: "Callers can find out who has an account (account enumeration)",
  alsoKnownAs: ["user enumeration", "username enumeration"],
  owasp: ["API2:2023"],
  cwe: [204, 203],
  asvs: ["V6.3.8"],
  confidence: "likely",

  rationale: prose`
    A log-in that says "wrong password" for one name and "no such user" for another tells a script which of a million
    stolen addresses have an account here. Those are then tried with stolen passwords and written to by phishers; and
    that somebody has an account can be a secret of its own.
  `,
  exploit: prose`
    An attacker runs a million leaked addresses against the operation and keeps those whose answer differs. What remains
    is the list of who has an account here. Passwords from other leaks are tried on exactly these, and their owners get
    convincing messages.
  `,
  remediation: prose`
    Answer alike, whether the account exists or not: one status and one text for a failed log-in; "if there is such an
    account, we have sent a message" for a reset and for a sign-up. Take as long for both.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /login:
            post: # ✗
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
                "400":
                  description: It failed.
                  content:
                    application/json:
                      example:
                        message: Password is not correct for the given username.
          /users/check-email:
            get: # ✗
              security: []
              parameters:
                - name: email
                  in: query
                  schema:
                    type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        security:
          - token: []
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
                "401":
                  description: Wrong e-mail address or password.
                  content:
                    application/json:
                      example:
                        message: Wrong e-mail address or password.
          /users/check-email:
            get:
              parameters:
                - name: email
                  in: query
                  schema:
                    type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const telling = api.operations.flatMap((operation) => {
      if (!isBeforeLogIn(api, operation)) return [];
      const found = accountDisclosureOf(operation, api.assessed(operation).intent, api.operations);
      return found === undefined ? [] : [{ ...found, operation }];
    });
    for (const [kind, found] of grouped(telling, ({ how }) => how)) {
      const operations = found.map(({ operation }) => operation);
      const ids = listed(
        operations.map(({ id }) => id),
        3,
      );
      const { one, many, mitigation } = KINDS[kind];
      yield {
        at: placeOf(operations[0]!),
        cause: kind,
        places: operations.map((operation) => ({ at: placeOf(operation), operation })),
        message: `${ids} ${operations.length === 1 ? one : many}`,
        evidence: [...new Set(found.flatMap(({ text }) => (text === undefined ? [] : [`it answers ${quoted(text)}`])))],
        mitigations: mitigation === undefined ? [] : [mitigation],
      };
    }
  },
};

const KINDS: Readonly<
  Record<AccountDisclosure["how"], { readonly one: string; readonly many: string; readonly mitigation?: string }>
> = {
  asked: {
    one: "tells whoever asks whether an account exists",
    many: "tell whoever asks whether an account exists",
  },
  text: {
    one: "says whether it was the account or the password that is wrong",
    many: "say whether it was the account or the password that is wrong",
  },
  status: {
    one: "answers 404 for an account that does not exist",
    many: "answer 404 for an account that does not exist",
    mitigation: "the status may stand for something else",
  },
  taken: {
    one: "says that an account exists already",
    many: "say that an account exists already",
    mitigation: "most sign-ups do, and each try leaves a trace",
  },
};
