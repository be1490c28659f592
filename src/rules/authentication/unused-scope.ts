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
    A scope that no operation asks for is either checked where the description does not say it, or left over. Clients
    ask for it all the same, and a token that holds it may open something that nobody has in mind.
  `,
  exploit: prose`
    An attacker's client asks for every scope that the authorization server lists, also for those that no operation
    names. Some service behind the API still honours one of them. The token opens a function that nobody had in mind
    when the client was approved.
  `,
  remediation: prose`
    Say which operations need the scope, or grant it no longer.
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
                    everything: All of it
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
                    openid: Who the caller is
                    offline_access: Go on without the caller
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
          message: `${quoted(scheme.name)} grants ${count(unused.length, "scope")} that no operation asks for: ${listed(unused.map((scope) => quoted(scope)))}`,
        };
        break; // the flows of a scheme grant the same
      }
    }
  },
};

/** What OpenID Connect defines: it is for the log-in itself. */
const OF_THE_PROTOCOL = new Set(["openid", "profile", "email", "address", "phone", "offline_access", "offline"]);
