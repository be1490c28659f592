import { memo } from "../core/memo.ts";
import { plainWords } from "../lexicon/statement-tables.ts";
import type { Statement } from "../lexicon/statement.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Api, Operation } from "../model/api.ts";
import { requestFields, type RequestField } from "./request-fields.ts";
import { isKeptFromCallers, statedOfField, statedOfOperation } from "./stated-of-input.ts";

/** A value that a text says to be used as the caller sends it, or to decide about something. */
export interface TakenFromCaller {
  readonly field: RequestField;
  readonly kind: "taken" | "decisive";
  readonly sentence: string;
}

/**
 * The values of a request that the service ought to know or to check itself, and takes from the caller, by what their
 * texts say. Not where a text keeps them from callers, or says that the call is for those who decide.
 */
export const takenFromCaller = memo((operation: Operation): readonly TakenFromCaller[] => {
  const isForDeciders = statedOfOperation(operation).has("reserved");
  return requestFields(operation).flatMap((field): readonly TakenFromCaller[] => {
    if ((field.in !== "body" && field.in !== "query") || field.depth > 1 || isKeptFromCallers(field, operation))
      return [];
    const taken = isFact(field) ? statedOfField(field, operation, "used-as-sent") : undefined;
    if (taken !== undefined) return [{ field, kind: "taken", sentence: taken }];
    if (isForDeciders || !isMeasured(field)) return [];
    const decisive = statedOfField(field, operation, "decisive-value");
    return decisive === undefined ? [] : [{ field, kind: "decisive", sentence: decisive }];
  });
});

/**
 * Choices one of whose values a sentence says to be taken unchecked: "Readings of the operator are booked without a
 * check", where customers may name the operator as the origin of theirs. The sentence is of the whole API, or of an
 * operation at the same path.
 */
export function choicesTaken(
  { operations, info }: Pick<Api, "operations" | "info">,
  operation: Operation,
): readonly TakenFromCaller[] {
  const choices = requestFields(operation).filter(
    ({ in: way, depth, parts }) =>
      way !== "path" && depth < 2 && parts.some(({ enum: values }) => (values ?? []).length > 1),
  );
  if (choices.length === 0) return [];
  const texts = [
    info.description,
    ...operations
      .filter(({ path }) => path === operation.path)
      .flatMap(({ summary, description }) => [summary, description]),
  ];
  const said = texts.flatMap((text) => uncheckedIn(text ?? ""));
  return choices.flatMap((field): readonly TakenFromCaller[] => {
    const sentence = said.find((one) => namesSomeValue(field, one));
    return sentence === undefined || isKeptFromCallers(field, operation) ? [] : [{ field, kind: "taken", sentence }];
  });
}

/** The sentences of a text that say that something is taken without being looked at. */
function uncheckedIn(text: string): readonly string[] {
  const stated = statedIn(text);
  return UNCHECKED.flatMap((statement) => stated.get(statement) ?? []);
}

const UNCHECKED: readonly Statement[] = ["used-as-sent", "skips-control", "not-compared"];

/** Whether a sentence names some values of a choice, and not all of them. */
function namesSomeValue({ parts }: RequestField, sentence: string): boolean {
  const words = new Set(plainWords(sentence));
  const values = parts.flatMap(({ enum: all }) => all ?? []).filter((value) => typeof value === "string");
  const named = values.filter((value) => value.length >= LONG_ENOUGH && words.has(plainWords(value).join(" ")));
  return named.length > 0 && named.length < values.length;
}

/** A shorter value may be a word of any sentence. */
const LONG_ENOUGH = 6;

/** Numbers, switches, choices and dates: what people write in their own words is theirs. */
function isFact(field: RequestField): boolean {
  return isMeasured(field) || field.parts.some(({ enum: values }) => values !== undefined);
}

/** What has one true value: a number, a switch, a point in time. */
function isMeasured({ types, parts, isList }: RequestField): boolean {
  return (
    !isList &&
    (types.some((type) => type === "number" || type === "integer" || type === "boolean") ||
      parts.some(({ format }) => format === "date" || format === "date-time" || format === "decimal"))
  );
}
