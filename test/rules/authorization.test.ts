import { expect, test } from "vitest";
import { processorTime } from "../processor-time.ts";
import { excessiveScopeForRead } from "../../src/rules/authorization/excessive-scope-for-read.ts";
import { selfAssignedScopes } from "../../src/rules/authorization/self-assigned-scopes.ts";
import { overBroadScope } from "../../src/rules/authorization/over-broad-scope.ts";
import { bolaClientSuppliedOwner } from "../../src/rules/authorization/bola-client-supplied-owner.ts";
import { bflaSharedDataWrite } from "../../src/rules/authorization/bfla-shared-data-write.ts";
import { debugOperation } from "../../src/rules/authorization/debug-operation.ts";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { massAssignmentServerField } from "../../src/rules/data/mass-assignment-server-field.ts";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { stepUpQuestion } from "../../src/review/step-up.ts";
import { apiOfPart } from "./description-of.ts";
import { faultsIn, returns, SIGN_UP, spotsOf, takes, type Operations } from "./faults-in.ts";

const TEXT = { type: "string" };
const FLAG = { type: "boolean" };
const JOB = { type: "string", description: "The job title of the employee." };
const CHOSEN = { type: "string", description: "The job of the user.", enum: ["admin", "clerk"] };
const listOf = (properties: object): object => ({ type: "array", items: { type: "object", properties } });
const query = (name: string, schema: object): object => ({ parameters: [{ name, in: "query", schema }] });

/** A change of what one of several is described by, and of the rights that it has. */
function ownEntry(description: string): object {
  return { description, requestBody: takes({ name: TEXT, rights: { type: "array", items: { type: "string" } } }) };
}

