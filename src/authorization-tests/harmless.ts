import { memo } from "../core/memo.ts";
import { reads } from "../exposure/changing-get.ts";
import { fixedSegments } from "../exposure/words.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { clausesOf, joinedClauses, sentencesOf } from "../lexicon/sentences.ts";
import type { Operation } from "../model/api.ts";
import { keyword, targetOf } from "../model/schema.ts";
import { isOnlyVerb, verbOf } from "../operations/candidates/verbs.ts";
import { beginsObject, reportsDone, saysThatDone } from "./said-done.ts";
import { isTaken, type TestStep, type Value } from "./authorization-test.ts";

/**
 * Whether a call may do more than its method says: more than to read for a GET, more than to change what is there already for a
 * PUT. A review may take the method's word for it where nothing is clear; what calls it in earnest may not.
 */
export const mayDoMore = memo((operation: Operation): boolean => {
  const { method, summary = "", description = "" } = operation;
  if (method === "DELETE" || changesUnlessToldNotTo(operation)) return true;
  const [sentence = ""] = sentencesOf(description, LIMIT);
  const texts = [summary, sentence].filter((text) => text !== "");
  const isSaidPlainly = texts.some((text) => isPlain(wordsInOrder(text)[0] ?? "", operation));
  if (!isSaidPlainly && (isNamedAsAct(operation) || answersNothing(operation))) return true;
  return (
    endsInAct(operation, texts[0] ?? "") ||
    texts.some((text) => isSaidToAct(text, operation, isSaidPlainly)) ||
    isToldToAct(operation)
  );
});

/** Whether a switch in the query is on by itself, and says that something changes: `markAsRead`, whose default is `true`. */
function changesUnlessToldNotTo({ parameters, lexicon }: Operation): boolean {
  return parameters.some(({ in: place, name, schema }) => {
    if (place !== "query" || schema === undefined || !isSwitchedOn(keyword(targetOf(schema), "default"))) return false;
    const words = wordsInOrder(name);
    return makesSo(words, lexicon) || words.some((word) => lexicon.is(word, "unmistakably-changes"));
  });
}

/** Whether a text, or what a success is said to mean, tells that something is done, in whatever sentence. */
function isToldToAct(operation: Operation): boolean {
  const { method, summary = "", description = "", responses, lexicon } = operation;
  const isOfChange = method === "PUT" || method === "PATCH";
  const isPlainVerb = (word: string): boolean =>
    isPlain(word, operation) ||
    (isOfChange &&
      PUTS.some((concept) => lexicon.is(word, concept) || lexicon.is(verbOf(word, lexicon) ?? "", concept)));
  return (
    [summary, description].some((text) => saysThatDone(text, lexicon, isPlainVerb)) ||
    responses.some(
      ({ statusClass, description: told = "" }) => statusClass === "2xx" && reportsDone(told, lexicon, isPlainVerb),
    )
  );
}

/** What a PUT or PATCH says of itself: that a value is set or merged, and that what is not there is created. */
const PUTS = ["create", "merge", "sets-so"] as const;

/** Whether the only successes are those without an answer, which nobody can read: 202, 204 and 205 (RFC 9110, section 15.3). */
function answersNothing({ method, responses }: Operation): boolean {
  const fine = responses.filter(({ statusClass }) => statusClass === "2xx");
  return method === "GET" && fine.length > 0 && fine.every(({ status }) => /^20[245]$/.test(status));
}

/**
 * Whether a value that a call sends says that something is done: `action=delete`, `purge=true`, `{ "sql": "DROP TABLE orders" }`.
 * What a run gives names an object.
 */
export function saysToAct({ operation, parameters, body }: TestStep): boolean {
  const { lexicon } = operation;
  const inPath = new URLSearchParams(operation.path.split("?")[1] ?? "");
  const sent = [
    ...[...inPath].filter(([, value]) => !value.includes("{")),
    ...parameters.map(({ name, value }): readonly [string, Value] => [name, value]),
    ...(body === undefined ? [] : valuesIn("", body.value)),
  ];
  return sent.some(([name, value]) =>
    isSwitchedOn(value) ? isSwitchOfAct(wordsInOrder(name), lexicon) : isActValue(value, lexicon),
  );
}

function isSwitchOfAct(words: readonly string[], lexicon: Lexicon): boolean {
  return makesSo(words, lexicon) || words.some((word) => isActName(word, lexicon));
}

/** Whether a name says that a thing is made to be something: `markAsRead`, `setDefault`, `alsGelesenMarkieren`. */
function makesSo(words: readonly string[], lexicon: Lexicon): boolean {
  const length = lexicon.lengthAt(words, 0, "sets-so");
  if (length > 0) return words.length > length;
  // The English word behind others is a noun: `questionMark`.
  return words.some((word, at) => lexicon.is(word, "mark") && (at < words.length - 1 || word !== "mark"));
}

/** Whether a value is a yes: `?purge`, `delete=yes`. */
function isSwitchedOn(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === "string" && /^(?:|1|true|yes|on|y)$/i.test(value));
}

/** Whether a value is an act by itself: `delete`, `order.cancel`, a mutation of GraphQL, a statement of SQL that changes. */
export function isActValue(value: unknown, lexicon: Lexicon): boolean {
  if (typeof value !== "string" || value.length > LIMIT) return false;
  const words = wordsInOrder(value);
  return (
    STATEMENT.test(value) ||
    isActName(words[0] ?? "", lexicon) ||
    (words.length <= MOST_WORDS && words.some((word) => isActName(word, lexicon)))
  );
}

