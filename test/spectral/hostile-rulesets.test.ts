import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { filesBelow } from "../../src/load/files.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import type { Ruleset } from "../../src/policy/rulesets/ruleset.ts";
import { reviewDescription } from "../../src/review.ts";
import { runSpectral } from "../../src/spectral/run-spectral.ts";
import { envelopeIn, run } from "../cli/run.ts";

/* Rulesets, and descriptions under rulesets, that want to run, to read, to call or to last. */

const FOLDER = mkdtempSync(path.join(tmpdir(), "sallyport-rulesets-"));
const ROOT = path.join(FOLDER, "root");
const RAN = path.join(FOLDER, "ran");
const calls: string[] = [];
const server = createServer((request, response) => {
  calls.push(request.url ?? "");
  response.end("rules: {}");
});
let address = "";

beforeAll(async () => {
  mkdirSync(path.join(ROOT, "node_modules/coded"), { recursive: true });
  mkdirSync(path.join(ROOT, "node_modules/plain"), { recursive: true });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const at = server.address();
  address = typeof at === "object" && at !== null ? `http://127.0.0.1:${at.port}` : "";
  const code = `require("node:fs").writeFileSync(${JSON.stringify(RAN)}, "x"); module.exports = { rules: {} };`;
  put(".spectral.js", code);
  put("rules.js", code);
  put("functions/evil.js", code);
  put("node_modules/coded/package.json", '{ "main": "index.js" }');
  put("node_modules/coded/index.js", code);
  put("node_modules/plain/package.json", '{ "main": "ruleset.yaml" }');
  put("node_modules/plain/ruleset.yaml", "extends: sallyport:recommended\nrules: { basic-auth: error }\n");
  put("node_modules/leaving/package.json", '{ "main": "../../../outside.yaml" }');
  put("node_modules/coded-export/package.json", '{ "exports": { ".": { "require": "../../rules.js" } } }');
  writeFileSync(path.join(FOLDER, "outside.yaml"), "rules: {}\nsecret: WHAT-LIES-OUTSIDE");
  symlinkSync(FOLDER, path.join(ROOT, "node_modules/linked"));
  symlinkSync(path.join(FOLDER, "outside.yaml"), path.join(ROOT, "link.yaml"));
});

afterAll(() => {
  server.close();
  rmSync(FOLDER, { recursive: true, force: true });
});

