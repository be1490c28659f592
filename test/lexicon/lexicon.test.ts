import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { isNone, LANGUAGES, lexiconTablesOf, wordsIn } from "../../src/lexicon/lexicon-tables.ts";
import { plainWord } from "../../src/lexicon/name-tokens.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const TEXT = readFileSync(`${ROOT}/rulesets/lexicon.yaml`, "utf8");

/** A concept as it is written. */
type Entry = Readonly<Record<string, unknown>>;
const written = load(TEXT) as Readonly<Record<string, Entry>>; // its form is checked when it is compiled
const concepts = Object.entries(written);

test("src/lexicon/concept.ts has the names of all concepts", async () => {
  const names = concepts.map(([concept]) => concept).toSorted();
  await expect(
    `/** The names of the concepts of \`rulesets/lexicon.yaml\`, of which a test writes and holds this list. */\nexport type Concept =\n${names.map((name) => `  | "${name}"`).join("\n")};\n`,
  ).toMatchFileSnapshot(`${ROOT}/src/lexicon/concept.ts`);
});

test("every concept has words in every language, or says why it has none", () => {
  const missing = concepts.flatMap(([concept, entry]) =>
    LANGUAGES.filter((language) => {
      const words = entry[language];
      if (words === undefined) return entry["includes"] === undefined || LANGUAGES.some((other) => entry[other]);
      return isNone(words)
        ? !/\w{3,} \w+/.test(String((words as { readonly none: unknown }).none)) // `isNone` has just said so
        : wordsIn(words, concept).length === 0;
    }).map((language) => `${concept} has no ${language}`),
  );
  expect(missing).toEqual([]);
});

test("no concept stands twice, and none has a word twice", () => {
  const names = [...TEXT.matchAll(/^([a-z][\w-]*):/gm)].map(([, name]) => name!);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  const twice = concepts.flatMap(([concept, entry]) =>
    LANGUAGES.flatMap((language) => {
      const words = entry[language] === undefined || isNone(entry[language]) ? [] : wordsIn(entry[language], concept);
      // One with its accents and without is one word.
      const plain = words.map(plainWord);
      return plain
        .filter((word, index) => plain.indexOf(word) !== index)
        .map((word) => `${concept}.${language}: ${word}`);
    }),
  );
  expect(twice).toEqual([]);
});

test("words are written in small letters, and say nothing but themselves", () => {
  const odd = concepts.flatMap(([concept, entry]) =>
    LANGUAGES.flatMap((language) =>
      entry[language] === undefined || isNone(entry[language]) ? [] : wordsIn(entry[language], concept),
    ).filter((word) => !/^[\p{Ll}\d]+(?: [\p{Ll}\d]+)*$/u.test(word)),
  );
  expect(odd).toEqual([]);
});

test("every concept is asked for somewhere, by the code or by a concept that is", () => {
  const source = readdirSync(`${ROOT}/src`, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && path.basename(file) !== "concept.ts")
    .map((file) => readFileSync(`${ROOT}/src/${file}`, "utf8"))
    .join("\n");
  const asked = new Set<string>();
  const ask = (concept: string): void => {
    if (asked.has(concept)) return;
    asked.add(concept);
    for (const kind of wordsIn(written[concept]?.["includes"] ?? "", concept)) ask(kind);
  };
  const quoted = new Set(source.match(/(?<=")[a-z][\w-]*(?=")/g));
  for (const [concept] of concepts) if (quoted.has(concept)) ask(concept);
  expect(concepts.map(([concept]) => concept).filter((concept) => !asked.has(concept))).toEqual([]);
});

test("no concept includes itself, on whatever way", () => {
  const circles = concepts.flatMap(([concept]) => {
    const below = new Set<string>();
    const walk = (one: string): void => {
      for (const kind of wordsIn(written[one]?.["includes"] ?? "", one)) {
        if (below.has(kind)) continue;
        below.add(kind);
        walk(kind);
      }
    };
    walk(concept);
    return below.has(concept) ? [concept] : [];
  });
  expect(circles).toEqual([]);
});

test("an action is called by one of its own English words", () => {
  const actions = wordsIn(written["action"]?.["includes"], "action");
  const named = (concept: string): readonly string[] => {
    const { includes, en } = written[concept] ?? {};
    if (includes !== undefined) return wordsIn(includes, concept).flatMap(named);
    return wordsIn(en, concept).includes(concept.replaceAll("-", " ")) ? [] : [concept];
  };
  // "unreact" is what takes a like back: no API says it, and it is shown for foreign words alone.
  expect([...new Set(actions.flatMap(named))].filter((concept) => concept !== "unreact")).toEqual([]);
});

test.each<[string, unknown, string]>([
  ["a concept without a gloss", { read: { en: "read" } }, "read.gloss must say what the concept is"],
  ["a language that is none of ours", { read: { gloss: "x", en: "a", nl: "lezen" } }, "read.nl is neither a language"],
  [
    "a kind that is no concept",
    { read: { gloss: "x", includes: "lst" } },
    "read.includes names lst, which is no other",
  ],
  ["words that are none", { read: { gloss: "x", en: [{ a: 1 }] } }, "read.en must be words"],
  ["a name with capitals", { Read: { gloss: "x" } }, "Read must be a name"],
])("%s is refused", (_name, data, error) => {
  expect(() => lexiconTablesOf(data)).toThrow(error);
});
