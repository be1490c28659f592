import { readFileSync } from "node:fs";
import path from "node:path";
import { placeOf } from "../documents.mjs";
import { outputOf } from "../run-tool.mjs";
import { groupedFindings, linterReading, refusalIn } from "./pointed.mjs";

export const TABLE = JSON.parse(readFileSync(path.join(import.meta.dirname, "spectral.rules.json"), "utf8"));

export const tool = {
  id: "spectral",
  title: "Spectral, OWASP ruleset",
  packages: ["@stoplight/spectral-cli@6.16.3", "@stoplight/spectral-owasp-ruleset@2.0.1"],
  repository: "https://github.com/stoplightio/spectral-owasp-ruleset",
};

const SEVERITIES = ["error", "warning", "information", "hint"];
const SEVERITY_OF = { error: "high", warning: "medium", information: "low", hint: "info" };

/** The OWASP ruleset alone, as it comes: all rules at their own severity. */
export function run({ folder, entry, bin, modules, scratch }) {
  const ruleset = scratch(
    "ruleset.json",
    JSON.stringify({ extends: [`${modules}/@stoplight/spectral-owasp-ruleset/dist/ruleset.js`] }),
  );
  return resultOf(outputOf(bin("spectral"), ["lint", "-r", ruleset, "-f", "json", "-q", entry], folder), { folder });
}

/** Of what it prints rule, severity, message and place. */
export function resultOf({ stdout, stderr }, { folder }) {
  if (!stdout.startsWith("[")) throw new Error(`it gave no result: ${stderr.trim()}`);
  const results = JSON.parse(stdout);
  const unread = results.find(({ code }) => code === "unrecognized-format");
  if (unread !== undefined) return refusalIn(unread.message, /.+/);
  return {
    refused: null,
    findings: groupedFindings(
      results.map(({ code, severity, message, source, path: steps }) => ({
        rule: code,
        severity: SEVERITIES[severity],
        message,
        place: placeOf(path.relative(folder, source).replaceAll(path.sep, "/"), steps),
      })),
    ),
  };
}

export const read = linterReading(TABLE, SEVERITY_OF);
