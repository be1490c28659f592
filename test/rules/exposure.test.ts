import { expect, test } from "vitest";
import { processorTime } from "../processor-time.ts";
import { privateButReachable } from "../../src/rules/exposure/private-but-reachable.ts";
import { privateButSelfRegistered } from "../../src/rules/exposure/private-but-self-registered.ts";
import { hiddenButReachable } from "../../src/rules/exposure/hidden-but-reachable.ts";
import { internalOperationInDescription } from "../../src/rules/exposure/internal-operation-in-description.ts";
import { internalsInDescription } from "../../src/rules/exposure/internals-in-description.ts";
import { excessiveDataInList } from "../../src/rules/data/excessive-data-in-list.ts";
import { widerAudience } from "../../src/rules/exposure/wider-audience.ts";
import { unauthenticatedOperation } from "../../src/rules/exposure/unauthenticated-operation.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { assess } from "../../src/exposure/assess.ts";
import { apiOf, faultsIn, returns, SIGN_UP, spotsOf, takes, type Operations } from "./faults-in.ts";

const info = (more: object): object => ({ info: { title: "T", version: "1", ...more } });
const PUBLIC = info({ "x-audience": "external-public" });
const PARTNER = info({ "x-audience": "external-partner" });
const COMPANY = info({ "x-audience": "company-internal" });

test.each<[string, object, string, string]>([
  ["public in partner", PARTNER, "external-public", "GET /a"],
  ["public in company", COMPANY, "external-public", "GET /a"],
  ["partner in company", COMPANY, "external-partner", "GET /a"],
  ["company in public", PUBLIC, "company-internal", ""],
  ["component in company", COMPANY, "component-internal", ""],
  ["public in nothing declared", {}, "external-public", ""],
])("wider-audience: %s", async (_name, more, audience, spots) => {
  expect(spotsOf(await faultsIn(widerAudience, { "GET /a": { "x-audience": audience }, "GET /b": {} }, more))).toBe(
    spots,
  );
});

const field = (more: object): Operations => ({
  "GET /a": { responses: returns({ properties: { cost: { type: "number", ...more } } }) },
});

test.each<[string, object, Operations, string]>([
  ["an operation in a public document", PUBLIC, { "GET /a": { "x-audience": "company-internal" } }, "GET /a"],
  ["one in a document of its own kind", COMPANY, { "GET /a": { "x-audience": "component-internal" } }, ""],
  [
    "one beside a public one, where nothing is declared of the API",
    {},
    { "GET /a": { "x-audience": "internal" }, "GET /b": { "x-audience": "public" } },
    "GET /a",
  ],
  ["one that is only hidden, which contradicts the API", PUBLIC, { "GET /a": { "x-internal": true } }, ""],
  ["a field in a public document", PUBLIC, field({ "x-internal": true }), "parts"],
  ["a field that is not hidden", PUBLIC, field({ "x-internal": false }), ""],
  ["a field in a document for the company", COMPANY, field({ "x-internal": true }), ""],
])("internal-operation-in-description: %s", async (_name, more, operations, spots) => {
  expect(spotsOf(await faultsIn(internalOperationInDescription, operations, more))).toBe(spots);
});

test.each<[string, object, string]>([
  ["behind the same door", { "x-internal": true }, "GET /b"],
  ["by UI prominence", { "x-ms-visibility": "internal" }, "GET /b"],
  ["with a prominence that hides nothing", { "x-ms-visibility": "advanced" }, ""],
  ["behind another door", { "x-internal": true, security: [{ certificate: [] }] }, ""],
  ["at another host", { "x-internal": true, servers: [{ url: "https://ops.acme.io" }] }, ""],
])("hidden-but-reachable: hidden %s", async (_name, more, spots) => {
  expect(spotsOf(await faultsIn(hiddenButReachable, { "GET /a": {}, "GET /b": more }))).toBe(spots);
});

test("hidden-but-reachable says nothing where everything is hidden", async () => {
  expect(await faultsIn(hiddenButReachable, { "GET /a": { "x-internal": true } })).toEqual([]);
});

