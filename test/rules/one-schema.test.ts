import { expect, test } from "vitest";
import { bolaClientSuppliedOwner } from "../../src/rules/authorization/bola-client-supplied-owner.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { internalsInResponse } from "../../src/rules/data/internals-in-response.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { storedCredentialReturned } from "../../src/rules/data/stored-credential-returned.ts";
import { faultsIn, returns, SIGN_UP, takes } from "./faults-in.ts";

/* One field of one schema, used in requests and in several responses: one cause, one finding, with all of its places. */

const TEXT = { type: "string" };
const TOKEN = { type: "http", scheme: "bearer" };
const withSchema = (properties: object): object => ({
  components: { securitySchemes: { token: TOKEN }, schemas: { User: { type: "object", properties } } },
});
const USER = { $ref: "#/components/schemas/User" };
const PASSWORD = withSchema({ id: TEXT, email: TEXT, password: TEXT });
const sent = { content: { "application/json": { schema: USER } } };
const OWN = {
  "GET /session": { responses: returns(USER) },
  "PUT /me": { requestBody: sent, responses: returns(USER) },
  "GET /me": { responses: returns(USER) },
};
const OTHERS = { "GET /users": { responses: returns({ type: "array", items: USER }) } };

test("a password that others read and its owner gets back is one finding", async () => {
  const faults = await faultsIn(credentialInResponse, { ...OWN, ...OTHERS }, PASSWORD);
  expect(faults).toHaveLength(1);
  expect(faults[0]?.message).toContain(
    "; 3 other operations that return the same data to its owner are not part of this finding",
  );
  expect(faults[0]?.places?.filter(({ isLesser }) => isLesser === true)).toHaveLength(3);
  expect(await faultsIn(storedCredentialReturned, { ...OWN, ...OTHERS }, PASSWORD)).toEqual([]);
});

test("where its owner alone gets it back, reads and writes are one finding", async () => {
  const { "GET /session": _, ...own } = OWN;
  const faults = await faultsIn(storedCredentialReturned, own, PASSWORD);
  expect(faults.map(({ places }) => places?.length)).toEqual([2]);
  expect(faults[0]?.mitigations).toEqual([]);
});

test("where only what was sent comes back, it stays milder", async () => {
  const faults = await faultsIn(storedCredentialReturned, { "PUT /me": OWN["PUT /me"] }, PASSWORD);
  expect(faults.map(({ mitigations = [] }) => mitigations.length)).toEqual([1]);
});

test.each([
  ["connection_string", 0],
  ["server_config", 1],
])("internals-in-response: %s", async (name, count) => {
  const operations = { "GET /sites/{id}/branches": { responses: returns(USER) } };
  const credentials = await faultsIn(credentialInResponse, operations, withSchema({ id: TEXT, [name]: TEXT }));
  const internals = await faultsIn(internalsInResponse, operations, withSchema({ id: TEXT, [name]: TEXT }));
  expect(internals).toHaveLength(count);
  expect(credentials).toHaveLength(1 - count);
});

test.each([
  ["the schema of the response", USER, 1],
  ["a schema of its own", { type: "object", properties: { id: TEXT, authorId: TEXT } }, 0],
])("bola-client-supplied-owner: a request that takes %s", async (_what, schema, steps) => {
  const requestBody = { content: { "application/json": { schema } } };
  const operations = { ...SIGN_UP, "POST /posts": { requestBody, responses: returns(USER) } };
  const [fault] = await faultsIn(bolaClientSuppliedOwner, operations, withSchema({ id: TEXT, authorId: TEXT }));
  expect(fault?.mitigations).toHaveLength(steps);
});

test.each([
  ["the same property of the same collection", "POST /attributes", sent, 1],
  ["the same property of something else", "POST /orders", sent, 0],
  ["a property of its own", "POST /attributes", takes({ script: TEXT }), 0],
  ["a read", "DELETE /attributes", sent, 0],
])("injection: what is run by a test is run where it is kept: %s", async (_what, id, requestBody, count) => {
  const operations = { "POST /attributes/execute": { requestBody: sent }, [id]: { requestBody } };
  const faults = await faultsIn(injectionInterpretedInput, operations, withSchema({ script: TEXT }));
  expect(faults[0]?.places).toHaveLength(1);
  const further = faults.slice(1).filter(({ cause }) => cause.endsWith(" alike"));
  expect(further.map(({ mitigations = [] }) => mitigations.length > 0)).toEqual(Array(count).fill(true));
});
