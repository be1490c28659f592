import { expect, test } from "vitest";
import { testsOf, type Operations } from "./tests-of.ts";

/* Where an API only reads, what it reads is found by a search, and nothing says whose it is, there is no B. */

const Q = "parameters: [{ name: q, in: query, required: true, schema: { type: string } }]";
const returning = (properties: string): string =>
  `responses: { "200": { description: OK, content: { application/json: { schema: { properties: ${properties} } } } } }`;
const COMPANY = returning("{ name: { type: string }, hq_address: { type: string }, phone: { type: string } }");
const SEARCH = { "GET /companies/search": Q };

test.each<[string, Operations, number]>([
  ["companies that are found by a search", { ...SEARCH, "GET /companies/{companyId}": COMPANY }, 0],
  ["companies that nobody can look for", { "GET /companies/{companyId}": COMPANY }, 1],
  ["what somebody writes", { ...SEARCH, "GET /companies/{companyId}": COMPANY, "PUT /companies/{companyId}": "" }, 2],
  [
    "what a text calls the caller's",
    { ...SEARCH, "GET /companies/{companyId}": `summary: Get one of your companies\n${COMPANY}` },
    1,
  ],
  ["orders", { "GET /orders/search": Q, "GET /orders/{orderId}": returning("{ total: { type: number } }") }, 1],
  ["devices", { "GET /devices/search": Q, "GET /devices/{deviceId}": returning("{ model: { type: string } }") }, 1],
  ["accounts", { "GET /accounts/search": Q, "GET /accounts/{id}/statements/{n}": returning("{ sum: {} }") }, 1],
  ["people", { "GET /employees/search": Q, "GET /employees/{id}": returning("{ email: { type: string } }") }, 1],
  ["what says whose it is", { ...SEARCH, "GET /files/{id}": returning("{ owner_id: { type: string } }") }, 1],
])("%s: tests of %#", async (_name, operations, least) => {
  const tests = await testsOf(operations, "accounts");
  const byId = [...tests.keys()].filter((id) => id.includes("{"));
  expect(Math.min(byId.length, least)).toBe(least);
  if (least === 0) expect(byId).toEqual([]);
});

const TITLE = returning("{ title: { type: string }, genre: { type: string } }");
const CAST = returning("{ name: { type: string }, photoUrl: { type: string } }");
const REACHED = returning("{ name: { type: string }, email: { type: string } }");

test.each<[string, Operations, "shared" | "object"]>([
  [
    "works",
    { "GET /programmes/{id}": TITLE, "GET /programmes/{id}/episodes": TITLE, "GET /episodes/{id}": TITLE },
    "shared",
  ],
  ["works in German", { "GET /sendungen/{id}": TITLE, "GET /staffeln/{id}": TITLE }, "shared"],
  ["works in Spanish", { "GET /películas/{id}": TITLE, "GET /episodios/{id}": TITLE }, "shared"],
  [
    "those who play in works",
    { "GET /films/{id}": TITLE, "GET /episodes/{id}": TITLE, "GET /people/{id}": CAST },
    "shared",
  ],
  [
    "people with their addresses",
    { "GET /films/{id}": TITLE, "GET /episodes/{id}": TITLE, "GET /people/{id}": REACHED },
    "object",
  ],
  [
    "what is confidential",
    {
      "GET /films/{id}": TITLE,
      "GET /episodes/{id}": TITLE,
      "GET /stores/{id}": returning("{ salary: { type: number } }"),
    },
    "object",
  ],
  ["figures of campaigns", { "GET /campaigns/{id}": TITLE, "GET /channels/{id}/reach": TITLE }, "object"],
  ["works that callers upload", { "GET /films/{id}": TITLE, "GET /series/{id}": TITLE, "POST /films": "" }, "object"],
  [
    "works of which a text says that they are the caller's",
    { "GET /films/{id}": `summary: Get one of your films\n${TITLE}`, "GET /series/{id}": TITLE },
    "object",
  ],
  [
    "works beside a text about the caller's plan",
    { "GET /films/{id}": `description: Counts towards your quota.\n${TITLE}`, "GET /series/{id}": TITLE },
    "shared",
  ],
])("%s: what is asked for by ID", async (_name, operations, kind) => {
  const tests = await testsOf(operations, "accounts");
  const kinds = [...tests.entries()]
    .filter(([id]) => id.startsWith("GET ") && id.endsWith("{id}"))
    .map(([, one]) => one.kind);
  expect(new Set(kinds)).toEqual(new Set([kind]));
});
