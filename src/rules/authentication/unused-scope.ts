import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import { askedScopes } from "../../operations/schemes/scopes.ts";

/** A scope that is declared, and that no operation asks for. */
export const unusedScope: Rule = {
  id: "unused-scope",
  title: "Declared scope is never required",
  owasp: ["API5:2023", "API9:2023"],
  cwe: [1164],
  asvs: ["V10.4.11"],
  confidence: "certain",

  rationale: prose`
    A scope that no operation requires is either checked without being documented, or left over. Clients request it
    anyway, and a token with this scope may allow unintended actions.
  `,
  exploit: prose`
    An attacker's client requests every scope that the authorization server lists, including those that no operation
    requires. A service behind the API still accepts one of them. The token allows a function that was not considered
    when the client was approved.
  `,
  remediation: prose`
    Document which operations require the scope, or stop granting it.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /orders:
            get:
              security:
                - login: [orders]
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode: # ✗
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    orders: The caller's orders
                    everything: Full access
      `,
    ],
    good: [
      yaml`
        paths:
          /orders:
            get:
              security:
                - login: [orders]
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    openid: The user's identity
                    offline_access: Access while the user is offline
                    orders: The caller's orders
      `,
    ],
  },

  *check(api) {
    for (const scheme of api.securitySchemes) {
      const asked = askedScopes(scheme);
      if (asked.size === 0) continue; // that none is asked for is a fault of its own
      for (const flow of scheme.flows) {
        const unused = [...flow.scopes.keys()].filter((scope) => !asked.has(scope) && !OF_THE_PROTOCOL.has(scope));
        if (unused.length === 0) continue;
        yield {
          at: placeOf(flow),
          cause: `${scheme.name} ${flow.flow}`,
          carriers: scheme.usedBy,
          message: `${quoted(scheme.name)} grants ${count(unused.length, "scope")} that no operation requires: ${listed(unused.map((scope) => quoted(scope)))}`,
        };
        break; // the flows of a scheme grant the same
      }
    }
  },
};

/** What OpenID Connect defines: it is for the log-in itself. */
const OF_THE_PROTOCOL = new Set(["openid", "profile", "email", "address", "phone", "offline_access", "offline"]);
