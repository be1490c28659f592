import { expect, test } from "vitest";
import { testBoundaries } from "../../src/review/boundaries.ts";
import { rankedTestsOf, takes, type Operations } from "./tests-of.ts";

const RENAME = takes("{ name: { type: string } }");
const SIGN = `responses: { "200": { description: OK, content: { application/json: { schema: { properties: { name: { type: string } } } } } } }`;
const LIST_OF = (name: string, items: string): string =>
  `parameters: [{ name: ${name}, in: query, required: true, schema: { type: array, items: { ${items} } } }]`;

/** The boundaries that must be tested before release, with what is at stake. */
const owed = async (operations: Operations): Promise<readonly string[]> =>
  testBoundaries(await rankedTestsOf(operations)).map(({ id, stakes }) => `${id}: ${stakes.join()}`);

test.each<[string, string, readonly string[]]>([
  ["a change within an organisation", "PUT /organizations/{org}/signs/{id}", ["user-id-change: integrity"]],
  ["a deletion within it", "DELETE /organizations/{org}/signs/{id}", ["user-id-delete: destruction"]],
  ["eine Änderung bei einem Mandanten", "PUT /mandanten/{id}/schilder/{nr}", ["user-id-change: integrity"]],
  ["un changement dans une entreprise", "PUT /entreprises/{id}/panneaux/{no}", ["user-id-change: integrity"]],
  ["un cambio en una empresa", "PUT /empresas/{id}/letreros/{no}", ["user-id-change: integrity"]],
  [
    "a change in an organisation that only its parameter names",
    "PUT /{org_id}/signs/{id}",
    ["user-id-change: integrity"],
  ],
  ["a change of something that no organisation has", "PUT /walls/{wall}/signs/{id}", ["user-id-change: integrity"]],
  ["a read within an organisation", "GET /organizations/{org}/signs/{id}", []],
])("what a change owes: %s", async (_what, id, boundaries) => {
  expect(await owed({ [id]: id.startsWith("PUT") ? RENAME : id.startsWith("GET") ? SIGN : "" })).toEqual(boundaries);
});

test.each<[string, string, string]>([
  ["of a merchant", "PUT /merchants/{merchant}/products/{id}", "object"],
  ["of everybody", "PUT /products/{id}", "shared"],
])("a product %s", async (_what, id, kind) => {
  const [ranked] = await rankedTestsOf({ [id]: RENAME });
  expect(ranked?.test.kind).toBe(kind);
});

test.each<[string, string, string, string]>([
  ["many of a merchant", "DELETE /merchants/{merchant}/orders", LIST_OF("uuid", "type: string, format: uuid"), "batch"],
  ["many", "DELETE /orders", LIST_OF("ids", "type: string"), "batch"],
  ["all with some states", "DELETE /merchants/{merchant}/orders", LIST_OF("state", "type: string"), "object"],
  ["one", "DELETE /merchants/{merchant}/orders/{id}", LIST_OF("fieldIds", "type: string"), "object"],
])("a DELETE of %s", async (_what, id, parameters, kind) => {
  const [ranked] = await rankedTestsOf({ [id]: parameters });
  expect(ranked?.test.kind).toBe(kind);
});
