import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import {
  defaultPolicy,
  filesBelow,
  policyFor,
  review,
  UserError,
  withBuffers,
  type ReviewOptions,
} from "../src/index.ts";
import { folderWith } from "./cli/run.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const API = `openapi: 3.1.0
info: { title: Orders, version: "1" }
servers: [{ url: http://api.shop.example.org }]
paths: { /orders: { post: { security: [], responses: { "204": { description: Done. } } } } }
`;
const EXPORTS: Readonly<Record<string, unknown>> = {
  defaultPolicy,
  filesBelow,
  policyFor,
  review,
  UserError,
  withBuffers,
};
const folder = folderWith({ "openapi.yaml": API, "sallyport.yaml": "rules: { unauthenticated-write: off }\n" });

/** The examples of the page, run as a program would, with the folder in place of the current one. */
const examples = [...readFileSync(`${ROOT}/docs/api.md`, "utf8").matchAll(/```js\n([\s\S]*?)```/g)].map(
  ([, code]) => code!,
);

test.each(examples)("an example of docs/api.md runs: %#", async (code) => {
  const [, names = ""] = /import \{ ([^}]*) \} from "sallyport";/.exec(code) ?? [];
  const known = names.split(", ");
  expect(known.filter((name) => !Object.hasOwn(EXPORTS, name))).toEqual([]);
  const printed: unknown[] = [];
  const values = known.map((name) => (name === "filesBelow" ? () => filesBelow(folder) : EXPORTS[name]));
  const body = code.replace(/import .*\n/, "");
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (
    ...parts: string[]
  ) => (...values: unknown[]) => Promise<void>;
  const console = {
    log: (...all: unknown[]) => printed.push(...all),
    error: (...all: unknown[]) => printed.push(...all),
  };
  await new AsyncFunction(...known, "console", body)(...values, console);
  if (code.includes("console.log")) expect(printed[0]).toMatch(/^(?:approve|reject|insufficient)/);
});

test("there are some", () => {
  expect(examples.length).toBeGreaterThan(1);
});

test("the nearest sallyport.yaml holds, or the policy that is given", async () => {
  const files = filesBelow(folder);
  const rules = async (options?: ReviewOptions) =>
    (await review("openapi.yaml", files, options)).findings.map(({ rule }) => rule);
  expect(await rules()).not.toContain("unauthenticated-write");
  expect(await rules({ policy: defaultPolicy() })).toContain("unauthenticated-write");
  expect(await rules({ policy: await policyFor("openapi.yaml", files) })).not.toContain("unauthenticated-write");
});

const files = filesBelow(folder);
test.each<[string, readonly unknown[], string]>([
  ["no file", [undefined, files], "file: the name of a description"],
  ["an empty name", ["", files], "file: the name of a description"],
  ["no files", ["openapi.yaml"], "files: an object with a function read"],
  ["a folder for files", ["openapi.yaml", folder], "files: an object with a function read"],
  ["options that are none", ["openapi.yaml", files, "2026-01-31"], "options: an object"],
  ["a date for a day", ["openapi.yaml", files, { asOf: new Date() }], "options.asOf: a day"],
  ["a day that there is not", ["openapi.yaml", files, { asOf: "2026-13-01" }], "options.asOf: a day"],
  ["a day that its month has not", ["openapi.yaml", files, { asOf: "2026-02-30" }], "options.asOf: a day"],
  ["a policy without a part", ["openapi.yaml", files, { policy: { severities: {}, rulesets: {} } }], "options.policy"],
  [
    "a policy read from JSON",
    ["openapi.yaml", files, { policy: JSON.parse(JSON.stringify(defaultPolicy())) as unknown }],
    "options.policy: what policyFor",
  ],
  ["a policy that is none", ["openapi.yaml", files, { policy: {} }], "options.policy: what policyFor"],
])("%s is a TypeError that says what is expected", async (_name, args, expected) => {
  const loose = review as (...all: readonly unknown[]) => Promise<unknown>;
  await expect(loose(...args)).rejects.toThrow(expected);
  await expect(loose(...args)).rejects.toBeInstanceOf(TypeError);
});

test.each<[string, readonly unknown[], string]>([
  ["no file", [undefined, files], "file: the name of a description"],
  ["no files", ["openapi.yaml"], "files: an object with a function read"],
  ["options for the configuration", ["openapi.yaml", files, {}], "configFile: the name of a file"],
  ["an empty configuration", ["openapi.yaml", files, ""], "configFile: the name of a file"],
])("%s is a TypeError of policyFor", async (_name, args, expected) => {
  const loose = policyFor as (...all: readonly unknown[]) => Promise<unknown>;
  await expect(loose(...args)).rejects.toThrow(expected);
  await expect(loose(...args)).rejects.toBeInstanceOf(TypeError);
});

test("every policy that can be loaded is one", async () => {
  const text = "sla: { critical: 3 }\nceilings: { partner: { tenant: internal } }\n";
  const policy = await policyFor("openapi.yaml", withBuffers(files, new Map([["sallyport.yaml", Buffer.from(text)]])));
  await expect(review("openapi.yaml", files, { policy, asOf: "2028-02-29" })).resolves.toHaveProperty("verdict");
});

test("a description that cannot be read is a UserError", async () => {
  await expect(review("none.yaml", files)).rejects.toBeInstanceOf(UserError);
});
