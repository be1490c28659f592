import type { Certainty } from "../core/fix-certainty.ts";
import type { Finding, FindingPlace, Review } from "../core/review.ts";
import type { DescriptionChange } from "../operations/fixes/fix.ts";
import type { Judgements } from "../review/assumptions.ts";
import { inOrder, plannedFixes } from "../review/finding-fixes.ts";
import { placeFingerprint } from "../review/findings.ts";

/** The least that is made or left: the same changes, and all places of a finding that they close. */
export interface FixUnit {
  readonly name: string;
  readonly certainty: Certainty;
  /** What the service must do for the changed description to be true; `null` where nothing is claimed about it. */
  readonly requires: string | null;
  /** As the review shows it, masked. */
  readonly finding: Finding;
  readonly closes: readonly FindingPlace[];
  readonly changes: readonly DescriptionChange[];
}

/** Every fix of the findings of a review that are open, in their order. */
export function fixUnits(judgements: Judgements, review: Review): readonly FixUnit[] {
  const { api, faults } = judgements.stated;
  const open = new Map(
    review.findings
      .filter(({ status }) => status === "open" || status === "regressed")
      .map((finding) => [`${finding.rule} ${finding.fingerprint}`, finding]),
  );
  return faults.flatMap(({ rule, fault, fingerprint, spots }) => {
    const finding = open.get(`${rule.id} ${fingerprint}`);
    if (finding === undefined) return [];
    const places = new Map(finding.places.map((place) => [place.fingerprint, place]));
    return plannedFixes(api, rule, fault, spots, (spot) => placeFingerprint(rule, fault, spot)).flatMap(
      ({ fix: { name, certainty }, requires, changes }) => {
        const units = new Map<string, FixUnit>();
        for (const [print, own] of changes) {
          const place = places.get(print);
          if (place === undefined) continue;
          const key = JSON.stringify(own);
          const known = units.get(key);
          const closes = [...(known?.closes ?? []), place];
          units.set(key, { name, certainty, requires, finding, closes, changes: known?.changes ?? inOrder(own) });
        }
        return [...units.values()];
      },
    );
  });
}
