/*
 * What a service keeps of whoever calls, and no caller would be asked about: whether somebody was checked, what they are
 * owed, what they pay for, what others think of them. In the record that a caller changes by themselves each is one that
 * callers must not decide.
 */
import { memo } from "../core/memo.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder } from "../lexicon/name-tokens.ts";
import { denies } from "../lexicon/denial.ts";
import { saidBy } from "../exposure/said.ts";
import { endsIn, isHeadedBy, isMadeOf, precedes } from "../lexicon/phrases.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { returnsList } from "../exposure/lists.ts";
import { fixedSegments } from "../exposure/words.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { requestFields, type RequestField } from "./request-fields.ts";
import { isOfCaller } from "./ordinary-changes.ts";

/** Whether an operation changes the one record that a caller has of themselves, or of what they act for, by its path alone. */
export function isOfOwnRecord(api: AssessedApi, operation: Operation): boolean {
  if (operation.method !== "PUT" && operation.method !== "PATCH" && operation.method !== "POST") return false;
  const last = fixedSegments(operation.path).at(-1) ?? "";
  if (CHOSEN.test(last)) return false;
  if (isOfCaller(operation)) return operation.method !== "POST" || isSelf(operation, last);
  return (
    operation.method !== "POST" &&
    !operation.path.includes("{") &&
    isActedFor(operation, last) &&
    isReadAsOne(api, operation)
  );
}

/** Where what is paid for is chosen: that is what the call is for. */
const CHOSEN = /plan|subscription|billing|tier|package|membership|licen[cs]e|upgrade|checkout/;

function isSelf({ lexicon }: Operation, last: string): boolean {
  const words = ownOf(last, lexicon);
  return words === "myself" || SELF.some((concept) => lexicon.is(words, concept));
}

/** Whether a segment names what a caller acts for, of which a path without an identifier means the caller's own. */
function isActedFor({ lexicon }: Operation, last: string): boolean {
  return lexicon.is(ownOf(last, lexicon), "acted-for");
}

const SELF = ["self-alone", "account", "profile"] as const;

/** What a segment names that may say of it that it is the caller's: `my-company`. */
function ownOf(segment: string, lexicon: Lexicon): string {
  const words = wordsInOrder(segment);
  return words.slice(words.length > 1 && lexicon.is(words[0]!, "own-mark") ? 1 : 0).join(" ");
}

/**
 * Whether anybody enters a person: what is sent has a name and where they are reached, and no credential is asked for. A
 * sign-up is one, whatever it is called: `/accession`, `/drivers`.
 */
export const entersPerson = memo((operation: Operation): boolean => {
  if (operation.method !== "POST" || operation.access !== "anonymous") return false;
  const { lexicon } = operation;
  const words = requestFields(operation).flatMap((field) =>
    field.in === "body" && field.depth === 0 ? [field.words] : [],
  );
  return (
    words.some((one) => isHeadedBy(one, lexicon, "known-name")) &&
    words.some((one) => lexicon.has(one, "contact-address"))
  );
});

/**
 * Whether a text says that persons change their own entry by a call whose path names one of several: "A member updates their
 * own entry". Others may change all of them by it.
 */
export const changesOwnEntry = memo((operation: Operation): boolean => {
  const { method, path, lexicon } = operation;
  if ((method !== "PUT" && method !== "PATCH") || !/\}\/?$/.test(path)) return false;
  return saidBy(operation).some(
    (words) =>
      !denies(words, lexicon) &&
      // "A member updates only their display name": the rest is not for them.
      !lexicon.has(words, "reserved") &&
      precedes(words, lexicon, "person-who-calls", "somebody-changes", NEAR) &&
      precedes(words, lexicon, "somebody-changes", "of-callers-own", NEAR),
  );
});

/** So many words may stand between who does something, what they do, and to what. */
const NEAR = 5;

