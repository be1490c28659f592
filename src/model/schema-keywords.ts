/*
 * The keywords of a schema (JSON Schema 2020-12, and what OpenAPI adds or has of its own), each with what reads it.
 */
import { isObject } from "../core/json-value.ts";
import type { Node } from "../load/document.ts";
import {
  breakReference,
  childOf,
  circular,
  flagOf,
  isExpected,
  itemsOf,
  mapEntries,
  noteTarget,
  textOf,
  type Reading,
} from "./reading.ts";
import { schemaAt, schemaUnder, type Discriminator, type Mutable, type Schema } from "./schema.ts";

/** Most schemas have a few of the many keywords, so what is there is read, and not asked for one by one. */
export function fillSchema(reading: Reading, schema: Mutable<Schema>): void {
  const { node } = schema;
  const { value } = node;
  if (!isObject(value)) return;
  for (const key of Object.keys(value)) KEYWORDS.get(key)?.(schema, value[key], reading, key);
  if (flagOf(node, "x-nullable") || schema.types.includes("null")) schema.nullable = true;
}

/** Takes a keyword's value over into the schema. */
type KeywordReader = (schema: Mutable<Schema>, value: unknown, reading: Reading, key: string) => void;

const KEYWORDS: ReadonlyMap<string, KeywordReader> = new Map<string, KeywordReader>([
  ["$ref", (schema, value, reading) => (schema.ref = referredSchema(reading, schema, value) ?? schema.ref)],
  ["$dynamicRef", (schema, value, reading) => (schema.ref ??= referredSchema(reading, schema, value))],
  [
    "type",
    (schema, value) => (schema.types = typeof value === "string" ? (ONLY.get(value) ?? [value]) : textsIn(value)),
  ],
  ["nullable", (schema, value) => (schema.nullable = value === true)],
  ["format", (schema) => (schema.format = textOf(schema.node, "format"))],
  ["pattern", (schema) => (schema.pattern = textOf(schema.node, "pattern"))],
  ["enum", (schema, value) => (schema.enum = Array.isArray(value) ? value : undefined)],
  ["example", addExample],
  ["default", addExample],
  ["const", addExample],
  ["examples", addExample],
  ["readOnly", (schema, value) => (schema.readOnly = value === true)],
  ["writeOnly", (schema, value) => (schema.writeOnly = value === true)],
  ["deprecated", (schema, value) => (schema.deprecated = value === true)],
  ["required", (schema, value) => (schema.required = new Set(textsIn(value)))],
  ["properties", (schema, _, reading, key) => (schema.properties = schemasUnder(reading, schema.node, key))],
  [
    "patternProperties",
    (schema, _, reading, key) => (schema.patternProperties = schemasUnder(reading, schema.node, key)),
  ],
  [
    "additionalProperties",
    (schema, value, reading, key) =>
      (schema.additionalProperties = typeof value === "boolean" ? value : schemaUnder(reading, schema.node, key)),
  ],
  // `items` is a list where a draft before 2020-12 describes a tuple.
  [
    "items",
    (schema, value, reading, key) => {
      if (!Array.isArray(value)) schema.items = schemaUnder(reading, schema.node, key);
      else if (schema.prefixItems.length === 0) schema.prefixItems = schemasIn(reading, schema.node, key);
    },
  ],
  ["prefixItems", (schema, _, reading, key) => (schema.prefixItems = schemasIn(reading, schema.node, key))],
  ["allOf", (schema, _, reading, key) => (schema.allOf = schemasIn(reading, schema.node, key))],
  ["oneOf", (schema, _, reading, key) => (schema.oneOf = schemasIn(reading, schema.node, key))],
  ["anyOf", (schema, _, reading, key) => (schema.anyOf = schemasIn(reading, schema.node, key))],
  ["not", (schema, _, reading, key) => (schema.not = schemaUnder(reading, schema.node, key))],
  ["if", (schema, _, reading, key) => (schema.if = schemaUnder(reading, schema.node, key))],
  ["then", (schema, _, reading, key) => (schema.then = schemaUnder(reading, schema.node, key))],
  ["else", (schema, _, reading, key) => (schema.else = schemaUnder(reading, schema.node, key))],
  ["dependentSchemas", (schema, _, reading, key) => addDependent(schema, schemasUnder(reading, schema.node, key))],
  // In a draft before 2019-09 they stand here, among lists of names.
  [
    "dependencies",
    (schema, _, reading, key) =>
      addDependent(
        schema,
        mapEntries(reading, schema.node, key).flatMap(([name, child]) => {
          const dependent = Array.isArray(child.value) ? undefined : schemaAt(reading, child);
          return dependent === undefined ? [] : [[name, dependent] as const];
        }),
      ),
  ],
  ["contains", addOther],
  ["propertyNames", addOther],
  ["unevaluatedItems", addOther],
  ["unevaluatedProperties", addOther],
  ["contentSchema", addOther],
  // Read, so that each is known by its site.
  ["$defs", (schema, _, reading, key) => void schemasUnder(reading, schema.node, key)],
  ["definitions", (schema, _, reading, key) => void schemasUnder(reading, schema.node, key)],
  ["discriminator", (schema, _, reading) => (schema.discriminator = discriminatorOf(reading, schema.node))],
]);

