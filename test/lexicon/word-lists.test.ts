import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { listsIn } from "./lists-in-source.ts";
import { REASONED, STILL_TO_MOVE } from "./word-lists.ts";

const SOURCE = path.resolve(import.meta.dirname, "../../src");

const lists = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .map((file) => file.split(path.sep).join("/"))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts") && !file.includes("generated/"))
  .toSorted()
  .flatMap((file) =>
    listsIn(file, readFileSync(`${SOURCE}/${file}`, "utf8")).map(({ name, words }) => ({
      place: `${file} ${name}`,
      words,
    })),
  );

test("a list of more than ten words stands in the lexicon, or has its reason to stand in the code", () => {
  const known = new Set([...Object.keys(REASONED), ...STILL_TO_MOVE]);
  expect(lists.filter(({ place }) => !known.has(place))).toEqual([]);
});

test("what has moved is no exception any more", () => {
  const places = new Set(lists.map(({ place }) => place));
  expect([...Object.keys(REASONED), ...STILL_TO_MOVE].filter((place) => !places.has(place))).toEqual([]);
  expect(STILL_TO_MOVE.filter((place) => Object.hasOwn(REASONED, place))).toEqual([]);
});

const ELEVEN = "one two three four five six seven eight nine ten eleven".split(" ");
const quoted = ELEVEN.map((word) => JSON.stringify(word)).join(", ");

test.each([
  ["an array", `const LIST = [${quoted}];`],
  ["a set", `export const LIST: ReadonlySet<string> = new Set([${quoted}]);`],
  ["a text that is split", `const LIST = new Set("${ELEVEN.join(" ")}".split(" "));`],
  ["a template that is split", `const LIST = \`${ELEVEN.join(" ")}\`.split(/\\s+/);`],
  ["an expression", `const LIST = /\\b(?:${ELEVEN.join("|")})s?\\b/;`],
  ["an expression from a template", `const LIST = new RegExp(String.raw\`^(?:${ELEVEN.join("|")})$\`);`],
  ["a table", `const LIST = new Map([${ELEVEN.map((word) => `["${word}", 1]`).join(", ")}]);`],
  ["words of an object", `const LIST = { ${ELEVEN.map((word) => `${word}: "${word}"`).join(", ")} } as const;`],
  ["what stands in a function", `function LIST() { return [${quoted}].includes(x); }`],
])("%s is found", (_name, source) => {
  expect(listsIn("a.ts", source)).toEqual([{ name: "LIST", words: 11 }]);
});

test.each([
  ["ten words", `const LIST = [${quoted.slice(0, quoted.lastIndexOf(","))}];`],
  ["a sentence", "const TEXT = 'A caller who has no right to it gets the whole of what belongs to somebody else.';"],
  ["a type", `type LIST = ${ELEVEN.map((word) => `"${word}"`).join(" | ")};`],
])("%s is none", (_name, source) => {
  expect(listsIn("a.ts", source)).toEqual([]);
});
