import { expect, test } from "vitest";
import { authenticationUnstated } from "../../src/rules/authentication/authentication-unstated.ts";
import { faultsIn, returns, type Operations } from "./faults-in.ts";

const TEXT = { type: "string" };
const BARE = { security: undefined, components: {} };
const MILD = "responses carry an open licence, and nothing can be changed";

async function isMild(name: string, licence: object, more: Operations = {}): Promise<boolean> {
  const operations: Operations = {
    "GET /measurements": { responses: returns({ properties: { [name]: { ...TEXT, ...licence }, results: {} } }) },
    ...more,
  };
  const faults = await faultsIn(authenticationUnstated, operations, BARE);
  return faults.some(({ mitigations = [] }) => mitigations.includes(MILD));
}

test.each<[string, object, boolean]>([
  ["license", { default: "CC BY 4.0d" }, true],
  ["licence", { examples: ["CC0"] }, true],
  ["license", { enum: ["ODbL"] }, true],
  ["license_url", { default: "https://creativecommons.org/licenses/by/4.0/" }, true],
  ["lizenz", { default: "dl-de/by-2-0" }, true],
  ["licencia", { default: "CC-BY 4.0" }, true],
  ["licença", { default: "CC BY" }, true],
  ["license", { default: "Open Government Licence v3.0" }, true],
  ["license", { default: "proprietary" }, false],
  ["license", {}, false],
  ["driver", { default: "CC BY" }, false],
])("%s with %j says that reads are open data: %s", async (name, licence, expected) => {
  expect(await isMild(name, licence)).toBe(expected);
});

test("what can be changed is no open data", async () => {
  expect(await isMild("license", { default: "CC BY 4.0" }, { "POST /measurements": {} })).toBe(false);
});
