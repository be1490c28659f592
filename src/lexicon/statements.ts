import access from "../../rulesets/statements/access.yaml?tables";
import admission from "../../rulesets/statements/admission.yaml?tables";
import agents from "../../rulesets/statements/agents.yaml?tables";
import authentication from "../../rulesets/statements/authentication.yaml?tables";
import data from "../../rulesets/statements/data.yaml?tables";
import effects from "../../rulesets/statements/effects.yaml?tables";
import inputs from "../../rulesets/statements/inputs.yaml?tables";
import words from "../../rulesets/statements/words.yaml?tables";
import { memoOfText, MOST_LONG_TEXTS } from "../core/memo.ts";
import { LANGUAGES } from "./lexicon-tables.ts";
import { allSentencesOf, isOfFuture } from "./sentences.ts";
import type { Stated, Statement } from "./statement.ts";
import { INNER, stemKeysOf, plainWords, type StatementTables } from "./statement-tables.ts";

/**
 * What the sentences of a text state about security, each with the first sentence that states it: "the server does not
 * compare the number with the log-in" states `not-compared`. By the patterns of `rulesets/statements/`, which put classes
 * of words into an order. All words of a match are of one language, so that "no" is a denial in Spanish and none in
 * Portuguese.
 */
export const statedIn = memoOfText((text): Stated => {
  const stated = new Map<Statement, string>();
  for (const sentence of allSentencesOf(text, LIMIT)) {
    const statements = statementsOfSentence(sentence);
    if (statements.length === 0) continue;
    // What is to come is stated by nothing else than that it is not there.
    const isFuture = isOfFuture(sentence);
    for (const statement of statements.filter((one) => !isFuture || one === NOT_YET))
      if (!stated.has(statement)) stated.set(statement, sentence);
  }
  return stated;
});

const NOT_YET = "control-not-yet" satisfies Statement;

/** Sentences recur in texts that differ otherwise, and are asked about by themselves, too. */
const statementsOfSentence = memoOfText(statementsOf, MOST_LONG_TEXTS);

/** So many signs of a text are looked at. */
const LIMIT = 4000;
/** Emphasis, tags of HTML, and where links lead. */
const NO_WORDS =
  /\*|<\/?(?:em|strong|b|i|u|code|p|br|a|span|li|div)\b[^<>]{0,200}>|\]\([^)\s]{0,400}\)|https?:\/\/\S+/g;
/** A sign that each of them has, and few sentences have. */
const MAY_HAVE_NO_WORDS = /[*<\]:]/;
/** It is no `n'` of French. */
const NUMBER_SIGN = /\bn[°º]/giu;
/** So many words of a sentence: a longer one is a list or a table. */
const LONGEST = 80;
/** So many other words may stand between two classes of a pattern, where it has no dots between them. */
const GAP = 4;
/** … and where the second is marked as near. */
const NEAR = 2;
/** … and so many between two parts that may stand in either order. */
const APART = 16;
/** A denial so many words before a match denies it. */
const BEFORE = 3;

