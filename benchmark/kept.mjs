import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Where what the tools said is kept: a folder a tool, with a file a description and `about.json`. */
export const RESULTS = path.join(import.meta.dirname, "results");

/** What is kept of a tool's run over one description; undefined where nothing is. */
export function readResult(folder, name) {
  return readJson(path.join(folder, `${name}.json`));
}

/** Which version ran, when, and how long each description took; undefined where nothing is kept. */
export function readAbout(folder) {
  return readJson(path.join(folder, "about.json"));
}

/** Writes JSON with one line an entry of each list, so that a change can be read. */
export function writeKept(file, value) {
  mkdirSync(path.dirname(file), { recursive: true });
  const lines = Object.entries(value).map(([key, entry]) => {
    const isList = Array.isArray(entry) && entry.length > 0;
    const text = isList ? `[\n${entry.map((one) => `  ${JSON.stringify(one)}`).join(",\n")}\n]` : JSON.stringify(entry);
    return `${JSON.stringify(key)}: ${text}`;
  });
  writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
