import { splicedText, type Stretch } from "../review/text/splices.ts";

/**
 * Two rounds of changes of one text as changes of it as it was: `then` are of the text that `first` makes of `before`.
 */
export function composedStretches(
  before: string,
  first: readonly Stretch[],
  then: readonly Stretch[],
): readonly Stretch[] {
  const between = splicedText(before, first);
  const groups: Group[] = [];
  for (const part of [...partsOf(first), ...then].toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = groups.at(-1);
    const isOfFirst = "was" in part;
    if (last !== undefined && part.start <= last.end) {
      last.end = Math.max(last.end, part.end);
      if (isOfFirst) last.grown += part.grown;
      else last.then.push(part);
    } else
      groups.push({
        start: part.start,
        end: part.end,
        grown: isOfFirst ? part.grown : 0,
        then: isOfFirst ? [] : [part],
      });
  }
  let shift = 0;
  return groups.map(({ start, end, grown, then: own }) => {
    const text = splicedText(
      between.slice(start, end),
      own.map((one) => ({ ...one, start: one.start - start, end: one.end - start })),
    );
    const from = start - shift;
    shift += grown;
    return { start: from, end: end - shift, text };
  });
}

/** What is changed in one stretch of the text between the two rounds. */
interface Group {
  start: number;
  end: number;
  /** How much longer the first round has made it. */
  grown: number;
  readonly then: Stretch[];
}

/** Where the stretches of the first round are in the text that they make. */
function partsOf(first: readonly Stretch[]): readonly { start: number; end: number; grown: number; was: Stretch }[] {
  let shift = 0;
  return first
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map((was) => {
      const start = was.start + shift;
      const grown = was.text.length - (was.end - was.start);
      shift += grown;
      return { start, end: start + was.text.length, grown, was };
    });
}
