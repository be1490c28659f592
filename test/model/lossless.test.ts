import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, test } from "vitest";
import type { Api, Element } from "../../src/model/api.ts";
import { corpusRows, hasCorpus } from "../corpus.ts";
import { isThorough } from "../thorough.ts";
import { apiIn } from "./api-of.ts";
import { naiveApi, type NaiveApi, type NaiveKind, type Visit } from "./naive-api.ts";

// Each tenth of the corpus, or each thirtieth, and the few of version 3.2.
const STEP = isThorough ? 10 : 30;
const ROWS = corpusRows().filter(({ version }, index) => index % STEP === 4 || version.startsWith("3.2"));

describe.skipIf(!hasCorpus)("Nothing is lost (skipped without ../shared/corpus)", () => {
  test("they are some, of every version", () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(isThorough ? 30 : 10);
    expect(new Set(ROWS.map(({ version }) => version.slice(0, 3)))).toEqual(new Set(["2.0", "3.0", "3.1", "3.2"]));
  });

  describe.each(ROWS)("$path", ({ path: file }) => {
    let naive: NaiveApi;
    let elements: readonly Element[];
    let skipped: readonly string[];
    beforeAll(async () => {
      naive = naiveApi(file);
      const api = await apiIn(file);
      elements = elementsOf(api);
      skipped = api.skipped.map(({ node }) => `${node.source.file}${node.pointer}/`);
    });

    test("a key that the specification does not know is kept with its pointer", () => {
      const kept = new Set(
        elements.flatMap(({ unknown, extensions }) =>
          [...unknown, ...extensions.values()].map(({ source, pointer }) => source.file + pointer),
        ),
      );
      const lost = strangeKeys(naive).filter(
        (place) => !kept.has(place) && !skipped.some((part) => place.startsWith(part)),
      );
      expect(lost).toEqual([]);
    });

    test("a key that the specification knows is not said to be strange", () => {
      const strange = new Set(strangeKeys(naive));
      const wrong = elements.flatMap(({ unknown }) =>
        unknown.map(({ source, pointer }) => source.file + pointer).filter((place) => !strange.has(place)),
      );
      expect(wrong).toEqual([]);
    });

    test("each title, summary and description is in the model", () => {
      const texts = new Set(
        elements.flatMap(({ title, summary, description }) => [title, summary, description].map(String)),
      );
      const lost = naive.visits.flatMap(({ file: where, pointer, value }) =>
        ["title", "summary", "description"]
          .filter((key) => typeof value[key] === "string" && !texts.has(value[key]))
          .map((key) => `${where}${pointer}/${key}`),
      );
      expect(lost).toEqual([]);
    });
  });
});

/** Every element that an API holds, however deep; `document` and raw values are left out. */
function elementsOf(api: Api): readonly Element[] {
  const found: Element[] = [];
  const seen = new Set<unknown>();
  const open: unknown[] = [api];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof Map || value instanceof Set || Array.isArray(value))
      for (const child of value.values()) open.push(child);
    else {
      if ("kind" in value && "unknown" in value) found.push(value as Element);
      for (const [key, child] of Object.entries(value)) if (!HELD_APART.has(key)) open.push(child);
    }
  }
  return found;
}

const HELD_APART = new Set(["document", "node", "extensions", "unknown", "enum"]);

/** The places of keys that the official JSON Schema of the description's version does not have. */
function strangeKeys({ version, visits }: NaiveApi): string[] {
  // A parameter or header of 2.0 was visited as its own schema too, whose keys are fewer.
  const itself = new Set(visits.filter(({ kind }) => kind === "parameter" || kind === "header").map(placeOf));
  return visits
    .filter((visit) => visit.kind !== "schema" || !itself.has(placeOf(visit)))
    .flatMap(({ kind, file, pointer, value }) =>
      Object.keys(value)
        .filter((key) => !isKnown(kind, version, key))
        .map((key) => `${file}${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`),
    );
}

function placeOf({ file, pointer }: Visit): string {
  return file + pointer;
}

type Version = NaiveApi["version"];

