import { expect, test } from "vitest";
import { isOfFuture, sentencesOf } from "../../src/lexicon/sentences.ts";

test.each([
  ["In a future version this requires a token.", true],
  ["From the next major release on, only owners may read it", true],
  ["Wird in einer künftigen Version entfernt.", true],
  ["Künftig nur für Verwalter", true],
  ["À l'avenir, seuls les propriétaires y ont accès.", true],
  ["En una versión futura requiere un token.", true],
  ["Numa versão futura exige um token.", true],
  ["The item will be removed from the cart.", false],
  ["The date must be in the future.", false],
  ["Lists future appointments", false],
  ["Liefert künftige Termine", false],
  ["The server will verify the number.", false],
])("%j is about a later version: %s", (sentence, isFuture) => {
  expect(isOfFuture(sentence)).toBe(isFuture);
});

test("what is planned is no sentence of today", () => {
  expect(sentencesOf("Anyone may call it. In a future version only owners may.")).toEqual(["Anyone may call it"]);
});
