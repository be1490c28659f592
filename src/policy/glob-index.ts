import { addTo } from "../core/grouped.ts";
import { globPattern } from "./glob.ts";

/** Patterns, and which of them fit a text, by their positions. Made once, and asked for each text. */
export interface GlobIndex {
  /** Of the first that fits; `undefined` where none does. */
  first(text: string): number | undefined;
  /** Of all that fit, in no particular order. */
  all(text: string): readonly number[];
}

/**
 * An index of patterns, for very many of them and of texts: a pattern is looked for by the rarest of what it says
 * literally, its start, its end or a whole segment between slashes, and only those that share that with a text are
 * tried on it.
 */
export function globIndex(patterns: readonly string[]): GlobIndex {
  const keys = keysOf(patterns);
  const expressions: RegExp[] = [];
  const fits = (position: number, text: string): boolean =>
    (expressions[position] ??= globPattern(patterns[position]!)).test(text);
  return {
    first(text) {
      let first: number | undefined;
      for (const key of keysOfText(text, keys)) {
        for (const position of keys.byKey.get(key) ?? []) {
          if (first !== undefined && position >= first) break;
          if (fits(position, text)) first = position;
        }
      }
      return first;
    },
    // Each pattern has one key.
    all: (text) =>
      [...keysOfText(text, keys)].flatMap((key) =>
        (keys.byKey.get(key) ?? []).filter((position) => fits(position, text)),
      ),
  };
}

interface Keys {
  /** The positions of patterns, in order, by the key of each. */
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  /** How long the starts and ends are that are keys. */
  readonly starts: ReadonlySet<number>;
  readonly ends: ReadonlySet<number>;
}

function keysOf(patterns: readonly string[]): Keys {
  const keysOfAll = patterns.map(keysOfPattern);
  const uses = new Map<string, number>();
  for (const keys of keysOfAll) for (const key of keys) uses.set(key, (uses.get(key) ?? 0) + 1);
  const byKey = new Map<string, number[]>();
  const starts = new Set<number>();
  const ends = new Set<number>();
  for (const [position, keys] of keysOfAll.entries()) {
    const rarest = keys.reduce((best, key) => (uses.get(key)! < uses.get(best)! ? key : best), "");
    addTo(byKey, rarest, position);
    if (rarest.startsWith(START)) starts.add(rarest.length - 1);
    if (rarest.startsWith(END)) ends.add(rarest.length - 1);
  }
  return { byKey, starts, ends };
}

/** What every text has that a pattern fits; the empty key of all is among them. */
function keysOfPattern(pattern: string): readonly string[] {
  // Of `/users/**` and `**/users` the slash belongs to what may be missing.
  const start = /^[^*?]*/.exec(pattern)![0].replace(/\/$/, "");
  const end = pattern.slice(Math.max(pattern.lastIndexOf("*"), pattern.lastIndexOf("?")) + 1).replace(/^\//, "");
  const segments = pattern.split("/").filter((segment) => segment !== "" && !/[*?]/.test(segment));
  return ["", START + start, END + end, ...segments.map((segment) => SEGMENT + segment)];
}

function keysOfText(text: string, { starts, ends }: Keys): ReadonlySet<string> {
  return new Set([
    "",
    ...[...starts].map((length) => START + text.slice(0, length)),
    ...[...ends].map((length) => END + text.slice(Math.max(0, text.length - length))),
    ...text.split("/").map((segment) => SEGMENT + segment),
  ]);
}

const START = "^";
const END = "$";
const SEGMENT = "/";
