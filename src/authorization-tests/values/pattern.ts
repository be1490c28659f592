import { memo } from "../../core/memo.ts";
import { newWork, type Work } from "./work.ts";

/*
 * Texts by the pattern of a schema (`pattern`, a regular expression of ECMA-262): one that it matches, and whether it
 * matches one. A description may hold a pattern that takes JavaScript's own matcher forever, so its parts are walked with
 * sets of places instead: no part goes back.
 */

/** A part of a regular expression. */
type Part =
  | { readonly kind: "one"; readonly ranges: readonly Range[]; readonly isNegated: boolean }
  | { readonly kind: "all"; readonly parts: readonly Part[] }
  | { readonly kind: "any"; readonly parts: readonly Part[] }
  | { readonly kind: "repeat"; readonly part: Part; readonly least: number; readonly most: number }
  /** What follows matches it, or does not, and is not passed over. */
  | { readonly kind: "ahead"; readonly part: Part; readonly isNegated: boolean }
  | { readonly kind: "start" | "end" };

/** Characters by their code units, both ends included. */
type Range = readonly [number, number];

/**
 * Whether a text matches a pattern anywhere in it, as JSON Schema has it; `undefined` where the pattern is not understood.
 * Throws `TooMuchWork`.
 */
export function matchesPattern(pattern: string, text: string, work: Work = newWork()): boolean | undefined {
  const part = partOf(pattern);
  if (part === undefined || text.length > LONGEST_TEXT) return undefined;
  const everywhere = new Set(Array.from({ length: text.length + 1 }, (_, at) => at));
  return endsOf(part, text, everywhere, work).size > 0;
}

/**
 * A text of these lengths that matches a pattern, always the same one; `undefined` where none is found. `seed` makes others.
 * Throws `TooMuchWork`.
 */
export function textOfPattern(
  pattern: string,
  least: number,
  most: number,
  seed: number,
  work: Work = newWork(),
): string | undefined {
  const part = partOf(pattern);
  if (part === undefined) return undefined;
  for (let more = 0; more <= Math.min(least, LONGEST_TEXT); more += 1) {
    const text = textOf(part, more, seed, work);
    if (text.length > LONGEST_TEXT) break;
    if (text.length >= least) return isFitting(pattern, text, most, work) ? text : undefined;
  }
  // What is not held at its end may go on.
  const longer = textOf(part, 0, seed, work).padEnd(Math.min(least, LONGEST_TEXT), "x");
  return isFitting(pattern, longer, most, work) && longer.length >= least ? longer : undefined;
}

function isFitting(pattern: string, text: string, most: number, work: Work): boolean {
  return text.length <= most && matchesPattern(pattern, text, work) === true;
}

const LONGEST_PATTERN = 400;
const LONGEST_TEXT = 1000;
/** So many times a part is repeated when a text is matched; a text is no longer than that. */
const ENDLESS = LONGEST_TEXT;

/** The places at which a part can end, where it begins at one of those given. */
function endsOf(part: Part, text: string, starts: ReadonlySet<number>, work: Work): ReadonlySet<number> {
  work.spend(1 + starts.size);
  switch (part.kind) {
    case "start":
      return starts.has(0) ? new Set([0]) : new Set();
    case "end":
      return starts.has(text.length) ? new Set([text.length]) : new Set();
    case "one":
      work.spend(starts.size * part.ranges.length);
      return new Set(
        [...starts].filter((at) => at < text.length && isIn(part, text.charCodeAt(at))).map((at) => at + 1),
      );
    case "all":
      return part.parts.reduce((places, one) => (places.size === 0 ? places : endsOf(one, text, places, work)), starts);
    case "any":
      return new Set(part.parts.flatMap((one) => [...endsOf(one, text, starts, work)]));
    case "ahead":
      return new Set(
        [...starts].filter((at) => endsOf(part.part, text, new Set([at]), work).size > 0 !== part.isNegated),
      );
    case "repeat": {
      let places = starts;
      for (let times = 0; times < part.least && places.size > 0; times += 1)
        places = endsOf(part.part, text, places, work);
      const all = new Set(places);
      for (let times = part.least; times < part.most && places.size > 0; times += 1) {
        places = new Set([...endsOf(part.part, text, places, work)].filter((at) => !all.has(at)));
        for (const at of places) all.add(at);
      }
      return all;
    }
  }
}

