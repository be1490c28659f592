import { execFileSync, spawn, spawnSync } from "node:child_process";
import { closeSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { writeFiles, writeNewFile } from "../../src/cli/write-files.ts";
import { folderWith, run } from "./run.ts";
import { longTest } from "../in-share.ts";

const TEXT = "made up\n".repeat(20_000); // more than a pipe holds

describe("a file", () => {
  test("is written whole, with nothing left beside it", async () => {
    const folder = folderWith({ "old.txt": "before" });
    await writeFiles(
      new Map([
        [path.join(folder, "old.txt"), TEXT],
        [path.join(folder, "new/new.txt"), TEXT],
      ]),
    );
    expect(readFileSync(path.join(folder, "old.txt"), "utf8")).toBe(TEXT);
    expect(readFileSync(path.join(folder, "new/new.txt"), "utf8")).toBe(TEXT);
    expect(readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted()).toEqual([
      "new",
      "new/new.txt",
      "old.txt",
    ]);
  });

  test("takes the place of a link to a file, whose target stays as it is", async () => {
    const folder = folderWith({ target: "kept" });
    symlinkSync("target", path.join(folder, "review.html"));
    symlinkSync("nowhere", path.join(folder, "dangling"));
    await writeFiles(new Map(["review.html", "dangling"].map((name) => [path.join(folder, name), TEXT])));
    expect(readFileSync(path.join(folder, "target"), "utf8")).toBe("kept");
    for (const name of ["review.html", "dangling"])
      expect(lstatSync(path.join(folder, name)).isSymbolicLink()).toBe(false);
    expect(readdirSync(folder).toSorted()).toEqual(["dangling", "review.html", "target"]);
  });

  test("is not written, nor any other, where one of them cannot be", async () => {
    const folder = folderWith({ "in-the-way/x": "" });
    const texts = new Map(["first", "in-the-way"].map((name) => [path.join(folder, name), TEXT]));
    await expect(writeFiles(texts)).rejects.toThrow(/in-the-way cannot be written: it is a folder/);
    expect(readdirSync(folder)).toEqual(["in-the-way"]);
  });

  test("that must be new replaces nothing, not even a link that leads nowhere", () => {
    const folder = folderWith({ there: "kept" });
    symlinkSync("elsewhere", path.join(folder, "link"));
    for (const name of ["there", "link"])
      expect(() => writeNewFile(path.join(folder, name), TEXT)).toThrow(/cannot be written: file already exists/);
    expect(readdirSync(folder).toSorted()).toEqual(["link", "there"]);
  });
});

describe.skipIf(process.platform === "win32")("what is no file is written to and stays what it is", () => {
  test.each(["straight", "through a link"])("a pipe, %s", async (way) => {
    const folder = folderWith({});
    const pipe = path.join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    symlinkSync("pipe", path.join(folder, "link"));
    const reader = spawn("cat", [pipe]);
    const read = textOf(reader.stdout);
    await writeFiles(new Map([[way === "straight" ? pipe : path.join(folder, "link"), TEXT]]));
    expect(await read).toBe(TEXT);
    expect(lstatSync(pipe).isFIFO()).toBe(true);
    expect(readdirSync(folder).toSorted()).toEqual(["link", "pipe"]);
  });

  longTest("a pipe that nobody reads from is refused, and not waited for without end", async () => {
    const pipe = path.join(folderWith({}), "pipe");
    execFileSync("mkfifo", [pipe]);
    await expect(writeFiles(new Map([[pipe, TEXT]]))).rejects.toThrow(
      "pipe cannot be written: this pipe has no reader",
    );
  });

  test("a socket", async () => {
    const file = path.join(folderWith({}), "socket");
    const got = new Promise<string>((resolve) => {
      const server = createServer((socket) => {
        void textOf(socket).then(resolve);
        server.close();
      }).listen(file, () => void writeFiles(new Map([[file, TEXT]])));
    });
    expect(await got).toBe(TEXT);
  });

  test("a device", async () => {
    const device = lstatSync("/dev/null");
    const folder = folderWith({});
    symlinkSync("/dev/null", path.join(folder, "link"));
    await writeFiles(new Map(["/dev/null", path.join(folder, "link")].map((file) => [file, TEXT])));
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
    expect(lstatSync("/dev/null").ino).toBe(device.ino);
    expect(lstatSync(path.join(folder, "link")).isSymbolicLink()).toBe(true);
  });

  test("standard output by its name, where it is a pipe, and where it is a file that the shell opened", () => {
    const folder = folderWith({ "openapi.yaml": "openapi: 3.1.0\ninfo: { title: x, version: '1' }\npaths: {}\n" });
    const args = ["review", "openapi.yaml", "--format", "json=/dev/stdout"];
    const piped = cli(args, folder);
    expect(JSON.parse(piped.stdout)).toMatchObject({ version: 1 });
    const file = openSync(path.join(folder, "shell"), "w");
    cli(args, folder, ["ignore", file, "pipe"]);
    closeSync(file);
    expect(readFileSync(path.join(folder, "shell"), "utf8")).toBe(piped.stdout);
  });
});

describe.skipIf(process.platform !== "linux")("a disk that is full", () => {
  const DESCRIPTION = "openapi: 3.1.0\ninfo: { title: x, version: '1' }\npaths: {}\n";

  test.each([
    ["on standard output", [], "standard output"],
    ["on a named output", ["--format", "json=/dev/full"], "/dev/full"],
  ])("%s is told in words, and is no verdict", (_, more, what) => {
    const folder = folderWith({ "openapi.yaml": DESCRIPTION });
    const full = openSync("/dev/full", "w");
    const { status, stderr } = cli(["review", "openapi.yaml", ...more], folder, ["ignore", full, "pipe"]);
    closeSync(full);
    expect(status).toBe(2);
    expect(stderr).toMatch(new RegExp(`^error: ${what} cannot be written: no space left on device\nhint: .*\n$`));
  });

  test("under the messages leaves the exit code", () => {
    const full = openSync("/dev/full", "w");
    const { status } = cli(["review", "nowhere.yaml"], folderWith({}), ["ignore", "pipe", full]);
    closeSync(full);
    expect(status).toBe(2);
  });
});

test.skipIf(process.platform === "win32")("a reader that goes away early changes neither files nor the verdict", () => {
  const folder = folderWith({ "openapi.yaml": readFileSync("examples/fitness/openapi.yaml", "utf8") });
  const command = `"$0" "$1" review openapi.yaml --format html --format json=a.json | head -c 1 >&2; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", command, process.execPath, CLI], {
    cwd: folder,
    encoding: "utf8",
  });
  expect({ stdout, stderr }).toEqual({ stdout: "1\n", stderr: "<" });
  expect(readdirSync(folder)).toContain("a.json");
});

test("what is written by commands goes the same way", async () => {
  const folder = folderWith({ "openapi.yaml": readFileSync("examples/fitness/openapi.yaml", "utf8"), elsewhere: "" });
  symlinkSync("elsewhere", path.join(folder, "portfolio.md"));
  await run(["review", "openapi.yaml", "--portfolio", "markdown=portfolio.md"], { cwd: folder });
  mkdirSync(path.join(folder, ".sallyport"));
  symlinkSync("../elsewhere", path.join(folder, ".sallyport/register.yaml"));
  await run(["register", "update", "openapi.yaml", "--root", "."], { cwd: folder });
  expect(lstatSync(path.join(folder, ".sallyport/register.yaml")).isFile()).toBe(true);
  expect(readFileSync(path.join(folder, "elsewhere"), "utf8")).toBe("");
});

const CLI = path.resolve(import.meta.dirname, "../../dist/cli.js");

function cli(
  args: readonly string[],
  cwd: string,
  stdio: ["ignore", "pipe" | number, "pipe" | number] = ["ignore", "pipe", "pipe"],
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [CLI, ...args], { cwd, encoding: "utf8", stdio });
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer); // no encoding is set
  return Buffer.concat(chunks).toString("utf8");
}
