import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { FORMAT_NAMES } from "../../src/report/formats/registry.ts";
import { testRepository } from "../gate/git-repository.ts";
import { envelopeIn, folderWith, run } from "./run.ts";

const DESCRIPTION = readFileSync("examples/telematics/openapi.yaml", "utf8");

/** Writes a file whose name is given byte by byte, as Latin-1 text. */
function writeBytes(folder: string, name: string, text: string): void {
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, "latin1")]), text);
}

// Other systems keep names as text.
describe.skipIf(process.platform !== "linux")("a description whose file name is not UTF-8", () => {
  test("is refused by name among others, which are reviewed", async () => {
    const folder = folderWith({ "a.yaml": DESCRIPTION });
    writeBytes(folder, "caf\xe9.yaml", DESCRIPTION);
    const { code, stdout, stderr } = await run(["review", ".", "--format", "json"], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: caf\\xe9\.yaml cannot be reviewed: its name is not UTF-8\nhint: Rename/);
    expect(envelopeIn(stdout).reviews).toHaveLength(1);
  });

  test("is refused in a folder of such a name", async () => {
    const folder = folderWith({});
    const inner = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from("caf\xe9", "latin1")]);
    mkdirSync(inner);
    writeFileSync(Buffer.concat([inner, Buffer.from("/a.yaml")]), DESCRIPTION);
    const { code, stderr } = await run(["review", "."], { cwd: folder });
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("error: caf\\xe9 cannot be reviewed: its name is not UTF-8"),
    ]);
  });

  test("is named by the gate where it is new or changed, and only there", async () => {
    const repository = testRepository();
    repository.git("init", "-q", "-b", "main");
    writeBytes(repository.folder, "old\xff.yaml", DESCRIPTION);
    writeBytes(repository.folder, "other\xff.yaml", "no: description\n");
    repository.commit({ "openapi.yaml": DESCRIPTION });
    writeBytes(repository.folder, "new\xff.yaml", DESCRIPTION);
    const added = await repository.sallyport("gate", "--base", "main");
    expect(added.stderr).toMatch(/^error: new\\xff\.yaml cannot be reviewed: its name is not UTF-8\nhint: .*\n$/);
    expect(added.code).toBe(2);
    repository.commit({});
    expect((await repository.sallyport("gate", "--base", "main")).code).toBe(0);
    writeBytes(repository.folder, "old\xff.yaml", `${DESCRIPTION}\n`);
    expect((await repository.sallyport("gate", "--base", "main")).stderr).toMatch(/^error: old\\xff\.yaml cannot/);
  });

  test("is told apart from one that has the sign of a broken character in its name", async () => {
    const folder = folderWith({ "caf\ufffd.yaml": DESCRIPTION });
    expect((await run(["review", "."], { cwd: folder })).code).toBeLessThan(2);
  });
});

test("a description of the current folder, above it or elsewhere is refused by a name that leads to it", async () => {
  const folder = folderWith({ "bad.json": "{", "sub/bad.json": "{", "sub/.git/x": "" });
  const elsewhere = folderWith({ "bad.json": "{" });
  const { stdout, stderr } = await run(
    ["review", "bad.json", "sub/bad.json", path.join(elsewhere, "bad.json"), "--format", "json"],
    { cwd: folder },
  );
  const files = ["bad.json", "sub/bad.json", `${elsewhere}/bad.json`];
  expect(envelopeIn(stdout).refused.map(({ file }) => file)).toEqual(files);
  expect(stderr.match(/^error: \S+?(?=:1:)/gm)).toEqual(files.map((file) => `error: ${file}`));
});

test("a name that a terminal or a pipeline's log would obey is shown", async () => {
  const folder = folderWith({ "##vso[task.complete]\u001b\u202e.json": '{"openapi": "3.1.0"' });
  const { stdout, stderr } = await run(["review", "."], { cwd: folder });
  expect(stderr).toMatch(/^error: ## vso\[task\.complete\]\\u\{1b\}\\u\{202e\}\.json:1:/);
  expect(stdout).toBe("\nRefused: ## vso[task.complete]\\u{1b}\\u{202e}.json\n".trimStart());
});

const COMMANDS = "##vso[task.complete] ##teamcity[x] ##[error]";
const commanding = JSON.stringify({ openapi: "3.1.0", info: { title: COMMANDS, version: "1" }, paths: {} });

test.each(FORMAT_NAMES)("%s on standard output begins no command of a pipeline's log", async (format) => {
  const { stdout } = await run(["review", "-", "--format", format], { stdin: commanding });
  expect(
    /##(?:vso|teamcity)?\[/.exec(stdout)?.[0],
    "the format sets `hash`, or its module writes the `#` otherwise",
  ).toBe(undefined);
});

test("JSON on standard output holds the same as the description", async () => {
  const { stdout } = await run(["review", "-", "--format", "json"], { stdin: commanding });
  expect(envelopeIn(stdout).reviews[0]!.document.title).toBe(COMMANDS);
});
