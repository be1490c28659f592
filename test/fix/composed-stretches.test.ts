import * as fc from "fast-check";
import { expect, test } from "vitest";
import { composedStretches } from "../../src/fix/composed-stretches.ts";
import { splicedText, type Stretch } from "../../src/review/text/splices.ts";

/** Stretches of a text that are apart from each other. */
const stretchesOf = (length: number): fc.Arbitrary<readonly Stretch[]> =>
  fc.array(fc.tuple(fc.nat(length), fc.nat(4), fc.string({ maxLength: 4 })), { maxLength: 4 }).map((all) => {
    const stretches: Stretch[] = [];
    for (const [start, size, text] of all.toSorted(([a], [b]) => a - b)) {
      const end = Math.min(length, start + size);
      if (start > (stretches.at(-1)?.end ?? -1)) stretches.push({ start, end, text });
    }
    return stretches;
  });

test("two rounds of changes make of a text what one after the other makes of it", () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 30 }).chain((text) => fc.tuple(fc.constant(text), stretchesOf(text.length))),
      fc.nat(),
      ([text, first], seed) => {
        const between = splicedText(text, first);
        const [then] = fc.sample(stretchesOf(between.length), { numRuns: 1, seed });
        expect(splicedText(text, composedStretches(text, first, then!))).toBe(splicedText(between, then!));
      },
    ),
    { seed: 5, numRuns: 500 },
  );
});
