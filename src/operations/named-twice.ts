/*
 * What a request names twice: the path, or a header, says which thing is meant, and so does a field that the body must
 * have. Where the two differ, a service may check the one, and act on the other.
 */
import { memo } from "../core/memo.ts";
import { textOfValue } from "../core/text-of-value.ts";
import { leadPhrase } from "../data/classify/lead-phrase.ts";
import { readingOf } from "../exposure/reading.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { actionOf } from "./candidates/action.ts";
import {
  headLast,
  pathIdentifiers,
  tenantIdentifiers,
  type ObjectIdentifier,
} from "./candidates/object-identifiers.ts";
import { pathSteps } from "./candidates/path-steps.ts";
import { requestFields, type RequestField } from "./request-fields.ts";

/** A field of a body that names what the path or a header of the same request names. */
export interface NamedTwice {
  readonly field: RequestField;
  readonly beside: ObjectIdentifier;
  /** Whether it only holds that name, behind which its own stands. */
  readonly isWithin: boolean;
}

/**
 * What a change names twice: by fields that the body must have, where no text says that the two must agree. A record
 * that is sent with its own ID is none: what is named twice is what it belongs to, or what a command is about.
 */
export const namedTwice = memo((operation: Operation): readonly NamedTwice[] => {
  if (operation.operationKind !== "path" || !CHANGES.has(operation.method)) return [];
  const required = new Map(
    requestFields(operation).flatMap((field) => (isNeeded(field) ? [[field.witness, field]] : [])),
  );
  if (required.size === 0 || readingOf(operation) !== undefined) return [];
  const named = [...pathIdentifiers(operation), ...tenantIdentifiers(operation).filter(isSent)];
  return [...required.values()].flatMap((field): NamedTwice[] => {
    if (field.types.includes("object")) return [];
    const beside = named.find((one) => namesTheSame(field, one, operation, required));
    if (beside === undefined || isSaidToAgree(field, beside, operation) || isWhereTo(field)) return [];
    return [{ field, beside, isWithin: isSaidToHold(field, beside, nounOf(beside, operation), operation.lexicon) }];
  });
});

/** Whether a text says that a value is where something goes to, of two of a kind: "The account to fork into". */
function isWhereTo({ description }: RequestField): boolean {
  return WHERE_TO.test(description.slice(0, 300));
}

const WHERE_TO =
  /\b(?:(?:fork|copy|clone|move|transfer|copied|moved|cloned|forked|transferred) (?:into|to)|to (?:restore|copy|clone|move|transfer|deploy|import|migrate|attach|assign|send|add) (?:(?:a|an|the|this|its) )?(?:\p{L}+ ){1,3}(?:to|into|onto)(?=\W*$|[.,;])|in (?:das|die|den|welches|welche|der|dem) (?:\S+ ){0,3}?(?:wiederhergestellt|importiert|eingespielt)|in (?:das|die|den|welches|welche) (?:\S+ ){0,3}?(?:kopiert|verschoben|übertragen)|(?:dans|vers) l(?:equel|aquelle) |(?:sur|vers) l(?:equel|aquelle) |(?:en|al?) (?:el |la )?que se (?:copia|mueve|transfiere|restaura|importa)|(?:para (?:o|a) qual|no qual|na qual) )/iu;

const CHANGES: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Whether a field of the body must be sent, as one value. */
function isNeeded({ in: way, depth, isList, isRequired, types, witness }: RequestField): boolean {
  return way === "body" && depth < 2 && isRequired && !isList && !witness.includes("[") && !types.includes("boolean");
}

function isSent({ in: way, required }: ObjectIdentifier): boolean {
  return way === "header" && required;
}

function namesTheSame(
  field: RequestField,
  beside: ObjectIdentifier,
  operation: Operation,
  required: ReadonlyMap<string, RequestField>,
): boolean {
  const { lexicon } = operation;
  const noun = nounOf(beside, operation);
  if (noun === "" || isOfOthers(beside, operation)) return false;
  if (beside.in === "path" && isActedOn(beside, operation)) {
    if (isOfAnyKind(field, noun, operation)) return true;
    if (isCopied(operation)) return false;
    if (!field.witness.includes(".") && isBare(field, lexicon)) return isSaidToBe(field, noun, lexicon);
  }
  if (!field.witness.includes("."))
    return isNamedAs(field, beside, noun, lexicon) || isSaidToHold(field, beside, noun, lexicon);
  // `vault: { id }`
  const around = required.get(field.witness.slice(0, field.witness.lastIndexOf(".")));
  return around !== undefined && around.text === noun && isBare(field, lexicon) && !isOfAnother(around, lexicon);
}

/** Whether what follows an identifier in the path is another of its kind, or a tie to one: `/groups/{groupId}/parent`. */
function isOfOthers({ name, in: way }: ObjectIdentifier, operation: Operation): boolean {
  const steps = pathSteps(operation);
  const next = way === "path" ? steps[steps.findIndex(({ parameter }) => parameter === name) + 1] : undefined;
  return (
    next !== undefined && next.parameter === undefined && operation.lexicon.has(wordsOf(next.text), "other-of-kind")
  );
}

