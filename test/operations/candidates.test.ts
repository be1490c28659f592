import { expect, test } from "vitest";
import { candidatesOf } from "../../src/operations/candidates/candidates.ts";
import { pathSteps } from "../../src/operations/candidates/path-steps.ts";
import { apiOfPart } from "../rules/description-of.ts";
import { apiOf } from "../rules/faults-in.ts";

const TEXT = { type: "string" };
const EMAIL = { ...TEXT, format: "email" };
const returns = (schema: object): object => ({ 200: { content: { "application/json": { schema } } } });
const list = (properties: object): object => returns({ type: "array", items: { properties } });
const takes = (properties: object): object => ({ content: { "application/json": { schema: { properties } } } });
const USER = { properties: { userId: TEXT, name: TEXT, email: EMAIL } };

/** Operations by `METHOD /path`; every `{x}` is a text, where nothing else is said. */
async function ranked(operations: Readonly<Record<string, object>>): Promise<readonly string[]> {
  return (await candidates(operations)).map(({ operation }) => operation.id);
}

async function candidates(operations: Readonly<Record<string, object>>) {
  const paths: Record<string, Record<string, object>> = {};
  for (const [id, operation] of Object.entries(operations)) {
    const [method = "", path = ""] = id.split(" ");
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: TEXT,
    }));
    (paths[path] ??= {})[method.toLowerCase()] = { parameters: inPath, ...operation };
  }
  const description = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ token: [] }],
    paths,
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
  };
  return candidatesOf(await apiOfPart(JSON.stringify(description)));
}

const of = (type: object, name = "id") => ({ parameters: [{ name, in: "path", required: true, schema: type }] });

test.each([
  [
    "what is sensitive before what is not",
    { "GET /colours/{id}": {}, "GET /people/{id}": { responses: returns({ properties: { email: EMAIL } }) } },
    ["GET /people/{id}", "GET /colours/{id}"],
  ],
  [
    "deleting before changing before reading",
    { "GET /notes/{id}": {}, "PUT /notes/{id}": {}, "DELETE /notes/{id}": {} },
    ["DELETE /notes/{id}", "PUT /notes/{id}", "GET /notes/{id}"],
  ],
  [
    "a number before a name before a random identifier",
    {
      "GET /as/{id}": of({ type: "string", format: "uuid" }),
      "GET /bs/{id}": {},
      "GET /cs/{id}": of({ type: "integer" }),
    },
    ["GET /cs/{id}", "GET /bs/{id}", "GET /as/{id}"],
  ],
  [
    "a random identifier that others are told before a number",
    {
      "GET /rides/{id}": of({ type: "integer" }),
      "GET /bikes/{bikeId}/position": of({ type: "string", format: "uuid" }, "bikeId"),
      "GET /posts": { responses: list({ author: { properties: { bikeId: TEXT } } }) },
    },
    ["GET /bikes/{bikeId}/position", "GET /rides/{id}"],
  ],
  [
    "what is an owner's before what is nobody's",
    { "GET /menus/{id}/dishes": {}, "GET /users/{id}/dishes": {} },
    ["GET /users/{id}/dishes", "GET /menus/{id}/dishes"],
  ],
  [
    "an object before a mark on somebody's object",
    { "POST /posts/{id}/like-requests": {}, "DELETE /posts/{id}/like": {}, "GET /posts/{id}": {} },
    ["GET /posts/{id}", "POST /posts/{id}/like-requests", "DELETE /posts/{id}/like"],
  ],
  [
    "what a list does not show of everybody before what it does",
    {
      "GET /me": { responses: returns(USER) },
      "GET /posts": { responses: list({ text: TEXT, author: USER }) },
      "GET /posts/{id}": { responses: returns({ properties: { text: TEXT, author: USER } }) },
      "GET /trips": { responses: list({ contact_email: EMAIL }) },
      "GET /trips/{id}": { responses: returns({ properties: { contact_email: EMAIL } }) },
    },
    ["GET /trips/{id}", "GET /posts", "GET /trips", "GET /posts/{id}"],
  ],
  [
    "what strangers cannot read before what they can",
    { "GET /news": { security: [] }, "GET /news/{id}": {}, "GET /bills/{id}": {} },
    ["GET /bills/{id}", "GET /news/{id}"],
  ],
  [
    "money before what is deleted, and that before what is changed",
    { "PUT /notes/{id}": {}, "DELETE /notes/{id}": {}, "POST /payments/{id}/capture": {} },
    ["POST /payments/{id}/capture", "DELETE /notes/{id}", "PUT /notes/{id}"],
  ],
])("%s", async (_name, operations, order) => {
  expect(await ranked(operations)).toEqual(order);
});

test.each([
  ["GET /payments", [{ name: "location_id", in: "query", schema: TEXT }], "filter", ["location_id"]],
  ["GET /payments", [{ name: "reference_id", in: "query", schema: TEXT }], undefined, []],
  ["GET /payments", [{ name: "last_location_id", in: "query", schema: TEXT }], undefined, []],
  ["GET /payments", [{ name: "X-Location-Id", in: "header", schema: TEXT }], undefined, []],
  ["GET /payments", [{ name: "X-Request-Id", in: "header", required: true, schema: TEXT }], undefined, []],
  ["DELETE /payments", [{ name: "id", in: "header", required: true, schema: TEXT }], "object", ["id"]],
  ["GET /payments", [{ name: "location_id", in: "header", required: true, schema: TEXT }], "filter", ["location_id"]],
  ["DELETE /payments/{id}", [], "object", ["id"]],
])("%s with %j is asked as a %s", async (id, parameters, kind, names) => {
  const found = await candidates({
    "GET /locations/{id}": {},
    [id]: { responses: list({ id: TEXT }), ...(parameters.length > 0 ? { parameters } : {}) },
  });
  const candidate = found.find(({ operation }) => operation.id === id);
  expect(candidate?.kind).toBe(kind);
  expect(candidate?.identifiers.map(({ name }) => name) ?? []).toEqual(names);
});

