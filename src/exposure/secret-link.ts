import { memo } from "../core/memo.ts";
import { affirms, denies } from "../lexicon/denial.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Api, Operation, Parameter } from "../model/api.ts";
import { lastParameterOf } from "../model/last-parameter.ts";
import { leastLengthOf } from "../model/pattern-length.ts";
import { keyword, targetOf, type Schema } from "../model/schema.ts";
import { isListedKey } from "./listed-key.ts";
import { saidBy, statedBy } from "./said.ts";
import { fixedSegments } from "./words.ts";

/** How it is known that nobody guesses a link: by what its key may be, or only by the text of the operation. */
export type SecretLink = "long" | "said";

/**
 * How it is known of an operation that it is opened by a link that nobody can guess: the last name in its path is a token or
 * a code, and as long as one that is drawn at random, or its text says that it is. Whoever has it was given it, unless a
 * list gives it to anybody.
 */
export function secretLinkOf(api: Pick<Api, "operations">, operation: Operation): SecretLink | undefined {
  const link = unguessedLinkOf(operation);
  if (link !== undefined && !isListedKey(api, operation)) return link;
  return sendsLongKey(operation) ? "long" : undefined;
}

/**
 * Whether the body must hold a key that no one guesses, and by its path or a text that is what opens what comes back: a code
 * of 43 characters is opened by who was given it, as in a path.
 */
const sendsLongKey = memo((operation: Operation): boolean => {
  const { path, requestBody, lexicon } = operation;
  // What a path names by something else is not known to be what the key opens.
  if (requestBody === undefined || path.includes("{")) return false;
  return requestBody.content.some(({ schema }) => {
    if (schema === undefined) return false;
    const { properties, required } = targetOf(schema);
    return [...required].some((name) => {
      const property = properties.get(name);
      const words = wordsOf(name);
      if (property === undefined || NO_KEY.some((concept) => lexicon.has(words, concept))) return false;
      if (!isCalledKey(words, lexicon) || (leastLengthOfValue(targetOf(property)) ?? 0) < UNGUESSABLE) return false;
      return isSaidToOpen(operation, property.description ?? targetOf(property).description ?? "");
    });
  });
});

/** What is a token of something else than what it opens, or of who calls: of a request, of a page, or computed of what is sent. */
const NO_KEY = ["token-of-a-thing", "human-check", "key-of-request", "token-of-page", "computed-digest"] as const;

/** Whether a path is called after what a key opens, or the text of an operation or of the key speaks of one: `/shared`, "by its code". */
function isSaidToOpen(operation: Operation, ofKey: string): boolean {
  const { path, lexicon } = operation;
  if (fixedSegments(path).some((segment) => lexicon.has(wordsOf(segment), "opened-by-key"))) return true;
  return [...saidBy(operation), ...sentencesOf(ofKey).map(wordsInOrder)].some(
    (words) => words.some((_, at) => isCalledKey(words.slice(0, at + 1), lexicon)) && !denies(words, lexicon),
  );
}

/** Whether words end in what somebody is handed, of which German makes one word: `abrufcode`. */
function isCalledKey(words: readonly string[], lexicon: Lexicon): boolean {
  if (endsIn(words, lexicon, "handed-out-text")) return true;
  const last = words.at(-1) ?? "";
  return Array.from({ length: Math.max(0, last.length - LEAST_BEFORE) }, (_, at) => last.slice(at + LEAST_BEFORE)).some(
    (end) => end.length >= LEAST_OF_HEAD && lexicon.is(end, "handed-out-text"),
  );
}

/** Of a compound: so many letters stand before the word that says what it is, which has so many. */
const LEAST_BEFORE = 4;
const LEAST_OF_HEAD = 4;

const unguessedLinkOf = memo((operation: Operation): SecretLink | undefined => {
  const parameter = lastParameterOf(operation);
  if (parameter === undefined) return undefined;
  const words = wordsOf(parameter.name);
  const { lexicon } = operation;
  if (lexicon.has(words, "token-of-a-thing")) return undefined;
  const isKey = isHandedOut(parameter);
  const isSaid = saysRandom(operation, parameter);
  const least = leastLength(parameter);
  if (least !== undefined && least < UNGUESSABLE) return undefined;
  // Longer than a UUID: nobody counts such identifiers up, unless it is the hash or address by which a thing is known.
  if (least !== undefined && least >= ALWAYS_RANDOM && !lexicon.has(words, "long-but-known")) return "long";
  if (least !== undefined && (isKey || isSaid)) return "long";
  return isKey && isSaid && !isShownShort(parameter) ? "said" : undefined;
});

