import { ADMISSION_WORDS } from "../../core/caller-words.ts";
import { isAbove } from "../../core/exposure-words.ts";
import { count, listed } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";
import { untestedOperations } from "./untested-operations.ts";

/**
 * Why tests that nobody has made are no condition of a release: of each operation that no condition covers what speaks for
 * it, counted. Empty where every test that is open is a condition.
 */
export function noConditionWords(review: Review): string {
  const { operations, tests, boundaries = [] } = review;
  const { others, covered } = untestedOperations(review);
  if (others.length === 0) return "";
  const known = new Map(operations.map((operation) => [operation.id, operation] as const));
  const owed = new Set(boundaries.flatMap(({ open = [] }) => open));
  const counts = new Map<string, number>();
  for (const id of others) {
    const operation = known.get(id);
    const own = tests.filter((test) => test.operation === id && test.status === "untested");
    const why =
      operation?.admission === "own"
        ? `only ${ADMISSION_WORDS.own}, can call`
        : operation?.exposure === "private"
          ? operation.admission === "partner"
            ? `only ${ADMISSION_WORDS.partner} on the internal network can call`
            : "only callers on the internal network can reach"
          : owed.has(id)
            ? "a more urgent condition or a finding comes before the test of"
            : own.some(({ sensitivity }) => isAbove(sensitivity, "internal"))
              ? "the path says that only the caller's own data is read in"
              : "nothing confidential is at stake in";
    counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  const [[only] = ["" as string]] = counts;
  const reasons =
    counts.size === 1
      ? [`${only} ${others.length === 1 ? "it" : "them"}`]
      : [...counts].map(([why, n]) => `${why} ${n} of them`);
  const which =
    covered.length === 0
      ? others.length === 1
        ? "This test is"
        : "These tests are"
      : others.length === 1
        ? "The test of 1 other operation is"
        : `The tests of ${count(others.length, "other operation")} are`;
  return `${which} no condition of the release, because ${listed(reasons, 9)}.`;
}
