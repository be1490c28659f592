import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Concept } from "../../lexicon/concept.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { phraseAtEnd } from "../taxonomy/phrases.ts";
import type { Categories, Category } from "../taxonomy/categories.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import { isElsewhere } from "./name-judgement.ts";
import { readName } from "./field-name.ts";
import { readOwner } from "./owner-name.ts";
import { rememberedByText } from "../taxonomy/remembered.ts";
import { canHold } from "./value-types.ts";

/**
 * What a field is by the record that it completes, where its name alone may mean much: the country beside a street and a postal
 * code, the text beside whom it goes to, a position that is somebody's.
 */
export function byFamily(field: FieldInContext): FieldJudgement | undefined {
  const { facts, categories } = field;
  switch (familyOf(facts.name, categories)) {
    case "address":
      return byAddress(field);
    case "message":
      return byMessage(field);
    case "addressee":
      return byAddressee(field);
    case "holder":
      return byHolder(field);
    case "document":
      return byDocument(field);
    case "position":
      return byPosition(field) ?? byAddressee(field);
    case undefined:
      return undefined;
  }
}

/** Which family a record may make a field of this name one of. */
export const familyOf = rememberedByText((name, { lexicon }): Family | undefined => {
  const words = wordsInOrder(name);
  const text = words.join(" ");
  if (startOfEnd(words, lexicon, "country-of-address") !== undefined) return "address";
  if (lexicon.is(text, "text-of-message")) return "message";
  if (lexicon.has(words, "position-on-earth")) return "position";
  if (lexicon.is(text, "holder-of-account")) return "holder";
  if (lexicon.is(text, "number-of-a-document")) return "document";
  return isAddressee(text, lexicon) ? "addressee" : undefined;
});

type Family = "address" | "message" | "addressee" | "holder" | "document" | "position";

function isAddressee(text: string, lexicon: Lexicon): boolean {
  const isNamed = lexicon.is(text, "message-recipient") || lexicon.is(text, "message-destination");
  return isNamed && !lexicon.is(text, "contact-address");
}

/** Where the phrase of a concept begins in which words end. */
function startOfEnd(words: readonly string[], lexicon: Lexicon, concept: Concept): number | undefined {
  for (let at = 0; at < words.length; at++) if (lexicon.lengthAt(words, at, concept) === words.length - at) return at;
  return undefined;
}

/** A country or region is a part of the address that stands beside it under the same first words: `billing_country`, `billing_city`. */
function byAddress(field: FieldInContext): FieldJudgement | undefined {
  const { facts, categories } = field;
  if (facts.object.kind === "parameters") return undefined;
  const words = wordsInOrder(facts.name);
  const start = startOfEnd(words, categories.lexicon, "country-of-address") ?? 0;
  const before = wordsOf(words.slice(0, start).join(" "));
  const whose = phraseAtEnd(categories.owners, before)?.means;
  if (whose === "organisation" || whose === "place") return undefined;
  const beside = facts.object.fields.filter((name) => name !== facts.name && isPartOfAddress(name, before, categories));
  if (beside.length < LEAST_PARTS) return undefined;
  return judgedAs(categoryNamed("postal address", categories), field, `beside "${beside[0]}" and "${beside[1]}"`);
}

/** So many other parts make an address. */
const LEAST_PARTS = 2;
const ADDRESS = "user.contact.address";

function isPartOfAddress(name: string, before: readonly string[], { gathers }: Categories): boolean {
  const words = wordsOf(name);
  if (!before.every((word, at) => words[at] === word)) return false;
  const own = words.slice(before.length);
  const part = phraseAtEnd(gathers, own);
  return part !== undefined && part.means.key === ADDRESS && part.words.length === own.length;
}

/** A text is what somebody writes where whom it goes to stands beside it, and no outcome of anything. */
function byMessage(field: FieldInContext): FieldJudgement | undefined {
  const { facts, categories } = field;
  const { lexicon } = categories;
  if (!facts.types.includes("string") || facts.enum !== undefined || facts.object.kind === "parameters")
    return undefined;
  const beside = facts.object.fields.filter((name) => name !== facts.name).map((name) => textOfName(name));
  const texts = facts.object.fields.map((name) => [name, wordsInOrder(name).join(" ")] as const);
  const reached = texts.filter(([, text]) => lexicon.is(text, "message-recipient"));
  const to = (reached.find(([, text]) => !lexicon.is(text, "contact-address")) ?? reached[0])?.[0];
  if (to === undefined || beside.some((text) => OUTCOME.test(text))) return undefined;
  // A person's record has an e-mail address too: with one, a text is a message beside another part of it, or in a form with a name.
  const isForm =
    texts.filter(([, text]) => lexicon.is(text, "text-of-message")).length > 1 ||
    texts.some(([name]) => lexicon.is(textOfName(name), "known-name"));
  if (lexicon.is(wordsInOrder(to).join(" "), "contact-address") && !isForm) return undefined;
  return judgedAs(categoryNamed("message body", categories), field, `goes to "${to}"`);
}

