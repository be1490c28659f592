import { memo } from "../../core/memo.ts";
import { count, listed } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";

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
    const own = reasons.filter((reason) => reason.kind === kind);
    return own.length === 0 ? [] : [{ kind, heading, reasons: own }];
  });
}

const HEADINGS = [
  // Older reviews say only what their verdict rests on.
  [undefined, "Reasons"],
  ["blocks", "Blocks now"],
  ["depends", "Depends on an answer"],
  ["condition", "Conditions"],
  ["nothing", "Reason"],
] as const satisfies readonly (readonly [Reason["kind"], string])[];

/** How conditions of each kind are met, where a finding is among them: a test says itself that it is to be run. */
export function conditionHelp(reasons: readonly Reason[]): string | undefined {
  const findings = reasons.filter((reason) => partOf(reason) === "finding");
  if (findings.length === 0) return undefined;
  const accepted = findings.filter(isOfAccepted);
  return [
    ...(accepted.length === findings.length
      ? []
      : ["A finding: fix it, or have its owner accept it (register accept)."]),
    ...(accepted.length === 0
      ? []
      : ["An accepted finding: nothing more to do until its last day, as long as its control is in place."]),
    ...(reasons.some((reason) => partOf(reason) === "test")
      ? ["A test: run it, and record the outcome (register test)."]
      : []),
  ].join(" ");
}

/** Whether a condition is a finding whose risk somebody took: such a reason is worded so. */
export function isOfAccepted({ text, findings }: Reason): boolean {
  return findings.length > 0 && /^accepted(?: until \S+)?(?: \(control: .*?\))?: /s.test(text);
}

/** The reasons that a verdict rests on. */
export function leadingReasons(verdict: Review["verdict"]): readonly Reason[] {
  return reasonGroups(verdict)[0]?.reasons ?? [];
}

/** What blocks now, what depends on an answer, and the conditions, each with its number; `undefined` of an older review. */
export function reasonNumbers({ decision, reasons }: Review["verdict"]): readonly ReasonNumber[] | undefined {
  if (decision === null || reasons.length === 0 || reasons.some(({ kind }) => kind === undefined)) return undefined;
  return NUMBERED.map(({ kind, name }) => {
    const own = reasons.filter((reason) => reason.kind === kind);
    return { kind, name, n: own.length, parts: partWords(own) };
  });
}

export interface ReasonNumber {
  readonly kind: Weight;
  readonly name: string;
  readonly n: number;
  /** What they are: `5 findings and 9 tests`; empty of none. */
  readonly parts: string;
}

/** What reasons are, counted: each is a finding, a question, a test, what somebody must attest, or what the description leaves out. */
export function partWords(reasons: readonly Reason[]): string {
  const kinds = { finding: 0, question: 0, test: 0, attestation: 0, gap: 0 };
  for (const reason of reasons) kinds[partOf(reason)] += 1;
  const counts = (["finding", "question", "test", "attestation", "gap"] as const)
    .filter((kind) => kinds[kind] > 0)
    .map((kind) => count(kinds[kind], PART_WORDS[kind][0], PART_WORDS[kind][1]));
  return listed(counts);
}

const PART_WORDS = {
  finding: ["finding", "findings"],
  question: ["question", "questions"],
  test: ["boundary to test", "boundaries to test"],
  attestation: ["attestation", "attestations"],
  gap: ["missing fact", "missing facts"],
} as const;

/** What a reason is: a finding, a question, a test, what somebody must attest, or what the description leaves out. */
export function partOf({ text, findings, assumptions, attestations = [] }: Reason): keyof typeof PART_WORDS {
  if (assumptions.length > 0) return "question";
  if (findings.length > 0) return "finding";
  if (attestations.length > 0) return "attestation";
  // Boundaries that nobody has tested are worded so.
  return /^(?:Failed: )?Test /.test(text) ? "test" : "gap";
}

/** `Blocks now: 5 (5 findings) · Depends on an answer: 0 · Conditions: 2 (2 tests)`; `undefined` of an older review. */
export function reasonCounts(verdict: Review["verdict"]): string | undefined {
  return reasonNumbers(verdict)
    ?.map(({ name, n, parts }) => `${name}: ${n}${parts === "" ? "" : ` (${parts})`}`)
    .join(" · ");
}

/** What a finding is to the verdict. */
export type Weight = "blocks" | "depends" | "condition";

/** The three numbers of a verdict, in their order. */
export const NUMBERED = [
  { kind: "blocks", name: "Blocks now" },
  { kind: "depends", name: "Depends on an answer" },
  { kind: "condition", name: "Conditions" },
] as const satisfies readonly { readonly kind: Weight; readonly name: string }[];

/** Findings, by fingerprint, with what they are to the verdict; the others do not count for it. */
export const weightsOf = memo((verdict: Review["verdict"]): ReadonlyMap<string, Weight> => {
  const weights = new Map<string, Weight>();
  for (const { kind } of NUMBERED)
    for (const reason of verdict.reasons)
      if (reason.kind === kind)
        for (const fingerprint of reason.findings) if (!weights.has(fingerprint)) weights.set(fingerprint, kind);
  return weights;
});

/** What a finding or another reason is to the verdict. */
export const WEIGHT_WORDS: Readonly<Record<Weight, string>> = {
  blocks: "blocks now",
  depends: "depends on an answer",
  condition: "condition",
};

/** What is said of a finding or a question that the verdict would be the same without. */
export const NO_WEIGHT = "does not affect the verdict";

/** The same of a finding, and what is said of the others. */
export function weightWords(verdict: Review["verdict"], { fingerprint }: Pick<Finding, "fingerprint">): string {
  const weight = weightsOf(verdict).get(fingerprint);
  return weight === undefined ? NO_WEIGHT : WEIGHT_WORDS[weight];
}

/** How the findings of a review weigh, so that their severities are not taken for it; `undefined` of an older review. */
export function weightSentence({ verdict, findings }: Review): string | undefined {
  if (reasonNumbers(verdict) === undefined) return undefined;
  const weights = weightsOf(verdict);
  const number = (weight: Weight | undefined): number =>
    findings.filter(({ fingerprint }) => weights.get(fingerprint) === weight).length;
  const [blocks, depends, conditions, others] = [
    number("blocks"),
    number("depends"),
    number("condition"),
    number(undefined),
  ];
  const besides = partWords(
    verdict.reasons.filter((reason) => reason.kind === "condition" && partOf(reason) !== "finding"),
  );
  const also =
    besides === ""
      ? ""
      : ` ${others === findings.length ? "The only conditions are" : "Besides these findings, the conditions include"} ${besides}.`;
  if (others === findings.length)
    return `${others === 1 ? "This finding does not affect" : "None of these findings affects"} the verdict.${also}`;
  const parts = [
    ...(blocks === 0 ? [] : [`${blocks} ${blocks === 1 ? "blocks" : "block"} now`]),
    ...(depends === 0 ? [] : [`${depends} ${depends === 1 ? "depends" : "depend"} on an answer`]),
    ...(conditions === 0 ? [] : [`${conditions} ${conditions === 1 ? "is a condition" : "are conditions"}`]),
    ...(others === 0 ? [] : [`${others} ${others === 1 ? "does" : "do"} not affect the verdict`]),
  ];
  const [only = ""] = parts;
  return `${findings.length === 1 ? only.replace("1", "This finding") : `Of these findings, ${listed(parts)}`}.${also}`;
}
