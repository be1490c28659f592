import type { Location } from "../core/place.ts";
import type { ExcerptLine } from "../core/review.ts";
import type { Source } from "../load/source.ts";
import type { Mask, MaskedLine } from "./mask.ts";

/** Characters of a line that are shown. */
const WIDTH = 160;
/** Characters around what is shown that are looked at: a credential that is cut in two would not be known. */
const MARGIN = 20_000;
/** Characters of a long line that are looked at together: what is shown of it may stand at ten thousand places. */
const STRETCH = 65_536;

/** The marked line with one before and one after it, blank ones left out, masked, each cut to what a reader can take in. */
export function excerptOf(source: Source, location: Location, mask: Mask): ExcerptLine[] {
  const lines: ExcerptLine[] = [];
  for (let line = location.line - 1; line <= location.line + 1; line += 1) {
    const text = source.lines.textOf(line);
    if (text === undefined) continue;
    if (line === location.line) lines.push(markedLine(source, line, text, location, mask));
    else if (text.trim() !== "") {
      const { text: shown } = stretchOf(source, line, text, 0, mask);
      lines.push({
        line,
        text: shown.length > WIDTH ? `${shown.slice(0, betweenWords(shown, WIDTH - 1, -1))}…` : shown,
        mark: null,
      });
    }
  }
  return lines;
}

/** A long line, as of minified JSON, is cut around its mark; the columns of the mark are those of the text shown. */
function markedLine(
  source: Source,
  line: number,
  whole: string,
  { column, endLine, endColumn }: Location,
  mask: Mask,
): ExcerptLine {
  const last = endLine === line ? endColumn : whole.length + 1;
  const { text, columnOf, origin } = stretchOf(source, line, whole, Math.floor((column - 1) / STRETCH), mask);
  const first = columnOf(column - origin, "start");
  const end = Math.min(columnOf(Math.min(last, column + WIDTH + MARGIN) - origin, "end"), text.length + 1);
  const around = text.length <= WIDTH ? 0 : Math.max(0, Math.min(first - 1 - WIDTH / 4, text.length - WIDTH));
  const from = Math.min(Math.max(0, first - 1), betweenWords(text, around, 1));
  const stop = Math.max(Math.min(end - 1, around + WIDTH), betweenWords(text, around + WIDTH, -1));
  const cut = text.slice(from, stop);
  const before = from > 0 || origin > 0 ? "…" : "";
  const after = stop < text.length ? "…" : "";
  const shift = before.length - from;
  const start = first + shift;
  return {
    line,
    text: `${before}${cut}${after}`,
    mark: [start, Math.max(start + 1, Math.min(end + shift, cut.length + before.length + 1))],
  };
}

/** The nearest cut on one side that is in no word; of a word that is longer than what a reader takes in, where it was. */
function betweenWords(text: string, at: number, side: 1 | -1): number {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  for (let cut = at; Math.abs(cut - at) <= LONGEST_WORD; cut += side)
    if (!/^\w{2}$/.test(text.slice(cut - 1, cut + 1))) return cut;
  return at;
}

const LONGEST_WORD = 40;

/** A stretch of a line with what stands around it, and the offset in the line at which that begins. */
interface MaskedStretch extends MaskedLine {
  readonly origin: number;
}

/** Each stretch is masked once. */
function stretchOf(source: Source, line: number, whole: string, index: number, mask: Mask): MaskedStretch {
  let ofMask = STRETCHES.get(mask);
  if (ofMask === undefined) STRETCHES.set(mask, (ofMask = new WeakMap()));
  let known = ofMask.get(source);
  if (known === undefined) ofMask.set(source, (known = new Map()));
  const key = `${line} ${index}`;
  let stretch = known.get(key);
  if (stretch === undefined) {
    const origin = Math.max(0, index * STRETCH - MARGIN);
    const text = whole.slice(origin, (index + 1) * STRETCH + WIDTH + MARGIN);
    known.set(key, (stretch = { ...maskedWithin(source, line, text, mask), origin }));
  }
  return stretch;
}

/**
 * A text of a line, masked together with the lines that it goes on from and in: a quoted text of YAML goes on behind a
 * backslash in any of its words.
 */
function maskedWithin({ lines }: Source, line: number, text: string, mask: Mask): MaskedLine {
  let before = "";
  for (let above = line - 1; above >= line - MOST_CONTINUED; above -= 1) {
    const other = lines.textOf(above);
    if (other === undefined || !isContinued(other)) break;
    before = `${other.slice(-WIDTH)}\n${before}`;
  }
  let after = "";
  for (let below = line, last = text; below < line + MOST_CONTINUED && isContinued(last); below += 1) {
    last = lines.textOf(below + 1) ?? "";
    after += `\n${last.slice(0, WIDTH)}`;
  }
  if (before === "" && after === "") return mask.line(text);
  const all = mask.line(before + text + after);
  const from = all.columnOf(before.length + 1, "start");
  const to = all.columnOf(before.length + text.length + 1, "end");
  return {
    text: all.text.slice(from - 1, to - 1),
    columnOf: (column, side) => Math.max(1, all.columnOf(column + before.length, side) - from + 1),
  };
}

/** Lines on either side that are looked at. */
const MOST_CONTINUED = 8;

function isContinued(line: string): boolean {
  return /(?:^|[^\\])(?:\\\\){0,100}\\$/.test(line.slice(-300));
}

const STRETCHES = new WeakMap<Mask, WeakMap<Source, Map<string, MaskedStretch>>>();
