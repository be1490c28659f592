import { NO_EFFECT } from "../../core/policy-effect.ts";
import type { Review } from "../../core/review.ts";
import { ended } from "../../core/sentence.ts";

type PolicyChange = NonNullable<Review["gate"]>["policyChanges"][number];

/** What a change of the policy does: in a phrase, which is missing where its entries say it all, and for each entry a sentence. */
export function policyChangeWords({ effect, entries = [] }: PolicyChange): {
  readonly effect: string | undefined;
  readonly entries: readonly string[];
} {
  return {
    effect: entries.length > 0 && effect === NO_EFFECT ? undefined : effect,
    entries: entries.map((entry) => ended(entry)),
  };
}
