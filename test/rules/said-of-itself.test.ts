import { expect, test } from "vitest";
import { isChangingGet } from "../../src/exposure/changing-get.ts";
import { interpreterOf } from "../../src/operations/inputs/interpreters.ts";
import { urlUseOf } from "../../src/operations/inputs/url-uses.ts";
import { requestFields } from "../../src/operations/request-fields.ts";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { accountEnumeration } from "../../src/rules/flows/account-enumeration.ts";
import { bruteForceShortCode } from "../../src/rules/flows/brute-force-short-code.ts";
import { passwordChangeWithoutReauthentication } from "../../src/rules/flows/password-change-without-reauthentication.ts";
import { unvalidatedUpstreamData } from "../../src/rules/inputs/unvalidated-upstream-data.ts";
import { apiOf, faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* What an element, a tag or a schema says of itself decides before its name does. */

const TEXT = { type: "string" };
const PNG = {
  responses: {
    "200": { description: "OK", content: { "image/png": { schema: { type: "string", format: "binary" } } } },
  },
};

test.each<[string, string | undefined]>([
  ["Your unique API key. You can set it in a header.", undefined],
  ["API key of the file", "path"],
  ["", "path"],
])("a key of a file, of which is said %j", async (description, interpreter) => {
  const parameters = [{ name: "key", in: "query", required: true, schema: TEXT, description }];
  const [operation] = (await apiOf({ "GET /map": { parameters, ...PNG } })).operations;
  expect(interpreterOf(requestFields(operation!)[0]!, operation!)).toBe(interpreter);
});

test.each<[string, string, boolean]>([
  ["/linuxhostings/{domain}/subsites", "Folder location for the subsite. It must exist on the server.", false],
  ["/linuxhostings/{domain}/backups", "Folder location for the subsite. It must exist on the server.", true],
  ["/linuxhostings/{domain}/subsites", "Path of a file on the server", true],
])("a path of %s that is the %s", async (path, description, isPath) => {
  const [operation] = (await apiOf({ [`POST ${path}`]: { requestBody: takes({ path: { ...TEXT, description } }) } }))
    .operations;
  const field = requestFields(operation!).find(({ name }) => name === "path")!;
  expect(interpreterOf(field, operation!) === "path").toBe(isPath);
});

const get = (description: string): object => ({
  parameters: [{ name: "url", in: "query", required: true, schema: TEXT, description }],
});
const told = (...names: readonly string[]): object => ({
  responses: returns({ properties: Object.fromEntries(names.map((name) => [name, TEXT])) }),
});
const PAGE = told("title", "price", "rating", "seller", "features");

test.each<[string, string, object, string | undefined]>([
  ["of what stands there", "GET /lookup", { ...get("The url of the requested product."), ...PAGE }, "fetched"],
  [
    "of a record",
    "GET /lookup",
    { ...get("The url of the requested product."), ...told("id", "title", "price", "rating", "seller") },
    undefined,
  ],
  ["of what it is compared with", "GET /lookup", { ...get("Only entries with this url"), ...PAGE }, undefined],
  [
    "of what is made from it",
    "POST /pdf",
    { requestBody: takes({ url: { ...TEXT, description: "The url to generate pdf from." } }) },
    "fetched",
  ],
  [
    "of what is loaded",
    "POST /services",
    {
      requestBody: takes({
        description_url: { ...TEXT, description: "The URL of the resource containing the description to load." },
      }),
    },
    "fetched",
  ],
  [
    "of what is shown",
    "POST /services",
    { requestBody: takes({ description_url: { ...TEXT, description: "The URL of the page about the service." } }) },
    undefined,
  ],
])("a URL %s", async (_name, id, operation, use) => {
  const api = await apiOf({ [id]: operation });
  const found = urlUseOf(requestFields(api.operations[0]!)[0]!, api.operations[0]!);
  expect(found === "fetched" ? found : undefined).toBe(use);
});

const CODE = {
  security: [],
  requestBody: takes({ email: TEXT, otp: { type: "string", maxLength: 4 }, new_password: TEXT }),
};
const RESET: Operations = { "POST /password-resets/confirm": CODE, "GET /me": {} };
const LIMITED =
  "The API is limited on the amount of requests. If you haven't hit the limit, `X-RateLimit-Limit` comes back, otherwise `429`. Rate limits are per minute.";

// Requests for each minute leave room for every code of four digits.
test("a general limit in the text of a tag is no limit on attempts", async () => {
  const message = async (tags: object[]): Promise<string | undefined> =>
    (await faultsIn(bruteForceShortCode, RESET, { tags }))[0]?.message;
  expect(await message([{ name: "limits", description: LIMITED }])).toContain("no limit on attempts is described");
  expect(await message([{ name: "limits", description: "There is no rate limit." }])).toContain(
    "no limit is described",
  );
  expect(await message([{ name: "limits", description: "Items are sorted." }])).toContain("no limit is described");
  const [fault] = await faultsIn(bruteForceShortCode, RESET, { tags: [{ name: "limits", description: LIMITED }] });
  expect(fault?.mitigations).toEqual([]);
});

const NEW_PASSWORD = { requestBody: takes({ password: TEXT }) };

test.each<[string, number]>([
  ["/databases/{database}/users/{user}/password", 0],
  ["/customer-databases/{database}/users/{user}/password", 1],
  ["/users/{user}/password", 1],
])("PUT %s has a person who logs in", async (path, faults) => {
  expect(await faultsIn(passwordChangeWithoutReauthentication, { [`PUT ${path}`]: NEW_PASSWORD })).toHaveLength(faults);
});

test.each<[string, object, object, number]>([
  ["by name", { summary: "Resets the password for the supplied user name" }, { userName: TEXT, locale: TEXT }, 1],
  ["by mail", { summary: "Resets the password for the supplied user name, sends a link" }, { userName: TEXT }, 0],
  [
    "by a token",
    { summary: "Resets the password for the supplied user name" },
    { userName: TEXT, resetToken: TEXT },
    0,
  ],
  ["on request", { summary: "Starts a password reset" }, { userName: TEXT }, 0],
])("a password that is reset %s", async (_name, more, fields, count) => {
  const operation = { security: [], ...more, requestBody: takes(fields), responses: { "200": { description: "OK" } } };
  const faults = await faultsIn(passwordChangeWithoutReauthentication, {
    "POST /password/reset": operation,
    "GET /me": {},
  });
  expect(faults.filter(({ cause }) => cause === "reset by name")).toHaveLength(count);
});

test.each<[string, number]>([
  ["/scim/2.0/Users", 0],
  ["/accounts", 1],
])("POST %s tells strangers who has an account", async (path, count) => {
  const operation = {
    security: [],
    summary: "Sign up",
    description: "If the user already exists by email, an error is returned.",
    requestBody: takes({ email: TEXT, password: TEXT }),
    responses: { "201": { description: "Created" }, "409": { description: "The user already exists." } },
  };
  expect(await faultsIn(accountEnumeration, { [`POST ${path}`]: operation, "GET /me": {} })).toHaveLength(count);
});

test.each<[string, string, number]>([
  ["what the service does", "The answer of the partner's service is stored without validation.", 1],
  [
    "one of several values",
    "A value of 1 is for CAs. A value of 2 means the answer of the partner's service is stored without validation.",
    0,
  ],
])("a sentence about %s", async (_name, description, count) => {
  const operation = { requestBody: takes({ content: { ...TEXT, description } }) };
  expect(await faultsIn(unvalidatedUpstreamData, { "POST /records": operation })).toHaveLength(count);
});

test.each<[string, string, number]>([
  ["in the caller's own", "You must be an administrator in your organization.", 0],
  ["of the whole", "You must be an administrator.", 1],
])("a role %s", async (_name, description, count) => {
  const operations: Operations = {
    "DELETE /models/{model}": { description },
    "GET /models": {},
    "GET /files": {},
    "GET /jobs": {},
  };
  const faults = await faultsIn(bflaAdminOperation, operations, { security: undefined, components: {} });
  expect(faults.filter(({ cause }) => cause === "reserved by text")).toHaveLength(count);
});

test.each<[string, string, boolean]>([
  ["/verify/phone", "PlaceCall", true],
  ["/status/call", "PlaceCall", false],
  ["/verify/phone", "Call", false],
])("GET %s, which gives a %s, places a call", async (path, name, changes) => {
  const schema = { properties: { data: { $ref: `#/components/schemas/${name}` } } };
  const schemas = { [name]: { properties: { token: TEXT } } };
  const api = await apiOf(
    { [`GET ${path}`]: { responses: returns(schema) } },
    { components: { schemas, securitySchemes: { token: { type: "http", scheme: "bearer" } } } },
  );
  expect(isChangingGet(api.operations[0]!)).toBe(changes);
});
