import type { Concept } from "./concept.ts";
import type { Lexicon } from "./lexicon.ts";

/** Whether a sentence denies something: "without a check", "não é verificado". */
export function denies(words: readonly string[], lexicon: Lexicon): boolean {
  return words.some((_, at) => isDenial(words, at, lexicon));
}

/** Whether a word of a sentence denies something. In Portuguese "no" is "in the": "embutida no aplicativo". */
export function isDenial(words: readonly string[], at: number, lexicon: Lexicon): boolean {
  if (lexicon.lengthAt(words, at, "negation") === 0) return false;
  return words[at] !== "no" || !words.some((word) => lexicon.is(word, "portuguese-particle"));
}

/**
 * Whether a sentence has a phrase of a concept that is not denied itself: "not at once" and "non-public" say otherwise, and
 * "at once, without an approval" does not.
 */
export function affirms(words: readonly string[], lexicon: Lexicon, concept: Concept): boolean {
  return words.some(
    (_, at) =>
      lexicon.lengthAt(words, at, concept) > 0 &&
      !lexicon.is(words[at - 1] ?? "", "denies-next-word") &&
      ![at - 1, at - 2, at - 3].some((before) => before >= 0 && isDenial(words, before, lexicon)),
  );
}

/** Whether a sentence says that something is so now: what is denied is not, nor what is planned for later or not there yet. */
export function statesNow(words: readonly string[], lexicon: Lexicon, concept: Concept): boolean {
  return affirms(words, lexicon, concept) && !lexicon.has(words, "not-so-yet");
}
