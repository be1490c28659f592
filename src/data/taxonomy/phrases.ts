/** Phrases by their first word, each with what it stands for. */
export interface Phrases<T> {
  readonly get: (first: string) => readonly Phrase<T>[] | undefined;
}

/** Words that stand one behind the other, and what they stand for. */
export interface Phrase<T> {
  readonly words: readonly string[];
  readonly means: T;
}

/** The phrases that stand in `words` from `start` on. */
export function phrasesAt<T>(phrases: Phrases<T>, words: readonly string[], start: number): readonly Phrase<T>[] {
  const first = words[start];
  const candidates = first === undefined ? undefined : phrases.get(first);
  return candidates === undefined || candidates.length === 0
    ? NONE
    : candidates.filter((phrase) => standsAt(phrase.words, words, start));
}

const NONE: readonly never[] = [];

function standsAt(phrase: readonly string[], words: readonly string[], start: number): boolean {
  if (start + phrase.length > words.length) return false;
  for (let at = 1; at < phrase.length; at++) {
    if (phrase[at] !== words[start + at]) return false;
  }
  return true;
}

/** The longest phrase at the end of `words`, if there is one. */
export function phraseAtEnd<T>(phrases: Phrases<T>, words: readonly string[]): Phrase<T> | undefined {
  for (let start = Math.max(0, words.length - LONGEST); start < words.length; start++) {
    const found = phrasesAt(phrases, words, start).find((phrase) => start + phrase.words.length === words.length);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All phrases that `words` end in, the longest first. */
export function phrasesEnding<T>(phrases: Phrases<T>, words: readonly string[]): readonly Phrase<T>[] {
  const found: Phrase<T>[] = [];
  for (let start = Math.max(0, words.length - LONGEST); start < words.length; start++)
    found.push(...phrasesAt(phrases, words, start).filter((phrase) => start + phrase.words.length === words.length));
  return found;
}

const LONGEST = 5;
