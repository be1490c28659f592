import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { ImpactAssessment } from "../../src/core/impact.ts";
import { impactDocument } from "../../src/core/impact-schema.ts";
import { IMPACT_FORMAT_NAMES, IMPACT_FORMATS, type ImpactFormat } from "../../src/report/formats/registry.ts";
import { run } from "../cli/run.ts";
import { FORMAT_READERS, PLAIN_TEXT, type FormatReading } from "./format-checks.ts";
import { shareOf } from "../thorough.ts";
import { ATTACKS, UNSAFE } from "./hostile.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** An assessment with something in each of its parts. */
async function fitnessImpact(): Promise<ImpactAssessment> {
  const selected = ["--schema", "Profile", "--operation", "PATCH /v1/me", "--operation", "POST /v1/me/bikes"];
  const { stdout } = await run(
    ["impact", "examples/fitness/openapi.yaml", ...selected, "--as-of", "2026-01-31", "--format", "json"],
    { cwd: ROOT },
  );
  const impact = impactDocument.parse(JSON.parse(stdout));
  const operations = ["GET /v1/users", "GET /v1/users/{userId}"];
  return {
    ...impact,
    since: {
      events: [
        {
          kind: "began",
          commit: "0123456789abcdef",
          date: "2026-01-05",
          file: "a.yaml",
          operations,
          text: "It came.",
          unsure: 1,
        },
      ],
      beganBefore: true,
      days: 26,
      commits: 3,
      reviewed: 2,
      unknown: ["The clone is shallow."],
    },
    otherApis: [
      {
        relation: "schema",
        api: "Coach API 2",
        file: "coach.yaml",
        owner: "Coaches",
        text: "Profile is there too.",
        operations,
      },
    ],
    rotate: [{ text: "Every key.", operations }],
    scope: { ...impact.scope, elsewhere: [{ file: "coach.yaml", places: impact.scope.places.slice(0, 2) }] },
  };
}

/** Words of the contract's own, which a description cannot choose. */
const KEPT = new Set(
  "version kind tool asOf severity question relation callers way admission direction whose sensitivity status rule".split(
    " ",
  ),
);

function attacked(value: unknown, attack: string, key = ""): unknown {
  // Callers are a word of the contract beside an operation, and entries of their own above.
  if (KEPT.has(key) && !Array.isArray(value)) return value;
  if (typeof value === "string") return attack;
  if (Array.isArray(value)) return value.map((one) => attacked(one, attack, typeof one === "string" ? key : ""));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, attacked(one, attack, name)]));
}

describe.each(IMPACT_FORMAT_NAMES)("text of a description stays text in an assessment as %s", (name) => {
  const { render }: ImpactFormat = IMPACT_FORMATS[name];
  const read = async (report: string): Promise<FormatReading> =>
    name === "json" ? { errors: readJson(report) } : FORMAT_READERS[name](report);
  let impact: ImpactAssessment;
  let honest: FormatReading;
  const hostile = (attack: string): ImpactAssessment => attacked(impact, attack) as ImpactAssessment; // only texts were replaced
  beforeAll(async () => {
    impact = await fitnessImpact();
    honest = await read(await render(hostile("plain"), PLAIN_TEXT));
  });

  const attacks = [
    ATTACKS.join(" "),
    ...shareOf(ATTACKS, 12),
    "::error::x",
    "]]>",
    "\ufffe",
    "\ud800",
    '"',
    "%0A::error::x",
  ];
  // Where nothing is said a cell is empty, and columns that are empty all the way down are left out.
  const said = attacks.filter((attack) => attack.trim() !== "");
  test.each(said.map((attack) => [JSON.stringify(attack), attack] as const))("%s", async (_name, attack) => {
    const report = await render(hostile(attack), PLAIN_TEXT);
    const { errors, shape } = await read(report);
    expect(errors).toEqual([]);
    expect(shape).toEqual(honest.shape);
    expect(UNSAFE.exec(report.replaceAll(/\r?\n/g, "").replaceAll("\\n", ""))?.[0]).toBe(undefined);
  });

  test("the same assessment gives the same bytes", async () => {
    expect(await render(impact, PLAIN_TEXT)).toBe(await render(await fitnessImpact(), PLAIN_TEXT));
  });
});

function readJson(report: string): readonly string[] {
  const { success, error } = impactDocument.safeParse(JSON.parse(report));
  return success ? [] : error.issues.map(({ message }) => message);
}

test("what a terminal shows first answers all seven questions, in 80 columns and on one screen", async () => {
  const { stdout } = await run(
    ["impact", "examples/fitness/openapi.yaml", "--operation", "getUser", "--as-of", "2026-01-31"],
    { cwd: ROOT },
  );
  const [first = ""] = stdout.split("\nWhat was reported");
  for (const question of ["How bad?", "Since when?", "Where else?", "What now?", "Who?", "Until when?", "Not known?"])
    expect(first).toMatch(new RegExp(`^${question.replace("?", String.raw`\?`)} +\\S`, "m"));
  expect(first.split("\n").length).toBeLessThan(28);
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
});
