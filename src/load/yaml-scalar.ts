import {
  boolCoreTag,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  NOT_RESOLVED,
  nullCoreTag,
  SCALAR_STYLE,
  type EVENT_ID,
} from "js-yaml";
import type { YamlEvent } from "./compose-yaml.ts";
import { firstOutsideComments } from "./yaml-text.ts";

export type ScalarEvent = Extract<YamlEvent, { type: typeof EVENT_ID.SCALAR }>;

/** The text of a scalar as the document means it, without quotes, indentation and escapes. */
export function scalarText(event: ScalarEvent, text: string): string {
  return event.valueStart < 0 ? "" : getScalarValue(text, event);
}

/** Whether a scalar stands in quotes. */
export function isQuotedScalar({ style }: ScalarEvent): boolean {
  return style === SCALAR_STYLE.DOUBLE_QUOTED || style === SCALAR_STYLE.SINGLE_QUOTED;
}

/** Where a scalar begins, its quotes and header included; `before` is the end of what stands before it. */
export function scalarStart(event: ScalarEvent, text: string, before: number): number {
  const { style, valueStart, tagEnd, anchorEnd } = event;
  const start = Math.max(valueStart, tagEnd, anchorEnd);
  if (start < 0) return before; // an empty one
  if (style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK)
    return blockStart(text, Math.max(before, tagEnd, anchorEnd));
  return isQuotedScalar(event) ? valueStart - 1 : start;
}

/** Where a scalar ends that begins at `from`. */
export function scalarEnd(event: ScalarEvent, from: number): number {
  const start = Math.max(event.valueStart, event.tagEnd, event.anchorEnd);
  if (start < 0) return from;
  return isQuotedScalar(event) ? event.valueEnd + 1 : Math.max(event.valueEnd, start);
}

const CORE_TAGS = Object.entries({ null: nullCoreTag, bool: boolCoreTag, int: intCoreTag, float: floatCoreTag });

/** How a plain scalar begins that is no text: `null`, `~`, `true`, `false`, a number, `.inf`, `.nan`. */
const NO_TEXT = /^(?:[-+.~\dnNtTfF]|$)/;

/** The value of a scalar by the core schema (YAML 1.2.2, section 10.3); a tag that it does not know leaves a text. */
export function scalarValue(event: ScalarEvent, source: string, text: string): unknown {
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
  return firstOutsideComments(/#[^\n\r]*|[|>]/g, text, from)?.index ?? from;
}
