import type { Concept } from "../../lexicon/concept.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn, isHeadedBy } from "../../lexicon/phrases.ts";
import type { Categories } from "../taxonomy/categories.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import { rememberedByObject, rememberedByText } from "../taxonomy/remembered.ts";
import type { ObjectFacts } from "./field-facts.ts";
import { readName } from "./field-name.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import { plainText } from "./kind-by-fields.ts";
import { readOwner } from "./owner-name.ts";
import { isKeptUnderPerson, namesSubject } from "./record.ts";
import { valueTypes } from "./value-types.ts";

/*
 * What a field of a common name holds since its record is one of a person: what somebody remarked there, how the person did at
 * work, where they get on and off, what they pay each month; and what a sheet about somebody's health asks.
 */

/** What a record of a person gives a common name. */
interface Meaning {
  readonly named: Concept;
  /** What else the name of the record must say. */
  readonly record?: Concept;
  /** A name of the category that it is of. */
  readonly like: string;
  readonly types: ReadonlySet<string>;
  readonly formats: RegExp;
  readonly because: string;
}

const TEXT: ReadonlySet<string> = new Set(["string"]);
const MEASURE: ReadonlySet<string> = new Set(["number", "integer", "boolean"]);
const SUM: ReadonlySet<string> = new Set(["number", "integer"]);
const NO_FORMAT = /^$/;
const NUMBERS = /^(?:float|double|decimal|int32|int64|money)$/;

const MEANINGS: readonly Meaning[] = [
  {
    named: "remark-on-person",
    like: "message body",
    types: TEXT,
    formats: NO_FORMAT,
    because: "a remark in a person's record",
  },
  {
    named: "measure-of-work",
    like: "browsing history",
    types: MEASURE,
    formats: NUMBERS,
    because: "how a person works, in their record",
  },
  {
    named: "counted-at-work",
    record: "record-of-work",
    like: "browsing history",
    types: MEASURE,
    formats: NUMBERS,
    because: "how a person works, in their record",
  },
  {
    named: "stop-of-person",
    like: "travelled route",
    types: TEXT,
    formats: NO_FORMAT,
    because: "where a person gets on or off",
  },
  {
    named: "rate-of-plan",
    record: "plan-of-payments",
    like: "account balance",
    types: SUM,
    formats: NUMBERS,
    because: "what a person pays by a plan",
  },
];

/** What a field holds since its record is one of a person. */
export function byPersonsRecord(field: FieldInContext): FieldJudgement | undefined {
  const { facts, reading, categories } = field;
  if (facts.place !== "property" && facts.place !== "form") return undefined;
  const sheet = byHealthSheet(field);
  if (sheet !== undefined) return sheet;
  const types = valueTypes(facts);
  if (types.length === 0 || (facts.enum ?? []).length > 0) return undefined;
  for (const { record, like, types: held, formats, because } of meaningsOf(facts.name, categories)) {
    if (!types.every((type) => held.has(type))) continue;
    if (facts.format !== undefined && !formats.test(facts.format)) continue;
    // Why something was called off says little of the person.
    if (like === "message body" && categories.lexicon.has(wordsOf(facts.name), "cancel")) continue;
    if (reading.isSwitch && !types.includes("boolean")) continue;
    if (record === undefined ? !isOfPersonsRecord(field) : !isCalled(facts.object, record, categories)) continue;
    const category = readName(like, categories).hits[0]?.category;
    if (category !== undefined) return { category, confidence: "likely", because: [`named "${facts.name}"`, because] };
  }
  return undefined;
}

/** Whether a record of a person may say what a field of this name holds. */
export function mayBeOfPersonsRecord(name: string, object: ObjectFacts, categories: Categories): boolean {
  return meaningsOf(name, categories).length > 0 || isHealthSheet(object, categories);
}

const meaningsOf = rememberedByText((name, { lexicon }): readonly Meaning[] => {
  const forms = [wordsOf(name), plainText(name).split(" ")];
  return MEANINGS.filter(({ named, record }) =>
    forms.some(
      (words) =>
        // What stands before it makes it another in a record of some kind: the currency rate of a loan.
        (record === undefined ? isHeadedBy(words, lexicon, named) : lexicon.is(words.join(" "), named)) ||
        (words.length === 1 && isCompoundOf(words[0]!, named)),
    ),
  );
});

