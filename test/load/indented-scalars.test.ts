import { expect, test } from "vitest";
import { LIMITS } from "../../src/load/limits.ts";
import { rangeAt, readSource } from "../../src/load/source.ts";

const read = (text: string) => readSource("a.yaml", Buffer.from(text), LIMITS);

// Each value is what PyYAML 6 reads.
test.each([
  ['a:\n  title: "x\ny z"\n  b: 1\n', { a: { title: "x y z", b: 1 } }],
  ["a:\n  title: 'x\n y''s\n\n z'\n  b: 1\n", { a: { title: "x y's\nz", b: 1 } }],
  ['title: "x\ny"\nb: 1\n', { title: "x y", b: 1 }],
  ['a:\n  - "x\ny"\n  - b\n', { a: ["x y", "b"] }],
  ["a:\n  - - t: \"x\n\n\n 'y'\nz\"\n      u: 1\n", { a: [[{ t: "x\n\n'y' z", u: 1 }]] }],
  ['a: "x\ny"\nb: "x\ny"\nc: \'x\ny\'\n', { a: "x y", b: "x y", c: "x y" }],
])("quoted lines that are indented too little are read as libyaml reads them: %j", (text, value) => {
  expect(read(text).value).toEqual(value);
});

test("places behind them are where they stand", () => {
  expect(rangeAt(read('a:\n  title: "x\ny z"\n  b: 1\n'), "#/a/b")).toMatchObject({ line: 4, column: 3 });
});

test.each([
  ['a:\n  t: "x\n--- y"\n'],
  ['a:\n  t: "x\n...\n  y"\n'],
  ['a:\n  t: "x\n  y\nb: 1\n'],
  ["a:\n  t: x\n b: 1\n"],
])("what libyaml refuses is refused: %j", (text) => {
  expect(() => read(text)).toThrow(/is not valid YAML|is nested/);
});
