/** What becomes of the texts that a pattern takes when another one stands in its place; `other` where that cannot be told. */
export type PatternShift = "same" | "wider" | "narrower" | "other";

/**
 * How a pattern stands to the one that it had: by its parts one after another, each of which takes more, fewer or the same
 * characters, and as many of them or not. No pattern of a description is run.
 */
export function patternShift(was: string, is: string): PatternShift {
  if (was === is) return "same";
  const [before, after] = [wayThrough(was), wayThrough(is)];
  if (before === undefined || after === undefined) return alternativesShift(was, is);
  const shifts = [anchorShift(before.isFromStart, after.isFromStart), anchorShift(before.isToEnd, after.isToEnd)];
  if (before.parts.length !== after.parts.length) return alternativesShift(was, is);
  for (const [index, part] of before.parts.entries()) shifts.push(partShift(part, after.parts[index]!));
  return joint(shifts);
}

function anchorShift(was: boolean, is: boolean): PatternShift {
  return was === is ? "same" : was ? "wider" : "narrower";
}

/** `a|b` in place of `a` takes more. */
function alternativesShift(was: string, is: string): PatternShift {
  const [before, after] = [alternativesOf(was), alternativesOf(is)];
  return joint([
    before.every((one) => after.includes(one)) ? "same" : "narrower",
    after.every((one) => before.includes(one)) ? "same" : "wider",
  ]);
}

function joint(shifts: readonly PatternShift[]): PatternShift {
  const found = new Set(shifts.filter((shift) => shift !== "same"));
  if (found.size === 0) return "same";
  const [only] = found;
  return found.size === 1 ? only! : "other"; // there is one
}

/** One part of a pattern: what it takes, and how often. */
interface Part {
  /** Characters; `undefined` of a group, which is only compared as it is written. */
  readonly set: Characters | undefined;
  readonly written: string;
  readonly least: number;
  readonly most: number;
}

interface Way {
  readonly isFromStart: boolean;
  readonly isToEnd: boolean;
  readonly parts: readonly Part[];
}

function partShift(was: Part, is: Part): PatternShift {
  if (was.set === undefined || is.set === undefined) return was.written === is.written ? countShift(was, is) : "other";
  return joint([setShift(was.set, is.set), countShift(was, is)]);
}

function countShift(was: Part, is: Part): PatternShift {
  return joint([
    is.least === was.least ? "same" : is.least < was.least ? "wider" : "narrower",
    is.most === was.most ? "same" : is.most > was.most ? "wider" : "narrower",
  ]);
}

function setShift(was: Characters, is: Characters): PatternShift {
  const [isWider, isNarrower] = [!isWithin(is, was), !isWithin(was, is)];
  return isWider && isNarrower ? "other" : isWider ? "wider" : isNarrower ? "narrower" : "same";
}

/** Characters by ranges of code points, and by names of Unicode properties. */
interface Characters {
  readonly ranges: readonly Range[];
  readonly properties: ReadonlySet<string>;
}
type Range = readonly [from: number, to: number];

function isWithin(one: Characters, other: Characters): boolean {
  const all = joined([...other.ranges, ...[...other.properties].flatMap((name) => KNOWN_OF.get(name) ?? [])]);
  const isCovered = ([from, to]: Range): boolean => all.some((range) => range[0] <= from && to <= range[1]);
  return (
    joined(one.ranges).every(isCovered) &&
    [...one.properties].every((name) => other.properties.has(name) || isCovered(ANYTHING))
  );
}

/** Ranges in order, those that touch as one. */
function joined(ranges: readonly Range[]): readonly Range[] {
  const found: Range[] = [];
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = found.at(-1);
    if (last !== undefined && from <= last[1] + 1) found[found.length - 1] = [last[0], Math.max(last[1], to)];
    else found.push([from, to]);
  }
  return found;
}

const ANYTHING: Range = [0, 0x10_ff_ff];
const codesOf = (text: string): readonly Range[] =>
  Array.from(text, (character) => [character.codePointAt(0)!, character.codePointAt(0)!]); // none is empty
