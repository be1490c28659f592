import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "acorn";
import { transform } from "esbuild";
import { analyse } from "scslre";
import { beforeAll, describe, expect, test } from "vitest";
import { globPattern } from "../src/policy/glob.ts";

/*
 * A regular expression over text of a description, a ruleset or a configuration takes time in proportion to that text.
 * The checker finds those that may take more: what follows a repetition can be tried at each of its ends, or the whole
 * at each place from which it fails.
 */

const SRC = path.join(import.meta.dirname, "../src");

interface Expression {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

/** Expressions that the checker rejects, with why each may stay. */
const EXCEPTIONS: readonly (readonly [file: string, source: string, reason: string])[] = [
  ["cli/strict-yargs.ts", String.raw`\s*\n\s*`, "over a message of yargs"],
  ["core/prose.ts", String.raw`\S*$`, "over what is shown of a text, a few hundred characters at most"],
  ["load/limits.ts", String.raw`\B(?=(\d{3})+$)`, "over the digits of a number of ours"],
  [
    "lexicon/name-tokens.ts",
    String.raw`[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+`,
    "fails nowhere in a run of capitals: one of its alternatives takes all of it but the last",
  ],
  ["operations/inputs/patterns.ts", String.raw`\[[^\]^][^\]]*\]`, "over patterns of at most 1,000 characters"],
  ["operations/inputs/patterns.ts", String.raw`\[[^\]]*\]`, "over patterns of at most 1,000 characters"],
  [
    "operations/inputs/patterns.ts",
    String.raw`\[[^\]]+\][*+{]|\\[dw][*+{]|\)[*+{]`,
    "over patterns of at most 1,000 characters",
  ],
  ["operations/inputs/url-uses.ts", String.raw`\[[^\]]*\]`, "over patterns of at most 1,000 characters"],
];

let literals: readonly Expression[];
let computed: readonly Expression[];

beforeAll(async () => {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts"))
    .map((file) => file.split(path.sep).join("/"));
  literals = (await Promise.all(files.map(literalsIn))).flat();
  computed = await computedIn(files.filter((file) => /^const \w+ = new RegExp\(/m.test(sourceOf(file))));
}, 60_000);

describe("regular expressions", () => {
  test("are found: literals, and those that are put together from others", () => {
    expect(literals.length).toBeGreaterThan(800);
    expect(computed.length).toBeGreaterThan(0);
  });

  test("take time in proportion to the text, or stand in the table", () => {
    const wrong = [...literals, ...computed].filter(
      (one) => faultsOf(one).length > 0 && !EXCEPTIONS.some(([file, source]) => isFor(one, file, source)),
    );
    expect(wrong.map(({ file, source, flags }) => `${file}: /${source}/${flags}`)).toEqual([]);
  }, 60_000);

  test("of the table are there, and would be rejected without it", () => {
    const idle = EXCEPTIONS.filter(
      ([file, source]) => !literals.some((one) => isFor(one, file, source) && faultsOf(one).length > 0),
    );
    expect(idle).toEqual([]);
  });

  test.each(["**/*.yaml", "GET /users/*/orders/*", "**/a*b*c*d/**", "*-*-*-*", "/**/**/**/x", "a?b*c?d*"])(
    "of the pattern %s too",
    (glob) => {
      const { source, flags } = globPattern(glob);
      // The checker knows no atomic groups: that they are not tried otherwise is measured, by a text that almost fits.
      const text = glob.replaceAll("*", "a-b/".repeat(4000)).replaceAll("?", "x");
      const start = performance.now();
      new RegExp(source, flags).test(`${text}\u0000`);
      expect(performance.now() - start).toBeLessThan(2000);
    },
  );

  test.each([
    [String.raw`^\s*(?:a|.*@b)?\s*$`, ""],
    [String.raw`\{[^}]*\}\/?$`, ""],
    [String.raw`^(a+)+$`, ""],
    [String.raw`^v\d+\w*$`, ""],
  ])("such as %s are noticed", (source, flags) => {
    expect(faultsOf({ file: "", source, flags })).not.toEqual([]);
  });
});

function faultsOf({ source, flags }: Expression): readonly unknown[] {
  return analyse({ source, flags }, { reportTypes: { Move: true, Self: true, Trade: true } }).reports;
}

function isFor(one: Expression, file: string, source: string): boolean {
  return one.file === file && one.source === source;
}

function sourceOf(file: string): string {
  return readFileSync(path.join(SRC, file), "utf8");
}

async function literalsIn(file: string): Promise<readonly Expression[]> {
  const { code } = await transform(sourceOf(file), {
    loader: file.endsWith("x") ? "tsx" : "ts",
    jsx: "automatic",
    jsxImportSource: "preact",
    target: "esnext",
  });
  return [...expressionsIn(parse(code, { ecmaVersion: "latest", sourceType: "module" }))].map(({ pattern, flags }) => ({
    file,
    source: pattern,
    flags,
  }));
}

function* expressionsIn(node: unknown): Generator<{ readonly pattern: string; readonly flags: string }> {
  if (typeof node !== "object" || node === null) return;
  if ("regex" in node) yield node.regex as { pattern: string; flags: string }; // what acorn says of a literal
  else for (const child of Object.values(node)) yield* expressionsIn(child);
}

/** Expressions that modules make when they are loaded. */
async function computedIn(files: readonly string[]): Promise<readonly Expression[]> {
  const found: Expression[] = [];
  const native = globalThis.RegExp;
  for (const file of files) {
    globalThis.RegExp = new Proxy(native, {
      construct(target, args: [string | RegExp, string?]) {
        const made = new target(...args);
        found.push({ file, source: made.source, flags: made.flags });
        return made;
      },
    });
    try {
      await import(/* @vite-ignore */ path.join(SRC, file));
    } finally {
      globalThis.RegExp = native;
    }
  }
  return found;
}
