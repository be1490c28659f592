import abbreviations from "../../../rulesets/abbreviations.yaml";
import { LANGUAGES } from "../../lexicon/lexicon-tables.ts";

/** A language that `rulesets/abbreviations.yaml` has the habits of. */
export type Language = (typeof LANGUAGES)[number];

/** The word for a kind of value that a short form stands for in a language: `nbr` is a number. */
export function classWordOf(short: string, language: Language): string | undefined {
  return CLASS_WORDS[language].get(short);
}

/** Whether a short form stands for a kind of value in some language, and is no word of any. */
export function isTellingClassWord(short: string): boolean {
  return !WORDS_TOO.has(short) && LANGUAGES.some((language) => CLASS_WORDS[language].has(short));
}

/** Whether a short form is one of a format, a protocol or the like, which descriptions of any style have. */
export function isAcronym(short: string): boolean {
  return ACRONYMS.has(short);
}

/** Whether a word is one of a language's grammar, which its texts are full of. */
export function isFunctionWord(word: string, language: Language): boolean {
  return FUNCTION_WORDS[language].has(word);
}

/** Whether a part of a name says what form a record has: a segment, a table. */
export function isForm(part: string, language: Language): boolean {
  return FORMS[language].has(part);
}

const CLASS_WORDS = byLanguage((language) => {
  const words = new Map<string, string>();
  for (const [word, shortForms] of Object.entries(abbreviations.classWords[language]))
    for (const short of shortForms.split(", ")) if (!words.has(short)) words.set(short, word);
  return words;
});

const ACRONYMS = new Set(abbreviations.acronyms.flatMap((line) => line.split(", ")));
const WORDS_TOO = new Set(abbreviations.wordsToo.flatMap((line) => line.split(", ")));
const FUNCTION_WORDS = byLanguage((language) => new Set(abbreviations.functionWords[language].split(", ")));
const FORMS = byLanguage((language) => new Set(abbreviations.forms[language].split(", ")));

function byLanguage<T>(valueOf: (language: Language) => T): Readonly<Record<Language, T>> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, valueOf(language)])) as Record<Language, T>; // one each
}
