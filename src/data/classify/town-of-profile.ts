import { isWithin } from "../taxonomy/is-within.ts";
import type { Categories } from "../taxonomy/categories.ts";
import type { FieldFacts } from "./field-facts.ts";
import { readName } from "./field-name.ts";

/**
 * Whether a part of an address is only the town that somebody names in their profile: beside it stands what people say of
 * themselves, and nothing by which a letter or a visitor finds them.
 */
export function isTownOfProfile(key: string, { name, object }: FieldFacts, categories: Categories): boolean {
  if (key !== "user.contact.address" || !isTown(name, categories)) return false;
  const others = object.fields.filter((field) => field !== name);
  return (
    others.some((field) => categories.lexicon.is(readName(field, categories).text, "sign-of-profile")) &&
    !others.some((field) => isPostal(field, categories))
  );
}

function isTown(name: string, categories: Categories): boolean {
  return categories.lexicon.is(readName(name, categories).text, "town");
}

/** Whether a name is of what finds somebody: a street, a postal code, a phone; and no larger place than a town. */
function isPostal(name: string, categories: Categories): boolean {
  if (isTown(name, categories)) return false;
  return readName(name, categories).hits.some(
    ({ category, strength }) =>
      strength !== "parts" &&
      (category.key === "user.contact.address" ||
        category.key === "user.contact.phone_number" ||
        isWithin(category.key, "user.location.precise")),
  );
}
