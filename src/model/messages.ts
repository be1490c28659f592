import { isObject, member } from "../core/json-value.ts";
import type { Node } from "../load/document.ts";
import type { Header, Link, MediaType, Parameter, ParameterIn, RequestBody, Response, StatusClass } from "./api.ts";
import {
  childOf,
  dereferenced,
  elementOf,
  flagOf,
  layeredElement,
  mapEntries,
  membersOf,
  read,
  skip,
  textOf,
  type Reading,
} from "./reading.ts";
import { schemaUnder, schemaOfForm, schemaOfItself, type Schema } from "./schema.ts";

const PARAMETER_PLACES: readonly ParameterIn[] = ["query", "path", "header", "cookie", "querystring"];

/** Reads a parameter. `undefined` for the body and the form fields of Swagger 2.0, which are no parameters elsewhere. */
export function readParameter(reading: Reading, node: Node): Parameter | undefined {
  const name = textOf(node, "name");
  const place = textOf(node, "in");
  if (reading.version === "2.0" && (place === "body" || place === "formData")) return undefined;
  const known = PARAMETER_PLACES.find((one) => one === place);
  if (name === undefined || known === undefined) {
    skip(
      reading,
      node,
      name === undefined
        ? `a parameter without a name`
        : `a parameter whose "in" is ${place === undefined ? "missing" : `"${place.slice(0, 40)}"`}`,
    );
    return undefined;
  }
  return {
    name,
    in: known,
    required: flagOf(node, "required"),
    deprecated: flagOf(node, "deprecated"),
    schema: reading.version === "2.0" ? schemaOfItself(reading, node) : schemaUnder(reading, node, "schema"),
    content: reading.version === "2.0" ? [] : readContent(reading, node),
    examples: examplesUnder(reading, node),
    ...elementOf(reading, "parameter", node),
  };
}

/** Reads a header of a response. */
export function readHeader(reading: Reading, node: Node, name: string): Header {
  return {
    name,
    schema: reading.version === "2.0" ? schemaOfItself(reading, node) : schemaUnder(reading, node, "schema"),
    content: reading.version === "2.0" ? [] : readContent(reading, node),
    examples: examplesUnder(reading, node),
    ...elementOf(reading, "header", node),
  };
}

export function readRequestBody(reading: Reading, node: Node): RequestBody {
  return {
    required: flagOf(node, "required"),
    content: readContent(reading, node),
    ...elementOf(reading, "request body", node),
  };
}

/**
 * The body of a Swagger 2.0 operation: its `body` parameter, or what its form fields make up, in each type that it
 * consumes. An operation has one or the other; where a description has several, each is kept.
 */
export function readSwaggerBody(
  reading: Reading,
  holder: Node,
  parameters: readonly Node[],
  consumes: readonly string[],
): RequestBody | undefined {
  const [first, ...further] = parameters
    .filter(({ value }) => member(value, "in") === "body")
    .map((node) => bodyOfParameter(reading, node, consumes));
  const fields = parameters.filter(({ value }) => member(value, "in") === "formData");
  const form = fields.length === 0 ? undefined : bodyOfForm(reading, holder, fields, consumes);
  if (first === undefined) return form;
  return {
    ...first,
    ...layeredElement([first, ...further]),
    content: [
      ...first.content,
      ...further.flatMap(({ content, description }) => content.map((media) => ({ ...media, description }))),
      ...(form?.content ?? []),
    ],
  };
}

function bodyOfParameter(reading: Reading, node: Node, consumes: readonly string[]): RequestBody {
  const schema = schemaUnder(reading, node, "schema");
  const types = consumes.length > 0 ? consumes : ["application/json"];
  return {
    required: flagOf(node, "required"),
    content: types.map((type) => mediaTypeOf(reading, node, type, schema, [])),
    ...elementOf(reading, "parameter", node),
    kind: "request body",
  };
}

