import type { Location } from "../core/place.ts";
import type { ExcerptLine } from "../core/review.ts";
import type { Source } from "../load/source.ts";

/** Characters of a line that are shown. */
const WIDTH = 160;

/** The marked line with one before and one after it, blank ones left out, each cut to what a reader can take in. */
export function excerptOf(source: Source, location: Location): ExcerptLine[] {
  const lines: ExcerptLine[] = [];
  for (let line = location.line - 1; line <= location.line + 1; line += 1) {
    const text = source.lines.textOf(line);
    if (text === undefined) continue;
    if (line === location.line) lines.push(markedLine(line, text, location));
    else if (text.trim() !== "")
      lines.push({ line, text: text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text, mark: null });
  }
  return lines;
}

/** A long line, as of minified JSON, is cut around its mark; the columns of the mark are those of the text shown. */
function markedLine(line: number, text: string, { column, endLine, endColumn }: Location): ExcerptLine {
  const end = endLine === line ? endColumn : text.length + 1;
  const from = text.length <= WIDTH ? 0 : Math.max(0, Math.min(column - 1 - WIDTH / 4, text.length - WIDTH));
  const cut = text.slice(from, from + WIDTH);
  const before = from > 0 ? "…" : "";
  const after = from + WIDTH < text.length ? "…" : "";
  const shift = before.length - from;
  const start = column + shift;
  return {
    line,
    text: `${before}${cut}${after}`,
    mark: [start, Math.max(start + 1, Math.min(end + shift, cut.length + before.length + 1))],
  };
}
