/*
 * How long reviews take: whole processes, run in turn, as medians, beside bare Node, parsing alone, and `redocly lint`.
 * Prints a table. Needs a build, and on an idle machine some ten minutes:
 *
 *   npm run bench                                 all of it
 *   npm run bench -- --only petstore --node 20    one description, one version of Node
 *
 * Cold is a first start: nothing that V8 compiled is kept. Warm starts with that: Sallyport's own cache, and Node's
 * compile cache for the others, which Node 20 does not have. What is compared with comes from npm on demand, in fixed
 * versions, and is no dependency. Descriptions of the corpus are left out where it is not there.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { dump } from "js-yaml";
import { modulesOf } from "../benchmark/peers.mjs";

const ROOT = path.dirname(import.meta.dirname);
const CACHE = path.join(ROOT, "node_modules/.cache/bench");
const CORPUS = path.join(ROOT, "../shared/corpus/real");
const NODES = { 20: "20.20.2", 24: "24.21.0" };
const REDOCLY = "2.77.0";
const LEAST_RUNS = 9;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: String(LEAST_RUNS) },
    only: { type: "string", multiple: true, default: [] },
    node: { type: "string", multiple: true, default: Object.keys(NODES) },
  },
});
const runs = Number(values.runs);
if (!(runs >= LEAST_RUNS)) throw new Error(`--runs is at least ${LEAST_RUNS}: fewer give no steady median`);

mkdirSync(CACHE, { recursive: true });
const descriptions = Object.entries(allDescriptions()).filter(
  ([name]) => values.only.length === 0 || values.only.some((part) => name.includes(part)),
);
const versions = values.node.map((major) => nodeOf(major));
const redocly = path.join(
  modulesOf({ id: "redocly-cli", packages: [`@redocly/cli@${REDOCLY}`] }),
  "@redocly/cli/bin/cli.js",
);

const folder = mkdtempSync(path.join(tmpdir(), "bench-"));
try {
  const cases = versions.flatMap((node) =>
    descriptions.flatMap(([description, file]) =>
      ["cold", "warm"].flatMap((start) =>
        Object.entries(programs(node, start)).map(([program, args]) => ({
          node,
          description,
          start,
          program,
          args: args(file),
          env: environment(node, start),
          took: [],
        })),
      ),
    ),
  );
  for (const one of cases) timed(one); // to put all files into memory, and to fill the caches
  for (let run = 0; run < runs; run += 1) for (const one of cases) one.took.push(timed(one));
  say(tableOf(cases));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What is read, by name; `undefined` where it is not there. */
function allDescriptions() {
  const found = { petstore: path.join(import.meta.dirname, "bench-petstore.yaml") };
  const stripe = path.join(CORPUS, "stripe/stripe.yaml");
  const github = path.join(CORPUS, "github/octokit_openapi_23.0.2__api.github.com.json");
  if (existsSync(stripe)) found["stripe.yaml"] = stripe;
  else say("stripe.yaml is left out: the corpus is not there");
  if (existsSync(github)) found["github.yaml"] = inYaml(github);
  else say("github.yaml is left out: the corpus is not there");
  return found;
}

/** GitHub's description, of which the corpus has the JSON, written as YAML. */
function inYaml(json) {
  const file = path.join(CACHE, "github.yaml");
  if (!existsSync(file)) writeFileSync(file, dump(JSON.parse(readFileSync(json, "utf8")), { noRefs: true }));
  return file;
}

/** A version of Node: its program, and Sallyport as that builds its cache. The one that runs this is not fetched again. */
function nodeOf(major) {
  const version = NODES[major];
  if (version === undefined) throw new Error(`--node is one of ${Object.keys(NODES).join(", ")}`);
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const bin =
    process.versions.node === version
      ? process.execPath
      : path.join(modulesOf({ id: `node-${major}`, packages: [`${name}@${version}`] }), name, "bin/node");
  const installed = path.join(CACHE, `node-${major}`);
  rmSync(installed, { recursive: true, force: true });
  for (const part of ["dist", "examples", "scripts/code-cache.mjs", "package.json"])
    cpSync(path.join(ROOT, part), path.join(installed, part), { recursive: true });
  rmSync(path.join(installed, "dist/program.cjs.cache"), { force: true });
  cpSync(path.join(installed, "dist"), path.join(installed, "dist-cold"), { recursive: true });
  execFileSync(bin, ["scripts/code-cache.mjs"], { cwd: installed, stdio: ["ignore", "ignore", "inherit"] });
  return { major, version, bin, installed };
}

/** What is run, as arguments of Node. */
function programs({ installed }, start) {
  return {
    node: () => ["-e", "0"],
    parsing: (file) => [path.join(import.meta.dirname, "bench-parse.mjs"), file],
    sallyport: (file) => [
      path.join(installed, start === "cold" ? "dist-cold/cli.js" : "dist/cli.js"),
      "review",
      file,
      "--root",
      path.dirname(file),
    ],
    redocly: (file) => [redocly, "lint", file],
  };
}

function environment({ major }, start) {
  const env = { ...process.env, NO_COLOR: "1", REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  delete env.NODE_COMPILE_CACHE;
  return start === "cold" ? env : { ...env, NODE_COMPILE_CACHE: path.join(CACHE, `compiled-${major}`) };
}

/** How long the whole process takes, in milliseconds. Findings are no failure: they end with 1. */
function timed({ node, program, args, env }) {
  const start = performance.now();
  const { status, stderr } = spawnSync(node.bin, args, { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"] });
  const took = performance.now() - start;
  if (status !== 0 && status !== 1)
    throw new Error(`${program} ended with ${status}: ${stderr.toString().slice(-500)}`);
  return took;
}

function tableOf(cases) {
  const rows = new Map();
  for (const { node, description, start, program, took } of cases) {
    const key = [`${node.version}`, description, start].join("\t");
    rows.set(key, { ...rows.get(key), [program]: median(took) });
  }
  const head = [
    "Node",
    "description",
    "start",
    "bare Node",
    "parsing",
    "Sallyport",
    "redocly",
    "× bare",
    "× parsing",
    "× redocly",
  ];
  const lines = [...rows].map(([key, { node, parsing, sallyport, redocly: other }]) => [
    ...key.split("\t"),
    ...[node, parsing, sallyport, other].map((ms) => `${ms.toFixed(0)} ms`),
    ...[node, parsing, other].map((ms) => (sallyport / ms).toFixed(2)),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column].length)));
  const shown = (line) =>
    `| ${line.map((cell, column) => (column < 3 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(" | ")} |`;
  const rule = `|${widths.map((width, column) => (column < 3 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [
    `Medians of ${runs} runs, in turn; redocly lint ${REDOCLY}.`,
    "",
    shown(head),
    rule,
    ...lines.map(shown),
  ].join("\n");
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
