import path from "node:path";
import { expect, test } from "vitest";
import { CORPUS, hasCorpus } from "../corpus.ts";
import { run } from "../cli/run.ts";

/** Two versions of a real API, and how many lines the gate may take: what a reviewer reads in a few minutes. */
test.skipIf(!hasCorpus).each([
  ["keycloak", "keycloak-18.0.0.yml", "keycloak-22.0.1.json", 80],
  ["adyen", "PayoutService-v40.yaml", "PayoutService-v51.yaml", 40],
  ["adyen", "BinLookupService-v50.yaml", "BinLookupService-v52.json", 40],
])("what changed of %s from %s to %s is told in a few lines", async (folder, before, after, most) => {
  const { code, stdout, stderr } = await run(["gate", after, "--base-file", before], {
    cwd: path.join(CORPUS, "real", folder),
  });
  expect([stderr, code < 2]).toEqual(["", true]);
  const lines = stdout.split("\n");
  expect(lines.length).toBeLessThan(most);
  expect(lines[1]).toContain(`${after} against`);
});
