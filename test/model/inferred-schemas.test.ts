import { describe, expect, test } from "vitest";
import { targetOf, type Schema } from "../../src/model/schema.ts";
import { isInferredAt } from "../../src/model/inferred-schemas.ts";
import { successResponses } from "../../src/model/response-coverage.ts";
import { apiOf } from "./api-of.ts";
import type { Api, MediaType } from "../../src/model/api.ts";
import type { Review } from "../../src/core/review.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { exampleWords } from "../../src/report/words/evidence-tally.ts";
import { reviewDescription } from "../../src/review.ts";

const JSON_TYPE = "application/json";

/** The API whose one operation answers with a body of this media type. */
async function answering(content: string, components = ""): Promise<Api> {
  return apiOf(
    `openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths:\n  /things:\n    get: { responses: { '200': { description: ok, content: { ${content} } } } }\n${components}`,
  );
}

async function reviewOf(text: string): Promise<Review> {
  const files = withBuffers(filesBelow(import.meta.dirname), new Map([["openapi.yaml", Buffer.from(text)]]));
  return reviewDescription("openapi.yaml", files);
}

function answerOf({ operations }: Api): MediaType {
  return operations[0]!.responses[0]!.content[0]!;
}

/** A schema in one line: `{a:string,b:[{c:integer}]}`; `?` is null too, `~` is of free keys. */
function shape(schema: Schema): string {
  const { types, nullable, properties, items, additionalProperties } = targetOf(schema);
  const parts = types.map((type) => {
    if (type === "object" && typeof additionalProperties === "object") return `{~${shape(additionalProperties)}}`;
    if (type === "object") return `{${[...properties].map(([name, one]) => `${name}:${shape(one)}`).join(",")}}`;
    return type === "array" ? `[${items === undefined ? "" : shape(items)}]` : type;
  });
  return `${parts.join("|")}${nullable ? "?" : ""}`;
}

