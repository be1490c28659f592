import type { Concept } from "../../lexicon/concept.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn, isHeadedBy } from "../../lexicon/phrases.ts";
import type { Categories, OwnerKind } from "../taxonomy/categories.ts";
import { rememberedByObject, rememberedByText } from "../taxonomy/remembered.ts";
import type { ObjectFacts } from "./field-facts.ts";
import { ownerContext } from "./owner-context.ts";
import { readOwner } from "./owner-name.ts";
import {
  hasAny,
  isPaymentCard,
  isFinding,
  isForDelivery,
  isPictureOfPerson,
  isSigning,
  isTreatment,
  plainText,
} from "./kind-by-fields.ts";
import { ofItsOwnKind } from "./kind-by-name-and-fields.ts";
import { involvesSomebody, namesSubject } from "./record.ts";
import { readSiblings } from "./sibling-fields.ts";

/**
 * What an object is a record of, where that gives common words their meaning: what somebody is sent to read, what somebody buys or
 * pays, when somebody is to be somewhere, what somebody tells of a damage, what is brought to somebody, what a visitor saw, where
 * somebody was, what a caller of a service sent.
 */
export type RecordKind =
  | "file"
  | "answer"
  | "line"
  | "sale"
  | "share"
  | "absence"
  | "employment"
  | "ride"
  | "point of ride"
  | "stored value"
  | "remark"
  | "address"
  | "card"
  | "finding"
  | "treatment"
  | "picture"
  | "signing"
  | "customer"
  | "contact"
  | "message"
  | "deal"
  | "order"
  | "appointment"
  | "event"
  | "case"
  | "parcel"
  | "visit"
  | "move"
  | "call"
  | "phone call"
  | "identity check"
  | "kept secret"
  | "medical report"
  | "school record"
  | "transfer"
  | "risk"
  | "home event"
  | "resident"
  | "meter reading"
  | "dwelling"
  | "spoken"
  | "verification"
  | "card in short"
  | "pupil"
  | "driver"
  | "shipping label"
  | "handover"
  | "own place"
  | "applicant"
  | "goods"
  | "home state"
  | "ordered tests"
  | "account at bank"
  | "redirected parcel"
  | "kept from mail";

/** What kinds of record an object is by what it is called and has in it, or by the objects that it is a part of. */
export const recordKindsOf = rememberedByObject(
  (object: ObjectFacts, categories: Categories): ReadonlySet<RecordKind> => kindsOf(object, categories, DEEPEST_PART),
);

/** So many steps up is a part looked for in the records that hold it. */
const DEEPEST_PART = 3;
const NONE: ReadonlySet<RecordKind> = new Set();

function kindsOf(object: ObjectFacts, categories: Categories, steps: number): ReadonlySet<RecordKind> {
  if (isVisit(object, categories)) return new Set(["visit"]);
  if (object.kind === "parameters") return NONE;
  if (isCall(object, categories)) return new Set(["call"]);
  const { kind, isTechnical } = ownerContext(object, categories);
  const told = kindByFields(object, categories, steps);
  if (isMove(object, categories) && told !== "dwelling")
    return new Set<RecordKind>([
      "move",
      ...(isPointOfRide(object, categories, steps) ? (["point of ride"] as const) : []),
      ...(told !== undefined && BESIDES.has(told) ? [told] : []),
    ]);
  if (told !== undefined && !BESIDES.has(told)) return new Set([told]);
  if (isTechnical || kind === "infrastructure" || kind === "about" || isEnvelope(object)) return NONE;
  const name = nameOf(object, categories);
  if (name === undefined) return told === undefined ? NONE : new Set([told]);
  const named = kindsNamed(name, object, categories);
  const own = told === undefined ? named : new Set([...named, told]);
  return own.size > 0 ? own : (ofHolders(name, object, categories, steps) ?? NONE);
}

