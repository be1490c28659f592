import { count, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { intentOf } from "../../exposure/intent.ts";
import { textOfName, wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { requestFields, type RequestField } from "../../operations/request-fields.ts";
import type { Rule } from "../rule.ts";

/** An access token or key that callers send in the body, as the way in which they prove who they are. */
export const credentialInBody: Rule = {
  id: "credential-in-body",
  title: "Credential is sent in the request body",
  owasp: ["API2:2023"],
  cwe: [522],
  asvs: ["V6.1.3"],
  confidence: "likely",

  rationale: prose`
    Controls that protect credentials do not cover an ordinary body field. Gateways do not check the scopes of a
    credential there. Logs, traces and error reports contain it with the rest of the body, and the description
    cannot say which operation needs which credential.
  `,
  exploit: prose`
    An attacker gets read access to the request logs or traces of the service. Each body contains the credential, and
    filters that mask headers do not cover it. The attacker replays it until it is revoked.
  `,
  remediation: prose`
    Accept the credential in the Authorization header. Define a security scheme for it, and change clients to send the
    header. Until then, exclude the field from logs by name.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /accounts/get:
            post:
              requestBody: &request
                content:
                  application/json:
                    schema:
                      properties:
                        access_token: # ✗
                          type: string
          /balances/get:
            post:
              requestBody: *request
          /transactions/get:
            post:
              requestBody: *request
      `,
    ],
    good: [
      yaml`
        security:
          - token: []
        paths:
          /accounts/get:
            post: {}
          /balances/get:
            post: {}
          /transactions/get:
            post: {}
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        paths:
          /token:
            post:
              requestBody:
                content:
                  application/x-www-form-urlencoded:
                    schema:
                      properties:
                        grant_type:
                          type: string
                        client_secret:
                          type: string
          /items/link:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        access_token:
                          type: string
      `,
    ],
  },

  *check(api) {
    const { found, accesses } = inBand(api);
    for (const { field, users } of found) {
      // One operation that takes the token of somebody else, to revoke or link it, authenticates nobody.
      if (users.length < LEAST_USERS || users.length * 4 < accesses) continue;
      yield {
        at: field.at,
        cause: textOfName(field.name),
        carriers: users,
        message: `${count(users.length, "operation")} take ${quoted(field.name)} in the body to authenticate the caller`,
      };
    }
  },
};

/** Whether a field is what lets a caller in, by its name, or as the session of the caller by its text. */
function letsIn({ text, description, types }: RequestField, { lexicon }: Operation): boolean {
  if (lexicon.is(text, "in-band-secret")) return true;
  return types.includes("string") && lexicon.has(wordsInOrder(description), "session-of-caller");
}

const LEAST_USERS = 3;

interface InBand {
  readonly field: RequestField;
  readonly users: Operation[];
}

/** What lets callers in, by the name of the field, and how many operations take a body at all. */
function inBand(api: AssessedApi): { readonly found: readonly InBand[]; readonly accesses: number } {
  const found = new Map<string, InBand>();
  const accesses = api.operations.filter((one) => one.operationKind === "path" && one.requestBody !== undefined);
  for (const operation of accesses) {
    if (intentOf(operation) !== undefined) continue;
    for (const field of requestFields(operation)) {
      if (field.in !== "body" || field.depth > 0 || !letsIn(field, operation)) continue;
      const one = found.get(field.name) ?? { field, users: [] };
      found.set(field.name, one);
      one.users.push(operation);
    }
  }
  return { found: [...found.values()], accesses: accesses.length };
}
