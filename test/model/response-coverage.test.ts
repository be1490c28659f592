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
])("what %s says of its body", async (content, expected) => {
  const api = await apiOfPart(
    `openapi: 3.1.0\npaths:\n  /files: { get: { responses: { '200': { description: ok, content: { ${content} } } } } }\n`,
  );
  expect(successResponses(api).map(({ typing }) => typing)).toEqual([expected]);
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