const DIGITS: readonly Range[] = [[48, 57]];
const UPPER: readonly Range[] = [[65, 90]];
const LOWER: readonly Range[] = [[97, 122]];
const WORD: readonly Range[] = [...DIGITS, ...UPPER, ...LOWER, ...codesOf("_")];
const SPACE: readonly Range[] = [
  ...codesOf(" \t\n\v\f\r\u00A0\u1680\u2028\u2029\u202F\u205F\u3000\uFEFF"),
  [0x20_00, 0x20_0a],
];

/** What a property has among the first characters, which classes without properties name. */
const KNOWN_OF: ReadonlyMap<string, readonly Range[]> = new Map([
  ["letter", [...UPPER, ...LOWER]],
  ["uppercase letter", UPPER],
  ["lowercase letter", LOWER],
  ["digit", DIGITS],
  ["connector", codesOf("_")],
  ["space", codesOf(" \u00A0\u1680\u202F\u205F\u3000")],
]);

/** One name for each property, whichever of its names a pattern has. */
const PROPERTY_NAMES: ReadonlyMap<string, string> = new Map(
  (
    [
      ["letter", ["l", "letter", "alphabetic", "alpha"]],
      ["uppercase letter", ["lu", "uppercase_letter", "uppercase", "upper"]],
      ["lowercase letter", ["ll", "lowercase_letter", "lowercase", "lower"]],
      ["digit", ["n", "nd", "number", "decimal_number", "digit"]],
      ["connector", ["pc", "connector_punctuation"]],
      ["space", ["zs", "space_separator"]],
    ] as const
  ).flatMap(([name, names]) => names.map((one) => [one, name] as const)),
);

/** The parts of a pattern; `undefined` of one with alternatives, or that is too long. */
function wayThrough(pattern: string): Way | undefined {
  if (pattern.length > LONGEST || alternativesOf(pattern).length > 1) return undefined;
  const isFromStart = pattern.startsWith("^");
  const isToEnd = pattern.endsWith("$") && !/(?:^|[^\\])(?:\\\\)*\\\$$/.test(pattern);
  const parts: Part[] = [];
  let at = isFromStart ? 1 : 0;
  const end = isToEnd ? pattern.length - 1 : pattern.length;
  while (at < end) {
    const start = at;
    at = endOfAtom(pattern, at);
    if (at > end) return undefined;
    const written = pattern.slice(start, at);
    const [least, most, length] = countAt(pattern.slice(at, end));
    at += length;
    parts.push({ set: charactersOf(written), written, least, most });
  }
  return { isFromStart, isToEnd, parts };
}

const LONGEST = 2000;

/** Where what begins at a position ends: an escape, a class, a group, one character. */
function endOfAtom(pattern: string, at: number): number {
  const first = pattern[at];
  if (first === "\\") {
    const named = /^\\[pP]\{[^{}]*\}|^\\u\{[0-9a-fA-F]+\}|^\\u[0-9a-fA-F]{4}|^\\x[0-9a-fA-F]{2}/.exec(
      pattern.slice(at, at + 80),
    );
    return at + (named?.[0].length ?? 2);
  }
  if (first === "[") return endOfClass(pattern, at);
  if (first !== "(") return at + lengthAt(pattern, at);
  let depth = 0;
  for (let next = at; next < pattern.length; next += 1) {
    const character = pattern[next];
    if (character === "\\") next += 1;
    else if (character === "[") next = endOfClass(pattern, next) - 1;
    else if (character === "(") depth += 1;
    else if (character === ")" && (depth -= 1) === 0) return next + 1;
  }
  return pattern.length + 1;
}

/** How many code units one character has. */
function lengthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xff_ff ? 2 : 1;
}

function endOfClass(pattern: string, at: number): number {
  for (let next = at + 1; next < pattern.length; next += 1) {
    if (pattern[next] === "\\") next += 1;
    else if (pattern[next] === "]") return next + 1;
  }
  return pattern.length + 1;
}

