/*
 * warm-reviews.mjs [--runs N] [--dist FOLDER]... FILE...: what a review costs a process that has reviewed before, as a
 * language server has: each description is reviewed several times in one process, with a comment more at its end each
 * time. Prints the processor time of the first review and of the later ones: the median of the whole process, whose other
 * threads collect garbage and compile, and of the thread that reviews, for which others wait. Builds are compared by
 * naming each `dist` folder: their processes run in turn. A build that was copied needs `node_modules` beside it.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  options: {
    runs: { type: "string", default: "6" },
    dist: { type: "string", multiple: true, default: ["dist"] },
    child: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const ROUNDS = 3;

if (values.child) await measure(values.dist[0], positionals[0]);
else
  for (const file of positionals)
    for (let round = 0; round < ROUNDS; round += 1)
      for (const dist of values.dist) {
        const args = ["--child", "--runs", values.runs, "--dist", dist, file];
        const said = execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...args], { encoding: "utf8" });
        process.stdout.write(`${dist} ${said}`);
      }

async function measure(dist, file) {
  const { filesBelow, review, withBuffers } = await import(pathToFileURL(path.resolve(dist, "index.js")).href);
  const [folder, name] = [path.dirname(path.resolve(file)), path.basename(file)];
  const text = readFileSync(file, "utf8");
  const more = name.endsWith(".json") ? " " : "\n# more\n";
  const [whole, own] = [[], []];
  for (let run = 0; run < Number(values.runs); run += 1) {
    const changed = new Map([[name, Buffer.from(text + more.repeat(run + 1))]]);
    const [used, ofThread] = [process.cpuUsage(), threadTime()];
    await review(name, withBuffers(filesBelow(folder), changed));
    const { user, system } = process.cpuUsage(used);
    whole.push((user + system) / 1000);
    own.push(threadTime() - ofThread);
  }
  const later = (times) => `${Math.round(median(times.slice(2)))} ms`;
  process.stdout.write(
    `${name}: first ${Math.round(whole[0])} ms; later ${later(whole)}, of them in the reviewing thread ${later(own)}\n`,
  );
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** Milliseconds of the processor that the main thread has had; NaN where the system does not tell. */
function threadTime() {
  try {
    return Number(readFileSync("/proc/self/schedstat", "utf8").split(" ")[0]) / 1e6;
  } catch {
    return NaN;
  }
}
