import access from "../../rulesets/statements/access.yaml?tables";
import authentication from "../../rulesets/statements/authentication.yaml?tables";
import data from "../../rulesets/statements/data.yaml?tables";
import inputs from "../../rulesets/statements/inputs.yaml?tables";
import words from "../../rulesets/statements/words.yaml?tables";
import { memoOfText } from "../core/memo.ts";
import { LANGUAGES } from "./lexicon-tables.ts";
import { withoutLineEnds } from "./sentences.ts";
import type { Statement } from "./statement.ts";
import { stemKeysOf, plainWords, type StatementTables } from "./statement-tables.ts";

/**
 * What the sentences of a text state about security, each with the first sentence that states it: "the server does not
 * compare the number with the log-in" states `not-compared`. By the patterns of `rulesets/statements/`, which put classes
 * of words into an order. All words of a match are of one language, so that "no" is a denial in Spanish and none in
 * Portuguese.
 */
export const statedIn = memoOfText((text): ReadonlyMap<Statement, string> => {
  const stated = new Map<Statement, string>();
  for (const sentence of withoutLineEnds(text.slice(0, LIMIT)).split(END)) {
    for (const statement of statementsOf(sentence)) if (!stated.has(statement)) stated.set(statement, sentence.trim());
  }
  return stated;
});

/** So many signs of a text are looked at. */
const LIMIT = 4000;
/** Emphasis, and where links lead. */
const NO_WORDS = /\*|\]\([^)\s]*\)|https?:\/\/\S+/g;
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
  const said = plainWords(sentence.replaceAll(NO_WORDS, " ").replaceAll(NUMBER_SIGN, "numero ")).slice(0, LONGEST);
  const patterns = (byClass ??= patternsByClass());
  const found: Statement[] = [];
  for (const hits of inItsLanguage(hitsByLanguage(said))) {
    const names = new Set(hits.map(({ name }) => name));
    for (const name of names) {
      for (const { statement, groups, needs, unless } of patterns.get(name) ?? []) {
        if (found.includes(statement) || unless.some((one) => names.has(one))) continue;
        if (needs.every((some) => some.some((one) => names.has(one))) && isMatched(groups, hits)) found.push(statement);
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
const stemsOf = memoOfText((word): readonly Stem[] =>
  FILES.flatMap(({ classes, stems }) =>
    stemKeysOf(word).flatMap((key) =>
      Object.hasOwn(stems, key) ? stems[key]!.split("\n").flatMap((line) => stemAt(word, line, classes)) : [],
    ),
  ),
);

/** The stem of a line, where a word begins it. */
function stemAt(word: string, line: string, classes: readonly string[]): readonly Stem[] {
  if (!isOf(word, line.slice(0, line.search(FIRST_END)))) return [];
  const [phrase = "", language, at] = line.split("\t");
  return [{ language: Number(language), name: classes[Number(at)]!, parts: phrase.split(" ") }];
}

/** Where the first word of a line ends. */
const FIRST_END = /[ \t]/;

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

const FILES: readonly StatementTables[] = [words, access, authentication, data, inputs];

let byClass: ReadonlyMap<string, readonly Pattern[]> | undefined;

/** The patterns by the classes of the term that the fewest words are of: one of those must be in a sentence. */
function patternsByClass(): ReadonlyMap<string, readonly Pattern[]> {
  const patterns = new Map<string, Pattern[]>();
  for (const { statements } of FILES) {
    for (const [statement, { patterns: written, unless }] of Object.entries(statements)) {
      for (const pattern of written) {
        const [order = "", ...against] = pattern.split(" !");
        const groups = order.split(" + ").map(termsOf);
        const needs = groups.flat().map(({ names }) => names);
        const compiled = {
          statement: statement as Statement, // a test holds the list
          groups,
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
  const telling = needs.filter((names) => !names.includes("not"));
  return (telling.length === 0 ? needs : telling).reduce((least, names) =>
    names.length < least.length ? names : least,
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
