import { readFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { isObject } from "../../src/core/json-value.ts";
import { CORPUS, corpusRows, hasCorpus } from "../corpus.ts";
import { HARMLESS, plain, type Json, type Texts } from "./harmless.ts";
import { placesIn, reviewOf } from "./judged.ts";

const ENTRY = "openapi.yaml";
const EXAMPLES = ["fitness", "telematics", "patient-monitoring"].map((name) =>
  path.join(import.meta.dirname, "../../examples", name, "openapi.yaml"),
);

/** One description in eight of those in one file that are not huge. */
const REAL = corpusRows()
  .filter(({ path: file, multifile, operations }) => file.startsWith("real/") && !multifile && operations > 2)
  .map(({ path: file }) => path.join(CORPUS, file))
  .filter((file) => readFileSync(file).length < 300_000)
  .filter((_, index) => index % 8 === 1);

describe("a place keeps its fingerprint when", () => {
  test.each(Object.keys(HARMLESS))("%s", async (name) => {
    for (const file of EXAMPLES) await keepsPlaces(file, [name]);
  });

  test.skipIf(!hasCorpus)("real descriptions are changed in several of these ways", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...REAL),
        fc.shuffledSubarray(Object.keys(HARMLESS), { minLength: 2, maxLength: 6 }),
        async (file, names) => keepsPlaces(file, names),
      ),
      { numRuns: 60, seed: 20_261_124 },
    );
  });
});

test("what tells places apart is told by the fingerprint", async () => {
  const description = descriptionIn(EXAMPLES[0]!);
  const before = await placesOf(new Map([[ENTRY, JSON.stringify(description)]]));
  const paths = description["paths"] as Json;
  const renamed = {
    ...description,
    paths: Object.fromEntries(Object.entries(paths).map(([name, item]) => [name.replace("/users", "/people"), item])),
  };
  const after = await placesOf(new Map([[ENTRY, JSON.stringify(renamed)]]));
  const gone = [...before].filter(([fingerprint]) => !after.has(fingerprint)).map(([, place]) => place);
  expect(gone.length).toBeGreaterThan(0);
  expect(gone.filter((place) => !place.includes("/users"))).toEqual([]);
});

/** Applies changes one after another; one that makes several files stays the last. */
async function keepsPlaces(file: string, names: readonly string[]): Promise<void> {
  const description = descriptionIn(file);
  let texts: Texts = new Map([[ENTRY, JSON.stringify(description, undefined, 2)]]);
  const done: string[] = [];
  for (const name of names) {
    const [only, ...more] = texts.values();
    if (more.length > 0) break;
    texts = HARMLESS[name]!(plain(parse(only!, { maxAliasCount: -1 })), ENTRY);
    done.push(name);
  }
  const before = await placesOf(new Map([[ENTRY, JSON.stringify(description)]]));
  const after = await placesOf(texts);
  const told = `${path.relative(CORPUS, file)} after ${done.join(", ")}`;
  expect([told, ...[...before].filter(([one]) => !after.has(one))]).toEqual([told]);
  expect([told, ...[...after].filter(([one]) => !before.has(one))]).toEqual([told]);
}

/** The structure of the entry file alone is judged: what moves out of it is not. */
async function placesOf(texts: Texts): Promise<ReadonlyMap<string, string>> {
  const places = placesIn(await reviewOf(texts, ENTRY));
  return new Map([...places].filter(([, place]) => !place.startsWith("invalid-structure")));
}

function descriptionIn(file: string): Json {
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  const value: unknown = text.trimStart().startsWith("{")
    ? JSON.parse(text)
    : parse(text, { merge: true, maxAliasCount: -1 });
  if (!isObject(value)) throw new Error(`${file} is no object`);
  return plain(value);
}
