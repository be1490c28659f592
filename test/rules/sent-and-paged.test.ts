import { expect, test } from "vitest";
import { internalsInResponse } from "../../src/rules/data/internals-in-response.ts";
import { unboundedList } from "../../src/rules/resources/unbounded-list.ts";
import { apiOf, faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* Whose data it is that comes back of what was sent, and what says that a list has an end. */

const TEXT = { type: "string" };
const NUMBER = { type: "number" };

const whose = async (operations: Operations): Promise<string | undefined> => {
  const api = await apiOf(operations);
  return api.assessed(api.operations[0]!).flows.find(({ direction }) => direction === "read")?.whose;
};

const triage = (
  more: object,
  body: object = { age: NUMBER, sex: TEXT, evidence: TEXT },
  answer: object = {},
): Operations => ({
  "POST /triage": {
    summary: "Query diagnostic engine",
    requestBody: takes(body),
    responses: returns({ properties: { diagnosis: TEXT, ...answer } }),
    ...more,
  },
});
const COMPUTED = { operationId: "computeTriage", description: "Query of the engine." };

test.each<[string, Operations, string]>([
  ["computed, by its name", triage(COMPUTED), "caller"],
  [
    "estimated of what is provided",
    triage({ description: "Estimates the level based on provided information." }),
    "caller",
  ],
  ["estimated, of what nobody knows", triage({ description: "Estimates of the level." }), "tenant"],
  ["computed of somebody who is named", triage(COMPUTED, { patient_id: TEXT, day: TEXT }), "tenant"],
  ["computed of one value", triage(COMPUTED, { insured: TEXT }), "tenant"],
  ["a record", triage(COMPUTED, undefined, { id: TEXT }), "tenant"],
  ["found", triage({ operationId: "findTriage", description: "Finds it." }), "tenant"],
])("what is %s is the caller's or not", async (_what, operations, expected) => {
  const found = await whose(operations);
  expect(found === "caller").toBe(expected === "caller");
});

const profiles = (summary: string, last: string, more: object = {}): Operations => ({
  "GET /profiles/{id}": { summary, responses: returns({ properties: { id: TEXT, email: TEXT, card: TEXT, ...more } }) },
  [`GET /profiles/{id}/${last}`]: { summary, responses: returns({ properties: { number: TEXT } }) },
});

test.each<[string, Operations, string]>([
  ["payment profiles with cards", profiles("Gets a payment profile", "cards"), "tenant"],
  ["profiles with cards", profiles("Gets a profile", "cards"), "population"],
  ["payment profiles with friends", profiles("Gets a payment profile", "friends"), "population"],
  ["payment profiles with pictures", profiles("Gets a payment profile", "cards", { avatarUrl: TEXT }), "population"],
  ["payment profiles with birthdays", profiles("Gets a payment profile", "cards", { birthDate: TEXT }), "population"],
  [
    "payment profiles of those who sign up",
    {
      ...profiles("Gets a payment profile", "cards"),
      "POST /signup": { security: [], requestBody: takes({ email: TEXT, password: TEXT }) },
    },
    "population",
  ],
])("%s", async (_what, operations, expected) => {
  expect(await whose(operations)).toBe(expected);
});

const LIST = { type: "array", items: { properties: { id: TEXT, email: TEXT } } };
const linked = (description: string): object => ({
  responses: { 200: { ...(returns(LIST) as { 200: object })[200], headers: { Link: { description, schema: TEXT } } } },
});
const asked = (...names: readonly string[]): object => ({
  parameters: names.map((name) => ({ name, in: "query", required: true, schema: NUMBER })),
  responses: returns(LIST),
});

test.each<[string, object, number]>([
  ["nothing said", { responses: returns(LIST) }, 1],
  ["a link to the next page", linked('The next page: rel="next"'), 0],
  ["a link to the terms", linked("The terms of use"), 1],
  ["pg and rpp", asked("pg", "rpp"), 0],
  ["a point", asked("lat", "lng"), 0],
  ["a point and a radius", asked("lat", "lng", "radius"), 1],
  ["a latitude", asked("lat"), 1],
])("a list of customers with %s", async (_what, operation, count) => {
  const info = { title: "T", version: "1", "x-audience": "external-partner" };
  expect(await faultsIn(unboundedList, { "GET /customers": operation }, { info })).toHaveLength(count);
});

const products = (security: readonly object[]): Operations => ({
  "POST /signup": { security: [], requestBody: takes({ email: TEXT, password: TEXT }) },
  "GET /products": { security, responses: returns({ $ref: "#/components/schemas/Product" }) },
});
const COMPONENTS = {
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
    schemas: { Product: { properties: { name: TEXT, costPrice: NUMBER } } },
  },
};
const WRITE = { requestBody: takes({}, { $ref: "#/components/schemas/Product" }) };

test.each<[string, Operations, number]>([
  ["that only others write", products([{ token: [] }]), 1],
  ["that the same credential writes", { ...products([{ token: [] }]), "POST /products": WRITE }, 0],
  ["that anybody reads", { ...products([]), "POST /products": WRITE }, 1],
])("costs %s", async (_what, operations, count) => {
  expect(await faultsIn(internalsInResponse, operations, COMPONENTS)).toHaveLength(count);
});
