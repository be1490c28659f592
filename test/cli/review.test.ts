import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { envelopeIn, folderWith, run } from "./run.ts";

const GOOD = `openapi: 3.1.0
info: { title: Prices, version: "1", contact: { email: prices@acme.io } }
security:
  - token: []
paths:
  /prices:
    get:
      responses:
        "200":
          description: The prices.
          content:
            application/json:
              schema: { type: array, items: { type: number } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`;
const BAD = GOOD.replace("- token: []", "- tokn: []");

const folder = folderWith({
  "good.yaml": GOOD,
  "bad.yaml": BAD,
  "api/v1/openapi.json": '{"swagger":"2.0","info":{"title":"Old","version":"1"},"paths":{}}',
  "api/notes.yaml": "a: 1\n",
  "broken.yaml": "openapi: 3.1.0\ninfo: [\n",
  "list.json": "[1,\n2,]",
});
const here = { cwd: folder };

describe("exit codes", () => {
  test.each([
    ["0 where nothing of high severity or above is found", ["good.yaml"], 0],
    ["1 where it is", ["bad.yaml"], 1],
    ["0 for it with --fail-on never", ["bad.yaml", "--fail-on", "never"], 0],
    ["0 for it with --fail-on critical", ["bad.yaml", "--fail-on", "critical"], 0],
    ["1 from low on with --fail-on low", ["bad.yaml", "--fail-on", "low"], 1],
    ["0 where the rule is left out", ["bad.yaml", "--skip", "undefined-security-scheme"], 0],
    ["0 where another rule is asked alone", ["bad.yaml", "--only", "basic-auth"], 0],
    ["2 where the file is missing", ["missing.yaml"], 2],
    ["2 where the text is broken", ["broken.yaml"], 2],
    ["2 where it is no description", ["api/notes.yaml"], 2],
    ["2 before 1", ["bad.yaml", "missing.yaml"], 2],
    ["2 for a folder without descriptions", ["nothing/*.yaml"], 2],
    ["2 for a rule that is not there", ["good.yaml", "--only", "basic-aut"], 2],
    ["2 for a format that is not there", ["good.yaml", "--format", "jsn"], 2],
    ["2 for two formats on standard output", ["good.yaml", "--format", "json", "--format", "text"], 2],
    ["2 for a date that is none", ["good.yaml", "--as-of", "2026-02-30"], 2],
    ["2 for a root that does not hold it", ["good.yaml", "--root", "api"], 2],
    ["2 for an option that is not there", ["good.yaml", "--formt", "json"], 2],
    ["2 without a description", [], 2],
  ])("%s", async (_name, args, code) => {
    const { code: actual, stderr } = await run(["review", ...args], here);
    expect(actual).toBe(code);
    if (code === 2) expect(stderr).toMatch(/^error: .+\nhint: .+\n/);
    else expect(stderr).toBe("");
  });
});

test("one refused description does not stop the others, and stands in the envelope", async () => {
  const { stdout, stderr, code } = await run(
    ["review", "good.yaml", "missing.yaml", "broken.yaml", "--format", "json"],
    here,
  );
  const envelope = envelopeIn(stdout);
  expect(code).toBe(2);
  expect(envelope.reviews.map(({ document }) => document.file)).toEqual(["good.yaml"]);
  expect(envelope.refused.map(({ file, line }) => [file, line])).toEqual([
    ["missing.yaml", null],
    ["broken.yaml", 3],
  ]);
  expect(stderr.match(/^error: /gm)).toHaveLength(2);
});

test("errors say what, where and what to do", async () => {
  const { stderr } = await run(["review", "broken.yaml", "list.json", "api/notes.yaml", "missing.yaml"], here);
  expect(stderr).toMatchInlineSnapshot(`
    "error: broken.yaml:3:1 is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]
    hint: A bracket is opened before and never closed: add the ] that is missing at the end of an earlier line.
    error: list.json:2:3 is not valid JSON: a value is expected
    hint: Nothing in it says "openapi" or "swagger": name a file that holds an API description, or correct the text there.
    error: api/notes.yaml is no API description
    hint: An OpenAPI description has "openapi" or "swagger" at its root.
    error: missing.yaml cannot be read: there is no such file
    hint: Correct the name, or add the file.
    "
  `);
});

test("a folder stands for the descriptions below it, and what was passed over is said", async () => {
  const { stdout, stderr, code } = await run(["review", "api", "--format", "json"], here);
  expect(code).toBe(1); // of what has no operation nothing can be told
  expect(envelopeIn(stdout).reviews.map(({ document }) => document.file)).toEqual(["api/v1/openapi.json"]);
  expect(stderr).toBe("1 other YAML or JSON file is no API description\n");
});

