import type { Api, MediaType } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { isEither } from "./schema-graph.ts";
import { freeSchemasOf, itemSchemasOf, partsOf } from "./schema-parts.ts";

/** A property that was looked for, in a body. */
export interface FoundProperty<Sign> {
  readonly name: string;
  /** The property's own schema, also where that is a reference. */
  readonly schema: Schema;
  /** The object that has it. */
  readonly holder: Schema;
  /** The shortest instance path to it: `data[].debug`. */
  readonly way: string;
  readonly sign: Sign;
}

/** What makes a property worth finding; `undefined` for all others. */
export type SignOf<Sign> = (name: string, property: Schema, holder: Schema) => Sign | undefined;

/** Finds properties in a body: of those that are read without asking for more, or of those that are sent. */
export type PropertySearch<Sign> = (body: MediaType, purpose: "read" | "write") => readonly FoundProperty<Sign>[];

/** How many objects deep is looked: what is further inside came with something else. */
const MOST_OBJECTS = 5;

/**
 * A search for properties by what is said of them. All schemas are asked once; bodies are followed only where that
 * leads to something, so that a description in which nothing is found costs one look at each property.
 */
export function propertySearch<Sign>(api: Api, signOf: SignOf<Sign>): PropertySearch<Sign> {
  const signs = new Map<Schema, ReadonlyMap<string, Sign>>();
  for (const schema of api.schemas) {
    let found: Map<string, Sign> | undefined;
    for (const [name, property] of schema.properties) {
      const sign = signOf(name, property, schema);
      if (sign !== undefined) (found ??= new Map<string, Sign>()).set(name, sign);
    }
    if (found !== undefined) signs.set(schema, found);
  }
  if (signs.size === 0) return () => [];
  const leading = leadingTo(new Set(signs.keys()), api);
  const known = { read: new Map<Schema, readonly FoundProperty<Sign>[]>(), write: new Map() };
  return ({ schema, itemSchema }, purpose) =>
    [schema, itemSchema].flatMap((body) => {
      if (body === undefined) return [];
      const target = targetOf(body);
      let found = known[purpose].get(target);
      if (found === undefined) known[purpose].set(target, (found = searched(target, purpose, signs, leading)));
      return found;
    });
}

/** The schemas from which a way leads to one of these. */
function leadingTo(wanted: ReadonlySet<Schema>, api: Api): ReadonlySet<Schema> {
  const holders = holdersIn(api);
  const leading = new Set(wanted);
  for (const schema of leading) for (const holder of holders.get(schema) ?? []) leading.add(holder);
  return leading;
}

const HOLDERS = new WeakMap<readonly Schema[], ReadonlyMap<Schema, readonly Schema[]>>();

/** What holds each schema, as a part, a property, an item or under a free key. */
function holdersIn({ schemas }: Api): ReadonlyMap<Schema, readonly Schema[]> {
  const known = HOLDERS.get(schemas);
  if (known !== undefined) return known;
  const holders = new Map<Schema, Schema[]>();
  const add = (held: Schema, holder: Schema): void => {
    const target = targetOf(held);
    const list = holders.get(target);
    if (list === undefined) holders.set(target, [holder]);
    else if (list.at(-1) !== holder) list.push(holder);
  };
  for (const schema of schemas) {
    if (schema.ref !== undefined && schema.properties.size === 0) continue;
    for (const property of schema.properties.values()) add(property, schema);
    for (const inner of [...partsOf(schema), ...itemSchemasOf(schema), ...freeSchemasOf(schema)]) add(inner, schema);
  }
  HOLDERS.set(schemas, holders);
  return holders;
}

interface Stop {
  readonly schema: Schema;
  readonly way: string;
  readonly depth: number;
}

/** Breadth first, so that the way found to each property is the shortest. */
function searched<Sign>(
  body: Schema,
  purpose: "read" | "write",
  signs: ReadonlyMap<Schema, ReadonlyMap<string, Sign>>,
  leading: ReadonlySet<Schema>,
): readonly FoundProperty<Sign>[] {
  const found: FoundProperty<Sign>[] = [];
  if (!leading.has(body)) return found;
  const seen = new Set<Schema>();
  const queue: Stop[] = [{ schema: body, way: "", depth: 0 }];
  // What is found on the way joins the end; a part of the same value is no step further.
  for (let index = 0; index < queue.length; index += 1) {
    const { schema, way, depth } = queue[index]!;
    if (seen.has(schema) || depth > MOST_OBJECTS) continue;
    seen.add(schema);
    const go = (inner: Schema, further: string, step: number): void => {
      const target = targetOf(inner);
      if (leading.has(target) && !seen.has(target)) queue.push({ schema: target, way: further, depth: depth + step });
    };
    for (const part of partsOf(schema)) go(part, way, 0);
    for (const item of itemSchemasOf(schema)) go(item, `${way}[]`, 0);
    for (const free of freeSchemasOf(schema)) go(free, `${way}{}`, 0);
    const own = signs.get(schema);
    for (const [name, property] of schema.properties) {
      const target = targetOf(property);
      if (purpose === "read" ? property.writeOnly || target.writeOnly : property.readOnly || target.readOnly) continue;
      const further = way === "" ? name : `${way}.${name}`;
      const sign = own?.get(name);
      if (sign !== undefined) found.push({ name, schema: property, holder: schema, way: further, sign });
      if (leading.has(target) && (purpose === "write" || !isEither(target))) go(property, further, 1);
    }
  }
  return found;
}
