import { expect, test } from "vitest";
import { isThorough } from "./thorough.ts";
import { outputOf } from "./tool-output.ts";

test.each([
  ["has nothing that the linter rejects", "oxlint", ["--deny-warnings"]],
  ["has no dead code and no unused dependency", "knip", ["--no-progress"]],
])("the source %s", (_name, tool, args) => {
  expect(outputOf(tool, args)).toBe("");
});

// It packs the package once more.
test.skipIf(!isThorough)("the source makes a package that others can use", () => {
  expect(outputOf("publint", ["--strict"])).toBe("");
});
