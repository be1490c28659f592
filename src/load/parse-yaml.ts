import {
  boolCoreTag,
  EVENT_ID,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  NOT_RESOLVED,
  nullCoreTag,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
} from "js-yaml";
import { UserError } from "../core/user-error.ts";
import { textOfValue } from "../core/text-of-value.ts";
import { lineFinder, type Span } from "./layout.ts";
import { amount, tooMuch, type Limits } from "./limits.ts";
import { MemberSpans, newSpanRows } from "./member-spans.ts";
import type { Parsed } from "./parsed.ts";
import { parseYamlAgain } from "./parse-yaml-again.ts";
import { yamlLayout } from "./yaml-layout.ts";

type Event = ReturnType<typeof parseEvents>[number];
type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;
type Container = Record<string, unknown> | unknown[];

/**
 * Reads YAML 1.2 (core schema, with merge keys, since real descriptions use them) from the event stream of `js-yaml`:
 * values and offsets in one pass. A text that it refuses and other parsers accept is read by `yaml` instead.
 */
export function parseYaml(text: string, file: string, limits: Limits): Parsed {
  let events: readonly Event[];
  try {
    events = parseEvents(text, { maxDepth: limits.depth });
  } catch (error) {
    if (!(error instanceof YAMLException) || /maxDepth/.test(error.reason))
      throw tooMuch(file, `it is nested more than ${amount(limits.depth)} deep`, "Use references for what is nested.");
    if (text.length > limits.secondOpinion) throw yamlError(text, file, error);
    return parseYamlAgain(text, file, limits);
  }
  return compose(events, text, file, limits);
}

