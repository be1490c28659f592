import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";

/** Whether a caller of a list can, or must, ask for a part. */
export function isPaged(operation: Operation): boolean {
  return operation.parameters.some(
    ({ in: place, name }) =>
      (place === "query" || place === "header") && wordsOf(name).some((word) => PAGING.has(word)),
  );
}

const PAGING = new Set([
  "page",
  "limit",
  "offset",
  "cursor",
  "per",
  "size",
  "count",
  "after",
  "before",
  "start",
  "top",
  "skip",
  "first",
  "last",
  "from",
  "max",
  "since",
  "marker",
  "range",
  "take",
  "next",
]);
