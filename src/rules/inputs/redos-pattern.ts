import { grouped } from "../../core/grouped.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import { keyword } from "../../model/schema.ts";
import { memo } from "../../core/memo.ts";
import { textOfValue } from "../../core/text-of-value.ts";
import type { Operation } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import { isForStrangers, isUnsaid } from "../../operations/strangers.ts";
import { isExponential } from "../../operations/inputs/backtracking.ts";
import { requestFields } from "../../operations/request-fields.ts";

/** A pattern takes forever to refuse some texts. */
export const redosPattern: Rule = {
  id: "redos-pattern",
  title: "Pattern can take exponential time (ReDoS)",
  alsoKnownAs: ["ReDoS", "regular expression denial of service"],
  owasp: ["API4:2023"],
  cwe: [1333],
  asvs: ["V1.3.12"],
  confidence: "likely",

  rationale: prose`
    Nested repetition lets the pattern match one text in many ways. A backtracking matcher tries all of them before it
    rejects the text: each further character doubles the time, and one request with forty of them keeps a CPU busy for
    hours. Gateways and generated servers use the pattern as written here.
  `,
  exploit: prose`
    An attacker sends forty characters that nearly match, and one that does not. The matcher tries billions of ways
    before it rejects the text, and a CPU is busy for hours. A few such requests stop the gateway for everyone.
  `,
  remediation: prose`
    Write the pattern so that each text matches in one way: ${"`^[a-z]+(-[a-z]+)*$`"} for ${"`^([a-z]+-?)+$`"}. Give the
    text a maxLength that is checked first, or use a matcher that does not backtrack, such as RE2.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /pages:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        slug: # ✗
                          type: string
                          pattern: ^([a-z0-9]+-?)+$
      `,
    ],
    good: [
      yaml`
        paths:
          /pages:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        slug:
                          type: string
                          pattern: ^[a-z0-9]+(-[a-z0-9]+)*$
                        colour:
                          type: string
                          maxLength: 7
                          pattern: ^(#?[a-f0-9]+)+$
      `,
    ],
  },

  *check(api) {
    const spots = api.operations.flatMap((operation) =>
      (isUnsaid(api, operation) ? [] : exponentialOf(operation)).map((found) => ({ ...found, operation })),
    );
    for (const [pattern, found] of grouped(spots, (spot) => spot.pattern)) {
      const names = [...new Set(found.map(({ field }) => quoted(field.name === "" ? "the body" : field.name)))];
      const isOpen = found.some(({ operation }) => isForStrangers(api, operation));
      yield {
        at: found[0]!.field.at,
        cause: pattern,
        places: found.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
        message: `The pattern ${quoted(pattern)} of ${listed(names, 3)} in ${count(
          new Set(found.map(({ operation }) => operation)).size,
          "operation",
        )} has nested repetition`,
        mitigations: isOpen ? [] : ["nothing indicates public access"],
      };
    }
  },
};

const exponentialOf = memo((operation: Operation) =>
  requestFields(operation).flatMap((field) => {
    const pattern = field.parts.map((part) => part.pattern).find((one) => one !== undefined && isExponential(one));
    const isShort = field.parts.some((part) => Number(textOfValue(keyword(part, "maxLength") ?? Infinity)) <= SHORT);
    return pattern === undefined || isShort ? [] : [{ field, pattern }];
  }),
);

/** Texts that are no longer are refused in time. */
const SHORT = 20;
