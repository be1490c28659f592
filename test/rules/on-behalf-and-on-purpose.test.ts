import { expect, test } from "vitest";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";
import { unauthenticatedOperation } from "../../src/rules/exposure/unauthenticated-operation.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { internalParameter } from "../../src/rules/inputs/internal-parameter.ts";
import { faultsIn, returns, SIGN_UP, takes, type Operations } from "./faults-in.ts";

/* Who calls by the text, and what is open or published on purpose: each with what differs from it in one fact. */

const TEXT = { type: "string" };
const FLAG = { type: "boolean" };
const KEY = { security: [{ password: [] }] };
const BEHALF = "This method is called on behalf of a developer.";
const query = (name: string, required = true): object => ({ name, in: "query", required, schema: TEXT });
const publish = (description: string, named: object, more: object = KEY): Operations => ({
  "GET /apps": { ...more },
  "POST /apps/{appId}/publish": {
    ...more,
    description,
    parameters: [named, { name: "autoApprove", in: "query", schema: FLAG }],
  },
});

const info = (description: string): object => ({ info: { title: "T", version: "1", description } });
const said = (description: string): object => ({
  components: { securitySchemes: { password: { type: "http", scheme: "basic", description } } },
});
const elsewhere: Operations = {
  ...publish("Publishes the app.", query("developerId")),
  "GET /apps": { ...KEY, description: BEHALF },
};

test.each<[string, Operations, object, number]>([
  ["a service, for a developer", publish(BEHALF, query("developerId")), {}, 1],
  ["whoever asks, by the text", publish("Publishes the app.", query("developerId")), {}, 0],
  ["a service, for nobody who is named", publish(BEHALF, query("version")), {}, 0],
  ["a service, perhaps for somebody", publish(BEHALF, query("developerId", false)), {}, 0],
  [
    "a service, by the text of all calls",
    publish("Publishes the app.", query("developerId")),
    info("All calls are made on behalf of a developer."),
    1,
  ],
  [
    "perhaps a service, by the text of some calls",
    publish("Publishes the app.", query("developerId")),
    info("Some calls are made on behalf of a developer."),
    0,
  ],
  ["whoever asks, by the text of another call", elsewhere, {}, 0],
  ["who logs in by a code", publish(BEHALF, query("developerId"), { security: [{ login: ["write"] }] }), {}, 0],
  [
    "who is logged in",
    publish("It is called on behalf of the user who is logged in to the app.", query("userId")),
    {},
    0,
  ],
  ["a logged-in user", publish("It is called on behalf of the user (a logged-in user).", query("userId")), {}, 0],
  ["a service, by the text of its key", publish(BEHALF, query("developerId")), said("The key of a service."), 1],
  ["who logs in, by the text of the key", publish(BEHALF, query("developerId")), said("Employees log in with it."), 0],
  ["who signs up", { ...publish(BEHALF, query("developerId"), {}), ...SIGN_UP }, {}, 0],
])("an approval is skipped by %s", async (_what, operations, more, steps) => {
  const faults = await faultsIn(internalParameter, operations, more);
  expect(faults.map(({ mitigations = [] }) => mitigations.length)).toEqual([steps]);
});

test.each<[string, string, readonly number[]]>([
  ["of who owns the key", "It requires a token from a user with `super_admin` privileges.", []],
  ["of what happens", "Invites a user, who gets super_admin privileges.", [0]],
  ["of nothing", "Invites a user.", [0]],
])("an admin operation whose text tells %s", async (_what, description, steps) => {
  const faults = await faultsIn(
    bflaAdminOperation,
    {
      "GET /articles": {},
      "POST /articles": { requestBody: takes({ title: TEXT }) },
      "GET /comments": {},
      "POST /admin/users": { description, requestBody: takes({ email: TEXT }) },
    },
    { security: [{ key: [] }] },
  );
  expect(faults.map(({ mitigations = [] }) => mitigations.length)).toEqual(steps);
});

const PROFILE = { username: TEXT, name: TEXT, summary: TEXT, location: TEXT, website_url: TEXT, profile_image: TEXT };
const NETWORKS = { twitter_username: TEXT, github_username: TEXT };
const told = (description: string): object => ({ ...TEXT, description });
const MEMBERS: Operations = {
  ...SIGN_UP,
  "GET /articles": {},
  "GET /organizations/{username}/users": {
    security: [],
    responses: returns({ type: "array", items: { $ref: "#/components/schemas/User" } }),
  },
};
const user = (properties: object): object => ({
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
    schemas: { User: { type: "object", properties } },
  },
});

