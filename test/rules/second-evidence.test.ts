import { expect, test } from "vitest";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { debugOperation } from "../../src/rules/authorization/debug-operation.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";
import { internalsInResponse } from "../../src/rules/data/internals-in-response.ts";
import { sensitiveDataInUrl } from "../../src/rules/data/sensitive-data-in-url.ts";
import { verboseError } from "../../src/rules/data/verbose-error.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { unboundedPageSize } from "../../src/rules/resources/unbounded-page-size.ts";
import { reviewOf } from "../gate/judged.ts";
import { apiOf, faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* A word is not enough: what stands beside it, is said of it or comes back decides. In pairs, which differ in that. */

const TEXT = { type: "string" };
const NUMBER = { type: "number" };
const query = (name: string, schema: object, more: object = {}): object => ({ name, in: "query", schema, ...more });

test.each([
  ["the number of an account with the service", "GET /accounts/{accountNo}", {}, 0],
  ["an IBAN", "GET /accounts/{iban}", {}, 1],
  ["the number of a bank account", "GET /payees/{bankAccountNumber}", {}, 1],
  ["one in a query", "GET /orders", { parameters: [query("account", TEXT)] }, 0],
  [
    "one of which a text says that it is at a bank",
    "GET /orders",
    { parameters: [query("account", TEXT, { description: "The bank account of the payer" })] },
    1,
  ],
  [
    "one with the example of an IBAN",
    "GET /orders",
    { parameters: [query("account", { ...TEXT, example: "DE89 3704 0044 0532 0130 00" })] },
    1,
  ],
])("sensitive-data-in-url: %s", async (_name, id, operation, count) => {
  expect(await faultsIn(sensitiveDataInUrl, { [id]: operation })).toHaveLength(count);
});

const ETHNICITY = { type: "array", items: { ...TEXT, enum: ["asian", "black", "white"] } };
const list = (properties: object): object => ({ responses: returns({ type: "array", items: { properties } }) });

test.each([
  ["a choice by which pictures are searched", ETHNICITY, list({ title: TEXT }), "", 0],
  ["a choice that a text calls a filter", ETHNICITY, {}, "Filter search results by the people shown", 0],
  ["the same of people who are found", ETHNICITY, list({ name: TEXT, ethnicity: TEXT }), "", 1],
  ["a choice, of no search", ETHNICITY, {}, "", 1],
  ["what anybody may write", TEXT, list({ title: TEXT }), "", 1],
])("sensitive-data-in-url: %s", async (_name, schema, responses, description, count) => {
  const parameters = [query("ethnicity", schema, { description })];
  expect(await faultsIn(sensitiveDataInUrl, { "GET /search": { ...responses, parameters } })).toHaveLength(count);
});

test.each([
  ["a device in a rack", { name: TEXT, powerConsumption: NUMBER }, 0],
  ["a household", { householdId: TEXT, consumptionKwh: NUMBER }, 1],
  ["a customer", { firstName: TEXT, lastName: TEXT, powerConsumption: NUMBER }, 1],
])("excessive-data-exposure: the energy that is used by %s", async (_name, properties, count) => {
  const operations = { "GET /summary": { security: [], responses: returns({ type: "object", properties }) } };
  expect(await faultsIn(excessiveDataExposure, operations)).toHaveLength(count);
});

const PERSON = { type: "object", properties: { email: TEXT, birthDate: TEXT } };

test.each([
  ["one that was granted by a user, beside a list of things", "login", { user: PERSON }, 0],
  ["one behind a key", "key", { user: PERSON }, 1],
  ["one of a list", "login", { users: { type: "array", items: PERSON } }, 1],
])("whose data: the user in a response, %s", async (_name, scheme, people, count) => {
  const devices = { type: "array", items: { properties: { serial: TEXT } } };
  const responses = returns({ type: "object", properties: { devices, ...people } });
  const api = await apiOf({ "GET /devices": { security: [{ [scheme]: [] }], responses } });
  const flows = api.whose.flowsOf(api.operations[0]!).filter(({ field }) => field.name === "email");
  expect(flows.filter(({ whose }) => whose !== "caller")).toHaveLength(count);
});

test.each([
  ["the authorization endpoint", ["response_type", "client_id", "redirect_uri"], 0],
  ["another read", ["client_id"], 1],
])("credential-in-response: the token of %s", async (_name, names, count) => {
  const operation = {
    parameters: names.map((name) => query(name, TEXT, { required: true })),
    responses: returns({ type: "object", properties: { access_token: TEXT } }),
  };
  const operations = {
    "GET /oauth2/1/grants": operation,
    "POST /sign-up": { security: [], requestBody: takes({ email: TEXT, password: TEXT }) },
  };
  expect(await faultsIn(credentialInResponse, operations)).toHaveLength(count);
});

test.each([
  ["is a switch by its example", { ...TEXT, example: "true" }, 0],
  ["has another example", { ...TEXT, example: "hunter2" }, 1],
  ["has none", TEXT, 1],
])("credential-in-url: a password that %s", async (_name, schema, count) => {
  const operations = { "POST /users/{id}/expire": { parameters: [query("tempPassword", schema)] } };
  expect(await faultsIn(credentialInUrl, operations)).toHaveLength(count);
});

test.each([
  ["words", ["required", "optional", "none"], 0],
  ["algorithms", ["sha256", "md5"], 0],
  ["versions", ["v1", "v2"], 0],
  ["tokens", ["k-9f31c0d2a7", "k-77ab01c5ee"], 1],
  ["numbers that nobody guesses", ["402913", "774120"], 1],
  ["letters that nobody guesses", ["qkzrtWvbnMplKjhGfdsa", "plokmijnuhbYgvtfCrdx"], 1],
  ["a word and a token", ["none", "k-77ab01c5ee"], 1],
])("credential-in-url: an access token that is one of %s", async (_name, values, count) => {
  const operations = { "GET /orders": { parameters: [query("access_token", { ...TEXT, enum: values })] } };
  expect(await faultsIn(credentialInUrl, operations)).toHaveLength(count);
});

test.each([
  ["Content-Security-Policy", 0],
  ["X-Served-By", 1],
])("internals-in-response: the header %s names a host of the inside", async (name, count) => {
  const headers = { [name]: { schema: { ...TEXT, example: "connect-src http://db.acme.internal" } } };
  const operations = { "GET /pages": { responses: { 200: { description: "ok", headers } } } };
  expect(await faultsIn(internalsInResponse, operations)).toHaveLength(count);
});

test("verbose-error: the fields of one error are one finding, and those of another one are another", async () => {
  const failing = (...names: readonly string[]): object => ({
    responses: {
      500: {
        description: "error",
        content: {
          "application/json": { schema: { properties: Object.fromEntries(names.map((name) => [name, TEXT])) } },
        },
      },
    },
  });
  const faults = await faultsIn(verboseError, {
    "GET /a": failing("stackTrace", "innerException"),
    "GET /b": failing("traceback"),
  });
  expect(faults.map(({ message }) => message)).toEqual([
    '"stackTrace" and "innerException" show where and how the service failed in errors of GET /a',
    '"traceback" shows where and how the service failed in errors of GET /b',
  ]);
  expect(faults[0]!.places).toHaveLength(2);
});

test.each([
  ["GET /test", { id: TEXT }, 2],
  ["GET /debug/state", { id: TEXT }, 1],
])("debug-operation: %s, which returns what is described", async (id, properties, milder) => {
  const operations = { [id]: { responses: returns({ type: "object", properties }) }, "GET /orders": {} };
  const [fault] = await faultsIn(debugOperation, operations);
  expect(fault?.mitigations).toHaveLength(milder);
});

const PAGE = { parameters: [query("limit", { type: "integer" })] };

test.each([
  ["things", list({ colour: TEXT }), {}],
  ["things that anybody adds", list({ colour: TEXT }), { post: {} }],
  ["people with their passports", list({ name: TEXT, passportNumber: TEXT }), {}],
])("unbounded-page-size: a list of %s, if anybody can call it, stops no release", async (_name, of, more) => {
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    paths: { "/entries": { get: { ...PAGE, ...of }, ...more } },
  });
  const { assumptions } = await reviewOf(new Map([["api.json", text]]), "api.json");
  const found = assumptions.flatMap(({ ifTrue }) => ifTrue).filter(({ rule }) => rule === unboundedPageSize.id);
  expect(found.map(({ severity }) => severity)).toEqual(["low"]);
});

test.each<[string, Operations, number]>([
  ["pays out of a wallet", { "POST /wallets/{id}/pay": { security: [] } }, 1],
  ["pays an invoice", { "POST /invoices/{id}/pay": { security: [] } }, 0],
  ["renames a wallet", { "PUT /wallets/{id}": { security: [] } }, 0],
])("unauthenticated-write: who %s", async (_name, operations, steps) => {
  const [fault] = await faultsIn(unauthenticatedWrite, { ...operations, "GET /orders": {} });
  expect(fault?.aggravations).toHaveLength(steps);
});
