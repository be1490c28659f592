import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { SpecVersion } from "../../src/load/api-format.ts";
import { member } from "../../src/core/json-value.ts";
import { structureJudge, type FragmentKind, type StructureFault } from "../../src/load/structure.ts";

const SUITE = join(import.meta.dirname, "../../../shared/corpus/torture/oai-spec-tests");
const OK = "responses: { 200: { description: OK } }";

/** A sound description of a version, with what a case adds to it or puts in its place. */
function description(version: SpecVersion, more: string): unknown {
  const head = version === "2.0" ? { swagger: "2.0" } : { openapi: `${version}.0` };
  return { ...head, info: { title: "Orders", version: "1" }, paths: {}, ...(parse(more) as object) };
}

async function structureFaults(version: SpecVersion, value: unknown): Promise<readonly StructureFault[]> {
  const judge = await structureJudge(version);
  return judge("OpenAPI", value, member(value, "jsonSchemaDialect"));
}

/** A line a case: the version, what the description has, and where and what is said of it; nothing where it is sound. */
function table(name: string, lines: string): void {
  describe(name, () => {
    for (const line of lines.trim().split("\n")) {
      const [version = "", more = "", ...expected] = line.trim().split(" | ");
      test(line.slice(0, 120), async () => {
        const faults = await structureFaults(version as SpecVersion, description(version as SpecVersion, more)); // as the tables have it
        expect(faults.flatMap(({ pointer, message }) => [pointer, message])).toEqual(expected);
      });
    }
  });
}

table(
  "A key that the spec does not have is named, with the one that was meant",
  `
  3.0 | paths: { /a: { get: { sumary: S, ${OK} } } } | #/paths/~1a/get/sumary | "sumary" is not a key of an operation; did you mean "summary"?
  3.1 | paths: { /a: { get: { securty: [], ${OK} } } } | #/paths/~1a/get/securty | "securty" is not a key of an operation; did you mean "security"?
  3.1 | paths: { /a: { get: { operationID: a, ${OK} } } } | #/paths/~1a/get/operationID | "operationID" is not a key of an operation; did you mean "operationId"?
  3.0 | paths: { /a: { get: { desc: D, ${OK} } } } | #/paths/~1a/get/desc | "desc" is not a key of an operation; did you mean "description"?
  3.0 | paths: { /a: { get: { summary: S, sumary: S, ${OK} } } } | #/paths/~1a/get/sumary | "sumary" is not a key of an operation
  3.0 | paths: { /a: { get: { rateLimit: 5, ${OK} } } } | #/paths/~1a/get/rateLimit | "rateLimit" is not a key of an operation
  3.0 | paths: { /a: { get: { x-rateLimit: 5, ${OK} } } }
  3.0 | paths: { /a: { get: { x_rateLimit: 5, ${OK} } } } | #/paths/~1a/get/x_rateLimit | "x_rateLimit" is not a key of an operation; an extension begins with "x-"
  3.0 | paths: { orders: {} } | #/paths/orders | "orders" is not a path: a path begins with "/"
  3.0 | paths: { /a: { get: { responses: { 2xx: { description: OK } } } } } | #/paths/~1a/get/responses/2xx | "2xx" is not a key of a responses object: a status code or "default" is expected; did you mean "2XX"?
  3.0 | components: { schemas: { A: { propertes: {} } } } | #/components/schemas/A/propertes | "propertes" is not a key of a schema; did you mean "properties"?
  3.1 | components: { schemas: { A: { propertes: {} } } }
  2.0 | paths: { /a: { get: { respones: {} } } } | #/paths/~1a/get/respones | "respones" is not a key of an operation; did you mean "responses"?
  3.0 | servers: [{ url: /, __proto__: 1, toString: 1 }] | #/servers/0/__proto__ | "__proto__" is not a key of a server | #/servers/0/toString | "toString" is not a key of a server
`,
);

