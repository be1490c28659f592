import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { registerIn } from "../../src/gate/register/read-register.ts";
import { envelopeIn } from "../cli/run.ts";
import { repositoryWith, type TestRepository } from "./git-repository.ts";
import { longTest, someOf } from "../in-share.ts";

const REGISTER = ".sallyport/register.yaml";

function api({ fields = "birthDate: { type: string, format: date }", parameter = "" } = {}): string {
  return `openapi: 3.1.0
info: { title: Riders, version: "1" }
servers: [{ url: https://api.rides.io }]
security: [{ token: [] }]
paths:
  /users/{userId}:
    get:
      security: []
      parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }${parameter}]
      responses:
        "200":
          description: The profile.
          content: { application/json: { schema: { type: object, properties: { id: { type: string, format: uuid }, ${fields} } } } }
  /version:
    get:
      responses: { "200": { description: Now., content: { text/plain: { schema: { type: string, enum: [a] } } } } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`;
}
/** Another operation, and that of the issue. */
const BESIDE = api().replace("enum: [a]", "enum: [a, b]");
const TOUCHING = api({ parameter: ", { name: fields, in: query, schema: { type: string, enum: [id] } }" });

function accept(own: TestRepository, id: string, until: string, asOf = "2026-01-10") {
  return own.sallyport(
    "register",
    "accept",
    id,
    "--reason",
    "The app hides it",
    "--approver",
    "CISO",
    "--control",
    "WAF rule 7",
    "--until",
    until,
    "--as-of",
    asOf,
  );
}

async function issueOf(own: TestRepository) {
  const { issues } = await registerIn(REGISTER, readFileSync(path.join(own.folder, REGISTER), "utf8"));
  return issues.find(({ rule }) => rule === "bola-other-users-data")!;
}

/** A repository whose register has the finding since 5 January, with settings on its main branch. */
async function known(settings = ""): Promise<TestRepository> {
  const own = repositoryWith({ "openapi.yaml": api(), "sallyport.yaml": settings });
  await own.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-05");
  merged(own);
  return own;
}

function merged(own: TestRepository): void {
  own.commit({});
  own.git("branch", "-f", "main", "HEAD");
}

describe("an acceptance that ran out blocks as an overdue issue does", () => {
  const EXPIRED =
    /^Accepted until 2026-03-01, expired 12 days ago \(high, sp-[0-9a-f]{10}, no owner, approved by CISO, control: WAF rule 7\): .* \(1 place.*\)$/;

  test.each(
    someOf<readonly [gate: string, beside: 0 | 1, touching: 0 | 1]>(
      [
        ["", 0, 1],
        ["gate: { overdue: touched }\n", 0, 1],
        ["gate: { overdue: all }\n", 1, 1],
        ["gate: { overdue: never }\n", 0, 0],
        ["gate: { overdue: all, expiredWaivers: report }\n", 0, 0],
      ],
      3,
    ),
  )("of the register, with %j", async (settings, beside, touching) => {
    const own = await known(settings);
    await accept(own, (await issueOf(own)).id, "2026-03-01");
    merged(own);
    for (const [text, code] of [
      [BESIDE, beside],
      [TOUCHING, touching],
    ] as const) {
      own.write({ "openapi.yaml": text });
      const { code: was, gate } = await own.gate("--base", "main", "--as-of", "2026-03-13");
      expect([was, gate.because]).toEqual([code, code === 1 ? [expect.stringMatching(EXPIRED)] : []]);
      expect(gate.overdue.map((one) => one.text)).toEqual([expect.stringMatching(EXPIRED)]);
      expect((await own.gate("--base", "main", "--as-of", "2026-03-01")).gate.overdue).toEqual([]);
    }
  });

  test.each(
    someOf<readonly [gate: string, beside: 0 | 1, touching: 0 | 1]>(
      [
        ["", 0, 1],
        ["gate: { overdue: all }\n", 1, 1],
        ["gate: { overdue: never }\n", 0, 0],
        ["gate: { expiredWaivers: report }\n", 0, 0],
      ],
      3,
    ),
  )("of sallyport.yaml, with %j", async (settings, beside, touching) => {
    const waiver =
      'waivers:\n  - { rule: bola-other-users-data, operation: "GET /users/{userId}", field: "2xx birthDate", reason: Meant, owner: riders, approver: CISO, until: 2026-03-01 }\n';
    const own = repositoryWith({ "openapi.yaml": api(), "sallyport.yaml": settings + waiver });
    for (const [text, code] of [
      [BESIDE, beside],
      [TOUCHING, touching],
    ] as const) {
      own.write({ "openapi.yaml": text });
      const { code: was, gate } = await own.gate("--base", "main", "--as-of", "2026-03-13");
      const told = expect.stringMatching(
        /^Accepted until 2026-03-01, expired 12 days ago \(approved by CISO, owner: riders\), and still there: bola-other-users-data, sallyport\.yaml:\d+ /,
      );
      expect([was, gate.because, gate.overdue.map((one) => one.text)]).toEqual([
        code,
        code === 1 ? [told] : [],
        [told],
      ]);
    }
  });
});

