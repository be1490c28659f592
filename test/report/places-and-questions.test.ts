import { expect, test } from "vitest";
import { textReport } from "../../src/report/formats/text.ts";
import { unknownsBriefly } from "../../src/report/words/first-answers.ts";
import { firstStepWords, whyWords } from "../../src/report/words/first-screen.ts";
import { reasonCounts } from "../../src/report/words/reason-groups.ts";
import { waiverCoverage } from "../../src/report/words/waiver-words.ts";
import { findingOf, riderEnvelope, riderReview } from "./fixture.ts";

const base = { ...riderReview(), findings: [], assumptions: [], questions: [], boundaries: [] };

test("in the terminal, the reason of a verdict names the line of its finding", () => {
  const finding = findingOf("f1", "cleartext-server", "high", "Server without TLS", 7);
  const text = `${finding.title}: ${finding.message}`;
  const review = {
    ...base,
    findings: [finding],
    verdict: {
      decision: "reject" as const,
      reasons: [{ kind: "blocks" as const, text, findings: ["f1"], assumptions: [] }],
    },
  };
  const report = textReport({ ...riderEnvelope(), reviews: [review] }, { width: 200, color: false, quiet: false });
  expect(report).toMatch(new RegExp(`Why: Server without TLS.*${finding.file}:${finding.line}\\)\\.`));
});

test.each([
  ["Describe the response of GET /a: x", "what GET /a returns", "Describe what GET /a returns."],
  [
    "Describe the responses of GET /a, GET /b and 4 more: x",
    "what GET /a and 5 more operations return",
    "Describe what 6 operations return.",
  ],
  [
    "Describe what GET /a and GET /b return: x",
    "what GET /a and 1 more operation return",
    "Describe what 2 operations return.",
  ],
])("what is not described is named: %s", (text, missing, step) => {
  const review = {
    ...base,
    verdict: {
      decision: "insufficient-evidence" as const,
      reasons: [{ kind: "depends" as const, text, findings: [], assumptions: [] }],
    },
  };
  expect(whyWords(review)).toBe(`The description does not say ${missing}.`);
  expect(firstStepWords(review).replace(/ GET \/a and GET \/b return/, " 2 operations return")).toBe(step);
  expect(unknownsBriefly(review)[0]).toBe(`W${missing.slice(1)}. The verdict depends on it.`);
  expect(unknownsBriefly(review).join(" ")).not.toContain("success response");
});

test("a question that no reason asks is counted in the sentence as among the numbers", () => {
  const { verdict } = {
    verdict: {
      decision: "insufficient-evidence" as const,
      reasons: [{ kind: "depends" as const, text: "Describe what GET /a returns: x", findings: [], assumptions: [] }],
    },
  };
  expect(reasonCounts(verdict, 1)).toBe(
    "The verdict depends on 2 open questions: answer 1 question and close 1 gap in the description",
  );
});

test("a question that decides says whom to ask", () => {
  const [assumption] = riderReview().assumptions;
  const review = {
    ...base,
    assumptions: [{ ...assumption!, id: "admission" }],
    verdict: {
      decision: "insufficient-evidence" as const,
      reasons: [{ kind: "depends" as const, text: "Who?", findings: [], assumptions: ["admission"] }],
    },
  };
  expect(unknownsBriefly(review)[0]).toMatch(/^Who can get a credential: ask Rider Apps\./);
  const unowned = { ...review, document: { ...review.document, owner: null } };
  expect(unknownsBriefly(unowned)[0]).toMatch(/^Who can get a credential: ask the API's owner\./);
});

test("a waiver that covers nothing says what its rule finds", () => {
  const [waiver] = riderReview().waivers;
  const stale = { ...waiver!, rule: "a-rule", state: "stale" as const, findings: [], places: [], missing: [] };
  const finding = { ...findingOf("f1", "a-rule", "high", "Title", 1), operations: ["POST /orders"] };
  const role = { ...finding, places: [{ ...finding.places[0]!, witness: "request role" }] };
  expect(waiverCoverage(stale, [role])).toBe(
    'It covers nothing: a-rule finds operation POST /orders and field "role". Correct what the waiver names, or remove it.',
  );
  expect(waiverCoverage(stale, [])).toBe("It covers nothing: a-rule finds nothing here. Remove the waiver.");
});
