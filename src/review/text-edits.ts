import { lastToken, parentPointer, tokensOf, type Range } from "../core/place.ts";
import type { Document } from "../load/document.ts";
import type { Source } from "../load/source.ts";
import { nodeAt, type DescriptionChange } from "../operations/edits/edit.ts";

/** A stretch of a file, and the text that replaces it. */
export interface TextEdit extends Range {
  readonly file: string;
  readonly text: string;
}

/** A review is read by people: an edit of more places than these is made by a program, of the changes themselves. */
const MOST_EDITS = 100;

/**
 * The same changes as edits of the files' text, for tools that know lines and columns alone: what comes is written in one
 * line, as JSON, which YAML reads as well. `undefined` where one of them cannot be made so.
 */
export function textEdits(document: Document, changes: readonly DescriptionChange[]): readonly TextEdit[] | undefined {
  if (changes.length > MOST_EDITS) return undefined;
  const edits: (Stretch & { readonly source: Source })[] = [];
  for (const change of changes) {
    const source = document.sourceOf(change.at.file);
    // What an alias repeats would be changed wherever it is repeated.
    if (source.file !== change.at.file || (source.syntax === "yaml" && ALIAS.test(source.text))) return undefined;
    const stretch = stretchOf(document, source, change);
    if (stretch === undefined) return undefined;
    edits.push({ ...stretch, source });
  }
  const isClear = edits.every((one, index) =>
    edits.slice(index + 1).every((other) => other.source !== one.source || areApart(one, other)),
  );
  if (!isClear) return undefined;
  return edits.map(({ source, start, end, text }) => ({
    file: source.file,
    ...source.lines.rangeOf(start, end),
    text,
  }));
}

/** An anchor before what it names, or an alias alone: as a value, an item, or in a flow collection. */
const ALIAS = /[:-][ \t]+(?:\*[\w-]+[ \t]*$|&[\w-]+(?:[ \t]|$))|[[{,][ \t]*\*[\w-]+[ \t]*[,\]}]/m;

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Several things may be added at one place; nothing else may meet. */
function areApart(a: Stretch, b: Stretch): boolean {
  if (a.start === a.end && b.start === b.end) return true;
  return (
    a.end < b.start ||
    b.end < a.start ||
    (a.end === b.start && b.end > b.start) ||
    (b.end === a.start && a.end > a.start)
  );
}

function stretchOf(document: Document, source: Source, change: DescriptionChange): Stretch | undefined {
  const { file, pointer } = change.at;
  const holderPointer = parentPointer(pointer);
  const holder = nodeAt(document, { file, pointer: holderPointer })?.value;
  if (typeof holder !== "object" || holder === null) return undefined;
  const key = lastToken(pointer);
  const tokens = tokensOf(holderPointer);
  const keys = Object.keys(holder);
  if (change.op === "remove") return removal(source, tokens, keys, key, Array.isArray(holder));
  const value = JSON.stringify(change.value);
  if (keys.includes(key)) return replacement(source, [...tokens, key], value);
  if (Array.isArray(holder) ? key !== "-" : change.op === "replace") return undefined;
  const member = Array.isArray(holder) ? value : `${keyText(source, key)}: ${value}`;
  return addition(
    source,
    tokens,
    membersOf(source, tokens, keys)?.at(Array.isArray(holder) ? -1 : 0),
    member,
    Array.isArray(holder),
  );
}

interface Member {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** The members of an object or a list as they stand in the text, which is not the order of `Object.keys`. */
function membersOf(
  { layout, text }: Source,
  tokens: readonly string[],
  keys: readonly string[],
): readonly Member[] | undefined {
  const members = keys.flatMap((key): Member[] => {
    const span = layout.spanOf([...tokens, key]);
    if (span === undefined) return [];
    const start = span.keyStart < 0 ? span.valueStart : span.keyStart;
    return [{ key, start, end: Math.max(endOf(text, span.valueStart, span.valueEnd), span.keyEnd + 1) }];
  });
  return members.length === keys.length ? members.toSorted((a, b) => a.start - b.start) : undefined;
}

function keyText({ syntax }: Source, key: string): string {
  return syntax === "yaml" && /^[A-Za-z_][\w-]*$/.test(key) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(key)
    ? key
    : JSON.stringify(key);
}

function replacement({ layout, text }: Source, tokens: readonly string[], value: string): Stretch | undefined {
  const span = layout.spanOf(tokens);
  if (span === undefined) return undefined;
  const end = endOf(text, span.valueStart, span.valueEnd);
  return span.keyStart < 0
    ? { start: span.valueStart, end, text: value }
    : { start: span.keyEnd, end: Math.max(end, span.keyEnd + 1), text: `: ${value}` };
}

/** Before the first member of an object, or behind the last item of a list, indented as that is. */
function addition(
  { layout, text }: Source,
  tokens: readonly string[],
  beside: Member | undefined,
  member: string,
  isList: boolean,
): Stretch | undefined {
  const whole = layout.spanOf(tokens);
  if (whole === undefined) return undefined;
  const isFlow = text[whole.valueStart] === (isList ? "[" : "{");
  if (beside === undefined)
    return isFlow ? { start: whole.valueStart + 1, end: whole.valueStart + 1, text: member } : undefined;
  const { start, end } = beside;
  const lineStart = Math.max(text.lastIndexOf("\n", start - 1), text.lastIndexOf("\r", start - 1)) + 1;
  const before = text.slice(lineStart, start);
  const isFirst = before.trim() === "";
  if (isFlow && isList) return { start: end, end, text: `,${isFirst ? `\n${before}` : " "}${member}` };
  if (isFlow) return { start, end: start, text: `${member},${isFirst ? `\n${before}` : " "}` };
  if (!/^[\s-]*$/.test(before)) return undefined;
  const indent = before.replace(/[^\t]/g, " ");
  if (!isList) return { start, end: start, text: `${member}\n${indent}` };
  const dash = before.lastIndexOf("-");
  return dash < 0 ? undefined : { start: end, end, text: `\n${indent.slice(0, dash)}- ${member}` };
}

/** Up to the member behind it; of the last one from the end of the one before. Without the only one nothing is left. */
function removal(
  source: Source,
  tokens: readonly string[],
  keys: readonly string[],
  key: string,
  isList: boolean,
): Stretch | undefined {
  const members = membersOf(source, tokens, keys);
  const index = members?.findIndex((one) => one.key === key) ?? -1;
  const own = members?.[index];
  if (members === undefined || own === undefined) return undefined;
  if (members.length === 1) return replacement(source, tokens, isList ? "[]" : "{}");
  const next = members[index + 1];
  const before = members[index - 1];
  return next === undefined
    ? { start: before!.end, end: own.end, text: "" } // of two at least
    : { start: own.start, end: next.start, text: "" };
}

/** Where a value ends, without the line ends that follow it. */
function endOf(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}
