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
    Without a schema, the data that an operation returns cannot be reviewed, and an added field that should not be
    returned goes unnoticed. Undocumented data is not known to be harmless.
  `,
  exploit: prose`
    The operation returns the whole record, and no schema describes it. An attacker calls it and finds columns that were
    added last year: staff notes, a hash, a date of birth. No review or gateway could have stopped them, because nothing
    defined what should be returned.
  `,
  remediation: prose`
    Give each success response a schema that names its fields. If nothing is returned, respond with 204.
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
    const shown = responses.filter(({ typing, isByExample }) => typing === "typed" && isByExample).length;
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
      evidence: [
        ...(open === 0
          ? []
          : [`Another ${open} ${open === 1 ? "has" : "have"} a schema that only says that the response is an object.`]),
        ...(shown === 0 ? [] : [`Another ${shown} ${shown === 1 ? "is" : "are"} described by an example alone.`]),
      ],
    };
  },
};