function isIn({ ranges, isNegated }: OneOf, code: number): boolean {
  return ranges.some(([first, last]) => code >= first && code <= last) !== isNegated;
}

/** A text for a part; what may be repeated without end is repeated `more` times more. It ends behind the longest that counts. */
function textOf(part: Part, more: number, seed: number, work: Work): string {
  work.spend(1);
  switch (part.kind) {
    case "start":
    case "end":
    case "ahead":
      return "";
    case "one":
      return characterOf(part, seed);
    case "all":
      return part.parts.map((one, index) => textOf(one, more, seed + index, work)).join("");
    case "any":
      return textOf(part.parts[0]!, more, seed, work); // a choice has one part at least
    case "repeat": {
      const times = Math.min(part.most, part.least + more);
      let text = "";
      for (let index = 0; index < times && text.length <= LONGEST_TEXT; index += 1)
        text += textOf(part.part, more, seed + index, work);
      return text;
    }
  }
}

/** Characters that stand for themselves everywhere come first: none of them means anything to a runner of tests. */
const PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_. /:@+,#";

function characterOf(part: OneOf, seed: number): string {
  const fitting = plainOf(part);
  if (fitting.length > 0) return fitting[seed % fitting.length]!;
  return String.fromCharCode(part.ranges[0]?.[0] ?? 97);
}

type OneOf = Part & { kind: "one" };

const plainOf = memo((part: OneOf): readonly string[] =>
  PLAIN.split("").filter((character) => isIn(part, character.charCodeAt(0))),
);

interface Parser {
  readonly pattern: string;
  at: number;
  depth: number;
}

function partOf(pattern: string): Part | undefined {
  if (pattern.length > LONGEST_PATTERN) return undefined;
  const parser: Parser = { pattern, at: 0, depth: 0 };
  const part = choice(parser);
  return part === undefined || parser.at < pattern.length ? undefined : part;
}

function choice(parser: Parser): Part | undefined {
  parser.depth += 1;
  if (parser.depth > DEEPEST) return undefined;
  const parts: Part[] = [];
  do {
    if (parts.length > 0) parser.at += 1;
    const one = sequence(parser);
    if (one === undefined) return undefined;
    parts.push(one);
  } while (parser.pattern[parser.at] === "|");
  parser.depth -= 1;
  return parts.length === 1 ? parts[0] : { kind: "any", parts };
}

const DEEPEST = 30;

function sequence(parser: Parser): Part | undefined {
  const parts: Part[] = [];
  while (parser.at < parser.pattern.length && !"|)".includes(parser.pattern[parser.at]!)) {
    const part = atom(parser);
    const repeated = part === undefined ? undefined : repetition(parser, part);
    if (repeated === undefined) return undefined;
    parts.push(repeated);
  }
  return { kind: "all", parts };
}

function atom(parser: Parser): Part | undefined {
  const character = parser.pattern[parser.at]!;
  parser.at += 1;
  switch (character) {
    case "^":
      return { kind: "start" };
    case "$":
      return { kind: "end" };
    case ".":
      return {
        kind: "one",
        ranges: [
          [10, 10],
          [13, 13],
        ],
        isNegated: true,
      };
    case "(":
      return group(parser);
    case "[":
      return set(parser);
    case "\\":
      return escaped(parser);
    case "*":
    case "+":
    case "?":
      return undefined;
    default:
      return oneOf([rangeOf(character)]);
  }
}

function group(parser: Parser): Part | undefined {
  const { pattern } = parser;
  const ahead = /^\?[=!]/.exec(pattern.slice(parser.at, parser.at + 2))?.[0];
  if (ahead !== undefined || pattern.startsWith("?:", parser.at)) parser.at += 2;
  // A group may have a name; what looks behind is not understood.
  else if (pattern[parser.at] === "?") {
    const name = /^\?<[A-Za-z]\w{0,30}>/.exec(pattern.slice(parser.at, parser.at + 34));
    if (name === null) return undefined;
    parser.at += name[0].length;
  }
  const part = choice(parser);
  if (part === undefined || pattern[parser.at] !== ")") return undefined;
  parser.at += 1;
  return ahead === undefined ? part : { kind: "ahead", part, isNegated: ahead === "?!" };
}

