import { grouped } from "../../core/grouped.ts";
import type { Document } from "../../load/document.ts";
import { splicedText, type Splice } from "./splices.ts";

/** Whole lines of a file, and the lines that replace them: none where the text is empty. */
export interface LineEdit {
  readonly file: string;
  readonly line: number;
  /** The last of them. */
  readonly endLine: number;
  readonly text: string;
}

/** Nobody reads a suggestion for a longer line, such as the only one of a minified file, and each would hold it whole. */
const LONGEST = 2000;

/**
 * Stretches as whole lines, such as a suggestion in a review replaces; stretches of one line are one edit. None where a
 * line is longer than anybody reads.
 */
export function lineEdits(document: Document, splices: readonly Splice[]): readonly LineEdit[] {
  return [...grouped(splices, ({ file }) => file)].flatMap(([file, own]) => {
    const { text, lines } = document.sourceOf(file);
    const isLong = (offset: number): boolean => {
      const { start, end } = lines.boundsOf(offset);
      return end - start > LONGEST;
    };
    if (own.some(({ start, end }) => isLong(start) || isLong(end))) return [];
    const blocks: { start: number; end: number; splices: Splice[] }[] = [];
    for (const splice of own) {
      const { start } = lines.boundsOf(splice.start);
      const behind = lines.boundsOf(splice.end);
      // What ends at the beginning of a line touches the line before it alone.
      const isOfLines = splice.end > splice.start && behind.start === splice.end;
      const end = isOfLines ? splice.end : behind.end;
      const last = blocks.at(-1);
      if (last !== undefined && start < last.end) {
        last.end = Math.max(last.end, end);
        last.splices.push(splice);
      } else blocks.push({ start, end, splices: [splice] });
    }
    return blocks.map(({ start, end, splices: some }): LineEdit => {
      const put = splicedText(
        text.slice(start, end),
        some.map((one) => ({ ...one, start: one.start - start, end: one.end - start })),
      );
      const first = lines.lineOf(start);
      return {
        file,
        line: first,
        endLine: Math.max(first, lines.lineOf(Math.max(start, end - 1))),
        text: put.replace(/(?:\r\n?|\n)$/, ""),
      };
    });
  });
}
