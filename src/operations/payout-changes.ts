import { memo } from "../core/memo.ts";
import { isOwn } from "../exposure/principals.ts";
import { readingOf } from "../exposure/reading.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { requestFields } from "./request-fields.ts";

/**
 * The fields of a change of something that exists by which somebody's money goes elsewhere: `directDeposit` of an employee,
 * the bank account of a shop. A payment names an account as well, and is judged as one.
 */
export const changedPayouts = memo((operation: Operation): readonly string[] => {
  const { method, path, lexicon } = operation;
  if (operation.operationKind !== "path" || isOwn(operation) || readingOf(operation) !== undefined) return [];
  if (method !== "PUT" && method !== "PATCH" && !(method === "POST" && path.endsWith("}"))) return [];
  const fields = requestFields(operation).filter(
    ({ in: way, depth, words, parts }) =>
      way === "body" &&
      depth <= 1 &&
      !parts.some(({ enum: choices }) => choices !== undefined) &&
      (endsIn(words, lexicon, "payout-destination") || endsIn(words, lexicon, "pay-destination")),
  );
  return [...new Set(fields.map(({ name }) => name))];
});
