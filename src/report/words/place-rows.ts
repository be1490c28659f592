import type { Finding, FindingPlace } from "../../core/review.ts";
import { addTo } from "../../core/grouped.ts";

/** Operations at which a finding is about the same: the same ways in or out, at the same lines. */
export interface PlaceRow {
  readonly operations: readonly string[];
  /** `2xx items[].email`; empty where the places have none. */
  readonly ways: readonly string[];
  /** By file, in their order. */
  readonly lines: ReadonlyMap<string, readonly number[]>;
  readonly states: readonly NonNullable<FindingPlace["state"]>[];
  /** The line of each operation in the file of the finding, where each has one of its own; else `undefined`. */
  readonly ownLines: ReadonlyMap<string, number> | undefined;
}

/** The places of a finding, operation by ways in or out; operations with the same ways and lines are one row. */
export function placeRows({ places, file: main }: Pick<Finding, "places" | "file">): readonly PlaceRow[] {
  const ofOperation = new Map<string | null, FindingPlace[]>();
  for (const place of places) addTo(ofOperation, place.operation, place);
  const rows = new Map<string, FindingPlace[][]>();
  for (const own of ofOperation.values()) {
    const key = JSON.stringify(
      own.map(({ witness, file, line, state }) => [
        witness,
        witness === null ? "" : file,
        witness === null ? 0 : line,
        state,
      ]),
    );
    addTo(rows, key, own);
  }
  return [...rows.values()].map((groups) => {
    const all = groups.flat();
    const lines = new Map<string, Set<number>>();
    for (const { file, line } of all) lines.set(file, (lines.get(file) ?? new Set()).add(line));
    return {
      operations: groups.flatMap(([first]) => first?.operation ?? []),
      ways: [...new Set(groups[0]!.flatMap(({ witness }) => witness ?? []))],
      lines: new Map([...lines].map(([file, some]) => [file, [...some].toSorted((a, b) => a - b)] as const)),
      ownLines: ownLinesOf(groups, main),
      states: [...new Set(all.flatMap(({ state }) => (state === null || state === "unchanged" ? [] : [state])))],
    };
  });
}

/** Of operations that stand in a row and are placed where each of them is, the lines. */
function ownLinesOf(groups: readonly (readonly FindingPlace[])[], main: string): PlaceRow["ownLines"] {
  if (groups.length < 2) return undefined;
  const own = groups.map(([first, ...others]) =>
    first === undefined || others.length > 0 || first.operation === null || first.file !== main
      ? undefined
      : ([first.operation, first.line] as const),
  );
  const lines = new Map(own.filter((one) => one !== undefined));
  return lines.size === groups.length && new Set(lines.values()).size === groups.length ? lines : undefined;
}

/** Line numbers with those that follow each other as one: `3–5, 9`. */
export function lineRanges(lines: readonly number[]): readonly string[] {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last !== undefined && line === last[1] + 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
}
