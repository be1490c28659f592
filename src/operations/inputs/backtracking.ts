import { memoOfText } from "../../core/memo.ts";
import { regexAutomaton, type Ranges, type RegexAutomaton } from "./regex-automaton.ts";

/**
 * Whether a matcher that backtracks takes time that doubles with each further character of some text: a loop of the
 * pattern reads one text in two ways, and something after it can fail (Weideman and others, "Analyzing Matching Time
 * Behavior of Backtracking Regular Expression Matchers", 2016). False where that is not found within a bounded number
 * of steps, or the pattern is beyond the automaton.
 */
export function isExponential(pattern: string): boolean {
  // Nothing is read in two ways where nothing repeats what repeats.
  return /[*+}]\??\)|\)[*+{]/.test(pattern) && isReadInTwoWays(pattern);
}

const isReadInTwoWays = memoOfText((pattern: string): boolean => {
  const automaton = regexAutomaton(pattern);
  if (automaton === undefined) return false;
  const isAnchored = /(?:^|[^\\])(?:\\\\)*\$\)*$/.test(pattern);
  return hasAmbiguousLoop(automaton, isAnchored, ASSERTS.test(pattern));
});

/** An assertion can fail whatever the places read: lookahead, lookbehind, the edge of a word. */
const ASSERTS = /\(\?(?:[=!]|<[=!])|\\[bB]/;

const MOST_STEPS = 200_000;

function hasAmbiguousLoop(automaton: RegexAutomaton, isAnchored: boolean, asserts: boolean): boolean {
  const { reads, follow, last } = automaton;
  const budget = { steps: MOST_STEPS };
  const next = follow.map((places) => [...new Set(places)]);
  for (const [from, places] of follow.entries()) {
    if (!isAnchored && last.has(from)) continue;
    // A step that can be made in two ways, on a way that leads back.
    const twice = places.find((place, index) => places.indexOf(place) < index && reaches(next, place, from, budget));
    const isAmbiguous =
      twice !== undefined || (reaches(next, from, from, budget) && partsAndMeets(next, reads, from, budget));
    // Where every text goes on to a match nothing is ever tried again: `^(?:[^|]*\|?)+$`.
    if (isAmbiguous && (asserts || !acceptsAll(automaton, from, budget))) return true;
    if (budget.steps <= 0) return false;
  }
  return false;
}

interface Budget {
  steps: number;
}

/** Whether a way of at least one step leads from one place to another. */
function reaches(next: readonly (readonly number[])[], from: number, to: number, budget: Budget): boolean {
  const seen = new Set<number>();
  const queue = [from];
  if (from === to && next[from]!.includes(to)) return true;
  while (queue.length > 0 && budget.steps > 0) {
    for (const place of next[queue.pop()!]!) {
      budget.steps -= 1;
      if (place === to) return true;
      if (!seen.has(place)) {
        seen.add(place);
        queue.push(place);
      }
    }
  }
  return false;
}

/** Whether two ways that read the same text leave a place, differ, and come back to it together. */
function partsAndMeets(
  next: readonly (readonly number[])[],
  reads: readonly Ranges[],
  home: number,
  budget: Budget,
): boolean {
  const size = next.length;
  const start = home * size + home;
  // Pairs of places, by whether the two ways have differed yet.
  const seen = new Set<number>();
  const queue: [pair: number, differed: boolean][] = [[start, false]];
  while (queue.length > 0) {
    const [pair, differed] = queue.pop()!;
    for (const one of next[Math.floor(pair / size)]!) {
      for (const other of next[pair % size]!) {
        budget.steps -= 1;
        if (budget.steps <= 0) return false;
        if (one !== other && !overlap(reads[one]!, reads[other]!)) continue;
        const isApart = differed || one !== other;
        const reached = one * size + other;
        if (reached === start && isApart) return true;
        const key = reached * 2 + (isApart ? 1 : 0);
        if (seen.has(key)) continue;
        seen.add(key);
        queue.push([reached, isApart]);
      }
    }
  }
  return false;
}

/** Whether any text at all may follow a place, up to a match; false where that is not found within a bounded number of steps. */
function acceptsAll({ reads, follow, last }: RegexAutomaton, from: number, budget: Budget): boolean {
  const seen = new Set<string>();
  const queue: (readonly number[])[] = [[from]];
  while (queue.length > 0) {
    const places = queue.pop()!;
    if (!places.some((place) => last.has(place))) return false;
    const next = [...new Set(places.flatMap((place) => follow[place]!))].toSorted((a, b) => a - b);
    // Between two edges every character is read by the same places.
    const edges = new Set([0, ...next.flatMap((place) => reads[place]!.flatMap(([low, high]) => [low, high + 1]))]);
    for (const edge of edges) {
      if (edge > LAST_UNIT) continue;
      budget.steps -= next.length;
      if (budget.steps <= 0) return false;
      const reading = next.filter((place) => reads[place]!.some(([low, high]) => low <= edge && edge <= high));
      const key = reading.join();
      if (seen.has(key)) continue;
      if (seen.size >= MOST_SETS) return false;
      seen.add(key);
      queue.push(reading);
    }
  }
  return true;
}

const LAST_UNIT = 0xffff;
const MOST_SETS = 100;

function overlap(one: Ranges, other: Ranges): boolean {
  return one.some(([low, high]) => other.some(([from, to]) => low <= to && from <= high));
}
