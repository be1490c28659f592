import { memoBy } from "../core/memo.ts";
import { plainWord, wordsInOrder } from "../lexicon/name-tokens.ts";
import type { Api, Operation } from "../model/api.ts";
import { nounOf, phraseOf, pluralOf } from "../operations/candidates/nouns.ts";
import { pathSteps } from "../operations/candidates/path-steps.ts";

/**
 * Gives texts of tests in which the words of a path that are not English are quoted: `read B's "buchung"`. Where a
 * description is in English its texts stay as they are, and so does the code of "PIN or code" anywhere.
 */
export function quotingNouns(api: Api): (text: string, operation: Operation) => string {
  const spoken = foreignWordsOf(api);
  if (spoken.size === 0) return (text) => text;
  return (text, operation) => {
    const words = namesIn(operation).filter((word) => spoken.has(beginningOf(word)));
    if (words.length === 0) return text;
    const one = `(?:${words.join("|")})`;
    return text.replace(
      new RegExp(`(?<!PIN or )(?<![\\p{L}\\d_."/{-])${one}(?: ${one})*(?![\\p{L}\\d_"/}-])`, "gu"),
      '"$&"',
    );
  };
}

/**
 * Gives what several of the things of a test are called. No plural is made of a word that is not English: the path's own
 * stands in its place, quoted, as in `"prises-en-charge"`.
 */
export function severalNamed(api: Api): (noun: string, operation: Operation) => string {
  const spoken = foreignWordsOf(api);
  return (noun, operation) => {
    const several = pluralOf(noun);
    if (spoken.size === 0) return several;
    const step = pathSteps(operation).findLast(
      ({ text, parameter }) => parameter === undefined && (nounOf(text) === noun || phraseOf(text) === noun),
    );
    const isEnglish = step?.text === several && !noun.split(" ").some((word) => spoken.has(beginningOf(word)));
    return isEnglish ? several : `"${step?.text ?? noun}"`;
  };
}

/** The words of a path and of the names of its parameters, as one and as several, the longest first. */
function namesIn(operation: Operation): readonly string[] {
  const words = pathSteps(operation).flatMap(({ text, parameter = text }) => [
    ...phraseOf(parameter).split(" "),
    ...nounOf(parameter).split(" "),
  ]);
  return [...new Set(words)].filter((word) => /^\p{L}{3,}$/u.test(word)).toSorted((a, b) => b.length - a.length);
}

/**
 * How the words of a description begin that is not in English, as its articles show; none of one in English. A path in
 * English has other words than the texts.
 */
const foreignWordsOf = memoBy(
  ({ operations }: Api) => operations,
  ({ info, operations }): ReadonlySet<string> => {
    const texts = [info.description, ...operations.flatMap(({ summary, description }) => [summary, description])];
    const words = texts.flatMap((text = "") => wordsInOrder(text.slice(0, TEXT)));
    const articles = words.filter((word) => info.lexicon.is(word, "article-or-own"));
    const foreign = articles.filter((word) => info.lexicon.inEnglish(word, "article-or-own") !== word);
    return foreign.length < LEAST || foreign.length * 2 < articles.length ? new Set() : new Set(words.map(beginningOf));
  },
);

/** So much of a text shows its language. */
const TEXT = 300;
/** Fewer articles than this may be there by chance: "as" is English, too. */
const LEAST = 3;

/** What one and several of a thing have in common: `buch`. */
function beginningOf(word: string): string {
  return plainWord(word).slice(0, 4);
}
