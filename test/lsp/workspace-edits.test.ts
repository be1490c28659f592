import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { movedLines } from "../../src/lsp/moved-lines.ts";
import { textEditsOf, workspaceEdit } from "../../src/lsp/workspace-edits.ts";

const line = fc.constantFrom("a", "b", "  c: 1", "", "d", "e: [", "f");
const text = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom("\n", "\r\n"), fc.boolean())
  .map(([lines, end, isEnded]) => lines.join(end) + (isEnded ? end : ""));

test("the edits of a text give the other text, whatever the two are", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const document = TextDocument.create("file:///a.yaml", "yaml", 1, before);
      expect(TextDocument.applyEdits(document, [...textEditsOf({ before, after })])).toBe(after);
    }),
    { numRuns: 500, seed: 20_261_128 },
  );
});

test("what is the same in both texts stays untouched", () => {
  const before = "one: 1\ntwo: 2\nthree: 3\nfour: 4\n";
  expect(textEditsOf({ before, after: "one: 1\ntwo: 22\nthree: 3\nfour: 4\nfive: 5\n" })).toEqual([
    { range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } }, newText: "two: 22\n" },
    { range: { start: { line: 4, character: 0 }, end: { line: 4, character: 0 } }, newText: "five: 5\n" },
  ]);
  expect(textEditsOf({ before, after: before })).toEqual([]);
});

test("a file that is not there yet is made, where an editor can do that", () => {
  const files = new Map([["file:///new.yaml", { before: undefined, after: "a: 1\n" }]]);
  const state = { hasDocumentChanges: true, createsFiles: true, versionOf: () => 3 };
  expect(workspaceEdit(files, state).documentChanges).toMatchObject([
    { kind: "create", uri: "file:///new.yaml" },
    { textDocument: { uri: "file:///new.yaml", version: null } },
  ]);
  expect(workspaceEdit(files, { ...state, hasDocumentChanges: false })).toMatchObject({
    changes: { "file:///new.yaml": [{ newText: "a: 1\n" }] },
  });
});

test.each([
  ["nothing changes", "a\nb\nc", "a\nb\nc", [0, 1, 2]],
  ["a line changes", "a\nb\nc", "a\nB\nc", [0, 1, 2]],
  ["a line comes in", "a\nb\nc", "a\nx\nb\nc", [0, 2, 3]],
  ["a line goes", "a\nb\nc", "a\nc", [0, undefined, 1]],
  ["line ends change", "a\nb", "a\r\nb", [0, 1]],
  ["all is new", "a\nb", "c", [undefined, undefined]],
])("where lines are after a change: %s", (_what, before, after, expected) => {
  const moved = movedLines(before, after);
  expect(expected.map((_line, index) => moved(index))).toEqual(expected);
});
