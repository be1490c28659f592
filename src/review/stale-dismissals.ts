import { listed } from "../core/prose.ts";
import type { DismissalEntry, Review } from "../core/review.ts";
import type { Policy } from "../policy/policy.ts";

/** Asks about dismissals that match nothing any more; where not every rule is asked, nobody can tell. */
export function staleDismissals({ only, skip }: Policy, dismissals: readonly DismissalEntry[]): Review["questions"] {
  const stale = dismissals.filter(({ state, missing }) => state === "stale" && missing.length === 0);
  if (stale.length === 0 || only.length + skip.length > 0) return [];
  const named = stale.map(({ file, line, rule, fingerprint }) => `${file}:${line} (${rule}, ${fingerprint})`);
  return [
    {
      id: "unused-dismissals",
      text: `These dismissed findings are no longer found: ${listed(named, 6)}. Can the entries be removed?`,
      operations: [],
      settle: null,
    },
  ];
}
