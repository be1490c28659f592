import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Ruleset as CoreRuleset } from "@stoplight/spectral-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { filesBelow } from "../../src/load/files.ts";
import { rulesetFor } from "../../src/policy/rulesets/overrides.ts";
import { readRuleset } from "../../src/policy/rulesets/read-ruleset.ts";
import { isPlain } from "../../src/policy/rulesets/ruleset.ts";
import { severityOf, severityTable } from "../../src/policy/rulesets/severity-table.ts";
import { runSpectral } from "../../src/spectral/run-spectral.ts";
import { isThorough } from "../thorough.ts";

/* Rulesets resolve to what Spectral's own command line makes of them. */

const REPOSITORY = path.resolve(import.meta.dirname, "../..");
const ROOT = mkdtempSync(path.join(tmpdir(), "sallyport-tables-"));
const { getRuleset } = createRequire(import.meta.url)(
  "@stoplight/spectral-cli/dist/services/linter/utils/getRuleset.js",
) as {
  getRuleset: (file: string) => Promise<CoreRuleset>;
}; // no types are published for it

beforeAll(() => {
  mkdirSync(path.join(ROOT, "node_modules/acme"), { recursive: true });
  mkdirSync(path.join(ROOT, "published/node_modules"), { recursive: true });
  symlinkSync(REPOSITORY, path.join(ROOT, "published/node_modules/sallyport"));
  // Spectral bundles a ruleset anew for each file that extends it, which takes seconds. What it is given here leads to
  // the same rules, of which nothing is bundled.
  const lean = path.join(ROOT, "node_modules/sallyport");
  mkdirSync(path.join(lean, "dist"), { recursive: true });
  for (const name of ["package.json", "rulesets"])
    cpSync(path.join(REPOSITORY, name), path.join(lean, name), { recursive: true });
  const bundle = JSON.stringify(path.join(REPOSITORY, "dist/spectral-ruleset.cjs"));
  writeFileSync(
    path.join(lean, "dist/spectral-ruleset.cjs"),
    `module.exports = process.getBuiltinModule("node:module").createRequire(${bundle})(${bundle});`,
  );
  writeFileSync(path.join(ROOT, "node_modules/acme/package.json"), '{ "name": "acme", "main": "./ruleset.json" }');
  writeFileSync(
    path.join(ROOT, "node_modules/acme/ruleset.json"),
    '{ "extends": "spectral:oas", "rules": { "operation-tags": "off" } }',
  );
  writeFileSync(
    path.join(ROOT, "own.yaml"),
    `rules:\n  a: ${RULE}\n  b: { recommended: false, given: $, severity: error, then: { function: truthy } }\n  c: ${RULE}\n`,
  );
  writeFileSync(path.join(ROOT, "middle.yaml"), "extends: [[./own.yaml, all]]\nrules: { a: hint, b: error }\n");
  writeFileSync(path.join(ROOT, "circle.yaml"), `extends: ./circle-back.yaml\nrules: { a: ${RULE} }\n`);
  writeFileSync(path.join(ROOT, "circle-back.yaml"), `extends: ./circle.yaml\nrules: { d: ${RULE} }\n`);
});

afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

const RULE = "{ given: $.info, severity: info, then: { field: title, function: truthy } }";

