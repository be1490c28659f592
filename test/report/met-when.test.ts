import { expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { metWhen } from "../../src/report/words/met-when.ts";
import { findingOf, riderReview } from "./fixture.ts";

const TEST = "Test that user A cannot read user B's orders through a list (2 operations: GET /a and GET /b)";
const FINDING = findingOf("0123456789abcdef", "basic-auth", "medium", "Basic", 1);
const REVIEW: Review = {
  ...riderReview(),
  findings: [FINDING],
  boundaries: [
    { id: "user-list-read", text: TEST, operations: ["GET /a", "GET /b"], stakes: [], status: "untested", tested: [] },
  ],
  verdict: {
    decision: "approve-with-conditions",
    reasons: [{ kind: "condition", text: `${TEST} [user-list-read]`, findings: [], assumptions: [] }],
  },
};
const { file } = REVIEW.document;

test("a group of tests is met by its result, and the command records that", () => {
  expect(metWhen(REVIEW, { text: `${TEST}.`, findings: [], assumptions: [] })).toEqual({
    text: "Met when A's lists hold nothing of B's, and this is recorded:",
    command: `sallyport register test ${file} --boundary user-list-read --outcome passed --by NAME`,
  });
});

test("a finding is met by a fix or by its owner, and an accepted one asks for nothing", () => {
  const reason = { text: "Basic: it is so", findings: [FINDING.fingerprint], assumptions: [] };
  expect(metWhen(REVIEW, reason)).toMatchObject({
    text: "Met when a review no longer finds it, or its owner accepts the risk:",
    command: expect.stringMatching(/^sallyport register accept 01234567 /),
  });
  expect(metWhen({ ...REVIEW, findings: [{ ...FINDING, status: "accepted" }] }, reason)).toBeUndefined();
});

test("a question is met by an answer, and a gap by the description", () => {
  expect(metWhen(REVIEW, { text: "Who?", findings: [], assumptions: ["admission"] })?.text).toMatch(/answers it/);
  expect(metWhen(REVIEW, { text: "Describe what GET /a returns", findings: [], assumptions: [] })?.text).toMatch(
    /description says it/,
  );
});
