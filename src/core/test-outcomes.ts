/** How a test came out, or that somebody decided that it would show nothing. */
export const TEST_OUTCOMES = ["passed", "failed", "not-applicable"] as const;
