import type { Finding, Review } from "../../core/review.ts";

/** Hours, days, or weeks. */
export type Effort = "S" | "M" | "L";

const EFFORT_WORDS: Readonly<Record<Effort, string>> = { S: "S (hours)", M: "M (days)", L: "L (weeks)" };

/** How long something takes, beside the letter; where nothing tells, that it is not estimated. */
export function effortWords(effort: Effort | undefined): string {
  return effort === undefined ? "not estimated" : EFFORT_WORDS[effort];
}

/** What a question takes. */
export const AN_ANSWER = "an answer";

/** How much work an action is: a remedy by its findings, a test by the operations of its boundary. Nothing tells it of another. */
export function actionEffort(review: Review, text: string, findings: readonly Finding[]): Effort | undefined {
  return findings.length > 0
    ? effortOf(findings.map(remediedBy), operationsOf(findings))
    : testEffort(testedOperations(review, text));
}

/** What of a finding tells how much work its remedy is. */
export interface Remedied {
  readonly operations: readonly string[];
  /** Whether changes of the description alone close it. */
  readonly isOfDescription: boolean;
  /** Whether code on the server has to be written for it. */
  readonly isLogic: boolean;
}

export function remediedBy(finding: Finding): Remedied {
  return {
    operations: finding.operations,
    isOfDescription: isOfDescription(finding),
    isLogic: finding.cwe.some((id) => AUTHORIZATION.has(id)),
  };
}

/** How many operations findings of one review are in. */
export function operationsOf(findings: readonly { readonly operations: readonly string[] }[]): number {
  return new Set(findings.flatMap((finding) => finding.operations)).size;
}

/** How many operations a condition is to be tested with, by the boundary that it names; 0 where it names none. */
export function testedOperations({ boundaries = [] }: Review, text: string): number {
  const boundary = boundaries.find(({ id }) => text.includes(`[${id}]`));
  return (boundary?.open ?? boundary?.operations ?? []).length;
}

/**
 * How much work a remedy is: by how many operations it touches, and a step more where code on the server has to be
 * written for it. Where only the description changes, by a change that is made for all places, it is hours. A fault of
 * the whole API, of which no operation is named, tells nothing of it.
 */
export function effortOf(remedies: readonly Remedied[], operations: number): Effort | undefined {
  if (remedies.length > 0 && remedies.every((remedy) => remedy.isOfDescription)) return "S";
  if (operations === 0) return undefined;
  const width = operations <= FEW ? 0 : operations <= SOME ? 1 : 2;
  const isLogic = remedies.some((remedy) => remedy.isLogic);
  return (["S", "M", "L", "L"] as const)[width + (isLogic ? 1 : 0)]!; // at most three steps
}

/** How much work tests are: an object of somebody else and a call for each operation, which repeat. */
export function testEffort(operations: number): Effort | undefined {
  if (operations === 0) return undefined;
  return operations <= FEW_TESTED ? "S" : operations <= SOME_TESTED ? "M" : "L";
}

/** Whether changes that are made for every place of a finding close it, and say nothing of the service that would have to be made true. */
function isOfDescription({ fixes = [], places }: Finding): boolean {
  const closed = new Set(fixes.filter(({ requires }) => requires === null).flatMap(({ closes }) => closes));
  return places.length > 0 && closed.size >= places.length;
}

const FEW = 3;
const SOME = 15;
const FEW_TESTED = 5;
const SOME_TESTED = 50;

/** Weaknesses that code on the server fixes: access control, and what is kept apart by it. */
const AUTHORIZATION: ReadonlySet<number> = new Set([284, 285, 359, 566, 602, 639, 862, 863, 915]);
