import { byCodeUnit } from "../core/compare.ts";
import { isObject } from "../core/json-value.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";
import { lastingId } from "../review/fingerprint.ts";
import { isCalledAlike, matchedOperations, type OperationPair } from "./matched-operations.ts";

/** The operations of the head that a change touches: new ones, and those that are written otherwise. Texts and the names of components say nothing. */
export function touchedOperations(base: AssessedApi | undefined, head: AssessedApi): ReadonlySet<string> {
  if (base === undefined) return new Set(head.operations.map(({ id }) => id));
  const { pairs, added } = matchedOperations(base, head);
  const rewritten = pairs.filter((pair) => isMoved(pair) || !isWrittenAlike(pair));
  return new Set([...added.map(({ id }) => id), ...rewritten.map(({ head: { id } }) => id)]);
}

/** Whether two descriptions differ in more than texts and the order of what they say. */
export function hasChanged(base: AssessedApi, head: AssessedApi): boolean {
  const [before, after] = [base, head].map(({ document }) =>
    JSON.stringify(document.sources().map(({ value }) => plain(value, 0, PROSE))),
  );
  return before !== after;
}

/** Whether two operations are written alike, texts, the names of components and some keys aside. */
export function isWrittenAlike({ base, head }: OperationPair, aside: readonly string[] = []): boolean {
  return writtenAs(base, aside) === writtenAs(head, aside);
}

/** Whether two values of a description are alike, texts, the names of components and whether they may be null aside. */
export function isValueAlike(base: unknown, head: unknown): boolean {
  return JSON.stringify(plain(base, 0, NO_VALUES)) === JSON.stringify(plain(head, 0, NO_VALUES));
}

/** Whether an operation is called otherwise, and not only written with another part of its address in the path. */
export function isMoved({ base, head }: OperationPair): boolean {
  return lastingId(base) !== lastingId(head) && !isCalledAlike(base, head);
}

function writtenAs({ node }: Operation, aside: readonly string[]): string {
  const value: unknown = node.value;
  const kept = isObject(value)
    ? Object.fromEntries(Object.entries(value).filter(([key]) => !aside.includes(key)))
    : value;
  return JSON.stringify(plain(kept, 0)) ?? "";
}

const TEXTS: ReadonlySet<string> = new Set([
  "description",
  "summary",
  "title",
  "externalDocs",
  "example",
  "examples",
  "operationId",
  "tags",
  "$ref",
  "x-sallyport-accept",
]);
const NO_VALUES: ReadonlySet<string> = new Set([...TEXTS, "nullable"]);
const PROSE: ReadonlySet<string> = new Set(["description", "summary"]);
const DEEPEST = 60;

/** A value without texts, in an order of its own. */
function plain(value: unknown, depth: number, texts: ReadonlySet<string> = TEXTS): unknown {
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1, texts));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !texts.has(key) || (texts === PROSE && typeof inner !== "string"))
      .toSorted(([a], [b]) => byCodeUnit(a, b))
      .map(([key, inner]) => [key, plain(inner, depth + 1, texts)]),
  );
}
