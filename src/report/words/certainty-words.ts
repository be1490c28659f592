import type { Certainty } from "../../core/fix-certainty.ts";

/** How sure a fix is, in a few words. */
export const CERTAINTY_WORDS: Readonly<Record<Certainty, string>> = {
  safe: "a safe fix: it follows from the description",
  suggested: "a suggested fix: somebody must attest what it claims",
  asked: "a fix on request: it takes something away",
};
