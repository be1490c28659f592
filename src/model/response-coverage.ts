import { isFormatOfBytes } from "./encoded-file.ts";
import { isObject } from "../core/json-value.ts";
import { memo } from "../core/memo.ts";
import { textOfName, wordsInOrder } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Node } from "../load/document.ts";
import type { Api, MediaType, Operation, Response } from "./api.ts";
import { unwrapped } from "./schema-parts.ts";
import { targetOf, type Schema } from "./schema.ts";

/** How much a success response says of its body. `open`: an object of any content; `none`: no schema at all. */
export type Typing = "typed" | "open" | "none";

export interface TypedResponse {
  readonly operation: Operation;
  readonly response: Response;
  readonly typing: Typing;
  /** Whether examples alone show what comes back: a schema is inferred from them. */
  readonly isByExample: boolean;
  /** Whether it is bytes, which have no fields: a document, a picture, an archive. */
  readonly isFile: boolean;
}

/**
 * The success responses that can have a body, and whether a schema says what comes back: 200, 203, 206, `2XX`, and
 * `default` where it is the only one, of any operation but HEAD and DELETE; any other success response that declares
 * content, but 204 and 205. What a webhook or callback is answered with comes in, and is not counted.
 */
export function successResponses({ operations }: Pick<Api, "operations">): readonly TypedResponse[] {
  return responsesOf(operations);
}

/** Half a dozen ask, some of them in each judgement. */
const responsesOf = memo((operations: Api["operations"]) => [...typedResponses(operations)]);

function* typedResponses(operations: Api["operations"]): Generator<TypedResponse> {
  const isTextByDefault = answersTextByDefault(operations);
  for (const operation of operations) {
    if (operation.operationKind !== "path" || operation.method === "HEAD") continue;
    const isOnlyDefault = operation.responses.every(({ status }) => status === "default");
    for (const response of operation.responses) {
      const isSuccess = response.statusClass === "2xx" || (response.status === "default" && isOnlyDefault);
      // Without a body by their meaning (RFC 9110, 15.3.5 and 15.3.6), whatever stands there.
      if (!isSuccess || response.status === "204" || response.status === "205") continue;
      const usuallyHasBody =
        operation.method !== "DELETE" &&
        (/^(?:200|203|206|2XX)$/i.test(response.status) || response.status === "default");
      if (usuallyHasBody || response.content.length > 0)
        yield {
          operation,
          response,
          typing: isTextByDefault && isBareText(response) ? "open" : typingOf(response),
          isByExample: isByExample(response),
          isFile: isFile(response),
        };
    }
  }
}

/**
 * Whether nearly all success responses in JSON are a text of which nothing is said: what frameworks write for a return
 * type that nobody declared, and not what comes back.
 */
function answersTextByDefault(operations: Api["operations"]): boolean {
  let bare = 0;
  let all = 0;
  for (const { operationKind, method, responses } of operations) {
    if (operationKind !== "path" || method === "HEAD") continue;
    for (const response of responses) {
      if (response.statusClass !== "2xx" || !response.content.some(({ type }) => /json/i.test(type))) continue;
      all += 1;
      if (isBareText(response)) bare += 1;
    }
  }
  return bare >= FEWEST_BY_DEFAULT && bare >= all * SHARE_BY_DEFAULT;
}

const FEWEST_BY_DEFAULT = 5;
const SHARE_BY_DEFAULT = 0.8;

/** Whether a response is a JSON text of which no format, value, example or word is given. */
function isBareText({ content }: Response): boolean {
  return content.some(({ type }) => /json/i.test(type)) && content.every(isBareTextIn);
}

