import type { Concept } from "./concept.ts";
import { spellingsOf, type LexiconTables } from "./lexicon-tables.ts";

/**
 * What words mean: the concepts of `rulesets/lexicon.yaml` in every language, with the words that a `sallyport.yaml`
 * adds. Every element of a model carries that of its API. Words are asked about in small letters, as the tokenizer
 * gives them; accents may be there or not.
 */
export interface Lexicon {
  /** Whether a word, or a phrase with single spaces between its words, is one of a concept's, or of one that it includes. */
  readonly is: (word: string, concept: Concept) => boolean;
  /** Whether one of some words is a concept's, or several in a row are a phrase of it. */
  readonly has: (words: readonly string[], concept: Concept) => boolean;
  /** Of how many words the longest phrase of a concept is that stands at `start`; 0 where there is none. */
  readonly lengthAt: (words: readonly string[], start: number, concept: Concept) => number;
  /** The first of some concepts that a word is one of. */
  readonly which: <const C extends Concept>(word: string, concepts: readonly C[]) => C | undefined;
  /** A word or phrase of a concept in English: itself, or the name of the narrowest concept below that one which has it. */
  readonly inEnglish: (word: string, concept: Concept) => string | undefined;
  /** The words of a concept as alternatives of a regular expression, the longest first: for the grammar of sentences. */
  readonly alternatives: (concept: Concept) => string;
}

/** Words that are added to concepts, by the concept. */
export type AddedWords = Readonly<Record<string, readonly string[]>>;

/** What words mean by compiled tables, and by further words. What is known of a concept is put together when it is asked for. */
export function lexiconFrom(tables: LexiconTables, added: AddedWords = {}): Lexicon {
  const known = new Map<Concept, Words>();
  const wordsOf = (concept: Concept): Words => {
    let words = known.get(concept);
    if (words === undefined) known.set(concept, (words = wordsFrom(tables, added, concept)));
    return words;
  };
  const is: Lexicon["is"] = (word, concept) => wordsOf(concept).all.has(word);
  const lengthAt: Lexicon["lengthAt"] = (words, start, concept) => {
    const { all, phrases } = wordsOf(concept);
    const first = words[start];
    if (first === undefined) return 0;
    for (let length = Math.min(phrases.get(first) ?? 1, words.length - start); length > 1; length -= 1)
      if (all.has(words.slice(start, start + length).join(" "))) return length;
    return all.has(first) ? 1 : 0;
  };
  const inEnglish: Lexicon["inEnglish"] = (word, concept) => {
    const { english, all, includes } = wordsOf(concept);
    if (english.has(word)) return word;
    if (!all.has(word)) return undefined;
    const narrower = includes.find((kind) => is(word, kind));
    return narrower === undefined ? concept.replaceAll("-", " ") : inEnglish(word, narrower);
  };
  const sources = new Map<Concept, string>();
  return {
    is,
    lengthAt,
    inEnglish,
    has: (words, concept) => words.some((_, start) => lengthAt(words, start, concept) > 0),
    which: (word, concepts) => concepts.find((concept) => is(word, concept)),
    alternatives: (concept) => {
      let source = sources.get(concept);
      if (source === undefined) sources.set(concept, (source = alternativesOf(wordsOf(concept).all)));
      return source;
    },
  };
}

/** The words of a concept and of those that it includes. */
interface Words {
  readonly english: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
  /** Of how many words the longest phrase is that begins with a word. */
  readonly phrases: ReadonlyMap<string, number>;
  readonly includes: readonly Concept[];
}

function wordsFrom(tables: LexiconTables, added: AddedWords, concept: Concept): Words {
  const [english, others] = [new Set<string>(), new Set<string>()];
  collect(tables, added, concept, english, others);
  const all = new Set([...english, ...others]);
  const phrases = new Map<string, number>();
  for (const word of all) {
    if (!word.includes(" ")) continue;
    const [first, ...rest] = word.split(" ");
    phrases.set(first!, Math.max(phrases.get(first!) ?? 0, rest.length + 1)); // a text that is split has a first part
  }
  return { english, all, phrases, includes: includedIn(tables, concept) };
}

/** Concepts include others without a circle, which a test holds. */
function collect(
  tables: LexiconTables,
  added: AddedWords,
  concept: Concept,
  english: Set<string>,
  others: Set<string>,
): void {
  const [, , ours = "", abroad = ""] = tables[concept] ?? [];
  for (const word of split(ours)) english.add(word);
  for (const word of split(abroad)) others.add(word);
  for (const word of added[concept] ?? []) for (const spelling of spellingsOf(word)) others.add(spelling);
  for (const kind of includedIn(tables, concept)) collect(tables, added, kind, english, others);
}

function includedIn(tables: LexiconTables, concept: Concept): readonly Concept[] {
  return split(tables[concept]?.[1] ?? "") as readonly Concept[]; // the build refuses names that are none
}

function split(words: string): readonly string[] {
  return words === "" ? [] : words.split(",");
}

function alternativesOf(words: ReadonlySet<string>): string {
  return [...words]
    .toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map((word) => word.replaceAll(/[^\p{L}\p{N} ]/gu, String.raw`\$&`))
    .join("|");
}
