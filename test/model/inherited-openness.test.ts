import { expect, test } from "vitest";
import { apiOf } from "./api-of.ts";

const api = (security: string, header: string): string => `openapi: 3.1.0
info: { title: Prices, version: "1" }
security: [{}]
paths:
  /prices:
    put:
      ${security}
      parameters: [{ name: Shop-Access-Token, in: header, schema: { type: string }${header} }]
      responses: { "204": { description: d } }
`;

test.each([
  ["must send a credential", api("", ", required: true"), "unstated"],
  ["may send one", api("", ""), "anonymous"],
  ["must send one, and says itself that it is open", api("security: []", ", required: true"), "anonymous"],
])("below a root that requires nothing, an operation that %s", async (_name, text, access) => {
  expect((await apiOf(text)).operations[0]!.access).toBe(access);
});

const beside = (parameters: string): string => `openapi: 3.1.0
info: { title: Accounts, version: "1" }
paths:
  /secrets:
    get: { security: [{ key: [] }], responses: { "200": { description: d } } }
  /top-up:
    post:
      parameters: [${parameters}]
      responses: { "204": { description: d } }
components: { securitySchemes: { key: { type: http, scheme: basic } } }
`;
const inQuery = (name: string, more = ", required: true"): string =>
  `{ name: ${name}, in: query, schema: { type: string }${more} }`;

test.each([
  ["a key and its secret", [inQuery("api_key"), inQuery("api_secret")], "unstated"],
  ["a client and its secret", [inQuery("client_id"), inQuery("clientSecret")], "unstated"],
  ["a secret that may be left out", [inQuery("api_key"), inQuery("api_secret", "")], "anonymous"],
  ["a key alone", [inQuery("api_key")], "anonymous"],
  ["a secret to be shared", [inQuery("id"), inQuery("secret")], "anonymous"],
])("beside a secured operation, one without a requirement takes %s in the query: %s", async (_name, taken, access) => {
  const { operations } = await apiOf(beside(taken.join(", ")));
  expect(operations.find(({ path }) => path === "/top-up")!.access).toBe(access);
});
