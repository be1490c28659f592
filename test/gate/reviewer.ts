import { expect } from "vitest";
import { allFindings } from "../../src/core/all-findings.ts";
import type { Review } from "../../src/core/review.ts";

/** What a reviewer wrote down of a change before the gate was asked. */
export interface Expected {
  /** What the reviewer decided: "may be merged", "may be merged, with attention", "must not be merged yet". */
  readonly reviewer: "may" | "attention" | "must not";
  /** Where the gate decides otherwise, or the reviewer would defend either. */
  readonly decision?: "pass" | "fail" | "either";
  readonly worse?: readonly RegExp[];
  readonly better?: readonly RegExp[];
  readonly neutral?: readonly RegExp[];
  /** What has to be told, for better or worse or neither: either can be defended. */
  readonly told?: readonly RegExp[];
  /** What may be told for the worse or the better besides: what follows from the above, or is true and small. */
  readonly also?: RegExp;
  /** Of findings that are new or worse, whatever assumption they rest on, or of the reasons to fail. */
  readonly findings?: readonly RegExp[];
}

/** Holds what the gate says against what a reviewer said: nothing is missing, and nothing is better or worse that is not. */
export function checkReviewed(
  review: Review,
  {
    reviewer,
    decision = reviewer === "must not" ? "fail" : "pass",
    also,
    told: demanded = [],
    findings = [],
    ...changes
  }: Expected,
): void {
  const gate = review.gate!;
  const told = gate.changes.map(({ kind, direction, text }) => ({ direction, text: `${kind}: ${text}` }));
  const fresh = allFindings(review).filter(({ places }) =>
    places.some(({ state }) => state === "new" || state === "worsened"),
  );
  const isExpected = ({ direction, text }: (typeof told)[number]): boolean =>
    also?.test(text) === true ||
    demanded.some((pattern) => pattern.test(text)) ||
    (changes[direction] ?? []).some((pattern) => pattern.test(text));
  expect({
    decision: decision === "either" ? decision : gate.decision,
    missing: (["worse", "better", "neutral"] as const).flatMap((direction) =>
      (changes[direction] ?? []).filter(
        (pattern) => !told.some((one) => one.direction === direction && pattern.test(one.text)),
      ),
    ),
    untold: demanded.filter((pattern) => !told.some(({ text }) => pattern.test(text))),
    wrong: told.filter((one) => one.direction !== "neutral" && !isExpected(one)),
    unfound: findings.filter(
      (pattern) => ![...fresh.map(({ message }) => message), ...gate.because].some((text) => pattern.test(text)),
    ),
  }).toEqual({ decision, missing: [], untold: [], wrong: [], unfound: [] });
}
