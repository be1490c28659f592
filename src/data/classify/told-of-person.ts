import type { Concept } from "../../lexicon/concept.ts";
import { plainWord, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { ASIDES, FACTS, RECORDS } from "../../lexicon/told-concepts.ts";
import type { Categories, OwnerKind } from "../taxonomy/categories.ts";
import { rememberedByObject, rememberedByText } from "../taxonomy/remembered.ts";
import type { FieldFacts, ObjectFacts } from "./field-facts.ts";
import { readName } from "./field-name.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import { ownerContext } from "./owner-context.ts";
import { readOwner } from "./owner-name.ts";
import { involvesSomebody } from "./record.ts";
import { readSiblings } from "./sibling-fields.ts";
import { toldBy, type Told } from "./telling-words.ts";
import { valueTypes } from "./value-types.ts";

/*
 * What a leaf tells of a person in a record of one: by a word of its name or its text (`allerg`, "Sekunden bis zur Reaktion"), else,
 * where it says nothing by itself, by what the record is of: a number on a payslip is pay, a text of an examination a finding.
 * A bound, a form and an office are nobody's.
 */

type Fact = (typeof FACTS)[number];
type RecordOf = (typeof RECORDS)[number];

/** What a leaf tells of the person that its record is of. */
export function byToldOfPerson(field: FieldInContext): FieldJudgement | undefined {
  const { facts, categories } = field;
  if (facts.place === "path" || facts.place === "cookie" || isElsewhere(facts)) return undefined;
  const types = valueTypes(facts);
  if (types.length === 0 || types.includes("object") || isOfAnimal(facts.object, categories)) return undefined;
  const found =
    bySaidFact(field, types) ?? byNamedFact(field, types) ?? byPoint(field) ?? byMatterOfRecord(field, types);
  if (found === undefined) return undefined;
  const { kind, isTechnical } = field.context;
  return isTechnical || isOfNobody(kind) ? undefined : found;
}

/** Whether what stands in an object may tell of a person what neither its name nor its text says otherwise. */
export function mayTellOfPerson(
  name: string,
  description: string | undefined,
  object: ObjectFacts,
  categories: Categories,
): boolean {
  if (object.kind !== "object") return true;
  if (recordsOf(object, categories).length > 0) return true;
  const { concepts, cut } = toldByName(name, categories);
  const isTold =
    concepts.length + cut.length > 0 ||
    (description !== undefined && toldByText(description, categories).concepts.length > 0);
  // Most objects hold nothing that is told of anybody: whose they are need not be read.
  return isTold && isAboutPerson(object, categories);
}

/** Whether an object is an animal, which has a breed and vaccinations too. */
function isOfAnimal({ subject, owners }: ObjectFacts, { lexicon }: Categories): boolean {
  return subject === "animals" || owners.slice(0, 2).some((owner) => lexicon.has(wordsOf(owner), "animal"));
}

const NOBODY: ReadonlySet<OwnerKind> = new Set(["place", "organisation", "infrastructure", "about"]);

function isOfNobody(kind: OwnerKind): boolean {
  return NOBODY.has(kind);
}

/** Whether a format or an example shows that a value is a time, an identifier, masked, a template or a type. */
function isElsewhere({ format, examples }: FieldFacts): boolean {
  if (format !== undefined && /^(?:uuid|date-time|time|duration|email|hostname|regex)$/.test(format)) return true;
  return examples.some((one) => typeof one === "string" && /\{\{?\w+\}\}?|\*{3,}|\${|^Bearer$/.test(one));
}

interface FactRule {
  /** A name of the category that it is of. */
  readonly like: string;
  readonly types: ReadonlySet<string>;
  readonly isEnum?: true;
  readonly formats: RegExp;
  readonly because: string;
}

const ANYTHING: ReadonlySet<string> = new Set(["string", "number", "integer", "boolean"]);
const TEXT: ReadonlySet<string> = new Set(["string"]);
const SUM: ReadonlySet<string> = new Set(["number", "integer", "string", "boolean"]);
const NUMBER: ReadonlySet<string> = new Set(["string", "integer"]);
const NUMBERS = /^(?:float|double|decimal|int32|int64|money)$/;
const FILES = /^(?:ur[il]|byte|binary|base64|html|markdown)$/;
const NO_FORMAT = /^$/;
const DATES = /^date$/;
const SECRETS = /^(?:password|ur[il]|byte|base64)$/;

const RULES: Readonly<Record<Fact, FactRule>> = {
  "health-told": {
    like: "medical history",
    types: ANYTHING,
    isEnum: true,
    formats: /^(?:float|double|decimal|int32|int64|byte|binary)$/,
    because: "it is about a person's health",
  },
  "finance-told": { like: "account balance", types: SUM, formats: NUMBERS, because: "it is about a person's money" },
  "sensitive-told": {
    like: "criminal record",
    types: ANYTHING,
    isEnum: true,
    formats: NUMBERS,
    because: "it is what law protects most",
  },
  "entry-told": { like: "access token", types: NUMBER, formats: SECRETS, because: "it lets somebody in" },
  "number-of-person-told": {
    like: "identity card number",
    types: NUMBER,
    formats: NO_FORMAT,
    because: "a state or an insurer knows a person by it",
  },
  "device-told": {
    like: "device serial",
    types: NUMBER,
    formats: NO_FORMAT,
    because: "what a person has is known by it",
  },
  "person-fact-told": {
    like: "nationality",
    types: ANYTHING,
    isEnum: true,
    formats: DATES,
    because: "it says what sort of person somebody is",
  },
  "place-told": { like: "travelled route", types: TEXT, formats: NO_FORMAT, because: "it says where a person is" },
  "conduct-told": {
    like: "browsing history",
    types: ANYTHING,
    isEnum: true,
    formats: NUMBERS,
    because: "it says what a person does",
  },
  "someone-told": { like: "full name", types: TEXT, formats: NO_FORMAT, because: "it names a person" },
  "text-told": { like: "message body", types: TEXT, formats: FILES, because: "somebody wrote or said it of a person" },
};

/** What a text says first, up to its first stop: behind it stand reasons and examples. */
function firstSentence(text: string): string {
  return /^[^.;\n]*/.exec(text.slice(0, LONGEST))?.[0] ?? "";
}

const LONGEST = 140;

const toldByName = rememberedByText((name, { lexicon }): Told => toldBy(name, [...FACTS, ...ASIDES], lexicon, "field"));
const toldByText = rememberedByText((text, { lexicon }): Told =>
  toldBy(firstSentence(text), [...FACTS, ...ASIDES], lexicon, "text"),
);
const toldFirst = rememberedByText((text, { lexicon }): Told => {
  const words = wordsInOrder(firstSentence(text)).slice(0, OPENING);
  return toldBy(words.join(" "), [...FACTS, ...ASIDES], lexicon, "text");
});

/** So many words open a text, with what it is of. */
const OPENING = 5;

/** Whether a name or text is of a bound, a form or an office. */
function isAside({ name, description, format }: FieldFacts, categories: Categories): boolean {
  const named = toldByName(name, categories).concepts;
  if (named.some(isOneOf(ASIDES))) return true;
  if (description === undefined) return false;
  return (
    toldByText(description, categories).concepts.includes("bound-told") ||
    toldFirst(description, categories).concepts.some(isOneOf(["form-told", "office-told"])) ||
    (format === undefined && /\{\w+\}|\*{3}|maskiert|masked|masqué|enmascarad|mascarad/i.test(description))
  );
}

function isOneOf(concepts: readonly Concept[]): (concept: Concept) => boolean {
  return (concept) => concepts.includes(concept);
}

/** What the text of a leaf says. */
function bySaidFact(field: FieldInContext, types: readonly string[]): FieldJudgement | undefined {
  const { facts, categories } = field;
  const { description } = facts;
  if (description === undefined || IDENTIFIER_SAID.test(description) || isAside(facts, categories)) return undefined;
  const opening = toldFirst(description, categories).concepts.filter(isFact);
  const behind = toldByText(description, categories).concepts.filter(isFact);
  if (opening.length + behind.length === 0 || !isOfSomebody(field, description)) return undefined;
  return judged(
    [...opening, ...behind.filter((one) => one !== "someone-told")],
    field,
    types,
    `described as "${firstSentence(description).trim()}"`,
  );
}

/** A text that says that a value only identifies something: "ID of the doctor". */
const IDENTIFIER_SAID =
  /^\W{0,3}(?:the )?(?:unique )?(?:id|uuid|identifier|identifikator|identifiant interne|identificador interno)\b/i;

/** What the name of a leaf says. */
function byNamedFact(field: FieldInContext, types: readonly string[]): FieldJudgement | undefined {
  const { facts, categories } = field;
  if (facts.object.kind !== "object" || isAside(facts, categories)) return undefined;
  const { concepts, cut } = toldByName(facts.name, categories);
  const whole = concepts.filter(isFact);
  const of =
    whole.length > 0
      ? whole
      : cut.some(isOneOf(ASIDES)) || isWordOfText(facts)
        ? []
        : cut.filter(isFact).filter((one) => one !== "entry-told");
  if (of.length === 0 || !isOfSomebody(field, undefined)) return undefined;
  return judged(of, field, types, `named "${facts.name}"`);
}

/** Whether the text of a leaf has a word of its name: whoever writes "the disc number" did not cut `disc` off. */
function isWordOfText({ name, description }: FieldFacts): boolean {
  if (description === undefined) return false;
  const text = new Set(wordsInOrder(description.slice(0, LONGEST)).map(plainWord));
  return wordsInOrder(name).some((word) => word.length > 3 && text.has(plainWord(word)));
}

function isFact(concept: Concept): concept is Fact {
  return (FACTS as readonly Concept[]).includes(concept);
}

function judged(
  told: readonly Fact[],
  { facts, reading, categories }: FieldInContext,
  types: readonly string[],
  why: string,
): FieldJudgement | undefined {
  for (const fact of told) {
    const { like, types: held, isEnum, formats, because } = RULES[fact];
    if (!types.every((type) => held.has(type))) continue;
    if (facts.format !== undefined && !formats.test(facts.format)) continue;
    if (isEnum === undefined && (facts.enum ?? []).length > 0) continue;
    if (!NUMBERED.has(fact) && isIdentifierOrCount(facts.name, reading.words, fact, categories)) continue;
    if (types.includes("boolean") && (reading.isSwitch || (fact === "finance-told" && !why.startsWith("named"))))
      continue;
    const category = readName(like, categories).hits[0]?.category;
    if (category !== undefined) return { category, confidence: "likely", because: [why, because] };
  }
  return undefined;
}

/** What is known by a number or a code. */
const NUMBERED: ReadonlySet<Fact> = new Set(["entry-told", "number-of-person-told", "device-told"]);

/** Whether a name is that of an identifier, or of how many there are: of children it tells something of the person. */
function isIdentifierOrCount(name: string, words: readonly string[], fact: Fact, categories: Categories): boolean {
  if (/(?:[a-z\d]I[dD]|_id|^id)$/.test(name)) return true;
  if (fact !== "person-fact-told" && categories.lexicon.is(words.at(-1) ?? "", "no-fact-told")) return true;
  if (fact === "place-told" && /^(?:name|nome|nombre|nom)$/.test(words.at(-1) ?? "")) return true;
  return fact !== "person-fact-told" && categories.words.tallies.has(words[0] ?? "");
}

/** Whether a leaf stands in a record of a person, or its text names one. */
function isOfSomebody({ facts: { object }, categories }: FieldInContext, description: string | undefined): boolean {
  if (object.kind === "object" && (isAboutPerson(object, categories) || recordsOf(object, categories).length > 0))
    return true;
  return description !== undefined && namesPerson(firstSentence(description), categories);
}

/** Whether a text names a person. */
const namesPerson = rememberedByText((text, categories): boolean => {
  const words = wordsInOrder(text).map(plainWord);
  return words.some(
    (word) =>
      word.length > 2 &&
      (categories.lexicon.is(word, "somebody-said") ||
        categories.lexicon.is(word, "person-in-words") ||
        readOwner(word, categories).kind === "person"),
  );
});

/** Whether a record is of a person: it names one, hangs on one, is said to be of one, or stands below one in its path. */
const isAboutPerson = rememberedByObject((object: ObjectFacts, categories: Categories): boolean =>
  aboutPerson(object, categories, 3),
);

function aboutPerson(object: ObjectFacts, categories: Categories, steps: number): boolean {
  const { kind, isTechnical } = ownerContext(object, categories);
  if (object.kind !== "object" || isTechnical || isOfNobody(kind)) return false;
  if (involvesSomebody(object, categories)) return true;
  if (object.said !== undefined && namesPerson(firstSentence(object.said), categories)) return true;
  if (object.owners.slice(0, 2).some((owner) => readOwner(owner, categories).hasPerson)) return true;
  const path = object.resources.length > 0 ? object.resources : (object.path ?? []);
  if (path.slice(0, 3).some((segment) => readOwner(segment, categories).kind === "person")) return true;
  if (object.fields.some((name) => toldByName(name, categories).concepts.includes("someone-told"))) return true;
  const { heldIn = [] } = object;
  return steps > 0 && heldIn.length > 0 && heldIn.every((holder) => aboutPerson(holder, categories, steps - 1));
}

/** What a record is of, by its name, by what is said of it, and by the path that gives it. */
const recordsOf = rememberedByObject((object: ObjectFacts, categories: Categories): readonly RecordOf[] => {
  if (object.kind !== "object") return [];
  const names = [...object.owners.slice(0, 3), ...(object.owners.length > 0 ? [] : object.resources.slice(0, 1))];
  const { lexicon } = categories;
  const told = new Set<Concept>();
  for (const name of names) for (const concept of toldBy(name, RECORDS, lexicon, "name").concepts) told.add(concept);
  const said = object.said === undefined ? "" : wordsInOrder(firstSentence(object.said)).slice(0, OPENING).join(" ");
  for (const concept of toldBy(said, RECORDS, lexicon, "text").concepts) told.add(concept);
  if (told.size === 0 || names.some((name) => lexicon.has(wordsOf(name), "list-of-offers"))) return [];
  const { kind, isTechnical } = ownerContext(object, categories);
  if (isTechnical || isOfNobody(kind)) return [];
  return RECORDS.filter((one) => told.has(one));
});

/** What a leaf that says nothing by itself holds by what its record is of. */
const MATTERS: Readonly<
  Partial<
    Record<RecordOf, readonly { readonly fact: Fact; readonly types: ReadonlySet<string>; readonly isEnum?: true }[]>
  >
> = {
  "record-of-wage": [{ fact: "finance-told", types: new Set(["number"]) }],
  "record-of-debt": [{ fact: "finance-told", types: new Set(["number"]) }],
  "record-of-health": [{ fact: "health-told", types: ANYTHING, isEnum: true }],
  "record-of-driving": [{ fact: "conduct-told", types: new Set(["number", "integer"]) }],
  "record-of-learning": [{ fact: "conduct-told", types: new Set(["number", "integer"]) }],
  "record-of-presence": [{ fact: "conduct-told", types: new Set(["number"]) }],
  "record-of-body": [{ fact: "health-told", types: new Set(["number", "integer"]) }],
  "record-of-check": [{ fact: "sensitive-told", types: ANYTHING }],
};

/** What only persons have. */
const ONLY_PERSONS: ReadonlySet<RecordOf> = new Set(["record-of-wage", "record-of-check", "record-of-leave"]);

function byMatterOfRecord(field: FieldInContext, types: readonly string[]): FieldJudgement | undefined {
  const { facts, reading, categories } = field;
  const { object, name } = facts;
  if (object.kind !== "object" || facts.format === "date" || isAside(facts, categories)) return undefined;
  if (!isOpaque(field)) return undefined;
  for (const record of recordsOf(object, categories)) {
    if (!ONLY_PERSONS.has(record) && !isAboutPerson(object, categories)) continue;
    for (const { fact, types: held, isEnum } of MATTERS[record] ?? []) {
      if (!types.every((type) => held.has(type)) || (isEnum === undefined && (facts.enum ?? []).length > 0)) continue;
      if (types.includes("boolean") && reading.isSwitch) continue;
      if (record === "record-of-check" && facts.description === undefined && !facts.types.includes("array")) continue;
      const found = judged([fact], field, types, `named "${name}"`);
      if (found !== undefined) return { ...found, because: [`named "${name}"`, BECAUSE[record]] };
    }
  }
  return undefined;
}

const BECAUSE: Readonly<Record<RecordOf, string>> = {
  "record-of-wage": "of what a person is paid",
  "record-of-debt": "of what a person owes",
  "record-of-health": "of an examination or treatment of a person",
  "record-of-leave": "of a person's absence",
  "record-of-conduct": "of what befell a person",
  "record-of-learning": "of what a person learned",
  "record-of-driving": "of a person's trip",
  "record-of-presence": "of where a person was at work",
  "record-of-body": "of what is measured of a person",
  "record-of-entry": "of how a person gets in",
  "record-of-check": "of what authorities know of a person",
};

/** Whether a leaf's name is none of an identifier, a state, a number of things, a time or a person. */
function isOpaque({ facts, reading, categories }: FieldInContext): boolean {
  const { words } = categories;
  const last = reading.words.at(-1) ?? "";
  const first = reading.words[0] ?? "";
  if (categories.lexicon.is(last, "no-fact-told")) return false;
  if (last === "" || words.heads.has(last) || words.outside.has(last) || words.metadata.has(last)) return false;
  if (words.tallies.has(first) || reading.words.some((word) => words.counts.has(word))) return false;
  if (facts.format !== undefined && !NUMBERS.test(facts.format) && !/^(?:byte|binary)$/.test(facts.format))
    return false;
  return readOwner(facts.name, categories).kind === "unknown";
}

/** A point on the map, where a record of a person has both of its coordinates: where they were. */
function byPoint(field: FieldInContext): FieldJudgement | undefined {
  const { facts, reading, categories } = field;
  const { object } = facts;
  const hit = reading.hits.find(({ category }) => category.key === "user.location.precise");
  if (hit === undefined || object.kind !== "object" || readSiblings(object.fields, categories).points < 2)
    return undefined;
  if (!reading.words.every((word) => COORDINATE.test(word)) || isAside(facts, categories)) return undefined;
  const isOfRecord = recordsOf(object, categories).some((record) => WITH_POINTS.has(record));
  if (!isOfRecord && (!isAboutPerson(object, categories) || isNamedPlace(object, categories))) return undefined;
  return { category: hit.category, confidence: "likely", because: [`named "${facts.name}"`, "where a person was"] };
}

/** Whether an object has a name and is called as an office, or as nothing that is known to be a person's. */
function isNamedPlace({ fields, owners }: ObjectFacts, { lexicon }: Categories): boolean {
  return (
    owners.slice(0, 1).some((owner) => lexicon.has(wordsOf(owner), "office-told")) ||
    fields.some((name) => /^(?:name|nom|nombre|nome|bezeichnung|titel|title|libelle)$/i.test(name))
  );
}

const COORDINATE = /^(?:lat|lng|lon|long|latitude?|longitude?|breitengrad|laengengrad|breite|laenge)$/;

/** What somebody was at a place for. */
const WITH_POINTS: ReadonlySet<RecordOf> = new Set([
  "record-of-conduct",
  "record-of-driving",
  "record-of-presence",
  "record-of-body",
]);
