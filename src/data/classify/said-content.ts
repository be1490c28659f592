import type { Concept } from "../../lexicon/concept.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Categories, OwnerKind } from "../taxonomy/categories.ts";
import { rememberedByText } from "../taxonomy/remembered.ts";
import type { FieldFacts } from "./field-facts.ts";
import { readName } from "./field-name.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import { isElsewhere } from "./name-judgement.ts";
import { readOwner } from "./owner-name.ts";
import { canHold, valueTypes } from "./value-types.ts";

/**
 * What a description says that a value holds by its first noun and whom or what that is of: the text that a signer entered, the
 * picture of a face, the number of whoever is called. A name as common as `value` or `from` says nothing of it.
 */
export function bySaidContent(field: FieldInContext): FieldJudgement | undefined {
  const { facts, context, categories } = field;
  if (!isOpenToText(field) || context.isTechnical) return undefined;
  for (const text of [facts.description, facts.title]) {
    const said = text === undefined ? undefined : saidIn(firstClause(text), categories);
    if (said === undefined || !isOfKind(said.kind, facts) || isOfThing(said.kind, context.kind)) continue;
    const whose = OF_PERSON.has(said.kind) ? "person" : context.kind;
    if (NO_PERSONS.has(whose)) continue;
    if (said.kind === "text" && isOfSoftware(facts, categories)) continue;
    const category = readName(said.like, categories).hits[0]?.category;
    if (category === undefined || !canHold({ category, strength: "anywhere" }, field)) continue;
    if (whose !== "person" && isElsewhere({ category, strength: "anywhere", of: undefined }, whose, context)) continue;
    return { category, confidence: "likely", because: [`described as "${said.phrase}"`] };
  }
  return undefined;
}

/** What is said to be of a person, whatever the record is that it stands in. */
const OF_PERSON: ReadonlySet<SaidKind> = new Set(["whereabouts", "person", "number", "way in", "sum"]);

/** Whether a text says by its first noun that a value is of somebody. */
export function saysContent(text: string, categories: Categories): boolean {
  return saidIn(firstClause(text), categories) !== undefined;
}

/** What an object is that has nothing of a person, whatever its fields are said to be. */
const NO_PERSONS: ReadonlySet<OwnerKind> = new Set(["place", "organisation", "infrastructure", "about"]);

/** Whether a value is a text, file or number of which only the description says more, and no choice, switch, identifier or state. */
function isOpenToText({ facts, reading, categories }: FieldInContext): boolean {
  const types = valueTypes(facts);
  if (types.length === 0 || types.some((type) => type === "object" || type === "boolean")) return false;
  if ((facts.enum ?? []).length > 0 || reading.isSwitch || facts.place === "header" || facts.place === "path")
    return false;
  return (
    !categories.words.heads.has(reading.words.at(-1) ?? "") ||
    reading.words.length === 1 ||
    saysMoreThanName(facts.description ?? "", categories)
  );
}

/** Whether a text says that a value is the number of a document or what lets somebody in, and no identifier or code of the API's own. */
function saysMoreThanName(text: string, categories: Categories): boolean {
  const kind = saidIn(firstClause(text), categories)?.kind;
  return kind === "number" || kind === "way in";
}

/** Whether a text says that a value is where a person or their device is. */
export function saysWhereabouts(text: string, categories: Categories): boolean {
  return saidIn(firstClause(text), categories)?.kind === "whereabouts";
}

type SaidKind =
  | "text"
  | "picture"
  | "name"
  | "person"
  | "contact"
  | "doing"
  | "health"
  | "address"
  | "point"
  | "whereabouts"
  | "number"
  | "way in"
  | "sum";

interface Said {
  readonly kind: SaidKind;
  /** A name of the category that it is of. */
  readonly like: string;
  readonly phrase: string;
}

/** Whether a value of these types and this format can be what is said. */
function isOfKind(kind: SaidKind, facts: FieldFacts): boolean {
  const { format, place } = facts;
  if (place === "query" && kind !== "contact" && kind !== "name" && kind !== "whereabouts") return false;
  if (kind === "sum") return valueTypes(facts).every((type) => type === "number" || type === "integer");
  if (kind === "doing") return format === undefined || !/^(?:uuid|email)$/.test(format);
  if (kind === "point" || kind === "whereabouts")
    return format === undefined || /^(?:float|double|decimal)$/.test(format);
  if (!valueTypes(facts).every((type) => type === "string")) return false;
  if (kind === "number") return format === undefined;
  if (kind === "picture" || kind === "health" || kind === "way in") return format === undefined || LINKS.test(format);
  return format === undefined || TEXTS.test(format);
}

