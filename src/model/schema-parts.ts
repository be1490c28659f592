import { targetOf, type Schema } from "./schema.ts";

/** The schemas whose properties an object may have too: what it is composed of. `not` says what it is not. */
export function partsOf(schema: Schema): readonly Schema[] {
  const { ref, allOf, oneOf, anyOf, dependentSchemas, discriminator, others } = schema;
  const isPlain =
    allOf.length + oneOf.length + anyOf.length + dependentSchemas.size + others.size === 0 &&
    discriminator === undefined &&
    schema.if === undefined &&
    schema.then === undefined &&
    schema.else === undefined;
  if (isPlain) return ref === undefined ? NONE : [ref];
  return [
    ref,
    ...allOf,
    ...oneOf,
    ...anyOf,
    schema.if,
    schema.then,
    schema.else,
    ...dependentSchemas.values(),
    ...(discriminator?.mapping.values() ?? NONE),
    others.get("contentSchema"),
  ].filter((part) => part !== undefined);
}

const NONE: readonly never[] = [];

/** The schemas of the items of an array. */
export function itemSchemasOf({ items, prefixItems, others }: Schema): readonly Schema[] {
  if (prefixItems.length + others.size === 0) return items === undefined ? NONE : [items];
  return [items, ...prefixItems, others.get("contains"), others.get("unevaluatedItems")].filter(
    (item) => item !== undefined,
  );
}

/** The schemas of what may stand under a free key. */
export function freeSchemasOf({ patternProperties, additionalProperties, others }: Schema): readonly Schema[] {
  const additional = typeof additionalProperties === "object" ? additionalProperties : undefined;
  if (patternProperties.size + others.size === 0) return additional === undefined ? NONE : [additional];
  return [...patternProperties.values(), additional, others.get("unevaluatedProperties")].filter(
    (free) => free !== undefined,
  );
}

/** Whether nothing stands in a schema: a scalar, or anything at all. */
export function isLeaf(schema: Schema): boolean {
  return (
    schema.ref === undefined &&
    schema.items === undefined &&
    schema.properties.size === 0 &&
    schema.allOf.length + schema.oneOf.length + schema.anyOf.length === 0 &&
    typeof schema.additionalProperties !== "object" &&
    schema.patternProperties.size === 0 &&
    schema.prefixItems.length === 0 &&
    schema.others.size === 0 &&
    schema.then === undefined &&
    schema.else === undefined &&
    schema.if === undefined &&
    schema.dependentSchemas.size === 0 &&
    schema.discriminator === undefined
  );
}

/** The one schema of a value that others only wrap: references followed, one `allOf`, an alternative to null alone. */
export function unwrapped(schema: Schema): Schema {
  let target = targetOf(schema);
  for (let hops = 0; hops < MOST_WRAPPERS; hops += 1) {
    if (target.properties.size > 0 || target.items !== undefined) return target;
    if (target.allOf.length + target.oneOf.length + target.anyOf.length === 0) return target;
    const parts = [...target.allOf, ...target.oneOf, ...target.anyOf].filter((part) => !isNothing(part));
    const [only] = parts;
    if (only === undefined || parts.length > 1) return target;
    target = targetOf(only);
  }
  return target;
}

/** What one of many is, however deep in lists and maps it stands: the schema of a user for a list of users. */
export function heldSchemaOf(schema: Schema): Schema {
  let target = unwrapped(schema);
  for (let hops = 0; hops < MOST_WRAPPERS && target.properties.size === 0; hops += 1) {
    const inner =
      target.items ?? (typeof target.additionalProperties === "object" ? target.additionalProperties : undefined);
    if (inner === undefined) return target;
    target = unwrapped(inner);
  }
  return target;
}

const MOST_WRAPPERS = 20;

/** Whether a value is a list, or an object of free keys alone: it holds many of one kind. */
export function isSeries(schema: Schema): boolean {
  const target = unwrapped(schema);
  return (
    target.properties.size === 0 &&
    (target.items !== undefined || target.prefixItems.length > 0 || typeof target.additionalProperties === "object")
  );
}

/** It adds no fields: null, or a description of which values are required. */
function isNothing(schema: Schema): boolean {
  return (
    schema.ref === undefined &&
    (schema.types.every((type) => type === "null") || schema.boolean !== undefined) &&
    isLeaf(schema)
  );
}

/** The properties of an object and of what it is composed of, by name; its own stand before those of its parts. */
export function composedProperties(schema: Schema): ReadonlyMap<string, Schema> {
  const before = composed.get(schema);
  if (before !== undefined) return before;
  const found = new Map<string, Schema>();
  const parts = new Set([targetOf(schema)]);
  for (const part of parts) {
    for (const [name, property] of part.properties) if (!found.has(name)) found.set(name, property);
    for (const list of [part.allOf, part.oneOf, part.anyOf]) for (const further of list) parts.add(targetOf(further));
  }
  composed.set(schema, found);
  return found;
}

/** Many operations share a schema, and it may be as large as a document likes. */
const composed = new WeakMap<Schema, ReadonlyMap<string, Schema>>();

/** Gives the names of the properties of an object, those of its parts too; each object is read once. */
export function fieldNamesReader(): (schema: Schema) => readonly string[] {
  const known = new Map<Schema, readonly string[]>();
  return function read(schema: Schema, depth = 0): readonly string[] {
    const before = known.get(schema);
    if (before !== undefined) return before;
    if (depth > MOST_WRAPPERS) return [];
    const { ref, allOf, anyOf, oneOf } = schema;
    let names: readonly string[] = [...schema.properties.keys()];
    if (ref !== undefined || allOf.length + anyOf.length + oneOf.length > 0) {
      known.set(schema, []); // for a schema that is part of itself
      const all = new Set(names);
      for (const part of [...(ref === undefined ? NONE : [ref]), ...allOf, ...anyOf, ...oneOf])
        for (const name of read(part, depth + 1)) all.add(name);
      names = [...all];
    }
    known.set(schema, names);
    return names;
  };
}
