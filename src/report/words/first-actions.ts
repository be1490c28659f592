import type { Finding, Review } from "../../core/review.ts";
import { asked, stepsOf } from "./glance.ts";
import { splitWords } from "./assumption-answers.ts";
import { NO_WEIGHT, weightsOf, type Weight } from "./reason-groups.ts";

/** One thing to do before a release, and what follows when it is done. */
export interface FirstAction {
  readonly text: string;
  /** What its findings are to the verdict: `2 block now`. */
  readonly unblocks: string;
  readonly owner: string;
  /** The earliest day by which one of its findings has to be dealt with; `undefined` where none has one. */
  readonly due: string | undefined;
  readonly effort: Effort;
  /** By fingerprint. */
  readonly findings: readonly string[];
}

/** Hours, days, or weeks. */
export type Effort = "S" | "M" | "L";

/** How long that takes, beside the letter. */
export const EFFORT_WORDS: Readonly<Record<Effort, string>> = { S: "S (hours)", M: "M (days)", L: "L (weeks)" };

/** What is said where nothing has to be done. */
export const NOTHING_FIRST = "Do first: nothing. No finding of medium or above is open.";

const MOST_ACTIONS = 5;
const DECIDES_VERDICT = "decides the verdict";

/** What to do first, of everything in the way of a release; one action may close several findings. */
export function firstActions(review: Review): readonly FirstAction[] {
  const known = new Map(review.findings.map((finding) => [finding.fingerprint, finding] as const));
  return stepsOf(review, MOST_ACTIONS).flatMap(({ text, findings: fingerprints, kind, assumption }): FirstAction[] => {
    if (kind === "nothing") return [];
    const findings = fingerprints.flatMap((fingerprint) => known.get(fingerprint) ?? []);
    return [
      {
        text: kind === "answer" ? asked(text) : text,
        unblocks:
          assumption === undefined
            ? closedWords(review, findings)
            : (splitWords(review, assumption) ?? DECIDES_VERDICT),
        owner: ownersOf(review, findings),
        due: findings.flatMap((finding) => finding.due ?? []).toSorted()[0],
        effort: kind === "answer" ? "S" : effortOf(findings, operationsOf(findings)),
        findings: fingerprints,
      },
    ];
  });
}

/** What the findings that an action closes are to the verdict. */
function closedWords({ verdict }: Review, findings: readonly Finding[]): string {
  if (findings.length === 0) return "meets a condition";
  const weights = weightsOf(verdict);
  const parts = WEIGHT_NUMBERS.flatMap(({ weight, one, many }) => {
    const n = findings.filter(({ fingerprint }) => weights.get(fingerprint) === weight).length;
    if (n === 0) return [];
    return [findings.length === 1 ? one : `${n} ${n === 1 ? one : many}`];
  });
  return parts.length === 0 ? NO_WEIGHT : parts.join(", ");
}

/** What is counted of each weight, as one and as many. */
export const WEIGHT_NUMBERS: readonly { readonly weight: Weight; readonly one: string; readonly many: string }[] = [
  { weight: "blocks", one: "blocks now", many: "block now" },
  { weight: "depends", one: "depends on an answer", many: "depend on an answer" },
  { weight: "condition", one: "condition", many: "conditions" },
];

function ownersOf({ document }: Review, findings: readonly Finding[]): string {
  const owners = new Set(findings.map(({ owner }) => owner ?? document.owner).filter((owner) => owner !== null));
  return owners.size === 0 ? (document.owner ?? "nobody") : [...owners].join(", ");
}

const FEW = 3;
const SOME = 15;

/** How many operations findings of one review are in. */
export function operationsOf(findings: readonly Finding[]): number {
  return new Set(findings.flatMap((finding) => finding.operations)).size;
}

/** How much work a remedy is: by how many places it touches, and a step more where authorization has to be written. */
export function effortOf(findings: readonly Finding[], places: number): Effort {
  const width = places <= FEW ? 0 : places <= SOME ? 1 : 2;
  const isLogic = findings.length === 0 || findings.some(({ cwe }) => cwe.some((id) => AUTHORIZATION.has(id)));
  return (["S", "M", "L", "L"] as const)[width + (isLogic ? 1 : 0)]!; // at most three steps
}

/** Weaknesses that code on the server fixes: access control, and what is kept apart by it. */
const AUTHORIZATION: ReadonlySet<number> = new Set([284, 285, 359, 566, 602, 639, 862, 863, 915]);
