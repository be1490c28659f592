import { expect, test } from "vitest";
import { sharedKey } from "../../src/rules/authentication/shared-key.ts";
import { faultsIn } from "./faults-in.ts";

/* Who calls, by a header, behind a key that every copy of an app has; and what proves more, or names no caller. */

const SHARED = {
  components: {
    securitySchemes: {
      appKey: { type: "apiKey", in: "header", name: "X-App-Key", description: "The same for every installation." },
      userToken: { type: "http", scheme: "bearer", description: "Issued to each user who logs in." },
    },
  },
};

function operations(header: string, security: readonly object[], isRequired = true): Record<string, object> {
  return {
    "GET /balance": {
      security,
      parameters: [{ name: header, in: "header", required: isRequired, schema: { type: "string" } }],
      responses: { "200": { description: "The balance." } },
    },
  };
}

test.each<[string, string]>([
  ["en", "X-Customer-Id"],
  ["en, a user", "X-User-Id"],
  ["de", "X-Kunden-Nr"],
  ["fr", "X-Client-Id"],
  ["es", "X-Cliente-Id"],
  ["pt", "X-Usuario-Id"],
])("a header decides who calls: %s", async (_, header) => {
  const faults = await faultsIn(sharedKey, operations(header, [{ appKey: [] }]), SHARED);
  expect(faults.map(({ title }) => title)).toEqual([
    "Header decides whose data is returned, and the key is the same for all callers (BOLA)",
  ]);
});

test.each<[string, Record<string, object>]>([
  ["a token of the user", operations("X-Customer-Id", [{ userToken: [] }])],
  ["both credentials", operations("X-Customer-Id", [{ appKey: [], userToken: [] }])],
  ["a trace", operations("X-Request-Id", [{ appKey: [] }])],
  ["a token in the header", operations("X-User-Token", [{ appKey: [] }])],
  ["a version", operations("X-Api-Version", [{ appKey: [] }])],
  [
    "a token in another header",
    {
      "GET /balance": {
        security: [{ appKey: [] }],
        parameters: ["X-User-Id", "X-Session-Token"].map((name) => ({
          name,
          in: "header",
          required: true,
          schema: { type: "string" },
        })),
        responses: { "200": { description: "The balance." } },
      },
    },
  ],
  ["what may be left out", operations("X-Customer-Id", [{ appKey: [] }], false)],
])("nothing is found with %s", async (_, given) => {
  expect(await faultsIn(sharedKey, given, SHARED)).toEqual([]);
});
