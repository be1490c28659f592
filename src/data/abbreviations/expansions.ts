import { plainWord, wordsInOrder } from "../../lexicon/name-tokens.ts";
import { abbreviates, GOOD } from "./abbreviates.ts";
import { classWordOf, isForm, isFunctionWord, type Language } from "./class-words.ts";
import { LANGUAGES } from "../../lexicon/lexicon-tables.ts";
import type { DocumentNames, FieldMention } from "./names-of-document.ts";
import { addTo } from "../../core/grouped.ts";
import type { KnownWord, Vocabulary } from "./vocabulary.ts";

/** Names by what they abbreviate: `OFNDR_NM` by `offender name`. Names that abbreviate nothing are not in it. */
export type Expansions = ReadonlyMap<string, string>;

/** What the names of a description abbreviate, where its fields have the style. */
export function expansionsOf(names: DocumentNames, styled: ReadonlySet<string>, words: Vocabulary): Expansions {
  const language = languageOf(names, styled);
  const said = saidOf(names.fields, styled, language);
  const reading: Reading = {
    language,
    words,
    learned: learnedFrom(said),
    written: writtenWords(names, words, language),
    known: new Map(),
  };
  const expansions = new Map<string, string>();
  const expand = (name: string, own: ReadonlyMap<string, string> | undefined): void => {
    // A dotted path says by its dots what is whose.
    if (name.includes(".")) return;
    const parts = withoutForms(partsOf(name), language);
    if (parts.length === 0 || parts.length > MOST_PARTS) return;
    const read = readParts(parts, own, reading)
      .filter((word) => word !== "")
      .join(" ");
    if (read !== partsOf(name).join(" ")) expansions.set(name, read);
  };
  for (const name of styled) expand(name, said.get(name));
  for (const name of names.things) if (!expansions.has(name)) expand(name, undefined);
  return expansions;
}

const MOST_PARTS = 12;

/** What names are read by. */
interface Reading {
  readonly language: Language;
  readonly words: Vocabulary;
  /** What parts of names stand for by the texts of this description. */
  readonly learned: ReadonlyMap<string, string>;
  readonly written: WrittenWords;
  /** What single parts were found to abbreviate. */
  readonly known: Map<string, string | undefined>;
}

function partsOf(name: string): readonly string[] {
  return wordsInOrder(name)
    .filter((part) => part !== "")
    .map(plainWord);
}

/** The parts of a name that say what it is of: `addr` of `ADDR_SEG`, `cli` of `TB_CLI`. */
function withoutForms(parts: readonly string[], language: Language): readonly string[] {
  if (parts.length < 2) return parts;
  if (isForm(parts.at(-1)!, language)) return parts.slice(0, -1);
  return HEAD_FIRST.has(language) && isForm(parts[0]!, language) ? parts.slice(1) : parts;
}

/** The language of which the names and texts have the most words of habit. */
function languageOf({ fields, texts, things }: DocumentNames, styled: ReadonlySet<string>): Language {
  const counts = new Map<Language, number>(LANGUAGES.map((language) => [language, 0]));
  const add = (language: Language, by: number): void => void counts.set(language, counts.get(language)! + by); // each is there
  for (const name of styled) {
    const parts = partsOf(name);
    for (const language of LANGUAGES) {
      // The noun that says what it is comes first in a Romance language, and last in others.
      const [head, other] = HEAD_FIRST.has(language) ? [parts[0], parts.at(-1)] : [parts.at(-1), parts[0]];
      if (head !== undefined && classWordOf(head, language) !== undefined) add(language, 1);
      else if (other !== undefined && classWordOf(other, language) !== undefined) add(language, 0.25);
    }
  }
  const said = [...texts, ...[...styled].flatMap((name) => [...(fields.get(name)?.texts ?? [])])].slice(0, MOST_READ);
  for (const text of said)
    for (const word of wordsInOrder(text).map(plainWord))
      for (const language of LANGUAGES) if (isFunctionWord(word, language)) add(language, 1);
  for (const text of [...texts, ...things].slice(0, MOST_READ))
    if (NAMED_IN.some(([, letters]) => letters.test(text)))
      for (const [language, letters] of NAMED_IN) if (letters.test(text)) add(language, 1);
  return LANGUAGES.reduce((best, language) => (counts.get(language)! > counts.get(best)! ? language : best)); // as above
}

