import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";

/** A unit in which time is told. */
export interface TimeUnit {
  readonly concept: Concept;
  readonly seconds: number;
  /** What several of them are called. */
  readonly name: string;
}

/** From the shortest to the longest. */
const UNITS = [
  { concept: "millisecond-unit", seconds: 0.001, name: "milliseconds" },
  { concept: "second-unit", seconds: 1, name: "seconds" },
  { concept: "minute-unit", seconds: 60, name: "minutes" },
  { concept: "hour-unit", seconds: 3600, name: "hours" },
  { concept: "day-unit", seconds: 86_400, name: "days" },
  { concept: "week-unit", seconds: 7 * 86_400, name: "weeks" },
  { concept: "month-unit", seconds: 30 * 86_400, name: "months" },
  { concept: "year-unit", seconds: 365 * 86_400, name: "years" },
] as const satisfies readonly TimeUnit[];

/** The unit that a word is; `undefined` where it is none. */
export function timeUnitOf(word: string, lexicon: Lexicon): TimeUnit | undefined {
  return UNITS.find(({ concept }) => lexicon.is(word, concept));
}

/** How many seconds the longest time is that words tell: `90 days`, `6 months`, `a year`; 0 where they tell none. */
export function secondsIn(words: readonly string[], lexicon: Lexicon): number {
  const told = words.flatMap((word, at) => {
    if (lexicon.lengthAt(words, at, "one-year") > 0) return [365 * 86_400];
    if (!/^\d{1,10}$/.test(word)) return [];
    const unit = timeUnitOf(words[at + 1] ?? "", lexicon);
    return unit === undefined ? [] : [Number(word) * unit.seconds];
  });
  return Math.max(0, ...told);
}