/** How an answer says whether something went well. */
const OUTCOME = /^(?:status|success|succeeded|ok|error|errors|code|error code|status code|error message)$/;

/** Whom a message goes to is how somebody is reached: `to` beside the text of it, which is no outcome of anything. */
function byAddressee(field: FieldInContext): FieldJudgement | undefined {
  const { facts, categories } = field;
  const { lexicon } = categories;
  if (facts.types.includes("object") || facts.enum !== undefined || (facts.arrayOf ?? []).includes("integer"))
    return undefined;
  if (facts.format !== undefined && NO_ADDRESS.test(facts.format)) return undefined;
  if (!isAddressee(wordsInOrder(facts.name).join(" "), lexicon)) return undefined;
  const beside = facts.object.fields.filter((name) => name !== facts.name);
  const text = beside.find((name) => lexicon.is(wordsInOrder(name).join(" "), "text-of-message"));
  if (text === undefined || beside.some((name) => OUTCOME_ALONE.test(textOfName(name)))) return undefined;
  return judgedAs(categoryNamed("contact detail", categories), field, `"${text}" goes there`);
}

const NO_ADDRESS = /^(?:uuid|date|date-time|time|duration|[iu]ri(?:-reference)?)$/;
const OUTCOME_ALONE = /^(?:success|succeeded|ok|error|errors|error code|status code|error message)$/;

/** Who holds an account or a card, by its number beside it. */
function byHolder(field: FieldInContext): FieldJudgement | undefined {
  const { facts, categories } = field;
  if (facts.types.join() !== "string" || facts.enum !== undefined || facts.format !== undefined) return undefined;
  const number = facts.object.fields.find((name) =>
    readName(name, categories).hits.some(
      ({ category: { key }, strength, isWhole }) => isWhole && strength === "anywhere" && OF_HOLDERS.test(key),
    ),
  );
  return number === undefined
    ? undefined
    : judgedAs(categoryNamed("account holder name", categories), field, `holds "${number}"`);
}

const OF_HOLDERS = /^user\.financial\.(?:bank_account|credit_card)$/;

/** The number or picture of an identity document: the kind of it stands beside it, in the record of the person who has it. */
function byDocument(field: FieldInContext): FieldJudgement | undefined {
  const { facts, context, categories } = field;
  if (facts.types.join() !== "string" || facts.enum !== undefined || facts.object.kind === "parameters")
    return undefined;
  if (facts.format !== undefined && NO_DOCUMENT.test(facts.format)) return undefined;
  const { lexicon } = categories;
  const kind = facts.object.fields.find((name) => lexicon.is(textOfName(name), "kind-of-a-document"));
  const isOfPerson =
    context.kind === "person" ||
    context.isPersonal ||
    facts.object.fields.some((name) => lexicon.is(textOfName(name), "part-of-a-name"));
  return kind === undefined || !isOfPerson
    ? undefined
    : judgedAs(categoryNamed("identity document number", categories), field, `beside "${kind}"`);
}

const NO_DOCUMENT = /^(?:uuid|date|date-time|time|[iu]ri(?:-reference)?)$/;

/** Coordinates are where somebody is when their name, text or record is of a person: `posicion_guarda`. */
function byPosition(field: FieldInContext): FieldJudgement | undefined {
  const { facts, context, categories } = field;
  if (!facts.types.includes("object") || facts.children.filter((name) => isCoordinate(name, categories)).length < 2)
    return undefined;
  const isSomebodys =
    context.kind === "person" ||
    context.kind === "carried" ||
    context.isPersonal ||
    context.isLinked ||
    context.isTracked ||
    [facts.name, facts.description?.slice(0, LIMIT)].some(
      (text) => text !== undefined && namesPerson(text, categories),
    );
  return isSomebodys
    ? judgedAs(categoryNamed("latitude", categories), field, "it has coordinates, and is of a person")
    : undefined;
}

function isCoordinate(name: string, categories: Categories): boolean {
  return readName(name, categories).hits.some(({ category }) => category.key === "user.location.precise");
}

function namesPerson(text: string, categories: Categories): boolean {
  const { hasPerson, kind } = readOwner(text, categories);
  return hasPerson || kind === "person";
}

/** So much of a description is looked at. */
const LIMIT = 120;

function categoryNamed(name: string, categories: Categories): Category | undefined {
  return readName(name, categories).hits[0]?.category;
}

function judgedAs(category: Category | undefined, field: FieldInContext, why: string): FieldJudgement | undefined {
  const { facts, context } = field;
  if (category === undefined || (category.possibleIn.has(field.context.kind) && !isSomebodysPosition(category, field)))
    return undefined;
  if (!canHold({ category, strength: "anywhere" }, field)) return undefined;
  if (isElsewhere({ category, strength: "anywhere", of: undefined }, context.kind, context)) return undefined;
  return { category, confidence: "likely", because: [`named "${facts.name}"`, why] };
}

/** Whose position it is was looked at before. */
function isSomebodysPosition({ key }: Category, { context }: FieldInContext): boolean {
  return key === "user.location.precise" && context.kind === "unknown";
}
