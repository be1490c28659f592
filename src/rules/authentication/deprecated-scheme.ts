import { count, prose, quoted, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import type { Rule } from "../rule.ts";

/** A security scheme that is deprecated (OpenAPI 3.2, or in its own words), and that still lets callers in. */
export const deprecatedScheme: Rule = {
  id: "deprecated-scheme",
  title: "Deprecated security scheme is still accepted",
  owasp: ["API9:2023", "API2:2023"],
  cwe: [477],
  asvs: ["V6.3.4"],
  confidence: "certain",

  rationale: prose`
    A scheme is usually deprecated because it is no longer secure. As long as operations accept it, attackers will use
    it.
  `,
  exploit: prose`
    An attacker looks for the oldest credential that still works, such as a static key from an old integration. It is
    accepted alongside the new log-in, without a second factor and without expiry. The new scheme protects only the
    callers who use it.
  `,
  remediation: prose`
    Announce the date on which the scheme ends, and notify the callers that still use it. Remove it from the security
    requirements on that date.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
          - key: []
        paths:
          /orders:
            get: {}
        components:
          securitySchemes:
            key: # ✗
              type: apiKey
              in: header
              name: X-API-Key
              description: Deprecated. Use a token.
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
          /orders:
            get: {}
        components:
          securitySchemes:
            key:
              type: apiKey
              in: header
              name: X-API-Key
              description: Deprecated. Use a token.
            token:
              type: http
              scheme: bearer
              description: Replaces the key, which is deprecated.
      `,
    ],
  },

  *check(api) {
    for (const scheme of api.securitySchemes) {
      if (scheme.usedBy.length === 0 || !isDeprecated(scheme)) continue;
      yield {
        at: placeOf(scheme),
        cause: scheme.name,
        carriers: scheme.usedBy,
        message: `${quoted(scheme.name)} is deprecated, but ${count(scheme.usedBy.length, "operation")} ${scheme.usedBy.length === 1 ? "accepts" : "accept"} it`,
      };
    }
  },
};

/** Whether it says so of itself: by the keyword, or where its description begins with it or says nothing else. */
function isDeprecated({ deprecated, description }: SecurityScheme): boolean {
  return (
    deprecated ||
    /^\W{0,20}(?:deprecated\b|this (?:\w+ ){1,5}(?:is|has been) (?:now )?deprecated\b)/i.test(description ?? "")
  );
}
