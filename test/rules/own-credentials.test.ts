import { expect, test } from "vitest";
import { storedCredentialReturned } from "../../src/rules/data/stored-credential-returned.ts";
import { faultsIn } from "./faults-in.ts";

/*
 * What an API calls the credential that it asks for is that credential in its answers, too, and opens all that its owner may do.
 */

const profile = (field: string): object => ({
  responses: {
    "200": {
      description: "The caller's profile.",
      content: { "application/json": { schema: { type: "object", properties: { [field]: { type: "string" } } } } },
    },
  },
});

test.each<[string, string, readonly number[]]>([
  ["the key that the API asks for", "acme_key", [0]],
  ["another key of the caller's", "api_key", [1]],
  ["a key by its name alone", "key", []],
])("%s in the caller's profile is as much milder as: %s", async (_what, field, milder) => {
  const faults = await faultsIn(
    storedCredentialReturned,
    { "GET /me": profile(field) },
    {
      security: [{ own: [] }],
      components: { securitySchemes: { own: { type: "apiKey", in: "header", name: "X-Acme-Key" } } },
    },
  );
  expect(faults.map(({ mitigations }) => mitigations?.length ?? 0)).toEqual(milder);
});

test.each([
  ["GET /authkey", ["username", "password"], 0],
  ["GET /me", [], 1],
])("a key that %s gives for %j is kept, or not: %d", async (id, names, faults) => {
  const parameters = names.map((name) => ({ name, in: "query", schema: { type: "string" } }));
  const found = await faultsIn(storedCredentialReturned, {
    [id]: { ...profile("auth_key"), parameters, security: [{ key: [] }] },
    "GET /orders": {},
  });
  expect(found).toHaveLength(faults);
});
