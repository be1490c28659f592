import type { Concept } from "../../lexicon/concept.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import type { Categories, Category } from "../taxonomy/categories.ts";
import { rememberedByText } from "../taxonomy/remembered.ts";
import type { ObjectFacts } from "./field-facts.ts";
import { readName } from "./field-name.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import { isBesideDoubt } from "./name-judgement.ts";
import { involvesSomebody } from "./record.ts";
import { recordKindsOf, type RecordKind } from "./record-kinds.ts";
import { isSaidPartial } from "./said-of-value.ts";
import { canHold, valueTypes } from "./value-types.ts";

/** What a field of a common name holds by the kind of record that it stands in: the `data` of a message, the `total` of an order. */
export function byRecordKind(field: FieldInContext): FieldJudgement | undefined {
  const { facts, categories } = field;
  const parts = partsOf(facts.name, categories);
  if (parts.length === 0) return undefined;
  const kinds = recordKindsOf(facts.object, categories);
  for (const part of parts) {
    if (!kinds.has(part.kind)) continue;
    const category = readName(part.like, categories).hits[0]?.category;
    if (category !== undefined && isPart(part, category, field))
      return { category, confidence: "likely", because: [`named "${facts.name}"`, BECAUSE[part.kind]] };
  }
  return undefined;
}

/** Whether what an object is may say what a field of this name holds. */
export function mayBePart(name: string, object: ObjectFacts, categories: Categories): boolean {
  return partsOf(name, categories).length > 0 && recordKindsOf(object, categories).size > 0;
}

/** A field that records of a kind have. */
interface Part {
  readonly kind: RecordKind;
  readonly named: Concept;
  /** What else may stand before that name: the *shipping* total. */
  readonly isLoose?: true;
  /** A name of the category that it is of. */
  readonly like: string;
  readonly types: ReadonlySet<string>;
  readonly formats?: RegExp;
  /** Only in a record that names somebody. */
  readonly isOfNamed?: true;
  /** One of some values is told, too: whether what was measured is high or low. */
  readonly isOfChoice?: true;
  /** Whatever type its values have: somebody answers with a number or a date, too. */
  readonly isOfAnyType?: true;
}

const TEXT: ReadonlySet<string> = new Set(["string"]);
const TEXT_OR_OBJECT: ReadonlySet<string> = new Set(["string", "object"]);
const SUM: ReadonlySet<string> = new Set(["number", "integer", "object"]);
const ANYTHING: ReadonlySet<string> = new Set(["string", "number", "integer", "object"]);
const SWITCH: ReadonlySet<string> = new Set(["boolean"]);
const LINKS = /^(?:ur[il]|byte|binary|base64|html|markdown|json)$/;
const LINKS_OR_FILES = /^(?:ur[il]|uri-reference|byte|binary|base64|html|markdown)$/;
const NO_FORMATS = /^$/;
const NUMBERS = /^(?:float|double|decimal|int32|int64|money)$/;
const TIMES = /^(?:date|date-time|time)$/;

