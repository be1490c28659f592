import { readFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CORPUS, corpusRows, hasCorpus } from "../corpus.ts";
import { HARMLESS, type Json, type Texts } from "./harmless.ts";
import { runsOf, shareOf } from "../thorough.ts";
import { descriptionIn, descriptionOf, placesIn, reviewOf } from "./judged.ts";

const ENTRY = "openapi.yaml";
const EXAMPLES = shareOf(["fitness", "patient-monitoring", "telematics"], 2).map((name) =>
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
      { numRuns: runsOf(60, 10), seed: 20_261_124 },
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

/** Of each description as it was, by its file. */
const places: Record<string, ReadonlyMap<string, string>> = {};

/** Applies changes one after another; one that makes several files stays the last. */
async function keepsPlaces(file: string, names: readonly string[]): Promise<void> {
  const description = descriptionIn(file);
  let texts: Texts = new Map([[ENTRY, JSON.stringify(description, undefined, 2)]]);
  const done: string[] = [];
  for (const name of names) {
    const [only, ...more] = texts.values();
    if (more.length > 0) break;
    texts = HARMLESS[name]!(descriptionOf(only!), ENTRY);
    done.push(name);
  }
  const before = (places[file] ??= await placesOf(new Map([[ENTRY, JSON.stringify(description)]])));
  const after = await placesOf(texts);
  const told = `${path.relative(CORPUS, file)} after ${done.join(", ")}`;
  expect([told, ...[...before].filter(([one]) => !after.has(one))]).toEqual([told]);
  expect([told, ...[...after].filter(([one]) => !before.has(one))]).toEqual([told]);
}

/** The structure of the entry file alone is judged: what moves out of it is not. */
async function placesOf(texts: Texts): Promise<ReadonlyMap<string, string>> {
  const all = placesIn(await reviewOf(texts, ENTRY));
  return new Map([...all].filter(([, place]) => !place.startsWith("invalid-structure")));
}
