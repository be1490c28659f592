import { expect, test } from "vitest";
import { settingsCompletion } from "../../src/lsp/settings-completion.ts";
import { configurationSchema } from "../../src/policy/configuration-schema.ts";

const NAMES = { schemes: ["bearerAuth"], rules: ["basic-auth", "cleartext-server"] };
const SCHEMA = configurationSchema();

/** What is offered at the sign `|` of a text, by name. */
function offered(marked: string): readonly string[] {
  const before = marked.slice(0, marked.indexOf("|"));
  const position = { line: before.split("\n").length - 1, character: before.length - before.lastIndexOf("\n") - 1 };
  return settingsCompletion(marked.replace("|", ""), position, SCHEMA, NAMES).map(({ label }) => label);
}

test.each([
  ["keys of the file", "own|", expect.arrayContaining(["owner", "admission", "apis"])],
  [
    "none that is there already",
    "owner: A\n|\nadmission:\n  a: own\n",
    expect.not.arrayContaining(["owner", "admission"]),
  ],
  ["schemes below admission", "admission:\n  |", ["bearerAuth", "*", "webhooks"]],
  ["… but for those that are there", "admission:\n  bearerAuth: own\n  |", ["*", "webhooks"]],
  ["values", "admission:\n  bearerAuth: |", ["anonymous", "self-registered", "partner", "own"]],
  ["values of a key of the file", "audience: |", ["private", "partner", "public"]],
  ["the same value as a mapping", "audience:\n  |", ["default", "operations", "paths", "tags"]],
  ["true and false", "root: |", ["true", "false"]],
  ["keys of an entry of a list", "apis:\n  - |", expect.arrayContaining(["files", "admission"])],
  ["… further ones", "apis:\n  - files: a.yaml\n    |", expect.not.arrayContaining(["files"])],
  ["… of a list that is not indented", "apis:\n- files: a.yaml\n  |", expect.arrayContaining(["admission"])],
  ["… of a second entry", "apis:\n  - files: a.yaml\n    owner: A\n  - |", expect.arrayContaining(["files", "owner"])],
  ["below a key of an entry", "apis:\n  - files: a.yaml\n    admission:\n      |", ["bearerAuth", "*", "webhooks"]],
  ["rules", "rules:\n  |", ["basic-auth", "cleartext-server"]],
  ["the rule of a waiver", "waivers:\n  - rule: |", ["basic-auth", "cleartext-server"]],
  ["nothing in a comment", "# |", []],
  ["nothing in a flow mapping", "admission: { a|", []],
  ["nothing below what is no key", "nonsense:\n  |", []],
])("offers %s", (_what, text, expected) => {
  expect(offered(text)).toEqual(expected);
});

test("a key says what it is for, and its line is begun", () => {
  const [item] = settingsCompletion("own", { line: 0, character: 3 }, SCHEMA, NAMES).filter(
    ({ label }) => label === "owner",
  );
  expect(item).toMatchObject({
    documentation: "Who is responsible for the API: a team or a person.",
    textEdit: { newText: "owner: ", range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } } },
  });
});