const HEAD_FIRST: ReadonlySet<Language> = new Set(["fr", "es", "pt"]);
const MOST_READ = 500;
/** Letters that one of the languages has. */
const NAMED_IN: readonly (readonly [Language, RegExp])[] = [
  ["de", /[äöüß]/i],
  ["es", /[ñ]|ción\b/i],
  ["pt", /[ãõ]|ção\b/i],
  ["fr", /[èêœ]/i],
];

/** What the parts of each name stand for by what is said of its fields. */
function saidOf(
  fields: ReadonlyMap<string, FieldMention>,
  styled: ReadonlySet<string>,
  language: Language,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const said = new Map<string, ReadonlyMap<string, string>>();
  for (const name of styled) {
    for (const text of fields.get(name)?.texts ?? []) {
      const found = alignedWith(partsOf(name), text, language);
      if (found.size > 0) said.set(name, found);
      if (found.size > 0) break;
    }
  }
  return said;
}

/** Which words of a text parts of a name abbreviate, where at least half of them do. */
function alignedWith(parts: readonly string[], text: string, language: Language): ReadonlyMap<string, string> {
  const clause = text.split(/[.;:(\n]/)[0] ?? "";
  const words = wordsInOrder(clause)
    .map(plainWord)
    .filter((word) => word.length > 2 && !isFunctionWord(word, language))
    .slice(0, MOST_ALIGNED);
  const pairs = parts
    .flatMap((part) => words.map((word, at) => ({ part, word, quality: abbreviates(part, word) - at * LATER })))
    .filter(({ quality }) => quality >= LEAST_SAID)
    .toSorted((a, b) => b.quality - a.quality);
  const found = new Map<string, string>();
  const taken = new Set<string>();
  for (const { part, word } of pairs) {
    if (found.has(part) || taken.has(word)) continue;
    found.set(part, word);
    taken.add(word);
  }
  const isSaid = (part: string): boolean => found.has(part) || classWordOf(part, language) !== undefined;
  return parts.filter(isSaid).length * 2 >= parts.length ? found : new Map();
}

const MOST_ALIGNED = 12;
/** A word further behind is a little less likely meant. */
const LATER = 0.01;
const LEAST_SAID = 0.2;

/** What parts stand for in most of the texts that say it. */
function learnedFrom(said: ReadonlyMap<string, ReadonlyMap<string, string>>): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const parts of said.values())
    for (const [part, word] of parts) {
      let words = counts.get(part);
      if (words === undefined) counts.set(part, (words = new Map()));
      words.set(word, (words.get(word) ?? 0) + 1);
    }
  const learned = new Map<string, string>();
  for (const [part, words] of counts) {
    const total = [...words.values()].reduce((sum, count) => sum + count, 0);
    const [word, count] = [...words].reduce((best, one) => (one[1] > best[1] ? one : best));
    if (count * 3 >= total * 2 && abbreviates(part, word) >= LEAST_LEARNED) learned.set(part, word);
  }
  return learned;
}

const LEAST_LEARNED = 0.35;

/** Words that a description writes out, and whether one of them is in a text about the whole or in the name of a thing. */
type WrittenWords = ReadonlyMap<string, readonly { readonly word: string; readonly isThing: boolean }[]>;

