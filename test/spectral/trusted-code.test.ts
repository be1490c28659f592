import { expect, test } from "vitest";
import { envelopeIn, folderWith, run } from "../cli/run.ts";

const API = `openapi: 3.1.0
info: { title: Rooms, version: "1" }
servers: [{ url: https://api.rooms.io }]
paths:
  /rooms:
    get: { summary: lists rooms, responses: { "200": { description: Rooms. } } }
`;

const rules = (
  options: string,
): string => `functions: [[starts-with, { type: object, properties: { letter: { type: string } }, required: [letter] }], shouts]
functionsDir: checks
rules:
  summary-begins: { given: "$.paths[*][*].summary", then: { function: starts-with, functionOptions: ${options} } }
  title-is-quiet: { given: $.info.title, then: { function: shouts } }
`;

const folderOf = (options: string, more: Readonly<Record<string, string>> = {}): string =>
  folderWith({
    "package.json": "{}",
    "api.yaml": API,
    "sallyport.yaml": "rulesets: { public: ./rules.yaml, partner: ./rules.yaml, private: ./rules.yaml }\n",
    "rules.yaml": rules(options),
    "checks/starts-with.js":
      "module.exports = (text, { letter }) => text.startsWith(letter) ? [] : [{ message: `does not begin with ${letter}` }];",
    "checks/shouts.js": 'exports.default = (text) => (text === text.toUpperCase() ? [] : [{ message: "is quiet" }]);',
    ...more,
  });

const args = ["review", "api.yaml", "--format", "json", "--as-of", "2026-01-31"];

const AS_MODULES = {
  "package.json": '{ "type": "module" }',
  "checks/starts-with.js":
    "export default (text, { letter }) => text.startsWith(letter) ? [] : [{ message: `does not begin with ${letter}` }];",
  "checks/shouts.js": 'export default (text) => (text === text.toUpperCase() ? [] : [{ message: "is quiet" }]);',
};

test.each([
  ["CommonJS", {}],
  ["modules", AS_MODULES],
])("functions of a ruleset run where code is trusted, with their options, as %s", async (_name, more) => {
  const { stdout, code } = await run([...args, "--trust-code"], { cwd: folderOf("{ letter: L }", more) });
  expect(code).not.toBe(2);
  const found = envelopeIn(stdout).reviews[0]!.findings.flatMap(({ rule, message, line }) =>
    rule === "summary-begins" || rule === "title-is-quiet" ? [`${rule} ${line} ${message}`] : [],
  );
  expect(found).toEqual([
    expect.stringMatching(/^summary-begins 6 .*begin with L/),
    expect.stringMatching(/^title-is-quiet 2 .*quiet/),
  ]);
});

test.each([
  [
    "without --trust-code",
    folderOf("{ letter: L }"),
    [],
    /rules\.yaml:1:1 it has functions of its own, which are code/,
  ],
  ["whose options are others than it says", folderOf("{ other: L }"), ["--trust-code"], /rules\.yaml:4.*letter/s],
  [
    "that export none",
    folderOf("{ letter: L }", { "checks/shouts.js": "module.exports = {};" }),
    ["--trust-code"],
    /rules\.yaml:1.*"shouts" is none: its module exports no function/s,
  ],
  [
    "that are not there",
    folderOf("{ letter: L }", { "rules.yaml": "functions: [gone]\nrules: {}\n" }),
    ["--trust-code"],
    /rules\.yaml:1.*"gone" cannot be loaded/s,
  ],
  [
    "whose options are said in no JSON Schema",
    folderOf("{ letter: L }", {
      "rules.yaml": "functionsDir: checks\nfunctions: [[shouts, { type: rooms }]]\nrules: {}\n",
    }),
    ["--trust-code"],
    /rules\.yaml:2.*"shouts" says its options in no JSON Schema/s,
  ],
])("functions %s are refused", async (_name, cwd, more, said) => {
  const { stderr, code } = await run([...args, ...more], { cwd });
  expect(stderr).toMatch(said);
  expect(code).toBe(2);
});
