import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Finding, Review } from "../../src/core/review.ts";
import { memo } from "../../src/core/memo.ts";
import { tokensOf } from "../../src/core/place.ts";
import { filesBelow } from "../../src/load/files.ts";
import { LIMITS } from "../../src/load/limits.ts";
import { rangeAt, readSource } from "../../src/load/source.ts";
import { CORPUS, corpusRows, hasCorpus } from "../corpus.ts";
import { reviewAlone } from "../review-alone.ts";
import { isThorough, shareOf } from "../thorough.ts";
import { independentTree, type IndependentTree } from "./independent-tree.ts";

/** Positions by our layout, and by the `yaml` package or `jsonc-parser`. */
describe.skipIf(!hasCorpus)("Over the corpus (skipped where it is not there)", () => {
  const files = filesBelow(CORPUS);
  const real = shareOf(
    corpusRows().filter((row) => row.path.startsWith("real/") && (isThorough || row.operations < 150)),
    9,
  );
  const reviewOf = memo((row: (typeof real)[number]) => reviewAlone(row.path, files));
  const wanted = isThorough ? 200 : 60;

  // All of them take longer than one test may.
  test.each([0, 1, 2, 3])("reviews of the corpus for what follows, from %i in steps of four", async (first) => {
    for (const row of real.filter((_, at) => at % 4 === first))
      expect((await reviewOf(row)).document.file).toBe(row.path);
  });

  test(`the lines of ${wanted} findings and their places are those that another parser gives`, async () => {
    const drawn = drawnFindings(await Promise.all(real.map((row) => reviewOf(row))), wanted);
    const trees = new Map<string, Tree>();
    const treeOf = (file: string): Tree => {
      const known = trees.get(file) ?? newTree(file);
      trees.set(file, known);
      return known;
    };
    const shown = ({ file, pointer, line }: { file: string; pointer: string; line: number }): string =>
      `${file}${pointer} line ${line}`;
    const spots = drawn.flatMap(({ file, places, ...finding }) => [
      { file, pointer: finding.pointer, line: finding.line },
      ...places.slice(0, 3),
      ...places.slice(-2),
    ]);
    const expected = spots.map(({ file, pointer }) => ({ file, pointer, line: lineIn(treeOf(file), pointer) }));
    expect(spots.map(shown)).toEqual(expected.map(shown));
    expect(drawn).toHaveLength(wanted);
    expect(new Set(drawn.map(({ rule }) => rule)).size).toBeGreaterThan(8);
    expect(trees.size).toBeGreaterThan(isThorough ? 100 : 15);
    const entries = new Set(corpusRows().map((row) => row.path));
    expect(spots.filter(({ file }) => !entries.has(file)).length).toBeGreaterThan(isThorough ? 20 : 2);
  });

  const small = corpusRows()
    .map((row) => row.path)
    .filter((file) => statSync(path.join(CORPUS, file)).size < 40_000)
    .filter((_, index, { length }) => index % Math.ceil(length / 45) === 0);

  test.each(small)("every pointer of %s stands where another parser says", (file) => {
    const { source, tree } = newTree(file);
    const faults: string[] = [];
    for (const tokens of tree.pointers()) {
      const ours = source.layout.spanOf(tokens);
      const theirs = tree.spotOf(tokens);
      const isSame =
        ours?.keyStart === theirs?.keyStart && (theirs?.isEmpty === true || ours?.valueStart === theirs?.valueStart);
      if (!isSame) faults.push(`${tokens.join("/")} ${JSON.stringify(ours)} ${JSON.stringify(theirs)}`);
    }
    expect(faults).toEqual([]);
  });
});

type Drawn = Pick<Finding, "rule" | "file" | "pointer" | "line" | "places">;

/** Findings from all rules in turn, of each the ones that a seeded shuffle brings first; those of other files than the entry before the rest. */
function drawnFindings(reviews: readonly Review[], wanted: number): readonly Drawn[] {
  const random = randomOf(20_230_605);
  const byRule = new Map<string, { finding: Drawn; order: number }[]>();
  for (const { document, findings } of reviews) {
    for (const finding of findings) {
      const isElsewhere = finding.places.some(({ file }) => file !== document.file);
      const queue = byRule.get(finding.rule) ?? [];
      byRule.set(finding.rule, queue);
      queue.push({ finding, order: random() - (isElsewhere ? 1 : 0) });
    }
  }
  const queues = [...byRule.values()].map((queue) => queue.toSorted((a, b) => a.order - b.order));
  const drawn: Drawn[] = [];
  for (let round = 0; drawn.length < wanted && queues.some((queue) => queue.length > round); round += 1)
    for (const queue of queues)
      if (queue[round] !== undefined && drawn.length < wanted) drawn.push(queue[round]!.finding);
  return drawn;
}

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Tree {
  readonly source: ReturnType<typeof readSource>;
  readonly tree: IndependentTree;
}

