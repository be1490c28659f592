import { memo } from "../../core/memo.ts";
import { saidBy } from "../../exposure/said.ts";
import { denies } from "../../lexicon/denial.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { requestFields, type RequestField } from "../request-fields.ts";

/** What a request proves itself with that others know as well: a birth date, a member number, the serial number on a label. */
export interface KnownFacts {
  readonly fields: readonly RequestField[];
  /** What it is a proof of: a thing that carries its number, or a person. */
  readonly kind: "device" | "person";
}

/**
 * The facts by which an operation hands over an account, a person's record or a device, where nothing else proves that they
 * are the caller's: no code, token or document in the request, and no word of a confirmation by somebody else.
 */
export const knownFactsOf = memo((operation: Operation): KnownFacts | undefined => {
  const { method, operationKind, lexicon } = operation;
  if (operationKind !== "path" || method === "GET" || method === "DELETE" || isConfirmed(operation)) return undefined;
  const isLinking = isCalled(operation, "makes-ones-own");
  const isClaiming = isLinking || isCalled(operation, "claims-device");
  const isMoving = saidBy(operation).some((words) => lexicon.has(words, "moves-to-caller"));
  const isMatched = saidBy(operation).some((words) => lexicon.has(words, "facts-match"));
  if (!isClaiming && !isMoving && !isMatched) return undefined;
  const fields = requestFields(operation).filter(
    ({ in: place, depth, isList }) => (place === "body" || place === "path") && depth < 2 && !isList,
  );
  const labels = fields.filter(({ words }) => lexicon.has(words, "serial-number"));
  const facts = fields.filter(({ words }) => lexicon.has(words, "known-fact"));
  if (fields.some((field) => isProof(field, operation) && !facts.includes(field))) return undefined;
  if (labels.length > 0 && (isClaiming || isMoving)) return { fields: labels, kind: "device" };
  // What somebody is called is no proof without something beside it.
  const isEnough = facts.length > 1 && facts.some(({ words }) => !lexicon.has(words, "known-name"));
  return isEnough && (isLinking || isMatched) ? { fields: facts, kind: "person" } : undefined;
});

/** Whether an operation is there to make something or somebody part of an account: by the end of its path, its name or summary. */
function isCalled(
  { path, operationId = "", summary = "", lexicon }: Operation,
  meaning: "makes-ones-own" | "claims-device",
): boolean {
  const last = fixedSegments(path).at(-1) ?? "";
  return [last, operationId, summary.slice(0, 60)].some((text) => lexicon.has(wordsInOrder(text), meaning));
}

/** Whether a field holds what only the right person has: a code that was sent, a token, a signature, a document. */
function isProof({ words, types, text }: RequestField, { access, lexicon }: Operation): boolean {
  if (types.includes("boolean")) return false;
  // A password that is set with the account proves nothing.
  if (lexicon.has(words, "password")) return access === "secured";
  return (
    lexicon.is(text, "code") ||
    lexicon.is(words.at(-1) ?? "", "code") ||
    lexicon.is(words[0] ?? "", "code") ||
    lexicon.has(words, "proof-of-right")
  );
}

/** Whether a text says that somebody else agrees first, or that something is sent to whose it is. */
function isConfirmed(operation: Operation): boolean {
  const { lexicon } = operation;
  return saidBy(operation).some((words) => lexicon.has(words, "confirmed-first") && !denies(words, lexicon));
}
