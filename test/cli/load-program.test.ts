import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

/*
 * The program as it is built: `npm ci` made `dist/` with the Node that runs this, or the tests of another folder have
 * nothing to run either.
 */

const CACHE = "dist/program.cjs.cache";
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "sallyport-dist-"));
  cpSync("dist", path.join(folder, "dist"), { recursive: true });
  cpSync("package.json", path.join(folder, "package.json"));
  symlinkSync(path.resolve("node_modules"), path.join(folder, "node_modules"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Whether V8 takes the code cache of the copy. */
function isTaken(): string {
  const url = pathToFileURL(path.join(folder, "dist/load-program.js")).href;
  const code = `import { builtProgram } from ${JSON.stringify(url)};
    console.log(builtProgram().script.cachedDataRejected === false);`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" }).trim();
}

const version = (): string =>
  execFileSync(process.execPath, [path.join(folder, "dist/cli.js"), "--version"], { encoding: "utf8" }).trim();

const VERSION = (JSON.parse(readFileSync("package.json", "utf8")) as { version: string }).version;

test("V8 takes the code cache that the build made", () => {
  expect(isTaken()).toBe("true");
});

test("nothing but what is asked for is printed, whichever Node runs it", () => {
  const { stdout, stderr } = spawnSync(process.execPath, ["dist/cli.js", "--version"], { encoding: "utf8" });
  expect({ stdout, stderr }).toEqual({ stdout: `${VERSION}\n`, stderr: "" });
});

test("a program whose code cache is another's, cut short or gone runs all the same", () => {
  const cache = readFileSync(CACHE);
  const copy = path.join(folder, CACHE);

  const ofAnotherVersion = Buffer.from(cache);
  ofAnotherVersion.writeUInt32LE((ofAnotherVersion.readUInt32LE(4) ^ 1) >>> 0, 4);
  writeFileSync(copy, ofAnotherVersion);
  expect(isTaken()).toBe("false");
  expect(version()).toBe(VERSION);

  writeFileSync(copy, cache.subarray(0, cache.length / 2));
  expect(isTaken()).toBe("false");
  expect(version()).toBe(VERSION);

  rmSync(copy);
  expect(version()).toBe(VERSION);
});

test("the program is ASCII, since it is read as one byte a character", () => {
  expect(readFileSync("dist/program.cjs", "utf8")).not.toMatch(/[^\0-\x7F]/);
});
