import { isAbove } from "../../core/exposure-words.ts";
import { count } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";
import { capitalized } from "../../core/sentence.ts";
import { untestedOperations } from "./untested-operations.ts";

/**
 * Why tests that nobody has made are no condition of a release: `These tests are not conditions: 3 because …, and 2
 * because …`. Empty where every test that is open is a condition.
 */
export function noConditionWords(review: Review): string {
  const { others, covered } = untestedOperations(review);
  if (others.length === 0) return "";
  const isOne = others.length === 1;
  const which =
    covered.length === 0
      ? isOne
        ? "This test is"
        : "These tests are"
      : isOne
        ? "The test of 1 other operation is"
        : `The tests of ${count(others.length, "other operation")} are`;
  return `${which} not ${isOne ? "a condition" : "conditions"}${whyNoCondition(review, ": ")}`;
}

/** How many operations nobody has tested, how many of them must pass first, and why the others can wait; empty of none. */
export function accessChecksWords(review: Review): string {
  const { others, covered } = untestedOperations(review);
  const all = covered.length + others.length;
  if (all === 0) return "";
  const untested = `The access checks of ${count(all, "operation")} are not tested.`;
  if (others.length === 0) return `${untested} ${all === 1 ? "They" : "All"} must pass before the release.`;
  const why = whyNoCondition(review, ", because ");
  return covered.length === 0
    ? `${untested} ${all === 1 ? "This test" : "These tests"} can wait${why}`
    : `${untested} ${covered.length} must pass before the release. ${others.length} can wait${why}`;
}

/** What speaks for the operations that no condition covers, counted in a sentence each where it differs. */
function whyNoCondition(review: Review, before: string): string {
  const { operations, tests, boundaries = [], questions } = review;
  const { others } = untestedOperations(review);
  const known = new Map(operations.map((operation) => [operation.id, operation] as const));
  const owed = new Set(boundaries.flatMap(({ open = [] }) => open));
  const sensitive = new Set(
    tests.flatMap(({ operation, status, sensitivity }) =>
      status === "untested" && isAbove(sensitivity, "internal") ? [operation] : [],
    ),
  );
  // A limit or a rule of the business is tested besides: what its operation moves or returns is at stake, and told elsewhere.
  const isOfRules = new Map<string, boolean>();
  for (const { operation, status, kind } of tests)
    if (status === "untested")
      isOfRules.set(operation, (isOfRules.get(operation) ?? true) && kind !== undefined && OF_RULES.has(kind));
  const asked = new Set(questions.flatMap((one) => (one.id === "whose-things" ? one.operations : [])));
  const counts = new Map<Why, number>();
  for (const id of others) {
    const operation = known.get(id);
    const why =
      operation?.admission === "own"
        ? "own"
        : operation?.exposure === "private"
          ? operation.admission === "partner"
            ? "partners"
            : "network"
          : owed.has(id)
            ? "later"
            : isOfRules.get(id) === true
              ? "rules"
              : asked.has(id)
                ? "nobodys"
                : sensitive.has(id)
                  ? "callers-own"
                  : operation?.understood !== undefined && UNCLEAR.has(operation.understood ?? "")
                    ? "unclear"
                    : "harmless";
    counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  const [[only] = ["harmless" as const]] = counts;
  if (counts.size === 1)
    return `${before}${REASONS[only](others.length === 1 ? "this operation" : "these operations", others.length === 1)}.`;
  return `. ${[...counts].map(([why, n]) => `${capitalized(REASONS[why](count(n, "operation"), n === 1))}.`).join(" ")}`;
}

/** Tests of limits, of what callers do for their own gain, and of what a stolen session can do. */
const OF_RULES: ReadonlySet<string> = new Set(["flow", "automation", "input", "recovery"]);

/** Where nobody can tell what comes back. */
const UNCLEAR: ReadonlySet<string> = new Set(["opaque", "partly", "file"]);

type Why = keyof typeof REASONS;

/** Why the tests of some operations can wait, as a sentence without its full stop. */
const REASONS = {
  own: (some: string) => `only the organization's own callers can call ${some}`,
  partners: (some: string) =>
    `on the internal network, only partners or people approved by the organization can call ${some}`,
  network: (some: string) => `only callers on the internal network can reach ${some}`,
  later: (some: string) => `other conditions or findings are more urgent for ${some}`,
  "callers-own": (some: string, isOne: boolean) =>
    `${isOne ? "the path" : "the paths"}${some.startsWith("th") ? "" : ` of ${some}`} ${isOne ? "names" : "name"} only the caller's own data`,
  nobodys: (some: string) => `for ${some}, nothing shows that callers have data of their own there`,
  rules: (some: string) => `the tests of ${some} check limits and business rules, not the access to other users' data`,
  unclear: (some: string, isOne: boolean) =>
    `the description must first say what ${some} ${isOne ? "returns" : "return"}`,
  harmless: (some: string, isOne: boolean) => `${some} ${isOne ? "is" : "are"} not known to involve confidential data`,
} as const;
