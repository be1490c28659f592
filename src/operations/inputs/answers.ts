/*
 * What a response shows of what is done with a request: a file that is read, rows of a query that is run, the answer of
 * a server that was called, a caller who is sent on. It tells what a name alone does not.
 */
import { memo } from "../../core/memo.ts";
import { calledWords } from "../../exposure/words.ts";
import { denies } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { isMadeOf } from "../../lexicon/phrases.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import type { MediaType, Operation, Response } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { requestFields } from "../request-fields.ts";

/** Whether a file comes back, and no data about one. */
export const answersFile = memo((operation: Operation) => bodiesOf(operation).some(isFile));

/** Whether the columns and rows of a table come back, or rows of which nothing is said. */
export const answersRows = memo((operation: Operation) => {
  const { lexicon } = operation;
  const names = namesIn(operation);
  return (
    names.some((name) => lexicon.is(name, "table-row")) &&
    (names.some((name) => lexicon.is(name, "table-column")) || !isListOfThings(operation))
  );
});

/** Whether what another server answered comes back, or a request says by which headers another server is called. */
export const relays = memo(
  (operation: Operation) =>
    namesIn(operation).some((name) => isOfAnother(name, operation.lexicon)) ||
    (sendsHeaders(operation) && operation.lexicon.has(calledWords(operation), "calls-elsewhere")),
);

/** Whether what a server answered that was called earlier is shown, and not only whether it did: a log of deliveries. */
export const showsAnswers = memo(
  (operation: Operation) =>
    operation.method === "GET" &&
    (namesIn(operation).some((name) => operation.lexicon.is(name, "relayed-text")) ||
      bodiesOf(operation).some(({ schema }) => schema !== undefined && holdsAnswer(schema, DEEP))),
);

/**
 * Whether an answer stands as an object of its own, at some depth of what comes back: the `body` of a `response`. Each schema
 * is asked once for each depth: operations share schemas, and schemas each other, which was a fifth of Stripe's review.
 */
function holdsAnswer(schema: Schema, depth: number): boolean {
  return HOLDS_ANSWER[depth]!(heldSchemaOf(schema));
}

/** So many objects deep: an envelope, its items and their attributes. */
const DEEP = 3;

const HOLDS_ANSWER = Array.from({ length: DEEP + 1 }, (_, depth) =>
  memo(
    (held: Schema): boolean =>
      hasAnswer(held) || (depth > 0 && partsWithin(held).some((part) => holdsAnswer(part, depth - 1))),
  ),
);

/** Whether one of the properties of an object is an answer: the words of its name and of a part of it are such. */
const hasAnswer = memo((held: Schema): boolean => {
  const { lexicon } = held;
  return [...composedProperties(held)].some(([name, property]) => {
    const words = textOfName(name);
    return partNames(heldSchemaOf(property)).some(
      (part) =>
        lexicon.is(`${words} ${part}`, "relayed-text") ||
        lexicon.is(`${part} ${words}`, "relayed-text") ||
        lexicon.is(`${words}${part}`, "relayed-text"),
    );
  });
});

/** What the properties of an object are called. */
const partNames = memo((held: Schema): readonly string[] => [...composedProperties(held).keys()].map(textOfName));

/** The properties of an object that are objects. */
const partsWithin = memo((held: Schema): readonly Schema[] =>
  [...composedProperties(held).values()].filter((property) => composedProperties(heldSchemaOf(property)).size > 0),
);

/**
 * Whether what an operation fetches comes back to who asked for it: a property is said to hold what was found there, a parameter
 * asks for that, or all that comes back is the file that was made of it.
 */
export const returnsFetched = memo((operation: Operation): boolean => {
  const { lexicon } = operation;
  const asks = requestFields(operation).some(
    ({ in: way, words, description }) =>
      way !== "header" &&
      (lexicon.has(words, "asks-for-content") ||
        lexicon.has(wordsInOrder(description.slice(0, SAID)), "asks-for-content")),
  );
  if (asks) return bodiesOf(operation).length > 0;
  return bodiesOf(operation).some(
    ({ schema }) =>
      schema !== undefined &&
      [...composedProperties(heldSchemaOf(schema)).values()].some((property) => {
        const { types, description = "" } = targetOf(property);
        return (
          types.includes("string") &&
          isFetchedContent(wordsInOrder((property.description ?? description).slice(0, SAID)), lexicon)
        );
      }),
  );
});

