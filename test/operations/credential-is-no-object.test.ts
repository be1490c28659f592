import { expect, test } from "vitest";
import { rankedTests } from "../../src/review/tests.ts";
import { testBoundaries } from "../../src/review/boundaries.ts";
import { apiOfPart } from "../rules/description-of.ts";

const MAIL = {
  200: {
    description: "OK",
    content: {
      "application/json": { schema: { type: "object", properties: { email: { type: "string", format: "email" } } } },
    },
  },
};

const testsOf = async (paths: object, more: object = {}) =>
  rankedTests(
    await apiOfPart(JSON.stringify({ openapi: "3.0.3", info: { title: "Acme", version: "1" }, paths, ...more })),
  );

const query = (name: string, description: string): object => ({
  name,
  in: "query",
  required: true,
  description,
  schema: { type: "string" },
});

test.each<[string, object]>([
  ["api_key", query("api_key", "Your API key.")],
  ["key", query("key", "The API key of your account.")],
  ["apiKey in German", query("apiSchluessel", "Ihr API-Schlüssel")],
  ["clé in French", query("cle_api", "Votre clé API")],
  ["clave in Spanish", query("clave_api", "Su clave API")],
  ["chave in Portuguese", query("chave_api", "A sua chave API")],
])("what lets a caller in is no object of somebody else: %s", async (_name, key) => {
  const found = await testsOf({ "/account/balance": { get: { parameters: [key], responses: MAIL } } });
  expect(found.map(({ test: { ask } }) => ask).join()).not.toMatch(/B's/);
});

test("beside another credential a key in the query names an account", async () => {
  const found = await testsOf(
    {
      "/messages": {
        get: {
          security: [{ login: [] }],
          parameters: [query("accountId", "The account"), query("account_key", "The account")],
          responses: MAIL,
        },
      },
    },
    { components: { securitySchemes: { login: { type: "http", scheme: "bearer" } } } },
  );
  expect(found.map(({ test: { ask } }) => ask).join()).toMatch(/B's/);
});

test("a group holds the other things of callers that are named in the same way, and none that is called public", async () => {
  const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
  const plain = {
    200: {
      description: "OK",
      content: {
        "application/json": {
          schema: { type: "object", properties: { id: { type: "string" }, colour: { type: "string" } } },
        },
      },
    },
  };
  const thing = (responses: object): object => ({
    get: { parameters: [id], responses },
    put: { parameters: [id], responses },
  });
  const found = await testsOf(
    {
      "/customers/{id}": thing(MAIL),
      "/labels/{id}": thing(plain),
      "/public/labels/{id}": { get: { parameters: [id], responses: plain } },
      "/session": { post: { security: [], responses: plain } },
    },
    {
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-API-Key" } } },
      security: [{ key: [] }],
    },
  );
  const read = testBoundaries(found).find(({ id: one }) => one === "account-id-read");
  expect(read?.operations).toEqual(["GET /customers/{id}", "GET /labels/{id}"]);
});