function newTree(file: string): Tree {
  const source = readSource(file, readFileSync(path.join(CORPUS, file)), LIMITS);
  return { source, tree: independentTree(source.text, source.syntax) };
}

/** The line of the key of what a pointer leads to, or of the nearest thing above it. */
function lineIn({ tree }: Tree, pointer: string): number {
  const tokens = tokensOf(pointer);
  let spot = tree.spotOf(tokens);
  while (spot === undefined && tokens.length > 0) {
    tokens.pop();
    spot = tree.spotOf(tokens);
  }
  if (spot === undefined) return 1;
  return tree.lineOf(spot.keyStart >= 0 ? spot.keyStart : spot.valueStart);
}

// Text, pointer, the part that a reader looks at: its line, and what is marked there.
const RANGES: readonly (readonly [what: string, text: string, pointer: string, line: number, marked: string])[] = [
  ["a key with its value beside it", "a: 1\nb: two\n", "#/b", 2, "b: two"],
  ["a key whose value begins below", "a:\n  b: 1\n", "#/a", 1, "a"],
  ["a key whose value is a block scalar", "a: |\n  text\nb: 1", "#/a", 1, "a"],
  ["a quoted key and value", "'a b': \"c\"\n", "#/a b", 1, "'a b': \"c\""],
  ["an item that is a block scalar", "a:\n  - |\n    text\n", "#/a/0", 2, "|"],
  ["a block scalar behind a comment with a bar", "a: # x | y\n  - > # z | z\n    text\n", "#/a/0", 2, "> # z | z"],
  ["an empty flow collection", "a: []\nb: {}\n", "#/b", 2, "b: {}"],
  ["a flow collection with a space, a comma and a comment", "a: [1, 2 , # ]\n ]\n", "#/a", 1, "a"],
  ["a flow collection on one line", "a: [1, {b: c} ]\n", "#/a", 1, "a: [1, {b: c} ]"],
  ["a flow collection that ends in an empty value", "a: {b: }\n", "#/a", 1, "a: {b: }"],
  ["an item of a flow sequence", "a: [1, two, 3]\n", "#/a/1", 1, "two"],
  ["an anchor and a tag before a value", "a: &x !!str 5\n", "#/a", 1, "a: &x !!str 5"],
  ["an alias", "a: &x 5\nb: *x\n", "#/b", 2, "b: *x"],
  ["a member that an alias brings", "a: &x\n  k: 1\nb: *x\n", "#/b/k", 2, "k: 1"],
  ["a member that a merge key brings", "a: &x\n  k: 1\nb:\n  <<: *x\n  l: 2\n", "#/b/k", 2, "k: 1"],
  ["a member that overrides a merged one", "a: &x\n  k: 1\nb:\n  <<: *x\n  k: 2\n", "#/b/k", 5, "k: 2"],
  ["a missing thing: what is above it", "a:\n  b: 1\n", "#/a/c/d", 1, "a"],
  ["the root", "a: 1\nb: 2\n", "#", 1, "a: 1"],
  ["an escaped pointer", "/a~b/{c}: 1\n", "#/~1a~0b~1{c}", 1, "/a~b/{c}: 1"],
  ["a number as key", "responses:\n  200: ok\n", "#/responses/200", 2, "200: ok"],
  ["a key behind CR line ends", "a: 1\rb: 2\rc: 3", "#/c", 3, "c: 3"],
  ["a key behind CRLF line ends", "a: 1\r\nb: 2\r\nc: 3", "#/c", 3, "c: 3"],
  ["JSON over several lines", '{\n "a": {\n  "b" : [1,\n 2]\n }\n}', "#/a/b", 3, '"b"'],
  ["JSON on one line", '{"a":{"b":[1,"x"]}}', "#/a/b/1", 1, '"x"'],
  ["JSON with an escape in its key", '{"a\\u002fb": 1}', "#/a~1b", 1, '"a\\u002fb": 1'],
  ["the second of two equal keys of JSON", '{"a": 1,\n "a": 2}', "#/a", 2, '"a": 2'],
  ["the second of two equal keys of YAML", "a: 1\na: 2\n", "#/a", 2, "a: 2"],
];

test.each(RANGES)("The range of %s", (_, text, pointer, line, marked) => {
  const source = readSource("a.yaml", Buffer.from(text), LIMITS);
  const range = rangeAt(source, pointer);
  const first = source.lines.textOf(range.line) ?? "";
  expect([range.line, range.endLine]).toEqual([line, line]);
  expect(first.slice(range.column - 1, range.endColumn - 1)).toBe(marked);
});
