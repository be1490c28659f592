import { stringify } from "yaml";
import { isObject, type JsonObject } from "../../src/core/json-value.ts";

/*
 * Changes to a description that change nothing of what it exposes. Each gives the files of the changed description, the
 * entry under the name that it had.
 */

/** A parsed description that may be changed. */
export type Json = Record<string, unknown>;
/** The files of a description, by name. */
export type Texts = ReadonlyMap<string, string>;
/** A change that gives the files of a changed description; `entry` is the name of the one to begin with. */
export type Harmless = (description: Json, entry: string) => Texts;

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
/** Keys whose values are the author's data, in which no keyword stands. */
const DATA = new Set(["example", "examples", "default", "enum", "const", "value", "x-example"]);

/** The changes, by what they are called. */
export const HARMLESS: Readonly<Record<string, Harmless>> = {
  // Of operations and what is around them: the text of a field says what it holds, and is evidence.
  "texts are extended": inPlace((root) => {
    for (const [pathItem, operation] of operationsIn(root))
      for (const object of [root["info"] as Json, pathItem, operation])
        for (const key of ["description", "summary"])
          if (typeof object[key] === "string") object[key] = `${object[key]}\n\nSee the guide.`;
  }),
  "the contact and the version change": inPlace((root) => {
    const info = root["info"] as Json;
    info["version"] = "99.1";
    if (isObject(info["contact"])) info["contact"] = { ...info["contact"], url: "https://acme.io/contact" };
  }),
  "operationIds and tags change": inPlace((root) => {
    for (const [, operation] of operationsIn(root)) operation["externalDocs"] = { url: "https://acme.io/docs" };
    root["tags"] = [{ name: "zz-new", description: "A tag that nothing uses." }];
  }),
  "keys stand in another order": (description, entry) => whole(entry, reversedKeys(description) as Json),
  "paths stand in another order": inPlace((root) => {
    root["paths"] = Object.fromEntries(Object.entries(root["paths"] ?? {}).toReversed());
  }),
  "parameters stand in another order": inPlace((root) => {
    for (const [, operation] of operationsIn(root))
      if (Array.isArray(operation["parameters"])) operation["parameters"] = operation["parameters"].toReversed();
  }),
  "it is written as compact JSON": (description, entry) => new Map([[entry, JSON.stringify(description)]]),
  "it is written as YAML": (description, entry) =>
    new Map([[entry, stringify(description, { indent: 4, lineWidth: 60, aliasDuplicateObjects: false })]]),
  "it is written as JSON with tabs": (description, entry) =>
    new Map([[entry, `${JSON.stringify(description, undefined, "\t")}\n`]]),
  "schemas move to a file of their own": schemasToFile,
  "each path moves to a file of its own": pathsToFiles,
  "components are renamed": inPlace((root) => renameSchemas(root, (name) => `${name}Dto`)),
  "inline schemas move to components": inPlace(inlineToComponents),
  "a component is written inline where it is used": inPlace(responsesToInline),
  "path parameters are renamed": inPlace(renamePathParameters),
  "an optional field of no sensitivity is added": inPlace((root) =>
    everySchema(root, (schema) => {
      if (isObject(schema["properties"]) && Object.keys(schema["properties"]).length > 2)
        (schema["properties"] as Json)["zzRevision"] = { type: "integer", format: "int32", readOnly: true, maximum: 9 };
    }),
  ),
  "limits are tightened": inPlace((root) =>
    everySchema(root, (schema) => {
      if (typeof schema["maxLength"] === "number" && schema["maxLength"] > 1) schema["maxLength"] -= 1;
      if (typeof schema["maxItems"] === "number" && schema["maxItems"] > 1) schema["maxItems"] -= 1;
    }),
  ),
  "an unused component is added": inPlace((root) => {
    const schemas = schemasOf(root);
    if (schemas !== undefined) schemas["ZzUnused"] = { type: "object", properties: { zz: { type: "boolean" } } };
  }),
  "examples are added": inPlace((root) =>
    everySchema(root, (schema) => {
      if (schema["type"] === "boolean" && schema["enum"] === undefined) schema["example"] = true;
    }),
  ),
  "vendor extensions are added": inPlace((root) => {
    for (const [, operation] of operationsIn(root)) operation["x-zz-generator"] = { lines: 3 };
  }),
};

function inPlace(change: (root: Json) => void): Harmless {
  return (description, entry) => {
    const root = structuredClone(description);
    change(root);
    return whole(entry, root);
  };
}

