import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";

/** Whether entries are found by where they are in the world: two coordinates, a postal code, a radius; or in a public chain. */
export function isFoundByWorld({ lexicon, parameters }: Operation, isNeeded = false): boolean {
  const asked = parameters.filter(
    ({ in: place, required }) => (place === "query" || place === "path") && (required || !isNeeded),
  );
  const has = (pattern: RegExp): boolean => asked.some(({ name }) => pattern.test(name));
  return (
    (has(LATITUDE) && has(LONGITUDE)) ||
    asked.some(({ name }) => lexicon.is(wordsOf(name).join(" "), "postal-code")) ||
    // What must be sent is what is looked for; a filter may be of anything.
    (isNeeded &&
      asked.some(({ name }) => wordsOf(name).length === 1 && lexicon.is(wordsOf(name)[0]!, "place-looked-up"))) ||
    asked.some(({ description = "" }) => lexicon.has(wordsInOrder(description.slice(0, LIMIT)), "public-chain"))
  );
}

const LATITUDE = /^(?:lat|latitude)$/i;
const LONGITUDE = /^(?:lon|lng|long|longitude)$/i;

/** So much of a text is looked at. */
const LIMIT = 3000;
