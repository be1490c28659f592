import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv";
import Ajv04 from "ajv-draft-04";
import { validateXML } from "xmllint-wasm";

/*
 * Whether a report is what its readers expect: by the official schema where there is one, and by what the reader's own
 * documentation says where there is none.
 */

const require = createRequire(import.meta.url);

/** What the JSON Schema of SARIF 2.1.0 (OASIS, as Microsoft ships it) says against a log. */
export function sarifErrors(text: string): readonly string[] {
  const log: unknown = JSON.parse(text);
  return isSarif(log) ? [] : (isSarif.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const isSarif = new Ajv04.default({
  strict: false,
  validateFormats: false,
  allErrors: true,
  unicodeRegExp: false,
}).compile(
  JSON.parse(readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8")),
);

/** What stands against a code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export function gitlabErrors(text: string): readonly string[] {
  const report: unknown = JSON.parse(text);
  if (!isGitlab(report))
    return (isGitlab.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  const fingerprints = (report as { fingerprint: string }[]).map(({ fingerprint }) => fingerprint); // valid by the schema
  return fingerprints.filter((one, index) => fingerprints.indexOf(one) !== index).map((one) => `${one} is not unique`);
}

const isGitlab = new Ajv.default({ allErrors: true }).compile({
  type: "array",
  items: {
    type: "object",
    required: ["description", "check_name", "fingerprint", "severity", "location"],
    properties: {
      description: { type: "string" },
      check_name: { type: "string" },
      fingerprint: { type: "string", minLength: 1 },
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: {
        type: "object",
        required: ["path", "lines"],
        properties: {
          path: { type: "string", not: { pattern: "^\\./" } },
          lines: { type: "object", required: ["begin"], properties: { begin: { type: "integer", minimum: 1 } } },
        },
      },
    },
  },
});

/** What xmllint says against JUnit XML, by the schema beside this file. All that is asked at once takes one worker. */
export async function junitErrors(text: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    waiting.push({ text, resolve, reject });
    if (waiting.length === 1) setImmediate(() => void validateWaiting());
  });
}

interface Waiting {
  readonly text: string;
  readonly resolve: (errors: readonly string[]) => void;
  readonly reject: (error: unknown) => void;
}

let waiting: Waiting[] = [];

async function validateWaiting(): Promise<void> {
  const asked = waiting;
  waiting = [];
  const nameOf = (index: number): string => `report-${index}.xml`;
  try {
    const { errors } = await validateXML({
      xml: asked.map(({ text }, index) => ({ fileName: nameOf(index), contents: text })),
      schema: { fileName: "junit.xsd", contents: XSD },
    });
    // What names no file may be about any.
    for (const [index, { resolve }] of asked.entries())
      resolve(errors.filter(({ loc }) => loc === null || loc.fileName === nameOf(index)).map(({ message }) => message));
  } catch (error) {
    for (const { reject } of asked) reject(error);
  }
}

const XSD = readFileSync(`${import.meta.dirname}/junit.xsd`, "utf8");

/** What stands against workflow commands: a line that is none, or has a part that the runner does not know. */
export function githubErrors(text: string): readonly string[] {
  if (text === "") return [];
  return text
    .replace(/\n$/, "")
    .split("\n")
    .filter((line) => {
      const [, properties = ""] = /^::(?:error|warning|notice) ([^:]*)::[^\r]*$/.exec(line) ?? [];
      return !properties
        .split(",")
        .every((property) => /^(?:file|title)=[^:,]*$|^(?:line|endLine|col|endColumn)=\d+$/.test(property));
    });
}

/** Rows of another length than the head, and cells that a spreadsheet would take for formulas. */
export function csvErrors(text: string): readonly string[] {
  const [head = [], ...rows] = csvRows(text);
  return [
    ...rows.filter((row) => row.length !== head.length).map((row) => row.join(",")),
    ...rows.flat().filter((cell) => /^\s*[=+\-@|%]/.test(cell)),
  ];
}

/** The cells of a CSV text (RFC 4180), every one of which stands in quotes. */
export function csvRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = /"((?:[^"]|"")*)"(,|\r\n)/y;
    cell.lastIndex = at;
    const [whole, inner = "", end] = cell.exec(text) ?? [];
    if (whole === undefined) throw new Error(`no cell at ${text.slice(at, at + 40)}`);
    row.push(inner.replaceAll('""', '"'));
    at += whole.length;
    if (end !== ",") {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

/** A comment of a review of a pull request. */
export interface ReviewComment {
  readonly path: string;
  readonly start_line?: number;
  readonly line: number;
  readonly body: string;
}

/** The comments of the body of a request that makes a review of a pull request. */
export function commentsIn(text: string): readonly ReviewComment[] {
  return (JSON.parse(text) as { comments: readonly ReviewComment[] }).comments; // valid, or `githubReviewErrors` says so
}

/** What stands against such a body: https://docs.github.com/en/rest/pulls/reviews#create-a-review-for-a-pull-request */
export function githubReviewErrors(text: string): readonly string[] {
  const request: unknown = JSON.parse(text);
  if (!isGithubReview(request))
    return (isGithubReview.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  // GitHub refuses a comment that does not start before it ends.
  return commentsIn(text).flatMap(({ start_line, line }) =>
    start_line !== undefined && start_line >= line ? [`${start_line} is not before ${line}`] : [],
  );
}

const isGithubReview = new Ajv.default({ allErrors: true }).compile({
  type: "object",
  required: ["event", "body", "comments"],
  additionalProperties: false,
  properties: {
    commit_id: { type: "string", pattern: "^[0-9a-f]{40}$" },
    event: { const: "COMMENT" },
    body: { type: "string", minLength: 1, maxLength: 60_000 },
    comments: {
      type: "array",
      items: {
        type: "object",
        required: ["path", "line", "side", "body"],
        additionalProperties: false,
        dependencies: { start_line: ["start_side"] },
        properties: {
          path: { type: "string", not: { pattern: "^\\.?/" } },
          start_line: { type: "integer", minimum: 1 },
          start_side: { const: "RIGHT" },
          line: { type: "integer", minimum: 1 },
          side: { const: "RIGHT" },
          body: { type: "string", minLength: 1, maxLength: 60_000 },
        },
      },
    },
  },
});
