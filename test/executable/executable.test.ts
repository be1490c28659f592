import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { isThorough } from "../thorough.ts";
import { tryWholeProgram } from "../whole-program.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

// It takes a Node from npm, and puts 140 MB together.
test.skipIf(!isThorough)("the executable does all that the package does, and leaves nothing behind", () => {
  execFileSync(process.execPath, ["scripts/executable.mjs"], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  expect(readdirSync(`${ROOT}/executable`)).toEqual(["LICENSE", "LICENSE-node", "NOTICE", "sallyport"]);
  const folder = mkdtempSync(path.join(tmpdir(), "sallyport-executable-"));
  // Other tests make folders beside it.
  const scratch = `${folder}/scratch`;
  mkdirSync(scratch);
  tryWholeProgram([`${ROOT}/executable/sallyport`], folder, { TMPDIR: scratch });
  expect(readdirSync(scratch).filter((name) => /sallyport/i.test(name))).toEqual([]);
  rmSync(folder, { recursive: true });
});
