import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UserError } from "../../src/core/user-error.ts";
import { filesBelow } from "../../src/load/files.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import type { Ruleset } from "../../src/policy/rulesets/ruleset.ts";
import { reviewDescription } from "../../src/review.ts";
import { runSpectral } from "../../src/spectral/run-spectral.ts";

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
  writeFileSync(path.join(FOLDER, "outside.yaml"), "rules: {}");
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

async function reviewWith(ruleset: string, api = API, names = "./rules.yaml") {
  put("api.yaml", api);
  put("rules.yaml", ruleset);
  put("sallyport.yaml", `rulesets: ${names.replaceAll("ADDRESS", address)}\n`);
  const files = filesBelow(ROOT);
  try {
    return await reviewDescription("api.yaml", files, await loadPolicy("api.yaml", files), "2026-01-31");
  } catch (error) {
    if (error instanceof UserError) return error.message.replaceAll(address, "ADDRESS");
    throw error;
  }
}

const given = (expression: string) =>
  `rules:\n  x:\n    given: ${JSON.stringify(expression)}\n    then: { function: truthy }\n`;

describe("a ruleset is refused, and nothing of it runs", () => {
  const rows: readonly [string, string, string][] = [
    ["that is JavaScript", "rules: {}", "./rules.js"],
    ["that extends JavaScript", "extends: ./rules.js", "./rules.yaml"],
    ["that extends a planted .spectral.js", "extends: ./.spectral.js", "./rules.yaml"],
    ["that is a package of code", "extends: coded", "./rules.yaml"],
    ["that has functions", "functions: [evil]\nrules: {}", "./rules.yaml"],
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
    ["of a format that there is not", "formats: [oas4]\nrules: {}\n", "./rules.yaml"],
    ["with a key that there is not", "rule: {}\n", "./rules.yaml"],
    ["for another kind of description", "extends: spectral:asyncapi", "./rules.yaml"],
    ["that is not there", "extends: sallyport:partners", "./rules.yaml"],
    ["that changes a rule of nobody", "rules: { basic-auth: off }", "./rules.yaml"],
    ["with a pattern that is not understood", "overrides: [{ files: ['[ab].yaml'], rules: {} }]", "./rules.yaml"],
  ];
  test.each(rows)("%s", async (_, ruleset, names) => {
    const refusal = await reviewWith(ruleset.replaceAll("ADDRESS", address), API, names);
    expect(typeof refusal).toBe("string");
    expect((typeof refusal === "string" ? refusal : "taken").replaceAll(FOLDER, "FOLDER")).toMatchSnapshot();
    expect(existsSync(RAN)).toBe(false);
    expect(calls).toEqual([]);
  });
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

test("references in examples are text to a rule of Spectral's", async () => {
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
              example: { $ref: "${address}/x.yaml", other: { $ref: "../outside.yaml" } }
              schema: { type: object, properties: { "#{{process}}": { $ref: "${address}/y.yaml" } } }
`;
  const review = await reviewWith("extends: spectral:oas", api);
  expect(typeof review).toBe("object");
  expect(calls).toEqual([]);
});

describe("a rule that would last is ended", () => {
  const job = (expression: string, options: object, value: unknown) => {
    const ruleset: Ruleset = {
      name: "x",
      file: "x.yaml",
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
  const long = `${"a".repeat(60)}!`;

  test.each([
    ["by its pattern", job("$.info.title", { match: "^(a+)+$" }, { openapi: "3.0.0", info: { title: long } })],
    [
      "by its JSONPath",
      job("$.info[?(@.match(/^(a+)+$/))]", { match: "x" }, { openapi: "3.0.0", info: { title: long } }),
    ],
  ])("%s", async (_, hostile) => {
    const start = performance.now();
    await expect(runSpectral(hostile, { milliseconds: 3000, megabytes: 512 })).rejects.toThrow("run longer than 3 s");
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

test("a review that needs no Spectral does not load it", () => {
  expect(Object.values(defaultPolicy().rulesets).every(({ table }) => table !== undefined)).toBe(true);
});
