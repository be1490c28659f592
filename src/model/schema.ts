import { isObject, member } from "../core/json-value.ts";
import { memo } from "../core/memo.ts";
import { lastToken } from "../core/place.ts";
import type { Node } from "../load/document.ts";
import type { Source } from "../load/source.ts";
import type { Element } from "./api.ts";
import { childOf, elementOf, flagOf, nameOfType, skip, type Reading } from "./reading.ts";

/**
 * One schema, known by where it is defined. A `$ref` is a schema of its own with `ref` set, so that what stands beside
 * it (a description, `readOnly`) is kept; `targetOf` gives what it stands for.
 */
export interface Schema extends Element {
  readonly kind: "schema";
  /** The name of a reusable schema: of the component, or of the file that holds nothing else. */
  readonly name: string | undefined;
  /** Whether no schema says it, and the values of examples show it: they promise nothing. It stands at the example. */
  readonly isInferred: boolean;
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

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

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
  reading.queue.push(schema);
  return schema;
}

/** The schema under a key of a node, where there is one. */
export function schemaUnder(reading: Reading, node: Node, key: string): Schema | undefined {
  const child = childOf(node, key);
  return child === undefined ? undefined : schemaAt(reading, child);
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
  reading.queue.push(schema);
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

/**
 * A schema that values of examples show, and none describes; it is filled by `inferSchemas`. The one that says nothing in
 * its place, if any, gives it a name and words.
 */
export function schemaOfValues(reading: Reading, node: Node, unsaid: Schema | undefined): Mutable<Schema> {
  const { title, summary, description, extensions = NO_EXTENSIONS } = unsaid ?? {};
  const words = { title, summary, description, extensions, unknown: NONE };
  return blankSchema(reading, node, words, unsaid?.name, true);
}

const NO_EXTENSIONS: ReadonlyMap<string, Node> = new Map();

function emptySchema(reading: Reading, node: Node): Mutable<Schema> {
  return blankSchema(reading, node, elementOf(reading, "schema", node), componentName(node), false);
}

function blankSchema(
  reading: Reading,
  node: Node,
  { title, summary, description, extensions, unknown }: Pick<Element, Words>,
  name: string | undefined,
  isInferred: boolean,
): Mutable<Schema> {
  // Field by field: there are tens of thousands, and an object that is spread together takes ten times as long.
  return {
    kind: "schema",
    node,
    title,
    summary,
    description,
    extensions,
    unknown,
    lexicon: reading.lexicon,
    name,
    isInferred,
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

type Words = "title" | "summary" | "description" | "extensions" | "unknown";

const NONE: readonly never[] = [];
const NO_NAMES: ReadonlySet<string> = new Set();
const NO_SCHEMAS: ReadonlyMap<string, Schema> = new Map();

/** Where a file has the schemas that it names. */
const HOLDERS = [["components", "schemas"], ["definitions"], ["$defs"], ["schemas"]];
const COMPONENT = /^#\/(?:components\/schemas|definitions|\$defs|schemas)\/([^/]+)$/;

function componentName(node: Node): string | undefined {
  if (node.pointer === "#")
    return node.source.file === "-" ? undefined : node.source.file.replace(/^.*\//, "").replace(/\.[^.]*$/, "");
  return namedIn(node.source).has(node.value) && COMPONENT.test(node.pointer) ? lastToken(node.pointer) : undefined;
}

/** What is named in a file: few schemas are, so that the pointers of the others need not be put together and matched. */
const namedIn = memo(
  ({ value }: Source): ReadonlySet<unknown> =>
    new Set(HOLDERS.flatMap((keys) => Object.values(keys.reduce<unknown>(member, value) ?? {}))),
);
