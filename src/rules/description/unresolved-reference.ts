import { prose, yaml } from "../../core/prose.ts";
import type { Rule } from "../rule.ts";
import { referenceFaults } from "../../operations/reference-faults.ts";

/** References that lead nowhere. */
export const unresolvedReference: Rule = {
  id: "unresolved-reference",
  title: "Reference cannot be resolved",
  owasp: ["API9:2023"],
  cwe: [1059],
  asvs: [],
  confidence: "certain",

  rationale: prose`
    The target of a broken reference cannot be reviewed: the missing parameter, schema or response may contain anything.
    Tools skip it in different ways.
  `,
  exploit: prose`
    The parameter or security scheme behind the reference is missing from the reviewed file. A server that is generated
    from this file lacks the check, and reports no error. An attacker sends what the missing part would have rejected.
  `,
  remediation: prose`
    Correct the reference, or add what it refers to.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /orders:
            get:
              responses:
                "200":
                  description: The orders.
                  content:
                    application/json:
                      schema:
                        $ref: "#/components/schemas/Ordrer" # ✗
        components:
          schemas:
            Order:
              type: object
      `,
    ],
    good: [
      yaml`
        paths:
          /orders:
            get:
              responses:
                "200":
                  description: The orders.
                  content:
                    application/json:
                      schema:
                        $ref: "#/components/schemas/Order"
        components:
          schemas:
            Order:
              type: object
              example:
                $ref: "#/nowhere"
      `,
    ],
  },

  check: (api) => referenceFaults(api, ({ problem }) => problem !== "remote" && problem !== "outside"),
};
