import { expect, test } from "vitest";
import { successResponses, unansweredOperations } from "../../src/model/response-coverage.ts";
import { apiOfPart } from "../rules/description-of.ts";

test.each([
  ["application/octet-stream: { schema: { description: The bytes } }", "typed"],
  ["image/png: {}", "typed"],
  ["application/json: { schema: { description: Something } }", "none"],
  ["application/json: { schema: { type: object } }", "open"],
  ["application/json: { schema: { type: object }, example: {} }", "typed"],
  ["application/json: { schema: { type: object }, example: { a: 1 } }", "typed"],
  ["application/json: { schema: { type: object, additionalProperties: { type: integer } } }", "typed"],
  [
    "application/json: { schema: { properties: { field: {} }, description: 'A field. They are not all described here.' } }",
    "open",
  ],
  ["application/json: { schema: { properties: { feld: {} }, description: Hier nicht beschrieben } }", "open"],
  ["application/json: { schema: { properties: { champ: {} }, description: Liste non exhaustive } }", "open"],
  ["application/json: { schema: { properties: { campo: {} }, description: No exhaustivo } }", "open"],
  ["application/json: { schema: { properties: { campo: {} }, description: Nem todos documentados } }", "open"],
  ["application/json: { schema: { properties: { field: {} }, description: A field } }", "typed"],
  [
    "application/json: { schema: { properties: { a: {}, b: {}, c: {} }, description: Not all described here } }",
    "typed",
  ],
  [
    "application/json: { schema: { properties: { a: {} }, additionalProperties: false, description: Not described here } }",
    "typed",
  ],
  ["application/json: { schema: { type: object, additionalProperties: { type: string } } }", "open"],
  ["application/json: { schema: { properties: { items: { properties: {} }, infos: { properties: {} } } } }", "open"],
  [
    "application/json: { schema: { properties: { a: { type: object }, b: { type: array, items: { type: object } } } } }",
    "open",
  ],
  ["application/json: { schema: { properties: { a: { properties: {} }, b: { type: string } } } }", "typed"],
  ["application/json: { schema: { properties: { a: { properties: {}, additionalProperties: false } } } }", "typed"],
  [
    "application/json: { schema: { properties: { a: { properties: {}, allOf: [{ properties: { b: {} } }] } } } }",
    "typed",
  ],
  ["application/json: { schema: { properties: { a: {} } } }", "typed"],
  [
    "application/json: { schema: { properties: { a: { type: object } }, allOf: [{ properties: { b: {} } }] } }",
    "typed",
  ],
])("what %s says of its body", async (content, expected) => {
  const api = await apiOfPart(
    `openapi: 3.1.0\npaths:\n  /files: { get: { responses: { '200': { description: ok, content: { ${content} } } } } }\n`,
  );
  expect(successResponses(api).map(({ typing }) => typing)).toEqual([expected]);
});

test.each<[string, readonly string[], string]>([
  ["all of them", ["", "", "", "", ""], "open"],
  ["four of five", ["", "", "", "", "type: integer"], "typed"],
  ["five of six, and an object", ["", "", "", "", "", "properties: { a: {} }"], "open"],
  ["four alone", ["", "", "", ""], "typed"],
  ["texts of which something is said", Array<string>(5).fill("description: The new key"), "typed"],
  ["texts in a format", Array<string>(5).fill("format: uuid"), "typed"],
])("bare texts as answers, %s", async (_, schemas, expected) => {
  const answers = schemas.map(
    (schema, index) =>
      `  /p${index}: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { ${schema.startsWith("prop") ? "" : schema.startsWith("type") ? "" : "type: string, "}${schema} } } } } } } }`,
  );
  const api = await apiOfPart(`openapi: 3.1.0\npaths:\n${answers.join("\n")}\n`);
  expect(successResponses(api)[0]!.typing).toBe(expected);
});

test.each([
  ["get: { responses: {} }", 1],
  ["post: { responses: { '401': { description: No. } } }", 1],
  ["get: { responses: { '404': { description: No. }, default: { description: An error. } } }", 1],
  ["get: { responses: { default: { description: ok } } }", 0],
  ["get: { responses: { '204': { description: Nothing. } } }", 0],
  ["get: { responses: { '302': { description: There. } } }", 0],
  ["delete: { responses: {} }", 0],
  ["head: { responses: {} }", 0],
])("an operation with %s describes no success response: %i", async (operation, expected) => {
  const api = await apiOfPart(`openapi: 3.1.0\npaths:\n  /files: { ${operation} }\n`);
  expect(unansweredOperations(api)).toHaveLength(expected);
});