describe("What examples show where no schema describes a body", () => {
  test.each([
    ["no schema", "example: { a: x, b: 1, c: 1.5, d: true }", "{a:string,b:integer,c:number,d:boolean}"],
    ["an empty schema", "schema: {}, example: { a: x }", "{a:string}"],
    ["an object without properties", "schema: { type: object }, example: { a: x }", "{a:string}"],
    ["an object of any content", "schema: { additionalProperties: true }, example: { a: x }", "{a:string}"],
    [
      "free keys of which nothing is said",
      "schema: { type: object, additionalProperties: {} }, example: { a: x }",
      "{a:string}",
    ],
    ["a list of anything", "schema: { type: array, items: {} }, example: [{ a: x }]", "[{a:string}]"],
    ["a text that is JSON", "schema: { type: string }, example: '{\"a\": [1]}'", "{a:[integer]}"],
    ["its own example", "schema: { type: object, example: { a: x } }", "{a:string}"],
    [
      "an envelope of which only the key is said",
      "schema: { type: object, properties: { found: { type: object } }, example: { found: { a: x }, more: 1 } }",
      "{found:{a:string}}",
    ],
    [
      "an envelope of a list",
      "schema: { type: object, properties: { data: { type: array } } }, example: { data: [{ a: 1 }] }",
      "{data:[{a:integer}]}",
    ],
    [
      "several examples",
      "examples: { p: { value: { a: 1 } }, q: { value: { a: x, b: null } } }",
      "{a:integer|string,b:?}",
    ],
    ["items that differ", "example: [{ a: 1 }, { b: [x] }, null]", "[{a:integer,b:[string]}?]"],
    ["whole and broken numbers", "example: { a: [1, 2.5] }", "{a:[number]}"],
    ["keys that are values", "example: { '2024-01-01': { a: 1 }, '2024-01-02': { a: 2 } }", "{~{a:integer}}"],
    ["keys that are names", "example: { a1: 1, b2: 2 }", "{a1:integer,b2:integer}"],
    [
      "what could be keywords",
      "example: { minimum: 3, enum: [x], required: true }",
      "{minimum:integer,enum:[string],required:boolean}",
    ],
    ["keys of JavaScript", "example: { __proto__: 1, constructor: x }", "{__proto__:integer,constructor:string}"],
  ])("%s: %s", async (_, media, expected) => {
    const api = await answering(`${JSON_TYPE}: { ${media} }`);
    const { schema } = answerOf(api);
    expect(schema?.isInferred).toBe(true);
    expect(shape(schema!)).toBe(expected);
    expect(successResponses(api)).toMatchObject([{ typing: "typed", isByExample: true }]);
  });

  test.each([
    ["a schema with properties", `${JSON_TYPE}: { schema: { properties: { b: {} } }, example: { a: x } }`],
    ["a schema that refers to one", `${JSON_TYPE}: { schema: { $ref: '#/components/schemas/B' }, example: { a: x } }`],
    ["a map", `${JSON_TYPE}: { schema: { additionalProperties: { type: string } }, example: { a: x } }`],
    ["no other properties", `${JSON_TYPE}: { schema: { additionalProperties: false }, example: { a: x } }`],
    ["a list of texts", `${JSON_TYPE}: { schema: { type: array, items: { type: string } }, example: [{ a: x }] }`],
    ["a number", `${JSON_TYPE}: { schema: { type: integer }, example: { a: x } }`],
    ["a text in a format", `${JSON_TYPE}: { schema: { type: string, format: byte }, example: '[1]' }`],
    ["a text as an example", `${JSON_TYPE}: { example: a text }`],
    ["a text that begins like JSON", `${JSON_TYPE}: { example: '{name}' }`],
    ["an empty object", `${JSON_TYPE}: { example: {} }`],
    ["an empty list", `${JSON_TYPE}: { example: [] }`],
    ["a schema as an example", `${JSON_TYPE}: { example: { type: object, properties: { a: {} } } }`],
    ["a reference as an example", `${JSON_TYPE}: { example: { $ref: '#/components/schemas/B' } }`],
    ["a file", "image/png: { example: { a: x } }"],
    ["no example", `${JSON_TYPE}: { schema: { type: object } }`],
  ])("nothing is inferred for %s", async (_, content) => {
    const api = await answering(content, "components: { schemas: { B: { properties: { b: {} } } } }\n");
    expect(answerOf(api).schema?.isInferred ?? false).toBe(false);
    expect(api.schemas.some(({ isInferred }) => isInferred)).toBe(false);
  });

  test("it stands at the example, and keeps the name and words of what says nothing", async () => {
    const api = await answering(
      `${JSON_TYPE}: { schema: { $ref: '#/components/schemas/B' }, example: { a: [{ b: x }] } }`,
      "components: { schemas: { B: { type: object, description: One } } }\n",
    );
    const { schema } = answerOf(api);
    const example = "#/paths/~1things/get/responses/200/content/application~1json/example";
    expect(schema).toMatchObject({ name: "B", description: "One", node: { pointer: example } });
    expect(schema!.properties.get("a")!.items!.properties.get("b")).toMatchObject({
      node: { pointer: `${example}/a/0/b` },
      examples: [{ value: "x" }],
    });
    expect(isInferredAt(api, { file: "openapi.yaml", pointer: `${example}/a` })).toBe(true);
    expect(isInferredAt(api, { file: "openapi.yaml", pointer: "#/components/schemas/B" })).toBe(false);
    // The component itself is as it was.
    expect(api.components.schemas.get("B")!.properties.size).toBe(0);
  });

  test("Swagger 2.0: by the example of the type, and a body by that of its schema", async () => {
    const api = await apiOf(`swagger: '2.0'
info: { title: A, version: '1' }
paths:
  /things:
    post:
      parameters: [{ name: body, in: body, schema: { type: object, example: { c: 1 } } }]
      responses: { '200': { description: ok, examples: { application/json: { a: x } } } }
      produces: [application/json]
`);
    expect(shape(answerOf(api).schema!)).toBe("{a:string}");
    expect(shape(api.operations[0]!.requestBody!.content[0]!.schema!)).toBe("{c:integer}");
  });

  test("a request that is said to take any field is left so", async () => {
    const api = await apiOf(`openapi: 3.0.0
info: { title: A, version: '1' }
paths:
  /things:
    post:
      requestBody: { content: { application/json: { schema: { type: object, additionalProperties: true }, example: { a: 1 } } } }
      responses: { '204': { description: ok } }
`);
    expect(api.operations[0]!.requestBody!.content[0]!.schema).toMatchObject({ isInferred: false });
  });
});