function kindsNamed(name: string, object: ObjectFacts, categories: Categories): ReadonlySet<RecordKind> {
  const named = namedKinds(name, categories);
  if (named.length === 0) return NONE;
  const kinds = new Set<RecordKind>();
  for (const { kind, isPlain } of named) {
    if (kind === "message" && (isPlain || isBetweenPeople(object, categories))) kinds.add(kind);
    if (kind === "deal" && !isOffered(object, categories) && !isOnLedger(object)) kinds.add(kind);
    if (kind === "order" && isOfBuyer(object, categories)) kinds.add(kind);
    if (kind === "event" && (isOnCalendar(object, categories) || hasGuests(object, categories))) kinds.add(kind);
    if (
      kind === "file" &&
      ((isPlain && object.owners.length > 0) || isOwnFile(object, categories) || isKeptFile(object, categories))
    )
      kinds.add(kind);
    if (kind === "answer" && isToQuestion(object, categories)) kinds.add(kind);
    if (PLAINLY.has(kind)) kinds.add(kind);
    if (
      kind === "ride" &&
      !isOffered(object, categories) &&
      (isPlain || hasAny(object, "has-ride", categories) || object.isListedByPerson === true)
    )
      kinds.add(kind);
    if (kind === "absence" && involvesSomebody(object, categories)) kinds.add(kind);
    if (kind === "risk" && isOfPayer(object, categories)) kinds.add(kind);
    if (kind === "case" && (isPlain || involvesSomebody(object, categories))) kinds.add(kind);
    if (
      (kind === "appointment" || kind === "parcel") &&
      (involvesSomebody(object, categories) || reachesSomebody(object, categories))
    )
      kinds.add(kind);
  }
  return kinds;
}

/** What its name says beyond doubt. */
const PLAINLY: ReadonlySet<RecordKind> = new Set([
  "sale",
  "share",
  "employment",
  "stored value",
  "remark",
  "customer",
  "contact",
]);

/** What an object is besides what it is called. */
const BESIDES: ReadonlySet<RecordKind> = new Set([
  "treatment",
  "address",
  "phone call",
  "transfer",
  "school record",
  "medical report",
  "card in short",
  "pupil",
  "driver",
  "goods",
]);

/** What an object is by what stands in it, or in what it is held. */
function kindByFields(object: ObjectFacts, categories: Categories, steps: number): RecordKind | undefined {
  if (isPaymentCard(object, categories)) return "card";
  if (isFinding(object, categories)) return "finding";
  if (isTreatment(object, categories)) return "treatment";
  if (isPointOfRide(object, categories, steps)) return "point of ride";
  if (isPictureOfPerson(object, categories)) return "picture";
  if (isSigning(object, categories)) return "signing";
  if (isForDelivery(object, categories)) return "address";
  if (isOpinion(object, categories, steps) || isPartOfAnswer(object, categories, steps)) return "answer";
  return ofItsOwnKind(object, categories);
}

/** Whether an object is a point of a way on which somebody is driven: what holds it are such ways, and nothing else. */
function isPointOfRide({ owners, heldIn = [] }: ObjectFacts, categories: Categories, steps: number): boolean {
  if (steps === 0 || heldIn.length === 0 || owners[0] === undefined) return false;
  return (
    isHeadedBy(wordsOf(owners[0]), categories.lexicon, "point-in-ride") &&
    heldIn.every((holder) => kindsOf(holder, categories, steps - 1).has("ride"))
  );
}

/** Whether an object is what somebody thinks of what was done for them: how a ticket was answered, a ride or an appointment went. */
function isOpinion(object: ObjectFacts, categories: Categories, steps: number): boolean {
  const { owners, resources, heldIn = [] } = object;
  const [name, around] = owners.length > 0 ? [owners[0], undefined] : [resources[0], resources[1]];
  if (steps === 0 || name === undefined || !isHeadedBy(wordsOf(name), categories.lexicon, "opinion-of-somebody"))
    return false;
  if (heldIn.length > 0)
    return heldIn.every((holder) => [...kindsOf(holder, categories, steps - 1)].some((kind) => DONE_FOR.has(kind)));
  return around !== undefined && kindsByName(around, categories).some((kind) => DONE_FOR.has(kind));
}

