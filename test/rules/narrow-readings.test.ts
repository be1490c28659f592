import { expect, test } from "vitest";
import { contradictoryRequirement } from "../../src/rules/authentication/contradictory-requirement.ts";
import { accountEnumeration } from "../../src/rules/flows/account-enumeration.ts";
import { clientSideAuthorization } from "../../src/rules/authorization/client-side-authorization.ts";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { bolaOtherUsersData } from "../../src/rules/data/bola-other-users-data.ts";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";
import { sensitiveDataInUrl } from "../../src/rules/data/sensitive-data-in-url.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { faultsIn, returns, SIGN_UP, takes } from "./faults-in.ts";

/* What makes something harmless is meant of that thing alone: descriptions in which its words stand beside a flaw, which stays. */

const TEXT = { type: "string" };
const SUM = { type: "number", minimum: 0 };
const OPEN = { security: [] };
const query = (...names: readonly string[]): object => ({
  parameters: names.map((name) => ({ name, in: "query", required: true, schema: TEXT })),
});
const pays = (description: string): object => ({ ...OPEN, description, requestBody: takes({ to: TEXT, amount: SUM }) });

test.each([
  ["signs what it builds", "Builds an unsigned transaction, signs it with our hot wallet and broadcasts it.", 1],
  ["keeps what it builds", "Builds an unsigned transaction and stores it in the queue, from which it is signed.", 1],
  ["signs and passes on", "Signs a transfer with the wallet's key and broadcasts the signed transaction", 1],
  ["builds what the client signs", "Builds an unsigned transaction that the client signs.", 0],
])("unauthenticated-write: %s", async (_what, description, count) => {
  const operation = { ...pays(description), responses: returns({ properties: { hash: TEXT } }) };
  expect(await faultsIn(unauthenticatedWrite, { "POST /payouts": operation, "GET /me": {} })).toHaveLength(count);
});

const rights = (description: string, more: object = {}): object => ({
  requestBody: takes({ displayName: TEXT, rights: { ...TEXT, description, ...more } }),
});
test.each([
  ["stores what it works out", "Calculates a price and stores it.", 1],
  ["works out something for stores", "Calculates the price of delivery for all stores of a region.", 0],
])("unauthenticated-write: %s", async (_what, description, count) => {
  const operation = {
    ...OPEN,
    description,
    requestBody: takes({ weight: SUM }),
    responses: returns({ properties: { price: SUM } }),
  };
  expect(await faultsIn(unauthenticatedWrite, { "POST /prices/calculate": operation, "GET /me": {} })).toHaveLength(
    count,
  );
});

const changes = (description: string, role: object = TEXT): object => ({
  description,
  requestBody: takes({ displayName: TEXT, role }),
});

test.each([
  ["a role of which a text says what is no role", changes("A role that does not exist is rejected."), 1],
  [
    "only the fields that are sent are changed",
    changes("Only fields that are sent are changed: displayName, role."),
    1,
  ],
  ["a role that will be kept to some", changes("In a future version role is only accepted from administrators."), 1],
  ["a role that only some send", changes("role is only accepted from administrators."), 0],
  ["rights as a text says", rights("What the user may do"), 1],
  ["the rights of a licence", rights("Licence rights of the picture"), 0],
  ["rights of use, of software", rights("Usage rights of the software"), 0],
  ["rights that a licence limits", rights("Rights of the account, as far as the licence goes"), 1],
  ["rights that hold beside a licence", rights("What the user may do. Rights beyond the licence are ignored."), 1],
  ["the rights of a licence to administer", rights("Licence rights", { enum: ["view", "admin"] }), 1],
  ["a group of permissions", { requestBody: takes({ displayName: TEXT, permissionGroup: TEXT }) }, 1],
  [
    "a group of licence rights",
    {
      requestBody: takes({
        displayName: TEXT,
        permissionGroup: { ...TEXT, description: "Licence rights of the font" },
      }),
    },
    0,
  ],
  ["one role, of a moderator", changes("", { ...TEXT, enum: ["moderator"] }), 1],
  ["one role, which everybody has", changes("", { ...TEXT, enum: ["user"] }), 0],
])("mass-assignment: %s", async (_what, operation, count) => {
  expect(await faultsIn(massAssignment, { "PATCH /me": operation })).toHaveLength(count);
});

