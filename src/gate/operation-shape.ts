import { byCodeUnit } from "../core/compare.ts";
import { memo } from "../core/memo.ts";
import type { MediaType, Operation } from "../model/api.ts";
import type { Schema } from "../model/schema.ts";
import { schemaMembersOf } from "./changes/schema-pairs.ts";

/** What goes into an operation and comes out of it, by names that do not depend on what the operation is called. */
export interface OperationShape {
  /** The same for two that take the same. */
  readonly takes: string;
  /** The ways to the properties of a request body. */
  readonly sent: readonly string[];
  /** The ways to the properties of what it answers. */
  readonly returned: readonly string[];
}

export const operationShape = memo((operation: Operation): OperationShape => {
  const { method, parameters, requestBody, responses } = operation;
  const sent = bodyShape(requestBody?.content ?? []);
  const returned = responses
    .filter(({ statusClass }) => statusClass === "2xx" || statusClass === "default")
    .flatMap(({ content }) => bodyShape(content));
  const asked = parameters.filter((parameter) => parameter.in !== "path").map((parameter) => parameter.name);
  const places = operation.path.match(/\{[^{}]*\}/g)?.length ?? 0;
  return { takes: JSON.stringify([method, places, asked.toSorted(byCodeUnit), sent]), sent, returned };
});

/** A key that two operations share which take and return the same; `undefined` where that is too little to know one by. */
export function shapeKey({ takes, sent, returned }: OperationShape): string | undefined {
  return new Set([...sent, ...returned]).size < LEAST ? undefined : JSON.stringify([takes, returned]);
}

/**
 * Whether so much is the same that two operations are one under another name, whatever their paths: all that goes in, and
 * nearly all that comes out.
 */
export function isOneByContents(base: OperationShape, head: OperationShape): boolean {
  if (base.takes !== head.takes) return false;
  const [before, after] = [new Set(base.returned), new Set(head.returned)];
  const shared = [...after].filter((name) => before.has(name)).length;
  return (
    new Set([...head.sent, ...[...after].filter((name) => before.has(name))]).size >= LEAST_TELLING &&
    shared >= SHARED * Math.max(before.size, after.size)
  );
}

/**
 * Whether an operation returns nearly all that another one does: where both take the same, half of it, as properties may have
 * been renamed too.
 */
export function returnsNearlyAll(base: OperationShape, head: OperationShape): boolean {
  const [before, after] = [new Set(base.returned), new Set(head.returned)];
  const shared = [...after].filter((name) => before.has(name)).length;
  const share = shared / Math.max(1, before.size, after.size);
  return base.takes === head.takes ? shared >= LEAST && share >= HALF : shared >= LEAST_RETURNED && share >= SHARED;
}

/** So many names of properties tell what a body is, beside the path. */
const LEAST = 2;
/** And so many do without it: an id, a name and a date are in many. */
const LEAST_TELLING = 4;
const SHARED = 0.75;
const HALF = 0.5;
/** What is asked for otherwise is known by so many names of what comes back. */
const LEAST_RETURNED = 3;
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
