import { expect, test } from "vitest";
import type { Tenancy } from "../../src/core/exposure-words.ts";
import { apiOf, returns, takes, type Operations } from "../rules/faults-in.ts";

/*
 * People who are called what somebody manages, in an API for which anybody signs up: whether an account is a person or an
 * organisation decides whose they are, and is asked where restricted data is at stake.
 */

const TEXT = { type: "string" };
const FILE = { responses: returns({ type: "object", properties: { name: TEXT, iban: TEXT } }) };
const signUp = (properties: object): Operations => ({
  "POST /signup": { security: [], requestBody: takes(properties) },
});
const PERSON = signUp({ email: TEXT, password: TEXT });

test.each<[string, Operations, string, string]>([
  ["patients", PERSON, "GET /patients/{id}", "iban"],
  ["employees", PERSON, "GET /employees/{id}", "iban"],
  ["customers", PERSON, "GET /customers/{id}", "iban"],
  ["in German", PERSON, "GET /kunden/{id}", "iban"],
  ["in Portuguese", PERSON, "GET /pacientes/{id}", "iban"],
  ["visitors", PERSON, "GET /visitantes/{id}", "iban"],
  ["a list of them", PERSON, "GET /patients", ""],
  ["things", PERSON, "GET /invoices/{id}", ""],
  ["callers enter them", { ...PERSON, "POST /patients": {} }, "GET /patients/{id}", ""],
  ["callers change them", { ...PERSON, "PATCH /patients/{id}": {} }, "GET /patients/{id}", ""],
  ["a company signs up", signUp({ companyName: TEXT, email: TEXT, password: TEXT }), "GET /employees/{id}", ""],
  ["they are below an organisation", PERSON, "GET /companies/{company}/employees/{id}", ""],
  [
    "a role that the text names",
    { ...PERSON, "GET /patients/{id}": { description: "Requires the role of a nurse." } },
    "GET /patients/{id}",
    "",
  ],
  [
    "only one's own",
    { ...PERSON, "GET /patients/{id}": { description: "Only your own file; that of another patient is a 404." } },
    "GET /patients/{id}",
    "",
  ],
  ["nobody signs up", {}, "GET /employees/{id}", ""],
])("%s", async (_what, around, id, undecided) => {
  const { [id]: own = {}, ...others } = around;
  const api = await apiOf({ ...others, [id]: { ...own, ...FILE } });
  const operation = api.operations.find((one) => one.id === id)!;
  const flows = api.assessed(operation).flows.filter(({ isUndecided }) => isUndecided);
  expect(flows.map(({ field }) => field.name).join()).toBe(undecided);
});

test.each<[string, string]>([
  ["none", "population"],
  ["account", "tenant"],
])("once the answer is %s, they are the %s", async (tenancy, owner) => {
  const id = "GET /patients/{id}";
  const api = await apiOf({ ...PERSON, [id]: FILE }, {}, { tenancy: new Map([["*", tenancy as Tenancy]]) });
  const { flows } = api.assessed(api.operations.find((one) => one.id === id)!);
  expect(flows.map(({ field, whose, isUndecided }) => [field.name, whose, isUndecided])).toContainEqual([
    "iban",
    owner,
    false,
  ]);
});
