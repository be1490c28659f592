import { expect, test } from "vitest";
import { abbreviates, GOOD } from "../../../src/data/abbreviations/abbreviates.ts";

test.each([
  ["benef", "beneficiario", "cut off"],
  ["tarj", "tarjeta", "cut off before a vowel"],
  ["vctm", "victim", "without its vowels"],
  ["ofndr", "offender", "without its vowels, a pair of consonants once"],
  ["rtn", "return", "each consonant once"],
  ["mthly", "monthly", "consonants with one left out"],
  ["cte", "cliente", "its beginning and its end"],
  ["clmt", "claimant", "its beginning and its end"],
])("%s abbreviates %s: %s", (short, word) => {
  expect(abbreviates(short, word)).toBeGreaterThanOrEqual(GOOD);
  expect(abbreviates(short, word)).toBeLessThan(1);
});

test.each([
  ["nom", "apellido", "another letter first"],
  ["tac", "cta", "longer than the word's letters in this order"],
  ["cat", "contrato", "a vowel from within"],
  ["name", "nam", "longer than the word"],
])("%s does not abbreviate %s: %s", (short, word) => {
  expect(abbreviates(short, word)).toBeLessThan(GOOD);
});

test("a form that is cut off before a vowel is better than one that ends in one", () => {
  expect(abbreviates("benef", "beneficiario")).toBeGreaterThan(abbreviates("benefi", "beneficiario"));
});
