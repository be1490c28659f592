import { expect, test } from "vitest";
import { successResponses } from "../../src/model/response-coverage.ts";
import { apiOfPart } from "../rules/description-of.ts";

test.each([
  ["application/octet-stream: { schema: { description: The bytes } }", "typed"],
  ["image/png: {}", "typed"],
  ["application/json: { schema: { description: Something } }", "none"],
  ["application/json: { schema: { type: object } }", "open"],
  ["application/json: { schema: { type: object }, example: {} }", "typed"],
  ["application/json: { schema: { type: object }, example: { a: 1 } }", "open"],
  ["application/json: { schema: { type: object, additionalProperties: { type: integer } } }", "typed"],
  ["application/json: { schema: { type: object, additionalProperties: { type: string } } }", "open"],
])("what %s says of its body", async (content, expected) => {
  const api = await apiOfPart(
    `openapi: 3.1.0\npaths:\n  /files: { get: { responses: { '200': { description: ok, content: { ${content} } } } } }\n`,
  );
  expect(successResponses(api).map(({ typing }) => typing)).toEqual([expected]);
});
