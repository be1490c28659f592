import { isLastOfLine, keyText, lineEnd, lineStart, type Collection, type Member } from "./collection-text.ts";
import { jsonText } from "./replaced-value.ts";
import type { Stretch } from "./splices.ts";
import { flowYaml, yamlLines } from "./yaml-lines.ts";

/** Members that something is added to an object or a list by, in their order. */
type Added = readonly (readonly [key: string, value: unknown])[];

/** The stretch by which an object or a list has further members; `undefined` where its layout is none that is known. */
export function addedMembers(holder: Collection, added: Added): Stretch | undefined {
  const { isFlow, members, source } = holder;
  if (!isFlow) return blockAddition(holder, added);
  if (members.length > 0 || source.syntax === "json") return flowAddition(holder, added);
  return inPlaceOfBraces(holder, added) ?? flowAddition(holder, added);
}

/** Behind the last member, separated from it as it is from the one before. */
function flowAddition(holder: Collection, added: Added): Stretch | undefined {
  const { source, style, members, start } = holder;
  const { text } = source;
  const last = members.at(-1);
  const isJson = source.syntax === "json";
  const written = (isLaidOut: boolean, indent: string): readonly string[] =>
    added.map(([key, value]) => {
      const shown = isJson ? jsonText(value, isLaidOut, indent, holder) : flowYaml(value);
      return holder.isList
        ? shown
        : `${isJson ? JSON.stringify(key) : flowYaml(key)}:${isJson && !style.isAiry ? "" : " "}${shown}`;
    });
  if (last === undefined) {
    const indent = /^[ \t]*/.exec(text.slice(lineStart(text, start)))![0]; // of any line there is one, which may be empty
    const isLaidOut = isJson && style.step !== "";
    const inner = `${indent}${style.step}`;
    const parts = written(isLaidOut, inner);
    const whole = isLaidOut
      ? `${style.newLine}${inner}${parts.join(`,${style.newLine}${inner}`)}${style.newLine}${indent}`
      : parts.join(", ");
    return { start: start + 1, end: holder.end - 1, text: whole };
  }
  const before = members.at(-2);
  const between = before === undefined ? undefined : text.slice(before.end, last.start);
  const ownLine = text.slice(lineStart(text, last.start), last.start);
  const isAlone = ownLine.trim() === "" && last.start > start;
  const separator =
    between !== undefined && /^\s*,\s*$/.test(between)
      ? between
      : isAlone && lineStart(text, last.start) > start
        ? `,${style.newLine}${ownLine}`
        : style.isAiry || !isJson
          ? ", "
          : ",";
  const isLaidOut = isJson && /[\r\n]/.test(separator);
  return {
    start: last.end,
    end: last.end,
    text: written(isLaidOut, isLaidOut ? ownLine : "")
      .map((part) => `${separator}${part}`)
      .join(""),
  };
}

/** `get: {}` becomes an object in lines of its own, below its key. */
function inPlaceOfBraces(holder: Collection, added: Added): Stretch | undefined {
  const { source, style, start, end, isList } = holder;
  const { text } = source;
  const first = lineStart(text, start);
  const [, indent, item] = /^(\s*)(- )*[^\s,[\]{}#][^,[\]{}#]*:[ \t]+$/.exec(text.slice(first, start)) ?? [];
  if (isList || indent === undefined || item !== undefined || !isLastOfLine(text, end)) return undefined;
  const behind = lineEnd(text, end);
  const lines = linesOf(holder, added, `${indent}${style.step}`);
  let from = start;
  while (from > first && (text[from - 1] === " " || text[from - 1] === "\t")) from -= 1;
  return { start: from, end: behind, text: [text.slice(end, behind), ...lines].join(style.newLine) };
}

/** On lines of its own: behind what such keys come after, else behind the last member, else before the first. */
function blockAddition(holder: Collection, added: Added): Stretch | undefined {
  const { source, style, members, isList } = holder;
  const { text } = source;
  const indent = indentOf(holder);
  if (indent === undefined) return undefined;
  const lines = linesOf(holder, added, indent);
  const after = behindWhich(holder, added);
  if (after !== undefined) {
    const at = lineEnd(text, after.end);
    return { start: at, end: at, text: lines.map((line) => `${style.newLine}${line}`).join("") };
  }
  const [first] = members;
  if (first === undefined || isList) return undefined;
  // The key takes the place of the first one, which goes below it.
  return {
    start: first.start,
    end: first.start,
    text: `${lines.join(style.newLine).slice(indent.length)}${style.newLine}${indent}`,
  };
}

function linesOf({ source, style, isList }: Collection, added: Added, indent: string): readonly string[] {
  return added.flatMap(([key, value]) => [
    ...yamlLines(isList ? "-" : `${keyText(source, key)}:`, value, indent, style),
  ]);
}

/** Keys that what an operation or a description requires is written behind. */
const LEADING: ReadonlySet<string> = new Set(
  "openapi swagger info host basePath schemes servers tags summary description operationId".split(" "),
);

/** The member that the new ones come after. */
function behindWhich({ source: { text }, members, isList }: Collection, added: Added): Member | undefined {
  const isFit = (member: Member): boolean =>
    isLastOfLine(text, member.end) &&
    // A block scalar that keeps its last line ends would keep those before what is added, too.
    !/[|>](?:\d?\+|\+\d)[ \t]*(?:#.*)?$/m.test(text.slice(member.start, member.end));
  if (!isList && added.every(([key]) => key === "security")) {
    const leading = members.findIndex(({ key }) => !LEADING.has(key));
    const last = leading < 0 ? members.at(-1) : members[leading - 1];
    if (last !== undefined && isFit(last)) return last;
  }
  const last = members.at(-1);
  return last !== undefined && isFit(last) ? last : undefined;
}

/** What the members of a block collection are indented by, dashes included; `undefined` where that cannot be seen. */
function indentOf({ source: { text }, members, isList }: Collection): string | undefined {
  for (const { start } of members) {
    const before = text.slice(lineStart(text, start), start);
    if (isList) {
      const dash = /^( *)-[ \t]+$/.exec(before)?.[1];
      if (dash !== undefined) return dash;
    } else if (/^[\s-]*$/.test(before)) return before.replace(/[^\t]/g, " ");
  }
  return undefined;
}