// Where the official schemas define each kind of object: 2.0, 3.0, and 3.1 with 3.2.
const DEFINITIONS: Readonly<Record<NaiveKind, readonly [string, string, string]>> = {
  root: ["#", "#", "#"],
  info: ["#/definitions/info", "#/definitions/Info", "#/$defs/info"],
  tag: ["#/definitions/tag", "#/definitions/Tag", "#/$defs/tag"],
  "path item": ["#/definitions/pathItem", "#/definitions/PathItem", "#/$defs/path-item"],
  operation: ["#/definitions/operation", "#/definitions/Operation", "#/$defs/operation"],
  parameter: ["#/definitions/parameter", "#/definitions/Parameter", "#/$defs/parameter"],
  header: ["#/definitions/header", "#/definitions/Header", "#/$defs/header"],
  "request body": ["", "#/definitions/RequestBody", "#/$defs/request-body"],
  response: ["#/definitions/response", "#/definitions/Response", "#/$defs/response"],
  "media type": ["", "#/definitions/MediaType", "#/$defs/media-type"],
  schema: ["#/definitions/schema", "#/definitions/Schema", ""],
  "security scheme": [
    "#/definitions/securityDefinitions/additionalProperties",
    "#/definitions/SecurityScheme",
    "#/$defs/security-scheme",
  ],
  link: ["", "#/definitions/Link", "#/$defs/link"],
};

const require = createRequire(import.meta.url);

/** The keywords of JSON Schema 2020-12, with those that OpenAPI adds (OpenAPI 3.1, section Schema Object). */
const KEYWORDS = new Set([
  ..."core applicator unevaluated validation meta-data format-annotation content"
    .split(" ")
    .flatMap((name) => [...keysOf(require(`ajv/dist/refs/json-schema-2020-12/meta/${name}.json`))]),
  ...keysOf(require("ajv/dist/refs/json-schema-2020-12/schema.json")),
  ..."discriminator example externalDocs xml".split(" "),
]);

const GRAMMAR = new Map<string, ReadonlySet<string>>();

function isKnown(kind: NaiveKind, version: Version, key: string): boolean {
  if (key === "$ref") return true; // the official schemas have references as kinds of their own
  if (kind === "schema" && version >= "3.1") return KEYWORDS.has(key);
  const id = `${version} ${kind}`;
  let keys = GRAMMAR.get(id);
  if (keys === undefined) {
    const schema: unknown = JSON.parse(
      readFileSync(require.resolve(`@seriousme/openapi-schema-validator/schemas/v${version}/schema.json`), "utf8"),
    );
    const [of20, of30, of31] = DEFINITIONS[kind];
    const pointer = version === "2.0" ? of20 : version === "3.0" ? of30 : of31;
    keys = keysOf(schema, at(schema, pointer));
    GRAMMAR.set(id, keys);
  }
  // Extensions, too, are kept with their pointers.
  return keys.has(key);
}

/** The keys that a JSON Schema names for an object, in all its branches. */
function keysOf(root: unknown, schema: unknown = root): ReadonlySet<string> {
  const keys = new Set<string>();
  const open: unknown[] = [schema];
  const seen = new Set<unknown>();
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    const part = value as Readonly<Record<string, unknown>>;
    for (const key of Object.keys(part["properties"] ?? {})) keys.add(key);
    // `^(get|put)$` of OpenAPI 3.0
    for (const pattern of Object.keys(part["patternProperties"] ?? {}))
      for (const [, names = ""] of pattern.matchAll(/^\^\((.*)\)\$$/g))
        names.split("|").forEach((name) => keys.add(name));
    if (typeof part["$ref"] === "string") open.push(at(root, part["$ref"]));
    for (const keyword of ["allOf", "anyOf", "oneOf"]) open.push(...((part[keyword] as unknown[] | undefined) ?? []));
    for (const keyword of ["then", "else"]) open.push(part[keyword]);
    open.push(...Object.values(part["dependentSchemas"] ?? {}));
  }
  return keys;
}

function at(root: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((value, token) => (value as Readonly<Record<string, unknown>>)[token], root);
}
