import { memo } from "../../core/memo.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import { intentOf } from "../../exposure/intent.ts";
import { isOwn } from "../../exposure/principals.ts";
import { readingOf } from "../../exposure/reading.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { placeOf } from "../../model/api.ts";
import type { RequiredScheme, SecurityRequirement, SecurityScheme } from "../../model/security.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";
import { harmsOf, harmWords } from "../../operations/great-harm.ts";
import { askedScopes, declaredScopes } from "../../operations/schemes/scopes.ts";
import { withScope } from "../../operations/fixes/scope-changes.ts";

/** A requirement that asks for no scope of a scheme that has some. */
export const missingScope: Rule = {
  id: "missing-scope",
  title: "No scope is required",
  owasp: ["API5:2023"],
  cwe: [862],
  asvs: ["V10.3.2", "V8.2.1"],
  confidence: "likely",

  rationale: prose`
    Scopes are the permissions that a user grants to a client. An operation that requires no scope accepts every token:
    one that was granted to read a name can also change and delete.
  `,
  exploit: prose`
    An attacker publishes a small tool that requests the scope to read a name, and users agree. The operations that
    change and delete data accept its token too. The attacker changes the users' data without their consent.
  `,
  remediation: prose`
    Declare the scope that each operation requires, and check it on the server.
  `,
  fixes: [
    {
      name: "Require the scope for changes",
      certainty: "suggested",
      requires: () => "The service checks the scope, and grants it only to clients that may make these changes.",
      changes: (api, { at, operation }) => (operation === undefined ? [] : withScope(api, at, operation)),
    },
  ],

  examples: {
    bad: [
      yaml`
        paths:
          /orders:
            get:
              security:
                - login: [orders.read]
            delete:
              security:
                - login: [] # ✗
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    orders.read: The caller's orders
                    orders.write: Change the caller's orders
      `,
      yaml`
        security:
          - login: []
        paths:
          /orders:
            get: {}
            delete: {}
        components:
          securitySchemes:
            login: # ✗
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    orders.read: The caller's orders
                    orders.write: Change the caller's orders
      `,
    ],
    good: [
      yaml`
        paths:
          /orders:
            get:
              security:
                - login: [orders.read]
          /me:
            get:
              security:
                - login: []
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    orders.read: The caller's orders
      `,
    ],
  },

  *check(api) {
    for (const scheme of api.securitySchemes) {
      const declared = declaredScopes(scheme);
      if (scheme.schemeKind !== "oauth2" || scheme.usedBy.length === 0) continue;
      if (askedScopes(scheme).size > 0) yield* unscopedOperations(api, scheme);
      else yield* unscopedScheme(api, scheme, declared.size);
    }
  },
};

/** A scheme without any scope in a requirement: one for an API, and graver where its token does great harm. */
function* unscopedScheme(api: AssessedApi, scheme: SecurityScheme, declared: number): Generator<Fault> {
  const called = scheme.usedBy.filter(
    (operation) => operation.operationKind === "path" && api.assessed(operation).judgedAs !== "private",
  );
  const harms = harmsOf(api, called);
  const isReading = called.some((operation) => readingOf(operation) !== undefined);
  const isGrave = harms.size > 0 && isReading && called.length >= SEVERAL;
  if (declared < 2 && !isGrave) return;
  yield {
    at: placeOf(scheme),
    cause: scheme.name,
    carriers: scheme.usedBy,
    message:
      declared < 2
        ? `${quoted(scheme.name)} has no scopes: each token does all that ${count(scheme.usedBy.length, "operation")} can do`
        : `${quoted(scheme.name)} declares ${count(declared, "scope")}, but none of ${count(scheme.usedBy.length, "operation")} requires one`,
    evidence: isGrave ? [`With the same token: ${harmWords(harms)}.`] : [],
    mitigations: isGrave ? [] : ["the server may check scopes that are not documented"],
  };
}

/** Fewer operations are of one purpose. */
const SEVERAL = 5;

/** Changes that ask for none, where others do. What everybody may read needs none. */
function* unscopedOperations(api: AssessedApi, scheme: SecurityScheme): Generator<Fault> {
  const namingIn = memo((requirement: SecurityRequirement) => alone(requirement, scheme));
  const found = scheme.usedBy.flatMap((operation) => {
    const [required] = operation.security === undefined ? [] : namingIn(operation.security);
    if (required === undefined || required.scopes.length > 0 || readingOf(operation) !== undefined || isOwn(operation))
      return [];
    return intentOf(operation) !== undefined || OF_THE_PROTOCOL.test(operation.path) ? [] : [{ operation, required }];
  });
  if (found.length === 0) return;
  yield {
    at: placeOf(found[0]!.required),
    cause: scheme.name,
    places: found.map(({ operation, required }) => ({ at: placeOf(required), operation })),
    message: `${listed(
      found.map(({ operation }) => operation.id),
      3,
    )} ${found.length === 1 ? "requires" : "require"} no scope of ${quoted(scheme.name)}, but others do`,
  };
}

/** Where a requirement asks for a scheme, and for nothing else beside it. */
function alone({ alternatives }: SecurityRequirement, scheme: SecurityScheme): readonly RequiredScheme[] {
  return alternatives
    .filter(({ schemes }) => schemes.length === 1)
    .flatMap(({ schemes }) => schemes.filter((required) => required.scheme === scheme));
}

/** Endpoints of OAuth 2.0 itself. */
const OF_THE_PROTOCOL = /\/oauth2?(?:\/|$)|\/(?:token|introspect|revoke)$/i;