test.each([
  ["POST /orders", { address_id: TEXT, quantity: TEXT }, "address_id"],
  ["POST /transfers", { from_account_id: TEXT, amount: TEXT }, "from_account_id"],
  ["POST /transfers", { sendingAccountNumber: TEXT, transferQuantity: TEXT }, "sendingAccountNumber"],
  ["POST /labels", { sendingAccountNumber: TEXT, quantity: TEXT }, undefined],
  ["POST /orders", { AccountSid: TEXT, quantity: TEXT }, "AccountSid"],
  ["POST /orders", { product_id: TEXT }, undefined],
  ["POST /charges", { merchant_order_id: TEXT }, undefined],
  ["POST /orders", { address_id: { ...TEXT, readOnly: true } }, undefined],
  ["PUT /profile", { username: TEXT, phone: TEXT }, "username"],
  ["POST /login", { username: TEXT, password: TEXT }, undefined],
  ["POST /users", { username: TEXT, password: TEXT }, undefined],
])("%s with %j names the object by %s in its body", async (id, body, name) => {
  const [candidate] = await candidates({ [id]: { requestBody: takes(body) } });
  expect(candidate?.identifiers.at(-1)?.name).toBe(name);
});

test.each([
  [
    "the account that something goes to",
    "POST /numbers/{Sid}/transfers",
    { TargetAccountSid: TEXT },
    "TargetAccountSid",
  ],
  ["another of its kind", "POST /bundles/{BundleSid}/replace-items", { FromBundleSid: TEXT }, "FromBundleSid"],
  ["… that it is copied to", "POST /bundles/{id}/copies", { target_bundle_id: TEXT }, "target_bundle_id"],
  ["the thing itself", "POST /bundles/{id}/copies", { bundle_id: TEXT }, ""],
])("beside the object of the path the body names %s", async (_what, id, body, beside) => {
  const found = await candidates({
    "GET /bundles/{id}": {},
    "GET /accounts/{id}": {},
    [id]: { requestBody: takes(body) },
  });
  const candidate = found.find(({ operation }) => operation.id === id);
  expect(candidate?.beside.map(({ name }) => name).join()).toBe(beside);
});

test("nobody is tested where everybody may call, and a version names no object", async () => {
  expect(await ranked({ "GET /notes/{id}": { security: [] }, "GET /{version}/notes": {} })).toEqual([]);
});

test("the object is what the path names last, wherever its parameter stands in the list", async () => {
  const [candidate] = await candidates({
    "GET /users/{userId}/cards/{cardId}": {
      parameters: ["cardId", "userId"].map((name) => ({ name, in: "path", required: true, schema: TEXT })),
    },
  });
  expect(candidate?.resource.noun).toBe("card");
});

test("a DELETE puts at stake what reads of the same object show", async () => {
  const [candidate] = await candidates({
    "DELETE /people/{id}": {},
    "GET /people/{id}": { responses: returns({ properties: { email: EMAIL } }) },
  });
  expect(candidate).toMatchObject({
    operation: { id: "DELETE /people/{id}" },
    atRisk: { sensitivity: "confidential" },
  });
});

test.each([
  ["GET /people/{id}/summary", "confidential"],
  ["GET /people/{id}/notes/latest", "public"],
])("a change of what no read shows by itself puts at stake what %s shows: %s", async (read, sensitivity) => {
  const shown = { responses: returns({ properties: { email: EMAIL } }) };
  const found = await candidates({ "PUT /people/{id}/status": {}, [read]: shown });
  const change = found.find(({ operation }) => operation.method === "PUT");
  expect(change?.atRisk.sensitivity).toBe(sensitivity);
});

test.each([
  ["/rides?page={page}", "rides"],
  ["/rides?full=true", "rides"],
  ["/rides?v=2&full=true", "rides"],
  ["/?Action=ListRides", "?Action=ListRides"],
])("the steps of %s are %s", (path, steps) => {
  expect(
    pathSteps({ path })
      .map(({ text }) => text)
      .join(" "),
  ).toBe(steps);
});

test.each([
  ["User name: API token ID, password: API token secret", "account"],
  ["User name: your name, password: your API token", "user"],
])("a log-in by HTTP Basic with %s is of an %s", async (description, boundary) => {
  const read = { responses: returns({ properties: { email: EMAIL } }) };
  const securitySchemes = { token: { type: "http", scheme: "basic", description } };
  const api = await apiOf({ "GET /cases/{id}": read }, { components: { securitySchemes } });
  expect(candidatesOf(api).map((one) => one.boundary)).toEqual([boundary]);
});

test.each([
  ["X-Api-Key", true, "account"],
  ["X-Api-Key", false, "caller"],
  ["Authorization", true, "caller"],
])(
  "where no scheme is declared, the header %s (required: %s) keeps things apart by %s",
  async (name, required, whose) => {
    const header = { name, in: "header", required, schema: TEXT };
    const inPath = { name: "id", in: "path", required: true, schema: TEXT };
    const read = { parameters: [inPath, header], responses: returns({ properties: { email: EMAIL } }) };
    const api = await apiOf({ "GET /cases/{id}": read }, { security: undefined, components: {} });
    expect(candidatesOf(api).map(({ boundary }) => boundary)).toEqual([whose]);
  },
);
