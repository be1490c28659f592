import { tokensOf } from "../../core/place.ts";
import type { Source } from "../../load/source.ts";
import { styleOf, type SourceStyle } from "./source-style.ts";

/** An object or a list as it stands in a text. */
export interface Collection {
  readonly source: Source;
  readonly style: SourceStyle;
  readonly tokens: readonly string[];
  readonly isList: boolean;
  /** Whether it stands in brackets: all of JSON does. */
  readonly isFlow: boolean;
  readonly start: number;
  readonly end: number;
  /** Its members in the order of the text, those that a merge key brings left out. */
  readonly members: readonly Member[];
  /** The keys that a merge key brings. */
  readonly merged: ReadonlySet<string>;
}

/** A member of an object, or an item of a list, with its stretch of the text. */
export interface Member {
  readonly key: string;
  readonly value: unknown;
  /** Where its key begins; of an item, where its value does. */
  readonly start: number;
  /** Behind its key, and the quotes of it; -1 of an item. */
  readonly keyEnd: number;
  readonly valueStart: number;
  /** Behind its value, without the line ends that follow. */
  readonly end: number;
}

/** The object or list at a pointer; `undefined` where nothing of the kind stands there, or its text is not all known. */
export function collectionAt(source: Source, pointer: string, value: unknown): Collection | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { text, layout } = source;
  const tokens = tokensOf(pointer);
  const whole = layout.spanOf(tokens);
  if (whole === undefined) return undefined;
  const end = trimmedEnd(text, whole.valueStart, whole.valueEnd);
  const members: Member[] = [];
  const merged = new Set<string>();
  for (const [key, child] of Object.entries(value)) {
    const span = layout.spanOf([...tokens, key]);
    if (span === undefined) return undefined;
    const { keyStart, keyEnd, valueStart, valueEnd } = span;
    const start = keyStart < 0 ? valueStart : keyStart;
    if (start < whole.valueStart || start >= Math.max(whole.valueEnd, whole.valueStart + 1)) merged.add(key);
    else
      members.push({
        key,
        value: child,
        start,
        keyEnd,
        valueStart,
        end: memberEnd(text, keyEnd, valueStart, valueEnd),
      });
  }
  return {
    source,
    style: styleOf(source),
    tokens,
    isList: Array.isArray(value),
    isFlow: text[whole.valueStart] === (Array.isArray(value) ? "[" : "{"),
    start: whole.valueStart,
    end,
    members: members.toSorted((a, b) => a.start - b.start),
    merged,
  };
}

/** Behind a value, or the colon of a key without one. */
function memberEnd(text: string, keyEnd: number, valueStart: number, valueEnd: number): number {
  const end = trimmedEnd(text, valueStart, valueEnd);
  if (keyEnd < 0 || end > keyEnd + 1) return end;
  const colon = /^[ \t]*:/.exec(text.slice(keyEnd, keyEnd + MOST_SPACES));
  return Math.max(end, keyEnd + (colon?.[0].length ?? 0));
}

/** A key may stand some spaces before its colon. */
const MOST_SPACES = 200;

function trimmedEnd(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  // Within that line alone: most texts have none of the other line ends, and would be searched to their beginning.
  return start + text.slice(start, Math.max(offset, 1)).lastIndexOf("\r") + 1;
}

/** Where the line of an offset ends, before its line end. */
export function lineEnd(text: string, offset: number): number {
  for (let at = offset; at < text.length; at += 1) if (text[at] === "\n" || text[at] === "\r") return at;
  return text.length;
}

/** Behind the line end that begins at an offset. */
export function behindLineEnd(text: string, offset: number): number {
  if (text[offset] === "\r" && text[offset + 1] === "\n") return offset + 2;
  return offset < text.length ? offset + 1 : offset;
}

/** Looked for where it may stand: the line may be the whole of a minified file. */
const REST = /[ \t]*(?:(?<=[ \t])#.*)?(?=[\r\n]|$)/y;

/** Whether nothing but a comment stands between an offset and the end of its line. */
export function isLastOfLine(text: string, offset: number): boolean {
  REST.lastIndex = offset;
  return REST.test(text);
}

/** Whether a stretch of YAML has a comment; what looks like one in a text counts too. */
export function hasComment({ syntax, text }: Source, start: number, end: number): boolean {
  return syntax === "yaml" && /(?:^|[\s])#/m.test(text.slice(start, end));
}

/** A key as it is written in a file. */
export function keyText({ syntax }: Source, key: string): string {
  return syntax === "yaml" && /^[A-Za-z_][\w-]*$/.test(key) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(key)
    ? key
    : JSON.stringify(key);
}