test.each<[string, Operations, string]>([
  ["a flag of a user", { "PUT /users/{id}": { requestBody: takes({ isAdmin: FLAG }) } }, "isAdmin 2"],
  ["one that an open door takes", { ...SIGN_UP, "PATCH /me": { requestBody: takes({ isAdmin: FLAG }) } }, "isAdmin 0"],
  ["a role of its own path", { "PUT /users/update_role": { requestBody: takes({ role: TEXT }) } }, "role 2"],
  [
    "rights of a person",
    { "PUT /users/{id}/permissions": { requestBody: takes({ permissions: TEXT }) } },
    "permissions 2",
  ],
  ["a role of a thing", { "PUT /actors/{id}": { requestBody: takes({ role: TEXT }) } }, ""],
  ["a level of a person", { "PUT /users/{id}": { requestBody: takes({ level: TEXT }) } }, "level 2"],
  ["a role in a job", { "PUT /users/{id}": { requestBody: takes({ jobs: listOf({ role: TEXT }) }) } }, ""],
  [
    "a role in a list of accounts",
    { "PUT /users/{id}": { requestBody: takes({ logins: listOf({ role: TEXT }) }) } },
    "role 2",
  ],
  ["a role that its text calls a job", { "PUT /users/{id}": { requestBody: takes({ role: JOB }) } }, ""],
  ["a role that may be an administrator's", { "PUT /users/{id}": { requestBody: takes({ role: CHOSEN }) } }, "role 2"],
  [
    "a level of knowing",
    { "PUT /users/{id}": { requestBody: takes({ level: { enum: ["beginner", "advanced"] } }) } },
    "",
  ],
  [
    "a level of rights",
    { "PUT /users/{id}": { requestBody: takes({ level: { enum: ["basic", "full"] } }) } },
    "level 2",
  ],
  [
    "whom to write to",
    { "PUT /users/{id}": { requestBody: takes({ admin: { type: "string", format: "email" } }) } },
    "",
  ],
  ["a level of a thing", { "PUT /tanks/{id}": { requestBody: takes({ level: TEXT }) } }, ""],
  ["a flag in the query", { "DELETE /photos/{id}": query("isAdmin", FLAG) }, "isAdmin in the request's query 1"],
  ["a flag that a read filters by", { "GET /users": query("isAdmin", FLAG) }, ""],
  ["a flag that an export filters by", { "POST /users/export": query("isAdmin", FLAG) }, ""],
  [
    "what only administrators are granted",
    { "PUT /users/{id}": { security: [{ login: ["admin"] }], requestBody: takes({ role: TEXT }) } },
    "",
  ],
  // Where anybody signs up, a path alone is no sign that administrators call.
  [
    "an account by its identifier",
    { ...SIGN_UP, "PATCH /users/{id}": { requestBody: takes({ role: TEXT }) } },
    "role 0",
  ],
  ["… by POST", { ...SIGN_UP, "POST /users/{id}": { requestBody: takes({ role: TEXT }) } }, "role 0"],
  ["… its role alone", { ...SIGN_UP, "PUT /accounts/{id}/role": { requestBody: takes({ role: TEXT }) } }, "role 0"],
  ["a new one", { ...SIGN_UP, "POST /users": { requestBody: takes({ role: TEXT }) } }, "role 1"],
  [
    "a member of a club",
    { ...SIGN_UP, "PUT /clubs/{club}/members/{id}": { requestBody: takes({ role: TEXT }) } },
    "role 1",
  ],
  [
    "kept to administrators by its text and a refusal",
    {
      ...SIGN_UP,
      "PATCH /users/{id}": {
        description: "Administrators only.",
        requestBody: takes({ role: TEXT }),
        responses: { 403: { description: "Not an administrator" } },
      },
    },
    "role 2",
  ],
  // A text says that persons change an entry of their own, among those that others change.
  ["one's own entry", { "PUT /clubs/{club}/circle/{id}": ownEntry("A member updates their own entry.") }, "rights 0"],
  ["… in German", { "PUT /kreis/{id}": ownEntry("Ein Mitglied ändert den eigenen Eintrag.") }, "rights 0"],
  ["… in French", { "PUT /cercle/{id}": ownEntry("Un membre met à jour sa propre fiche.") }, "rights 0"],
  ["… in Spanish", { "PUT /circulo/{id}": ownEntry("Un miembro actualiza su propia ficha.") }, "rights 0"],
  ["… in Portuguese", { "PUT /circulo/{id}": ownEntry("Um membro atualiza sua própria ficha.") }, "rights 0"],
  ["an entry of others", { "PUT /clubs/{club}/circle/{id}": ownEntry("The head updates an entry.") }, ""],
  [
    "… whose rights are ignored",
    { "PUT /circle/{id}": ownEntry("A member updates their own entry. rights is ignored unless the head sends it.") },
    "",
  ],
  [
    "a group of rights, by its identifier",
    { "PUT /users/{id}": { requestBody: takes({ permission_group_id: { type: "integer" } }) } },
    "permission_group_id 1",
  ],
  ["a group of friends", { "PUT /users/{id}": { requestBody: takes({ friend_group_id: { type: "integer" } }) } }, ""],
  ["the one role there is", { "POST /users": { requestBody: takes({ role: { enum: ["endUser"] } }) } }, ""],
  ["… an administrator's", { "POST /users": { requestBody: takes({ role: { enum: ["admin"] } }) } }, "role 2"],
])("mass-assignment: %s", async (_name, operations, expected) => {
  const faults = await faultsIn(massAssignment, operations);
  expect(faults.map(({ cause, mitigations = [] }) => `${cause} ${mitigations.length}`).join()).toBe(expected);
});

const NUMBER = { type: "number" };

