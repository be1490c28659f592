import { memo } from "../core/memo.ts";
import { statedBy } from "./said.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation, Parameter } from "../model/api.ts";
import { leastLengthOf } from "../model/pattern-length.ts";
import { keyword, targetOf } from "../model/schema.ts";

/** How it is known that nobody guesses a link: by what its key may be, or only by the text of the operation. */
export type SecretLink = "long" | "said";

/**
 * How it is known of an operation that it is opened by a link that nobody can guess: the last name in its path is a token or
 * a code, and as long as one that is drawn at random, or its text says that it is. Whoever has it was given it.
 */
export const secretLinkOf = memo((operation: Operation): SecretLink | undefined => {
  const last = /\{([^{}]*)\}[^{}]*$/.exec(operation.path)?.[1];
  const parameter = operation.parameters.find(({ in: place, name }) => place === "path" && name === last);
  if (parameter === undefined) return undefined;
  const words = wordsOf(parameter.name);
  const { lexicon } = operation;
  if (lexicon.has(words, "token-of-a-thing")) return undefined;
  const isKey = lexicon.is(words.at(-1) ?? "", "handed-out-text");
  const isSaid = saysRandom(operation) || lexicon.has(wordsInOrder(parameter.description ?? ""), "drawn-at-random");
  const least = leastLength(parameter);
  if (least !== undefined && least < UNGUESSABLE) return undefined;
  if (least !== undefined && (isKey || isSaid)) return "long";
  return isKey && isSaid ? "said" : undefined;
});

/** Whether the text of an operation says that what opens it is drawn at random, and nothing of it that it can be guessed. */
function saysRandom(operation: Operation): boolean {
  const stated = statedBy(operation);
  return stated.has("unguessable") && !stated.has("guessable");
}

/** So many characters, drawn at random, are not found by trying. */
const UNGUESSABLE = 20;

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
