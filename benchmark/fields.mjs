import path from "node:path";
import { isObject, partsOf, placeOf } from "./documents.mjs";

/** The schemas that have a name, by name: those of the entry first, then of other files, then files that are one. */
export function namedSchemas(documents, entry) {
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

function pascalCase(name) {
  return name.replace(/(?:^|[-_. ])(\w)/g, (_match, letter) => letter.toUpperCase());
}

/** The places of a property by its way through a schema: `address.street`, `phones[].number`. */
export function propertyPlaces(documents, schema, way) {
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
export function placesAtOperation(documents, operation, where, field) {
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