/** Whether a switch says that a person was let in or looked at: `active`, `background_check_ok`, `approvedByBoard`. */
export function isLetIn({ words, types }: RequestField, lexicon: Lexicon): boolean {
  if (!types.includes("boolean") || lexicon.has(words, "preference")) return false;
  const name = words.length > 1 && IS.has(words[0]!) ? words.slice(1) : words;
  const last = name.at(-1) ?? "";
  return (
    lexicon.is(name.join(" "), "in-force") ||
    (name.length > 1 && (last === "ok" || lexicon.is(last, "verdict-state") || endsIn(name, lexicon, "decided")))
  );
}

/** Whether an operation changes a person, or what persons act for, that an identifier in its path names. */
export function isOfNamedRecord({ path, method, lexicon }: Operation): boolean {
  return (
    (method === "PUT" || method === "PATCH") &&
    /\}\/?$/.test(path) &&
    lexicon.is(textOfName(fixedSegments(path).at(-1) ?? ""), "person-or-acted-for")
  );
}

/** Whether a GET of the same path gives one thing. */
function isReadAsOne(api: AssessedApi, { path }: Operation): boolean {
  const read = readsByPath(api.operations).get(path);
  return read === undefined || !returnsList(read);
}

/** The GET of each path. */
const readsByPath = memo((operations: readonly Operation[]): ReadonlyMap<string, Operation> => {
  const reads = new Map<string, Operation>();
  for (const operation of operations)
    if (operation.method === "GET" && operation.operationKind === "path" && !reads.has(operation.path))
      reads.set(operation.path, operation);
  return reads;
});

/** Whether a name alone is of what the service decides: what was found out or granted, a plan, a level, a balance, a limit, a share. */
export function isKeptName(words: readonly string[], lexicon: Lexicon): boolean {
  return (
    (isDecided(words, lexicon) && !lexicon.has(words, "preference")) ||
    isPlan(words, lexicon) ||
    isAmount(words, lexicon)
  );
}

/** Whether a field of one's own record holds what the service decides. */
export function isKeptByService(
  field: Pick<RequestField, "isList" | "words" | "types" | "text" | "parts">,
  lexicon: Lexicon,
): boolean {
  if (field.isList) return false;
  const { words } = field;
  if (field.types.includes("boolean")) return isDecided(words, lexicon) && !lexicon.has(words, "preference");
  if (lexicon.is(field.text, "status")) return field.parts.some(({ enum: values }) => (values ?? []).some(isVerdict));
  if (isMadeOf(words, lexicon, "status", "status-of")) return true;
  if (isWhen(words, lexicon) || isPlan(words, lexicon)) return true;
  const isNumber = field.types.some((type) => type === "integer" || type === "number");
  if (isNumber) return isAmount(words, lexicon);
  return field.types.includes("string") && /(?:^| )(?:balance|credit limit)$/.test(field.text);
}

/** Whether a switch says what was found out, granted or imposed: `isVerified`, `is_courier`. */
function isDecided(words: readonly string[], lexicon: Lexicon): boolean {
  // `onlyVerified` says whom somebody wants to see.
  if (words.length > 1 && lexicon.is(words[0]!, "reserved")) return false;
  const isRole = words.length > 1 && IS.has(words[0]!) && lexicon.is(words.slice(1).join(" "), "decided-role");
  return isRole || endsIn(words, lexicon, "decided");
}

/** Is, in each language. */
const IS: ReadonlySet<string> = new Set(["is", "ist", "est", "es", "e"]);

/** Whether a figure is what the service reckons or grants: a balance, a limit, its share, a mark, a sum that was agreed. */
function isAmount(words: readonly string[], lexicon: Lexicon): boolean {
  if (lexicon.is(words.join(" "), "dunning-level")) return true;
  const name = beforeAspect(words, lexicon);
  if (lexicon.is(name.join(" "), "agreed-sum") || endsIn(name, lexicon, "deposit")) return true;
  if (endsIn(name, lexicon, "kept-balance") || endsIn(name, lexicon, "standing")) return true;
  return isLimit(name, lexicon) || isShare(name, lexicon);
}

/** A name without what says the unit of a figure, or which of several it is: `balance` of `balanceAmountCents`. */
export function beforeAspect(words: readonly string[], lexicon: Lexicon): readonly string[] {
  let length = words.length;
  while (length > 1 && lexicon.is(words[length - 1]!, "sum-aspect")) length -= 1;
  return words.slice(0, length);
}

