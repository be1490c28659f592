import type { Location } from "../core/place.ts";
import type { ExcerptLine } from "../core/review.ts";
import type { Source } from "../load/source.ts";
import type { Mask } from "./mask.ts";

/** Characters of a line that are shown. */
const WIDTH = 160;
/** Characters around what is shown that are looked at: a credential that is cut in two would not be known. */
const MARGIN = 20_000;

/** The marked line with one before and one after it, blank ones left out, masked, each cut to what a reader can take in. */
export function excerptOf(source: Source, location: Location, mask: Mask): ExcerptLine[] {
  const lines: ExcerptLine[] = [];
  for (let line = location.line - 1; line <= location.line + 1; line += 1) {
    const text = source.lines.textOf(line);
    if (text === undefined) continue;
    if (line === location.line) lines.push(markedLine(line, text, location, mask));
    else if (text.trim() !== "") {
      const { text: shown } = mask.line(text.slice(0, WIDTH + MARGIN));
      lines.push({ line, text: shown.length > WIDTH ? `${shown.slice(0, WIDTH - 1)}…` : shown, mark: null });
    }
  }
  return lines;
}

/** A long line, as of minified JSON, is cut around its mark; the columns of the mark are those of the text shown. */
function markedLine(line: number, whole: string, { column, endLine, endColumn }: Location, mask: Mask): ExcerptLine {
  const last = endLine === line ? endColumn : whole.length + 1;
  const origin = Math.max(0, column - 1 - MARGIN);
  const { text, columnOf } = mask.line(whole.slice(origin, column + WIDTH + MARGIN));
  const first = columnOf(column - origin, "start");
  const end = Math.min(columnOf(Math.min(last, column + WIDTH + MARGIN) - origin, "end"), text.length + 1);
  const from = text.length <= WIDTH ? 0 : Math.max(0, Math.min(first - 1 - WIDTH / 4, text.length - WIDTH));
  const cut = text.slice(from, from + WIDTH);
  const before = from > 0 || origin > 0 ? "…" : "";
  const after = from + WIDTH < text.length ? "…" : "";
  const shift = before.length - from;
  const start = first + shift;
  return {
    line,
    text: `${before}${cut}${after}`,
    mark: [start, Math.max(start + 1, Math.min(end + shift, cut.length + before.length + 1))],
  };
}
