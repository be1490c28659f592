/*
 * What callers send though the organization decides it, by what texts say of a field: that an office gives or checks it,
 * that it replaces the rate that the service has, that it reduces what is paid, that it binds at once, or how much a vote
 * counts; and statuses past a review that somebody else makes.
 */
import { memo } from "../core/memo.ts";
import { isSaid, isSaidInOrder, saidBy } from "../exposure/said.ts";
import { denies } from "../lexicon/denial.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { endsIn, isHeadedBy, isMadeOf } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Operation } from "../model/api.ts";
import { isNumber, type RequestField } from "./request-fields.ts";

/** Whether a text says of a value, or of one that a field can have, that an office gives or checks it: "assigned by the front desk". */
export function isGivenByOffice(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  if (field.in !== "body" || field.depth > 1) return false;
  if (sentencesOf(field.description.slice(0, LIMIT)).some((sentence) => statedIn(sentence).has("set-by-office")))
    return true;
  if (!isDecidable(field)) return false;
  return (
    sentencesOf(field.description.slice(0, LIMIT)).some((sentence) =>
      isGrantedByOffice(wordsInOrder(sentence), lexicon),
    ) ||
    officeSentences(operation).some((words) => isGrantedByOffice(words, lexicon, (clause) => isAbout(clause, field)))
  );
}

/** The sentences of an operation by which an office gives or checks something, whatever it is: most have none for any field. */
const officeSentences = memo((operation: Operation) =>
  saidBy(operation).filter((words) => isGrantedByOffice(words, operation.lexicon)),
);

/** Numbers, switches and choices: what people write in their own words is theirs. */
function isDecidable({ types, parts }: RequestField): boolean {
  return (
    types.some((type) => type === "number" || type === "integer" || type === "boolean") ||
    parts.some(({ enum: values }) => values !== undefined)
  );
}

/** Whether one follows the other closely, and nothing near them denies it: what a sentence denies further on is of something else. */
function isGrantedByOffice(
  words: readonly string[],
  lexicon: Lexicon,
  isMeant: (before: readonly string[]) => boolean = () => true,
): boolean {
  return words.some((_, at) => {
    const length = lexicon.lengthAt(words, at, "grants");
    if (length === 0 || !isMeant(words.slice(Math.max(0, at - CLOSE), at))) return false;
    if (denies(words.slice(Math.max(0, at - CLOSE), at + length + CLOSE), lexicon)) return false;
    const isBehind = [0, 1, 2].some((on) => lexicon.lengthAt(words, at + length + on, "office") > 0);
    // German has its participle last: "wird von der Leitstelle vergeben".
    const isBefore = [1, 2].some((back) => at >= back && lexicon.lengthAt(words, at - back, "office") > 0);
    return isBehind || isBefore;
  });
}

/** Whether words name a field by its name. */
function isAbout(words: readonly string[], { words: name }: RequestField): boolean {
  const plain = words.flatMap(wordsOf);
  return name.length > 0 && plain.some((_, at) => name.every((word, index) => plain[at + index] === word));
}

const CLOSE = 6;

/** Whether a figure is said to stand in for the rate that the service would take: "Replaces the rate of the plan". */
export function replacesRate(field: RequestField, { lexicon }: Operation): boolean {
  if (field.in !== "body" || field.depth > 1 || !isNumber(field)) return false;
  return sentencesOf(field.description.slice(0, LIMIT)).some((sentence) => {
    const words = wordsInOrder(sentence);
    return words.some((_, at) => {
      const length = lexicon.lengthAt(words, at, "replaces-it");
      return length > 0 && [0, 1, 2, 3].some((on) => lexicon.lengthAt(words, at + length + on, "rate-of-service") > 0);
    });
  });
}

/** Whether a figure is what an organization gives, and is said to be taken off what is paid. */
export function isRemission(field: RequestField, { lexicon }: Operation): boolean {
  if (field.in !== "body" || field.depth > 1 || !isNumber(field) || !lexicon.has(field.words, "remission"))
    return false;
  const own = wordsInOrder(field.description.slice(0, LIMIT));
  return lexicon.has(own, "applied-to") && own.flatMap(wordsOf).some((word) => lexicon.is(word, "to-be-paid"));
}

/** Whether a figure is a price of who calls, where the text says that what is sent binds at once. */
export function isBindingPrice(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  return (
    field.in === "body" &&
    field.depth === 0 &&
    isNumber(field) &&
    (endsIn(field.words, lexicon, "asked-price") || isHeadedBy(field.words, lexicon, "asked-price")) &&
    (isSaid(operation, "binding-at-once") || isSaidInOrder(operation, "counts-as", "agreed-upon", 5))
  );
}

/** Whether a figure is how much a vote counts, by what the app has worked out. */
export function isOwnWeight(field: RequestField, { lexicon }: Operation): boolean {
  if (field.in !== "body" || !isNumber(field) || !isHeadedBy(field.words, lexicon, "weight-of-say")) return false;
  const own = wordsInOrder(field.description.slice(0, LIMIT));
  return lexicon.has(own, "works-it-out") && lexicon.has(own, "front-end");
}

/** Whether a status can be one past a review: where others approve what is created, or callers change what is their own. */
export function isPastReview(field: RequestField, operation: Operation): boolean {
  const { lexicon, method } = operation;
  if (field.in !== "body" || field.depth > 0 || !isMadeOf(field.words, lexicon, "stage", "judged")) return false;
  const values = field.parts.flatMap(({ enum: all }) =>
    (all ?? []).flatMap((value) => (typeof value === "string" ? textOfName(value) : [])),
  );
  const isReviewed =
    values.some((value) => lexicon.is(value, "held-for-review")) &&
    values.some((value) => lexicon.is(value, "let-through"));
  if (!isReviewed) return false;
  return method === "POST"
    ? saidBy(operation).some((words) => lexicon.has(words, "approve") && lexicon.has(words, "office"))
    : isSaid(operation, "of-callers-own");
}

/** So much of a text is looked at. */
const LIMIT = 1000;
