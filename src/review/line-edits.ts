import { grouped } from "../core/grouped.ts";
import type { Document } from "../load/document.ts";
import { behindLineEnd, lineEnd, lineStart } from "./collection-text.ts";
import { splicedText, type Splice } from "./splices.ts";

/** Whole lines of a file, and the lines that replace them: none where the text is empty. */
export interface LineEdit {
  readonly file: string;
  readonly line: number;
  /** The last of them. */
  readonly endLine: number;
  readonly text: string;
}

/** Stretches as whole lines, such as a suggestion in a review replaces; stretches of one line are one edit. */
export function lineEdits(document: Document, splices: readonly Splice[]): readonly LineEdit[] {
  return [...grouped(splices, ({ file }) => file)].flatMap(([file, own]) => {
    const { text, lines } = document.sourceOf(file);
    const blocks: { start: number; end: number; splices: Splice[] }[] = [];
    for (const splice of own) {
      const start = lineStart(text, splice.start);
      // What ends at the beginning of a line touches the line before it alone.
      const isOfLines = splice.end > splice.start && lineStart(text, splice.end) === splice.end;
      const end = isOfLines ? splice.end : behindLineEnd(text, lineEnd(text, splice.end));
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
        text: put.replace(/\r?\n$/, ""),
      };
    });
  });
}
