/*
 * Where log-in and reset codes go, or money, as an ordinary field of a record that people change themselves: whoever holds a
 * session for a moment replaces it, and keeps the account or the payments. A second proof or a confirmation closes that.
 */
import { memo } from "../core/memo.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isAdministration } from "../exposure/administration.ts";
import { intentOf } from "../exposure/intent.ts";
import { saidBy } from "../exposure/said.ts";
import { fixedSegments } from "../exposure/words.ts";
import { denies } from "../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Operation } from "../model/api.ts";
import { changesOwnRecord } from "./own-changes.ts";
import { isChoice, isText, requestFields, type RequestField } from "./request-fields.ts";
import { asksAgain } from "./second-proof.ts";

/** Fields by which a stolen session becomes lasting: the addresses of codes, and accounts to which money is paid. */
export interface ReplacedChannels {
  /** Whether it is the account of somebody else whom callers manage: an employee, a supplier. */
  readonly isOfOthers: boolean;
  readonly addresses: readonly RequestField[];
  readonly accounts: readonly RequestField[];
}

/** What a change of one's own record replaces without a further proof; `undefined` where there is nothing such. */
export function replacedChannels(api: AssessedApi, operation: Operation): ReplacedChannels | undefined {
  const isOwn = changesOwnRecord(api, operation);
  if (operation.access !== "secured" || (!isOwn && !redirectsPay(api, operation))) return undefined;
  if (asksAgain(operation) || isConfirmed(operation)) return undefined;
  const { lexicon } = operation;
  const fields = requestFields(operation).filter(
    (field) =>
      field.in === "body" &&
      field.depth < 2 &&
      !field.isList &&
      !isChoice(field) &&
      !saysConfirmed(wordsInOrder(field.description.slice(0, LONGEST)), lexicon),
  );
  const codes = addressesOfCodes(api, operation);
  const addresses = isOwn ? fields.filter(({ depth, witness }) => depth === 0 && codes.has(witness)) : [];
  const accounts = fields.filter(
    (field) =>
      !isCharged(field, operation) &&
      (isText(field) || field.types.includes("object")) &&
      PAID_TO.some((concept) => endsIn(field.words, lexicon, concept)),
  );
  return addresses.length + accounts.length === 0 ? undefined : { isOfOthers: !isOwn, addresses, accounts };
}

/**
 * Whether a call is there to change where somebody is paid whom its path names: `PUT /employees/{id}/bank-details`. Payroll is
 * diverted so.
 */
function redirectsPay(api: AssessedApi, operation: Operation): boolean {
  const { operationKind, method, path, lexicon } = operation;
  const [, person = "", last = ""] = /\/([^/{}]+)\/\{[^{}]+\}\/([^/{}]+)\/?$/.exec(path) ?? [];
  return (
    operationKind === "path" &&
    (method === "PUT" || method === "PATCH" || method === "POST") &&
    api.assessed(operation).judgedAs !== "private" &&
    !isAdministration(operation) &&
    PAID.some((concept) => endsIn(wordsOf(person), lexicon, concept)) &&
    endsIn(wordsOf(last), lexicon, "paid-into")
  );
}

const PAID = ["natural-person", "acts-for-somebody"] as const;

/** Whether an account is there to be charged, as that of a mandate is: who replaces it gains nothing. */
function isCharged({ words }: RequestField, { path, lexicon }: Operation): boolean {
  return lexicon.has(words, "debited") || fixedSegments(path).some((name) => lexicon.has(wordsOf(name), "debited"));
}

const PAID_TO = ["payout-destination", "pay-destination", "payee-account"] as const;

/** Whether a new value is said to be confirmed, or waits for that: the change is accepted, and not made. */
function isConfirmed(operation: Operation): boolean {
  return (
    operation.responses.some(({ status }) => status === "202") ||
    saidBy(operation).some((words) => saysConfirmed(words, operation.lexicon))
  );
}

function saysConfirmed(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "asked-again") && !denies(words, lexicon);
}

/** So much of a text is looked at. */
const LONGEST = 1000;

/** The addresses and numbers that a change takes, by their witness, of a kind by which people of this API log in or get back in. */
function addressesOfCodes(api: AssessedApi, operation: Operation): ReadonlySet<string> {
  const kinds = kindsOfEntry(api, operation);
  return new Set(
    api
      .assessed(operation)
      .flows.flatMap(({ direction, field, witness }) =>
        direction === "write" && field.confidence !== "possible" && kinds.has(field.category) ? [witness] : [],
      ),
  );
}

/**
 * By what people get in: an e-mail address where a log-in, a reset or a sign-up takes one; a number where a log-in or a reset
 * does, or a text says that codes go there. Whoever signs up leaves a number for other reasons, too.
 */
function kindsOfEntry(api: AssessedApi, operation: Operation): ReadonlySet<string> {
  const entries = entriesIn(api.operations);
  const kinds = new Set(
    entries.flatMap((entry) =>
      api.assessed(entry).flows.flatMap(({ direction, field: { category } }) => {
        const counts = category === EMAIL || (category === PHONE && intentOf(entry) !== "sign-up");
        return direction === "write" && counts ? [category] : [];
      }),
    ),
  );
  if (entries.some(sendsByText)) kinds.add(PHONE);
  // "The log-in link goes to the new address from then on."
  if (saidBy(operation).some((words) => operation.lexicon.has(words, "log-in-link"))) kinds.add(EMAIL);
  return kinds;
}

/** Whether a text of an operation or of its success says that a code goes out as a text message: "Un code est envoyé par SMS". */
function sendsByText(entry: Operation): boolean {
  const answers = entry.responses.flatMap(({ statusClass, description = "" }) =>
    statusClass === "2xx" ? [wordsInOrder(description.slice(0, LONGEST))] : [],
  );
  return [...saidBy(entry), ...answers].some((words) => words.includes("sms"));
}

const EMAIL = "user.contact.email";
const PHONE = "user.contact.phone_number";

const entriesIn = memo((operations: readonly Operation[]) =>
  operations.filter((operation) => ENTRIES.has(intentOf(operation) ?? "")),
);

const ENTRIES: ReadonlySet<string> = new Set(["password-reset", "log-in", "sign-up", "verification"]);
