import { describe, expect, test } from "vitest";
import tables from "../../rulesets/lexicon.yaml?tables";
import type { Finding } from "../../src/core/review.ts";
import type { Concept } from "../../src/lexicon/concept.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { loadDocument } from "../../src/load/document.ts";
import { readApi } from "../../src/model/read-api.ts";
import { actionOf } from "../../src/operations/candidates/action.ts";
import { reviewAlone } from "../review-alone.ts";
import { COLUMNS, inEnglish, NAMES, rowsOf, translated, type Json } from "./translated/translation.ts";

/*
 * Twelve APIs of different domains, each as teams would write it that speak one of five languages. Whatever language an
 * API speaks, it is judged alike: where it is not, the lexicon or the classifier lacks something. The words of the tables
 * were written before any of this was run, when one of 48 was judged as in English at once; they change only where a
 * speaker of the language would not say so.
 */

describe("in German, French, Spanish and Portuguese an API is judged as in English", () => {
  test.each(NAMES.flatMap((name) => COLUMNS.map((language, column) => ({ name, language, column }))))(
    "$name in $language",
    async ({ name, column }) => {
      const english = await judgedInEnglish(name);
      const { description, operations } = translated(name, column);
      expect(differencesOf(english, await judged(description, operations))).toEqual([]);
    },
  );

  test.each(NAMES)("%s has no word in its table that it does not use", (name) => {
    const { used } = translated(name, 0);
    expect(rowsOf(name).filter((row) => !used.has(row))).toEqual([]);
  });
});

/** What only the English description has, and what only the other one. */
function differencesOf(english: Judged, other: Judged): readonly string[] {
  const kinds = ["findings", "ifAssumed", "verdict", "tests", "actions"] as const;
  return kinds.flatMap((kind) => [
    ...without(english[kind], other[kind]).map((line) => `  only in English: ${line}`),
    ...without(other[kind], english[kind]).map((line) => `  not in English:  ${line}`),
  ]);
}

function without(some: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return some.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

test("the twelve show what is to be judged alike", async () => {
  const all = await Promise.all(NAMES.map(judgedInEnglish));
  expect(new Set(all.flatMap(({ findings }) => findings.map((one) => one.split(" ")[0]))).size).toBeGreaterThan(12);
  expect(new Set(all.flatMap(({ tests }) => tests.map((one) => one.split(" ")[1]))).size).toBeGreaterThan(6);
  expect(new Set(all.flatMap(({ actions }) => actions.map((one) => one.split(": ")[1]))).size).toBeGreaterThan(8);
});

const inEnglishBefore = new Map<string, Promise<Judged>>();

/** Judged once for all the languages that it is compared with. */
function judgedInEnglish(name: string): Promise<Judged> {
  let before = inEnglishBefore.get(name);
  if (before === undefined) inEnglishBefore.set(name, (before = judged(inEnglish(name), new Map())));
  return before;
}

interface Judged {
  readonly findings: readonly string[];
  readonly ifAssumed: readonly string[];
  readonly verdict: readonly string[];
  readonly tests: readonly string[];
  readonly actions: readonly string[];
}

/** What a review says of each operation, by the ids of the English one. */
async function judged(description: Json, operations: ReadonlyMap<string, string>): Promise<Judged> {
  const files = withBuffers(
    filesBelow(import.meta.dirname),
    new Map([["openapi.json", Buffer.from(JSON.stringify(description))]]),
  );
  const english = (id: string): string => operations.get(id) ?? id;
  const review = await reviewAlone("openapi.json", files);
  const shown = (finding: Finding): readonly string[] =>
    [
      ...new Set([
        ...finding.operations.map(english),
        ...finding.places.flatMap(({ operation }) => (operation === null ? [] : [english(operation)])),
      ]),
    ].map((operation) => `${finding.rule} ${finding.severity} ${operation}`);
  return {
    findings: review.findings.flatMap(shown).toSorted(),
    ifAssumed: review.assumptions.flatMap(({ ifTrue }) => ifTrue.flatMap(shown)).toSorted(),
    verdict: [`verdict ${review.verdict.decision}`],
    tests: review.tests
      .flatMap(({ kind, operation, further = [] }) =>
        [kind, ...further.map((one) => one.kind)].map((one) => `test ${one} ${english(operation)}`),
      )
      .toSorted(),
    actions: readApi(await loadDocument("openapi.json", files))
      .operations.map((operation) => {
        const { verb, isReading, isMaking, isBatch } = actionOf(operation);
        const kinds = KINDS.filter((kind) => operation.lexicon.is(verb, kind));
        const of = [isReading && "is a read", isMaking && "makes one", isBatch && "of many"].filter(
          (one) => one !== false,
        );
        return `action ${english(`${operation.method} ${operation.path}`)}: ${[...of, ...kinds].join(", ")}`;
      })
      .toSorted(),
  };
}

/**
 * The kinds of actions that rules and tests tell apart. English synonyms stand in several concepts of one kind (`unlock` and
 * `unblock`), where other languages have one word.
 */
const KINDS: readonly Concept[] = kindsBelow("action");

function kindsBelow(concept: Concept): readonly Concept[] {
  const includes = (tables[concept]?.[1] ?? "").split(",").filter((one) => one !== "") as Concept[]; // the build refuses others
  return includes.length === 0 ? [] : [concept, ...includes.flatMap(kindsBelow)];
}
