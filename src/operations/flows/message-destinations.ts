import { memo } from "../../core/memo.ts";
import { readingOf } from "../../exposure/reading.ts";
import { intentOf } from "../../exposure/intent.ts";
import { saidBy, statedBy } from "../../exposure/said.ts";
import { calledText, calledWords } from "../../exposure/words.ts";
import { leadPhrase } from "../../data/classify/lead-phrase.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Operation } from "../../model/api.ts";
import { isChoice, isText, requestFields, segmentWords, type RequestField } from "../request-fields.ts";

/** Where a code or a link goes that lets its reader into an account, and what names the account. */
export interface ChosenDestination {
  readonly account: RequestField;
  readonly to: RequestField;
}

/**
 * The number or address of a request to which the way into an account is sent, beside another value that names the account:
 * who gets in is not who has the account, but who asks. `undefined` where only what is on file is taken, where a request
 * brings a secret, and where its only address names the account itself.
 */
export const chosenDestination = memo((operation: Operation): ChosenDestination | undefined => {
  const { operationKind, lexicon } = operation;
  if (operationKind !== "path" || readingOf(operation) !== undefined || !sendsWayIn(operation)) return undefined;
  const fields = requestFields(operation).filter(
    (field) =>
      (field.in === "body" || field.in === "query" || field.in === "path") &&
      field.depth < 2 &&
      !field.isList &&
      isText(field) &&
      !isChoice(field),
  );
  // Whoever brings a password, a code or a token has proved something.
  if (fields.some(({ words }) => isProof(words, lexicon))) return undefined;
  const told = fields.filter((field) => isToldWhere(field, operation));
  const isTold = new Set(told);
  const asksForSome = fields.some(({ isRequired }) => isRequired);
  const named = fields.filter(
    (field) =>
      (field.isRequired || !asksForSome) &&
      NAMING.some((concept) => lexicon.has(field.words, concept)) &&
      !isOfTenant(field.description, lexicon) &&
      !isTold.has(field),
  );
  const to =
    told[0] ??
    (statedBy(operation).has("sent-where-told")
      ? fields.find(
          (field) => lexicon.has(field.words, "contact-address") && !(named.length === 1 && named[0] === field),
        )
      : undefined);
  const account = named.find((field) => field !== to);
  if (to === undefined || account === undefined || statedIn(to.description).has("on-file")) return undefined;
  return isKeptOnFile(statedBy(operation).get("only-on-file"), account, to) ? undefined : { account, to };
});

/** Whether a sentence says that a message goes only to what is on file, and not that the account is: "The e-mail must be on file." */
function isKeptOnFile(sentence: string | undefined, account: RequestField, to: RequestField): boolean {
  if (sentence === undefined) return false;
  const said = lettersOf(sentence);
  const names = ({ name }: RequestField): boolean => said.includes(lettersOf(name));
  return !names(account) || names(to) || statedIn(sentence).has("sent-where-told");
}

function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\d]/gu, "");
}

function isProof(words: readonly string[], lexicon: Lexicon): boolean {
  if (lexicon.has(words, "human-check")) return false;
  return lexicon.has(words, "proof-of-right") || lexicon.has(words, "password");
}

/**
 * Whether a text says that an organization is named: "Your workspace". An account may be a person's, and so is an address that
 * is "unique within your workspace".
 */
function isOfTenant(description: string, lexicon: Lexicon): boolean {
  return wordsInOrder(leadPhrase(description) ?? "").some(
    (word) => lexicon.is(word, "tenant") && !lexicon.is(word, "account"),
  );
}

/** What names an account. The workspace that it is in is no way in. */
const NAMING = ["identity-of-account", "number-of-person", "user"] as const;

/** Whether a field is where a message goes, by its name or by what is said of it. */
function isToldWhere({ in: way, words, description, parts }: RequestField, { lexicon }: Operation): boolean {
  if (way === "path") return false;
  if (statedIn(description).has("gets-the-code")) return true;
  if (!lexicon.has(words, "message-destination") || parts.some(({ format }) => /^ur[il]/.test(format ?? "")))
    return false;
  // Another text may be of a page to go on with, or of a way to send.
  return description === "" || lexicon.has(wordsInOrder(leadPhrase(description) ?? description), "contact-address");
}

/** Whether a call has something sent that lets in whoever reads it: of a reset, a recovery, or a log-in by a code or a link. */
function sendsWayIn(operation: Operation): boolean {
  const { lexicon } = operation;
  const intent = intentOf(operation);
  if (intent === "password-reset") return true;
  const called = [...calledText(operation).split(" "), ...segmentWords(operation).flat()];
  if (intent === "sign-up" || lexicon.has(called, "sign-up")) return false;
  if ([calledWords(operation), ...saidBy(operation)].some((words) => lexicon.has(words, "log-in-link"))) return true;
  const isOfCode = lexicon.has(called, "code") || lexicon.has(called, "one-time-code");
  return isOfCode && WAYS_IN.some((concept) => lexicon.has(called, concept));
}

const WAYS_IN = ["log-in", "session", "authenticate", "puts-back"] as const;
