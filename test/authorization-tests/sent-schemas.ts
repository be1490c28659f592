import { isObject, member } from "../../src/core/json-value.ts";

/*
 * Schemas of OpenAPI 2.0, 3.0 and 3.1 as JSON Schema 2020-12, for an independent validator. They are read from the document
 * itself, not from the model that the tests are made with.
 */

type Json = Readonly<Record<string, unknown>>;

/** What a JSON Pointer names; references on the way are followed. `undefined` where it names nothing. */
export function at(document: unknown, pointer: string): unknown {
  const tokens = pointer.split("/").slice(1);
  return tokens.reduce<unknown>(
    (value, token) => member(followed(document, value), token.replaceAll("~1", "/").replaceAll("~0", "~")),
    document,
  );
}

/** A value, or what it refers to in the same document. */
export function followed(document: unknown, value: unknown, depth = 0): unknown {
  const ref = isObject(value) ? member(value, "$ref") : undefined;
  if (typeof ref !== "string" || !ref.startsWith("#") || depth > 20) return value;
  return followed(document, at(document, decodeURIComponent(ref.slice(1))), depth + 1);
}

/** A schema of a document that has no references to other files, by itself: what it refers to stands in its `$defs`. */
export function plainSchema(document: unknown, schema: unknown): Json {
  const defs: Record<string, unknown> = {};
  const names = new Map<string, string>();
  const named = (ref: string): string => {
    const known = names.get(ref);
    if (known !== undefined) return known;
    const name = `d${names.size}`;
    names.set(ref, name);
    defs[name] = plain(at(document, decodeURIComponent(ref.slice(1))));
    return name;
  };
  const plain = (value: unknown): unknown => {
    if (!isObject(value)) return value !== false;
    const ref = member(value, "$ref");
    if (typeof ref === "string") return ref.startsWith("#") ? { $ref: `#/$defs/${named(ref)}` } : true;
    const out: Record<string, unknown> = {};
    for (const [key, one] of Object.entries(value)) {
      if (ONE.has(key)) out[key] = typeof one === "boolean" ? one : plain(one);
      else if (LIST.has(key) && Array.isArray(one)) out[key] = one.map(plain);
      else if (MAP.has(key) && isObject(one))
        out[key] = Object.fromEntries(Object.entries(one).map(([name, part]) => [name, plain(part)]));
      else if (NUMBER.has(key) && typeof one === "number") out[key] = one;
      else if (VALUE.has(key)) out[key] = one;
    }
    return withNull(value, withBounds(value, withRequired(document, value, withType(out))));
  };
  const root = plain(schema);
  return { allOf: [root], $defs: defs };
}

const ONE = new Set(["items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"]);
const LIST = new Set(["allOf", "oneOf", "anyOf", "prefixItems"]);
const MAP = new Set(["properties", "patternProperties", "dependentSchemas"]);
const NUMBER = new Set(
  ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"].concat([
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
  ]),
);
const VALUE = new Set(["type", "enum", "const", "pattern", "uniqueItems", "required"]);
const TYPES = new Set(["object", "array", "string", "number", "integer", "boolean", "null"]);

/** Without what is no JSON Schema: `type: file`, a pattern of another dialect, one item in place of a list. */
function withType(out: Record<string, unknown>): Record<string, unknown> {
  const types = [out["type"]].flat().filter((type) => typeof type === "string" && TYPES.has(type));
  if (types.length === 0) delete out["type"];
  else out["type"] = [...new Set(types)];
  if (!Array.isArray(out["enum"]) || out["enum"].length === 0) delete out["enum"];
  if (typeof out["uniqueItems"] !== "boolean") delete out["uniqueItems"];
  if (!isExpression(out["pattern"])) delete out["pattern"];
  return out;
}

function isExpression(pattern: unknown): boolean {
  try {
    return typeof pattern === "string" && new RegExp(pattern, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

/** What only answers have is not asked of a request (OpenAPI, Schema Object, `readOnly`). */
function withRequired(document: unknown, schema: object, out: Record<string, unknown>): Record<string, unknown> {
  const { required } = out;
  const isForAnswers = (name: string): boolean => {
    const property = member(member(schema, "properties"), name);
    return member(property, "readOnly") === true || member(followed(document, property), "readOnly") === true;
  };
  if (!Array.isArray(required)) delete out["required"];
  else out["required"] = [...new Set(required.filter((name) => typeof name === "string" && !isForAnswers(name)))];
  return out;
}

/** Up to 3.0 a flag says that a bound is no value itself. */
function withBounds(schema: object, out: Record<string, unknown>): Record<string, unknown> {
  for (const [flag, bound] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const)
    if (member(schema, flag) === true && typeof out[bound] === "number") {
      out[flag] = out[bound];
      delete out[bound];
    }
  return out;
}

function withNull(schema: object, out: Record<string, unknown>): unknown {
  return member(schema, "nullable") === true || member(schema, "x-nullable") === true
    ? { anyOf: [out, { type: "null" }] }
    : out;
}
