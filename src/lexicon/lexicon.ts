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
  /**
   * A name with its abbreviated words written out, where the API names things by such words: `offender name` for `OFNDR_NM`.
   * Any other name as it is written. It is for reading names: what people see and services are sent is the name itself.
   */
  readonly inFull: (name: string) => string;
  /** Whether the API has such names. */
  readonly hasShortNames: boolean;
}

/** A lexicon that reads some names as others. */
export function withNamesInFull(lexicon: Lexicon, names: ReadonlyMap<string, string>): Lexicon {
  return { ...lexicon, inFull: (name) => names.get(name) ?? name, hasShortNames: true };
}

/** Words that are added to concepts, by the concept. */
export type AddedWords = Readonly<Record<string, readonly string[]>>;

/** What words mean by compiled tables, and by further words. What is known of a concept is put together when it is asked for. */
export function lexiconFrom(tables: LexiconTables, added: AddedWords = {}): Lexicon {
  const known = new Map<Concept, Words>();
  let [last, lastWords]: [Concept?, Words?] = [];
  const wordsOf = (concept: Concept): Words => {
    // All words of a name or a sentence are asked about one concept in a row.
    if (concept === last && lastWords !== undefined) return lastWords;
    let words = known.get(concept);
    if (words === undefined) known.set(concept, (words = wordsFrom(tables, added, concept)));
    last = concept;
    lastWords = words;
    return words;
  };
  const is: Lexicon["is"] = (word, concept) => has(wordsOf(concept), word);
  const lengthAt: Lexicon["lengthAt"] = (words, start, concept) => lengthIn(wordsOf(concept), words, start);
  const inEnglish: Lexicon["inEnglish"] = (word, concept) => {
    const words = wordsOf(concept);
    if (words.english.includes(`,${word},`)) return word;
    if (!has(words, word)) return undefined;
    const narrower = words.includes.find((kind) => is(word, kind));
    return narrower === undefined ? concept.replaceAll("-", " ") : inEnglish(word, narrower);
  };
  const sources = new Map<Concept, string>();
  return {
    is,
    lengthAt,
    inEnglish,
    has: (words, concept) => {
      const asked = wordsOf(concept);
      for (let start = 0; start < words.length; start += 1) if (lengthIn(asked, words, start) > 0) return true;
      return false;
    },
    which: (word, concepts) => concepts.find((concept) => is(word, concept)),
    alternatives: (concept) => {
      let source = sources.get(concept);
      if (source === undefined) sources.set(concept, (source = alternativesOf(wordsOf(concept).all)));
      return source;
    },
    inFull: (name) => name,
    hasShortNames: false,
  };
}

/** The words of a concept and of those that it includes. Each text has a comma before and behind each word. */
interface Words {
  readonly english: string;
  readonly all: string;
  readonly includes: readonly Concept[];
  /** What was found of the words that were asked for, until there are so many that it is looked for in `known`. */
  readonly asked: Map<string, Found>;
  /** The words, and what phrases of several words begin with: one look-up tells of most words that they are neither. */
  known: Map<string, Found> | undefined;
  /** One for each kind that a word of `known` has (see `kindOf`). */
  kinds: Uint8Array | undefined;
}

/** What a word is to a concept: whether it is one of its words, and the phrases of several words that begin with it. */
interface Found {
  readonly isOne: boolean;
  /** `undefined` until they are asked for. */
  readonly phrases: Phrases | undefined;
}

type Phrases = readonly (readonly string[])[];

/**
 * How many words are looked for in the text of a concept before sets are made of it: a small description asks most
 * concepts of few words, and all sets together would take a twentieth of its review.
 */
const SEARCHES = 48;

function wordsFrom(tables: LexiconTables, added: AddedWords, concept: Concept): Words {
  const [english, others]: [string[], string[]] = [[], []];
  collect(tables, added, concept, english, others);
  return {
    english: `,${english.join(",")},`,
    all: `,${[...english, ...others].join(",")},`,
    includes: includedIn(tables, concept),
    asked: new Map(),
    known: undefined,
    kinds: undefined,
  };
}

function has(words: Words, word: string): boolean {
  return foundOf(words, word).isOne;
}

