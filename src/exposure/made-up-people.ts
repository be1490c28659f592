import { memo } from "../core/memo.ts";
import { denies } from "../lexicon/denial.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Info } from "../model/api.ts";

/**
 * Whether an API says first of itself that it makes people up: "Random user generator", "Erzeugt fiktive Kunden". Their passwords open
 * nothing, and they do not mind. Of what finds such people, or keeps them away, it is not so.
 */
export const makesUpPeople = memo(({ title = "", description = "", lexicon }: Info): boolean =>
  [title, ...sentencesOf(description, OPENING)].some((sentence) => {
    const words = wordsInOrder(sentence);
    return lexicon.has(words, "made-up-people") && lexicon.has(words, "makes-people") && !denies(words, lexicon);
  }),
);

/** What an API is for is said first. */
const OPENING = 1500;
