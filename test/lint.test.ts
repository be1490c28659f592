import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isInShare, longTest } from "./in-share.ts";
import { isThorough } from "./thorough.ts";
import { outputOf } from "./tool-output.ts";

/** What the compiler keeps of the files that it has checked, by their text. */
const TYPES = "node_modules/.cache/types.tsbuildinfo";

test.each([
  ["has the types that it says", "tsc", ["--noEmit", "-p", ".", "--incremental", "--tsBuildInfoFile", TYPES]],
  ["has no dead code and no unused dependency", "knip", ["--no-progress"]],
])("the source %s", (_name, tool, args) => {
  expect(outputOf(tool, args)).toBe("");
});

// The rules that ask for types take half a minute.
longTest("the source has nothing that the linter rejects", () => {
  expect(outputOf("oxlint", ["--deny-warnings"])).toBe("");
});

test.skipIf(!isInShare)("the source has nothing that the linter rejects where it asks for no types", () => {
  const folder = path.resolve(import.meta.dirname, "../node_modules/.cache");
  const settings = JSON.parse(readFileSync(path.join(folder, "../../.oxlintrc.json"), "utf8")) as Record<
    string,
    unknown
  >;
  mkdirSync(folder, { recursive: true });
  const config = path.join(folder, "lint-without-types.json");
  writeFileSync(config, JSON.stringify({ ...settings, options: { typeAware: false } }));
  expect(outputOf("oxlint", ["--deny-warnings", "-c", config])).toBe("");
});

// It packs the package once more.
test.skipIf(!isThorough)("the source makes a package that others can use", () => {
  expect(outputOf("publint", ["--strict"])).toBe("");
});
