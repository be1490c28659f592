import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import { placeOf, type Api, type Operation } from "../../model/api.ts";
import type { RequiredScheme, SecurityScheme } from "../../model/security.ts";
import { scopeNameFix } from "../../operations/fixes/spelling-fixes.ts";
import type { Rule } from "../rule.ts";
import { declaredScopes, namings } from "../../operations/schemes/scopes.ts";

/** A requirement that names a scope which its OAuth 2.0 scheme does not declare. */
export const undeclaredScope: Rule = {
  id: "undeclared-scope",
  title: "Required scope is not declared",
  owasp: ["API5:2023"],
  cwe: [863],
  asvs: ["V10.3.2"],
  confidence: "certain",

  rationale: prose`
    Clients request scopes from the declared list, and users see that list when they grant scopes. The effect of an
    undeclared scope is not known. If its name is misspelt, no token has it. Then either no one can call the operation,
    or the check was left out.
  `,
  exploit: prose`
    An attacker requests the scope by name, and the authorization server grants it, because it is neither described nor
    limited. Or the scope is misspelt, no token can have it, and someone has disabled the check so that calls work.
    Either way, the scope protects nothing.
  `,
  remediation: prose`
    Declare the scope and describe what it allows, or correct its name.
  `,
  fixes: [scopeNameFix],

  examples: {
    bad: [
      yaml`
        paths:
          /orders:
            get:
              security:
                - login: [orders.raed] # ✗
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
    good: [
      yaml`
        paths:
          /orders:
            get:
              security:
                - login: [orders.read]
                - company: [orders.everything]
        components:
          securitySchemes:
            company:
              type: openIdConnect
              openIdConnectUrl: https://login.acme.io/.well-known/openid-configuration
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
      if (scheme.schemeKind !== "oauth2" || scheme.flows.length === 0) continue;
      const declared = declaredScopes(scheme);
      const uses = usesOf(api, scheme).filter(({ required }) => required.scopes.some((scope) => !declared.has(scope)));
      if (uses.length === 0) continue;
      const missing = new Set(uses.flatMap(({ required }) => required.scopes.filter((scope) => !declared.has(scope))));
      const operations = uses.flatMap(({ operation }) => operation ?? []);
      yield {
        at: placeOf(uses[0]!.required),
        cause: scheme.name,
        places: uses.map(({ required, operation }) => ({
          at: placeOf(required),
          ...(operation === undefined ? {} : { operation }),
        })),
        message: `${quoted(scheme.name)} does not declare ${listed([...missing].map((scope) => quoted(scope)))}${operations.length === 0 ? "" : `, which ${count(operations.length, "operation")} ${operations.length === 1 ? "requires" : "require"}`}`,
      };
    }
  },
};

interface Use {
  readonly required: RequiredScheme;
  readonly operation?: Operation;
}

/** Where a scheme is required, each place once: the root's requirement is that of no operation in particular. */
function usesOf(api: Api, scheme: SecurityScheme): readonly Use[] {
  return [
    ...(api.security === undefined ? [] : namings(api.security, scheme).map((required) => ({ required }))),
    ...scheme.usedBy.flatMap((operation) =>
      operation.security === undefined || operation.security === api.security
        ? []
        : namings(operation.security, scheme).map((required) => ({ required, operation })),
    ),
  ];
}
