import type { CategoryWords } from "../../core/category-words.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";

/**
 * What a code is called that somebody types or shows: of a door, a parcel, a second factor. It is kept as closely as a
 * password, and is none: its holder gets it from the service, and it is of no use for long.
 */
export const CODE_WORDS: CategoryWords = { singular: "PIN or code", plural: "PINs and codes" };

/** What a field is called in a sentence by its category, and by its name where that tells a code from a password. */
export function calledOf(category: string, called: CategoryWords, name: string, lexicon: Lexicon): CategoryWords {
  if (category !== "user.authorization.password" || called.singular !== "password") return called;
  const words = wordsOf(name);
  const isOne =
    lexicon.has(words, "code") ||
    lexicon.has(words, "one-time-code") ||
    words.some((word) => lexicon.is(word, "code-of-way-in") || COMPOUND.test(word));
  return isOne && !lexicon.has(words, "password") ? CODE_WORDS : called;
}

/** A word of German that is put together: `tuercode`. */
const COMPOUND = /\p{L}code$/u;

/** Whether a field is a code, and no password. */
export function isCode({ called }: { readonly called: CategoryWords }): boolean {
  return called.singular === CODE_WORDS.singular;
}
