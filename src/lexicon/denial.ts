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