/** `withdrawal limit`, `limite de saque`. */
function isLimit(words: readonly string[], lexicon: Lexicon): boolean {
  return words.some((_, at) => {
    const end = words.slice(at);
    return end.length > 1 && isMadeOf(end, lexicon, "quota", "limited-thing");
  });
}

/** `commission rate`, `pourcentage de commission`. */
function isShare(words: readonly string[], lexicon: Lexicon): boolean {
  if (words.length === 1) return /^(?:quota|seat)$/.test(words[0]!) || lexicon.is(words[0]!, "charged-or-spared");
  return words.some((_, at) => {
    const end = words.slice(at);
    return lexicon.has(end, "share-rate") && isMadeOf(end, lexicon, "charged-share", "share-rate");
  });
}

/** Whether a figure is what a contract makes somebody pay, in the contract that the path names: `tarifaKwh` of `/contrato`. */
export function isChargedByContract({ words, types, isList }: RequestField, { path, lexicon }: Operation): boolean {
  if (isList || !types.some((type) => type === "integer" || type === "number")) return false;
  const last = wordsOf(fixedSegments(path).at(-1) ?? "");
  if (!endsIn(last, lexicon, "contract-thing")) return false;
  let length = words.length;
  while (
    length > 1 &&
    (lexicon.is(words[length - 1]!, "unit-of-price") || lexicon.is(words[length - 1]!, "sum-aspect"))
  )
    length -= 1;
  return endsIn(words.slice(0, length), lexicon, "charged-by-contract");
}

/** What somebody pays for, or how far they are trusted. */
export function isPlan(words: readonly string[], lexicon: Lexicon): boolean {
  const isLevel = words.length > 1 && isMadeOf(words, lexicon, "level", "graded");
  return lexicon.is(words.join(" "), "customer-group") || isLevel || isMadeOf(words, lexicon, "plan", "plan-of");
}

/** Whether a name is of how a business classes a customer: what goes by it, a price or a reminder, the name does not tell. */
export function isClassOfCustomer(words: readonly string[], lexicon: Lexicon): boolean {
  return CLASSES.some((concept) => lexicon.is(words.join(" "), concept));
}

const CLASSES = ["customer-group", "dunning-level"] as const;

/** Whether a sum is the price at which whoever calls offers something: of an advertisement or a product of theirs. */
export function isOwnPrice(words: readonly string[], { path, lexicon }: Operation): boolean {
  const last = wordsOf(fixedSegments(path).at(-1) ?? "");
  return (
    OFFERED.some((concept) => endsIn(last, lexicon, concept)) &&
    // Who offers something lowers its price: that is no reduction of what they pay themselves.
    (lexicon.is(beforeAspect(words, lexicon).join(" "), "agreed-sum") || lexicon.has(words, "reduction"))
  );
}

const OFFERED = ["published-content", "catalogue-thing"] as const;

/** Whether an operation is one by which callers choose what they buy: of a subscription, an offer or an order. */
export function isPurchase({ path, lexicon }: Operation): boolean {
  const last = wordsOf(fixedSegments(path).at(-1) ?? "");
  return BOUGHT.some((concept) => endsIn(last, lexicon, concept));
}

const BOUGHT = ["bought", "paid-period", "plan", "asked-by-visitor"] as const;

/** Until when something is paid for, or since when it is known. */
function isWhen(words: readonly string[], lexicon: Lexicon): boolean {
  if (isMadeOf(words, lexicon, "its-end", "paid-period") && lexicon.has(words, "paid-period")) return true;
  const last = words.at(-1) ?? "";
  const isEnd = lexicon.is(last, "its-end") || last === "through" || last === "till";
  const said = words.slice(0, -1);
  if (isEnd && (said.join(" ") === "active" || said.join(" ") === "valid")) return true;
  return (isEnd || last === "by" || lexicon.is(last, "moment")) && endsIn(said, lexicon, "decided");
}

function isVerdict(value: unknown): boolean {
  return (
    typeof value === "string" &&
    /^(?:approved|verified|suspended|banned|blocked|rejected|paid|settled|terminated)$/i.test(value)
  );
}