/** The words that a description writes out, in its titles, tags, paths and names, by their first letters. */
function writtenWords({ fields, things, texts }: DocumentNames, { has }: Vocabulary, language: Language): WrittenWords {
  const words = new Map<string, boolean>();
  const add = (text: string, isThing: boolean): void => {
    for (const written of wordsInOrder(text).map(plainWord)) {
      const word = written.length < LEAST_WRITTEN_OUT ? undefined : singularsOf(written, language).find(has);
      if (word !== undefined) words.set(word, isThing || words.get(word) === true);
    }
  };
  for (const text of [...texts, ...things]) add(text, true);
  for (const name of fields.keys()) add(name, false);
  const byLetter = new Map<string, { word: string; isThing: boolean }[]>();
  for (const [word, isThing] of words) addTo(byLetter, word[0]!, { word, isThing });
  return byLetter;
}

const LEAST_WRITTEN_OUT = 4;

/** What a word may be the plural of, and the word: `Kunden` is several of `kunde`. */
function singularsOf(word: string, language: Language): readonly string[] {
  return language === "de" ? [word.replace(/n$/, ""), word] : [singularOf(word), word.replace(/es$/, ""), word];
}

function singularOf(word: string): string {
  return word.replace(/(?<=[^s])s$/, "");
}

/** The words that the parts of a name stand for, in their order; a part that nothing is found for stays. */
function readParts(
  parts: readonly string[],
  own: ReadonlyMap<string, string> | undefined,
  reading: Reading,
): readonly string[] {
  const { language, words } = reading;
  const read = parts.map(
    (part, at) =>
      own?.get(part) ??
      (isNoun(at, parts, language) ? classWordOf(part, language) : undefined) ??
      reading.learned.get(part) ??
      (HEAD_FIRST.has(language) && words.isOf(part, language) ? undefined : classWordOf(part, language)),
  );
  if (language === "de") readCompounds(parts, read, reading);
  const things = parts.map((part) => writtenWord(part, reading, true));
  const phrases = readPhrases(parts, read, things, reading);
  const isNamed = read.some((word) => word !== undefined && NAMES.test(word));
  return parts.map(
    (part, at) =>
      read[at] ??
      (phrases[at] === undefined ? undefined : singleWord(part, phrases[at], isNamed, reading)) ??
      things[at] ??
      writtenWord(part, reading, false) ??
      singleWord(part, undefined, isNamed, reading) ??
      part,
  );
}

/** Whether a part stands where a name has its noun, which says what kind of value it is. */
function isNoun(at: number, parts: readonly string[], language: Language): boolean {
  return HEAD_FIRST.has(language) ? at === 0 : at === parts.length - 1;
}

/** The word that a part abbreviates and that the description itself writes out somewhere. */
function writtenWord(
  part: string,
  { written, words, language, known }: Reading,
  ofThings: boolean,
): string | undefined {
  if (!IS_PART.test(part) || words.isOf(part, language) || (part.length > 4 && isKnown(part, words))) return undefined;
  const asked = `${ofThings ? "thing" : "any"} ${part}`;
  if (known.has(asked)) return known.get(asked);
  const found = (written.get(part[0]!) ?? [])
    .filter(({ word }) => part.length <= LONGEST_FREE || word.startsWith(part))
    .map(({ word, isThing }) => ({ word, isThing, quality: abbreviates(part, word) }))
    .filter(({ isThing, quality }) => (isThing || !ofThings) && quality >= leastOf(part, isThing))
    .toSorted((a, b) => b.quality - a.quality);
  const [first, second] = found;
  const word = first !== undefined && first.quality > (second?.quality ?? 0) + CLEARLY ? first.word : undefined;
  known.set(asked, word);
  return word;
}

/** How good a form of a written word must be: of a thing, of which there are few, a worse one is enough. */
function leastOf(part: string, isThing: boolean): number {
  if (part.length < 3) return isThing ? LEAST_LEARNED : 1;
  return isThing ? GOOD : GOOD_ALONE;
}

