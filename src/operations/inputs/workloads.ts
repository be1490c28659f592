import type { Place } from "../../core/place.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { keyword, targetOf, type Schema } from "../../model/schema.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { memo } from "../../core/memo.ts";
import { phrasePattern, withPlainSigns } from "../../lexicon/phrase-pattern.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { statedOfField, statedUnderSummary } from "../stated.ts";
import { isNumber, leavesOut, requestFields, segmentWords, type RequestField } from "../request-fields.ts";

/** What makes one call as much work as its caller likes. */
export interface Workload {
  /** Empty where it is the body. */
  readonly name: string;
  readonly at: Place;
  readonly witness: string;
}

const WRITES = new Set(["POST", "PUT", "PATCH", "DELETE"]);
/** By a word of the last segment, or by the whole of the one before it. */
function isBatch(operation: Operation): boolean {
  const { lexicon } = operation;
  const [before = [], last = []] = [undefined, ...segmentWords(operation)].slice(-2);
  return (
    lexicon.has(last, "batch") ||
    last.some((word) => lexicon.is(word, "import") || word === "multiple") ||
    (before.length === 1 && isOfMany(before[0]!, lexicon))
  );
}

/** "multi" and "mass" begin words for other things as well. */
function isOfMany(word: string, lexicon: Lexicon): boolean {
  return lexicon.is(word, "batch") && word !== "multi" && word !== "mass";
}

/** The list of which a batch is made, where nothing says how long it may be. */
export const batchOf = memo(readBatch);

function readBatch(operation: Operation): Workload | undefined {
  if (operation.operationKind !== "path" || !WRITES.has(operation.method) || !isBatch(operation)) return undefined;
  for (const { schema } of operation.requestBody?.content ?? []) {
    if (schema === undefined) continue;
    const target = targetOf(schema);
    if (target.isInferred) continue;
    if (target.items !== undefined && keyword(target, "maxItems") === undefined && target.prefixItems.length === 0)
      return statesMost(`${schema.description} ${target.description} ${operation.description}`, operation)
        ? undefined
        : { name: "", at: placeOf(schema), witness: "request" };
  }
  const isMany =
    /bulk|batch/i.test(operation.path) ||
    segmentWords(operation).some((words) => words.some((word) => isOfMany(word, operation.lexicon)));
  const lists = requestFields(operation).filter(
    ({ in: way, depth, isList, witness, types }) =>
      way === "body" &&
      depth === 0 &&
      isList &&
      !witness.includes("[]") &&
      !types.includes("integer") &&
      (isMany || types.includes("object") || types.length === 0),
  );
  // By name: which one it is must not hang on the order in which they stand.
  lists.sort((a, b) => (a.witness < b.witness ? -1 : 1));
  const list = lists.find(({ isRequired }) => isRequired) ?? lists[0];
  return list === undefined || isBounded(list, operation) ? undefined : list;
}

function isBounded(list: RequestField, operation: Operation): boolean {
  return (
    !leavesOut(list, "maxItems") ||
    statesMost(`${list.description} ${operation.description} ${operation.summary}`, operation)
  );
}

/** Whether a text says how many there may be at most. */
function statesMost(text: string, { lexicon }: Operation): boolean {
  return sentencesOf(text, text.length).some(
    (sentence) =>
      (FIGURES.test(sentence) && !NO_BOUND.test(sentence)) || mostInWords(lexicon).test(withPlainSigns(sentence)),
  );
}

/** What is usual, or was seen, is no bound. */
const NO_BOUND =
  /\b(?:usual(?:ly)?|typical(?:ly)?|any number|seen|observed|measured|recommended|üblich|typisch|empfohlen|habituelle?s?|recommandée?s?|habitual(?:es|mente)?|recomendad[oa]s?)\b/i;

const FIGURES =
  /\b(?:between|zwischen|entre) \d[\d.,]* (?:and|to|und|bis|et|y|e) \d|\b(?:from|von|de) \d[\d.,]* (?:to|bis|à|a) \d|\b\d[\d,]* (?:\w+ )?(?:max(?:imum)?|(?:or|and) (?:less|fewer))\b|\b(?:one|1)(?:-| to | ?\u2013 ?)\d+\b/iu;

const mostInWords = memo(
  (lexicon: Lexicon) =>
    new RegExp(
      String.raw`${phrasePattern(`${lexicon.alternatives("at-most")}|limit|limite|l\u00edmite`)}[^.]{0,60}\d`,
      "u",
    ),
);

