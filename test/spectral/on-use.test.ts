import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { folderWith } from "../cli/run.ts";

const CLI = path.resolve(import.meta.dirname, "../../dist/cli.js");
const API = 'openapi: 3.0.3\ninfo: { title: T, version: "1" }\npaths: {}\n';

/** Writes down the file of each thread that is started, and of each module that is loaded by `require`. */
const LOG = `
const { appendFileSync } = require("node:fs");
const { Module, syncBuiltinESMExports } = require("node:module");
const threads = require("node:worker_threads");
// Threads are begun with this too, and have another environment.
const log = (name) => threads.isMainThread && appendFileSync(process.env.LOG, \`\${name}\\n\`);
const { Worker } = threads;
threads.Worker = class extends Worker {
  constructor(file, options) {
    log(file);
    super(file, options);
  }
};
syncBuiltinESMExports();
const load = Module._load;
Module._load = (name, ...others) => {
  log(name);
  return load(name, ...others);
};
`;

/** Those of a review that have to do with Spectral. Everything of it is in one file, which a thread runs. */
function ofSpectral(files: Readonly<Record<string, string>>): readonly string[] {
  const cwd = folderWith({ ...files, "api.yaml": API, "log.cjs": LOG });
  const log = path.join(cwd, "log.txt");
  execFileSync(process.execPath, ["--require", "./log.cjs", CLI, "review", "api.yaml", "--fail-on", "never"], {
    cwd,
    env: { PATH: process.env["PATH"], LOG: log },
    stdio: "ignore",
  });
  const names = existsSync(log) ? readFileSync(log, "utf8").split("\n") : [];
  return names.filter((name) => /spectral|stoplight|nimma/.test(name)).map((name) => path.basename(name));
}

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
  expect(ofSpectral(files)).toEqual([]);
});

test("one that needs it does, in a thread", () => {
  expect(ofSpectral({ "sallyport.yaml": "rulesets: spectral:oas\n" })).toEqual(["spectral-worker.cjs"]);
});

test("the command line has no rule of Spectral's in itself", () => {
  const has = (file: string) =>
    readFileSync(path.join(path.dirname(CLI), file), "utf8").includes("operation-operationId-unique");
  expect([has("program.cjs"), has("spectral-worker.cjs")]).toEqual([false, true]);
});
