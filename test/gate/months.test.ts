import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { registerIn } from "../../src/gate/register/read-register.ts";
import { repositoryWith, type TestRepository } from "./git-repository.ts";
import { longTest } from "../in-share.ts";

const REGISTER = ".sallyport/register.yaml";
const ALL = [
  "displayName: { type: string }",
  "birthDate: { type: string, format: date }",
  "medicalNotes: { type: string }",
];

/** Profiles that anybody reads; `at` is their path. */
function profiles({
  at = "/users/{userId}",
  fields = ALL,
  more = "",
  text = "The profile.",
  deprecated = false,
} = {}): string {
  return `openapi: 3.1.0
info: { title: Riders, version: "1", x-owner: Rider Apps }
servers: [{ url: https://api.rides.io }]
security: [{ token: [] }]
paths:
  ${at}:
    get:
      operationId: getProfile
      security: []
      deprecated: ${deprecated}
      parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200":
          description: ${text}
          content: { application/json: { schema: { $ref: "#/components/schemas/User" } } }
        "429": { description: Too many. }
${more}components:
  schemas:
    User:
      type: object
      properties:
        id: { type: string, format: uuid }
${fields.map((field) => `        ${field}\n`).join("")}  securitySchemes:
    token: { type: http, scheme: bearer }
`;
}
const VERSION = `  /version:
    get:
      security: []
      responses: { "200": { description: Now., content: { text/plain: { schema: { type: string, enum: [a] } } } } }
`;

/** The weekly page of the seven days up to one. */
async function week(own: TestRepository, asOf: string): Promise<string> {
  const since = new Date(Date.parse(`${asOf}T00:00:00Z`) - 6 * 86_400_000).toISOString().slice(0, 10);
  const { code, stdout, stderr } = await own.sallyport("register", "list", "--since", since, "--as-of", asOf);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout;
}

async function issues(own: TestRepository) {
  return (await registerIn(REGISTER, readFileSync(path.join(own.folder, REGISTER), "utf8"))).issues;
}

longTest("three months of one API: what the gate, the register and the weekly page say each time", async () => {
  const own = repositoryWith({});
  /** Merges what is there, with the register brought up to date. */
  const merged = async (text: string, on: string): Promise<void> => {
    own.commit({ "openapi.yaml": text }, on);
    expect((await own.sallyport("register", "update", "openapi.yaml", "--as-of", on)).code).toBe(0);
    own.commit({}, on);
    own.git("branch", "-f", "main", "HEAD");
  };
  /** The gate on a change that is made in the working tree, and undone. */
  const tried = async (text: string, on: string) => {
    own.write({ "openapi.yaml": text });
    const { code, gate } = await own.gate("--base", "main", "--as-of", on);
    own.git("checkout", "-q", "openapi.yaml");
    return { code, gate };
  };
  const pages: string[] = [];
  const page = async (title: string, on: string): Promise<void> =>
    void pages.push(`== ${title}\n${await week(own, on)}`);

  await merged(profiles(), "2026-01-05");
  await page("found", "2026-01-06");
  const found = (await issues(own)).find(({ rule }) => rule === "bola-other-users-data")!;
  await own.sallyport(
    "register",
    "assign",
    found.id,
    "--owner",
    "team-profiles",
    "--ticket",
    "SEC-12",
    "--as-of",
    "2026-01-07",
  );
  own.commit({}, "2026-01-07");
  own.git("branch", "-f", "main", "HEAD");
  await page("assigned", "2026-01-13");
  await page("overdue", "2026-02-10");
  await own.sallyport(
    "register",
    "accept",
    found.id,
    "--reason",
    "The app hides it",
    "--approver",
    "A. Berg, CISO",
    "--control",
    "WAF rule 7",
    "--until",
    "2026-03-10",
    "--as-of",
    "2026-02-12",
  );
  own.commit({}, "2026-02-12");
  own.git("branch", "-f", "main", "HEAD");
  await page("accepted", "2026-02-17");
  expect((await tried(profiles({ text: "A profile." }), "2026-03-10")).gate.overdue.map(({ id }) => id)).not.toContain(
    found.id,
  );

  await page("expired", "2026-03-16");
  const beside = await tried(profiles({ more: VERSION }), "2026-03-16");
  const touching = await tried(profiles({ deprecated: true }), "2026-03-16");
  const EXPIRED =
    /^Accepted until 2026-03-10, expired 6 days ago \(critical, sp-\w+, SEC-12, owner: team-profiles, approved by A\. Berg, CISO, control: WAF rule 7\)/;
  expect([beside.code, beside.gate.because, beside.gate.overdue]).toEqual([
    0,
    [],
    [expect.objectContaining({ due: "2026-03-10", touched: false, text: expect.stringMatching(EXPIRED) as unknown })],
  ]);
  expect([touching.code, touching.gate.because]).toEqual([1, [expect.stringMatching(EXPIRED)]]);

  await merged(profiles({ fields: ALL.slice(0, 2) }), "2026-03-18");
  await page("partly fixed", "2026-03-23");
  expect((await issues(own))[0]).toMatchObject({
    status: "accepted",
    severity: "high",
    partlyFixed: { on: "2026-03-18", places: 1 },
  });
  await merged(profiles({ at: "/profiles/{userId}", fields: ALL.slice(0, 2) }), "2026-03-25");
  await page("renamed", "2026-03-30");
  expect((await issues(own))[0]).toMatchObject({
    id: found.id,
    status: "accepted",
    firstSeen: "2026-01-05",
    partlyFixed: { places: 1 },
  });
  await merged(profiles({ at: "/profiles/{userId}", fields: [] }), "2026-04-01");
  await page("fixed", "2026-04-06");
  const back = await tried(profiles({ at: "/profiles/{userId}" }), "2026-04-08");
  expect([back.code, back.gate.because.length > 0]).toEqual([1, true]);
  await merged(profiles({ at: "/profiles/{userId}" }), "2026-04-08");
  await page("regressed", "2026-04-13");
  expect((await issues(own))[0]).toMatchObject({
    status: "regressed",
    fixed: "2026-04-01",
    regressed: "2026-04-08",
    due: "2026-04-15",
  });
  await own.sallyport("register", "sign", "openapi.yaml", "--by", "A. Berg", "--as-of", "2026-04-14");
  await own.sallyport(
    "register",
    "test",
    "openapi.yaml",
    "GET /profiles/{userId}",
    "--outcome",
    "failed",
    "--by",
    "QA",
    "--as-of",
    "2026-04-14",
  );
  own.commit({}, "2026-04-14");
  own.git("branch", "-f", "main", "HEAD");
  await page("signed and tested", "2026-04-20");
  await merged(profiles({ at: "/profiles/{userId}", fields: [...ALL, "phone: { type: string }"] }), "2026-04-22");
  await page("voided", "2026-04-27");
  await expect(pages.join("\n")).toMatchFileSnapshot("months.txt.snap");
  const { stdout } = await own.sallyport(
    "register",
    "list",
    "--since",
    "2026-04-08",
    "--format",
    "markdown",
    "--as-of",
    "2026-05-12",
  );
  await expect(stdout).toMatchFileSnapshot("months.md.snap");

  // One issue from the first day to the last, whatever it was called and whoever took it.
  const [last, ...others] = await issues(own);
  // The change of the description is none of the service.
  expect(others).toMatchObject([{ rule: "failed-authorization-test", status: "open" }]);
  expect(last).toMatchObject({
    id: found.id,
    owner: "team-profiles",
    ticket: "SEC-12",
    firstSeen: "2026-01-05",
    status: "regressed",
    due: "2026-04-15",
  });
});
