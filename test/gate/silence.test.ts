import path from "node:path";
import { describe, expect, test } from "vitest";
import { CORPUS, hasCorpus } from "../corpus.ts";
import { shareOf } from "../thorough.ts";
import { HARMLESS, type Texts } from "./harmless.ts";
import { descriptionIn, gated } from "./judged.ts";

const ENTRY = "openapi.yaml";
const EXAMPLES = shareOf(["fitness", "fitness-without-sign-up", "telematics", "patient-monitoring"], 2);
const REAL = shareOf(
  [
    "real/gotify/spec.json",
    "real/traccar/openapi.yaml",
    "real/prometheus/api_v2_openapi.yaml",
    "real/keycloak/keycloak-18.0.0.yml",
    "real/xero/xero-projects.yaml",
  ],
  5,
);

describe("the gate passes in silence when", () => {
  for (const name of Object.keys(HARMLESS)) {
    test.each(EXAMPLES)(`${name}: %s`, async (example) => {
      await isSilent(path.join(import.meta.dirname, "../../examples", example, "openapi.yaml"), name);
    });
  }

  test.skipIf(!hasCorpus).each(shareOf(Object.keys(HARMLESS), 3))("%s: real descriptions", async (name) => {
    for (const file of REAL) await isSilent(path.join(CORPUS, file), name);
  });
});

const bases = new Map<string, Texts>();

async function isSilent(file: string, name: string): Promise<void> {
  const description = descriptionIn(file);
  const base = bases.get(file) ?? new Map([[ENTRY, JSON.stringify(description, undefined, 2)]]);
  bases.set(file, base);
  const { gate } = await gated(base, HARMLESS[name]!(description, ENTRY), ENTRY);
  // That limits are tighter is told, and is all that is told of that.
  const told = gate.changes
    .filter(({ kind }) => !(kind === "limit-tightened" && name === "limits are tightened"))
    .map(({ kind, text: words }) => `${kind}: ${words}`);
  expect([path.basename(path.dirname(file)), gate.decision, ...gate.because, ...told]).toEqual([
    path.basename(path.dirname(file)),
    "pass",
  ]);
}
