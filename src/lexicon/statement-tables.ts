import { LANGUAGES, wordsIn } from "./lexicon-tables.ts";

/** One file below `rulesets/statements/` as plain data, made when Sallyport is built. */
export interface StatementTables {
  readonly classes: readonly string[];
  /**
   * Stems and phrases by a few letters of their first word (see `stemKeysOf`), each as a line "phrase, language, class" with
   * tabs between them: the places of both in `LANGUAGES` and `classes`. A key a stem would be read at each start.
   */
  readonly stems: Readonly<Record<string, string>>;
  readonly statements: Readonly<Record<string, { readonly patterns: readonly string[]; readonly unless: string }>>;
}

/** Where stems are that may stand anywhere within a word. */
export const INNER = "**";

/** The tables of a parsed file. Throws an Error that names the spot where it is not of that form. */
export function statementTablesOf(data: unknown): StatementTables {
  const { words = {}, statements = {}, ...others } = mappingOf(data, "the file");
  const other = Object.keys(others)[0];
  if (other !== undefined) throw new Error(`${other} is neither words nor statements`);
  const classes = Object.entries(mappingOf(words, "words"));
  const stems = new Map<string, string[]>();
  for (const [at, [name, entry]] of classes.entries()) {
    for (const [language, phrases] of classOf(entry, name).entries()) {
      for (const phrase of phrases) {
        const key = keyOf(phrase);
        const listed = stems.get(key) ?? [];
        listed.push(`${phrase}\t${language}\t${at}`);
        stems.set(key, listed);
      }
    }
  }
  return {
    classes: classes.map(([name]) => name),
    stems: Object.fromEntries([...stems].map(([key, lines]) => [key, lines.join("\n")])),
    statements: Object.fromEntries(
      Object.entries(mappingOf(statements, "statements")).map(([name, of]) => [name, statementOf(of, name)]),
    ),
  };
}

/**
 * Letters of its first word: the first, or the last of a stem that words end in, behind a star. Stems that may stand anywhere in
 * a word are all under one key.
 */
function keyOf(phrase: string): string {
  const [first = ""] = phrase.split(" ");
  if (!first.startsWith("*")) return first.slice(0, SHORTEST);
  return first.endsWith("*") ? INNER : endKeyOf(first);
}

/** The keys under which stems are that a word may be, besides `INNER`. */
export function stemKeysOf(word: string): readonly string[] {
  return [word.slice(0, SHORTEST), endKeyOf(word)];
}

function endKeyOf(word: string): string {
  return `*${word.slice(-SHORTEST)}`;
}

/** The letters of a stem: a shorter one would be too many words. So many are the key under which stems are. */
const SHORTEST = 3;

/** The stems and phrases of a class, by language. */
function classOf(entry: unknown, name: string): readonly (readonly string[])[] {
  const languages = mappingOf(entry, name);
  const unknown = Object.keys(languages).find((key) => !LANGUAGES.some((language) => language === key));
  if (unknown !== undefined) throw new Error(`${name}.${unknown} is no language`);
  return LANGUAGES.map((language) => {
    const phrases = wordsIn(languages[language] ?? [], `${name}.${language}`);
    const figure = phrases.find((phrase) => plainWords(phrase).includes("0") && /\b(?!0\b)\d/.test(phrase));
    if (figure !== undefined) throw new Error(`${name}.${language}: ${figure} must have 0 for a number in figures`);
    const stems = phrases.map((phrase) => plainWords(phrase).join(" "));
    if (stems.length === 0) throw new Error(`${name}.${language} must have words`);
    const short = stems.find((stem) => /^(?:[^ *]{0,2}\*|\*[^ *]{0,2}\*?)(?: |$)/.test(stem));
    if (short !== undefined) throw new Error(`${name}.${language}: ${short} would be too many words`);
    return [...new Set(stems)];
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

const TERM = "~?[a-z-]+(?:\\|[a-z-]+)*";
const PATTERN = new RegExp(`^${TERM}(?: (?:\\.\\.\\.|\\+))?(?: ${TERM}(?: (?:\\.\\.\\.|\\+))?)*(?: !${TERM})*$`);

/**
 * A text in small letters without accents, as words: what stems are compared with. All figures are one, which `0` stands
 * for, but the status codes of refusals.
 */
export function plainWords(text: string): readonly string[] {
  // Most sentences are ASCII, which has no accents, and of which the letters are found several times as fast.
  const plain = IS_ASCII.test(text)
    ? text.toLowerCase().replaceAll(/[^a-z\d*]+/g, " ")
    : text
        .normalize("NFD")
        .replaceAll(/\p{M}/gu, "")
        .toLowerCase()
        .replaceAll("ß", "ss")
        .replaceAll(/[^\p{L}\p{N}*]+/gu, " ");
  return plain
    .trim()
    .split(" ")
    .map((word) => (/^\d/.test(word) && !NAMED_FIGURE.test(word) ? "0" : word));
}

const IS_ASCII = /^[\0-\x7f]*$/;

const NAMED_FIGURE = /^(?:40[1349]|42[29]|2fa)$/;

function mappingOf(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${where} must be a mapping`);
  return value as Readonly<Record<string, unknown>>; // an object that is no list, just checked
}
