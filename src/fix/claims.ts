import { allFindings } from "../core/all-findings.ts";
import { FROM_BEST } from "../core/decisions.ts";
import type { Review } from "../core/review.ts";
import type { FixUnit } from "./fix-units.ts";

/** A description that reads a file which fixes of another change: how it is reviewed before and after them. */
export interface ReviewBeside {
  readonly file: string;
  readonly before: Review;
  readonly after: Review;
}

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

/** The same of another description that reads what is changed: each of its findings that are gone, with what the fixes of its rule claim. */
export function claimsBeside(made: readonly FixUnit[], { before, after }: ReviewBeside): readonly FixUnit[] {
  const left = new Set(allFindings(after).flatMap(({ places }) => places.map(({ fingerprint }) => fingerprint)));
  const units = made.flatMap((unit) =>
    allFindings(before).flatMap((finding): FixUnit[] => {
      if (finding.rule !== unit.finding.rule) return [];
      const closes = finding.places.filter(({ fingerprint }) => !left.has(fingerprint));
      return closes.length === 0 ? [] : [{ ...unit, finding, closes }];
    }),
  );
  return claimingFixes(units, before, after);
}

function rank({ verdict }: Review): number {
  return verdict.decision === null ? -1 : FROM_BEST.indexOf(verdict.decision);
}