const PARTS: readonly Part[] = [
  { kind: "message", named: "held-in-message", like: "message body", types: TEXT_OR_OBJECT, formats: LINKS },
  { kind: "message", named: "end-of-message", like: "contact detail", types: TEXT, formats: /^(?:email|phone|e164)$/ },
  { kind: "message", named: "read-state", like: "browsing history", types: SWITCH },
  { kind: "deal", named: "sum-of-deal", isLoose: true, like: "account balance", types: SUM, formats: NUMBERS },
  { kind: "deal", named: "amount-of-money", isLoose: true, like: "account balance", types: TEXT, formats: NUMBERS },
  { kind: "deal", named: "told-in-case", isOfNamed: true, like: "message body", types: TEXT },
  { kind: "order", named: "address-of-dwelling", like: "home address", types: TEXT_OR_OBJECT },
  { kind: "deal", named: "document-of-deal", like: "signed document", types: TEXT, formats: LINKS },
  { kind: "appointment", named: "time-of-appointment", like: "browsing history", types: TEXT, formats: TIMES },
  { kind: "appointment", named: "matter-of-appointment", like: "message body", types: TEXT },
  { kind: "appointment", named: "place-of-appointment", like: "travelled route", types: TEXT },
  { kind: "event", named: "bounds-of-appointment", like: "browsing history", types: TEXT, formats: TIMES },
  { kind: "event", named: "matter-of-appointment", like: "message body", types: TEXT },
  { kind: "event", named: "place-of-appointment", like: "travelled route", types: TEXT },
  { kind: "case", named: "text-of-message", like: "message body", types: TEXT },
  { kind: "case", named: "matter-of-appointment", like: "message body", types: TEXT },
  { kind: "case", named: "place-of-appointment", like: "travelled route", types: TEXT },
  { kind: "case", named: "picture-of-case", like: "message body", types: TEXT, formats: LINKS },
  { kind: "parcel", named: "told-in-case", like: "message body", types: TEXT },
  { kind: "parcel", named: "held-in-parcel", like: "message body", types: TEXT },
  { kind: "parcel", named: "proof-of-delivery", like: "signed document", types: TEXT, formats: LINKS },
  { kind: "parcel", named: "value-of-parcel", like: "account balance", types: ANYTHING, formats: NUMBERS },
  { kind: "message", named: "time-of-reading", like: "browsing history", types: TEXT, formats: TIMES },
  { kind: "file", named: "told-of-file", like: "message body", types: TEXT, formats: LINKS },
  {
    kind: "answer",
    named: "told-in-answer",
    isOfAnyType: true,
    like: "message body",
    types: ANYTHING,
    formats: /^(?:ur[il]|date|date-time|binary|byte)$/,
  },
  { kind: "line", named: "told-of-line", like: "purchase history", types: ANYTHING },
  {
    kind: "sale",
    named: "told-of-sale",
    isOfAnyType: true,
    like: "account balance",
    types: ANYTHING,
    formats: /^(?:date|date-time|float|double|int32)$/,
  },
  { kind: "share", named: "way-in", like: "access token", types: TEXT, formats: LINKS },
  { kind: "absence", named: "bounds-of-appointment", like: "browsing history", types: TEXT, formats: TIMES },
  {
    kind: "employment",
    named: "told-of-employment",
    isOfAnyType: true,
    like: "employment history",
    types: ANYTHING,
    formats: /^(?:date|date-time|float|double|int32)$/,
  },
  { kind: "employment", named: "position-of-employee", like: "job title", types: TEXT },
  { kind: "ride", named: "told-in-case", like: "message body", types: TEXT },
  { kind: "ride", named: "sum-of-ride", like: "account balance", types: SUM, formats: NUMBERS },
  { kind: "ride", named: "time-of-ride", like: "browsing history", types: TEXT, formats: TIMES },
  { kind: "ride", named: "place-of-ride", like: "travelled route", types: TEXT },
  { kind: "ride", named: "watched-live", isOfAnyType: true, like: "travelled route", types: TEXT, formats: LINKS },
  {
    kind: "ride",
    named: "opinion-of-ride",
    isOfAnyType: true,
    like: "message body",
    types: ANYTHING,
    formats: NUMBERS,
  },
  {
    kind: "point of ride",
    named: "told-of-point",
    isOfAnyType: true,
    like: "travelled route",
    types: ANYTHING,
    formats: NUMBERS,
  },
  {
    kind: "picture",
    named: "link-to-picture",
    isOfAnyType: true,
    like: "profile picture",
    types: TEXT,
    formats: LINKS,
  },
  { kind: "signing", named: "own-signature", isOfAnyType: true, like: "signed document", types: TEXT, formats: LINKS },
  { kind: "signing", named: "code-to-sign", like: "one time code", types: TEXT },
  { kind: "signing", named: "place-of-appointment", like: "travelled route", types: TEXT },
  {
    kind: "customer",
    named: "spent-in-all",
    isOfAnyType: true,
    like: "account balance",
    types: ANYTHING,
    formats: NUMBERS,
  },
  {
    kind: "customer",
    named: "bought-in-all",
    isOfAnyType: true,
    like: "purchase history",
    types: ANYTHING,
    formats: /^(?:int32|int64|date|date-time)$/,
  },
  { kind: "contact", named: "title-at-work", like: "job title", types: TEXT },
  { kind: "stored value", named: "code-of-stored-value", like: "access token", types: TEXT },
  { kind: "stored value", named: "worth-of-stored-value", like: "account balance", types: ANYTHING, formats: NUMBERS },
  { kind: "stored value", named: "words-with-stored-value", like: "message body", types: TEXT },
  { kind: "remark", named: "writer-of-remark", like: "full name", types: TEXT },
  { kind: "address", named: "addressee", like: "full name", types: TEXT },
  { kind: "card", named: "number-on-card", isOfAnyType: true, like: "card number", types: ANYTHING },
  { kind: "card", named: "end-of-card", isOfAnyType: true, like: "card number", types: ANYTHING, formats: TIMES },
  { kind: "card", named: "proof-of-card", isOfAnyType: true, like: "card number", types: ANYTHING },
  {
    kind: "finding",
    named: "told-of-finding",
    isOfAnyType: true,
    isOfChoice: true,
    like: "medical history",
    types: ANYTHING,
    formats: NUMBERS,
  },
  { kind: "treatment", named: "told-by-clinician", like: "medical history", types: TEXT },
  { kind: "visit", named: "seen-or-done", like: "browsing history", types: ANYTHING, formats: LINKS },
  { kind: "move", named: "speed-of-travel", like: "driving behavior", types: ANYTHING, formats: NUMBERS },
  { kind: "call", named: "credential-of-call", like: "access token", types: TEXT },
  { kind: "call", named: "content-of-call", like: "message body", types: TEXT_OR_OBJECT, formats: LINKS },
  { kind: "phone call", named: "end-of-phone-call", like: "contact detail", types: TEXT, formats: /^(?:phone|e164)$/ },
  { kind: "phone call", named: "told-in-case", like: "message body", types: TEXT },
  { kind: "phone call", named: "sheet-of-fax", like: "message body", types: TEXT, formats: LINKS_OR_FILES },
  {
    kind: "identity check",
    named: "side-of-identity-paper",
    isOfAnyType: true,
    like: "passport scan",
    types: TEXT,
    formats: LINKS_OR_FILES,
  },
  {
    kind: "identity check",
    named: "capture-of-face",
    isOfAnyType: true,
    like: "face scan",
    types: TEXT,
    formats: LINKS_OR_FILES,
  },
  { kind: "kept secret", named: "value-of-secret", like: "access token", types: TEXT },
  { kind: "finding", named: "sheet-of-report", like: "medical history", types: TEXT, formats: LINKS_OR_FILES },
  {
    kind: "medical report",
    named: "sheet-of-report",
    isOfAnyType: true,
    like: "medical history",
    types: TEXT,
    formats: LINKS_OR_FILES,
  },
  {
    kind: "school record",
    named: "mark-of-pupil",
    isOfAnyType: true,
    like: "academic record",
    types: ANYTHING,
    formats: NUMBERS,
  },
  {
    kind: "pupil",
    named: "aid-for-pupil",
    isOfAnyType: true,
    like: "account balance",
    types: ANYTHING,
    formats: NUMBERS,
  },
  { kind: "pupil", named: "special-need", isOfAnyType: true, like: "medical history", types: ANYTHING },
  {
    kind: "driver",
    named: "rating-of-person",
    isOfAnyType: true,
    like: "browsing history",
    types: ANYTHING,
    formats: NUMBERS,
  },
  {
    kind: "shipping label",
    named: "sheet-of-label",
    isOfAnyType: true,
    like: "contact detail",
    types: TEXT,
    formats: LINKS_OR_FILES,
  },
  {
    kind: "handover",
    named: "proof-of-delivery",
    isOfAnyType: true,
    like: "signed document",
    types: TEXT,
    formats: LINKS,
  },
  { kind: "handover", named: "who-took-parcel", like: "full name", types: TEXT },
  { kind: "verification", named: "code-to-sign", like: "one time code", types: TEXT },
  {
    kind: "verification",
    named: "end-of-message",
    like: "contact detail",
    types: TEXT,
    formats: /^(?:email|phone|e164)$/,
  },
  { kind: "card in short", named: "end-of-number", isOfAnyType: true, like: "account balance", types: ANYTHING },
  {
    kind: "card in short",
    named: "end-of-card",
    isOfAnyType: true,
    like: "card expiry",
    types: ANYTHING,
    formats: TIMES,
  },
  {
    kind: "phone call",
    named: "cost-of-message",
    isOfAnyType: true,
    like: "account balance",
    types: SUM,
    formats: NUMBERS,
  },
  { kind: "visit", named: "town-of-visitor", like: "travelled route", types: TEXT },
  { kind: "visit", named: "message-recipient", like: "contact detail", types: TEXT, formats: /^(?:email|phone|e164)$/ },
  { kind: "transfer", named: "party-to-transfer", like: "full name", types: TEXT },
  { kind: "transfer", named: "purpose-of-transfer", like: "message body", types: TEXT },
  {
    kind: "risk",
    named: "score-of-risk",
    isOfAnyType: true,
    like: "credit score",
    types: ANYTHING,
    formats: NUMBERS,
  },
  { kind: "home event", named: "who-was-at-home", like: "full name", types: TEXT },
  {
    kind: "home event",
    named: "picture-of-home",
    isOfAnyType: true,
    like: "profile picture",
    types: TEXT,
    formats: LINKS_OR_FILES,
  },
  { kind: "resident", named: "at-home", like: "browsing history", types: SWITCH },
  {
    kind: "meter reading",
    named: "value-of-reading",
    isOfAnyType: true,
    like: "household consumption",
    types: ANYTHING,
    formats: NUMBERS,
  },
  { kind: "own place", named: "name-of-own-place", like: "travelled route", types: TEXT },
  { kind: "own place", named: "address-of-dwelling", like: "home address", types: TEXT_OR_OBJECT },
  { kind: "own place", named: "told-in-case", like: "message body", types: TEXT },
  {
    kind: "own place",
    named: "time-at-own-place",
    isOfAnyType: true,
    like: "browsing history",
    types: TEXT,
    formats: TIMES,
  },
  { kind: "applicant", named: "known-name", like: "full name", types: TEXT },
  {
    kind: "applicant",
    named: "handed-in-by-applicant",
    isOfAnyType: true,
    like: "employment history",
    types: TEXT,
    formats: LINKS_OR_FILES,
  },
  {
    kind: "applicant",
    named: "rating-of-person",
    isOfAnyType: true,
    like: "employment history",
    types: ANYTHING,
    formats: NUMBERS,
  },
  { kind: "goods", named: "cost-of-purchase", like: "account balance", types: SUM, formats: NUMBERS },
  {
    kind: "dwelling",
    named: "state-of-dwelling",
    isOfChoice: true,
    isOfAnyType: true,
    like: "browsing history",
    types: TEXT,
  },
  { kind: "home state", named: "seen-in-home", like: "browsing history", types: SWITCH },
  {
    kind: "home state",
    named: "value-of-use",
    isOfAnyType: true,
    like: "household consumption",
    types: ANYTHING,
    formats: NUMBERS,
  },
  {
    kind: "home state",
    named: "picture-of-home",
    isOfAnyType: true,
    like: "profile picture",
    types: TEXT,
    formats: LINKS_OR_FILES,
  },
  { kind: "ordered tests", named: "tests-ordered", isOfAnyType: true, like: "medical history", types: TEXT },
  { kind: "treatment", named: "tests-ordered", isOfAnyType: true, like: "medical history", types: TEXT },
  { kind: "card", named: "end-of-number", isOfAnyType: true, like: "account balance", types: ANYTHING },
  { kind: "ordered tests", named: "told-in-case", like: "medical history", types: TEXT },
  { kind: "ordered tests", named: "prepared-for-test", like: "medical history", types: SWITCH },
  { kind: "finding", named: "sign-of-finding", like: "medical history", types: SWITCH },
  {
    kind: "account at bank",
    named: "number-at-bank",
    isOfAnyType: true,
    like: "bank account number",
    types: TEXT,
  },
  { kind: "redirected parcel", named: "place-to-leave-parcel", like: "home address", types: TEXT },
  { kind: "redirected parcel", named: "neighbor", like: "full name", types: TEXT },
  { kind: "redirected parcel", named: "told-in-case", like: "message body", types: TEXT },
  {
    kind: "kept from mail",
    named: "address-of-mail",
    like: "contact detail",
    types: TEXT,
    formats: /^(?:email|phone|e164)$/,
  },
  { kind: "parcel", named: "who-gets-parcel", like: "full name", types: TEXT },
  { kind: "visit", named: "link-followed", isOfAnyType: true, like: "browsing history", types: TEXT, formats: LINKS },
  { kind: "dwelling", named: "address-of-dwelling", like: "home address", types: TEXT_OR_OBJECT },
  {
    kind: "spoken",
    named: "words-spoken",
    isOfAnyType: true,
    like: "message body",
    types: TEXT,
    formats: LINKS_OR_FILES,
  },
];

