import { targetOf } from "../../model/schema.ts";
import type { Operation } from "../../model/api.ts";
import { isNumber, requestFields, type RequestField } from "../request-fields.ts";
import { returnedProperties } from "../returned-properties.ts";
import { isLimited } from "./limits.ts";

/**
 * The number that an open call looks a record up by, beside a date or another fact: with few dates and a number that is
 * counted up, a script finds every record. `undefined` where the call is limited, or takes what nobody guesses.
 */
export function guessedRecord(operation: Operation): RequestField | undefined {
  if (operation.operationKind !== "path" || operation.method === "PUT" || isLimited(operation)) return undefined;
  const { lexicon } = operation;
  const asked = requestFields(operation).filter(
    ({ in: way, isRequired, depth }) => way !== "header" && isRequired && depth < 2,
  );
  if (asked.length < 2 || asked.length > MOST) return undefined;
  const number = asked.find(
    (field) => isNumber(field) && !lexicon.has(field.words, "paging") && !lexicon.has(field.words, "money-sum"),
  );
  const facts = asked.filter(
    (field) =>
      field !== number &&
      (lexicon.has(field.words, "known-fact") || field.parts.some(({ format }) => format === "date")),
  );
  return number !== undefined && facts.length === asked.length - 1 ? number : undefined;
}

/** Who asks for more than these makes something. */
const MOST = 3;

/** Whether a paper comes back in what an operation returns: a boarding pass, a bill, as bytes. */
export function returnsPaper(operation: Operation): boolean {
  return returnedProperties(operation).some(([, property]) => {
    const target = targetOf(property);
    const { format } = target.items === undefined ? target : targetOf(target.items);
    return format === "byte" || format === "binary";
  });
}
