import { expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import {
  answerRows,
  answerSentences,
  decidesVerdict,
  dependenceNote,
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

const found = (id: string, severity: Finding["severity"], part: Partial<Finding> = {}): Finding => ({
  ...findingOf(id, "a-rule", severity, "Title", 1),
  ...part,
});
const resting = (id: string, severity: Finding["severity"]): Finding => found(id, severity, { assumes: ["admission"] });
const reviewOf = (findings: readonly Finding[], ifTrue: readonly Finding[]): Review => ({
  ...riderReview(),
  findings: [...findings],
  assumptions: [{ ...riderReview().assumptions[0]!, id: "admission", ifTrue: [...ifTrue] }],
});

test.each<readonly [string, readonly Finding[], readonly Finding[], readonly string[]]>([
  [
    "findings that rest on it",
    [resting("a", "high"), found("b", "low")],
    [found("c", "critical")],
    [
      "1 critical added; verdict then: reject",
      "do not change; verdict then: reject",
      "1 high removed; verdict then: approve",
    ],
  ],
  [
    "findings that do not",
    [found("a", "high")],
    [],
    [
      "do not change; verdict then: reject",
      "do not change; verdict then: reject",
      // How grave it is for those is worked out once that is said.
      "do not change.",
    ],
  ],
  [
    "findings of whose premises too much is inferred",
    [found("a", "high", { premises: { caller: "stated", data: "stated", owner: "possible" } })],
    [],
    [
      "do not change; verdict then: insufficient evidence",
      "do not change; verdict then: insufficient evidence",
      "do not change.",
    ],
  ],
  [
    "findings of which the answer states who calls",
    [
      found("a", "high", {
        assumes: ["admission"],
        premises: { caller: "possible", data: "stated", owner: "inferred" },
      }),
    ],
    [],
    [
      "do not change; verdict then: reject",
      "do not change; verdict then: reject",
      "1 high removed; verdict then: approve",
    ],
  ],
  [
    "only what would be found",
    [found("b", "low")],
    [found("c", "high"), found("d", "high")],
    [
      "2 high added; verdict then: reject",
      "do not change; verdict then: approve",
      "do not change; verdict then: approve",
    ],
  ],
  [
    "what is accepted",
    [found("a", "high", { status: "accepted" })],
    [],
    [
      "do not change; verdict then: approve with conditions",
      "do not change; verdict then: approve with conditions",
      "do not change; verdict then: approve with conditions",
    ],
  ],
])("what each answer does, with %s", (_what, findings, ifTrue, expected) => {
  const review = reviewOf(findings, ifTrue);
  const sentences = answerSentences(review, review.assumptions[0]!);
  expect(sentences).toHaveLength(3);
  for (const [index, part] of expected.entries()) expect(sentences[index]).toContain(part);
});

test("another question decides only where a finding that could stop a release still hangs on it", () => {
  const both = found("a", "high", { assumes: ["admission", "tenancy"] });
  const review = reviewOf([both], []);
  const tenancy = { ...review.assumptions[0]!, id: "tenancy" };
  const outcomes = (ifTrue: readonly Finding[]): readonly string[] => {
    const assumptions = [review.assumptions[0]!, { ...tenancy, ifTrue: [...ifTrue] }];
    return answerRows({ ...review, assumptions }, assumptions[0]!).map(({ outcome }) => outcome);
  };
  const open = "depends on the other questions";
  expect(outcomes([])).toEqual([open, open, "approve"]);
  expect(outcomes([found("b", "critical", { assumes: ["tenancy"] })])).toEqual([open, open, open]);
  expect(outcomes([found("b", "critical", { assumes: ["admission", "tenancy"] })])).toEqual([open, open, "approve"]);
});

test.each<readonly [string, readonly Finding[], readonly Finding[], string | undefined]>([
  [
    "all depend",
    [resting("a", "high"), resting("b", "high"), found("c", "low")],
    [found("d", "critical"), found("e", "low")],
    "All 2 findings of high or above rest on assumption 1. 1 critical more if the answer to assumption 1 is yes.",
  ],
  [
    "some depend",
    [resting("a", "high"), found("b", "high")],
    [],
    "1 of 2 findings of high or above rests on assumption 1.",
  ],
  ["none depends", [found("a", "high"), resting("b", "low")], [], undefined],
])("how far the count depends on assumptions: %s", (_what, findings, ifTrue, expected) => {
  expect(dependenceNote(reviewOf(findings, ifTrue))).toBe(expected);
});

test("where nothing was assumed, what is inferred is said all the same", () => {
  const review = {
    ...riderReview(),
    findings: [found("a", "high", { confidence: "likely" }), found("b", "low", { confidence: "certain" })],
  };
  expect(nothingAssumed(review)).toBe(
    "Nothing was assumed about who can get a credential. Inferred, and not certain: what 1 of 8 fields hold, and 1 of 2 findings.",
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

test("that it is not said who may call stops nothing once that is said", () => {
  const unstated = {
    ...resting("a", "high"),
    rule: "authentication-unstated",
    assumes: ["authentication-unstated" as const],
  };
  const review = reviewOf([unstated], []);
  const sentences = answerSentences(review, { ...review.assumptions[0]!, id: "authentication-unstated" });
  expect(sentences.map((sentence) => sentence.split("; ").at(-1))).toEqual([
    "verdict then: approve.",
    "Yes, and calls without a credential succeed too (anonymous): then it is judged as open to everyone.",
    "verdict then: approve.",
    "verdict then: approve.",
  ]);
});

test("what must not be open to whoever signs up must not be open without a credential", () => {
  const review = reviewOf([{ ...resting("a", "high"), assumes: ["authentication-unstated"] }], []);
  const assumption = { ...review.assumptions[0]!, id: "authentication-unstated" as const };
  expect(splitWords({ ...review, assumptions: [assumption] }, assumption)).toBe("3 of 4 answers lead to reject");
});

test("what is fixed before a release stops none, and so in no answer", () => {
  const review = reviewOf([found("a", "high", { rule: "credential-in-url" })], []);
  expect(
    answerSentences(review, review.assumptions[0]!).every((one) =>
      one.endsWith("verdict then: approve with conditions."),
    ),
  ).toBe(true);
});

test("the first screen says which answers lead to reject, and the difference of each row can be added up", () => {
  const unstated = { ...resting("a", "high"), rule: "authentication-unstated", assumes: ["authentication-unstated"] };
  const open = [unstated, found("b", "high", { assumes: ["authentication-unstated"] }), found("c", "low")];
  const review = reviewOf(open, [found("d", "high")]);
  const assumption = { ...review.assumptions[0]!, id: "authentication-unstated" as const };
  const asked = { ...review, assumptions: [assumption] };
  expect(splitSentence(asked, assumption)).toBe(
    "Reject if the answer is anyone, or only approved partners; not if it is only the organisation's own staff and systems, and people it enrols itself.",
  );
  expect(splitWords(asked, assumption)).toBe("2 of 3 answers lead to reject");
  expect(answerRows(asked, assumption).map(({ change, open: then }) => [change, then])).toEqual([
    ["1 high added, 1 high removed", "2 high, 1 low"],
    ["1 high removed", "1 high, 1 low"],
    ["2 high removed", "1 low"],
  ]);
});

test.each<readonly [string, readonly Finding[], boolean, string | undefined]>([
  ["another finding blocks whatever is answered", [found("a", "high"), resting("b", "high")], false, undefined],
  ["all that blocks rests on it", [resting("a", "high")], true, "own"],
])("whether a rejection hangs on an answer: %s", (_what, findings, decides, lifting) => {
  const { verdict, ...rest } = reviewOf(findings, []);
  const review = { ...rest, verdict: { ...verdict, reasons: [] } };
  expect(decidesVerdict(review, review.assumptions[0]!)).toBe(decides);
  expect(liftingWords(review, review.assumptions[0]!)).toBe(lifting);
});
