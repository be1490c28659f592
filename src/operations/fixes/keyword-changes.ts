import { isObject, member, type JsonObject } from "../../core/json-value.ts";
import { childPointer, lastToken, parentPointer, type Place } from "../../core/place.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Node } from "../../load/document.ts";
import { followed, nodeAt, type DescriptionChange } from "./fix.ts";

/** What a keyword is given to: schemas of one of these types, whatever type where none is named. */
export interface KeywordOptions {
  readonly types?: readonly string[];
}

/** Gives a keyword to the schema at a place: that of a parameter, a property or a body; none where it has it already. */
export function withKeyword(
  api: AssessedApi,
  at: Place,
  keyword: string,
  value: unknown,
  { types }: KeywordOptions = {},
): readonly DescriptionChange[] {
  const schema = describedSchemaAt(api, at);
  const target = schema && followed(api.document, schema);
  if (schema === undefined || target === undefined || !isObject(schema.value) || !isObject(target.value)) return [];
  if (types !== undefined && !isOfType(target.value, types)) return [];
  if (member(target.value, keyword) === value) return [];
  const place = placeOfNode(schema);
  if (target === schema || isReferenceWithSiblings(api)) return [setMember(schema.value, place, keyword, value)];
  // Before 3.1 what stands beside a reference is ignored (OpenAPI 3.0.4, Reference Object).
  const reference = { $ref: member(schema.value, "$ref") };
  return [{ op: "replace", at: place, value: { allOf: [reference], [keyword]: value } }];
}

/** Closes the object at a place to what it does not name, in its definition; none where it is made of others. */
export function withoutFurtherProperties(api: AssessedApi, at: Place): readonly DescriptionChange[] {
  const schema = describedSchemaAt(api, at);
  const target = schema && followed(api.document, schema);
  if (target === undefined || !isObject(target.value)) return [];
  const holds = (key: string): boolean => member(target.value, key) !== undefined;
  // An object without named properties would be closed to everything.
  if (!holds("properties") || ["allOf", "anyOf", "oneOf", "$ref"].some(holds)) return [];
  return [setMember(target.value, placeOfNode(target), "additionalProperties", false)];
}

/** Takes a property out of the object that has it, and out of what that requires. */
export function withoutProperty(api: AssessedApi, at: Place): readonly DescriptionChange[] {
  const name = lastToken(at.pointer);
  const holder = parentPointer(at.pointer);
  if (lastToken(holder) !== "properties" || nodeAt(api.document, at) === undefined) return [];
  const required = nodeAt(api.document, { file: at.file, pointer: childPointer(parentPointer(holder), "required") });
  const index = Array.isArray(required?.value) ? required.value.indexOf(name) : -1;
  return [
    { op: "remove", at },
    ...(required === undefined || index < 0
      ? []
      : [{ op: "remove" as const, at: { file: at.file, pointer: childPointer(required.pointer, index) } }]),
  ];
}

/** The schema at a place, which may be a parameter, its name, or a reference to it; in Swagger 2.0 a parameter is one. */
export function describedSchemaAt({ document, format }: AssessedApi, at: Place): Node | undefined {
  const isOfName = lastToken(at.pointer) === "name";
  const holder = isOfName ? nodeAt(document, { file: at.file, pointer: parentPointer(at.pointer) }) : undefined;
  const node = isParameter(holder?.value) ? holder : nodeAt(document, at);
  const target = node && followed(document, node);
  if (node === undefined || target === undefined || !isParameter(target.value)) return node;
  const schema = member(target.value, "schema");
  if (schema === undefined) return format.version === "2.0" ? target : undefined;
  return { source: target.source, pointer: childPointer(target.pointer, "schema"), value: schema };
}

/** A parameter has a name and a place; a property may be called either. */
function isParameter(value: unknown): boolean {
  return (
    typeof member(value, "name") === "string" &&
    IN.has(member(value, "in")) &&
    member(value, "properties") === undefined
  );
}

const IN: ReadonlySet<unknown> = new Set(["query", "header", "path", "cookie", "formData", "body"]);

function isOfType(schema: JsonObject, types: readonly string[]): boolean {
  const own: unknown = member(schema, "type");
  return [own].flat().some((type) => types.some((one) => one === type));
}

function isReferenceWithSiblings({ format }: AssessedApi): boolean {
  return format.version !== "2.0" && format.version !== "3.0";
}

/** Puts a key into an object, or another value under it. */
export function setMember(holder: unknown, at: Place, key: string, value: unknown): DescriptionChange {
  return {
    op: member(holder, key) === undefined ? "add" : "replace",
    at: { file: at.file, pointer: childPointer(at.pointer, key) },
    value,
  };
}

/** Where a node stands. */
export function placeOfNode({ source, pointer }: Node): Place {
  return { file: source.file, pointer };
}
