/*
 * Applies our overlays with a program of somebody else, openapi-format, and compares what comes of it with what
 * `sallyport fix --apply` makes of the same description. Needs a build:
 *
 *   npm run compare:overlays                     one in five of the descriptions of the benchmark
 *   npm run compare:overlays -- FILE...          these descriptions, each of one file
 *
 * openapi-format is no dependency: it is installed into a temporary folder, without its scripts. Exits with 1 where a
 * description comes out differently, or where nothing was compared. What openapi-format changes or cannot write without any
 * overlay says nothing of one, and is told apart.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";

const ROOT = path.dirname(import.meta.dirname);
const TOOL = "openapi-format@1.33.6";
const NAMES = ["openapi.yaml", "openapi.json", "swagger.yaml", "swagger.json"];

const files =
  process.argv.length > 2
    ? process.argv.slice(2).map((file) => path.resolve(file))
    : readdirSync(path.join(ROOT, "benchmark/apis"))
        .filter((_, index) => index % 5 === 0)
        .flatMap((name) => NAMES.map((file) => path.join(ROOT, "benchmark/apis", name, file)).find(existsSync) ?? []);
const folder = mkdtempSync(path.join(tmpdir(), "compare-overlays-"));
const counts = { same: 0, different: 0, left: 0 };
try {
  const program = installed();
  for (const [index, file] of files.entries()) {
    const { outcome, why } = comparison(program, file, path.join(folder, String(index)));
    counts[outcome] += 1;
    process.stdout.write(`${path.relative(process.cwd(), file)}: ${outcome}${why === undefined ? "" : `: ${why}`}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${counts.same} the same, ${counts.different} different, ${counts.left} left out (${TOOL})\n`);
process.exitCode = counts.different === 0 && counts.same > 0 ? 0 : 1;

function installed() {
  const own = path.join(folder, "tool");
  mkdirSync(own);
  const { status } = spawnSync(
    "npm",
    ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", own, TOOL],
    { stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" },
  );
  if (status !== 0) throw new Error(`${TOOL} could not be installed`);
  return path.join(own, "node_modules/openapi-format/bin/cli.js");
}

/** @returns {{ outcome: "same" | "different" | "left", why?: string }} */
function comparison(program, file, place) {
  mkdirSync(place);
  const name = `api${path.extname(file)}`;
  const before = `before${path.extname(file)}`;
  for (const copy of [name, before]) copyFileSync(file, path.join(place, copy));
  const inPlace = (command, ...args) =>
    spawnSync(process.execPath, [command, ...args], { cwd: place, encoding: "utf8", maxBuffer: 1e9 });
  const sallyport = (...args) => inPlace(path.join(ROOT, "dist/cli.js"), "fix", name, "--suggested", ...args);
  const valueIn = (one) => {
    if (!existsSync(path.join(place, one))) return undefined;
    const value = parse(readFileSync(path.join(place, one), "utf8"), {
      merge: true,
      uniqueKeys: false,
      maxAliasCount: -1,
      logLevel: "silent",
    });
    return JSON.parse(JSON.stringify(value));
  };
  const theirs = (out, ...args) => {
    inPlace(program, before, ...args, "--output", out, "--json", "--no-sort");
    return valueIn(out);
  };
  const made = sallyport("--overlay", "overlay.yaml");
  if (!existsSync(path.join(place, "overlay.yaml")))
    return { outcome: "left", why: `${made.stderr}${made.stdout}`.trim().split("\n")[0] };
  const applied = theirs("applied.json", "--overlayFile", "overlay.yaml");
  sallyport("--apply");
  const ours = valueIn(name);
  if (isDeepStrictEqual(applied, ours)) return { outcome: "same" };
  if (!isDeepStrictEqual(theirs("plain.json"), valueIn(before)))
    return { outcome: "left", why: "openapi-format changes it without any overlay, or cannot write it" };
  return { outcome: "different", why: firstDifference(applied, ours) };
}

/** Where two values differ first, by the keys that lead there. */
function firstDifference(one, other, way = "") {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null)
    return `${way}: ${JSON.stringify(one)?.slice(0, 80)} and not ${JSON.stringify(other)?.slice(0, 80)}`;
  const key = [...new Set([...Object.keys(one), ...Object.keys(other)])].find(
    (each) => !isDeepStrictEqual(one[each], other[each]),
  );
  return key === undefined ? `${way}: nothing` : firstDifference(one[key], other[key], `${way}/${key}`);
}
