import type { Lexicon } from "../lexicon/lexicon.ts";
import { areAllOf, isHeadedBy } from "../lexicon/phrases.ts";

/** Whether a name is of an amount of something: `orderQuantity`, `montantTotal`. */
export function isSum(words: readonly string[], lexicon: Lexicon): boolean {
  const stem = withoutUnit(words, lexicon);
  // A unit alone says that the number is of money.
  if (stem.length === 0) return words.length > 0;
  return isHeadedBy(stem, lexicon, "sum") && areAllOf(stem, lexicon, "sum", "around-sum");
}

/** A name without the unit at its end. */
export function withoutUnit(words: readonly string[], lexicon: Lexicon): readonly string[] {
  const start = words.findIndex((_, at) => {
    const length = lexicon.lengthAt(words, at, "small-unit");
    return length > 0 && at + length === words.length;
  });
  if (start < 0) return words;
  return words.slice(0, start).filter((word, at, all) => !(at === all.length - 1 && lexicon.is(word, "currency-unit")));
}
