import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { AgentsReport } from "../../src/core/agents.ts";
import { agentsDocument } from "../../src/core/agents-schema.ts";
import { AGENTS_FORMAT_NAMES, AGENTS_FORMATS, type AgentsFormat } from "../../src/report/formats/registry.ts";
import { run } from "../cli/run.ts";
import { FORMAT_READERS, PLAIN_TEXT, type FormatReading } from "./format-checks.ts";
import { ATTACKS, UNSAFE } from "./hostile.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

async function fitnessAgents(): Promise<AgentsReport> {
  const { stdout } = await run(
    ["agents", "examples/fitness/openapi.yaml", "--as-of", "2026-01-31", "--format", "json"],
    { cwd: ROOT },
  );
  const report = agentsDocument.parse(JSON.parse(stdout));
  const [api] = report.apis;
  const [first, ...others] = api!.operations;
  const setBy = { pattern: "GET /v1/**", reason: "It is so.", computed: "confirm" as const };
  const finding = {
    rule: "lethal-combination",
    severity: "medium" as const,
    title: "One.",
    message: "It is so.",
    remediation: "Take one away.",
    evidence: ["The text says so."],
    file: "openapi.yaml",
    line: 1,
  };
  return { ...report, apis: [{ ...api!, operations: [{ ...first!, setBy }, ...others], findings: [finding] }] };
}

/** Words of the contract's own, which a description cannot choose. */
const KEPT = new Set("version kind tool asOf decision computed reason principal severity".split(" "));

function attacked(value: unknown, attack: string, key = ""): unknown {
  if (KEPT.has(key)) return value;
  if (typeof value === "string") return attack;
  if (Array.isArray(value)) return value.map((one) => attacked(one, attack));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, attacked(one, attack, name)]));
}

describe.each(AGENTS_FORMAT_NAMES)("text of a description stays text in decisions on agents as %s", (name) => {
  const { render }: AgentsFormat = AGENTS_FORMATS[name];
  const read = async (report: string): Promise<FormatReading> =>
    name === "json"
      ? { errors: agentsDocument.safeParse(JSON.parse(report)).error?.issues.map(({ message }) => message) ?? [] }
      : FORMAT_READERS[name](report);
  let report: AgentsReport;
  let honest: FormatReading;
  const hostile = (attack: string): AgentsReport => attacked(report, attack) as AgentsReport; // only texts were replaced
  beforeAll(async () => {
    report = await fitnessAgents();
    honest = await read(await render(hostile("plain"), PLAIN_TEXT));
  });

  const attacks = [...ATTACKS, "::error::x", "]]>", "\ufffe", "\ud800", '"', "%0A::error::x", ATTACKS.join(" ")];
  test.each(
    attacks.filter((attack) => attack.trim() !== "").map((attack) => [JSON.stringify(attack), attack] as const),
  )("%s", async (_name, attack) => {
    const text = await render(hostile(attack), PLAIN_TEXT);
    const { errors, shape } = await read(text);
    expect(errors).toEqual([]);
    expect(shape).toEqual(honest.shape);
    expect(text.replaceAll(/\r?\n/g, "").replaceAll("\\n", "")).not.toMatch(UNSAFE);
  });
});

test("a terminal shows what may be called first, in 80 columns", async () => {
  const { stdout, code } = await run(["agents", "examples/fitness/openapi.yaml", "--as-of", "2026-01-31"], {
    cwd: ROOT,
  });
  expect(code).toBe(0);
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  expect(stdout).toMatchInlineSnapshot(`
    "What agents may call: Spinhollow Rider API 4.12.0
    examples/fitness/openapi.yaml, 22 operations: 9 allow, 7 confirm, 6 deny, as of
    2026-01-31

    Allow (9)  An agent may call these by itself.
      changes only what is the caller's own
        PATCH /v1/me
        PUT /v1/me/settings
      returns the caller's own data
        GET /v1/me  picture at 2xx avatarUrl
        GET /v1/me/settings
        GET /v1/me/workouts  health data at 2xx items[].averageHeartRate
        GET /v1/me/workouts/{workoutId}/heart-rate  health data at 2xx samples
      returns no personal data
        GET /v1/feed
        GET /v1/classes
        GET /health

    Confirm (7)  An agent may call these once a person has seen and confirmed this
      very call.
      buys, orders or subscribes
        POST /v1/me/bookings
      changes what others see or own
        POST /v1/users/{userId}/follow-requests
      returns personal data of others
        GET /v1/users  demographic data at 2xx items[].ageGroup
        GET /v1/users/{userId}  demographic data at 2xx ageGroup
        GET /v1/users/{userId}/followers  demographic data at 2xx items[].ageGroup
        GET /v1/classes/{classId}/leaderboard  address at 2xx items[].rider.city
      returns personal data without a bound
        GET /v1/me/bikes  device identifiers at 2xx items[].serialNumber

    Deny (6)  No agent may call these: do not make them tools.
      returns, sets, issues or revokes credentials
        POST /v1/accounts  request password; also returns restricted data of
          others: health data at 2xx weightKg
        POST /v1/sessions  2xx accessToken
        POST /v1/sessions/refresh  2xx accessToken
        POST /v1/password-resets
        POST /v1/password-resets/completion  request newPassword
        POST /v1/me/bikes  request pairingCode
    "
  `);
});
