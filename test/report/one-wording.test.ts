import { describe, expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { commentReport } from "../../src/report/formats/comment.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { markdownReport } from "../../src/report/formats/markdown.ts";
import { textReport } from "../../src/report/formats/text.ts";
import { allActions, firstWords, plannedReasons } from "../../src/report/words/first-actions.ts";
import { ownerTallies } from "../../src/report/words/owner-tallies.ts";
import { reasonGroups } from "../../src/report/words/reason-groups.ts";
import { findingOf, riderEnvelope, riderReview } from "./fixture.ts";

const BOUNDARY: NonNullable<Review["boundaries"]>[number] = {
  id: "user-id-change",
  text: "Test that user A cannot change user B's rides by ID (1 operation: PUT /rides/{id})",
  operations: ["PUT /rides/{id}"],
  open: ["PUT /rides/{id}"],
  stakes: ["confidential data"],
  status: "untested",
  tested: [],
};
const FINDING = {
  ...findingOf("f1", "bulk-exposure", "medium", "Callers can list all names", 1),
  remediation: "Return only IDs.",
  due: null,
};

/** A finding and a test as conditions, in another order than that of the plan. */
const review: Review = {
  ...riderReview(),
  findings: [FINDING],
  assumptions: [],
  questions: [],
  boundaries: [BOUNDARY],
  verdict: {
    decision: "approve-with-conditions",
    reasons: [
      { kind: "condition", text: `${BOUNDARY.text} [${BOUNDARY.id}]`, findings: [], assumptions: [] },
      { kind: "condition", text: "In bulk: Callers can list all names", findings: ["f1"], assumptions: [] },
    ],
  },
};
const OPTIONS = { width: 80, color: false, quiet: false };

test("conditions stand in the order of the plan: findings as what is wrong, tests in the words of the plan", () => {
  const conditions = reasonGroups(review.verdict).flatMap(({ reasons }) => reasons);
  const planned = plannedReasons(review, conditions).map(({ text }) => text);
  const actions = allActions(review).filter(({ isNeeded }) => isNeeded);
  expect(planned).toEqual(["In bulk: Callers can list all names", actions[1]?.text]);
  expect(actions[0]?.text).toMatch(/return only IDs\.$/i);
});

test("a condition that nobody has to act on stands in its own words", () => {
  const accepted = {
    kind: "condition" as const,
    text: "accepted until 2026-05-01: x",
    findings: ["gone"],
    assumptions: [],
  };
  expect(plannedReasons(review, [accepted]).map(({ text }) => text)).toEqual([accepted.text]);
});

test("no sentence has the ID of a group of tests", () => {
  const envelope = { ...riderEnvelope(), reviews: [review] };
  for (const page of [
    htmlReport(envelope),
    markdownReport(envelope),
    commentReport(envelope),
    textReport(envelope, OPTIONS),
  ])
    expect(page).not.toMatch(/\\?\[user-id-change\\?\]/);
});

describe("when something is due", () => {
  const within: Review = { ...review, policy: { ...review.policy, sla: { high: 30, medium: 90 } } };
  const dated: Review = { ...within, findings: [{ ...FINDING, due: "2026-03-01" }] };

  test.each([
    ["nothing says it", review, ""],
    ["the policy gives days", within, " Due: 90 days after it is recorded."],
    ["the register has a day", dated, " Due: 2026-03-01."],
  ])("and %s, it stands beside the owner", (_, one, words) => {
    expect(firstWords(one).endsWith(`Owner: Rider Apps.${words}`)).toBe(true);
    expect(ownerTallies(one, "2026-01-31")[0]?.due ?? "").toBe(words.replace(/^ Due: |\.$/g, ""));
  });
});

test("several reviews end with a table of verdicts, the worst first", () => {
  const refused = { file: "broken.yaml", line: 3, message: "Is no description", hint: null };
  const text = textReport({ ...riderEnvelope(), reviews: [review, riderReview()], refused: [refused] }, OPTIONS);
  expect(text.slice(text.indexOf("Verdicts, the worst first"))).toMatchInlineSnapshot(`
    "Verdicts, the worst first
      reject                   apis/rider/openapi.yaml
          Why: A private API is one open sign-up away: POST /v1/accounts and 4 more
          Do first: check on the server, for each object, that the caller may have …
      approve with conditions  apis/rider/openapi.yaml
          Why: Test that user A cannot change user B's rides by ID (1 operation: …
          Do first: return only IDs. Owner: Rider Apps.
      not reviewed             broken.yaml
          Why: Is no description
    2 descriptions reviewed
    Refused: broken.yaml
    "
  `);
});
