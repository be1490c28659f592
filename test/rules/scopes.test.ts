import { expect, test } from "vitest";
import { missingScope } from "../../src/rules/authentication/missing-scope.ts";
import { excessiveScopeForRead } from "../../src/rules/authorization/excessive-scope-for-read.ts";
import { faultsIn, takes, type Operations } from "./faults-in.ts";

/* What scopes an API asks for, as a whole: one finding for an API, as grave as what its tokens can do. */

const withScopes = (...scopes: readonly string[]): object => ({
  components: {
    securitySchemes: {
      login: {
        type: "oauth2",
        flows: {
          authorizationCode: {
            authorizationUrl: "https://login.acme.io/authorize",
            tokenUrl: "https://login.acme.io/token",
            scopes: Object.fromEntries(scopes.map((scope) => [scope, ""])),
          },
        },
      },
    },
  },
});

const needing = (...scopes: readonly string[]): object => ({ security: [{ login: scopes }] });
const ALL = ["sleep", "weight", "location", "heartrate", "social", "settings", "profile"];
const paths = (count: number, operation: object): Operations =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`GET /logs${at}`, operation]));

test.each<[string, Operations, string, number]>([
  ["of five things at once, often", paths(6, needing(...ALL.slice(0, 5))), "login many", 1],
  ["of five things at once, rarely", paths(2, needing(...ALL.slice(0, 5))), "login many", 0],
  ["of four things", paths(6, needing(...ALL.slice(0, 4))), "", 0],
  ["each in a requirement of its own", paths(6, { security: ALL.map((scope) => ({ login: [scope] })) }), "", 0],
  ["all that there are", paths(6, needing(...ALL)), "login all", 1],
])("excessive-scope-for-read: scopes %s", async (_what, operations, cause, steps) => {
  const faults = await faultsIn(excessiveScopeForRead, operations, withScopes(...ALL));
  expect(faults.map((fault) => fault.cause).join()).toBe(cause);
  expect(faults.flatMap(({ aggravations = [] }) => aggravations)).toHaveLength(steps);
});

test.each([
  [5, 1],
  [2, 0],
])("excessive-scope-for-read: %s reads that need the wider scope, too", async (count, steps) => {
  const operations = paths(count, needing("payroll", "payroll.read"));
  const [fault] = await faultsIn(excessiveScopeForRead, operations, withScopes("payroll", "payroll.read", "files"));
  expect(fault?.aggravations).toHaveLength(steps);
});

const READS = paths(5, needing());
const PAYS: Operations = {
  "POST /payouts": { ...needing(), requestBody: takes({ amount: { type: "integer" }, recipient: { type: "string" } }) },
};
const NOTES: Operations = { "POST /notes": { ...needing(), requestBody: takes({ text: { type: "string" } }) } };

test.each<[string, Operations, readonly string[], number, number]>([
  ["no scopes, and money moves", { ...READS, ...PAYS }, [], 1, 0],
  ["no scopes, and nothing grave is done", { ...READS, ...NOTES }, [], 0, 0],
  ["no scopes, and a single purpose", PAYS, [], 0, 0],
  ["scopes that nothing asks for, and money moves", { ...READS, ...PAYS }, ["a", "b"], 1, 0],
  ["scopes that nothing asks for", { ...READS, ...NOTES }, ["a", "b"], 1, 1],
])("missing-scope: %s", async (_what, operations, scopes, count, steps) => {
  const faults = await faultsIn(missingScope, operations, withScopes(...scopes));
  expect(faults).toHaveLength(count);
  expect(faults.flatMap(({ mitigations = [] }) => mitigations)).toHaveLength(steps);
  expect(faults.every(({ carriers }) => carriers !== undefined)).toBe(true);
});
