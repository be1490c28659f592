import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { tellsWhereTakenIn } from "../../operations/admitted-effects.ts";
import type { Fault } from "../../operations/fault.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
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
    A log-in that responds "wrong password" for one name and "no such user" for another lets a script find out which of
    a million stolen addresses have an account here. Attackers then target these accounts with stolen passwords and
    phishing. Having an account can itself be confidential.
  `,
  exploit: prose`
    An attacker tries a million leaked addresses and keeps those with a different response. The result is the list of
    who has an account here. These accounts are attacked with passwords from other leaks, and their owners get
    convincing phishing messages.
  `,
  remediation: prose`
    Respond identically whether or not the account exists: the same status, the same text, and after the same time. Where
    a message is sent, say only that it is sent if the account exists.
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
                  description: The log-in failed.
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
    yield* takenElsewhere(api);
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
        evidence: [
          ...new Set(
            found.flatMap(({ text }) => (text === undefined ? [] : [`${EVIDENCE[kind]} ${quoted(text, 160)}.`])),
          ),
        ],
        mitigations: mitigation === undefined ? [] : [mitigation],
      };
    }
  },
};

const EVIDENCE: Readonly<Record<AccountDisclosure["how"], string>> = {
  asked: "Its response contains",
  said: "The description says",
  hint: "Its response contains",
  text: "Its response is",
  status: "Its response is",
  taken: "Its response is",
};

const KINDS: Readonly<
  Record<AccountDisclosure["how"], { readonly one: string; readonly many: string; readonly mitigation?: string }>
> = {
  asked: {
    one: "reveals whether an account exists",
    many: "reveal whether an account exists",
  },
  said: {
    one: "says that it reveals whether an account exists",
    many: "say that they reveal whether an account exists",
  },
  hint: {
    one: "returns data that only an existing account has",
    many: "return data that only an existing account has",
  },
  text: {
    one: "reveals whether the account or the password is wrong",
    many: "reveal whether the account or the password is wrong",
  },
  status: {
    one: "returns 404 for an account that does not exist",
    many: "return 404 for an account that does not exist",
    mitigation: "the status may have another meaning",
  },
  taken: {
    one: "reveals that an account already exists",
    many: "reveal that an account already exists",
    mitigation: "most sign-ups do this, and each attempt leaves traces",
  },
};

/** Calls that tell where, or by whom, the address or number of a person is in use. */
function* takenElsewhere(api: AssessedApi): Generator<Fault> {
  for (const operation of api.operations) {
    const sentence = tellsWhereTakenIn(operation);
    if (sentence === undefined || api.assessed(operation).judgedAs === "private") continue;
    yield {
      at: placeOf(operation),
      cause: `elsewhere ${operation.method} ${operation.pathItem.path}`,
      title: "The response tells who else uses the address of a person",
      places: [{ at: placeOf(operation), operation }],
      message: `${operation.id} reveals where a person's address is in use: ${quotedSentence(sentence)}`,
    };
  }
}
