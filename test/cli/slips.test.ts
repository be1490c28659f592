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
  ["an option first", "--quiet openapi.yaml"],
  ["rules behind a comma", "review openapi.yaml --skip basic-auth,bola"],
  ["rules behind a comma and a space", "review openapi.yaml --only", "basic-auth, CWE-918"],
  ["the version, as a command", "version"],
  ["the version, short", "-V"],
])("%s works: %s", async (_name, line, ...more) => {
  const { code, stderr } = await run([...line.split(" "), ...more], { cwd });
  expect([code, stderr.replace(/^1\/1.*\n/, "")]).toEqual([0, ""]);
});

/** What does not, and the call that is meant. */
test.each([
  ["a URL", "https://shop.example.org/openapi.yaml", "curl -fsSL -o openapi.yaml"],
  ["a URL behind review", "review https://shop.example.org/openapi.yaml", "curl -fsSL -o openapi.yaml"],
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
  ["-q", "review openapi.yaml -q", "--quiet"],
  ["--silent", "review openapi.yaml --silent", "--quiet"],
  ["--base of a review", "review openapi.yaml --base main", "sallyport gate --base main"],
  ["--against", "gate --against main", "--base main"],
  ["--fail-on of the gate", "gate --severity high", "gate: { failOn: high }"],
  ["a severity of others", "review openapi.yaml --fail-on warning", "--fail-on medium"],
  ["a mistyped command", "reveiw openapi.yaml", "review"],
  ["a mistyped option", "review openapi.yaml --formt json", "--format"],
  ["no description", "review", "sallyport review <spec..>"],
  ["a shell that has none", "completion tcsh", "bash, zsh and fish"],
  ["no such rule", "explain basic-aut", "basic-auth"],
])("%s is answered with the right call: %s", async (_name, line, hint) => {
  const { code, stdout, stderr } = await run(line.split(" "), { cwd });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(hint);
});

test.each(["bash", "zsh", "fish"])("completes in %s", async (shell) => {
  const { code, stdout, stderr } = await run(["completion", shell]);
  expect([code, stderr]).toEqual([0, ""]);
  for (const word of ["review", "register", "format", "overdue"]) expect(stdout).toContain(word);
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

test("a file is named from the folder that the user is in", async () => {
  const folder = folderWith({ "apis/stock.yaml": API });
  const { stdout } = await run(["review", "stock.yaml", "--root", ".."], { cwd: `${folder}/apis` });
  expect(stdout).toMatch(/^stock\.yaml, OpenAPI/m);
  expect(stdout).not.toContain("apis/stock.yaml");
});
