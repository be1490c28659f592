import { isObject, member } from "../core/json-value.ts";
import type { Place } from "../core/place.ts";
import { textOfName, wordsOf } from "../lexicon/name-tokens.ts";
import { isLeaf } from "../model/schema-parts.ts";
import { placeOf, type MediaType, type Operation, type Parameter, type ParameterIn } from "../model/api.ts";
import { memo } from "../core/memo.ts";
import { keyword, targetOf, type Schema } from "../model/schema.ts";

/** A value that a caller sends: a parameter, a property of the body, or a body that is one value itself. */
export interface RequestField {
  /** Empty where it is the whole body. */
  readonly name: string;
  /** Those of the name, in small letters and singular. */
  readonly words: readonly string[];
  /** These in one, with spaces. */
  readonly text: string;
  readonly in: ParameterIn | "body";
  /** The way in and the instance path: `query limit`, `request order.lines[].quantity`. */
  readonly witness: string;
  readonly at: Place;
  /** What describes the value, or each of it where it is a list: reference and target, what they are composed of. */
  readonly parts: readonly Schema[];
  readonly types: readonly string[];
  readonly isList: boolean;
  readonly isRequired: boolean;
  /** How many objects it stands in, in the body, without those that only wrap one other. */
  readonly depth: number;
  /** Its own descriptions, in one text. */
  readonly description: string;
  /** Examples and defaults, its own and those in examples of the whole. */
  readonly examples: readonly unknown[];
}

/** Everything that comes in by an operation of a path, but cookies, what is `readOnly` and what is deeper than three objects. */
export const requestFields = memo((operation: Operation): readonly RequestField[] => [...readFields(operation)]);

/**
 * What a body has that is marked `readOnly`, as deep as `requestFields` looks: OpenAPI lets a server take no notice of it, and
 * only the service can see that it does (OpenAPI 3.0.3, Schema Object: "SHOULD NOT be sent").
 */
export const readOnlyFields = memo(({ operationKind, requestBody }: Operation): readonly RequestField[] =>
  operationKind !== "path"
    ? NOTHING
    : (requestBody?.content ?? NOTHING).flatMap(({ schema }): readonly RequestField[] =>
        schema === undefined ? NOTHING : propertyFields(targetOf(schema), [], MOST_OBJECTS, true),
      ),
);

/** Whether a value can be a text: its type is that, or is not said. */
export function isText({ types }: RequestField): boolean {
  return types.length === 0 || types.includes("string");
}

/** Whether a value is a number, and nothing else but null. */
export function isNumber({ types }: RequestField): boolean {
  return (
    types.some((type) => type === "integer" || type === "number") &&
    types.every((type) => type === "integer" || type === "number" || type === "null")
  );
}

/** Whether some schema of a field has one of these keywords. */
export function says({ parts }: RequestField, ...keywords: readonly string[]): boolean {
  return parts.some((part) => keywords.some((key) => keyword(part, key) !== undefined));
}

/** Whether a field has a schema, and that has none of these keywords. What an example alone shows leaves nothing out. */
export function leavesOut(field: RequestField, ...keywords: readonly string[]): boolean {
  return !field.parts.some(({ isInferred }) => isInferred) && !says(field, ...keywords);
}

/** Whether a field takes one of a few values only. */
export const isChoice = memo((field: RequestField): boolean => {
  if (field.parts.some(({ types }) => types.includes("file"))) return true;
  return says(field, "enum", "const") && !takesAnyText(field);
});

/** Whether one alternative of a field is any text, beside others that are choices or patterns: one of a few names, or a URL. */
export function takesAnyText({ parts }: RequestField): boolean {
  return parts.some(({ oneOf, anyOf }) => oneOf.some(isAnyText) || anyOf.some(isAnyText));
}

function isAnyText(alternative: Schema): boolean {
  const parts = describing(alternative);
  return (
    parts.some(({ types }) => types.includes("string")) &&
    !parts.some((part) => ["enum", "const", "pattern"].some((key) => keyword(part, key) !== undefined))
  );
}

/** Whether a field says which thing is meant, or whose: a value of the path, an identifier, somebody or their account. */
export function namesThing({ in: way, words }: RequestField, { lexicon }: Operation): boolean {
  return way === "path" || NAMING.some((concept) => lexicon.has(words, concept));
}

const NAMING = ["identifier-word", "owner", "natural-person", "account"] as const;

/** The words of each segment of a path that is not a parameter: `/bulkTransfers/{id}` gives `bulk transfer`. */
export const segmentWords = memo(({ path }: Operation): readonly (readonly string[])[] =>
  path
    .split("/")
    .filter((segment) => segment !== "" && !segment.includes("{"))
    .map(wordsOf),
);

function* readFields(operation: Operation): Generator<RequestField> {
  if (operation.operationKind !== "path") return;
  for (const parameter of operation.parameters) {
    if (parameter.in === "cookie" || parameter.in === "querystring") continue;
    yield fieldOfParameter(parameter);
    if (parameter.in === "query") yield* fieldsWithin(parameter);
  }
  const seen = new Set<string>();
  for (const media of operation.requestBody?.content ?? []) {
    for (const field of bodyFields(media)) {
      // The same property in JSON and in a form is one.
      if (seen.has(field.witness)) continue;
      seen.add(field.witness);
      yield field;
    }
  }
}

