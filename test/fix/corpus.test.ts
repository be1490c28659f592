import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { parse, parseDocument } from "yaml";
import { describe, expect, test } from "vitest";
import { patched } from "../../src/fix/patched.ts";
import { inOrder } from "../../src/review/finding-fixes.ts";
import { filesBelow, type Files } from "../../src/load/files.ts";
import { CORPUS, corpusRows, hasCorpus } from "../corpus.ts";
import { shareOf } from "../thorough.ts";
import { filesOf, fixedDescription, type FixedDescription } from "./fixed.ts";

const EXAMPLES = path.resolve(import.meta.dirname, "../../examples");
const CASES = hasCorpus
  ? readdirSync(path.join(CORPUS, "cases")).filter((name) => /\.ya?ml$/.test(name) && !name.includes(".expect."))
  : [];
/** So many real descriptions are fixed. */
const FORTY = 40;
/** Those in the order of the index, as far apart from each other as they can be, with those of several files. */
const REAL = ((rows) =>
  Array.from({ length: Math.min(FORTY, rows.length) }, (_, at) => rows[Math.floor((at * rows.length) / FORTY)]!))(
  corpusRows().filter(({ path: name, operations }) => name.startsWith("real/") && operations < 150),
);

test.skipIf(!hasCorpus)("forty real descriptions are fixed, each another one", () => {
  expect(new Set(REAL.map((row) => row.path)).size).toBe(FORTY);
  expect(REAL.some(({ multifile }) => multifile)).toBe(true);
  expect(new Set(REAL.map(({ format }) => format))).toEqual(new Set(["json", "yaml"]));
});

test.each(readdirSync(EXAMPLES).filter((name) => existsSync(path.join(EXAMPLES, name, "openapi.yaml"))))(
  "the fixes of the example %s hold what they promise",
  async (name) => {
    await holds(`${name}/openapi.yaml`, filesBelow(EXAMPLES));
  },
);

describe.skipIf(!hasCorpus)("every fix, the suggested ones too,", { timeout: 120_000 }, () => {
  test.each(shareOf(CASES, 40))("of the case %s holds what it promises", async (name) => {
    await holds(`cases/${name}`, filesBelow(CORPUS));
  });

  test.each(
    shareOf(
      REAL.map((row) => row.path),
      20,
    ),
  )("of %s holds what it promises", async (name) => {
    await holds(name, filesBelow(CORPUS));
  });

  // Real descriptions have few slips: so they get some.
  test.each(
    shareOf(
      REAL.map((row) => row.path),
      20,
    ),
  )("slips that are put into %s are fixed where they stand", async (name) => {
    const bytes = filesBelow(CORPUS).read(name).bytes;
    const text = Buffer.from(bytes ?? []).toString("utf8");
    const slipped = withSlip(text);
    if (slipped === undefined) return;
    const fixed = await fixedDescription(
      name,
      filesOf({ [name]: slipped }),
      ({ name: what }) => what === "Correct the spelling",
    );
    check(fixed);
    expect(fixed.result.texts.get(name)).toBe(text);
  });
});

async function holds(file: string, files: Files): Promise<void> {
  const safe = await fixedDescription(file, files);
  expect([...safe.result.refused, ...safe.result.undone].map(({ why }) => why)).toEqual([]);
  check(safe);
  check(await fixedDescription(file, files, ({ certainty }) => certainty !== "asked"));
}

/** What was changed is what was meant, comments are there, what was to be closed is gone, and nothing is new. */
function check({ document, before, result }: FixedDescription): void {
  const { made, texts, review, splices } = result;
  for (const [file, text] of texts) {
    const source = document.sourceOf(file);
    const changes = inOrder(made.flatMap((unit) => unit.changes)).filter(({ at }) => at.file === file);
    const isSmall = text.length < 300_000;
    if (isSmall) expect(independent(text, source.syntax)).toEqual(patched(source.value, changes));
    const touched = splices.filter((one) => one.file === file);
    const lines = new Set(touched.flatMap(({ start, end }) => linesOf(source.text, start, end)));
    const kept = source.text.split("\n").filter((_, index) => !lines.has(index));
    expect(isSubsequence(kept, text.split("\n"))).toBe(true);
    const isRemoval = changes.some(({ op }) => op === "remove");
    if (source.syntax === "yaml" && isSmall && !isRemoval) expect(commentsIn(text)).toEqual(commentsIn(source.text));
  }
  const prints = ({ findings }: typeof review): readonly string[] =>
    findings.flatMap(({ places }) => places.map(({ fingerprint }) => fingerprint));
  const known = new Set([
    ...prints(before),
    ...before.assumptions.flatMap((one) => prints({ ...before, findings: one.ifTrue })),
  ]);
  expect(prints(review).filter((print) => !known.has(print))).toEqual([]);
  const left = new Set(prints(review));
  expect(made.flatMap(({ closes }) => closes).filter(({ fingerprint }) => left.has(fingerprint))).toEqual([]);
}

function independent(text: string, syntax: "yaml" | "json"): unknown {
  return syntax === "json"
    ? JSON.parse(text)
    : parse(text, { merge: true, uniqueKeys: false, maxAliasCount: -1, logLevel: "silent" });
}

function commentsIn(text: string): readonly string[] {
  const found: string[] = [];
  const { contents, commentBefore, comment } = parseDocument(text, { uniqueKeys: false, logLevel: "silent" });
  const seen = new Set<unknown>();
  const open: unknown[] = [contents, { commentBefore, comment }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (typeof at !== "object" || at === null || seen.has(at)) continue;
    seen.add(at);
    for (const [key, value] of Object.entries(at))
      if ((key === "comment" || key === "commentBefore") && typeof value === "string") found.push(...value.split("\n"));
      else if (key !== "srcToken") open.push(value);
  }
  return found
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .toSorted();
}

function linesOf(text: string, start: number, end: number): readonly number[] {
  const first = text.slice(0, start).split("\n").length - 1;
  const last = text.slice(0, end).split("\n").length - 1;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function isSubsequence(some: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const one of some) {
    at = all.indexOf(one, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** The text with the first `summary` below its paths misspelt. In an extension, anything may be called anything. */
function withSlip(text: string): string | undefined {
  const paths = text.search(/^\s*"?paths"?:/m);
  const below = text.slice(Math.max(0, paths));
  const slipped = below.replace(/^(\s*"?)summary("?:)/m, "$1sumary$2");
  return slipped === below ? undefined : text.slice(0, text.length - below.length) + slipped;
}
