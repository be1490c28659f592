import type { DismissalEntry, Review } from "./review.ts";
import { isAtLeast } from "./severity.ts";

/** The dismissals in force of findings of high severity or above: by whom, and those that are a setting, which names nobody. */
export function graveDismissals({ dismissals = [] }: Pick<Review, "dismissals">): {
  readonly byPeople: readonly DismissalEntry[];
  readonly bySettings: readonly DismissalEntry[];
} {
  const grave = dismissals.filter(
    ({ state, severity }) => state === "in-force" && severity !== null && isAtLeast(severity, "high"),
  );
  return {
    byPeople: grave.filter(({ loweredTo }) => loweredTo === undefined),
    bySettings: grave.filter(({ loweredTo }) => loweredTo !== undefined),
  };
}
