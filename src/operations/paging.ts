import { isSaid } from "../exposure/said.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";

/** Whether a caller of a list can, or must, ask for a part. */
export function isPaged(operation: Operation): boolean {
  if (isSaid(operation, "said-paged")) return true;
  return operation.parameters.some(
    ({ in: place, name, lexicon, schema }) =>
      (place === "query" || place === "header") &&
      lexicon.has(wordsOf(name), "paging") &&
      !isNameOfPerson(wordsOf(name)) &&
      !isFilterByDate(wordsOf(name).length, schema),
  );
}

/** `createdAfter` leaves out what is older; `since` is how one goes on where one was. */
function isFilterByDate(words: number, schema: Schema | undefined): boolean {
  return words > 1 && schema !== undefined && /^date(?:-time)?$/.test(targetOf(schema).format ?? "");
}

/** `last_name` looks for people; `last` asks for so many. */
function isNameOfPerson(words: readonly string[]): boolean {
  return words.length > 1 && words.at(-1) === "name";
}