describe("--until", () => {
  test.each([
    ["", "2026-12-31", 0, ""],
    ["", "2027-01-10", 0, ""],
    [
      "",
      "2027-01-11",
      2,
      "--until 2027-01-11 is too late: a risk may be accepted for at most 365 days\nhint: The last day is 2027-01-10; accept.days",
    ],
    ["accept: { days: 90 }\n", "2026-04-11", 2, "at most 90 days\nhint: The last day is 2026-04-10"],
    ["accept: { days: 90 }\n", "2026-04-10", 0, ""],
    ["apis: [{ files: openapi.yaml, accept: { days: 1 } }]\n", "2026-01-12", 2, "at most 1 day\n"],
    ["", "2026-02-30", 2, "--until 2026-02-30 is not a date"],
    ["", "never", 2, "--until never is not a date"],
    ["", "2026-01-09", 2, "is over already"],
  ])("with %j: %s", async (settings, until, code, error) => {
    const own = await known(settings);
    const run = await accept(own, (await issueOf(own)).id, until);
    expect([run.code, run.stderr]).toEqual([code, expect.stringContaining(error)]);
  });

  longTest("that was written by hand holds no longer than the policy lets it", async () => {
    const own = await known("accept: { days: 30 }\n");
    await accept(own, (await issueOf(own)).id, "2026-02-01");
    const file = path.join(own.folder, REGISTER);
    own.commit({ [REGISTER]: readFileSync(file, "utf8").replace("until: 2026-02-01", "until: 2099-01-01") });
    merged(own);
    own.write({ "openapi.yaml": TOUCHING });
    const statusOn = async (day: string) => {
      const { stdout } = await own.sallyport("review", "openapi.yaml", "--format", "json", "--as-of", day);
      const finding = envelopeIn(stdout).reviews[0]!.findings.find(({ rule }) => rule === "bola-other-users-data")!;
      return [(await own.gate("--base", "main", "--as-of", day)).code, finding.status];
    };
    expect([await statusOn("2026-02-09"), await statusOn("2026-02-10")]).toEqual([
      [0, "accepted"],
      [1, "open"],
    ]);
    const list = await own.sallyport("register", "list", "--as-of", "2026-02-20");
    expect(list.stdout.replaceAll(/\s+/g, " ")).toContain(
      "accepted until 2026-02-09, expired 11 days ago, approved by CISO, control: WAF rule 7, reason: The app hides it",
    );
  });
});

test("what was accepted and becomes worse is open again; in part fixed it is accepted as what it is", async () => {
  const own = await known();
  await accept(own, (await issueOf(own)).id, "2026-06-30");
  own.write({
    "openapi.yaml": api({ fields: "birthDate: { type: string, format: date }, medicalNotes: { type: string }" }),
  });
  await own.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-20");
  expect(await issueOf(own)).toMatchObject({
    status: "open",
    severity: "critical",
    due: "2026-01-27",
    note: "Accepted as high by CISO; critical since 2026-01-20",
  });
  await accept(own, (await issueOf(own)).id, "2026-06-30", "2026-01-21");
  own.write({ "openapi.yaml": api() });
  await own.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-22");
  expect(await issueOf(own)).toMatchObject({ status: "accepted", severity: "high" });
});

