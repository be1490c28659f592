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
