import { expect, test } from "vitest";
import { testsOf, type Operations } from "./tests-of.ts";

/* Where people log in, and each call says for which merchant, A and B are two merchants. */

const asking = (name: string): string => `parameters: [{ name: ${name}, in: query, schema: { type: string } }]`;
const LOG_IN = {
  "POST /login":
    "security: []\nrequestBody: { content: { application/json: { schema: { properties: { username: { type: string }, password: { type: string } } } } } }",
};

test.each<[string, Operations, string]>([
  ["merchants", { "GET /orders": asking("merchantIds"), "GET /returns": asking("merchantId") }, "account"],
  ["one call alone", { "GET /orders": asking("merchantId"), "GET /returns": asking("since") }, "user"],
  ["customers", { "GET /orders": asking("customerId"), "GET /returns": asking("customerId") }, "user"],
])("calls that name %s", async (_who, operations, boundary) => {
  const tests = await testsOf({ ...LOG_IN, ...operations, "GET /orders/{id}": "" }, "users");
  expect(tests.get("GET /orders/{id}")?.boundary).toBe(boundary);
});
