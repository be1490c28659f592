import { readFileSync } from "node:fs";
import path from "node:path";
import { outputOf } from "../run-tool.mjs";
import { groupedFindings, linterReading, refusalIn } from "./pointed.mjs";

export const TABLE = JSON.parse(readFileSync(path.join(import.meta.dirname, "redocly.rules.json"), "utf8"));

export const tool = {
  id: "redocly",
  title: "Redocly CLI",
  packages: ["@redocly/cli@2.77.0"],
  repository: "https://github.com/Redocly/redocly-cli",
};

/*
 * `recommended`, what else is about security among the built-in rules, and the two checks that the security ruleset of
 * Redocly's cookbook has switched on. Its limits of strings and arrays are off there, so they are off here.
 */
const CONFIGURATION = {
  extends: ["recommended"],
  rules: {
    "security-defined": "error",
    "security-scopes-defined": "error",
    "operation-4xx-problem-details-rfc7807": "warn",
    "rule/http-basic": {
      subject: { type: "SecurityScheme", property: "scheme" },
      assertions: { notPattern: "/basic/i" },
      message: "HTTP Basic sends the password with every request.",
      severity: "error",
    },
    "rule/https-servers": {
      subject: { type: "Server", property: "url" },
      assertions: { notPattern: "/^http:/i" },
      message: "The server is called over plain HTTP.",
      severity: "error",
    },
  },
};

const SEVERITY_OF = { error: "high", warn: "medium" };

export function run({ folder, entry, bin, scratch }) {
  const configuration = scratch("redocly.yaml", JSON.stringify(CONFIGURATION));
  const args = ["lint", entry, "--format", "json", "--max-problems", "1000000", "--config", configuration];
  return resultOf(outputOf(bin("redocly"), args, folder), { folder });
}

/** Of what it prints rule, severity, message and place. */
export function resultOf({ stdout, stderr }, { folder }) {
  const begin = stdout.indexOf("{");
  if (begin === -1) return refusalIn(stderr, /.*(?:Unsupported|Failed to parse|unexpected end).*/i);
  const { problems } = JSON.parse(stdout.slice(begin, stdout.lastIndexOf("}") + 1));
  return {
    refused: null,
    findings: groupedFindings(
      problems.map(({ ruleId, severity, message, location: [{ source, pointer }] }) => ({
        rule: ruleId,
        severity,
        message,
        place: `${fileOf(source.ref, folder)}${pointer === "#/" || pointer === undefined ? "#" : pointer}`,
      })),
    ),
  };
}

function fileOf(reference, folder) {
  return path.isAbsolute(reference) ? path.relative(folder, reference).replaceAll(path.sep, "/") : reference;
}

export const read = linterReading(TABLE, SEVERITY_OF);
