import { expect, test } from "vitest";
import { numberedNames } from "../../src/core/numbered-names.ts";

test.each<[words: readonly string[], names: readonly string[]]>([
  [
    ["read", "read", "read"],
    ["read", "read-2", "read-3"],
  ],
  [
    ["read-2", "read", "read", "read"],
    ["read-2", "read", "read-3", "read-4"],
  ],
  [
    ["Read", "read", "READ"],
    ["Read", "read-2", "READ-3"],
  ],
])("the names for %j", (words, names) => {
  const nameOf = numberedNames();
  expect(words.map(nameOf)).toEqual(names);
});
