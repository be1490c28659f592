import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");

/** One that `js-yaml` refuses, for where the list ends. */
const READ_BY_YAML = `openapi: 3.1.0
info: { title: Prices, version: "1" }
tags: [
  { name: a }
]
paths: {}
`;
const OWN_RULESET = `rules:
  own-contact: { severity: error, given: $.info, then: { field: contact, function: truthy } }
`;

/**
 * Tries in `folder` what an installed program may lack: threads for many descriptions, the second reader of YAML, the
 * thread for rulesets of the user's own, and what is loaded only for one format. `command` is what begins it, and `more` what its
 * environment has beside a path and a home.
 */
export function tryWholeProgram(
  command: readonly string[],
  folder: string,
  more: Readonly<Record<string, string>> = {},
): void {
  const [program = "", ...first] = command;
  const run = (...args: readonly string[]) => {
    const env = { PATH: path.dirname(process.execPath), HOME: folder, ...more };
    const { status, stdout, stderr } = spawnSync(program, [...first, ...args], { cwd: folder, env, encoding: "utf8" });
    return { code: status, stdout, stderr };
  };
  const example = `${ROOT}/examples/fitness/openapi.yaml`;
  cpSync(example, `${folder}/openapi.yaml`);

  const { version } = JSON.parse(readFileSync(`${ROOT}/package.json`, "utf8")) as { version: string }; // npm's own
  expect(run("--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  expect(run("explain", "basic-auth").stdout).toBe(readFileSync(`${ROOT}/docs/rules/basic-auth.md`, "utf8"));

  const reports = ["html", "markdown", "sarif"].map((format) => `--format=${format}=review.${format}`);
  const usual = run("review", "openapi.yaml", "--as-of", "2026-01-31", ...reports);
  expect(usual.code).toBe(1);
  expect(usual.stderr).toMatch(/^openapi\.yaml: reject \(.*\)\nWrote review\.html\n/);
  expect(readFileSync(`${folder}/review.html`, "utf8")).toMatch(/^<!doctype html>/i);
  expect(readFileSync(`${folder}/review.markdown`, "utf8")).toContain("Spinhollow");
  expect(readFileSync(`${folder}/review.sarif`, "utf8")).toContain('"version": "2.1.0"');

  mkdirSync(`${folder}/many`);
  for (const n of [1, 2, 3, 4, 5, 6]) cpSync(example, `${folder}/many/${n}.yaml`);
  const many = run("review", "many", "--quiet");
  expect(many).toMatchObject({ code: 1, stderr: "" });
  expect(many.stdout.match(/^many\/\d\.yaml: reject/gm)).toHaveLength(6);

  writeFileSync(`${folder}/again.yaml`, READ_BY_YAML);
  const again = run("review", "again.yaml", "--quiet");
  expect(again).toMatchObject({ code: 1, stderr: "" });
  expect(again.stdout).toMatch(/^again\.yaml: insufficient evidence/);

  // A package of that name in the folder must not be taken for the program's own.
  mkdirSync(`${folder}/node_modules/yaml`, { recursive: true });
  writeFileSync(`${folder}/node_modules/yaml/index.js`, 'throw new Error("code of the folder was run");');

  writeFileSync(`${folder}/own.yaml`, OWN_RULESET);
  writeFileSync(`${folder}/own-again.yaml`, OWN_RULESET.replace("rules:", "aliases: {\n}\nrules:"));
  for (const ruleset of ["own.yaml", "own-again.yaml"]) {
    writeFileSync(`${folder}/own.config.yaml`, `rulesets: ./${ruleset}\n`);
    const own = run("review", "again.yaml", "--config", "own.config.yaml", "--format", "json");
    expect(own.stderr).toBe("");
    expect(own.stdout).toContain('"own-contact"');
  }
}
