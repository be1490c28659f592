import { memo } from "../../core/memo.ts";
import { count, prose, yaml } from "../../core/prose.ts";
import { heldSchemaOf } from "../../model/schema-parts.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Schema } from "../../model/schema.ts";
import type { Rule } from "../rule.ts";
import { returnedBy } from "../../operations/readers/returned-fields.ts";
import { closedObjectFix } from "../../operations/fixes/known-fixes.ts";

/** A response with personal data may carry more than it says. */
export const additionalPropertiesInResponse: Rule = {
  id: "additional-properties-in-response",
  title: "Response with personal data allows undeclared properties",
  owasp: ["API3:2023"],
  cwe: [213],
  asvs: ["V15.3.1"],
  confidence: "certain",

  rationale: prose`
    The schema defines some personal fields and allows any others. The service can return data that neither the review
    nor the gateway knows about, including columns added to the table later.
  `,
  exploit: prose`
    A developer adds a column with a national identity number to the table. The service returns the whole row, and
    neither the gateway nor a contract test reports it, because the schema allows any property. An attacker who
    watches the response sees the new field on release day.
  `,
  remediation: prose`
    Define every field, and set additionalProperties to false. Validate responses at the gateway.
  `,
  fixes: [closedObjectFix],

  examples: {
    bad: [
      yaml`
        paths:
          /users/{id}:
            get:
              responses:
                "200":
                  description: The user.
                  content:
                    application/json:
                      schema: # ✗
                        type: object
                        additionalProperties: true
                        properties:
                          email:
                            type: string
      `,
    ],
    good: [
      yaml`
        paths:
          /users/{id}:
            get:
              responses:
                "200":
                  description: The user.
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          email:
                            type: string
          /metrics:
            get:
              responses:
                "200":
                  description: The metrics.
                  content:
                    application/json:
                      schema:
                        type: object
                        additionalProperties: true
                        properties:
                          uptime:
                            type: integer
      `,
    ],
  },

  *check(api) {
    const spots = api.operations.flatMap((operation) => {
      if (operation.operationKind !== "path") return [];
      const open = openObject(operation);
      if (open === undefined || returnedBy(api, operation).size === 0) return [];
      return [{ at: placeOf(open), operation, witness: "2xx" }];
    });
    if (spots.length === 0) return;
    yield {
      at: spots[0]!.at,
      cause: "",
      places: spots,
      message: `${count(spots.length, "response")} with personal data ${spots.length === 1 ? "allows" : "allow"} undeclared properties`,
    };
  },
};

const openObject = memo((operation: Operation): Schema | undefined => {
  return operation.responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => (schema === undefined ? [] : [heldSchemaOf(schema)])))
    .find(({ additionalProperties, properties }) => additionalProperties === true && properties.size > 0);
});
