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
