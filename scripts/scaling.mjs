/*
 * How time and memory grow with what a document decides: doubles each shape, and prints the exponents over the last
 * doublings (1 is linear, 2 quadratic). Needs a build, and some four hours of one core:
 *
 *   npm run scaling                              the forty shapes that differ most, up to 100,000 elements
 *   npm run scaling -- --every --to 12500        all shapes, in an hour and a half of one core
 *   npm run scaling -- --to 4000 --only tags     up to 4,000 elements: a shape, or those whose name has "tags" in it
 *   npm run scaling -- --part 1/2                the first of two halves of the shapes; run 2/2 on another core
 *   npm run scaling -- --limit 3600              on a busy machine: seconds that one measurement may take, by default 600
 *
 * Every measurement is a process of its own that reviews one description and writes all formats: its processor time and
 * its greatest size in memory, less those of a hundred elements. A shape that a limit refuses earlier is measured up to
 * there, and its row has the refusal. Exits with 1 where one grows beyond 1.3, or runs into the limit on time.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { DESCRIPTIONS } from "./scaling-descriptions.mjs";
import { INPUTS } from "./scaling-inputs.mjs";

const BOUND = 1.3;
const FORMATS = ["json", "markdown", "html", "sarif", "junit", "gitlab", "github", "csv"];
/** Elements below which nothing is measured. */
const LEAST = 200;
const ROOT = path.dirname(import.meta.dirname);
/**
 * By itself, V8 collects once a heap is several times as big as what was left of it by the last collection, and gives young
 * objects more room the more of them survive. How far into that a process ends is chance: what is linear has exponents of
 * memory from 0.3 to 1.5 between two sizes. So what is young has all of its room at once, and the heap grows by a fifth at a
 * time: its greatest size is near what the program holds. Collecting more often takes about a third more time at each size.
 */
const STEADY = ["--min-semi-space-size=16", "--max-semi-space-size=16", "--heap-growing-percent=20"];

/** The shapes that differ most in what they make the program do, or that grew too fast once. */
const FORTY = new Set([
  "operations",
  "open operations",
  "parameterised paths",
  "ambiguous paths",
  "path parameters of none",
  "query parameters",
  "sign-ups",
  "log-ins",
  "callbacks",
  "http servers",
  "servers of operations",
  "security schemes",
  "schemes of operations",
  "undefined schemes",
  "security alternatives",
  "scopes",
  "tags",
  "tags of operations",
  "responses",
  "media types",
  "headers",
  "links",
  "examples",
  "properties",
  "sensitive properties",
  "default secrets",
  "example secrets",
  "urls taken",
  "schemas",
  "a chain of references",
  "a lattice of allOf",
  "alternatives of a schema",
  "patterns",
  "circular schemas",
  "broken references",
  "repeated keys in YAML",
  "aliases in YAML",
  "a text of words",
  "a name of spaces",
  "operations that the gate compares",
]);

const { values } = parseArgs({
  options: {
    every: { type: "boolean", default: false },
    part: { type: "string", default: "1/1" },
    to: { type: "string", default: "100000" },
    doublings: { type: "string", default: "2" },
    only: { type: "string", multiple: true, default: [] },
    limit: { type: "string", default: "600" },
    program: { type: "string", default: path.join(ROOT, "dist/cli.js") },
  },
});
const most = Number(values.to);
const doublings = Number(values.doublings);

