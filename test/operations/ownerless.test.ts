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

/** The operations of which something is to be tested of A against B. */
async function testedOf(
  paths: Readonly<Record<string, readonly string[]>>,
  schema = "n: { type: string }",
): Promise<readonly string[]> {
  const written = Object.entries(paths).map(
    ([path, methods]) =>
      `  ${path}: { ${methods.map((method) => (method === "get" ? get(schema) : `${method}: { responses: { '204': { description: ok } } }`)).join(", ")} }\n`,
  );
  const api = await apiOfPart(`openapi: 3.1.0
servers: [{ url: https://api.acme.io }]
security: [{ key: [] }]
paths:
${written.join("")}components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }
`);
  return rankedTests(api).flatMap(({ test: { operation, kind } }) => (kind === "function" ? [] : [operation]));
}

test("what stands in a public chain of blocks is nobody's", async () => {
  const paths = { "/accounts/{address}": ["get"], "/transactions/{txid}": ["get"], "/wallets/{walletId}": ["get"] };
  expect(await testedOf({ ...paths, "/blocks/{round}": ["get"], "/sync/{round}": ["post"] })).toEqual([
    "GET /wallets/{walletId}",
  ]);
  expect(await testedOf(paths)).toHaveLength(3);
});

test("the addresses of a country are nobody's, and those that callers keep are theirs", async () => {
  const lines = "line_1: { type: string }, town: { type: string }, postcode: { type: string }";
  const file = { "/postcodes/{postcode}": ["get"], "/addresses/{id}": ["get"] };
  expect(await testedOf(file, lines)).toEqual([]);
  expect(
    await testedOf({ "/postcodes/{postcode}": ["get"], "/addresses/{id}": ["get", "delete"] }, lines),
  ).toHaveLength(2);
  expect(await testedOf({ "/addresses/{id}": ["get"] }, lines)).toHaveLength(1);
});

test.each([
  ["type: string", ["GET /orders", "filter"]],
  ["type: string, enum: [DE, FR]", undefined],
])("a header of the tenant that is %s", async (schema, expected) => {
  const api = await apiOfPart(`openapi: 3.1.0
servers: [{ url: https://api.acme.io }]
security: [{ key: [] }]
paths:
  /orders:
    get:
      parameters: [{ name: X-Business-Id, in: header, required: true, schema: { ${schema} } }]
      responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { properties: { n: { type: string } } } } } } } }
components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }
`);
  const [first] = rankedTests(api);
  expect(first && [first.test.operation, first.test.kind]).toEqual(expected);
});
