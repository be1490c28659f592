import { isObject, member as memberOf } from "../../core/json-value.ts";
import { hasComment, keyText, lineStart, type Collection, type Member } from "./collection-text.ts";
import { scalarSplice } from "./scalar-splice.ts";
import type { Stretch } from "./splices.ts";
import { flowYaml, isLeafValue, plainScalar, yamlLines } from "./yaml-lines.ts";

/** Above this a value in brackets is hard to read in one line. */
const WIDTH = 100;

/** A key that is called otherwise: what it leads to stays as it is. */
export function renamedKey({ source, members }: Collection, from: string, to: string): Stretch | undefined {
  const member = members.find(({ key }) => key === from);
  if (member === undefined || member.keyEnd < 0 || members.some(({ key }) => key === to)) return undefined;
  const quote = source.text[member.start];
  const text =
    quote === '"' ? JSON.stringify(to) : quote === "'" ? `'${to.replaceAll("'", "''")}'` : keyText(source, to);
  return { start: member.start, end: member.keyEnd, text };
}

/** The stretches by which a member has another value: none where it has it already, `undefined` where it cannot be put there. */
export function replacedValue(holder: Collection, key: string, value: unknown): readonly Stretch[] | undefined {
  const member = holder.members.find((one) => one.key === key);
  if (member === undefined || isRepeated(holder, member)) return undefined;
  const stretch = isLeafValue(value) ? withScalar(holder, member, value) : withCollection(holder, member, value);
  return stretch === undefined ? undefined : byLine(stretch, holder.source.text);
}

/** A stretch of as many lines as before as those of its lines that differ. */
function byLine(stretch: Stretch, text: string): readonly Stretch[] {
  const [was, is] = [text.slice(stretch.start, stretch.end), stretch.text].map((one) => one.split(/(?<=\n)/));
  if (was!.length !== is!.length || was!.length < 3) return [stretch];
  let at = stretch.start;
  return was!.flatMap((line, index) => {
    const start = at;
    at += line.length;
    return line === is![index] ? [] : [{ start, end: at, text: is![index]! }];
  });
}

/** An empty list or object in place of all that stands in one, with the comments in it; one behind its key stays there. */
export function replacedWhole({ source, tokens, start, end, isFlow }: Collection, text: string): Stretch | undefined {
  const keyEnd = source.layout.spanOf(tokens)?.keyEnd ?? -1;
  if (isFlow || keyEnd < 0) return { start, end, text };
  const colon = source.text.indexOf(":", keyEnd);
  const between = source.text.slice(colon + 1, start).trim();
  if (between === "") return { start: colon + 1, end, text: ` ${text}` };
  return /^#[^\r\n]*$/.test(between) ? { start: colon + 1, end, text: ` ${text} ${between}` } : undefined;
}

/** The colon of the key that a block collection stands below, where nothing else stands between. */
function colonBefore(text: string, start: number): number | undefined {
  // A list begins at its dash.
  const before = text.slice(0, start).trimEnd();
  return before.endsWith(":") ? before.length - 1 : undefined;
}

/** Whether the value has an anchor that an alias repeats elsewhere. */
function isRepeated({ source }: Collection, { keyEnd, start, valueStart }: Member): boolean {
  if (source.syntax === "json") return false;
  const from = keyEnd < 0 ? lineStart(source.text, start) : keyEnd;
  const [, anchor] = /&([^\s,[\]{}]+)/.exec(source.text.slice(from, valueStart)) ?? [];
  return anchor !== undefined && source.text.includes(`*${anchor}`);
}

function withScalar({ source, isFlow }: Collection, member: Member, value: unknown): Stretch | undefined {
  const { text, syntax } = source;
  const { valueStart, end, value: was } = member;
  const raw = text.slice(valueStart, end);
  if (!isLeafValue(was)) {
    if (hasComment(source, valueStart, end)) return undefined;
    const colon = raw.startsWith("{") || raw.startsWith("[") ? undefined : colonBefore(text, valueStart);
    const written = syntax === "json" ? JSON.stringify(value) : plainScalar(value);
    return colon === undefined
      ? raw.startsWith("{") || raw.startsWith("[")
        ? { start: valueStart, end, text: written }
        : undefined
      : { start: colon + 1, end, text: ` ${written}` };
  }
  if (typeof was === "string" && typeof value === "string" && !raw.startsWith("*") && valueStart < end) {
    const spliced = scalarSplice(raw, was, value, { syntax, isFlow });
    return spliced === undefined ? undefined : trimmed({ start: valueStart, end, text: spliced }, raw);
  }
  const written = syntax === "json" ? JSON.stringify(value) : isFlow ? flowYaml(value) : plainScalar(value);
  if (isWithoutValue(member)) return isFlow ? undefined : { start: end, end, text: ` ${written}` };
  if (raw.trim() === "") return undefined;
  return /[\r\n]/.test(raw) ? undefined : { start: valueStart, end, text: written };
}

