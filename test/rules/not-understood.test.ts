import { expect, test } from "vitest";
import { rankedTests } from "../../src/review/tests.ts";
import { overBroadScope } from "../../src/rules/authorization/over-broad-scope.ts";
import { unauthenticatedInternalApi } from "../../src/rules/exposure/unauthenticated-internal-api.ts";
import { cleartextServer } from "../../src/rules/transport/cleartext-server.ts";
import { apiOf, faultsIn, returns, takes, type Operations } from "./faults-in.ts";

const TEXT = { type: "string" };
const OPEN = { security: [], components: {} };
const at = (url: string, more: object = {}): object => ({ servers: [{ url }], ...more });
const ANYTHING = { "GET /data/{path}": { responses: returns({ type: "object", additionalProperties: true }) } };
const NAMED = { "GET /rates": { responses: returns({ type: "object", properties: { rate: { type: "number" } } }) } };

test.each<[string, Operations, number]>([
  ["what may be anything", ANYTHING, 0],
  ["what is named", NAMED, 1],
])("an internal API without authentication that returns %s", async (_name, operations, steps) => {
  const [fault] = await faultsIn(unauthenticatedInternalApi, operations, at("https://rules.internal", OPEN));
  expect(fault?.mitigations).toHaveLength(steps);
});

test.each<[string, Operations, object, number]>([
  ["a log-in on a network that visitors share", NAMED, at("http://desk.local"), 0],
  ["by an address", NAMED, at("http://192.168.1.9"), 0],
  ["a token within a cluster", NAMED, at("http://rates.default.svc.cluster.local"), 1],
  ["rates that anybody may read", NAMED, at("http://desk.local", OPEN), 2],
  ["what may be anything", ANYTHING, at("http://desk.local", OPEN), 1],
])("clear text: %s", async (_name, operations, more, steps) => {
  const [fault] = await faultsIn(cleartextServer, operations, more);
  expect(fault?.mitigations).toHaveLength(steps);
});

const WRITES: Operations = { "PUT /rules/{id}": { requestBody: takes({ text: TEXT }) }, "GET /rules/{id}": {} };
const refused = async (operations: Operations, more: object): Promise<readonly string[]> =>
  rankedTests(await apiOf(operations, more))
    .filter(({ test: { as } }) => as === "anyone without a credential")
    .map(({ test: { operation } }) => operation);

test("an API that asks nobody for a credential is tested without one", async () => {
  expect(await refused(WRITES, OPEN)).toEqual(["PUT /rules/{id}"]);
  expect(await refused(WRITES, {})).toEqual([]);
  const both = { ...WRITES, "PUT /notes/{id}": { security: [{ token: [] }] } };
  expect(await refused(both, { security: [] })).toEqual([]);
});

const many = (properties: object): Operations => {
  const paths = ["/a", "/b", "/c", "/d", "/e"];
  return Object.fromEntries(
    paths.flatMap((path) => [
      [`GET ${path}/{id}`, { responses: returns({ type: "object", properties }) }],
      [`DELETE ${path}/{id}`, {}],
    ]),
  );
};

test.each<[string, object, number]>([
  ["health data", { diagnosis: TEXT, ssn: TEXT, birthDate: { type: "string", format: "date" } }, 1],
  ["colours", { colour: TEXT }, 0],
])("one scope weighs by what it opens: %s", async (_name, properties, steps) => {
  const [fault] = await faultsIn(overBroadScope, many(properties), { security: [{ login: ["write"] }] });
  expect(fault?.aggravations).toHaveLength(steps);
});
