import { keyword, type Schema } from "../../model/schema.ts";

/** What a schema says of its value, with all that it is composed of. */
export interface ValueFacts {
  /** JSON types, without null. */
  readonly types: readonly string[];
  readonly arrayOf: readonly string[];
  readonly format: string | undefined;
  readonly enum: readonly unknown[] | undefined;
  readonly examples: readonly unknown[];
  readonly children: readonly string[];
}

/** Reads the facts of schemas, each once. */
export function valueFactsReader(): (schema: Schema) => ValueFacts {
  const known = new Map<Schema, ValueFacts>();
  return function read(schema: Schema, depth = 0): ValueFacts {
    if (isScalar(schema)) return ofPlain(schema);
    const before = known.get(schema);
    if (before !== undefined) return before;
    known.set(schema, NOTHING); // for a schema that is part of itself
    const only = onlyReference(schema);
    const facts =
      depth > DEEPEST
        ? NOTHING
        : only === undefined
          ? composed(schema, (part) => read(part, depth + 1))
          : read(only, depth + 1);
    known.set(schema, facts);
    return facts;
  };
}

const DEEPEST = 40;
const NONE: readonly never[] = [];
const NOTHING: ValueFacts = {
  types: NONE,
  arrayOf: NONE,
  format: undefined,
  enum: undefined,
  examples: NONE,
  children: NONE,
};
const MOST_EXAMPLES = 20;

/** Whether a schema is no object, no list and composed of nothing: most are. */
export function isScalar(schema: Schema): boolean {
  return (
    schema.ref === undefined &&
    schema.items === undefined &&
    schema.properties.size === 0 &&
    typeof schema.additionalProperties !== "object" &&
    schema.allOf.length + schema.anyOf.length + schema.oneOf.length + schema.prefixItems.length === 0
  );
}

/** What a schema refers to, where it says nothing else of its value: what it is said of is shared. */
function onlyReference(schema: Schema): Schema | undefined {
  const { ref, items, properties, additionalProperties, allOf, anyOf, oneOf, prefixItems } = schema;
  const saysMore =
    items !== undefined ||
    properties.size > 0 ||
    additionalProperties !== undefined ||
    allOf.length + anyOf.length + oneOf.length + prefixItems.length > 0 ||
    schema.types.length > 0 ||
    schema.format !== undefined ||
    schema.enum !== undefined ||
    schema.examples.length > 0;
  return saysMore ? undefined : ref;
}

function ofPlain(schema: Schema): ValueFacts {
  const { enum: values } = schema;
  const format = schema.format ?? formatOfContent(schema);
  const isMap = schema.additionalProperties !== undefined && schema.additionalProperties !== false;
  const types = schema.types.includes("null") ? schema.types.filter((type) => type !== "null") : schema.types;
  return {
    types: isMap && !types.includes("object") ? [...types, "object"] : types,
    arrayOf: NONE,
    format,
    enum: values,
    examples: schema.examples.length === 0 ? NONE : schema.examples.map(({ value }) => value).slice(0, MOST_EXAMPLES),
    children: NONE,
  };
}

/** The format of bytes where 3.1 says it by its own keywords: a file, or one in Base64. Text and JSON are no files. */
function formatOfContent(schema: Schema): string | undefined {
  if (keyword(schema, "contentEncoding") !== undefined) return "byte";
  const media = keyword(schema, "contentMediaType");
  return typeof media !== "string" || /^(?:text\/|application\/json\b)/.test(media) ? undefined : "binary";
}

function composed(schema: Schema, read: (part: Schema) => ValueFacts): ValueFacts {
  const own = ofPlain(schema);
  const types = new Set(own.types);
  const arrayOf = new Set<string>();
  const examples = [...own.examples];
  // Each once: parts that are composed of the same would double them at each level.
  const children = new Set(schema.properties.keys());
  let { format, enum: values } = own;
  if (schema.properties.size > 0) types.add("object");
  const add = (facts: ValueFacts): void => {
    for (const child of facts.children) children.add(child);
    if (examples.length < MOST_EXAMPLES) examples.push(...facts.examples);
    format ??= facts.format;
    values ??= facts.enum;
  };

  for (const item of [schema.items, ...schema.prefixItems]) {
    if (item === undefined) continue;
    const facts = read(item);
    types.add("array");
    for (const type of facts.types) arrayOf.add(type);
    add(facts);
  }
  if (typeof schema.additionalProperties === "object")
    for (const child of read(schema.additionalProperties).children) children.add(child);
  for (const part of [schema.ref, ...schema.allOf]) {
    if (part === undefined) continue;
    const facts = read(part);
    for (const type of facts.types) types.add(type);
    for (const type of facts.arrayOf) arrayOf.add(type);
    add(facts);
  }
  for (const alternatives of [schema.anyOf, schema.oneOf]) {
    const every = alternatives.map((part) => read(part)).filter(({ types: held }) => held.length > 0);
    for (const facts of every) {
      for (const type of facts.types) types.add(type);
      for (const type of facts.arrayOf) arrayOf.add(type);
      // One alternative may be a few words, such as the empty text that removes a value.
      add(every.every(({ enum: words }) => words !== undefined) ? facts : { ...facts, enum: undefined });
    }
  }
  return {
    types: [...types],
    arrayOf: [...arrayOf],
    format,
    enum: values,
    examples: examples.slice(0, MOST_EXAMPLES),
    children: [...children],
  };
}
