/*
 * Precision and recall of sensitive fields on the descriptions of `fields/authored`, whose every property has a label.
 *
 *   node benchmark/labelled-fields.mjs [--cli PATH/dist/cli.js] [--missed]
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const FOLDER = path.join(import.meta.dirname, "fields/authored");
const { values } = parseArgs({
  options: {
    cli: { type: "string", default: path.resolve(import.meta.dirname, "../dist/cli.js") },
    missed: { type: "boolean", default: false },
  },
});

const SENSITIVE = new Set(["confidential", "restricted"]);
const sum = { found: 0, missed: 0, wrong: 0 };
for (const file of readdirSync(FOLDER).filter((one) => one.endsWith(".tsv"))) {
  const name = path.basename(file, ".tsv");
  const sensitive = sensitivePlaces(`${name}.yaml`);
  const counts = { found: 0, missed: 0, wrong: 0 };
  for (const line of readFileSync(path.join(FOLDER, file), "utf8").trimEnd().split("\n").slice(1)) {
    const [pointer, label] = line.split("\t");
    // `?`: two careful readers would differ.
    const kind = label === "?" ? undefined : kindOf(label !== "none", sensitive.has(pointer));
    if (kind === undefined) continue;
    counts[kind] += 1;
    sum[kind] += 1;
    if (values.missed && kind !== "found") print(`  ${kind}\t${label}\t${pointer}`);
  }
  print(`${name.padEnd(22)} ${figures(counts)}`);
}
print(`${"all".padEnd(22)} ${figures(sum)}`);

function kindOf(isSensitive, isKnown) {
  if (isSensitive) return isKnown ? "found" : "missed";
  return isKnown ? "wrong" : undefined;
}

function sensitivePlaces(description) {
  const args = [values.cli, "review", description, "--format", "json", "--fail-on", "never"];
  const { fields } = JSON.parse(execFileSync(process.execPath, args, { cwd: FOLDER, maxBuffer: 2 ** 30 })).reviews[0];
  return new Set(
    fields
      .filter(({ sensitivity, confidence }) => SENSITIVE.has(sensitivity) && confidence !== "possible")
      .map(({ pointer }) => pointer),
  );
}

function figures({ found, missed, wrong }) {
  return `precision ${(found / (found + wrong)).toFixed(2)}, recall ${(found / (found + missed)).toFixed(2)}`;
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
