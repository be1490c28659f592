import { expect, test } from "vitest";
import { affirms, denies } from "../../src/lexicon/denial.ts";
import { wordsInOrder } from "../../src/lexicon/name-tokens.ts";
import { apiOfPart } from "../rules/description-of.ts";

const { lexicon } = await apiOfPart("");

test.each([
  ["There is no limit", true],
  ["No se comprueba el importe", true],
  ["O valor não é verificado", true],
  ["Não é verificado no servidor", true],
  ["A chave está embutida no aplicativo e nas lojas", false],
  ["A app e o servidor comparam os dados no momento da compra", false],
  ["The server checks it", false],
  ["We don't check it", true],
  ["It isn’t compared with the token", true],
  ["Others cannot read it", true],
  ["You needn't log in", true],
  ["Our dons check it", false],
])("%s: %s", (sentence, expected) => {
  expect(denies(wordsInOrder(sentence), lexicon)).toBe(expected);
});

test.each([
  ["Public data", true],
  ["Non-public data", false],
  ["Page non publique", false],
  ["Non, the data is public", true],
])("a denial of the next word alone: %s", (sentence, expected) => {
  expect(affirms(wordsInOrder(sentence), lexicon, "said-public")).toBe(expected);
});