function isBareTextIn({ type, schema, examples }: MediaType): boolean {
  if (!isStructured(type) && !/^text\//i.test(type)) return false;
  return (
    schema !== undefined &&
    examples.length === 0 &&
    isObject(schema.node.value) &&
    schema.node.value["type"] === "string" &&
    // FastAPI repeats the name of the operation as the title.
    Object.keys(schema.node.value).every((key) => key === "type" || key === "title" || key === "default")
  );
}

/**
 * Operations that describe no success response, nor where a call is redirected to: what they return nobody knows. What is
 * asked for by HEAD or DELETE usually has no body.
 */
export function unansweredOperations({ operations }: Pick<Api, "operations">): readonly Operation[] {
  return operations.filter(
    ({ operationKind, method, responses }) =>
      operationKind === "path" &&
      method !== "HEAD" &&
      method !== "DELETE" &&
      responses.every(
        ({ statusClass }) =>
          statusClass === "4xx" || statusClass === "5xx" || (statusClass === "default" && responses.length > 1),
      ),
  );
}

function isFile({ content }: Response): boolean {
  return (
    content.length > 0 &&
    content.every(
      ({ type, schema }) => (!isStructured(type) && !/^text\//i.test(type) && !namesFields(schema)) || isBinary(schema),
    )
  );
}

/** Whether a schema says which fields there are, whatever the media type is called: `application/html` of pages by their parts. */
function namesFields(schema: Schema | undefined): boolean {
  return schema !== undefined && unwrapped(schema).properties.size > 0;
}

/** `format: binary` of OpenAPI 3.0, `type: file` of Swagger 2.0, and bytes that are encoded as a text. */
function isBinary(schema: Schema | undefined): boolean {
  if (schema === undefined) return false;
  const target = targetOf(schema);
  return target.format === "binary" || target.types.includes("file") || isFormatOfBytes(target);
}

function typingOf(response: Response): Typing {
  const kinds = response.content.map(typingOfMedia);
  return kinds.includes("typed") ? "typed" : kinds.includes("open") ? "open" : "none";
}

/** Whether some type is told of by its examples, and none by a schema. */
function isByExample({ content }: Response): boolean {
  return (
    content.some(({ schema }) => schema?.isInferred === true) &&
    content.every((media) => media.schema?.isInferred === true || typingOfMedia(media) !== "typed")
  );
}

function typingOfMedia(media: MediaType): Typing {
  // A file needs no schema (OpenAPI 3.1, section Considerations for File Uploads), and says no more by one.
  if (!isStructured(media.type)) return "typed";
  const schema = media.schema ?? media.itemSchema;
  if (isEmptyBy(media.examples) || (schema !== undefined && isEmptyBy(targetOf(schema).examples))) return "typed";
  return schema === undefined ? "none" : typingOfSchema(schema, new Set());
}

/** Whether the only example is an object without anything in it: a mere acknowledgement. */
function isEmptyBy(examples: readonly Node[]): boolean {
  return examples.length > 0 && examples.every(({ value }) => isObject(value) && Object.keys(value).length === 0);
}

/** Whether a media type carries fields: JSON, XML, forms, or anything at all. */
export function isStructured(type: string): boolean {
  return /json|xml|yaml|form|^\*\/|^application\/\*|graphql|msgpack|cbor/i.test(type);
}

/** Parts of a schema that are looked at: composition may be as long as a document likes. */
const MOST_PARTS = 1000;

const COUNTED: ReadonlySet<string> = new Set(["integer", "number", "boolean"]);

function typingOfSchema(schema: Schema, seen: Set<Schema>): Typing {
  const target = targetOf(schema);
  if (seen.has(target) || seen.size > MOST_PARTS) return "none";
  seen.add(target);
  if (target.boolean !== undefined) return "none";
  const payload = payloadOf(target);
  if (payload !== undefined && isOfAnything(payload)) return "open";
  if (isSaidIncomplete(target)) return "open";
  const isHollow = target.properties.size > 0 && [...target.properties.values()].every(isObjectOfNothing);
  if (isReferenceWithMore(target)) return "open";
  if (target.properties.size > 0 && !isHollow) return "typed";
  if (target.enum !== undefined || target.format !== undefined) return "typed";
  if (target.items !== undefined || target.prefixItems.length > 0) {
    const items = [target.items, ...target.prefixItems].flatMap((item) =>
      item === undefined ? [] : typingOfSchema(item, seen),
    );
    return items.includes("typed") ? "typed" : "open";
  }
  const parts = [...target.allOf, ...target.oneOf, ...target.anyOf].map((part) => typingOfSchema(part, seen));
  if (parts.includes("typed")) return "typed";
  // A map tells nothing by its keys: of single values it may hold anything, of objects what these say.
  if (typeof target.additionalProperties === "object") {
    const value = targetOf(target.additionalProperties);
    // Whatever is counted or switched, numbers and switches alone are nobody's data.
    if (value.types.length > 0 && value.types.every((type) => COUNTED.has(type))) return "typed";
    const isOfValues =
      value.properties.size + value.allOf.length + value.oneOf.length + value.anyOf.length === 0 &&
      value.items === undefined;
    return !isOfValues && typingOfSchema(value, seen) === "typed" ? "typed" : "open";
  }
  if (target.types.some((type) => type !== "object" && type !== "array" && type !== "null")) return "typed";
  const isOpen = isHollow || target.types.length > 0 || target.additionalProperties === true;
  return isOpen || parts.includes("open") ? "open" : "none";
}

/** Whether nothing but identifiers is named of an object that is said to have more: `{ buyerId, additionalProperties: true }`. */
function isReferenceWithMore({
  properties,
  additionalProperties,
  patternProperties,
  allOf,
  oneOf,
  anyOf,
}: Schema): boolean {
  return (
    additionalProperties === true &&
    properties.size > 0 &&
    patternProperties.size + allOf.length + oneOf.length + anyOf.length === 0 &&
    [...properties.keys()].every((name) => IDENTIFIER.test(textOfName(name)))
  );
}

const IDENTIFIER = /(?:^| )(?:id|uuid|guid)$/;

/** Whether a property is an object, or a list of objects, of which no property is named: `{ "properties": {} }`. */
function isObjectOfNothing(schema: Schema): boolean {
  if (isOfAnything(schema)) return true;
  const target = unwrapped(schema);
  const { items } = target;
  const { value } = (items === undefined ? target : unwrapped(items)).node;
  return isObject(value) && namesNothing(value) && !isEmptyBy(target.examples);
}

/** Whether `properties` stands there, and is empty: beside it only what says how a value is written or called. */
function namesNothing(value: Readonly<Record<string, unknown>>): boolean {
  const { properties, additionalProperties } = value;
  return (
    isObject(properties) &&
    Object.keys(properties).length === 0 &&
    additionalProperties !== false &&
    !COMPOSING.some((key) => Object.hasOwn(value, key))
  );
}

const COMPOSING = ["allOf", "oneOf", "anyOf", "$ref", "items", "patternProperties"] as const;

/** Whether a schema names next to nothing, and says of itself that it does not describe all: "which are not all described here". */
function isSaidIncomplete({ properties, description = "", additionalProperties, lexicon }: Schema): boolean {
  return (
    properties.size <= MOST_IN_PLACE &&
    additionalProperties !== false &&
    sentencesOf(description).some((sentence) => lexicon.has(wordsInOrder(sentence), "described-in-part"))
  );
}

/** So many properties may stand in place of others. */
const MOST_IN_PLACE = 2;

/** What an answer is all about, where the rest of it says how it was paged or that it went well: `{ data, success }`. */
function payloadOf({ properties, allOf, oneOf, anyOf, lexicon }: Schema): Schema | undefined {
  if (properties.size === 0 || properties.size > MOST_BESIDE || allOf.length + oneOf.length + anyOf.length > 0)
    return undefined;
  const names = [...properties.keys()].map(textOfName);
  const payloads = names.filter((name) => lexicon.is(name, "envelope"));
  const isEnvelope = names.every((name) => payloads.includes(name) || lexicon.is(name, "beside-list"));
  return isEnvelope && payloads.length === 1 ? [...properties.values()][names.indexOf(payloads[0]!)] : undefined;
}

/** An envelope has few properties. */
const MOST_BESIDE = 8;

/** Whether a value is an object, or a list of objects, of any content. */
function isOfAnything(schema: Schema): boolean {
  const target = unwrapped(schema);
  if (isEmptyBy(target.examples) || target.additionalProperties === false) return false;
  if (target.items !== undefined) return isUnsaid(target.items) || isOfAnything(target.items);
  return (
    target.properties.size + target.patternProperties.size === 0 &&
    target.allOf.length + target.oneOf.length + target.anyOf.length === 0 &&
    typeof target.additionalProperties !== "object" &&
    (target.types.includes("object") || (target.types.length === 0 && target.additionalProperties === true))
  );
}

/** Whether nothing at all is said of the values of a list: `items: {}`. */
function isUnsaid({ node, boolean }: Schema): boolean {
  return boolean === undefined && isObject(node.value) && Object.keys(node.value).every((key) => key === "description");
}