test.each<[string, object, number]>([
  ["a profile with names elsewhere", { ...PROFILE, ...NETWORKS }, 0],
  ["a profile without", PROFILE, 1],
  ["a profile with one", { ...PROFILE, twitter_username: TEXT }, 1],
  ["a profile with an e-mail address", { ...PROFILE, ...NETWORKS, email: TEXT }, 1],
  ["a profile with coordinates", { ...PROFILE, ...NETWORKS, latitude: { type: "number" } }, 1],
  ["a profile with where they are", { ...PROFILE, ...NETWORKS, location: told("City or country") }, 0],
  ["a profile with where they live", { ...PROFILE, ...NETWORKS, location: told("Where the member lives") }, 1],
  ["a profile with where parcels go", { ...PROFILE, ...NETWORKS, location: told("For the welcome parcel") }, 1],
  ["a profile with a street", { ...PROFILE, ...NETWORKS, location: told("Street and number") }, 1],
  ["a profile with a date of birth", { ...PROFILE, ...NETWORKS, birthday: TEXT }, 1],
])("whether anyone reads too much of %s", async (_what, properties, count) => {
  expect(await faultsIn(excessiveDataExposure, MEMBERS, user(properties))).toHaveLength(count);
});

const KEPT = "Publishes anonymously, which means you will not be able to update or remove it.";
test.each<[string, string, string, string]>([
  ["to publish a version", "/versions/publish/anon", KEPT, "meant"],
  ["to publish a version, without a word on limits", "/versions/publish/anon", "Publishes anonymously.", ""],
  ["to start the service", "/health/anon", KEPT, ""],
])("an anonymous call %s", async (_what, path, description, cause) => {
  const [fault] = await faultsIn(unauthenticatedWrite, {
    "GET /me": {},
    [`POST ${path}`]: { security: [], summary: "Publish Anonymous", description, requestBody: takes({ url: TEXT }) },
  });
  expect(fault?.cause).toBe(cause);
});

const REFUSED = { "401": { description: "Unauthorized" } };
const OK = { description: "OK" };
const FILE = { "200": { ...OK, headers: { "content-disposition": { schema: TEXT } } }, ...REFUSED };
const YAML = {
  "200": { ...OK, content: { "text/yaml": { schema: { oneOf: [{ type: "object" }, TEXT] } } } },
  ...REFUSED,
};
const FIELDS = {
  "200": { ...OK, content: { "application/json": { schema: { properties: { id: TEXT } } } } },
  ...REFUSED,
};
const exported = (path: string, responses: object): Operations => ({
  "POST /templates": { security: [{ token: [] }], responses: { "201": OK, ...REFUSED } },
  "PUT /templates/{id}": { security: [{ token: [] }], responses: { "200": OK, ...REFUSED } },
  "DELETE /templates/{id}": { security: [{ token: [] }], responses: { "204": OK, ...REFUSED } },
  "POST /renders": { security: [{ token: [] }], responses: { "201": OK, ...REFUSED } },
  [`GET ${path}`]: { responses },
});

test.each<[string, Operations, readonly number[]]>([
  ["a file, and refuses", exported("/exports/{id}", FILE), [0]],
  ["a document, and refuses", exported("/exports/{id}", YAML), [0]],
  ["named fields, and refuses", exported("/exports/{id}", FIELDS), [1]],
  ["a file that nothing names", exported("/exports", FILE), [1]],
  ["a file, and refuses nobody", exported("/exports/{id}", { "200": FILE["200"] }), []],
])("an open read beside secured ones returns %s", async (_what, operations, steps) => {
  const faults = await faultsIn(unauthenticatedOperation, operations, { security: undefined });
  expect(faults.map(({ mitigations = [] }) => mitigations.length)).toEqual(steps);
});

const read = (...parameters: readonly object[]): Operations => ({ "GET /records": { parameters } });
const optional = (name: string, schema: object = TEXT, description?: string): object => ({
  name,
  in: "query",
  schema,
  ...(description === undefined ? {} : { description }),
});

test.each<[string, Operations, number]>([
  ["with the sign of the others", read(optional("_token"), optional("_limit"), optional("_sort")), 0],
  ["with a sign of its own", read(optional("_token"), optional("limit"), optional("sort")), 1],
  ["of the next page", read(optional("_next_token"), optional("_limit"), optional("_sort")), 0],
  ["that says access", read(optional("_access_token"), optional("_limit"), optional("_page"), optional("_sort")), 1],
  ["that says bearer", read(optional("_bearerToken"), optional("_limit"), optional("_sort")), 1],
  ["that is a key beside those of paging", read(optional("_api_key"), optional("_limit"), optional("_sort")), 1],
  ["without a sign", read(optional("token"), optional("limit"), optional("sort")), 1],
  ["that must be sent", read({ ...optional("_token"), required: true }, optional("_limit"), optional("_sort")), 1],
  ["of a list of values", read(optional("tokens", { type: "string", enum: ["nonzero", "used"] })), 0],
  ["by which a log is read on", read(optional("token", TEXT, "A token that allows you to continue fetching logs.")), 0],
  ["that gives access", read(optional("token", TEXT, "A token that gives access to logs.")), 1],
])("a token in a URL %s", async (_what, operations, count) => {
  expect(await faultsIn(credentialInUrl, operations)).toHaveLength(count);
});
