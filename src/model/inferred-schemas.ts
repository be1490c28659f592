import { addTo } from "../core/grouped.ts";
import { isObject } from "../core/json-value.ts";
import { memo } from "../core/memo.ts";
import { childPointer, type Place } from "../core/place.ts";
import type { Node } from "../load/document.ts";
import type { Api, MediaType, Operation } from "./api.ts";
import type { Reading } from "./reading.ts";
import { isStructured } from "./response-coverage.ts";
import { isLeaf, unwrapped } from "./schema-parts.ts";
import { schemaOfValues, type Mutable, type Schema } from "./schema.ts";

/**
 * Gives each body that no schema describes, and whose examples are objects or lists, the schema that these show: the
 * names and types of properties and the items of lists, those of several examples joined. What is recorded of traffic, or
 * converted from a collection of requests, often has nothing else. Returns every schema that was inferred.
 */
export function inferSchemas(reading: Reading, operations: readonly Operation[]): readonly Schema[] {
  const inference: Inference = { reading, schemas: [], known: new Map(), numbers: new Map(), left: MOST_IN_ALL };
  for (const { requestBody, responses, node } of operations) {
    reading.document.budget.checkTime(node.source.file);
    // A request that is said to take any field takes more than those of an example.
    for (const media of requestBody?.content ?? [])
      if (media.schema === undefined || unwrapped(media.schema).additionalProperties === undefined)
        inferFor(inference, media);
    for (const { content } of responses) for (const media of content) inferFor(inference, media);
  }
  return inference.schemas;
}

/** Whether what stands at a place is known by an example alone. */
export function isInferredAt({ schemas }: Pick<Api, "schemas">, { file, pointer }: Place): boolean {
  return inferredPlaces(schemas).has(`${file}${pointer}`);
}

const inferredPlaces = memo(
  (schemas: readonly Schema[]): ReadonlySet<string> =>
    new Set(schemas.filter(({ isInferred }) => isInferred).map(({ node }) => `${node.source.file}${node.pointer}`)),
);

/** What is inferred so far, and how much more may be. */
interface Inference {
  readonly reading: Reading;
  readonly schemas: Schema[];
  /** By the values that it is inferred from, and what stands in its place: many operations may refer to one example. */
  readonly known: Map<string, Schema | undefined>;
  readonly numbers: Map<unknown, number>;
  /** Properties that may still be inferred in the description. */
  left: number;
}

const MOST_IN_ALL = 100_000;
/** Properties of one body. */
const MOST_PROPERTIES = 2000;
/** Objects and lists in one another. */
const DEEPEST = 8;
/** Values at one place, of all examples and items together: what further ones show is the same as a rule. */
const MOST_VALUES = 50;
/** UTF-16 units of a text that is read as JSON. */
const LONGEST_TEXT = 100_000;

const NOTHING: readonly never[] = [];

