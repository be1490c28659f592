import type { Categories, Category, OwnerKind } from "../taxonomy/categories.ts";
import { readName } from "./field-name.ts";
import { plainWord, textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { phraseAtEnd, phrasesAt } from "../taxonomy/phrases.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import { rememberedByObject, rememberedByText } from "../taxonomy/remembered.ts";

/** What the fields of an object say of it together. */
export interface FieldsReading {
  /** One of the fields is what only persons have. */
  readonly isPerson: boolean;
  /** One of them is what persons mostly have. */
  readonly isPerhaps: boolean;
  /** One of them is more than a way to reach somebody. */
  readonly isNamed: boolean;
  /** A person's id is among them. */
  readonly isLinked: boolean;
  /** It names whom it is about: `patient`, `rider`. */
  readonly hasSubject: boolean;
  /** The id of what a person moves about with is among them. */
  readonly isTracked: boolean;
  /** An account name and a picture are among them: whoever wrote it is shown with it. */
  readonly isShownWith: boolean;
  /** How many are coordinates: two are latitude and longitude. */
  readonly points: number;
  /** It has an owner: it is no person itself. */
  readonly isOwned: boolean;
  /** People of a profession are listed in it: it is the practice or office where they work. */
  readonly isStaffed: boolean;
  /** It tells when it is open to whoever comes: it is a shop or an office. */
  readonly isOpenToAll: boolean;
  /** It has the number of a company, and nothing that only persons have. */
  readonly isCompany: boolean;
  /** Several of them make up one value: street, city and postcode an address. */
  readonly gathered: readonly Category[];
}

/** Reads the names of an object's fields for what it is. */
export const readSiblings = rememberedByObject((fields: readonly string[], categories): FieldsReading => {
  const read = fields.map((name) => readField(name, categories));
  const whole = read.flatMap(({ whole: own }) => own);
  // A patient's record lists doctors too, beside a surname or a day of birth.
  const isStaffed =
    fields.some((name) => isListOfProfessionals(name, categories)) &&
    !whole.some(({ key }) => OF_ONE_PERSON.test(key)) &&
    !fields.some((name) => categories.lexicon.is(textOfName(name), "part-of-a-name"));
  const identifying = isStaffed ? [] : whole.filter(({ identifies }) => identifies);
  return {
    isPerson: identifying.length > 0 || isOfNaturalPerson(whole, read) || isNamedInFull(read),
    isPerhaps: identifying.length > 0 || whole.some(({ suggests }) => suggests) || read.some(({ isSign }) => isSign),
    isNamed: identifying.some(({ key }) => !key.startsWith("user.contact")),
    isLinked: read.some(({ idOf }) => idOf === "person"),
    hasSubject: read.some(({ isSubject }) => isSubject),
    isTracked: read.some(({ idOf }) => idOf === "carried"),
    isShownWith: SHOWN_WITH.every((key) => whole.some((one) => one.key === key)),
    points: read.filter(({ isCoordinate }) => isCoordinate).length,
    isOwned: fields.includes("owner"),
    isStaffed,
    isOpenToAll: isOpenToAll(fields, read, categories),
    isCompany: isCompany(fields, categories),
    gathered: gatheredBy(read),
  };
});

/** Whether the full name is one of somebody of whom more is told, as other names or an address: things have full names, too. */
function isNamedInFull(read: readonly FieldReading[]): boolean {
  return (
    read.some(({ isFullName }) => isFullName) &&
    read.some(({ isFullName, ofPerson }) => !isFullName && ofPerson) &&
    !read.some(({ isOfCompany }) => isOfCompany)
  );
}

/** Whether one field is what no company has: an identity number that is no tax number, a criminal record, a trade union. */
function isOfNaturalPerson(whole: readonly Category[], read: readonly FieldReading[]): boolean {
  return whole.some(
    ({ key, certain, possibleBeside }) =>
      NATURAL.some((one) => isWithin(key, one)) &&
      (certain || !isWithin(key, "user.government_id")) &&
      !read.some(({ text }) => possibleBeside.has(text)),
  );
}

/** Whether fields tell the hours of a place: by such a name, or by "hours" beside where it is. */
function isOpenToAll(fields: readonly string[], read: readonly FieldReading[], { lexicon }: Categories): boolean {
  const texts = fields.map((name) => wordsInOrder(name).join(" "));
  if (texts.some((text) => lexicon.is(text, "hours-of-a-place"))) return true;
  return (
    read.some(({ isCoordinate, gathers }) => isCoordinate || gathers.length > 0) &&
    texts.some((text) => lexicon.is(text, "hours-beside-a-place"))
  );
}

/** Whether a company is what the fields are of: it has a number that only companies have, and nothing that only persons have. */
function isCompany(fields: readonly string[], categories: Categories): boolean {
  const { lexicon } = categories;
  const others = fields.filter((name) => !lexicon.is(textOfName(name), "number-of-a-company"));
  return (
    others.length < fields.length &&
    !others.some((name) => lexicon.is(textOfName(name), "part-of-a-name")) &&
    !others.some((name) => readField(name, categories).whole.some(({ key }) => OF_ONE_PERSON.test(key)))
  );
}

const NATURAL = [
  "user.government_id.national_identification_number",
  "user.government_id.passport_number",
  "user.criminal_history",
  "user.demographic.race_ethnicity",
  "user.demographic.union_membership",
];

const OF_ONE_PERSON = /^user\.(?:demographic|government_id|health)/;

/** Whether a name is that of several people of a profession: `notaires`, `lawyers`. */
function isListOfProfessionals(name: string, { lexicon }: Categories): boolean {
  const words = wordsOf(name);
  return (
    words.length === 1 &&
    lexicon.is(words[0]!, "professional") &&
    plainWord(wordsInOrder(name).at(-1) ?? "") !== words[0]
  );
}

const SHOWN_WITH = ["user.account.username", "user.content.self_image"];

/** What one field's name adds to that; names recur by the thousand. */
interface FieldReading {
  /** What it says by itself, in whole. */
  readonly whole: readonly Category[];
  readonly isCoordinate: boolean;
  /** What it is the id of. */
  readonly idOf: OwnerKind | undefined;
  /** It names a person whom a record is about, and not one of several or who made it. */
  readonly isSubject: boolean;
  readonly isFullName: boolean;
  /** It is another name, or what is told of a person's life or of how to reach them. */
  readonly ofPerson: boolean;
  /** It is what companies are called. */
  readonly isOfCompany: boolean;
  readonly gathers: readonly Category[];
  /** Persons have it, and what may be one by its name is one that has it. */
  readonly isSign: boolean;
  readonly text: string;
}

const readField = rememberedByText((name, categories): FieldReading => {
  const words = wordsOf(name);
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  const named = REFERS.has(last) ? phraseAtEnd(categories.owners, words.slice(0, -1))?.means : undefined;
  return {
    whole: readName(name, categories)
      .hits.filter((hit) => hit.strength === "anywhere" && hit.isWhole)
      .map(({ category }) => category),
    isCoordinate: readName(name, categories).hits.some(({ category }) => category.key === "user.location.precise"),
    idOf: last === "id" || named === "carried" ? named : undefined,
    isSubject: namesSubject(name, words, categories),
    isFullName: categories.lexicon.is(words.join(" "), "full-name"),
    ofPerson: readName(name, categories).hits.some(
      ({ isWhole, strength, category: { key } }) =>
        isWhole &&
        (strength === "anywhere" || strength === "personal") &&
        TOLD_OF_PERSON.some((one) => isWithin(key, one)),
    ),
    isOfCompany: categories.lexicon.has(words, "registered-name"),
    gathers: gatheringOf(words, categories),
    isSign: categories.words.signsOfPerson.has(words.join(" ")),
    text: words.join(" "),
  };
});

/** Whether a name is that of a person whom a record is about (`patient`), or of what they are called (`customer_name`). */
function namesSubject(name: string, words: readonly string[], categories: Categories): boolean {
  const { owners, lexicon } = categories;
  // Several are whom something is offered to, or who take part in it.
  if (plainWord(wordsInOrder(name).at(-1) ?? "") !== words.at(-1)) return false;
  const noun = words.length > 1 && lexicon.is(words.at(-1)!, "names-person") ? words.slice(0, -1) : words;
  return lexicon.is(noun.join(" "), "subject-of-record") && phraseAtEnd(owners, noun)?.means === "person";
}

const TOLD_OF_PERSON = [
  "user.name",
  "user.demographic",
  "user.contact.address",
  "user.contact.email",
  "user.contact.phone_number",
];

/** Behind the name of what moves about they tell which one it is: `vehicleId`, `vehicleLabel`. */
const REFERS: ReadonlySet<string> = new Set(["id", "label", "name", "number", "plate"]);

function gatheringOf(words: readonly string[], { gathers, owners }: Categories): readonly Category[] {
  const end = phraseAtEnd(gathers, words);
  if (end === undefined) return [];
  const before = words.slice(0, words.length - end.words.length);
  if (before.length > 0 && phraseAtEnd(owners, before)?.means !== "person") return [];
  return phrasesAt(gathers, words, before.length).map(({ means }) => means);
}

function gatheredBy(read: readonly FieldReading[]): Category[] {
  const counts = new Map<Category, number>();
  for (const { gathers } of read) for (const category of gathers) counts.set(category, (counts.get(category) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([category]) => category);
}