/** A word of a class in a sentence. */
interface Hit {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The statements of a sentence. Most have none, and are done with before places of words are looked at: a sentence is read
 * in its languages alone, and a pattern whose classes are not all there is passed over.
 */
function statementsOf(sentence: string): readonly Statement[] {
  const plain = MAY_HAVE_NO_WORDS.test(sentence) ? sentence.replaceAll(NO_WORDS, " ") : sentence;
  const said = plainWords(
    plain.includes("°") || plain.includes("º") ? plain.replaceAll(NUMBER_SIGN, "numero ") : plain,
  ).slice(0, LONGEST);
  const stems = said.map(stemsOf);
  const patterns = patternsByClass();
  const found: Statement[] = [];
  for (const language of languagesOf(said, stems)) {
    const classes = classesIn(said, stems, language);
    let hits: readonly Hit[] | undefined;
    for (const one of classes) {
      for (const { statement, orders, needs, unless } of patterns.get(one) ?? NO_PATTERNS) {
        if (!areAllThere(needs) || unless.some(isThere) || found.includes(statement)) continue;
        hits ??= hitsIn(said, stems, language);
        if (isMatchedInSome(orders, hits)) found.push(statement);
      }
    }
    for (const one of classes) there[one] = 0;
  }
  return found;
}

const NO_PATTERNS: readonly Pattern[] = [];

/**
 * Which classes a sentence has words of, in the language in which it is being read, by their numbers: one array for all
 * sentences, since there are as many as there are texts, and sets of names were a third of the time.
 */
let there = new Uint8Array(0);

function isThere(one: number): boolean {
  return there[one] === 1;
}

function areAllThere(needs: readonly (readonly number[])[]): boolean {
  for (const some of needs) {
    let isOne = false;
    for (const one of some) if (there[one] === 1) isOne = true;
    if (!isOne) return false;
  }
  return true;
}

/** Marks the classes that a sentence has words of, and gives their numbers, each once and in the order of the words. */
function classesIn(said: readonly string[], stems: readonly Stems[], language: number): readonly number[] {
  const classes: number[] = [];
  for (let start = 0; start < said.length; start += 1) {
    for (const { number, parts } of stemsBefore(said[start + 1], stems[start]!, language)) {
      if (there[number] === 1 || (parts.length > 1 && !isPhraseAt(said, start, parts))) continue;
      there[number] = 1;
      classes.push(number);
    }
  }
  return classes;
}

function hitsIn(said: readonly string[], stems: readonly Stems[], language: number): readonly Hit[] {
  const hits: Hit[] = [];
  for (let start = 0; start < said.length; start += 1)
    for (const { name, parts } of stemsBefore(said[start + 1], stems[start]!, language))
      if (parts.length === 1 || isPhraseAt(said, start, parts)) hits.push({ name, start, end: start + parts.length });
  return hits;
}

/**
 * The stems that a word is, and the phrases that it may begin by the first letter of the word behind it. Nine in ten stems are
 * phrases, and nearly all of them go on otherwise.
 */
function stemsBefore(next: string | undefined, { byLanguage }: Stems, language: number): readonly Stem[] {
  const { all, byNext } = byLanguage[language]!;
  const letter = next?.charAt(0) ?? "";
  let stems = byNext.get(letter);
  if (stems === undefined) {
    stems = all.filter(({ parts: [, second = letter] }) => second.startsWith(letter) || second.startsWith("*"));
    byNext.set(letter, stems);
  }
  return stems;
}

/** Whether a phrase goes on behind the word at which it begins. */
function isPhraseAt(said: readonly string[], start: number, parts: readonly string[]): boolean {
  for (let index = 1; index < parts.length; index += 1) if (!isOf(said[start + index], parts[index]!)) return false;
  return true;
}

function isMatchedInSome(orders: Pattern["orders"], hits: readonly Hit[]): boolean {
  return orders.some((terms) => isMatched(terms, hits));
}

/** A term of a pattern: one of some classes, and how many words may stand before it. */
interface Term {
  readonly names: readonly string[];
  readonly gap: number;
}

interface Pattern {
  readonly statement: Statement;
  /** The terms, in each order in which they may stand. */
  readonly orders: readonly (readonly Term[])[];
  /** Of each term the numbers of its classes. */
  readonly needs: readonly (readonly number[])[];
  readonly unless: readonly number[];
}

/**
 * Whether the terms stand in their order, without a denial before or between them that is none of them. Of the places
 * where the terms so far end, the last one before a word is the nearest, and has the fewest denials behind it: no other
 * needs to be tried, so that the time is in proportion to the hits.
 */
function isMatched(terms: readonly Term[], hits: readonly Hit[]): boolean {
  const denials = terms.some(({ names }) => names.includes(NOT)) ? [] : hits.filter(({ name }) => name === NOT);
  const isDenied = (from: number, to: number): boolean => denials.some(({ start, end }) => start >= from && end <= to);
  let ends: readonly number[] | undefined;
  for (const { names, gap } of terms) {
    const before = ends;
    ends = hits
      .filter((hit) => names.includes(hit.name))
      .filter(({ start }) => {
        if (before === undefined) return !isDenied(start - BEFORE, start);
        const last = Math.max(...before.filter((end) => end <= start));
        return start <= last + gap && !isDenied(last, start);
      })
      .map(({ end }) => end);
    if (ends.length === 0) return false;
  }
  return true;
}

/** The class of the words that deny a statement. */
const NOT = "not";

/**
 * The languages that a sentence may be in, by its articles and the like: "references" is none of French in "The URL of the
 * picture that references this item". Where it has none of them, all.
 */
function languagesOf(said: readonly string[], stems: readonly Stems[]): readonly number[] {
  const counts = LANGUAGES.map(() => 0);
  for (let start = 0; start < said.length; start += 1)
    for (const { language, parts } of stems[start]!.common) if (isPhraseAt(said, start, parts)) counts[language]! += 1;
  const most = Math.max(...counts);
  return EACH_LANGUAGE.filter((language) => counts[language]! * 2 >= most && (most === 0 || counts[language]! > 0));
}

const EACH_LANGUAGE = LANGUAGES.map((_, language) => language);

/** The class of the words that each sentence of a language has. */
const COMMON = "common";

/** The stems that a word is, and the phrases that may begin with it. */
interface Stems {
  readonly byLanguage: readonly StemsInLanguage[];
  /** Those of the class that tells languages apart. */
  readonly common: readonly Stem[];
}

interface StemsInLanguage {
  readonly all: readonly Stem[];
  /** Those of them that are left before a word, by its first letter. */
  readonly byNext: Map<string, readonly Stem[]>;
}

/** The same words come again in all texts. */
const stemsOf = memoOfText((word): Stems => {
  const keys = [INNER, ...stemKeysOf(word)];
  const all = FILES.flatMap((_, file) =>
    keys.flatMap((key) => stemsUnder(key, file).filter(({ parts }) => isOf(word, parts[0]!))),
  );
  return {
    byLanguage: LANGUAGES.map((_, language) => ({
      all: all.filter((stem) => stem.language === language),
      byNext: new Map(),
    })),
    common: all.filter(({ name }) => name === COMMON),
  };
});

/** The stems of a file under a key, from when they are asked for. */
function stemsUnder(key: string, file: number): readonly Stem[] {
  const known = (read[file] ??= new Map<string, readonly Stem[]>());
  let under = known.get(key);
  if (under === undefined) {
    const { classes, stems } = FILES[file]!;
    if (!Object.hasOwn(stems, key)) return NO_STEMS; // whatever words there are
    under = stems[key]!.split("\n").map((line) => stemOf(line, classes));
    known.set(key, under);
  }
  return under;
}

const read: Map<string, readonly Stem[]>[] = [];
const NO_STEMS: readonly Stem[] = [];

interface Stem {
  readonly language: number;
  readonly name: string;
  /** That of its class. */
  readonly number: number;
  readonly parts: readonly string[];
}

/** The stem of a line of the tables. */
function stemOf(line: string, classes: readonly string[]): Stem {
  const [phrase = "", language, at] = line.split("\t");
  const name = classes[Number(at)]!;
  return { language: Number(language), name, number: numberOf(name), parts: phrase.split(" ") };
}

/** The number of a class, by its name: those of the files, and what patterns name. */
function numberOf(name: string): number {
  let number = numbers.get(name);
  if (number === undefined) {
    numbers.set(name, (number = numbers.size));
    if (number >= there.length) there = new Uint8Array(2 * numbers.size);
  }
  return number;
}

const numbers = new Map<string, number>();

function isOf(word: string | undefined, part: string): boolean {
  if (word === undefined) return false;
  if (part.startsWith("*")) return part.endsWith("*") ? word.includes(part.slice(1, -1)) : word.endsWith(part.slice(1));
  return part.endsWith("*") ? word.startsWith(part.slice(0, -1)) : word === part;
}

const FILES: readonly StatementTables[] = [words, access, admission, agents, authentication, data, effects, inputs];

let byClass: ReadonlyMap<number, readonly Pattern[]> | undefined;

/** The patterns by the classes of the term that the fewest words are of: one of those must be in a sentence. */
function patternsByClass(): ReadonlyMap<number, readonly Pattern[]> {
  return (byClass ??= readPatterns());
}

function readPatterns(): ReadonlyMap<number, readonly Pattern[]> {
  const patterns = new Map<number, Pattern[]>();
  for (const { statements } of FILES) {
    for (const [statement, { patterns: written, unless }] of Object.entries(statements)) {
      for (const pattern of written) {
        const [order = "", ...against] = pattern.split(" !");
        const orders = ordersOf(order.split(" + ").map(termsOf));
        const needs = orders[0]!.map(({ names }) => names);
        const compiled = {
          statement: statement as Statement, // a test holds the list
          orders,
          needs: needs.map((names) => names.map(numberOf)),
          unless: [...against.flatMap((one) => one.split("|")), ...(unless === "" ? [] : unless.split(","))].map(
            numberOf,
          ),
        };
        for (const name of narrowest(needs)) {
          const listed = patterns.get(numberOf(name));
          if (listed === undefined) patterns.set(numberOf(name), [compiled]);
          else listed.push(compiled);
        }
      }
    }
  }
  return patterns;
}

function narrowest(needs: readonly (readonly string[])[]): readonly string[] {
  const telling = needs.filter((names) => !names.includes(NOT));
  return (telling.length === 0 ? needs : telling).reduce((least, names) =>
    names.length < least.length ? names : least,
  );
}

/** The terms of parts that may stand in any order, in each of those orders. */
function ordersOf(parts: readonly (readonly Term[])[]): readonly (readonly Term[])[] {
  if (parts.length === 1) return parts;
  return parts.flatMap((part, index) =>
    ordersOf(parts.toSpliced(index, 1)).map(([next, ...rest]) => [...part, { ...next!, gap: APART }, ...rest]),
  );
}

function termsOf(pattern: string): readonly Term[] {
  let gap = GAP;
  const terms: Term[] = [];
  for (const word of pattern.split(" ")) {
    if (word === "...") gap = LONGEST;
    else {
      const isNear = word.startsWith("~");
      terms.push({ names: word.slice(isNear ? 1 : 0).split("|"), gap: isNear ? NEAR : gap });
      gap = GAP;
    }
  }
  return terms;
}