/** Whether a text says of a value that it is what was found at a URL: what was saved or created is the caller's own. */
function isFetchedContent(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "fetched-content") && !lexicon.has(words, "keeps-result") && !denies(words, lexicon);
}

/** So much of a text is looked at. */
const SAID = 300;

/** Whether bytes come back, and nothing about them: a file, whatever media type it is said to be. */
export const answersBytes = memo((operation: Operation): boolean =>
  bodiesOf(operation).some(
    (media) =>
      isFile(media) || (media.schema !== undefined && ["binary", "byte"].includes(targetOf(media.schema).format ?? "")),
  ),
);

/** Whether something of this name comes back where it goes well, near the top of what does. */
export function answersWith(operation: Operation, words: string): boolean {
  return namesOf(operation).has(words);
}

/** All names of which something comes back of any operation of paths. */
export const answeredNames = memo(
  (operations: readonly Operation[]): ReadonlySet<string> =>
    new Set(operations.filter(({ operationKind }) => operationKind === "path").flatMap(namesIn)),
);

const namesOf = memo((operation: Operation): ReadonlySet<string> => new Set(namesIn(operation)));

/** Whether callers are sent on: all that is answered where it goes well is where to. */
export function redirects({ responses }: Operation): boolean {
  return responses.some(({ status }) => /^30[1-8]$|^3XX$/i.test(status)) && !responses.some(hasBody);
}

/** Whether a name is of what another server answered. */
function isOfAnother(name: string, lexicon: Lexicon): boolean {
  if (lexicon.is(name, "relayed-answer")) return true;
  const words = name.split(" ");
  return lexicon.has(words, "answering-side") && isMadeOf(words, lexicon, "answer-part", "answering-side");
}

function bodiesOf({ responses }: Operation): readonly MediaType[] {
  return responses.flatMap(({ statusClass, content }) => (statusClass === "2xx" ? content : []));
}

function hasBody({ statusClass, content }: Response): boolean {
  return statusClass === "2xx" && content.length > 0;
}

function isFile({ type, schema }: MediaType): boolean {
  // An object of named properties is data, whatever the media type of a program calls it.
  if (schema !== undefined && composedProperties(heldSchemaOf(schema)).size > 0) return false;
  if (/^(?:application\/(?:octet-stream|pdf|zip|x-|vnd\.(?:ms-|openxml))|image\/|audio\/|video\/)/i.test(type))
    return true;
  if (schema === undefined) return false;
  const { format, types } = targetOf(schema);
  return types.includes("file") || (format === "binary" && !/json/i.test(type));
}

/** The names of what comes back where it goes well, two objects deep, as words. */
const namesIn = memo((operation: Operation): readonly string[] => {
  const names = new Set<string>();
  for (const { schema } of bodiesOf(operation)) if (schema !== undefined) addNames(names, schema, 1);
  return [...names];
});

function addNames(names: Set<string>, schema: Schema, depth: number): void {
  for (const [name, property] of composedProperties(heldSchemaOf(schema))) {
    names.add(textOfName(name));
    if (depth > 0 && names.size < MOST_NAMES) addNames(names, property, depth - 1);
  }
}

const MOST_NAMES = 200;

/** Whether the rows are things that a schema describes. */
function isListOfThings(operation: Operation): boolean {
  return bodiesOf(operation).some(
    ({ schema }) =>
      schema !== undefined &&
      [...composedProperties(schema).values()].some((property) => composedProperties(heldSchemaOf(property)).size > 0),
  );
}

/** Whether headers of any name are sent in the body. */
function sendsHeaders({ requestBody, lexicon }: Operation): boolean {
  return (requestBody?.content ?? []).some(
    ({ schema }) =>
      schema !== undefined &&
      [...composedProperties(schema)].some(
        ([name, property]) =>
          isMadeOf(wordsOf(name), lexicon, "header", "sent-header") && !targetOf(property).types.includes("string"),
      ),
  );
}

/** The title of a finding of this: what the server loads for a caller comes back to that caller. */
export const ANSWERED_FETCH = "Server fetches a URL from the caller and returns the response (SSRF)";

/** The title of a finding that the server loads what a caller names, or sends the caller there. */
export const CLIENT_SUPPLIED_URL = "Server fetches, or redirects to, a URL from the caller (SSRF, open redirect)";
