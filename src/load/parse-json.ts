import { UserError } from "../core/user-error.ts";
import { childPointer, tokensOf } from "../core/place.ts";
import { jsonFaultOf } from "./json-fault.ts";
import { lineFinder, type Layout, type RepeatedKey, type Span } from "./layout.ts";
import { amount, tooMuch, type Limits } from "./limits.ts";
import type { Parsed } from "./parsed.ts";

/**
 * Reads JSON (RFC 8259) with `JSON.parse`. One further pass over the text counts its keys and its depth; positions
 * are looked for only when something asks for one, container by container (a tree of the 13 MB that GitHub's
 * description has takes a parser eight times as long as `JSON.parse`).
 */
export function parseJson(text: string, file: string, limits: Limits): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw syntaxError(text, file, cause);
  }
  const { keys, values, depth } = countsOf(text);
  if (depth > limits.depth)
    throw tooMuch(file, `it is nested more than ${amount(limits.depth)} deep`, "Use references for what is nested.");
  if (values > limits.expandedValues)
    throw tooMuch(file, `it holds more than ${amount(limits.expandedValues)} values`, "Split the description.");
  return { value, layout: jsonLayout(text, keys > countKeysOf(value)) };
}

function jsonLayout(text: string, hasRepeatedKeys: boolean): Layout {
  const memo = new Map<number, Map<string, Span>>();
  const root = skipSpace(text, 0);
  let ends: Ends | undefined;
  const membersFrom = (start: number) => membersOf(text, start, (ends ??= endsOf(text)));
  const membersAt = (start: number): Map<string, Span> => {
    let members = memo.get(start);
    if (members === undefined) memo.set(start, (members = new Map(membersFrom(start))));
    return members;
  };
  const rootSpan: Span = { keyStart: -1, keyEnd: -1, valueStart: root, valueEnd: text.trimEnd().length };
  let repeated: readonly RepeatedKey[] | undefined = hasRepeatedKeys ? undefined : [];
  return {
    spanOf(tokens) {
      let span: Span | undefined = rootSpan;
      for (const token of tokens) {
        if (span === undefined) return undefined;
        span = membersAt(span.valueStart).get(token);
      }
      return span;
    },
    get repeatedKeys() {
      return (repeated ??= [...repeatedKeysFrom(root, membersFrom)]);
    },
  };
}

/** The members of the object or array that starts at `start`, by key or index, in order: a repeated key comes again. */
function* membersOf(text: string, start: number, ends: Ends): Generator<[string, Span]> {
  const isArray = text[start] === "[";
  if (!isArray && text[start] !== "{") return;
  let at = skipSpace(text, start + 1);
  for (let index = 0; text[at] !== "]" && text[at] !== "}"; index += 1) {
    let keyStart = -1;
    let keyEnd = -1;
    if (!isArray) {
      keyStart = at;
      keyEnd = skipString(text, at);
      at = skipSpace(text, skipSpace(text, keyEnd) + 1);
    }
    const valueEnd = skipValue(text, at, ends);
    const key = isArray ? String(index) : (JSON.parse(text.slice(keyStart, keyEnd)) as string); // a JSON string, by the grammar
    yield [key, { keyStart, keyEnd, valueStart: at, valueEnd }];
    at = skipSpace(text, valueEnd);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
}

function* repeatedKeysFrom(
  root: number,
  membersFrom: (start: number) => Iterable<[string, Span]>,
): Generator<RepeatedKey> {
  const open: { start: number; pointer: string }[] = [{ start: root, pointer: "#" }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const seen = new Set<string>();
    for (const [key, span] of membersFrom(next.start)) {
      if (seen.has(key)) yield { tokens: tokensOf(next.pointer), key, keyStart: span.keyStart, keyEnd: span.keyEnd };
      seen.add(key);
      open.push({ start: span.valueStart, pointer: childPointer(next.pointer, key) });
    }
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === 32 || (code >= 9 && code <= 13); code = text.charCodeAt(at)) at += 1;
  return at;
}

/** The end of the string that starts at `start`, its quotes included. */
function skipString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(quote - 1 - backslashes) === 92) backslashes += 1;
  return backslashes % 2 === 1;
}

function skipValue(text: string, start: number, ends: Ends): number {
  const first = text[start];
  if (first === '"') return skipString(text, start);
  if (first === "{" || first === "[") return endAt(ends, start) ?? text.length;
  let at = start;
  while (at < text.length && !/[\s,\]}]/.test(text[at]!)) at += 1;
  return at;
}

/** Where each object and array of a text begins and ends, in the order of their starts. */
interface Ends {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** One pass, so that what stands deep inside is not skipped once for every level above it. */
function endsOf(text: string): Ends {
  const starts: number[] = [];
  const ends: number[] = [];
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) at = skipString(text, at) - 1;
    else if (code === 123 || code === 91) {
      open.push(starts.length);
      starts.push(at);
      ends.push(text.length);
    } else if (code === 125 || code === 93) ends[open.pop() ?? 0] = at + 1;
  }
  return { starts, ends };
}

function endAt({ starts, ends }: Ends, start: number): number | undefined {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! < start) low = middle + 1;
    else high = middle;
  }
  return ends[low];
}

/** How many keys and values a text that is valid JSON has, repeated ones included, and how deep it is nested. */
function countsOf(text: string): { keys: number; values: number; depth: number } {
  let keys = 0;
  let values = 1;
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) at = skipString(text, at) - 1;
    else if (code === 58) keys += 1;
    else if (code === 44) values += 1;
    else if (code === 123 || code === 91) {
      values += 1;
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 125 || code === 93) depth -= 1;
  }
  return { keys, values, depth: deepest };
}

function countKeysOf(value: unknown): number {
  let keys = 0;
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    const children: unknown[] = Array.isArray(next) ? next : Object.values(next);
    if (!Array.isArray(next)) keys += children.length;
    for (const child of children) if (typeof child === "object" && child !== null) open.push(child);
  }
  return keys;
}

/** Says where a text stops being JSON; V8's own message names no place for short texts. */
function syntaxError(text: string, file: string, cause: unknown): UserError {
  const { offset, what } = jsonFaultOf(text) ?? { offset: 0, what: "it is not well formed" };
  const { line, column } = lineFinder(text)(offset, offset);
  return new UserError(`${file}:${line}:${column} is not valid JSON: ${what}`, {
    file,
    line,
    hint: "Correct the text there (RFC 8259): no comments, no trailing commas, double quotes.",
    cause,
  });
}
