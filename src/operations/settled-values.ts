/*
 * Values that only the service may settle, which an ordinary caller sends, by more than their name: a text says what they
 * are used for, the call moves money by them, or what happens elsewhere turns on them. A field is what it is by its role: a
 * part of a sum, a mark that something was checked, a state that a payment or a decision leads to.
 */
import { isOfConsent } from "./decided-states.ts";
import { memo, memoWith } from "../core/memo.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { namesRole } from "../exposure/said-role.ts";
import { fixedSegments } from "../exposure/words.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn, isHeadedBy } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Operation } from "../model/api.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import { targetOf } from "../model/schema.ts";
import { isDecision } from "./decided-states.ts";
import { decidingSentence, sellingSentence } from "./decisive-values.ts";
import { isMeasureOfLayout } from "./measure-of-layout.ts";
import { isOrdinaryChange } from "./ordinary-changes.ts";
import { changesOwnRecord } from "./own-changes.ts";
import { beforeAspect, isKeptByService } from "./own-record.ts";
import { arePersons } from "./persons.ts";
import { isFlag } from "./privileged-fields.ts";
import { isNumber, requestFields, type RequestField } from "./request-fields.ts";
import {
  isAbout,
  isStated,
  keyWords,
  LIMIT,
  sentenceNaming,
  sentenceOn,
  sentencesSaid,
  wordStem,
  stemsIn,
  wordsWithOwner,
} from "./sentences-on-fields.ts";
import { isByServed, isSaidByServed } from "./served-callers.ts";
import { isKeptFromCallers } from "./stated.ts";

/** A value that the service settles, in the hands of a caller. */
export interface SettledValue {
  readonly field: RequestField;
  /** A part of what is paid or paid out, a mark or state that somebody else declares, or what decides by a text elsewhere. */
  readonly kind: "sum" | "mark" | "decisive";
  /** The sentence that says what it is used for. */
  readonly sentence: string | undefined;
}

/** What an ordinary caller sends, and only the service may settle. */
export function settledValues(api: AssessedApi, operation: Operation): readonly SettledValue[] {
  if (!WRITES.has(operation.method) || !isOrdinaryChange(api, operation)) return [];
  if (isDecision(operation) || isOfEmployed(api, operation)) return [];
  const isOfRole = namesRole(operation);
  const named = wordsOf(fixedSegments(operation.path).at(-1) ?? "").join(" ");
  const fields = requestFields(operation).filter(
    // Not what a call is there to set: `PUT /requests/{id}/status`.
    ({ in: way, depth, text }) => way === "body" && depth <= 2 && text !== named,
  );
  return fields.flatMap((field): readonly SettledValue[] => {
    // What a customer pays for is no matter of any role that the customer gives.
    if (isMeasureOfLayout(field, operation)) return [];
    const found = isOfRole
      ? asSold(api, operation, field)
      : (asSum(api, operation, field) ??
        asMark(api, operation, field) ??
        asDecisive(api, operation, field) ??
        asLimit(api, operation, field));
    return found === undefined || isForOthers(field, operation) ? [] : [found];
  });
}

/**
 * Whether a call keeps the record of somebody who works for whoever calls: their employer checks them, pays them and says what
 * holds of them, by its own programs. Where people have log-ins of their own, they may be the callers.
 */
function isOfEmployed(api: AssessedApi, operation: Operation): boolean {
  const { path, lexicon } = operation;
  return (
    isHeadedBy(wordsOf(fixedSegments(path).at(-1) ?? ""), lexicon, "employed-person") &&
    !changesOwnRecord(api, operation) &&
    !arePersons(api)
  );
}

const WRITES: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** Whether a text keeps a value from callers, or calls it a wish or an estimate, on which others decide. */
function isForOthers(field: RequestField, operation: Operation): boolean {
  if (isKeptFromCallers(field, operation)) return true;
  const { description = "", responses } = operation;
  return [
    field.description,
    description,
    ...responses.flatMap(({ statusClass, description: said = "" }) => (statusClass === "2xx" ? [said] : [])),
  ].some((text) => statedIn(text).has("only-a-wish"));
}

