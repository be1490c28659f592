import { EVENT_ID, type parseEvents } from "js-yaml";
import { textOfValue } from "../core/text-of-value.ts";
import { UserError } from "../core/user-error.ts";
import { lineFinder, type Span } from "./layout.ts";
import { amount, tooMuch, type Limits } from "./limits.ts";
import { MemberSpans, newSpanRows } from "./member-spans.ts";
import type { Parsed } from "./parsed.ts";
import { yamlLayout } from "./yaml-layout.ts";
import { isQuotedScalar, scalarEnd, scalarStart, scalarText, scalarValue, type ScalarEvent } from "./yaml-scalar.ts";
import { firstOutsideComments } from "./yaml-text.ts";

export type YamlEvent = ReturnType<typeof parseEvents>[number];
type OpeningEvent = Extract<YamlEvent, { type: typeof EVENT_ID.SEQUENCE | typeof EVENT_ID.MAPPING }>;
type AliasEvent = Extract<YamlEvent, { type: typeof EVENT_ID.ALIAS }>;
type Container = Record<string, unknown> | unknown[];

/** A document while it is put together from its events. */
interface Composition {
  readonly text: string;
  readonly file: string;
  readonly limits: Limits;
  readonly rows: ReturnType<typeof newSpanRows>;
  readonly spansOf: Map<object, MemberSpans>;
  readonly repeated: { container: object; key: string; keyStart: number; keyEnd: number }[];
  readonly anchors: Map<string, Anchor>;
  readonly anchorOf: Map<Frame, Anchor>;
  /** The collection that is open, innermost. */
  frame: Frame | undefined;
  root: { value: unknown; span: Span } | undefined;
}

/** What an open collection needs until its end. */
interface Frame {
  readonly value: Container;
  readonly spans: MemberSpans;
  /** Keys that a merge brought, which the collection's own override (YAML 1.1, merge key). */
  merged: Set<string> | undefined;
  readonly start: number;
  readonly isFlow: boolean;
  key: { readonly text: string; readonly start: number; readonly end: number; readonly isMerge: boolean } | undefined;
  end: number;
  size: number;
  depth: number;
  readonly parent: Frame | undefined;
}

interface Anchor {
  readonly value: unknown;
  readonly start: number;
  /** Of a collection that is still open: undefined. */
  extent: { readonly end: number; readonly size: number; readonly depth: number } | undefined;
}

/** The value that events describe, and where everything in it stands. Throws a `UserError` for what no description holds. */
export function composeYaml(events: readonly YamlEvent[], text: string, file: string, limits: Limits): Parsed {
  const composition: Composition = {
    text,
    file,
    limits,
    rows: newSpanRows(),
    spansOf: new Map(),
    repeated: [],
    anchors: new Map(),
    anchorOf: new Map(),
    frame: undefined,
    root: undefined,
  };
  let documents = 0;
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        documents += 1;
        if (documents > 1) throw severalDocuments(file);
        break;
      case EVENT_ID.SCALAR:
        takeScalar(composition, event);
        break;
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        open(composition, event);
        break;
      case EVENT_ID.ALIAS:
        takeAlias(composition, event);
        break;
      case EVENT_ID.POP:
        close(composition);
        break;
    }
  }
  const { root, spansOf, repeated } = composition;
  return { value: root?.value, layout: yamlLayout(root, spansOf, repeated) };
}

function severalDocuments(file: string): UserError {
  return new UserError(`${file} holds more than one YAML document`, {
    file,
    hint: "Put each description into a file of its own.",
  });
}

/** Whether what comes next is the key of a member. */
function expectsKey(frame: Frame | undefined): frame is Frame {
  return frame !== undefined && !Array.isArray(frame.value) && frame.key === undefined;
}

function takeScalar(composition: Composition, event: ScalarEvent): void {
  const { text, frame } = composition;
  const isKey = expectsKey(frame);
  const start = scalarStart(event, text, frame === undefined ? 0 : Math.max(frame.key?.end ?? 0, frame.end));
  const end = scalarEnd(event, start);
  const source = scalarText(event, text);
  const value = isKey ? source : scalarValue(event, source, text);
  if (event.anchorStart >= 0)
    composition.anchors.set(text.slice(event.anchorStart, event.anchorEnd), {
      value,
      start,
      extent: { end, size: 1, depth: 0 },
    });
  if (!isKey) {
    add(composition, value, start, end, 1, 0);
    return;
  }
  frame.key = { text: source, start, end, isMerge: source === "<<" && !isQuotedScalar(event) };
  frame.end = Math.max(frame.end, end);
}

function open(composition: Composition, event: OpeningEvent): void {
  const { text, frame, rows, spansOf } = composition;
  if (expectsKey(frame)) failOnKey(composition, event.start);
  const value: Container = event.type === EVENT_ID.SEQUENCE ? [] : {};
  const isFlow = text[event.start] === "{" || text[event.start] === "[";
  const opened: Frame = {
    value,
    spans: new MemberSpans(rows),
    merged: undefined,
    start: event.start,
    isFlow,
    key: undefined,
    end: isFlow ? event.start + 1 : event.start,
    size: 1,
    depth: 0,
    parent: frame,
  };
  composition.frame = opened;
  spansOf.set(value, opened.spans);
  if (event.anchorStart >= 0) {
    const anchor: Anchor = { value, start: event.start, extent: undefined };
    composition.anchors.set(text.slice(event.anchorStart, event.anchorEnd), anchor);
    composition.anchorOf.set(opened, anchor);
  }
}

