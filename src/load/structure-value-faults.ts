import { isObject, member } from "../core/json-value.ts";
import { childPointer } from "../core/place.ts";
import { textOfValue } from "../core/text-of-value.ts";
import { causeOf, type StructureCase } from "./structure-case.ts";
import { misplacedReference } from "./structure-key-faults.ts";
import { meantBy, structureName, shown, suggestion, typesInWords } from "./structure-words.ts";
import type { StructureFault } from "./structure.ts";

/** A list where a text is expected, and the like. */
export function wrongType(it: StructureCase): StructureFault {
  const { type } = it.error.params;
  const types = Array.isArray(type) ? type.map(textOfValue) : [textOfValue(type)];
  const isWhole = it.error.at === "";
  if (isWhole && it.pointer.endsWith("/$ref")) return misplacedReference(it);
  const expected = isWhole ? it.kind.words : typesInWords(types);
  return {
    pointer: it.pointer,
    part: "value",
    message: `${structureName(it.pointer, it.root)} is ${shown(it.value)}; ${expected} is expected${hintOnType(it, types)}`,
    cause: causeOf("wrong-type", it, it.error.at),
  };
}

function hintOnType({ error, kindName, value }: StructureCase, types: readonly string[]): string {
  const isTextExpected = types.includes("string");
  if (isTextExpected && (typeof value === "number" || typeof value === "boolean")) return ": write it in quotes";
  if (kindName === "schema" && error.at === "required" && typeof value === "boolean") {
    return ": an object's schema lists the names of the properties that it requires";
  }
  if (typeof value !== "string") return "";
  const readsAs = /^(?:true|false)$/.test(value)
    ? ["boolean"]
    : /^-?\d+(?:\.\d+)?$/.test(value)
      ? ["number", "integer"]
      : [];
  return readsAs.some((type) => types.includes(type)) ? ": write it without quotes" : "";
}

/** Not one of the values that the spec lists. */
export function wrongValue(it: StructureCase): StructureFault {
  const { allowedValues, allowedValue } = it.error.params;
  const allowed: readonly unknown[] = Array.isArray(allowedValues) ? allowedValues : [allowedValue];
  const isChoice = allowed.length > 1;
  const meant = typeof it.value === "string" && isChoice ? meantBy(it.value, allowed.map(textOfValue)) : undefined;
  const where = it.kindName === "OpenAPI description" ? "" : ` in ${it.kind.words}`;
  const expected = isChoice
    ? `one of ${allowed.map(textOfValue).join(", ")} is expected`
    : `${JSON.stringify(allowed[0])} is expected${where}`;
  return {
    pointer: it.pointer,
    part: "value",
    message: `${structureName(it.pointer, it.root)} is ${shown(it.value)}; ${expected}${hintOnValue(it) || suggestion(meant)}`,
    cause: causeOf("wrong-value", it, `${it.error.at} ${shown(it.value)}`),
    ...(meant !== undefined && { meant }),
  };
}

function hintOnValue({ version, kindName, error, value }: StructureCase): string {
  if (version !== "3.0" || kindName !== "schema" || error.at !== "type") return "";
  if (value === "null") return ': in OpenAPI 3.0 "nullable" says that null is allowed';
  return Array.isArray(value) ? ": a list of types is for OpenAPI 3.1 and later" : "";
}

/** An item that stands twice where each may stand once. */
export function repeatedItem(it: StructureCase): StructureFault {
  const index = Number(it.error.params["index"]);
  const item: unknown = Array.isArray(it.value) ? it.value[index] : undefined;
  const name = isObject(item) ? (member(item, "$ref") ?? member(item, "name")) : item;
  return {
    pointer: childPointer(it.pointer, index),
    part: "value",
    message: `${structureName(it.pointer, it.root)} has ${typeof name === "string" || !isObject(item) ? shown(name) : "the same item"} twice`,
    cause: causeOf("repeated-item", it, it.error.at),
  };
}

/** OpenAPI 3.2: a parameter that takes the whole query, and another in it. */
export function clashingQuerystring(it: StructureCase): StructureFault {
  return {
    pointer: childPointer(it.pointer, Number(it.error.params["index"])),
    part: "value",
    message:
      'a parameter in "querystring" is the whole query: no other in "querystring" or "query" is allowed next to it',
    cause: causeOf("clashing-querystring", it, it.error.at),
  };
}

/** Too few, too many, too small; `is` says what it is. */
export function wrongSize(it: StructureCase, is: string, expected: string): StructureFault {
  return {
    pointer: it.pointer,
    part: "value",
    message: `${structureName(it.pointer, it.root)} ${is}; ${expected} is expected`,
    cause: causeOf("wrong-size", it, it.error.at),
  };
}

/** What the schemas' patterns ask of a value, by its key; the name of a parameter has its own. */
const FORMS: Readonly<Record<string, string>> = {
  openapi: "a version with three numbers, such as 3.1.0,",
  host: "a host without scheme and path",
  basePath: 'a path that begins with "/"',
  $self: "a URI without fragment",
  $id: "a URI without fragment",
  $anchor: "a name that begins with a letter",
  $dynamicAnchor: "a name that begins with a letter",
  $recursiveAnchor: "a name that begins with a letter",
};

/** A text that does not have the form that is asked for. */
export function wrongForm(it: StructureCase): StructureFault {
  const { at, params } = it.error;
  const name = textOfValue(params["pattern"]).includes("{}") ? "a name without braces" : "a header's name";
  return {
    pointer: it.pointer,
    part: "value",
    message: `${structureName(it.pointer, it.root)} is ${shown(it.value)}; ${FORMS[at] ?? name} is expected`,
    cause: causeOf("wrong-form", it, at),
  };
}
