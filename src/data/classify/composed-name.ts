import type { Concept } from "../../lexicon/concept.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import { phrasesAt } from "../taxonomy/phrases.ts";
import type { Categories, Category, OwnerKind } from "../taxonomy/categories.ts";
import { rememberedByText } from "../taxonomy/remembered.ts";
import { readName, type Hit } from "./field-name.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import { isBesideDoubt, isElsewhere } from "./name-judgement.ts";
import { canHold } from "./value-types.ts";

/**
 * What a name says by the two things that it is made of, in either order and in one word or several: a history and what somebody
 * does (`historial_busquedas`, `suchverlauf`), a position and what moves (`latitudVehiculo`), an illness and what is said of it.
 */
export function byComposition(field: FieldInContext): FieldJudgement | undefined {
  const { facts, reading, categories } = field;
  for (const { pair, of } of compositionsOf(facts.name, categories)) {
    const category = readName(pair.like, categories).hits[0]?.category;
    // What its whole name is a guess of stays one.
    if (category === undefined || reading.hits.some((hit) => isGuess(hit, category))) continue;
    if (isHeld(category, pair, of, field))
      return { category, confidence: "likely", because: [`named "${facts.name}"`] };
  }
  return undefined;
}

function isGuess({ category: { key, subjects }, isWhole, strength }: Hit, category: Category): boolean {
  return key === category.key && subjects.size === 0 && isWhole && strength === "anywhere";
}

/** Two concepts that together say what neither says alone. */
interface Pair {
  readonly core: Concept;
  readonly of: Concept;
  /** A name of the category that they make. */
  readonly like: string;
  /** They say it wherever the category may be, and need nothing personal around them. */
  readonly alone?: true;
}

const PAIRS: readonly Pair[] = [
  { core: "record-of-the-past", of: "whereabouts", like: "latitude" },
  { core: "record-of-the-past", of: "pastime", like: "browsing history" },
  { core: "done-before", of: "pastime", like: "browsing history" },
  { core: "done-before", of: "taken-in", like: "browsing history" },
  { core: "thing-taken-in", of: "taken-in", like: "browsing history" },
  { core: "whereabouts", of: "what-moves", like: "latitude", alone: true },
  { core: "whereabouts", of: "found-now", like: "latitude" },
  { core: "way-gone", of: "said-of-a-way", like: "latitude" },
  { core: "place-on-the-way", of: "end-of-a-way", like: "latitude" },
  { core: "ip-number", of: "use-of-an-account", like: "client ip", alone: true },
  { core: "ip-number", of: "device-of-a-person", like: "client ip" },
  { core: "number-of-a-device", of: "device-of-a-person", like: "device serial" },
  { core: "serial-of-a-device", of: "device-of-a-person", like: "device serial" },
  { core: "number-of-a-vehicle", of: "road-vehicle", like: "license plate", alone: true },
  { core: "ailment", of: "said-of-an-ailment", like: "diagnosis" },
  { core: "body-value", of: "said-of-a-body-value", like: "diagnosis" },
  { core: "part-of-an-address", of: "said-of-an-address", like: "street address" },
  { core: "profile-on-the-web", of: "social-network", like: "linkedin profile" },
];

function isHeld(category: Category, { alone }: Pair, of: OwnerKind | undefined, field: FieldInContext): boolean {
  if (!canHold({ category, strength: "anywhere" }, field) || isBesideDoubt(category, field)) return false;
  const { context } = field;
  const whose = of ?? (category.carries && context.isTracked ? "carried" : context.kind);
  if (isElsewhere({ category, strength: "personal", of }, whose, context)) return false;
  return (
    alone === true ||
    whose === "person" ||
    whose === "entrance" ||
    context.holders.some(({ key }) => key === category.key) ||
    context.isPersonal ||
    (category.carries && (whose === "carried" || context.isLinked)) ||
    (context.isOfHealth && isWithin(category.key, "user.health_and_medical"))
  );
}

/** Whether a name is made of two such things, whatever its owner makes of it. */
export function isComposed(name: string, categories: Categories): boolean {
  return compositionsOf(name, categories).length > 0;
}

/** A pair that a name is made of, and the kind of owner that it names beside it. */
interface Composition {
  readonly pair: Pair;
  readonly of: OwnerKind | undefined;
}

const compositionsOf = rememberedByText((name, categories): readonly Composition[] => {
  const { words: written, isSwitch } = readName(name, categories);
  const { lexicon } = categories;
  // `noSerieTelephone` is a number in a Romance language, and no switch.
  if ((isSwitch && written[0] !== "no") || written.length > MOST_WORDS) return [];
  const words = written.flatMap((word) => partsOf(word, lexicon));
  if (!words.some((_, at) => lexicon.lengthAt(words, at, "part-of-composition") > 0)) return [];
  return PAIRS.flatMap((pair) => {
    const made = readAs(pair, words, categories);
    return made === undefined ? [] : [{ pair, of: made.of }];
  });
});

const MOST_WORDS = 7;

/** The two parts of a word that is a pair written as one, with what links them in German: `nutzungsverlauf`. */
function partsOf(word: string, lexicon: Lexicon): readonly string[] {
  if (word.length < SHORTEST_PAIR || word.length > LONGEST_PAIR || lexicon.is(word, "part-of-composition"))
    return [word];
  for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at++) {
    const [first, second] = [word.slice(0, at), word.slice(at)];
    if (!lexicon.is(second, "part-of-composition")) continue;
    const plain = [first, first.replace(LINK, "")].find((one) => lexicon.is(one, "part-of-composition"));
    if (plain !== undefined) return [plain, second];
  }
  return [word];
}

const SHORTEST_PAIR = 7;
const LONGEST_PAIR = 40;
const SHORTEST_PART = 3;
const LINK = /(?:s|n|en|es)$/;

/** Whether words are one phrase or more of each of a pair, and else only such as change nothing, or a person. */
function readAs(
  { core, of }: Pair,
  words: readonly string[],
  categories: Categories,
): { readonly of: OwnerKind | undefined } | undefined {
  const { lexicon } = categories;
  let [cores, others, both] = [0, 0, 0];
  let owner: OwnerKind | undefined;
  for (let at = 0; at < words.length;) {
    const [ofCore, ofOther] = [lexicon.lengthAt(words, at, core), lexicon.lengthAt(words, at, of)];
    const person = ofPerson(words, at, categories);
    if (person > 0) owner = "person";
    const length = Math.max(ofCore, ofOther);
    if (length === 0 && person === 0 && !isAside(words[at] ?? "", categories)) return undefined;
    if (length > 0 && ofCore === ofOther) both += 1;
    else if (ofCore > ofOther) cores += 1;
    else if (ofOther > 0) others += 1;
    at += Math.max(length, length > 0 ? 0 : person, 1);
  }
  const isBoth = cores + both > 0 && others + both > 0 && cores + others + both > 1;
  return isBoth ? { of: owner } : undefined;
}

/** Of how many words a person is that stands there. */
function ofPerson(words: readonly string[], at: number, { owners }: Categories): number {
  return Math.max(
    0,
    ...phrasesAt(owners, words, at)
      .filter(({ means }) => means === "person")
      .map(({ words: phrase }) => phrase.length),
  );
}

function isAside(word: string, { words, lexicon }: Categories): boolean {
  return (
    words.before.has(word) ||
    words.after.has(word) ||
    words.particles.has(word) ||
    lexicon.is(word, "linking") ||
    /^\d+$/.test(word)
  );
}