// ── Parts of a sum ──────────────────────────────────────────────────────────────────────────────────────────────────

function asSum(api: AssessedApi, operation: Operation, field: RequestField): SettledValue | undefined {
  const { lexicon } = operation;
  if (!isNumber(field) || lexicon.has(field.words, "no-asked-price") || isOffered(operation)) return undefined;
  const words = wordsWithOwner(field);
  const deducted = sentenceOn(field, operation, "taken-off-sum");
  // What somebody has, and uses up, is theirs to spend.
  if (deducted !== undefined && !isSpent(words, lexicon)) return { field, kind: "sum", sentence: deducted };
  const added = sentenceOn(field, operation, "added-to-standing");
  if (added !== undefined) return { field, kind: "sum", sentence: added };
  const kept = asKept(api, operation, field) ?? asAwarded(api, operation, field);
  if (kept !== undefined) return kept;
  if (isWorkedOutBeside(api, operation, field) && !isWorkedOutHere(operation))
    return { field, kind: "sum", sentence: undefined };
  if (!isByServed(api, operation) || !isPartOfSum(words, lexicon) || isWorkedOutHere(operation)) return undefined;
  const moved = sentencesSaid(operation).find((one) => statedIn(one).has("moves-money"));
  return moved === undefined ? undefined : { field, kind: "sum", sentence: moved };
}

/**
 * What the service keeps of those whom it serves, in a change of theirs: what is left of something, by the text of the same
 * property in the response, and what they owe, where the other figures of the record are read-only or something turns on it.
 */
function asKept(api: AssessedApi, operation: Operation, field: RequestField): SettledValue | undefined {
  const { method, lexicon } = operation;
  if (method === "POST") return undefined;
  const isOwn = changesOwnRecord(api, operation);
  if (isOwn && isKeptByService(field, lexicon)) return undefined;
  if (isOwn || isByServed(api, operation)) {
    const [first] = sentencesOf(twinOf(field, operation) ?? field.description, LIMIT);
    if (first !== undefined && lexicon.has(wordsInOrder(first), "left-over"))
      return { field, kind: "sum", sentence: first };
  }
  if (!isOwn || !isPartOfSum(field.words, lexicon) || lexicon.has(field.words, "pay-for-work")) return undefined;
  const sentence = turningOn(api, field, operation);
  return sentence !== undefined || areReadOnlyBeside(operation) ? { field, kind: "sum", sentence } : undefined;
}

/** What those whom it serves are paid, in a change of theirs: a sum that others decide on. */
function asAwarded(api: AssessedApi, operation: Operation, field: RequestField): SettledValue | undefined {
  return operation.method !== "POST" &&
    operation.lexicon.has(field.words, "awarded-sum") &&
    isSaidByServed(api, operation)
    ? { field, kind: "sum", sentence: undefined }
    : undefined;
}

/** How much they may use, in a change of theirs, beside other figures of the same record that are read-only. */
function asLimit(api: AssessedApi, operation: Operation, field: RequestField): SettledValue | undefined {
  const { method, lexicon } = operation;
  const isLimit = isNumber(field) && beforeAspect(field.words, lexicon).some((word) => lexicon.is(word, "quota"));
  return method !== "POST" && isLimit && areReadOnlyBeside(operation) && isSaidByServed(api, operation)
    ? { field, kind: "sum", sentence: undefined }
    : undefined;
}

/** What the response says of the property that a field is in the request. */
function twinOf({ name }: RequestField, { responses }: Operation): string | undefined {
  for (const { statusClass, content } of responses)
    for (const { schema } of statusClass === "2xx" ? content : []) {
      const property = schema === undefined ? undefined : composedProperties(heldSchemaOf(schema)).get(name);
      const description =
        property?.description ?? (property === undefined ? undefined : targetOf(property).description);
      if (description !== undefined) return description;
    }
  return undefined;
}

/** Whether other properties of what is sent are read-only: whoever wrote the schema thought of which are not for callers. */
const areReadOnlyBeside = memo(({ requestBody }: Operation): boolean =>
  (requestBody?.content ?? []).some(
    ({ schema }) =>
      schema !== undefined &&
      [...composedProperties(heldSchemaOf(schema)).values()].filter((one) => one.readOnly || targetOf(one).readOnly)
        .length > 1,
  ),
);

