import { prose, yaml } from "../../core/prose.ts";
import { isChoice, isText, requestFields, says, type RequestField } from "../../operations/request-fields.ts";
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
    A parameter that names what else to return, related objects or fields, opens whatever the server can reach from
    there: what the schema of the response shows is then the least of it. A reviewer cannot tell what leaves, and a
    caller finds out by trying names.
  `,
  exploit: prose`
    An attacker tries names of related objects in the parameter: owner, payments, sessions. The server adds whatever it
    can reach, and nobody has checked who may see each of them. The response holds data that no schema of this operation
    shows.
  `,
  remediation: prose`
    List what can be asked for as an enum of the parameter, check the caller's rights on each object that is added, and
    limit how many levels may follow one another.
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
      one: "takes any name of what else to return",
      more: "take any name of what else to return",
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
    !says(field, "pattern") &&
    // A list in words is a list too.
    !/`\w+`/.test(field.description) &&
    !lexicon.has(wordsInOrder(field.description), "one-of-a-few")
  );
}