test.each([
  ["where a patient works", "GET /patients/{id}", { workPhone: TEXT, workAddress: TEXT }, 1],
  ["the number of an office", "GET /branches/{id}", { workPhone: TEXT }, 0],
  [
    "who is left of the dead",
    "GET /claims",
    { beneficiaryName: { ...TEXT, description: "Relative of the deceased" } },
    1,
  ],
])("excessive-data-exposure: %s", async (_what, id, properties, count) => {
  const operation = { ...OPEN, responses: returns({ properties: { id: TEXT, ...properties } }) };
  expect(await faultsIn(excessiveDataExposure, { [id]: operation })).toHaveLength(count);
});

const stands = (existing: object): object => ({
  requestBody: takes({ email: TEXT }),
  responses: {
    ...returns({ properties: { id: TEXT } }),
    409: {
      description: "Is there already",
      content: {
        "application/json": { schema: { properties: { existing: { properties: { id: TEXT, ...existing } } } } },
      },
    },
  },
});

test.each([
  ["a person who is there already", "POST /customers", { email: TEXT, iban: TEXT }, 1],
  ["the caller's own", "POST /me/bank-accounts", { iban: TEXT }, 0],
  ["one of the caller's organisation", "POST /organizations/{orgId}/employees", { email: TEXT, salary: SUM }, 0],
  ["what the caller made", "POST /invoices", { customerEmail: TEXT, iban: TEXT }, 0],
])("excessive-data-exposure: in the way of a new one stands %s", async (_what, id, existing, count) => {
  const signUp = { "POST /signup": { ...OPEN, requestBody: takes({ email: TEXT, password: TEXT }) } };
  expect(await faultsIn(excessiveDataExposure, { ...signUp, [id]: stands(existing) })).toHaveLength(count);
});

const OPEN_SIGN_UP = { ...OPEN, summary: "Register an account" };

test.each([
  ["a sign-up", "POST /signup", OPEN_SIGN_UP, { email: TEXT, iban: TEXT }, 1],
  ["a sign-up, in German", "POST /registrierung", OPEN, { email: TEXT, geburtsdatum: TEXT }, 1],
  ["what a visitor makes", "POST /appointments", OPEN, { email: TEXT, dateOfBirth: TEXT }, 1],
  ["what a visitor makes, with nothing but what was sent", "POST /appointments", OPEN, { email: TEXT }, 0],
  ["what somebody makes who has logged in", "POST /appointments", {}, { email: TEXT, dateOfBirth: TEXT }, 0],
])("excessive-data-exposure: a record stands in the way of %s", async (_what, id, more, existing, count) => {
  const operations = { [id]: { ...stands(existing), ...more }, "GET /me": {} };
  expect(await faultsIn(excessiveDataExposure, operations)).toHaveLength(count);
});

test.each([
  ["which is the record", { id: TEXT, email: TEXT, dateOfBirth: TEXT }, 1],
  ["which is an error with an identifier", { id: TEXT, message: TEXT, dateOfBirth: TEXT }, 0],
])("excessive-data-exposure: a sign-up answers 409, %s", async (_what, properties, count) => {
  const conflict = { description: "There already", content: { "application/json": { schema: { properties } } } };
  const requestBody = takes({ email: TEXT, password: TEXT });
  const operation = { ...OPEN, requestBody, responses: { ...returns({ properties: { id: TEXT } }), 409: conflict } };
  expect(await faultsIn(excessiveDataExposure, { "POST /signup": operation, "GET /me": {} })).toHaveLength(count);
});

test.each([
  ["beside a sort code", "GET /payees/lookup", query("sortCode", "accountNumber"), 1],
  ["beside a sort code, in German", "GET /konten/pruefung", query("blz", "kontonummer"), 1],
  ["as the summary says", "GET /transfers", { summary: "Transfers of a bank account", ...query("accountNumber") }, 1],
  ["by its path", "GET /bank-accounts", query("accountNumber"), 1],
  ["of a customer", "GET /orders", query("accountNumber"), 0],
])("sensitive-data-in-url: an account number %s", async (_what, id, operation, count) => {
  expect(await faultsIn(sensitiveDataInUrl, { [id]: operation })).toHaveLength(count);
});