test.each<[string, Operations, string]>([
  [
    "the caller's own profile",
    { "PUT /driver/profile": { requestBody: takes({ averageRating: NUMBER }) } },
    "request averageRating",
  ],
  [
    "what the caller acts for",
    { "PUT /organization": { requestBody: takes({ trialEndsAt: TEXT }) } },
    "request trialEndsAt",
  ],
  [
    "what was checked",
    { "PATCH /me": { requestBody: takes({ insuranceVerified: FLAG }) } },
    "request insuranceVerified",
  ],
  ["what somebody wants", { "PATCH /me": { requestBody: takes({ notifyApproved: FLAG, name: TEXT }) } }, ""],
  [
    "a state of the account",
    { "PATCH /me": { requestBody: takes({ status: { enum: ["active", "suspended"] } }) } },
    "request status",
  ],
  ["a mood", { "PATCH /me": { requestBody: takes({ status: { enum: ["away", "here"] } }) } }, ""],
  ["a choice of what is paid for", { "PUT /me/subscription": { requestBody: takes({ plan: TEXT }) } }, ""],
  [
    "somebody else's, where all may be there to administer",
    { "PATCH /drivers/{id}": { requestBody: takes({ rating: NUMBER }) } },
    "",
  ],
  [
    "somebody else's, where others ask for more",
    {
      "PATCH /drivers/{id}": { requestBody: takes({ rating: NUMBER }) },
      "GET /orders": {},
      "POST /zones": { security: [{ login: ["ops"] }] },
    },
    "request rating",
  ],
])("mass-assignment, of what a service keeps: %s", async (_name, operations, spots) => {
  const kept = (await faultsIn(massAssignment, operations)).filter(({ cause }) => cause.startsWith("kept"));
  expect(kept.flatMap(({ places = [] }) => places.map(({ witness }) => witness)).join()).toBe(spots);
});

const PROFILE: Operations = { "GET /drivers/me": { responses: returns({ properties: { name: TEXT } }) } };

test.each<[string, Operations, string]>([
  [
    "a payee who is the caller",
    { ...PROFILE, "POST /payouts": { requestBody: takes({ driverNo: TEXT }) } },
    "POST /payouts",
  ],
  ["one of a list that only filters", { ...PROFILE, "GET /payouts": query("driverId", TEXT) }, ""],
  [
    "where others act",
    { ...PROFILE, "POST /payouts": { security: [{ login: ["ops"] }], requestBody: takes({ driverNo: TEXT }) } },
    "",
  ],
  ["somebody else", { ...PROFILE, "POST /payouts": { requestBody: takes({ riderNo: TEXT }) } }, ""],
  ["where nobody has a record of their own", { "POST /payouts": { requestBody: takes({ driverNo: TEXT }) } }, ""],
  [
    "an organisation, for short",
    {
      "GET /organization": { responses: returns({ properties: { name: TEXT } }) },
      "GET /invoices": { parameters: [{ name: "orgId", in: "query", required: true, schema: TEXT }] },
    },
    "GET /invoices",
  ],
])("bola-client-supplied-owner, where the credential names the caller: %s", async (_name, operations, spots) => {
  expect(spotsOf(await faultsIn(bolaClientSuppliedOwner, operations))).toBe(spots);
});

test.each<[string, Operations, string]>([
  [
    "a rider",
    { ...PROFILE, "POST /rides": { requestBody: takes({ agreedFare: NUMBER, surgeFactor: NUMBER }) } },
    "price 0",
  ],
  ["where no persons call", { "POST /rides": { requestBody: takes({ agreedFare: NUMBER }) } }, ""],
  ["what a buyer is ready to pay", { ...PROFILE, "POST /orders": { requestBody: takes({ maxPrice: NUMBER }) } }, ""],
  ["what a seller asks", { ...PROFILE, "POST /dishes": { requestBody: takes({ price: NUMBER }) } }, ""],
  ["what those ask who sell", { ...PROFILE, "POST /admin/orders": { requestBody: takes({ price: NUMBER }) } }, ""],
  [
    "a state that only the service may reach",
    { ...PROFILE, "POST /orders": { requestBody: takes({ status: { enum: ["open", "paid"] } }) } },
    "status 0",
  ],
])("mass-assignment-server-field, of what is bought: %s", async (_name, operations, expected) => {
  const faults = await faultsIn(massAssignmentServerField, operations);
  expect(faults.map(({ cause, mitigations = [] }) => `${cause} ${mitigations.length}`).join()).toBe(expected);
});

const said = (description: string, type = "string"): Operations => ({
  "POST /licences": { requestBody: takes({ currency: { type, description } }) },
});

