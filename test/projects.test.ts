import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { ISOLATED, LONG, SLOW, SPECTRAL } from "./projects.ts";

const filesOf = (pattern: string): readonly string[] => globSync(pattern, { cwd: `${import.meta.dirname}/..` });
const lines = [ISOLATED, SPECTRAL, SLOW].flatMap(Object.entries);

test.each(lines)("%s: %s", (pattern) => {
  expect(filesOf(pattern).length).toBeGreaterThan(0);
});

test.each(LONG)("%s is there", (file) => {
  expect(filesOf(file)).toEqual([file]);
});

test("no file runs twice", () => {
  const files = lines.flatMap(([pattern]) => filesOf(pattern));
  expect(files.filter((file, index) => files.indexOf(file) !== index)).toEqual([]);
});
