import type { Range } from "../core/place.ts";

/** Offsets into a text, in UTF-16 units, ends exclusive. The root and items of arrays have no key: -1. */
export interface Span {
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** Where the things of a parsed text stand in it. */
export interface Layout {
  /** The span of what the unescaped tokens of a pointer lead to; `undefined` where nothing stands. */
  spanOf(tokens: readonly string[]): Span | undefined;
  /** Keys that stand twice in one object, each at its later occurrence, with the tokens of that object. */
  readonly repeatedKeys: readonly RepeatedKey[];
}

export interface RepeatedKey {
  readonly tokens: readonly string[];
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
}

/** Turns offsets of a text into lines and columns. Line ends are `\n`, `\r\n` and `\r`. */
export function lineFinder(text: string): (start: number, end: number) => Range {
  return linesOf(text).rangeOf;
}

/** The lines of a text. Their starts are looked for when somebody asks. */
export interface Lines {
  /** The number of the line on which an offset stands. */
  readonly lineOf: (offset: number) => number;
  /** The lines and columns of two offsets. */
  readonly rangeOf: (start: number, end: number) => Range;
  /** Where the line of an offset begins, and where the next one does or the text ends. */
  readonly boundsOf: (offset: number) => { readonly start: number; readonly end: number };
  /** The text of a line without its end, by its number; `undefined` where there is none. */
  readonly textOf: (line: number) => string | undefined;
}

/** The lines of any text. Line ends are `\n`, `\r\n` and `\r`. */
export function linesOf(text: string): Lines {
  let known: readonly number[] | undefined;
  return linesFrom(text, () => (known ??= lineStarts(text)));
}

/** The lines of a text whose starts are known. */
export function linesFrom(text: string, starts: () => readonly number[]): Lines {
  return {
    lineOf: (offset) => indexOfLine(starts(), offset) + 1,
    rangeOf(start, end) {
      const line = indexOfLine(starts(), start);
      const endLine = indexOfLine(starts(), end);
      return {
        line: line + 1,
        column: start - starts()[line]! + 1,
        endLine: endLine + 1,
        endColumn: end - starts()[endLine]! + 1,
      };
    },
    boundsOf(offset) {
      const line = indexOfLine(starts(), offset);
      return { start: starts()[line]!, end: starts()[line + 1] ?? text.length };
    },
    textOf(line) {
      const start = starts()[line - 1];
      return start === undefined ? undefined : text.slice(start, starts()[line]).replace(/\r\n?$|\n$/, "");
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  if (text.includes("\r")) {
    for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
    return starts;
  }
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The index of the last start that is not after `offset`. */
function indexOfLine(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
