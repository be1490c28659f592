import { memo } from "../../core/memo.ts";
import type { MediaType } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { propertiesByName } from "./properties-by-name.ts";
import { isEither } from "../flows/schema-graph.ts";
import { freeSchemasOf, isLeaf, itemSchemasOf, partsOf } from "../../model/schema-parts.ts";

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

/** What properties are looked for. */
export interface Wanted<Sign> {
  /** Whether a property of this name may be one; without it any may. */
  readonly canBe?: (name: string) => boolean;
  /** What makes a property worth finding; `undefined` for all others. */
  readonly signOf: (name: string, property: Schema, holder: Schema) => Sign | undefined;
}

/** Finds properties in a body: of those that are read without asking for more, or of those that are sent. */
export type PropertySearch<Sign> = (body: MediaType, purpose: "read" | "write") => readonly FoundProperty<Sign>[];

/** How many objects deep is looked: what is further inside came with something else. */
const MOST_OBJECTS = 5;

/**
 * A search for properties by what is said of them. All names, and the properties of those that may be meant, are asked
 * once; bodies are followed only where that leads to something.
 */
export function propertySearch<Sign>(
  schemas: readonly Schema[],
  { canBe, signOf }: Wanted<Sign>,
): PropertySearch<Sign> {
  const signs = new Map<Schema, Map<string, Sign>>();
  for (const [name, properties] of propertiesByName(schemas)) {
    if (canBe?.(name) === false) continue;
    for (const { property, holder } of properties) {
      const sign = signOf(name, property, holder);
      if (sign === undefined) continue;
      const found = signs.get(holder);
      if (found === undefined) signs.set(holder, new Map([[name, sign]]));
      else found.set(name, sign);
    }
  }
  if (signs.size === 0) return () => NONE;
  const leading = leadingTo(new Set(signs.keys()), schemas);
  const known = {
    read: new Map<Schema, readonly FoundProperty<Sign>[]>(),
    write: new Map<Schema, readonly FoundProperty<Sign>[]>(),
  };
  const foundIn = (body: Schema | undefined, purpose: "read" | "write"): readonly FoundProperty<Sign>[] => {
    const target = body === undefined ? undefined : targetOf(body);
    if (target === undefined || !leading.has(target)) return NONE;
    let found = known[purpose].get(target);
    if (found === undefined) known[purpose].set(target, (found = searched(target, purpose, signs, leading)));
    return found;
  };
  return ({ schema, itemSchema }, purpose) => {
    const found = foundIn(schema, purpose);
    return itemSchema === undefined ? found : [...found, ...foundIn(itemSchema, purpose)];
  };
}

const NONE: readonly never[] = [];

/** The schemas from which a way leads to one of these. */
function leadingTo(wanted: ReadonlySet<Schema>, schemas: readonly Schema[]): ReadonlySet<Schema> {
  const holders = holdersIn(schemas);
  const leading = new Set(wanted);
  for (const schema of leading) for (const holder of holders.get(schema) ?? []) leading.add(holder);
  return leading;
}

/** What holds each schema in which something stands, as a part, a property, an item or under a free key. */
const holdersIn = memo((schemas: readonly Schema[]): ReadonlyMap<Schema, readonly Schema[]> => {
  const holders = new Map<Schema, Schema[]>();
  const add = (held: Schema, holder: Schema): void => {
    const target = targetOf(held);
    if (isLeaf(target)) return;
    const list = holders.get(target);
    if (list === undefined) holders.set(target, [holder]);
    else if (list.at(-1) !== holder) list.push(holder);
  };
  for (const schema of schemas) {
    if (isLeaf(schema) || (schema.ref !== undefined && schema.properties.size === 0)) continue;
    schema.properties.forEach((property) => add(property, schema));
    for (const part of partsOf(schema)) add(part, schema);
    for (const item of itemSchemasOf(schema)) add(item, schema);
    for (const free of freeSchemasOf(schema)) add(free, schema);
  }
  return holders;
});

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
