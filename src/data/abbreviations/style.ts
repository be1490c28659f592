import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { isAcronym, isTellingClassWord } from "./class-words.ts";
import type { DocumentNames } from "./names-of-document.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * Whether names may be abbreviated by habit, by a first glance at their parts: parts without a vowel, and short forms of
 * kinds of values, are rare elsewhere. It asks for no vocabulary: nearly all descriptions have no such style.
 */
export function maybeAbbreviates({ fields }: DocumentNames): boolean {
  let strange = 0;
  for (const name of fields.keys()) if (wordsInOrder(name).some(looksAbbreviated)) strange += 1;
  return strange >= FEWEST_AT_GLANCE && strange >= fields.size * SOME;
}

/**
 * The fields of a description whose names abbreviate by habit: all of them, or none. One object in another style is mostly
 * one of another service, and its short forms are names of their own (`gsm`, `authCodeDe38`).
 */
export function abbreviatingFields({ fields }: DocumentNames, words: Vocabulary): ReadonlySet<string> {
  const names = [...fields.keys()];
  return new Set(areAbbreviated(names, words) ? names : []);
}

function areAbbreviated(names: readonly string[], words: Vocabulary): boolean {
  const abbreviated = names.filter((name) => isAbbreviated(name, words)).length;
  return abbreviated >= FEWEST && abbreviated >= names.length * HALF;
}

function isAbbreviated(name: string, words: Vocabulary): boolean {
  return !name.includes(".") && wordsInOrder(name).some((word) => looksAbbreviated(word) || isUnknown(word, words));
}

function looksAbbreviated(word: string): boolean {
  return NO_VOWEL.test(word) ? !isAcronym(word) : isTellingClassWord(word);
}

function isUnknown(word: string, words: Vocabulary): boolean {
  return IS_SHORT.test(word) && !isAcronym(word) && !words.has(word);
}

/** Of so few nothing shows. */
const FEWEST = 4;
const FEWEST_AT_GLANCE = 2;
/** So many of all names look strange at first glance. */
const SOME = 0.04;
const HALF = 0.5;

const NO_VOWEL = /^[b-df-hj-np-tv-xz]{2,6}$/;
const IS_SHORT = /^[a-z]{2,5}$/;
