import { readFileSync } from "node:fs";
import path from "node:path";
import { parseEvents } from "js-yaml";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { UserError } from "../../src/core/user-error.ts";
import { LIMITS } from "../../src/load/limits.ts";
import { rangeAt, readSource } from "../../src/load/source.ts";
import { CORPUS, corpusRows, hasCorpus } from "../corpus.ts";
import { isThorough, shareOf } from "../thorough.ts";
import { independentTree } from "./independent-tree.ts";

const read = (text: string | Uint8Array, file = "a.yaml") => readSource(file, Buffer.from(text), LIMITS);

function refusal(text: string | Uint8Array, file = "a.yaml"): string {
  try {
    read(text, file);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return "accepted";
}

/** A beginning that `js-yaml` refuses and `yaml` accepts, so that the second reader is asked. */
const AGAIN = 'x: [\n  "a", "b"\n]\n';

function isRefusedByFirst(text: string): boolean {
  try {
    parseEvents(text, { maxDepth: 500 });
    return false;
  } catch {
    return true;
  }
}

test("the second reader is asked for what the first refuses", () => {
  expect(isRefusedByFirst(AGAIN)).toBe(true);
  expect(read(AGAIN).value).toEqual({ x: ["a", "b"] });
});

describe.skipIf(!hasCorpus)("Descriptions that js-yaml refuses and yaml accepts (skipped without the corpus)", () => {
  const refused = shareOf(corpusRows(), 6).filter(
    (row) => row.format === "yaml" && isRefusedByFirst(readFileSync(path.join(CORPUS, row.path), "utf8")),
  );

  test("there are some", () => expect(refused.length).toBeGreaterThan(isThorough ? 20 : 3));

  test.each(refused.map((row) => row.path))("%s is read, with every position right", (file) => {
    const source = readSource(file, readFileSync(path.join(CORPUS, file)), LIMITS);
    const tree = independentTree(source.text, "yaml");
    expect(source.value).toEqual(parse(source.text, { logLevel: "silent" }));
    for (const tokens of tree.pointers()) {
      const theirs = tree.spotOf(tokens)!;
      expect(source.layout.spanOf(tokens)).toMatchObject({
        keyStart: theirs.keyStart,
        ...(theirs.isEmpty ? {} : { valueStart: theirs.valueStart }),
      });
    }
  });
});

// What it is, the text, its value as JSON.
// oxfmt-ignore
const VALUES: readonly (readonly [what: string, text: string | Uint8Array, json: string])[] = [
  ["numbers, truth and null", "a: 1\nb: 1.5\nc: true\nd: ~\ne:\n", '{"a":1,"b":1.5,"c":true,"d":null,"e":null}'],
  ["words of YAML 1.1 as texts", "a: yes\nb: no\nc: on\nd: 1:30\n", '{"a":"yes","b":"no","c":"on","d":"1:30"}'],
  ["dates as texts", "a: 2020-01-31\n", '{"a":"2020-01-31"}'],
  ["numbers as keys", "200: a\n1.0: b\ntrue: c\n", '{"200":"a","1.0":"b","true":"c"}'],
  ["quoted keys", "\"a b\": 1\n'c: d': 2\n", '{"a b":1,"c: d":2}'],
  ["an empty key", ": 1\n", '{"":1}'],
  ["tags of the core schema", 'a: !!str 1\nb: !!int "2"\nc: !!float 3\n', '{"a":"1","b":2,"c":3}'],
  ["a tag that nobody knows", "a: !secret 1\nb: !Ref {c: d}\n", '{"a":"1","b":{"c":"d"}}'],
  ["block scalars", "a: |\n  x\n  y\nb: >-\n  x\n  y\n", '{"a":"x\\ny\\n","b":"x y"}'],
  ["a merge key", "a: &x {k: 1, l: 2}\nb: {<<: *x, k: 3}\n", '{"a":{"k":1,"l":2},"b":{"k":3,"l":2}}'],
  ["a list of merge keys, the first wins", "a: &x {k: 1}\nb: &y {k: 2}\nc: {<<: [*x, *y]}\n", '{"a":{"k":1},"b":{"k":2},"c":{"k":1}}'],
  ["a merge key behind the key that overrides it", "a: &x {k: 1}\nb:\n  k: 2\n  <<: *x\n", '{"a":{"k":1},"b":{"k":2}}'],
  ["a quoted merge key as data", 'a: {"<<": 1}\n', '{"a":{"<<":1}}'],
  ["a merge key with nothing to merge as data", "a: {<<: 1}\n", '{"a":{"<<":1}}'],
  ["aliases", "a: &x [1]\nb: *x\n", '{"a":[1],"b":[1]}'],
  ["an alias for a key's text", "&k a: 1\nb: *k\n", '{"a":1,"b":"a"}'],
  ["an alias as key", "a: &k b\n*k : 1\n", '{"a":"b","b":1}'],
  ["an anchor that is given anew", "a: &x 1\nb: *x\nc: &x 2\nd: *x\n", '{"a":1,"b":1,"c":2,"d":2}'],
  ["a text with a mark and an end of a document", "%YAML 1.2\n---\na: 1\n...\n", '{"a":1}'],
  ["tabs behind values and in blank lines", "a: 1\t\n\t\nb:\t2\n", '{"a":1,"b":2}'],
  ["CRLF", "a: 1\r\nb:\r\n  - 2\r\n", '{"a":1,"b":[2]}'],
  ["CR alone", "a: 1\rb:\r  - 2\r", '{"a":1,"b":[2]}'],
  ["a byte order mark", "\uFEFFa: 1\n", '{"a":1}'],
  ["JSON with a byte order mark", '\uFEFF{"a": 1}', '{"a":1}'],
  ["UTF-16, little end first", Buffer.from("\uFEFFa: é\n", "utf16le"), '{"a":"é"}'],
  ["UTF-16, big end first", Buffer.from("\uFEFFa: é\n", "utf16le").swap16(), '{"a":"é"}'],
  ["UTF-16 without a mark", Buffer.from("a: é\n", "utf16le"), '{"a":"é"}'],
  ["a flow mapping that is no JSON", "{a: 1, b: [x]}", '{"a":1,"b":["x"]}'],
  ["comments only", "# nothing\n", "null"],
  ["__proto__, constructor and toString as keys", "__proto__: {a: 1}\nconstructor: 2\ntoString: 3\n", '{"__proto__":{"a":1},"constructor":2,"toString":3}'],
  ["__proto__ in JSON", '{"__proto__": {"a": 1}, "constructor": 2, "toString": 3}', '{"__proto__":{"a":1},"constructor":2,"toString":3}'],
  ["__proto__ that a merge key brings", "a: &x {__proto__: {b: 1}}\nc: {<<: *x}\n", '{"a":{"__proto__":{"b":1}},"c":{"__proto__":{"b":1}}}'],
];

describe("Both readers give the value", () => {
  test.each(VALUES)("of %s", (_, text, json) => {
    expect(JSON.stringify(read(text).value ?? null)).toBe(json);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });

  const again = VALUES.filter(
    ([what, text]) =>
      typeof text === "string" &&
      !/^[\uFEFF{%]/.test(text) &&
      !/CR|comments|core schema|numbers as keys|alias as key|nothing to merge/.test(what),
  );
  test.each(again)("of %s, by the second reader", (_, text, json) => {
    expect(JSON.stringify({ x: ["a", "b"], ...(JSON.parse(json) as object) })).toBe(
      JSON.stringify(JSON.parse(json.replace("{", '{"x":["a","b"],'))),
    );
    const { value } = read(`${AGAIN}${String(text)}`);
    expect(JSON.parse(JSON.stringify(value))).toEqual(JSON.parse(json.replace("{", '{"x":["a","b"],')));
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });
});

// The text, the file that it stands in, the error.
// oxfmt-ignore
const REFUSED: readonly (readonly [what: string, text: string | Uint8Array, file: string, message: string])[] = [
  ["an empty file", "", "a.yaml", "a.yaml is empty"],
  ["a file of white space", " \n\t\n", "a.json", "a.json is empty"],
  ["two documents", "a: 1\n---\nb: 2\n", "a.yaml", "a.yaml holds more than one YAML document"],
  ["two documents, by the second reader", `${AGAIN}---\nb: 2\n`, "a.yaml", "a.yaml holds more than one YAML document"],
  ["an alias inside of what it stands for", "a: &x\n  b: *x\n", "a.yaml", 'a.yaml:2:6 uses the alias "*x" inside of what it stands for'],
  ["the same, by the second reader", `${AGAIN}a: &x\n  b: *x\n`, "a.yaml", 'a.yaml:5:6 uses the alias "*x" inside of what it stands for'],
  ["an alias that nothing defines", "a: *x\n", "a.yaml", 'a.yaml:1:4 uses the alias "*x", which no anchor defines'],
  ["the same, by the second reader", `${AGAIN}a: *x\n`, "a.yaml", 'a.yaml:4:4 uses the alias "*x", which no anchor defines'],
  ["a merge key with nothing to merge, by the second reader", `${AGAIN}a: {<<: 1}\n`, "a.yaml", 'a.yaml:4:9 has a merge key "<<" with nothing to merge'],
  ["a list as key", "a: 1\n? [b]\n: 2\n", "a.yaml", "a.yaml:2:3 has a key that is not a text"],
  ["an alias for an object as key", "a: &x {toString: 1}\n*x : 2\n", "a.yaml", "a.yaml:2:1 has a key that is not a text"],
  ["a tab as indentation", "a:\n\tb: 1\n", "a.yaml", "a.yaml:2:1 is not valid YAML: Tabs are not allowed as indentation"],
  ["a quote that is not closed", 'a: "b\n', "a.yaml", "a.yaml:2:1 is not valid YAML: Missing closing \"quote"],
  ["a control character", "a: b\0c\n", "a.yaml", "accepted"],
  ["bytes that are no UTF-8", Buffer.from([...Buffer.from("a: \uFFFD\nb: é"), 0xff, 0x0a]), "a.yaml", "a.yaml:2:5 is not text in UTF-8"],
  ["half a character at the end", Buffer.from([...Buffer.from("a: b\n"), 0xe2, 0x82]), "a.yaml", "a.yaml:2:1 is not text in UTF-8"],
  ["half a character of UTF-16", Buffer.from([0xff, 0xfe, 0x61, 0, 0x3a, 0, 0x0a, 0, 0, 0xd8, 0x61, 0]), "a.yaml", "a.yaml:2:1 is not text in UTF-16LE"],
  ["a comma too many", '{"a": 1,}', "a.json", "a.json:1:9 is not valid JSON: a key in double quotes is expected"],
  ["a comma too many in a list", '{"a": [1,\n]}', "a.json", "a.json:2:1 is not valid JSON: a value is expected"],
  ["a comma too few", '{"a": 1\n "b": 2}', "a.json", 'a.json:2:2 is not valid JSON: "," or "}" is expected'],
  ["a colon too few", '{"a" 1}', "a.json", 'a.json:1:6 is not valid JSON: ":" is expected'],
  ["single quotes", "{'a': 1}", "a.json", "a.json:1:2 is not valid JSON: a key in double quotes is expected"],
  ["a comment", '{"a": 1 // one\n}', "a.json", 'a.json:1:9 is not valid JSON: "," or "}" is expected'],
  ["an end too early", '{"a": [1\n', "a.json", "a.json:1:9 is not valid JSON: it ends too early"],
  ["more behind the end", '{"a": 1}\n{}', "a.json", "a.json:2:1 is not valid JSON: there is more text after its end"],
  ["a line end in a text", '{"a": "b\n"}', "a.json", "a.json:1:9 is not valid JSON: a control character must be escaped"],
  ["an escape that there is not", '{"a": "\\x"}', "a.json", "a.json:1:8 is not valid JSON: there is no such escape"],
  ["a text without an end", '{"a": "b}', "a.json", "a.json:1:7 is not valid JSON: the quote is not closed"],
  ["YAML in a file named JSON", "a: 1\n", "a.json", "a.json:1:1 is not valid JSON: a value is expected"],
  ["neither JSON nor YAML", '{"a": 1]', "-", '-:1:8 is not valid JSON: "," or "}" is expected'],
];

describe("An error names file, line and column", () => {
  test.each(REFUSED)("for %s", (_, text, file, message) => {
    expect(refusal(text, file)).toBe(message);
  });
});

// The text, and where a key stands again.
// oxfmt-ignore
const REPEATED: readonly (readonly [what: string, text: string, ...found: readonly string[]])[] = [
  ["of YAML", "a: 1\nb:\n  c: 1\n  c: 2\n  c: 3\n", "b/c line 4", "b/c line 5"],
  ["of the second reader", `${AGAIN}b:\n  c: 1\n  c: 2\n`, "b/c line 6"],
  ["of JSON", '{"a": {"c": 1,\n"c": 2}, "a": 3}', "/a line 2", "a/c line 2"],
  ["of JSON, written in two ways", '{"a": 1,\n"\\u0061": 2}', "/a line 2"],
  ["in a list", "a:\n  - {b: 1, b: 2}\n", "a/0/b line 2"],
  ["that a merge key does not make", "a: &x {k: 1}\nb: {<<: *x, k: 3}\n"],
  ["but not in two objects", '{"a": {"c": 1}, "b": {"c": 1}}'],
  ["but not a colon in a text", '{"a": ":::", "b:": 1}'],
  ["named __proto__", '{"__proto__": 1, "__proto__": 2}', "/__proto__ line 1"],
];

test.each(REPEATED)("A key that stands twice is known: %s", (_, text, ...found) => {
  const source = read(text);
  const keys = source.layout.repeatedKeys.map(
    ({ tokens, key, keyStart, keyEnd }) =>
      `${tokens.join("/")}/${key} line ${source.lines.rangeOf(keyStart, keyEnd).line}`,
  );
  expect(keys).toEqual(found);
});

test("merged members have positions with the second reader too", () => {
  const source = read(`${AGAIN}a: &x\n  k: {l: 1}\nb:\n  <<: *x\nc:\n  <<: [{m: 1}]\n`);
  expect(rangeAt(source, "#/b/k").line).toBe(5);
  expect(rangeAt(source, "#/b/k/l").line).toBe(5);
  expect(rangeAt(source, "#/c/m").line).toBe(9);
});
