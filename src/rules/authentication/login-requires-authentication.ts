import { memo } from "../../core/memo.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { isObject, member } from "../../core/json-value.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { handsToken, intentOf } from "../../exposure/intent.ts";
import { isOwn } from "../../exposure/principals.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { requestFields } from "../../operations/request-fields.ts";
import type { Rule } from "../rule.ts";
import { openedTo } from "../../operations/fixes/requirement-changes.ts";

/** A log-in that inherits the requirement of having logged in. */
export const loginRequiresAuthentication: Rule = {
  id: "login-requires-authentication",
  title: "Log-in or sign-up requires a credential",
  alsoKnownAs: ["contradictory authentication"],
  owasp: ["API2:2023", "API9:2023"],
  cwe: [1059],
  asvs: ["V8.1.1"],
  confidence: "likely",

  rationale: prose`
    Users who log in, request a token or have lost a password have no credential yet. If the operation that they call
    inherits the requirement of the whole API, it cannot be called as described: the implementation differs, and the
    description does not show how. The other inherited requirements are then in doubt too.
  `,
  exploit: prose`
    A team configures its gateway from the description, and all log-ins fail. The team then removes the check from the
    log-in paths by hand, and from a few other paths by mistake. An attacker finds one of these other paths, and nobody notices,
    because the description does not show which paths must be protected.
  `,
  remediation: prose`
    Set "security: []" on these operations, or name the application credential that they require.
  `,
  fixes: [
    {
      name: "Open the operation to callers without a credential",
      certainty: "asked",
      requires: () =>
        "These calls are meant for callers who have no credential yet, and the service limits how often they can be made.",
      changes: (_api, { operation }) => (operation === undefined ? [] : [openedTo(operation)]),
    },
  ],

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /login:
            post: # ✗
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
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
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const operations = api.operations.filter((operation) => isInheriting(api, operation) && isBefore(operation));
    const requirement = operations[0]?.security;
    if (requirement === undefined) return;
    const names = new Set(requirement.alternatives.flatMap(({ schemes }) => schemes.map(({ name }) => name)));
    yield {
      at: placeOf(operations[0]!),
      cause: "",
      places: operations.map((operation) => ({ at: placeOf(operation), operation })),
      message: `${listed(
        operations.map(({ id }) => id),
        3,
      )} ${operations.length === 1 ? "inherits" : "inherit"} the requirement for ${listed([...names].map((name) => quoted(name)))}, but ${operations.length === 1 ? "its" : "their"} callers have no credential yet`,
    };
  },
};

/** Whether an operation has the requirement of the whole API, and every way in by it is a token that a log-in gives. */
function isInheriting(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.operationKind === "path" &&
    operation.access === "secured" &&
    isObject(operation.node.value) &&
    member(operation.node.value, "security") === undefined &&
    member(api.node.value, "security") !== undefined &&
    (operation.security?.alternatives ?? []).every(({ schemes }) =>
      schemes.some(({ scheme }) => isOfLogIn(scheme, api)),
    )
  );
}

/** A key, certificate or token of a client may be that of the application that people log in with. */
function isOfLogIn(scheme: SecurityScheme, api: AssessedApi): boolean {
  const isToken =
    scheme.schemeKind === "oauth2" ||
    scheme.schemeKind === "openIdConnect" ||
    (scheme.schemeKind === "http" && scheme.scheme === "bearer");
  if (!isToken || /\bapi[- ]?keys?\b/i.test(scheme.description ?? "")) return false;
  return usersSchemes(api.schemes).has(scheme);
}

const usersSchemes = memo(
  (schemes: AssessedApi["schemes"]): ReadonlySet<SecurityScheme> =>
    new Set(schemes.filter(({ principal }) => principal === "user").map(({ scheme }) => scheme)),
);

/** Whether an operation is for whoever cannot have logged in: a log-in, a lost password, a password that is exchanged for a token. */
function isBefore(operation: Operation): boolean {
  if (isOwn(operation)) return false;
  const intent = intentOf(operation);
  if (intent === "password-reset") return !isAdministration(operation) && !operation.path.includes("{");
  return takesPassword(operation) && (intent === "log-in" || handsToken(operation));
}

function takesPassword(operation: Operation): boolean {
  const { lexicon } = operation;
  return requestFields(operation).some(
    ({ in: place, depth, text }) =>
      place === "body" &&
      depth === 0 &&
      (lexicon.is(text, "password") || lexicon.is(text, "client-proof") || text === "secret"),
  );
}
