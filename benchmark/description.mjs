import path from "node:path";
import { documentsOf, isObject, partsOf, placeOf } from "./documents.mjs";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/**
 * One description of the benchmark, as truths and tools speak of it: which operations it has, where a field stands that a
 * truth names (`locate`), and what a place names that a tool points at (`namedAt`). Swagger 2.0 to OpenAPI 3.2, several
 * files. It judges nothing.
 */
export function readDescription(folder, entry) {
  const documents = documentsOf(folder);
  const root = documents.contentOf(entry);
  if (!isObject(root)) throw new Error(`${path.join(folder, entry)} is no description`);
  const operations = operationsOf(documents, entry);
  const broken = brokenReferences(documents, entry);
  const schemas = namedSchemas(documents, entry);
  const byId = new Map(operations.flatMap((operation) => operation.aliases.map((id) => [id, operation])));

  /** The operation that a truth or a tool names; undefined where the description has none of that name. */
  const operation = (id) => byId.get(id) ?? byId.get(id.replace(/^\w+/, (method) => method.toUpperCase()));

  /** The places of a field that a truth names, for the operations that it speaks of; none where there is none. */
  function locate(name, ids = []) {
    const [, own, rest] = /^([A-Z]+ \/\S*) (.+)$/.exec(name) ?? [undefined, undefined, name];
    const asked = own === undefined ? ids : [own];
    const [, where, field] = /^(query|path|header|cookie|form|formData|body|request|response)\.(.+)$/.exec(rest) ?? [];
    if (where !== undefined) {
      const of = (asked.length === 0 ? operations.map(({ id }) => id) : asked).map(operation);
      const found = of.flatMap((one) => (one === undefined ? [] : ofOperation(documents, one, where, field)));
      if (found.length > 0) return [...new Set(found)];
    }
    const schema = [...schemas.keys()]
      .filter((key) => rest.startsWith(`${key}.`))
      .toSorted((a, b) => b.length - a.length)
      .find((key) => propertyPlaces(documents, schemas.get(key), rest.slice(key.length + 1)).length > 0);
    return schema === undefined ? [] : propertyPlaces(documents, schemas.get(schema), rest.slice(schema.length + 1));
  }

  /** The place of the property or parameter that a place is in, innermost; null where it is in none. */
  function fieldAt(place) {
    const { file, tokens } = partsOf(place, entry);
    for (let end = tokens.length; end > 0; end--) {
      const here = placeOf(file, tokens.slice(0, end));
      const isProperty = tokens[end - 2] === "properties" && tokens[end - 3] !== "properties";
      if (isProperty && isObject(documents.at(here))) return here;
      if (isParameter(documents.at(here))) return here;
      if (tokens[end - 2] === "headers" && isObject(documents.at(here))) return here;
    }
    return null;
  }

  /** What a place names: operations, the field that it is in or the object whose field it is, security schemes. */
  function namedAt(place) {
    const { file, tokens } = partsOf(place, entry);
    const full = placeOf(file, tokens);
    const field = fieldAt(full);
    const within = operations.filter(({ place: own }) => isWithin(full, own));
    const beside = operations.filter(({ item }) => isWithin(full, item));
    const method = (one) => tokens.includes(one) && METHODS.includes(one);
    const named = within.length > 0 ? within : beside.filter(() => !tokens.slice(itemDepth(beside)).some(method));
    const scheme = tokens.findIndex((token) => token === "securitySchemes" || token === "securityDefinitions");
    return {
      operations: named.map(({ id }) => id),
      fields: field === null ? [] : [field],
      objects: field === null ? [full] : [],
      schemes: scheme !== -1 && tokens.length > scheme + 1 ? [tokens[scheme + 1]] : [],
    };
  }

  const itemDepth = (items) => (items.length === 0 ? 0 : partsOf(items[0].item).tokens.length);

  /** The place of a pointer that a tool gives without its file: of the entry, else of the only file that has it. */
  function placeWithoutFile(tokens) {
    const inEntry = placeOf(entry, tokens);
    if (documents.at(inEntry) !== undefined) return inEntry;
    const others = documents.files().filter((file) => documents.at(placeOf(file, tokens)) !== undefined);
    return others.length === 1 ? placeOf(others[0], tokens) : inEntry;
  }

  return { entry, operations, broken, operation, locate, fieldAt, namedAt, placeWithoutFile };
}

/** Whether a place is another one or below it. */
export function isWithin(place, above) {
  return place === above || place.startsWith(`${above}/`) || (above.endsWith("#") && place.startsWith(above));
}

