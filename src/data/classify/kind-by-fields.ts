import { memo, memoOfText } from "../../core/memo.ts";
import type { Concept } from "../../lexicon/concept.ts";
import { plainWord, textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { isHeadedBy } from "../../lexicon/phrases.ts";
import type { Categories } from "../taxonomy/categories.ts";
import type { ObjectFacts } from "./field-facts.ts";
import { ownerContext } from "./owner-context.ts";
import { involvesSomebody } from "./record.ts";

/*
 * What an object is a record of by the fields that it has and by what holds it, whatever it is called.
 */

/** Whether one of the fields of an object is called so. */
export function hasAny({ fields }: ObjectFacts, concept: Concept, { lexicon }: Categories): boolean {
  return textsOf(fields).some((text) => lexicon.is(text, concept));
}

/**
 * The names of the fields of an object in both spellings. An object is asked for some hundred concepts: where names were
 * read anew each time, half of the time of classifying Stripe's description went into what objects are records of, and now
 * a fifth.
 */
const textsOf = memo((fields: readonly string[]): readonly string[] => [
  ...new Set(fields.flatMap((name) => [textOfName(name), plainText(name)])),
]);

/** Whether an object is a payment card: its number and when it ends stand in it, and its code or brand, or it is called a card. */
export function isPaymentCard(object: ObjectFacts, categories: Categories): boolean {
  if (!hasAny(object, "number-on-card", categories) || !hasAny(object, "end-of-card", categories)) return false;
  if (hasAny(object, "card-code", categories)) return true;
  const { owners, resources } = object;
  const isCalled = (owners.length > 0 ? owners.slice(0, 1) : resources.slice(0, 2)).some((name) =>
    isHeadedBy(wordsOf(name), categories.lexicon, "card"),
  );
  return isCalled && (hasAny(object, "proof-of-card", categories) || hasAny(object, "brand-of-card", categories));
}

/** Whether an object is what an examination of somebody found: a value beside what is normal, of an API or a record about health. */
export function isFinding(object: ObjectFacts, categories: Categories): boolean {
  if (!hasAny(object, "value-of-finding", categories) || !hasAny(object, "range-of-finding", categories)) return false;
  if (ownerContext(object, categories).isOfHealth) return true;
  const { heldIn = [] } = object;
  return heldIn.length > 0 && heldIn.every((holder) => isTreatment(holder, categories));
}

/** Whether an object tells what somebody suffers from: what is remarked there is told of that. */
export function isTreatment(object: ObjectFacts, categories: Categories): boolean {
  const { isOfHealth, kind } = ownerContext(object, categories);
  return (
    kind !== "person" &&
    (isOfHealth || involvesSomebody(object, categories)) &&
    hasAny(object, "illness-named", categories)
  );
}

/** Whether an object is a picture of people: what holds it by that name are they. */
export function isPictureOfPerson({ owners, heldIn = [] }: ObjectFacts, categories: Categories): boolean {
  return (
    owners[0] !== undefined &&
    heldIn.length > 0 &&
    isHeadedBy(wordsOf(owners[0]), categories.lexicon, "picture-word") &&
    heldIn.every((holder) => {
      const { kind, isPersonal } = ownerContext(holder, categories);
      return kind === "person" || (kind === "perhaps" && isPersonal);
    })
  );
}

/** Whether an object is what somebody sends to sign something. */
export function isSigning({ isSent, owners, resources }: ObjectFacts, { lexicon }: Categories): boolean {
  return isSent === true && owners.length === 0 && lexicon.has(wordsOf(resources[0] ?? ""), "puts-own-name");
}

/** Whether an object is an address at which somebody gets things or bills. */
export function isForDelivery(object: ObjectFacts, categories: Categories): boolean {
  const { owners, referredBy } = object;
  const { kind, holders } = ownerContext(object, categories);
  if (kind === "place" || kind === "organisation" || !holders.some(({ key }) => key === "user.contact.address"))
    return false;
  return [...owners.slice(0, 1), ...referredBy.map(({ property }) => property)].some((name) =>
    categories.lexicon.has(wordsOf(name), "for-delivery"),
  );
}

/** A name as the lexicon writes it: words in order, without accents. */
export const plainText = memoOfText((name): string => wordsInOrder(name).map(plainWord).join(" "));