test("an overdue issue is told with its days, its ticket, and the severity that it has by now", async () => {
  const own = repositoryWith({
    "openapi.yaml": api({ fields: "birthDate: { type: string, format: date }, medicalNotes: { type: string }" }),
  });
  await own.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-05");
  await own.sallyport("register", "assign", (await issueOf(own)).id, "--ticket", "SEC-12", "--owner", "riders");
  merged(own);
  own.write({ "openapi.yaml": api() });
  const { gate } = await own.gate("--base", "main", "--as-of", "2026-01-20");
  expect(gate.overdue.map(({ text }) => text)).toEqual([
    expect.stringMatching(
      /^Overdue since 2026-01-12 \(8 days, high now, was critical, sp-\w+, SEC-12, owner: riders, first seen 2026-01-05\)/,
    ),
  ]);
});

test.each([
  [["--since", "2026-02-30"], "--since 2026-02-30 is not a date"],
  [["--since", "2026-03-02"], "--since 2026-03-02 is in the future"],
  [["--since", "2026-02-01", "--overdue"], "--since prints a page of its own"],
  [["--format", "markdown"], "--format markdown is for the weekly page"],
])("register list %j is refused", async (args, error) => {
  const own = await known();
  const { code, stderr } = await own.sallyport("register", "list", ...args, "--as-of", "2026-03-01");
  expect([code, stderr]).toEqual([2, expect.stringContaining(error)]);
});

test("a register with quoted lines that are indented too little is read, and written as it should be", async () => {
  const own = await known();
  const text = readFileSync(path.join(own.folder, REGISTER), "utf8");
  // The title names a field in quotes.
  const wrapped = text.replace(
    /title: (['"]?)(.*) with (.*)\1$/m,
    (_, _mark, start: string, end: string) => `title: "${start.replaceAll(/\\?"/g, '\\"')}\n with\n${end}"`,
  );
  own.write({ [REGISTER]: wrapped });
  expect((await issueOf(own)).title).toMatch(/with GET \/users\/\{userId\}$/);
  expect((await accept(own, (await issueOf(own)).id, "2026-06-30")).code).toBe(0);
  expect(await issueOf(own)).toMatchObject({ status: "accepted" });
});

describe("what is accepted of a finding of the whole description is the operations that it had", () => {
  /** Nothing says whether a credential is needed; each path has an operation that changes something. */
  const unstated = (...paths: readonly string[]): string => `openapi: 3.1.0
info: { title: Wallets, version: "1" }
servers: [{ url: https://api.acme.io }]
paths:
${paths
  .map(
    (at) => `  ${at}:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { note: { type: string, maxLength: 9 } } } } } }
      responses: { "201": { description: Made. } }