describe("It is bounded", () => {
  const propertiesIn = (schemas: readonly Schema[]): number =>
    schemas.filter(({ isInferred }) => isInferred).reduce((sum, { properties }) => sum + properties.size, 0);

  test("two thousand properties of an example, level by level", async () => {
    const wide = Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`field${at}`, { inner: at }]));
    const api = await answering(`${JSON_TYPE}: { example: ${JSON.stringify(wide)} }`);
    expect(answerOf(api).schema!.properties.size).toBe(2000);
    expect(propertiesIn(api.schemas)).toBe(2000);
  });

  test("eight objects in one another", async () => {
    const nested = `${'{"a":'.repeat(20)}1${"}".repeat(20)}`;
    expect(shape(answerOf(await answering(`${JSON_TYPE}: { example: ${nested} }`)).schema!)).toBe(
      `${"{a:".repeat(8)}{}${"}".repeat(8)}`,
    );
  });

  test("one example that many operations refer to is read once", async () => {
    const use = `{ responses: { '200': { description: ok, content: { ${JSON_TYPE}: { examples: { p: { $ref: '#/components/examples/P' } } } } } } }`;
    const paths = Array.from({ length: 50 }, (_, at) => `  /things${at}: { get: ${use} }\n`).join("");
    const api = await apiOf(
      `openapi: 3.0.0\ninfo: { title: A, version: '1' }\npaths:\n${paths}components: { examples: { P: { value: { a: 1, b: 2 } } } }\n`,
    );
    expect(new Set(api.operations.map((operation) => operation.responses[0]!.content[0]!.schema)).size).toBe(1);
    expect(propertiesIn(api.schemas)).toBe(2);
  });
});

describe("What a review says of it", () => {
  /** The like of what is recorded of traffic: no schema, and one call each. */
  const recorded = (media: (example: string) => string): string => `openapi: 3.0.0
info: { title: Rooms, version: '1' }
security: [{ token: [] }]
paths:
  /profiles:
    get:
      responses:
        '200': { description: ok, content: { application/json: ${media("[{ username: ada, email: ada@acme.example, password_hash: $2b$10$abc, invite_token: null }]")} } }
  /orders:
    post:
      requestBody: { content: { application/json: ${media("{ amount: 5, item_ids: [1, 2], page_size: 50 }")} } }
      responses: { '204': { description: ok } }
components: { securitySchemes: { token: { type: http, scheme: bearer } } }
`;

  test("fields are likely at most, and say why; findings too, and nothing is to be changed there", async () => {
    const review = await reviewOf(recorded((example) => `{ example: ${example} }`));
    const shown = Object.fromEntries(review.fields.map(({ name, confidence }) => [name, confidence]));
    expect(shown).toMatchObject({ email: "likely", password_hash: "likely" });
    // A secret that an example shows as null was not given to that caller.
    expect(shown["invite_token"] ?? "possible").toBe("possible");
    const returned = review.findings.find(({ rule }) => rule === "credential-in-response");
    expect(returned).toMatchObject({ confidence: "likely" });
    expect(returned?.fixes).toBeUndefined();
    expect(returned?.evidence).toContain("Known from an example alone: no schema says it.");
    expect(exampleWords(review.coverage)).toBe("1 is described by an example alone");
    expect(review.coverage).toMatchObject({ responses: 1, typedResponses: 0, exampleResponses: 1 });
  });

  test("what a schema says certainly is certain as before", async () => {
    const review = await reviewOf(
      recorded((example) =>
        example.startsWith("[")
          ? "{ schema: { type: array, items: { properties: { email: { type: string, format: email }, password_hash: { type: string } } } } }"
          : "{}",
      ),
    );
    expect(review.fields.map(({ confidence }) => confidence)).toContain("certain");
    expect(review.coverage.exampleResponses).toBeUndefined();
  });

  test("no rule that looks for a keyword finds one missing", async () => {
    const review = await reviewOf(recorded((example) => `{ example: ${example} }`));
    const rules = review.findings.map(({ rule }) => rule);
    for (const rule of [
      "response-without-schema",
      "mass-assignment-additional-properties",
      "additional-properties-in-response",
      "negative-amount",
      "unbounded-input",
      "unbounded-page-size",
      "unrestricted-upload",
    ])
      expect(rules).not.toContain(rule);
  });
});