test.each<[string, Operations, string]>([
  [
    "read-only, by the text",
    said("Currency of the price. Read-only, set from the template on creation"),
    "read-only 1",
  ],
  ["nothing but read-only", said("(read only)"), "read-only 1"],
  ["nur lesend", said("Währung. Nur lesend."), "read-only 1"],
  ["lecture seule", said("Devise. Lecture seule, repris du modèle."), "read-only 1"],
  ["solo lectura", said("Moneda. Solo lectura."), "read-only 1"],
  ["somente leitura", said("Moeda. Somente leitura."), "read-only 1"],
  ["a value beside another", said("Read only: the viewer may look and not edit."), ""],
  ["one of two", said("Read-only, or read-write with the right to write."), ""],
  ["what is read-only besides", said("Read-only users cannot choose it."), ""],
  ["how something is opened", said("Read-only.", "boolean"), ""],
])("mass-assignment-server-field, of what is said of it: %s", async (_name, operations, expected) => {
  const faults = await faultsIn(massAssignmentServerField, operations);
  expect(faults.map(({ cause, mitigations = [] }) => `${cause} ${mitigations.length}`).join()).toBe(expected);
});

const ME: Operations = { "GET /me": { responses: returns({ properties: { email: TEXT, admin: FLAG } }) } };

test.each<[string, Operations, string]>([
  ["a sign-up beside a flag that is kept", { ...SIGN_UP, ...ME }, "POST /signup"],
  [
    "a sign-up that refuses the rest",
    {
      ...ME,
      "POST /signup": {
        security: [],
        requestBody: takes({ email: TEXT, password: TEXT }, { additionalProperties: false }),
      },
    },
    "",
  ],
  ["a sign-up beside nothing of the kind", SIGN_UP, ""],
  ["a flag of a thing", { ...SIGN_UP, "GET /groups": { responses: returns({ properties: { admin: FLAG } }) } }, ""],
  [
    "a list two objects down",
    {
      ...SIGN_UP,
      "GET /users/v1/all": {
        responses: returns({ properties: { users: { type: "array", items: { properties: { role: TEXT } } } } }),
      },
    },
    "POST /signup",
  ],
  [
    "the caller's own profile",
    { ...SIGN_UP, ...ME, "PUT /profile": { requestBody: takes({ name: TEXT }) } },
    "POST /signup, PUT /profile",
  ],
  [
    "the caller's own profile, whose schema has it readOnly",
    { ...SIGN_UP, ...ME, "PUT /profile": { requestBody: takes({ name: TEXT, admin: { ...FLAG, readOnly: true } }) } },
    "POST /signup",
  ],
  [
    "somebody's profile",
    { ...SIGN_UP, ...ME, "PUT /users/{id}": { requestBody: takes({ name: TEXT }) } },
    "POST /signup",
  ],
  ["one that nobody says strangers can call", { ...ME, "PUT /profile": { requestBody: takes({ name: TEXT }) } }, ""],
])("mass-assignment, where the request does not name it: %s", async (_name, operations, spots) => {
  const faults = await faultsIn(massAssignment, operations);
  expect(spotsOf(faults.filter(({ cause }) => cause === "unnamed"))).toBe(spots);
});

test("what is kept is found in no time where objects hold each other by the hundred", async () => {
  const properties = Object.fromEntries(
    Array.from({ length: 400 }, (_, i) => [`p${i}`, { $ref: "#/components/schemas/All" }]),
  );
  const schemas = { All: { properties, allOf: [{ $ref: "#/components/schemas/All" }] } };
  const start = processorTime();
  await faultsIn(
    massAssignment,
    { ...SIGN_UP, "GET /users": { responses: returns({ $ref: "#/components/schemas/All" }) } },
    { components: { schemas } },
  );
  expect(processorTime() - start).toBeLessThan(5_000);
});

