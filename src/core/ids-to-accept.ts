import type { Review } from "./review.ts";

/** By what the register accepts all that blocks a change: places of findings, and changes, each once. */
export function idsToAccept({ causes = [], changes }: NonNullable<Review["gate"]>): readonly string[] {
  return [
    ...new Set(
      causes.length > 0 ? causes.flatMap(({ accept }) => accept) : changes.flatMap(({ fingerprints }) => fingerprints),
    ),
  ];
}