function put(name: string, text: string): void {
  const file = path.join(ROOT, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const API = 'openapi: 3.0.3\ninfo: { title: T, version: "1" }\npaths: {}\n';

function putAll(ruleset: string, api: string, names: string): void {
  put("api.yaml", api);
  put("rules.yaml", ruleset);
  put("sallyport.yaml", `rulesets: ${names.replaceAll("ADDRESS", address)}\n`);
}

async function reviewWith(ruleset: string, api = API) {
  putAll(ruleset, api, "./rules.yaml");
  const files = filesBelow(ROOT);
  return reviewDescription("api.yaml", files, await loadPolicy("api.yaml", files), "2026-01-31");
}

const given = (expression: string) =>
  `rules:\n  x:\n    given: ${JSON.stringify(expression)}\n    then: { function: truthy }\n`;

describe("a ruleset is refused, and nothing of it runs", () => {
  const rows: readonly [string, string, string][] = [
    ["that is JavaScript", "rules: {}", "./rules.js"],
    ["that extends JavaScript", "extends: ./rules.js", "./rules.yaml"],
    ["that extends a planted .spectral.js", "extends: ./.spectral.js", "./rules.yaml"],
    ["that is a package of code", "extends: coded", "./rules.yaml"],
    ["that is a package of code by its exports", "extends: coded-export", "./rules.yaml"],
    ["that is a package whose ruleset lies outside of the root", "extends: leaving", "./rules.yaml"],
    ["that is a package through a link out of the root", "extends: linked/outside.yaml", "./rules.yaml"],
    ["that has functions", "functions: [evil]\nrules: {}", "./rules.yaml"],
    ["that has functions with options", "functions: [[evil, { type: object }]]\nrules: {}", "./rules.yaml"],
    ["that has a folder of functions", "functionsDir: ./functions\nfunctions: [evil]\nrules: {}", "./rules.yaml"],
    ["that is on the network", "extends: ADDRESS/rules.yaml", "./rules.yaml"],
    ["that is named on the network", "rules: {}", "ADDRESS/rules.yaml"],
    ["outside of the root", "extends: ../outside.yaml", "./rules.yaml"],
    ["outside of the root by its whole name", `extends: ${FOLDER}/outside.yaml`, "./rules.yaml"],
    ["outside of the root by a link", "extends: ./link.yaml", "./rules.yaml"],
    [
      "whose filter builds a program",
      given("$..[?(@.constructor.constructor('return process')().exit(3))]"),
      "./rules.yaml",
    ],
    ["whose filter puts a name together", given("$..[?(@['con' + 'structor'])]"), "./rules.yaml"],
    ["whose filter names a forbidden member", given("$..[?(@['constructor']('x'))]"), "./rules.yaml"],
    ["whose filter names it with an escape", given(String.raw`$..[?(@["\u0063onstructor"])]`), "./rules.yaml"],
    [
      "whose filter hides a program in a pattern",
      given(`$..[?(@.x ~= "a/.constructor.constructor('return process')().exit(3)||/b")]`),
      "./rules.yaml",
    ],
    ["whose filter speaks of the program", given("$..[?(process.exit(3))]"), "./rules.yaml"],
    ["whose filter needs another engine", given("$..[?(@.a = 1)]"), "./rules.yaml"],
    [
      "whose field is a filter",
      "rules:\n  x:\n    given: $\n    then: { field: '$..[?(process.exit(3))]', function: truthy }\n",
      "./rules.yaml",
    ],
    [
      "whose message is a program",
      "rules:\n  x:\n    given: $.no\n    message: '#{{toString.constructor(1)}}'\n    then: { function: truthy }\n",
      "./rules.yaml",
    ],
    [
      "whose alias is a program",
      "aliases: { A: ['$..[?(process.exit(3))]'] }\nrules:\n  x: { given: '#A', then: { function: truthy } }\n",
      "./rules.yaml",
    ],
    ["that calls what is no function", "rules:\n  x: { given: $, then: { function: constructor } }\n", "./rules.yaml"],
    [
      "that has a rule called __proto__",
      "rules:\n  __proto__: { given: $, then: { function: truthy } }\n",
      "./rules.yaml",
    ],
    [
      "in JSON that has a rule called __proto__",
      '{ "rules": { "__proto__": { "given": "$", "then": { "function": "truthy" } } } }',
      "./rules.yaml",
    ],
    [
      "that has an alias called __proto__",
      'aliases: { "__proto__": [$.a], constructor: [$.b] }\nrules: { x: { given: "#__proto__", then: { function: truthy } } }',
      "./rules.yaml",
    ],
    [
      "whose options have __proto__",
      '{ "rules": { "x": { "given": "$", "then": { "function": "length", "functionOptions": { "__proto__": { "min": 1 } } } } } }',
      "./rules.yaml",
    ],
    ["that is nothing but __proto__", '{ "__proto__": { "polluted": true }, "rules": {} }', "./rules.yaml"],
    ["of a format that there is not", "formats: [oas4]\nrules: {}\n", "./rules.yaml"],
    ["with a key that there is not", "rule: {}\n", "./rules.yaml"],
    ["for another kind of description", "extends: spectral:asyncapi", "./rules.yaml"],
    ["that is not there", "extends: sallyport:partners", "./rules.yaml"],
    ["that changes a rule of nobody", "rules: { basic-auth: off }", "./rules.yaml"],
    ["that extends another two thousand times", `extends: [${"sallyport:recommended, ".repeat(2000)}]`, "./rules.yaml"],
    [
      "whose aliases name each other again and again",
      `aliases: { ${Array.from({ length: 13 }, (_, n) => `A${n}: [${n < 12 ? `'#A${n + 1}', `.repeat(20) : "$.a"}]`).join(", ")} }\nrules: { x: { given: '#A0', then: { function: truthy } } }`,
      "./rules.yaml",
    ],
    [
      "with a pattern that stands for thousands",
      `overrides: [{ files: ['{${"a,".repeat(99)}b}{${"a,".repeat(99)}b}.yaml'], rules: { basic-auth: off } }]`,
      "./rules.yaml",
    ],
    ["with a pattern that is not understood", "overrides: [{ files: ['[ab].yaml'], rules: {} }]", "./rules.yaml"],
  ];
  test.each(rows)("%s", async (_, ruleset, names) => {
    putAll(ruleset.replaceAll("ADDRESS", address), API, names);
    const { code, stdout, stderr } = await run(["review", "api.yaml", "--format", "json"], { cwd: ROOT });
    expect(code).toBe(2);
    expect(envelopeIn(stdout).reviews).toEqual([]);
    expect(stderr.replaceAll(FOLDER, "FOLDER").replaceAll(address, "ADDRESS")).toMatchSnapshot();
    expect(`${stdout}${stderr}`).not.toContain("WHAT-LIES-OUTSIDE");
    expect(existsSync(RAN)).toBe(false);
    expect(calls).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

test("rulesets that extend each other twice in a chain are refused in a moment", async () => {
  for (let n = 0; n < 26; n += 1)
    put(`twice${n}.yaml`, n === 25 ? "rules: {}" : `extends: [./twice${n + 1}.yaml, ./twice${n + 1}.yaml]`);
  putAll("extends: ./twice0.yaml", API, "./rules.yaml");
  const { code, stderr } = await run(["review", "api.yaml"], { cwd: ROOT });
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/^error: twice\d+\.yaml:1:\d+ more than 1000 rulesets are extended/),
  ]);
});

test("a planted .spectral.yaml is not used unless it is named", async () => {
  put(".spectral.yaml", "rules: nonsense");
  const review = await reviewWith("extends: sallyport:recommended");
  expect(typeof review).toBe("object");
});

test("a package of YAML is read from node_modules", async () => {
  const files = filesBelow(ROOT);
  put("sallyport.yaml", "rulesets: plain\n");
  const policy = await loadPolicy("api.yaml", files);
  expect(policy.severities.private.get("basic-auth")).toBe("high");
});

describe("what a rule of Spectral's sees of hostile references", () => {
  /** Reports every value that the rule can reach, resolved or not. */
  const dump = (resolved: boolean) =>
    `rules:\n  dump: { given: "$..*", resolved: ${resolved}, message: "{{path}} {{value}}", then: { function: falsy } }\n`;

  test.each([
    ["resolved", dump(true)],
    ["as written", dump(false)],
    ["with spectral:oas", `extends: [[spectral:oas, all]]\n${dump(true)}`],
  ])("is what stands there, %s: nothing is fetched, read or run", async (_, ruleset) => {
    const api = `openapi: 3.0.3
info: { title: T, version: "1" }
paths:
  /a:
    get:
      responses:
        "200":
          description: d
          content:
            application/json:
              example:
                $ref: "${address}/x.yaml"
                other: { $ref: "../outside.yaml" }
                third: { $ref: "file://${FOLDER}/outside.yaml" }
                fourth: { $ref: "./link.yaml#/secret" }
              examples: { one: { value: { $ref: "${address}/z.yaml" } }, two: { $ref: "../outside.yaml#/secret" } }
              schema:
                type: object
                properties:
                  "#{{process.exit(3)}}": { $ref: "${address}/y.yaml" }
                  a: { $ref: "../outside.yaml#/secret" }
                  b: { $ref: "${FOLDER}/outside.yaml" }
                  c: { $ref: "file://${FOLDER}/outside.yaml" }
                  d: { $ref: "./link.yaml" }
                  e: { default: { $ref: "../outside.yaml" }, enum: [{ $ref: "${address}/e.yaml" }] }
                  __proto__: { $ref: "#/components/schemas/__proto__" }
  /b: { $ref: "../outside.yaml" }
`;
    const review = await reviewWith(ruleset, api);
    const found = JSON.stringify(review.findings.filter(({ rule }) => rule === "dump"));
    expect(found.length).toBeGreaterThan(1000);
    expect(JSON.stringify(review)).not.toContain("WHAT-LIES-OUTSIDE");
    expect(calls).toEqual([]);
    expect(existsSync(RAN)).toBe(false);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe("a rule that would last is ended", () => {
  const job = (expression: string, options: object, value: unknown) => {
    const ruleset: Ruleset = {
      name: "x",
      file: "x.yaml",
      written: undefined,
      builtin: undefined,
      module: undefined,
      definition: { rules: { x: { given: expression, then: { function: "pattern", functionOptions: options } } } },
      extends: [],
      overrides: [],
    };
    return {
      rulesets: { private: ruleset, partner: ruleset, public: ruleset },
      alsoAsked: [],
      sources: [{ file: "a.yaml", value }],
    };
  };
  const nest = (depth: number): object => (depth === 0 ? {} : { a: nest(depth - 1), b: [depth] });
  const long = `${"a".repeat(60)}!`;

  test.each([
    ["by its pattern", job("$.info.title", { match: "^(a+)+$" }, { openapi: "3.0.0", info: { title: long } })],
    [
      "by its JSONPath",
      job("$.info[?(@.match(/^(a+)+$/))]", { match: "x" }, { openapi: "3.0.0", info: { title: long } }),
    ],
    ["by a JSONPath with too many ways", job("$..*..*..*..*", { match: "x" }, { openapi: "3.0.0", info: nest(200) })],
  ])("%s", async (_, hostile) => {
    const start = performance.now();
    await expect(runSpectral(hostile, { milliseconds: 1000, megabytes: 512 })).rejects.toThrow("run longer than 1 s");
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
