import { readFileSync } from "node:fs";
import path from "node:path";
import { placeOf } from "../documents.mjs";
import { readDescription } from "../description.mjs";
import { outputOf } from "../run-tool.mjs";
import { groupedFindings, linterReading, refusalIn } from "./pointed.mjs";

export const TABLE = JSON.parse(readFileSync(path.join(import.meta.dirname, "ibm.rules.json"), "utf8"));

export const tool = {
  id: "ibm",
  title: "IBM validator",
  packages: ["ibm-openapi-validator@1.38.4"],
  repository: "https://github.com/IBM/openapi-validator",
};

const SEVERITY_OF = { error: "high", warning: "medium", info: "low", hint: "info" };

/** Its default ruleset. It reads OpenAPI 3 alone, and says of a problem in another file only the path, not the file. */
export function run({ folder, entry, bin }) {
  return resultOf(outputOf(bin("lint-openapi"), ["-j", "-n", "--file-only-refs", entry], folder), { folder, entry });
}

/** Of what it prints rule, severity, message and place. */
export function resultOf({ stdout, stderr }, { folder, entry }) {
  const begin = stdout.indexOf("{");
  if (begin === -1) return refusalIn(`${stdout}${stderr}`, /Only OpenAPI .* supported|YAMLException.*/);
  const output = JSON.parse(stdout.slice(begin));
  const { placeWithoutFile } = readDescription(folder, entry);
  const results = Object.keys(SEVERITY_OF).flatMap((severity) =>
    (output[severity]?.results ?? []).map((one) => ({ ...one, severity })),
  );
  return {
    refused: null,
    findings: groupedFindings(
      results.map(({ rule, severity, message, path: steps }) => ({
        rule,
        severity,
        message,
        place: steps.length === 0 ? placeOf(entry, []) : placeWithoutFile(steps),
      })),
    ),
  };
}

export const read = linterReading(TABLE, SEVERITY_OF);
