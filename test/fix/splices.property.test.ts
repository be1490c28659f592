import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { childPointer, tokensOf } from "../../src/core/place.ts";
import { patched } from "../../src/fix/patched.ts";
import { loadDocument, type Document } from "../../src/load/document.ts";
import { filesBelow } from "../../src/load/files.ts";
import { LIMITS } from "../../src/load/limits.ts";
import { readSource } from "../../src/load/source.ts";
import type { DescriptionChange } from "../../src/operations/fixes/fix.ts";
import { lineEdits, type LineEdit } from "../../src/review/text/line-edits.ts";
import { splicedText, splicesOf } from "../../src/review/text/splices.ts";
import { CORPUS, corpusRows, hasCorpus } from "../corpus.ts";
import { runsOf, shareOf } from "../thorough.ts";

const MOST_BYTES = 150_000;

/** Descriptions that are read quickly, of both syntaxes. */
const ROWS = shareOf(
  corpusRows().filter(
    (row) => row.path.startsWith("real/") && !row.multifile && statSync(path.join(CORPUS, row.path)).size < MOST_BYTES,
  ),
  6,
);

const VALUES: readonly unknown[] = [
  true,
  0,
  null,
  "plain",
  "it's # no: comment",
  'a "quoted" \\ text',
  "^[a-z]{2,}$",
  "two\nlines",
  " 1e3",
  [],
  {},
  [{ token: [] }, {}],
  { type: "string", enum: ["a b", "on", "1"], x: { y: [{ z: null, w: "-" }] } },
];

describe.skipIf(!hasCorpus)("a change at a random pointer", () => {
  test.each(ROWS.map((row) => [row.path]))("changes nothing else of %s", { timeout: 120_000 }, async (name) => {
    const document = await loadDocument(name, filesBelow(CORPUS));
    const pointers = pointersOf(document);
    const bytes = readFileSync(path.join(CORPUS, name));
    let refused = 0;
    let all = 0;
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.constantFrom("add", "replace", "remove", "move"), (at, what, op) => {
        const change = changeAt(document, pointers[at % pointers.length]!, op, VALUES[what % VALUES.length]);
        if (change === undefined) return;
        all += 1;
        const spliced = splicesOf(document, [change]);
        if ("refused" in spliced) {
          refused += 1;
          return;
        }
        const { text } = document.entry;
        const after = splicedText(text, spliced.splices);
        expect(withLines(text, lineEdits(document, spliced.splices)), `lines, ${op} ${change.at.pointer}`).toBe(after);
        const { value } = readSource(document.entry.file, Buffer.from(after), LIMITS);
        expect(value, `${op} ${change.at.pointer}`).toEqual(patched(document.entry.value, [change]));
        expect(missing(commentsOf(text, document), after), `comments, ${op} ${change.at.pointer}`).toEqual(
          op === "remove" || op === "replace" ? expect.anything() : [],
        );
        if (text.includes("\r\n")) expect(after.replaceAll("\r\n", "")).not.toContain("\n");
      }),
      { seed: 7, numRuns: runsOf(200, 20) },
    );
    expect(bytes.equals(document.entry.bytes)).toBe(true);
    expect(refused, `refused of ${all}`).toBeLessThan(Math.max(6, all / 4));
  });
});

/** The text with whole lines replaced, as a suggestion does it. */
function withLines(text: string, edits: readonly LineEdit[]): string {
  const lines = text.split(/(?<=\n)/);
  for (const { line, endLine, text: put } of edits.toReversed()) {
    const end = /\r?\n$/.exec(lines[endLine - 1] ?? "")?.[0] ?? "";
    lines.splice(line - 1, endLine - line + 1, put === "" ? "" : put + end);
  }
  return lines.join("");
}

function pointersOf({ entry }: Document): readonly string[] {
  const pointers: string[] = [];
  const open: (readonly [unknown, string])[] = [[entry.value, "#"]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, pointer] = next;
    if (typeof value !== "object" || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      pointers.push(childPointer(pointer, key));
      open.push([child, childPointer(pointer, key)]);
    }
  }
  return pointers;
}

function changeAt(
  { entry }: Document,
  pointer: string,
  op: "add" | "replace" | "remove" | "move",
  value: unknown,
): DescriptionChange | undefined {
  const { file } = entry;
  const target = tokensOf(pointer).reduce<unknown>((at, token) => (at as Record<string, unknown>)[token], entry.value);
  const holder = tokensOf(pointer)
    .slice(0, -1)
    .reduce<unknown>((at, token) => (at as Record<string, unknown>)[token], entry.value);
  if (op === "add") {
    if (typeof target !== "object" || target === null) return undefined;
    return { op, at: { file, pointer: childPointer(pointer, Array.isArray(target) ? "-" : "x-new key") }, value };
  }
  if (op !== "move") return op === "remove" ? { op, at: { file, pointer } } : { op, at: { file, pointer }, value };
  if (Array.isArray(holder)) return undefined;
  return {
    op,
    at: { file, pointer: childPointer(pointer.slice(0, pointer.lastIndexOf("/")), "renamed") },
    from: pointer,
  };
}

/** Lines that are comments alone. */
function commentsOf(text: string, { entry }: Document): readonly string[] {
  return entry.syntax === "json" ? [] : text.split(/\r?\n/).filter((line) => /^\s*#/.test(line));
}

function missing(comments: readonly string[], text: string): readonly string[] {
  return comments.filter((comment) => !text.includes(comment));
}