function countAt(rest: string): readonly [least: number, most: number, length: number] {
  const found = /^(?:([*+?])|\{(\d{1,9})(,(\d{1,9})?)?\})[?+]?/.exec(rest.slice(0, 30));
  if (found === null) return [1, 1, 0];
  const [text, sign, least, comma, most] = found;
  if (sign !== undefined) return [sign === "+" ? 1 : 0, sign === "?" ? 1 : Infinity, text.length];
  return [
    Number(least),
    comma === undefined ? Number(least) : most === undefined ? Infinity : Number(most),
    text.length,
  ];
}

/** The characters that one part takes; `undefined` of a group, and of a class that leaves out properties. */
function charactersOf(written: string): Characters | undefined {
  if (written.startsWith("(") || written === "^" || written === "$") return undefined;
  if (written === ".") return { ranges: [ANYTHING], properties: new Set() };
  if (!written.startsWith("[")) return memberOf(written);
  const isNegated = written.startsWith("[^");
  const inner = written.slice(isNegated ? 2 : 1, -1);
  const members: string[] = [];
  for (let at = 0; at < inner.length;) {
    const end = inner[at] === "\\" ? endOfAtom(inner, at) : at + lengthAt(inner, at);
    members.push(inner.slice(at, end));
    at = end;
  }
  const ranges: Range[] = [];
  const properties = new Set<string>();
  for (let index = 0; index < members.length; index += 1) {
    const found = memberOf(members[index]!);
    const last = members[index + 1] === "-" ? members[index + 2] : undefined;
    const to = last === undefined ? undefined : memberOf(last);
    if (found === undefined) return undefined;
    if (to !== undefined && found.ranges.length === 1 && to.ranges.length === 1) {
      ranges.push([found.ranges[0]![0], to.ranges[0]![1]]);
      index += 2;
      continue;
    }
    ranges.push(...found.ranges);
    for (const name of found.properties) properties.add(name);
  }
  if (!isNegated) return { ranges, properties };
  return properties.size > 0 ? undefined : { ranges: without(ranges), properties };
}

function without(ranges: readonly Range[]): readonly Range[] {
  const left: Range[] = [];
  let from = 0;
  for (const [start, end] of joined(ranges)) {
    if (start > from) left.push([from, start - 1]);
    from = end + 1;
  }
  return from <= ANYTHING[1] ? [...left, [from, ANYTHING[1]]] : left;
}

const CLASSES: ReadonlyMap<string, readonly Range[]> = new Map([
  ["\\d", DIGITS],
  ["\\w", WORD],
  ["\\s", SPACE],
  ["\\D", without(DIGITS)],
  ["\\W", without(WORD)],
  ["\\S", without(SPACE)],
  ["\\t", codesOf("\t")],
  ["\\n", codesOf("\n")],
]);

/** The characters of one escape or character; `undefined` where that is not known: an assertion, a property that is left out. */
function memberOf(written: string): Characters | undefined {
  const property = /^\\p\{(?:[^{}=]*=)?([^{}=]*)\}$/.exec(written)?.[1]?.toLowerCase();
  if (property !== undefined) return { ranges: [], properties: new Set([PROPERTY_NAMES.get(property) ?? property]) };
  const known = CLASSES.get(written);
  if (known !== undefined) return { ranges: known, properties: new Set() };
  const code = /^\\(?:u\{?|x)([0-9a-fA-F]+)\}?$/.exec(written)?.[1];
  if (code !== undefined) {
    const point = Number.parseInt(code, 16);
    return { ranges: [[point, point]], properties: new Set() };
  }
  if (/^\\[A-Za-z0-9]/.test(written)) return undefined;
  return { ranges: codesOf(written.startsWith("\\") ? written.slice(1) : written), properties: new Set() };
}

/** The alternatives of a pattern as a whole, as they are written. */
function alternativesOf(pattern: string): readonly string[] {
  if (pattern.length > LONGEST) return [pattern];
  const found: string[] = [];
  let start = 0;
  for (let at = 0; at < pattern.length;) {
    if (pattern[at] === "|") {
      found.push(pattern.slice(start, at));
      at += 1;
      start = at;
    } else at = endOfAtom(pattern, at);
  }
  return [...found, pattern.slice(start)];
}