test.each<[string, Operations, string]>([
  [
    "an order for a customer",
    { ...SIGN_UP, "POST /orders": { requestBody: takes({ customerId: TEXT }) } },
    "POST /orders",
  ],
  ["a review in the query", { ...SIGN_UP, "DELETE /reviews": query("user_id", TEXT) }, "DELETE /reviews"],
  ["the caller's own name", { ...SIGN_UP, "PUT /profile": { requestBody: takes({ username: TEXT }) } }, "PUT /profile"],
  ["a recipient", { ...SIGN_UP, "POST /gifts": { requestBody: takes({ recipient_id: TEXT }) } }, ""],
  ["a member of a team", { ...SIGN_UP, "POST /teams/{id}/members": { requestBody: takes({ user_id: TEXT }) } }, ""],
  ["a filter of a read", { ...SIGN_UP, "GET /orders": query("user_id", TEXT) }, ""],
  ["tenants who look after persons", { "POST /orders": { requestBody: takes({ customerId: TEXT }) } }, ""],
  [
    "a machine",
    { ...SIGN_UP, "POST /orders": { security: [{ certificate: [] }], requestBody: takes({ customerId: TEXT }) } },
    "",
  ],
  ["a list", { ...SIGN_UP, "POST /orders": { requestBody: takes({ user_id: { type: "array", items: TEXT } }) } }, ""],
])("bola-client-supplied-owner: %s", async (_name, operations, spots) => {
  expect(spotsOf(await faultsIn(bolaClientSuppliedOwner, operations))).toBe(spots);
});

const list = (properties: object): object => ({
  security: [],
  responses: returns({ type: "array", items: { properties } }),
});

test.each<[string, Operations, string]>([
  ["a menu", { ...SIGN_UP, "GET /menu": list({ dish: TEXT }), "PUT /menu/{dish}": {} }, "PUT /menu/{dish}"],
  ["what says whose it is", { ...SIGN_UP, "GET /posts": list({ userId: TEXT }), "PUT /posts/{id}": {} }, ""],
  [
    "what an object in it says whose it is",
    { ...SIGN_UP, "GET /posts": list({ by: { properties: { username: TEXT } } }), "PUT /posts/{id}": {} },
    "",
  ],
  [
    "what is read behind a log-in",
    { ...SIGN_UP, "GET /menu": { responses: returns({ properties: { dish: TEXT } }) }, "PUT /menu/{dish}": {} },
    "",
  ],
  ["what nobody says strangers can change", { "GET /menu": list({ dish: TEXT }), "PUT /menu/{dish}": {} }, ""],
  ["what no schema describes", { ...SIGN_UP, "GET /menu": { security: [] }, "PUT /menu/{dish}": {} }, ""],
  [
    "what needs another credential",
    { ...SIGN_UP, "GET /menu": list({ dish: TEXT }), "PUT /menu/{dish}": { security: [{ certificate: [] }] } },
    "",
  ],
  [
    "an addition, which may be the caller's own",
    { ...SIGN_UP, "GET /menu": list({ dish: TEXT }), "POST /menu": {} },
    "",
  ],
])("bfla-shared-data-write: %s", async (_name, operations, spots) => {
  expect(spotsOf(await faultsIn(bflaSharedDataWrite, operations))).toBe(spots);
});

