import { isSaid, saidBy } from "../exposure/said.ts";
import { memo } from "../core/memo.ts";
import { denies } from "../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { intentOf } from "../exposure/intent.ts";
import { returnsList } from "../exposure/lists.ts";
import { calledWords } from "../exposure/words.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { isHeadedBy, isMadeOf, precedes, standsNear } from "../lexicon/phrases.ts";
import type { Place } from "../core/place.ts";
import { placeOf, type Operation } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { isText, requestFields, segmentWords, type RequestField } from "./request-fields.ts";
import { returnedProperties } from "./returned-properties.ts";

/** A secret that comes back, and where its property stands. */
export interface ReturnedSecret {
  readonly name: string;
  readonly at: Place;
}

/** Whether a call hands its caller a token of somebody whom the request names, by its name or its text: impersonation. */
export const actsAsOthers = memo((operation: Operation): boolean => {
  const { method, lexicon } = operation;
  if (operation.access !== "secured" || operation.operationKind !== "path") return false;
  if (method !== "POST" && (method !== "GET" || returnsList(operation))) return false;
  if (!namesSomebody(operation) || provesItself(operation)) return false;
  const isNamed = lexicon.has(calledWords(operation), "impersonate");
  return (
    ((isNamed || isSaid(operation, "in-others-name") || isSaidAsSomebody(operation)) &&
      (handsOutToken(operation) || makesToken(operation))) ||
    (isNamed && returnsUntold(operation) && (returnsBody(operation) || !namesPersonInPath(operation)))
  );
});

/**
 * The token that a call hands its caller while the request names a person, be it by an e-mail address or telephone number, and
 * nothing that is sent proves to be that person: a stronger sign is `actsAsOthers`.
 */
export const issuesTokenFor = memo((operation: Operation): ReturnedSecret | undefined => {
  const { access, method, lexicon } = operation;
  if (operation.operationKind !== "path") return undefined;
  const called = calledWords(operation);
  const isOfTokens = lexicon.has(called, "session-token") || lexicon.has(called, "session");
  // A record that is put may have a token too.
  const canIssue =
    method === "POST" || (method === "PUT" && isOfTokens) || (method === "GET" && !returnsList(operation));
  if (!canIssue || provesItself(operation)) return undefined;
  const issued = returned(operation).filter(({ words }) => isHeadedBy(words, lexicon, "session-token"));
  if (access === "secured" && namesSomebody(operation)) return issued[0];
  if (access === "unstated" || !isOfTokens || !namesAccount(operation) || isOfSentProof(operation)) return undefined;
  // Whoever calls without a credential may prove by what only one kind of client sends, and whoever signs up is nobody else.
  if (access !== "secured" && (mayProveItself(operation) || intentOf(operation) === "sign-up")) return undefined;
  // "token" can be of what else is sent: of a card, or of a device.
  return issued.find(({ words }) => words.length > 1) ?? (sendsOnlyAccount(operation) ? issued[0] : undefined);
});

/** Whether a call only begins a log-in, or checks what was sent to the owner of the account. */
function isOfSentProof(operation: Operation): boolean {
  const { lexicon } = operation;
  return (
    lexicon.has(calledWords(operation), "sends-proof") ||
    saidBy(operation).some((words) => lexicon.has(words, "by-message")) ||
    askedOf(operation).some((field) => isText(field) && lexicon.has(field.words, "sends-proof"))
  );
}

/** Whether anything that can be sent may prove who calls, required or not. */
function mayProveItself(operation: Operation): boolean {
  return requestFields(operation).some(({ words }) => isProof(words, operation.lexicon));
}

/** Whether nothing is sent but that by which an account is named. */
function sendsOnlyAccount(operation: Operation): boolean {
  return requestFields(operation).every(
    ({ in: way, words }) => way === "header" || isAccount(words, operation.lexicon),
  );
}

/** Whether a field of what comes back is the token of a session. */
export function handsOutToken(operation: Operation): boolean {
  return returned(operation).some(({ words }) => isHeadedBy(words, operation.lexicon, "session-token"));
}

/** Whether tokens are made by a path that ends in them, and nothing is said of what comes back. */
function makesToken(operation: Operation): boolean {
  const { method, lexicon } = operation;
  const last = segmentWords(operation).at(-1) ?? [];
  return method === "POST" && isHeadedBy(last, lexicon, "session-token") && returnsUntold(operation);
}

/** Whether no field is named of what comes back: what a call that is named so gives can be a session, in a cookie if nothing else. */
function returnsUntold(operation: Operation): boolean {
  return returned(operation).length === 0;
}

function returnsBody({ responses }: Operation): boolean {
  return responses.some(({ statusClass, content }) => statusClass === "2xx" && content.length > 0);
}

/** "With which the caller works as the given user"; "as the current user" is in nobody else's name. */
function isSaidAsSomebody(operation: Operation): boolean {
  const { lexicon } = operation;
  return saidBy(operation).some(
    (words) =>
      (precedes(words, lexicon, "as-another", "natural-person", 1) ||
        (precedes(words, lexicon, "as-somebody", "natural-person", 1) &&
          standsNear(words, lexicon, "natural-person", "named-by-request", 0))) &&
      !lexicon.has(words, "who-calls") &&
      !denies(words, lexicon),
  );
}

