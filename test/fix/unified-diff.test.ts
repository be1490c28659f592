import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { unifiedDiff } from "../../src/fix/unified-diff.ts";
import { splicedText, type Stretch } from "../../src/review/text/splices.ts";

const LINES = Array.from({ length: 30 }, (_, index) => `line ${index + 1}\n`).join("");
const at = (line: number): number => LINES.indexOf(`line ${line}\n`);

test.each<readonly [string, string, readonly Stretch[]]>([
  ["a word", LINES, [{ start: at(5) + 5, end: at(5) + 6, text: "five" }]],
  ["lines that come", LINES, [{ start: at(8), end: at(8), text: "more\nand more\n" }]],
  ["lines that go", LINES, [{ start: at(8), end: at(11), text: "" }]],
  [
    "the first line and the last",
    LINES,
    [
      { start: 0, end: 4, text: "LINE" },
      { start: LINES.length - 1, end: LINES.length, text: "" },
    ],
  ],
  ["a file without a last line end", "a\nb", [{ start: 3, end: 3, text: "\nc" }]],
  ["the whole file", "a\nb\n", [{ start: 0, end: 4, text: "" }]],
  [
    "near changes in one hunk, far ones in two",
    LINES,
    [
      { start: at(3), end: at(3), text: "x\n" },
      { start: at(7), end: at(8), text: "" },
      { start: at(25), end: at(25) + 4, text: "LINE" },
    ],
  ],
  ["line ends of Windows", "a\r\nb\r\nc\r\n", [{ start: 3, end: 4, text: "B" }]],
])("git applies the diff of %s", (_name, before, stretches) => {
  expect(applied(before, unifiedDiff("dir/a file.yaml", before, stretches))).toBe(splicedText(before, stretches));
});

test("git applies the diff of any changes", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", " ", "c"), maxLength: 60 });
  const stretch = fc.record({ start: fc.nat(59), length: fc.nat(9), text });
  fc.assert(
    fc.property(text, fc.array(stretch, { minLength: 1, maxLength: 4 }), (before, parts) => {
      const stretches: Stretch[] = [];
      let from = 0;
      for (const { start, length, text: put } of parts.toSorted((a, b) => a.start - b.start)) {
        if (start < from || start > before.length) continue;
        const end = Math.min(before.length, start + length);
        stretches.push({ start, end, text: put });
        from = end + 1;
      }
      const after = splicedText(before, stretches);
      const diff = unifiedDiff("a.yaml", before, stretches);
      if (before === "" || after === "") return; // git takes an empty file for none
      expect(before === after ? diff : applied(before, diff)).toBe(before === after ? "" : after);
    }),
    { seed: 3, numRuns: 40 },
  );
});

test("what is shown of a line is what is made of it", () => {
  expect(
    unifiedDiff("a.yaml", "key: secret\n", [{ start: 5, end: 11, text: "none" }], (line) =>
      line.replace("secret", "…"),
    ),
  ).toBe("--- a/a.yaml\n+++ b/a.yaml\n@@ -1 +1 @@\n-key: …\n+key: none\n");
});

function applied(before: string, diff: string): string {
  const cwd = mkdtempSync(path.join(tmpdir(), "diff-"));
  const name = /^--- a\/(.*)$/m.exec(diff)?.[1] ?? "";
  execFileSync("mkdir", ["-p", path.dirname(path.join(cwd, name))]);
  writeFileSync(path.join(cwd, name), before);
  execFileSync("git", ["apply", "--unidiff-zero", "--whitespace=nowarn", "-"], { cwd, input: diff });
  return readFileSync(path.join(cwd, name), "utf8");
}
