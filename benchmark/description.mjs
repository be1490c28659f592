import path from "node:path";
import { namedSchemas, placesAtOperation, propertyPlaces } from "./fields.mjs";
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

  const located = new Map();

  /** The places of a field that a truth names, for the operations that it speaks of; none where there is none. */
  function locate(name, ids = []) {
    // Asked again for each mention of each tool.
    const key = [name, ...ids].join("\n");
    if (!located.has(key)) located.set(key, lookedUp(name, ids));
    return located.get(key);
  }

  function lookedUp(name, ids) {
    const [, own, rest] = /^([A-Z]+ \/\S*) (.+)$/.exec(name) ?? [undefined, undefined, name];
    const asked = own === undefined ? ids : [own];
    const [, where, field] = /^(query|path|header|cookie|form|formData|body|request|response)\.(.+)$/.exec(rest) ?? [];
    if (where !== undefined) {
      const of = (asked.length === 0 ? operations.map(({ id }) => id) : asked).map(operation);
      const found = of.flatMap((one) => (one === undefined ? [] : placesAtOperation(documents, one, where, field)));
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
    for (let end = tokens.length; end >= 0; end--) {
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

  /** Whether a place is a parameter that is not in the path. */
  const isFreeParameter = (place) => isParameter(documents.at(place)) && documents.at(place).in !== "path";

  return { entry, operations, broken, isFreeParameter, operation, locate, fieldAt, namedAt, placeWithoutFile };
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

function isParameter(value) {
  return isObject(value) && typeof value.name === "string" && typeof value.in === "string" && value.type !== "apiKey";
}
