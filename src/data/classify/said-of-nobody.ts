import { plainWord, wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Concept } from "../../lexicon/concept.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import type { FieldInContext } from "./judgement.ts";

/**
 * Whether a description or what stands beside a field says that it is nobody's own: an identifier of somebody and no address of
 * theirs, a name that everybody sees, the account of a machine, the address of a company.
 */
export function isSaidOfNobody(key: string, field: FieldInContext): boolean {
  if (isWithin(key, "user.contact.address")) return isOfCompany(field);
  if (key === "user.contact") return saysOf(field, "names-an-identifier");
  if (key === "user.name") return saysOf(field, "known-in-public");
  // A longer text may say in passing what a person's account is good for, too.
  return key === "user.account.username" && saysOf(field, "account-of-machine", MOST_WORDS);
}

/** Whether the first words of a description have one of a concept. */
function saysOf(
  { facts: { description = "" }, categories: { lexicon } }: FieldInContext,
  concept: Concept,
  most = Infinity,
): boolean {
  const words = wordsInOrder(OPENING.exec(description.slice(0, LIMIT))?.[0] ?? "");
  return words.length <= most && lexicon.has(words, concept);
}

const MOST_WORDS = 4;

const LIMIT = 100;
const OPENING = /^[^.;:(]*/;

/** Whether an address is that of a company: what the company is called stands beside it, and nobody's name or way to be reached. */
function isOfCompany({ facts: { object }, categories: { lexicon } }: FieldInContext): boolean {
  if (object.kind !== "object") return false;
  const texts = object.fields.map((name) => wordsInOrder(name).map(plainWord).join(" "));
  const has = (concept: Concept): boolean => texts.some((text) => lexicon.is(text, concept));
  return has("company-by-name") && !has("known-name") && !has("contact-address") && !has("contact-person");
}
