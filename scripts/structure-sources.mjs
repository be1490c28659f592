/*
 * Where the schemas come from: @seriousme/openapi-schema-validator packs the OpenAPI Initiative's files (2.0 of
 * 2017-08-27, 3.0 of 2021-09-28, 3.1 of 2026-08-03, 3.2 of 2026-08-30), with a plain `$ref` in place of
 * `$dynamicRef` as its one change; @hyperjump/json-schema packs the vocabulary that OpenAPI adds to JSON Schema; ajv and
 * ajv-draft-04 pack the meta-schemas of JSON Schema.
 */
import { createRequire } from "node:module";
import { ERRATA } from "./structure-errata.mjs";

const require = createRequire(import.meta.url);

/** Whose files the validators are made of. */
export const SCHEMA_PACKAGES = ["@seriousme/openapi-schema-validator", "@hyperjump/json-schema", "ajv", "ajv-draft-04"];

const OAI = "@seriousme/openapi-schema-validator/schemas";
const JSON_SCHEMA = "https://json-schema.org/draft/2020-12/";
const META_SCHEMAS =
  "schema meta/core meta/applicator meta/unevaluated meta/validation meta/meta-data meta/format-annotation meta/content";

/** The schema documents of a version of OpenAPI by their URI; `openapi:` is the root. */
export async function schemaDocuments(version) {
  const openapi = structuredClone(require(`${OAI}/v${version}/schema.json`));
  ERRATA[version](openapi);
  if (version === "2.0") {
    const draft04 = require("ajv-draft-04/dist/refs/json-schema-draft-04.json");
    return { "openapi:": openapi, "http://json-schema.org/draft-04/schema": draft04 };
  }
  if (version === "3.0") return { "openapi:": openapi };

  const directory = `../node_modules/@hyperjump/json-schema/openapi-${version.replace(".", "-")}`;
  const { default: vocabulary } = await import(`${directory}/meta/base.js`); // its package exports no file
  const metaSchemas = META_SCHEMAS.split(" ").map((name) => [
    JSON_SCHEMA + name,
    require(`ajv/dist/refs/json-schema-2020-12/${name}.json`),
  ]);
  openapi.$defs.schema = {
    type: ["object", "boolean"],
    // judged only where it is written in the dialect that the meta-schemas describe
    inOwnDialect: { allOf: [{ $ref: `${JSON_SCHEMA}schema` }, { $ref: "vocabulary:" }] },
  };
  return { "openapi:": openapi, "vocabulary:": vocabulary, ...Object.fromEntries(metaSchemas) };
}