/**
 * Whether another call works out the same figure from less: `POST /quotes` returns `freight`, and `POST /shipments` takes
 * it. Not where the request names the quotation, by which the service finds its own figure.
 */
function isWorkedOutBeside(api: AssessedApi, operation: Operation, field: RequestField): boolean {
  const { lexicon } = operation;
  const by = figuresWorkedOut(api.operations).get(field.text);
  if (by === undefined || by === operation || field.words.length === 0) return false;
  return !requestFields(operation).some(
    ({ words }) => lexicon.has(words, "quoted-price") && lexicon.has(words, "identifier-word"),
  );
}

/** The figures that calls return which work out a price, and do not take, each with the call. */
const figuresWorkedOut = memo((operations: readonly Operation[]): ReadonlyMap<string, Operation> => {
  const found = new Map<string, Operation>();
  for (const operation of operations) {
    const { path, lexicon, responses, operationKind } = operation;
    if (operationKind !== "path" || !endsIn(wordsOf(fixedSegments(path).at(-1) ?? ""), lexicon, "quoted-price"))
      continue;
    const taken = new Set(requestFields(operation).map(({ text }) => text));
    for (const { statusClass, content } of responses)
      for (const { schema } of statusClass === "2xx" ? content : [])
        for (const [name, property] of schema === undefined ? [] : composedProperties(heldSchemaOf(schema))) {
          const text = textOfName(name);
          const isFigure = targetOf(property).types.some((type) => type === "number" || type === "integer");
          if (isFigure && !taken.has(text) && !found.has(text)) found.set(text, operation);
        }
  }
  return found;
});

/** Whether a figure is a part of what is paid which a contract, a price list or an agreement gives. */
function isPartOfSum(words: readonly string[], lexicon: Lexicon): boolean {
  const figure = beforeAspect(words, lexicon);
  return PARTS.some((concept) => isHeadedBy(figure, lexicon, concept));
}

const PARTS = ["reduction", "asked-price", "charged-rate", "share-of-loss"] as const;

/** Whether the figures of an operation are of what a caller offers, since its path is of what callers offer. */
const isOffered = memo(({ path, lexicon }: Operation): boolean => {
  const last = wordsOf(fixedSegments(path).at(-1) ?? "");
  return (["published-content", "catalogue-thing"] as const).some((one) => endsIn(last, lexicon, one));
});

/** `pointsToRedeem`: how much of their own somebody spends. */
function isSpent(words: readonly string[], lexicon: Lexicon): boolean {
  return (["redeem", "own-result", "own-funds"] as const).some((one) => lexicon.has(words, one));
}

/** Whether a text says that the service works out what is paid, and takes nothing of it from callers. */
const isWorkedOutHere = memo((operation: Operation): boolean =>
  sentencesSaid(operation).some((one) => statedIn(one).has("computed-by-server")),
);

// ── Marks and states ────────────────────────────────────────────────────────────────────────────────────────────────

function asMark(api: AssessedApi, operation: Operation, field: RequestField): SettledValue | undefined {
  const term = asTerm(api, operation, field);
  if (term !== undefined) return { field, kind: "mark", sentence: term };
  // A flag by its name alone is one that nobody may set, whatever is said of it.
  if (!isMark(field, operation.lexicon) || (field.depth < 2 && isFlag(field, operation.lexicon))) return undefined;
  if (changesOwnRecord(api, operation) && isKeptByService(field, operation.lexicon)) return undefined;
  const sentence =
    sentencesOf(field.description, LIMIT).find((one) => isStated(one, "confers")) ??
    TURNING.map((one) => sentenceNaming(field, operation, one)).find((one) => one !== undefined) ??
    turningOn(api, field, operation);
  const isOwn =
    changesOwnRecord(api, operation) ||
    (!isOfConsent(field) && wordsWithOwner(field).length > 1 && isSaidByServed(api, operation));
  return isOwn || sentence !== undefined ? { field, kind: "mark", sentence } : undefined;
}

