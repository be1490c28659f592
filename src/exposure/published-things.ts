import { memo } from "../core/memo.ts";
import type { Flow } from "../data/flows/flow.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { isCalled } from "./people-words.ts";
import { isOwn } from "./principals.ts";
import { fixedSegments } from "./words.ts";

const OF_NATURE: readonly Concept[] = ["natural-phenomenon", "natural-kind"];
/** Things of the world that are nowhere kept for some, as what a shop sells or an address may be. */
export const FOR_ALL: readonly Concept[] = [
  ...OF_NATURE,
  "public-thing",
  "public-law",
  "market-datum",
  "timetable-thing",
  "game-element",
  "internet-fact",
  "reference-datum",
  "part-of-contest",
  "postal-code",
];
/** What is on offer, or published: one shop or author has it, and whoever calls is shown it. */
const ON_OFFER: readonly Concept[] = ["catalogue-thing", "published-work"];

/**
 * Whether a trait that is told of people elsewhere stands in the entry of a thing that is published, and so is that thing's: the gender
 * of a noun, the allergens of a dish, whom an event is for, the account of a brand. Whoever is named on the way to it makes it theirs.
 */
export function isOfPublishedThing({ field, direction, operation, path }: Flow): boolean {
  if (direction !== "read" || field.isLevelStated || !TRAIT.test(field.category)) return false;
  const { lexicon } = operation;
  const kinds = field.sensitivity === "restricted" ? FOR_ALL : [...FOR_ALL, ...ON_OFFER];
  if (!thingsOf(operation).some((one) => kinds.includes(one))) return false;
  if (lexicon.has(wordsOf(field.name), "private-life")) return false;
  return ![field.name, ...path.flatMap(({ schema, property }) => [property ?? "", schema.name ?? ""])].some((name) =>
    namesPeople(name, lexicon),
  );
}

/** What is told of a thing, too: what it looks like, whom it is for, what is in it, where its makers have a page. Nobody but people has a day of birth. */
const TRAIT =
  /^user\.(?:demographic|health_and_medical|content\.self_image|contact\.url|account\.username|behavior)(?:$|\.(?!record_id|date_of_birth))/;

/** The kinds of published things that a path names, where it names nobody beside them. */
const thingsOf = memo((operation: Operation): readonly Concept[] => {
  const { lexicon, operationKind } = operation;
  const segments = fixedSegments(operation.path);
  if (operationKind !== "path" || isOwn(operation) || segments.some((one) => namesPeople(one, lexicon))) return [];
  return [...FOR_ALL, ...ON_OFFER].filter((concept) =>
    segments.some((segment) => isCalled(segment, concept, lexicon) || lexicon.is(wordsOf(segment).join(" "), concept)),
  );
});

/** Whether the first or the last word of a name is one for people: `attendees`, `patientGender`, `reviewer`. */
function namesPeople(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return PEOPLE.some((concept) => [words[0], words.at(-1)].some((word) => lexicon.is(word ?? "", concept)));
}

const PEOPLE: readonly Concept[] = [
  "natural-person",
  "user",
  "account",
  "member-of-group",
  "contact-person",
  "profile",
  "owner",
  "treated-person",
  "deals-with-customer",
  "public-figure",
];
