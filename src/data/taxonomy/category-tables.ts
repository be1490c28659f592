import { SENSITIVITIES, type Sensitivity } from "../../core/exposure-words.ts";
import { addTo } from "../../core/grouped.ts";
import { WORD_LISTS, type OwnerKind, type WordList } from "./categories.ts";
import { wordsOfPattern } from "../../lexicon/name-tokens.ts";

/** `data-categories.yaml` as tables by first words: plain data, made when Sallyport is built. */
export interface CategoryTables {
  readonly categories: readonly CategoryTable[];
  /** What keys are called, and whether they are personal data. */
  readonly keys: Readonly<Record<string, KeyTable>>;
  /** They stand for a category and a strength. */
  readonly names: PhraseTable;
  readonly holders: PhraseTable;
  readonly subjectHolders: PhraseTable;
  readonly gathers: PhraseTable;
  readonly within: PhraseTable;
  /** Words of which two that stand together say it, one of each side. */
  readonly pairs: readonly PairTable[];
  /** They stand for the kind of an owner. */
  readonly owners: PhraseTable;
  readonly byFact: readonly (readonly [fact: string, category: number])[];
  readonly byPersonalFact: readonly (readonly [fact: string, category: number])[];
  readonly byValue: readonly (readonly [value: string, category: number])[];
  readonly byTellingValue: readonly (readonly [value: string, category: number])[];
  readonly byFormat: readonly (readonly [format: string, category: number])[];
  readonly byEvidence: readonly (readonly [evidence: string, category: number])[];
  readonly words: Readonly<Record<WordList, readonly string[]>>;
}

/** The two sides of what is said by two words together, in the forms that names have, and the number of the category. */
export interface PairTable {
  readonly category: number;
  readonly paired: readonly string[];
  readonly pairedWith: readonly string[];
}

/** What is said of a key; what is not said is left out. */
export interface KeyTable {
  readonly singular?: string;
  readonly plural?: string;
  readonly personalData?: boolean;
}

