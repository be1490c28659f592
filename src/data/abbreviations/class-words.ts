import abbreviations from "../../../rulesets/abbreviations.yaml";

/** A language that `rulesets/abbreviations.yaml` has the habits of. */
export type Language = keyof typeof abbreviations.classWords;

export const LANGUAGES = Object.keys(abbreviations.classWords) as readonly Language[]; // the keys of a record by language

/** The word for a kind of value that a short form stands for in a language: `nbr` is a number. */
export function classWordOf(short: string, language: Language): string | undefined {
  return CLASS_WORDS[language].get(short);
}

/** Whether a short form stands for a kind of value in some language. */
export function isClassWord(short: string): boolean {
  return LANGUAGES.some((language) => CLASS_WORDS[language].has(short));
}

/** Whether a word is one of a language's grammar, which its texts are full of. */
export function isFunctionWord(word: string, language: Language): boolean {
  return FUNCTION_WORDS[language].has(word);
}

const CLASS_WORDS = byLanguage((language) => {
  const words = new Map<string, string>();
  for (const [word, shortForms] of Object.entries(abbreviations.classWords[language]))
    for (const short of shortForms.split(", ")) if (!words.has(short)) words.set(short, word);
  return words;
});

const FUNCTION_WORDS = byLanguage((language) => new Set(abbreviations.functionWords[language].split(", ")));

function byLanguage<T>(valueOf: (language: Language) => T): Readonly<Record<Language, T>> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, valueOf(language)])) as Record<Language, T>; // one each
}
