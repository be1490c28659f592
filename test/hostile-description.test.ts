import { readFileSync } from "node:fs";
import path from "node:path";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import type { ReviewEnvelope } from "../src/core/review.ts";
import { FORMAT_NAMES, REPORT_FORMATS, type ReportFormat } from "../src/report/formats/registry.ts";
import { envelopeIn, run } from "./cli/run.ts";
import { FORMAT_READERS, PLAIN_TEXT } from "./report/format-checks.ts";
import { ATTACKS, UNSAFE } from "./report/hostile.ts";
import { isThorough } from "./thorough.ts";
import { longTest } from "./in-share.ts";

/*
 * A whole description in which every text that its writer is free in, keys included, has an attack behind it: whatever
 * a rule or a report quotes of it reaches every format as text.
 */

const EVERY_OBJECT = path.join(import.meta.dirname, "every-object.yaml");
/** So many texts of one description are attacked where not everything is tried: those that stand beside each other. */
const TOGETHER = 12;
/** So many tests share the positions. */
const GROUPS = 8;
const EXAMPLES = path.join(import.meta.dirname, "../examples");
const attacks = [...ATTACKS.filter((attack) => attack.trim() !== ""), "::error::x", "=cmd|' /C calc'!A0", "]]>", '"'];
/** A few attacks at a time, so that each stands in many places: no text is longer than a reader would believe. */
const groups = Array.from({ length: 6 }, (_, n) => attacks.filter((__, index) => index % 6 === n).join(" "));

describe.each(["fitness", "telematics"])("%s, with attacks in every text", (name) => {
  const honest = load(readFileSync(`${EXAMPLES}/${name}/openapi.yaml`, "utf8"));

  test.each(groups.map((attack, index) => [index + 1, attack] as const))("group %i", async (_n, attack) => {
    const { stdout } = await run(["review", "-", "--format", "json", "--as-of", "2026-01-31"], {
      cwd: `${EXAMPLES}/${name}`,
      stdin: JSON.stringify(attacked(honest, attack, [])),
    });
    const envelope = envelopeIn(stdout);
    const [review] = envelope.reviews;
    expect(review!.operations.length).toBeGreaterThan(10);
    expect(JSON.stringify(review!.findings)).toContain(JSON.stringify(attack).slice(1, 20));
    await expectTextEverywhere(envelope);
  });
});

describe("an attack at one position, key or text, of a description that has every object of OpenAPI", () => {
  const positions = positionsIn(load(readFileSync(EVERY_OBJECT, "utf8")));
  const attack = `"'>=<img src=x onerror=alert(1)>](javascript:alert(1))|\`--\u202e\u001b[31m\u2028\r\n::error::]]>@team`;

  test("there are as many as one would think", () => {
    expect(positions.length).toBeGreaterThan(500);
  });

  const honest = load(readFileSync(EVERY_OBJECT, "utf8"));
  // Each attack has its number behind it, by which it is known in a report.
  const tried = positions.map((position, index) => ({ position, attack: `${attack}${index}#` }));
  const together = isThorough ? 1 : TOGETHER;
  const inputs = tried.flatMap((_, index) => (index % together === 0 ? [tried.slice(index, index + together)] : []));
  const shares = Array.from({ length: GROUPS }, (_, n) => inputs.filter((__, index) => index % GROUPS === n));
  const reached = new Set<string>();
  const seen = new Set<string>();

  test.each(shares.map((share, index) => [index + 1, share] as const))(
    "group %i",
    { timeout: 60_000 },
    async (_n, share) => {
      for (const some of share) {
        // From the last to the first, so that what is in something is attacked before that has another name.
        const input = some.reduceRight((value, one) => attackedAt(value, one.position, one.attack), honest);
        const { stdout } = await run(["review", "-", "--format", "json", "--as-of", "2026-01-31"], {
          cwd: EXAMPLES,
          stdin: JSON.stringify(input),
        });
        const places = attackedPlaces(JSON.parse(stdout));
        for (const { position, attack: own } of some)
          if (stdout.includes(JSON.stringify(own.slice(-12)).slice(1, -1))) reached.add(position.join("/"));
        // A report is made of the envelope alone: where texts that were attacked before are, it has been looked at.
        if (places.every((place) => seen.has(place))) continue;
        for (const place of places) seen.add(place);
        await expectTextEverywhere(envelopeIn(stdout));
      }
    },
  );

  // It counts what the rows have shown.
  longTest("most of them reach a report", () => {
    expect(reached.size).toBeGreaterThan(150);
    expect(seen.size).toBeGreaterThan(isThorough ? 40 : 30);
  });
});

/** Where a text or the name of a key stands in a value: its path; of a key with `KEY` behind it. */
type Position = readonly (string | number)[];
const KEY = "(its key)";

function positionsIn(value: unknown, at: Position = []): readonly Position[] {
  if (typeof value === "string") return [at];
  if (Array.isArray(value)) return value.flatMap((one, index) => positionsIn(one, [...at, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [[...at, key, KEY], ...positionsIn(one, [...at, key])]);
}

/** Which texts of an envelope hold the attack: their paths, without numbers. */
function attackedPlaces(value: unknown, at = ""): readonly string[] {
  if (typeof value === "string") return value.includes("onerror=alert(1)") ? [at] : [];
  if (Array.isArray(value)) return value.flatMap((one) => attackedPlaces(one, `${at}/*`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => attackedPlaces(one, `${at}/${key}`));
}

/** The value with an attack behind the text, or the key, at one position. */
function attackedAt(value: unknown, [first, ...rest]: Position, attack: string): unknown {
  if (first === undefined) return `${String(value)}${attack}`;
  if (Array.isArray(value)) return value.map((one, index) => (index === first ? attackedAt(one, rest, attack) : one));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, one]) => {
      if (key !== first) return [key, one];
      return rest[0] === KEY ? [`${key}${attack}`, one] : [key, attackedAt(one, rest, attack)];
    }),
  );
}

async function expectTextEverywhere(envelope: ReviewEnvelope): Promise<void> {
  for (const name of FORMAT_NAMES) {
    const { render }: ReportFormat = REPORT_FORMATS[name];
    const report = await render(envelope, PLAIN_TEXT);
    const { errors } = await FORMAT_READERS[name](report);
    expect([name, errors]).toEqual([name, []]);
    expect(report.replaceAll(/\r?\n/g, "")).not.toMatch(UNSAFE);
  }
}

/** Keys whose values are words of OpenAPI's own, or have to be what they are. */
const GRAMMAR = new Set(
  "openapi swagger $ref type in format scheme bearerFormat required security url tokenUrl authorizationUrl refreshUrl pattern x-audience".split(
    " ",
  ),
);
/** Maps whose keys are names that the writer chose. */
const NAMED = new Set(["properties", "paths", "mapping", "examples", "variables", "headers", "links", "x-anything"]);

/** The value with an attack behind every free text and every free name in it. */
function attacked(value: unknown, attack: string, at: readonly string[]): unknown {
  const key = at.at(-1) ?? "";
  if (typeof value === "string") return GRAMMAR.has(key) ? value : `${value} ${attack}`;
  if (Array.isArray(value)) return GRAMMAR.has(key) ? value : value.map((one) => attacked(one, attack, [...at, key]));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [
      NAMED.has(key) && !name.startsWith("x-") ? `${name}${attack}` : name,
      key === "security" ? child : attacked(child, attack, [...at, name]),
    ]),
  );
}