`,
  )
  .join("")}`;
  const ONE = unstated("/orders");
  const TWO = unstated("/orders", "/transfers");
  const RULE = "unauthenticated-write";
  const ANYBODY = 'admission: { "*": anonymous }\n';
  const GRANT = [
    "--reason",
    "Behind a gateway",
    "--approver",
    "CISO",
    "--until",
    "2026-12-31",
    "--as-of",
    "2026-01-10",
  ];

  /** What somebody accepted or dismissed on the main branch, by each way that there is. */
  const WAYS: Readonly<Record<string, (own: TestRepository, place: string) => Promise<unknown> | void>> = {
    "the register": (own, place) => own.sallyport("register", "accept", place, "--spec", "openapi.yaml", ...GRANT),
    "a waiver": (own) => {
      const file = path.join(own.folder, "sallyport.yaml");
      own.write({
        "sallyport.yaml": `${readFileSync(file, "utf8")}waivers: [{ rule: ${RULE}, operation: POST /orders, reason: Meant, owner: pay, approver: CISO, until: 2026-12-31 }]\n`,
      });
    },
    "a dismissal": (own, place) =>
      own.sallyport("dismiss", place, "openapi.yaml", "--because", "A gateway asks", "--by", "Jo"),
  };

  test.each(
    someOf(
      Object.keys(WAYS).flatMap((way) => [
        { way, settings: "owner: payments\n", stands: "under an assumption" },
        { way, settings: ANYBODY, stands: "by itself" },
      ]),
      3,
    ),
  )("by $way, where it stands $stands", async ({ way, settings }) => {
    const own = repositoryWith({ "openapi.yaml": ONE, "sallyport.yaml": settings });
    const { reviews } = envelopeIn((await own.sallyport("review", "openapi.yaml", "--format", "json")).stdout);
    const [finding] = [...reviews[0]!.findings, ...reviews[0]!.assumptions.flatMap(({ ifTrue }) => ifTrue)].filter(
      ({ rule }) => rule === RULE,
    );
    expect(finding?.places.map(({ operation }) => operation)).toEqual(["POST /orders"]);
    await WAYS[way]!(own, finding!.places[0]!.fingerprint);
    merged(own);
    // What was accepted is so: written down anew it does not block.
    own.write({ "openapi.yaml": ONE.replace("maxLength: 9", "maxLength: 8") });
    expect((await own.gate("--base", "main", "--as-of", "2026-01-11")).gate.because).toEqual([]);
    own.write({ "openapi.yaml": TWO });
    const { code, gate } = await own.gate("--base", "main", "--as-of", "2026-01-11");
    expect([code, gate.because]).toEqual([1, expect.arrayContaining([expect.stringMatching(/POST \/transfers/)])]);
    expect(gate.because.join()).not.toContain("POST /orders can be called");
    // The one command that is printed is for the new one, and then it passes.
    const accepted = (gate.causes ?? []).flatMap(({ accept: ids }) => ids);
    await own.sallyport("register", "accept", ...accepted, "--spec", "openapi.yaml", ...GRANT);
    own.git("checkout", "-q", "main");
    own.git("add", ".sallyport");
    own.git("commit", "-q", "-m", "Accept");
    own.git("checkout", "-q", "feature");
    expect((await own.gate("--base", "main", "--as-of", "2026-01-12")).gate.because).toEqual([]);
    // Nothing of it is fixed by the next update of the register.
    const update = await own.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-13");
    expect([update.code, update.stdout]).toEqual([0, expect.stringContaining(" 0 fixed")]);
  });

  test("and the weekly page tells of the new one", async () => {
    const own = repositoryWith({ "openapi.yaml": ONE, "sallyport.yaml": ANYBODY });
    await own.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-05");
    const { issues } = await registerIn(REGISTER, readFileSync(path.join(own.folder, REGISTER), "utf8"));
    const issue = issues.find(({ rule }) => rule === RULE)!;
    expect(Object.values(issue.places)).toEqual(["POST /orders"]);
    await accept(own, issue.id, "2026-06-30");
    own.write({ "openapi.yaml": TWO });
    await own.sallyport("register", "update", "openapi.yaml", "--as-of", "2026-01-20");
    const { stdout } = await own.sallyport("register", "list", "--since", "2026-01-19", "--as-of", "2026-01-21");
    expect(stdout.replaceAll(/\s+/g, " ")).toMatch(/New \(\d+\).*sp-\w+.*Unauthenticated callers can call/);
    const after = await registerIn(REGISTER, readFileSync(path.join(own.folder, REGISTER), "utf8"));
    expect(
      after.issues.filter(({ rule }) => rule === RULE).map(({ status, places }) => [status, Object.values(places)]),
    ).toEqual(
      expect.arrayContaining([
        ["accepted", ["POST /orders"]],
        ["open", ["POST /transfers"]],
      ]),
    );
  });
});
