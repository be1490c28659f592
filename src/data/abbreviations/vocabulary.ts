import lexicon from "../../../rulesets/lexicon.yaml?tables";
import categories from "../../../rulesets/data-categories.yaml?tables";
import { addTo } from "../../core/grouped.ts";
import { LANGUAGES } from "../../lexicon/lexicon-tables.ts";
import { TELLING } from "../../lexicon/told-concepts.ts";
import type { PhraseTable } from "../taxonomy/category-tables.ts";
import type { Language } from "./class-words.ts";
import { languageGuess } from "./language-guess.ts";

/** The words that a name may abbreviate: those that fields, their owners and what is done to them are known by. */
export interface Vocabulary {
  /** Whether it is a word of any language. */
  readonly has: (word: string) => boolean;
  /** Whether a name of this word alone says what it is. */
  readonly saysByItself: (word: string) => boolean;
  /** Whether it is known to be a word of a language. */
  readonly isOf: (word: string, language: Language) => boolean;
  /** The words that begin with a letter, but for those that are known to be of other languages only. */
  readonly beginningWith: (letter: string, language: Language) => readonly KnownWord[];
  /** The phrases of several words whose words begin with these letters, in this order, but for those of other languages. */
  readonly phrasesOf: (initials: string, language: Language) => readonly KnownPhrase[];
  /** How often words are in phrases, from 0 on; each ten times as much is more by some three. */
  readonly commonness: (words: readonly string[]) => number;
}

/** A word, and what it says by itself. */
export interface KnownWord {
  readonly word: string;
  /** What names of one meaning say is the same: a person, a contact. Of a word that says nothing by itself, the word. */
  readonly meaning: string;
  /** In how many phrases it is. */
  readonly weight: number;
  /** It is a phrase of several words, written as one: part of names as such, and hardly abbreviated by itself. */
  readonly isJoined: boolean;
  /** A bit for each language that it is of; of a word that the lexicon does not have, those that it looks like. */
  readonly languages: number;
}

export interface KnownPhrase {
  readonly words: readonly string[];
  readonly meaning: string;
}

/** A bit for each of `LANGUAGES`. */
function bitOf(language: Language): number {
  return 1 << LANGUAGES.indexOf(language);
}

/** The vocabulary, put together when a description needs it. */
export function vocabulary(): Vocabulary {
  return (known ??= vocabularyFrom());
}

let known: Vocabulary | undefined;

function vocabularyFrom(): Vocabulary {
  const meanings = new Map<string, string>();
  const weights = new Map<string, number>();
  const languages = new Map<string, number>();
  const phrases = new Map<string, KnownPhrase[]>();
  const add = (text: string, meaning: string | undefined, weight: number): void => {
    const words = text.split(" ");
    for (const word of words) weights.set(word, (weights.get(word) ?? 0) + weight);
    if (meaning === undefined) return;
    if (words.length > 1) addTo(phrases, words.map((word) => word[0]).join(""), { words, meaning });
    else if (!meanings.has(text)) meanings.set(text, meaning);
  };
  for (const [text, kind] of phrasesOf(categories.owners)) add(text, `is ${kind}`, 2);
  for (const table of [categories.names, categories.holders])
    for (const [text, index] of phrasesOf(table)) add(text, meaningOf(Number(index)), 1);
  for (const [text, language] of lexiconPhrases()) {
    add(text, undefined, 1);
    for (const word of text.split(" ")) languages.set(word, (languages.get(word) ?? 0) | (1 << language));
  }
  const ofLexicon = new Set(languages.keys());
  const joined = new Set([...phrases.values()].flat().map(({ words }) => words.join("")));

  const languagesOf = languageGuess(languages);
  for (const word of weights.keys()) if (!languages.has(word)) languages.set(word, languagesOf(word));

  const byLetter = new Map<string, KnownWord[]>();
  for (const [word, weight] of weights) {
    if (word.length < 4 || weight < 2 || IS_NUMBER.test(word)) continue;
    const isJoined = joined.has(word) && !ofLexicon.has(word);
    const entry = {
      word,
      meaning: meanings.get(word) ?? word,
      weight,
      isJoined,
      languages: languages.get(word) ?? ALL,
    };
    addTo(byLetter, word[0]!, entry);
  }
  return {
    has: (word) => weights.has(word),
    saysByItself: (word) => meanings.has(word),
    isOf: (word, language) => ofLexicon.has(word) && ((languages.get(word) ?? 0) & bitOf(language)) !== 0,
    beginningWith: (letter, language) => {
      const bit = bitOf(language);
      return (byLetter.get(letter) ?? []).filter((one) => (one.languages & bit) !== 0);
    },
    phrasesOf: (initials, language) => {
      const bit = bitOf(language);
      return (phrases.get(initials) ?? []).filter(({ words }) =>
        words.every((word) => ((languages.get(word) ?? ALL) & bit) !== 0),
      );
    },
    commonness: (words) => words.reduce((sum, word) => sum + Math.log2(1 + (weights.get(word) ?? 0)), 0) / words.length,
  };
}

/** Whether a word stands in a phrase of any language, asked of few words where the whole vocabulary would be much to put together. */
export function isKnownWord(word: string): boolean {
  const alone = new RegExp(`(?:^|[\\s,])${word}(?:$|[\\s,])`);
  return (allTexts ??= [...textsOfTables()]).some((text) => alone.test(text));
}

let allTexts: readonly string[] | undefined;

function* textsOfTables(): Generator<string> {
  for (const table of [categories.owners, categories.names, categories.holders]) yield* Object.values(table);
  for (const [concept, [, , english, others]] of Object.entries(lexicon))
    if (!TELLING.has(concept)) yield* [english, others];
}

const IS_NUMBER = /^\d/;
const ALL = (1 << LANGUAGES.length) - 1;

/** The words and phrases of the lexicon, each with the number of its language. */
function* lexiconPhrases(): Generator<readonly [text: string, language: number]> {
  for (const [concept, [, , english, others, counts]] of Object.entries(lexicon)) {
    if (TELLING.has(concept)) continue;
    for (const text of listed(english)) yield [text, 0];
    const [texts, all] = [listed(others), counts.split(",").map(Number)];
    let start = 0;
    for (const [at, count] of all.entries()) {
      for (const text of texts.slice(start, start + count)) yield [text, at + 1];
      start += count;
    }
  }
}

function listed(text: string): readonly string[] {
  return text === "" ? [] : text.split(",");
}

/** What is personal in the same way: `user.contact` of a phone number. */
function meaningOf(category: number): string {
  return (categories.categories[category]?.key ?? "").split(".").slice(0, 2).join(".");
}

function* phrasesOf(table: PhraseTable): Generator<readonly [phrase: string, means: string]> {
  for (const lines of Object.values(table))
    for (const line of lines.split("\n")) {
      const [phrase = "", means = ""] = line.split("\t");
      if (phrase !== "") yield [phrase, means];
    }
}
