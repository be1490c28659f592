import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { folderWith, run } from "./run.ts";

const API = `openapi: 3.1.0
info: { title: Stock, version: "1", contact: { name: Stock, email: stock@shop.example.org } }
servers: [{ url: https://api.shop.example.org }]
security: [{ token: [] }]
paths:
  /stock: { get: { responses: { "204": { description: None. } } } }
components: { securitySchemes: { token: { type: http, scheme: bearer } } }
`;

const cwd = folderWith({
  "openapi.yaml": API,
  "apis/stock.yaml": API,
  "-x.yaml": API,
  "sallyport.yaml": "admission: { token: partner }\naudience: partner\n",
});

/** What people write who come from other tools, and that works. */
test.each([
  ["a description alone", "openapi.yaml"],
  ["a folder alone", "apis"],
  ["a folder with a slash", "apis/"],
  ["a glob alone", "apis/*.yaml"],
  ["lint", "lint openapi.yaml"],
  ["check", "check openapi.yaml"],
  ["scan", "scan openapi.yaml"],
  ["audit", "audit openapi.yaml"],
  ["a command behind its description", "openapi.yaml review"],
  ["a command behind its folder, and an option", "apis review --quiet"],
  ["an option first", "--quiet openapi.yaml"],
  ["rules behind a comma", "review openapi.yaml --skip basic-auth,bola"],
  ["rules behind a comma and a space", "review openapi.yaml --only", "basic-auth, CWE-918"],
  ["the version, as a command", "version"],
  ["the version, short", "-V"],
  ["the version, shorter", "-v"],
  ["the help of another name for a command", "help lint"],
  ["the help of a version", "help version"],
  ["a comma too many", "review openapi.yaml --only bola,"],
  ["a name that begins with a dash", "-- -x.yaml"],
])("%s works: %s", async (_name, line, ...more) => {
  const { code, stderr } = await run([...line.split(" "), ...more], { cwd });
  expect([code, stderr.replace(/^1\/1.*\n/, "")]).toEqual([0, ""]);
});

