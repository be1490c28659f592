import { byCodeUnit } from "../core/compare.ts";
import type { MediaType, Operation } from "../model/api.ts";
import type { Schema } from "../model/schema.ts";
import { schemaMembersOf } from "./changes/schema-pairs.ts";

/**
 * What goes into an operation and comes out of it, in a form that two which take and return the same share, whatever they
 * are called; `undefined` where that is too little to know one by.
 */
export function operationShape(operation: Operation): string | undefined {
  const { method, parameters, requestBody, responses } = operation;
  const sent = bodyShape(requestBody?.content ?? []);
  const returned = responses
    .filter(({ statusClass }) => statusClass === "2xx" || statusClass === "default")
    .flatMap(({ content }) => bodyShape(content));
  const asked = parameters.filter((parameter) => parameter.in !== "path").map((parameter) => parameter.name);
  if (new Set([...sent, ...returned]).size < LEAST) return undefined;
  const places = operation.path.match(/\{[^{}]*\}/g)?.length ?? 0;
  return JSON.stringify([method, places, asked.toSorted(byCodeUnit), sent, returned]);
}

/** So many names of properties tell what a body is. */
const LEAST = 2;
const DEEPEST = 2;
const MOST_NAMES = 200;

function bodyShape(content: readonly MediaType[]): readonly string[] {
  const names = new Set<string>();
  for (const { schema, itemSchema } of content)
    for (const root of [schema, itemSchema]) if (root !== undefined) collect(root, "", 0, names);
  return [...names].toSorted(byCodeUnit);
}

function collect(schema: Schema, path: string, depth: number, names: Set<string>): void {
  if (names.size > MOST_NAMES) return;
  const { properties, items, free } = schemaMembersOf(schema);
  for (const [name, [property]] of properties) {
    names.add(`${path}.${name}`);
    if (property !== undefined && depth < DEEPEST) collect(property, `${path}.${name}`, depth + 1, names);
  }
  for (const inner of [...items, ...free]) if (depth < DEEPEST) collect(inner, `${path}[]`, depth + 1, names);
}
