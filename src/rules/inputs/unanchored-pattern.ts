import { grouped } from "../../core/grouped.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import { memo } from "../../core/memo.ts";
import type { Operation } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import { isForStrangers, isUnsaid } from "../../operations/strangers.ts";
import { isLoose } from "../../operations/inputs/patterns.ts";
import { isText, requestFields } from "../../operations/request-fields.ts";
import { anchorFix, meantWholeFix } from "../../operations/fixes/anchor-fixes.ts";

/** A pattern is met by any text that has a part which meets it. */
export const unanchoredPattern: Rule = {
  id: "unanchored-pattern",
  title: "Pattern is not anchored",
  owasp: ["API8:2023"],
  cwe: [777],
  asvs: ["V2.2.1"],
  confidence: "certain",

  rationale: prose`
    A JSON Schema pattern matches if any part of the text matches: "[a-z]+" accepts every text with one lowercase
    letter, including the quotes, dots and line breaks that the pattern was meant to reject. Readers of the description
    assume that the text is validated.
  `,
  exploit: prose`
    An attacker sends one harmless character with quotes, dots and slashes around it. The harmless part matches the
    pattern, and the rest reaches a query or a path. The check accepts exactly what it was written to reject.
  `,
  remediation: prose`
    Begin the pattern with ^ and end it with $, with parentheses around alternatives.
  `,
  fixes: [meantWholeFix, anchorFix],

  examples: {
    bad: [
      yaml`
        paths:
          /articles:
            get:
              security: []
              parameters:
                - name: slug # ✗
                  in: query
                  schema:
                    type: string
                    pattern: "[a-z0-9-]+"
      `,
    ],
    good: [
      yaml`
        paths:
          /articles:
            get:
              security: []
              parameters:
                - name: slug
                  in: query
                  schema:
                    type: string
                    pattern: ^[a-z0-9-]+$
                - name: source
                  in: query
                  schema:
                    type: string
                    pattern: ^https://
      `,
    ],
  },

  *check(api) {
    const spots = api.operations.flatMap((operation) =>
      (isUnsaid(api, operation) ? [] : looseOf(operation)).map((found) => ({ ...found, operation })),
    );
    for (const [isOpen, found] of grouped(spots, ({ operation }) => isForStrangers(api, operation))) {
      const patterns = [...new Set(found.map(({ pattern }) => quoted(pattern)))];
      const names = [...new Set(found.map(({ field }) => quoted(field.name === "" ? "the body" : field.name)))];
      const operations = new Set(found.map(({ operation }) => operation));
      yield {
        at: found[0]!.field.at,
        cause: isOpen ? "open" : "known",
        places: found.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
        message: `${patterns.length === 1 ? "The pattern" : "The patterns"} ${listed(patterns, 3)} of ${listed(names, 3)} in ${count(operations.size, "operation")} also ${
          patterns.length === 1 ? "accepts" : "accept"
        } longer text that contains a match`,
        mitigations: isOpen ? [] : ["nothing indicates public access"],
      };
    }
  },
};

const looseOf = memo((operation: Operation) =>
  requestFields(operation).flatMap((field) => {
    const pattern = isText(field)
      ? field.parts.map((part) => part.pattern).find((one) => one !== undefined && isLoose(one))
      : undefined;
    return pattern === undefined ? [] : [{ field, pattern }];
  }),
);
