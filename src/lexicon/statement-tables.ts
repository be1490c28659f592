import { LANGUAGES, wordsIn } from "./lexicon-tables.ts";

/** One file below `rulesets/statements/` as plain data, made when Sallyport is built. */
export interface StatementTables {
  /** Class → a text for each language, in the order of `LANGUAGES`: word stems and phrases, separated by commas. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** Statement → its patterns, and the classes that speak against it anywhere in the sentence. */
  readonly statements: Readonly<Record<string, { readonly patterns: readonly string[]; readonly unless: string }>>;
}

/** The tables of a parsed file. Throws an Error that names the spot where it is not of that form. */
export function statementTablesOf(data: unknown): StatementTables {
  const { words = {}, statements = {}, ...others } = mappingOf(data, "the file");
  const other = Object.keys(others)[0];
  if (other !== undefined) throw new Error(`${other} is neither words nor statements`);
  return {
    words: Object.fromEntries(Object.entries(mappingOf(words, "words")).map(([name, of]) => [name, classOf(of, name)])),
    statements: Object.fromEntries(
      Object.entries(mappingOf(statements, "statements")).map(([name, of]) => [name, statementOf(of, name)]),
    ),
  };
}

function classOf(entry: unknown, name: string): readonly string[] {
  const languages = mappingOf(entry, name);
  const unknown = Object.keys(languages).find((key) => !LANGUAGES.some((language) => language === key));
  if (unknown !== undefined) throw new Error(`${name}.${unknown} is no language`);
  return LANGUAGES.map((language) => {
    const stems = wordsIn(languages[language] ?? [], `${name}.${language}`).map(plainText);
    if (stems.length === 0) throw new Error(`${name}.${language} must have words`);
    const short = stems.find((stem) => /^(?:[^ *]{0,2}\*|\*[^ *]{0,2}\*?)(?: |$)/.test(stem));
    if (short !== undefined) throw new Error(`${name}.${language}: ${short} would be too many words`);
    return [...new Set(stems)].join(",");
  });
}

function statementOf(entry: unknown, name: string): StatementTables["statements"][string] {
  const { gloss, patterns, unless = [], ...others } = mappingOf(entry, name);
  const other = Object.keys(others)[0];
  if (other !== undefined) throw new Error(`${name}.${other} is neither gloss, patterns nor unless`);
  if (typeof gloss !== "string" || gloss === "") throw new Error(`${name}.gloss must say what is stated`);
  if (!Array.isArray(patterns) || patterns.some((one) => typeof one !== "string" || !PATTERN.test(one)))
    throw new Error(`${name}.patterns must be a list of classes in their order, such as "server not ... compares"`);
  return { patterns: patterns as string[], unless: wordsIn(unless, `${name}.unless`).join(",") };
}

const PATTERN = /^[a-z-]+(?:\|[a-z-]+)*(?: (?:\.\.\.|\+))?(?: [a-z-]+(?:\|[a-z-]+)*(?: (?:\.\.\.|\+))?)*$/;

/** A text in small letters without accents, as words with single spaces: what stems are compared with. */
export function plainText(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll(/[^\p{L}\p{N}*]+/gu, " ")
    .trim();
}

function mappingOf(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${where} must be a mapping`);
  return value as Readonly<Record<string, unknown>>; // an object that is no list, just checked
}
