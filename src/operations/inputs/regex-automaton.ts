/** The places of a pattern at which a character is read, and which of them may follow which. */
export interface RegexAutomaton {
  /** What each place reads: ranges of code units, both ends included. */
  readonly reads: readonly Ranges[];
  /** After each place those that may come next; one that may come next in two ways is there twice. */
  readonly follow: readonly (readonly number[])[];
  /** Places at which a text may end. */
  readonly last: ReadonlySet<number>;
}

export type Ranges = readonly (readonly [number, number])[];

/**
 * The automaton of a pattern (Glushkov's), in time and size bounded by its length; `undefined` where it is too long, is
 * not well-formed, or has what an automaton cannot follow (a reference back, a Unicode property). Assertions read
 * nothing, and are left out. A count `{n,m}` stands for a few copies: how many does not matter to ambiguity.
 */
export function regexAutomaton(pattern: string): RegexAutomaton | undefined {
  if (pattern.length > LONGEST) return undefined;
  const parser: Parser = { pattern, at: 0, depth: 0, atoms: MOST_ATOMS, reads: [], follow: [] };
  const whole = alternatives(parser);
  if (whole === undefined || parser.at < pattern.length) return undefined;
  return { reads: parser.reads, follow: parser.follow, last: new Set(whole.last) };
}

const LONGEST = 500;
const MOST_PLACES = 160;
const MOST_ATOMS = 2000;
const DEEPEST = 40;
/** So many copies stand for any number. */
const COPIES = 3;

interface Parser {
  readonly pattern: string;
  at: number;
  depth: number;
  /** How many atoms may still be read: copies of copies would read without end. */
  atoms: number;
  readonly reads: Ranges[];
  readonly follow: number[][];
}

/** Where a part may begin and end, and whether it may be empty. */
interface Part {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly isEmpty: boolean;
}

const EMPTY: Part = { first: [], last: [], isEmpty: true };

function alternatives(parser: Parser): Part | undefined {
  let whole = sequence(parser);
  while (whole !== undefined && parser.pattern[parser.at] === "|") {
    parser.at += 1;
    const next = sequence(parser);
    if (next === undefined) return undefined;
    whole = {
      first: [...whole.first, ...next.first],
      last: [...whole.last, ...next.last],
      isEmpty: whole.isEmpty || next.isEmpty,
    };
  }
  return whole;
}

function sequence(parser: Parser): Part | undefined {
  let whole = EMPTY;
  while (parser.at < parser.pattern.length && !"|)".includes(parser.pattern[parser.at]!)) {
    const next = repeated(parser);
    if (next === undefined) return undefined;
    whole = joined(parser, whole, next);
  }
  return whole;
}

function joined({ follow }: Parser, before: Part, after: Part): Part {
  for (const from of before.last) follow[from]!.push(...after.first);
  return {
    first: before.isEmpty ? [...before.first, ...after.first] : before.first,
    last: after.isEmpty ? [...before.last, ...after.last] : after.last,
    isEmpty: before.isEmpty && after.isEmpty,
  };
}

/** An atom with what says how often. Copies are made by reading its text again. */
function repeated(parser: Parser): Part | undefined {
  const start = parser.at;
  const once = atom(parser);
  if (once === undefined) return undefined;
  const end = parser.at;
  const times = quantifier(parser);
  if (times === undefined) return once;
  const after = parser.at;
  const [least, most] = times;
  const copy = (): Part | undefined => {
    parser.at = start;
    const part = atom(parser);
    return parser.at === end ? part : undefined;
  };
  let whole = most === 0 ? EMPTY : once;
  for (let made = 1; made < Math.min(least, COPIES); made += 1) {
    const next = copy();
    if (next === undefined) return undefined;
    whole = joined(parser, whole, next);
  }
  if (most === Infinity) {
    if (least <= 1) loop(parser, whole);
    else {
      const more = copy();
      if (more === undefined) return undefined;
      loop(parser, more);
      whole = joined(parser, whole, { ...more, isEmpty: true });
    }
  } else if (most > Math.max(1, least)) {
    const more = copy();
    if (more === undefined) return undefined;
    whole = joined(parser, whole, { ...more, isEmpty: true });
  }
  parser.at = after;
  return least === 0 ? { ...whole, isEmpty: true } : whole;
}

function loop({ follow }: Parser, part: Part): void {
  for (const from of part.last) follow[from]!.push(...part.first);
}

function quantifier(parser: Parser): readonly [number, number] | undefined {
  const rest = parser.pattern.slice(parser.at, parser.at + 20);
  const [written, least, comma, most] = /^(?:[*+?]|\{(\d{1,6})(,)?(\d{1,6})?\})/.exec(rest) ?? [];
  if (written === undefined) return undefined;
  parser.at += written.length;
  // A lazy or possessive mark changes the order in which ways are tried, not their number.
  if (parser.pattern[parser.at] === "?") parser.at += 1;
  if (written === "*") return [0, Infinity];
  if (written === "+") return [1, Infinity];
  if (written === "?") return [0, 1];
  const from = Number(least);
  return [from, comma === undefined ? from : most === undefined ? Infinity : Number(most)];
}

