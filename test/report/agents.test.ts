import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { AgentsReport } from "../../src/core/agents.ts";
import { agentsDocument } from "../../src/core/agents-schema.ts";
import { AGENTS_FORMAT_NAMES, AGENTS_FORMATS, type AgentsFormat } from "../../src/report/formats/registry.ts";
import { run } from "../cli/run.ts";
import { FORMAT_READERS, PLAIN_TEXT, type FormatReading } from "./format-checks.ts";
import { shareOf } from "../thorough.ts";
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
  test.each(
    attacks.filter((attack) => attack.trim() !== "").map((attack) => [JSON.stringify(attack), attack] as const),
  )("%s", async (_name, attack) => {
    const text = await render(hostile(attack), PLAIN_TEXT);
    const { errors, shape } = await read(text);
    expect(errors).toEqual([]);
    expect(shape).toEqual(honest.shape);
    expect(UNSAFE.exec(text.replaceAll(/\r?\n/g, "").replaceAll("\\n", ""))?.[0]).toBe(undefined);
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
    examples/fitness/openapi.yaml, 22 operations: 10 allow, 6 confirm, 6 deny, as of
    2026-01-31

    Finding (low)  An agent may read private data (GET /v1/me and 8 more) and texts
      that others write (GET /v1/feed), and can send data out: PUT /v1/me/settings.
      examples/fitness/openapi.yaml:234
      Severity reduced: a person confirms each call that sends data out.
      Fix: Take one of the three abilities away from this agent: deny the calls that
      send data out, or let one agent read private data and another read texts by
      others. Until then, let a person see and confirm each call that sends data
      out.

    Finding (low)  Agents may call 2 changes that take effect again when repeated,
      and no idempotency key identifies a repeated request.
      examples/fitness/openapi.yaml:340
      Fix: Accept an idempotency key, in a header or field, and return the first
      result for the same key and caller. Or let the client choose the identifier,
      with PUT.

    Allow (10)  An agent may call these by itself.
      Returns personal data in a list without a limit
        GET /v1/me/bikes  2xx items[].serialNumber: device identifier; also
          returns the caller's own data: 2xx items[].serialNumber: device identifier
      Changes only objects of the caller's own
        PATCH /v1/me
      Returns the caller's own data
        GET /v1/me  2xx avatarUrl: picture
        GET /v1/me/settings
        GET /v1/me/workouts  2xx items[].averageHeartRate: health data
      Returns data of the caller's account, if the server keeps accounts apart
        GET /v1/me/workouts/{workoutId}/heart-rate  2xx samples: health data
      Returns what the review counts as other people's data
        GET /v1/classes/{classId}/leaderboard  2xx items[].rider.city: address
      Returns no personal data, or only the name and picture of an author
        GET /v1/feed
        GET /v1/classes
        GET /health

    Confirm (6)  An agent may call these once a person has seen and confirmed this
      very call.
      Shares an object with others
        PUT /v1/me/settings
      Makes, changes or cancels an order, a purchase or a subscription
        POST /v1/me/bookings  also changes an object that others see or own
      Changes an object that others see or own
        POST /v1/users/{userId}/follow-requests
      Has a high or critical finding in the review
        GET /v1/users  Privacy setting is enforced only by the app
        GET /v1/users/{userId}  Privacy setting is enforced only by the app
        GET /v1/users/{userId}/followers  Privacy setting is enforced only by the
          app

    Deny (6)  No agent may call these: do not make them tools.
      Returns, sets, issues or revokes credentials
        POST /v1/accounts  request password
        POST /v1/sessions  2xx accessToken
        POST /v1/sessions/refresh  2xx accessToken
        POST /v1/password-resets
        POST /v1/password-resets/completion  request newPassword
        POST /v1/me/bikes  request pairingCode
    "
  `);
});

test("a finding says where it is and what to do, and a column that says nothing is left out", async () => {
  const report = await fitnessAgents();
  const render = (name: "text" | "markdown" | "html"): string | Promise<string> =>
    AGENTS_FORMATS[name].render(report, PLAIN_TEXT);
  expect(await render("text")).toContain("  openapi.yaml:1\n  The text says so.\n  Fix: Take one away.\n");
  const markdown = await render("markdown");
  expect(markdown).toContain("| medium | It is so. | `openapi.yaml:1` | The text says so. | Take one away. |");
  expect(markdown).toContain("### Changes only objects of the caller's own\n\n| Operation | What it is |\n");
  expect(await render("html")).not.toContain("Why: none");
});
