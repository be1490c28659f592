import { expect, test } from "vitest";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { secretInDescription } from "../../src/rules/data/secret-in-description.ts";
import { storedCredentialReturned } from "../../src/rules/data/stored-credential-returned.ts";
import { faultsIn, returns, spotsOf, takes, type Operations } from "./faults-in.ts";

/*
 * A secret that is not stored, or not shown: what a call makes, leaves empty or only shows as a sample.
 */

const TEXT = { type: "string" };
const SHOWN = { properties: { uuid: TEXT, token: { type: "string", example: "a7a5ef25-8889" } } };
const emptied = (example: string): object =>
  returns({ allOf: [SHOWN, { properties: { token: { type: "string", example } } }] });
const ONCE = "You cannot retrieve your token after it is generated.";

test.each<[string, string, Operations, string]>([
  ["is left empty, as a text says", ONCE, { "GET /tokens/{id}": { tags: ["t"], responses: emptied("") } }, ""],
  [
    "is left empty, which no text says",
    "Tokens.",
    { "GET /tokens/{id}": { tags: ["t"], responses: emptied("") } },
    "GET /tokens/{id}",
  ],
  [
    "is shown, although a text denies it",
    ONCE,
    { "GET /tokens/{id}": { tags: ["t"], responses: returns(SHOWN) } },
    "GET /tokens/{id}",
  ],
  ["is shown anew", ONCE, { "GET /tokens/{id}": { tags: ["t"], responses: emptied("b81") } }, "GET /tokens/{id}"],
  [
    "is left empty by reads, and comes with a change",
    ONCE,
    {
      "GET /tokens/{id}": { tags: ["t"], responses: emptied("") },
      "PATCH /tokens/{id}": { tags: ["t"], requestBody: takes({ name: TEXT }), responses: returns(SHOWN) },
    },
    "",
  ],
  [
    "is given for a password",
    "",
    { "GET /auth": { security: [{ password: [] }], responses: returns({ properties: { accessToken: TEXT } }) } },
    "",
  ],
  [
    "is read with a token",
    "",
    { "GET /auth": { responses: returns({ properties: { accessToken: TEXT } }) } },
    "GET /auth",
  ],
  [
    "is of whoever a path names",
    "",
    {
      "GET /users/{id}/auth": {
        security: [{ password: [] }],
        responses: returns({ properties: { accessToken: TEXT } }),
      },
    },
    "GET /users/{id}/auth",
  ],
])("a token that %s", async (_what, description, operations, found) => {
  const tags = [{ name: "t", description }];
  expect(spotsOf(await faultsIn(credentialInResponse, operations, { tags })).split(", ")[0]).toBe(found);
});

const ANSWER = { properties: { text: TEXT, info: { type: "object", properties: { apiKey: TEXT } } } };
const POST = { requestBody: takes({ text: TEXT }), responses: returns(ANSWER) };

test.each<[string, Operations, string]>([
  [
    "a sample of what the POST answers",
    {
      "GET /analyze": { security: [], summary: "Test API response without a key", responses: returns(ANSWER) },
      "POST /analyze": POST,
    },
    "",
  ],
  [
    "what is kept",
    { "GET /analyze": { security: [], summary: "Last analysis", responses: returns(ANSWER) }, "POST /analyze": POST },
    "GET /analyze",
  ],
  [
    "a sample of what one may choose",
    {
      "GET /analyze": {
        security: [],
        summary: "Test API response without a key",
        parameters: [{ name: "account", in: "query", schema: TEXT }],
        responses: returns(ANSWER),
      },
      "POST /analyze": POST,
    },
    "GET /analyze",
  ],
  [
    "a sample that no POST answers",
    { "GET /analyze": { security: [], summary: "Test API response without a key", responses: returns(ANSWER) } },
    "GET /analyze",
  ],
])("a key in %s", async (_what, operations, found) => {
  expect(spotsOf(await faultsIn(credentialInResponse, operations)).split(", ")[0]).toBe(found);
});

test.each([
  ["The user-specific authentication token", 1],
  ["The session token; expires in an hour", 0],
  ["The user-specific authentication token, which expires", 0],
])("a token of the caller is read back: %s", async (description, count) => {
  const responses = returns({ properties: { name: TEXT, authToken: { ...TEXT, description } } });
  expect(await faultsIn(storedCredentialReturned, { "GET /me": { responses } })).toHaveLength(count);
});

test.each([
  ["Not Available", 0],
  ["N/A", 0],
  ["Available42", 1],
])("a default of %s", async (value, count) => {
  const requestBody = takes({ password: { ...TEXT, default: value } });
  expect(await faultsIn(secretInDescription, { "PUT /a": { requestBody } })).toHaveLength(count);
});