/** Whether a part is a word of any language, in the plural too. */
function isKnown(part: string, { has }: Vocabulary): boolean {
  return has(part) || has(singularOf(part));
}

/** What is one word in German and two parts of a name: `krk_kasse` is a krankenkasse. */
function readCompounds(parts: readonly string[], read: (string | undefined)[], { words, language }: Reading): void {
  for (let at = 0; at + 1 < parts.length; at += 1) {
    const [first, second] = [parts[at]!, parts[at + 1]!];
    if (first.length < 3 || second.length < 3 || words.isOf(first, language) || words.saysByItself(first)) continue;
    let best: KnownWord | undefined;
    for (const known of words.beginningWith(first[0]!, language)) {
      const start = known.word.indexOf(second, first.length);
      if (start < 0 || known.word.length - start - second.length > LONGEST_CUT) continue;
      const modifier = known.word.slice(0, start);
      if (
        Math.max(abbreviates(first, modifier), abbreviates(first, modifier.replace(LINKING, ""))) < GOOD ||
        known.weight <= (best?.weight ?? 0)
      )
        continue;
      best = known;
    }
    if (best !== undefined) [read[at], read[at + 1]] = [best.word, ""];
  }
}

/** What links the words of a compound. */
const LINKING = /(?<=...)(?:e[nsr]|[ns])$/;
/** So much of the second word of a compound is cut off at most. */
const LONGEST_CUT = 3;

/** What single parts would be by the phrases that they make with the parts around them. */
type InPhrases = ReadonlyMap<string, string>;

/**
 * Fills in what several parts in a row stand for together, where a phrase is known that they abbreviate. Where one part
 * alone is open, the phrases are returned for it: what they say is likely, and another word may be likelier.
 */
function readPhrases(
  parts: readonly string[],
  read: (string | undefined)[],
  things: readonly (string | undefined)[],
  { words, language }: Reading,
): readonly (InPhrases | undefined)[] {
  const single: (Map<string, string> | undefined)[] = parts.map(() => undefined);
  for (let length = Math.min(LONGEST_PHRASE, parts.length); length >= 2; length -= 1)
    for (let start = 0; start + length <= parts.length; start += 1) {
      const window = parts.slice(start, start + length);
      const fixed = read
        .slice(start, start + length)
        .map((word, at) => word ?? (isKnown(window[at]!, words) ? window[at] : undefined));
      const open = [...fixed.keys()].filter((at) => read[start + at] === undefined && IS_PART.test(window[at]!));
      if (open.length === 0) continue;
      const initials = window.map((part, at) => (fixed[at] ?? part)[0]).join("");
      let best: { words: readonly string[]; rated: number } | undefined;
      for (const phrase of words.phrasesOf(initials, language)) {
        const quality = qualityOf(window, read.slice(start, start + length), phrase.words);
        if (quality === 0) continue;
        if (open.length === 1) {
          const at = open[0]!;
          (single[start + at] ??= new Map()).set(phrase.words[at]!, phrase.meaning);
          continue;
        }
        if (open.some((at) => things[start + at] !== undefined && things[start + at] !== phrase.words[at])) continue;
        const rated = quality + words.commonness(phrase.words) * COMMON;
        if (rated > (best?.rated ?? 0)) best = { words: phrase.words, rated };
      }
      if (best !== undefined) for (const [at, word] of best.words.entries()) read[start + at] = word;
    }
  return single;
}

const LONGEST_PHRASE = 4;

/** How well parts stand for the words of a phrase; 0 where one of them does not, or none of them tells much. */
function qualityOf(
  window: readonly string[],
  read: readonly (string | undefined)[],
  phrase: readonly string[],
): number {
  let sum = 0;
  let isGood = false;
  for (const [at, word] of phrase.entries()) {
    const part = window[at]!;
    const quality = read[at] === word ? 1 : abbreviates(part, word);
    if (quality < (part.length < 3 ? LEAST_IN_PHRASE : GOOD)) return 0;
    isGood ||= read[at] === undefined && part !== word && quality >= GOOD;
    sum += quality;
  }
  const mean = sum / phrase.length;
  return isGood && mean >= LEAST_MEAN ? mean : 0;
}