function whole(entry: string, root: Json): Texts {
  return new Map([[entry, JSON.stringify(root, undefined, 2)]]);
}

/** Every operation of a description's paths with its path item. */
export function* operationsIn(root: Json): Generator<readonly [pathItem: Json, operation: Json, path: string]> {
  for (const [path, item] of Object.entries((root["paths"] ?? {}) as Json)) {
    if (!isObject(item)) continue;
    for (const method of METHODS) if (isObject(item[method])) yield [item, item[method], path];
  }
}

/** Keys whose values are maps by names of the author's own: there `default` and `example` are names. */
const MAPS = new Set([
  "responses",
  "properties",
  "schemas",
  "definitions",
  "parameters",
  "headers",
  "patternProperties",
]);

/** Calls `visit` with every object that is no data. */
function everyObject(value: unknown, visit: (object: Json) => void): void {
  const seen = new Set<unknown>();
  const open: (readonly [value: unknown, isMap: boolean])[] = [[value, false]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [at, isMap] = next;
    if (typeof at !== "object" || at === null || seen.has(at)) continue;
    seen.add(at);
    if (isObject(at)) visit(at);
    for (const [key, inner] of Object.entries(at))
      if (isMap || !DATA.has(key)) open.push([inner, !isMap && MAPS.has(key)]);
  }
}

/** Calls `visit` with every object that is a schema, by where it stands. */
function everySchema(root: Json, visit: (schema: Json) => void): void {
  const seen = new Set<unknown>();
  const schema = (value: unknown): void => {
    if (!isObject(value) || seen.has(value)) return;
    seen.add(value);
    const at = value as Json;
    if (typeof at["$ref"] === "string") return;
    visit(at);
    for (const key of ["items", "additionalProperties", "not"]) schema(at[key]);
    for (const key of ["allOf", "oneOf", "anyOf"]) if (Array.isArray(at[key])) at[key].forEach(schema);
    if (isObject(at["properties"])) Object.values(at["properties"]).forEach(schema);
  };
  Object.values(schemasOf(root) ?? {}).forEach(schema);
  everyObject(root, (object) => {
    if (object["schema"] !== undefined) schema(object["schema"]);
  });
}

function schemasOf(root: Json): Json | undefined {
  const holder =
    root["swagger"] === undefined ? (root["components"] as Json | undefined)?.["schemas"] : root["definitions"];
  return isObject(holder) ? holder : undefined;
}

function pointerOfSchemas(root: Json): string {
  return root["swagger"] === undefined ? "#/components/schemas/" : "#/definitions/";
}

/** Keys from the last to the first, in maps whose order says nothing. */
function reversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => reversedKeys(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, DATA.has(key) ? inner : reversedKeys(inner)]),
  );
}

function everyReference(value: unknown, change: (reference: string) => string): void {
  everyObject(value, (object) => {
    if (typeof object["$ref"] === "string") object["$ref"] = change(object["$ref"]);
    for (const example of Object.values(isObject(object["examples"]) ? object["examples"] : {}))
      if (isObject(example) && typeof example["$ref"] === "string") (example as Json)["$ref"] = change(example["$ref"]);
    const mapping = isObject(object["discriminator"]) ? (object["discriminator"] as Json)["mapping"] : undefined;
    if (isObject(mapping))
      for (const [key, target] of Object.entries(mapping))
        if (typeof target === "string") (mapping as Json)[key] = change(target);
  });
}

function schemasToFile(description: Json, entry: string): Texts {
  const root = structuredClone(description);
  const schemas = schemasOf(root);
  if (schemas === undefined) return whole(entry, root);
  const prefix = pointerOfSchemas(root);
  const own = structuredClone(schemas);
  everyReference(own, (reference) =>
    reference.startsWith(prefix)
      ? reference.replace(prefix, "#/components/schemas/")
      : reference.startsWith("#")
        ? `${entry}${reference}`
        : reference,
  );
  everyReference(root, (reference) =>
    reference.startsWith(prefix) ? reference.replace(prefix, "parts/schemas.json#/components/schemas/") : reference,
  );
  if (root["swagger"] === undefined) delete (root["components"] as Json)["schemas"];
  else delete root["definitions"];
  everyReference(own, (reference) => (reference.startsWith(entry) ? `../${reference}` : reference));
  return new Map([
    [entry, JSON.stringify(root, undefined, 2)],
    ["parts/schemas.json", JSON.stringify({ components: { schemas: own } }, undefined, 2)],
  ]);
}

