import { firstPlace } from "../core/first-place.ts";
/** What one pass over a text that is valid JSON tells: how much it holds, and where its parts begin and end. */
export interface JsonScan {
  /** Keys, repeated ones included. */
  readonly keys: number;
  readonly values: number;
  /** The deepest level of nesting. */
  readonly depth: number;
  /** Where each object and array begins, in the order of the text, and where the same one ends. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Where each line begins: line ends stand between values only, since in a string they are escaped (RFC 8259, section 7). */
  readonly lines: readonly number[];
}

/** Scans a text that is valid JSON. Strings are jumped over, which is most of a description. */
export function scanJson(text: string): JsonScan {
  const starts: number[] = [];
  const ends: number[] = [];
  const lines: number[] = [0];
  const open: number[] = [];
  let keys = 0;
  let values = 1;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 32) continue; // of laid out JSON a quarter, so it is asked first
    if (code === 34) at = skipString(text, at) - 1;
    else if (code === 10) lines.push(at + 1);
    else if (code === 58) keys += 1;
    else if (code === 44) values += 1;
    else if (code === 123 || code === 91) {
      values += 1;
      open.push(starts.length);
      starts.push(at);
      ends.push(at);
      if (open.length > depth) depth = open.length;
    } else if (code === 125 || code === 93) ends[open.pop() ?? 0] = at + 1;
    else if (code === 13 && text.charCodeAt(at + 1) !== 10) lines.push(at + 1);
  }
  return { keys, values, depth, starts, ends, lines };
}

/** The end of the string that starts at `start`, its quotes included. */
export function skipString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(quote - 1 - backslashes) === 92) backslashes += 1;
  return backslashes % 2 === 1;
}

/** Where the object or array ends that starts at `start`; `undefined` where none does. */
export function endOf({ starts, ends }: JsonScan, start: number): number | undefined {
  return ends[firstPlace(starts.length - 1, (place) => starts[place]! >= start)];
}
