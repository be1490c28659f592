import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";

/** Whether a caller of a list can, or must, ask for a part. */
export function isPaged(operation: Operation): boolean {
  return operation.parameters.some(
    ({ in: place, name, lexicon }) => (place === "query" || place === "header") && lexicon.has(wordsOf(name), "paging"),
  );
}
