import { readdirSync, readFileSync } from "node:fs";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { statementTablesOf } from "../../src/lexicon/statement-tables.ts";

const FOLDER = "rulesets/statements";
const FILES = readdirSync(FOLDER).map((file) => statementTablesOf(load(readFileSync(`${FOLDER}/${file}`, "utf8"))));

test("the list of statements in the source is that of the files", () => {
  const names = FILES.flatMap(({ statements }) => Object.keys(statements)).toSorted();
  expect(new Set(names).size).toBe(names.length);
  expect(readFileSync("src/lexicon/statement.ts", "utf8")).toContain(
    `export type Statement =\n${names.map((name) => `  | "${name}"`).join("\n")};\n`,
  );
});

test("every class of a pattern is there, and every class is used", () => {
  const classes = FILES.flatMap(({ words }) => Object.keys(words));
  expect(new Set(classes).size).toBe(classes.length);
  const asked = FILES.flatMap(({ statements }) =>
    Object.values(statements).flatMap(({ patterns, unless }) => [
      ...patterns.flatMap((pattern) => pattern.split(/[ |]/).filter((word) => word !== "..." && word !== "+")),
      ...unless.split(",").filter((name) => name !== ""),
    ]),
  );
  expect(asked.filter((name) => !classes.includes(name))).toEqual([]);
  expect(classes.filter((name) => name !== "not" && !asked.includes(name))).toEqual([]);
});
