/** What a review may come to, the best first. */
export const FROM_BEST = ["approve", "approve-with-conditions", "insufficient-evidence", "reject"] as const;
export type Decision = (typeof FROM_BEST)[number];

/** The same, the worst first. */
export const FROM_WORST: readonly Decision[] = FROM_BEST.toReversed();
