import { expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { callerViews } from "../../src/report/callers.ts";
import { atAGlance } from "../../src/report/glance.ts";
import { findingOf, riderReview } from "./fixture.ts";

const remedied = (fingerprint: string, severity: Review["findings"][number]["severity"], remediation: string) => ({
  ...findingOf(fingerprint, "a-rule", severity, "Title", 1),
  remediation,
});

test.each<readonly [string, Partial<Review>, readonly string[]]>([
  ["what the verdict rests on, then the question, then the rest", {}, ["b2", "Answer: Can anyone get"]],
  [
    "the question where it decides",
    {
      verdict: {
        decision: "insufficient-evidence",
        reasons: [{ text: "Can anyone?", findings: ["x1"], assumptions: ["admission"] }],
      },
      findings: [remedied("x1", "high", "Close the door for everybody who was not asked in, and say so.")],
    },
    ["Answer: Can anyone get", "x1"],
  ],
  [
    "a reason that is no finding",
    {
      verdict: {
        decision: "approve-with-conditions",
        reasons: [{ text: "3 operations must be tested", findings: [], assumptions: [] }],
      },
      findings: [],
      assumptions: [],
    },
    ["3 operations must be tested."],
  ],
  [
    "nothing where only mild findings are open",
    {
      verdict: { decision: "approve", reasons: [{ text: "Nothing was found.", findings: [], assumptions: [] }] },
      findings: [remedied("x1", "low", "Consider a limit.")],
      assumptions: [],
    },
    ["Nothing: no finding of medium or above is open."],
  ],
])("what must be done first: %s", (_name, part, steps) => {
  const review = { ...riderReview(), ...part };
  const line = atAGlance(review, callerViews(review)).find(({ question }) => question === "What must be done first?")!;
  expect(line.answers).toHaveLength(steps.length);
  for (const [index, { text, findings }] of line.answers.entries())
    expect([...findings, text].some((one) => one.startsWith(steps[index]!))).toBe(true);
});

test("a remedy that several findings share is one step, with links to all", () => {
  const findings = ["x1", "x2", "x3"].map((id) => remedied(id, "high", "Return less than what is stored, to each."));
  const review: Review = {
    ...riderReview(),
    findings,
    assumptions: [],
    verdict: { decision: "reject", reasons: [{ text: "One", findings: ["x2"], assumptions: [] }] },
  };
  const line = atAGlance(review, callerViews(review)).find(({ question }) => question === "What must be done first?")!;
  expect(line.answers).toEqual([{ text: "Return less than what is stored, to each.", findings: ["x1", "x2", "x3"] }]);
});
