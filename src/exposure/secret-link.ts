import { memo } from "../core/memo.ts";
import { statedBy } from "./said.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation, Parameter } from "../model/api.ts";
import { leastLengthOf } from "../model/pattern-length.ts";
import { keyword, targetOf } from "../model/schema.ts";

/**
 * Whether an operation is opened by a link that nobody can guess: the last name in its path is a token or a code, and as
 * long as one that is drawn at random, or its text says that it is. Whoever has it was given it.
 */
export const opensBySecretLink = memo((operation: Operation): boolean => {
  const last = /\{([^{}]*)\}[^{}]*$/.exec(operation.path)?.[1];
  const parameter = operation.parameters.find(({ in: place, name }) => place === "path" && name === last);
  if (parameter === undefined) return false;
  const words = wordsOf(parameter.name);
  const { lexicon } = operation;
  if (lexicon.has(words, "token-of-a-thing")) return false;
  const head = words.at(-1) ?? "";
  const isSaidRandom = saysRandom(operation);
  if (lexicon.is(head, "handed-out-text")) return (isSaidRandom && !isShort(parameter)) || isLong(parameter);
  return isSaidRandom && isLong(parameter);
});

/** Whether the text of an operation says that what opens it is drawn at random, and nothing of it that it can be guessed. */
function saysRandom(operation: Operation): boolean {
  const stated = statedBy(operation);
  return stated.has("unguessable") && !stated.has("guessable");
}

/** So many characters, drawn at random, are not found by trying. */
const UNGUESSABLE = 20;

function isShort({ schema }: Parameter): boolean {
  const target = schema === undefined ? undefined : targetOf(schema);
  const most = target === undefined ? undefined : keyword(target, "maxLength");
  return typeof most === "number" && most < UNGUESSABLE;
}

function isLong({ schema, description = "", lexicon }: Parameter): boolean {
  const target = schema === undefined ? undefined : targetOf(schema);
  const [least, most] = ["minLength", "maxLength"].map((key) => target && keyword(target, key));
  if (typeof most === "number" && most < UNGUESSABLE) return false;
  if (typeof least === "number" && least >= UNGUESSABLE) return true;
  const drawn = leastLengthOf(target?.pattern ?? "");
  if (drawn !== undefined) return drawn >= UNGUESSABLE;
  return lexicon.has(wordsInOrder(description), "drawn-at-random");
}