/** What does not, and the call that is meant. */
test.each([
  ["a URL", "https://shop.example.org/openapi.yaml", "curl -fsSL -o openapi.yaml"],
  ["a URL behind review", "review https://shop.example.org/openapi.yaml", "curl -fsSL -o openapi.yaml"],
  ["--html", "review openapi.yaml --html", "--format html=review.html"],
  ["-o", "review openapi.yaml -o out.html", "--format html=out.html"],
  ["--output", "review openapi.yaml --output out.json", "--format json=out.json"],
  ["--output=", "review openapi.yaml --output=out.md", "--format markdown=out.md"],
  ["-f", "review openapi.yaml -f json", "--format json"],
  ["--reporter", "openapi.yaml --reporter sarif", "--format sarif"],
  ["-v", "review openapi.yaml -v", "--version"],
  ["--ruleset", "lint openapi.yaml --ruleset acme.yaml", "rulesets: ./acme.yaml"],
  ["-r", "lint openapi.yaml -r acme.yaml", "rulesets: ./acme.yaml"],
  ["--severity", "review openapi.yaml --severity high", "--fail-on high"],
  ["--fail-severity", "review openapi.yaml --fail-severity=error", "--fail-on high"],
  ["--threshold", "review openapi.yaml --threshold MEDIUM", "--fail-on medium"],
  ["--failOn", "review openapi.yaml --failOn high", "--fail-on"],
  ["a colon", "review openapi.yaml --format html:x.html", "--format html=x.html"],
  ["a file behind a format", "review openapi.yaml --format json out.json", "--format json=out.json"],
  ["a file as a format", "review openapi.yaml --format out.html", "html=out.html"],
  ["md", "review openapi.yaml --md", "--format markdown"],
  ["--json", "review openapi.yaml --json", "--format json"],
  ["--ignore", "review openapi.yaml --ignore basic-auth", "--skip basic-auth"],
  ["--rule", "review openapi.yaml --rule basic-auth", "--only basic-auth"],
  ["-c", "review openapi.yaml -c own.yaml", "--config own.yaml"],
  ["--print-config", "review openapi.yaml --print-config", "sallyport config openapi.yaml"],
  ["--show-config", "review openapi.yaml --show-config", "sallyport config openapi.yaml"],
  ["config as JSON", "config openapi.yaml --json", "--format json."],
  ["-q", "review openapi.yaml -q", "--quiet"],
  ["--silent", "review openapi.yaml --silent", "--quiet"],
  ["--base of a review", "review openapi.yaml --base main", "sallyport gate --base main"],
  ["--against", "gate --against main", "--base main"],
  ["--fail-on of the gate", "gate --severity high", "gate: { failOn: high }"],
  ["a severity of others", "review openapi.yaml --fail-on warning", "--fail-on medium"],
  ["a severity that stops nothing", "review openapi.yaml --fail-on info", "--fail-on low"],
  ["a mistyped severity", "review openapi.yaml --fail-on critcal", "--fail-on critical"],
  ["a mistyped audience", "review openapi.yaml --audience partnr", "--audience partner"],
  ["a mistyped status", "register list --status accpeted", "--status accepted"],
  ["--output with a format", "review openapi.yaml --output json", "--format json\n"],
  ["--sarif=", "review openapi.yaml --sarif=out.sarif", "--format sarif=out.sarif."],
  ["-f with a file", "review openapi.yaml -f out.md", "--format markdown=out.md."],
  ["-f with what there is not", "review openapi.yaml -f stylish", "--format with one of text, html"],
  ["md as a format", "review openapi.yaml --format md=out.md", "--format markdown=out.md"],
  ["a format of a portfolio", "review openapi.yaml --portfolio htm=out.html", "--portfolio html=out.html"],
  ["--json of a portfolio", "portfolio r.json --json", "--format json."],
  ["-o alone", "-o out.html", "--format html=out.html"],
  ["-q alone", "-q openapi.yaml", "Write --quiet."],
  ["-q before a command", "-q review openapi.yaml", "Options come after the command."],
  ["-o of init", "init -o own.yaml", "--stdout > own.yaml"],
  ["--ignore of the gate", "gate --ignore bola", "rules: { bola: off }"],
  ["a name that is missing", "review openapi.yaml --only ,", "--only , is not the name of a rule"],
  ["a name that is empty", "review openapi.yaml --skip=", '--skip "" is not the name of a rule'],
  ["-- alone", "--", "Name one, such as sallyport review apis/stock.yaml"],
  ["a mistyped command", "reveiw openapi.yaml", "review"],
  ["a mistyped option", "review openapi.yaml --formt json", "--format"],
  ["none of several descriptions", "review", "Name one, such as sallyport review "],
  ["a command of the register alone", "accept 1a2b3c4d", "Did you mean sallyport register accept?"],
  ["a dismissal without a reason", "dismiss 1a2b3c4d openapi.yaml", 'Add --because "why the finding is wrong"'],
  ["a register's test of nobody", "register test openapi.yaml --outcome passed", '--by "'],
  [
    "a dismissal the other way round",
    "dismiss openapi.yaml 1a2b3c4d --because no",
    "no finding 1a2b3c4d in openapi.yaml",
  ],
  ["the beginning of rules", "explain excessive-data", 'Did you mean "excessive-data-'],
  ["a part of a rule's name", "explain server-field", '"mass-assignment-server-field"'],
  ["what is no part of any", "explain zzzzzz", "sallyport rules lists"],
  ["an audience as others call it", "review openapi.yaml --audience internal", "--audience private"],
  ["a shell that has none", "completion tcsh", "bash, zsh and fish"],
  ["no such rule", "explain basic-aut", 'Did you mean "basic-auth"?'],
  ["a register of nothing", "register update", "Name one, such as sallyport register update "],
  ["a folder of reviews", "portfolio apis/", "Name the reviews in it: apis/*.json"],
  ["an earlier review that is not there", "review openapi.yaml --since nope.json", "Correct the name."],
  ["another name of what a review lists", "findings openapi.yaml", "Write sallyport review openapi.yaml"],
  ["the same, without a file", "analyze", "Write sallyport review openapi.yaml"],
  ["what the register lists", "issues", "sallyport register list"],
  ["what others call a dismissal", "ignore 1a2b3c4d openapi.yaml", "sallyport dismiss 1a2b3c4d openapi.yaml --because"],
  ["another word for it", "suppress 1a2b3c4d", "sallyport dismiss 1a2b3c4d openapi.yaml --because"],
  ["what others call an acceptance", "waive 1a2b3c4d", "sallyport register accept 1a2b3c4d --spec openapi.yaml"],
  ["the gate by a branch", "diff main", "sallyport gate --base main"],
  ["the gate by two files", "compare old.yaml openapi.yaml", "sallyport gate openapi.yaml --base-file old.yaml"],
  ["one test in place of several", "test openapi.yaml", "sallyport tests openapi.yaml writes authorization tests"],
  ["one rule in place of all", "rule basic-auth", "Write sallyport explain basic-auth."],
  ["a question", "why basic-auth", "Write sallyport explain basic-auth."],
  ["the settings by another name", "settings", "sallyport config openapi.yaml"],
  ["the start by another name", "setup", "Write sallyport init."],
  ["a page by its name", "html openapi.yaml", "sallyport review openapi.yaml --format html=review.html"],
  ["a plural", "reviews openapi.yaml", "Did you mean review?"],
  ["a verb", "explains basic-auth", "Did you mean explain?"],
  ["nothing to explain", "explain", "NAME is a rule (by ID, "],
  ["nothing to fix", "fix", "SPEC is "],
  ["nothing to verify", "register verify", "ID is "],
  ["--fix of a review", "review openapi.yaml --fix", "sallyport fix openapi.yaml"],
  ["--write of fixes", "fix openapi.yaml --write", "Write --apply."],
  ["--reason of a dismissal", "dismiss 1a2b3c4d --reason no", 'Write --because "no".'],
  ["--force of init", "init --force", "Write --stdout"],
  ["an outcome in another word", "register test openapi.yaml --outcome pass --by QA", "Write --outcome passed."],
  ["a file of another command", "config opnapi.yaml", "Did you mean openapi.yaml?"],
  [
    "a page in place of the description",
    "review openapi.yaml --format html=openapi.yaml",
    "Name another file for the report.",
  ],
  [
    "a report in place of settings",
    "review openapi.yaml --format json=sallyport.yaml",
    "Name another file for the report.",
  ],
  [
    "tests in place of the description",
    "tests openapi.yaml --format markdown=openapi.yaml",
    "Name another file for the report.",
  ],
])("%s is answered with the right call: %s", async (_name, line, hint) => {
  const { code, stdout, stderr } = await run(line.split(" "), { cwd });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(hint);
});

