import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { UserError } from "../../src/core/user-error.ts";
import { loadDocument } from "../../src/load/document.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { LIMITS, newBudget, type Limits } from "../../src/load/limits.ts";
import { readSource } from "../../src/load/source.ts";
import { readApi } from "../../src/model/read-api.ts";
import { isThorough } from "../thorough.ts";
import { memoryFiles } from "./memory-files.ts";

const HEAD = "openapi: 3.1.0\ninfo: {title: Orders, version: '1'}\n";
const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

/** Aliases of aliases: ten values, ten times as many with every further line. */
const laughs = (lines: number): string =>
  `x-0: &a0 [a,a,a,a,a,a,a,a,a,a]\n${aliases(lines, (name) => `[${`${name},`.repeat(10)}]`)}`;
const aliases = (lines: number, value: (name: string) => string): string =>
  Array.from({ length: lines }, (_, line) => `x-${line + 1}: &a${line + 1} ${value(`*a${line}`)}\n`).join("");

/** Begins a text that only the second reader takes. */
const AGAIN = 'x-again: [\n  "a"\n]\n';

async function said(text: string, file: string, limits: Partial<Limits> = {}, more: Record<string, string> = {}) {
  try {
    const files = memoryFiles({ [file]: text, ...more });
    const document = await loadDocument(file, files, newBudget({ ...LIMITS, ...limits }));
    return readApi(document).skipped.map(({ why }) => why);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { file: error.file, message: error.message, hint: error.hint };
  }
}

const USE_REFERENCES = "Use references for what is nested.";
const NO_ALIASES = "Use `$ref` instead of YAML aliases.";
const NO_ALIASES_OR_SPLIT = "Use `$ref` instead of YAML aliases, or split the description.";

// What is too much, the text, the file, what is said: the limit, and the way out.
// oxfmt-ignore
const BEYOND: readonly (readonly [what: string, text: string, file: string, limit: string, hint: string])[] = [
  ["nesting in YAML", `${HEAD}x-a: ${nested("[", "]", 501)}\n`, "a.yaml", "it is nested more than 500 deep", USE_REFERENCES],
  ["nesting in blocks", `${HEAD}x-a:\n${"- ".repeat(600)}a\n`, "a.yaml", "it is nested more than 500 deep", USE_REFERENCES],
  ["nesting in JSON", `{"openapi": "3.1.0", "x-a": ${nested("[", "]", 500)}}`, "a.json", "it is nested more than 500 deep", USE_REFERENCES],
  ["nesting for the second reader", `${HEAD}${AGAIN}x-a: ${nested("[", "]", 501)}\n`, "a.yaml", "it is nested more than 500 deep", USE_REFERENCES],
  ["nesting of aliases", `${HEAD}x-0: &a0 [a]\n${aliases(600, (name) => `[${name}]`)}`, "a.yaml", "its aliases are nested more than 500 deep", NO_ALIASES],
  ["nesting of aliases for the second reader", `${HEAD}${AGAIN}x-0: &a0 [a]\n${aliases(600, (name) => `[${name}]`)}`, "a.yaml", "it is nested more than 500 deep", USE_REFERENCES],
  ["aliases that expand", HEAD + laughs(30), "a.yaml", "it holds more than 5,000,000 values, with its aliases expanded", NO_ALIASES_OR_SPLIT],
  ["aliases that expand for the second reader", HEAD + AGAIN + laughs(30), "a.yaml", "it holds more than 5,000,000 values, with its aliases expanded", NO_ALIASES_OR_SPLIT],
  ["merge keys that expand", `${HEAD}${laughs(5)}x-m: [${"{<<: {a: *a5}}, ".repeat(6)}]\n`, "a.yaml", "it holds more than 5,000,000 values, with its aliases expanded", NO_ALIASES_OR_SPLIT],
];

