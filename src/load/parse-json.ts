import type { JsonObject } from "../core/json-value.ts";
import { UserError } from "../core/user-error.ts";
import { childPointer, tokensOf } from "../core/place.ts";
import { jsonFaultOf } from "./json-fault.ts";
import { endOf, scanJson, skipString, type JsonScan } from "./json-scan.ts";
import { lineFinder, linesFrom, type Layout, type RepeatedKey, type Span } from "./layout.ts";
import { amount, tooMuch, type Limits } from "./limits.ts";
import { MemberSpans, newSpanRows, type SpanRows } from "./member-spans.ts";
import type { Parsed } from "./parsed.ts";

/**
 * Reads JSON (RFC 8259) with `JSON.parse`. One further pass over the text counts its keys and its depth, and notes where
 * objects, arrays and lines begin; what stands in them is looked for only when something asks for it, container by
 * container (a tree of the 13 MB that GitHub's description has takes a parser eight times as long as `JSON.parse`).
 */
export function parseJson(text: string, file: string, limits: Limits): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw syntaxError(text, file, cause);
  }
  const scan = scanJson(text);
  const { keys, values, depth, lines } = scan;
  if (depth > limits.depth)
    throw tooMuch(file, `it is nested more than ${amount(limits.depth)} deep`, "Use references for what is nested.");
  if (values > limits.expandedValues)
    throw tooMuch(file, `it holds more than ${amount(limits.expandedValues)} values`, "Split the description.");
  return { value, layout: jsonLayout(text, scan, keys > countKeysOf(value)), lines: linesFrom(text, () => lines) };
}

function jsonLayout(text: string, scan: JsonScan, hasRepeatedKeys: boolean): Layout {
  const memo = new Map<number, MemberSpans>();
  const rows = newSpanRows();
  const root = skipSpace(text, 0);
  const membersAt = (start: number): MemberSpans => {
    let members = memo.get(start);
    if (members === undefined) memo.set(start, (members = membersFrom(text, start, scan, rows)));
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
      return (repeated ??= [...repeatedKeysFrom(root, membersAt)]);
    },
  };
}

/** The members of the object or array that starts at `start`, by key or index, in order: a repeated key comes again. */
function membersFrom(text: string, start: number, scan: JsonScan, rows: SpanRows): MemberSpans {
  const members = new MemberSpans(rows);
  const isArray = text[start] === "[";
  if (!isArray && text[start] !== "{") return members;
  let at = skipSpace(text, start + 1);
  for (let index = 0; text[at] !== "]" && text[at] !== "}"; index += 1) {
    let keyStart = -1;
    let keyEnd = -1;
    if (!isArray) {
      keyStart = at;
      keyEnd = skipString(text, at);
      at = skipSpace(text, skipSpace(text, keyEnd) + 1);
    }
    const valueEnd = skipValue(text, at, scan);
    members.set(isArray ? String(index) : stringAt(text, keyStart, keyEnd), keyStart, keyEnd, at, valueEnd);
    at = skipSpace(text, valueEnd);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return members;
}

/** What the string between two offsets says. */
function stringAt(text: string, start: number, end: number): string {
  const written = text.slice(start + 1, end - 1);
  return written.includes("\\") ? (JSON.parse(`"${written}"`) as string) : written; // a JSON string, by the grammar
}

function* repeatedKeysFrom(root: number, membersAt: (start: number) => MemberSpans): Generator<RepeatedKey> {
  const open: { start: number; pointer: string }[] = [{ start: root, pointer: "#" }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const seen = new Set<string>();
    for (const [key, span] of membersAt(next.start).entries()) {
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

function skipValue(text: string, start: number, scan: JsonScan): number {
  const first = text[start];
  if (first === '"') return skipString(text, start);
  if (first === "{" || first === "[") return endOf(scan, start) ?? text.length;
  // A number or a name: it has letters, digits, ".", "+" and "-", and what ends it is neither.
  let at = start;
  for (let code = text.charCodeAt(at); isOfWord(code); code = text.charCodeAt(at)) at += 1;
  return at;
}

function isOfWord(code: number): boolean {
  return code > 32 && code !== 44 && code !== 93 && code !== 125;
}

/** The keys of a value, repeated ones once. It recurses, since its depth is within the limit. */
function countKeysOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let keys = 0;
  if (Array.isArray(value)) {
    for (const item of value) keys += countKeysOf(item);
    return keys;
  }
  // `JSON.parse` makes no object that inherits a key, and a loop over keys makes no list of them.
  for (const key in value) keys += 1 + countKeysOf((value as JsonObject)[key]);
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
