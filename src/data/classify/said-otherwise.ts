import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { isCredential } from "../taxonomy/is-credential.ts";
import type { Categories } from "../taxonomy/categories.ts";
import { isContradictedSecret } from "./contradicted-secret.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import { leadPhrase } from "./lead-phrase.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { readName } from "./field-name.ts";
import { readOwner } from "./owner-name.ts";

/**
 * Whether a description says that a value is something else than its name suggests: a text that is only shown ("Label of
 * the birthday field"), the measure of a picture or thing ("Height of the thumbnail"), or what a later request is compared
 * with ("Credentials to match against"), or a word that a text is split into. What is said of an element is surer than what it is called.
 */
export function isSaidOtherwise({ category }: FieldJudgement, field: FieldInContext): boolean {
  if (
    isShownText(
      field,
      CODED.some((key) => isWithin(category.key, key)),
    )
  )
    return true;
  if (isSaidThing(category.key, field) || isMeasured(category.key, field) || isSaidRow(category.key, field))
    return true;
  if (isSaidContact(category.key, field)) return true;
  if (isWithin(category.key, GOVERNMENT_ID)) return isNumberOfBusiness(field);
  if (isWithin(category.key, "user.government_id.vehicle_registration")) return isInputOfTransaction(field);
  if (PLACES.some((key) => isWithin(category.key, key))) return isAddressOnNetwork(field) || isAddressOnChain(field);
  if (isCredential(category.key))
    return (
      isContradictedSecret(field) ||
      isComparedWith(field) ||
      isUnitOfText(field) ||
      isPartOfSignature(field) ||
      isCodeOfThing(field) ||
      isCodeOfAnswer(field)
    );
  return OF_PERSONS.some((key) => isWithin(category.key, key)) && (isOfPage(field) || isMeasureOfThing(field));
}

/**
 * Whether the first noun of a description is that of a thing, so that the value is something else than what its name suggests:
 * `apiKey` is "The data set to search". A text that says the name again, or names something else of a person, removes nothing.
 */
function isSaidThing(key: string, { facts: { name, description = "" }, categories }: FieldInContext): boolean {
  if (!DECIDED.some((one) => isWithin(key, one)) && !isCredential(key)) return false;
  const phrase = leadPhrase(description);
  if (phrase === undefined || isOfSomebody(phrase, categories)) return false;
  const words = wordsOf(phrase);
  const noun = wordsOf(phrase.slice(0, OF.exec(phrase)?.index));
  return (
    endsIn(noun, categories.lexicon, "thing-said") &&
    !wordsOf(name).some((word) => words.includes(word)) &&
    readName(phrase, categories).hits.length === 0
  );
}

/**
 * Whether what is called a number of somebody is a measure: a number of which an example has a fraction, or whose text ends in a
 * unit, "Direct normal irradiance (W/m^2)". No register gives such a number.
 */
function isMeasured(key: string, { facts: { description = "", types, examples } }: FieldInContext): boolean {
  if (!NUMBERED.some((one) => isWithin(key, one)) || types.length === 0) return false;
  if (!types.every((type) => type === "number" || type === "integer")) return false;
  return UNIT.test(description.slice(0, LIMIT)) || examples.some((one) => typeof one === "number" && one % 1 !== 0);
}

/** What numbers are given for: a person, a device, an account. */
const NUMBERED = ["user.government_id", "user.device", "user.financial.bank_account"];
/** A unit in brackets, of the SI or derived: `(W/m^2)`, `[°C]`, `(mm)`. */
const UNIT =
  /[([](?:[kMGm]?W(?:h)?(?:\/m(?:\^?2|²))?|°[CF]?|[kcm]?m(?:\/s|\/h|²|³)?|[kmμ]?g|h?Pa|hPa|mb|%|[kmμ]?[VAΩ]|Hz|J|lx|dB)[)\]]/;