test.each([
  ["GET /secrets", { security: [] }, true],
  ["GET /secrets", {}, false],
  ["GET /v1/system-info", { security: [] }, true],
  ["GET /repositories/secrets", { security: [] }, false],
  ["GET /shops/{id}/system-info", { security: [] }, false],
  ["GET /users/_debug", {}, true],
  ["GET /diagnostics/requests", { security: [], responses: returns({ properties: { exception: TEXT } }) }, true],
  ["GET /diagnostics/requests", { responses: returns({ properties: { exception: TEXT } }) }, false],
  ["GET /diagnostics/requests", { security: [], responses: returns({ properties: { count: NUMBER } }) }, false],
  ["GET /status", { security: [], responses: returns({ properties: { hostname: TEXT, pid: NUMBER } }) }, true],
  ["GET /config", { security: [], responses: returns({ additionalProperties: TEXT }) }, true],
  ["GET /config", { responses: returns({ additionalProperties: TEXT }) }, false],
  ["GET /labels", { security: [], responses: returns({ additionalProperties: TEXT }) }, false],
  [
    "GET /status",
    { security: [], responses: returns({ properties: { config: { properties: { original: TEXT } } } }) },
    true,
  ],
  ["GET /status", { security: [], responses: returns({ properties: { config: NUMBER } }) }, false],
  ["GET /metrics", { security: [], responses: { 200: { content: { "text/plain": {} } } } }, true],
  ["GET /metrics", { security: [], responses: returns({ properties: { total: NUMBER } }) }, false],
  ["GET /shops/{id}/metrics", { security: [], responses: { 200: { content: { "text/plain": {} } } } }, false],
])("debug-operation: %s with %j is %j", async (id, operation, isFound) => {
  expect((await faultsIn(debugOperation, { [id]: operation, "GET /orders": {} })).length > 0).toBe(isFound);
});

test.each([
  ["a product that is called so", ["projects", "workspaces", "credentials"], 12, false],
  ["a tool of developers beside the API", ["projects", "workspaces", "credentials"], 3, true],
  ["one that is all of one thing", ["projects"], 12, true],
])("debug-operation: %s, a console of %j with %i operations, is %j", async (_name, things, times, isFound) => {
  const operations: Record<string, object> = { "GET /orders": {} };
  for (let i = 0; i < times; i += 1) operations[`PUT /console/${things[i % things.length]}/${i}`] = {};
  expect((await faultsIn(debugOperation, operations)).length > 0).toBe(isFound);
});

test.each([
  [["orders", "bills", "notes"], "api", 12, true],
  [["orders", "bills"], "api", 12, false],
  [["orders", "bills", "notes"], "api", 3, false],
])("over-broad-scope: of %j, %s for %i operations", async (kinds, scope, times, isFound) => {
  const operations: Record<string, object> = {};
  for (let i = 0; i < times; i += 1)
    operations[`${i % 2 ? "GET" : "DELETE"} /${kinds[i % kinds.length]}/${i}`] = { security: [{ login: [scope] }] };
  expect((await faultsIn(overBroadScope, operations)).length > 0).toBe(isFound);
});

test.each<[string, object, boolean]>([
  ["POST /transfers", takes({ amount: { type: "number" } }), true],
  ["POST /transfers", takes({ amount: { type: "number" }, otp: TEXT }), false],
  ["POST /transfers", takes({ file: TEXT }), false],
  ["DELETE /me", takes({}), true],
  ["DELETE /me", takes({ password: TEXT }), false],
  ["DELETE /users/{id}", takes({}), false],
  ["DELETE /me/mfa", takes({}), true],
  ["POST /change-email", takes({ email: TEXT }), true],
])("whether a user is asked again before %s with %j is asked: %j", async (id, requestBody, isAsked) => {
  const [method = "", path = ""] = id.split(" ");
  const paths: Record<string, object> = { "/signup": { post: SIGN_UP["POST /signup"] } };
  paths[path] = { [method.toLowerCase()]: { requestBody } };
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      servers: [{ url: "https://api.acme.io" }],
      security: [{ token: [] }],
      paths,
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    }),
  );
  expect(stepUpQuestion(api).length > 0).toBe(isAsked);
});

const ORDINARY = { "GET /orders": {}, "GET /carts": {}, "GET /products": {} };

