import { grouped } from "../../core/grouped.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import { keyword } from "../../model/schema.ts";
import { memo } from "../../core/memo.ts";
import { textOfValue } from "../../core/text-of-value.ts";
import type { Operation } from "../../model/api.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Fault } from "../../operations/fault.ts";
import { callersExpressions } from "../../operations/inputs/callers-expressions.ts";
import type { Rule } from "../rule.ts";
import { isForStrangers, isUnsaid } from "../../operations/strangers.ts";
import { isExponential } from "../../operations/inputs/backtracking.ts";
import { requestFields, type RequestField } from "../../operations/request-fields.ts";

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
    Nested repetition lets the pattern match the same string in many ways. A backtracking regular expression engine tries
    every way before it rejects the string. Each extra character doubles the time, so a string of forty characters keeps
    a CPU busy for hours. Gateways and generated servers use the pattern exactly as the description states it.
  `,
  exploit: prose`
    An attacker sends a string that almost matches: forty characters that fit the pattern, and a last one that does
    not. The engine tries billions of ways before it rejects the string, and a CPU is busy for hours. A few such
    requests stop the gateway for everyone.
  `,
  remediation: prose`
    Let each string match the pattern in only one way: for example, ${"`^[a-z]+(-[a-z]+)*$`"} instead of
    ${"`^([a-z]+-?)+$`"}. Set a maxLength that is checked first, or use an engine that does not backtrack, such as RE2.
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
      yaml`
        paths:
          /birds:
            get:
              security: []
              parameters:
                - name: regex # ✗
                  in: query
                  schema:
                    type: string
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
    for (const patterns of sharingOperations(grouped(spots, (spot) => spot.pattern))) {
      const found = patterns.flatMap(([, of]) => of);
      const names = [...new Set(found.map(({ field }) => quoted(field.name === "" ? "the body" : field.name)))];
      const isOpen = found.some(({ operation }) => isForStrangers(api, operation));
      const [pattern] = patterns[0]!;
      yield {
        at: found[0]!.field.at,
        cause: pattern,
        places: found.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
        message: `${patterns.length === 1 ? `The pattern ${quoted(pattern)}` : `${count(patterns.length, "pattern")}, such as ${quoted(pattern)},`} of ${listed(names, 3)} in ${count(
          new Set(found.map(({ operation }) => operation)).size,
          "operation",
        )} ${patterns.length === 1 ? "has" : "have"} nested repetition`,
        mitigations: isOpen ? [] : ["nothing indicates public access"],
      };
    }
    yield* expressionFaults(api);
  },
};

interface PatternSpot {
  readonly field: RequestField;
  readonly pattern: string;
  readonly operation: Operation;
}

type Spots = readonly [pattern: string, found: readonly PatternSpot[]];

/** Patterns of the same operation have one remedy: the first that an operation has takes the others with it. */
function sharingOperations(patterns: ReadonlyMap<string, readonly PatternSpot[]>): readonly (readonly Spots[])[] {
  return [...grouped([...patterns], ([, [first]]) => first!.operation).values()];
}

/** Reads that run an expression of the caller's: where no credential is needed, anybody can keep the server busy. */
function* expressionFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) =>
    isUnsaid(api, operation) || api.assessed(operation).judgedAs === "private"
      ? []
      : callersExpressions(operation).map((field) => ({ field, operation })),
  );
  const [first] = found;
  if (first === undefined) return;
  const names = [...new Set(found.map(({ field }) => quoted(field.name)))];
  const operations = [...new Set(found.map(({ operation }) => operation.id))];
  yield {
    at: first.field.at,
    cause: "expressions of callers",
    title: "Server runs regular expressions written by the caller (ReDoS)",
    rationale: prose`
      A backtracking regular expression engine can take exponential time for an expression with nested repetition. If
      callers write the expression, no check of the service's own patterns helps: one short request keeps a CPU busy.
    `,
    exploit: prose`
      An attacker searches with ${"`(a+)+$`"} and the like. Each request keeps a CPU busy until it is cut off, and a few of them stop
      the service for everyone.
    `,
    remediation: prose`
      Run the expressions with an engine that does not backtrack, such as RE2, or with a time limit for each request,
      limit their length with maxLength, and say so in the description. A prefix or a wildcard is often enough.
    `,
    places: found.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
    message: `${listed(names, 3)} of ${listed(operations, 3)} ${names.length === 1 ? "lets" : "let"} callers search with regular expressions of their own, without a stated limit`,
    mitigations: found.some(({ operation }) => api.assessed(operation).admission === "anonymous")
      ? []
      : ["a credential is required"],
  };
}

const exponentialOf = memo((operation: Operation) =>
  requestFields(operation).flatMap((field) => {
    const pattern = field.parts.map((part) => part.pattern).find((one) => one !== undefined && isExponential(one));
    const isShort = field.parts.some((part) => Number(textOfValue(keyword(part, "maxLength") ?? Infinity)) <= SHORT);
    return pattern === undefined || isShort ? [] : [{ field, pattern }];
  }),
);

/** Texts that are no longer are refused in time. */
const SHORT = 20;
