/*
 * Runs the benchmark:  npm run benchmark -- [options]
 *
 *   --tool ID          only this tool; several at once. All by default: sallyport, spectral, redocly, ibm
 *   --cli FILE         Sallyport's command line; dist/cli.js by default
 *   --commit SHA       the commit that it was built from; by default the last that changed what a review says
 *   --date YYYY-MM-DD  the date of the run; today by default
 *   --contact SET      this is the first contact of the tools with a set, which is written to contacts.json: with all
 *                      descriptions that are in no other set, or those that --api names. Without it a run leaves out what
 *                      is in no set yet, so that no set is met unawares
 *   --api NAME         only this description; several at once
 *   --apis FOLDER      other descriptions with truths, in place of benchmark/apis: prints the figures and keeps nothing
 *
 * What the tools said is kept in benchmark/results, and docs/benchmark.md and the table of the README are made of that.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { ADAPTERS } from "./adapters/index.mjs";
import { readContacts, withContact } from "./contacts.mjs";
import { figuresOf } from "./figures.mjs";
import { readAbout, RESULTS, writeKept } from "./kept.mjs";
import { writePages } from "./page.mjs";
import { modulesOf } from "./peers.mjs";
import { judged } from "./score.mjs";
import { summaryLines } from "./summary.mjs";
import { apiFolders, problemsOf, readApi } from "./truth.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");

/** What no tool may see of a description's folder. */
const ANSWERS = ["truth.json", "disputes.md"];

const { values: options } = parseArgs({
  options: {
    tool: { type: "string", multiple: true },
    cli: { type: "string", default: path.join(ROOT, "dist/cli.js") },
    commit: { type: "string" },
    date: { type: "string", default: new Date().toISOString().slice(0, 10) },
    contact: { type: "string" },
    api: { type: "string", multiple: true },
    apis: { type: "string" },
  },
});

const adapters = ADAPTERS.filter(({ tool }) => options.tool?.includes(tool.id) ?? true);
const unknown = (options.tool ?? []).filter((id) => !ADAPTERS.some(({ tool }) => tool.id === id));
if (unknown.length > 0) throw new Error(`no tool is called ${unknown.join(", ")}`);
const contacts = readContacts();
const apis = chosenApis();
if (options.contact !== undefined)
  for (const { tool } of adapters) withContact(contacts, contactOf({ tool: tool.id }, null));
for (const { folder } of apis) {
  const problems = problemsOf(folder);
  if (problems.length > 0) throw new Error(`${folder}:\n${problems.join("\n")}`);
}
for (const adapter of adapters) benchmark(adapter);
if (options.apis === undefined) await writePages();

function chosenApis() {
  const folders = apiFolders(options.apis === undefined ? undefined : path.resolve(options.apis));
  const inASet = contacts.sets.filter(({ id }) => id !== options.contact).flatMap((set) => set.apis);
  const isMeant = (name) => options.apis !== undefined || inASet.includes(name) === (options.contact === undefined);
  const left = folders.map((folder) => path.basename(folder)).filter((name) => !isMeant(name));
  if (options.contact === undefined && left.length > 0) {
    process.stderr.write(`left out, since they are in no set yet (see --contact): ${left.join(", ")}\n`);
  }
  const isNamed = (name) => options.api?.includes(name) ?? true;
  return folders.filter((folder) => isNamed(path.basename(folder)) && isMeant(path.basename(folder))).map(readApi);
}

/** One tool over all descriptions: what it said, kept, and its figures, shown. */
function benchmark(adapter) {
  const { tool } = adapter;
  const ran = apis.map((api) => ({ api, ...timedRun(adapter, api) }));
  const figures = figuresOf(ran.map(({ api, result }) => judged(api, adapter.read(result, api.description))));
  process.stdout.write(`${tool.title}\n${summaryLines(figures).join("\n")}\n\n`);
  if (options.apis !== undefined) return;
  const about = {
    tool: tool.id,
    version: tool.packages.length > 0 ? tool.packages.join(", ") : ran[0]?.result.version,
    commit: tool.packages.length > 0 ? null : (options.commit ?? commitOf(ROOT)),
    date: options.date,
    node: process.version,
  };
  const seconds = Object.fromEntries(ran.map(({ api, seconds: own }) => [api.truth.name, own]));
  if (options.contact !== undefined) writeContact(about, figures);
  // What our own build said at first contact stays beside what it says today.
  const isOwnContact = options.contact !== undefined && tool.packages.length === 0;
  const folder = path.join(RESULTS, isOwnContact ? `${tool.id}-first-contact` : tool.id);
  for (const { api, result } of ran) writeKept(path.join(folder, `${api.truth.name}.json`), result);
  const before = readAbout(folder)?.seconds ?? {};
  writeKept(path.join(folder, "about.json"), { ...about, seconds: { ...before, ...seconds } });
}

function writeContact(about, figures) {
  writeKept(path.join(import.meta.dirname, "contacts.json"), withContact(readContacts(), contactOf(about, figures)));
}

function contactOf({ tool, version, commit, date }, figures) {
  const names = apis.map(({ truth }) => truth.name);
  return { set: options.contact, apis: names, tool, version, commit, date, figures };
}

/** Runs a tool in a folder that holds the description alone: no truth, no settings, nothing above. */
function timedRun(adapter, { folder, truth }) {
  const work = realpathSync(mkdtempSync(path.join(tmpdir(), "benchmark-")));
  try {
    const own = path.join(work, "api");
    cpSync(folder, own, { recursive: true, filter: (file) => !ANSWERS.includes(path.basename(file)) });
    const modules = adapter.tool.packages.length > 0 ? modulesOf(adapter.tool) : undefined;
    const scratch = (name, text) => {
      writeFileSync(path.join(work, name), text);
      return path.join(work, name);
    };
    const bin = (name) => path.join(modules, ".bin", name);
    const cli = path.resolve(options.cli);
    const begin = performance.now();
    const result = adapter.run({ folder: own, entry: truth.entry, cli, asOf: options.date, bin, modules, scratch });
    return { result, seconds: Math.round((performance.now() - begin) / 10) / 100 };
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** The last commit that changed what a review says. */
function commitOf(folder) {
  const git = (...args) => execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();
  const judging = ["--", "src", "rulesets", "package-lock.json"];
  const isChanged = git("status", "--porcelain", ...judging) !== "";
  return `${git("log", "-1", "--format=%h", ...judging)}${isChanged ? " with changes" : ""}`;
}
