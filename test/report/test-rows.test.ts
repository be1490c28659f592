import { expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { riderReview } from "./fixture.ts";
import {
  boundaryWords,
  statusWords,
  testReason,
  testRows,
  testSteps,
  testTally,
} from "../../src/report/words/test-rows.ts";

type Test = Review["tests"][number];

const some = (rank: number, more: Partial<Test> = {}): Test => ({
  rank,
  operation: `DELETE /${rank}/attributes/{id}`,
  resource: "attribute",
  boundary: "account",
  as: "account A",
  ask: "delete B's attribute",
  expect: "403 or 404",
  why: "B's attribute would be lost",
  sensitivity: "public",
  status: "untested",
  ...more,
});

test("the same action on things of one kind is one row, with every operation", () => {
  const rows = testRows([some(1), some(2), some(3, { ask: "read B's attribute" }), some(4)]);
  expect(rows.map(({ rank, tests }) => [rank, tests.map((one) => one.rank)])).toEqual([
    ["1, 2, 4", [1, 2, 4]],
    ["3", [3]],
  ]);
  expect(testRows([some(1), some(2)]).map(({ rank }) => rank)).toEqual(["1–2"]);
});

test("tests of other kinds of things, or with more to try, stay apart", () => {
  const further = [{ kind: "function" as const, as: "a user", ask: "delete one", expect: "403" }];
  const rows = testRows([some(1), some(2, { resource: "note" }), some(3, { further })]);
  expect(rows).toHaveLength(3);
  expect(testSteps(rows[2]!)).toEqual([
    "As account A, delete B's attribute. Pass: 403 or 404.",
    "As a user, delete one. Pass: 403.",
  ]);
});

test.each<[readonly Test["status"][], string, string]>([
  [["untested"], "1 test, not run yet", "untested"],
  [["untested", "untested"], "2 tests, none run yet", "untested"],
  [["passed", "failed", "untested"], "3 tests: 1 passed, 1 failed, 1 not run", "1 passed, 1 failed, 1 untested"],
])("of %j it is said: %s", (statuses, tally, status) => {
  const tests = statuses.map((one, index) => some(index + 1, { status: one }));
  expect(testTally(tests)).toBe(tally);
  expect(statusWords(testRows(tests)[0]!)).toBe(status);
});

test("who A and B are is said for each boundary, and for reviews that do not know it", () => {
  const { boundary: _, ...old } = some(2);
  const words = boundaryWords([some(1), old]);
  expect(words).toContain("two accounts (tenants, merchants)");
  expect(words).toContain("two callers with separate credentials");
});

test("what a finding says that callers reach is not told as if nobody knew: the test shows when it is fixed", () => {
  const review = riderReview();
  const [first] = review.tests;
  const row = testRows([{ ...first!, kind: "object", status: "untested" }])[0]!;
  const withOwner = (owner: "others" | "unknown") => ({
    findings: [{ ...review.findings[0]!, operations: [first!.operation], owasp: ["API1:2023"], assumes: [] }],
    operations: review.operations.map((one) => ({
      ...one,
      owners: [{ direction: "read" as const, owner, because: "finding" as const, findings: [] }],
    })),
  });
  const said = " Finding 1 already reports this. The test passes only after the fix.";
  expect(testReason(row, withOwner("others")).endsWith(said)).toBe(true);
  expect(testReason(row, withOwner("unknown"))).not.toContain("finding 1");
  // A test of rights shows nothing of whose data comes back.
  const rights = testRows([{ ...first!, kind: "function", status: "untested" }])[0]!;
  expect(testReason(rights, withOwner("others"))).not.toContain("finding 1");
});
