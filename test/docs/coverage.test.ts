import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { RULES } from "../../src/rules/index.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const TEXT = readFileSync(`${ROOT}/docs/coverage.md`, "utf8");
const ROWS = TEXT.split("\n").flatMap((line) => (line.startsWith("|") ? [cellsOf(line)] : []));
const WORDS = ROWS.filter((cells) => cells.length === 2).map(([word]) => word!);
const CHECKS = ROWS.filter(([no]) => /^[GR]?\d+$/.test(no!));
const LINKED = new Set([...TEXT.matchAll(/\]\(rules\/([^)]+)\.md\)/g)].map(([, id]) => id!));

test("every check has its row, once", () => {
  const expected = [
    ...Array.from({ length: 132 }, (_, index) => `${index + 1}`),
    ...[...Array.from({ length: 24 }, (_, index) => index + 1), 34].map((gap) => `G${gap}`),
  ];
  const numbers = CHECKS.map(([no]) => no!);
  expect(expected.filter((no) => !numbers.includes(no))).toEqual([]);
  expect(numbers.filter((no, index) => numbers.indexOf(no) !== index)).toEqual([]);
  expect(numbers.filter((no) => !no.startsWith("R") && !expected.includes(no))).toEqual([]);
});

test("no cell is empty", () => {
  expect(ROWS.filter((cells) => cells.some((cell) => cell === ""))).toEqual([]);
  expect(CHECKS.filter((cells) => cells.length !== 4)).toEqual([]);
});

test("every row says what is done in a word that is explained", () => {
  expect(CHECKS.filter(([, , word]) => !WORDS.includes(word!))).toEqual([]);
});

test("what is a rule links to it", () => {
  expect(CHECKS.filter(([, , word, where]) => word === "rule" && !where!.includes("](rules/"))).toEqual([]);
});

test("every rule that is linked is there, by its own name", () => {
  const ids = RULES.map(({ id }) => id);
  expect([...LINKED].filter((id) => !ids.includes(id))).toEqual([]);
  expect([...TEXT.matchAll(/\[([^\]]+)\]\(rules\/([^)]+)\.md\)/g)].filter(([, name, id]) => name !== id)).toEqual([]);
});

test("every rule has a place", () => {
  const others = RULES.map(({ id }) => id).filter((id) => !LINKED.has(id));
  expect(others, "to be linked from the check that they cover, in docs/coverage.md").toEqual([]);
});

test("every rule that is left to the hygiene ruleset is in it", () => {
  const named = [...TEXT.matchAll(/hygiene rules? (`[a-z0-9-]+`(?:, `[a-z0-9-]+`)*)/gi)].flatMap(([, names]) =>
    names!.replaceAll("`", "").split(", "),
  );
  expect(named).not.toEqual([]);
  const file = `${ROOT}/rulesets/hygiene.yaml`;
  const hygiene = existsSync(file) ? readFileSync(file, "utf8") : "";
  expect(named.filter((name) => !hygiene.includes(`\n  ${name}:\n`))).toEqual([]);
  expect(CHECKS.filter(([, , word, where]) => word === "hygiene" && !/hygiene rule/i.test(where!))).toEqual([]);
});

/** The cells of a row, without the dashes below a heading. */
function cellsOf(line: string): readonly string[] {
  const cells = line
    .slice(1, line.lastIndexOf("|"))
    .split("|")
    .map((cell) => cell.trim());
  return cells.every((cell) => /^:?-+:?$/.test(cell)) ? ["-"] : cells;
}