/** Whether a German word ends in one of these nouns: `Absagegrund`, `Leerlaufminuten`. */
function isCompoundOf(word: string, named: Concept): boolean {
  return word.length >= SHORTEST_COMPOUND && COMPOUNDS[named]?.test(word) === true;
}

const SHORTEST_COMPOUND = 9;
const COMPOUNDS: Partial<Record<Concept, RegExp>> = {
  "remark-on-person": /(?:notiz(?:en)?|bemerkung(?:en)?|kommentar|grund|vermerk)$/,
  "measure-of-work": /(?:puenktlichkeit|fehltage|fehlzeiten?|leerlaufminuten|ueberstunden)$/,
  "stop-of-person": /(?:haltestelle|einstieg|ausstieg)$/,
  "rate-of-plan": /(?:monats|teil|kredit|tilgungs|jahres)rate$/,
};

/** Whether a record is a person's: by its fields, by what it is called, or by the person under whose path it is kept. */
export function isOfPersonsRecord({ facts: { object }, context, categories }: FieldInContext): boolean {
  if (OF_NOBODY.has(context.kind) || context.isTechnical || object.kind !== "object") return false;
  return (
    context.kind === "person" ||
    object.isListedByPerson === true ||
    namesSubject(object, categories) ||
    OF_ONE.some((concept) => isCalled(object, concept, categories)) ||
    isKeptUnderPerson(object, categories)
  );
}

/** What is one person's by what it is called: what somebody did at work or how, an appointment, an absence, a complaint. */
const OF_ONE = ["record-of-work", "appointment-of-somebody", "absence-of-somebody", "complaint-of-somebody"] as const;

const OF_NOBODY: ReadonlySet<string> = new Set(["place", "organisation", "infrastructure", "about"]);

/** What a sheet asks about somebody's health: what is on it that tells nothing of the sheet itself. */
function byHealthSheet({ facts, reading, categories }: FieldInContext): FieldJudgement | undefined {
  const { name, object } = facts;
  if (!isHealthSheet(object, categories)) return undefined;
  const types = valueTypes(facts);
  if (types.length === 0 || types.includes("object") || facts.format === "uuid") return undefined;
  const { lexicon } = categories;
  const words = wordsOf(name);
  if (reading.words.length === 0 || lexicon.has(words, "fact-of-sheet") || endsIn(words, lexicon, "identifier-word"))
    return undefined;
  // Whoever filled it in, and how they are reached, is no part of what it asks.
  const isKnown = reading.hits.some(
    ({ isWhole, category: { key } }) => isWhole && NO_ANSWER.some((one) => isWithin(key, one)),
  );
  if (isKnown || readOwner(name, categories).kind === "person") return undefined;
  if (facts.format !== undefined && /^(?:date|date-time|ur[il]|email|byte|binary)$/.test(facts.format))
    return undefined;
  const category = readName("medical history", categories).hits[0]?.category;
  return (
    category && { category, confidence: "likely", because: [`named "${name}"`, "a sheet about a person's health"] }
  );
}

const NO_ANSWER = ["user.name", "user.contact", "user.authorization", "user.government_id", "user.unique_id"];

/** Whether an object is called, or said to be, a sheet about somebody's health. */
const isHealthSheet = rememberedByObject((object: ObjectFacts, categories: Categories): boolean => {
  if (object.kind !== "object" || object.subject === "animals") return false;
  if (isCalled(object, "health-sheet", categories)) return true;
  const said = object.said === undefined ? [] : wordsInOrder(object.said.slice(0, LONGEST_SAID));
  return said.some((_, at) => at < NEAR_START && categories.lexicon.lengthAt(said, at, "health-sheet") > 0);
});

const LONGEST_SAID = 100;
/** So near to its beginning a text says what an object is. */
const NEAR_START = 3;

/** Whether an object is called so by its nearest name. */
function isCalled({ owners, resources }: ObjectFacts, concept: Concept, { lexicon }: Categories): boolean {
  return (owners.length > 0 ? owners.slice(0, 1) : resources.slice(0, 1)).some((name) => {
    const forms = [wordsOf(name), plainText(name).split(" ")];
    return forms.some((words) => lexicon.has(words, concept)) && !lexicon.has(forms[0]!, "kept-of-many");
  });
}
