import type { Range } from "../../core/place.ts";
import type { Document } from "../../load/document.ts";
import type { DescriptionChange } from "../../operations/fixes/fix.ts";
import { lineEdits, type LineEdit } from "./line-edits.ts";
import { splicesOf } from "./splices.ts";
import { isUtf8, losesComment } from "./text-obstacles.ts";

/** A stretch of a file, and the text that replaces it. */
export interface TextEdit extends Range {
  readonly file: string;
  readonly text: string;
}

/** Changes as edits of the files' text: of stretches, and the same of whole lines. */
export interface TextEdits {
  readonly text: readonly TextEdit[];
  readonly lines: readonly LineEdit[];
}

/** A review is read by people: a fix of more places than these is made by a program. */
const MOST_EDITS = 100;

/**
 * Changes as edits of the files' text, for tools that know lines and columns alone; `undefined` where they cannot be made so.
 * `keepsComments`: nor where a comment would go.
 */
export function textEdits(
  document: Document,
  changes: readonly DescriptionChange[],
  { keepsComments }: { readonly keepsComments: boolean },
): TextEdits | undefined {
  if (changes.length > MOST_EDITS) return undefined;
  const spliced = splicesOf(document, changes);
  if ("refused" in spliced) return undefined;
  const isRefused = spliced.splices.some((splice) => {
    const source = document.sourceOf(splice.file);
    return !isUtf8(source) || (keepsComments && losesComment(source, splice));
  });
  if (isRefused) return undefined;
  return {
    text: spliced.splices.map(({ file, start, end, text }) => ({
      file,
      ...document.sourceOf(file).lines.rangeOf(start, end),
      text,
    })),
    lines: lineEdits(document, spliced.splices),
  };
}