const LINKS = /^(?:ur[il]|byte|binary|base64)$/;
const TEXTS = /^(?:html|markdown|phone|e164|email|text)$/;

/** A thing has no name of a person and no picture of one: a product is by a maker. */
function isOfThing(kind: SaidKind, owner: OwnerKind): boolean {
  return (
    owner === "thing" &&
    (kind === "address" || kind === "point" || kind === "name" || kind === "picture" || kind === "contact")
  );
}

/** Whether what holds a text is a part of software, as a template or a setting is: its texts are written for many. */
function isOfSoftware({ object: { owners, resources } }: FieldFacts, { lexicon }: Categories): boolean {
  return [...owners.slice(0, 1), ...(owners.length > 0 ? [] : resources.slice(0, 1))].some((name) =>
    wordsOf(name).some((word) => lexicon.is(word, "text-of-software")),
  );
}

/** The words up to the first stop. */
function firstClause(text: string): string {
  return CLAUSE.exec(text.slice(0, LIMIT))?.[0] ?? "";
}

const LIMIT = 120;
const CLAUSE = /^[^.,;:()<[{`"]*/;

const saidIn = rememberedByText((clause, categories): Said | undefined => {
  const words = wordsInOrder(clause);
  if (words.length < 2) return aloneIn(words, clause, categories);
  const singular = words.map(singularOf);
  const isSingular = singular.every((word, at) => word === words[at]);
  const reading: Clause = {
    words,
    singular: isSingular ? words : singular,
    categories,
    lexicon: categories.lexicon,
  };
  if (isShortFor(reading, "camera-picture")) return { kind: "picture", like: "profile picture", phrase: clause.trim() };
  const found = READERS.find(([, , says]) => says(reading));
  return found === undefined ? undefined : { kind: found[0], like: found[1], phrase: clause.trim() };
});

/** A word that says all: `Kamerabild`. */
function aloneIn(words: readonly string[], clause: string, { lexicon }: Categories): Said | undefined {
  const [word = ""] = words;
  if (lexicon.is(word, "camera-picture")) return { kind: "picture", like: "profile picture", phrase: clause.trim() };
  return undefined;
}

/** Whether a clause is a noun of a concept and little before it: "Letztes Kamerabild". */
function isShortFor(clause: Clause, concept: Concept): boolean {
  const { words } = clause;
  return words.length <= MOST_BEFORE && lengthAt(clause, words.length - 1, concept) === 1;
}

function singularOf(word: string): string {
  return wordsOf(word).join("");
}

interface Clause {
  /** In their order, in small letters. */
  readonly words: readonly string[];
  /** The same, each in the singular: the very same where all are. Some 150 phrases are looked for in each clause. */
  readonly singular: readonly string[];
  readonly categories: Categories;
  readonly lexicon: Lexicon;
}

/** What a clause may say, the surest first. */
const READERS: readonly (readonly [SaidKind, string, (clause: Clause) => boolean])[] = [
  ["picture", "passport scan", isPaper],
  ["picture", "signed document", isHandwriting],
  ["number", "driver license number", (clause) => isNumberOf(clause, "driving-paper")],
  ["number", "identity card number", (clause) => isNumberOf(clause, "identity-paper")],
  ["number", "medical record number", (clause) => isNumberOf(clause, "insurance-paper")],
  ["way in", "magic link", isOwnLink],
  ["way in", "access code", isCodeOfDoor],
  ["health", "medical history", isCodeOfIllness],
  ["picture", "face scan", (clause) => isPictureOf(clause, "face-said")],
  ["picture", "profile picture", (clause) => isPictureOf(clause, "camera-said") || isPictureOfPerson(clause)],
  ["health", "medical history", isPrescribed],
  ["address", "home address", isHome],
  ["point", "latitude", isPointOfHome],
  ["whereabouts", "latitude", isPointOfPerson],
  ["contact", "contact detail", isContactOfOther],
  ["person", "full name", isNameOfSaidPerson],
  ["name", "full name", isNameOfPerson],
  ["sum", "account balance", isAgreedPrice],
  ["text", "message body", isTextOfPerson],
  ["doing", "browsing history", isDoing],
];

/** Behind so many words, articles and adjectives, stands the noun that opens a phrase. */
const MOST_BEFORE = 3;
/** So many words behind it stands whom it is of. */
const NEAR = 8;

/** Where the first noun is one of a concept, the place behind it; 0 where it is none. */
function behindHead(clause: Clause, concept: Concept): number {
  for (let at = 0; at <= MOST_BEFORE && at < clause.words.length; at += 1) {
    const length = lengthAt(clause, at, concept);
    if (length > 0) return at + length;
    // A preposition ends the noun phrase that opens the text.
    if (at > 0 && lengthAt(clause, at, "joins-nouns") > 0) return 0;
  }
  return 0;
}

/** Of how many words a phrase of a concept is that stands at a place, as written or in the singular. */
function lengthAt({ words, singular, lexicon }: Clause, at: number, concept: Concept): number {
  const length = lexicon.lengthAt(words, at, concept);
  return length > 0 || singular === words ? length : lexicon.lengthAt(singular, at, concept);
}

function isBarred(clause: Clause): boolean {
  return has(clause, 0, clause.words.length, "says-no-content");
}

/** Whether a phrase of a concept begins in a part of a clause. */
function has(clause: Clause, start: number, end: number, concept: Concept): boolean {
  for (let at = Math.max(0, start); at < end && at < clause.words.length; at += 1)
    if (lengthAt(clause, at, concept) > 0) return true;
  return false;
}

/** The picture of an identity document: "Scan of passport or ID card". */
function isPaper(clause: Clause): boolean {
  const behind = behindHead(clause, "picture-said");
  return behind > 0 && has(clause, behind, behind + NEAR, "identity-paper");
}

/** The number of a paper: "Número del permiso de conducir", "Number on the insurance card". */
function isNumberOf(clause: Clause, concept: Concept): boolean {
  if (has(clause, 0, clause.words.length, "picture-said") || isBarredNumber(clause)) return false;
  const behind = behindHead(clause, "number-of-paper-said");
  return behind > 0 && has(clause, behind, behind + SHORT_WAY, concept);
}

/** Whether it is only what kind of number it is, or a part of it. */
function isBarredNumber(clause: Clause): boolean {
  return has(clause, 0, clause.words.length, "part-of-number-said");
}

/** A link that lets in one person: "Lien personnel de signature", "Private link to the video call". */
function isOwnLink(clause: Clause): boolean {
  const { words } = clause;
  for (let at = 0; at <= MOST_BEFORE && at < words.length; at += 1) {
    const length = lengthAt(clause, at, "link-said");
    if (length === 0) continue;
    return (at > 0 && lengthAt(clause, at - 1, "own-said") > 0) || lengthAt(clause, at + length, "own-said") > 0;
  }
  return false;
}

/** What opens a door: "Zahlencode der Haustür", "Code of the front door". */
function isCodeOfDoor(clause: Clause): boolean {
  const behind = behindHead(clause, "code-said");
  return behind > 0 && has(clause, behind, behind + SHORT_WAY, "door-said");
}

/** The code of an illness: "Código da doença no atestado". */
function isCodeOfIllness(clause: Clause): boolean {
  const behind = behindHead(clause, "code-said");
  return behind > 0 && has(clause, behind, behind + SHORT_WAY, "illness-said");
}

/** What one customer pays by agreement: "Vereinbarter Frachtpreis", "Negotiated price". */
function isAgreedPrice(clause: Clause): boolean {
  const { words, lexicon } = clause;
  return (
    words.length <= MOST_BEFORE + 1 &&
    words.some((word) => lexicon.is(word, "agreed-said")) &&
    words.some((word, at) => lengthAt(clause, at, "price-said") > 0)
  );
}

/** What somebody signed with, as a picture: "Signature of the recipient", "Tracé manuscrit de la signature". */
function isHandwriting(clause: Clause): boolean {
  const behind = behindHead(clause, "signature-said");
  if (behind > 0 && has(clause, 0, behind + NEAR, "by-hand")) return true;
  if (isBarred(clause)) return false;
  if (behind > 0 && personNear(clause, behind) !== undefined) return true;
  const drawn = behindHead(clause, "picture-said");
  return drawn > 0 && has(clause, drawn, drawn + NEAR, "signature-said");
}

function isPictureOf(clause: Clause, concept: Concept): boolean {
  if (isBarred(clause)) return false;
  const behind = behindHead(clause, "picture-said");
  return behind > 0 && has(clause, 0, behind + NEAR, concept);
}

function isPictureOfPerson(clause: Clause): boolean {
  const behind = behindHead(clause, "picture-said");
  if (behind === 0 || isBarred(clause)) return false;
  const person = personNear(clause, behind);
  return person !== undefined && !person.isProgramUser && isFirstNoun(clause, behind, person.at);
}

/** What was ordered or prescribed for somebody: "Analyses prescrites". */
function isPrescribed(clause: Clause): boolean {
  const behind = behindHead(clause, "examination-said");
  return behind > 0 && !isBarred(clause) && has(clause, 0, behind + NEAR, "prescribed-said");
}

/** Where a person is, or the device that they carry: "Standort des Geräts", "Current position of the rider". */
function isPointOfPerson(clause: Clause): boolean {
  const behind = behindHead(clause, "point-said");
  const owner = ownerOf(clause);
  if (isBarred(clause)) return false;
  if (owner >= 0 && personAt(clause, owner) > 0) return has(clause, owner, owner + SHORT_WAY, "point-said");
  if (behind === 0) return false;
  const person = personNear(clause, behind);
  // "Position of the answer that the pupil ticked" is of the answer.
  if (person !== undefined) return isFirstNoun(clause, behind, person.at) && !hasRelative(clause, behind, person.at);
  return isDeviceNear(clause, behind);
}

/** Whether a relative clause begins between two words: what stands in it is said of what stands before it. */
function hasRelative({ words, categories }: Clause, start: number, end: number): boolean {
  return words.slice(start + 1, end).some((word) => categories.lexicon.is(word, "leads-in-clause"));
}

/** Whether a clause names what somebody carries, and no part of it: "the device", not "this phone number". */
function isDeviceNear(clause: Clause, start: number): boolean {
  for (let at = start; at < clause.words.length && at < start + NEAR; at += 1) {
    const length = lengthAt(clause, at, "device-carried-said");
    if (length > 0 && !isModifier(clause, at + length)) return true;
  }
  return false;
}

/** Where a home is: "Position du domicile". */
function isPointOfHome(clause: Clause): boolean {
  const behind = behindHead(clause, "point-said");
  return behind > 0 && !isBarred(clause) && isHomeNear(clause, behind);
}

/** Where somebody lives: "Domicile à surveiller", "Address of the residence", and no "home page". */
function isHome(clause: Clause): boolean {
  if (isBarred(clause)) return false;
  if (isHomeNear(clause, 0)) return true;
  const behind = behindHead(clause, "number-said");
  return behind > 0 && isHomeNear(clause, behind);
}

/** Whether a home follows a place in a clause, behind nothing but articles and what joins nouns. */
function isHomeNear(clause: Clause, start: number): boolean {
  for (let at = start; at < start + MOST_BEFORE && at < clause.words.length; at += 1) {
    const length = lengthAt(clause, at, "home-said");
    if (length > 0) return !isModifier(clause, at + length);
  }
  return false;
}

/** How whoever is at the other end is reached: "Number of the called party", "Recipient's number or address". */
function isContactOfOther(clause: Clause): boolean {
  if (isBarred(clause)) return false;
  const behind = behindHead(clause, "number-said");
  const owner = ownerOf(clause);
  if (owner >= 0 && lengthAt(clause, owner, "other-party") > 0)
    return has(clause, owner, owner + SHORT_WAY, "number-said");
  return behind > 0 && has(clause, behind, behind + SHORT_WAY, "other-party");
}

/** Where the word stands that is said to have what follows, in English: the *reporter's* own words. */
function ownerOf({ words }: Clause): number {
  const sign = words.indexOf("s");
  return sign > 0 && sign <= MOST_BEFORE ? sign - 1 : -1;
}

const SHORT_WAY = 4;

/** What somebody is called: "Display name of the person who opened the door", "Person who accepted". */
function isNameOfPerson(clause: Clause): boolean {
  if (isBarred(clause)) return false;
  if (opensWithPerson(clause)) return true;
  const behind = behindHead(clause, "name-said");
  if (behind === 0) return false;
  const person = personNear(clause, behind);
  return (
    person !== undefined &&
    !person.isProgramUser &&
    // What somebody gives a name is another thing: "declared by the author".
    !clause.words.slice(behind, person.at).some((word) => BY.test(word)) &&
    lengthAt(clause, person.at, "may-be-a-firm") === 0 &&
    isFirstNoun(clause, behind, person.at)
  );
}

/** The name of a person, who is called one: "Name der meldenden Person", which no thing and no firm is. */
function isNameOfSaidPerson(clause: Clause): boolean {
  return isNameOfPerson(clause) && has(clause, 1, clause.words.length, "person-in-words");
}

/** Who did it, in a passive sentence of each language. */
const BY = /^(?:by|durch|par|por|pelo|pela)$/;

/** "Person who accepted", "The employee", and not "Employee number". */
function opensWithPerson(clause: Clause): boolean {
  const at = [0, 1].find((one) => lengthAt(clause, one, "person-in-words") > 0);
  return at !== undefined && !isModifier(clause, at + lengthAt(clause, at, "person-in-words"));
}

/** What somebody wrote or said, or is written to: "Texte saisi par le signataire", "Message to the driver", "Notes on the call". */
function isTextOfPerson(clause: Clause): boolean {
  if (isBarred(clause)) return false;
  const owner = ownerOf(clause);
  if (owner >= 0 && personAt(clause, owner) > 0) return has(clause, owner, owner + SHORT_WAY, "written-said");
  const behind = behindHead(clause, "written-said");
  if (behind === 0) return false;
  if (has(clause, behind, behind + NEAR, "other-party")) return true;
  if (has(clause, behind, behind + NEAR, "talk-said") || has(clause, behind, behind + NEAR, "own-words-said"))
    return true;
  const person = personNear(clause, behind);
  if (person === undefined) return false;
  const isAuthor =
    has(clause, person.at - 2, person.at, "author-word") || has(clause, behind, person.at, "entered-said");
  return isAuthor || (!person.isProgramUser && isFirstNoun(clause, behind, person.at));
}

/** What a visitor or customer saw, did or bought: "Page the visitor was on", "Products the customer bought". */
function isDoing(clause: Clause): boolean {
  const { words, singular } = clause;
  if (isBarred(clause)) return false;
  const person = personNear(clause, 1);
  // What many did is nobody's.
  if (person === undefined || singular[person.at] !== words[person.at]) return false;
  const behind = person.at + person.length;
  return has(clause, behind, behind + SHORT_WAY, "doing-said");
}

interface SaidPerson {
  readonly at: number;
  readonly length: number;
  /** It may be whoever calls, or reads what software says. */
  readonly isProgramUser: boolean;
}

/** The first person that words name near a place. */
function personNear(clause: Clause, start: number): SaidPerson | undefined {
  for (let at = start; at < clause.words.length && at < start + NEAR; at += 1) {
    const length = personAt(clause, at);
    if (length === 0 || isModifier(clause, at + length)) continue;
    return { at, length, isProgramUser: lengthAt(clause, at, "program-user") > 0 };
  }
  return undefined;
}

/** Of how many words a person is that is named at a place, 0 where none is. */
function personAt(clause: Clause, at: number): number {
  const { words, categories } = clause;
  const length = lengthAt(clause, at, "somebody-said");
  if (length > 0) return length;
  const word = words[at] ?? "";
  // A registration is somebody's, or that of a thing: it is nobody by itself.
  if (lengthAt(clause, at, "registration") > 0) return 0;
  return word.length > 2 && readOwner(word, categories).kind === "person" ? 1 : 0;
}

/** Whether a word stands before another noun that it says more of, in English: "customer portal", "the user's device". */
function isModifier({ words, lexicon }: Clause, next: number): boolean {
  const word = words[next];
  if (word === undefined) return false;
  if (word === "s") return true;
  return !lexicon.has(words, "word-of-romance-or-german") && !lexicon.is(word, "goes-on");
}

/** Whether nothing between a noun and a person is a thing, a place or an organization, which would be what the noun is of. */
function isFirstNoun({ words, categories }: Clause, behind: number, person: number): boolean {
  return words.slice(behind, person).every((word) => {
    const { kind } = readOwner(word, categories);
    return kind === "unknown" || kind === "person";
  });
}
