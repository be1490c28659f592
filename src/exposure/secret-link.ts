import { memo } from "../core/memo.ts";
import { statedBy } from "./said.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation, Parameter } from "../model/api.ts";
import { lastParameterOf } from "../model/last-parameter.ts";
import { leastLengthOf } from "../model/pattern-length.ts";
import { keyword, targetOf } from "../model/schema.ts";

/** How it is known that nobody guesses a link: by what its key may be, or only by the text of the operation. */
export type SecretLink = "long" | "said";

/**
 * How it is known of an operation that it is opened by a link that nobody can guess: the last name in its path is a token or
 * a code, and as long as one that is drawn at random, or its text says that it is. Whoever has it was given it.
 */
export const secretLinkOf = memo((operation: Operation): SecretLink | undefined => {
  const parameter = lastParameterOf(operation);
  if (parameter === undefined) return undefined;
  const words = wordsOf(parameter.name);
  const { lexicon } = operation;
  if (lexicon.has(words, "token-of-a-thing")) return undefined;
  const isKey = isHandedOut(parameter);
  const isSaid = saysRandom(operation) || lexicon.has(wordsInOrder(parameter.description ?? ""), "drawn-at-random");
  const least = leastLength(parameter);
  if (least !== undefined && least < UNGUESSABLE) return undefined;
  // Longer than a UUID: nobody counts such identifiers up, unless it is the hash or address by which a thing is known.
  if (least !== undefined && least >= ALWAYS_RANDOM && !lexicon.has(words, "long-but-known")) return "long";
  if (least !== undefined && (isKey || isSaid)) return "long";
  return isKey && isSaid ? "said" : undefined;
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

/** Whether a parameter is called what somebody is given: a token, a code. */
function isHandedOut({ name, lexicon }: Parameter): boolean {
  return lexicon.is(wordsOf(name).at(-1) ?? "", "handed-out-text");
}

/** Whether the last name in a path is what somebody was given, guessable or not: `/shares/{token}`. */
export function endsInKey(operation: Operation): boolean {
  const parameter = lastParameterOf(operation);
  return parameter !== undefined && isHandedOut(parameter);
}

/** Whether the text of an operation says that what opens it is drawn at random, and nothing of it that it can be guessed. */
function saysRandom(operation: Operation): boolean {
  const stated = statedBy(operation);
  return stated.has("unguessable") && !stated.has("guessable");
}

/** So many characters, drawn at random, are not found by trying. */
const UNGUESSABLE = 20;
const ALWAYS_RANDOM = 40;

/** How many characters a value has at least, or at most where that is few; `undefined` where nothing tells. */
function leastLength({ schema }: Parameter): number | undefined {
  const target = schema === undefined ? undefined : targetOf(schema);
  if (target === undefined) return undefined;
  const most = keyword(target, "maxLength");
  if (typeof most === "number" && most < UNGUESSABLE) return most;
  const least = keyword(target, "minLength");
  if (typeof least === "number" && least >= UNGUESSABLE) return least;
  return leastLengthOf(target.pattern ?? "");
}
