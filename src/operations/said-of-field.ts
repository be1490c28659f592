/*
 * What texts say of a field that callers may set, and ought not to decide: that the service works it out, that it sets
 * what things cost, that a check is left out with it, that whatever is sent is kept, or that nothing is done with it.
 */
import { memo } from "../core/memo.ts";
import { isSaid, saidBy } from "../exposure/said.ts";
import { denies, isDenial } from "../lexicon/denial.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Operation } from "../model/api.ts";
import { requestFields, type RequestField } from "./request-fields.ts";

/** Whether a text says that the service works a value out, which a request may name all the same. */
export function isSaidWorkedOut(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  if (isFreeText(field) || field.words.at(-1) === "id" || isWholePurpose(field, operation)) return false;
  const own = wordsInOrder(field.description.slice(0, LIMIT));
  // "Calculated at the desk", "A calculated amount": further on a text tells what is done with the value.
  const isSaidFirst = [0, 1].some((at) => lexicon.lengthAt(own, at, "worked-out") > 0);
  return (
    (isSaidFirst && !isOnlyByDefault(own, lexicon) && !denies(own, lexicon)) ||
    isNamedIn(sentencesOnWork(operation), field)
  );
}

/**
 * Whether a switch is all that a call takes, and the call is said to switch something on or off: what the text then says of the
 * service that is on or off is nothing that the service works out.
 */
function isWholePurpose({ in: place, types, words, witness }: RequestField, operation: Operation): boolean {
  const { summary = "", operationId = "", path, lexicon } = operation;
  if (place !== "body" || !types.includes("boolean") || !lexicon.has(words, "in-force")) return false;
  const isAlone = requestFields(operation).every((one) => one.in !== "body" || one.witness === witness);
  const called = [summary, operationId, path.split("/").at(-1) ?? ""].flatMap((text) => [
    wordsInOrder(text),
    wordsOf(text),
  ]);
  return isAlone && called.some((name) => SWITCHES.some((one) => lexicon.has(name, one)));
}

const SWITCHES = ["enable", "disable", "in-force"] as const;

/**
 * The sentence in which the text of a field says that it is read-only, and no more or something besides: "Read-only, set on
 * creation". What is so of a thing that the field names is no matter of the field: "Read-only users".
 */
export function readOnlySentence({ description, types }: RequestField, { lexicon }: Operation): string | undefined {
  if (types.includes("boolean")) return undefined;
  return sentencesOf(description.slice(0, LIMIT)).find((sentence) => {
    const [, first] =
      /^[\s*_([]*(\p{L}[\p{L} -]{3,29})(?:[*_]*(?:[\].;)]|,(?! ?(?:or|oder|ou|o) ))|[*_]*$)/u.exec(sentence) ?? [];
    return first !== undefined && lexicon.is(wordsInOrder(first).join(" "), "for-reading-only");
  });
}

/** Whether a text says that what things cost follows from a value: "The quotient decides the price of all services". */
export function isSaidToSetPrice(field: RequestField, operation: Operation): boolean {
  return isNamedIn(sentencesOnPrice(operation), field);
}

/** Few operations say any of it, and each of their fields is asked. */
const sentencesOnWork = memo((operation: Operation) => {
  const { lexicon } = operation;
  return saidBy(operation).filter(
    (words) =>
      lexicon.has(words, "works-it-out") && lexicon.has(words, "the-service") && !isOnlyByDefault(words, lexicon),
  );
});

const sentencesOnPrice = memo((operation: Operation) =>
  saidBy(operation).filter(
    (words) => operation.lexicon.has(words, "decides") && operation.lexicon.has(words, "asked-price"),
  ),
);

/** Whether a value is described as a price: "Interest rate of the contract, in % a month". */
export function isDescribedAsPrice({ description }: RequestField, lexicon: Lexicon): boolean {
  const words = wordsInOrder(description.slice(0, LIMIT));
  return [0, 1].some((at) => lexicon.lengthAt(words, at, "asked-price") > 0);
}

/** Whether a text says of a switch that an approval or a check is left out with it: "without waiting for the second approval". */
export function isSaidToSkip(field: RequestField, operation: Operation): boolean {
  if (!field.types.includes("boolean")) return false;
  const { lexicon } = operation;
  const own = wordsInOrder(field.description.slice(0, LIMIT));
  return (
    leavesOutApproval(own, lexicon) || switchesOffStep(own, lexicon) || isNamedIn(sentencesOnSkipping(operation), field)
  );
}

const sentencesOnSkipping = memo((operation: Operation) =>
  saidBy(operation).filter((words) => leavesOutApproval(words, operation.lexicon)),
);

function leavesOutApproval(words: readonly string[], lexicon: Lexicon): boolean {
  return words.some((_, at) => {
    const length = lexicon.lengthAt(words, at, "leaves-out");
    return (
      length > 0 &&
      [0, 1, 2, 3, 4, 5].some((on) => {
        const step = at + length + on;
        const end = step + lexicon.lengthAt(words, step, "approval-step");
        // "No validation of the request ID": what a program compares is nobody's approval.
        return end > step && !words.slice(end, end + 5).some((word) => lexicon.is(word, "compared-by-program"));
      })
    );
  });
}

/** Whether a step is not looked at when a switch is set: "If true, the vote and the approval are not checked". */
function switchesOffStep(words: readonly string[], lexicon: Lexicon): boolean {
  return (
    lexicon.has(words, "if-set") &&
    lexicon.has(words, "approval-step") &&
    words.some(
      (_, at) =>
        isDenial(words, at, lexicon) && [1, 2, 3].some((on) => lexicon.lengthAt(words, at + on, "not-looked-at") > 0),
    )
  );
}

/** Whether the text of an operation says that whatever is sent is kept. */
export function takesWhatever(operation: Operation): boolean {
  return isSaid(operation, "takes-whatever");
}

/** Whether the description of a field says that nothing is done with it yet: "Reserved. Not currently supported." */
export function isSaidUnused(
  { description }: Pick<RequestField, "description">,
  { lexicon }: Pick<Operation, "lexicon">,
): boolean {
  const words = wordsInOrder(sentencesOf(description)[0] ?? "");
  if (words.length > MOST_WORDS_OF_UNUSED || lexicon.has(words, "on-condition")) return false;
  return words.some((_, at) => lexicon.lengthAt(words, at, "not-in-use") > 0);
}

/** In a longer sentence it is some values that are not supported. */
const MOST_WORDS_OF_UNUSED = 6;

/** So much of a text is looked at. */
const LIMIT = 1000;

/** What "if it is left out" follows is a default, and callers may say something else. */
function isOnlyByDefault(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "if-left-out") || lexicon.has(words, "by-the-caller");
}

/** Texts, such as a checksum, are worked out by clients. */
function isFreeText({ types, parts }: RequestField): boolean {
  const isShort = parts.some(
    ({ enum: values, format, pattern }) => values !== undefined || format === "decimal" || pattern !== undefined,
  );
  return !isShort && !types.some((type) => type === "number" || type === "integer" || type === "boolean");
}

/** Whether one of some sentences names a field: "The system calculates co-payment and priority". */
function isNamedIn(sentences: readonly (readonly string[])[], { words }: RequestField): boolean {
  // "An address that is enabled" names no field.
  if (words.length === 0 || (words[0]!.length < 4 && words.length < 3)) return false;
  return sentences.some((sentence) => {
    const plain = sentence.flatMap(wordsOf);
    return plain.some((_, at) => words.every((word, index) => plain[at + index] === word));
  });
}
