import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { filesOf, refusalOf } from "../policy/policies.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** What documents show as YAML and is no configuration of Sallyport's, by how it begins. */
const OTHERS = /^(?:on: pull_request|include:|repos:|paths:|- run: |api-review:|# \.spectral\.yaml)/;

const BLOCKS = ["README.md", ...globSync("docs/*.md", { cwd: ROOT }).toSorted()].flatMap((document) =>
  [...readFileSync(`${ROOT}/${document}`, "utf8").matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text = ""]) => ({
    document,
    text,
  })),
);

/** The rulesets that documents show, by their names, and a package that they extend. */
const RULESETS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    BLOCKS.flatMap(({ text }) => {
      const name = /^# (rulesets\/.*\.yaml)\n/.exec(text)?.[1];
      return name === undefined ? [] : [[name, text]];
    }),
  ),
  "rulesets/partner-apis.yaml": "extends: [sallyport:partner]\n",
  "node_modules/@acme/api-rules/package.json": '{ "main": "ruleset.yaml" }',
  "node_modules/@acme/api-rules/ruleset.yaml": "rules: {}\n",
};

const configurations = BLOCKS.filter(({ text }) => !OTHERS.test(text) && !text.startsWith("# rulesets/"));

test("there are some, and a ruleset", () => {
  expect(configurations.length).toBeGreaterThan(8);
  expect(Object.keys(RULESETS)).toContain("rulesets/public-apis.yaml");
});

test.each(configurations.map(({ document, text }) => [document, text] as const))(
  "a configuration of %s is one: %s",
  async (_document, text) => {
    for (const description of ["openapi.yaml", "shop.yaml"])
      expect(await refusalOf(loadPolicy(description, filesOf({ ...RULESETS, "sallyport.yaml": text })))).toBe(
        "nothing",
      );
  },
);
