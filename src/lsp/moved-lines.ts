/** Where the lines of one text are in another, by their numbers from 0; `undefined` of a line that is gone. */
export type MovedLines = (line: number) => number | undefined;

/**
 * Where the lines of a text are after a change of it: what stands before the first line that differs, and behind the last,
 * is what it was. Of what stands between nothing is known but that one line that was changed is still that line.
 */
export function movedLines(before: string, after: string): MovedLines {
  if (before === after) return (line) => line;
  const [old, now] = [linesOf(before), linesOf(after)];
  const most = Math.min(old.length, now.length);
  let first = 0;
  while (first < most && old[first] === now[first]) first += 1;
  let same = 0;
  while (same < most - first && old.at(-1 - same) === now.at(-1 - same)) same += 1;
  const end = old.length - same;
  const isOfOneLength = old.length === now.length;
  return (line) => {
    if (line < first || isOfOneLength) return line;
    return line >= end ? line + now.length - old.length : undefined;
  };
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/);
}
