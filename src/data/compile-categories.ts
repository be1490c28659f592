import { SENSITIVITIES } from "../core/exposure-words.ts";
import { WORD_LISTS, type Categories, type Category, type OwnerKind, type WordList } from "./categories.ts";
import { wordsOfPattern } from "./name-tokens.ts";
import { phrasesOf } from "./phrases.ts";

/**
 * Compiles the parsed text of `data-categories.yaml`. Further data of the same form (a user's own categories) adds words and categories,
 * which come before the built-in ones. Throws an Error that names the spot where the data is not of that form.
 */
export function compileCategories(data: unknown, ...own: readonly unknown[]): Categories {
  const sources = [...own, data].map((source) => mappingOf(source, "the data"));
  const entries = sources.flatMap(entriesOf).map((entry, order) => ({ entry, category: categoryOf(entry, order) }));
  const wordsIn = (list: string): string[] =>
    sources.flatMap((source) => patternsOf(mappingOf(source["words"] ?? {}, "words")[list], `words.${list}`));
  const pairsIn = (name: string): [pattern: string, category: Category][] =>
    entries.flatMap(({ entry, category }) =>
      patternsOf(entry[name], `${category.key}.${name}`).map((pattern): [string, Category] => [pattern, category]),
    );

  return {
    names: phrasesOf(
      STRENGTHS.flatMap((strength) =>
        pairsIn(strength).flatMap(([pattern, category]) =>
          withAndWithoutParticles(pattern).map((form) => [form, { category, strength }] as const),
        ),
      ),
    ),
    holders: phrasesOf(pairsIn("holders")),
    gathers: phrasesOf(pairsIn("gathers")),
    owners: phrasesOf(
      Object.entries(KIND_LISTS).flatMap(([list, kind]) => wordsIn(list).map((pattern) => [pattern, kind] as const)),
    ),
    byFact: firstOf(pairsIn("facts").map(([fact, category]) => [wordsOfPattern(fact).join(" "), category])),
    byFormat: firstOf(pairsIn("formats")),
    byEvidence: firstOf(pairsIn("evidence")),
    words: Object.fromEntries(WORD_LISTS.map((list) => [list, setOf(wordsIn(list))])) as Record<
      WordList,
      ReadonlySet<string>
    >, // one entry for each list
  };
}

type Mapping = Readonly<Record<string, unknown>>;

const STRENGTHS = ["anywhere", "personal", "person", "parts"] as const;
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
const TEXTS = ["key", "says", "sensitivity"];
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
];
const LISTS = [
  "holders",
  "gathers",
  "contains",
  "places",
  "not",
  "notAfter",
  "notBefore",
  "notIn",
  "neverIn",
  "possibleIn",
  "possibleBeside",
  "facts",
  "formats",
  "notFormats",
  "evidence",
];
const PROPERTIES: ReadonlySet<string> = new Set([...TEXTS, ...SWITCHES, ...LISTS, ...STRENGTHS]);

function categoryOf(entry: Mapping, order: number): Category {
  const { key, says, sensitivity } = entry;
  if (typeof key !== "string" || key === "")
    throw new Error(`categories[${order}].key must be a name such as "user.contact.email"`);
  const level = SENSITIVITIES.find((known) => known === sensitivity);
  if (level === undefined) throw new Error(`${key}.sensitivity must be one of ${SENSITIVITIES.join(", ")}`);
  const unknown = Object.keys(entry).find((property) => !PROPERTIES.has(property));
  if (unknown !== undefined) throw new Error(`${key}.${unknown} is not a property of a category`);

  const listOf = (name: string): string[] => patternsOf(entry[name], `${key}.${name}`);
  const isOn = (name: string): boolean => entry[name] === true;
  return {
    key,
    says: typeof says === "string" ? says : key,
    sensitivity: level,
    order,
    contains: phrasesOf(listOf("contains").map((pattern) => [pattern, true] as const)),
    places: new Set(listOf("places")),
    not: new Set(listOf("not")),
    notAfter: setOf(listOf("notAfter")),
    notBefore: setOf(listOf("notBefore")),
    notFormats: new Set(listOf("notFormats")),
    notIn: listOf("notIn").map(wordsOfPattern),
    neverIn: new Set(listOf("neverIn")),
    possibleIn: new Set(listOf("possibleIn")),
    possibleBeside: setOf(listOf("possibleBeside")),
    certain: isOn("certain"),
    enums: isOn("enums"),
    dates: isOn("dates"),
    measures: isOn("measures"),
    files: isOn("files"),
    carries: isOn("carries"),
    identifies: isOn("identifies"),
    suggests: isOn("suggests"),
    named: isOn("named"),
    byContent: isOn("byContent"),
    joined: isOn("joined"),
  };
}

/** "numero de compte" is written "numero compte" too. */
function withAndWithoutParticles(pattern: string): readonly string[] {
  const without = pattern.replaceAll(PARTICLE, " ");
  return without === pattern ? [pattern] : [pattern, without];
}

const PARTICLE = / (?:de la|de|del|da|do|d|des|du|des|dos|das|para|von) (?=[a-z])/g;

/** For each key what comes first, so that a user's own come before the built-in ones. */
function firstOf(pairs: readonly (readonly [string, Category])[]): Map<string, Category> {
  return new Map(pairs.toReversed());
}

/** Patterns as the words that they are compared by, joined with spaces. */
function setOf(patterns: readonly string[]): ReadonlySet<string> {
  return new Set(patterns.map((pattern) => wordsOfPattern(pattern).join(" ")));
}

/** A text or a list of texts, each one or more patterns, separated by commas. */
function patternsOf(value: unknown, where: string): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).flatMap((line: unknown) => {
    if (typeof line !== "string" && typeof line !== "number") throw new Error(`${where} must be words`);
    return String(line)
      .split(",")
      .map((pattern) => pattern.trim())
      .filter((pattern) => pattern !== "");
  });
}

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
