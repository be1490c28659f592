/*
 * Files that a call returns under a name or number of which only its being unknown protects them: whether it can be guessed,
 * and whether what is in the file is somebody's.
 */
import { member } from "../../core/json-value.ts";
import { memo } from "../../core/memo.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation, Parameter } from "../../model/api.ts";
import { lastParameterOf } from "../../model/last-parameter.ts";
import { keyword, targetOf, type Schema } from "../../model/schema.ts";
import { answersFile } from "../inputs/answers.ts";
import { segmentWords } from "../request-fields.ts";

/** The last parameter of a path that gives a file, and what shows that its value can be guessed. */
export interface GuessableFile {
  readonly name: string;
  readonly because: string;
}

/** By what anybody guesses the file that a call returns; `undefined` where it is random, or pictures that are there to be seen. */
export const guessableFile = memo((operation: Operation): GuessableFile | undefined => {
  if (isMeantToBeSeen(operation) || !(answersFile(operation) || IN_FILE.test(operation.path))) return undefined;
  const parameter = lastParameterOf(operation);
  const because = parameter === undefined ? undefined : guessedBy(parameter);
  return because === undefined ? undefined : { name: parameter!.name, because };
});

const IN_FILE = /\/(?:pdf|download|file)\/?$|\}\.[a-z]{3,4}$/i;

/** Whether the last parameter of a path is a number, or a text of which nothing says that it cannot be guessed. */
export function isNamedByNumber(operation: Operation): boolean {
  const parameter = lastParameterOf(operation);
  return parameter !== undefined && numberedBy(parameter) !== undefined;
}

function guessedBy(parameter: Parameter): string | undefined {
  const { lexicon } = parameter;
  const numbered = numberedBy(parameter);
  if (numbered !== undefined || parameter.schema === undefined) return numbered;
  const { types, format, pattern, node, description, examples } = targetOf(parameter.schema);
  if (format === "uuid" || isLong(parameter.schema) || !isTextual(types)) return undefined;
  if (pattern !== undefined && NAMED.test(pattern)) return "its pattern allows few values";
  if (lexicon.has(wordsInOrder(`${parameter.description ?? ""} ${description ?? ""}`), "counted-up"))
    return "it is said to be sequential";
  const shown = [
    ...parameter.examples.map(({ value }) => value),
    ...examples.map(({ value }) => value),
    member(node.value, "default"),
    // "Year and rank, such as F-2025-004218"
    ...(`${parameter.description ?? ""} ${description ?? ""}`.slice(0, LIMIT).match(NUMBERED) ?? []),
  ];
  if (shown.some((value) => typeof value === "string" && EXAMPLE.test(value) && !isRandom(value)))
    return "its example shows how it is composed";
  return undefined;
}

/** Whether a value is so long that it may be drawn at random. */
function isLong(schema: Schema): boolean {
  const least = keyword(schema, "minLength");
  return typeof least === "number" && least >= LEAST_LONG;
}

/** So many characters hold more than a year and a number. */
const LEAST_LONG = 20;
/** What a text shows a number by: letters at most, a year, and digits. */
const NUMBERED = /\b[A-Z]{1,6}-(?:19|20)\d\d-\d{3,9}\b/g;

/** Whether a part of a value is one that nobody guesses: long, of letters and digits. */
function isRandom(value: string): boolean {
  return value.split(/[^a-z\d]/i).some((part) => part.length >= LEAST_RANDOM && /\d/.test(part) && /[a-z]/i.test(part));
}

const LEAST_RANDOM = 14;

/** Types of a text; none where nothing says so. */
function isTextual(types: readonly string[]): boolean {
  return types.length === 0 || types.includes("string");
}

function numberedBy({ name, schema, lexicon }: Parameter): string | undefined {
  if (schema === undefined) return undefined;
  const { types, format, pattern } = targetOf(schema);
  if (types.includes("integer") || types.includes("number")) return "it is a number";
  if (format === "uuid" || isLong(schema) || !types.includes("string")) return undefined;
  if (pattern !== undefined) return COUNTED.test(pattern) ? "its pattern allows few values" : undefined;
  return lexicon.has(wordsOf(name), "running-number") ? "its name says that it is a number" : undefined;
}

/** A pattern of digits, with fixed letters and hyphens at most: `^RE-[0-9]{4}-[0-9]{6}$`. */
const COUNTED = /^\^?(?:[A-Z\d-]{0,5}(?:\\d|\[0-9\])(?:\{\d,?\d?\}|\+)?){1,4}\$?$/;
/** The same with a word before it and the ending of a file behind it: `^[a-z]+-\d{8}\.(jpg|pdf)$`. */
const NAMED =
  /^\^?(?:[A-Za-z]{1,12}|\[a-zA-Z-]{1,8}\][+*]?)?[-_]?(?:(?:\\d|\[0-9\])(?:\{\d,?\d?\}|\+)?[-_]?){1,4}(?:\\\.[a-z(|)?]{2,30})?\$?$/;
/** A name of a file, or a number that is counted up: `AF-2025-004127`, `12345678Z_padron.pdf`. */
const EXAMPLE =
  /^(?:[A-Za-z]{1,6}[-_/])?(?:(?:19|20)\d\d[-_/])?\d{3,9}$|^[\p{L}\d]{1,20}(?:[-_ .][\p{L}\d]{1,20}){1,6}\.[a-z]{3,4}$|^\d{1,9}\.[a-z]{3,4}$/iu;

/** Whether a path or text is about papers that are one person's, or the path names a person by their number. */
export function isOfSomebody(operation: Operation): boolean {
  const { path, summary = "", description = "", lexicon } = operation;
  const texts = [...segmentWords(operation), wordsInOrder(summary), wordsInOrder(description.slice(0, LIMIT))];
  if (texts.some((words) => lexicon.has(words, "papers-of-somebody"))) return true;
  const { name = "" } = lastParameterOf(operation) ?? {};
  return (
    PERSONS.some((concept) => lexicon.has(wordsOf(name), concept)) || /\{[^{}]*(?:email|phone)[^{}]*\}/i.test(path)
  );
}

const PERSONS = ["natural-person", "identity-of-account", "known-fact"] as const;
const LIMIT = 600;

/** Pictures that are there to be seen, and papers for everybody. */
export function isMeantToBeSeen({ path, lexicon }: Operation): boolean {
  return SHOWN.test(path) || fixedSegments(path).some((segment) => lexicon.has(wordsOf(segment), "shown-to-all"));
}

const SHOWN = /(?:avatar|picture|photo|image|icon|thumbnail|logo|badge|card)s?(?:\.\w{3,4})?\/?$/i;

/** Gives whether the list to which something belongs requires a credential: `/invoices` above `/invoices/{number}/pdf`. */
export function guardedCollections(reads: readonly Operation[]): (one: Operation) => boolean {
  const guarded = new Set(
    reads.flatMap(({ access, path }) => (access === "secured" && !path.endsWith("}") ? [path] : [])),
  );
  return ({ path }) => {
    const start = path.lastIndexOf("/{");
    return start > 0 && guarded.has(path.slice(0, start));
  };
}