/** What is done for somebody, who tells how it went. */
const DONE_FOR: ReadonlySet<RecordKind> = new Set([
  "case",
  "message",
  "order",
  "appointment",
  "ride",
  "phone call",
  "parcel",
]);

/** Whether an object is one answer of several: it names the question, and stands in nothing but what somebody answered. */
function isPartOfAnswer(object: ObjectFacts, categories: Categories, steps: number): boolean {
  const { heldIn = [] } = object;
  return (
    steps > 0 &&
    heldIn.length > 0 &&
    hasAny(object, "question-answered", categories) &&
    heldIn.every(({ owners, resources }) =>
      isHeadedBy(wordsOf(owners[0] ?? resources[0] ?? ""), categories.lexicon, "answer-of-somebody"),
    )
  );
}

/** Whether an object is nothing but what an answer is wrapped in. */
function isEnvelope({ fields }: ObjectFacts): boolean {
  return fields.every((name) => ENVELOPED.test(name));
}

/** How frameworks name what an answer is wrapped in. */
const ENVELOPED =
  /^(?:status|success|succeeded|ok|errors?|status_?code|code|message|data|meta|result|timestamp|request_?id|links|paging|pagination)$/i;

/** What an object is called: by the nearest name that says something, or by the resource of its path. */
function nameOf({ owners, resources }: ObjectFacts, categories: Categories): string | undefined {
  const names = owners.length > 0 ? owners : resources.slice(0, 2);
  return names.find(
    (name) =>
      (readOwner(name, categories).head.length > 0 ||
        namedKinds(name, categories).length > 0 ||
        isLineOnly(wordsOf(name), categories)) &&
      !(owners.length === 0 && wordsInOrder(name).every((word) => categories.lexicon.is(word, "send"))),
  );
}

/** A `ligne`, which is no more than a line elsewhere, is one of a deal where a deal holds it; an `item` is one of any list. */
function isLineOnly(words: readonly string[], { lexicon }: Categories): boolean {
  return isHeadedBy(words, lexicon, "line-of-deal") && !isHeadedBy(words, lexicon, "piece-of-parcel");
}

interface NamedKind {
  readonly kind: RecordKind;
  /** Its name leaves no doubt. */
  readonly isPlain: boolean;
}

/** Which kinds a name is one of: the name says what the object is, and not what it is for. */
const namedKinds = rememberedByText((name, categories): readonly NamedKind[] => {
  const { head: known } = readOwner(name, categories);
  const { lexicon } = categories;
  const head = known.length > 0 ? known : wordsOf(name);
  if (head.some((word) => lexicon.is(word, "no-record-of-somebody"))) return [];
  if (wordsOf(name).some((word) => lexicon.is(word, "filter"))) return [];
  return NAMED.flatMap(([kind, concept, plain]) =>
    isHeadedBy(head, lexicon, concept)
      ? [{ kind, isPlain: plain !== undefined && isHeadedBy(head, lexicon, plain) }]
      : [],
  );
});

/** The kinds that the name of a list alone may be of. */
export function kindsByName(name: string, categories: Categories): readonly RecordKind[] {
  return namedKinds(name, categories).map(({ kind }) => kind);
}

const NAMED: readonly (readonly [RecordKind, Concept, Concept?])[] = [
  ["message", "message-to-somebody", "message-of-its-own-kind"],
  ["deal", "deal-of-somebody"],
  ["order", "order-of-goods"],
  ["appointment", "appointment-of-somebody"],
  // An event is a concert, too: it is an appointment in a calendar, or with those who come to it.
  ["event", "event-of-calendar"],
  ["case", "told-case", "complaint-of-somebody"],
  ["parcel", "brought-to-somebody"],
  ["file", "file-of-somebody", "recording-of-somebody"],
  ["answer", "answer-of-somebody"],
  ["sale", "sale-in-view"],
  ["share", "shared-with-somebody"],
  ["absence", "absence-of-somebody"],
  ["employment", "staff"],
  ["employment", "record-of-pay"],
  ["customer", "clientele"],
  ["contact", "contact-person"],
  ["ride", "ride-of-somebody", "ride-ordered"],
  ["stored value", "stored-value"],
  ["remark", "remark-of-somebody"],
  ["risk", "risk-of-payer"],
];

