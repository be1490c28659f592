import type { Finding, Review } from "./review.ts";

/** The findings of a review, those that an assumption makes included. */
export function allFindings({ findings, assumptions }: Pick<Review, "findings" | "assumptions">): readonly Finding[] {
  return [...findings, ...assumptions.flatMap(({ ifTrue }) => ifTrue)];
}

/** The fingerprints of places that a review finds whatever is assumed, also where they are dismissed. */
export function placesFound({ findings, dismissed = [] }: Pick<Review, "findings" | "dismissed">): ReadonlySet<string> {
  return new Set([...findings, ...dismissed].flatMap(({ places }) => places.map(({ fingerprint }) => fingerprint)));
}
