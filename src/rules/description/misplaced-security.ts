import { prose, yaml } from "../../core/prose.ts";
import { misplacedSecurityKeys } from "../../operations/misplaced-security-keys.ts";
import { securityKeyFix, securityPlaceFix } from "../../operations/fixes/spelling-fixes.ts";
import type { Rule } from "../rule.ts";

/** Security that is written where it means nothing, or under a key that does not exist. */
export const misplacedSecurity: Rule = {
  id: "misplaced-security",
  title: "Security is declared where it has no effect",
  owasp: ["API2:2023", "API8:2023"],
  cwe: [1188],
  asvs: ["V8.2.1"],
  confidence: "certain",

  rationale: prose`
    Tools read "security" only at the root and in operations. They silently ignore a misspelt or misplaced key: its
    author believes that the operation is protected, but nothing protects it. If a key is defined twice, parsers differ
    in which one they keep, so a gateway may enforce what no reviewer has read.
  `,
  exploit: prose`
    An attacker calls an operation whose requirement is under a misspelt key. The gateway ignores it and requires
    nothing, so the data is returned. Or the attacker opens a pull request that defines the key a second time: the
    reviewer reads the first definition, and the gateway uses the second.
  `,
  remediation: prose`
    Declare "security" only at the root or in an operation, and at most once in each of these places. Define schemes
    under components.securitySchemes (securityDefinitions in Swagger 2.0).
  `,
  fixes: [securityKeyFix, securityPlaceFix],

  examples: {
    bad: [
      yaml`
        paths:
          /orders:
            get:
              securty: # ✗
                - token: []
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        paths:
          /orders:
            security: # ✗
              - token: []
            get: {}
        securitySchemes: # ✗
          token:
            type: http
            scheme: bearer
      `,
      yaml`
        paths:
          /orders:
            get:
              security:
                - token: []
              responses: {}
              security: [] # ✗
      `,
    ],
    good: [
      yaml`
        paths:
          /orders:
            get:
              security:
                - token: []
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        security:
          - token: []
        paths:
          /orders:
            get:
              responses:
                "200":
                  description: ok
                  content:
                    application/json:
                      schema:
                        properties:
                          security:
                            type: string
                      example:
                        securty: high
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  check: misplacedSecurityKeys,
};
