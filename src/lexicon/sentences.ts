import { memoOfText, MOST_LONG_TEXTS } from "../core/memo.ts";
import type { Lexicon } from "./lexicon.ts";
import { lexiconOf } from "./lexicon-of.ts";
import { wordsInOrder } from "./name-tokens.ts";
import { splitSentences } from "./split-sentences.ts";

/** A text whose lines end where sentences do: a line that goes on in small letters, or behind a comma, is of the one before it. */
export function withoutLineEnds(text: string): string {
  return text.replaceAll(WRAPPED, " ");
}

/** The end of a line within a sentence. It begins with the line's end, so that it is tried at few places. */
const WRAPPED = /\n(?<=[\p{L}\p{N},:`'"»”)]\n)(?=[\p{Ll}\p{N}`(])/gu;

/** The sentences of a text, as `splitSentences` has them, without those about a later version. So much of it is looked at as `most` says. */
export function sentencesOf(text: string, most = 1000): readonly string[] {
  return text === "" ? NONE : sentencesOfWhole(text.slice(0, most));
}

/** Those sentences with the ones about a later version, which say what is not there yet. */
export function allSentencesOf(text: string, most: number): readonly string[] {
  return text === "" ? NONE : splitOnce(text.slice(0, most));
}

const NONE: readonly string[] = [];

/** Rules ask for those of a text one after another: of Stripe, seven times each. */
const splitOnce = memoOfText(splitSentences, MOST_LONG_TEXTS);
const sentencesOfWhole = memoOfText(
  (text): readonly string[] => splitOnce(text).filter((sentence) => !isOfFuture(sentence)),
  MOST_LONG_TEXTS,
);

/** Whether a sentence is about a later version, so that it states nothing of today: "In a future version a token is needed". */
export const isOfFuture = memoOfText((sentence: string): boolean => {
  future ??= new RegExp(String.raw`(?<!\S)(?:${lexiconOf().alternatives("said-of-future")})(?!\S)`, "u");
  return future.test(sentence.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " "));
});

let future: RegExp | undefined;

/** A text without its sentences about a later version, for who reads it as a whole. */
export function textOfToday(text: string): string {
  return isOfFuture(text) ? sentencesOf(text, text.length).join(". ") : text;
}

/** The words of each clause of a sentence, parted by commas, colons, brackets and dashes. */
export function clausesOf(sentence: string): readonly (readonly string[])[] {
  return sentence.split(/[,:;()–—]/).map(wordsInOrder);
}

/** Words of a sentence, parted by those that join two clauses: "the server checks" and "runs it". */
export function joinedClauses(words: readonly string[], lexicon: Lexicon): readonly (readonly string[])[] {
  const ends = words.flatMap((word, at) => (lexicon.is(word, "joins-clauses") ? [at] : []));
  return [-1, ...ends].map((start, index) => words.slice(start + 1, ends[index]));
}
