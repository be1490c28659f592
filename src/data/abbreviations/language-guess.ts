import { LANGUAGES } from "../../lexicon/lexicon-tables.ts";

/**
 * Tells which languages a word looks to be of, a bit for each of `LANGUAGES`, by the letters that words of known languages
 * have beside each other: a naive Bayes classifier of groups of three letters.
 */
export function languageGuess(known: ReadonlyMap<string, number>): (word: string) => number {
  const counts = new Map<string, Float64Array>();
  const totals = new Float64Array(LANGUAGES.length);
  for (const [word, bits] of known)
    for (const group of groupsOf(word)) {
      let ofGroup = counts.get(group);
      if (ofGroup === undefined) counts.set(group, (ofGroup = new Float64Array(LANGUAGES.length)));
      for (let at = 0; at < LANGUAGES.length; at += 1)
        if ((bits & (1 << at)) !== 0) {
          ofGroup[at]! += 1;
          totals[at]! += 1;
        }
    }
  return (word) => {
    const scores = Array.from(totals, (total, at) =>
      groupsOf(word).reduce((sum, group) => sum + Math.log(((counts.get(group)?.[at] ?? 0) + 0.3) / (total + 1)), 0),
    );
    const best = Math.max(...scores);
    return scores.reduce((bits, score, at) => (score >= best - ALIKE ? bits | (1 << at) : bits), 0);
  };
}

/** How much less likely another language may be that the word looks like too: the ratio's logarithm. */
const ALIKE = 2.5;

function groupsOf(word: string): readonly string[] {
  const framed = `^${word}$`;
  return Array.from({ length: Math.max(framed.length - 2, 0) }, (_, at) => framed.slice(at, at + 3));
}