function atom(parser: Parser): Part | undefined {
  const { pattern } = parser;
  parser.atoms -= 1;
  if (parser.atoms < 0) return undefined;
  const char = pattern[parser.at]!;
  if (char === "(") return group(parser);
  if (char === "^" || char === "$") return skip(parser, 1);
  if (char === "." || char === "[") {
    const read = char === "." ? ([1, IN_A_LINE] as const) : classAt(pattern, parser.at);
    return read === undefined ? undefined : place(parser, read[1], read[0]);
  }
  if (char === "\\") {
    const next = pattern[parser.at + 1] ?? "";
    if (next === "b" || next === "B") return skip(parser, 2);
    const read = escapeAt(pattern, parser.at);
    return read === undefined ? undefined : place(parser, read[1], read[0]);
  }
  if ("*+?".includes(char)) return undefined;
  const unit = pattern.charCodeAt(parser.at);
  return place(parser, [[unit, unit]], 1);
}

function skip(parser: Parser, length: number): Part {
  parser.at += length;
  return EMPTY;
}

function place(parser: Parser, reads: Ranges, length: number): Part | undefined {
  if (parser.reads.length >= MOST_PLACES) return undefined;
  parser.at += length;
  const index = parser.reads.push(reads) - 1;
  parser.follow.push([]);
  return { first: [index], last: [index], isEmpty: false };
}

function group(parser: Parser): Part | undefined {
  const [opening = "("] =
    /^\((?:\?(?:[:=!]|<[=!]|<\w{1,60}>))?/.exec(parser.pattern.slice(parser.at, parser.at + 70)) ?? [];
  if (opening === "(" && parser.pattern[parser.at + 1] === "?") return undefined;
  if (parser.depth >= DEEPEST) return undefined;
  parser.at += opening.length;
  parser.depth += 1;
  const before = parser.reads.length;
  const inner = alternatives(parser);
  parser.depth -= 1;
  if (inner === undefined || parser.pattern[parser.at] !== ")") return undefined;
  parser.at += 1;
  if (!/[=!]$/.test(opening)) return inner;
  for (let index = before; index < parser.reads.length; index += 1) parser.follow[index] = [];
  return EMPTY;
}

const MOST = 0xffff;
const DIGITS: Ranges = [[48, 57]];
const WORDS: Ranges = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACES: Ranges = [
  [9, 13],
  [32, 32],
  [160, 160],
];
/** What a dot reads: all but what ends a line (ECMA-262, LineTerminator). */
const IN_A_LINE: Ranges = others([
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
]);
const ESCAPED: Readonly<Record<string, Ranges>> = {
  d: DIGITS,
  D: others(DIGITS),
  w: WORDS,
  W: others(WORDS),
  s: SPACES,
  S: others(SPACES),
  n: [[10, 10]],
  r: [[13, 13]],
  t: [[9, 9]],
  f: [[12, 12]],
  v: [[11, 11]],
};

/** The length of an escape and what it reads; `undefined` for a reference back, a Unicode property, or none. */
function escapeAt(pattern: string, at: number): readonly [number, Ranges] | undefined {
  const rest = pattern.slice(at, at + 10);
  const [hex, ...digits] = /^\\(?:x([\da-f]{2})|u([\da-f]{4}))/i.exec(rest) ?? [];
  if (hex !== undefined) {
    const unit = Number.parseInt(digits.find((one) => one !== undefined) ?? "0", 16);
    return [hex.length, [[unit, unit]]];
  }
  const next = rest[1];
  if (next === undefined || /[1-9pPkcux]/.test(next)) return undefined;
  const unit = next.charCodeAt(0);
  return [2, Object.hasOwn(ESCAPED, next) ? ESCAPED[next]! : [[unit, unit]]];
}

/** The length of a class in brackets, and what it reads. */
function classAt(pattern: string, start: number): readonly [number, Ranges] | undefined {
  let at = start + 1;
  const isNegated = pattern[at] === "^";
  if (isNegated) at += 1;
  const ranges: (readonly [number, number])[] = [];
  while (at < pattern.length && pattern[at] !== "]") {
    const from = memberAt(pattern, at);
    if (from === undefined) return undefined;
    at += from[0];
    if (pattern[at] === "-" && pattern[at + 1] !== "]" && pattern[at + 1] !== undefined && isOne(from[1])) {
      const to = memberAt(pattern, at + 1);
      if (to === undefined) return undefined;
      if (isOne(to[1])) {
        ranges.push([from[1][0]![0], to[1][0]![0]]);
        at += 1 + to[0];
        continue;
      }
    }
    ranges.push(...from[1]);
  }
  if (pattern[at] !== "]") return undefined;
  return [at + 1 - start, isNegated ? others(ranges) : ranges];
}

function memberAt(pattern: string, at: number): readonly [number, Ranges] | undefined {
  if (pattern[at] === "\\") return pattern[at + 1] === "b" ? [2, [[8, 8]]] : escapeAt(pattern, at);
  const unit = pattern.charCodeAt(at);
  return [1, [[unit, unit]]];
}

function isOne(ranges: Ranges): boolean {
  return ranges.length === 1 && ranges[0]![0] === ranges[0]![1];
}

function others(ranges: Ranges): Ranges {
  const found: (readonly [number, number])[] = [];
  let from = 0;
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (low > from) found.push([from, low - 1]);
    from = Math.max(from, high + 1);
  }
  if (from <= MOST) found.push([from, MOST]);
  return found;
}
