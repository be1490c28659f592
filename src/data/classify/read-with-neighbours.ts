import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import { leadPhrase } from "./lead-phrase.ts";

/** Whether what stands in or beside a field shows that its name is of something else than a place, a page or a name. */
export function isReadAsOther({ category: { key } }: FieldJudgement, field: FieldInContext): boolean {
  if (isWithin(key, "user.location")) return isSaidPrice(field);
  if (key === "user.contact.url") return isIdentifier(field);
  return key === "user.name" && isOneOfPlural(field);
}

/** Whether a text begins by saying that a value is a price: `gp` is "Base price in euro", and no point on a map. */
function isSaidPrice({ facts: { description = "" }, categories: { lexicon } }: FieldInContext): boolean {
  const words = wordsOf(leadPhrase(description.slice(0, LIMIT)) ?? "");
  return PRICES.some((concept) => lexicon.has(words, concept));
}

const PRICES = ["price", "asked-price"] as const;
const LIMIT = 300;

/** Whether a name ends in a word for identifiers: a `site_id` is the number of an account there, and no page. */
function isIdentifier({ facts: { name }, categories: { lexicon } }: FieldInContext): boolean {
  const words = wordsOf(name);
  return words.length > 1 && lexicon.is(words.at(-1)!, "identifier-word");
}

/**
 * Whether the object has a list called by the plural of a name, which holds texts as well: `teacher` is one of `teachers`, and both
 * are identifiers. An object has a name of whom it is about, and no list of names beside it.
 */
function isOneOfPlural({ facts: { name, object } }: FieldInContext): boolean {
  const own = textOfName(name);
  return (
    wordsInOrder(name).join(" ") === own &&
    object.fields.some((other) => textOfName(other) === own && wordsInOrder(other).join(" ") !== own)
  );
}

/**
 * Whether "account number" is all that is said, by which every service calls what its customers have with it: an account at a bank
 * is called so, or something around it is of banks or transfers.
 */
export function isAnyAccount({ category: { key } }: FieldJudgement, field: FieldInContext): boolean {
  if (key !== "user.financial.bank_account") return false;
  const { facts, context, categories } = field;
  const { name, description, title, format, examples, object } = facts;
  // A bare name in a record of somebody is more often one at a bank.
  if (context.kind !== "person" || !description || format === "iban" || examples.length > 0) return false;
  const { lexicon } = categories;
  if (
    !wordsOf(name).every(
      (word) => lexicon.is(word, "account") || lexicon.is(word, "identifier-word") || NUMBER.test(word),
    )
  )
    return false;
  const around = [
    description ?? "",
    title ?? "",
    object.said ?? "",
    ...(object.texts ?? []),
    ...object.owners,
    ...object.resources,
    ...(object.path ?? []),
    ...object.fields.filter((one) => one !== name),
  ];
  return !around.some((text) => {
    const words = wordsInOrder(text).flatMap(wordsOf);
    return lexicon.has(words, "of-a-bank") || lexicon.has(words, "near-bank-account");
  });
}

/** Number, in each language, as names have it. */
const NUMBER = /^(?:number|num|nr|no|nummer|num[eé]ro|n[uú]mero|nro)$/;