const folder = mkdtempSync(path.join(tmpdir(), "scaling-"));
const beyond = [];
try {
  say(`${"shape".padEnd(38)} time  memory  up to ${most} elements`);
  for (const [name, shape] of chosen()) {
    const { points, refusal, wrong } = doubled(shape);
    const last = points.at(-1);
    const { time, memory } = growth(points, measured(shape, 100));
    const used =
      last === undefined ? "" : `${last.size}: ${last.seconds.toFixed(1)} s, ${Math.round(last.megabytes)} MB`;
    const refused =
      refusal &&
      `; ${refusal.size} refused in ${refusal.seconds.toFixed(1)} s, ${Math.round(refusal.megabytes)} MB: ${refusal.said}`;
    say(
      `${name.padEnd(38)} ${time.toFixed(2)}  ${memory.toFixed(2)}    ${used}${refused ?? ""}${wrong ? `; ${wrong}` : ""}`,
    );
    if (wrong || time > BOUND || memory > BOUND) beyond.push(name);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (beyond.length > 0) {
  say(`beyond ${BOUND}: ${beyond.join(", ")}`);
  process.exitCode = 1;
}

/** The shapes that are measured, by their names. */
function chosen() {
  const all = Object.entries({ ...DESCRIPTIONS, ...INPUTS });
  const names = new Set(all.map(([name]) => name));
  const missing = [...FORTY].filter((name) => !names.has(name));
  if (missing.length > 0) throw new Error(`there is no shape ${missing.join(", ")}`);
  const isAsked = (name) => values.only.some((part) => (names.has(part) ? name === part : name.includes(part)));
  const of = all.filter(([name]) => (values.only.length > 0 ? isAsked(name) : values.every || FORTY.has(name)));
  const [part, parts] = values.part.split("/").map(Number);
  if (!(part >= 1 && part <= parts))
    throw new Error(`--part ${values.part} is not valid: write for example 1/2 or 2/2`);
  return of.filter((_, index) => index % parts === part - 1);
}

/**
 * The last doublings that are answered, and how the next was refused where a limit comes before the greatest size. What
 * runs into the limit on time is wrong: growth is what that limit is there for.
 */
function doubled(shape) {
  let refusal;
  let points = [];
  for (let size = most; size >= LEAST && points.length <= doublings; size /= 2) {
    const point = measured(shape, Math.round(size));
    if (point === undefined) return { points, refusal, wrong: `${size}: no answer in time` };
    if (point.wrong !== undefined) return { points, refusal, wrong: `${size}: ${point.wrong}` };
    if (point.exit === 2 && point.said.includes("takes longer")) return { points, refusal, wrong: point.said };
    if (point.exit === 2) {
      refusal = { size, ...point };
      points = [];
    } else points = [{ size, ...point }, ...points];
  }
  return { points, refusal, wrong: points.length === 0 ? "is refused at every size" : undefined };
}

/** The exponents through the points, without what the least input takes. */
function growth(points, base) {
  const beyondBase = (of, floor) =>
    exponent(
      points.map((point) => [point.size, Math.max(of(point) - of(base), 0)]),
      floor,
    );
  return { time: beyondBase(({ seconds }) => seconds, 0.5), memory: beyondBase(({ megabytes }) => megabytes, 40) };
}

/** What the program uses for a shape of n elements; `undefined` where it takes too long. */
function measured(shape, n) {
  const dir = path.join(folder, "case");
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(path.join(dir, "out"), { recursive: true });
  const { args, ...files } = shape(n);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
  const run = spawnSync(
    process.execPath,
    [
      ...STEADY,
      "--import",
      path.join(ROOT, "scripts/scaling-meter.mjs"),
      path.resolve(values.program),
      ...(args ?? [
        "review",
        Object.keys(files)[0],
        "--format",
        "text",
        ...FORMATS.flatMap((f) => ["--format", `${f}=out/${f}`]),
      ]),
      ...(args?.[0] === "portfolio" ? [] : ["--timeout", values.limit]),
    ],
    {
      cwd: dir,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      timeout: (Number(values.limit) + 60) * 1000,
      maxBuffer: 2 ** 30,
    },
  );
  const used = run.output?.[3]?.toString();
  if (!used && run.signal !== null) return undefined;
  if (!used) throw new Error(`${values.program} did not run: ${run.stderr?.toString() ?? run.error}`);
  const said = run.stderr.toString().split("\n")[0].slice(0, 100);
  if (run.status > 2 || run.status === null || (run.status < 2 && run.stdout.length === 0))
    return { ...JSON.parse(used), wrong: `exit ${run.status}: ${run.stderr.toString().slice(0, 300)}` };
  return { ...JSON.parse(used), exit: run.status, said };
}

/** The exponent of the power law through points: least squares over logarithms. What is below the floor does not count. */
function exponent(points, floor) {
  if (points.length < 2 || points.at(-1)[1] < floor) return 0;
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(Math.max(y, floor / 8))]);
  const mean = (of) => logs.reduce((sum, log) => sum + of(log), 0) / logs.length;
  const x = mean(([a]) => a);
  const y = mean(([, b]) => b);
  return mean(([a, b]) => (a - x) * (b - y)) / mean(([a]) => (a - x) ** 2);
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