table(
  "A key of another version is said to be that",
  `
  3.0 | webhooks: {} | #/webhooks | "webhooks" is not a key of an OpenAPI description in OpenAPI 3.0, but in 3.1 and 3.2
  3.1 | webhooks: {}
  3.0 | components: { schemas: { A: { const: 1 } } } | #/components/schemas/A/const | "const" is not a key of a schema in OpenAPI 3.0, but in 3.1 and 3.2
  3.1 | consumes: [] | #/consumes | "consumes" is not a key of an OpenAPI description in OpenAPI 3.1, but in 2.0
  2.0 | servers: [] | #/servers | "servers" is not a key of an OpenAPI description in OpenAPI 2.0, but in 3.0, 3.1 and 3.2
  3.1 | paths: { /a: { query: { ${OK} } } } | #/paths/~1a/query | "query" is not a key of a path item in OpenAPI 3.1, but in 3.2
  3.2 | paths: { /a: { query: { ${OK} } } }
`,
);

table(
  "A missing key is said of the object that lacks it",
  `
  3.0 | paths: { /a: { get: {} } } | #/paths/~1a/get | an operation needs "responses"
  3.1 | paths: { /a: { get: {} } }
  3.1 | paths: { /a: { get: { responses: { 200: {} } } } } | #/paths/~1a/get/responses/200 | a response needs "description"
  3.2 | paths: { /a: { get: { responses: { 200: {} } } } }
  3.1 | paths: { /a: { get: { responses: {} } } } | #/paths/~1a/get/responses | a responses object needs at least one status code or "default"
  2.0 | paths: { /a: { get: { responses: { x-none: 1 } } } } | #/paths/~1a/get/responses | a responses object needs at least one status code or "default"
  3.1 | info: { title: T } | #/info | an info object needs "version"
  3.0 | components: { parameters: { P: { name: p, in: query } } } | #/components/parameters/P | a parameter needs "schema" or "content"
  3.1 | components: { parameters: { P: { name: p, in: query, style: form } } } | #/components/parameters/P | a parameter needs "schema" or "content"
  3.0 | components: { parameters: { P: { name: p, in: path, schema: {} } } } | #/components/parameters/P | a path parameter needs "required"
  3.1 | components: { parameters: { P: { name: p, in: path, schema: {} } } } | #/components/parameters/P | a path parameter needs "required"
  3.1 | components: { parameters: { P: { name: p, schema: {} } } } | #/components/parameters/P | a parameter needs "in"
  3.2 | components: { parameters: { P: { name: p, in: querystring, schema: {} } } } | #/components/parameters/P | a querystring parameter needs "content"
  2.0 | parameters: { P: { name: p, in: query } } | #/parameters/P | a parameter needs "type"
  2.0 | parameters: { P: { name: p, in: body } } | #/parameters/P | a body parameter needs "schema"
`,
);

table(
  "Keys that exclude each other or do not apply are marked",
  `
  3.0 | components: { parameters: { P: { name: p, in: query, schema: {}, content: { a/b: {} } } } } | #/components/parameters/P/content | a parameter has "schema" or "content", not both
  3.1 | components: { parameters: { P: { name: p, in: query, schema: {}, example: 1, examples: {} } } } | #/components/parameters/P/examples | a parameter has "example" or "examples", not both
  3.0 | components: { parameters: { P: { name: p, in: query, style: form, content: { a/b: {} } } } } | #/components/parameters/P/style | "style" does not go with "content"
  3.2 | components: { parameters: { P: { name: p, in: query, style: form, content: { a/b: {} } } } } | #/components/parameters/P/style | "style" does not go with "content"
  3.1 | components: { parameters: { P: { name: p, in: header, allowReserved: true, schema: {} } } } | #/components/parameters/P/allowReserved | "allowReserved" does not apply to a parameter with "in": "header"
  3.1 | components: { parameters: { P: { name: p, in: query, allowReserved: true, schema: {} } } }
  3.1 | info: { title: T, version: '1', license: { name: L, identifier: MIT, url: /l } } | #/info/license/url | a license has "identifier" or "url", not both
  3.2 | components: { mediaTypes: { M: { encoding: {}, itemEncoding: {} } } } | #/components/mediaTypes/M/itemEncoding | a media type has "encoding" or "itemEncoding", not both
`,
);

