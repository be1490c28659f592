import type { Review } from "../core/review.ts";
import type { FixUnit } from "./fix-units.ts";

/**
 * The fixes whose claim must stand until somebody attests it: all that are more than safe; of safe ones those that close a
 * reason of the verdict, and where it is better for others alone, all.
 */
export function claimingFixes(made: readonly FixUnit[], before: Review, after: Review): readonly FixUnit[] {
  const reasons = new Set(before.verdict.reasons.flatMap(({ findings }) => findings));
  const claiming = made.filter(({ requires }) => requires !== null);
  const owed = claiming.filter(({ certainty, finding }) => certainty !== "safe" || reasons.has(finding.fingerprint));
  return owed.length === 0 && rank(after) < rank(before) ? claiming : owed;
}

const FROM_BEST: readonly Review["verdict"]["decision"][] = [
  "approve",
  "approve-with-conditions",
  "insufficient-evidence",
  "reject",
];

function rank({ verdict }: Review): number {
  return FROM_BEST.indexOf(verdict.decision);
}
