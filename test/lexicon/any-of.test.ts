import { describe, expect, it } from "vitest";
import { anyOf, inSmallLetters } from "../../src/lexicon/any-of.ts";

describe("any of some expressions", () => {
  const told = anyOf(/unknown account/, /(?:kunde|mitglied) (?:\S+ ){0,2}nicht gefunden/, /aucun\p{L}* utilisateur/u);
  it.each([
    ["unknown account", true],
    ["Error: Unknown Account.", true],
    ["UNKNOWN ACCOUNT", true],
    ["Der Kunde wurde nicht gefunden", true],
    ["AUCUNE UTILISATEUR", true],
    ["an unknown accountant", false],
    ["éunknown account", false],
    ["unknown-account", false],
  ])("in %j are words of their own, in capitals or small letters: %j", (text, isTold) => {
    expect(told.test(text)).toBe(isTold);
  });
});

describe("an expression in small letters", () => {
  it.each([
    ["ÜBERPRÜFT DEN SCHLÜSSEL", true],
    ["überprüft", true],
    ["geprüft", false],
  ])("fits %j, accents or not: %j", (text, fits) => {
    expect(inSmallLetters(/\büberprüft|^überprüft/u).test(text)).toBe(fits);
  });
});