/** A value of more words is a text. */
const MOST_WORDS = 3;

const STATEMENT = /^\s*(?:mutation|drop|insert|truncate|alter|merge|grant|call|exec)\b/i;

function isActName(word: string, lexicon: Lexicon): boolean {
  return isOnlyVerb(word, lexicon) && !isReading(word, lexicon);
}

/** Every value in a body that is known beforehand, with the name under which it stands. */
function valuesIn(name: string, value: Value): readonly (readonly [string, Value])[] {
  if (isTaken(value)) return [];
  if (Array.isArray(value)) return value.flatMap((one: Value) => valuesIn(name, one));
  if (typeof value !== "object" || value === null) return [[name, value]];
  return Object.entries(value).flatMap(([key, one]) => valuesIn(key, one));
}

/** So much of a description is looked at. */
const LIMIT = 1000;

/** Whether the name of an operation, where no text says that it reads, begins with what is done: `deleteOrderById` of a GET. */
function isNamedAsAct(operation: Operation): boolean {
  const [first = ""] = wordsInOrder(operation.operationId ?? "");
  return isOnlyVerb(first, operation.lexicon) && !isPlain(first, operation);
}

/** Whether the end of a path is an act, and the text does not say that it is read: `/orders/sync`, `/keys/rotate`. */
function endsInAct(operation: Operation, text: string): boolean {
  const { path, lexicon } = operation;
  if (path.endsWith("}")) return false;
  const last = wordsInOrder(fixedSegments(path).at(-1) ?? "");
  const length = Math.max(1, lexicon.lengthAt(last, 0, "action"));
  const act = last.slice(0, length).join(" ");
  const [first = "", second = ""] = wordsInOrder(text);
  if (isPlain(first, operation) || isThingsOfPath(operation, text)) return false;
  // "Flush orders" says of `/orders/flush` what `/flush` is, whatever that word means.
  const above = fixedSegments(path)
    .slice(0, -1)
    .flatMap((segment) => wordsInOrder(segment));
  const isDone = first === act && last.length === 1 && above.includes(second);
  const verb = lexicon.inEnglish(act, "action");
  return isDone || (verb !== undefined && (isOnlyVerb(act, lexicon) || verbOf(first, lexicon) === verb));
}

/** Whether a text begins with the things that the path of a GET ends in: "Stops near a point" of `/stops`, and not "Stops the clock". */
function isThingsOfPath({ method, path, lexicon }: Operation, text: string): boolean {
  const [first = "", second = ""] = wordsInOrder(text);
  return (
    method === "GET" &&
    first.endsWith("s") &&
    wordsInOrder(path.split("/").at(-1) ?? "").join(" ") === first &&
    second !== "" &&
    !beginsObject(second, lexicon) &&
    lexicon.is(second, "path-preposition")
  );
}

/** Whether a text says that something is done: "Empties the cart", "Find users and invite them". */
function isSaidToAct(text: string, operation: Operation, isSaidPlainly: boolean): boolean {
  const { lexicon } = operation;
  return clausesOf(text).some((clause, at) =>
    joinedClauses(clause, lexicon).some((said, place) => {
      const [first = "", second = ""] = withoutUse(said, lexicon);
      if (isPlain(first, operation) || (at === 0 && place === 0 && isThingsOfPath(operation, text))) return false;
      const isBeforeObject = beginsObject(second, lexicon);
      const isBeginning = at === 0 && place === 0;
      // "Changes what is sent, and leaves the rest."
      if (!isBeginning && lexicon.is(first, "tells-of-itself")) return false;
      const verb = verbOf(first, lexicon);
      if (verb !== undefined) return isBeforeObject || (isBeginning && isOnlyVerb(verb, lexicon));
      // "Requires the permission orders:read" tells of the caller.
      if (lexicon.is(first, "demands")) return false;
      // At its beginning any word that stands before "the" is what is done, unless it stands before nouns only.
      return isBeginning && isBeforeObject && !isSaidPlainly && !isBeforeNoun(first, lexicon);
    }),
  );
}

/** What a call is used for, where a text begins so: "Use this endpoint to get the address". */
function withoutUse(words: readonly string[], lexicon: Lexicon): readonly string[] {
  return lexicon.is(words[0] ?? "", "use") && words.includes("to") ? words.slice(words.indexOf("to") + 1) : words;
}

/** Whether a word stands before nouns, as "for", "all" and "the" do: none says what is done. */
function isBeforeNoun(word: string, lexicon: Lexicon): boolean {
  return beginsObject(word, lexicon) || BEFORE_NOUNS.some((concept) => lexicon.is(word, concept));
}

const BEFORE_NOUNS = ["path-preposition", "joins-clauses"] as const;

/** Whether a word says that something is read, or, of a call that changes what is there, that it is changed. */
function isPlain(word: string, { method, lexicon }: Operation): boolean {
  const verb = verbOf(word, lexicon) ?? word;
  const isRead = isReading(word, lexicon) || isReading(verb, lexicon);
  const isChange = (method === "PUT" || method === "PATCH") && (lexicon.is(verb, "change") || lexicon.is(verb, "save"));
  return isRead || isChange;
}

function isReading(word: string, lexicon: Lexicon): boolean {
  return reads(word, lexicon) || READS.some((concept) => lexicon.is(word, concept));
}

const READS = ["reads", "export", "download"] as const;
