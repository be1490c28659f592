import { expect, test } from "vitest";
import { shortened } from "../../src/core/prose.ts";

test.each([
  ["a text that fits", "Name an owner.", 14, "Name an owner."],
  ["between two words", "accept a name and look up the target", 22, "accept a name and …"],
  ["before a word that ends at the cut", "accept a name", 9, "accept …"],
  ["a short word that stands alone", "credentials", 8, "credent…"],
  ["a long word that stands alone", "sk_live_0123456789abcdef", 20, "…"],
  ["an address", "https://a.example", 12, "…"],
])("a text is cut where a reader loses nothing: %s", (_what, text, most, cut) => {
  expect(shortened(text, most)).toBe(cut);
  expect(cut.length).toBeLessThanOrEqual(most);
});
