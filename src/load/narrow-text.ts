import { memoOfText } from "../core/memo.ts";

/**
 * Gives parts of a text in one byte a character wherever they can be. V8 keeps a part as wide as the whole that it was cut
 * from: for one typographic quote in a description all of its names and sentences would take two bytes, and each regular
 * expression would be compiled for both. The same characters are given, whatever they are.
 */
export function narrowParts(whole: string): (part: string) => string {
  if (!BEYOND_ONE_BYTE.test(whole)) return (part) => part;
  const ofName = memoOfText(narrowed); // names recur
  return (part) => (part.length <= LONGEST_NAME ? ofName(part) : narrowed(part));
}

function narrowed(part: string): string {
  return BEYOND_ONE_BYTE.test(part) ? part : Buffer.from(part, "latin1").toString("latin1");
}

const BEYOND_ONE_BYTE = /[^\0-\u00ff]/;
const LONGEST_NAME = 40;
