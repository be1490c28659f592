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
    What a broken reference stands for cannot be reviewed: the parameter, schema or response that belongs there may
    carry anything. Tools skip it, each in its own way.
  `,
  exploit: prose`
    The parameter or the security scheme behind the reference is missing from the file that was reviewed. The server
    that is generated from it has no check there, and says nothing about it. An attacker sends what the missing part
    would have refused.
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
