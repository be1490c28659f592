import type { Concept } from "../../lexicon/concept.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import { isHeadedBy } from "../../lexicon/phrases.ts";
import type { Categories } from "../taxonomy/categories.ts";
import type { ObjectFacts } from "./field-facts.ts";
import { hasAny, plainText } from "./kind-by-fields.ts";
import { ownerContext } from "./owner-context.ts";
import { involvesSomebody } from "./record.ts";
import type { RecordKind } from "./record-kinds.ts";
import { readSiblings } from "./sibling-fields.ts";

/** What an object is a record of by what it is called and two fields that only such a record has. */
export function ofItsOwnKind(object: ObjectFacts, categories: Categories): RecordKind | undefined {
  return KINDS.find(([, is]) => is(object, categories))?.[0];
}

type Is = (object: ObjectFacts, categories: Categories) => boolean;

const KINDS: readonly (readonly [RecordKind, Is])[] = [
  ["phone call", isPhoneCall],
  ["identity check", isIdentityCheck],
  ["kept secret", isKeptSecret],
  ["medical report", isMedicalReport],
  ["school record", isSchoolRecord],
  ["transfer", isTransfer],
  ["spoken", isSpoken],
  ["verification", isVerification],
  ["card in short", isCardInShort],
  ["pupil", isPupil],
  ["driver", isDriver],
  ["shipping label", isShippingLabel],
  ["handover", isHandover],
  ["ride", isOrderedRide],
  ["home event", isHomeEvent],
  ["resident", isResident],
  ["meter reading", isMeterReading],
  ["dwelling", isDwelling],
  ["own place", isOwnPlace],
  ["applicant", isApplicant],
  ["goods", isGoods],
  ["home state", isHomeState],
  ["ordered tests", isOrderOfTests],
  ["account at bank", isAccountAtBank],
  ["redirected parcel", isRedirectedParcel],
  ["kept from mail", isKeptFromMail],
];

/** Whether an object is called so by its nearest name: its own, or where it has none that of its path. */
function isCalled({ owners, resources }: ObjectFacts, concept: Concept, { lexicon }: Categories): boolean {
  return (owners.length > 0 ? owners.slice(0, 1) : resources.slice(0, 1)).some((name) =>
    isHeadedBy(wordsOf(name), lexicon, concept),
  );
}

/** A call or a fax between people: who it is from and to, and what only such a call has. A call of a program has neither. */
function isPhoneCall(object: ObjectFacts, categories: Categories): boolean {
  return (
    isCalled(object, "phone-call", categories) &&
    ![...object.owners.slice(0, 1), ...object.resources.slice(0, 1)].some((name) =>
      categories.lexicon.has(wordsOf(name), "call-of-program"),
    ) &&
    hasAny(object, "end-of-phone-call", categories) &&
    hasAny(object, "fact-of-phone-call", categories)
  );
}

/** The check of an identity document: it is called so, or one of its fields is which document it is, by the values that it may have. */
function isIdentityCheck(object: ObjectFacts, categories: Categories): boolean {
  if (!hasAny(object, "side-of-identity-paper", categories)) return false;
  const { lexicon } = categories;
  if (isCalled(object, "identity-check", categories)) return true;
  return Object.values(object.values).some(
    (values) => values.filter((value) => lexicon.is(textOfName(value), "identity-paper")).length > 1,
  );
}

/** A key, secret or variable of an environment beside its name. A key of a table of translations is no secret. */
function isKeptSecret(object: ObjectFacts, categories: Categories): boolean {
  if (!hasAny(object, "value-of-secret", categories)) return false;
  if (isCalled(object, "secret-by-name", categories)) return true;
  return isCalled(object, "key-or-variable", categories) && hasAny(object, "fact-of-secret", categories);
}

/** What a laboratory or doctor reports of somebody. */
function isMedicalReport(object: ObjectFacts, categories: Categories): boolean {
  return ownerContext(object, categories).isOfHealth && isCalled(object, "medical-report", categories);
}

/** A mark of a pupil, by the subject, term or pupil that it is for. */
function isSchoolRecord(object: ObjectFacts, categories: Categories): boolean {
  return isCalled(object, "school-mark", categories) && hasAny(object, "fact-of-school-mark", categories);
}

/** Money that goes from one to another: an amount, and by whom or to whom it is paid, or to which account. */
function isTransfer(object: ObjectFacts, categories: Categories): boolean {
  return (
    isCalled(object, "transfer-of-money", categories) &&
    hasAny(object, "amount-of-money", categories) &&
    (hasAny(object, "party-to-transfer", categories) || hasAny(object, "account-in-transfer", categories))
  );
}

/** What somebody says to a machine: sent as sound to a path that is called so. */
function isSpoken({ isSent, owners, resources, fields }: ObjectFacts, { lexicon }: Categories): boolean {
  return (
    isSent === true &&
    owners.length === 0 &&
    resources.slice(0, 2).some((one) => lexicon.has(wordsOf(one), "speech")) &&
    fields.some((name) => lexicon.is(plainText(name), "sound-spoken"))
  );
}

/** What is sent to prove by a code that a number or an address is somebody's: the code, beside where or in which attempt it was sent. */
function isVerification(object: ObjectFacts, categories: Categories): boolean {
  const { isSent, owners, resources } = object;
  const names = [...owners.slice(0, 1), ...resources.slice(0, 3)];
  return (
    isSent === true &&
    names.some((one) => categories.lexicon.has(wordsOf(one), "verifies-somebody")) &&
    (hasAny(object, "code-to-sign", categories) || hasAny(object, "way-of-sending-code", categories)) &&
    hasAny(object, "verified-by-code", categories)
  );
}

