import { expect, test } from "vitest";
import type { Finding, Review } from "../../src/core/review.ts";
import { actionEffort, effortWords } from "../../src/report/words/effort.ts";
import { findingOf, riderReview } from "./fixture.ts";

const operations = (n: number): string[] => Array.from({ length: n }, (_, index) => `GET /things/${index}`);
const finding = (n: number, more: Partial<Finding> = {}): Finding => ({
  ...findingOf("f0", "basic-auth", "high", "Basic", 1),
  operations: operations(n),
  cwe: [522],
  ...more,
});
const reviewOf = (n: number, open?: number): Review => ({
  ...riderReview(),
  boundaries: [
    {
      id: "user-id-read",
      text: "Test that A cannot read B's",
      operations: operations(n),
      ...(open === undefined ? {} : { open: operations(open) }),
      stakes: [],
      status: "untested",
    },
  ],
});

test.each([
  ["a remedy in one operation", [finding(1)], "S (hours)"],
  ["the same in ten", [finding(10)], "M (days)"],
  ["in a hundred", [finding(100)], "L (weeks)"],
  ["one where a check has to be written", [finding(1, { cwe: [639] })], "M (days)"],
  ["of two findings in the same operations, no more than of one", [finding(3), finding(3)], "S (hours)"],
  ["of the whole API, whose operations are not named", [finding(0)], "not estimated"],
] as const)("the effort: %s", (_name, findings, expected) => {
  expect(effortWords(actionEffort(riderReview(), "Mend it.", findings))).toBe(expected);
});

test.each([
  ["one operation", reviewOf(1), "S (hours)"],
  ["forty", reviewOf(40), "M (days)"],
  ["a hundred", reviewOf(100), "L (weeks)"],
  ["a hundred, of which two are left", reviewOf(100, 2), "S (hours)"],
] as const)("the effort of a boundary by what is to be tested: %s", (_name, review, expected) => {
  expect(effortWords(actionEffort(review, "Test that A cannot read B's [user-id-read].", []))).toBe(expected);
});

test("a change of the description alone, that is made for all places, is hours whatever it touches", () => {
  const places = [1, 2].map((line) => ({ file: "a.yaml", line }));
  const fix = {
    name: "Remove it",
    certainty: "safe",
    requires: null,
    closes: places.map((_, index) => `p${index}`),
    changes: [],
    shown: { file: "a.yaml", line: 1, excerpt: [] },
  };
  const of = (requires: string | null): Finding =>
    finding(100, { places, fixes: [{ ...fix, requires }] } as unknown as Partial<Finding>);
  expect(effortWords(actionEffort(riderReview(), "", [of(null)]))).toBe("S (hours)");
  expect(effortWords(actionEffort(riderReview(), "", [of("The service refuses it.")]))).toBe("L (weeks)");
});

test("what the description leaves out is not estimated", () =>
  expect(effortWords(actionEffort(reviewOf(5), "Complete the description.", []))).toBe("not estimated"));
