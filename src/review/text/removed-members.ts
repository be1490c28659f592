import { behindLineEnd, isLastOfLine, lineEnd, lineStart, type Collection, type Member } from "./collection-text.ts";
import { replacedWhole } from "./replaced-value.ts";
import type { Stretch } from "./splices.ts";

/**
 * The stretches without some members of an object or list: whole lines where they stand on lines of their own. Without the
 * last of them it is empty, and stands there all the same. `undefined` where the layout is none that is known.
 */
export function removedMembers(holder: Collection, removed: ReadonlySet<string>): readonly Stretch[] | undefined {
  const { members, isList, isFlow } = holder;
  if (members.every(({ key }) => removed.has(key)))
    return holder.merged.size > 0 ? undefined : emptied(holder, isList ? "[]" : "{}");
  return isFlow ? flowRemovals(holder, removed) : blockRemovals(holder, removed);
}

function emptied(holder: Collection, text: string): readonly Stretch[] | undefined {
  const stretch = replacedWhole(holder, text);
  return stretch === undefined ? undefined : [stretch];
}

/** Each run of members goes with the separator before what is kept, or behind it. */
function flowRemovals({ members }: Collection, removed: ReadonlySet<string>): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let kept: Member | undefined;
  let first: Member | undefined;
  for (const member of members) {
    if (removed.has(member.key)) {
      first ??= member;
      continue;
    }
    if (first !== undefined) stretches.push({ start: first.start, end: member.start, text: "" });
    first = undefined;
    kept = member;
  }
  if (first !== undefined && kept !== undefined)
    stretches.push({ start: kept.end, end: members.at(-1)!.end, text: "" }); // `first` is one
  return stretches;
}

function blockRemovals(
  { source: { text }, members, isList }: Collection,
  removed: ReadonlySet<string>,
): readonly Stretch[] | undefined {
  const stretches: Stretch[] = [];
  for (const [index, member] of members.entries()) {
    if (!removed.has(member.key)) continue;
    const start = lineStart(text, member.start);
    const before = text.slice(start, member.start);
    if (!isLastOfLine(text, member.end)) return undefined;
    if (isList ? /^[ ]*-[ \t]+$/.test(before) : /^[ \t]*$/.test(before)) {
      const first = withCommentsAbove(text, start, members[index - 1]?.end ?? 0);
      const end = behindBlankLines(text, behindLineEnd(text, lineEnd(text, member.end)));
      // Of a last line without an end the one before it goes.
      const isUnended = end === lineEnd(text, member.end) && end === text.length;
      stretches.push(
        isUnended
          ? { start: first - (text.slice(0, first).endsWith("\r\n") ? 2 : first > 0 ? 1 : 0), end, text: "" }
          : { start: first, end, text: "" },
      );
      continue;
    }
    // The first key of an item stands beside its dash: the next one takes its place.
    const next = members[index + 1];
    if (next === undefined || removed.has(next.key) || !/^[\s-]*$/.test(before)) return undefined;
    const between = text.slice(member.end, next.start).trim();
    // An item below its dash makes way for the next one.
    if (isList ? between !== "-" : between !== "" && !between.startsWith("#")) return undefined;
    stretches.push({ start: member.start, end: between.startsWith("#") ? member.end : next.start, text: "" });
  }
  return stretches;
}

/** Where the comments begin that stand right above a line, indented as it is: they are about what goes. */
function withCommentsAbove(text: string, start: number, least: number): number {
  const indent = /^[ \t]*/.exec(text.slice(start))![0]; // of any line there is one, which may be empty
  let first = start;
  while (first > least) {
    const above = lineStart(text, first - (text.slice(first - 2, first) === "\r\n" ? 2 : 1));
    if (above < least || !text.slice(above, first).startsWith(`${indent}#`)) return first;
    first = above;
  }
  return first;
}

/** Empty lines stay, but where a block scalar that keeps them (`|+`) may stand before: they would be its own. */
function behindBlankLines(text: string, from: number): number {
  if (!/[|>](?:\d?\+|\+\d)[ \t]*(?:#.*)?$/m.test(text)) return from;
  return from + /^(?:[ \t]*(?:\r\n?|\n))*/.exec(text.slice(from))![0].length; // a match of nothing is one
}
