import { isWithin, parentObject } from "./description.mjs";

/*
 * When something that a tool says is about a flaw of the truth, or a decoy: it names the place, and it is about the same
 * weakness. `score.mjs` says it in words.
 */

/** Whether a mention is about a flaw or decoy, by weakness where the truth says it, else by OWASP category. */
export function isAbout(description, entry, mention) {
  return (
    sharesWeakness(entry, mention) &&
    namesPlace(description, entry, mention) &&
    isOfSameFields(description, entry, mention)
  );
}

/** The same by OWASP category alone: the most that can be said for a tool. */
export function isOfCategory(description, entry, mention) {
  return sharesCategory(entry, mention) && namesPlace(description, entry, mention);
}

function namesPlace(description, entry, mention) {
  if (entry.operations.length === 0) return true;
  const operations = entry.operations.map((id) => description.operation(id));
  if (mention.operations.length > 0) return operations.some(({ id }) => mention.operations.includes(id));
  if (operations.some(({ schemes }) => schemes.some((scheme) => mention.schemes.includes(scheme)))) return true;
  const fields = entry.fields.flatMap((field) => description.locate(field, entry.operations));
  return fields.some(
    (field) =>
      mention.fields.some((place) => place === field || place === parentObject(field)) ||
      mention.objects.some((place) => isWithin(place, parentObject(field))),
  );
}

/**
 * False where both name properties, or both name parameters, and not one is the same or within the other. What stands in a
 * path says which thing is meant, not what is wrong with it. What is about the values of a field is about no other.
 */
function isOfSameFields(description, entry, mention) {
  const ofEntry = entry.fields.flatMap((field) => description.locate(field, entry.operations));
  if (mention.ofValue === true) return ofEntry.some((one) => mention.fields.some((other) => overlap(one, other)));
  const kinds = [isProperty, (place) => description.isFreeParameter(place)];
  const compared = kinds
    .map((isOfKind) => [ofEntry.filter(isOfKind), mention.fields.filter(isOfKind)])
    .filter((both) => both.every((places) => places.length > 0));
  return (
    compared.length === 0 ||
    compared.some(([ours, theirs]) => ours.some((one) => theirs.some((other) => overlap(one, other))))
  );
}

function isProperty(place) {
  return /\/properties\/[^/]+$/.test(place);
}

function overlap(one, other) {
  return isWithin(one, other) || isWithin(other, one);
}

function sharesWeakness(entry, mention) {
  if (entry.weaknesses === undefined) return sharesCategory(entry, mention);
  return entry.weaknesses.some((weakness) => mention.weaknesses.includes(weakness));
}

function sharesCategory(entry, mention) {
  return (entry.owasp ?? [entry.looksLike]).some((category) => mention.owasp.includes(category));
}