/** The place of the object whose property a place is; the place itself where it is of none. */
export function parentObject(place) {
  return place.replace(/\/properties\/[^/]*$/, "");
}

function operationsOf(documents, entry) {
  const root = documents.contentOf(entry);
  const items = [
    ...Object.keys(root.paths ?? {}).map((key) => ({ kind: "path", key, place: placeOf(entry, ["paths", key]) })),
    ...["webhooks", "x-webhooks"].flatMap((part) =>
      Object.keys(root[part] ?? {}).map((key) => ({ kind: "webhook", key, place: placeOf(entry, [part, key]) })),
    ),
  ];
  const found = items.flatMap((item) => operationsAt(documents, item, root.security));
  return [...found, ...found.flatMap((operation) => callbacksOf(documents, operation, root.security))];
}

function operationsAt(documents, { kind, key, place, parent }, security) {
  const item = documents.followed(place);
  if (!isObject(item?.value)) return [];
  const { file, tokens } = partsOf(item.place);
  const inside = METHODS.filter((method) => isObject(item.value[method])).map((method) => ({
    method,
    steps: [method],
  }));
  const further = Object.keys(item.value.additionalOperations ?? {}).map((method) => ({
    method,
    steps: ["additionalOperations", method],
  }));
  return [...inside, ...further].map(({ method, steps }) => {
    const own = placeOf(file, [...tokens, ...steps]);
    const node = documents.at(own);
    const aliases = idsOf(kind, method.toUpperCase(), key, parent);
    return {
      id: aliases[0],
      aliases,
      kind,
      place: own,
      item: item.place,
      schemes: schemesOf(node.security ?? security),
    };
  });
}

/** The first is the one that is used from here on; the others are what people and tools write. */
function idsOf(kind, method, key, parent) {
  if (kind === "path") return [`${method} ${key}`];
  if (kind === "webhook") return [`${method} ${key}`, `WEBHOOK ${key} ${method}`, `WEBHOOK ${key}`];
  return [`CALLBACK ${parent} ${key} ${method}`, `${method} ${key}`];
}

function callbacksOf(documents, operation, security) {
  const callbacks = documents.at(operation.place)?.callbacks ?? {};
  const { file, tokens } = partsOf(operation.place);
  return Object.keys(callbacks).flatMap((name) => {
    const callback = documents.followed(placeOf(file, [...tokens, "callbacks", name]));
    if (!isObject(callback?.value)) return [];
    const parts = partsOf(callback.place);
    return Object.keys(callback.value).flatMap((key) => {
      const place = placeOf(parts.file, [...parts.tokens, key]);
      return operationsAt(documents, { kind: "callback", key, place, parent: operation.id }, security);
    });
  });
}

function schemesOf(security) {
  return [...new Set((Array.isArray(security) ? security : []).flatMap((one) => Object.keys(one ?? {})))];
}

/** Follows every reference once, so that all files are known; gives the places of those that lead nowhere. */
function brokenReferences(documents, entry) {
  const seen = new Set();
  const broken = [];
  const queue = [placeOf(entry, [])];
  for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
    if (seen.has(place)) continue;
    seen.add(place);
    const value = documents.at(place);
    if (!isObject(value)) continue;
    const { file, tokens } = partsOf(place);
    if (typeof value.$ref === "string") {
      const target = documents.followed(place);
      if (target === undefined) broken.push(place);
      else queue.push(placeOf(partsOf(target.place).file, []), target.place);
    }
    for (const key of Object.keys(value)) {
      // What stands in an example is data.
      if (key !== "example" && key !== "examples") queue.push(placeOf(file, [...tokens, key]));
    }
  }
  return broken;
}

/** The schemas that have a name, by name: those of the entry first, then of other files, then files that are one. */
function namedSchemas(documents, entry) {
  const named = new Map();
  const add = (name, place) => {
    if (!named.has(name)) named.set(name, place);
  };
  const files = [entry, ...documents.files().filter((file) => file !== entry)];
  for (const file of files) {
    const content = documents.contentOf(file);
    for (const steps of [["components", "schemas"], ["definitions"], ["schemas"], ["$defs"]]) {
      const holder = documents.at(placeOf(file, steps));
      for (const name of Object.keys(isObject(holder) ? holder : {})) add(name, placeOf(file, [...steps, name]));
    }
    for (const name of isObject(content) && file !== entry ? Object.keys(content) : []) {
      if (isSchema(content[name])) add(name, placeOf(file, [name]));
    }
    if (isSchema(content)) {
      const base = path.posix.basename(file).replace(/\.[^.]+$/, "");
      for (const name of [base, pascalCase(base)]) add(name, placeOf(file, []));
    }
  }
  return named;
}