/** Why, in a report. */
const BECAUSE: Readonly<Record<RecordKind, string>> = {
  message: "of a person's message",
  deal: "of a person's purchase or payment",
  order: "of an order that is sent to a person",
  appointment: "of a person's appointment",
  event: "of an event in a person's calendar",
  file: "of a person's file",
  answer: "of a person's answer",
  line: "of an item that a person bought",
  sale: "of a sale in progress",
  share: "of an object that is shared by a link",
  absence: "of a person's absence",
  case: "of a person's report or request",
  employment: "of an employee",
  ride: "of a person's ride",
  "point of ride": "of a person's ride",
  picture: "of a picture of a person",
  signing: "of a person's signature",
  customer: "of a customer",
  contact: "of a person who is stored as a contact",
  "stored value": "of a gift card or voucher",
  remark: "of a person's comment",
  address: "of a person's delivery address",
  card: "of a payment card",
  finding: "of a person's medical findings",
  treatment: "of a person's medical findings",
  parcel: "of a delivery to a person",
  visit: "of a visitor's activity",
  move: "of a person's movements",
  call: "of a caller's request",
  "phone call": "of a call or fax between people",
  "identity check": "of a person's identity document",
  "kept secret": "of a secret that is kept",
  "medical report": "of a person's medical findings",
  "school record": "of a pupil's record",
  transfer: "of a person's transfer of money",
  risk: "of a person's risk score",
  "home event": "of an event in a person's home",
  resident: "of a person's home",
  "meter reading": "of a household's consumption",
  dwelling: "of a person's home",
  spoken: "of a person's speech",
  verification: "of a number or address that a person verifies",
  "card in short": "of a payment card",
  pupil: "of a pupil",
  driver: "of a professional driver",
  "shipping label": "of a delivery to a person",
  handover: "of a delivery to a person",
  "own place": "of a place that a person saved",
  applicant: "of a job applicant",
  goods: "of the cost of goods to their seller",
  "home state": "of an event in a person's home",
  "ordered tests": "of a person's ordered tests",
  "account at bank": "of an account at a bank",
  "redirected parcel": "of a delivery to a person",
  "kept from mail": "of a person who receives no more mail",
};