/** The sentence by which a date is until when those who call have paid for something, or are promised it. */
function asTerm(api: AssessedApi, operation: Operation, field: RequestField): string | undefined {
  const isDate = field.parts.some(({ format }) => format === "date" || format === "date-time");
  if (!isDate || field.isList || !operation.lexicon.has(field.words, "its-end") || !isByServed(api, operation))
    return undefined;
  return sentenceOn(field, operation, "until-when-paid");
}

/**
 * Whether a field says that something was checked, approved or paid: a switch by its name, a choice by its values, or since
 * it holds the result of a check.
 */
const isMark = memoWith((field: RequestField, lexicon: Lexicon): boolean => {
  const { words, types, isList, parts } = field;
  if (
    !isList &&
    parts.some(({ enum: values }) => values !== undefined && !areWays(values, lexicon)) &&
    lexicon.has(wordsWithOwner(field), "check-made")
  )
    return true;
  if (isList || lexicon.has(words, "preference")) return false;
  if (types.includes("boolean")) return isAttestedName(words, lexicon);
  return (
    wordsWithOwner(field).length > 1 &&
    endsIn(words, lexicon, "status") &&
    parts
      .flatMap(({ enum: values }) => values ?? [])
      .some((value) => typeof value === "string" && isAttested(textOfName(value.toLowerCase()), lexicon))
  );
});

/** Whether the values of a check are ways to make it, of which a caller chooses one: "email", "id_document". */
function areWays(values: readonly unknown[], lexicon: Lexicon): boolean {
  return values.every((value) => typeof value === "string" && lexicon.is(textOfName(value), "way-of-checking"));
}

/** Whether a name says that somebody checked, approved or paid: `attestationControlee`, `verifizierterAuftrag`. */
export function isAttestedName(words: readonly string[], lexicon: Lexicon): boolean {
  return words.some((word) => isAttested(word, lexicon));
}

/** Whether a word is a participle of a check or a payment; German adjectives have endings. */
function isAttested(word: string, lexicon: Lexicon): boolean {
  return [word, word.replace(/(?<=\w{6})e[rsnm]?$/, "")].some((one) => lexicon.is(one, "attested"));
}

// ── What decides by a text elsewhere ────────────────────────────────────────────────────────────────────────────────

function asDecisive(api: AssessedApi, operation: Operation, field: RequestField): SettledValue | undefined {
  if (isOffered(operation) || isWorkedOutHere(operation)) return undefined;
  const sentence = decidingSentence(api, operation, field);
  return sentence === undefined ? asSold(api, operation, field) : { field, kind: "decisive", sentence };
}

function asSold(api: AssessedApi, operation: Operation, field: RequestField): SettledValue | undefined {
  const sentence = sellingSentence(api, operation, field);
  return sentence === undefined ? undefined : { field, kind: "decisive", sentence };
}

/** The sentence of another text of the API by which something turns on a field. */
function turningOn(api: AssessedApi, field: RequestField, operation: Operation): string | undefined {
  const words = keyWords(field, operation.lexicon);
  return (
    sentencesTurning(api.operations)
      .get(wordStem(words[0] ?? ""))
      ?.find((one) => isAbout(one, words)) ??
    [api.info.description ?? ""]
      .flatMap((text) => sentencesOf(text, LIMIT))
      .find((one) => isTurning(one) && isAbout(one, words))
  );
}

/** What turns on a mark. */
const TURNING = ["turns-on", "confers"] as const;

function isTurning(sentence: string): boolean {
  return TURNING.some((one) => statedIn(sentence).has(one));
}

/** The sentences of operations in which something turns on a state, by the stems of their words. */
const sentencesTurning = memo((operations: readonly Operation[]): ReadonlyMap<string, readonly string[]> => {
  const byStem = new Map<string, string[]>();
  for (const operation of operations) {
    for (const sentence of sentencesSaid(operation)) {
      if (!isTurning(sentence)) continue;
      for (const stem of stemsIn(sentence)) {
        const known = byStem.get(stem);
        if (known === undefined) byStem.set(stem, [sentence]);
        else if (known.length < MOST_SENTENCES) known.push(sentence);
      }
    }
  }
  return byStem;
});

const MOST_SENTENCES = 20;
