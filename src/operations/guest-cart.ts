import { memo } from "../core/memo.ts";
import { sentencesOf, withoutLinkTargets } from "../lexicon/sentences.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Operation } from "../model/api.ts";

/**
 * Whether a call changes the cart that its path names by an identifier, by whatever name the API has for one ("The
 * `orderForm` is the data structure which represents a shopping cart"), and does not buy what is in it.
 */
export function isOfGuestCart(operations: readonly Operation[], operation: Operation): boolean {
  const { path, lexicon } = operation;
  const named = /\/([^/{}]+)\/\{[^{}]*\}/.exec(path)?.[1];
  if (named === undefined) return false;
  const name = wordsOf(named).join(" ");
  if (!lexicon.is(name, "guest-cart") && !cartNames(operations).has(name)) return false;
  const own = [path.split("/").at(-1) ?? "", operation.summary ?? "", operation.operationId ?? ""];
  return !own.some((text) => buys(wordsInOrder(text), lexicon));
}

/** "Place order from an existing cart", `checkout`: what is left is more than a cart. */
function buys(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "buys-cart");
}

/** The names that texts of operations say a cart has. */
const cartNames = memo((operations: readonly Operation[]): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { path, description = "", lexicon } of operations) {
    const named = /\/([^/{}]+)\/\{[^{}]*\}/.exec(path)?.[1];
    const words = named === undefined ? [] : wordsOf(named);
    const name = words.join(" ");
    if (name === "" || names.has(name)) continue;
    const sentences = sentencesOf(withoutLinkTargets(description.slice(0, LIMIT)));
    if (sentences.some((sentence) => isSaidCart(wordsInOrder(sentence).flatMap(wordsOf), words, lexicon)))
      names.add(name);
  }
  return names;
});

/** So much of a description is looked at. */
const LIMIT = 1000;

/** Whether a sentence says of a thing that it is a cart: its name, and behind it what it stands for. */
function isSaidCart(sentence: readonly string[], name: readonly string[], lexicon: Lexicon): boolean {
  const at = sentence.findIndex((_, index) => name.every((word, next) => sentence[index + next] === word));
  if (at < 0) return false;
  const behind = sentence.slice(at + name.length);
  return behind.some(
    (_, index) =>
      lexicon.lengthAt(behind, index, "stands-for") > 0 && lexicon.has(behind.slice(index, index + FAR), "guest-cart"),
  );
}

/** So many words on it is said what something stands for: "represents a shopping cart". */
const FAR = 8;