/** The numbers that say how long a call keeps a process or a connection of the server, by its text, and may be as large as callers like. */
export function heldBy(operation: Operation): readonly Workload[] {
  if (!statedUnderSummary(operation).has("holds-server")) return [];
  return requestFields(operation).filter(
    (field) =>
      field.depth === 0 &&
      isNumber(field) &&
      statedOfField(field, operation, "holds-server") !== undefined &&
      leavesOut(field, "maximum", "exclusiveMaximum", "enum", "const") &&
      !statesMost(field.description, operation),
  );
}

/** The numbers that say how much work one call is, where nothing says how large they may be. */
export const workOf = memo(readWork);

function readWork(operation: Operation): readonly Workload[] {
  const path = segmentWords(operation).flat();
  const { lexicon } = operation;
  const { work, sizes } = patternsOf(lexicon);
  const isOfPictures = lexicon.has(path, "drawn");
  return requestFields(operation).filter((field) => {
    if (field.in === "header" || field.depth > 0 || field.isList || !isNumber(field)) return false;
    const name = field.text;
    const isWork =
      work.test(name) ||
      (isOfPictures && sizes.test(name)) ||
      (lexicon.is(path.at(-1) ?? "", "made-up") && /^(?:length|len|size|byte|count|n)$/.test(name)) ||
      isCountInSummary(field, operation);
    // What a path takes is often told by the summary alone: "a delayed response (max of 10 seconds)".
    const told = field.in === "path" ? `${field.description} ${operation.summary ?? ""}` : field.description;
    return isWork && leavesOut(field, "maximum", "exclusiveMaximum", "enum", "const") && !statesMost(told, operation);
  });
}

/** Whether a summary uses a number of the path to say how many things come back: "Returns n random bytes". */
function isCountInSummary({ in: way, name, description }: RequestField, { summary = "" }: Operation): boolean {
  if (way !== "path" || description !== "" || !COUNTS.test(name)) return false;
  const words = wordsInOrder(summary);
  const at = words.indexOf(name.toLowerCase());
  if (at < 1) return false;
  const next = words.slice(at + 1, at + 1 + COUNTED_NEAR).findIndex((word) => wordsOf(word)[0] !== word);
  return next >= 0;
}

/** Names of a number of things, and of nothing that is known by a number. */
const COUNTS = /^(?:n|k|count|size|num|number|length)$/i;
/** So many words may stand between a number and what is counted, that one included: "n random bytes". */
const COUNTED_NEAR = 3;

const patternsOf = memo((lexicon: Lexicon) => {
  const rounds = lexicon.alternatives("rounds-of-work");
  const wait = lexicon.alternatives("wait");
  return {
    work: new RegExp(
      `^(?:(?:num|number|no) (?:of )?)?(?:${rounds})(?: count| num| number)?$|^(?:${wait})(?: (?:m|ms|second|sec|time|for|seconds?|millis|milliseconds?))?$`,
    ),
    sizes: new RegExp(`^(?:(?:max|image|target|new) )?(?:${lexicon.alternatives("picture-size")})(?: (?:px|pixel))?$`),
  };
});

/** The body of an operation, where it holds objects of its own kind, one way or another. */
export const nestedOf = memo(readNested);

function readNested(operation: Operation): Workload | undefined {
  if (operation.operationKind !== "path" || !WRITES.has(operation.method)) return undefined;
  for (const { schema } of operation.requestBody?.content ?? []) {
    if (schema !== undefined && holdsItself(targetOf(schema)))
      return { name: "", at: placeOf(schema), witness: "request" };
  }
  return undefined;
}

/**
 * Whether a way leads from a schema to one that holds itself. Each schema is looked into once for a whole description:
 * one that is met again while it is looked into holds itself, and so does what leads to it.
 */
function holdsItself(schema: Schema, depth = 0): boolean {
  const known = HOLDS_ITSELF.get(schema);
  if (known !== undefined) return known;
  if (depth > MOST_DEEP) return false;
  HOLDS_ITSELF.set(schema, true);
  const found = inside(schema).some((part) => !part.readOnly && holdsItself(targetOf(part), depth + 1));
  HOLDS_ITSELF.set(schema, found);
  return found;
}

const HOLDS_ITSELF = new WeakMap<Schema, boolean>();
const MOST_DEEP = 200;

function inside({ properties, allOf, oneOf, anyOf, items, additionalProperties }: Schema): readonly Schema[] {
  return [
    ...properties.values(),
    ...allOf,
    ...oneOf,
    ...anyOf,
    ...(items === undefined ? [] : [items]),
    ...(typeof additionalProperties === "object" ? [additionalProperties] : []),
  ];
}