const contact = (name: string, email: string): object => ({ contact: { name, email } });

test.each<[string, object, object, string]>([
  [
    "an internal server",
    PUBLIC,
    { servers: [{ url: "https://a.acme.io" }, { url: "https://a.acme.internal" }] },
    "hosts",
  ],
  ["a private address", PUBLIC, { servers: [{ url: "https://10.1.2.3/v1" }] }, "hosts"],
  ["a host of anybody's", PUBLIC, { servers: [{ url: "http://printer.local" }, { url: "http://stock:8080" }] }, ""],
  ["an internal server of the company's", COMPANY, { servers: [{ url: "https://a.acme.internal" }] }, ""],
  ["an internal link", info({ description: "See http://wiki.acme.corp/x." }), {}, "hosts"],
  ["a link that only begins so", info({ description: "See https://wiki.corp.acme.io/x." }), {}, ""],
  ["a person", info({ "x-audience": "public", ...contact("Jane Miller", "jane.miller@acme.io") }), {}, "contact"],
  ["a team", info({ "x-audience": "public", ...contact("Api Team", "api.team@acme.io") }), {}, ""],
  ["an address of somebody else", info({ "x-audience": "public", ...contact("Acme", "jane.miller@acme.io") }), {}, ""],
  [
    "a person in the company's",
    info({ "x-audience": "internal", ...contact("Jane Miller", "jane.miller@acme.io") }),
    {},
    "",
  ],
])("internals-in-description: %s", async (_name, first, more, spots) => {
  expect(spotsOf(await faultsIn(internalsInDescription, { "GET /a": {} }, { ...first, ...more }))).toBe(spots);
});

test("internals-in-description takes no longer for a text of many links", async () => {
  const description = "https://a.b.c.d.e.f.g.internal.".repeat(50_000) + "http://" + "a-".repeat(200_000);
  const start = processorTime();
  await faultsIn(internalsInDescription, { "GET /a": { description } });
  expect(processorTime() - start).toBeLessThan(3_000);
});

test.each([
  ["GET", "bounded"],
  ["PATCH", ""],
  ["DELETE", ""],
])("unauthenticated-write: events that anybody can %s by their ID make POST /events %j", async (method, cause) => {
  const faults = await faultsIn(unauthenticatedWrite, {
    "GET /a": {},
    "POST /events": { security: [] },
    [`${method} /events/{id}`]: { security: [] },
  });
  expect(faults.map((fault) => fault.cause)).toContain(cause);
  expect(faults.map((fault) => fault.cause).includes("bounded")).toBe(cause === "bounded");
});

test("unauthenticated-write asks for a proof of the sender, and offers no credential of users, where another service calls", async () => {
  const [fault] = await faultsIn(unauthenticatedWrite, { "GET /a": {}, "POST /payments/callback": { security: [] } });
  expect(fault!.remediation).toContain("Verify the sender of each message");
  expect(unauthenticatedWrite.fixes!.map(({ requires }) => requires?.(fault!))).toEqual([undefined]);
});

test("unauthenticated-write says where reading the same path requires a credential", async () => {
  const [fault] = await faultsIn(unauthenticatedWrite, { "GET /a": {}, "PUT /a": { security: [] } });
  expect(fault?.evidence).toEqual(["Reading the same path requires a credential: GET /a."]);
});

test.each<[string, string]>([
  ["POST /users/createWithList", "POST /users/createWithList"],
  ["POST /users/search", ""],
  ["POST /certificates/ocsp", ""],
  ["DELETE /users/{id}", "DELETE /users/{id}"],
])("unauthenticated-write: %s", async (operation, spots) => {
  expect(spotsOf(await faultsIn(unauthenticatedWrite, { "GET /a": {}, [operation]: { security: [] } }))).toBe(spots);
});

const EVERY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE"];

