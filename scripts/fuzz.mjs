/*
 * Tries mutations of every kind of input, in a thread for each core, and says what went wrong:
 *
 *   npm run fuzz -- --minutes 30            a seed of the day
 *   npm run fuzz -- --minutes 5 --seed 7    the same cases as the last time, as far as the time goes
 *   npm run fuzz -- --minutes 1 --seed 33 --kind register    what failed with that seed, first
 *
 * Each case must end within ten seconds and a gigabyte with exit code 0, 1 or 2, in words where it refuses, show no
 * credential that was put into it, and give the same twice. What fails is made smaller and written below a temporary
 * folder: mend the cause, and keep it as a row of a test. A case that hangs, or takes too much memory, ends its thread,
 * and another goes on elsewhere. Prints seed and counts; exits with 1 where something failed. See test/fuzz/.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { textModules } from "./text-modules.mjs";
import { writtenTexts } from "./written-texts.mjs";
import { yamlModules } from "./yaml-modules.mjs";

const ROOT = path.dirname(import.meta.dirname);
/** Below the checkout, where its packages and the thread of Spectral are found. */
const PROGRAM = path.join(ROOT, "test/fuzz/generated/worker.mjs");
/** Longer than a case may take, for what comes before it is noticed. */
const HANGING = 30_000;
const MEMORY = 1024;
/** No thread comes so many batches far. */
const FAR = 1_000_000;

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "5" }, seed: { type: "string" }, kind: { type: "string" } },
});
const seed = values.seed === undefined ? Math.floor(Date.now() / 86_400_000) : Number(values.seed);
const until = performance.now() + Number(values.minutes) * 60_000;

/** Files of the tests find others from where they stand. */
const inTheirFolders = {
  name: "in-their-folders",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]test[\\/].*\.ts$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, "utf8")).replaceAll("import.meta.dirname", JSON.stringify(path.dirname(file))),
      loader: "ts",
    }));
  },
};

await build({
  entryPoints: [path.join(ROOT, "test/fuzz/worker.ts")],
  outfile: PROGRAM,
  bundle: true,
  platform: "node",
  target: "node20.19",
  format: "esm",
  packages: "external",
  external: ["#spectral-worker"],
  plugins: [inTheirFolders, yamlModules, textModules, writtenTexts],
  logLevel: "warning",
});

say(`seed ${seed}`);
const counts = {};
const failures = [];
const started = performance.now();
await Promise.all(Array.from({ length: availableParallelism() }, (_, index) => tried(seed + index * FAR)));
const seconds = (performance.now() - started) / 1000;
const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
for (const [kind, count] of Object.entries(counts)) say(`${String(count).padStart(8)}  ${kind}`);
say(
  `${String(total).padStart(8)}  in ${seconds.toFixed(0)} seconds, ${(total / seconds).toFixed(0)} a second, ${(total / processorTime()).toFixed(0)} a second of processor time`,
);
if (failures.length === 0) say("nothing went wrong");
else write(failures);
process.exitCode = failures.length === 0 ? 0 : 1;

/** Cases from a seed on, until the time is over; behind one that had to be stopped it goes on far away. */
async function tried(from) {
  for (let next = from; performance.now() < until; next += FAR * availableParallelism())
    if (await isDone(next, until - performance.now())) return;
}

/** One thread; false where it had to be stopped. */
function isDone(from, lasting) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(PROGRAM, {
      workerData: { seed: from, lasting, only: values.kind },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY },
      stdout: true,
    });
    let last;
    let watch;
    const stop = (problem) => {
      clearTimeout(watch);
      void worker.terminate();
      failures.push({ kind: last?.kind, seed: from, problem, smallest: last?.one });
      resolve(false);
    };
    worker.on("message", (message) => {
      clearTimeout(watch);
      if (message.isDone) return resolve(true);
      if (message.failure !== undefined) return failures.push(message.failure);
      last = message;
      counts[message.kind] = (counts[message.kind] ?? 0) + 1;
      watch = setTimeout(() => stop("does not end"), HANGING);
    });
    worker.on("error", (error) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") stop("takes more than a gigabyte");
      else reject(error);
    });
  });
}

function write(found) {
  const folder = mkdtempSync(path.join(tmpdir(), "sallyport-fuzz-"));
  for (const [index, { kind, seed: batch, problem, smallest }] of found.entries()) {
    const own = path.join(folder, String(index + 1));
    for (const [name, content] of Object.entries(smallest?.files ?? {})) {
      mkdirSync(path.dirname(path.join(own, name)), { recursive: true });
      writeFileSync(path.join(own, name), content);
    }
    say(`\n${own}\nnpm run fuzz -- --minutes 1 --seed ${batch} --kind "${kind}"\n${problem}`);
  }
}

function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