test("what a read finds by the URI of a file is a file of the server", async () => {
  const description = "URI of the file to read, relative to the data directory";
  const file = { name: "file", in: "query", required: true, schema: TEXT, description };
  const download = { ...OPEN, parameters: [file] };
  expect(await faultsIn(injectionInterpretedInput, { "GET /download": download })).toHaveLength(1);
});

const fileUrl = (returned: object, more: object = {}): object => ({
  requestBody: takes({ displayName: TEXT, avatar: { ...TEXT, description: "URL of the image file" } }),
  responses: returns({ properties: { id: TEXT, ...returned } }),
  ...more,
});

test.each([
  ["URL of the template file, relative to the data directory", 1],
  ["URI of the file on the server, such as file:///data/prices.csv", 1],
  ["URL of the template file", 0],
])("injection-interpreted-input: a file of the service: %s", async (description, count) => {
  const path = { ...TEXT, description };
  const operation = { requestBody: takes({ path }), responses: returns({ properties: { path: TEXT } }) };
  expect(await faultsIn(injectionInterpretedInput, { "POST /files": operation })).toHaveLength(count);
});

test.each([
  ["which the response gives back", "PATCH /me", fileUrl({ avatar: TEXT }), "shown"],
  ["which it does not", "PATCH /me", fileUrl({}), "fetched avatar"],
  [
    "which is rendered",
    "POST /cards",
    fileUrl({ avatar: TEXT }, { description: "Renders the file." }),
    "fetched avatar",
  ],
  ["which is imported", "POST /files/import", fileUrl({ avatar: TEXT }), "fetched avatar"],
  [
    "which is not converted",
    "POST /cards",
    fileUrl({ avatar: TEXT }, { description: "The file is not converted." }),
    "shown",
  ],
])("ssrf-client-supplied-url: a URL of a file, %s", async (_what, id, operation, cause) => {
  expect((await faultsIn(ssrfClientSuppliedUrl, { [id]: operation })).map((fault) => fault.cause)).toEqual([cause]);
});

const sends = (properties: object, required: readonly string[] = [], returned: object = { id: TEXT }): object => ({
  requestBody: takes(properties, { required }),
  responses: returns({ properties: returned }),
});
const CLIP = { title: TEXT, posterUrl: TEXT, videoUrl: TEXT };
const LOGO = { template: TEXT, logoUrl: TEXT };

test.each([
  ["a picture among others", "POST /products", sends({ name: TEXT, imageUrl: TEXT }, ["name", "imageUrl"]), "shown"],
  [
    "a picture that alone is required",
    "POST /avatars",
    sends({ caption: TEXT, imageUrl: TEXT }, ["imageUrl"]),
    "fetched imageUrl",
  ],
  [
    "a picture that alone is required, and comes back",
    "POST /avatars",
    sends({ caption: TEXT, imageUrl: TEXT }, ["imageUrl"], { id: TEXT, imageUrl: TEXT }),
    "shown",
  ],
  ["a video beside a picture", "POST /clips", sends(CLIP), "shown"],
  ["a video that alone is required", "POST /clips", sends(CLIP, ["videoUrl"]), "shown, fetched videoUrl"],
  ["a video that is transcoded", "POST /transcode", sends(CLIP), "fetched posterUrl, fetched videoUrl"],
  ["a logo of a document that is made", "POST /invoices/{id}/pdf", sends(LOGO), "fetched logoUrl"],
  [
    "a picture of which a thumbnail is made",
    "POST /cards",
    sends({ name: TEXT, imageUrl: TEXT }, [], { thumbnail: TEXT }),
    "fetched imageUrl",
  ],
  [
    "a picture beside a thumbnail that is sent",
    "POST /cards",
    sends({ imageUrl: TEXT, thumbnail: TEXT }, [], { thumbnail: TEXT }),
    "shown",
  ],
  [
    "a logo whose text says URL to",
    "PUT /brands/{id}",
    sends({ ...LOGO, logoUrl: { ...TEXT, description: "URL to a logo" } }),
    "shown",
  ],
  ["a logo that is kept", "POST /brands", sends(LOGO), "shown"],
])("ssrf-client-supplied-url: %s", async (_what, id, operation, causes) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, { [id]: operation });
  expect(faults.map(({ cause }) => cause).join(", ")).toBe(causes);
});