/** One category; lists and switches by the names that they have in the file. */
export interface CategoryTable {
  readonly key: string;
  readonly says: string;
  readonly sensitivity: Sensitivity;
  readonly contains: PhraseTable;
  readonly on: readonly string[];
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/**
 * Phrases by how their first words begin: a line for each, of all its words, separated by spaces, and what it stands for,
 * separated by tabs; for the number of a category where nothing else is said. There is a line break before and behind
 * each. A few long texts are read many times as fast as ten thousand lists, of which a review needs some hundred.
 */
export type PhraseTable = Readonly<Record<string, string>>;

/** Under what a `PhraseTable` has the phrases of a first word. */
export function beginningOf(first: string): string {
  return first.slice(0, 2);
}

/** The tables of the parsed text of `data-categories.yaml`. Throws an Error that names the spot where it is not of that form. */
export function categoryTablesOf(data: unknown): CategoryTables {
  const source = mappingOf(data, "the data");
  const entries = entriesOf(source);
  const categories = entries.map(categoryOf);
  const words = mappingOf(source["words"] ?? {}, "words");
  const wordsIn = (list: string): string[] => patternsOf(words[list], `words.${list}`);
  const pairsIn = (name: string): [pattern: string, category: number][] =>
    entries.flatMap((entry, at) =>
      patternsOf(entry[name], `${categories[at]?.key}.${name}`).map((pattern): [string, number] => [pattern, at]),
    );

  return {
    categories,
    keys: keysOf(source, entries, categories),
    names: tableOf(
      STRENGTHS.flatMap((strength) =>
        pairsIn(strength).flatMap(([pattern, category]) =>
          withAndWithoutParticles(pattern).map((form) => [form, category, strength] as const),
        ),
      ),
    ),
    holders: tableOf(pairsIn("holders")),
    subjectHolders: tableOf(pairsIn("subjectHolders")),
    gathers: tableOf(pairsIn("gathers")),
    within: tableOf(pairsIn("within")),
    pairs: entries.flatMap((entry, at) => pairTablesOf(entry, categories[at]?.key ?? "", at)),
    owners: tableOf(
      Object.entries(KIND_LISTS).flatMap(([list, kind]) =>
        wordsIn(list)
          .flatMap(withRomancePlural)
          .map((pattern) => [pattern, kind] as const),
      ),
    ),
    byFact: pairsIn("facts").map(([fact, category]) => [comparable(fact), category]),
    byPersonalFact: pairsIn("personalFacts").map(([fact, category]) => [comparable(fact), category]),
    byValue: pairsIn("values").map(([value, category]) => [comparable(value), category]),
    byTellingValue: pairsIn("tellingValues").map(([value, category]) => [comparable(value), category]),
    byFormat: pairsIn("formats"),
    byEvidence: pairsIn("evidence"),
    words: Object.fromEntries(WORD_LISTS.map((list) => [list, wordsIn(list).map(comparable)])) as Record<
      WordList,
      string[]
    >, // one entry for each list
  };
}

type Mapping = Readonly<Record<string, unknown>>;

const STRENGTHS = ["anywhere", "personal", "person", "parts", "record"] as const;
const KIND_LISTS: Readonly<Record<string, OwnerKind>> = {
  persons: "person",
  perhapsPersons: "perhaps",
  organisations: "organisation",
  places: "place",
  infrastructure: "infrastructure",
  things: "thing",
  carried: "carried",
  entrances: "entrance",
  abouts: "about",
};
const MEANINGS = ["singular", "plural", "personalData"];
const TEXTS = ["key", "says", "sensitivity", ...MEANINGS];
const SWITCHES = [
  "certain",
  "enums",
  "dates",
  "measures",
  "files",
  "carries",
  "identifies",
  "suggests",
  "named",
  "byContent",
  "joined",
  "loose",
  "whole",
  "codes",
  "binary",
];
/** Lists of names are compared as words. */
const NAMES = [
  "notAfter",
  "notBefore",
  "possibleAfter",
  "partsIn",
  "notIn",
  "possibleBeside",
  "likelyIn",
  "likelyBeside",
];
const TERMS = ["places", "not", "neverIn", "possibleIn", "notFormats", "subjects"];
const PHRASES = [
  "holders",
  "subjectHolders",
  "gathers",
  "within",
  "paired",
  "pairedWith",
  "contains",
  "facts",
  "personalFacts",
  "values",
  "tellingValues",
  "formats",
  "evidence",
  ...STRENGTHS,
];
const PROPERTIES: ReadonlySet<string> = new Set([...TEXTS, ...SWITCHES, ...NAMES, ...TERMS, ...PHRASES]);

function categoryOf(entry: Mapping, order: number): CategoryTable {
  const { key, says, sensitivity } = entry;
  if (typeof key !== "string" || key === "")
    throw new Error(`categories[${order}].key must be a name such as "user.contact.email"`);
  const level = SENSITIVITIES.find((known) => known === sensitivity);
  if (level === undefined) throw new Error(`${key}.sensitivity must be one of ${SENSITIVITIES.join(", ")}`);
  const unknown = Object.keys(entry).find((property) => !PROPERTIES.has(property));
  if (unknown !== undefined) throw new Error(`${key}.${unknown} is not a property of a category`);

  const listOf = (name: string): string[] => patternsOf(entry[name], `${key}.${name}`);
  return {
    key,
    says: typeof says === "string" ? says : key,
    sensitivity: level,
    contains: tableOf(listOf("contains").map((pattern) => [pattern] as const)),
    on: SWITCHES.filter((name) => entry[name] === true),
    lists: Object.fromEntries([
      ...NAMES.map((name) => [name, listOf(name).map(comparable)] as const),
      ...TERMS.map((name) => [name, listOf(name)] as const),
    ]),
  };
}

/** What is said of keys: in `keys`, and by entries, of which the first counts. */
function keysOf(
  source: Mapping,
  entries: readonly Mapping[],
  categories: readonly CategoryTable[],
): Record<string, KeyTable> {
  const keys = new Map<string, KeyTable>();
  for (const [key, said] of Object.entries(mappingOf(source["keys"] ?? {}, "keys"))) {
    const meaning = mappingOf(said, `keys.${key}`);
    const unknown = Object.keys(meaning).find((property) => !MEANINGS.includes(property));
    if (unknown !== undefined) throw new Error(`keys.${key}.${unknown} is not said of a key`);
    keys.set(key, keyTableOf(meaning, `keys.${key}`));
  }
  for (const [at, { key }] of categories.entries()) {
    const meaning = { ...keyTableOf(entries[at] ?? {}, key), ...keys.get(key) };
    if (Object.keys(meaning).length > 0) keys.set(key, meaning);
  }
  return Object.fromEntries(keys);
}

function keyTableOf({ singular, plural, personalData }: Mapping, where: string): KeyTable {
  for (const [name, words] of Object.entries({ singular, plural }))
    if (words !== undefined && (typeof words !== "string" || words === ""))
      throw new Error(`${where}.${name} must be words`);
  if (personalData !== undefined && typeof personalData !== "boolean")
    throw new Error(`${where}.personalData must be true or false`);
  return {
    ...(typeof singular === "string" ? { singular } : {}),
    ...(typeof plural === "string" ? { plural } : {}),
    ...(personalData === undefined ? {} : { personalData }),
  };
}

/** The table of phrases; one of several words is in it as one word too ("first name", "firstname"). */
function tableOf(entries: readonly (readonly [phrase: string, ...means: (string | number)[]])[]): PhraseTable {
  const table = new Map<string, string[]>();
  const add = (words: readonly string[], means: readonly (string | number)[]): void => {
    const [first] = words;
    if (first !== undefined) addTo(table, beginningOf(first), [words.join(" "), ...means].join("\t"));
  };
  for (const [phrase, ...means] of entries) {
    const words = wordsOfPattern(phrase);
    const forms = new Set([words.join(" ")]);
    // German joins its words with letters that the tokenizer takes for those of a plural: `monatsbrutto`.
    for (const joined of [words.join(""), phrase.replaceAll(" ", "")]) forms.add(wordsOfPattern(joined).join(" "));
    for (const form of words.length > 1 ? forms : [words.join(" ")]) add(form.split(" "), means);
  }
  return Object.fromEntries([...table].map(([beginning, lines]) => [beginning, `\n${lines.join("\n")}\n`]));
}

function pairTablesOf({ paired, pairedWith }: Mapping, key: string, category: number): PairTable[] {
  if (paired === undefined && pairedWith === undefined) return [];
  const sideOf = (side: unknown, name: string): string[] =>
    patternsOf(side, `${key}.${name}`).flatMap((pattern) => {
      const [word, ...others] = wordsOfPattern(pattern);
      if (word === undefined || others.length > 0) throw new Error(`${key}.${name} must be single words`);
      return formsOf(word);
    });
  return [{ category, paired: sideOf(paired, "paired"), pairedWith: sideOf(pairedWith, "pairedWith") }];
}

/** A word and its plurals, as they are once their last `s` is taken for that of English: `opinion` and `opinione`. */
function formsOf(word: string): string[] {
  return [word, ...PLURALS.flatMap(([ending, plural]) => (ending.test(word) ? [word.replace(ending, plural)] : []))];
}

/** How words of Romance languages end, and what their plurals leave: `opiniones`, `opiniões`, `digitais`, `sexuales`. */
const PLURALS: readonly (readonly [ending: RegExp, plural: string])[] = [
  [/(?<=[lrndz])$/, "e"],
  [/(?<=.)z$/, "ce"],
  [/(?<=..)ao$/, "oe"],
  [/(?<=..)a$/, "as"],
  [/(?<=..)al$/, "ais"],
  [/(?<=..)al$/, "aux"],
  [/(?<=..)em$/, "en"],
];

/** "numero de compte" is written "numero compte" too. */
function withAndWithoutParticles(pattern: string): readonly string[] {
  const without = pattern.replaceAll(PARTICLE, " ");
  return without === pattern ? [pattern] : [pattern, without];
}

/** `moradores`, which loses its last letter alone as plurals of English do, is several of `morador`. */
function withRomancePlural(pattern: string): readonly string[] {
  return ROMANCE_SINGULAR.test(pattern) ? [pattern, `${pattern}e`] : [pattern];
}

const ROMANCE_SINGULAR = /^[a-z]{3,}(?:dor|tor|sor|ar|al|ed|el|ion)$/;
const PARTICLE = / (?:de la|de|del|da|do|d|des|du|dos|das|para|von) (?=[a-z])/g;

/** A pattern as the words that it is compared by, joined with spaces. */
function comparable(pattern: string): string {
  return wordsOfPattern(pattern).join(" ");
}

/** A text or a list of texts, each one or more patterns, separated by commas. */
function patternsOf(value: unknown, where: string): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).flatMap((line: unknown) => {
    if (typeof line !== "string" && typeof line !== "number") throw new Error(`${where} must be words`);
    return String(line)
      .split(",")
      .map((pattern) => pattern.trim())
      .filter((pattern) => pattern !== "")
      .flatMap(alternativesOf);
  });
}

/** The patterns that one with words to choose from stands for: `(card|cc) number` for "card number" and "cc number". */
function alternativesOf(pattern: string): readonly string[] {
  const [, before = "", choice, behind = ""] = CHOICE.exec(pattern) ?? [];
  if (choice === undefined) return [pattern.replaceAll(/ {2,}/g, " ").trim()];
  return choice.split("|").flatMap((word) => alternativesOf(`${before}${word.trim()}${behind}`));
}

const CHOICE = /^([^()]*)\(([^()]*)\)(.*)$/;

function entriesOf(source: Mapping): Mapping[] {
  const entries = source["categories"] ?? [];
  if (!Array.isArray(entries)) throw new Error("categories must be a list");
  return entries.map((entry: unknown, index) => mappingOf(entry, `categories[${index}]`));
}

function mappingOf(value: unknown, where: string): Mapping {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${where} must be a mapping`);
  return value as Mapping; // an object that is no list, just checked
}
