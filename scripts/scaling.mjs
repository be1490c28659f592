/*
 * How time and memory grow with what a document decides: doubles each shape, and prints the exponents over the last
 * doublings (1 is linear, 2 quadratic). Needs a build, and some minutes:
 *
 *   npm run scaling                              all shapes, up to 100,000 elements
 *   npm run scaling -- --to 4000 --only tags     up to 4,000 elements, the shapes whose name has "tags" in it
 *
 * Every measurement is a process of its own that reviews one description and writes all formats: its processor time and
 * its greatest size in memory, less those of a hundred elements. Exits with 1 where one grows beyond 1.3.
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
const ROOT = path.dirname(import.meta.dirname);

const { values } = parseArgs({
  options: {
    to: { type: "string", default: "100000" },
    doublings: { type: "string", default: "2" },
    only: { type: "string", multiple: true, default: [] },
    limit: { type: "string", default: "120" },
    program: { type: "string", default: path.join(ROOT, "dist/cli.js") },
  },
});
const most = Number(values.to);
const sizes = Array.from({ length: Number(values.doublings) + 1 }, (_, i) => most / 2 ** i).toReversed();

const folder = mkdtempSync(path.join(tmpdir(), "scaling-"));
const beyond = [];
try {
  say(`${"shape".padEnd(32)} time  memory  at ${most} elements`);
  for (const [name, shape] of Object.entries({ ...DESCRIPTIONS, ...INPUTS })) {
    if (values.only.length > 0 && !values.only.some((part) => name.includes(part))) continue;
    const base = measured(shape, 100);
    const points = [];
    for (const size of sizes) {
      const point = measured(shape, Math.round(size));
      if (point !== undefined) points.push({ size, ...point });
      if (point === undefined || point.wrong) break;
    }
    const last = points.at(-1);
    if (points.length < sizes.length || last.wrong) {
      say(
        `${name.padEnd(32)} ${last?.wrong ?? "no answer in time"} (${points.map(({ size, seconds }) => `${size}: ${seconds?.toFixed(1)} s`).join(", ")})`,
      );
      beyond.push(name);
      continue;
    }
    const time = exponent(
      points.map((p) => [p.size, Math.max(p.seconds - base.seconds, 0)]),
      0.5,
    );
    const memory = exponent(
      points.map((p) => [p.size, Math.max(p.megabytes - base.megabytes, 0)]),
      40,
    );
    say(
      `${name.padEnd(32)} ${time.toFixed(2)}  ${memory.toFixed(2)}    ${last.seconds.toFixed(2)} s, ${Math.round(last.megabytes)} MB${last.exit === 2 ? `, ${last.said}` : ""}`,
    );
    if (time > BOUND || memory > BOUND) beyond.push(name);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (beyond.length > 0) {
  say(`beyond ${BOUND}: ${beyond.join(", ")}`);
  process.exitCode = 1;
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
    ],
    { cwd: dir, stdio: ["ignore", "pipe", "pipe", "pipe"], timeout: Number(values.limit) * 1000, maxBuffer: 2 ** 30 },
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
  if (points.at(-1)[1] < floor) return 0;
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(Math.max(y, floor / 8))]);
  const mean = (of) => logs.reduce((sum, log) => sum + of(log), 0) / logs.length;
  const x = mean(([a]) => a);
  const y = mean(([, b]) => b);
  return mean(([a, b]) => (a - x) * (b - y)) / mean(([a]) => (a - x) ** 2);
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
