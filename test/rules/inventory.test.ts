import { expect, test } from "vitest";
import { deprecatedOperation } from "../../src/rules/inventory/deprecated-operation.ts";
import { oldVersion } from "../../src/rules/inventory/old-version.ts";
import { placeholderServer } from "../../src/rules/inventory/placeholder-server.ts";
import { unownedApi } from "../../src/rules/inventory/unowned-api.ts";
import { debugOperation } from "../../src/rules/authorization/debug-operation.ts";
import { apiOfPart } from "./description-of.ts";
import { apiOf, found } from "./operation-of.ts";

const PAIRS: readonly (readonly [readonly string[], string])[] = [
  [["/v1/users", "/v2/users"], "GET /v1/users"],
  [["/api/v1/users/{id}", "/api/v2/users/{userId}"], "GET /api/v1/users/{id}"],
  [["/v1/users", "/v2/orders"], ""],
  [["/v1.0/users", "/v1.1/users"], "GET /v1.0/users"],
  [["/v9/users", "/v10/users"], "GET /v9/users"],
  [["/2024-01-31/users", "/2025-06-30/users"], "GET /2024-01-31/users"],
  [["/v1/users", "/users"], "GET /v1/users"],
  [["/users", "/v2/users"], "GET /users"],
  [["/users/legacy/list", "/users/list"], "GET /users/legacy/list"],
  [["/users-old", "/users"], "GET /users-old"],
  [["/search", "/searchV2"], "GET /search"],
  [["/search", "/search_v2"], "GET /search"],
  [["/api", "/api/v1"], ""],
  [["/v1/{id}", "/v2/{id}"], ""],
  [["/old/{id}", "/{id}"], ""],
  [["/v1/a", "/v2/a", "/v3/a"], "GET /v1/a,GET /v2/a"],
];

test.each(PAIRS)("of %j the old ones are %j", async (paths, expected) => {
  const api = await apiOf(paths.map((path) => [`GET ${path}`, {}]));
  const places = [...oldVersion.check(api)].flatMap((fault) => fault.places ?? []);
  expect(places.map(({ operation }) => operation?.id).join()).toBe(expected);
});

test("an old version that asks for less than the new one says so", async () => {
  const api = await apiOf([
    ["GET /v1/users", {}, "open"],
    ["GET /v2/users", {}],
  ]);
  expect([...oldVersion.check(api)].map(({ cause }) => cause)).toEqual(["weaker"]);
});

test.each([
  ["GET /v{version}/users", { enum: [1, 2] }, "parameter open path version"],
  ["GET /api/{apiVersion}/users", { enum: ["v1", "v2"] }, "parameter open path apiVersion"],
  ["GET /v{version}/users", { enum: [2] }, ""],
  ["GET /v{version}/users", { type: "integer" }, ""],
  ["GET /packages/{name}/versions/{version}/files", { enum: [1, 2] }, ""],
] as const)("%s with %j gives %j", async (id, schema, expected) => {
  const name = /\{(\w*version)\}/i.exec(id)?.[1] ?? "";
  const parameters = [{ name, in: "path", required: true, schema }];
  expect(await found(oldVersion, id, { also: { parameters } }, "open")).toBe(expected);
});

test.each([
  [{ deprecated: true }, "open"],
  [{ deprecated: true, "x-sunset": "2026-12-31" }, ""],
  [{ deprecated: true, description: "Will be removed in 2027." }, ""],
  [{ deprecated: true, description: "Use the other." }, "open"],
  [{}, ""],
])("deprecated-operation: %j gives %j", async (also, expected) => {
  expect(await found(deprecatedOperation, "GET /users", { also }, "open")).toBe(expected);
});

test.each([
  ["GET /createdb", 1],
  ["POST /db/reset", 1],
  ["POST /api/test", 1],
  ["POST /hooks/test", 0],
  ["POST /password/reset", 0],
  ["GET /tests/{id}", 0],
] as const)("debug-operation: %s gives %i", async (id, expected) => {
  expect([...debugOperation.check(await apiOf([[id, {}, "open"]]))]).toHaveLength(expected);
});

const OWNERS: readonly (readonly [object, number])[] = [
  [{}, 1],
  [{ contact: { email: "team@acme.io" } }, 0],
  [{ contact: { url: "https://acme.io/support" } }, 0],
  [{ contact: { name: "" } }, 1],
  [{ contact: { name: "string" } }, 1],
  [{ contact: { email: "you@your-company.com" } }, 1],
  [{ "x-team": "orders" }, 0],
  [{ description: "Report holes to [us](https://github.com/acme/orders/issues)." }, 0],
  [{ description: "Read [the guide](https://github.com/acme/orders/wiki)." }, 1],
  [{ description: "Questions? orders@acme.io" }, 0],
  [{ description: "Send it to you@example.com" }, 1],
];

test.each(OWNERS)("an API of %j has %i faults of ownership", async (info, expected) => {
  const api = await apiOfPart(
    JSON.stringify({ openapi: "3.1.0", info: { title: "A", version: "1", ...info }, paths: { "/a": { get: {} } } }),
  );
  expect([...unownedApi.check(api)]).toHaveLength(expected);
});

const SERVERS: readonly (readonly [readonly string[], string])[] = [
  [["https://api.acme.io"], ""],
  [["http://localhost:8080"], "all"],
  [["https://api.example.com"], "all"],
  [["https://api.acme.io", "http://127.0.0.1"], "some"],
  [["https://api.acme.io", "https://staging-api.acme.io"], "some"],
  [["https://api.acme.io", "https://sandbox.acme.io"], ""],
  [["https://latest.acme.io", "https://contest.acme.io"], ""],
  [["/v1"], ""],
  [["https://{tenant}.acme.io"], ""],
];

test.each(SERVERS)("servers %j give %j", async (urls, expected) => {
  const servers = urls.map((url) => ({ url }));
  const api = await apiOfPart(
    JSON.stringify({ openapi: "3.1.0", info: { title: "A", version: "1" }, servers, paths: { "/a": { get: {} } } }),
  );
  expect([...placeholderServer.check(api)].map(({ cause }) => cause).join()).toBe(expected);
});
