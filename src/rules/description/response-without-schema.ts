import { count, prose, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import { successResponses } from "../../model/response-coverage.ts";
import type { Rule } from "../rule.ts";
import type { FaultPlace } from "../../operations/fault.ts";

/** Success responses that don't say what comes back. */
export const responseWithoutSchema: Rule = {
  id: "response-without-schema",
  title: "Response without a schema",
  owasp: ["API3:2023", "API9:2023"],
  cwe: [1059],
  asvs: ["V14.1.1"],
  confidence: "certain",

  rationale: prose`
    Without a schema nobody can say what data an operation hands out, so nobody can review it, and nobody notices when
    a field is added that should not leave. What is not described is not known to be harmless.
  `,
  exploit: prose`
    The operation returns the whole record, and no schema says what that is. An attacker calls it and finds columns that
    were added last year: notes of staff, a hash, a date of birth. No review and no gateway could have stopped them,
    since nothing said what ought to come back.
  `,
  remediation: prose`
    Give each success response a schema that names its fields. Where nothing comes back, answer with 204.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /orders:
            get:
              responses:
                "200": # ✗
                  description: The orders.
          /orders/{id}:
            get:
              responses:
                "200": # ✗
                  description: The order.
                  content:
                    application/json: {}
      `,
    ],
    good: [
      yaml`
        paths:
          /orders/{id}:
            get:
              responses:
                "200":
                  description: The order.
                  content:
                    application/json:
                      schema:
                        properties:
                          total:
                            type: number
            delete:
              responses:
                "200":
                  description: Gone.
            put:
              responses:
                "204":
                  description: Changed.
          /orders/{id}/invoice:
            get:
              responses:
                "200":
                  description: The invoice.
                  content:
                    application/pdf: {}
      `,
    ],
  },

  *check(api) {
    const responses = successResponses(api);
    const untyped = responses.filter(({ typing }) => typing === "none");
    if (untyped.length === 0) return;
    const open = responses.filter(({ typing }) => typing === "open").length;
    const places = untyped.map(({ operation, response }): FaultPlace => ({
      at: placeOf(response),
      operation,
      witness: response.statusClass,
    }));
    yield {
      at: places[0]!.at,
      cause: "",
      places,
      message: `${untyped.length} of ${count(responses.length, "success response")} ${untyped.length === 1 ? "has" : "have"} no schema`,
      evidence:
        open === 0
          ? []
          : [`A further ${open} ${open === 1 ? "has" : "have"} one that says no more than that it is an object.`],
    };
  },
};