function takeAlias(composition: Composition, event: AliasEvent): void {
  const { frame } = composition;
  const start = event.anchorStart - 1;
  const { value, extent } = anchorNamed(composition, composition.text.slice(event.anchorStart, event.anchorEnd), start);
  if (!expectsKey(frame)) {
    add(composition, value, start, event.anchorEnd, extent.size, extent.depth);
    return;
  }
  if (typeof value === "object" && value !== null) failOnKey(composition, start);
  frame.key = { text: textOfValue(value), start, end: event.anchorEnd, isMerge: false };
}

/** The anchor that an alias stands for, which must be whole. */
function anchorNamed(
  composition: Composition,
  name: string,
  start: number,
): { readonly value: unknown; readonly extent: NonNullable<Anchor["extent"]> } {
  const anchor = composition.anchors.get(name);
  if (anchor === undefined)
    return fail(
      composition,
      start,
      `uses the alias "*${name}", which no anchor defines`,
      `Define it before with "&${name}".`,
    );
  const { value, extent } = anchor;
  if (extent === undefined)
    return fail(
      composition,
      start,
      `uses the alias "*${name}" inside of what it stands for`,
      "Use `$ref` for what refers to itself.",
    );
  return { value, extent };
}

function close(composition: Composition): void {
  const { frame, anchorOf, text } = composition;
  if (frame === undefined) return;
  const end = frame.isFlow ? flowEnd(text, frame.end) : frame.end;
  const anchor = anchorOf.get(frame);
  if (anchor !== undefined) anchor.extent = { end, size: frame.size, depth: frame.depth };
  composition.frame = frame.parent;
  add(composition, frame.value, frame.start, end, frame.size, frame.depth);
}

/** Puts a whole value into the collection that is open. */
function add(composition: Composition, value: unknown, start: number, end: number, size: number, depth: number): void {
  const { frame } = composition;
  if (frame === undefined) {
    composition.root ??= { value, span: { keyStart: -1, keyEnd: -1, valueStart: start, valueEnd: end } };
    return;
  }
  frame.end = Math.max(frame.end, end);
  frame.size += size;
  frame.depth = Math.max(frame.depth, depth + 1);
  if (frame.size > composition.limits.expandedValues || frame.depth > composition.limits.depth)
    throw tooLarge(composition, frame);
  if (Array.isArray(frame.value)) {
    frame.spans.set(String(frame.value.length), -1, -1, start, end);
    frame.value.push(value);
    return;
  }
  const key = frame.key!; // a value follows a key
  frame.key = undefined;
  if (key.isMerge && mergeInto(frame, value, composition.spansOf)) return;
  if (Object.hasOwn(frame.value, key.text) && frame.merged?.delete(key.text) !== true) {
    composition.repeated.push({ container: frame.value, key: key.text, keyStart: key.start, keyEnd: key.end });
  }
  frame.spans.set(key.text, key.start, key.end, start, end);
  setOwn(frame.value, key.text, value);
}

function tooLarge({ file, limits }: Composition, frame: Frame): UserError {
  if (frame.size > limits.expandedValues)
    return tooMuch(
      file,
      `it holds more than ${amount(limits.expandedValues)} values, with its aliases expanded`,
      "Use `$ref` instead of YAML aliases, or split the description.",
    );
  return tooMuch(
    file,
    `its aliases are nested more than ${amount(limits.depth)} deep`,
    "Use `$ref` instead of YAML aliases.",
  );
}

function failOnKey(composition: Composition, offset: number): never {
  return fail(
    composition,
    offset,
    "has a key that is not a text",
    "Keys of an API description are plain texts (OpenAPI 3.1, section Format).",
  );
}

function fail({ text, file }: Composition, offset: number, what: string, hint: string): never {
  const { line, column } = lineFinder(text)(offset, offset);
  throw new UserError(`${file}:${line}:${column} ${what}`, { file, line, hint });
}

/** Takes over the members of a merge key's value; false where the value is nothing that can be merged. */
function mergeInto(frame: Frame, value: unknown, spansOf: ReadonlyMap<object, MemberSpans>): boolean {
  const sources: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!sources.every((source) => typeof source === "object" && source !== null && !Array.isArray(source))) return false;
  for (const source of sources as readonly Record<string, unknown>[]) {
    for (const key of Object.keys(source)) {
      const span = spansOf.get(source)?.get(key);
      if (span === undefined || Object.hasOwn(frame.value, key)) continue;
      frame.spans.set(key, span.keyStart, span.keyEnd, span.valueStart, span.valueEnd);
      (frame.merged ??= new Set()).add(key);
      setOwn(frame.value as Record<string, unknown>, key, source[key]);
    }
  }
  return true;
}

/** Sets a key that the document chose: `__proto__` is one as any other. */
function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

/** The end of a flow collection whose last member ends at `from`: behind its bracket. */
function flowEnd(text: string, from: number): number {
  const next = firstOutsideComments(/#[^\n\r]*|[^\s,:?]/g, text, from);
  return next !== undefined && /[\]}]/.test(next[0]) ? next.index + 1 : from;
}