const PEOPLE_AND_STAFF = {
  components: {
    securitySchemes: {
      household: { type: "http", scheme: "bearer", description: "Customers log in with their e-mail address." },
      staff: { type: "http", scheme: "bearer", description: "Tokens of the employees of the town." },
    },
  },
  security: [{ household: [] }],
};

test.each([
  ["only staff may make the change", "Only the staff of the office may change an account.", 1],
  ["only staff sets two of its values", "Fee status and balance are set only by the staff of the office.", 0],
  ["only staff sets the value that it takes", "The phone is set only by the staff of the office.", 1],
  ["only staff sees it", "Visible only to the staff of the office.", 0],
])("contradictory-requirement: %s", async (_what, description, count) => {
  const operation = {
    description,
    requestBody: takes({ phone: TEXT }),
    responses: returns({ properties: { id: TEXT } }),
  };
  const faults = await faultsIn(contradictoryRequirement, { "PATCH /accounts/{id}": operation }, PEOPLE_AND_STAFF);
  expect(faults).toHaveLength(count);
});

const invites = "If the office approves, an invitation goes to the address that is registered for the account.";

test.each([
  ["whom an invitation reaches", `Says whether the e-mail address is registered. ${invites}`, 1],
  ["… with one status for all", `Says whether the e-mail address is registered. ${invites} Always responds 202.`, 0],
])("account-enumeration: %s", async (_what, description, count) => {
  const operation = {
    ...OPEN,
    description,
    requestBody: takes({ email: TEXT }),
    responses: { 202: { description: "ok" } },
  };
  expect(await faultsIn(accountEnumeration, { "POST /applications": operation })).toHaveLength(count);
});

test.each([
  ["a public register of ships", "The fleet, which is a public register.", true],
  ["the ships of members", "The ships of our members.", false],
])("excessive-data-exposure: the registrations in %s", async (_what, description, isMild) => {
  const ships = { properties: { vehicleRegistration: TEXT, name: TEXT } };
  const operation = { ...OPEN, description, responses: returns({ type: "array", maxItems: 9, items: ships }) };
  const [fault] = await faultsIn(excessiveDataExposure, { "GET /ships": operation });
  expect((fault?.mitigations ?? []).length > 0).toBe(isMild);
});

const CALL = "curl -X GET 'https://api.acme.io/bot/APP_ID/NAME/verify?user_key=KEY'";

test.each([
  ["a call that is shown", `Shows errors:<pre class='code'>${CALL}</pre>`, 0],
  ["… in a fence", `Shows errors:\n\`\`\`\n${CALL}\n\`\`\``, 0],
  ["a text", "The app verifies that the caller owns the bot.", 1],
])("client-side-authorization: %s", async (_what, description, count) => {
  expect(await faultsIn(clientSideAuthorization, { "GET /bot/{name}/verify": { description } })).toHaveLength(count);
});

const DONE = { responses: { 200: { description: "ok" } } };

test.each([
  ["a relay that is switched on", "GET /relays/{id}/on", DONE, 1],
  ["an output that is switched", "GET /output-points/{id}/toggle", DONE, 1],
  ["whether a relay is on", "GET /relays/{id}/on", { responses: returns({ type: "boolean" }) }, 0],
  ["the state of a relay", "GET /relays/{id}/state", DONE, 0],
  ["what pages of fans are on", "GET /fan-pages/on", DONE, 0],
])("unauthenticated-write: %s by GET", async (_what, id, operation, count) => {
  expect(await faultsIn(unauthenticatedWrite, { [id]: { ...OPEN, ...operation }, "GET /me": {} })).toHaveLength(count);
});

test.each([
  ["that only its owner reads", "Only the user themselves can read it.", 0],
  ["that only its owner will read", "In a future version only the user themselves can read it.", 1],
])("bola-other-users-data: a record %s", async (_what, description, count) => {
  const responses = returns({ properties: { id: TEXT, email: TEXT, dateOfBirth: TEXT, homeAddress: TEXT } });
  const operations = { ...SIGN_UP, "GET /users/{id}": { description, responses }, "GET /me": {} };
  expect(await faultsIn(bolaOtherUsersData, operations)).toHaveLength(count);
});
