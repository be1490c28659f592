import { expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import {
  answerEffect,
  answerRows,
  answerSentences,
  changeSentence,
  decidesVerdict,
  dependenceNote,
  dependsWords,
  liftingWords,
  splitSentence,
  splitWords,
} from "../../src/report/words/assumption-answers.ts";
import { nothingAssumed } from "../../src/report/words/evidence-tally.ts";
import { unreadParts, unreadWords } from "../../src/report/words/unread.ts";
import { whereWords } from "../../src/report/words/field-words.ts";
import { overdueNone } from "../../src/report/words/sign-off-words.ts";
import { findingOf, riderReview } from "./fixture.ts";

type Finding = Review["findings"][number];
type Assumption = Review["assumptions"][number];
type Answer = NonNullable<Assumption["answers"]>[number];
type Decision = Answer["decision"];

const found = (id: string, severity: Finding["severity"], part: Partial<Finding> = {}): Finding => ({
  ...findingOf(id, "a-rule", severity, "Title", 1),
  ...part,
});
const resting = (id: string, severity: Finding["severity"]): Finding => found(id, severity, { assumes: ["admission"] });

const WORDS = {
  "self-registered": "Anyone who signs up",
  partner: "Only partners or people approved by the organization",
  own: "Only the organization's own",
} as const;
type Value = keyof typeof WORDS;

const answer = (value: Value, decision: Decision, open: Answer["open"] = {}): Answer => ({
  answer: WORDS[value],
  value,
  lines: ["admission:", `  token: ${value}`],
  decision,
  open,
  adds: {},
  closes: [],
});
/** A review that comes to a decision, asks one question and has judged answers to it. */
const reviewOf = (decision: Decision, answers: readonly Answer[] | undefined, findings: readonly Finding[] = []) => {
  const { answers: _of, ...asked } = riderReview().assumptions[0]!;
  const assumption: Assumption = {
    ...asked,
    id: "admission",
    settle: ["admission.token"],
    ifTrue: [],
    ...(answers === undefined ? {} : { answers: [...answers] }),
  };
  const review: Review = {
    ...riderReview(),
    verdict: { decision, reasons: [] },
    findings: [...findings],
    assumptions: [assumption],
  };
  return { review, assumption };
};
/** The same decision for anyone, for partners and for the organization's own. */
const decided = (open: Decision, partners: Decision, own: Decision): readonly Answer[] => [
  answer("self-registered", open),
  answer("partner", partners),
  answer("own", own),
];

test("each answer is said with its verdict and its numbers, and how these differ from those of now", () => {
  const { review, assumption } = reviewOf(
    "insufficient-evidence",
    [
      answer("self-registered", "reject", { critical: 1, high: 2 }),
      answer("partner", "approve-with-conditions", { high: 1, low: 1 }),
      answer("own", "approve"),
    ],
    [found("a", "high"), found("b", "low"), found("c", "high", { status: "accepted" })],
  );
  expect(answerSentences(review, assumption)).toEqual([
    'With the answer "Anyone who signs up" (self-registered): reject. Open findings then: 1 critical, 2 high (compared with now: critical +1, high +1, low −1).',
    'With the answer "Only partners or people approved by the organization" (partner): approve with conditions. Open findings then: 1 high, 1 low, as now.',
    `With the answer "Only the organization's own" (own): approve. Open findings then: none (compared with now: high −1, low −1).`,
  ]);
});

test("answers that lead to the same are one sentence", () => {
  const open = { high: 1 };
  const { review, assumption } = reviewOf(
    "reject",
    [
      answer("self-registered", "reject", open),
      answer("partner", "approve-with-conditions", open),
      answer("own", "approve-with-conditions", open),
    ],
    [found("a", "high")],
  );
  expect(answerSentences(review, assumption)).toEqual([
    'With the answer "Anyone who signs up" (self-registered): reject. Open findings then: 1 high, as now.',
    `With the answer "Only partners or people approved by the organization" (partner) or "Only the organization's own" (own): approve with conditions. Open findings then: 1 high, as now.`,
  ]);
});

test("of a review whose answers nobody judged the answers are given, and nothing is foretold", () => {
  const { review, assumption } = reviewOf("insufficient-evidence", undefined, [resting("a", "high")]);
  expect(answerSentences(review, assumption)).toEqual([
    "Anyone who signs up (self-registered).",
    "Only partners or people approved by the organization (partner).",
    "Only the organization's own staff and systems (own).",
  ]);
  expect(answerRows(review, assumption).map(({ lines, judged }) => [lines.join("\n"), judged])).toEqual([
    ["admission:\n  token: self-registered", undefined],
    ["admission:\n  token: partner", undefined],
    ["admission:\n  token: own", undefined],
  ]);
  expect(splitWords(assumption)).toBeUndefined();
  expect(splitSentence(assumption)).toBeUndefined();
  expect(changeSentence(review, assumption)).toBeUndefined();
  expect(decidesVerdict(review, assumption)).toBe(false);
});

test("where no answer changes anything, that is said in place of the answers", () => {
  const { review, assumption } = reviewOf("approve", decided("approve", "approve", "approve"));
  expect(answerSentences(review, { ...assumption, decides: false })).toEqual([
    "Whatever the answer is, the verdict, its conditions and the number of findings of medium severity or above stay the same.",
  ]);
});

test.each<readonly [string, readonly Finding[], Answer["open"], string | undefined]>([
  [
    "all depend",
    [resting("a", "high"), resting("b", "high"), found("c", "low")],
    { critical: 1, high: 2, low: 3 },
    'All 2 findings of high severity or above depend on the answer to question 1 (Who can get the credential of "coach.key"?). If the answer to question 1 of section 5 is "Anyone who signs up": 1 critical, 2 high.',
  ],
  [
    "some depend",
    [resting("a", "high"), found("b", "high")],
    { high: 2 },
    '1 of 2 findings of high severity or above depends on the answer to question 1 (Who can get the credential of "coach.key"?).',
  ],
  ["none depends", [found("a", "high"), resting("b", "low")], { high: 1, medium: 4 }, undefined],
  [
    "none is left",
    [found("a", "high")],
    {},
    'If the answer to question 1 of section 5 is "Anyone who signs up": none of high severity or above.',
  ],
])("how far the count depends on assumptions: %s", (_what, findings, open, expected) => {
  const { review } = reviewOf("reject", [answer("self-registered", "reject", open)], findings);
  expect(dependenceNote(review)).toBe(expected);
});

test("where nothing was assumed, what is inferred is said all the same", () => {
  const review = {
    ...riderReview(),
    findings: [found("a", "high", { confidence: "likely" }), found("b", "low", { confidence: "certain" })],
  };
  expect(nothingAssumed(review)).toBe(
    "Nothing was assumed about who can get a credential. Some results were inferred and are not certain: 1 of the 2 findings, and the classification of 1 of the 8 sensitive fields.",
  );
  expect(nothingAssumed({ ...review, fields: [], findings: [] })).toBe(
    "Nothing was assumed about who can get a credential.",
  );
});

test("what is missing is told once, however often it is used", () => {
  const skipped = ["a is missing", "b is missing", "a is missing", "a is missing"].map((why, index) => ({
    file: "api.yaml",
    pointer: `#/${index}`,
    line: index + 1,
    why,
  }));
  expect(unreadParts({ skipped }).map(unreadWords)).toEqual([
    "a is missing (and 2 more places with the same cause)",
    "b is missing",
  ]);
});

test("a line has its file before it only where there are several", () => {
  const review = riderReview();
  const place = { file: "paths/users.yaml", line: 3 };
  const withFiles = (files: string[]): Review => ({ ...review, document: { ...review.document, files } });
  expect(whereWords(withFiles(["openapi.yaml"]), place)).toBe("3");
  expect(whereWords(withFiles(["openapi.yaml", "paths/users.yaml"]), place)).toBe("paths/users.yaml:3");
});

test.each<readonly [readonly (string | null)[], string]>([
  [[], "No finding is open."],
  [[null], "Cannot be judged: the one open finding has no due date."],
  [[null, null], "Cannot be judged: none of the 2 open findings has a due date."],
  [["2026-02-01", null], "Nothing was due before 2026-01-31; 1 of 2 open findings has no due date."],
  [["2026-02-01"], "Nothing was due before 2026-01-31."],
])("why nothing is overdue, with due dates %j", (dates, expected) => {
  const findings = dates.map((due, index) => found(String(index), "low", { due }));
  expect(overdueNone(findings, "2026-01-31")).toBe(expected);
});

test.each<readonly [Decision, readonly Answer[], boolean, string | undefined, string | undefined, string]>([
  [
    "reject",
    decided("reject", "reject", "reject"),
    false,
    undefined,
    "3 of 3 answers lead to reject",
    "The answer changes neither the verdict nor what must be done for it",
  ],
  [
    "reject",
    decided("reject", "reject", "approve"),
    true,
    '"Only the organization\'s own"',
    "2 of 3 answers lead to reject",
    'The answer changes the verdict to approve if it is "Only the organization\'s own"',
  ],
  [
    "approve-with-conditions",
    decided("reject", "approve-with-conditions", "approve"),
    true,
    undefined,
    "1 of 3 answers leads to reject",
    'The answer changes the verdict to reject if it is "Anyone who signs up" and to approve if it is "Only the organization\'s own"',
  ],
  [
    "approve-with-conditions",
    decided("approve-with-conditions", "approve-with-conditions", "approve"),
    false,
    undefined,
    undefined,
    'The answer changes the verdict to approve if it is "Only the organization\'s own"',
  ],
])("of %s, what the answers do to the verdict", (now, answers, decides, lifting, split, change) => {
  const { review, assumption } = reviewOf(now, answers);
  expect(decidesVerdict(review, assumption)).toBe(decides);
  expect(liftingWords(review, assumption)).toBe(lifting);
  expect(splitWords(assumption)).toBe(split);
  expect(changeSentence(review, assumption)).toBe(change);
});

test.each<readonly [string, Partial<Answer>, string]>([
  [
    "closes a condition",
    { closes: ["a"], open: { high: 1, low: 1 } },
    'does not change the verdict, but what must be done for it: if it is "Only the organization\'s own", finding 1 does not apply',
  ],
  [
    "makes what blocks less severe, and another thing worse",
    { alters: { b: "medium" }, open: { high: 1, medium: 2, low: 1 } },
    'does not change the verdict, but what must be done for it: if it is "Only the organization\'s own", finding 2 is of medium severity and there are further findings (1 medium)',
  ],
  [
    "closes what nothing hangs on",
    { closes: ["c"], open: { high: 2 } },
    "changes neither the verdict nor what must be done for it",
  ],
  [
    "leaves out a condition that is no finding",
    { conditions: 0, open: { high: 2, low: 1 } },
    'does not change the verdict, but what must be done for it: if it is "Only the organization\'s own", 1 condition fewer must be met',
  ],
])("an answer that %s is not said to change nothing", (_, part, words) => {
  const { review, assumption } = reviewOf(
    "reject",
    [
      answer("self-registered", "reject", { high: 2, low: 1 }),
      answer("partner", "reject", { high: 2, low: 1 }),
      { ...answer("own", "reject"), ...part },
    ],
    [found("a", "high"), found("b", "high"), found("c", "low")],
  );
  const reasons = [
    { kind: "blocks" as const, text: "It is so", findings: ["b"], assumptions: [] },
    { kind: "condition" as const, text: "It is so", findings: ["a"], assumptions: [] },
  ];
  expect(answerEffect({ ...review, verdict: { decision: "reject", reasons } }, assumption)).toBe(words);
});

test("a finding that an answer makes less severe hangs on it as much as one that it closes", () => {
  const milder = { ...answer("own", "reject", { medium: 1 }), alters: { a: "medium" as const } };
  const { review } = reviewOf("reject", [answer("partner", "reject", { high: 1 }), milder], [found("a", "high")]);
  expect(dependenceNote(review)).toMatch(
    /^The one finding of high severity or above depends on the answer to question 1/,
  );
  expect(dependsWords(review, review.findings[0]!)).toBe(
    'It is of medium severity if the answer is "Only the organization\'s own"',
  );
  expect(dependsWords(review, found("other", "high"))).toBe("");
});

test("the first screen says which answers lead to reject", () => {
  expect(splitSentence(reviewOf("reject", decided("reject", "reject", "approve")).assumption)).toBe(
    'Reject if the answer is "Anyone who signs up" or "Only partners or people approved by the organization".',
  );
  expect(splitSentence(reviewOf("reject", decided("reject", "reject", "reject")).assumption)).toBeUndefined();
});

test("a finding that rests on an answer says with which of them it is gone", () => {
  const gone = { ...answer("own", "approve"), closes: ["a"] };
  const graver = { ...answer("self-registered", "reject"), closes: ["a", "b"] };
  const { review } = reviewOf("reject", [graver, answer("partner", "reject"), gone]);
  expect(dependsWords(review, resting("a", "high"))).toBe(
    'It does not apply if the answer is "Only the organization\'s own"',
  );
  expect(dependsWords(review, resting("b", "high"))).toBe("It depends on what is assumed");
});

test("what the verdict depends on decides it, whatever the answers lead to", () => {
  const { review, assumption } = reviewOf("insufficient-evidence", decided("approve", "approve", "approve"));
  const reasons = [{ kind: "depends" as const, text: "Can anyone get it?", findings: [], assumptions: ["admission"] }];
  expect(decidesVerdict({ ...review, verdict: { ...review.verdict, reasons } }, assumption)).toBe(true);
});
