import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main } from "../src/cli/main.ts";
import type { Terminal } from "../src/cli/terminal.ts";
import { UserError } from "../src/core/user-error.ts";
import { textReport } from "../src/report/formats/text.ts";
import { reviewDescription } from "../src/review.ts";
import { CORPUS, hasCorpus } from "./corpus.ts";
import { memoryFiles } from "./load/memory-files.ts";
import { isThorough, runsOf, shareOf } from "./thorough.ts";

interface Outcome {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Of processor time: others may use the machine too. */
  readonly seconds: number;
}

/** What a user gets who reviews one file. */
async function reviewed(file: string, cwd: string): Promise<Outcome> {
  let stdout = "";
  let stderr = "";
  const terminal: Terminal = {
    args: ["review", file, "--root", cwd],
    env: {},
    cwd,
    stdin: () => Promise.resolve(new Uint8Array()),
    stdout: { write: (text) => void (stdout += text), isTerminal: false, columns: 80 },
    stderr: { write: (text) => void (stderr += text), isTerminal: false, columns: 80 },
    now: () => new Date(0),
  };
  const before = process.cpuUsage();
  const exit = await main(terminal);
  const { user, system } = process.cpuUsage(before);
  return { exit, stdout, stderr, seconds: (user + system) / 1e6 };
}

/** What is wrong with an outcome, whatever the input. */
function faultOf({ exit, stdout, stderr, seconds }: Outcome): string | undefined {
  if (exit > 2 || /^ {4}at /m.test(stderr)) return `exit ${exit}, with a stack: ${stderr.slice(0, 400)}`;
  if (seconds > 20) return `it took ${seconds} s`;
  if (exit === 2 && !/^error: .+\nhint: ./m.test(stderr)) return `no explanation: ${stderr}`;
  if (exit < 2 && stdout.trim().split("\n").length < 5) return `no report: ${stdout.slice(0, 200)}`;
  return undefined;
}

const TORTURE = path.join(CORPUS, "torture");
const suites = hasCorpus ? readdirSync(TORTURE) : [];

function filesOf(suite: string): readonly string[] {
  return readdirSync(path.join(TORTURE, suite), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(TORTURE, path.join(entry.parentPath, entry.name)))
    .toSorted();
}

