import { memo } from "../core/memo.ts";
import { affirms } from "../lexicon/denial.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Operation } from "../model/api.ts";

/**
 * The sentence by which an operation gives its caller what the rights of that caller let through: "all user info that the current user is
 * authorized to see". Who gets what is then bound, and whether it is so is a test.
 */
export const seenByRight = memo(({ summary = "", description = "", lexicon }: Operation): string | undefined =>
  [...sentencesOf(summary), ...sentencesOf(description.slice(0, LIMIT))]
    .map((sentence) => sentence.replace(/\s+/g, " ").trim())
    .find((sentence) => affirms(wordsInOrder(sentence), lexicon, "seen-by-right")),
);

/** So much of a text is looked at. */
const LIMIT = 2000;