const LEAST_IN_PHRASE = 0.3;
const LEAST_MEAN = 0.65;
/** Of forms that are as good the more common words are meant. */
const COMMON = 0.01;

/** The word that a part stands for by itself, or with what is around it. */
function singleWord(
  part: string,
  phrases: InPhrases | undefined,
  isNamed: boolean,
  reading: Reading,
): string | undefined {
  const { words, language } = reading;
  if (!IS_PART.test(part) || part.length < 3 || isFunctionWord(part, language)) return undefined;
  if (
    isKnown(part, words) &&
    (part.length > 4 || (phrases === undefined && (words.saysByItself(part) || words.isOf(part, language))))
  )
    return undefined;
  if (phrases !== undefined) return likeliest(part, phrases, isNamed, reading);
  const asked = isNamed ? `name of ${part}` : part;
  if (reading.known.has(asked)) return reading.known.get(asked);
  const found = likeliest(part, NO_PHRASES, isNamed, reading);
  reading.known.set(asked, found);
  return found;
}

const NO_PHRASES: InPhrases = new Map();

const IS_PART = /^[a-z]{2,9}$/;
/** What has vowels and is longer is the beginning of a word, or one that is not known. */
const LONGEST_FREE = 5;
const VOWEL_BEHIND = /.[aeiou]/;

/** The word that a part stands for, where one meaning is likelier than all others together. */
function likeliest(
  part: string,
  phrases: InPhrases,
  isNamed: boolean,
  { words, language, written }: Reading,
): string | undefined {
  const here = new Map((written.get(part[0]!) ?? []).map(({ word, isThing }) => [word, isThing ? AS_THING : AS_FIELD]));
  const scores = new Map<string, number>();
  let total = 0;
  let best: { word: string; meaning: string; score: number } | undefined;
  for (const { word, meaning: own, weight, isJoined } of words.beginningWith(part[0]!, language)) {
    if (isJoined || (part.length > LONGEST_FREE && VOWEL_BEHIND.test(part) && !word.startsWith(part))) continue;
    const quality = abbreviates(part, word);
    if (quality < (own === SECRET ? GOOD_OF_SECRET : GOOD_ALONE)) continue;
    const meaning = phrases.get(word) ?? own;
    const score =
      quality ** SHARPNESS *
      weight ** COMMONNESS *
      (phrases.has(word) ? IN_PHRASE : 1) *
      (here.get(word) ?? 1) *
      (isNamed && own === PERSON ? AS_PERSON : 1);
    total += score;
    scores.set(meaning, (scores.get(meaning) ?? 0) + score);
    if (score > (best?.score ?? 0)) best = { word, meaning, score };
  }
  return best !== undefined && scores.get(best.meaning)! >= total * MOSTLY ? best.word : undefined;
}

/** What no text says must be a good form of its word. */
const GOOD_ALONE = 0.72;
/** A secret where there is none is a serious finding. */
const GOOD_OF_SECRET = 0.85;
const SECRET = "user.authorization";
const CLEARLY = 0.05;
const MOSTLY = 0.6;
/** How much a good form is likelier than a worse one. */
const SHARPNESS = 8;
/** How much likelier a word is that is in more phrases. */
const COMMONNESS = 0.75;
/** How much likelier a word is that makes a phrase with those around it. */
const IN_PHRASE = 10;
/** … that the description writes out. */
const AS_THING = 5;
const AS_FIELD = 2;
/** … that is a person, where the name is one of somebody or something. */
const AS_PERSON = 4;
const PERSON = "is person";
const NAMES = /^(?:name|nom|nombre|nome)$/;