/** Many operations have a parameter in common. */
const fieldOfParameter = memo((parameter: Parameter): RequestField => {
  const { name, in: way, required, schema } = parameter;
  return fieldOf(schema, {
    name,
    in: way,
    witness: `${way} ${name}`,
    at: placeOf(parameter, "name"),
    isRequired: required,
    depth: 0,
    description: parameter.description ?? "",
    examples: parameter.examples.map(({ value }) => value),
  });
});

/** What an object in the query holds: `filter[company_id]` of a `deepObject`, else `company_id`, as it is sent. */
const fieldsWithin = memo((parameter: Parameter): readonly RequestField[] => {
  const { schema, name } = parameter;
  if (schema === undefined || isLeaf(targetOf(schema))) return NOTHING;
  const isDeep =
    member(parameter.node.value, "style") === "deepObject" || member(parameter.node.value, "explode") === false;
  return propertyFields(schema, []).flatMap((field): readonly RequestField[] => {
    const steps = field.witness.replace(/^request(?:\[\])?[ .]?/, "").split(".");
    if (steps.some((step) => step === "")) return NOTHING;
    const [first = "", ...others] = isDeep ? [name, ...steps] : steps;
    const shown = `${first}${others.map((step) => `[${step}]`).join("")}`;
    return [
      {
        ...field,
        name: shown,
        words: wordsOf(shown),
        text: textOfName(shown),
        in: "query",
        witness: `query ${shown}`,
        isRequired: false,
        depth: 0,
      },
    ];
  });
});

/**
 * The fields of a body of which nothing is described, by what a success of the same call returns: what is set there is mostly what
 * was sent. They stand in the response, and are no more than likely.
 */
export const fieldsShownInstead = memo(({ method, requestBody, responses }: Operation): readonly RequestField[] => {
  const sent = requestBody?.content ?? [];
  if (!SETTING.has(method) || sent.length === 0) return NOTHING;
  if (!sent.every(({ schema, examples }) => examples.length === 0 && (schema === undefined || isBlank(schema))))
    return NOTHING;
  const shown = responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? NOTHING));
  const [first] = shown.map((schema) => fieldsOfSchema(targetOf(schema))).filter((fields) => fields.length > 0);
  return (first ?? NOTHING).map((field) => ({ ...field, witness: field.witness.replace(/^request/, "2xx") }));
});

const SETTING: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** Whether a schema says nothing of what is sent, or only that it is an object, or a list of such. */
function isBlank(schema: Schema): boolean {
  return describing(schema).every(
    ({ types, properties, items, enum: values }) =>
      properties.size === 0 &&
      (values ?? NOTHING).length === 0 &&
      types.every((type) => type === "object" || type === "array") &&
      (items === undefined || (types.includes("array") && describing(items).every(isBlankObject))),
  );
}

function isBlankObject({ types, properties, items }: Schema): boolean {
  return properties.size === 0 && items === undefined && types.every((type) => type === "object");
}

/** What comes in deeper than `requestFields` looks, in bodies such as a timeline of tracks of clips of assets; few ask. */
export const deepFields = memo(({ operationKind, requestBody }: Operation): readonly RequestField[] =>
  operationKind !== "path"
    ? NOTHING
    : (requestBody?.content ?? []).flatMap(({ schema }): readonly RequestField[] =>
        schema === undefined
          ? NOTHING
          : propertyFields(targetOf(schema), [], DEEPER).filter(({ depth }) => depth >= MOST_OBJECTS),
      ),
);

type Own = Omit<RequestField, "words" | "text" | "parts" | "types" | "isList">;

function fieldOf(schema: Schema | undefined, own: Own): RequestField {
  const { name, in: way, witness, at, isRequired, depth } = own;
  const outer = schema === undefined ? NOTHING : describing(schema);
  const isOfItems = outer.some(({ items }) => items !== undefined);
  const items = isOfItems
    ? outer.flatMap((part) => (part.items === undefined ? NOTHING : describing(part.items)))
    : NOTHING;
  const parts = isOfItems ? [...outer, ...items] : outer;
  const texts = new Set(own.description === "" ? NOTHING : [own.description]);
  const examples = [...own.examples];
  for (const part of parts) {
    if (part.title !== undefined) texts.add(part.title);
    if (part.description !== undefined) texts.add(part.description);
    for (const { value } of part.examples) examples.push(value);
  }
  // Field by field: there are very many, and an object that is spread together takes much longer.
  return {
    name,
    words: wordsOf(name),
    text: textOfName(name),
    in: way,
    witness,
    at,
    parts,
    types: typesOf(isOfItems ? items : outer),
    isList: isOfItems || outer.some((part) => part.types.includes("array")),
    isRequired,
    depth,
    description: [...texts].join(" "),
    examples: examples.some(Array.isArray) ? examples.flat() : examples,
  };
}

