/*
 * Checks truths against their descriptions, strictly: the shape, and that every operation, field and label that a truth
 * names is there.
 *
 *   node benchmark/truth.mjs [FOLDER…]     FOLDER holds a description and its truth.json; all of benchmark/apis by default
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { readDescription } from "./description.mjs";

/** The kinds of weakness that flaws, decoys and the rules of tools are sorted by: title and CWE by name. */
export const WEAKNESSES = JSON.parse(readFileSync(path.join(import.meta.dirname, "weaknesses.json"), "utf8"));

/** Where the descriptions of the benchmark are. */
export const APIS = path.join(import.meta.dirname, "apis");

/** What a labelled value holds. `?`: two careful readers would differ, so it does not count. */
export const LABELS = [
  "credential",
  "payment-card",
  "bank-account",
  "financial",
  "government-id",
  "health",
  "biometric",
  "special-category",
  "demographic",
  "name",
  "contact",
  "location",
  "device-id",
  "account-name",
  "content",
  "photo",
  "behavior",
  "?",
];

const AUDIENCES = ["private", "partner", "public"];
const VERDICTS = ["approve", "approve-with-conditions", "reject", "insufficient-evidence"];
const text = z.string().min(1);
const owasp = z.string().regex(/^API(?:[1-9]|10):2023$/);
const weakness = z.enum(Object.keys(WEAKNESSES));

const flaw = z.strictObject({
  id: z
    .string()
    .regex(/^[FS]\d+$/)
    .describe("S: seen by the second pair of eyes alone"),
  title: text,
  operations: z.array(text).describe("METHOD and path as written; none where it is about the whole API"),
  fields: z.array(text),
  owasp: z.array(owasp).min(1).max(2),
  weaknesses: z
    .array(weakness)
    .min(1)
    .max(3)
    .optional()
    .describe("Of weaknesses.json; given by the second pair of eyes"),
  severity: z.enum(["critical", "high", "medium", "low"]),
  visible: z.enum(["visible", "partly"]),
  why: text,
});

const decoy = z.strictObject({
  id: z.string().regex(/^D\d+$/),
  operations: z.array(text),
  fields: z.array(text),
  looksLike: owasp,
  weaknesses: z.array(weakness).min(1).max(3).optional(),
  why: text,
});

const truthSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  entry: text,
  domain: text,
  style: text,
  language: z.enum(["en", "de", "fr", "es", "pt"]),
  kind: text,
  exposure: z.array(z.enum(AUDIENCES)).min(1),
  verdict: z.strictObject({ expected: z.enum(VERDICTS), acceptable: z.array(z.enum(VERDICTS)).min(1), why: text }),
  flaws: z.array(flaw),
  decoys: z.array(decoy),
  labels: z.record(text, z.enum(LABELS)),
});

/** The folders of descriptions below one, by name: those that have a truth. */
export function apiFolders(below = APIS) {
  if (!existsSync(below)) return [];
  return readdirSync(below, { withFileTypes: true })
    .filter((one) => one.isDirectory() && existsSync(path.join(below, one.name, "truth.json")))
    .map(({ name }) => path.join(below, name))
    .toSorted();
}

/** A truth and its description. */
export function readApi(folder) {
  const truth = JSON.parse(readFileSync(path.join(folder, "truth.json"), "utf8"));
  return { folder, truth, description: readDescription(folder, truth.entry) };
}

/** What is wrong with the truth in a folder, a line each; none where it holds. */
export function problemsOf(folder) {
  let api;
  try {
    api = readApi(folder);
  } catch (error) {
    return [String(error)];
  }
  const { truth, description } = api;
  const shape = truthSchema.safeParse(truth);
  if (!shape.success) return shape.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  const entries = [...truth.flaws, ...truth.decoys];
  return [
    ...(truth.name === path.basename(folder) ? [] : [`name: the folder is called ${path.basename(folder)}`]),
    ...(truth.verdict.acceptable.includes(truth.verdict.expected)
      ? []
      : ["verdict: what is expected is not acceptable"]),
    ...description.broken.map((place) => `${place}: the reference leads nowhere`),
    ...repeated(entries.map(({ id }) => id)).map((id) => `${id} is there twice`),
    ...entries.flatMap((entry) => problemsOfEntry(description, entry)),
    ...problemsOfLabels(description, truth.labels),
  ];
}

function problemsOfEntry(description, { id, operations, fields }) {
  return [
    ...operations.filter((one) => description.operation(one) === undefined).map((one) => `${id}: no operation ${one}`),
    ...fields
      .filter((field) => description.locate(field, operations).length === 0)
      .map((field) => `${id}: no field ${field}${operations.length === 0 ? "" : ` at ${operations.join(", ")}`}`),
  ];
}

function problemsOfLabels(description, labels) {
  const byPlace = new Map();
  return Object.entries(labels).flatMap(([name, label]) => {
    const places = description.locate(name);
    if (places.length === 0) return [`labels: no field ${name}`];
    const other = places.map((place) => byPlace.get(place)).find((one) => one !== undefined && one.label !== label);
    for (const place of places) byPlace.set(place, { name, label });
    return other === undefined
      ? []
      : [`labels: ${name} is ${label}, and the same field as ${other.name}, ${other.label}`];
  });
}

function repeated(values) {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

if (import.meta.filename === process.argv[1]) {
  const folders = process.argv.length > 2 ? process.argv.slice(2).map((one) => path.resolve(one)) : apiFolders();
  const lines = folders.flatMap((folder) =>
    problemsOf(folder).map((problem) => `${path.basename(folder)}: ${problem}`),
  );
  process.stdout.write(lines.length === 0 ? `${folders.length} truths hold\n` : `${lines.join("\n")}\n`);
  process.exitCode = lines.length === 0 ? 0 : 1;
}