test.each<[string, object, string]>([
  ["takes nothing and answers all alike", {}, ""],
  ["takes a body", { requestBody: { content: {} } }, "DELETE /error, PATCH /error, POST /error, PUT /error"],
])("unauthenticated-write: a path of every method that %s", async (_name, more, spots) => {
  const all = EVERY_METHOD.map((method) => [`${method} /error`, { security: [], ...more }]);
  const faults = await faultsIn(unauthenticatedWrite, { "GET /a": {}, ...Object.fromEntries(all) });
  expect(spotsOf(faults)).toBe(spots);
});

const ASKED_WITH_EMAIL = {
  requestBody: {
    content: { "application/json": { schema: { required: ["email"], properties: { email: { type: "string" } } } } },
  },
  responses: { 204: { description: "Done." } },
};

test.each<[string, object, string]>([
  ["DELETE /orders", {}, "grave"],
  ["DELETE /orders", { parameters: [{ in: "query", name: "id", required: true }] }, ""],
  ["DELETE /orders/{id}", {}, ""],
  ["DELETE /preferences", {}, ""],
  ["GET /delete", {}, "grave"],
  ["POST /orders/clean", { operationId: "deleteAllOrders" }, "grave"],
  ["POST /branches/{id}/transfer", {}, "grave"],
  ["POST /branches/{id}/transfer/{productId}", {}, ""],
  ["POST /hospitais/{id}/transferencia/{productId}", {}, ""],
  [
    "POST /branches/{id}/transfer/{productId}",
    { parameters: [{ in: "query", name: "amount", schema: { type: "number" } }] },
    "grave",
  ],
  ["POST /track/{number}", {}, "bounded"],
  ["POST /track/{number}/quote/accept", {}, ""],
  ["POST /surveys/{id}/close", {}, "bounded"],
  ["POST /quotes/{number}/accept", ASKED_WITH_EMAIL, ""],
  ["POST /quotes/{number}/send", ASKED_WITH_EMAIL, "asked"],
  ["POST /payments/callback", {}, "received"],
  [
    "POST /payments/notification",
    { requestBody: takes({ paymentId: { type: "string" }, status: { type: "string" } }) },
    "received",
  ],
  ["POST /zahlungen/rueckmeldungen", { requestBody: takes({ ergebnis: { type: "string" } }) }, "received"],
  ["POST /payments/notification", { requestBody: takes({ email: { type: "string" } }) }, ""],
  ["POST /users/notification", { requestBody: takes({ status: { type: "string" } }) }, ""],
  ["POST /webhooks/{provider}", {}, "received"],
  [
    "POST /webhooks",
    { requestBody: { content: { "application/json": { schema: { properties: { targetUrl: { type: "string" } } } } } } },
    "",
  ],
])("unauthenticated-write: %s with %j is %j", async (id, more, cause) => {
  const faults = await faultsIn(unauthenticatedWrite, { "GET /a": {}, [id]: { security: [], ...more } });
  expect(faults.map((fault) => fault.cause)).toEqual([cause]);
});

const FILE = {
  "200": { description: "So.", content: { "image/jpeg": { schema: { type: "string", format: "binary" } } } },
};

test.each<[string, string, object, string]>([
  ["a file of somebody", "GET /users/{id}/license", { security: [], responses: FILE }, "file"],
  ["a picture that is there to be seen", "GET /users/{id}/avatar", { security: [], responses: FILE }, ""],
  ["a file of a thing", "GET /products/{id}/manual", { security: [], responses: FILE }, ""],
  ["a file behind a credential", "GET /users/{id}/license", { responses: FILE }, ""],
  ["a part of what is guarded", "GET /orders/{id}/lines", { security: [] }, ""],
])("unauthenticated-operation: %s", async (_name, id, operation, causes) => {
  const faults = await faultsIn(unauthenticatedOperation, { "GET /orders": {}, [id]: operation });
  expect(faults.map(({ cause }) => cause).join()).toBe(causes);
});

