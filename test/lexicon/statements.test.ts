import { readdirSync, readFileSync } from "node:fs";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { statementTablesOf } from "../../src/lexicon/statement-tables.ts";
import type { Statement } from "../../src/lexicon/statement.ts";
import { statedIn } from "../../src/lexicon/statements.ts";

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
  const classes = FILES.flatMap((file) => file.classes);
  expect(new Set(classes).size).toBe(classes.length);
  const asked = FILES.flatMap(({ statements }) =>
    Object.values(statements).flatMap(({ patterns, unless }) => [
      ...patterns.flatMap((pattern) => pattern.split(/[ |!~]+/).filter((word) => word !== "..." && word !== "+")),
      ...unless.split(",").filter((name) => name !== ""),
    ]),
  );
  expect(asked.filter((name) => !classes.includes(name))).toEqual([]);
  expect(classes.filter((name) => name !== "not" && name !== "common" && !asked.includes(name))).toEqual([]);
});

test.each<readonly [string, Statement, boolean]>([
  ["Nach **fünf** Fehlversuchen wird der Zugang gesperrt", "tries-limited", true],
  ["Der Wartungsschlüssel ist für alle Kundinnen und Kunden derselbe", "shared-credential", true],
  ["Every customer gets a key of their own; no key is the same for all customers", "shared-credential", false],
  ["Wrong passwords can be entered as often as one likes", "tries-unlimited", true],
  ["As often as one likes, a wrong password can be entered", "tries-unlimited", true],
])("words of a compound, and two groups in either order: %s", (text, statement, is) => {
  expect(statedIn(text).has(statement)).toBe(is);
});

test.each<readonly [string, Statement, boolean]>([
  ["La date de début peut être dans le passé", "repeat-or-backdate", true],
  ["Choisir un nouveau mot de passe", "repeat-or-backdate", false],
  ["Si le statut est accepté, la facture passe à l'état payé", "repeat-or-backdate", false],
])("a word that is spelt like another without its accent: %s", (text, statement, is) => {
  expect(statedIn(text).has(statement)).toBe(is);
});