/** A description that cannot be read is refused in the report, too. */
test.each([
  ["a mistyped file", "review opnapi.yaml", "Did you mean openapi.yaml?"],
  ["another ending", "review openapi.yml", "Did you mean openapi.yaml?"],
  ["a mistyped file below a folder", "review apis/stok.yaml", "Did you mean apis/stock.yaml?"],
  ["a mistyped folder", "review aips/stock.yaml", "There is no folder aips."],
  ["settings as a description", "review sallyport.yaml", "Name the description that the settings are for."],
])("%s is refused, with what is meant: %s", async (_name, line, hint) => {
  const { code, stdout, stderr } = await run(line.split(" "), { cwd });
  expect([code, stdout]).toEqual([2, `Refused: ${line.split(" ")[1]}\n`]);
  expect(stderr).toContain(hint);
});

test("a review as JSON is no description, and no description is overwritten by one", async () => {
  const folder = folderWith({ "openapi.yaml": API });
  expect(await run(["review", "openapi.yaml", "--format", "json=review.json"], { cwd: folder })).toMatchObject({
    code: 0,
  });
  const { code, stderr } = await run(["review", "review.json"], { cwd: folder });
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining("review.json is a review as JSON, not an OpenAPI description"),
  ]);
  // A report takes the place of an earlier one, and of nothing else.
  expect(await run(["review", "openapi.yaml", "--format", "json=review.json"], { cwd: folder })).toMatchObject({
    code: 0,
  });
  await run(["review", "openapi.yaml", "--format", "html=openapi.yaml"], { cwd: folder });
  expect(readFileSync(`${folder}/openapi.yaml`, "utf8")).toBe(API);
});

