import { ADMISSIONS } from "../core/exposure-words.ts";
import type { Compared } from "./change.ts";
import type { OperationPair } from "./matched-operations.ts";

/** By how many steps it became harder to call an operation; below zero where more can call it than before. */
export function admissionShift(pair: OperationPair, { base, head }: Compared): number {
  return (
    ADMISSIONS.indexOf(head.assessed(pair.head).admission) - ADMISSIONS.indexOf(base.assessed(pair.base).admission)
  );
}