function yamlError(text: string, file: string, error: YAMLException): UserError {
  const offset = error.mark?.position ?? 0;
  const { line, column } = lineFinder(text)(offset, offset);
  return new UserError(`${file}:${line}:${column} is not valid YAML: ${error.reason}`, {
    file,
    line,
    hint: "Correct the text there; mind the indentation.",
    cause: error,
  });
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

function compose(events: readonly Event[], text: string, file: string, limits: Limits): Parsed {
  const rows = newSpanRows();
  const spansOf = new Map<object, MemberSpans>();
  const repeated: { container: object; key: string; keyStart: number; keyEnd: number }[] = [];
  const anchors = new Map<string, Anchor>();
  const anchorOf = new Map<Frame, Anchor>();
  let frame: Frame | undefined;
  let root: { value: unknown; span: Span } | undefined;
  let documents = 0;

  const add = (value: unknown, start: number, end: number, size: number, depth: number): void => {
    if (frame === undefined) {
      root ??= { value, span: { keyStart: -1, keyEnd: -1, valueStart: start, valueEnd: end } };
      return;
    }
    frame.end = Math.max(frame.end, end);
    frame.size += size;
    frame.depth = Math.max(frame.depth, depth + 1);
    if (frame.size > limits.expandedValues) {
      throw tooMuch(
        file,
        `it holds more than ${amount(limits.expandedValues)} values, with its aliases expanded`,
        "Use `$ref` in place of YAML aliases, or split the description.",
      );
    }
    if (frame.depth > limits.depth)
      throw tooMuch(
        file,
        `its aliases are nested more than ${amount(limits.depth)} deep`,
        "Use `$ref` in place of YAML aliases.",
      );
    if (Array.isArray(frame.value)) {
      frame.spans.set(String(frame.value.length), -1, -1, start, end);
      frame.value.push(value);
      return;
    }
    const key = frame.key!;
    frame.key = undefined;
    if (key.isMerge && mergeInto(frame, value, spansOf)) return;
    if (Object.hasOwn(frame.value, key.text) && frame.merged?.delete(key.text) !== true) {
      repeated.push({ container: frame.value, key: key.text, keyStart: key.start, keyEnd: key.end });
    }
    frame.spans.set(key.text, key.start, key.end, start, end);
    setOwn(frame.value, key.text, value);
  };

  const fail = (offset: number, what: string, hint: string): never => {
    const { line, column } = lineFinder(text)(offset, offset);
    throw new UserError(`${file}:${line}:${column} ${what}`, { file, line, hint });
  };

  const failOnKey = (offset: number): never =>
    fail(
      offset,
      "has a key that is not a text",
      "Keys of an API description are plain texts (OpenAPI 3.1, section Format).",
    );

  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT: {
        documents += 1;
        if (documents > 1) {
          throw new UserError(`${file} holds more than one YAML document`, {
            file,
            hint: "Put each description into a file of its own.",
          });
        }
        break;
      }
      case EVENT_ID.SCALAR: {
        const start = Math.max(event.valueStart, event.tagEnd, event.anchorEnd);
        const isQuoted = event.style === SCALAR_STYLE.DOUBLE_QUOTED || event.style === SCALAR_STYLE.SINGLE_QUOTED;
        const isBlock = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
        const from =
          start < 0
            ? (frame?.end ?? 0)
            : isBlock
              ? blockStart(text, Math.max(frame?.key?.end ?? 0, frame?.end ?? 0, event.tagEnd, event.anchorEnd))
              : isQuoted
                ? event.valueStart - 1
                : start;
        const to = start < 0 ? from : isQuoted ? event.valueEnd + 1 : Math.max(event.valueEnd, start);
        const source = event.valueStart < 0 ? "" : getScalarValue(text, event);
        const isKey = frame !== undefined && !Array.isArray(frame.value) && frame.key === undefined;
        const value = isKey ? source : scalarValue(event, source, text);
        if (event.anchorStart >= 0) {
          anchors.set(text.slice(event.anchorStart, event.anchorEnd), {
            value,
            start: from,
            extent: { end: to, size: 1, depth: 0 },
          });
        }
        if (isKey) {
          frame!.key = { text: source, start: from, end: to, isMerge: source === "<<" && !isQuoted };
          frame!.end = Math.max(frame!.end, to);
          break;
        }
        add(value, from, to, 1, 0);
        break;
      }
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING: {
        if (frame !== undefined && !Array.isArray(frame.value) && frame.key === undefined) {
          failOnKey(event.start);
        }
        const value: Container = event.type === EVENT_ID.SEQUENCE ? [] : {};
        const isFlow = text[event.start] === "{" || text[event.start] === "[";
        frame = {
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
        spansOf.set(value, frame.spans);
        if (event.anchorStart >= 0) {
          const anchor: Anchor = { value, start: event.start, extent: undefined };
          anchors.set(text.slice(event.anchorStart, event.anchorEnd), anchor);
          anchorOf.set(frame, anchor);
        }
        break;
      }
      case EVENT_ID.ALIAS: {
        const name = text.slice(event.anchorStart, event.anchorEnd);
        const anchor =
          anchors.get(name) ??
          fail(
            event.anchorStart - 1,
            `uses the alias "*${name}", which no anchor defines`,
            `Define it before with "&${name}".`,
          );
        if (anchor.extent === undefined) {
          fail(
            event.anchorStart - 1,
            `uses the alias "*${name}" inside of what it stands for`,
            "Use `$ref` for what refers to itself.",
          );
          break;
        }
        if (frame !== undefined && !Array.isArray(frame.value) && frame.key === undefined) {
          if (typeof anchor.value === "object" && anchor.value !== null) failOnKey(event.anchorStart - 1);
          frame.key = {
            text: textOfValue(anchor.value),
            start: event.anchorStart - 1,
            end: event.anchorEnd,
            isMerge: false,
          };
          break;
        }
        add(anchor.value, event.anchorStart - 1, event.anchorEnd, anchor.extent.size, anchor.extent.depth);
        break;
      }
      case EVENT_ID.POP: {
        if (frame === undefined) break;
        const closed: Frame = frame;
        const end = closed.isFlow ? flowEnd(text, closed.end) : closed.end;
        const anchor = anchorOf.get(closed);
        if (anchor !== undefined) anchor.extent = { end, size: closed.size, depth: closed.depth };
        frame = closed.parent;
        add(closed.value, closed.start, end, closed.size, closed.depth);
        break;
      }
    }
  }
  return { value: root?.value, layout: yamlLayout(root, spansOf, repeated) };
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

const CORE_TAGS = Object.entries({ null: nullCoreTag, bool: boolCoreTag, int: intCoreTag, float: floatCoreTag });

/** How a plain scalar begins that is no text: `null`, `~`, `true`, `false`, a number, `.inf`, `.nan`. */
const NO_TEXT = /^(?:[-+.~\dnNtTfF]|$)/;

/** The value of a scalar by the core schema (YAML 1.2.2, section 10.3); a tag that it does not know leaves a text. */
function scalarValue(event: ScalarEvent, source: string, text: string): unknown {
  const tag =
    event.tagStart < 0
      ? undefined
      : text.slice(event.tagStart, event.tagEnd).replace(/^!<tag:yaml\.org,2002:(.*)>$/, "!!$1");
  if (tag === undefined && event.style !== SCALAR_STYLE.PLAIN) return source;
  if (tag === "!" || tag === "!!str" || (tag === undefined && !NO_TEXT.test(source))) return source;
  for (const [name, { resolve, tagName }] of CORE_TAGS) {
    if (tag !== undefined && tag !== `!!${name}`) continue;
    const value = resolve(source, false, tagName);
    if (value !== NOT_RESOLVED) return value;
  }
  return source;
}

/** Where the header of a block scalar (`|`, `>`) stands that comes next after `from`. */
function blockStart(text: string, from: number): number {
  return nextOf(/#[^\n\r]*|[|>]/g, text, from)?.index ?? from;
}

/** The end of a flow collection whose last member ends at `from`: behind its bracket. */
function flowEnd(text: string, from: number): number {
  const next = nextOf(/#[^\n\r]*|[^\s,:?]/g, text, from);
  return next !== undefined && /[\]}]/.test(next[0]) ? next.index + 1 : from;
}

/** The first match of `pattern` from an offset on that is no comment. */
function nextOf(pattern: RegExp, text: string, from: number): RegExpExecArray | undefined {
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text))
    if (!match[0].startsWith("#")) return match;
  return undefined;
}