function bodyOfForm(reading: Reading, holder: Node, fields: readonly Node[], consumes: readonly string[]): RequestBody {
  const named = new Map(fields.map((node) => [textOf(node, "name") ?? "", node]));
  const hasFile = fields.some((node) => member(node.value, "type") === "file");
  // Form fields travel in forms, whatever else the description consumes (Swagger 2.0, section Parameter Object).
  const forms = consumes.filter((type) => /form/i.test(type));
  const types = forms.length > 0 ? forms : [hasFile ? "multipart/form-data" : "application/x-www-form-urlencoded"];
  const schema = schemaOfForm(reading, holder, named);
  return {
    required: schema.required.size > 0,
    content: types.map((type) => mediaTypeOf(reading, holder, type, schema, [])),
    ...elementOf(reading, "request body", { ...holder, value: {} }),
    node: holder,
  };
}

/** Reads the response of a status. `produces` is what a Swagger 2.0 operation sends. */
export function readResponse(reading: Reading, node: Node, status: string, produces: readonly string[]): Response {
  return {
    status,
    statusClass: statusClassOf(status),
    headers: mapEntries(reading, node, "headers").flatMap(([name, child]): Header[] => {
      const header = read(reading, "header", child, (target) => readHeader(reading, target, name));
      return header === undefined ? [] : [header.name === name ? header : { ...header, name }];
    }),
    content: reading.version === "2.0" ? swaggerContent(reading, node, produces) : readContent(reading, node),
    links: mapEntries(reading, node, "links").flatMap(([name, child]): Link[] => {
      const link = read(reading, "link", child, (target) => readLink(reading, target, name));
      return link === undefined ? [] : [link.name === name ? link : { ...link, name }];
    }),
    ...elementOf(reading, "response", node),
  };
}

function swaggerContent(reading: Reading, node: Node, produces: readonly string[]): readonly MediaType[] {
  const schema = schemaUnder(reading, node, "schema");
  const examples = childOf(node, "examples");
  const types = produces.length > 0 ? produces : schema === undefined ? [] : ["application/json"];
  return types.flatMap((type) => {
    const example = examples && childOf(examples, type);
    return schema === undefined && example === undefined
      ? []
      : [mediaTypeOf(reading, node, type, schema, example === undefined ? [] : [example])];
  });
}

function mediaTypeOf(
  reading: Reading,
  node: Node,
  type: string,
  schema: Schema | undefined,
  examples: readonly Node[],
): MediaType {
  return {
    type,
    schema,
    itemSchema: undefined,
    examples,
    ...elementOf(reading, "media type", { ...node, value: {} }),
    node,
  };
}

function readContent(reading: Reading, node: Node): readonly MediaType[] {
  return mapEntries(reading, node, "content").flatMap(([type, child]): MediaType[] => {
    const media = read(reading, "media type", child, (target) => readMediaType(reading, target, type));
    return media === undefined ? [] : [media.type === type ? media : { ...media, type }];
  });
}

/** Reads a media type of a `content`, or a reusable one (3.2). */
export function readMediaType(reading: Reading, node: Node, type: string): MediaType {
  return {
    type,
    schema: schemaUnder(reading, node, "schema"),
    itemSchema: schemaUnder(reading, node, "itemSchema"),
    examples: examplesUnder(reading, node),
    ...elementOf(reading, "media type", node),
  };
}

function readLink(reading: Reading, node: Node, name: string): Link {
  return {
    name,
    operationId: textOf(node, "operationId"),
    operationRef: textOf(node, "operationRef"),
    ...elementOf(reading, "link", node),
  };
}

/** The values of `example` and of the Example Objects under `examples` (OpenAPI 3.1, section Example Object). */
function examplesUnder(reading: Reading, node: Node): readonly Node[] {
  const one = childOf(node, "example");
  const found = one === undefined ? [] : [one];
  const holder = childOf(node, "examples");
  if (holder === undefined || !isObject(holder.value) || reading.version === "2.0") return found;
  for (const [, example] of membersOf(holder)) {
    const target = dereferenced(reading, example);
    const value =
      target && (childOf(target, "value") ?? childOf(target, "dataValue") ?? childOf(target, "serializedValue"));
    if (value !== undefined) found.push(value);
  }
  return found;
}

/** The class of a status code, range or `default` (OpenAPI 3.1, section Responses Object). */
export function statusClassOf(status: string): StatusClass {
  const digit = /^([1-5])(?:\d\d|XX)$/i.exec(status)?.[1];
  return digit === undefined ? "default" : `${digit as "1" | "2" | "3" | "4" | "5"}xx`; // the pattern lets no other digit pass
}
