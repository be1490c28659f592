import { expect, test } from "vitest";
import { lexiconOf } from "../../src/lexicon/lexicon-of.ts";
import { wordsInOrder, wordsOf } from "../../src/lexicon/name-tokens.ts";

const lexicon = lexiconOf();

test.each([
  ["search", "search", true],
  ["suche", "search", true],
  ["búsqueda", "search", true],
  ["busqueda", "search", true],
  ["loeschen", "delete", true],
  ["löschen", "delete", true],
  ["excluir", "delete", true],
  ["search", "delete", false],
  ["pré visualizar", "preview", true],
  ["previsualizar", "preview", true],
  ["mettre à jour", "change", true],
  ["mettre a jour", "change", true],
  ["delete", "changes", true],
  ["delete", "reads", false],
  ["", "reads", false],
] as const)("%s is of %s: %s", (word, concept, is) => {
  expect(lexicon.is(word, concept)).toBe(is);
});

test("a concept is found in a name, phrases included", () => {
  expect(lexicon.has(wordsInOrder("/kunden/{id}/löschen"), "delete")).toBe(true);
  expect(lexicon.has(wordsInOrder("clientMettreAJour"), "change")).toBe(true);
  expect(lexicon.has(wordsOf("MiseÀJourClient"), "change")).toBe(true);
  expect(lexicon.has(wordsInOrder("mettre la table"), "change")).toBe(false);
  expect(lexicon.lengthAt(["mettre", "a", "jour", "x"], 0, "change")).toBe(3);
  expect(lexicon.lengthAt(["mettre", "a"], 0, "change")).toBe(0);
});

test("a plural is a word of its own as it stands, and none as the tokenizer gives it", () => {
  expect(lexicon.has(wordsInOrder("searches"), "search")).toBe(false);
  expect(lexicon.has(wordsOf("searches"), "search")).toBe(true);
});

test("the first of some concepts is told, and a foreign word in English", () => {
  expect(lexicon.which("loeschen", ["search", "delete"])).toBe("delete");
  expect(lexicon.which("tisch", ["search", "delete"])).toBeUndefined();
  expect(lexicon.inEnglish("erase", "action")).toBe("erase");
  expect(lexicon.inEnglish("stornieren", "action")).toBe("cancel");
  expect(lexicon.inEnglish("tisch", "action")).toBeUndefined();
});

test("words may be alternatives of an expression", () => {
  const cancels = new RegExp(String.raw`^may not be (?:${lexicon.alternatives("cancel")})$`);
  expect(cancels.test("may not be cancel")).toBe(true);
  expect(cancels.test("may not be seen")).toBe(false);
});

test("words that are added are those of one lexicon alone, in all spellings", () => {
  const own = lexiconOf({ cancel: ["rückabwickeln", "call it off"] });
  expect(own.is("rueckabwickeln", "cancel")).toBe(true);
  expect(own.is("callitoff", "changes")).toBe(true);
  expect(own.is("stornieren", "cancel")).toBe(true);
  expect(own.inEnglish("rueckabwickeln", "action")).toBe("cancel");
  expect(lexicon.is("rueckabwickeln", "cancel")).toBe(false);
});