describe("An error names file, limit and way out", () => {
  test.each(BEYOND)("for too much of %s, at once", async (_, text, file, limit, hint) => {
    const start = performance.now();
    expect(await said(text, file)).toEqual({ file, message: `${file} is beyond a limit: ${limit}`, hint });
    expect(performance.now() - start).toBeLessThan(3000);
  });

  test("for too many values of JSON", async () => {
    const text = '{"openapi": "3.1.0", "paths": {}, "x-a": [1, 2, 3, 4, 5, 6, 7]}';
    expect(await said(text, "a.json", { expandedValues: 10 })).toEqual({
      file: "a.json",
      message: "a.json is beyond a limit: it holds more than 10 values",
      hint: "Split the description.",
    });
    expect(await said(text, "a.json", { expandedValues: 20 })).toEqual([]);
  });

  const references = (n: number): string =>
    `${HEAD}components:\n  schemas:\n    A: {}\n${Array.from({ length: n }, (_, i) => `    B${i}: {$ref: '#/components/schemas/A'}\n`).join("")}`;

  test("for too many references", async () => {
    expect(await said(references(6), "a.yaml", { references: 5 })).toEqual({
      file: "a.yaml",
      message: "a.yaml is beyond a limit: more than 5 references are followed",
      hint: "Split the description, or review the parts one by one.",
    });
    expect(await said(references(5), "a.yaml", { references: 5 })).toEqual([]);
  });

  test.skipIf(!isThorough)("for 100,001 references", async () => {
    expect(await said(references(100_001), "a.yaml")).toMatchObject({
      message: "a.yaml is beyond a limit: more than 100,000 references are followed",
    });
  });

  test.each([
    ["servers", `servers: [${"{url: /}, ".repeat(1000)}]\n`],
    ["alternatives", `security: [${"{a: []}, ".repeat(1000)}]\n`],
  ])("for what operations share, %s, counted at each", async (_what, shared) => {
    const paths = Array.from({ length: 600 }, (_, i) => `  /a${i}: {get: {responses: {}}}\n`).join("");
    expect(await said(`openapi: 3.0.3\ninfo: {title: T, version: "1"}\n${shared}paths:\n${paths}`, "a.yaml")).toEqual({
      file: "a.yaml",
      message:
        "a.yaml is beyond a limit: its operations come to more than 500,000 servers, alternatives, parameters, media types and fields",
      hint: "Split the description, or review the parts one by one.",
    });
  });

  test("for callbacks, also where they are one path item", async () => {
    const callbacks = Array.from(
      { length: 3 },
      (_, i) => `c${i}: {"{$request.body#/u}": {$ref: "#/components/pathItems/P"}}`,
    );
    const text = `openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {/a: {post: {callbacks: {${callbacks.join(", ")}}, responses: {}}}}\ncomponents: {pathItems: {P: {post: {responses: {}}}}}\n`;
    expect(await said(text, "a.yaml", { callbacks: 2 })).toEqual({
      file: "a.yaml",
      message: "a.yaml is beyond a limit: its operations have more than 2 callbacks",
      hint: "Split the description, or review the parts one by one.",
    });
    expect(await said(text, "a.yaml", { callbacks: 3 })).toEqual([]);
  });

  test("for too many files", async () => {
    const text = `${HEAD}components: {schemas: {A: {$ref: b.yaml}, B: {$ref: c.yaml}, C: {$ref: b.yaml}}}\n`;
    const more = { "b.yaml": "type: string", "c.yaml": "type: string" };
    expect(await said(text, "a.yaml", { files: 1 }, more)).toEqual({
      file: "a.yaml",
      message: "a.yaml is beyond a limit: it refers to more than 1 files",
      hint: "Split the description, or bundle it into one file.",
    });
    expect(await said(text, "a.yaml", { files: 2 }, more)).toEqual([]);
  });

  test.each([
    [59_999, "accepted"],
    [60_001, "a.yaml is beyond a limit: its review takes longer than 60 s"],
  ])("for the time, after %i ms", async (elapsed, expected) => {
    let now = 0;
    const budget = newBudget(LIMITS, () => now);
    const document = await loadDocument("a.yaml", memoryFiles({ "a.yaml": references(200) }), budget);
    now = elapsed;
    let message = "accepted";
    try {
      readApi(document);
    } catch (error) {
      message = error instanceof UserError ? error.message : String(error);
    }
    expect(message).toBe(expected);
  });

  test("and what is left of it goes down to nothing", () => {
    let now = 0;
    const budget = newBudget(LIMITS, () => now);
    now = 59_000;
    expect(budget.timeLeft()).toBe(1000);
    now = 100_000;
    expect(budget.timeLeft()).toBe(0);
  });

  test("the limits themselves are those of the design", () => {
    expect(LIMITS).toMatchObject({
      fileBytes: 64 * 1024 * 1024,
      depth: 500,
      references: 100_000,
      files: 10_000,
      milliseconds: 60_000,
    });
  });
});

describe("A file that is too large", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "sallyport-limits-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("is not even read", async () => {
    writeFileSync(path.join(folder, "large.yaml"), HEAD);
    truncateSync(path.join(folder, "large.yaml"), LIMITS.fileBytes + 1);
    await expect(loadDocument("large.yaml", filesBelow(folder))).rejects.toMatchObject({
      message: "large.yaml cannot be read: it is larger than 64 MiB",
      hint: "Split the description, or review the parts one by one.",
      file: "large.yaml",
    });
  });

  test("is refused on standard input too", async () => {
    const files = withBuffers(filesBelow(folder), new Map([["-", Buffer.from(HEAD)]]), 10);
    await expect(loadDocument("-", files)).rejects.toThrow("- cannot be read: it is larger than");
  });
});

describe("What is within the limits is read", () => {
  test.each([
    ["nesting in YAML", `${HEAD}x-a: ${nested("[", "]", 490)}\n`, "a.yaml"],
    ["nesting in JSON", `{"openapi": "3.1.0", "x-a": ${nested("[", "]", 490)}}`, "a.json"],
    ["nesting for the second reader", `${HEAD}${AGAIN}x-a: ${nested("[", "]", 480)}\n`, "a.yaml"],
    ["nesting of aliases", `${HEAD}x-0: &a0 [a]\n${aliases(400, (name) => `[${name}]`)}`, "a.yaml"],
    ["nested schemas", `${HEAD}components: {schemas: {A: ${"{items: ".repeat(480)}{}${"}".repeat(480)}}}\n`, "a.yaml"],
    ["aliases that expand to a million values", HEAD + laughs(5), "a.yaml"],
  ])("%s", async (_, text, file) => {
    const document = await loadDocument(file, memoryFiles({ [file]: text }));
    expect(readSource(file, document.entry.bytes, LIMITS).layout.spanOf(["openapi"])).toBeDefined();
    expect(readApi(document).format.version).toBe("3.1");
  });
});