test("unauthenticated-operation: a part is open of what is guarded as a whole", async () => {
  const faults = await faultsIn(unauthenticatedOperation, {
    "GET /orders/{id}": {},
    "GET /orders/{id}/lines": { security: [] },
  });
  expect(spotsOf(faults)).toBe("GET /orders/{id}/lines");
});

test.each<[string, object, number]>([
  ["the audience", { "x-audience": "company-internal" }, 1],
  ["a mark that only hides it", { "x-internal": true }, 0],
])("private-but-reachable: an open operation with %s", async (_name, more, count) => {
  const faults = await faultsIn(privateButReachable, { "GET /a": { security: [], ...more } });
  expect(faults).toHaveLength(count);
});

test("a mark that only hides an operation beside others is hidden-but-reachable, whoever may call", async () => {
  const faults = await faultsIn(hiddenButReachable, {
    "GET /a": { security: [] },
    "GET /b": { security: [], "x-internal": true },
  });
  expect(spotsOf(faults)).toBe("GET /b");
});

test("unauthenticated-write: where nothing is required anywhere it is one line, with the gravest first", async () => {
  const operations = { "PATCH /notes/{id}": {}, "DELETE /notes": {} };
  const api = await apiOf(operations, { security: undefined });
  const faults = [...unauthenticatedWrite.check(assess(api, api.whose, api.policy, "self-registered", api))];
  expect(faults.map(({ message, evidence, aggravations }) => ({ message, evidence, aggravations }))).toEqual([
    {
      message: "Unauthenticated callers can call 2 operations that change data: DELETE /notes and PATCH /notes/{id}",
      evidence: ["Most severe: DELETE /notes (it deletes many objects at once)."],
      aggravations: [],
    },
  ]);
});

test.each<[string, object, string]>([
  ["all of them", {}, "Anyone can sign up with POST /signup and then call 2 operations that are declared private"],
  [
    "those that need a credential, where others need none",
    { "GET /health": { security: [] } },
    "Anyone can sign up with POST /signup and then call 2 of the 3 operations that are declared private",
  ],
])("private-but-self-registered counts %s", async (_name, more, message) => {
  const signUp = {
    security: [],
    "x-audience": "external-public",
    summary: "Creates an account",
    requestBody: {
      content: { "application/json": { schema: { properties: { email: {}, password: { type: "string" } } } } },
    },
  };
  const operations = { "POST /signup": signUp, "GET /orders": {}, "GET /orders/{id}": {}, ...more };
  const faults = await faultsIn(privateButSelfRegistered, operations, COMPANY);
  expect(faults.map((fault) => fault.message)).toEqual([message]);
});

const persons = (properties: object, more: object = {}): object => ({
  responses: returns({ type: "array", items: { properties } }),
  ...more,
});

test.each<[string, object, string]>([
  ["is secured too", {}, "GET /parcels"],
  ["is open to anyone, who may see less", { security: [] }, ""],
])("a list that returns more than a record that %s", async (_name, more, spots) => {
  const status = { id: { type: "string" }, status: { type: "string" } };
  const operations = {
    "GET /parcels": persons({ ...status, phoneNumber: { type: "string" } }),
    "GET /parcels/{id}": { responses: returns({ properties: status }), ...more },
  };
  expect(spotsOf(await faultsIn(excessiveDataInList, operations))).toBe(spots);
});

test.each<[string, object, string]>([
  ["that the record has as an object", { address: { type: "object", properties: { street: { type: "string" } } } }, ""],
  ["that the record does not have", {}, "GET /patients"],
])("a town in a list is of an address %s", async (_name, more, spots) => {
  const name = { fullName: { type: "string" }, birthDate: { type: "string", format: "date" } };
  const operations: Operations = {
    ...SIGN_UP,
    "GET /patients": {
      responses: returns({
        type: "array",
        items: { title: "Patient", properties: { ...name, homeTown: { type: "string" } } },
      }),
    },
    "GET /patients/{id}": { responses: returns({ title: "Patient", properties: { ...name, ...more } }) },
  };
  expect(spotsOf(await faultsIn(excessiveDataInList, operations))).toBe(spots);
});
