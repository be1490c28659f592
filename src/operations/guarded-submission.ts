import { member } from "../core/json-value.ts";
import { memo } from "../core/memo.ts";
import { isAffirmed, isSaid } from "../exposure/said.ts";
import { endsIn, isMadeOf } from "../lexicon/phrases.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { MediaType, Operation } from "../model/api.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { keyword, targetOf } from "../model/schema.ts";
import { textOfValue } from "../core/text-of-value.ts";
import { isLimited } from "./flows/limits.ts";
import { fixedSegments } from "../exposure/words.ts";
import { actionOf } from "./candidates/action.ts";
import { requestFields } from "./request-fields.ts";
import { returnedProperties } from "./returned-properties.ts";

/**
 * Whether anybody may add something of their own, and scripts may not: a form with a captcha, a subscription that its address
 * confirms, the trial of an organization, a purchase that needs no account. It needs a limit beside that, and without a
 * captcha it names nothing that is there already.
 */
export const isGuardedSubmission = memo((operation: Operation): boolean => {
  const { method, path, lexicon } = operation;
  if (method !== "POST") return false;
  const last = wordsOf(path.split("/").at(-1) ?? "");
  const isAdded = (["message", "left-by-visitor", "reported-content"] as const).some((one) => lexicon.has(last, one));
  const isConfirmed = isSaid(operation, "confirmed-by-mail") || isAnsweredByMail(operation);
  const isChecked = isSaid(operation, "human-check") || requestFields(operation).some(({ name }) => CHECK.test(name));
  const isTaken = isOnlyTaken(operation);
  if (isChecked && (saysHowOften(operation) || isAdded || isTaken)) return true;
  // Nothing is done yet, nothing is told, and nobody does it without end.
  if (isTaken && isExplicitlyOpen(operation) && saysHowOften(operation) && !path.endsWith("}")) return true;
  const isMeant =
    !path.endsWith("}") && (isAffirmed(operation, "said-open") || isAffirmed(operation, "anyone-may-send"));
  if (path.includes("{") && !isAdded && !isMeant) return false;
  return (isConfirmed && isLimited(operation)) || (isMeant && (saysHowOften(operation) || isAdded));
});

/** Whether the answer says that a mail is on its way that has to be confirmed. */
function isAnsweredByMail({ responses, lexicon }: Operation): boolean {
  return responses.some(
    ({ statusClass, description = "" }) =>
      statusClass === "2xx" && lexicon.has(wordsInOrder(description), "confirmed-by-mail"),
  );
}

/**
 * Whether whoever passes by adds a record of their own, on purpose: a request for an offer, an application, an order without
 * an account. The operation says itself that it is open, or that it can be called without a credential, and adds one thing to those of its kind: it changes nothing
 * that an identifier names, and it is no machine that calls.
 */
export const isEnteredByVisitor = memo((operation: Operation): boolean => {
  const { method, path, access, requestBody, lexicon } = operation;
  if (method !== "POST" || access === "unstated" || requestBody === undefined || /\}\/?$/.test(path)) return false;
  const action = actionOf(operation);
  if (action.isBatch || givesTokenForIdentity(operation)) return false;
  const segments = fixedSegments(path).map((segment) => wordsOf(segment));
  // A complaint is made and sent at once: a noun such as "Beschwerde" is read as the one or the other.
  const isSent = action.verb === "send" && endsIn(segments.at(-1) ?? [], lexicon, "asked-by-visitor");
  if (!isSent && !(action.isMaking && ENTERS.has(action.verb))) return false;
  const named = [...segments, wordsOf(operation.operationId ?? "")];
  if (named.some((words) => NOT_BY_VISITORS.some((concept) => lexicon.has(words, concept)))) return false;
  return OF_VISITORS.some((concept) => endsIn(segments.at(-1) ?? [], lexicon, concept));
});

/** What passers-by enter about themselves and what they want. What a shop sells, or who works there, is not of these. */
const OF_VISITORS = [
  "left-by-visitor",
  "message",
  "reported-content",
  "reported-fault",
  "registration",
  "bought",
  "asked-by-visitor",
] as const;

const NOT_BY_VISITORS = ["called-back", "between-machines", "administration"] as const;

/** Whether who only says who they are gets a token: they are let in, and nothing is entered. */
function givesTokenForIdentity(operation: Operation): boolean {
  const { lexicon } = operation;
  const entered = requestFields(operation).filter(({ in: way, isRequired }) => way === "body" && isRequired);
  return (
    entered.every(({ words }) => isMadeOf(words, lexicon, "identity-of-account", "around-identity")) &&
    returnedProperties(operation).some(([name]) => lexicon.has(wordsOf(name), "token"))
  );
}

/** Verbs of calls by which one thing more is kept, and nothing else is done. */
const ENTERS: ReadonlySet<string> = new Set(["create", "add", "submit", "request", "apply", "book", "order", "report"]);

const CHECK = /captcha|turnstile|proof_?of_?work/i;

/** Whether all that comes back is that something was taken in, and when: 202, so that nothing is done yet, and nothing told. */
function isOnlyTaken({ responses, requestBody }: Operation): boolean {
  if (requestBody === undefined) return false;
  const succeeded = responses.filter(({ statusClass }) => statusClass === "2xx");
  return (
    succeeded.length > 0 && succeeded.every(({ status, content }) => status === "202" && content.every(isOnlyTime))
  );
}

/** Whether an answer holds a time and nothing else. */
function isOnlyTime({ schema }: MediaType): boolean {
  const properties = schema === undefined ? [] : [...composedProperties(schema)];
  return (
    properties.length > 0 &&
    properties.every(([, property]) => textOfValue(keyword(targetOf(property), "format")).startsWith("date"))
  );
}

/** Whether it is written that no credential is needed, and not only left out. */
function isExplicitlyOpen({ access, node }: Operation): boolean {
  return access === "anonymous" && member(node.value, "security") !== undefined;
}

/** A captcha alone is no limit. */
function saysHowOften(operation: Operation): boolean {
  return operation.responses.some(({ status }) => status === "429");
}