test("in a folder, what Git LFS has not fetched is refused by name, and UTF-16 is read", async () => {
  const cwd = folderWith({
    "kept.json": `version https://git-lfs.github.com/spec/v1\noid sha256:${"0a".repeat(32)}\nsize 12345\n`,
  });
  writeFileSync(path.join(cwd, "wide.yaml"), `\ufeff${GOOD}`, "utf16le");
  const { code, stdout, stderr } = await run(["review", ".", "--format", "json"], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: kept\.json is a Git LFS pointer: .*\nhint: Fetch it with git lfs pull/);
  expect(envelopeIn(stdout).reviews.map(({ document }) => document.file)).toEqual(["wide.yaml"]);
});

test("a glob stands for the descriptions that it matches", async () => {
  const { stdout } = await run(["review", "*d.yaml", "--format", "json"], here);
  expect(envelopeIn(stdout).reviews.map(({ document }) => document.file)).toEqual(["bad.yaml", "good.yaml"]);
});

test("standard input is a description too, and refers to files below the current directory", async () => {
  const split = GOOD.replace("schema: { type: array, items: { type: number } }", "schema: { $ref: prices.json }");
  const cwd = folderWith({ "prices.json": '{"type":"array","items":{"type":"number"}}' });
  const { stdout, code } = await run(["review", "-", "--format", "json"], { cwd, stdin: split });
  expect(code).toBe(0);
  expect(envelopeIn(stdout).reviews[0]?.document.files).toEqual(["-", "prices.json"]);
});

test.each([
  ["a value behind =", ["good.yaml", "--format=json", "--as-of=2025-12-24"]],
  ["a value that is a word of its own", ["good.yaml", "--format", "json", "--as-of", "2025-12-24"]],
  ["options in front of a description", ["--format", "json", "--as-of", "2025-12-24", "good.yaml"]],
  ["a description behind --", ["--format", "json", "--as-of", "2025-12-24", "--", "good.yaml"]],
])("options: %s", async (_name, args) => {
  const { stdout, code } = await run(["review", ...args], here);
  expect(code).toBe(0);
  expect(envelopeIn(stdout).asOf).toBe("2025-12-24");
});

test("behind -- nothing is an option, and - is standard input", async () => {
  const cwd = folderWith({ "-dash.yaml": GOOD, "--quiet": GOOD });
  const { stdout, code } = await run(["review", "--format", "json", "--", "-dash.yaml", "--quiet", "-"], {
    cwd,
    stdin: GOOD,
  });
  expect(code).toBe(0);
  expect(envelopeIn(stdout).reviews.map(({ document }) => document.file)).toEqual(["-dash.yaml", "--quiet", "-"]);
  expect((await run(["review", "-dash.yaml"], { cwd })).code).toBe(2);
});

