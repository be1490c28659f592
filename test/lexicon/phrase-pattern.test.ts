import { expect, test } from "vitest";
import { lexiconOf } from "../../src/lexicon/lexicon-of.ts";
import { phrasePattern, withPlainSigns } from "../../src/lexicon/phrase-pattern.ts";

const isFound = (text: string, added: readonly string[] = []): boolean =>
  new RegExp(phrasePattern(lexiconOf({ "at-most": added }).alternatives("at-most")), "u").test(withPlainSigns(text));

test.each([
  ["At most 50.", true],
  ["Jusqu’à 50.", true],
  ["Up-to: 50", true],
  ["up  to 50", true],
  ["up   to 50", false],
  ["Höchstens 50.", true],
  ["HÖCHSTENS 50", true],
  ["Startup to watch", false],
  ["max_results", false],
  ["the climax", false],
  ["maxé", false],
])("a phrase that states a largest value in %j: %j", (text, found) => {
  expect(isFound(text)).toBe(found);
});

test.each(["deckel %", "c#", "plus/minus", "(höchst)", "a-b", "-"])("an added word may have signs: %s", (word) => {
  expect(isFound(`Wie viele, ${word} 50`, [word])).toBe(true);
});
