import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { folderWith } from "../cli/run.ts";

const CLI = path.resolve(import.meta.dirname, "../../dist/cli.js");
const API = 'openapi: 3.0.3\ninfo: { title: T, version: "1" }\npaths: {}\n';

/** The files of Sallyport that a review ran: V8 tells. */
function filesRun(files: Readonly<Record<string, string>>): readonly string[] {
  const cwd = folderWith({ ...files, "api.yaml": API });
  const coverage = mkdtempSync(path.join(cwd, "coverage-"));
  execFileSync(process.execPath, [CLI, "review", "api.yaml", "--fail-on", "never"], {
    cwd,
    env: { PATH: process.env["PATH"], NODE_V8_COVERAGE: coverage },
    stdio: "ignore",
  });
  const urls = readdirSync(coverage).flatMap((name) =>
    (JSON.parse(readFileSync(path.join(coverage, name), "utf8")) as { result: { url: string }[] }).result.map(
      ({ url }) => url,
    ),
  );
  return [...new Set(urls)].filter((url) => url.startsWith("file:")).map((url) => path.basename(url));
}

const isSpectral = (file: string): boolean => /spectral/.test(file);

test.each([
  ["without a sallyport.yaml", {}],
  ["with one that names no ruleset", { "sallyport.yaml": "owner: team\n" }],
  [
    "with rulesets that set severities",
    {
      "sallyport.yaml": "rulesets: { public: ./r.yaml, partner: [sallyport:public] }\n",
      "r.yaml":
        "extends: [[sallyport:recommended, all]]\nrules: { basic-auth: error }\noverrides: [{ files: ['*.yaml'], rules: { shared-key: off } }, { files: ['*.yaml#/paths'], rules: { basic-auth: off } }]\n",
    },
  ],
])("a review %s does not load Spectral", (_, files) => {
  const run = filesRun(files);
  expect(run).toContain("cli.js");
  expect(run.filter(isSpectral)).toEqual([]);
});

test("one that needs it does", () => {
  const run = filesRun({ "sallyport.yaml": "rulesets: spectral:oas\n" });
  // It starts the thread that has Spectral in it, and nothing else does.
  expect(run.filter(isSpectral)).toEqual([expect.stringMatching(/^judged-by-spectral-/)]);
});
