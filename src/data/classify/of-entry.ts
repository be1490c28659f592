import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import type { FieldInContext } from "./judgement.ts";
import { readOwner } from "./owner-name.ts";

/**
 * Whether what is called as a person's belongs to an entry of a directory that is no person: the least amount of a loan on offer, the number of a bank, the line of an organization, the title of an occupation. The object
 * around it says so, by its own name and by what stands beside the field; what names a person there is that person's.
 */
export function isOfEntry(key: string, field: FieldInContext): boolean {
  if (key === "user.job_title") return isTitleOfThing(field);
  if (isWithin(key, "user.financial.bank_account")) return isNumberOfBank(field);
  if (key === "user.financial") return isTermOfProduct(field);
  if (isWithin(key, "user.content.private")) return isPartOfScreen(field);
  if (!REACHED.some((one) => isWithin(key, one))) return false;
  return isLineOfOrganisation(key, field);
}

const REACHED = ["user.contact", "user.location"];

/**
 * Whether what is called the contacts of an organization, or its pages on social networks, only says how that is reached: no
 * name of anybody stands there.
 */
function isLineOfOrganisation(key: string, { facts: { object }, categories }: FieldInContext): boolean {
  const { lexicon } = categories;
  const [owner = ""] = object.owners;
  const words = wordsOf(owner);
  if (key !== "user.contact.url" && !endsIn(words, lexicon, "ways-to-reach")) return false;
  const around = readOwner(words.slice(0, -1).join(" "), categories);
  if (around.kind !== "organisation" && around.kind !== "place") return false;
  return !object.fields.some((one) => lexicon.is(textOfName(one), "known-name"));
}

/** Whether a bound of a sum is one of what is on offer, by the rates, fees and names of a product beside it, and of no account. */
function isTermOfProduct(field: FieldInContext): boolean {
  const {
    facts: { name, object },
    context,
    categories: { lexicon },
  } = field;
  if (context.kind === "person" || context.isLinked || context.isPersonal) return false;
  const own = wordsOf(name);
  if (!lexicon.is(own[0] ?? "", "upper-bound") && !lexicon.is(own[0] ?? "", "lower-bound")) return false;
  const beside = object.fields.map((one) => wordsOf(one));
  if (object.fields.some((one) => OF_AN_ACCOUNT.test(textOfName(one)))) return false;
  return beside.filter((words) => lexicon.has(words, "term-of-product")).length >= LEAST_TERMS;
}

/** What an account has that was opened, and no product on offer. */
const OF_AN_ACCOUNT = /^(?:account|card|customer) (?:number|id)$|(?:^| )(?:iban|balance|owner|holder)$/;
/** So many terms make a product of what stands beside them. */
const LEAST_TERMS = 3;

/** Whether an account number is one by which a bank itself is known, beside its code among banks and its name. */
function isNumberOfBank({ facts: { object }, context, categories }: FieldInContext): boolean {
  const { head, hasPerson } = readOwner(object.owners[0] ?? "", categories);
  // A bank that something refers to is the one at which somebody has an account.
  if (
    object.owners.length !== 1 ||
    object.referredBy.length > 0 ||
    !object.resources.concat(object.path ?? []).some(isOfBanks)
  )
    return false;
  if (head.join(" ") !== "bank" || hasPerson || context.isPersonal || context.isLinked) return false;
  const names = object.fields.map((one) => textOfName(one));
  return (
    names.includes("name") && names.some((one) => CODE_OF_BANK.test(one)) && !names.some((one) => HOLDER.test(one))
  );
}

/** Whether a segment of a path is of a list of banks. */
function isOfBanks(segment: string): boolean {
  return /^(?:banks|banken|banques|bancos)$/i.test(segment);
}

/** By what banks are known to each other (ISO 9362, and national codes). */
const CODE_OF_BANK = /^(?:bic|swift|swift code|bank code|blz|routing number)$/;
const HOLDER = /holder|owner|customer|user|inhaber|titular|balance/;

/** Whether a title is that of a thing of the API, whose identifier stands beside it: `job_title` and `job_uuid`, in nobody's record. */
function isTitleOfThing({ facts: { name, object }, context, categories }: FieldInContext): boolean {
  if (context.kind === "person" || context.isPersonal || context.isLinked) return false;
  const words = wordsOf(name);
  const thing = words.at(-2);
  if (thing === undefined || readOwner(thing, categories).kind === "person") return false;
  const { head } = readOwner(object.owners[0] ?? "", categories);
  return head.includes(thing) || object.fields.some((one) => isIdOf(wordsOf(one), thing));
}

function isIdOf(words: readonly string[], thing: string): boolean {
  return words.length === 2 && words[0] === thing && /^(?:id|uuid|guid|code)$/.test(words[1]!);
}

/** Whether a text is what a screen shows, since a switch beside it says whether that is shown: `chat_prompt`, `is_chat_hidden`. */
function isPartOfScreen({ facts: { name, object }, categories: { lexicon } }: FieldInContext): boolean {
  const words = wordsOf(name);
  const part = words[0];
  if (part === undefined || words.length !== 2 || !endsIn(words, lexicon, "words-on-button")) return false;
  return object.fields.some((one) => {
    const other = wordsInOrder(one);
    return other.includes(part) && isShownSwitch(other);
  });
}

function isShownSwitch(words: readonly string[]): boolean {
  return (
    /^(?:is|show|hide)$/.test(words[0] ?? "") && /^(?:hidden|shown|visible|enabled|disabled)$/.test(words.at(-1) ?? "")
  );
}