const RULESETS: readonly (readonly [string, string])[] = [
  ["our rules", "extends: [sallyport/spectral]"],
  ["our rules, all of them", "extends: [[sallyport/spectral, all]]"],
  ["our rules, none of them", "extends: [[sallyport/spectral, off]]"],
  ["our rules, one of them", "extends: [[sallyport/spectral, off]]\nrules: { basic-auth: true, shared-key: info }"],
  [
    "our rules with other severities",
    "extends: sallyport/spectral\nrules: { basic-auth: error, shared-key: info, api-key-in-url: off, password-flow: false }",
  ],
  ["a rule that is off, switched on", "extends: sallyport/spectral\nrules: { undeclared-audience: warn }"],
  ["Spectral's", "extends: spectral:oas"],
  ["Spectral's, all", "extends: [[spectral:oas, all]]"],
  ["Spectral's, off, and one on", "extends: [[spectral:oas, off]]\nrules: { operation-tags: error }"],
  [
    "Spectral's and ours",
    "extends: [spectral:oas, sallyport/spectral]\nrules: { operation-tags: hint, basic-auth: hint }",
  ],
  ["rules of its own", `rules:\n  a: ${RULE}\n  b: { given: $, message: "{{error}}", then: { function: truthy } }`],
  ["a file", "extends: ./own.yaml\nrules: { a: error }"],
  ["a file in each mode", "extends: [[./own.yaml, all]]"],
  ["a file twice, the later mode holds", "extends: [[./own.yaml, all], [./own.yaml, off]]"],
  ["a file that extends another in a mode of its own", "extends: ./middle.yaml"],
  ["the same in a mode", "extends: [[./middle.yaml, off]]\nrules: { c: true }"],
  ["the same in the mode of all", "extends: [[./middle.yaml, all]]"],
  ["a package of JSON", "extends: acme\nrules: { operation-operationId: error }"],
  [
    "formats and aliases",
    `formats: [oas3.1, "oas3.2"]\naliases:\n  Info: [$.info]\n  Ops: { targets: [{ formats: [oas3], given: ["$.paths[*][*]"] }] }\nrules:\n  x: { given: "#Info", formats: [oas2], then: { function: truthy } }\n  y: { given: "#Ops", then: [{ field: summary, function: length, functionOptions: { min: 1 } }, { function: defined }] }`,
  ],
  [
    "a changed definition",
    "extends: ./own.yaml\nrules:\n  a: { severity: error, given: $.paths, then: { function: truthy } }",
  ],
  [
    "an override by file",
    "extends: ./own.yaml\noverrides: [{ files: ['api.yaml'], rules: { a: error, c: off } }, { files: ['*.json'], rules: { a: hint } }]",
  ],
  [
    "overrides of which the later holds",
    `extends: ./own.yaml\nrules: { a: warn }\noverrides: [{ files: ['*.yaml'], rules: { a: error } }, { files: ['**/api.{yaml,json}', 'x.yaml'], rules: { a: hint, e: ${RULE} } }]`,
  ],
  [
    "parser options and a page",
    `documentationUrl: https://acme.example/rules\nparserOptions: { duplicateKeys: warn }\nrules: { a: ${RULE} }`,
  ],
  ["ours as a file of the package", "extends: [sallyport/rulesets/partner.yaml]\nrules: { basic-auth: info }"],
  [
    "ours as files, in modes",
    "extends: [[sallyport/rulesets/private.yaml, all], [sallyport/rulesets/hygiene.yaml, off]]",
  ],
  ["a file in the mode that is the default", "extends: [[./own.yaml, recommended]]\nrules: { b: true }"],
  [
    "everything that a rule may say",
    `rules:\n  x: { description: d, message: "{{error}} {{path}} {{property}} {{value}}", documentationUrl: "https://acme.example/x", tags: [t], type: style, recommended: false, resolved: false, severity: 2, formats: [oas3, oas2], given: ["$.info", "$.paths[*]~", "$..[?(@property === 'get')]"], then: { field: "@key", function: pattern, functionOptions: { notMatch: "/^x/i" } } }`,
  ],
  [
    "every core function",
    `rules:\n${[
      "alphabetical, functionOptions: { keyedBy: name }",
      "casing, functionOptions: { type: kebab, disallowDigits: true }",
      "defined",
      "enumeration, functionOptions: { values: [a, b] }",
      "falsy",
      "length, functionOptions: { min: 1, max: 2 }",
      "pattern, functionOptions: { match: a }",
      'schema, functionOptions: { schema: { type: string }, dialect: "draft2020-12", allErrors: true }',
      "truthy",
      "undefined",
      'unreferencedReusableObject, functionOptions: { reusableObjectsLocation: "#/components/schemas" }',
      "xor, functionOptions: { properties: [a, b] }",
      "or, functionOptions: { properties: [a, b] }",
    ]
      .map((one, index) => `  r${index}: { given: $.info, then: { function: ${one} } }`)
      .join("\n")}`,
  ],
  [
    "an override with rules of its own and another ruleset",
    `extends: ./own.yaml\nrules: { c: error }\noverrides: [{ files: ['*.yaml'], extends: [[./middle.yaml, off]], rules: { b: error, f: ${RULE} } }]`,
  ],
  ["exceptions of older rulesets", "extends: ./own.yaml\nexcept: { api.yaml: [a] }"],
];