/** Whether what is called the number of a device is said to be that of an entry in a database, and no text speaks of a device. */
function isSaidRow(
  key: string,
  { facts: { name, description = "" }, categories: { lexicon } }: FieldInContext,
): boolean {
  const text = description.slice(0, LIMIT);
  if (wordsOf(name).some((word) => /^(?:imei|imsi|iccid|mac)$/.test(word))) return false;
  return isWithin(key, "user.device") && OF_ROW.test(text) && !lexicon.has(wordsInOrder(text), "machine");
}

const OF_ROW =
  /\b(?:primary key|(?:row|record|node|entity|entry|database) ?(?:id|number|key)|Primärschlüssel|Datensatznummer|clé primaire|clave primaria|chave primária)\b/i;

/** Whether what is called somebody's health is said to be a number to call: `mental_health_clinic` is "Phone number for …". */
function isSaidContact(key: string, { facts: { description = "" }, categories }: FieldInContext): boolean {
  if (!isWithin(key, "user.health_and_medical")) return false;
  const text = description.slice(0, OPENING);
  const head = text.slice(0, OF.exec(text)?.index);
  if (wordsOf(head).length > LONGEST_PLACE || isOfSomebody(text, categories)) return false;
  const { hits } = readName(head, categories);
  const [first] = hits;
  return first !== undefined && isWithin(first.category.key, "user.contact") && !hits.some(isOfHealth);
}

function isOfHealth({ category: { key } }: { readonly category: { readonly key: string } }): boolean {
  return isWithin(key, "user.health_and_medical");
}

const GOVERNMENT_ID = "user.government_id.national_identification_number";

/** Whether a description calls a number one of those under which businesses are registered: "EU VAT number for example". */
function isNumberOfBusiness({ facts: { description = "" } }: FieldInContext): boolean {
  return BUSINESS_NUMBER.test(description.slice(0, OPENING));
}

/** Registers of businesses by their abbreviations (value added tax in each language, ABN, EORI), which no other word has. */
const BUSINESS_NUMBER = /\b(?:VAT|USt-?Id(?:Nr)?|TVA|IVA|GSTIN?|ABN|EORI)\b/;

/**
 * Whether what is called an address is one of a wallet or contract on a chain: by each of its examples (hexadecimal, base58, bech32),
 * or by a text that says so.
 */
function isAddressOnChain({ facts: { description = "", examples }, categories: { lexicon } }: FieldInContext): boolean {
  const texts = examples.filter((one) => typeof one === "string");
  return (
    (texts.length > 0 && texts.every((one) => ON_CHAIN.some((form) => form.test(one)))) ||
    lexicon.has(wordsInOrder(description.slice(0, OPENING)), "wallet-address")
  );
}

/** Whether `vin` is what goes into a transaction of a chain, beside what goes out of it, its number or its lock: no vehicle has these. */
function isInputOfTransaction({ facts: { name, object } }: FieldInContext): boolean {
  return /^vins?$/i.test(name) && object.fields.some((other) => OF_TRANSACTION.test(other));
}

const OF_TRANSACTION = /^(?:vouts?|tx_?(?:id|hash)|lock_?time|block_?hash)$/i;

/** An address of a chain in its forms; one of base58 has figures and letters of both cases, and no space. */
const ON_CHAIN = [
  /^(?:0x)?[\da-f]{40,64}$/i,
  /^(?=\D*\d)(?=[^A-Z]*[A-Z])(?=[^a-z]*[a-z])[1-9A-HJ-NP-Za-km-z]{25,64}$/,
  /^[a-z]{2,12}1[ac-hj-np-z02-9]{20,90}$/,
];

/** Where somebody is or lives. */
const PLACES = ["user.location", "user.contact.address"];

/**
 * Whether what is called a place is the URL of something, by its format or by the first words of its description: SCIM's
 * `meta.location`. A link to where somebody is leads there.
 */
