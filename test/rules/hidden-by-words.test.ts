import { expect, test } from "vitest";
import { isChangingGet } from "../../src/exposure/changing-get.ts";
import { readingOf } from "../../src/exposure/reading.ts";
import { isOwn } from "../../src/exposure/principals.ts";
import { interpreterOf } from "../../src/operations/inputs/interpreters.ts";
import { urlUseOf } from "../../src/operations/inputs/url-uses.ts";
import { isSaidToGivePage, isSaidToVisit } from "../../src/operations/inputs/visited-pages.ts";
import { requestFields } from "../../src/operations/request-fields.ts";
import { deletionsWithoutFilter } from "../../src/operations/unselected-deletions.ts";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { apiOf, faultsIn, returns, takes } from "./faults-in.ts";

/* A sentence beside an act does not make the act something else. */

const TEXT = { type: "string" };
const STATE = { responses: returns({ properties: { state: TEXT } }) };
const LIST = { responses: returns({ type: "array", items: { type: "object" } }) };

test.each<[string, object, string | undefined]>([
  ["POST /users/match", { requestBody: takes({ name: TEXT }) }, "stored"],
  ["POST /roles/grant", { requestBody: takes({ name: TEXT }) }, undefined],
  ["POST /users/match", { operationId: "purgeUsers", requestBody: takes({ name: TEXT }) }, undefined],
  ["POST /users/match", { requestBody: takes({ name: TEXT, role: TEXT }) }, undefined],
  ["POST /payouts", { requestBody: takes({ filter: TEXT, amount: { type: "number" } }) }, undefined],
])("%s of %j, which says that it returns a list", async (id, more, reading) => {
  const told = { description: "Returns the list of users that match.", ...LIST };
  expect(readingOf((await apiOf({ [id]: { ...told, ...more } })).operations[0]!)).toBe(reading);
});

test.each<[string, string, string, boolean]>([
  ["/stories/{id}/reveal", "getStory", "Returns a document made with reveal.js.", false],
  ["/stories/{id}/reveal", "revealStory", "Returns a document made with reveal.js.", true],
  ["/doors/{id}/unlock", "op", "Returns the state of the door.", true],
  ["/users/{id}/delete", "op", "Returns the user.", true],
])("GET %s of %s: %s", async (path, operationId, description, changes) => {
  const api = await apiOf({ [`GET ${path}`]: { operationId, description, ...STATE } });
  expect(isChangingGet(api.operations[0]!)).toBe(changes);
});

test.each<[string, string, string, string | undefined]>([
  ["query", "/database/query", "Keywords to look for", undefined],
  ["query", "/database/query", "Keywords, joined and passed to the database as they are", "sql"],
  ["formula", "/formulas/apply", "Operators: ( ) + - * /", undefined],
  ["formula", "/formulas/apply", "Operators: ( ) + - * / and . to reach any member of a bean", "script"],
])("%s of %s: %s", async (name, path, description, interpreter) => {
  const [operation] = (await apiOf({ [`POST ${path}`]: { requestBody: takes({ [name]: { ...TEXT, description } }) } }))
    .operations;
  const field = requestFields(operation!).find((one) => one.name === name)!;
  expect(interpreterOf(field, operation!)).toBe(interpreter);
});

test.each<[string, string, boolean]>([
  ["returnUrl", "Where to redirect the user after the payment", false],
  ["returnUrl", "The customer is sent to this URL", false],
  ["feedUrl", "URL of the feed to import. The user is redirected to the editor afterwards.", true],
  ["webhookUrl", "Gets an event whenever a customer is returned to the queue.", true],
  ["callbackUrl", "For events, such as when customers are sent invoices.", true],
])("the server goes to %s: %s", async (name, description, goes) => {
  const [operation] = (await apiOf({ "POST /things": { requestBody: takes({ [name]: { ...TEXT, description } }) } }))
    .operations;
  const field = requestFields(operation!).find((one) => one.name === name)!;
  expect(["fetched", "webhook", "proxy"].includes(urlUseOf(field, operation!) ?? "")).toBe(goes);
});

test.each<[string, string, object, boolean]>([
  ["/pastes/anonymous", "Create a paste", { text: TEXT }, true],
  ["/anonymous/records", "Create a medical record", { patientId: TEXT, diagnosis: TEXT }, false],
  ["/anon/jobs", "Start a job", { image: TEXT, command: TEXT }, false],
])("POST %s is meant for anybody", async (path, summary, fields, isMeant) => {
  const open = {
    security: [],
    summary,
    description: "Anonymous callers cannot edit it later.",
    requestBody: takes(fields),
  };
  const faults = await faultsIn(unauthenticatedWrite, { [`POST ${path}`]: open, "GET /me": {} });
  expect(faults.some(({ cause }) => cause === "meant")).toBe(isMeant);
});

const header = (name: string, description: string): object => ({
  parameters: [{ name, in: "header", schema: TEXT, description }],
});

test.each<[string, string, number]>([
  ["X-As", "ID of the user to impersonate", 1],
  ["X-As", "The account you want to impersonate", 1],
  ["User-Agent", "The browser to impersonate", 0],
  ["X-CSRF", "CSRF token. Stops other sites that try to impersonate the user.", 0],
])("%s lets callers act as somebody: %s", async (name, description, faults) => {
  const found = await faultsIn(bflaAdminOperation, { "POST /orders": header(name, description) });
  expect(found.filter(({ cause }) => cause.startsWith("acts as"))).toHaveLength(faults);
});

test.each<[string, boolean]>([
  ["/current/weather", false],
  ["/current/medications", true],
  ["/current/salary", true],
])("%s is the caller's own", async (path, own) => {
  expect(isOwn((await apiOf({ [`GET ${path}`]: {} })).operations[0]!)).toBe(own);
});

const query = (name: string): object => ({ name, in: "query", schema: TEXT });
const ALL = { summary: "Delete all records" };

test.each<[string, object, number]>([
  ["an optional filter", { ...ALL, parameters: [query("status")] }, 1],
  [
    "a header besides",
    { ...ALL, parameters: [query("status"), { name: "X-Version", in: "header", required: true, schema: TEXT }] },
    1,
  ],
  [
    "a text about the log-in",
    { ...ALL, description: "The caller must be logged in.", parameters: [query("status")] },
    1,
  ],
  ["a text about the filter", { ...ALL, description: "The status must be given.", parameters: [query("status")] }, 0],
  ["a language", { ...ALL, parameters: [query("lang")] }, 0],
])("a deletion of all with %s", async (_name, operation, count) => {
  expect(deletionsWithoutFilter((await apiOf({ "DELETE /records": operation })).operations)).toHaveLength(count);
});

test.each<[string, boolean]>([
  ["Get the HTML of a page by URL", true],
  ["Retrieves external files", true],
  ["Get page content by URL", false],
  ["Retrieves the recorded size of external files.", false],
])("the server visits: %s", async (summary, visits) => {
  const [operation] = (await apiOf({ "GET /pages": { summary } })).operations;
  expect(isSaidToGivePage(operation!) || isSaidToVisit(operation!)).toBe(visits);
});
