import { grouped } from "../../core/grouped.ts";
import { memo } from "../../core/memo.ts";
import { count, listed } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { joinedFindings } from "./joined-findings.ts";

type Reason = Review["verdict"]["reasons"][number];

/** Reasons of a verdict that weigh the same, under one heading. */
export interface ReasonGroup {
  readonly kind: Reason["kind"];
  readonly heading: string;
  readonly reasons: readonly Reason[];
}

/** The reasons of a verdict by what they come to; those that it rests on are the first group. */
export function reasonGroups({ reasons }: Review["verdict"]): readonly ReasonGroup[] {
  return HEADINGS.flatMap(([kind, heading]) => {
    const own = reasons.filter((reason) => reasonWeight(reason) === kind);
    return own.length === 0 ? [] : [{ kind, heading, reasons: own }];
  });
}

const HEADINGS = [
  // Older reviews say only what their verdict rests on.
  [undefined, "Reasons"],
  ["blocks", "Blocking findings"],
  ["depends", "Questions to answer"],
  ["condition", "Conditions"],
  ["nothing", "Reason"],
] as const satisfies readonly (readonly [Reason["kind"], string])[];

/**
 * What a reason is to whoever decides. A question that is a condition of a release is told with the questions: its answer
 * is not met, as a condition is, but given, and one answer may forbid the release.
 */
export function reasonWeight(reason: Reason): Reason["kind"] {
  return reason.kind === "condition" && partOf(reason) === "question" ? "depends" : reason.kind;
}

/** How conditions of each kind are met, where a finding is among them: a test says itself that it is to be run. */
export function conditionHelp(reasons: readonly Reason[]): string | undefined {
  const findings = reasons.filter((reason) => partOf(reason) === "finding");
  if (findings.length === 0) return undefined;
  const accepted = findings.filter(isOfAccepted);
  return [
    ...(accepted.length === findings.length
      ? []
      : [
          "To meet a condition that is a finding, fix it, or have the owner of the finding accept it (sallyport register accept).",
        ]),
    ...(accepted.length === 0
      ? []
      : [
          `For an accepted finding there is nothing more to do until its last day${accepted.some(hasControl) ? ", as long as its control is in place" : ""}.`,
        ]),
    ...(reasons.some((reason) => partOf(reason) === "test")
      ? [
          "To meet a condition that is a group of tests, run the tests. Once they pass, record the outcome (sallyport register test).",
        ]
      : []),
  ].join(" ");
}

/** Whether a condition is a finding whose risk somebody took: such a reason is worded so. */
export function isOfAccepted({ text, findings }: Reason): boolean {
  return findings.length > 0 && /^accepted(?: until \S+)?(?: \(control: .*?\))?: /s.test(text);
}

