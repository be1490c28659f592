/**
 * The source of an expression that finds phrases as words of their own, with any one or two signs between their words:
 * "jusqu'à", "wie-viele". It is for texts as `withPlainSigns` gives them, and the flag `u`: to name all signs at each of a
 * hundred spaces, in both cases, takes longer to compile than a small review.
 */
export function phrasePattern(alternatives: string): string {
  const signs = alternatives.replace(/\\[^.]|[^\p{L}\p{N}_\\. |]/gu, "-").replaceAll(" ", String.raw`[-_.\s]{1,2}`);
  return String.raw`${WORD_START}(?:${signs})(?![\p{L}\p{N}_])`;
}

/** Where a word starts, accents or not. */
export const WORD_START = String.raw`(?<![\p{L}\p{N}_])`;

/** A text in small letters, with hyphens for all signs but `_`, the full stop and white space. */
export function withPlainSigns(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}_.\s]/gu, "-");
}
