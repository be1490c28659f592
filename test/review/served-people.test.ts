import { expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { reviewDescription } from "../../src/review.ts";
import { filesOf } from "../gate/judged.ts";

const TEXT = { type: "string" };

/** The groups of authorization tests of an API of tenancies, whose credential is the organization's own to give. */
async function boundariesOf(scheme: string, audience: string, url = "https://api.acme.io"): Promise<readonly string[]> {
  const schema = { type: "object", properties: { tenantName: TEXT, phone: TEXT, nationalInsuranceNumber: TEXT } };
  const api = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Homes", version: "1" },
    servers: [{ url }],
    security: [{ [scheme]: [] }],
    paths: {
      "/tenancies/{id}": {
        get: {
          parameters: [{ name: "id", in: "path", required: true, schema: TEXT }],
          responses: { 200: { description: "ok", content: { "application/json": { schema } } } },
        },
      },
    },
    components: { securitySchemes: { [scheme]: { type: "http", scheme: "bearer" } } },
  });
  const settings = `admission: { ${scheme}: own }\naudience: ${audience}\n`;
  const files = filesOf(
    new Map([
      ["openapi.json", api],
      ["sallyport.yaml", settings],
    ]),
  );
  const policy = await loadPolicy("openapi.json", files);
  const { boundaries = [] } = await reviewDescription("openapi.json", files, policy, "2026-01-31");
  // Which of those who work there may read it is another question.
  return boundaries.flatMap(({ id }) => (id.endsWith("-staff") ? [] : [id]));
}

test.each([
  ["tenants whom the organisation enrols", "tenantToken", "https://api.acme.io", true],
  ["staff alone", "staffToken", "https://api.acme.io", false],
  ["tenants, whatever network the server is in", "tenantToken", "http://homes.internal", true],
])("a private API of %s: whether A against B is to be tested", async (_who, scheme, url, isTested) => {
  expect((await boundariesOf(scheme, "private", url)).length > 0).toBe(isTested);
});

test("what is to be tested of tenants is the same, whatever the audience is called", async () => {
  expect(await boundariesOf("tenantToken", "private")).toEqual(await boundariesOf("tenantToken", "partner"));
});

/** The groups of tests of an API with three lists, each said to be of somebody, whose key only the organization's own have. */
async function boundariesOfLists(whose: string): Promise<readonly string[]> {
  const list = { type: "array", items: { type: "object", properties: { iban: TEXT } } };
  const paths = Object.fromEntries(
    ["partners", "documents", "products"].map((noun) => [
      `/${noun}`,
      {
        get: {
          summary: `Returns a list of ${whose} ${noun}.`,
          responses: { 200: { description: "ok", content: { "application/json": { schema: list } } } },
        },
      },
    ]),
  );
  const api = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Invoices", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ key: [] }],
    paths,
    components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Api-Key" } } },
  });
  const files = filesOf(
    new Map([
      ["openapi.json", api],
      ["sallyport.yaml", "admission: { key: own }\n"],
    ]),
  );
  const policy = await loadPolicy("openapi.json", files);
  const { boundaries = [] } = await reviewDescription("openapi.json", files, policy, "2026-01-31");
  return boundaries.flatMap(({ id }) => (id.endsWith("-staff") ? [] : [id]));
}

test("texts that speak to the holders of accounts keep tests between these, whoever is said to call", async () => {
  expect(await boundariesOfLists("your")).toEqual(["account-list-read"]);
  expect(await boundariesOfLists("all")).toEqual([]);
});
