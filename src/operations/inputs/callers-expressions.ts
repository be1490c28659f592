/*
 * Regular expressions that a caller writes and the server runs over what it has: a search by one, a switch that makes the text of
 * a search one. Whoever writes the expression chooses how long it takes.
 */
import { memo } from "../../core/memo.ts";
import { textOfValue } from "../../core/text-of-value.ts";
import { readingOf } from "../../exposure/reading.ts";
import { denies } from "../../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { isHeadedBy } from "../../lexicon/phrases.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { Operation } from "../../model/api.ts";
import { keyword } from "../../model/schema.ts";
import { isChoice, isText, requestFields, type RequestField } from "../request-fields.ts";

/** The fields of a read by which its caller has an expression of their own run, where nothing bounds the work. */
export const callersExpressions = memo((operation: Operation): readonly RequestField[] => {
  if (readingOf(operation) === undefined) return [];
  const { lexicon, summary = "", description = "" } = operation;
  const fields = requestFields(operation).filter(
    (field) => (field.in === "query" || field.in === "body") && isExpression(field, lexicon),
  );
  return fields.filter((field) => !BOUNDED.test(`${summary} ${description} ${field.description}`.slice(0, LIMIT)));
});

/** So much of a text is looked at. */
const LIMIT = 4000;

/** What takes linear time by its name, or ends in time by the text. */
const BOUNDED =
  /\bRE2\b|\bhyperscan\b|\blinear[- ]time\b|\btime-?outs?\b|\btime limit\b|\bZeitlimit\b|\bdélai\b|\btiempo límite\b|\btempo limite\b/i;

function isExpression(field: RequestField, lexicon: Lexicon): boolean {
  if (isChoice(field) || isShort(field)) return false;
  const isNamed = lexicon.has(field.words, "written-pattern");
  if (field.types.includes("boolean")) return isNamed;
  if (!isText(field)) return false;
  return isHeadedBy(field.words, lexicon, "written-pattern") || isSaidExpression(field.description, lexicon);
}

/** Whether a text begins by calling its value an expression: "A regular expression for the names". What a value must match is none. */
function isSaidExpression(description: string, lexicon: Lexicon): boolean {
  const [first = ""] = sentencesOf(description, LIMIT);
  const words = wordsInOrder(first);
  if (denies(words, lexicon)) return false;
  const at = words.findIndex((word) => !lexicon.is(word, "article-or-own"));
  return at >= 0 && at < 2 && lexicon.lengthAt(words, at, "written-pattern") > 0 && !isOfAllowed(words, lexicon);
}

/** "Regular expression that the name must match" says what is allowed. */
function isOfAllowed(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "demands") || words.some((word) => lexicon.is(wordsOf(word).join(" "), "validate"));
}

/** Whether what is longer is refused: an expression of a few characters does no harm. */
function isShort({ parts }: RequestField): boolean {
  return parts.some((part) => Number(textOfValue(keyword(part, "maxLength") ?? Infinity)) <= SHORT);
}

const SHORT = 50;
