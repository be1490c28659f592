import { ADMISSIONS } from "../core/exposure-words.ts";
import type { Compared } from "./change.ts";
import type { OperationPair } from "./matched-operations.ts";

/**
 * By how many steps it became harder to call an operation; below zero where more can call it than before, or where it may
 * be so, since nothing says any more what is asked for.
 */
export function admissionShift(pair: OperationPair, compared: Compared): number {
  if (isSilentNow(pair, compared)) return -1;
  const { base, head } = compared;
  return (
    ADMISSIONS.indexOf(head.assessed(pair.head).admission) - ADMISSIONS.indexOf(base.assessed(pair.base).admission)
  );
}

/**
 * Whether an operation said which credential it asks for, or that it asks for none, and nothing says so any more, nor has
 * anybody answered. Who can call it then is not known, so it is no harder to call than it was.
 */
export function isSilentNow({ base, head }: OperationPair, compared: Pick<Compared, "head">): boolean {
  return (
    base.access !== "unstated" && head.access === "unstated" && compared.head.assessed(head).admission === "unknown"
  );
}
