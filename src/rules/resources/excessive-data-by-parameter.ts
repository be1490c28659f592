import { prose, yaml } from "../../core/prose.ts";
import { isChoice, isText, leavesOut, requestFields, type RequestField } from "../../operations/request-fields.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { memo } from "../../core/memo.ts";
import type { Operation } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import { askedFaults } from "../../operations/inputs/asked-by-callers.ts";

/** A parameter makes a response hold more than its schema shows. */
export const excessiveDataByParameter: Rule = {
  id: "excessive-data-by-parameter",
  title: "Parameter lets the client ask for more data than usual",
  owasp: ["API3:2023", "API4:2023"],
  cwe: [213, 770],
  asvs: ["V8.2.3", "V15.3.1"],
  confidence: "likely",

  rationale: prose`
    A parameter that names related objects or fields to return gives access to whatever the server can reach, far more
    than the response schema shows. A reviewer cannot tell what is exposed, and callers find out by trying names.
  `,
  exploit: prose`
    An attacker tries names of related objects in the parameter: owner, payments, sessions. The server adds whatever it
    can reach, and nobody has checked who may see it. The response contains data that no schema of this operation shows.
  `,
  remediation: prose`
    Declare the allowed values as an enum of the parameter, check the caller's rights on each added object, and limit
    the depth of nesting.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /articles:
            get:
              security: []
              parameters:
                - name: include # ✗
                  in: query
                  schema:
                    type: string
      `,
    ],
    good: [
      yaml`
        paths:
          /articles:
            get:
              security: []
              parameters:
                - name: include
                  in: query
                  schema:
                    type: array
                    items:
                      enum: [author, comments]
      `,
    ],
  },

  check: (api) =>
    askedFaults(api, wideningOf, {
      one: "accepts any name of data to return",
      more: "accept any name of data to return",
    }),
};

const wideningOf = memo((operation: Operation) =>
  requestFields(operation).filter((field) => isWidening(field, operation.lexicon)),
);

function isWidening(field: RequestField, lexicon: Lexicon): boolean {
  return (
    field.in === "query" &&
    lexicon.is(field.text, "widens") &&
    isText(field) &&
    !isChoice(field) &&
    leavesOut(field, "pattern") &&
    // A list in words is a list too.
    !/`\w+`/.test(field.description) &&
    !lexicon.has(wordsInOrder(field.description), "one-of-a-few")
  );
}
