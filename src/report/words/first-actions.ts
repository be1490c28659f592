import { count } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { asked, stepsOf, type FirstStep } from "./glance.ts";
import { splitWords } from "./assumption-answers.ts";
import { compactRemedyWords } from "./remedy-words.ts";
import { FINDING_WEIGHTS, NO_WEIGHT, findingWeightsOf } from "./reason-groups.ts";
import { actionEffort, AN_ANSWER, effortWords } from "./effort.ts";

/** One thing to do before a release, and what follows when it is done. */
export interface FirstAction {
  readonly text: string;
  /** The same where there is room for two lines: without the names of many operations. */
  readonly brief: string;
  /** What its findings are to the verdict: `2 block now`. */
  readonly unblocks: string;
  readonly owner: string;
  /** The earliest day by which one of its findings has to be dealt with; `undefined` where none has one. */
  readonly due: string | undefined;
  /** `M (days)`, or that it is not estimated. */
  readonly effort: string;
  /** By fingerprint. */
  readonly findings: readonly string[];
}

/** What is said where nothing has to be done. */
export const NOTHING_FIRST = "Do first: nothing. No finding of medium or above is open.";

const MOST_ACTIONS = 5;
/** A text that is longer does not stand in two lines. */
const MOST_BRIEF = 150;
const DECIDES_VERDICT = "decides the verdict";

/** What to do first, of everything in the way of a release. */
export function firstActions(review: Review): readonly FirstAction[] {
  return allActions(review, MOST_ACTIONS);
}

/** Everything that is to be done before a release, the most important first; one action may close several findings. */
export function allActions(review: Review, most = Infinity): readonly FirstAction[] {
  const known = new Map(review.findings.map((finding) => [finding.fingerprint, finding] as const));
  return stepsOf(review, most).flatMap((step): FirstAction[] => {
    const { text, findings: fingerprints, kind, assumption } = step;
    if (kind === "nothing") return [];
    const findings = fingerprints.flatMap((fingerprint) => known.get(fingerprint) ?? []);
    return [
      {
        text: kind === "answer" ? asked(text) : text,
        brief: briefOf(step, findings),
        unblocks:
          assumption === undefined ? closedWords(review, findings) : (splitWords(assumption) ?? DECIDES_VERDICT),
        owner: ownersOf(review, findings),
        due: findings.flatMap((finding) => finding.due ?? []).toSorted()[0],
        effort: kind === "answer" ? AN_ANSWER : effortWords(actionEffort(review, text, findings)),
        findings: fingerprints,
      },
    ];
  });
}

/** An action in two lines: of many operations their number, where all of them stand with the whole action. */
function briefOf({ text, kind }: FirstStep, findings: readonly Finding[]): string {
  if (kind === "answer") return asked(text);
  if (text.length <= MOST_BRIEF) return text;
  return findings.length > 0 ? compactRemedyWords(findings, MOST_BRIEF) : withoutOperationNames(text);
}

/** A test of a boundary with the number of its operations alone: `Test that … by ID: customer (103 operations).` */
export function withoutOperationNames(text: string): string {
  const [whole, n] = / \((\d+) operations?(?:, such as|:) .*$/s.exec(text) ?? [];
  return whole === undefined ? text : `${text.slice(0, -whole.length)} (${count(Number(n), "operation")}).`;
}

/** What the findings that an action closes are to the verdict. */
function closedWords({ verdict }: Review, findings: readonly Finding[]): string {
  if (findings.length === 0) return "meets a condition";
  const weights = findingWeightsOf(verdict);
  const parts = FINDING_WEIGHTS.flatMap(({ weight, mark, one, many }) => {
    const n = findings.filter(({ fingerprint }) => weights.get(fingerprint) === weight).length;
    if (n === 0) return [];
    return [findings.length === 1 ? mark : `${n} ${(n === 1 ? one : many).replace(/^(?:is|are) (?:a )?/, "")}`];
  });
  return parts.length === 0 ? NO_WEIGHT : parts.join(", ");
}

function ownersOf({ document }: Review, findings: readonly Finding[]): string {
  const owners = new Set(findings.map(({ owner }) => owner ?? document.owner).filter((owner) => owner !== null));
  return owners.size === 0 ? (document.owner ?? "nobody") : [...owners].join(", ");
}