function pathsToFiles(description: Json, entry: string): Texts {
  const root = structuredClone(description);
  const files = new Map<string, string>();
  for (const [index, [path, item]] of Object.entries((root["paths"] ?? {}) as Json).entries()) {
    if (!isObject(item) || path.startsWith("x-") || item["$ref"] !== undefined) continue;
    const own = structuredClone(item) as Json;
    everyReference(own, (reference) => (reference.startsWith("#") ? `../${entry}${reference}` : reference));
    files.set(`paths/p${index}.yaml`, stringify(own, { aliasDuplicateObjects: false }));
    (root["paths"] as Json)[path] = { $ref: `paths/p${index}.yaml` };
  }
  return new Map([[entry, JSON.stringify(root, undefined, 2)], ...files]);
}

function renameSchemas(root: Json, newName: (name: string) => string): void {
  const schemas = schemasOf(root);
  if (schemas === undefined) return;
  const prefix = pointerOfSchemas(root);
  const entries = Object.entries(schemas);
  for (const name of Object.keys(schemas)) delete schemas[name];
  for (const [name, schema] of entries) schemas[newName(name)] = schema;
  const names = new Set(entries.map(([name]) => name));
  const renamed = (reference: string): string => {
    if (names.has(reference)) return newName(reference); // in a discriminator's mapping
    if (!reference.startsWith(prefix)) return reference;
    const [name = "", ...rest] = reference.slice(prefix.length).split("/");
    return [prefix + (names.has(name) ? newName(name) : name), ...rest].join("/");
  };
  everyReference(root, renamed);
}

/** The schema of each success response that is written there becomes a component. */
function inlineToComponents(root: Json): void {
  const prefix = pointerOfSchemas(root);
  let n = 0;
  const moved: Json = {};
  for (const [, operation] of operationsIn(root)) {
    for (const holder of mediaOf(operation)) {
      const schema = holder["schema"];
      if (!isObject(schema) || !isObject(schema["properties"])) continue;
      n += 1;
      moved[`ZzBody${n}`] = schema;
      holder["schema"] = { $ref: `${prefix}ZzBody${n}` };
    }
  }
  if (n === 0) return;
  const schemas = schemasOf(root);
  if (schemas !== undefined) Object.assign(schemas, moved);
  else if (root["swagger"] === undefined) root["components"] = { ...(root["components"] as Json), schemas: moved };
  else root["definitions"] = moved;
}

/** The reverse, for responses that refer to a component without references of its own. */
function responsesToInline(root: Json): void {
  const schemas = schemasOf(root);
  if (schemas === undefined) return;
  const prefix = pointerOfSchemas(root);
  for (const [, operation] of operationsIn(root)) {
    for (const holder of mediaOf(operation)) {
      const schema = holder["schema"];
      if (!isObject(schema) || typeof schema["$ref"] !== "string" || !schema["$ref"].startsWith(prefix)) continue;
      const target = schemas[schema["$ref"].slice(prefix.length)];
      if (isObject(target) && typeof target["title"] === "string") holder["schema"] = structuredClone(target);
    }
  }
}

function* mediaOf(operation: Json): Generator<Json> {
  for (const response of Object.values((operation["responses"] ?? {}) as Json)) {
    if (!isObject(response)) continue;
    if (isObject(response["schema"])) yield response;
    for (const media of Object.values((response["content"] ?? {}) as Json)) if (isObject(media)) yield media;
  }
}

/** `{userId}` becomes `{user_id}`, and the other way round: the same words. */
function renamePathParameters(root: Json): void {
  const renamed = (name: string): string =>
    name.includes("_")
      ? name.replace(/_+([a-z])/g, (_, letter: string) => letter.toUpperCase())
      : name.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a}_${b.toLowerCase()}`);
  const paths = (root["paths"] ?? {}) as Json;
  root["paths"] = Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [
      path.replace(/\{([^{}]*)\}/g, (_, name: string) => `{${renamed(name)}}`),
      item,
    ]),
  );
  const seen = new Set<unknown>();
  everyObject(root, (object) => {
    if (seen.has(object)) return;
    seen.add(object);
    if (object["in"] === "path" && typeof object["name"] === "string") object["name"] = renamed(object["name"]);
  });
}

/** A description as a plain value, of which nothing is shared. */
export function plain(description: JsonObject): Json {
  return JSON.parse(JSON.stringify(description)) as Json;
}
