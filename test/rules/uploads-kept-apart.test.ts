import { expect, test } from "vitest";
import { statedIn } from "../../src/lexicon/statements.ts";

/* Whether a name that comes with a file is one under which the file is kept. */

test.each<[string, boolean]>([
  ["The file name is retained as it came.", true],
  ["The file name is kept as metadata only.", false],
  ["The name is normalised, and the original name is stored.", false],
  ["Der Dateiname wird nur als Metadatum gespeichert.", false],
  ["Der Dateiname wird gespeichert.", true],
  ["Le nom d'origine est conservé comme métadonnée.", false],
  ["Le nom d'origine est conservé.", true],
  ["El nombre original se guarda solo como metadato.", false],
  ["El nombre original se guarda.", true],
  ["O nome original é guardado só como metadado.", false],
  ["O nome original é guardado.", true],
])("%s", (sentence, isKept) => {
  expect(statedIn(sentence).has("any-file")).toBe(isKept);
});
