import { byCodeUnit } from "../core/compare.ts";
import { isObject } from "../core/json-value.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";
import { matchedOperations } from "./matched-operations.ts";

/** The operations of the head that a change touches: new ones, and those that are written otherwise. Texts and the names of components say nothing. */
export function touchedOperations(base: AssessedApi | undefined, head: AssessedApi): ReadonlySet<string> {
  if (base === undefined) return new Set(head.operations.map(({ id }) => id));
  const { pairs, added } = matchedOperations(base, head);
  const rewritten = pairs.filter((pair) => writtenAs(pair.base) !== writtenAs(pair.head));
  return new Set([...added.map(({ id }) => id), ...rewritten.map(({ head: { id } }) => id)]);
}

function writtenAs({ node }: Operation): string {
  return JSON.stringify(plain(node.value, 0)) ?? "";
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
const DEEPEST = 60;

/** A value without texts, in an order of its own. */
function plain(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !TEXTS.has(key))
      .toSorted(([a], [b]) => byCodeUnit(a, b))
      .map(([key, inner]) => [key, plain(inner, depth + 1)]),
  );
}