function inferFor(inference: Inference, media: MediaType): void {
  const said = media.schema === undefined ? undefined : unwrapped(media.schema);
  const examples = media.examples.length > 0 ? media.examples : (said?.examples ?? NOTHING);
  if (examples.length === 0 || media.itemSchema !== undefined || media.schema?.isInferred === true) return;
  if (!isStructured(media.type) && !/^text\//i.test(media.type)) return;
  if (said !== undefined && !saysNothing(said) && !wrapsNothing(said)) return;
  const { known } = inference;
  const key = [said, ...examples.map(({ value }) => value)].map((value) => numberOf(inference, value)).join(" ");
  if (!known.has(key)) known.set(key, shownSchema(inference, examples.slice(0, MOST_VALUES), said));
  const schema = known.get(key);
  if (schema !== undefined) Object.assign(media, { schema });
}

/** What examples show of a body of which nothing is said, or of what stands in an envelope of which only the key is said. */
function shownSchema(inference: Inference, examples: readonly Node[], said: Schema | undefined): Schema | undefined {
  const [key] = said === undefined || saysNothing(said) ? [] : [...said.properties.keys()];
  if (said === undefined || key === undefined) return schemaOf(inference, examples, said);
  const inner = [...membersOf(examples, 1, key).values()].flat();
  const shown = schemaOf(inference, inner, said.properties.get(key));
  return shown === undefined ? undefined : { ...said, isInferred: true, properties: new Map([[key, shown]]) };
}

/** Whether a schema is an object of one property of which nothing is said: `{ found: object }`. */
function wrapsNothing(schema: Schema): boolean {
  const { properties, allOf, oneOf, anyOf } = schema;
  const [only] = properties.values();
  if (only === undefined || properties.size > 1 || allOf.length + oneOf.length + anyOf.length > 0) return false;
  const inner = unwrapped(only);
  return saysNothing(inner) && inner.types.every((type) => type === "object" || type === "array");
}

/** A number for each value by identity, equal texts being one. */
function numberOf({ numbers }: Inference, value: unknown): number {
  const before = numbers.get(value);
  if (before !== undefined) return before;
  numbers.set(value, numbers.size);
  return numbers.size - 1;
}

/** Whether a schema leaves open what a value is: it names no property, or says that it is a text, which may be JSON. */
function saysNothing(schema: Schema): boolean {
  const { types, items } = schema;
  if (schema.boolean === false || schema.additionalProperties === false) return false;
  if (schema.enum !== undefined || schema.format !== undefined || schema.pattern !== undefined) return false;
  if (types.every((type) => type === "array" || type === "null") && items !== undefined)
    return items.types.every((type) => type === "object") && isLeaf(items) && saysNothing(items);
  return isOpenLeaf(schema) && types.every((type) => OPEN_TYPES.has(type));
}

/** Whether nothing stands in a schema, or free keys of which nothing is said: `additionalProperties: {}`. */
function isOpenLeaf(schema: Schema): boolean {
  const { additionalProperties } = schema;
  if (typeof additionalProperties !== "object") return isLeaf(schema);
  const { value } = additionalProperties.node;
  return isObject(value) && Object.keys(value).length === 0 && isLeaf({ ...schema, additionalProperties: undefined });
}

const OPEN_TYPES: ReadonlySet<string> = new Set(["object", "array", "string", "null"]);

/** Values that stand at one place of a body, and the schema that they show. */
interface Shown {
  readonly schema: Mutable<Schema>;
  readonly values: readonly Node[];
  readonly depth: number;
}

/** What examples show, level by level, so that what is left out of a large one is deep in it. */
function schemaOf(inference: Inference, examples: readonly Node[], said: Schema | undefined): Schema | undefined {
  const values = examples.map(withParsedText).filter(({ value }) => isTelling(value));
  if (values.length === 0 || inference.left <= 0) return undefined;
  const { reading, schemas } = inference;
  const most = Math.min(MOST_PROPERTIES, inference.left);
  let properties = 0;
  const queue: Shown[] = [];
  const shownBy = (own: readonly Node[], depth: number, unsaid?: Schema): Schema => {
    const types = typesOf(own);
    // No value of the example is taken for a keyword: the node has the keywords that were inferred.
    const [type] = types;
    const node = { ...own[0]!, value: type === undefined ? {} : { type: types.length === 1 ? type : types } };
    const schema = schemaOfValues(reading, node, unsaid);
    schema.types = types;
    schema.nullable = own.some(({ value }) => value === null);
    schemas.push(schema);
    queue.push({ schema, values: own, depth });
    return schema;
  };
  const whole = shownBy(values, 0, said);
  for (const { schema, values: own, depth } of queue) {
    schema.examples = own.filter(({ value }) => value !== null && typeof value !== "object");
    if (depth >= DEEPEST) continue;
    const objects = own.filter(({ value }) => isObject(value));
    const members = membersOf(objects, most - properties);
    if (isKeyed(members)) {
      const all = [...members.values()].flat().slice(0, MOST_VALUES);
      properties += 1;
      schema.additionalProperties = shownBy(all, depth + 1);
    } else if (members.size > 0) {
      properties += members.size;
      schema.properties = new Map([...members].map(([name, held]) => [name, shownBy(held, depth + 1)]));
    }
    const items = itemsOf(own);
    if (items.length > 0 && properties < most) {
      properties += 1;
      schema.items = shownBy(items, depth + 1);
    }
  }
  inference.left -= properties;
  return whole;
}

/** A text that is JSON as the value that it stands for; anything else as it is. */
function withParsedText(node: Node): Node {
  const { value } = node;
  if (typeof value !== "string" || value.length > LONGEST_TEXT || !/^\s*[[{]/.test(value)) return node;
  try {
    return { ...node, value: JSON.parse(value) as unknown };
  } catch {
    return node;
  }
}

/** Whether a value shows fields, and not a schema or a reference in the place of an example. */
function isTelling(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  const isSchema =
    Object.hasOwn(value, "$ref") ||
    (Object.hasOwn(value, "type") && (isObject(value["properties"]) || isObject(value["items"])));
  return keys.length > 0 && !isSchema;
}

/** The values under each key of objects, of so many keys at most, or of one. */
function membersOf(objects: readonly Node[], most: number, only?: string): ReadonlyMap<string, readonly Node[]> {
  const members = new Map<string, Node[]>();
  for (const { source, pointer, value } of objects) {
    if (!isObject(value)) continue;
    const keys = only === undefined ? Object.keys(value) : Object.hasOwn(value, only) ? [only] : [];
    for (const key of keys.slice(0, Math.max(0, most))) {
      const isNew = !members.has(key);
      if (isNew && members.size >= most) continue;
      addTo(members, key, { source, pointer: childPointer(pointer, key), value: value[key] });
    }
  }
  return members;
}

/** Whether the keys of an object are values themselves, such as numbers, dates and UUIDs: it is a map, and they name nothing. */
function isKeyed(members: ReadonlyMap<string, unknown>): boolean {
  return members.size > 1 && [...members.keys()].every((key) => VALUE_AS_KEY.test(key));
}

const VALUE_AS_KEY = /^(?:[+-]?\d[\d.:/TZ -]*|[\da-f]{8}-[\da-f-]{27}|(?=[a-f]*\d)[\da-f]{16,}|[^@\s]+@[^@\s]+\.\w+)$/i;

/** The items of lists; the first of each list before the others, so that each example shows some. */
function itemsOf(values: readonly Node[]): readonly Node[] {
  const lists = values.filter(({ value }) => Array.isArray(value));
  const items: Node[] = [];
  for (let index = 0; index < MOST_VALUES && items.length < MOST_VALUES; index += 1)
    for (const { source, pointer, value } of lists)
      if (Array.isArray(value) && index < value.length && items.length < MOST_VALUES)
        items.push({ source, pointer: childPointer(pointer, index), value: value[index] as unknown });
  return items;
}

/** The types of values, in the order of the values; of null alone nothing is known. */
function typesOf(values: readonly Node[]): readonly string[] {
  const types = new Set(values.flatMap(({ value }) => typeOf(value) ?? NOTHING));
  if (types.has("number")) types.delete("integer");
  return [...types];
}

function typeOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}