function isAddressOnNetwork({ facts: { description = "", format, examples }, categories }: FieldInContext): boolean {
  if (format !== undefined && URL_FORMATS.has(format))
    return ![description, ...examples].some((text) => typeof text === "string" && ON_MAP.test(text.slice(0, LIMIT)));
  const { lexicon } = categories;
  const words = wordsInOrder(description.slice(0, OPENING));
  const first = words.findIndex((word) => !lexicon.is(word, "article-or-own"));
  const length = first < 0 ? 0 : lexicon.lengthAt(words, first, "address-of-a-place");
  if (length === 0) return false;
  const behind = words.slice(first + length).map((_, at, rest) => rest.slice(at, at + LONGEST_PLACE).join(" "));
  return !behind.some((text) =>
    readName(text, categories).hits.some(({ category }) => PLACES.some((key) => isWithin(category.key, key))),
  );
}

/** The formats of a URL (JSON Schema, section 7.3.5), and what is written in their place. */
const URL_FORMATS: ReadonlySet<string> = new Set(["uri", "uri-reference", "iri", "iri-reference", "url"]);
/** A map, a `geo:` URI (RFC 5870), or coordinates in a URL: where somebody is. */
const ON_MAP = /\b(?:maps?|karte|carte|mapa)\b|\bgeo:-?\d|-?\d{1,3}\.\d{2,10}(?:,|%2C)-?\d{1,3}\.\d/i;
/** So much of a text is looked at. */
const LIMIT = 300;
/** So much of a description shows how it begins. */
const OPENING = 120;
/** So many words name a place: "last known location". */
const LONGEST_PLACE = 3;

/** What stands between a noun and what it is of. */
const OF = /\s(?:of|for|von|der|des|de|du|del|da|do)\s/i;

/** What a description decides, besides credentials. */
const DECIDED = ["user.health_and_medical", "user.content.private", "user.name"];

/** What a person has, and a picture or a parcel in another sense: a height, a weight, a name. */
const OF_PERSONS = ["user.health_and_medical", "user.demographic", "user.name"];

/** What is kept as a code, whose own wording is called a label: "Label of the disease (ICD)". */
const CODED = ["user.health_and_medical", "user.demographic"];

/**
 * Whether the first words of a description are those of a text on a page, and of nobody's: "Caption of the name field". The
 * label of what is coded is the thing itself, unless it stands in a form.
 */
function isShownText({ facts: { description = "" }, categories }: FieldInContext, isCoded: boolean): boolean {
  const phrase = leadPhrase(description);
  if (phrase === undefined || isOfSomebody(phrase, categories)) return false;
  const { lexicon } = categories;
  const words = wordsInOrder(phrase);
  return (
    lexicon.lengthAt(words, 0, "text-on-page") > 0 &&
    words.length > 1 &&
    (!isCoded || lexicon.has(words, "part-of-form"))
  );
}

/** Whether the first words of a description are of a picture, page or template, and of no person in it. */
function isOfPage({ facts: { description = "" }, categories }: FieldInContext): boolean {
  const phrase = leadPhrase(description);
  return (
    phrase !== undefined &&
    !isOfSomebody(phrase, categories) &&
    categories.lexicon.has(wordsInOrder(phrase), "thing-on-page")
  );
}

function isOfSomebody(phrase: string, categories: Categories): boolean {
  const { hasPerson, kind } = readOwner(phrase, categories);
  return hasPerson || kind === "person";
}

/**
 * Whether a measure is of a thing, since a breadth or depth of the same thing stands beside it, which people do not have:
 * `photo_height`, `photo_width`.
 */
function isMeasureOfThing({ facts: { name, object }, categories: { lexicon } }: FieldInContext): boolean {
  const own = wordsOf(name);
  if (!lexicon.is(own.at(-1) ?? "", "measure-of-body")) return false;
  const around = (words: readonly string[]): string => words.slice(0, -1).join(" ");
  return object.fields.some((other) => {
    const words = wordsOf(other);
    return around(words) === around(own) && lexicon.is(words.at(-1) ?? "", "measure-of-thing");
  });
}

/**
 * Whether a credential only says which key a signature beside it was made with, and for what: `x-amz-credential` beside
 * `x-amz-signature` and `x-amz-algorithm`, the fields of a signed upload. The signature is what lets in, for one upload.
 */
