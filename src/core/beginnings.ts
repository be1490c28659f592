import { byCodeUnit } from "./compare.ts";
import { firstPlace } from "./first-place.ts";

/** Tells of texts whether they begin with one of some, of which there may be very many. */
export function beginsWithOneOf(beginnings: readonly string[]): (text: string) => boolean {
  // Of those that begin with another the other is enough: then only the last that does not come after a text can begin it.
  const needed: string[] = [];
  for (const beginning of beginnings.toSorted(byCodeUnit))
    if (needed.length === 0 || !beginning.startsWith(needed.at(-1)!)) needed.push(beginning);
  return (text) => {
    const at = firstPlace(needed.length, (index) => byCodeUnit(needed[index]!, text) > 0);
    return at > 0 && text.startsWith(needed[at - 1]!);
  };
}