function isSchema(value) {
  return isObject(value) && ("properties" in value || "allOf" in value || "oneOf" in value || "anyOf" in value);
}

function isParameter(value) {
  return isObject(value) && typeof value.name === "string" && typeof value.in === "string" && value.type !== "apiKey";
}

function pascalCase(name) {
  return name.replace(/(?:^|[-_. ])(\w)/g, (_match, letter) => letter.toUpperCase());
}

/** The places of a property by its way through a schema: `address.street`, `phones[].number`. */
function propertyPlaces(documents, schema, way) {
  let holders = [schema];
  let found = [];
  // A name may hold dots itself: the longest one that is there is taken.
  for (let rest = way; rest !== "";) {
    const names = [...rest.matchAll(/\.|$/g)].map(({ index }) => rest.slice(0, index)).toReversed();
    const name = names.find((one) => propertiesNamed(documents, holders, one.replace(/(?:\[\])+$/, "")).length > 0);
    if (name === undefined) return [];
    found = propertiesNamed(documents, holders, name.replace(/(?:\[\])+$/, ""));
    holders = found;
    rest = rest.slice(name.length + 1);
  }
  return found;
}

function propertiesNamed(documents, holders, name) {
  const seen = new Set();
  const found = [];
  const queue = [...holders];
  for (let holder = queue.shift(); holder !== undefined; holder = queue.shift()) {
    const schema = documents.followed(holder);
    if (!isObject(schema?.value) || seen.has(schema.place)) continue;
    seen.add(schema.place);
    const { file, tokens } = partsOf(schema.place);
    const below = (...steps) => placeOf(file, [...tokens, ...steps]);
    if (isObject(schema.value.properties?.[name])) found.push(below("properties", name));
    for (const part of ["allOf", "oneOf", "anyOf"]) {
      for (const index of (schema.value[part] ?? []).keys()) queue.push(below(part, index));
    }
    for (const part of ["items", "additionalProperties"]) if (isObject(schema.value[part])) queue.push(below(part));
  }
  return found;
}

/** The places of a parameter, of a header of a response, or of a property in the body that has no schema of a name. */
function ofOperation(documents, operation, where, field) {
  const holders = [operation.item, operation.place];
  const parameters = holders.flatMap((holder) => {
    const { file, tokens } = partsOf(holder);
    return (documents.at(holder).parameters ?? []).map((_one, index) =>
      documents.followed(placeOf(file, [...tokens, "parameters", index])),
    );
  });
  const kind = where === "form" ? "formData" : where;
  const named = parameters.filter((one) => one?.value.in === kind && sameName(one.value.name, field, kind));
  if (named.length > 0) return named.map(({ place }) => place);
  const bodies = bodiesOf(documents, operation, parameters);
  if (where === "header") return bodies.headers(field);
  if (["query", "path", "cookie"].includes(where)) return [];
  const schemas = where === "response" ? bodies.responses : bodies.requests;
  return schemas.flatMap((schema) => propertyPlaces(documents, schema, field));
}

function sameName(name, field, kind) {
  return kind === "header" ? name.toLowerCase() === field.toLowerCase() : name === field;
}

function bodiesOf(documents, operation, parameters) {
  const { file, tokens } = partsOf(operation.place);
  const node = documents.at(operation.place);
  const contents = (holder) => {
    const target = documents.followed(holder);
    if (!isObject(target?.value)) return [];
    const parts = partsOf(target.place);
    const below = (...steps) => placeOf(parts.file, [...parts.tokens, ...steps]);
    const media = Object.keys(target.value.content ?? {}).map((type) => below("content", type, "schema"));
    return isObject(target.value.schema) ? [...media, below("schema")] : media;
  };
  const responses = Object.keys(node.responses ?? {}).map((status) => placeOf(file, [...tokens, "responses", status]));
  return {
    requests: [
      ...contents(placeOf(file, [...tokens, "requestBody"])),
      ...parameters.filter((one) => one?.value.in === "body").map(({ place }) => `${place}/schema`),
    ],
    responses: responses.flatMap(contents),
    headers: (name) =>
      responses.flatMap((place) => {
        const target = documents.followed(place);
        const key = Object.keys(target?.value.headers ?? {}).find((one) => one.toLowerCase() === name.toLowerCase());
        if (key === undefined) return [];
        const parts = partsOf(target.place);
        return [placeOf(parts.file, [...parts.tokens, "headers", key])];
      }),
  };
}