const partsOf = rememberedByText((name, { lexicon }): readonly Part[] => {
  const written = wordsInOrder(name);
  // In the singular, too: `photos`.
  const forms = [written, wordsOf(name)];
  // Most names are the same in both, and there are very many of them.
  const texts = [...new Set(forms.map((words) => words.join(" ")))];
  return PARTS.filter(({ named, isLoose }) =>
    isLoose === true
      ? forms.some((words) => isSum(words, lexicon, named))
      : texts.some((text) => lexicon.is(text, named)),
  );
});

/** Whether a name ends in that of an amount, and says nothing else: no bound, no number of things, no rate. */
function isSum(words: readonly string[], lexicon: Lexicon, named: Concept): boolean {
  const at = words.findIndex((_, start) => lexicon.lengthAt(words, start, named) === words.length - start);
  return at >= 0 && !words.some((word) => lexicon.is(word, "no-sum-of-deal"));
}

/**
 * Whether an object is a tax, a bound or a rate by what holds it: the `amount` of `prepaid_vat`. A component that is one of
 * these somewhere, such as `Charge`, is an amount for any purpose, and no deal of its own.
 */
function isOfBound({ owners, referredBy }: ObjectFacts, lexicon: Lexicon): boolean {
  return [...owners.slice(0, 1), ...referredBy.map(({ property }) => property)].some((name) =>
    endsIn(wordsOf(name), lexicon, "no-sum-of-deal"),
  );
}

