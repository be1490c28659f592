/*
 * Lists what a tool found and missed, from what is kept: to see whether hits and misses are right.
 *
 *   node benchmark/hits.mjs FOLDER [NAME…]
 *
 * FOLDER is one of benchmark/results, such as `spectral`; NAME a description, all by default.
 */
import path from "node:path";
import { ADAPTERS } from "./adapters/index.mjs";
import { readAbout, readResult, RESULTS } from "./kept.mjs";
import { judged } from "./score.mjs";
import { apiFolders, readApi } from "./truth.mjs";

const [name = "sallyport", ...names] = process.argv.slice(2);
const folder = path.join(RESULTS, name);
const { read } = ADAPTERS.find(({ tool }) => tool.id === readAbout(folder).tool);
const folders = apiFolders().filter((one) => names.length === 0 || names.includes(path.basename(one)));
for (const api of folders.map(readApi)) {
  const result = readResult(folder, api.truth.name);
  if (result !== undefined)
    process.stdout.write(`${linesOf(judged(api, read(result, api.description))).join("\n")}\n\n`);
}

function linesOf({ truth, flaws, decoys, fields, verdict, exposure, refused }) {
  return [
    `${truth.name}: ${refused ? "not read" : (verdict?.said ?? "read")}, expected ${truth.verdict.expected}`,
    ...(exposure === false ? [`  exposure: not one of ${truth.exposure.join(", ")}`] : []),
    ...flaws.flatMap(({ flaw, found, outright, asked, about, asking }) => [
      `  ${found ? (outright ? "found " : "if true") : asked ? "asked " : "MISSED"} ${flaw.id} ${flaw.visible} ${flaw.severity} ${flaw.owasp.join(" ")}: ${flaw.title} (${flaw.operations.join(", ")})`,
      ...about.map(({ kind, rule, severity, message }) => `      ${kind} ${severity} ${rule}: ${message}`),
      ...(found ? [] : asking.map(({ kind, rule }) => `      ${kind} ${rule}`)),
    ]),
    ...decoys.flatMap(({ decoy, about }) =>
      about.map(
        ({ kind, rule, severity, message }) =>
          `  RAISED ${decoy.id} ${decoy.looksLike} (${decoy.operations.join(", ")}): ${kind} ${severity} ${rule}: ${message}`,
      ),
    ),
    ...(fields?.missed ?? []).map(({ name: field, label }) => `  field missed ${field}: ${label}`),
    ...(fields?.wrong ?? []).map((place) => `  field not sensitive ${place}`),
  ];
}