table(
  "A security scheme is judged by its type",
  `
  3.0 | components: { securitySchemes: { S: { type: apiKey, name: k, in: header } } }
  3.0 | components: { securitySchemes: { S: { type: apiKey, name: k } } } | #/components/securitySchemes/S | an apiKey security scheme needs "in"
  3.1 | components: { securitySchemes: { S: { type: apiKey, name: k } } } | #/components/securitySchemes/S | an apiKey security scheme needs "in"
  3.0 | components: { securitySchemes: { S: { type: oauth } } } | #/components/securitySchemes/S/type | "type" is "oauth"; one of apiKey, http, oauth2, openIdConnect is expected; did you mean "oauth2"?
  3.1 | components: { securitySchemes: { S: { type: oauth, flows: {} } } } | #/components/securitySchemes/S/type | "type" is "oauth"; one of apiKey, http, mutualTLS, oauth2, openIdConnect is expected; did you mean "oauth2"?
  3.0 | components: { securitySchemes: { S: bearer } } | #/components/securitySchemes/S | "S" is "bearer"; a security scheme is expected
  3.0 | components: { securitySchemes: { S: { type: http, scheme: basic, bearerFormat: JWT } } } | #/components/securitySchemes/S/bearerFormat | "bearerFormat" does not apply to an http security scheme with "scheme": "basic"
  3.1 | components: { securitySchemes: { S: { type: http, scheme: basic, bearerFormat: JWT } } } | #/components/securitySchemes/S/bearerFormat | "bearerFormat" does not apply to a security scheme with "scheme": "basic"
  3.1 | components: { securitySchemes: { S: { type: http, scheme: Bearer, bearerFormat: JWT } } }
  3.0 | components: { securitySchemes: { S: { type: http, scheme: bearer, name: n } } } | #/components/securitySchemes/S/name | "name" is not a key of an http security scheme
  3.1 | components: { securitySchemes: { S: { type: oauth2, flows: { implicit: { authorizationUrl: /a } } } } } | #/components/securitySchemes/S/flows/implicit | an implicit flow needs "scopes"
  2.0 | securityDefinitions: { S: { type: oauth2, flow: password } } | #/securityDefinitions/S | a password oauth2 security scheme needs "tokenUrl"
  3.0 | security: [{ key: null }] | #/security/0/key | "key" is empty (null); a list is expected
  3.0 | security: [{ key: [] }, {}]
`,
);

