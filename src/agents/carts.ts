/*
 * Carts and other orders that are still put together: whoever has one can change it until it is placed, and nothing is bought.
 */
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { isPerson } from "../operations/acting-as-others.ts";
import { pathSteps } from "../operations/candidates/path-steps.ts";
import type { Operation } from "../model/api.ts";
import { stepWords } from "./step-words.ts";

/** Whether a path leads to a cart, or to what is in it, and names nobody whose it is. */
export function isOfCart(operation: Operation): boolean {
  const { lexicon } = operation;
  const steps = pathSteps(operation);
  if (steps.some(({ parameter }) => parameter !== undefined && isPerson(wordsOf(parameter), lexicon))) return false;
  if (isSetUp(operation)) return false;
  const cart = steps.findIndex(({ text, parameter }) => parameter === undefined && isCart(text, lexicon));
  return cart >= 0 && !steps.slice(0, cart).some(({ parameter }) => parameter !== undefined);
}

/** Whether a change of a part of a cart leaves open who pays, how much, and where things are sent: its items, a coupon, its language. */
export function isOfCartAlone(operation: Operation): boolean {
  if (!isOfCart(operation)) return false;
  const { lexicon } = operation;
  const steps = stepWords(operation);
  const below = steps.slice(steps.findIndex((words) => isCart(words.join(" "), lexicon)) + 1);
  if (below.length === 0) return false;
  return !below.some((words) => words.some((_, at) => lexicon.lengthAt(words, at, "decides-purchase") > 0));
}

function isCart(name: string, lexicon: Lexicon): boolean {
  return endsIn(wordsOf(name), lexicon, "purchase-in-preparation");
}

/** How carts work in a shop is set for all of them: `/configuration/cart`. */
function isSetUp(operation: Operation): boolean {
  const { lexicon } = operation;
  return stepWords(operation).some((words) => endsIn(words, lexicon, "set-up"));
}
