import path from "node:path";
import { expect, test } from "vitest";
import { RULES } from "../../src/rules/index.ts";
import { fixWords } from "../../src/rules/rule-page.ts";

test("the list of fixes names each rule, with its fixes or the reason for having none", async () => {
  const rows = RULES.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(
    (rule) => `- [${rule.id}](rules/${rule.id}.md): ${fixWords(rule)}`,
  );
  const intro =
    "This page lists, for each rule, the fixes that `sallyport fix` can make, with their certainty. A fix that is made only on request has the certainty `asked`. If a rule has no fix, the page gives the reason. [Fixing a description](fix.md) explains the terms.";
  await expect(`# Fixes by rule\n\n${intro}\n\n${rows.join("\n")}\n`).toMatchFileSnapshot(
    path.resolve(import.meta.dirname, "../../docs/fixes.md"),
  );
});