test("rules may be asked, and left out, one by one", async () => {
  const worse = GOOD.replace("bearer", "basic")
    .replace(", contact: { email: prices@acme.io }", "")
    .replace("paths:", "servers: [{ url: http://api.acme.io }]\npaths:");
  const rulesOf = async (...args: string[]): Promise<ReadonlySet<string>> => {
    const { stdout } = await run(["review", "-", "--format", "json", ...args], { ...here, stdin: worse });
    return new Set(envelopeIn(stdout).reviews.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  };
  const all = [...(await rulesOf())];
  expect(all.length).toBeGreaterThan(2);
  const [one, two] = all as [string, string]; // there are more
  expect(await rulesOf("--only", one, "--only", two)).toEqual(new Set([one, two]));
  expect(await rulesOf("--skip", one, "--skip", two)).toEqual(new Set(all.slice(2)));
});

test("several formats are written in one run, whole files only", async () => {
  const { stdout } = await run(
    ["review", "good.yaml", "--format", "text", "--format", "json=out/review.json", "--format", "text=out/review.txt"],
    here,
  );
  expect(stdout).toContain("Verdict: approve (blocking findings: 0");
  expect(readdirSync(path.join(folder, "out")).toSorted()).toEqual(["review.json", "review.txt"]);
  envelopeIn(readFileSync(path.join(folder, "out/review.json"), "utf8"));
});

test("the same input gives the same bytes, and the date is input", async () => {
  const args = ["review", "bad.yaml", "--format", "json"];
  const first = await run(args, here);
  expect((await run(args, here)).stdout).toBe(first.stdout);
  const dates = await Promise.all([
    run(args, here),
    run([...args, "--as-of", "2025-12-24"], here),
    run(args, { ...here, env: { SOURCE_DATE_EPOCH: "86400" } }),
  ]);
  expect(dates.map(({ stdout }) => envelopeIn(stdout).asOf)).toEqual(["2026-01-31", "2025-12-24", "1970-01-02"]);
});

test.each([
  ["on a terminal", { isTerminal: true }, [], true],
  ["not in a pipe", { isTerminal: false }, [], false],
  ["not with NO_COLOR", { isTerminal: true, env: { NO_COLOR: "1" } }, [], false],
  ["not with --no-color", { isTerminal: true }, ["--no-color"], false],
  ["not on a dumb terminal", { isTerminal: true, env: { TERM: "dumb" } }, [], false],
  ["in a pipe with FORCE_COLOR", { isTerminal: false, env: { FORCE_COLOR: "1" } }, [], true],
])("colour: %s", async (_name, surroundings, args, colored) => {
  const { stdout } = await run(["review", "bad.yaml", ...args], { ...here, ...surroundings });
  expect(stdout.includes("\u001b[")).toBe(colored);
});

test("quiet is one line a description", async () => {
  const { stdout } = await run(["review", "good.yaml", "bad.yaml", "--quiet"], here);
  expect(stdout).toMatchInlineSnapshot(`
    "good.yaml: approve (blocking findings: 0, questions to answer: 0, conditions: 0; no open findings)
    bad.yaml: reject (blocking findings: 1, questions to answer: 0, conditions: 0; open findings: 1 high)
    "
  `);
});

test("the root is the nearest folder with a .git, else the current directory, else the description's folder", async () => {
  const cwd = folderWith({
    "repo/.git/HEAD": "",
    "repo/apis/openapi.yaml": GOOD,
    "alone/openapi.yaml": GOOD,
    "work/openapi.yaml": GOOD,
  });
  const fileOf = async (spec: string, from: string): Promise<string | undefined> => {
    const { stdout } = await run(["review", spec, "--format", "json"], { cwd: path.join(cwd, from) });
    return envelopeIn(stdout).reviews[0]?.document.file;
  };
  expect(await fileOf("openapi.yaml", "repo/apis")).toBe("apis/openapi.yaml");
  expect(await fileOf("work/openapi.yaml", ".")).toBe("work/openapi.yaml");
  expect(await fileOf("../alone/openapi.yaml", "work")).toBe("openapi.yaml");
});

test("a format that nobody can write ends with an error, not with half a file", async () => {
  const { code, stderr } = await run(["review", "good.yaml", "--format", "json=good.yaml/x.json"], here);
  expect(code).toBe(2);
  expect(stderr).toContain("cannot be written");
  expect(existsSync(path.join(folder, "good.yaml/x.json"))).toBe(false);
});

describe("the number of fixes that a review names is the one that the command makes", () => {
  const shop = (more = ""): string => `openapi: 3.1.0
info: { title: Harbour, version: "1" }
servers: [{ url: http://api.harbour-shop.com }]
security: [{ session: [] }]
paths:
  /accounts: { post: { operationId: signUp, security: [], requestBody: { content: { application/json: { schema: { type: object, properties: { email: { type: string }, password: { type: string } } } } } }, responses: { "201": { description: Made } } } }
  /account: { get: { responses: { "200": { description: Mine, content: { application/json: { schema: { type: object, properties: { id: { type: string }, email: { type: string } } } } } } } } }
  /products/{sku}:
    parameters: [{ name: sku, in: path, required: true, schema: { type: string } }]
    get: { responses: { "200": { description: One, content: { application/json: { schema: { type: object, properties: { sku: { type: string } } } } } } } }
  /products/{sku}/reviews:
    parameters: [{ name: sku, in: path, required: true, schema: { type: string } }]
    post: { security: [], requestBody: { content: { application/json: { schema: { type: object, properties: { text: { type: string }, author: { type: string } } } } } }, responses: { "201": { description: Made } } }
${more}components: { securitySchemes: { session: { type: apiKey, in: cookie, name: SESSION } } }
`;
  const many = Array.from(
    { length: 41 },
    (_, at) => `  /colours${at}: { get: { responses: { "204": { description: None } } } }\n`,
  ).join("");

  test("what is made is counted, and of the rest it is said what it leads to", async () => {
    const cwd = folderWith({ "api.yaml": shop() });
    const { stdout } = await run(["review", "api.yaml"], { cwd });
    const { stderr } = await run(["fix", "api.yaml", "--suggested"], { cwd });
    const [, made] = /: (\d+) fix(?:es)? would be made, 1 not/.exec(stderr)!;
    expect(Number(made)).toBeGreaterThan(0);
    expect(stdout).toMatch(new RegExp(`a diff with ${made} fix(?:es)? +sallyport fix api\\.yaml --suggested`));
    expect(stdout.replaceAll(/\s+/g, " ")).toMatch(
      /To be changed by hand: the fix alone would lead to another finding - Require .* \(api\.yaml:\d+\)\. The fix would lead to a new finding, medium: Client supplies the owner's ID \(BOLA\): "author" of /,
    );
  });

  test("once they are made, no command is named that makes nothing", async () => {
    const cwd = folderWith({ "api.yaml": shop() });
    await run(["fix", "api.yaml", "--suggested", "--apply"], { cwd });
    expect((await run(["fix", "api.yaml", "--suggested"], { cwd })).stderr).toContain("0 fixes would be made, 1 not");
    expect((await run(["review", "api.yaml"], { cwd })).stdout).not.toContain("sallyport fix");
  });

  test("where trying would take long, it is the most that there can be", async () => {
    const cwd = folderWith({ "api.yaml": shop(many) });
    const { stdout } = await run(["review", "api.yaml"], { cwd });
    expect(stdout).toMatch(/a diff for at most \d+ findings? +sallyport fix api\.yaml --suggested/);
    expect(stdout).not.toContain("To be changed by hand");
  });
});
