import { memo } from "../core/memo.ts";
import type { Operation } from "../model/api.ts";
import { requestFields, type RequestField } from "./request-fields.ts";
import { isKeptFromCallers, statedOfField, statedUnderSummary } from "./stated.ts";

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
  const isForDeciders = statedUnderSummary(operation).has("reserved");
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
