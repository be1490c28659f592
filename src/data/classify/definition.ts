import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import type { Categories } from "../taxonomy/categories.ts";
import type { ObjectFacts } from "./field-facts.ts";
import { leadPhrase } from "./lead-phrase.ts";
import { readOwner } from "./owner-name.ts";

/**
 * Whether an object defines a property that records have, and is no record itself: an item of `/properties/users`, a
 * `UserAttribute` of which it is told whether it is required. It is called after what is defined, and has what only a definition
 * has; where a path alone tells of people, its own description is enough.
 */
export function isDefinition(object: ObjectFacts, categories: Categories): boolean {
  const { owners, resources, said } = object;
  const isNamed = owners.some((owner) => readOwner(owner, categories).head.length > 0);
  const phrase = said === undefined ? undefined : leadPhrase(said);
  if (!isNamed && phrase !== undefined && isOfDefinition(phrase, categories)) {
    const { kind, hasPerson } = readOwner(phrase, categories);
    if (kind !== "person" && !hasPerson) return true;
  }
  const names = [...(isNamed ? owners.slice(0, 1) : resources.slice(0, 2)), ...(phrase === undefined ? [] : [phrase])];
  return names.some((name) => isOfDefinition(name, categories)) && marksOf(object, categories) >= ENOUGH;
}

/** So many fields that only a definition has make it one: a type alone has much else, too. */
const ENOUGH = 2;

function marksOf({ fields }: ObjectFacts, { lexicon }: Categories): number {
  return fields.filter((name) => lexicon.is(textOfName(name), "mark-of-definition")).length;
}

/** Whether a name ends in what defines a property, before words that say nothing: "Properties details", `UserFieldResponse`. */
function isOfDefinition(name: string, { lexicon, words: { wrappers } }: Categories): boolean {
  const words = wordsOf(name.slice(name.lastIndexOf(".") + 1));
  for (let end = words.length; end > 0; end--) {
    if (endsIn(words.slice(0, end), lexicon, "defined-property")) return true;
    if (!wrappers.has(words[end - 1]!)) return false;
  }
  return false;
}
