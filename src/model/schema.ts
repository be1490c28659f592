import { isObject, member } from "../core/json-value.ts";
import { lastToken } from "../core/place.ts";
import type { Node } from "../load/document.ts";
import type { Element } from "./api.ts";
import {
  breakReference,
  childOf,
  circular,
  elementOf,
  flagOf,
  isExpected,
  itemsOf,
  mapEntries,
  nameOfType,
  skip,
  textOf,
  type Reading,
} from "./reading.ts";

/**
 * One schema, known by where it is defined. A `$ref` is a schema of its own with `ref` set, so that what stands beside
 * it (a description, `readOnly`) is kept; `targetOf` gives what it stands for.
 */
export interface Schema extends Element {
  readonly kind: "schema";
  /** The name of a reusable schema: of the component, or of the file that holds nothing else. */
  readonly name: string | undefined;
  readonly ref: Schema | undefined;
  /** `true` or `false` where the schema is just that. */
  readonly boolean: boolean | undefined;
  readonly types: readonly string[];
  readonly nullable: boolean;
  readonly format: string | undefined;
  readonly pattern: string | undefined;
  readonly enum: readonly unknown[] | undefined;
  /** `example`, `examples`, `default` and `const`, as they stand. */
  readonly examples: readonly Node[];
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly deprecated: boolean;
  readonly required: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, Schema>;
  readonly patternProperties: ReadonlyMap<string, Schema>;
  /** `undefined` where the keyword is absent. */
  readonly additionalProperties: Schema | boolean | undefined;
  readonly items: Schema | undefined;
  readonly prefixItems: readonly Schema[];
  readonly allOf: readonly Schema[];
  readonly oneOf: readonly Schema[];
  readonly anyOf: readonly Schema[];
  readonly not: Schema | undefined;
  readonly if: Schema | undefined;
  readonly then: Schema | undefined;
  readonly else: Schema | undefined;
  readonly dependentSchemas: ReadonlyMap<string, Schema>;
  /** `contains`, `propertyNames`, `unevaluatedItems`, `unevaluatedProperties`, `contentSchema`, by keyword. */
  readonly others: ReadonlyMap<string, Schema>;
  readonly discriminator: Discriminator | undefined;
}