table(
  "A value is shown beside what is expected",
  `
  3.0 | info: { title: T, version: 1.0 } | #/info/version | "version" is the number 1; a string is expected: write it in quotes
  3.1 | components: { schemas: { A: { type: strin } } } | #/components/schemas/A/type | "type" is "strin"; one of array, boolean, integer, null, number, object, string is expected; did you mean "string"?
  3.1 | components: { schemas: { A: { type: [string, nul] } } } | #/components/schemas/A/type/1 | "type[1]" is "nul"; one of array, boolean, integer, null, number, object, string is expected; did you mean "null"?
  3.1 | components: { schemas: { A: { type: [string, 'null'], items: true } } }
  3.0 | components: { schemas: { A: { type: [string, 'null'] } } } | #/components/schemas/A/type | "type" is a list; one of array, boolean, integer, number, object, string is expected: a list of types is for OpenAPI 3.1 and later
  3.0 | components: { schemas: { A: { type: 'null' } } } | #/components/schemas/A/type | "type" is "null"; one of array, boolean, integer, number, object, string is expected: in OpenAPI 3.0 "nullable" says that null is allowed
  3.0 | components: { schemas: { A: { properties: { b: { required: true } } } } } | #/components/schemas/A/properties/b/required | "required" is true; a list is expected: an object's schema lists the names of the properties that it requires
  3.0 | components: { schemas: { A: { nullable: 'true' } } } | #/components/schemas/A/nullable | "nullable" is "true"; a boolean is expected: write it without quotes
  3.0 | components: { schemas: { A: { maxLength: -1 } } } | #/components/schemas/A/maxLength | "maxLength" is the number -1; 0 or more is expected
  3.0 | components: { schemas: { A: { maxLength: 1.5 } } } | #/components/schemas/A/maxLength | "maxLength" is the number 1.5; a whole number is expected
  3.0 | components: { schemas: { A: { additionalProperties: maybe } } } | #/components/schemas/A/additionalProperties | "additionalProperties" is "maybe"; an object or a boolean is expected
  3.0 | components: { schemas: { A: { required: [a, b, a] } } } | #/components/schemas/A/required/2 | "required" has "a" twice
  3.0 | components: { schemas: { A: { required: [] } } } | #/components/schemas/A/required | "required" is empty; at least one item is expected
  3.0 | components: { parameters: { P: { name: p, in: Query, schema: {} } } } | #/components/parameters/P/in | "in" is "Query"; one of path, query, header, cookie is expected; did you mean "query"?
  3.0 | components: { parameters: { P: { name: p, in: path, required: false, schema: {} } } } | #/components/parameters/P/required | "required" is false; true is expected in a path parameter
  3.0 | paths: { /a: null } | #/paths/~1a | "/a" is empty (null); a path item is expected
  3.0 | paths: { /a: { get: { tags: [1], responses: { 200: { $ref: '#/x' } } } } } | #/paths/~1a/get/tags/0 | "tags[0]" is the number 1; a string is expected: write it in quotes
  3.0 | paths: { /a: { parameters: [{ $ref: '#/p' }, { $ref: '#/p' }] } } | #/paths/~1a/parameters/1 | "parameters" has "#/p" twice
  3.1 | components: { schemas: { $ref: schemas.yaml } } | #/components/schemas/$ref | "$ref" is not allowed among names: it is read as another name
  3.1 | components: { schemas: { 'A B': {} } } | #/components/schemas/A B | "A B" is no name for a component: only letters, digits, ".", "-" and "_" are allowed
  3.2 | components: { responses: { R: { headers: { 'a b': { schema: {} } } } } } | #/components/responses/R/headers/a b | "a b" is not a header's name: it has a character that is not allowed there
  3.2 | paths: { /a: { additionalOperations: { GET: { ${OK} } } } } | #/paths/~1a/additionalOperations/GET | "GET" has a key of its own, "get"
  3.1 | openapi: '3.1' | #/openapi | "openapi" is "3.1"; a version with three numbers, such as 3.1.0, is expected
  2.0 | host: https://example.com | #/host | "host" is "https://example.com"; a host without scheme and path is expected
  2.0 | basePath: v1 | #/basePath | "basePath" is "v1"; a path that begins with "/" is expected
  3.0 | servers: ${"u".repeat(1000)} | #/servers | "servers" is "${"u".repeat(39)}…"; a list is expected
  3.0 | info: { title: T, version: '1', contact: { url: 'no url', email: nobody } }
`,
);

table(
  "A reference stands for the thing, and is judged as a reference",
  `
  3.0 | components: { schemas: { A: { $ref: '#/x', type: strin } } }
  3.0 | components: { schemas: { A: { $ref: 1 } } } | #/components/schemas/A/$ref | "$ref" is the number 1; a string is expected: write it in quotes
  3.1 | components: { schemas: { A: { $ref: '#/x', type: strin } } } | #/components/schemas/A/type | "type" is "strin"; one of array, boolean, integer, null, number, object, string is expected; did you mean "string"?
  2.0 | paths: { /a: { parameters: [{ $ref: '#/x', description: D }] } } | #/paths/~1a/parameters/0/description | "description" is not a key of a reference in OpenAPI 2.0, but in 3.1 and 3.2
`,
);

table(
  "A schema in another dialect of JSON Schema is not judged",
  `
  3.1 | { jsonSchemaDialect: https://json-schema.org/draft/2019-09/schema, components: { schemas: { A: { type: strin } } } }
  3.1 | { jsonSchemaDialect: https://json-schema.org/draft/2019-09/schema, components: { schemas: { A: 1 } } } | #/components/schemas/A | "A" is the number 1; a schema is expected
  3.1 | components: { schemas: { A: { $schema: http://json-schema.org/draft-04/schema#, type: strin } } }
  3.1 | { jsonSchemaDialect: https://spec.openapis.org/oas/3.1/dialect/base, components: { schemas: { A: { maxItems: a } } } } | #/components/schemas/A/maxItems | "maxItems" is "a"; a whole number is expected
  3.2 | components: { schemas: { A: { $schema: https://json-schema.org/draft/2020-12/schema, maxItems: a } } } | #/components/schemas/A/maxItems | "maxItems" is "a"; a whole number is expected
`,
);

