import { grouped } from "../../core/grouped.ts";
import { count } from "../../core/prose.ts";
import type { Decision } from "../../core/decisions.ts";
import type { Finding, Review } from "../../core/review.ts";
import { SEVERITIES, type Severity } from "../../core/severity.ts";

export type { Decision };

interface DecisionWords {
  /** As a heading: `Reject`. */
  readonly name: string;
  /** What it means for the release, as a sentence. */
  readonly answer: string;
}

/** A verdict and what it means, worded the same in every format. */

export const DECISION_WORDS: Readonly<Record<Decision, DecisionWords>> = {
  approve: { name: "Approve", answer: "It may be released." },
  "approve-with-conditions": {
    name: "Approve with conditions",
    answer: "Release once all are met.",
  },
  reject: { name: "Reject", answer: "Do not release it." },
  "insufficient-evidence": {
    name: "Insufficient evidence",
    answer: "Do not release it yet.",
  },
};

/** A verdict within a sentence or a table: `reject`; `none` where exposure was not judged. */
export function verdictName(decision: Review["verdict"]["decision"]): string {
  return decision === null ? "none" : DECISION_WORDS[decision].name.toLowerCase();
}

/** What a verdict means for the release. */
export function verdictAnswer(decision: Review["verdict"]["decision"]): string {
  return decision === null ? "Exposure was not judged." : DECISION_WORDS[decision].answer;
}

/** Whether exposure was judged and a verdict reached; without, a review says what was found and no more. */
export function isJudged({ verdict, operations }: Review): boolean {
  return verdict.decision !== null || operations.some(({ exposure }) => exposure !== null);
}

/** `2 high, 1 low`; `nothing` of no findings. */
export function severityCounts(findings: readonly Pick<Finding, "severity">[]): string {
  const counts = grouped(findings, ({ severity }) => severity);
  return severityNumbers((severity) => counts.get(severity)?.length ?? 0) || "nothing";
}

/** `2 high, 1 low`, of a number for each severity; empty where there is none. */
export function severityNumbers(numberOf: (severity: Severity) => number): string {
  return SEVERITIES.flatMap((severity) => {
    const n = numberOf(severity);
    return n === 0 ? [] : [`${n} ${severity}`];
  }).join(", ");
}

/** Whether a finding had to be dealt with before `asOf`. */
export function isOverdue(finding: Finding, asOf: string): boolean {
  return finding.due !== null && finding.due < asOf && finding.status !== "fixed";
}

/** `64 of 80 operations`: without a percentage, which would leave open of what. */
export function share(part: number, whole: number, noun: string): string {
  return `${part} of ${count(whole, noun)}`;
}
