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
 * Choices one of whose values a sentence of the API says to be taken unchecked: "Readings of the operator are booked
 * without a check", where customers may name the operator as the origin of theirs.
 */
export function choicesTaken(
  { operations, info, tags }: Pick<Api, "operations" | "info" | "tags">,
  operation: Operation,
): readonly TakenFromCaller[] {
  const said = uncheckedIn(operations, info, tags);
  if (said.length === 0) return [];
  return requestFields(operation).flatMap((field): readonly TakenFromCaller[] => {
    if (field.in === "path" || field.depth > 1 || isKeptFromCallers(field, operation)) return [];
    const values = field.parts.flatMap(({ enum: all }) => all ?? []).filter((value) => typeof value === "string");
    if (values.length < 2) return [];
    const found = said.find(
      ({ words }) =>
        values.some((value) => value.length >= LONG_ENOUGH && words.has(plainWords(value).join(" "))) &&
        !values.every((value) => words.has(plainWords(value).join(" "))),
    );
    return found === undefined ? [] : [{ field, kind: "taken", sentence: found.sentence }];
  });
}

/** A shorter value may be a word of any sentence. */
const LONG_ENOUGH = 6;

interface Unchecked {
  readonly sentence: string;
  readonly words: ReadonlySet<string>;
}

const SENTENCES = new WeakMap<object, readonly Unchecked[]>();

function uncheckedIn(operations: Api["operations"], info: Api["info"], tags: Api["tags"]): readonly Unchecked[] {
  let found = SENTENCES.get(operations);
  if (found === undefined) {
    const texts = [
      info.description,
      ...tags.map(({ description }) => description),
      ...operations.flatMap(({ summary, description }) => [summary, description]),
    ];
    const sentences = new Set(
      texts.flatMap((text) => {
        const stated = statedIn(text ?? "");
        return ["used-as-sent", "skips-control", "not-compared"].flatMap((one) => stated.get(one as Statement) ?? []); // of the list of statements
      }),
    );
    found = [...sentences].map((sentence) => ({ sentence, words: new Set(plainWords(sentence)) }));
    SENTENCES.set(operations, found);
  }
  return found;
}

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