/**
 * The new password or PIN of somebody whom the request names, or the code with which one is set, which a call makes and
 * hands to its caller: by the name of what comes back, or by its text.
 */
export const resetForOthers = memo((operation: Operation): ReturnedSecret | undefined => {
  const { method, summary = "", description = "", lexicon } = operation;
  if ((method !== "POST" && method !== "PUT") || operation.access !== "secured") return undefined;
  if (!(namesSomebody(operation) || namesAccount(operation)) || provesItself(operation)) return undefined;
  const text = wordsInOrder(`${summary}. ${description.slice(0, LIMIT)}`);
  const isReset =
    [...segmentWords(operation), wordsOf(operation.operationId ?? "")].some((words) => lexicon.has(words, "reset")) ||
    lexicon.has(text, "reset") ||
    lexicon.has(text, "puts-back") ||
    precedes(text, lexicon, "replaces-a-value", "log-in-secret", BETWEEN) ||
    standsNear(text, lexicon, "new", "log-in-secret", 0);
  if (!isReset) return undefined;
  return returned(operation).find(
    ({ words, property }) =>
      targetOf(property).types.includes("string") &&
      (isHeadedBy(words, lexicon, "log-in-secret") || isCodeOfReset(words, property, lexicon)),
  );
});

/** Whether a value is the code or token that a reset asks for: `resetToken`, or `guid` with the text "The password reset code". */
function isCodeOfReset(words: readonly string[], property: Schema, lexicon: Lexicon): boolean {
  if (isCodeFor(words, lexicon)) return true;
  const { description = "" } = targetOf(property);
  const opening = wordsInOrder((property.description ?? description).slice(0, LIMIT)).slice(0, OPENING);
  const isNamed =
    standsNear(opening, lexicon, "reset-purpose", "handed-proof", APART) || lexicon.has(opening, "proof-handed-out");
  return isNamed && !denies(opening, lexicon) && !isAboutIt(opening, lexicon);
}

function isCodeFor(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "reset-purpose") && isHeadedBy(words, lexicon, "handed-proof");
}

/** "Status of the reset code" and "Where the reset code is sent" are not the code. */
function isAboutIt(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "status") || lexicon.has(words, "lifetime") || lexicon.has(words, "by-message");
}

/** So many words of a text open it, and so many stand between a purpose and the code for it. */
const OPENING = 9;
const APART = 3;
/** So many words stand between a verb and the secret that it is of: "replaces the customer's old password". */
const BETWEEN = 3;

/** Whether a request names an account by what its owner is known by: only the caller's own is named by the credential. */
export function namesAccount(operation: Operation): boolean {
  return requestFields(operation).some(
    ({ in: way, depth, words }) => way !== "header" && depth <= 1 && isAccount(words, operation.lexicon),
  );
}

function isAccount(words: readonly string[], lexicon: Lexicon): boolean {
  return isMadeOf(words, lexicon, "identity-of-account", "around-identity");
}

/** So much of a text is looked at. */
const LIMIT = 1000;

/** Whether a request says whom it is about: by a parameter behind people in its path, or in its body. */
function namesSomebody(operation: Operation): boolean {
  const { lexicon } = operation;
  return (
    namesPersonInPath(operation) ||
    requestFields(operation).some(
      ({ in: way, depth, words }) => way !== "header" && depth <= 1 && isPerson(words, lexicon),
    )
  );
}

function namesPersonInPath({ path, lexicon }: Operation): boolean {
  const segments = path.split("/");
  return segments.some((segment, at) => segment.includes("{") && isPerson(wordsOf(segments[at - 1] ?? ""), lexicon));
}

/** Whether words name people, or what stands for one. */
export function isPerson(words: readonly string[], lexicon: Lexicon): boolean {
  return words.some((word) => PEOPLE.some((concept) => lexicon.is(word, concept)));
}

const PEOPLE = [
  "role-holder",
  "user",
  "population",
  "staff",
  "clientele",
  "natural-person",
  "account",
  "household",
] as const;

/** Whether a caller sends what somebody was sent, or knows: who logs in, or trades a token of their own. */
function provesItself(operation: Operation): boolean {
  return askedOf(operation).some(({ words }) => isProof(words, operation.lexicon));
}

/** The fields of a body that must be sent, or all where none must: what may be left out proves nothing. */
function askedOf(operation: Operation): readonly RequestField[] {
  const fields = requestFields(operation).filter(({ in: way }) => way === "body");
  return fields.some(({ isRequired }) => isRequired) ? fields.filter(({ isRequired }) => isRequired) : fields;
}

function isProof(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "password") || lexicon.has(words, "token") || lexicon.has(words, "given-proof");
}

interface Returned extends ReturnedSecret {
  readonly words: readonly string[];
  readonly property: Schema;
}

/** What comes back at the first level where it goes well. */
function returned(operation: Operation): readonly Returned[] {
  return returnedProperties(operation).map(([name, property]) => ({
    name,
    property,
    words: wordsOf(name),
    at: placeOf(property),
  }));
}