/** The characters of `[a-z_]`. */
function set(parser: Parser): Part | undefined {
  const { pattern } = parser;
  const isNegated = pattern[parser.at] === "^";
  if (isNegated) parser.at += 1;
  const ranges: Range[] = [];
  while (parser.at < pattern.length && pattern[parser.at] !== "]") {
    const first = inSet(parser);
    if (first === undefined) return undefined;
    const isRange = pattern[parser.at] === "-" && pattern[parser.at + 1] !== "]" && parser.at + 1 < pattern.length;
    if (!isRange) {
      ranges.push(...first);
      continue;
    }
    parser.at += 1;
    const last = inSet(parser);
    if (first.length !== 1 || last?.length !== 1) return undefined;
    ranges.push([first[0]![0], last[0]![1]]);
  }
  if (pattern[parser.at] !== "]") return undefined;
  parser.at += 1;
  return { kind: "one", ranges, isNegated };
}

function inSet(parser: Parser): readonly Range[] | undefined {
  const character = parser.pattern[parser.at]!;
  parser.at += 1;
  if (character !== "\\") return [rangeOf(character)];
  if (parser.pattern[parser.at] === "b") return undefined;
  const part = escaped(parser);
  return part?.kind === "one" && !part.isNegated ? part.ranges : undefined;
}

/** What stands behind a backslash: a class, a character by its number, or one that would mean something else. */
function escaped(parser: Parser): Part | undefined {
  const character = parser.pattern[parser.at];
  if (character === undefined) return undefined;
  parser.at += 1;
  const known = CLASSES[character.toLowerCase()];
  if (known !== undefined) return { kind: "one", ranges: known, isNegated: character !== character.toLowerCase() };
  const control = CONTROLS[character];
  if (control !== undefined) return oneOf([[control, control]]);
  if (character === "x" || character === "u") {
    const length = character === "x" ? 2 : 4;
    const digits = parser.pattern.slice(parser.at, parser.at + length);
    if (!/^[0-9a-f]+$/i.test(digits) || digits.length < length) return undefined;
    parser.at += length;
    const code = Number.parseInt(digits, 16);
    return oneOf([[code, code]]);
  }
  // References back, edges of words and properties of Unicode are not understood.
  return /[a-zA-Z0-9]/.test(character) ? undefined : oneOf([rangeOf(character)]);
}

const CLASSES: Readonly<Record<string, readonly Range[]>> = {
  d: [[48, 57]],
  w: [
    [48, 57],
    [65, 90],
    [95, 95],
    [97, 122],
  ],
  s: [
    [9, 13],
    [32, 32],
    [160, 160],
  ],
};
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11 };

function oneOf(ranges: readonly Range[]): Part {
  return { kind: "one", ranges, isNegated: false };
}

function rangeOf(character: string): Range {
  const code = character.charCodeAt(0);
  return [code, code];
}

function repetition(parser: Parser, part: Part): Part | undefined {
  const [whole, least, most] = countAt(parser) ?? [];
  if (whole === undefined || least === undefined || most === undefined) return part;
  parser.at += whole.length;
  // `+?` and `+` match the same texts.
  if (parser.pattern[parser.at] === "?") parser.at += 1;
  if (least > LONGEST_TEXT || most < least) return undefined;
  return { kind: "repeat", part, least, most: Math.min(most, ENDLESS) };
}

function countAt({ pattern, at }: Parser): readonly [string, number, number] | undefined {
  const character = pattern[at];
  if (character === "*") return ["*", 0, ENDLESS];
  if (character === "+") return ["+", 1, ENDLESS];
  if (character === "?") return ["?", 0, 1];
  const counted = /^\{(\d{1,6})(,?)(\d{0,6})\}/.exec(pattern.slice(at, at + 16));
  if (counted === null) return undefined;
  const [whole, least = "", comma, most = ""] = counted;
  return [whole, Number(least), comma === "" ? Number(least) : most === "" ? ENDLESS : Number(most)];
}
