import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { CORPUS, hasCorpus } from "../corpus.ts";
import { HARMLESS, plain, type Json } from "./harmless.ts";
import { gated } from "./judged.ts";

const ENTRY = "openapi.yaml";
const EXAMPLES = ["fitness", "fitness-without-sign-up", "telematics", "patient-monitoring"];
const REAL = [
  "real/traccar/openapi.yaml",
  "real/gotify/spec.json",
  "real/prometheus/api_v2_openapi.yaml",
  "real/xero/xero-projects.yaml",
  "real/keycloak/keycloak-18.0.0.yml",
];

describe("the gate passes in silence when", () => {
  for (const name of Object.keys(HARMLESS)) {
    test.each(EXAMPLES)(`${name}: %s`, async (example) => {
      await isSilent(path.join(import.meta.dirname, "../../examples", example, "openapi.yaml"), name);
    });
  }

  test.skipIf(!hasCorpus).each(Object.keys(HARMLESS))("%s: real descriptions", async (name) => {
    for (const file of REAL) await isSilent(path.join(CORPUS, file), name);
  });
});

async function isSilent(file: string, name: string): Promise<void> {
  const text = readFileSync(file, "utf8");
  const description: Json = plain(
    text.trimStart().startsWith("{") ? JSON.parse(text) : parse(text, { maxAliasCount: -1 }),
  );
  const base = new Map([[ENTRY, JSON.stringify(description, undefined, 2)]]);
  const { gate } = await gated(base, HARMLESS[name]!(description, ENTRY), ENTRY);
  const told = gate.changes.map(({ kind, text: words }) => `${kind}: ${words}`);
  expect([path.basename(path.dirname(file)), gate.decision, ...gate.because, ...told]).toEqual([
    path.basename(path.dirname(file)),
    "pass",
  ]);
}
