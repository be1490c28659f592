import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { run } from "./run.ts";

const GLOSSARY = readFileSync(path.resolve(import.meta.dirname, "../../docs/glossary.md"), "utf8");
const ROWS = [...GLOSSARY.matchAll(/^\| (\S.*?) *\| (\S.*?) *\|$/gm)]
  .map(([, terms, meaning]) => ({ terms: terms!.split(", "), meaning: meaning! }))
  .filter(({ terms }) => !/^-+$|^term$/.test(terms[0]!));
const TERMS = ROWS.flatMap(({ terms, meaning }) => terms.map((term) => [term, meaning] as const));

test("the glossary has its terms", () => {
  expect(ROWS.length).toBe(GLOSSARY.split("\n").filter((line) => line.startsWith("|")).length - 2);
  expect(TERMS.length).toBeGreaterThan(20);
});

test.each(TERMS)("explains %s as the glossary does", async (term, meaning) => {
  const { code, stdout } = await run(["explain", ...term.split(" ")]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^# .+\n\n[A-Z`]/);
  expect(stdout.toLowerCase()).toContain(`\n\n${meaning.toLowerCase()}.\n`);
});

test.each([
  ["however it is written", "Effective-Exposure", ["# effective exposure"]],
  ["by a value of it", "self-registered", ["# admission"]],
  ["by a value of several", "partner", ["# admission", "# audience", "# effective exposure"]],
  ["with the rules about it", "bola", ["# BOLA, IDOR", "bola-other-users-data "]],
  ["as a rule where it is the id of one", "mass-assignment", ["# mass-assignment"]],
])("explains a term %s: %s", async (_name, term, lines) => {
  const { code, stdout } = await run(["explain", term]);
  expect(code).toBe(0);
  const told = stdout.split("\n").filter((line) => /^# |^bola-other/.test(line));
  expect(told.length).toBe(lines.length);
  for (const [index, line] of lines.entries()) expect(told[index]).toContain(line);
});

test.each([
  ["private content", "# private content", "- `user.content.private` (confidential)"],
  ["Phone number", "# phone numbers", "- `user.contact.phone_number`"],
  ["user.contact.email", "# e-mail addresses", "- `user.contact.email`"],
])("explains a kind of data as a report calls it: %s", async (name, head, line) => {
  const { code, stdout } = await run(["explain", ...name.split(" ")]);
  expect(code).toBe(0);
  expect(stdout.split("\n")[0]).toBe(head);
  expect(stdout).toContain(line);
  expect(stdout).toContain("`data.fields` in `sallyport.yaml`");
});

test.each(["conditions", "blocking findings", "questions to answer", "caller", "promise"])(
  "explains what a review says in the plural: %s",
  async (term) => {
    expect((await run(["explain", ...term.split(" ")])).code).toBe(0);
  },
);

test.each([
  ["boundry", 'Did you mean "boundary"?'],
  ["sallyport gate", "sallyport rules lists the rules, docs/glossary.md the terms."],
])("%s is nothing that can be explained", async (term, hint) => {
  const { code, stdout, stderr } = await run(["explain", ...term.split(" ")]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(`there is no rule or term ${term}\n`);
  expect(stderr).toContain(hint);
});