/** Whether a message goes to somebody or comes from them: by its fields, by its path, or since the API is for messages. */
function isBetweenPeople(object: ObjectFacts, categories: Categories): boolean {
  const { lexicon } = categories;
  if (object.purpose === "messages") return true;
  const ends = object.fields.filter((name) => lexicon.is(wordsInOrder(name).join(" "), "end-of-message"));
  const texts = object.fields.filter((name) => lexicon.is(wordsInOrder(name).join(" "), "text-of-message"));
  if (ends.length > 0 && texts.length > 0) return true;
  if (texts.length > 0 && hasAny(object, "writer-of-message", categories)) return true;
  return pathOf(object).some(
    (segment) => readOwner(segment, categories).kind === "person" || lexicon.is(textOfName(segment), "correspondence"),
  );
}

function pathOf({ resources, path = [] }: ObjectFacts): readonly string[] {
  return resources.length > 0 ? resources : path;
}

function isOnCalendar(object: ObjectFacts, { lexicon }: Categories): boolean {
  return pathOf(object).some((segment) => endsIn(wordsOf(segment), lexicon, "calendar-of-somebody"));
}

function hasGuests({ fields }: ObjectFacts, { lexicon }: Categories): boolean {
  return fields.some((name) => lexicon.is(textOfName(name), "comes-to-appointment"));
}

/** Whether an object is one of a list that somebody offers. */
function isOffered(object: ObjectFacts, { lexicon }: Categories): boolean {
  return pathOf(object).some((segment) => endsIn(wordsOf(segment), lexicon, "list-of-offers"));
}

/** Whether an order is one of goods for somebody, and not what a business orders of another, or what is traded. */
function isOfBuyer(object: ObjectFacts, categories: Categories): boolean {
  if (isOffered(object, categories) || isOnLedger(object)) return false;
  return !object.fields.some((name) =>
    endsIn(wordsOf(name.replace(/_?id$/i, "")), categories.lexicon, "works-with-owner"),
  );
}

/** Whether a transaction is one of a public ledger, by the block that it stands in. */
function isOnLedger({ fields }: ObjectFacts): boolean {
  return fields.some((name) => ON_LEDGER.test(name));
}

const ON_LEDGER = /block(?:_?(?:hash|height|number|time))?$|^gas|^tx_?(?:id|hash)$|confirmations$|^nonce$/i;

/** Whether a file is somebody's: it has a size or type, and names whose it is. */
function isOwnFile(object: ObjectFacts, categories: Categories): boolean {
  return (
    object.fields.some((name) => categories.lexicon.is(plainText(name), "fact-of-file")) &&
    involvesSomebody(object, categories)
  );
}

/** Whether a file is one that callers put away: where an API is for that, or as it is sent with its content. */
function isKeptFile(object: ObjectFacts, categories: Categories): boolean {
  if (isOffered(object, categories)) return false;
  if (object.purpose === "documents") return true;
  return (
    object.isSent === true &&
    object.resources.length === 1 &&
    object.fields.some((name) => categories.lexicon.is(plainText(name), "content-of-file"))
  );
}

/** Whether what is sent says who somebody is and how they are reached. */
function reachesSomebody({ isSent, fields }: ObjectFacts, { lexicon }: Categories): boolean {
  if (isSent !== true) return false;
  const texts = fields.map(plainText);
  return (
    texts.some((text) => lexicon.is(text, "known-name")) && texts.some((text) => lexicon.is(text, "contact-address"))
  );
}

/** Whether a risk is that of somebody who pays: it names them, or all that hold it are of what they pay. */
function isOfPayer(object: ObjectFacts, categories: Categories): boolean {
  const { heldIn = [] } = object;
  return (
    involvesSomebody(object, categories) ||
    (heldIn.length > 0 && heldIn.every((holder) => recordKindsOf(holder, categories).has("deal")))
  );
}

