import { prose, yaml } from "../../core/prose.ts";
import { isChoice, isText, requestFields, says, type RequestField } from "../../operations/request-fields.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { memo } from "../../core/memo.ts";
import type { Operation } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import { askedFaults } from "../../operations/inputs/asked-by-callers.ts";

/** The caller writes the condition by which data is selected. */
export const injectionFreeFormFilter: Rule = {
  id: "injection-free-form-filter",
  title: "Client supplies a free-form filter expression",
  alsoKnownAs: ["NoSQL injection", "query injection"],
  owasp: ["API3:2023", "API4:2023"],
  cwe: [943, 770],
  asvs: ["V1.2.4", "V4.3.1"],
  confidence: "likely",

  rationale: prose`
    A filter written by the caller can test every field that the server knows, even fields that it never
    returns. For example, the caller tests whether a password hash begins with "a", then with "ab", until the whole hash
    is known. The caller can also filter on fields without an index, and then one request slows the database down for everyone.
  `,
  exploit: prose`
    An attacker requests all users whose password hash begins with "a", then with "ab", and works out the hash character by character from whether anything is returned. Not returning a field does not protect it. Another filter, without a matching index,
    takes the database down.
  `,
  remediation: prose`
    Accept named filters with the values to compare. If a filter language is needed, list the allowed fields and
    operators, bind the values, and limit how long a query may run.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /users:
            get:
              security: []
              parameters:
                - name: where # ✗
                  in: query
                  schema:
                    type: string
              responses:
                "200":
                  description: Users
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          properties:
                            email:
                              type: string
      `,
    ],
    good: [
      yaml`
        paths:
          /users:
            get:
              security: []
              parameters:
                - name: name
                  in: query
                  schema:
                    type: string
                - name: filter
                  in: query
                  schema:
                    enum: [active, locked]
      `,
    ],
  },

  check: (api) =>
    askedFaults(api, conditionsOf, {
      one: "is a free-form filter condition",
      more: "are free-form filter conditions",
    }),
};

const conditionsOf = memo((operation: Operation) =>
  requestFields(operation).filter((field) => isCondition(field, operation.lexicon)),
);

function isCondition(field: RequestField, lexicon: Lexicon): boolean {
  const name = field.text;
  const isOpenObject =
    field.types.includes("object") &&
    lexicon.is(name, "filter-object") &&
    (field.in === "body" || field.parts.every(({ properties }) => properties.size === 0));
  const isNamed =
    isOpenObject || lexicon.is(name, "filter-condition") || /^\$filter$/i.test(field.name) || isShown(field);
  return (
    isNamed &&
    field.depth === 0 &&
    (field.in === "query" || field.in === "body") &&
    (isText(field) || field.types.includes("object")) &&
    !isChoice(field) &&
    !says(field, "pattern", "properties")
  );
}

/** Whether an example is a condition as databases write it: `total > 100 AND city = 'Recife'`. */
function isShown(field: RequestField): boolean {
  return isText(field) && field.examples.some((example) => typeof example === "string" && CONDITION.test(example));
}

const CONDITION =
  /^\s*\w+(?:\.\w+)?\s*(?:=|<>|!=|<=?|>=?|\bLIKE\b|\bIN\b|\bBETWEEN\b)\s*\S.{0,200}\b(?:AND|OR)\b\s+\w+/;