/** What an identifier names one of, by its name or by the collection before it: `vault` of `/vaults/{vaultUuid}` and `/vaults/{id}`. */
function nounOf({ name, in: way }: ObjectIdentifier, operation: Operation): string {
  const words = withoutSuffix(wordsOf(way === "header" ? name.replace(/^x-/i, "") : name), operation.lexicon);
  if (words.length > 0 || way !== "path") return words.join(" ");
  const steps = pathSteps(operation);
  const before = steps[steps.findIndex(({ parameter }) => parameter === name) - 1];
  return before === undefined || before.parameter !== undefined ? "" : textOfName(before.text);
}

/** Words without those for an identifier at their end, or at their beginning in Romance languages. */
function withoutSuffix(words: readonly string[], lexicon: Lexicon): readonly string[] {
  const ordered = headLast(words);
  return ordered.slice(0, ordered.findLastIndex((word) => !isNaming(word, lexicon)) + 1);
}

function isNaming(word: string, lexicon: Lexicon): boolean {
  return lexicon.is(word, "identifier-word") || lexicon.is(word, "naming-word");
}

/** Whether a name is nothing but a word for an identifier or a name. */
function isBare({ words }: RequestField, lexicon: Lexicon): boolean {
  return words.length > 0 && words.every((word) => isNaming(word, lexicon));
}

/** Whether a field is called as an identifier is, or is one of the same kind of thing: `vaultId` beside `{vaultUuid}`. */
function isNamedAs(field: RequestField, beside: ObjectIdentifier, noun: string, lexicon: Lexicon): boolean {
  if (field.words.length === 0 || isBare(field, lexicon) || isOfAnother(field, lexicon)) return false;
  // An address or a user name is also what a record holds of a person, and may be a new one.
  if (field.text === textOfName(beside.name)) return !ATTRIBUTES.some((one) => endsIn(field.words, lexicon, one));
  const words = headLast(field.words);
  return lexicon.is(words.at(-1)!, "identifier-word") && withoutSuffix(words, lexicon).join(" ") === noun;
}

const ATTRIBUTES = ["contact-address", "login-name"] as const;

/** Whether a text says that a field names another of the same kind: "ID of the parent group" beside `{groupId}`. */
function isOfAnother({ description }: RequestField, lexicon: Lexicon): boolean {
  return lexicon.has(wordsInOrder(description.slice(0, LIMIT)), "other-of-kind");
}

/** Whether an operation is about the thing itself that an identifier of its path names last, and about nothing that belongs to it. */
function isActedOn(beside: ObjectIdentifier, operation: Operation): boolean {
  if (pathIdentifiers(operation).at(-1)?.name !== beside.name) return false;
  const { part, isMaking } = actionOf(operation);
  return isCopied(operation) || (part === undefined && !isMaking);
}

/** Whether a request writes the thing that its path names last: what it has of its own ID is a copy. */
function isCopied(operation: Operation): boolean {
  return pathSteps(operation).at(-1)?.parameter !== undefined;
}

/**
 * Whether a field names one of several kinds of things, the kind beside it, and that of the path is among them:
 * `relatedEntityId` and `relatedEntityType` of `/events/{id}`.
 */
function isOfAnyKind(field: RequestField, noun: string, operation: Operation): boolean {
  const words = headLast(field.words);
  if (words.length < 2 || !operation.lexicon.is(words.at(-1)!, "identifier-word")) return false;
  const kind = requestFields(operation).find(
    ({ in: way, depth, isRequired, words: others }) =>
      way === "body" &&
      depth === field.depth &&
      isRequired &&
      others.at(-1) === "type" &&
      others.slice(0, -1).join(" ") === words.slice(0, -1).join(" "),
  );
  return (
    kind?.parts.some(({ enum: values }) => (values ?? []).some((value) => textOfName(textOfValue(value)) === noun)) ??
    false
  );
}

/** Whether the text of a field says that it is what the path names: `name`, "The deployment being rolled back". */
function isSaidToBe({ description }: RequestField, noun: string, lexicon: Lexicon): boolean {
  const text = description.replace(/^(?:required|optional)\.\s+/i, "");
  const said = wordsOf(leadPhrase(text) ?? "");
  const first = said.findIndex((word) => !isNaming(word, lexicon) && !lexicon.is(word, "linking"));
  return noun.split(" ").every((word, at) => said[first + at] === word);
}

/** Whether the text of a name says that it holds the name of what the path names before: "Starts with the name of the organization". */
function isSaidToHold(field: RequestField, { in: way }: ObjectIdentifier, noun: string, lexicon: Lexicon): boolean {
  if (way !== "path" || !isBare(field, lexicon)) return false;
  const said = wordsInOrder(field.description.slice(0, LIMIT));
  return lexicon.has(said, "holds-prefix") && ` ${said.flatMap(wordsOf).join(" ")} `.includes(` ${noun} `);
}

/** Whether a text says that the two must agree, or which of them counts. */
function isSaidToAgree(field: RequestField, beside: ObjectIdentifier, operation: Operation): boolean {
  const { lexicon } = operation;
  const declared = operation.parameters.find(({ name, in: way }) => name === beside.name && way === beside.in);
  return [field.description, declared?.description ?? "", operation.description ?? "", operation.summary ?? ""].some(
    (text) => lexicon.has(wordsInOrder(text.slice(0, LIMIT)), "must-agree"),
  );
}

/** So much of a text is looked at. */
const LIMIT = 1000;