/** Whether nothing stands behind the colon of a key, or behind a dash. */
function isWithoutValue({ keyEnd, valueStart, end }: Member): boolean {
  return keyEnd < 0 ? valueStart >= end : valueStart <= keyEnd;
}

/** A stretch without what is the same at its ends. */
function trimmed({ start, end, text }: Stretch, raw: string): Stretch {
  let from = 0;
  while (from < raw.length && from < text.length && raw[from] === text[from]) from += 1;
  let to = 0;
  while (to < raw.length - from && to < text.length - from && raw.at(-1 - to) === text.at(-1 - to)) to += 1;
  return { start: start + from, end: end - to, text: text.slice(from, text.length - to) };
}

function withCollection(holder: Collection, member: Member, value: unknown): Stretch | undefined {
  const { source, style, isFlow, isList } = holder;
  const { valueStart, end, value: was, start, keyEnd } = member;
  const { text, syntax } = source;
  const raw = text.slice(valueStart, end);
  if (raw.startsWith("*") || hasComment(source, valueStart, end)) return undefined;
  if (isWithoutValue(member) && (isFlow || isList)) return undefined;
  const first = lineStart(text, start);
  if (syntax === "json") {
    const isLaidOut =
      style.step !== "" && (/[\r\n]/.test(raw) || raw.length > WIDTH || JSON.stringify(value).length > WIDTH);
    const indent = /^[ \t]*/.exec(text.slice(first))![0]; // of any line there is one, which may be empty
    return { start: valueStart, end, text: jsonText(value, isLaidOut, indent, holder) };
  }
  const flow = flowYaml(value);
  if (isFlow) return { start: valueStart, end, text: flow };
  if ((raw.startsWith("[") || raw.startsWith("{")) && flow.length <= WIDTH)
    return { start: valueStart, end, text: flow };
  const before = text.slice(first, start);
  if (!/^[\s-]*$/.test(before)) return undefined;
  const indent = before.replace(/[^\t]/g, " ");
  const known = rawScalars(was, holder, member.key);
  const scalar = (one: unknown): string => known.get(one) ?? plainScalar(one);
  const lines = [...yamlLines(isList ? "-" : "k:", value, isList ? indent.slice(0, -2) : indent, { ...style, scalar })];
  // A list in a list begins beside the dash of what it stands in.
  if (isList)
    return {
      start: valueStart,
      end,
      text: (lines[0]?.trim() === "-" ? lines.slice(1) : lines).join(style.newLine).slice(indent.length),
    };
  // What stands between the colon and the value stays: a comment, an anchor.
  const between = isWithoutValue(member) ? ":" : text.slice(keyEnd, valueStart);
  if (/^\s*:\s*$/.test(between)) {
    const colon = isWithoutValue(member) ? end : keyEnd + between.indexOf(":") + 1;
    return { start: colon, end, text: lines.join(style.newLine).slice(indent.length + 2) };
  }
  const line = lineStart(text, valueStart);
  if (line <= keyEnd || text.slice(line, valueStart).trim() !== "" || lines.length < 2) return undefined;
  return { start: line, end, text: lines.slice(1).join(style.newLine) };
}

/** A value of JSON, in lines as the file has them. */
export function jsonText(value: unknown, isLaidOut: boolean, indent: string, { style }: Collection): string {
  if (isLaidOut) return JSON.stringify(value, undefined, style.step).replaceAll("\n", `${style.newLine}${indent}`);
  return style.isAiry ? airyJson(value) : JSON.stringify(value);
}

/** JSON in one line, with a space behind colons and commas. */
function airyJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(airyJson).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${airyJson(item)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** The texts in a value as they are written, quotes included, so that they are written so again. */
function rawScalars(value: unknown, { source, tokens }: Collection, key: string): ReadonlyMap<unknown, string> {
  const found = new Map<unknown, string>();
  const open: (readonly string[])[] = [[key]];
  for (let at = open.pop(); at !== undefined && found.size < MOST_SCALARS; at = open.pop()) {
    const here = at.slice(1).reduce<unknown>(memberOf, value);
    if (typeof here === "string") {
      const span = source.layout.spanOf([...tokens, ...at]);
      const raw = span === undefined ? "" : source.text.slice(span.valueStart, span.valueEnd);
      if (/^['"]?[^\r\n|>*][^\r\n]*$/.test(raw)) found.set(here, raw.trimEnd());
    } else if (typeof here === "object" && here !== null) {
      for (const child of Object.keys(here)) open.push([...at, child]);
    }
  }
  return found;
}

const MOST_SCALARS = 200;