function isPartOfSignature({ facts: { name, object } }: FieldInContext): boolean {
  const words = wordsOf(name);
  if (words.length === 1 || words.at(-1) !== "credential") return false;
  const names = new Set(object.fields.map((other) => textOfName(other)));
  const before = words.slice(0, -1).join(" ");
  return names.has(`${before} signature`) && names.has(`${before} algorithm`);
}

/**
 * Whether a code is what a thing is known by, beside its ID and its name: `collection_code`, `collection_id`, `collection_name`.
 * The code of a door opens it.
 */
function isCodeOfThing({ facts: { name, object }, categories: { lexicon } }: FieldInContext): boolean {
  const words = wordsOf(name);
  const thing = words.slice(0, -1).join(" ");
  if (thing === "" || words.at(-1) !== "code" || lexicon.has(words.slice(0, -1), "opened-by-code")) return false;
  const names = new Set(object.fields.map((other) => textOfName(other)));
  return names.has(`${thing} id`) && names.has(`${thing} name`);
}

/**
 * Whether a code is the answer to a question: its text says that it tells whether something is so, and it has room for no
 * secret: values to choose from, an example of one or two characters, or no length that a secret would need.
 */
function isCodeOfAnswer({ facts, categories: { lexicon } }: FieldInContext): boolean {
  const { name, description = "", enum: values, examples, isLong } = facts;
  if (wordsOf(name).at(-1) !== "code" && !lexicon.is(wordsOf(name).at(-1) ?? "", "code")) return false;
  if (!TELLS_WHETHER.test(description.slice(0, OPENING)) || isLong === true) return false;
  if (wordsOf(name).some((word) => OPENS_SOMETHING.test(word))) return false;
  const shown = values ?? examples;
  // "Determines if …" is of a yes or no by itself; what is shown must not say otherwise.
  return shown.every((value) => typeof value !== "string" || value.length <= LONGEST_ANSWER);
}

/** How a text begins that tells of a yes or no: "Determines if the city has …". */
const TELLS_WHETHER =
  /^\W{0,3}(?:(?:a )?(?:flag|code|value|indicator) )?(?:that |which )?(?:determines|indicates|tells|says|shows|states|specifies) (?:if|whether)\b|^\W{0,3}gibt an, ob\b|^\W{0,3}(?:indique|précise) si\b|^\W{0,3}(?:indica|especifica) (?:si|se)\b/i;
const OPENS_SOMETHING = /^(?:pin|otp|mfa|recovery|backup|access|login|unlock)$/;
/** `Y`, `no`. */
const LONGEST_ANSWER = 5;

/** Whether a secret is a pattern: it stands in a matcher, or its text or one around it says what it is compared with. */
function isComparedWith({ facts: { description, object }, categories: { lexicon } }: FieldInContext): boolean {
  return (
    [description, ...(object.texts ?? [])].some((text) => text !== undefined && isSaidCompared(text)) ||
    object.owners.some((owner) => lexicon.has(wordsOf(owner), "matcher"))
  );
}

/**
 * Whether a token is one of those that a text is split into, by what is said of it, "The misspelled word", or since the tokens
 * stand beside what a model tells of each: `tokens`, `token_logprobs`.
 */
function isUnitOfText({ facts: { name, description = "", object }, categories: { lexicon } }: FieldInContext): boolean {
  if (name === "tokens" && object.fields.some((other) => TOLD_OF_UNITS.test(other))) return true;
  const phrase = leadPhrase(description);
  return (
    phrase !== undefined &&
    lexicon.is(textOfName(name), "token") &&
    lexicon.has(wordsOf(phrase), "unit-of-text") &&
    !SECRETS.some((concept) => lexicon.has(wordsOf(phrase), concept))
  );
}

const SECRETS = ["log-in-secret", "secret-word"] as const;

/** What language models and parsers tell of the words of a text. */
const TOLD_OF_UNITS = /(?:^|_)(?:logprobs?|text_offset|lemmas?|mentions)$/i;

/** Whether a text says that a value is a pattern which what comes later is compared with. */
export function isSaidCompared(text: string): boolean {
  return statedIn(text).has("compared-with");
}