/** The lists of one type: nearly every schema has one of these. */
const ONLY: ReadonlyMap<string, readonly string[]> = new Map(
  ["string", "number", "integer", "boolean", "object", "array"].map((type) => [type, [type]]),
);

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function schemasIn(reading: Reading, node: Node, key: string): readonly Schema[] {
  return itemsOf(reading, node, key).flatMap((item) => schemaAt(reading, item) ?? []);
}

function addDependent(schema: Mutable<Schema>, dependent: Iterable<readonly [string, Schema]>): void {
  schema.dependentSchemas = new Map([...schema.dependentSchemas, ...dependent]);
}

function addOther(schema: Mutable<Schema>, value: unknown, reading: Reading, key: string): void {
  const other = typeof value === "boolean" ? undefined : schemaUnder(reading, schema.node, key);
  if (other !== undefined) schema.others = new Map([...schema.others, [key, other]]);
}

/** `example`, `default`, `const`, and each of `examples` where it is a list, as JSON Schema has it. */
function addExample(schema: Mutable<Schema>, value: unknown, _: Reading, key: string): void {
  const child = childOf(schema.node, key);
  if (child === undefined) return;
  const found =
    key !== "examples"
      ? [child]
      : Array.isArray(value)
        ? Array.from(value.keys(), (index) => childOf(child, index) ?? { ...child, value: null })
        : [];
  schema.examples = schema.examples.length === 0 ? found : [...schema.examples, ...found];
}

function schemasUnder(reading: Reading, node: Node, key: string): ReadonlyMap<string, Schema> {
  const schemas = new Map<string, Schema>();
  for (const [name, child] of mapEntries(reading, node, key)) {
    const schema = schemaAt(reading, child);
    if (schema !== undefined) schemas.set(name, schema);
  }
  return schemas;
}

function referredSchema(reading: Reading, schema: Schema, reference: unknown): Schema | undefined {
  if (typeof reference !== "string") return undefined;
  const target = reading.document.resolve(reference, schema.node);
  if (target.node === undefined) {
    breakReference(reading, { ...target, node: schema.node, reference });
    return undefined;
  }
  noteTarget(reading, target.node);
  const found = schemaAt(reading, target.node);
  if (found !== undefined && leadsTo(found, schema)) {
    breakReference(reading, circular(schema.node, reference));
    return undefined;
  }
  return found;
}

/** Whether a chain of references, and nothing else, leads from one schema to another. */
function leadsTo(from: Schema, to: Schema): boolean {
  for (let at: Schema | undefined = from, hops = 0; at !== undefined && hops < 10_000; at = at.ref, hops += 1)
    if (at === to) return true;
  return false;
}

/** The discriminator (OpenAPI 3.1, section Discriminator Object): of Swagger 2.0 just a property's name. */
function discriminatorOf(reading: Reading, node: Node): Discriminator | undefined {
  const child = childOf(node, "discriminator");
  if (child === undefined) return undefined;
  if (typeof child.value === "string")
    return { propertyName: child.value, mapping: new Map(), defaultMapping: undefined };
  if (!isExpected(reading, child, "a discriminator")) return undefined;
  const propertyName = textOf(child, "propertyName");
  if (propertyName === undefined) return undefined;
  const mapping = new Map<string, Schema>();
  for (const [name, target] of mapEntries(reading, child, "mapping")) {
    if (typeof target.value !== "string") continue;
    const schema = mappedSchema(reading, target, target.value);
    if (schema !== undefined) mapping.set(name, schema);
  }
  const otherwise = childOf(child, "defaultMapping");
  const defaultMapping =
    typeof otherwise?.value === "string" ? mappedSchema(reading, otherwise, otherwise.value) : undefined;
  return { propertyName, mapping, defaultMapping };
}

/** A mapping names a schema of the components, or refers to one. */
function mappedSchema(reading: Reading, node: Node, target: string): Schema | undefined {
  const named = /^[\w.-]+$/.test(target)
    ? reading.document.resolve(`#/components/schemas/${target}`, reading.document.root)
    : undefined;
  let found = named?.node !== undefined ? named : reading.document.resolve(target, node);
  // In a file of parts it is often meant for the bundled description: bundlers rewrite a `$ref`, and leave a mapping.
  if (found.node === undefined && target.startsWith("#")) {
    const bundled = reading.document.resolve(target, reading.document.root);
    if (bundled.node !== undefined) found = bundled;
  }
  if (found.node === undefined) {
    breakReference(reading, { ...found, node, reference: target });
    return undefined;
  }
  return schemaAt(reading, found.node);
}
