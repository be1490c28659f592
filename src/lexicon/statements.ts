import access from "../../rulesets/statements/access.yaml?tables";
import authentication from "../../rulesets/statements/authentication.yaml?tables";
import data from "../../rulesets/statements/data.yaml?tables";
import inputs from "../../rulesets/statements/inputs.yaml?tables";
import words from "../../rulesets/statements/words.yaml?tables";
import { memoOfText } from "../core/memo.ts";
import { LANGUAGES } from "./lexicon-tables.ts";
import { sentencesOf } from "./sentences.ts";
import type { Statement } from "./statement.ts";
import { plainText, type StatementTables } from "./statement-tables.ts";

/**
 * What the sentences of a text state about security, each with the first sentence that states it: "the server does not
 * compare the number with the log-in" states `not-compared`. By the patterns of `rulesets/statements/`, which put classes
 * of words into an order. All words of a match are of one language, so that "no" is a denial in Spanish and none in
 * Portuguese.
 */
export const statedIn = memoOfText((text): ReadonlyMap<Statement, string> => {
  const stated = new Map<Statement, string>();
  for (const sentence of sentencesOf(text.slice(0, LIMIT).replaceAll(WRAPPED, " "), LIMIT)) {
    for (const statement of statementsOf(sentence)) if (!stated.has(statement)) stated.set(statement, sentence);
  }
  return stated;
});

