import { byCodeUnit } from "../../core/compare.ts";
import { addTo, grouped } from "../../core/grouped.ts";
import type { ExcerptLine, Finding, FindingPlace } from "../../core/review.ts";

/** Lines of one file in their order, with every mark of the places that are shown in it. */
export interface MergedExcerpt {
  readonly file: string;
  readonly lines: readonly MergedLine[];
  /** Places whose lines are left out. */
  readonly untold: number;
}

/** A line with its marks in their order, and whether lines are left out before it. */
export interface MergedLine {
  readonly line: number;
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
  readonly isAfterGap: boolean;
}

/** The lines of a finding's places, those of one file in one excerpt of at most about `most` lines. */
export function mergedExcerpts({ places }: Pick<Finding, "places">, most: number): readonly MergedExcerpt[] {
  const shown = places.filter(({ excerpt }) => excerpt.length > 0);
  return [...grouped(shown, ({ file }) => file)].map(([file, some]) => mergedExcerpt(file, some, most));
}

function mergedExcerpt(file: string, places: readonly FindingPlace[], most: number): MergedExcerpt {
  // A long line is cut around what is marked in it, and so may stand there in several ways.
  const lines = new Map<string, ExcerptLine[]>();
  let untold = 0;
  for (const { excerpt } of places) {
    const fresh = excerpt.filter((line) => !lines.has(keyOf(line)));
    if (lines.size > 0 && lines.size + fresh.length > most) {
      untold += 1;
      continue;
    }
    for (const line of excerpt) addTo(lines, keyOf(line), line);
  }
  const inOrder = [...lines.values()].toSorted(
    ([a], [b]) => a!.line - b!.line || byCodeUnit(a!.text, b!.text), // each has one
  );
  return {
    file,
    untold,
    lines: inOrder.map((same, index) => {
      const { line, text } = same[0]!;
      return {
        line,
        text,
        marks: joined(same.flatMap(({ mark }) => (mark === null ? [] : [mark]))),
        isAfterGap: index > 0 && line > inOrder[index - 1]![0]!.line + 1,
      };
    }),
  };
}

function keyOf({ line, text }: ExcerptLine): string {
  return `${line} ${text}`;
}

/** Marks in their order, those that overlap made one. */
function joined(marks: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const apart: [number, number][] = [];
  for (const [start, end] of marks.toSorted((a, b) => a[0] - b[0])) {
    const last = apart.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else apart.push([start, end]);
  }
  return apart;
}
