import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { assert, asyncProperty, boolean, constantFrom, nat, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { SpecVersion } from "../../src/load/api-format.ts";
import { member } from "../../src/core/json-value.ts";
import { structureJudge } from "../../src/load/structure.ts";

/*
 * The compiled schemas are rewritten for the sake of their messages. Here they meet the original ones: on OpenAPI's own
 * documents, each changed in one place, both must find the same ones valid.
 */

const require = createRequire(import.meta.url);
const SUITE = join(import.meta.dirname, "../../../shared/corpus/torture");
const PACKED = "@seriousme/openapi-schema-validator/schemas";

const FOLDERS: readonly (readonly [version: SpecVersion, folder: string])[] = [
  ["2.0", "swagger-parser-specs/validate-schema/valid"],
  ["3.0", "oai-spec-tests/v3.1-dev/_archive_/schemas/v3.0/pass"],
  ["3.1", "oai-spec-tests/v3.1-dev/tests/schema/pass"],
  ["3.2", "oai-spec-tests/v3.2-dev/tests/schema/pass"],
];

const KEYS =
  "$ref additionalOperations additionalProperties allOf allowEmptyValue allowReserved authorizationUrl bearerFormat content dataValue default deprecated description encoding enum example examples explode externalValue flows format get headers identifier in info itemEncoding items name not oneOf openIdConnectUrl operationId parameters paths prefixEncoding properties query required responses schema scheme schemas scopes security serializedValue servers style summary tags title tokenUrl type url value version x-foo".split(
    " ",
  );
const WORDS =
  "apiKey array basic bearer cookie form header http oauth2 object path query querystring simple string true x".split(
    " ",
  );
const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  "",
  [],
  {},
  [{}],
  ["a", "a"],
  ["string", "null"],
  { $ref: "#/x" },
  { type: "string" },
];

describe.skipIf(!existsSync(SUITE))(`What is valid stays as OpenAPI's schemas say (skipped without ${SUITE})`, () => {
  test.each(FOLDERS)("%s", { timeout: 60_000 }, async (version, folder) => {
    const isValid = await originalOf(version);
    const texts = readdirSync(join(SUITE, folder)).map((name) =>
      JSON.stringify(parse(readFileSync(join(SUITE, folder, name), "utf8"))),
    );
    const change = record({
      text: constantFrom(...texts),
      node: nat(),
      place: nat(),
      key: constantFrom(...KEYS),
      value: constantFrom(undefined, ...WORDS, ...VALUES),
      isNewKey: boolean(),
    });
    const agree = asyncProperty(change, async ({ text, node, place, key, value, isNewKey }) => {
      const document: unknown = JSON.parse(text);
      const objects = objectsIn(document);
      const object = objects[node % objects.length]!;
      const keys = Object.keys(object);
      const chosen = isNewKey && !Array.isArray(object) ? key : (keys[place % keys.length] ?? key);
      if (value === undefined) delete object[chosen];
      else object[chosen] = value;
      const sound: unknown = JSON.parse(JSON.stringify(document));
      const judge = await structureJudge(version);
      expect(judge("OpenAPI", sound, member(sound, "jsonSchemaDialect")).length === 0).toBe(isValid(sound));
    });
    await assert(agree, { seed: 1, numRuns: 2000 });
  });
});

/** The schema as it is packed, and what the rewriting mends of it (`structure-errata.mjs`, `structure-rewriting.mjs`). */
async function originalOf(version: SpecVersion): Promise<(value: unknown) => boolean> {
  const schema = structuredClone(require(`${PACKED}/v${version}/schema.json`));
  if (version === "2.0" || version === "3.0") {
    const { default: Ajv04 } = require("ajv-draft-04");
    if (version === "3.0") schema.definitions.Encoding.patternProperties = { "^x-": {} };
    return new Ajv04({ strict: false, validateFormats: false }).compile(schema);
  }
  const folder = `../../node_modules/@hyperjump/json-schema/openapi-${version.replace(".", "-")}`;
  const { default: vocabulary } = await import(`${folder}/meta/base.js`);
  const dialect = {
    $id: "https://example.com/dialect",
    $dynamicAnchor: "meta",
    type: ["object", "boolean"],
    allOf: [{ $ref: "https://json-schema.org/draft/2020-12/schema" }, { $ref: "https://example.com/vocabulary" }],
  };
  schema.$defs.schema = { $ref: dialect.$id };
  schema.$defs.callbacks.patternProperties = { "^x-": true };
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ ...vocabulary, $id: "https://example.com/vocabulary" }).addSchema(dialect);
  return (value) => ajv.validate(schema, value);
}

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)]; // a list's indices are keys, too
}