test.each<[string, Operations, string]>([
  ["behind a user's token, milder", { ...ORDINARY, "GET /admin/orders": {} }, "1 place, 1 milder"],
  [
    "behind a key that many may share",
    Object.fromEntries(
      Object.keys({ ...ORDINARY, "GET /admin/orders": {} }).map((id) => [id, { security: [{ key: [] }] }]),
    ),
    "1 place, 0 milder",
  ],
  ["that says who may", { ...ORDINARY, "GET /admin/orders": { summary: "All orders (admin only)" } }, ""],
  [
    "that refuses others",
    { ...ORDINARY, "GET /admin/orders": { responses: { 403: { description: "Requires admin privileges" } } } },
    "",
  ],
  [
    "that says that it does not check",
    { ...ORDINARY, "GET /admin/orders": { description: "Requires admin rights, without verifying the role." } },
    "1 place, 1 milder",
  ],
  ["of users, which the API is for", { ...ORDINARY, "GET /user_management/users": {} }, ""],
  ["of the API", { ...ORDINARY, "GET /management/users": {} }, "1 place, 1 milder"],
])("administration %s", async (_what, operations, expected) => {
  const faults = await faultsIn(bflaAdminOperation, operations);
  expect(
    faults.map(({ places = [], mitigations = [] }) => `${places.length} place, ${mitigations.length} milder`).join(),
  ).toBe(expected);
});

const asks = (...alternatives: readonly (readonly string[])[]): object => ({
  security: alternatives.map((login) => ({ login })),
});

test.each<[string, object, string]>([
  ["GET /files", asks(["files", "files.read"]), "login wide"],
  ["GET /files", asks(["files"], ["files.read"]), ""],
  ["PUT /files/{id}", asks(["files", "files.read"]), ""],
  ["GET /files", asks(["files.write", "files.read"]), "login wide"],
  ["GET /files", asks(["orders.write", "files.read"]), ""],
  ["POST /files/search", asks(["files.write", "files.read"]), "login wide"],
  // That the right to read is enough for a change is another rule's matter.
  ["DELETE /files/{id}", asks(["files.read"]), ""],
])("excessive-scope-for-read: %s that asks for %j", async (id, operation, expected) => {
  const found = await faultsIn(excessiveScopeForRead, { [id]: operation });
  expect(found.map(({ cause }) => cause).join()).toBe(expected);
});

test.each<[string, object, number]>([
  ["takes scopes", { scope: { type: "string" } }, 1],
  ["takes none", {}, 0],
])("self-assigned-scopes: an open registration of clients that %s", async (_name, more, faults) => {
  const body = takes({ client_name: {}, redirect_uris: { type: "array" }, grant_types: { type: "array" }, ...more });
  const registering = (also: object): Operations => ({ "POST /oauth2/register": { requestBody: body, ...also } });
  expect(await faultsIn(selfAssignedScopes, registering({ security: [] }))).toHaveLength(faults);
  // Whoever brings an initial access token was chosen by somebody.
  expect(await faultsIn(selfAssignedScopes, registering({}))).toEqual([]);
});

const tagged = (tag: string): object => ({ tags: [tag] });
const OTHERS: Operations = { "GET /blocks": tagged("public"), "GET /fees": tagged("public"), "GET /names": {} };

test.each<[string, Operations, string]>([
  ["private beside what is public", { ...OTHERS, "POST /keys": tagged("private") }, "POST /keys"],
  ["private, where nothing is public", { "GET /blocks": {}, "GET /fees": {}, "POST /keys": tagged("private") }, ""],
  ["stopping the service", { ...OTHERS, "POST /node/shutdown": {} }, "POST /node/shutdown"],
  ["den Dienst neu starten", { ...OTHERS, "POST /neustart": {} }, "POST /neustart"],
  ["restarting one thing of many", { ...OTHERS, "POST /jobs/{id}/restart": {} }, ""],
])("what those who run a service call, by tag or act: %s", async (_what, operations, spots) => {
  expect(spotsOf(await faultsIn(bflaAdminOperation, operations))).toBe(spots);
});

test("tests that are kept by their IDs are the things of an API, and no developer's try", async () => {
  const found = async (more: object) => (await faultsIn(debugOperation, { "POST /tests": {}, ...more })).length;
  expect(await found({ "GET /tests/{id}": {} })).toBe(0);
  expect(await found({})).toBe(1);
  expect(await found({ "GET /debug/vars": {}, "GET /debug/vars/{id}": {}, "GET /tests/{id}": {} })).toBe(1);
});
