import { array, assert, constantFrom, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { globIndex } from "../../src/policy/glob-index.ts";
import { matchesGlob } from "../../src/policy/glob.ts";
import { processorTime } from "../processor-time.ts";
import { runsOf } from "../thorough.ts";

describe("an index of patterns", () => {
  test("finds what trying each of them finds", () => {
    const texts = string({ unit: constantFrom("a", "b", "/"), maxLength: 8 });
    const pattern = array(constantFrom("a", "b", "/", "?", "*", "**", "/**", "**/"), { maxLength: 6 }).map((parts) =>
      parts.join(""),
    );
    assert(
      property(array(pattern, { maxLength: 6 }), texts, (patterns, text) => {
        const fitting = patterns.flatMap((one, position) => (matchesGlob(one, text) ? [position] : []));
        const index = globIndex(patterns);
        expect(index.first(text)).toBe(fitting[0]);
        expect(index.all(text).toSorted((a, b) => a - b)).toEqual(fitting);
      }),
      { numRuns: runsOf(20_000, 1_000), seed: 1 },
    );
  });

  test.each([
    ["starts", (n: number) => `/things${n}/**`],
    ["ends", (n: number) => `*.things${n}`],
    ["segments", (n: number) => `/*/things${n}/*`],
  ])("tries few of very many that differ in their %s", (_, patternOf) => {
    const index = globIndex(Array.from({ length: 20_000 }, (__, n) => patternOf(n)));
    const start = processorTime();
    for (let n = 0; n < 20_000; n += 1) expect(index.first(`/v1/x${n}`)).toBeUndefined();
    expect(processorTime() - start).toBeLessThan(2_000);
  });
});