describe.skipIf(!hasCorpus)("Suites that others wrote for their parsers (skipped without the corpus)", () => {
  test("there are more than 1,600 files", () => {
    expect(suites.flatMap(filesOf).length).toBeGreaterThan(1600);
  });

  test.each(suites)("every file of %s is reviewed, or refused with a clear error", async (suite) => {
    const faults: string[] = [];
    for (const file of shareOf(filesOf(suite), 12)) {
      const fault = faultOf(await reviewed(file, TORTURE));
      if (fault !== undefined) faults.push(`${file}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });

  const jsonTests = suites.includes("jsontestsuite")
    ? filesOf("jsontestsuite").filter((file) => /test_parsing\/[yni]_/.test(file))
    : [];
  const namedSo = (start: string): readonly string[] =>
    jsonTests.filter((file) => path.basename(file).startsWith(start));

  test("what is JSON is refused for what it is not, never for its syntax", async () => {
    const said = new Set<string>();
    for (const file of namedSo("y_")) said.add((await reviewed(file, TORTURE)).stderr.replaceAll(file, "FILE"));
    expect([...said]).toEqual([
      'error: FILE is no API description\nhint: An OpenAPI description has "openapi" or "swagger" at its root.\n',
    ]);
  });

  test("what is no JSON is refused with its line and column", async () => {
    const others: string[] = [];
    for (const file of namedSo("n_")) {
      const { stderr } = await reviewed(file, TORTURE);
      const rest = stderr.replace(`error: ${file}`, "");
      if (!/^:\d+:\d+ is not (?:valid JSON: |text in UTF-)/.test(rest)) others.push(`${path.basename(file)}${rest}`);
    }
    expect(others.map((line) => line.split("\n")[0])).toEqual([
      "n_single_space.json is empty",
      "n_structure_UTF8_BOM_no_data.json is empty",
      "n_structure_no_data.json is empty",
    ]);
  });
});

/** As many as that where everything is tried, else a fifth: deep enough for any stack, and too many for their square. */
const many = (count: number): number => (isThorough ? count : count / 5);
// A quarter still shows what takes more than its share of time: by twenty seconds, with the square of its length.
const MB = (isThorough ? 1024 : 256) * 1024;
const HEAD = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\n";
const filled = (text: string, length: number): string => text.repeat(Math.ceil(length / text.length));
const range = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));
const named = <T>(length: number, make: (index: number) => [string, T]): Record<string, T> =>
  Object.fromEntries(range(length, make));
const json = (more: object): string =>
  JSON.stringify({ openapi: "3.1.0", info: { title: "A", version: "1" }, ...more });
const answering = (schema: object): object => ({
  "/a": { get: { responses: { 200: { description: "A", content: { "application/json": { schema } } } } } },
});
const ref = (kind: string, index: number): object => ({ $ref: `#/components/${kind}/A${index}` });

// What it is, its file's ending, its text, how it ends.
// oxfmt-ignore
const HOSTILE: readonly (readonly [what: string, ending: string, text: () => string, end: "refused" | "reviewed"])[] = [
  ["20 MB of opening brackets", "json", () => filled("[", 20 * MB), "refused"],
  ["20 MB of opening brackets, as YAML", "yaml", () => filled("[", 20 * MB), "refused"],
  ["20 MB of opening objects", "json", () => filled('{"a":', 20 * MB), "refused"],
  ["20 MB of opening objects, as YAML", "yaml", () => HEAD + filled('{"a":', 20 * MB), "refused"],
  ["20 MB of dashes", "yaml", () => filled("- ", 20 * MB), "refused"],
  ["20 MB of dashes below a key", "yaml", () => `${HEAD}x-a:\n${filled("- ", 20 * MB)}`, "refused"],
  ["20 MB of anchors", "yaml", () => filled("&a ", 20 * MB), "refused"],
  ["1 MB of anchors, for which the second reader is asked", "yaml", () => filled("&a ", MB), "refused"],
  ["1 MB of CR line ends, for the second reader", "yaml", () => `${filled("\r", MB)}a: b\ra`, "refused"],
  ["20 MB of keys on one line", "yaml", () => filled("a: ", 20 * MB), "refused"],
  ["20 MB of question marks", "yaml", () => filled("? ", 20 * MB), "refused"],
  ["20 MB of a quote over lines that are not indented", "yaml", () => `${HEAD}x-a: "${filled("a\n", 20 * MB)}"\n`, "refused"],
  ["20 MB of tabs", "yaml", () => `${HEAD}${filled("\t", 20 * MB)}a`, "refused"],
  ["20 MB of empty lines", "yaml", () => `${filled("\n", 20 * MB)}a`, "refused"],
  ["1 MB of spaces in a quote", "yaml", () => `"${filled(" ", MB)}x"`, "refused"],
  ["20 MB of spaces in a flow sequence", "yaml", () => `${HEAD}x-a: [1${filled(" ", 20 * MB)}]\n`, "reviewed"],
  ["comments in a flow mapping", "yaml", () => `${HEAD}x-a: {a ${"# ".repeat(60)}\n : }\n`, "reviewed"],
  ["a line of 30 MB", "yaml", () => `${HEAD}x-a: ${filled("abcdefghij ", 30 * MB)}`, "reviewed"],
  ["a line of 30 MB in JSON, with a finding", "json", () => json({ "x-a": filled("abcdefghij ", 30 * MB), paths: { "/a": { get: { sumary: 1 } } } }), "reviewed"],
  ["escapes of 30 MB", "json", () => `{"a":"${filled("\\\\", 30 * MB)}`, "refused"],
  ["100,000 equal keys", "json", () => json({ "x-a": 0 }).replace(":0", `:{${range(many(100_000), () => '"a":1').join(",")}}`), "reviewed"],
  ["100,000 equal keys in YAML", "yaml", () => `${HEAD}x-a:\n${filled("  a: 1\n", many(700_000))}`, "reviewed"],
  ["100,000 objects with equal keys", "yaml", () => `${HEAD}x-a:\n${range(many(100_000), (index) => `  k${index}: {a: 1, a: 2}\n`).join("")}`, "reviewed"],
  ["5 MB at the bottom of 480 schemas, with a finding there", "json", () => json({ components: { schemas: { A: range(480, () => 0).reduce<object>((items) => ({ items }), { enum: range(2 * MB, () => 1), $ref: "#/x" }) } } }), "reviewed"],
  ["names that are hard for regular expressions", "yaml", () => `${HEAD}servers: [{url: "http://${"a.".repeat(20_000)}{"}, {url: "${"/".repeat(20_000)}"}]\npaths:\n${range(50, (index) => `  "/${"a".repeat(20_000)}!${index}${"{".repeat(5000)}": {get: {summary: "${"((a+)+)+$ ".repeat(1000)}", parameters: [{in: query, name: "${"a_".repeat(5000)}token"}], responses: {}}}\n`).join("")}`, "reviewed"],
  ["a chain of 50,000 allOf", "json", () => json({ components: { schemas: named(many(50_000), (index) => [`A${index}`, index === many(50_000) - 1 ? {} : { allOf: [ref("schemas", index + 1)] }]) }, paths: answering(ref("schemas", 0)) }), "reviewed"],
  ["a chain of 50,000 references", "json", () => json({ components: { schemas: named(many(50_000), (index) => [`A${index}`, index === many(50_000) - 1 ? {} : ref("schemas", index + 1)]) }, paths: answering(ref("schemas", 0)) }), "reviewed"],
  ["a circle of 10,000 schemas", "json", () => json({ components: { schemas: named(10_000, (index) => [`A${index}`, ref("schemas", (index + 1) % 10_000)]) }, paths: answering(ref("schemas", 0)) }), "reviewed"],
  ["a circle of 10,000 responses", "json", () => json({ components: { responses: named(10_000, (index) => [`A${index}`, ref("responses", (index + 1) % 10_000)]) }, paths: {} }), "refused"],
  ["a circle of 10,000 path items", "json", () => json({ paths: named(10_000, (index) => [`/a${index}`, { $ref: `#/paths/~1a${(index + 1) % 10_000}` }]) }), "refused"],
  ["pointers that lead through one another", "json", () => json({ components: { schemas: named(60, (index) => [`A${index}`, { $ref: `#/components/schemas/A${(index + 1) % 60}/properties/x/properties/x` }]) }, paths: {} }), "reviewed"],
  ["10,000 parameters, twice", "json", () => json({ paths: { "/a": { parameters: range(many(10_000), (index) => ({ name: `p${index}`, in: "query" })), get: { parameters: range(many(10_000), (index) => ({ name: `p${index}`, in: "query" })), responses: {} } } } }), "reviewed"],
  ["5,000 references that lead nowhere", "json", () => json({ paths: named(many(5000), (index) => [`/a${index}`, { get: { responses: { 200: { $ref: `#/x${index}` } } } }]) }), "reviewed"],
];

describe("Hostile input ends soon, without a stack", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "sallyport-hostile-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeAll(() => writeFileSync(path.join(folder, "warm-up.yaml"), HEAD));

  test.each(HOSTILE)("%s", async (_, ending, text, end) => {
    const file = `hostile.${ending}`;
    writeFileSync(path.join(folder, file), text());
    const outcome = await reviewed(file, folder);
    expect(faultOf(outcome)).toBeUndefined();
    expect(outcome.exit === 2 ? "refused" : "reviewed").toBe(end);
  });
});

const SCHEMA = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "string", format: "uuid" }, next: { $ref: "#/components/schemas/A" } },
};
const VALID: readonly object[] = [
  {
    openapi: "3.1.0",
    info: { title: "A", version: "1", contact: { email: "a@acme.io" } },
    servers: [{ url: "https://{host}.acme.io", variables: { host: { default: "api", enum: ["api"] } } }],
    security: [{ token: ["read"] }, {}],
    tags: [{ name: "a" }],
    paths: {
      "/a/{id}": {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" }, example: "1" }],
        get: {
          operationId: "readA",
          tags: ["a"],
          security: [{ token: [] }],
          responses: {
            200: {
              description: "A",
              headers: { "X-A": { schema: { type: "string" } } },
              content: {
                "application/json": { schema: { $ref: "#/components/schemas/A" }, examples: { one: { value: {} } } },
              },
              links: { self: { operationId: "readA" } },
            },
          },
        },
        post: {
          requestBody: { content: { "application/json": { schema: { allOf: [{ $ref: "#/components/schemas/A" }] } } } },
          responses: { default: { $ref: "#/components/responses/R" } },
          callbacks: { done: { "{$request.body#/url}": { post: { responses: {} } } } },
        },
      },
    },
    webhooks: { sent: { post: { responses: { 204: { description: "A" } } } } },
    components: {
      schemas: {
        A: SCHEMA,
        B: { oneOf: [{ $ref: "#/components/schemas/A" }], discriminator: { propertyName: "id", mapping: { a: "A" } } },
      },
      responses: { R: { description: "A" } },
      securitySchemes: {
        token: { type: "oauth2", flows: { implicit: { authorizationUrl: "http://acme.io", scopes: { read: "A" } } } },
      },
    },
  },
  {
    swagger: "2.0",
    info: { title: "A", version: "1" },
    host: "acme.io",
    basePath: "/v1",
    schemes: ["http"],
    consumes: ["application/json"],
    securityDefinitions: { basic: { type: "basic" }, key: { type: "apiKey", in: "query", name: "key" } },
    security: [{ basic: [] }],
    paths: {
      "/a": {
        post: {
          parameters: [
            { in: "body", name: "a", schema: { $ref: "#/definitions/A" } },
            { in: "formData", name: "f", type: "string" },
          ],
          responses: { 200: { description: "A", schema: { type: "array", items: { $ref: "#/definitions/A" } } } },
        },
      },
    },
    definitions: { A: { type: "object", properties: { id: { type: "string" } } } },
  },
];

/** A change to one place of a description: the place is chosen by a number. */
interface Change {
  readonly kind: "replace" | "delete" | "duplicate" | "rename";
  readonly place: number;
  readonly value: unknown;
}

const REFERENCE = fc.constantFrom(
  "#",
  "#/",
  "#/paths",
  "#/components/schemas/A",
  "#/nowhere",
  "a.json",
  "http://a",
  "%",
  "",
);
const CHANGE: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom("replace", "delete", "duplicate", "rename"),
  place: fc.nat(),
  value: fc.oneof(
    fc.jsonValue(),
    REFERENCE,
    fc.record({ $ref: REFERENCE }),
    fc.constantFrom({}, [], null, [null], "__proto__"),
  ),
});

function changed(description: object, changes: readonly Change[]): unknown {
  const copy = structuredClone(description) as Record<string, unknown>; // what JSON holds
  for (const { kind, place, value } of changes) {
    const places = placesIn(copy);
    const [holder, key] = places[place % places.length] ?? [copy, "openapi"];
    const before = holder[key];
    if (kind === "replace") set(holder, key, value);
    else if (kind === "delete") delete holder[key];
    else if (kind === "duplicate")
      set(holder, Array.isArray(holder) ? String(holder.length) : `${key}x`, structuredClone(before));
    else {
      delete holder[key];
      set(holder, typeof value === "string" ? value : "$ref", before);
    }
  }
  return copy;
}

function set(holder: Record<string, unknown>, key: string, value: unknown): void {
  if (Array.isArray(holder) && !/^\d+$/.test(key)) return;
  Object.defineProperty(holder, key, {
    value: structuredClone(value),
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function placesIn(value: unknown): [holder: Record<string, unknown>, key: string][] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>; // what JSON holds
  return Object.keys(holder).flatMap((key) => [[holder, key], ...placesIn(holder[key])] as [typeof holder, string][]);
}

test("a description that is changed at random is reviewed or refused, and never throws anything else", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...VALID),
      fc.array(CHANGE, { minLength: 1, maxLength: 4 }),
      async (description, changes) => {
        const files = memoryFiles({ "a.json": JSON.stringify(changed(description, changes)) });
        try {
          const review = await reviewDescription("a.json", files);
          textReport(
            {
              version: 1,
              tool: { name: "sallyport", version: "0" },
              asOf: "2026-01-31",
              commit: null,
              refused: [],
              reviews: [review],
            },
            { width: 80, color: false, quiet: false },
          );
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      },
    ),
    { numRuns: runsOf(1500, 20), seed: 20_230_605 },
  );
});
