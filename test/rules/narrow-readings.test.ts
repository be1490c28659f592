import { expect, test } from "vitest";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";
import { sensitiveDataInUrl } from "../../src/rules/data/sensitive-data-in-url.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { faultsIn, returns, takes } from "./faults-in.ts";

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
  ["a role that only some send", changes("role is only accepted from administrators."), 0],
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

test.each([
  ["gives back the URL", { avatar: TEXT }, 0],
  ["does not", {}, 1],
])("ssrf-client-supplied-url: a URL of a file, where the response %s", async (_what, returned, count) => {
  const operation = {
    requestBody: takes({ displayName: TEXT, avatar: { ...TEXT, description: "URL of the image file" } }),
    responses: returns({ properties: { id: TEXT, ...returned } }),
  };
  expect(await faultsIn(ssrfClientSuppliedUrl, { "PATCH /me": operation })).toHaveLength(count);
});
