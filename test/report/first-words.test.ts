import { expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { markdownReport } from "../../src/report/formats/markdown.ts";
import { commentReport } from "../../src/report/formats/comment.ts";
import { leadingSentence } from "../../src/report/words/decision-screen.ts";
import { verdictAnswer } from "../../src/report/words/decision-words.ts";
import { impersonationWords } from "../../src/report/words/data-answer.ts";
import { allActions, firstWords, plannedWords } from "../../src/report/words/first-actions.ts";
import { findingOf, riderEnvelope, riderReview } from "./fixture.ts";

const unowned = (review: Review): Review => ({
  ...review,
  document: { ...review.document, owner: null },
  findings: review.findings.map((finding) => ({ ...finding, owner: null })),
});

const BOUNDARY: NonNullable<Review["boundaries"]>[number] = {
  id: "user-id-change",
  text: "Test that user A cannot change user B's rides by ID (2 operations: POST /rides/{id}/cancel and PUT /rides/{id})",
  operations: ["POST /rides/{id}/cancel", "PUT /rides/{id}"],
  open: ["POST /rides/{id}/cancel", "PUT /rides/{id}"],
  stakes: ["confidential data"],
  status: "untested",
  tested: [],
};

const toBeTested: Review = {
  ...riderReview(),
  findings: [],
  assumptions: [],
  questions: [],
  boundaries: [BOUNDARY],
  verdict: {
    decision: "approve-with-conditions",
    reasons: [
      { kind: "condition", text: `${BOUNDARY.text} [${BOUNDARY.id}]`, findings: [], assumptions: [] },
      { kind: "condition", text: "Describe what GET /x returns", findings: [], assumptions: [] },
    ],
  },
};

test("an untested boundary says what is not known, how it is met, and who tests it first", () => {
  expect(verdictAnswer("approve-with-conditions")).toBe("Release once all are met.");
  expect(leadingSentence(toBeTested)).toEqual({
    text: "It is not yet tested whether user A can change user B's rides by ID.",
    more: "Met when A's valid calls are refused with 403 or 404, and the result is recorded (sallyport register test).",
    others: 1,
  });
  expect(firstWords(toBeTested)).toBe("Do first: run this test (2 operations). Owner: Rider Apps.");
  // Where the reason does not stand before it, the test is named.
  expect(firstWords(toBeTested, true)).toContain("test that user A cannot change user B's rides by ID");
  const half = { ...toBeTested, boundaries: [{ ...BOUNDARY, open: [BOUNDARY.operations[0]!] }] };
  expect(leadingSentence(half)?.text).toMatch(/^It is not yet tested with all operations whether /);
});

test("where nobody is named, the release manager acts, and the plan says that an owner must be named", () => {
  const review = unowned(toBeTested);
  const who = "Do first: run this test (2 operations). Owner: the release manager (none is named).";
  expect(firstWords(review)).toBe(who);
  expect(
    allActions(review)
      .filter(({ isNeeded }) => isNeeded)
      .at(-1),
  ).toMatchObject({ unblocks: "no owner named" });
  const envelope = { ...riderEnvelope(), reviews: [review] };
  for (const report of [htmlReport(envelope), markdownReport(envelope)])
    expect(report.replaceAll(/<[^>]*>|`/g, "").replace(/\s+/g, " ")).toContain(
      "Release manager: name an owner (none is named), who has 2 actions: close 1 gap in the description and run 1 group of tests.",
    );
  expect(commentReport(envelope).replaceAll(/<[^>]*>|`/g, "")).toContain(who);
  // Who is named has nothing to name.
  expect(allActions(toBeTested).some(({ text }) => text.startsWith("Name an owner"))).toBe(false);
});

test("what is first, who does it and by when stand within forty words", () => {
  for (const review of [toBeTested, unowned(toBeTested), riderReview()]) {
    const text = [
      `Verdict: ${review.verdict.decision}`,
      verdictAnswer(review.verdict.decision),
      leadingSentence(review)?.text,
      firstWords(review),
    ].join(" ");
    expect(text.split(/\s+/).length).toBeLessThanOrEqual(40);
  }
});

test("the plan has everything to do that the page names, and says what the release does not wait for", () => {
  const mild = {
    ...findingOf("m1", "bulk-exposure", "info", "In bulk", 1),
    remediation: "Check whether it is needed.",
  };
  const base = riderReview();
  const review: Review = {
    ...base,
    findings: [...base.findings, mild],
    questions: [{ id: "audience", text: "What is the intended audience? Say so.", operations: [], settle: null }],
  };
  const plan = allActions(review);
  const further = plan.filter(({ isNeeded }) => !isNeeded).map(({ text }) => text);
  expect(further).toEqual(
    expect.arrayContaining([
      "Answer: What is the intended audience?",
      expect.stringContaining("heck whether it is needed."),
    ]),
  );
  expect(
    further.some((text) => text.startsWith("Run the authorization tests for which the release does not wait")),
  ).toBe(true);
  // Everything before the release stands before the rest.
  expect(plan.map(({ isNeeded }) => isNeeded)).toEqual(
    plan.map(({ isNeeded }) => isNeeded).toSorted((a, b) => Number(b) - Number(a)),
  );
});

test("a finding says the consequence first, and what it rests on after it", () => {
  const finding = {
    ...findingOf("p1", "private-but-self-registered", "high", "Private API", 1),
    message: "Anyone can sign up and then read other people's names; 5 operations are declared private",
  };
  const verdict: Review["verdict"] = {
    decision: "reject",
    reasons: [{ kind: "blocks", text: `${finding.title}: ${finding.message}`, findings: ["p1"], assumptions: [] }],
  };
  expect(leadingSentence({ ...riderReview(), findings: [finding], verdict })).toEqual({
    text: "Anyone can sign up and then read other people's names.",
    more: "5 operations are declared private.",
    others: 0,
  });
});

test("the number of actions is that of what the verdict asks for; what is done besides is named", () => {
  expect(plannedWords(allActions(unowned(toBeTested)), 1)).toBe(
    "2 actions before the release (1 shown here); an owner to name; 1 can wait.",
  );
  expect(plannedWords(allActions(toBeTested))).toBe(
    "2 actions before the release, the most important first; 1 can wait.",
  );
});

test.each([
  [
    "verification-secret-in-response",
    "Reset token, code or answer is returned in the response",
    "take over an account",
  ],
  ["bfla-admin-operation", "Admin operation (impersonation)", "act as any user"],
])("whoever enters the accounts of others reads what they can: %s", (rule, title, can) => {
  const review = riderReview();
  const [finding] = review.findings;
  const open = { ...finding!, rule, title, operations: ["POST /password/forgotten"] };
  expect(impersonationWords({ ...review, findings: [open] })).toContain(`calls POST /password/forgotten can ${can}`);
  expect(impersonationWords({ ...review, findings: [{ ...open, status: "fixed" }] })).toBeUndefined();
});
