import { lexiconOf } from "../../lexicon/lexicon-of.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { addTo } from "../../core/grouped.ts";
import type { Categories, Category, OwnerKind, PairSide, Strength, WordList } from "./categories.ts";
import {
  beginningOf,
  categoryTablesOf,
  type CategoryTable,
  type CategoryTables,
  type PhraseTable,
} from "./category-tables.ts";
import { keyMeaningsFrom } from "./key-meanings.ts";
import type { Phrase, Phrases } from "./phrases.ts";

/**
 * Compiles the parsed text of `data-categories.yaml`. Further data of the same form (a user's own categories) adds words and categories,
 * which come before the built-in ones. Throws an Error that names the spot where the data is not of that form.
 */
export function compileCategories(data: unknown, ...own: readonly unknown[]): Categories {
  return categoriesFrom(lexiconOf(), ...own.map(categoryTablesOf), categoryTablesOf(data));
}

/** What fields are classified by, from tables; those that come first come before the others. */
export function categoriesFrom(lexicon: Lexicon, ...sources: readonly CategoryTables[]): Categories {
  const starts = sources.map((_, at) =>
    sources.slice(0, at).reduce((sum, { categories }) => sum + categories.length, 0),
  );
  const all = sources.flatMap(({ categories }) => categories).map(categoryFrom);
  const categoryAt = (source: number, index: number): Category => all[(starts[source] ?? 0) + index]!; // tables name their own
  const firstOf = (
    name: "byFact" | "byPersonalFact" | "byValue" | "byTellingValue" | "byFormat" | "byEvidence",
  ): Map<string, Category> =>
    new Map(
      sources
        .flatMap((source, at) => source[name].map(([term, category]) => [term, categoryAt(at, category)] as const))
        .toReversed(),
    );
  return {
    lexicon,
    meaningOf: keyMeaningsFrom(sources),
    names: phrasesFrom(
      sources.map(({ names }) => names),
      ([category, strength], at) => ({
        category: categoryAt(at, Number(category)),
        strength: strength as Strength, // as tables of names have it
      }),
    ),
    holders: phrasesFrom(
      sources.map(({ holders }) => holders),
      ([category], at) => categoryAt(at, Number(category)),
    ),
    subjectHolders: phrasesFrom(
      sources.map(({ subjectHolders }) => subjectHolders),
      ([category], at) => categoryAt(at, Number(category)),
    ),
    gathers: phrasesFrom(
      sources.map(({ gathers }) => gathers),
      ([category], at) => categoryAt(at, Number(category)),
    ),
    within: phrasesFrom(
      sources.map(({ within }) => within),
      ([category], at) => categoryAt(at, Number(category)),
    ),
    pairs: pairsFrom(sources, categoryAt),
    owners: phrasesFrom(
      sources.map(({ owners }) => owners),
      ([kind]) => kind as OwnerKind, // as the table of owners has it
    ),
    byFact: firstOf("byFact"),
    byPersonalFact: firstOf("byPersonalFact"),
    byValue: firstOf("byValue"),
    byTellingValue: firstOf("byTellingValue"),
    byFormat: firstOf("byFormat"),
    byEvidence: firstOf("byEvidence"),
    words: wordsFrom(sources),
  };
}

function pairsFrom(
  sources: readonly CategoryTables[],
  categoryAt: (source: number, index: number) => Category,
): Categories["pairs"] {
  const sides = new Map<string, PairSide[]>();
  let pair = 0;
  for (const [at, { pairs }] of sources.entries()) {
    for (const { category: index, paired, pairedWith } of pairs) {
      const category = categoryAt(at, index);
      for (const word of paired) addTo(sides, word, { pair, isFirst: true, category });
      for (const word of pairedWith) addTo(sides, word, { pair, isFirst: false, category });
      pair += 1;
    }
  }
  return sides;
}

function wordsFrom(sources: readonly CategoryTables[]): Categories["words"] {
  const lists = Object.keys(sources[0]?.words ?? {}) as WordList[]; // the keys of a record of lists
  return Object.fromEntries(
    lists.map((list) => [list, new Set(sources.flatMap(({ words }) => words[list]))]),
  ) as unknown as Categories["words"]; // one entry for each list
}

function categoryFrom({ key, says, sensitivity, contains, on, lists }: CategoryTable, order: number): Category {
  const setOf = (name: string): ReadonlySet<string> => new Set(lists[name]);
  const isOn = (name: string): boolean => on.includes(name);
  return {
    key,
    says,
    sensitivity,
    order,
    contains: phrasesFrom([contains], () => true as const),
    places: setOf("places"),
    not: setOf("not"),
    notAfter: setOf("notAfter"),
    notBefore: setOf("notBefore"),
    possibleAfter: setOf("possibleAfter"),
    notFormats: setOf("notFormats"),
    partsIn: (lists["partsIn"] ?? []).map((phrase) => phrase.split(" ")),
    notIn: (lists["notIn"] ?? []).map((phrase) => phrase.split(" ")),
    neverIn: setOf("neverIn"),
    possibleIn: setOf("possibleIn"),
    possibleBeside: setOf("possibleBeside"),
    likelyIn: setOf("likelyIn"),
    likelyBeside: setOf("likelyBeside"),
    subjects: setOf("subjects"),
    certain: isOn("certain"),
    enums: isOn("enums"),
    dates: isOn("dates"),
    measures: isOn("measures"),
    files: isOn("files"),
    carries: isOn("carries"),
    identifies: isOn("identifies"),
    suggests: isOn("suggests"),
    named: isOn("named"),
    byContent: isOn("byContent"),
    joined: isOn("joined"),
    loose: isOn("loose"),
    whole: isOn("whole"),
    binary: isOn("binary"),
    codes: isOn("codes"),
  };
}

/** Phrases from tables; those of a first word are made when it is first asked for: a description uses few of them. */
function phrasesFrom<T>(
  tables: readonly PhraseTable[],
  meaningOf: (means: readonly string[], source: number) => T,
): Phrases<T> {
  const made = new Map<string, readonly Phrase<T>[]>();
  return {
    get(first) {
      let phrases = made.get(first);
      if (phrases !== undefined) return phrases;
      phrases = tables.flatMap((table, source) =>
        linesOf(table, first).map((line) => {
          const [words = "", ...means] = line.split("\t");
          return { words: words.split(" "), means: meaningOf(means, source) };
        }),
      );
      made.set(first, phrases);
      return phrases;
    },
  };
}

/** The lines of a table whose first word is the given one. */
function linesOf(table: PhraseTable, first: string): readonly string[] {
  const beginning = beginningOf(first);
  const text = Object.hasOwn(table, beginning) ? table[beginning]! : "";
  const start = `\n${first}`;
  const lines: string[] = [];
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
    const behind = text[at + start.length];
    if (behind === " " || behind === "\t" || behind === "\n")
      lines.push(text.slice(at + 1, text.indexOf("\n", at + 1)));
  }
  return lines;
}
