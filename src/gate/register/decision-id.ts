import { allFindings } from "../../core/all-findings.ts";
import type { Review } from "../../core/review.ts";
import { fingerprintOf } from "../../review/fingerprint.ts";

/**
 * The ID of a decision about all that blocks a change of one description: the same as long as the same blocks, as severely
 * and with the same fields, and another as soon as anything else does. `ids`: of the places and changes that block.
 */
export function decisionId(review: Review, ids: readonly string[]): string {
  const meant = new Set(ids);
  // A place keeps its fingerprint when it becomes worse, and a field that stands at no place has none.
  const found = allFindings(review).flatMap(({ rule, severity, fields, places }) =>
    places.some(({ fingerprint }) => meant.has(fingerprint))
      ? [`${rule} ${severity} ${fields.toSorted().join(" ")}`]
      : [],
  );
  return `${PREFIX}${fingerprintOf("decision", review.document.file, ...ids.toSorted(), ...found.toSorted())}`;
}

/** Whether a text is such an ID. */
export function isDecisionId(text: string): boolean {
  return /^gate-[0-9a-f]{16}$/.test(text);
}

const PREFIX = "gate-";
