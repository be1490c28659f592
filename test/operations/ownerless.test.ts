import { expect, test } from "vitest";
import { rankedTests } from "../../src/review/tests.ts";
import { apiOfPart } from "../rules/description-of.ts";

const get = (properties: string) =>
  `get: { responses: { '200': { description: ok, content: { application/json: { schema: { properties: { ${properties} } } } } } } }`;

/** Whether anything is to be tested of A against B. */
async function isTested(item: string): Promise<boolean> {
  const api = await apiOfPart(`openapi: 3.1.0
servers: [{ url: https://api.acme.io }]
paths:
  /countries: { ${get("name: { type: string }")} }
  /countries/{code}: { parameters: [{ name: code, in: path, required: true, schema: { type: string } }], ${item} }
`);
  return rankedTests(api).length > 0;
}

test.each([
  ["what is the same for everybody", get("population: { type: integer }"), false],
  ["what tells of somebody", get("birthDate: { type: string, format: date }, email: { type: string }"), true],
  ["what can be changed", `put: { responses: { '204': { description: ok } } }`, true],
])("%s", async (_what, item, tested) => {
  expect(await isTested(item)).toBe(tested);
});
