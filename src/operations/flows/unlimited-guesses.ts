import { statedBy } from "../../exposure/said.ts";
import { readingOf } from "../../exposure/reading.ts";
import { intentOf } from "../../exposure/intent.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Operation } from "../../model/api.ts";
import { requestFields, says, type RequestField } from "../request-fields.ts";
import { secretsOf } from "./guessable.ts";
import { isLimited } from "./limits.ts";

/** An operation of which a text says that guesses are not limited, or by what a caller writes. */
export interface UnlimitedGuesses {
  readonly operation: Operation;
  readonly sentence: string;
  /** What the guesses are counted by, where that is a value which the caller makes up. */
  readonly countedBy: RequestField | undefined;
  /** Whether guesses are limited only where the caller sends that value. */
  readonly isLeftToCaller?: boolean;
}

/** What the texts of operations say of guesses that nothing stops: where a password or code is tried, or sent anew. */
export function unlimitedGuessesIn(operations: readonly Operation[]): readonly UnlimitedGuesses[] {
  const guessing = operations.filter(isGuessed);
  if (guessing.length === 0) return [];
  const near = new Set(guessing.flatMap(({ path }) => [path, parentOf(path)]));
  return operations.flatMap((operation) => {
    if (operation.operationKind !== "path" || !(near.has(operation.path) || near.has(parentOf(operation.path))))
      return [];
    const told = saidUnlimited(operation);
    if (told !== undefined) return [{ operation, sentence: told, countedBy: undefined }];
    const guard = isGuessed(operation) && !isLimited(operation) ? guardLeftToCaller(operation) : undefined;
    if (guard !== undefined) return [guard];
    const counted = isGuessed(operation) ? countedByCaller(operation) : undefined;
    return counted === undefined ? [] : [{ operation, ...counted }];
  });
}

/** Whether a password or a short code is tried with an operation. */
function isGuessed(operation: Operation): boolean {
  if (operation.operationKind !== "path") return false;
  const intent = intentOf(operation);
  if (intent === "log-in" || intent === "verification" || secretsOf(operation).length > 0) return true;
  return (
    operation.method !== "GET" &&
    intent !== "sign-up" &&
    requestFields(operation).some(
      ({ words, in: way }) => way === "body" && operation.lexicon.has(words, "log-in-secret"),
    )
  );
}

function parentOf(path: string): string {
  return path.slice(0, path.replace(/\/$/, "").lastIndexOf("/"));
}

function saidUnlimited(operation: Operation): string | undefined {
  const secrets = requestFields(operation).filter(
    ({ words, at }) =>
      operation.lexicon.has(words, "log-in-secret") || secretsOf(operation).some(({ field }) => field.at === at),
  );
  return (
    [statedBy(operation), ...secrets.map(({ description }) => statedIn(description))]
      .map((stated) => stated.get("tries-unlimited"))
      // "The same answer whether it is unknown, locked or wrong" speaks of a limit that there is.
      .find((sentence) => sentence !== undefined && !statedIn(sentence).has("same-answer"))
  );
}

/** A sentence that tells a limit and names a header or parameter: who writes another value there starts anew. */
function countedByCaller(operation: Operation): Omit<UnlimitedGuesses, "operation"> | undefined {
  const named = requestFields(operation).filter(
    ({ in: way, name }) => (way === "header" || way === "query") && /[-_A-Z]/.test(name.slice(1)),
  );
  if (named.length === 0) return undefined;
  const { summary = "", description = "" } = operation;
  for (const sentence of sentencesOf(`${summary}.\n${description}`, LIMIT)) {
    const countedBy = named.find(({ name }) => sentence.includes(name));
    if (countedBy !== undefined && operation.lexicon.has(wordsInOrder(sentence), "tried-again"))
      return { sentence, countedBy };
  }
  return undefined;
}

/** A parameter that may be left out, of which a text says that it limits attempts: by default nothing does. */
function guardLeftToCaller(operation: Operation): UnlimitedGuesses | undefined {
  for (const field of requestFields(operation)) {
    if (field.isRequired || field.in === "path" || field.description === "") continue;
    if (operation.lexicon.has(field.words, "human-check")) continue;
    for (const sentence of sentencesOf(field.description, LIMIT)) {
      const words = wordsInOrder(sentence);
      if (operation.lexicon.has(words, "guards-against-guesses") && operation.lexicon.has(words, "if-it-is-set"))
        return { operation, sentence, countedBy: field, isLeftToCaller: true };
    }
  }
  return undefined;
}

/** A limit on the messages or calls that somebody gets, which the caller of the operation sets, or leaves out. */
export interface OwnLimit {
  readonly operation: Operation;
  readonly field: RequestField;
}

/**
 * The limits on what is sent to one number that callers set themselves, where no other is documented: `limit`, "Limit the total
 * number of SMS allowed". What a maximum bounds is a limit of the server.
 */
export function ownLimitsIn(operations: readonly Operation[]): readonly OwnLimit[] {
  return operations.flatMap((operation) => {
    if (operation.operationKind !== "path" || readingOf(operation) !== undefined || isLimited(operation)) return [];
    const field = requestFields(operation).find((one) => isOwnLimit(one, operation));
    return field === undefined ? [] : [{ operation, field }];
  });
}

function isOwnLimit(field: RequestField, { lexicon }: Operation): boolean {
  const { words, isRequired, in: way, description } = field;
  if (isRequired || way === "path" || way === "header" || !lexicon.has(words, "limit-word")) return false;
  if (says(field, "maximum", "exclusiveMaximum")) return false;
  return sentencesOf(description, LIMIT).some((sentence) => {
    const said = wordsInOrder(sentence);
    // How many are sent at a time is a pace, and no limit.
    return lexicon.has(said, "allowed-number") && goesTo(said, lexicon) && !lexicon.has(said, "at-the-same-time");
  });
}

/** Whether a sentence speaks of messages to somebody: "the number of SMS to this number", and not "the messages to return". */
function goesTo(words: readonly string[], lexicon: Lexicon): boolean {
  return words.some((_, at) => {
    const length = lexicon.lengthAt(words, at, "message-sent");
    if (length === 0) return false;
    const [to = "", next = ""] = words.slice(at + length);
    return (TO.test(to) && !GIVEN_BACK.test(next)) || lexicon.lengthAt(words, at + length, "allowed-number") > 0;
  });
}

const TO = /^(?:to|an|à|a|para)$/;
const GIVEN_BACK = /^(?:return|get|list|read|fetch|show|devolver|retornar)$/;

const LIMIT = 4000;
