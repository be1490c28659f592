import type { Certainty } from "../../core/fix-certainty.ts";

/** How sure a fix is, in a few words. */
export const CERTAINTY_WORDS: Readonly<Record<Certainty, string>> = {
  safe: "a safe fix: it follows from the description",
  suggested: "a suggested fix, whose claim must be attested",
  asked: "a fix made only on request, because it removes a part of the description",
};