describe("as Spectral does", () => {
  test.each(RULESETS)("%s", async (_, text) => {
    writeFileSync(path.join(ROOT, "rules.yaml"), text);
    const spectral = (await getRuleset(path.join(ROOT, "rules.yaml"))).fromSource(path.join(ROOT, "api.yaml"));
    const theirs = Object.values(spectral.rules).map(
      (rule) => [rule.name, rule.enabled ? severityOf(rule.severity) : "off"] as const,
    );
    expect(await oursOf("rules.yaml")).toEqual(Object.fromEntries(theirs));
  });
});

async function oursOf(name: string): Promise<Record<string, string>> {
  const writer = { file: "sallyport.yaml", line: 1, column: 1 };
  const read = await readRuleset(`./${name}`, writer, { files: filesBelow(ROOT), trusted: undefined });
  const ruleset = rulesetFor(read, "api.yaml");
  if (isPlain(ruleset))
    return Object.fromEntries([...severityTable(ruleset)].map(([rule, { severity }]) => [rule, severity]));
  const { rules } = await runSpectral({
    rulesets: { private: ruleset, partner: ruleset, public: ruleset },
    alsoAsked: [],
    sources: [],
  });
  return Object.fromEntries(rules.public.map(({ rule, severity }) => [rule, severity]));
}

describe("the rulesets that come with Sallyport", () => {
  test.each([
    ...["recommended", "private", "partner", "public", "hygiene"].map((name) => [name, "with our rules", "."] as const),
    // It is bundled for this alone, which takes many seconds.
    ...(isThorough ? [["public", "as it is published", "published"] as const] : []),
  ])("%s.yaml, %s", async (name, _, folder) => {
    const spectral = await getRuleset(path.join(ROOT, folder, "node_modules/sallyport/rulesets", `${name}.yaml`));
    const theirs = Object.values(spectral.rules).map(
      (rule) => [rule.name, rule.enabled ? severityOf(rule.severity) : "off"] as const,
    );
    const read = await readRuleset(
      `sallyport:${name}`,
      { file: "sallyport.yaml", line: 1, column: 1 },
      { files: filesBelow(ROOT), trusted: undefined },
    );
    const ours = isPlain(read)
      ? [...severityTable(read)].map(([rule, { severity }]) => [rule, severity] as const)
      : (
          await runSpectral({ rulesets: { private: read, partner: read, public: read }, alsoAsked: [], sources: [] })
        ).rules.public.map(({ rule, severity }) => [rule, severity] as const);
    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(theirs));
  });
});

test("an override that extends adds to what it is over, where Spectral's command line may drop that", async () => {
  writeFileSync(
    path.join(ROOT, "rules.yaml"),
    "extends: ./own.yaml\noverrides: [{ files: ['*.yaml'], extends: ./circle-free.yaml, rules: { g: error } }]",
  );
  writeFileSync(path.join(ROOT, "circle-free.yaml"), `rules: { g: ${RULE} }`);
  const spectral = (await getRuleset(path.join(ROOT, "rules.yaml"))).fromSource(path.join(ROOT, "api.yaml"));
  expect(Object.keys(spectral.rules)).toEqual(["g"]);
  expect(await oursOf("rules.yaml")).toEqual({ a: "low", b: "off", c: "low", g: "high" });
});

test("rulesets that extend each other in a circle are read once, where Spectral's command line goes round for ever", async () => {
  const read = await readRuleset(
    "./circle.yaml",
    { file: "sallyport.yaml", line: 1, column: 1 },
    { files: filesBelow(ROOT), trusted: undefined },
  );
  expect(read.extends.map(({ ruleset }) => [ruleset.name, ruleset.extends.length])).toEqual([["circle-back.yaml", 0]]);
});