describe("A fault", () => {
  test("has a cause that is the same wherever it stands", async () => {
    const paths = `paths: { /a: { get: { sumary: S, ${OK} } }, /b: { put: { sumary: T, responses: [] } } }`;
    const faults = await structureFaults("3.0", description("3.0", paths));
    expect(faults.map(({ cause, part }) => `${part}: ${cause}`)).toEqual([
      "key: unknown-key operation sumary",
      "key: unknown-key operation sumary",
      "value: wrong-type responses object",
    ]);
    expect(faults[0]).toMatchObject({ key: "sumary", meant: "summary" });
  });

  test.each<[SpecVersion, FragmentKind, string, readonly string[]]>([
    ["3.0", "Operation", `sumary: S\n${OK}`, ["#/sumary"]],
    ["3.0", "Parameter", "$ref: other.yaml", []],
    ["3.1", "Schema", "type: strin", ["#/type"]],
    ["3.1", "PathItem", "get: { tags: a }", ["#/get/tags"]],
    ["2.0", "SecurityScheme", "type: basi", ["#/type"]],
  ])("%s: is found in a file that holds only one %s", async (version, kind, text, pointers) => {
    const judge = await structureJudge(version);
    expect(judge(kind, parse(text), undefined).map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test("is no answer where the version has no such thing", async () => {
    const judge = await structureJudge("2.0");
    expect(() => judge("Link", {}, undefined)).toThrow("OpenAPI 2.0 has no Link");
  });
});

describe("A hostile description is judged in no time", () => {
  const nested = (levels: number, schema: (inner: object) => object) => {
    let value: object = { type: "strin" };
    for (let level = 0; level < levels; level += 1) value = schema(value);
    return { openapi: "3.0.0", info: { title: "T", version: "1" }, paths: {}, components: { schemas: { A: value } } };
  };

  test.each([
    ["nested 490 levels", nested(245, (items) => ({ type: "array", items })), 1],
    ["with an object that is shared 4^60 times", nested(60, (inner) => ({ allOf: [inner, inner, inner, inner] })), 1],
    [
      "with 100,000 required properties",
      nested(1, () => ({ required: Array.from({ length: 100_000 }, (_, i) => `p${i}`) })),
      0,
    ],
    ["with 100,000 faults", nested(1, () => ({ required: Array.from({ length: 100_000 }, (_, i) => i) })), 10_000],
  ])("%s", { timeout: 5_000 }, async (_name, value, faults) => {
    expect(await structureFaults("3.0", value)).toHaveLength(faults);
  });
});

// 3.3 is no version that Sallyport knows: its documents are read as 3.2, and all but this come out as their authors say.
const NEW_IN_3_3 = "path-item-object-example.yaml"; // "security" in a path item

describe.skipIf(!existsSync(SUITE))(
  `OpenAPI's own documents come out as their authors say (skipped without ${SUITE})`,
  () => {
    // What is skipped is described all the same.
    const documents = (folder: string) =>
      (existsSync(SUITE) ? readdirSync(join(SUITE, folder)) : []).map(
        (name) => [join(folder, name), parse(readFileSync(join(SUITE, folder, name), "utf8")) as object] as const,
      );

    for (const [branch, version] of [
      ["v3.1-dev", "3.1"],
      ["dev", "3.1"],
      ["v3.2-dev", "3.2"],
      ["v3.3-dev", "3.2"],
    ] as const) {
      const read = (value: object) => (branch === "v3.3-dev" ? { ...value, openapi: "3.2.0" } : value);

      test.each(documents(`${branch}/tests/schema/pass`))("%s", async (name, value) => {
        const faults = await structureFaults(version, read(value));
        expect(faults.map(({ pointer }) => pointer)).toEqual(
          branch === "v3.3-dev" && name.endsWith(NEW_IN_3_3) ? ["#/paths/~1pets~1{id}/security"] : [],
        );
      });
      test.each(documents(`${branch}/tests/schema/fail`))("%s", async (_name, value) => {
        expect(await structureFaults(version, read(value))).not.toEqual([]);
      });
      test.each(documents(`${branch}/_archive_/schemas/v3.0/pass`))("%s", async (_name, value) => {
        expect(await structureFaults("3.0", value)).toEqual([]);
      });
    }
  },
);