/** The types that schemas name, each once. */
function typesOf(parts: readonly Schema[]): readonly string[] {
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && only.types.length < 2) return only.types;
  return [...new Set(parts.flatMap(({ types }) => types))];
}

/** A schema, what it refers to and what it is composed of. */
function describing(schema: Schema): readonly Schema[] {
  if (schema.ref === undefined && composing(schema).length === 0) return [schema];
  const parts: Schema[] = [];
  addDescribing(parts, schema, 0);
  return parts;
}

function addDescribing(parts: Schema[], schema: Schema, depth: number): void {
  parts.push(schema);
  if (depth > MOST_PARTS || parts.length >= MOST_DESCRIBING) return;
  if (schema.ref !== undefined) addDescribing(parts, targetOf(schema), depth + 1);
  for (const part of composing(schema)) addDescribing(parts, part, depth + 1);
}

function composing({ allOf, oneOf, anyOf }: Schema): readonly Schema[] {
  return allOf.length + oneOf.length + anyOf.length === 0 ? NOTHING : [...allOf, ...oneOf, ...anyOf];
}

const NOTHING: readonly never[] = [];

const MOST_PARTS = 4;
const MOST_DESCRIBING = 200;
const MOST_OBJECTS = 3;
const DEEPER = 6;

function bodyFields({ schema, examples }: MediaType): readonly RequestField[] {
  if (schema === undefined) return [];
  const values = examples.map(({ value }) => value);
  const isObjects = describing(schema).some(
    ({ types, properties, items }) => properties.size > 0 || items !== undefined || types.includes("object"),
  );
  // What many operations take is read once, where no examples of one of them stand beside it.
  if (isObjects) return values.length === 0 ? fieldsOfSchema(targetOf(schema)) : propertyFields(schema, values);
  return [
    fieldOf(schema, {
      name: "",
      in: "body",
      witness: "request",
      at: placeOf(schema),
      isRequired: true,
      depth: 0,
      description: "",
      examples: values,
    }),
  ];
}

const SCHEMA_FIELDS = new WeakMap<Schema, readonly RequestField[]>();

function fieldsOfSchema(schema: Schema): readonly RequestField[] {
  let fields = SCHEMA_FIELDS.get(schema);
  if (fields === undefined) SCHEMA_FIELDS.set(schema, (fields = propertyFields(schema, [])));
  return fields;
}

/** A schema that is still to be looked into, and where it stands. */
interface Pending {
  readonly schema: Schema;
  readonly way: string;
  readonly depth: number;
  readonly values: readonly unknown[];
  /** The objects around it. */
  readonly around: ReadonlySet<Schema>;
}

/**
 * The properties of what a schema describes, then those of the objects in it, level by level, as many as anybody reads: those
 * that can be sent, or only those that are `readOnly`.
 */
function propertyFields(
  whole: Schema,
  wholes: readonly unknown[],
  most = MOST_OBJECTS,
  areReadOnly = false,
): readonly RequestField[] {
  const fields: RequestField[] = [];
  const queue: Pending[] = [{ schema: whole, way: "request", depth: 0, values: wholes, around: new Set() }];
  for (let index = 0; index < queue.length && index < MOST_FIELDS && fields.length < MOST_FIELDS; index += 1) {
    const { schema, way, depth, values, around: objects } = queue[index]!;
    const target = targetOf(schema);
    if (depth >= most || isLeaf(target) || objects.has(target)) continue;
    const around = new Set([...objects, target]);
    const examples = target.examples.length === 0 ? values : [...values, ...target.examples.map(({ value }) => value)];
    for (const part of composing(target)) queue.push({ schema: part, way, depth, values: examples, around });
    if (target.items !== undefined)
      queue.push({ schema: target.items, way: `${way}[]`, depth, values: examples.flat(), around });
    const isWhole = objects.size === 0 && target.properties.size === 1 && composing(target).length === 0;
    for (const [name, property] of target.properties) {
      const isReadOnly = property.readOnly || targetOf(property).readOnly;
      if (isReadOnly && !areReadOnly) continue;
      const witness = way === "request" ? `request ${name}` : `${way}.${name}`;
      const inner =
        examples.length === 0
          ? NOTHING
          : examples.map((value) => (isObject(value) ? member(value, name) : undefined)).filter(isKnown);
      if (isReadOnly === areReadOnly)
        fields.push(
          fieldOf(property, {
            name,
            in: "body",
            witness,
            at: placeOf(property),
            isRequired: target.required.has(name),
            depth,
            description: "",
            examples: inner,
          }),
        );
      if (isReadOnly) continue;
      const isWrapper = isWhole && targetOf(property).items === undefined;
      queue.push({ schema: property, way: witness, depth: isWrapper ? depth : depth + 1, values: inner, around });
    }
  }
  return fields;
}

/** No request that a person wrote has more. */
const MOST_FIELDS = 1000;

function isKnown(value: unknown): boolean {
  return value !== undefined;
}
