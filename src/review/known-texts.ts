import { firstPlace } from "../core/first-place.ts";
import { byCodeUnit } from "../core/compare.ts";

/** A text that must not be shown, and what stands in its place. */
export interface KnownText {
  readonly text: string;
  readonly masked: string;
  /** How many of its first characters anybody may see; `Infinity` where it is looked for whole alone. */
  readonly shown: number;
}

/** A stretch of a text where a known one stands, whole or cut. */
export interface KnownStretch {
  readonly start: number;
  readonly end: number;
  readonly masked: string;
}

/**
 * Looks for all of `known` in a text at once, in time of the text's length alone: by a table of how they begin, then in
 * their order, in which the longest that stands at a place is beside it.
 */
export function finderOf(known: readonly KnownText[]): (text: string) => readonly KnownStretch[] {
  const sorted = [...new Map(known.map((one) => [one.text, one])).values()]
    .filter(({ text }) => text.length >= LEAST)
    .toSorted((a, b) => byCodeUnit(a.text, b.text));
  if (sorted.length === 0) return () => NONE;
  const within = enclosing(sorted);
  const beginnings = new Uint8Array(1 << 16);
  for (const { text } of sorted) beginnings[beginningAt(text, 0)] = 1;
  return (text) => {
    const found: KnownStretch[] = [];
    for (let at = 0; at <= text.length - LEAST; at += 1) {
      if (beginnings[beginningAt(text, at)] === 0) continue;
      const one = knownAt(text, at, sorted, within);
      if (one === undefined) continue;
      found.push(one);
      at = one.end - 1;
    }
    return found;
  };
}

const NONE: readonly never[] = [];
/** Shorter ones are words. */
const LEAST = 4;
/** Of so many characters no word is made that begins as a credential does, where nothing says that it is cut. */
const LEAST_CUT = 12;

function beginningAt(text: string, at: number): number {
  return (
    (((text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) * 31 + text.charCodeAt(at + 2)) * 31 +
      text.charCodeAt(at + 3)) &
    0xffff
  );
}

/** For each the nearest before it that it begins with, or -1. */
function enclosing(sorted: readonly KnownText[]): Int32Array {
  const within = new Int32Array(sorted.length).fill(-1);
  for (let index = 1; index < sorted.length; index += 1) {
    let before = index - 1;
    while (before >= 0 && !sorted[index]!.text.startsWith(sorted[before]!.text)) before = within[before]!;
    within[index] = before;
  }
  return within;
}

function knownAt(text: string, at: number, sorted: readonly KnownText[], within: Int32Array): KnownStretch | undefined {
  const after = firstAfter(text, at, sorted);
  let longest: KnownStretch | undefined;
  for (let index = after - 1; index >= 0; index = within[index]!) {
    const { text: whole, masked } = sorted[index]!;
    if (!text.startsWith(whole, at)) continue;
    longest = { start: at, end: at + whole.length, masked };
    break;
  }
  // What is cut begins as one of its two neighbours does.
  for (const one of [sorted[after - 1], sorted[after]]) {
    if (one === undefined) continue;
    const common = commonLength(text, at, one.text);
    const least = one.shown + (text[at + common] === "…" ? LEAST : LEAST_CUT);
    if (common >= least && at + common > (longest?.end ?? 0))
      longest = { start: at, end: at + common, masked: one.masked };
  }
  return longest;
}

/** The index of the first that sorts after what stands in `text` from `at` on. */
function firstAfter(text: string, at: number, sorted: readonly KnownText[]): number {
  return firstPlace(sorted.length, (place) => {
    const other = sorted[place]!.text;
    const common = commonLength(text, at, other);
    const isBefore =
      common === other.length || (at + common < text.length && other.charCodeAt(common) < text.charCodeAt(at + common));
    return !isBefore;
  });
}

function commonLength(text: string, at: number, other: string): number {
  const most = Math.min(text.length - at, other.length);
  let length = 0;
  while (length < most && text.charCodeAt(at + length) === other.charCodeAt(length)) length += 1;
  return length;
}
