import type { DismissalEntry } from "../core/review.ts";
import { ended } from "../core/sentence.ts";
import type { Judgements } from "./assumptions.ts";
import { placeFingerprint } from "./findings.ts";

/** What `rules` of `sallyport.yaml` does to findings of high and critical, each as a dismissal. */
export function loweredEntries({ stated, open }: Judgements): readonly DismissalEntry[] {
  const entries = new Map<string, DismissalEntry>();
  for (const { rule, fault, fingerprint, lowered } of [...stated.faults, ...open.faults]) {
    if (lowered === undefined || entries.has(fingerprint)) continue;
    entries.set(fingerprint, {
      state: lowered.isAllowed ? "in-force" : "not-allowed",
      fingerprint,
      rule: rule.id,
      where: ended(`${fault.title ?? rule.title}: ${fault.message}`),
      severity: lowered.from,
      because: `"rules" sets ${rule.id} to ${lowered.to}`,
      by: null,
      on: null,
      ...lowered.source,
      findings: [fingerprint],
      places: [...new Set(lowered.spots.map((spot) => placeFingerprint(rule, fault, spot)))],
      missing: [],
      loweredTo: lowered.to,
    });
  }
  return [...entries.values()];
}