export interface Discriminator {
  readonly propertyName: string;
  readonly mapping: ReadonlyMap<string, Schema>;
  /** What holds for a value that is not mapped (3.2). */
  readonly defaultMapping: Schema | undefined;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The schema at a node, each raw value once; it is filled when the queue of the reading runs. */
export function schemaAt(reading: Reading, node: Node): Schema | undefined {
  if (typeof node.value === "boolean") return emptySchema(reading, node);
  if (!isObject(node.value)) {
    skip(reading, node, `${nameOfType(node.value)} stands where a schema is expected`);
    return undefined;
  }
  const known = reading.schemas.get(node.value);
  if (known !== undefined) return known;
  const schema = emptySchema(reading, node);
  reading.schemas.set(node.value, schema);
  reading.queue.push(() => fill(reading, schema));
  return schema;
}

/**
 * The schema that a parameter or header of Swagger 2.0 is itself: it has the keywords, and stands where the parameter
 * stands. `unknown` is for one that has no other element, which would hold the keys that were not understood.
 */
export function schemaOfItself(reading: Reading, node: Node, unknown: readonly Node[] = NONE): Schema {
  const known = isObject(node.value) ? reading.schemas.get(node.value) : undefined;
  if (known !== undefined) return known;
  const schema = emptySchema(reading, node);
  schema.unknown = unknown;
  if (isObject(node.value)) reading.schemas.set(node.value, schema);
  reading.queue.push(() => fill(reading, schema));
  return schema;
}

/** The object that the form fields of a Swagger 2.0 operation make up; its properties are the parameters. */
export function schemaOfForm(reading: Reading, node: Node, fields: ReadonlyMap<string, Node>): Schema {
  const schema = emptySchema(reading, { ...node, value: {} });
  schema.types = ["object"];
  schema.properties = new Map(
    [...fields].map(([name, field]) => [
      name,
      schemaOfItself(reading, field, elementOf(reading, "parameter", field).unknown),
    ]),
  );
  schema.required = new Set([...fields].filter(([, field]) => flagOf(field, "required")).map(([name]) => name));
  return schema;
}

/** What a schema stands for: itself, or the end of its chain of references. */
export function targetOf(schema: Schema): Schema {
  let target = schema;
  for (let hops = 0; target.ref !== undefined && hops < MOST_HOPS; hops += 1) target = target.ref;
  return target;
}

/** No chain of references goes round, since a reference that leads back is broken when it is read; some are long. */
const MOST_HOPS = 100_000;

/** The raw value of a keyword, for those that have no name here (`maxLength`, `minimum` …). */
export function keyword(schema: Schema, key: string): unknown {
  return member(schema.node.value, key);
}

function emptySchema(reading: Reading, node: Node): Mutable<Schema> {
  const { title, summary, description, extensions, unknown } = elementOf(reading, "schema", node);
  // Field by field: there are tens of thousands, and an object that is spread together takes ten times as long.
  return {
    kind: "schema",
    node,
    title,
    summary,
    description,
    extensions,
    unknown,
    name: componentName(node),
    ref: undefined,
    boolean: typeof node.value === "boolean" ? node.value : undefined,
    types: NONE,
    nullable: false,
    format: undefined,
    pattern: undefined,
    enum: undefined,
    examples: NONE,
    readOnly: false,
    writeOnly: false,
    deprecated: false,
    required: NO_NAMES,
    properties: NO_SCHEMAS,
    patternProperties: NO_SCHEMAS,
    additionalProperties: undefined,
    items: undefined,
    prefixItems: NONE,
    allOf: NONE,
    oneOf: NONE,
    anyOf: NONE,
    not: undefined,
    if: undefined,
    then: undefined,
    else: undefined,
    dependentSchemas: NO_SCHEMAS,
    others: NO_SCHEMAS,
    discriminator: undefined,
  };
}

const NONE: readonly never[] = [];
const NO_NAMES: ReadonlySet<string> = new Set();
const NO_SCHEMAS: ReadonlyMap<string, Schema> = new Map();

function fill(reading: Reading, schema: Mutable<Schema>): void {
  const { node } = schema;
  reading.document.budget.checkTime(node.source.file);
  const has = (key: string): boolean => member(node.value, key) !== undefined;
  const one = (key: string): Schema | undefined => {
    const child = childOf(node, key);
    return child === undefined ? undefined : schemaAt(reading, child);
  };
  const list = (key: string): readonly Schema[] =>
    has(key) ? itemsOf(reading, node, key).flatMap((item) => schemaAt(reading, item) ?? []) : NONE;
  const byName = (key: string): ReadonlyMap<string, Schema> =>
    has(key) ? schemasUnder(reading, node, key) : NO_SCHEMAS;

  for (const key of ["$ref", "$dynamicRef"]) {
    const reference = member(node.value, key);
    if (typeof reference === "string") schema.ref ??= referredSchema(reading, schema, reference);
  }
  const type = member(node.value, "type");
  schema.types =
    typeof type === "string" ? [type] : Array.isArray(type) ? type.filter((name) => typeof name === "string") : NONE;
  schema.nullable = flagOf(node, "nullable") || flagOf(node, "x-nullable") || schema.types.includes("null");
  schema.format = textOf(node, "format");
  schema.pattern = textOf(node, "pattern");
  const values = member(node.value, "enum");
  schema.enum = Array.isArray(values) ? values : undefined;
  schema.examples = examplesOf(node);
  schema.readOnly = flagOf(node, "readOnly");
  schema.writeOnly = flagOf(node, "writeOnly");
  schema.deprecated = flagOf(node, "deprecated");
  const required = member(node.value, "required");
  if (Array.isArray(required)) schema.required = new Set(required.filter((name) => typeof name === "string"));
  schema.properties = byName("properties");
  schema.patternProperties = byName("patternProperties");
  const additional = member(node.value, "additionalProperties");
  schema.additionalProperties = typeof additional === "boolean" ? additional : one("additionalProperties");
  // `items` is a list where a draft before 2020-12 describes a tuple.
  if (Array.isArray(member(node.value, "items"))) schema.prefixItems = list("items");
  else schema.items = one("items");
  if (has("prefixItems")) schema.prefixItems = list("prefixItems");
  schema.allOf = list("allOf");
  schema.oneOf = list("oneOf");
  schema.anyOf = list("anyOf");
  schema.not = one("not");
  schema.if = one("if");
  schema.then = one("then");
  schema.else = one("else");
  schema.dependentSchemas = byName("dependentSchemas");
  // In a draft before 2019-09 they stand under `dependencies`, among lists of names.
  for (const [name, child] of has("dependencies") ? mapEntries(reading, node, "dependencies") : []) {
    const dependent = Array.isArray(child.value) ? undefined : schemaAt(reading, child);
    if (dependent !== undefined) schema.dependentSchemas = new Map([...schema.dependentSchemas, [name, dependent]]);
  }
  for (const key of OTHER_KEYWORDS) {
    const other = typeof member(node.value, key) === "boolean" ? undefined : one(key);
    if (other !== undefined) schema.others = new Map([...schema.others, [key, other]]);
  }
  for (const key of ["$defs", "definitions"]) if (has(key)) byName(key); // read, so that each is known by its site
  schema.discriminator = discriminatorOf(reading, node);
}

const OTHER_KEYWORDS = [
  "contains",
  "propertyNames",
  "unevaluatedItems",
  "unevaluatedProperties",
  "contentSchema",
] as const;

function schemasUnder(reading: Reading, node: Node, key: string): ReadonlyMap<string, Schema> {
  const schemas = new Map<string, Schema>();
  for (const [name, child] of mapEntries(reading, node, key)) {
    const schema = schemaAt(reading, child);
    if (schema !== undefined) schemas.set(name, schema);
  }
  return schemas;
}

function referredSchema(reading: Reading, schema: Schema, reference: string): Schema | undefined {
  const target = reading.document.resolve(reference, schema.node);
  if (target.node === undefined) {
    breakReference(reading, { ...target, node: schema.node, reference });
    return undefined;
  }
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

/** `example`, `examples` (a list, by JSON Schema), `default` and `const` of a schema. */
function examplesOf(node: Node): readonly Node[] {
  const found: Node[] = [];
  for (const key of ["example", "default", "const"]) {
    const child = childOf(node, key);
    if (child !== undefined) found.push(child);
  }
  const list = childOf(node, "examples");
  if (list !== undefined && Array.isArray(list.value))
    for (const index of list.value.keys()) found.push(childOf(list, index) ?? { ...list, value: null });
  return found.length === 0 ? NONE : found;
}

/** The discriminator (OpenAPI 3.1, section Discriminator Object): of Swagger 2.0 just a property's name. */
function discriminatorOf(reading: Reading, node: Node): Discriminator | undefined {
  const child = childOf(node, "discriminator");
  if (child === undefined) return undefined;
  if (typeof child.value === "string")
    return { propertyName: child.value, mapping: NO_SCHEMAS, defaultMapping: undefined };
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

const COMPONENT = /^#\/(?:components\/schemas|definitions|\$defs|schemas)\/([^/]+)$/;

function componentName(node: Node): string | undefined {
  if (node.pointer === "#")
    return node.source.file === "-" ? undefined : node.source.file.replace(/^.*\//, "").replace(/\.[^.]*$/, "");
  return COMPONENT.test(node.pointer) ? lastToken(node.pointer) : undefined;
}