/** Whether an answer is one to a question of a form: it names the question, or who answered. */
function isToQuestion(object: ObjectFacts, categories: Categories): boolean {
  return (
    object.fields.some((name) => categories.lexicon.is(textOfName(name), "question-answered")) ||
    namesSubject(object, categories)
  );
}

/** What a part of records is: the line of an order, the part of a message that is a picture. All that hold it must be of the kind. */
function ofHolders(
  name: string,
  object: ObjectFacts,
  categories: Categories,
  steps: number,
): ReadonlySet<RecordKind> | undefined {
  const { heldIn = [] } = object;
  if (steps === 0 || heldIn.length === 0) return undefined;
  const { lexicon } = categories;
  const words = wordsOf(name);
  const { head } = readOwner(name, categories);
  const isLine =
    isHeadedBy(head.length > 0 ? head : words, lexicon, "part-of-deal") &&
    !words.some((word) => lexicon.is(word, "no-sum-of-deal"));
  if (!isLine && !isHeadedBy(words, lexicon, "file-of-somebody") && NO_PART.has(ownerContext(object, categories).kind))
    return undefined;
  const kinds = heldIn.map((holder) => kindsOf(holder, categories, steps - 1));
  const isFile = isHeadedBy(words, lexicon, "file-of-somebody");
  const isPiece = isHeadedBy(words, lexicon, "piece-of-parcel");
  const shared = [...(kinds[0] ?? [])].filter(
    (kind) =>
      (kind === "message" || (kind === "deal" && isLine) || (kind === "parcel" && isPiece)) &&
      kinds.every((one) => one.has(kind)),
  );
  if (isFile && kinds.every((one) => [...WITH_FILES].some((kind) => one.has(kind)))) shared.push("file");
  if (shared.includes("deal") && isHeadedBy(words, lexicon, "line-of-deal")) shared.push("line");
  return shared.length === 0 ? undefined : new Set(shared);
}

/** What somebody attaches files to. */
const WITH_FILES: ReadonlySet<RecordKind> = new Set(["message", "case", "answer", "file"]);

/** What is somebody's or something's own, wherever it is named. */
const NO_PART: ReadonlySet<OwnerKind> = new Set(["person", "thing", "place", "organisation"]);

/** Whether an object is what is noted of somebody's visit to a page: who it was, and which page or browser. */
const isVisit = rememberedByObject(({ fields }: ObjectFacts, { lexicon }: Categories): boolean => {
  const texts = fields.map(plainText);
  const isAny = (concept: Concept): boolean => texts.some((text) => lexicon.is(text, concept));
  const seen = texts.filter((text) => lexicon.is(text, "page-visit") || lexicon.is(text, "browser-of-visitor"));
  if (seen.length > 1 && isAny("known-visitor")) return true;
  // Who opened a mail or a form is known by their browser and address, and what a program called by its method.
  return (
    isAny("browser-of-visitor") &&
    isAny("address-of-visitor") &&
    (isAny("page-visit") || isAny("link-followed")) &&
    !fields.includes("method")
  );
});

/** Whether an object is where somebody, or what somebody moves about with, was at a time. */
function isMove(object: ObjectFacts, categories: Categories): boolean {
  if (readSiblings(object.fields, categories).points < 2) return false;
  const { kind, isTracked, isPersonal, isLinked } = ownerContext(object, categories);
  return kind === "carried" || kind === "person" || isTracked || isPersonal || isLinked;
}

/** Whether an object is the record of a call that a service got: method and path, and how it went or where it came from. */
function isCall({ fields }: ObjectFacts, { lexicon }: Categories): boolean {
  if (!fields.includes("method")) return false;
  return (
    fields.some((name) => CALLED.test(name)) && fields.some((name) => lexicon.is(plainText(name), "outcome-of-call"))
  );
}

/** What is called, as HTTP names it. */
const CALLED = /^(?:path|ur[il]|route|endpoint)$/i;