/** So many signs of a text are looked at. */
const LIMIT = 4000;
/** The end of a line within a sentence. */
const WRAPPED = /(?<=[\p{L}\p{N},:])\n(?=[\p{Ll}\p{N}`])/gu;
/** So many words of a sentence: a longer one is a list or a table. */
const LONGEST = 80;
/** So many other words may stand between two classes of a pattern, where it has no dots between them. */
const GAP = 4;
/** So many words hold groups that may stand in any order. */
const TOGETHER = 30;
/** A denial so many words before a match denies it. */
const BEFORE = 3;

/** A word of a class in a sentence. */
interface Hit {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function statementsOf(sentence: string): readonly Statement[] {
  const said = matchedWords(sentence.replaceAll("*", " ")).slice(0, LONGEST);
  const { patterns } = (known ??= compiled());
  const found: Statement[] = [];
  for (const hits of inItsLanguage(hitsByLanguage(said))) {
    if (hits.length === 0) continue;
    const names = new Set(hits.map(({ name }) => name));
    for (const { statement, groups, needs, unless } of patterns) {
      if (!needs.every((some) => some.some((name) => names.has(name)))) continue;
      if (unless.some((name) => names.has(name)) || found.includes(statement)) continue;
      if (isMatched(groups, hits)) found.push(statement);
    }
  }
  return found;
}

/** The words of a text as stems are compared with them: all figures are one, which `0` stands for. */
function matchedWords(text: string): readonly string[] {
  return plainText(text)
    .split(" ")
    .map((word) => (/^\d/.test(word) ? "0" : word));
}

/** A term of a pattern: one of some classes, and how many words may stand before it. */
interface Term {
  readonly names: readonly string[];
  readonly gap: number;
}

interface Pattern {
  readonly statement: Statement;
  /** Terms in their order, of which one group may stand before or behind another. */
  readonly groups: readonly (readonly Term[])[];
  readonly needs: readonly (readonly string[])[];
  readonly unless: readonly string[];
}

/**
 * Whether each group of terms stands in its order in a part of the sentence, the groups themselves in any, and no denial
 * among them that is none of them.
 */
function isMatched(groups: readonly (readonly Term[])[], hits: readonly Hit[]): boolean {
  const denies = !groups.some((terms) => terms.some(({ names }) => names.includes("not")));
  const isComplete = (at: number, chosen: readonly Hit[]): boolean => {
    const terms = groups[at];
    if (terms === undefined) return isUndenied(chosen);
    return hasMatch(
      terms,
      hits,
      (group) => !group.some((hit) => overlaps(hit, chosen)) && isComplete(at + 1, [...chosen, ...group]),
    );
  };
  const isUndenied = (chosen: readonly Hit[]): boolean => {
    const from = Math.min(...chosen.map(({ start }) => start));
    const to = Math.max(...chosen.map(({ end }) => end));
    if (groups.length > 1 && to - from > TOGETHER) return false;
    return !(
      denies &&
      hits.some((hit) => hit.name === "not" && hit.start >= from - BEFORE && hit.start < to && !overlaps(hit, chosen))
    );
  };
  return isComplete(0, []);
}

function overlaps({ start, end }: Hit, chosen: readonly Hit[]): boolean {
  return chosen.some((hit) => start < hit.end && end > hit.start);
}

/** Whether there are words for terms in their order with which the rest is right, too. */
function hasMatch(
  terms: readonly Term[],
  hits: readonly Hit[],
  isRight: (chosen: readonly Hit[]) => boolean,
  chosen: readonly Hit[] = [],
): boolean {
  const term = terms[chosen.length];
  if (term === undefined) return isRight(chosen);
  const end = chosen.at(-1)?.end;
  return hits.some(
    (hit) =>
      term.names.includes(hit.name) &&
      (end === undefined || (hit.start >= end && hit.start <= end + term.gap)) &&
      hasMatch(terms, hits, isRight, [...chosen, hit]),
  );
}

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
      if (parts.every((part, index) => isOf(said[start + index], part)))
        hits[language]!.push({ name, start, end: start + parts.length });
    }
  }
  return hits;
}

/** The stems and phrases that may begin with a word: the same words come again in all texts. */
const stemsOf = memoOfText((word): readonly Stem[] => {
  const { stems, inner } = (known ??= compiled());
  return [...keysOf(word).flatMap((key) => stems.get(key) ?? []), ...inner].filter(({ parts }) =>
    isOf(word, parts[0]!),
  );
});

/** Stems are found by their first three letters, words that are shorter by all of them, and ends of words by their last three. */
function keysOf(word: string): readonly string[] {
  const keys = [word.slice(0, 1)];
  if (word.length > 1) keys.push(word.slice(0, 2));
  if (word.length > 2) keys.push(word.slice(0, 3), `*${word.slice(-3)}`);
  return keys;
}

function isOf(word: string | undefined, part: string): boolean {
  if (word === undefined) return false;
  if (part.startsWith("*")) return part.endsWith("*") ? word.includes(part.slice(1, -1)) : word.endsWith(part.slice(1));
  return part.endsWith("*") ? word.startsWith(part.slice(0, -1)) : word === part;
}

interface Stem {
  readonly language: number;
  readonly name: string;
  readonly parts: readonly string[];
}

interface Compiled {
  readonly stems: ReadonlyMap<string, readonly Stem[]>;
  /** Those that may stand anywhere within a word. */
  readonly inner: readonly Stem[];
  readonly patterns: readonly Pattern[];
}

let known: Compiled | undefined;

function compiled(): Compiled {
  const files: readonly StatementTables[] = [words, access, authentication, data, inputs];
  const stems = new Map<string, Stem[]>();
  const inner: Stem[] = [];
  for (const { words: classes } of files) {
    for (const [name, languages] of Object.entries(classes)) {
      for (const [language, phrases] of languages.entries()) {
        for (const phrase of phrases.split(",")) {
          const parts = matchedWords(phrase);
          const [start = ""] = parts;
          if (start.startsWith("*") && start.endsWith("*")) {
            inner.push({ language, name, parts });
            continue;
          }
          const first = start.startsWith("*") ? `*${start.slice(-3)}` : start.replace("*", "").slice(0, 3);
          const listed = stems.get(first);
          if (listed === undefined) stems.set(first, [{ language, name, parts }]);
          else listed.push({ language, name, parts });
        }
      }
    }
  }
  const patterns = files.flatMap(({ statements }) =>
    Object.entries(statements).flatMap(([statement, { patterns: written, unless }]) =>
      written.map((pattern) => {
        const groups = pattern.split(" + ").map(termsOf);
        return {
          statement: statement as Statement, // a test holds the list
          groups,
          needs: groups.flat().map(({ names }) => names),
          unless: unless === "" ? [] : unless.split(","),
        };
      }),
    ),
  );
  return { stems, inner, patterns };
}

function termsOf(pattern: string): readonly Term[] {
  let gap = GAP;
  const terms: Term[] = [];
  for (const word of pattern.split(" ")) {
    if (word === "...") gap = LONGEST;
    else {
      terms.push({ names: word.split("|"), gap });
      gap = GAP;
    }
  }
  return terms;
}
