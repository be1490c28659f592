import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { leadPhrase } from "./lead-phrase.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import type { FieldInContext } from "./judgement.ts";

/**
 * Whether a field is of an entry in a medical knowledge base, which says what a symptom or a condition is and of nobody that they
 * have it: an object of such a kind with a name, and with what only such entries have, as a common name, synonyms or how
 * frequent it is. A person, a time or a result beside it makes it somebody's, and so does a path of people.
 */
export function isOfKnowledgeBase(key: string, { facts: { object }, context, categories }: FieldInContext): boolean {
  if (!isWithin(key, "user.health_and_medical") || object.kind !== "object") return false;
  const { lexicon } = categories;
  const [owner = object.resources[0] ?? ""] = object.owners;
  if (context.kind === "person" || context.isPersonal || context.isLinked) return false;
  const around = [...object.owners, ...object.resources, ...(object.path ?? []), leadPhrase(object.said ?? "") ?? ""];
  return !around.some((name) => isOfPeople(name, lexicon)) && isEntryOf(owner, object.fields, lexicon);
}

/** Whether a name or phrase is of people, such as the patients of a path, or of whoever calls. */
export function isOfPeople(name: string, lexicon: Lexicon): boolean {
  return OF_PEOPLE.some((one) => lexicon.has(wordsOf(name), one));
}

const OF_PEOPLE = ["natural-person", "self-alone", "first-person-own"] as const;

/** Whether an object of this name, or of a path that ends so, with these fields is an entry of a medical knowledge base. */
export function isEntryOf(owner: string, names: readonly string[], lexicon: Lexicon): boolean {
  const fields = names.map((name) => wordsOf(name));
  return (
    lexicon.has(wordsOf(owner), "kind-of-ailment") &&
    fields.some((words) => lexicon.is(words.join(" "), "entry-name")) &&
    fields.some((words) => lexicon.is(words.join(" "), "mark-of-entry")) &&
    !fields.some((words) => isOfCase(words, lexicon))
  );
}

/**
 * Whether a field is of a list of what can be ordered, each with its name and its price: the tests that a laboratory offers, the
 * treatments of a clinic. Nobody has had them: neither a person nor a time nor a result stands with a price or around the list.
 */
export function isOnPriceList(key: string, { facts, context, categories: { lexicon } }: FieldInContext): boolean {
  const { object, children } = facts;
  if (!isWithin(key, "user.health_and_medical") || object.kind !== "object" || object.isSent === true) return false;
  if (context.kind === "person" || context.isPersonal || context.isLinked) return false;
  const entry = (children.length > 0 ? children : object.fields).map((name) => wordsOf(name));
  const all = [...entry, ...object.fields.map((name) => wordsOf(name))];
  return (
    entry.some((words) => lexicon.is(words.join(" "), "entry-name")) &&
    entry.some((words) => endsIn(words, lexicon, "listed-price")) &&
    !all.some((words) => isOfCase(words, lexicon) || lexicon.has(words, "ordered-or-billed")) &&
    ![...object.owners, ...object.resources, ...(object.path ?? []), leadPhrase(object.said ?? "") ?? ""].some(
      (name) => isOfPeople(name, lexicon) || lexicon.has(wordsOf(name), "ordered-or-billed"),
    )
  );
}

/** Whether a field tells of one case: whose it is, when it was, or what was found. */
function isOfCase(words: readonly string[], lexicon: Lexicon): boolean {
  if (lexicon.is(words.join(" "), "age-of-person")) return true;
  return (["natural-person", "mark-of-case"] as const).some((one) => lexicon.has(words, one));
}

/** Whether a name is of whom an entry is about at all, and so of nobody: `sex_filter`. */
export function isNarrowing(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return words.length > 1 && [words[0]!, words.at(-1)!].some((word) => lexicon.is(word, "narrowing-word"));
}