/** Whether somebody said, of an accepted finding, what is done instead of a fix. */
export function hasControl({ text }: Reason): boolean {
  return /^accepted(?: until \S+)? \(control: /.test(text);
}

/** The reasons that a verdict rests on. */
export function leadingReasons(verdict: Review["verdict"]): readonly Reason[] {
  return reasonGroups(verdict)[0]?.reasons ?? [];
}

/**
 * What blocks the release, what depends on an answer, and the conditions, each with its number; `undefined` of an older
 * review. `besides` questions decide that no reason asks, such as one whose answer lifts a rejection.
 */
export function reasonNumbers(
  { decision, reasons }: Review["verdict"],
  besides = 0,
): readonly ReasonNumber[] | undefined {
  if (decision === null || reasons.length === 0 || reasons.some(({ kind }) => kind === undefined)) return undefined;
  return NUMBERED.map(({ kind, name }) => {
    const own = reasons.filter((reason) => reasonWeight(reason) === kind);
    const further = kind === "depends" ? besides : 0;
    const parts = [partWords(own, kind), ...(further === 0 ? [] : [count(further, "question")])].filter(Boolean);
    return { kind, name, n: own.length + further, parts: listed(parts) };
  });
}

export interface ReasonNumber {
  readonly kind: Weight;
  readonly name: string;
  readonly n: number;
  /** What they are: `5 findings and 9 tests`; empty of none. */
  readonly parts: string;
}

/**
 * What reasons are, counted: each is a finding, a question, a test, what somebody must attest, or what the description
 * leaves out. A finding on which a verdict depends is one to be confirmed: those that rest on a question are counted as
 * that question.
 */
export function partWords(reasons: readonly Reason[], weight?: Reason["kind"]): string {
  const kinds = { finding: 0, accepted: 0, question: 0, test: 0, attestation: 0, gap: 0 };
  for (const reason of reasons) kinds[isOfAccepted(reason) ? "accepted" : partOf(reason)] += 1;
  const counts = (["finding", "accepted", "question", "test", "attestation", "gap"] as const)
    .filter((kind) => kinds[kind] > 0)
    .map((kind) => {
      const ofFinding = weight === "depends" ? TO_CONFIRM : weight === "condition" ? TO_FIX : PART_WORDS.finding;
      const [one, many] = kind === "finding" ? ofFinding : PART_WORDS[kind];
      return count(kinds[kind], one, many);
    });
  return listed(counts);
}

const TO_CONFIRM = ["finding that must be confirmed", "findings that must be confirmed"] as const;
const TO_FIX = ["finding to fix", "findings to fix"] as const;

const PART_WORDS = {
  finding: ["finding", "findings"],
  accepted: ["accepted risk", "accepted risks"],
  question: ["question", "questions"],
  test: ["group of authorization tests", "groups of authorization tests"],
  attestation: ["attestation", "attestations"],
  gap: ["gap in the description", "gaps in the description"],
} as const;

/** What a reason is: a finding, a question, a test, what somebody must attest, or what the description leaves out. */
export function partOf({
  text,
  findings,
  assumptions,
  attestations = [],
}: Reason): Exclude<keyof typeof PART_WORDS, "accepted"> {
  if (assumptions.length > 0) return "question";
  if (findings.length > 0) return "finding";
  if (attestations.length > 0) return "attestation";
  return isTestText(text) ? "test" : "gap";
}

/** Whether a reason asks for a test: boundaries that nobody has tested are worded so. */
export function isTestText(text: string): boolean {
  return /^(?:Failed: )?Test /.test(text);
}

/**
 * What is in the way of a release, in sentences without the end of the last: `2 findings forbid the release. In addition,
 * 3 conditions must be met before it: fix (or accept) 1 finding and pass 2 groups of authorization tests`; `undefined` of an
 * older review.
 */
export function reasonCounts(verdict: Review["verdict"], besides = 0): string | undefined {
  const numbers = reasonNumbers(verdict, besides);
  if (numbers === undefined) return undefined;
  const owed = (kind: Weight): string =>
    taskWords(
      verdict.reasons.filter((reason) => reasonWeight(reason) === kind),
      kind,
      kind === "depends" ? besides : 0,
    );
  const [blocks, depends, conditions] = NUMBERED.map(({ kind }) => {
    const one = numbers.find((number) => number.kind === kind)!; // each is numbered
    return { ...one, owed: owed(kind) };
  }) as [Owed, Owed, Owed]; // as many as NUMBERED
  const before = [
    ...(blocks.n === 0 ? [] : [`${blocks.parts} ${blocks.n === 1 ? "forbids" : "forbid"} the release`]),
    ...(depends.n === 0
      ? []
      : [
          verdict.decision === "reject"
            ? `Also to be done: ${depends.owed}`
            : verdict.decision === "approve-with-conditions"
              ? `Before the release, ${depends.owed}`
              : `The verdict depends on ${depends.parts === count(depends.n, "question") ? depends.parts : `${count(depends.n, "open question")}: ${depends.owed}`}`,
        ]),
  ];
  const met = `${count(conditions.n, "condition")} ${before.length === 0 ? (conditions.n === 1 ? "is" : "are") : "must be"} met: ${conditions.owed}`;
  const all = [
    ...before,
    ...(conditions.n === 0 ? [] : [before.length === 0 ? `Release after ${met}` : `In addition, ${met}`]),
  ];
  return all.length === 0 ? "Nothing is in the way of the release" : all.join(". ");
}

type Owed = ReasonNumber & { readonly owed: string };

/** What is to be done about reasons, each kind with its number: `fix (or accept) 1 finding and pass 3 groups of authorization tests`. */
function taskWords(reasons: readonly Reason[], weight: Weight, questions = 0): string {
  const kinds = { finding: 0, accepted: 0, question: questions, test: 0, attestation: 0, gap: 0 };
  for (const reason of reasons) kinds[isOfAccepted(reason) ? "accepted" : partOf(reason)] += 1;
  return listed(
    TASKS.flatMap(([kind, verb]) => {
      const [one, many] = kind === "accepted" ? PART_WORDS.accepted : PART_WORDS[kind];
      const doing = kind === "finding" && weight === "depends" ? "confirm or rule out" : verb;
      return kinds[kind] === 0 ? [] : [`${doing} ${count(kinds[kind], one, many)}`];
    }),
  );
}

const TASKS = [
  ["finding", "fix (or accept)"],
  ["accepted", "keep to"],
  ["question", "answer"],
  ["test", "pass"],
  ["attestation", "give"],
  ["gap", "close"],
] as const;

/** What a finding is to the verdict. */
export type Weight = "blocks" | "depends" | "condition";

/** Reasons of each weight, counted as one and as many. */
export const REASON_WEIGHTS: readonly { readonly weight: Weight; readonly one: string; readonly many: string }[] = [
  { weight: "blocks", one: "blocks now", many: "block now" },
  { weight: "depends", one: "depends on an answer", many: "depend on an answer" },
  { weight: "condition", one: "condition", many: "conditions" },
];

/** The three numbers of a verdict, in their order. */
export const NUMBERED = [
  { kind: "blocks", name: "Blocking findings" },
  { kind: "depends", name: "Questions to answer" },
  { kind: "condition", name: "Conditions" },
] as const satisfies readonly { readonly kind: Weight; readonly name: string }[];

/** Findings, by fingerprint, with what they are to the verdict; the others do not count for it. */
export const weightsOf = memo((verdict: Review["verdict"]): ReadonlyMap<string, Weight> => {
  const weights = new Map<string, Weight>();
  for (const { kind } of NUMBERED)
    for (const reason of verdict.reasons)
      if (reasonWeight(reason) === kind)
        for (const fingerprint of reason.findings) if (!weights.has(fingerprint)) weights.set(fingerprint, kind);
  return weights;
});

/** What a reason is to the verdict. */
export const WEIGHT_WORDS: Readonly<Record<Weight, string>> = {
  blocks: "blocks now",
  depends: "depends on an answer",
  condition: "condition",
};

/**
 * What a finding is to the verdict. "Depends on an answer" is said of reasons alone, which are questions and findings to
 * be confirmed: on one question many findings may rest.
 */
export type FindingWeight = "blocks" | "confirm" | "rests" | "condition";

/** Findings of each weight, as a mark of one, and counted as one and as many. */
export const FINDING_WEIGHTS: readonly {
  readonly weight: FindingWeight;
  readonly mark: string;
  readonly one: string;
  readonly many: string;
}[] = [
  { weight: "blocks", mark: "blocks now", one: "blocks now", many: "block now" },
  { weight: "confirm", mark: "to be confirmed", one: "is to be confirmed", many: "are to be confirmed" },
  { weight: "rests", mark: "depends on an answer", one: "depends on an answer", many: "depend on an answer" },
  { weight: "condition", mark: "condition", one: "is a condition", many: "are conditions" },
];

/** Findings, by fingerprint, with what they are to the verdict; the others do not count for it. */
export const findingWeightsOf = memo((verdict: Review["verdict"]): ReadonlyMap<string, FindingWeight> => {
  const asking = new Set(
    verdict.reasons.flatMap(({ kind, findings, assumptions }) =>
      kind === "depends" && assumptions.length === 0 ? findings : [],
    ),
  );
  return new Map(
    [...weightsOf(verdict)].map(([fingerprint, weight]) => [
      fingerprint,
      weight !== "depends" ? weight : asking.has(fingerprint) ? "confirm" : "rests",
    ]),
  );
});

/** How many of the findings rest on the questions of the verdict, each of which counts once; empty of none. */
export function restingWords({ verdict, findings }: Pick<Review, "verdict" | "findings">): string {
  const weights = findingWeightsOf(verdict);
  const n = findings.filter(({ fingerprint }) => weights.get(fingerprint) === "rests").length;
  const asking = verdict.reasons.filter((reason) => partOf(reason) === "question").length;
  return n === 0
    ? ""
    : `${count(n, "finding")} ${n === 1 ? "rests" : "rest"} on the ${asking === 1 ? "question" : "questions"}`;
}

/** What is said of a finding or a question that the verdict would be the same without. */
export const NO_WEIGHT = "does not affect the verdict";

type Weighed = Pick<Review, "verdict" | "findings" | "boundaries" | "document">;
type WeighedFinding = Pick<Finding, "fingerprint"> & Partial<Pick<Finding, "rule">>;

/** The same of a finding, and what is said of the others. */
export function weightWords(review: Weighed, finding: WeighedFinding): string {
  const weight = findingWeightsOf(review.verdict).get(finding.fingerprint);
  return FINDING_WEIGHTS.find((one) => one.weight === weight)?.mark ?? besidesOf(review, finding)?.mark ?? NO_WEIGHT;
}

/** What a finding is to the verdict that is none of its reasons, as a mark of one, and counted as one and as many. */
interface Besides {
  readonly mark: string;
  readonly one: string;
  readonly many: string;
}

function besidesOf(review: Weighed, finding: WeighedFinding): Besides | undefined {
  if (isOfGap(review.verdict, finding)) return OF_GAP;
  if (joinedFindings(review).has(finding.fingerprint)) return OF_CONDITION;
  // Of what a release waits for, somebody must be named who does it.
  const isAwaited = review.verdict.reasons.some(({ kind }) => kind !== undefined && kind !== "nothing");
  return finding.rule === UNOWNED && review.document.owner === null && isAwaited ? OF_OWNER : undefined;
}

/** The rule whose finding says that nobody is named who could act. */
export const UNOWNED = "unowned-api";
/** What is missing until an owner is named. */
export const NAMES_OWNER = "no owner named";

const OF_OWNER: Besides = { mark: NAMES_OWNER, one: "says that no owner is named", many: "say that no owner is named" };
const OF_CONDITION: Besides = {
  mark: "part of a condition",
  one: "is part of a condition",
  many: "are part of conditions",
};

/** What is said of a finding that tells which responses are not described, where there is no verdict without them. */
const OF_GAP: Besides = {
  mark: "part of a gap in the description",
  one: "is part of a gap in the description",
  many: "are part of a gap in the description",
};

/** Whether a finding tells, of responses, what the verdict misses. */
function isOfGap({ decision, reasons }: Review["verdict"], { rule }: Partial<Pick<Finding, "rule">>): boolean {
  return (
    rule === "response-without-schema" &&
    (decision === "insufficient-evidence" || decision === "reject") &&
    reasons.some((reason) => reason.kind === "depends" && partOf(reason) === "gap")
  );
}

/** How the findings of a review weigh, so that their severities are not taken for it; `undefined` of an older review. */
export function weightSentence(review: Review): string | undefined {
  const { verdict, findings } = review;
  if (reasonNumbers(verdict) === undefined) return undefined;
  const weights = findingWeightsOf(verdict);
  const number = (weight: FindingWeight | undefined): number =>
    findings.filter(({ fingerprint }) => weights.get(fingerprint) === weight).length;
  const aside = findings.flatMap((finding) =>
    weights.has(finding.fingerprint) ? [] : (besidesOf(review, finding) ?? []),
  );
  const others = number(undefined) - aside.length;
  const besides = verdict.reasons.filter(
    (reason) => reasonWeight(reason) === "condition" && partOf(reason) !== "finding",
  );
  const head = besides.length === 1 ? "The only condition is to" : "The only conditions are to";
  const isAlso = number("condition") > 0;
  const also =
    besides.length === 0
      ? ""
      : ` ${number(undefined) === findings.length ? head : isAlso ? (besides.length === 1 ? "Another condition is to" : "Other conditions are to") : besides.length === 1 ? "The condition is to" : "The conditions are to"} ${taskWords(besides, "condition")}.`;
  if (others === findings.length)
    return `${others === 1 ? "This finding does not affect" : "None of these findings affects"} the verdict.${also}`;
  const parts = [
    ...FINDING_WEIGHTS.flatMap(({ weight, one, many }) => {
      const n = number(weight);
      return n === 0 ? [] : [`${n} ${n === 1 ? one : many}`];
    }),
    ...[...grouped(aside, (one) => one)].map(([{ one, many }, { length }]) => `${length} ${length === 1 ? one : many}`),
    ...(others === 0 ? [] : [`${others} ${others === 1 ? "does" : "do"} not affect the verdict`]),
  ];
  const [only = ""] = parts;
  return `${findings.length === 1 ? only.replace("1", "This finding") : `Of these findings, ${listed(parts)}`}.${also}`;
}
