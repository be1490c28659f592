import { expect, test } from "vitest";
import { reviewDescription } from "../../src/review.ts";
import { filesOf } from "../gate/judged.ts";

/* What a verdict waits for: not for schemas of what is nobody's and told in words. */

const TEXT = { type: "string" };
const json = (properties: object, description = "ok"): object => ({
  description,
  content: { "application/json": { schema: { type: "object", properties } } },
});
const told = (summary: string, responses: object = { 200: { description: "ok" } }): object => ({
  get: { summary, responses },
});
const byId = (summary: string, responses: object): object => ({
  get: { summary, parameters: [{ name: "id", in: "path", required: true, schema: TEXT }], responses },
});

async function reviewWith(paths: object, more: object = {}) {
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    paths,
    ...more,
  });
  return reviewDescription("openapi.json", filesOf(new Map([["openapi.json", text]])));
}

const unstated = ({ findings }: Awaited<ReturnType<typeof reviewWith>>): string | undefined =>
  findings.find(({ rule }) => rule === "authentication-unstated")?.severity;

const RATES = {
  "/rates": told("List all exchange rates of the day"),
  "/rates/history": told("Get rates of earlier days"),
  "/convert": told("Convert an amount by today's rates"),
};
const REFUSED = { 200: { description: "ok" }, 401: { description: "No key." } };

test.each<[string, object, object, string, string]>([
  ["rates that are told in words", RATES, {}, "approve", "low"],
  [
    "rates of which nothing is told",
    { "/a": told(""), "/b": told(""), "/c": told("") },
    {},
    "insufficient-evidence",
    "medium",
  ],
  [
    "rates that are refused without a key",
    { ...RATES, "/rates/live": told("Get all rates as they are", REFUSED) },
    {},
    "approve",
    "low",
  ],
  [
    "orders that are told in words",
    { "/orders": told("List all orders of the day"), "/orders/late": told("Get all orders that are late") },
    {},
    "approve-with-conditions",
    "medium",
  ],
  [
    "branches in open data",
    {
      "/branches": told("List branches", { 200: json({ address: TEXT, telephoneNumber: TEXT }) }),
      "/atms/{id}": byId("Get an ATM", { 200: json({ address: TEXT }) }),
    },
    { info: { title: "Open Data API", version: "1" } },
    "approve",
    "low",
  ],
  [
    "patients in open data",
    {
      "/patients": told("List patients", { 200: json({ address: TEXT, telephoneNumber: TEXT, full_name: TEXT }) }),
      "/patients/{id}": byId("Get a patient", { 200: json({ address: TEXT, diagnosis: TEXT }) }),
    },
    { info: { title: "Open Data API", version: "1" } },
    "insufficient-evidence",
    "high",
  ],
])("%s", async (_name, paths, more, decision, severity) => {
  const review = await reviewWith(paths, more);
  expect([review.verdict.decision, unstated(review)]).toEqual([decision, severity]);
});

test("an answer without a credential makes no worse of what is nobody's", async () => {
  const { assumptions } = await reviewWith(RATES);
  expect(new Set(assumptions.flatMap(({ answers = [] }) => answers.map((one) => one.decision)))).toEqual(
    new Set(["approve"]),
  );
});

/* `default` beside refusals alone is the success where it is said to be one. */
const PEOPLE = {
  "/people": (description: string): object =>
    told("List people", { 400: { description: "bad" }, default: json({ email: TEXT, iban: TEXT }, description) }),
};

test.each([
  ["OK", true],
  ["Successful operation", true],
  ["Unexpected error", false],
  ["Not OK", false],
])("default with the text %s is read: %s", async (description, isRead) => {
  const { fields } = await reviewWith({ "/people": PEOPLE["/people"](description) });
  expect(fields.some(({ name }) => name === "iban")).toBe(true);
  const review = await reviewWith({ "/people": PEOPLE["/people"](description) });
  expect((review.coverage.unanswered ?? 0) > 0).toBe(!isRead);
});

/* A key that must be sent is a credential, whoever forgot to require it: only who gets it is open. */
const TAKING = (required: boolean): object[] => [{ name: "X-Auth-Key", in: "header", required, schema: TEXT }];
const ENTITIES = (required: boolean): object => ({
  "/legal_entities/{id}": {
    get: {
      parameters: [{ name: "id", in: "path", required: true, schema: TEXT }, ...TAKING(required)],
      responses: { 200: json({ name: TEXT, sessionToken: TEXT }), 403: { description: "no" } },
    },
  },
  "/legal_entities": {
    post: {
      parameters: TAKING(required),
      requestBody: {
        content: {
          "application/json": { schema: { type: "object", properties: { name: TEXT, third_party_password: TEXT } } },
        },
      },
      responses: { 201: { description: "made" } },
    },
  },
});

test.each([
  ["that must be sent", true, {}, "reject"],
  ["that may be left out", false, {}, "insufficient-evidence"],
  ["that must be sent to a host that nobody knows", true, { servers: [{ url: "/" }] }, "approve-with-conditions"],
])("what is wrong for partners too, behind a key %s", async (_name, required, more, decision) => {
  expect((await reviewWith(ENTITIES(required), more)).verdict.decision).toBe(decision);
});

test("reads that a text tells count among those that are told, and a description of the API itself counts for nothing", async () => {
  const schema = { 200: json({ rate: { type: "number" } }) };
  const paths = Object.fromEntries(
    Array.from({ length: 6 }, (_, at) => [`/rates${at}`, told(`Get the exchange rates of a day (${at})`, schema)]),
  );
  const query = {
    post: {
      summary: "Performs a GraphQL query",
      requestBody: { content: { "application/json": { schema: { type: "object", properties: { query: TEXT } } } } },
      responses: { 200: { description: "ok" } },
    },
  };
  const secured = {
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
  };
  const { verdict } = await reviewWith(
    { ...paths, "/graphql": query, "/openapi.json": told("Return this API document"), "/raw": told("") },
    secured,
  );
  expect(verdict.reasons.filter(({ kind }) => kind === "depends")).toEqual([]);
  expect(verdict.reasons.some(({ text }) => text.includes("openapi.json"))).toBe(false);
});