/** Of how many words the longest phrase is that stands at `start`, or 1 where a word is; else 0. */
function lengthIn(words: Words, text: readonly string[], start: number): number {
  const first = text[start];
  if (first === undefined) return 0;
  const found = foundOf(words, first);
  if (found === NOTHING) return 0;
  let longest = found.isOne ? 1 : 0;
  for (const phrase of found.phrases ?? phrasesOf(words, first, found))
    if (phrase.length > longest && phrase.every((word, index) => text[start + index] === word)) longest = phrase.length;
  return longest;
}

function foundOf(words: Words, word: string): Found {
  if (words.known === undefined) {
    const found = words.asked.get(word);
    if (found !== undefined) return found;
    if (word === "" || word.includes(",")) return NOTHING; // no word has one
    if (words.asked.size < SEARCHES) {
      const searched = search(words.all, word);
      words.asked.set(word, searched);
      return searched;
    }
    words.known = allOf(words);
    words.kinds = kindsOf(words.known.keys());
    words.asked.clear();
  }
  if (words.kinds![kindOf(word)] === 0) return NOTHING; // made with `known`
  return words.known.get(word) ?? NOTHING;
}

/**
 * The kinds of some words. Of Stripe's description four million words are asked for, nearly all of them of no concept that
 * they are asked about: a glance at a few letters tells most of them apart, and is a fraction of a look-up.
 */
function kindsOf(words: Iterable<string>): Uint8Array {
  const kinds = new Uint8Array(KINDS);
  for (const word of words) kinds[kindOf(word)] = 1;
  return kinds;
}

/** One of `KINDS` numbers, by the length of a word and three of its letters. */
function kindOf(word: string): number {
  const { length } = word;
  return (
    (word.charCodeAt(0) * 37 + word.charCodeAt(length >> 1) * 11 + word.charCodeAt(length - 1) * 5 + length) &
    (KINDS - 1)
  );
}

/** A power of two; a concept has some hundred words at most. */
const KINDS = 1024;

function search(all: string, word: string): Found {
  const start = `,${word}`;
  let isOne = false;
  let phrases = NONE;
  for (let at = all.indexOf(start); at >= 0; at = all.indexOf(start, at + 1)) {
    const behind = all[at + start.length];
    if (behind === ",") isOne = true;
    else if (behind === " ") phrases = [...phrases, all.slice(at + 1, all.indexOf(",", at + 1)).split(" ")];
  }
  return phrases === NONE ? (isOne ? ONE : NOTHING) : { isOne, phrases };
}

const NONE: Phrases = [];
const ONE: Found = { isOne: true, phrases: NONE };
const NOTHING: Found = { isOne: false, phrases: NONE };
const ONE_THAT_BEGINS: Found = { isOne: true, phrases: undefined };
const BEGINNING: Found = { isOne: false, phrases: undefined };

function allOf({ all }: Words): Map<string, Found> {
  const known = new Map(listed(all).map((word) => [word, ONE]));
  for (const word of known.keys()) {
    if (!word.includes(" ")) continue;
    const first = word.slice(0, word.indexOf(" "));
    known.set(first, known.get(first)?.isOne === true ? ONE_THAT_BEGINS : BEGINNING);
  }
  return known;
}

/** The phrases of several words that begin with a word, from when they are asked for. */
function phrasesOf({ all, known }: Words, first: string, { isOne }: Found): Phrases {
  const { phrases = NONE } = search(all, first);
  known?.set(first, { isOne, phrases });
  return phrases;
}

function listed(text: string): readonly string[] {
  return text.split(",").filter((word) => word !== "");
}

/** Concepts include others without a circle, which a test holds. */
function collect(
  tables: LexiconTables,
  added: AddedWords,
  concept: Concept,
  english: string[],
  others: string[],
): void {
  const [, , ours = "", abroad = ""] = tables[concept] ?? [];
  if (ours !== "") english.push(ours);
  if (abroad !== "") others.push(abroad);
  for (const word of added[concept] ?? []) others.push(...spellingsOf(word));
  for (const kind of includedIn(tables, concept)) collect(tables, added, kind, english, others);
}

function includedIn(tables: LexiconTables, concept: Concept): readonly Concept[] {
  return listed(tables[concept]?.[1] ?? "") as readonly Concept[]; // the build refuses names that are none
}

function alternativesOf(words: string): string {
  return (
    [...new Set(listed(words))]
      .toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
      // With the flag `u` no other sign may be escaped.
      .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`))
      .join("|")
  );
}
