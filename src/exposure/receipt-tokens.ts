import { member } from "../core/json-value.ts";
import { memo } from "../core/memo.ts";
import type { Flow } from "../data/flows/flow.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { isHeadedBy, standsNear } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { fixedSegments } from "./words.ts";

/**
 * Whether a token is the receipt of a price or fee that is sent back to accept it, and lets nobody in: its own text, or that of
 * the value of the same name in a request, says so, and a call behind a credential takes it. A text alone is not enough, and
 * what is named after a log-in, a session or an account is none.
 */
export function isReceipt({ field, path, operation }: Flow, operations: readonly Operation[]): boolean {
  const { lexicon } = operation;
  const words = wordsOf(field.name);
  if (!isHeadedBy(words, lexicon, "token") || lexicon.has(words, "word-of-access")) return false;
  if (
    SOMEBODY.some((concept) => lexicon.has(words, concept)) ||
    path.some(({ isItem, schema }) => isItem && isOfPeople(schema, lexicon))
  )
    return false;
  const said = member(field.node.value, "description");
  const taken = receiptsTaken(operations);
  if (taken.size === 0) return false;
  if (typeof said === "string" && isSaidReceipt(said, lexicon)) return true;
  // Without a text of its own it is one only where a price is worked out.
  return (
    taken.has(textOfName(field.name)) &&
    fixedSegments(operation.path).some((segment) =>
      wordsOf(segment).some((word) => PRICING.some((concept) => lexicon.is(word, concept)) || /^quotes?$/.test(word)),
    )
  );
}

const PRICING = ["price", "calculate"] as const;
const SOMEBODY = ["natural-person", "whose", "account", "member-of-group"] as const;

function isOfPeople({ name = "" }: Schema, lexicon: Lexicon): boolean {
  return SOMEBODY.some((concept) => lexicon.has(wordsOf(name), concept));
}

/** The names of the tokens that calls behind a credential take, and whose text says that a sum is accepted by them. */
const receiptsTaken = memo((operations: readonly Operation[]): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { operationKind, access, lexicon, parameters, requestBody } of operations) {
    if (operationKind !== "path" || access === "anonymous") continue;
    const take = (name: string, description: string | undefined): void => {
      const words = wordsOf(name);
      if (description === undefined || !isHeadedBy(words, lexicon, "token") || lexicon.has(words, "word-of-access"))
        return;
      if (isSaidReceipt(description, lexicon)) names.add(textOfName(name));
    };
    for (const { name, description } of parameters) take(name, description);
    for (const { schema } of requestBody?.content ?? [])
      for (const [name, property] of propertiesOf(schema)) take(name, property.description);
  }
  return names;
});

function propertiesOf(schema: Schema | undefined): readonly (readonly [string, Schema])[] {
  if (schema === undefined) return [];
  const whole = targetOf(schema);
  return [whole, ...whole.allOf.map((part) => targetOf(part))].flatMap(({ properties }) => [...properties]);
}

/** "A token that confirms the user has accepted the current charges", and no word of who somebody is or gets in. */
function isSaidReceipt(text: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(text.slice(0, LIMIT));
  return (
    standsNear(words, lexicon, "takes-up-offer", "sum-accepted", NEAR) &&
    !lexicon.has(words.flatMap(wordsOf), "word-of-access")
  );
}

/** So much of a text is looked at. */
const LIMIT = 300;
/** So many words may stand between what is done and to what: "accepted the current surge or fixed price charges". */
const NEAR = 7;