/**
 * Whether the last name in a path is a code that somebody was sent, of at least twelve characters that are no digits alone: too
 * many to try (60 bits), as long as tries are counted.
 */
export function isSentCode(operation: Operation): boolean {
  const parameter = lastParameterOf(operation);
  if (parameter?.schema === undefined || !isHandedOut(parameter)) return false;
  const { pattern = "" } = targetOf(parameter.schema);
  return (leastLength(parameter) ?? 0) >= LEAST_CODE && /[a-z]/i.test(pattern.replaceAll(String.raw`\d`, ""));
}

const LEAST_CODE = 12;

/** Whether a parameter is called what somebody is given: a token, a code, `cle_partage`, which has the noun first. */
function isHandedOut({ name, lexicon }: Parameter): boolean {
  const words = wordsOf(name);
  if (endsIn(words, lexicon, "handed-out-text")) return true;
  return lexicon.is(words[0] ?? "", "handed-out-text") && lexicon.has(words.slice(1), "opened-by-key");
}

/** Whether the last name in a path is what somebody was given, guessable or not: `/shares/{token}`. */
export function endsInKey(operation: Operation): boolean {
  const parameter = lastParameterOf(operation);
  return parameter !== undefined && isHandedOut(parameter);
}

/** Whether the texts of an operation and of the key in its path say that the key is drawn at random, and none that it can be guessed. */
function saysRandom(operation: Operation, { description = "", lexicon }: Parameter): boolean {
  const [stated, ofKey] = [statedBy(operation), statedIn(description)];
  const sentences = sentencesOf(description).map(wordsInOrder);
  const isCounted =
    stated.has("guessable") ||
    ofKey.has("guessable") ||
    sentences.some((words) => affirms(words, lexicon, "counted-up"));
  return (
    !isCounted && (stated.has("unguessable") || sentences.some((words) => affirms(words, lexicon, "drawn-at-random")))
  );
}

/** So many characters, drawn at random, are not found by trying. */
const UNGUESSABLE = 20;
const ALWAYS_RANDOM = 40;

/** How many characters a value has at least, or at most where that is few; `undefined` where nothing tells. */
function leastLength({ schema }: Parameter): number | undefined {
  return schema === undefined ? undefined : leastLengthOfValue(targetOf(schema));
}

function leastLengthOfValue(target: Schema): number | undefined {
  const most = keyword(target, "maxLength");
  if (typeof most === "number" && most < UNGUESSABLE) return most;
  const least = keyword(target, "minLength");
  if (typeof least === "number" && least >= UNGUESSABLE) return least;
  return leastLengthOf(target.pattern ?? "");
}

/** Whether the values of a parameter can be found by trying, as its type, its pattern, its text or its examples show. */
export function isSeenGuessable(parameter: Parameter): boolean {
  const least = leastLength(parameter);
  return (
    (least !== undefined && least < UNGUESSABLE) ||
    isShownShort(parameter) ||
    statedIn(parameter.description ?? "").has("guessable")
  );
}

/** Whether a parameter is a number, or an example shows how few characters its values have. */
function isShownShort({ schema, examples }: Parameter): boolean {
  const target = schema === undefined ? undefined : targetOf(schema);
  if (target?.types.some((type) => type === "integer" || type === "number") === true) return true;
  return [...examples, ...(target?.examples ?? [])].some(({ value }) => isShort(value));
}

/** Whether a value can be found by trying: a number, or few characters. What is cut short (`k9…`, `<token>`) shows nothing. */
function isShort(value: unknown): boolean {
  if (typeof value === "number") return true;
  if (typeof value !== "string" || value === "" || CUT.test(value)) return false;
  return value.length < (/^[\d\s-]+$/.test(value) ? UNGUESSABLE : LEAST_CODE);
}

const CUT = /\.\.|…|[<>{}*]/;