/** A card of which only the end of its number is kept, beside its brand or when it ends, or in what is called a card or a payment. */
function isCardInShort(object: ObjectFacts, categories: Categories): boolean {
  return (
    hasAny(object, "end-of-number", categories) &&
    (hasAny(object, "brand-of-card", categories) ||
      hasAny(object, "end-of-card", categories) ||
      isCalled(object, "card", categories) ||
      isCalled(object, "money-record", categories))
  );
}

/** Who goes to a school, by what they are called. */
function isPupil(object: ObjectFacts, categories: Categories): boolean {
  return isCalled(object, "pupil", categories) && ownerContext(object, categories).kind === "person";
}

/** Who drives or brings things for a living. */
function isDriver(object: ObjectFacts, categories: Categories): boolean {
  return isCalled(object, "driver-by-trade", categories) && ownerContext(object, categories).kind === "person";
}

/** What is stuck on a parcel. The label of an issue or a product says nothing of a parcel or a sheet. */
function isShippingLabel(object: ObjectFacts, categories: Categories): boolean {
  return isCalled(object, "label-of-parcel", categories) && hasAny(object, "fact-of-label", categories);
}

/** A step on the way of a parcel, with what proves that somebody took it. */
function isHandover(object: ObjectFacts, categories: Categories): boolean {
  return (
    isCalled(object, "step-of-parcel", categories) &&
    (hasAny(object, "proof-of-delivery", categories) || hasAny(object, "who-took-parcel", categories))
  );
}

/** Where somebody wants to be driven, as it is sent to an API for rides. */
function isOrderedRide(object: ObjectFacts, categories: Categories): boolean {
  return object.purpose === "rides" && object.isSent === true && hasAny(object, "place-of-ride", categories);
}

function isHomeEvent(object: ObjectFacts, categories: Categories): boolean {
  return object.purpose === "home" && isCalled(object, "home-event-record", categories);
}

function isResident(object: ObjectFacts, categories: Categories): boolean {
  return object.purpose === "home" && ownerContext(object, categories).kind === "person";
}

function isMeterReading(object: ObjectFacts, categories: Categories): boolean {
  return object.purpose === "home" && isCalled(object, "reading-of-meter", categories);
}

/** Where people live: it is called so, and has people, a network or an alarm in it. A house that is for sale has a price. */
function isDwelling(object: ObjectFacts, categories: Categories): boolean {
  return isCalled(object, "dwelling", categories) && hasAny(object, "held-in-dwelling", categories);
}

/**
 * A place that somebody keeps for themselves, or for which they are warned: it is called so, and tells where it is. A place that a
 * service lists for everybody is called a place.
 */
function isOwnPlace(object: ObjectFacts, categories: Categories): boolean {
  const isPoint = readSiblings(object.fields, categories).points === 2;
  if (!isPoint && !hasAny(object, "address-of-dwelling", categories)) return false;
  if (isCalled(object, "own-place", categories)) return true;
  return (
    isPoint &&
    isCalled(object, "subscribes-to-news", categories) &&
    (hasAny(object, "end-of-message", categories) || hasAny(object, "way-of-sending-code", categories))
  );
}

/** Who applies for work: they hand in what they did so far, and are called or reached by what stands beside it. */
function isApplicant(object: ObjectFacts, categories: Categories): boolean {
  return (
    hasAny(object, "handed-in-by-applicant", categories) &&
    (hasAny(object, "known-name", categories) || hasAny(object, "contact-address", categories))
  );
}

/** Goods as whoever sells them sees them: what they cost in purchase stands beside what they are sold for. */
function isGoods(object: ObjectFacts, categories: Categories): boolean {
  return (
    hasAny(object, "cost-of-purchase", categories) &&
    hasAny(object, "price-of-one", categories) &&
    hasAny(object, "fact-of-goods", categories)
  );
}

/** What a device of a home measures or sees: it is called the state of one, or a device, in an API for homes. */
function isHomeState(object: ObjectFacts, categories: Categories): boolean {
  return object.purpose === "home" && isCalled(object, "state-of-device", categories);
}

/** What is to be examined in somebody, in an API about health: the tests stand beside whom they are for. */
function isOrderOfTests(object: ObjectFacts, categories: Categories): boolean {
  return (
    object.subject === "health" &&
    hasAny(object, "tests-ordered", categories) &&
    !hasAny(object, "price-of-one", categories) &&
    involvesSomebody(object, categories)
  );
}

/** An account at a bank: its number stands beside the branch where it is kept. A branch has an address. */
function isAccountAtBank(object: ObjectFacts, categories: Categories): boolean {
  return (
    hasAny(object, "branch-of-bank", categories) &&
    hasAny(object, "number-at-bank", categories) &&
    !ownerContext(object, categories).holders.some(({ key }) => key === "user.contact.address")
  );
}

/** Where a parcel is to be brought instead, as whoever gets it says. */
function isRedirectedParcel({ isSent, owners, resources, ...object }: ObjectFacts, categories: Categories): boolean {
  const { lexicon } = categories;
  return (
    isSent === true &&
    owners.length === 0 &&
    resources.slice(0, 1).some((one) => lexicon.has(wordsOf(one), "redirects-parcel")) &&
    object.fields.some((name) => lexicon.is(plainText(name), "place-to-leave-parcel"))
  );
}

/** Who is sent no more mail. */
function isKeptFromMail(object: ObjectFacts, categories: Categories): boolean {
  return isCalled(object, "kept-from-mail", categories) && hasAny(object, "address-of-mail", categories);
}
