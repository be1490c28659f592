import { plainWord, wordsOfPattern } from "./name-tokens.ts";
import { pluralsOf } from "./plurals.ts";

/** `lexicon.yaml` as tables: plain data, made when Sallyport is built. */
export type LexiconTables = Readonly<Record<string, ConceptTable>>;

/**
 * One concept: what it is, the concepts that are kinds of it, and its words in all spellings, separated by commas. `counts`
 * says how many of the `others` are of each language, in the order of `LANGUAGES`.
 */
export type ConceptTable = readonly [gloss: string, includes: string, english: string, others: string, counts: string];

/** The languages that each concept has words in. */
export const LANGUAGES = ["en", "de", "fr", "es", "pt"] as const;

/** The tables of the parsed text of `lexicon.yaml`. Throws an Error that names the spot where it is not of that form. */
export function lexiconTablesOf(data: unknown): LexiconTables {
  const concepts = mappingOf(data, "the lexicon");
  return Object.fromEntries(
    Object.entries(concepts).map(([concept, entry]) => {
      if (!CONCEPT_NAME.test(concept)) throw new Error(`${concept} must be a name such as "log-in"`);
      return [concept, tableOf(mappingOf(entry, concept), concept, concepts)];
    }),
  );
}

const CONCEPT_NAME = /^[a-z]+(?:-[a-z]+)*$/;

function tableOf(entry: Mapping, concept: string, concepts: Mapping): ConceptTable {
  const { gloss, includes = "", nouns = false } = entry;
  if (typeof gloss !== "string" || gloss === "") throw new Error(`${concept}.gloss must say what the concept is`);
  const kinds = wordsIn(includes, `${concept}.includes`);
  const missing = kinds.find((kind) => !Object.hasOwn(concepts, kind) || kind === concept);
  if (missing !== undefined) throw new Error(`${concept}.includes names ${missing}, which is no other concept`);
  const unknown = Object.keys(entry).find((key) => ![...LANGUAGES, "gloss", "nouns", "includes"].includes(key));
  if (unknown !== undefined)
    throw new Error(`${concept}.${unknown} is neither a language nor gloss, nouns or includes`);
  if (nouns !== false && nouns !== true) throw new Error(`${concept}.nouns must be true where its words have plurals`);
  const [english, ...others] = LANGUAGES.map((language) => {
    const words = entry[language];
    // A concept that only puts others together has no words of its own to translate.
    if (words === undefined && kinds.length > 0) return [];
    const all = isNone(words) ? [] : wordsIn(words, `${concept}.${language}`);
    return nouns ? all.flatMap((word) => [word, ...pluralsOf(word, language)]) : all;
  });
  const spelledOthers = others.map(spelled);
  return [
    gloss,
    kinds.join(","),
    spelled(english!).join(","), // English is the first of the languages
    spelledOthers.flat().join(","),
    spelledOthers.map(({ length }) => length).join(","),
  ];
}

/** Whether a language is said to have no word, with the reason. */
export function isNone(words: unknown): boolean {
  return typeof words === "object" && words !== null && "none" in words && typeof words.none === "string";
}

function spelled(words: readonly string[]): readonly string[] {
  return [...new Set(words.flatMap(spellingsOf))];
}

/**
 * The ways in which a word or phrase is written: with accents and without, as the tokenizer gives it, and a phrase as
 * one word too. In small letters, with spaces between words.
 */
export function spellingsOf(phrase: string): readonly string[] {
  const written = phrase.toLowerCase().replaceAll(/['’-]/g, " ");
  const plain = written.split(" ").map(plainWord);
  const joined = plain.join("");
  return [
    ...new Set([
      written,
      plain.join(" "),
      wordsOfPattern(plain.join(" ")).join(" "),
      ...(plain.length > 1 ? [joined, wordsOfPattern(joined).join(" ")] : []),
    ]),
  ];
}

/** A text or a list of texts, each one or more words or phrases, separated by commas. */
export function wordsIn(value: unknown, where: string): readonly string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((line: unknown) => {
    if (typeof line !== "string" && typeof line !== "number") throw new Error(`${where} must be words`);
    return String(line)
      .split(",")
      .map((word) => word.trim())
      .filter((word) => word !== "");
  });
}

type Mapping = Readonly<Record<string, unknown>>;

function mappingOf(value: unknown, where: string): Mapping {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${where} must be a mapping`);
  return value as Mapping; // an object that is no list, just checked
}
