import { expect, test } from "vitest";
import { apiOfPart } from "../rules/description-of.ts";

/* At a token endpoint the client authenticates in the request itself (RFC 6749, 2.3.1); a header by which it may do so instead is no other requirement. */

const HEADER = { name: "Authorization", in: "header", schema: { type: "string" } };
const FORM = (fields: readonly string[], required: readonly string[]) => ({
  content: {
    "application/x-www-form-urlencoded": {
      schema: {
        type: "object",
        properties: Object.fromEntries(fields.map((name) => [name, { type: "string" }])),
        required,
      },
    },
  },
});

const GRANT = ["grant_type", "client_id", "client_secret", "code"];
const ORDER = ["article", "client_id", "client_secret"];

test.each([
  ["a client that must send its secret", "/token", GRANT, ["client_id", "client_secret"], "anonymous"],
  ["a client that need not", "/token", GRANT, ["client_id"], "unknown"],
  ["a client that asks for no token", "/orders", ORDER, ["client_id", "client_secret"], "unknown"],
])("%s: %s", async (_who, path, fields, required, admission) => {
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Log-in", version: "1" },
      paths: {
        [path]: {
          post: {
            parameters: [HEADER],
            requestBody: FORM(fields, required),
            responses: { 200: { description: "ok" } },
          },
        },
        "/userinfo": { get: { security: [{ user: [] }], responses: { 200: { description: "ok" } } } },
      },
      components: { securitySchemes: { user: { type: "http", scheme: "bearer" } } },
    }),
  );
  const operation = api.operations.find((one) => one.path === path)!;
  expect(api.assessed(operation).admission).toBe(admission);
});
