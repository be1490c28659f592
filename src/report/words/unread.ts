import { grouped } from "../../core/grouped.ts";
import type { Review, Skipped } from "../../core/review.ts";

/** What could not be read, for one cause: where it is met first, and how often besides. */
export interface Unread extends Skipped {
  readonly further: number;
}

/** What could not be read, each cause once: one schema that is missing may be used in many places. */
export function unreadParts({ skipped }: Pick<Review, "skipped">): readonly Unread[] {
  return [...grouped(skipped, ({ why }) => why).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, further: others.length }],
  );
}

/** Why, and how often besides: `"#/…/Order" cannot be resolved (and 4 more places with the same cause)`. */
export function unreadWords({ why, further }: Unread): string {
  return further === 0 ? why : `${why} (and ${further} more place${further === 1 ? "" : "s"} with the same cause)`;
}
