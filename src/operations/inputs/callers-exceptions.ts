/*
 * Switches and choices by which whoever calls makes an exception for themselves: people who do not want it are written to or looked
 * for, nothing is charged, a mode is taken in which nothing is asked for.
 */
import { memo } from "../../core/memo.ts";
import { denies } from "../../lexicon/denial.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Operation } from "../../model/api.ts";
import { requestFields, type RequestField } from "../request-fields.ts";
import { overridesHold } from "./overridden-holds.ts";

/** What an exception takes away: what a person has asked for, a payment, what else comes before, or what holds an act back. */
export type Excepted = "wish" | "charge" | "control" | "hold";

/** What a value of a request makes an exception of. */
export function exceptionBy(field: RequestField, operation: Operation): Excepted | undefined {
  if (field.in === "path" || field.depth > 1) return undefined;
  if (isPastWish(field, operation)) return "wish";
  if (isFree(field, operation)) return "charge";
  if (overridesHold(field, operation)) return "hold";
  return modeWithoutControl(field, operation) === undefined ? undefined : "control";
}

/** The sentence that says it, where a text does. */
export function saidOfException(field: RequestField, operation: Operation): string | undefined {
  return evenThen(field, operation) ?? modeWithoutControl(field, operation);
}

/** Whether a switch passes over what people have asked for: `ignoreOptOut`, `force` "returns the position in private mode as well". */
function isPastWish(field: RequestField, operation: Operation): boolean {
  if (!field.types.includes("boolean")) return false;
  const { words } = field;
  const { lexicon } = operation;
  if (evenThen(field, operation) !== undefined) return true;
  if (operation.method === "GET") return false;
  const first = Math.max(lexicon.lengthAt(words, 0, "skips"), lexicon.lengthAt(words, 0, "forces"));
  const last = words.at(-1) ?? "";
  const rest = first > 0 ? words.slice(first) : lexicon.is(last, "skips") ? words.slice(0, -1) : [];
  return rest.length > 0 && rest.length <= 3 && endsIn(rest, lexicon, "wish-of-person");
}

/** The sentence by which a call does what it does though somebody has asked for the contrary: "even in private mode". */
function evenThen({ types, words, description }: RequestField, { lexicon }: Operation): string | undefined {
  if (!types.includes("boolean") || !words.some((word) => FORCING.some((concept) => lexicon.is(word, concept))))
    return undefined;
  return sentencesOf(description, LIMIT).find((sentence) => {
    const said = wordsInOrder(sentence);
    return EVEN.test(sentence) && lexicon.has(said, "wish-of-person") && !denies(said, lexicon);
  });
}

const FORCING = ["forces", "skips"] as const;
/** "Even if", "regardless of" in each language. */
const EVEN =
  /\beven\b|\bregardless\b|\bdespite\b|\b(?:auch|selbst|sogar)\b|\btrotz\b|\bmême\b|\bmalgré\b|\b(?:incluso|aunque|aun)\b|\ba pesar de\b|\bmesmo\b|\bapesar d/i;

/** Whether a switch of a call that is paid for says that nothing is charged. */
function isFree({ types, in: way, text, words, description }: RequestField, operation: Operation): boolean {
  const { lexicon, method } = operation;
  if (method === "GET" || way !== "body" || !types.includes("boolean") || !isPaidFor(operation)) return false;
  if (lexicon.is(text, "free-of-charge")) return true;
  const [said = ""] = sentencesOf(description, LIMIT);
  const first = wordsInOrder(said);
  return words.length < 3 && first.length < SHORT && lexicon.has(first, "free-of-charge") && !denies(first, lexicon);
}

const SHORT = 10;

/** Whether a call takes what is paid with, or is refused where nothing was paid. */
const isPaidFor = memo(
  (operation: Operation): boolean =>
    operation.responses.some(({ status }) => status === "402") ||
    requestFields(operation).some(({ words }) => operation.lexicon.has(words, "paid-with")),
);

/**
 * The sentence that says that something is left out in a mode which the caller chooses: "In `WORKSHOP` mode it opens without a
 * rental". Another mode must be asked for more.
 */
function modeWithoutControl({ parts, types }: RequestField, operation: Operation): string | undefined {
  const { method, description = "" } = operation;
  const values = parts.flatMap((part) => part.enum ?? []).filter((value) => typeof value === "string");
  if (method === "GET" || values.length < 2 || values.length > MOST || !types.includes("string")) return undefined;
  return sentencesOf(description, LIMIT).find((sentence) => {
    const named = values.filter((value) => new RegExp(`[\`'"“]${escaped(value)}[\`'"”]`).test(sentence));
    return (
      named.some((value) => !TRIED.test(value)) && named.length < values.length && isSaidWithout(sentence, operation)
    );
  });
}

/** Whether a sentence says that something comes without what is asked for beforehand: a rental, a deposit, an approval. */
function isSaidWithout(sentence: string, { lexicon }: Operation): boolean {
  const words = wordsInOrder(sentence);
  return words.some(
    (word, at) =>
      WITHOUT.has(word) &&
      // The first word of a Portuguese sentence may be "in the".
      !words.slice(Math.max(1, at - NEAR), at).some((one) => NOT_SO.has(one)) &&
      words.slice(at + 1, at + 1 + NEAR).some((one) => lexicon.is(one, "asked-beforehand")),
  );
}

const WITHOUT: ReadonlySet<string> = new Set(["without", "ohne", "sans", "sin", "sem"]);
const NOT_SO: ReadonlySet<string> = new Set([
  "not",
  "never",
  "nicht",
  "nie",
  "pas",
  "jamais",
  "no",
  "nunca",
  "nao",
  "não",
]);
const NEAR = 4;

function escaped(value: string): string {
  return value.replaceAll(/[^\w]/g, String.raw`\$&`);
}

/** What is only tried, or not yet sent, needs none of it. */
const TRIED = /draft|test|sandbox|preview|dry|demo/i;
const MOST = 8;
/** So much of a text is looked at. */
const LIMIT = 1500;
