import type { Review } from "../../core/review.ts";

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

/** The reasons that a verdict rests on. */
export function leadingReasons(verdict: Review["verdict"]): readonly Reason[] {
  return reasonGroups(verdict)[0]?.reasons ?? [];
}

/** How many reasons block, depend on an answer and are conditions: `Blocks now: 5 · Conditions: 2`; `undefined` of none. */
export function reasonCounts(verdict: Review["verdict"]): string | undefined {
  const counted = reasonGroups(verdict).filter(({ kind }) => kind !== undefined && kind !== "nothing");
  if (counted.length === 0) return undefined;
  return counted.map(({ heading, reasons }) => `${heading}: ${reasons.length}`).join(" · ");
}
