import { expect, test } from "vitest";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { faultsIn, takes } from "./faults-in.ts";

const TEXT = { type: "string" };
const LIST = { type: "array", items: { type: "string", format: "uri" } };
const HEADERS = { type: "object" };
const MANY = Object.fromEntries(
  ["name", "auth", "script", "version", "regions", "agents", "retries", "mode"].map((one) => [one, TEXT]),
);

test.each<[string, object, boolean]>([
  ["a bare name among many settings", { webhooks: LIST, headers: HEADERS, ...MANY }, false],
  ["a bare name beside the headers alone", { webhooks: LIST, headers: HEADERS }, true],
  ["a URL among many settings", { webhookUrl: TEXT, headers: HEADERS, ...MANY }, true],
  [
    "what a text tells of",
    { webhooks: { ...LIST, description: "Called on each run" }, headers: HEADERS, ...MANY },
    true,
  ],
])("headers beside %s are those of the call: %s", async (_what, fields, expected) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, { "POST /environments": { requestBody: takes(fields) } });
  const said = faults.flatMap(({ aggravations = [] }) => aggravations);
  expect(said.includes("the caller also sets the headers of the call")).toBe(expected);
});