test("a misspelt name of rules is answered with the right one", async () => {
  const { code, stderr } = await run(["review", "openapi.yaml", "--only", "mass asignment"], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('Did you mean "mass assignment"?');
});

/** Where no option of the command does what is wanted, none is named, and no code of the language is shown. */
test.each([
  ["a word of the language", "review openapi.yaml --fail-on constructor"],
  ["another", "review openapi.yaml --fail-on __proto__"],
  ["an ending that is one", "review openapi.yaml -o out.constructor"],
  ["--rule of the gate", "gate --rule bola", "--only"],
  ["--json of the register", "register list --json", "--format"],
  ["--json of explain", "explain bola --json", "--format"],
  ["-o of explain", "explain bola -o out.html", "--format"],
  ["--severity of a portfolio", "portfolio r.json --severity high", "--fail-on"],
  ["--sarif of a portfolio", "portfolio r.json --sarif", "--format sarif"],
  ["-q of explain", "explain bola -q", "--quiet"],
  ["--base of a portfolio", "portfolio r.json --base main", "--base main"],
])("%s is refused, and no more is promised: %s", async (_name, line, promised = "native code") => {
  const { code, stdout, stderr } = await run(line.split(" "), { cwd });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).not.toMatch(/native code|undefined|\[object/);
  expect(stderr).not.toContain(promised);
});

/** What people write into sallyport.yaml, and what is meant. */
test.each([
  ["audience: internal", 'did you mean "private"?'],
  ["audience: { default: open }", 'did you mean "public"?'],
  [
    "admission: self-registered",
    'a mapping of security schemes is expected: "admission: { bearerAuth: self-registered }"',
  ],
  ["admission: { token: internal }", 'did you mean "own"?'],
  ["principal: user", '"principal: { bearerAuth: user }"'],
  ["data.fields: { a: b }", 'keys stand within keys: "data: { fields: … }"'],
  ["audience.paths./a: public", 'keys stand within keys: "audience: { paths: { /a: … } }"'],
  ["no.such: key", "is expected"],
])("%s is answered with what is meant", async (configuration, hint) => {
  const folder = folderWith({ "openapi.yaml": API, "sallyport.yaml": configuration });
  const { code, stderr } = await run(["review", "openapi.yaml"], { cwd: folder });
  expect([code, stderr]).toEqual([2, expect.stringContaining(hint)]);
});

test("a review without a description is of the only one that is here", async () => {
  const folder = folderWith({ "api/openapi.yaml": API, "sallyport.yaml": "audience: partner", "package.json": "{}" });
  const { stdout, stderr } = await run(["review", "--quiet"], { cwd: folder });
  expect([stdout, stderr]).toEqual([expect.stringMatching(/^api\/openapi\.yaml: /), ""]);
});

test("where there is no description, the next step is said", async () => {
  for (const args of [["review"], ["review", "."], ["init"]]) {
    const { code, stderr } = await run(args, { cwd: folderWith({}) });
    expect([code, stderr]).toEqual([2, expect.stringContaining("sallyport review path/to/openapi.yaml")]);
  }
});

test.each([
  ["a terminal", ["--format", "html"], true, 2],
  ["a pipe", ["--format", "html"], false, 0],
  ["a terminal, as JSON", ["--format", "json"], true, 0],
])("a page is not printed on a terminal: %s", async (_name, options, isTerminal, expected) => {
  const { code, stderr } = await run(["review", "openapi.yaml", ...options], { cwd, isTerminal });
  expect(code).toBe(expected);
  expect(stderr.includes("html=page.html")).toBe(expected === 2);
});

test.each(["bash", "zsh", "fish"])("completes in %s", async (shell) => {
  const { code, stdout, stderr } = await run(["completion", shell]);
  expect([code, stderr]).toEqual([0, ""]);
  for (const word of ["review", "register", "format", "overdue", "bash zsh fish"]) expect(stdout).toContain(word);
});

/** What bash offers for the last word of a line. */
function offered(script: string, line: string): readonly string[] {
  const words = line.split(" ");
  const call = `${script}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _sallyport; echo "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-c", call], { encoding: "utf8" }).trim().split(" ");
}

test.each([
  ["a command", "sallyport regi", ["register"]],
  ["a second word", "sallyport register prun", ["prune"]],
  ["a shell", "sallyport completion f", ["fish"]],
  ["an option", "sallyport gate --base-", ["--base-file"]],
  ["a choice", "sallyport review a.yaml --fail-on n", ["never"]],
  ["an option of a review that is not called one", "sallyport openapi.yaml --verb", ["--verbose"]],
  ["a choice of it", "sallyport openapi.yaml --audience pu", ["public"]],
  ["an option of it in front", "sallyport --verb", ["--verbose"]],
])("bash offers %s: %s", async (_name, line, expected) => {
  expect(offered((await run(["completion", "bash"])).stdout, line)).toEqual(expected);
});

test("fish describes a group by what it is, and offers its second words once", async () => {
  const lines = (await run(["completion", "fish"])).stdout.split("\n");
  expect(lines.filter((line) => line.includes("-a register "))).toEqual([
    expect.stringContaining("the register of issues"),
  ]);
  const update = lines.find((line) => line.includes("-a update"));
  expect(update).toMatch(/-n '__fish_seen_subcommand_from register; and not __fish_seen_subcommand_from update list /);
  const verbose = lines.find((line) => line.includes("-l verbose"));
  expect(verbose).toMatch(/-n 'not __fish_seen_subcommand_from gate impact agents fix tests register /);
});

test("a description that cannot be read does not stop init for the others", async () => {
  const folder = folderWith({ "openapi.yaml": API, "broken.yaml": "openapi: 3.1.0\npaths: [\n" });
  const { code, stdout, stderr } = await run(["init", "--stdout"], { cwd: folder });
  expect(code).toBe(0);
  expect(stdout).toContain("token");
  expect(stderr).toMatch(/broken\.yaml.*\n(?:.*\n)*left out/);
});

test("where all reports go to files, the verdict and the files are told beside them", async () => {
  const folder = folderWith({ "openapi.yaml": API });
  const call = ["review", "openapi.yaml", "--format", "html=out.html", "--format", "json=out.json"];
  expect(await run(call, { cwd: folder })).toEqual({
    code: 0,
    stdout: "",
    stderr: expect.stringMatching(/^openapi\.yaml: approve.*\nWrote out\.html\nWrote out\.json\n$/) as string,
  });
  expect(await run([...call, "--quiet"], { cwd: folder })).toMatchObject({ stdout: "", stderr: "" });
});

test.each([
  [
    "--config own.yaml --root . --only basic-auth,cleartext-server",
    "--root . --config own.yaml --only basic-auth,cleartext-server",
  ],
  ["--audience public --skip bola --skip ssrf", "--audience public --skip bola,ssrf"],
  ["--as-of 2026-02-28 --timeout 30 --trust-code", "--as-of 2026-02-28 --timeout 30 --trust-code"],
  ["--fail-on never --verbose --no-color", ""],
])("the commands to run next make the same review: %s", async (given, repeated) => {
  const folder = folderWith({ "openapi.yaml": API, "own.yaml": "audience: partner\n" });
  const { stdout } = await run(["review", "openapi.yaml", ...given.split(" ")], { cwd: folder });
  expect(stdout).toContain(
    `sallyport review openapi.yaml ${repeated}${repeated === "" ? "" : " "}--format html=review.html\n`,
  );
});

test("no command is offered that a shell would take apart", async () => {
  const folder = folderWith({ "openapi.yaml": API });
  const { stdout } = await run(["review", "openapi.yaml", "--skip", "mass assignment"], { cwd: folder });
  expect(stdout).not.toContain("sallyport review");
});

test("a file is named from the folder that the user is in", async () => {
  const folder = folderWith({ "apis/stock.yaml": API });
  const { stdout } = await run(["review", "stock.yaml", "--root", ".."], { cwd: `${folder}/apis` });
  expect(stdout).toMatch(/^stock\.yaml, OpenAPI/m);
  expect(stdout).not.toContain("apis/stock.yaml");
});