/** Whether it is what one of an item that a person bought costs, as it does for everybody. */
function isPriceOfLine({ facts: { name, object }, categories }: FieldInContext): boolean {
  return categories.lexicon.is(textOfName(name), "price-of-one") && recordKindsOf(object, categories).has("line");
}

function isPart(
  { kind, types, formats = NO_FORMATS, isOfNamed, isOfAnyType, isOfChoice, isLoose }: Part,
  category: Category,
  field: FieldInContext,
): boolean {
  const { facts, categories } = field;
  const own = valueTypes(facts);
  // What is merged into a message may be anything.
  if (facts.types.length === 0 && kind === "message") return facts.children.length === 0 && types.has("object");
  if (own.length === 0 || !own.every((type) => types.has(type))) return false;
  if (facts.format !== undefined && !formats.test(facts.format)) return false;
  if (facts.enum !== undefined && facts.enum.length > 0 && isOfChoice !== true) return false;
  if (isLoose === true && (isOfBound(facts.object, categories.lexicon) || isPriceOfLine(field))) return false;
  if (isOfNamed === true && !involvesSomebody(facts.object, categories)) return false;
  if (kind === "kept secret" && isSaidPartial(facts.description)) return false;
  if (own.includes("boolean")) return true;
  if (isBesideDoubt(category, field) || (kind === "message" && isNamedOtherwise(category, field))) return false;
  if (!own.includes("object")) return isOfAnyType === true || canHold({ category, strength: "anywhere" }, field);
  return facts.children.length === 0 || (!isEnvelope(field) && holdsSome(kind, field));
}

/** Whether an object has in it what records of the kind have. */
function holdsSome(kind: RecordKind, { facts, categories }: FieldInContext): boolean {
  return facts.children.some((child) => partsOf(child, categories).some((part) => part.kind === kind));
}

/** Whether an object is called as what only wraps another: the `data` of an answer. */
function isEnvelope({ reading, categories: { words } }: FieldInContext): boolean {
  return reading.words.every((word) => words.wrappers.has(word));
}

/** Whether a word of what holds it gives it another meaning: the message of an *error*. */
function isNamedOtherwise({ notIn }: Category, { context: { words } }: FieldInContext): boolean {
  return notIn.some((phrase) => phrase.every((word) => words.has(word)));
}
