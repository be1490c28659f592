import { expect, test } from "vitest";
import { bolaOtherUsersData } from "../../src/rules/data/bola-other-users-data.ts";
import { bulkExposure } from "../../src/rules/data/bulk-exposure.ts";
import { unboundedList } from "../../src/rules/resources/unbounded-list.ts";
import { faultsIn, returns, SIGN_UP, takes, type Operations } from "./faults-in.ts";

const TEXT = { type: "string" };
const SENSITIVE = { type: "object", properties: { ethnicity: TEXT, disability: TEXT, ssn: TEXT } };
const many = (items: object): object => ({ responses: returns({ type: "array", items }) });

const bounded = (maxItems: number): object => ({
  responses: returns({ type: "array", maxItems, items: SENSITIVE }),
});
const inEnvelope = (maxItems: number | undefined): object => ({
  responses: returns({ properties: { data: { type: "array", ...(maxItems && { maxItems }), items: SENSITIVE } } }),
});

/* One person's record in an array of one is no list. */
test.each<[string, Operations, number]>([
  ["a record", { "GET /employees/{id}/sensitivedata": many(SENSITIVE), "PUT /employees/{id}/sensitivedata": {} }, 0],
  ["in German", { "GET /mitarbeiter/{id}/gesundheit": many(SENSITIVE), "PUT /mitarbeiter/{id}/gesundheit": {} }, 0],
  ["records", { "GET /employees/{id}/absences": many(SENSITIVE), "PUT /employees/{id}/absences": {} }, 1],
  ["what is not replaced", { "GET /employees/{id}/history": many(SENSITIVE) }, 1],
  ["records, of which there are few", { "GET /absences": bounded(200) }, 0],
  ["records, of which there are very many", { "GET /absences": bounded(100_000) }, 1],
  ["records in an envelope, of which there are few", { "GET /absences": inEnvelope(200) }, 0],
  ["records in an envelope", { "GET /absences": inEnvelope(undefined) }, 1],
  ["a record of a thing", { "GET /wards/{id}/occupancy": many(SENSITIVE), "PUT /wards/{id}/occupancy": {} }, 1],
])("a list without bounds: %s", async (_name, operations, count) => {
  expect(await faultsIn(unboundedList, operations, { security: [{ certificate: [] }] })).toHaveLength(count);
});

const PERSON = { type: "object", properties: { name: TEXT, email: { type: "string", format: "email" } } };
const COMPANY = { type: "object", properties: { name: TEXT, contacts: { type: "array", items: PERSON } } };

test.each<[string, Operations, number]>([
  ["what was just made", { "POST /companies": { requestBody: takes({ name: TEXT }), responses: returns(COMPANY) } }, 0],
  ["a list", { "GET /contacts": many(PERSON) }, 1],
])("in bulk: %s", async (_name, operations, count) => {
  expect(await faultsIn(bulkExposure, operations, { security: [{ certificate: [] }] })).toHaveLength(count);
});

test.each([
  ["List your own spots.", 0],
  ["Listet Ihre eigenen Orte.", 0],
  ["Lister vos propres lieux.", 0],
  ["Listar sus propios lugares.", 0],
  ["Listar os seus próprios lugares.", 0],
  ["List spots.", 1],
  ["List the spots of your customers.", 1],
])("whose list: %s", async (description, count) => {
  const operations = { "GET /spots": { ...many(PERSON), description } };
  const found = await faultsIn(unboundedList, { ...SIGN_UP, ...operations });
  expect(found).toHaveLength(count);
});

const profile = (more: object): object => ({
  type: "object",
  properties: { screen_name: TEXT, about: TEXT, location: TEXT, ...more },
});
const FULL = { allOf: [{ $ref: "#/components/schemas/User" }], properties: { language: TEXT } };
const USERS: Operations = {
  ...SIGN_UP,
  "GET /users/{id}": { responses: returns({ $ref: "#/components/schemas/User" }) },
  "GET /me": { responses: returns({ $ref: "#/components/schemas/FullProfile" }) },
};

test.each<[string, object, object, number]>([
  ["smaller than one's own", profile({}), FULL, 1],
  ["the same as one's own", profile({}), { $ref: "#/components/schemas/User" }, 0],
  ["with an address", profile({ email: { type: "string", format: "email" } }), FULL, 0],
  ["with a setting that hides it", profile({ is_private: { type: "boolean" } }), FULL, 0],
  ["with a point on the map", profile({ latitude: { type: "number" }, longitude: { type: "number" } }), FULL, 0],
])("a profile of others: %s", async (_name, user, full, steps) => {
  const [fault] = await faultsIn(bolaOtherUsersData, USERS, {
    components: {
      schemas: { User: user, FullProfile: full },
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
    },
  });
  expect(fault?.mitigations?.length).toBe(steps);
});
