import { expect, test } from "vitest";
import { weakerWrite } from "../../src/rules/authentication/weaker-write.ts";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { understandingOf } from "../../src/operations/understood.ts";
import { anonymousWrite } from "../../src/rules/exposure/anonymous-write.ts";
import { callerChosenUrl } from "../../src/rules/inputs/caller-chosen-url.ts";
import { unboundedAmount } from "../../src/rules/inputs/unbounded-amount.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { apiOf, faultsIn, returns, SCHEMES, SIGN_UP, takes, type Operations } from "./faults-in.ts";

/*
 * Pairs that differ in one fact, and what that fact weighs: each step milder is a minus, each step graver a plus.
 */

const TEXT = { type: "string" };
const OPEN = { security: [] };
const LIST_OF_PICTURES = { photoUrls: { type: "array", items: TEXT } };
const HOOK = { callbackUrl: { ...TEXT, format: "uri" } };
const LOG = (name: string): Operations => ({
  "GET /hooks/{id}/deliveries": {
    responses: returns({ type: "array", items: { type: "object", properties: { sentAt: TEXT, [name]: TEXT } } }),
  },
});

const PAIRS: readonly [string, Rule, Operations, string][] = [
  [
    "a number of goods where nothing has a price",
    unboundedAmount,
    { "POST /orders": { requestBody: takes({ quantity: { type: "integer" } }) } },
    "-",
  ],
  [
    "a number of goods where something has a price",
    unboundedAmount,
    {
      "POST /orders": { requestBody: takes({ quantity: { type: "integer" } }) },
      "GET /articles": { responses: returns({ type: "object", properties: { price: { type: "number" } } }) },
    },
    "0",
  ],
  [
    "pictures of a stranger that are shown by the same name",
    callerChosenUrl,
    {
      "POST /pets": { ...OPEN, requestBody: takes({ name: TEXT, ...LIST_OF_PICTURES }) },
      "GET /pets/{id}": { responses: returns({ type: "object", properties: { name: TEXT, ...LIST_OF_PICTURES } }) },
    },
    "-",
  ],
  [
    "pictures of a stranger, of which something else is shown",
    callerChosenUrl,
    {
      "POST /pets": { ...OPEN, requestBody: takes({ name: TEXT, ...LIST_OF_PICTURES }) },
      "GET /pets/{id}": { responses: returns({ type: "object", properties: { name: TEXT, photo: TEXT } }) },
    },
    "0",
  ],
  [
    "pictures of a thing that are downloaded",
    callerChosenUrl,
    {
      "POST /pets": {
        ...OPEN,
        requestBody: takes({
          name: TEXT,
          photoUrls: { ...LIST_OF_PICTURES.photoUrls, description: "Each is downloaded by the server." },
        }),
      },
    },
    "0",
  ],
  ["a webhook of a known caller", callerChosenUrl, { "POST /hooks": { requestBody: takes(HOOK) } }, "-"],
  ["a webhook of anybody", callerChosenUrl, { "POST /hooks": { ...OPEN, requestBody: takes(HOOK) } }, "+"],
  [
    "a webhook whose answers are shown",
    callerChosenUrl,
    { "POST /hooks": { requestBody: takes(HOOK) }, ...LOG("responseBody") },
    "+",
  ],
  [
    "a webhook of which is shown that it was called",
    callerChosenUrl,
    { "POST /hooks": { requestBody: takes(HOOK) }, ...LOG("attempt") },
    "-",
  ],
  [
    "anybody changes an account's name",
    anonymousWrite,
    { "PUT /users/{id}": { ...OPEN, requestBody: takes({ name: TEXT }) } },
    "0",
  ],
  [
    "anybody sets an account's password",
    anonymousWrite,
    { "PUT /users/{id}": { ...OPEN, requestBody: takes({ name: TEXT, password: TEXT }) } },
    "+",
  ],
  [
    "whoever has a long key may",
    anonymousWrite,
    {
      "PUT /users/{id}": {
        ...OPEN,
        requestBody: takes({ password: TEXT, key: { ...TEXT, minLength: 32, maxLength: 32 } }),
      },
    },
    "-",
  ],
  [
    "whoever has some key may",
    anonymousWrite,
    { "PUT /users/{id}": { ...OPEN, requestBody: takes({ password: TEXT, key: TEXT }) } },
    "+",
  ],
];

test.each(PAIRS)("%s", async (_name, rule, operations, steps) => {
  const faults = await faultsIn(rule, operations);
  expect(
    faults.map(
      ({ aggravations = [], mitigations = [] }) =>
        "+".repeat(aggravations.length) + "-".repeat(mitigations.length) || "0",
    ),
  ).toEqual([steps]);
});

test.each([
  ["certificate", 1],
  ["key", 0],
])("a deletion by whoever signs up, beside a read that asks for a %s", async (scheme, count) => {
  const faults = await faultsIn(weakerWrite, {
    ...SIGN_UP,
    "GET /pets/{id}": { security: [{ [scheme]: [] }] },
    "DELETE /pets/{id}": { security: [{ login: ["write"] }] },
  });
  expect(SCHEMES).toHaveProperty(scheme);
  expect(faults).toHaveLength(count);
});

const parameter = (name: string, description: string) => [{ name, in: "query", schema: TEXT, description }];

test.each([
  ["p", "The Acme 1.x password to authenticate the request.", 1],
  ["p", "The page to begin with.", 0],
  ["token", "The token of the caller.", 1],
  ["token", "A name token. Only returns accounts with the specified name.", 0],
])("credential-in-url: %s, which is %j", async (name, description, count) => {
  const faults = await faultsIn(credentialInUrl, { "GET /accounts": { parameters: parameter(name, description) } });
  expect(faults).toHaveLength(count);
});

const UNSTATED = { security: undefined };

test.each([
  ["/v1/currency/{currency}", undefined, "harmless"],
  ["/v1/customers/{currency}", undefined, "opaque"],
])("what nothing describes at %s is %s", async (path, _schema, understanding) => {
  const responses = { 200: { description: "ok" } };
  const api = await apiOf({ [`GET ${path}`]: { responses } }, UNSTATED);
  expect(understandingOf(api, api.operations[0]!)).toBe(understanding);
});

test.each([
  ["Countries of the world", "harmless"],
  ["Customers of the world", "opaque"],
])("what %s holds at /v1/all is %s", async (title, understanding) => {
  const responses = { 200: { description: "ok" } };
  const api = await apiOf({ "GET /v1/all": { responses } }, { ...UNSTATED, info: { title, version: "1" } });
  expect(understandingOf(api, api.operations[0]!)).toBe(understanding);
});
