/*
 * How many names of fields a build knows, by label and language, with nothing beside the name to go by.
 *
 *   node benchmark/names.mjs [--cli PATH/dist/cli.js] [--half read|kept] [--missed]
 *
 * `names/LANG.tsv` holds names as developers of that language write them, with the label of what each holds and the concept
 * behind it, written from their own knowledge by people who saw neither our words nor a description of ours. Half of the
 * concepts is there to be read and learned from, the other half (`kept`) only to measure: `--missed` lists no name of that.
 */
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

const FOLDER = path.join(import.meta.dirname, "names");
const { values } = parseArgs({
  options: {
    cli: { type: "string", default: path.resolve(import.meta.dirname, "../dist/cli.js") },
    half: { type: "string" },
    missed: { type: "boolean", default: false },
  },
});

for (const file of readdirSync(FOLDER).toSorted()) {
  const language = path.basename(file, ".tsv");
  const names = readFileSync(path.join(FOLDER, file), "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map(nameOf)
    .filter(({ half }) => values.half === undefined || half === values.half);
  const known = knownPlaces(names);
  const counts = new Map();
  for (const { label, place } of names) {
    const count = counts.get(label) ?? { known: 0, all: 0 };
    counts.set(label, { known: count.known + Number(known.has(place)), all: count.all + 1 });
  }
  const sensitive = names.filter(({ label }) => label !== "none");
  print(`${language}: ${share(sensitive.filter(({ place }) => known.has(place)).length, sensitive.length)} known`);
  for (const [label, count] of counts) print(`  ${label.padEnd(17)} ${share(count.known, count.all)}`);
  for (const { label, name, place, half } of values.missed ? names : []) {
    if (half === "read" && known.has(place) === (label === "none")) print(`  ${label}\t${name}`);
  }
}

function print(line) {
  process.stdout.write(`${line}\n`);
}

/** A row: the record that a name is said of (`Karte.gueltigBis`) is a person where none is. */
function nameOf(line) {
  const [label, name, concept] = line.split("\t");
  const [record, field] = name.includes(".") ? name.split(".") : ["Person", name];
  const half = createHash("sha256").update(`${label} ${concept}`).digest()[0] % 2 === 0 ? "read" : "kept";
  return { label, name, record, field, half, place: `#/components/schemas/${record}/properties/${field}` };
}

/** The places of what a review calls confidential or restricted, where one operation returns each record. */
function knownPlaces(names) {
  const schemas = {};
  for (const { record, field } of names) {
    schemas[record] ??= { type: "object", properties: {} };
    schemas[record].properties[field] = { type: "string" };
  }
  const paths = Object.fromEntries(
    Object.keys(schemas).map((record, index) => [`/v${index}/records/{id}`, read(record)]),
  );
  const description = {
    openapi: "3.0.3",
    info: { title: "Register", version: "1" },
    servers: [{ url: "https://api.example.org" }],
    security: [{ token: [] }],
    paths,
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } }, schemas },
  };
  const folder = mkdtempSync(path.join(os.tmpdir(), "names-"));
  try {
    writeFileSync(path.join(folder, "openapi.json"), JSON.stringify(description));
    const { fields } = reviewed(folder);
    return new Set(
      fields
        .filter(({ sensitivity, confidence }) => isSensitive(sensitivity) && confidence !== "possible")
        .map(({ pointer }) => pointer),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function read(record) {
  const schema = { $ref: `#/components/schemas/${record}` };
  const content = { "application/json": { schema } };
  const parameters = [{ name: "id", in: "path", required: true, schema: { type: "string" } }];
  return { get: { parameters, responses: { 200: { description: "OK", content } } } };
}

function reviewed(folder) {
  const args = [values.cli, "review", "openapi.json", "--format", "json", "--fail-on", "never"];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 30 })).reviews[0];
}

function isSensitive(sensitivity) {
  return sensitivity === "confidential" || sensitivity === "restricted";
}

function share(known, all) {
  return `${known} of ${all} (${Math.round((100 * known) / all)} %)`;
}
