import access from "../../rulesets/statements/access.yaml?tables";
import agents from "../../rulesets/statements/agents.yaml?tables";
import authentication from "../../rulesets/statements/authentication.yaml?tables";
import data from "../../rulesets/statements/data.yaml?tables";
import inputs from "../../rulesets/statements/inputs.yaml?tables";
import words from "../../rulesets/statements/words.yaml?tables";
import { memoOfText } from "../core/memo.ts";
import { LANGUAGES } from "./lexicon-tables.ts";
import { isOfFuture, withoutLineEnds } from "./sentences.ts";
import type { Stated, Statement } from "./statement.ts";
import { stemKeysOf, plainWords, type StatementTables } from "./statement-tables.ts";

/**
 * What the sentences of a text state about security, each with the first sentence that states it: "the server does not
 * compare the number with the log-in" states `not-compared`. By the patterns of `rulesets/statements/`, which put classes
 * of words into an order. All words of a match are of one language, so that "no" is a denial in Spanish and none in
 * Portuguese.
 */
export const statedIn = memoOfText((text): Stated => {
  const stated = new Map<Statement, string>();
  for (const sentence of withoutLineEnds(text.slice(0, LIMIT)).split(END)) {
    if (isOfFuture(sentence)) continue;
    for (const statement of statementsOf(sentence)) if (!stated.has(statement)) stated.set(statement, sentence.trim());
  }
  return stated;
});

/** So many signs of a text are looked at. */
const LIMIT = 4000;
/** Emphasis, tags of HTML, and where links lead. */
const NO_WORDS =
  /\*|<\/?(?:em|strong|b|i|u|code|p|br|a|span|li|div)\b[^<>]{0,200}>|\]\([^)\s]{0,400}\)|https?:\/\/\S+/g;
/** It is no `n'` of French. */
const NUMBER_SIGN = /\bn[°º]/giu;
/** The end of a sentence; a stop within a name, an address or a number is none. */
const END = /[.;](?=[\s"'»”)*_]|$)|\n/;
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

function statementsOf(sentence: string): readonly Statement[] {
  const said = plainWords(sentence.replaceAll(NO_WORDS, " ").replaceAll(NUMBER_SIGN, "numero ")).slice(0, LONGEST);
  const patterns = (byClass ??= patternsByClass());
  const found: Statement[] = [];
  for (const hits of inItsLanguage(hitsByLanguage(said))) {
    const names = new Set(hits.map(({ name }) => name));
    for (const name of names) {
      for (const { statement, orders, needs, unless } of patterns.get(name) ?? []) {
        if (found.includes(statement) || unless.some((one) => names.has(one))) continue;
        if (!needs.every((some) => some.some((one) => names.has(one)))) continue;
        if (orders.some((terms) => isMatched(terms, hits))) found.push(statement);
      }
    }
  }
  return found;
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
  readonly needs: readonly (readonly string[])[];
  readonly unless: readonly string[];
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
 * The hits of the languages that a sentence may be in, by its articles and the like: "references" is none of French in
 * "The URL of the picture that references this item". Where it has none of them, those of all.
 */
function inItsLanguage(found: readonly (readonly Hit[])[]): readonly (readonly Hit[])[] {
  const counts = found.map((hits) => hits.filter(({ name }) => name === COMMON).length);
  const most = Math.max(...counts);
  return found.filter((_, language) => counts[language]! * 2 >= most && (most === 0 || counts[language]! > 0));
}

/** The class of the words that each sentence of a language has. */
const COMMON = "common";

function hitsByLanguage(said: readonly string[]): readonly (readonly Hit[])[] {
  const hits: Hit[][] = LANGUAGES.map(() => []);
  for (const [start, word] of said.entries()) {
    for (const { language, name, parts } of stemsOf(word)) {
      if (parts.every((part, index) => index === 0 || isOf(said[start + index], part)))
        hits[language]!.push({ name, start, end: start + parts.length });
    }
  }
  return hits;
}

/** The stems that a word is, and the phrases that may begin with it: the same words come again in all texts. */
const stemsOf = memoOfText((word): readonly Stem[] => {
  const keys = stemKeysOf(word);
  return FILES.flatMap(({ classes, stems }) =>
    keys
      .filter((key) => Object.hasOwn(stems, key))
      .flatMap((key) => stems[key]!.split("\n"))
      .map((line) => stemOf(line, classes))
      .filter(({ parts }) => isOf(word, parts[0]!)),
  );
});

interface Stem {
  readonly language: number;
  readonly name: string;
  readonly parts: readonly string[];
}

/** The stem of a line of the tables. */
function stemOf(line: string, classes: readonly string[]): Stem {
  const [phrase = "", language, at] = line.split("\t");
  return { language: Number(language), name: classes[Number(at)]!, parts: phrase.split(" ") };
}

function isOf(word: string | undefined, part: string): boolean {
  if (word === undefined) return false;
  if (part.startsWith("*")) return part.endsWith("*") ? word.includes(part.slice(1, -1)) : word.endsWith(part.slice(1));
  return part.endsWith("*") ? word.startsWith(part.slice(0, -1)) : word === part;
}

const FILES: readonly StatementTables[] = [words, access, agents, authentication, data, inputs];

let byClass: ReadonlyMap<string, readonly Pattern[]> | undefined;

/** The patterns by the classes of the term that the fewest words are of: one of those must be in a sentence. */
function patternsByClass(): ReadonlyMap<string, readonly Pattern[]> {
  const patterns = new Map<string, Pattern[]>();
  for (const { statements } of FILES) {
    for (const [statement, { patterns: written, unless }] of Object.entries(statements)) {
      for (const pattern of written) {
        const [order = "", ...against] = pattern.split(" !");
        const orders = ordersOf(order.split(" + ").map(termsOf));
        const needs = orders[0]!.map(({ names }) => names);
        const compiled = {
          statement: statement as Statement, // a test holds the list
          orders,
          needs,
          unless: [...against.flatMap((one) => one.split("|")), ...(unless === "" ? [] : unless.split(","))],
        };
        for (const name of narrowest(needs)) {
          const listed = patterns.get(name);
          if (listed === undefined) patterns.set(name, [compiled]);
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
