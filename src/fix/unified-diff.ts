import { splicedText, type Stretch } from "../review/text/splices.ts";

/** Lines that are shown around a change, as other tools show them. */
const CONTEXT = 3;

/**
 * The change of one file as a unified diff, such as `git apply` and `patch` read: the stretches tell which lines they are, so
 * that nothing has to be compared. `shown` is what becomes of a line before it is printed.
 */
export function unifiedDiff(
  file: string,
  before: string,
  stretches: readonly Stretch[],
  shown: (line: string) => string = (line) => line,
): string {
  const lines = linesOf(before);
  const blocks = blocksOf(lines, before, stretches);
  if (blocks.length === 0) return "";
  const hunks: string[] = [];
  let shift = 0;
  for (const group of nearby(blocks)) {
    const first = Math.max(0, group[0]!.from - CONTEXT); // a group has one at least
    const last = Math.min(lines.length, group.at(-1)!.to + CONTEXT);
    const body: string[] = [];
    let at = first;
    let come = 0;
    for (const { from, to, lines: put } of group) {
      for (; at < from; at += 1) body.push(lineText(" ", lines[at]!, shown));
      for (; at < to; at += 1) body.push(lineText("-", lines[at]!, shown));
      for (const line of put) body.push(lineText("+", line, shown));
      come += put.length - (to - from);
    }
    for (; at < last; at += 1) body.push(lineText(" ", lines[at]!, shown));
    const was = last - first;
    hunks.push(`@@ -${rangeText(first, was)} +${rangeText(first + shift, was + come)} @@\n${body.join("")}`);
    shift += come;
  }
  return `--- ${nameText(`a/${file}`)}\n+++ ${nameText(`b/${file}`)}\n${hunks.join("")}`;
}

/** Whole lines that go, from one up to another, and those that come in their place. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** Lines with their ends; the last may have none. */
function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function blocksOf(lines: readonly string[], before: string, stretches: readonly Stretch[]): readonly Block[] {
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length;
  }
  const lineAt = (wanted: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= wanted) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const groups: { from: number; to: number; stretches: Stretch[] }[] = [];
  for (const stretch of stretches.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const from = lineAt(stretch.start);
    const to = lineAt(Math.max(stretch.start, stretch.end)) + 1;
    const last = groups.at(-1);
    if (last !== undefined && from < last.to) {
      last.to = Math.max(last.to, to);
      last.stretches.push(stretch);
    } else groups.push({ from, to, stretches: [stretch] });
  }
  return groups.flatMap(({ from, to, stretches: own }): Block[] => {
    const start = starts[from] ?? 0;
    const end = starts[to] ?? before.length;
    const text = before.slice(start, end);
    const is = linesOf(
      splicedText(
        text,
        own.map((one) => ({ ...one, start: one.start - start, end: one.end - start })),
      ),
    );
    const was = lines.slice(from, to);
    // Lines that only stand within the stretch are the same before and after.
    let head = 0;
    while (head < was.length && head < is.length && was[head] === is[head]) head += 1;
    let tail = 0;
    while (tail < was.length - head && tail < is.length - head && was.at(-1 - tail) === is.at(-1 - tail)) tail += 1;
    if (head === was.length && head === is.length) return [];
    return [{ from: from + head, to: to - tail, lines: is.slice(head, is.length - tail) }];
  });
}

/** Blocks whose surroundings meet are shown in one hunk. */
function nearby(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (last !== undefined && block.from - last.at(-1)!.to <= 2 * CONTEXT) last.push(block);
    else groups.push([block]);
  }
  return groups;
}

function lineText(mark: " " | "-" | "+", line: string, shown: (line: string) => string): string {
  const text = line.endsWith("\n") ? line.slice(0, -1) : line;
  return `${mark}${shown(text)}\n${line.endsWith("\n") ? "" : "\\ No newline at end of file\n"}`;
}

/** Of nothing the line before it is named (POSIX, diff -u). */
function rangeText(first: number, count: number): string {
  return count === 1 ? `${first + 1}` : `${count === 0 ? first : first + 1},${count}`;
}

/** A name with what ends a line, or looks like a quote, as git writes it. */
function nameText(name: string): string {
  return /["\\\n\r\t]/.test(name) ? JSON.stringify(name) : name;
}
