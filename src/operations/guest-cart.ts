import { memo } from "../core/memo.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { isSeenGuessable } from "../exposure/secret-link.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Operation } from "../model/api.ts";

/**
 * Whether a call changes the cart that its path names by an identifier, by whatever name the API has for one ("The
 * `orderForm` is the data structure which represents a shopping cart"), and does not buy what is in it. A cart whose
 * identifiers can be tried one by one is everybody's, and not only its guest's.
 */
export function isOfGuestCart(operations: readonly Operation[], operation: Operation): boolean {
  const { path, parameters, lexicon } = operation;
  const named = namedPairs(path);
  // An item of a cart is part of it; an order that stands below one is not.
  if (named.length > 1 && lexicon.is(named.at(-1)!.name, "part-of-purchase")) named.pop();
  const { name, key } = named.at(-1) ?? {};
  if (name === undefined) return false;
  if (!lexicon.is(name, "guest-cart") && !cartNames(operations).has(name)) return false;
  if (parameters.some((one) => one.in === "path" && one.name === key && isSeenGuessable(one))) return false;
  const own = [path.split("/").at(-1) ?? "", operation.summary ?? "", operation.operationId ?? ""];
  return !own.some((text) => buys(wordsInOrder(text), lexicon));
}

/** What a path names by an identifier, in its order: `cart` and `{id}` of `/carts/{id}/lines`. */
function namedPairs(path: string): { readonly name: string; readonly key: string }[] {
  return [...path.matchAll(/\/([^/{}]+)\/\{([^{}]*)\}/g)].map(([, noun = "", key = ""]) => ({
    name: textOfName(noun),
    key,
  }));
}

/** "Place order from an existing cart", `checkout`: what is left is more than a cart. */
function buys(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "buys-cart");
}

/** The names that texts of operations say a cart has. */
const cartNames = memo((operations: readonly Operation[]): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { path, description = "", lexicon } of operations) {
    const named = namedPairs(path).filter(({ name }) => name !== "" && !names.has(name));
    if (named.length === 0) continue;
    const sentences = sentencesOf(description.slice(0, LIMIT)).map((sentence) =>
      wordsInOrder(sentence).flatMap(wordsOf),
    );
    for (const { name } of named)
      if (sentences.some((sentence) => isSaidCart(sentence, name.split(" "), lexicon))) names.add(name);
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
