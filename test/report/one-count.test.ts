import { expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import {
  findingWeightsOf,
  reasonCounts,
  restingWords,
  weightSentence,
  weightWords,
} from "../../src/report/words/reason-groups.ts";
import { allActions, firstActions } from "../../src/report/words/first-actions.ts";
import { findingOf, riderEnvelope, riderReview } from "./fixture.ts";

const findings = ["f0", "f1", "f2"].map((id) => findingOf(id, "basic-auth", "high", "Basic", 1));
const QUESTION: Review["assumptions"][number] = {
  ...riderReview().assumptions[0]!,
  id: "admission",
  question: "Can anyone get it?",
  ifTrue: [],
};
const REVIEW: Review = {
  ...riderReview(),
  findings,
  assumptions: [QUESTION],
  verdict: {
    decision: "insufficient-evidence",
    reasons: [
      { kind: "depends", text: "To be confirmed: Basic: it is so", findings: ["f0"], assumptions: [] },
      { kind: "depends", text: "Can anyone get it?", findings: ["f1", "f2"], assumptions: ["admission"] },
    ],
  },
};

test("what depends on an answer is counted by question, and findings that rest on it never under the same name", () => {
  expect(reasonCounts(REVIEW.verdict)).toBe(
    "The verdict depends on 2 open questions: confirm or rule out 1 finding and answer 1 question",
  );
  expect(weightSentence(REVIEW)).toBe("Of these findings, 1 is to be confirmed and 2 depend on an answer.");
  expect(findings.map((finding) => weightWords(REVIEW, finding))).toEqual([
    "to be confirmed",
    "depends on an answer",
    "depends on an answer",
  ]);
  expect(new Set(findingWeightsOf(REVIEW.verdict).values())).toEqual(new Set(["confirm", "rests"]));
  expect(firstActions(REVIEW).map(({ unblocks }) => unblocks)).toEqual([
    "1 to be confirmed, 2 depend on an answer",
    expect.any(String),
  ]);
});

test("the page says how many findings rest on the questions that it counts", () => {
  expect(restingWords(REVIEW)).toBe("2 findings rest on the question");
  // What would be a finding only by an answer is not one yet.
  expect(restingWords({ ...REVIEW, findings: findings.slice(0, 2) })).toBe("1 finding rests on the question");
  expect(restingWords({ ...REVIEW, findings: findings.slice(0, 1) })).toBe("");
  const page = htmlReport({ ...riderEnvelope(), reviews: [REVIEW] });
  expect(page.replace(/\s+/g, " ")).toContain(
    "(1 finding that must be confirmed and 1 question; 2 findings rest on the question)",
  );
});

test("responses without a schema are part of the fact that a verdict misses, and are closed with it", () => {
  const schema = findingOf("f3", "response-without-schema", "low", "Response without a schema", 1);
  const reason = {
    kind: "depends" as const,
    text: "Of the 10 responses, 8 are not described.",
    findings: [],
    assumptions: [],
  };
  const answers = (["reject", "approve"] as const).map((decision) => ({
    answer: decision,
    value: decision,
    lines: [],
    decision,
    open: {},
    adds: {},
    closes: [],
  }));
  const review: Review = {
    ...REVIEW,
    findings: [schema],
    assumptions: [{ ...QUESTION, answers }],
    questions: [],
    tests: [],
    boundaries: [],
    verdict: { decision: "insufficient-evidence", reasons: [reason] },
  };
  expect(weightWords(review, schema)).toBe("part of a gap in the description");
  expect(weightSentence(review)).toBe("This finding is part of a gap in the description.");
  // What the verdict names as missing is first, then the question that could decide it too; nothing of it is told twice.
  expect(allActions(review).map(({ text, findings: of }) => [text, of.length])).toEqual([
    ["Complete the description. Of the 10 responses, 8 are not described.", 1],
    ["Answer: Can anyone get it?", 0],
  ]);
  const without = { ...review.verdict, decision: "approve" as const };
  expect(weightWords({ ...review, verdict: without }, schema)).toBe("does not affect the verdict");
});
