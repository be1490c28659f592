/*
 * Values by which something is paid, ranked, marked or limited according to another text of the API, where those who gain by
 * it send them. The text of the operation that takes them need not say anything.
 */
import { memo } from "../core/memo.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { isHeadedBy } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Statement } from "../lexicon/statement.ts";
import type { Operation } from "../model/api.ts";
import { isNumber, type RequestField } from "./request-fields.ts";
import { isAbout, isStated, LIMIT, sentencesSaid, wordStem, stemsIn } from "./sentences-on-fields.ts";
import { isByServed } from "./served-callers.ts";

/**
 * The sentence of the API by which a value decides: a switch or a date that it has by its whole name ("a bonus for each delivery
 * on time"), or a result by which people are compared ("grants go by score").
 */
export function decidingSentence(api: AssessedApi, operation: Operation, field: RequestField): string | undefined {
  const { lexicon } = operation;
  const isFigure = isNumber(field);
  if (field.isList || !(isFigure || isSwitchOrDate(field))) return undefined;
  const words = isFigure ? resultIn(field.words, lexicon) : namingWords(field.words, lexicon);
  if (words.length < (isFigure ? 1 : 2)) return undefined;
  if (lexicon.has(field.words, "preference") || !isByServed(api, operation)) return undefined;
  const isOf = isFigure ? isAbout : hasPhrase;
  return sentenceWith(api, "decides-by-it", (one) => isOf(one, words), words);
}

/** The sentence by which a limit that customers change is one that they pay for: "More build minutes come with a paid plan". */
export function sellingSentence(api: AssessedApi, operation: Operation, field: RequestField): string | undefined {
  if (operation.method === "POST" || field.isList || !isNumber(field) || !isByServed(api, operation)) return undefined;
  const limited = limitedIn(field.words, operation.lexicon);
  return sentenceWith(api, "sold-by-plan", (one) => isAbout(one, limited), limited);
}

function isSwitchOrDate({ types, parts }: RequestField): boolean {
  return types.includes("boolean") || parts.some(({ format }) => format === "date" || format === "date-time");
}

/** The result that a figure is, without which of several it is: `points` of `totalPoints`. */
function resultIn(words: readonly string[], lexicon: Lexicon): readonly string[] {
  const plain = words.filter((word) => !lexicon.is(word, "sum-aspect") && !lexicon.is(word, "overall"));
  return plain.length === 1 && isHeadedBy(plain, lexicon, "own-result") ? plain : [];
}

/** What a limit is of: `build minutes` of `buildMinutesLimit`. */
function limitedIn(words: readonly string[], lexicon: Lexicon): readonly string[] {
  const limited = words.filter((word) => word.length > 2 && !lexicon.is(word, "quota") && !lexicon.is(word, "linking"));
  return limited.length < words.length ? limited : [];
}

/** The words of a name that a sentence has of it: without "is" and "until". */
function namingWords(words: readonly string[], lexicon: Lexicon): readonly string[] {
  return words.filter((word) => word.length > 2 && !lexicon.is(word, "its-end") && !lexicon.is(word, "linking"));
}

/** Whether a sentence has the words of a name one after another, in whatever forms, with at most a short word between them. */
function hasPhrase(sentence: string, words: readonly string[]): boolean {
  const said = wordsInOrder(sentence).flatMap(wordsOf);
  const joined = words.join("");
  return said.some((word, from) => {
    if (word.length >= joined.length && word.startsWith(joined)) return true;
    // "An already refunded fee" is no `refundFee`, which tells the service what to do.
    if (word !== words[0]) return false;
    let at = from;
    return words.every((one) => {
      if (wordStem(said[at] ?? "") !== wordStem(one) && (said[at] ?? "").length < 4) at += 1;
      const isNext = wordStem(said[at] ?? "") === wordStem(one);
      at += 1;
      return isNext;
    });
  });
}

/** The first sentence of the whole or of an operation that states this of some words. */
function sentenceWith(
  api: AssessedApi,
  statement: Statement,
  isOf: (sentence: string) => boolean,
  [first]: readonly string[],
): string | undefined {
  if (first === undefined) return undefined;
  return [
    ...sentencesOf(api.info.description ?? "", LIMIT),
    ...(sentencesByStem(api.operations).get(wordStem(first)) ?? []),
  ].find((one) => isOf(one) && isStated(one, statement));
}

/** The sentences of operations by the stems of their words. */
const sentencesByStem = memo((operations: readonly Operation[]): ReadonlyMap<string, readonly string[]> => {
  const byStem = new Map<string, string[]>();
  for (const sentence of new Set(operations.flatMap(sentencesSaid))) {
    if (!STATEMENTS.some((one) => isStated(sentence, one))) continue;
    for (const stem of stemsIn(sentence)) {
      const known = byStem.get(stem);
      if (known === undefined) byStem.set(stem, [sentence]);
      else if (known.length < MOST_SENTENCES) known.push(sentence);
    }
  }
  return byStem;
});

const STATEMENTS = ["decides-by-it", "sold-by-plan"] as const;
const MOST_SENTENCES = 20;
