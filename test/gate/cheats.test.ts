import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { repositoryWith, type TestRepository } from "./git-repository.ts";

/*
 * Ways to get something past the gate, or out of sight. Each is blocked, announced in the comment, or changes nothing.
 */

const FILE = "apis/openapi.yaml";
const REGISTER = ".sallyport/register.yaml";
const ALL = "displayName: { type: string }, birthDate: { type: string, format: date }";

interface Parts {
  readonly at?: string;
  readonly fields?: string;
  readonly schema?: string;
  readonly name?: string;
  readonly more?: string;
  readonly version?: string;
}

/** Profiles that anybody who signs up reads: a finding that is known and overdue. */
function api(parts: Parts = {}): string {
  const { at = "/users/{userId}", fields = ALL, name = "User", more = "", version = "a" } = parts;
  const { schema = `{ $ref: "#/components/schemas/${name}" }` } = parts;
  return `openapi: 3.1.0
info: { title: Riders, version: "1" }
servers: [{ url: https://api.rides.io }]
security: [{ token: [] }]
paths:
  ${at}:
    get:
      operationId: getProfile
      parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200":
          description: The profile.
          content: { application/json: { schema: ${schema} } }
  /version:
    get:
      security: []
      responses: { "200": { description: Now., content: { text/plain: { schema: { type: string, enum: [${version}] } } } } }
${more}components:
  schemas:
    ${name}: { type: object, properties: { id: { type: string, format: uuid }, ${fields} } }
  securitySchemes:
    token: { type: http, scheme: bearer }
`;
}

/** Another operation that hands out what the schemas hold, which is not known yet. */
const LEAK = `  /people/{userId}:
    get:
      security: []
      parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200":
          description: The profile.
          content: { application/json: { schema: { $ref: "#/components/schemas/User" } } }
`;
const SETTINGS = "admission: { token: self-registered }\ntenancy: none\n";
const WAIVER = `waivers:
  - rule: bola-other-users-data
    operation: GET /users/{userId}
    field: [2xx birthDate, 2xx displayName]
    reason: A directory
    owner: riders
    approver: CISO
    until: 2026-02-15
`;
const TODAY = "2026-03-01";

/** What is on the main branch, where the finding is on record since January and due in February. */
async function known(settings = SETTINGS): Promise<TestRepository> {
  const own = repositoryWith({ [FILE]: api(), "sallyport.yaml": settings });
  await own.sallyport("register", "update", FILE, "--as-of", "2026-01-05");
  merged(own, "2026-01-05");
  return own;
}

function merged(own: TestRepository, on: string): void {
  own.commit({}, on);
  own.git("branch", "-f", "main", "HEAD");
}

function edited(own: TestRepository, file: string, from: RegExp | string, to: string): string {
  const text = readFileSync(path.join(own.folder, file), "utf8");
  const after = text.replace(from, to);
  expect(after).not.toBe(text);
  return after;
}

/** The fingerprints of what a change brings that blocks. */
async function freshIn(own: TestRepository): Promise<readonly string[]> {
  const { reviews, gate } = await own.gate("--base", "main", "--as-of", TODAY);
  const places = reviews[0]!.findings.flatMap((finding) => finding.places);
  return [
    ...new Set([
      ...places.filter(({ state }) => state === "new").map(({ fingerprint }) => fingerprint),
      ...gate.changes.flatMap(({ fingerprints }) => fingerprints),
    ]),
  ];
}

type Row = readonly [
  name: string,
  /** Makes the change, on a branch of what is known. */
  cheat: (own: TestRepository) => unknown,
  outcome: "blocked" | "announced" | "seen-through",
  /** What the comment says of it. */
  says: RegExp,
  settings?: string,
];

const ROWS: readonly Row[] = [
  [
    "the register is edited in the pull request: it accepts what the change brings",
    async (own) => {
      own.commit({ [FILE]: api({ more: LEAK }) });
      const ids = await freshIn(own);
      await own.sallyport(
        "register",
        "accept",
        ...ids,
        "--spec",
        FILE,
        "--reason",
        "Meant",
        "--approver",
        "Me",
        "--until",
        "2026-12-31",
        "--as-of",
        TODAY,
      );
      own.commit({});
    },
    "blocked",
    /would pass only with the policy that it changes itself[\s\S]*Changes to the policy[\s\S]*register\.yaml`, `sp-\w+`: accepted until 2026-12-31, by Me/,
  ],
  [
    "the line of a waiver that ran out is deleted, so that nothing is over",
    (own) => own.commit({ "sallyport.yaml": SETTINGS, [FILE]: api({ fields: `${ALL}, city: { type: string }` }) }),
    "blocked",
    /Accepted until 2026-02-15, expired 14 days ago[\s\S]*Changes to the policy[\s\S]*`waivers`: /,
    SETTINGS + WAIVER,
  ],
  [
    "the status of an issue is set by hand",
    (own) => own.commit({ [REGISTER]: edited(own, REGISTER, "status: open", "status: fixed\n    fixed: 2026-02-28") }),
    "announced",
    /Changes to the policy[\s\S]*`sp-\w+`: fixed \(was open\), while it is still there/,
  ],
  [
    "… in a change of the operation, which the overdue issue would stop",
    (own) =>
      own.commit({
        [REGISTER]: edited(own, REGISTER, "status: open", "status: fixed\n    fixed: 2026-02-28"),
        [FILE]: api({ fields: `${ALL}, city: { type: string }` }),
      }),
    "blocked",
    /Overdue since 2026-02-04 \(25 days, high[\s\S]*`sp-\w+`: fixed \(was open\), while it is still there/,
  ],
  [
    "a due date is pushed",
    (own) => own.commit({ [REGISTER]: edited(own, REGISTER, "due: 2026-02-04", "due: 2027-02-04") }),
    "announced",
    /Changes to the policy[\s\S]*`sp-\w+`: due 2027-02-04 \(was 2026-02-04\), 365 days later/,
  ],
  [
    "… in a change of the operation",
    (own) =>
      own.commit({
        [REGISTER]: edited(own, REGISTER, "due: 2026-02-04", "due: 2027-02-04"),
        [FILE]: api({ fields: `${ALL}, city: { type: string }` }),
      }),
    "blocked",
    /Overdue since 2026-02-04[\s\S]*due 2027-02-04 \(was 2026-02-04\)/,
  ],
  [
    "a path is renamed, so that its overdue issue is another",
    (own) => own.commit({ [FILE]: api({ at: "/profiles/{userId}" }) }),
    "blocked",
    /Overdue since 2026-02-04 \(25 days, high, `sp-\w+`[\s\S]*GET \/profiles\/\{userId\} was GET \/users\/\{userId\}/,
  ],
  [
    "a field is renamed",
    (own) => own.commit({ [FILE]: api({ fields: ALL.replace("birthDate", "dateOfBirth") }) }),
    "blocked",
    /Overdue since 2026-02-04[\s\S]*/,
  ],
  [
    "a schema is moved to another file and has another name",
    (own) =>
      own.commit({
        [FILE]: api({
          name: "Nothing",
          fields: "n: { type: integer }",
          schema: '{ $ref: "parts/people.yaml#/Person" }',
        }),
        "apis/parts/people.yaml": `Person: { type: object, properties: { id: { type: string, format: uuid }, ${ALL} } }\n`,
      }),
    "seen-through",
    /1 overdue issue[\s\S]*Overdue since 2026-02-04/,
  ],
  [
    "an operation is split, and its fields are handed out by the other part",
    (own) =>
      own.commit({
        [FILE]: api({
          fields: "displayName: { type: string }",
          more: LEAK.replace("/people/{userId}", "/users/{userId}/details")
            .replace("      security: []\n", "")
            .replace('{ $ref: "#/components/schemas/User" }', `{ type: object, properties: { ${ALL} } }`),
        }),
      }),
    "blocked",
    /GET \/users\/\{userId\}\/details/,
  ],
  [
    "a response hides what it returns",
    (own) => own.commit({ [FILE]: api({ schema: "{ type: object }" }) }),
    "blocked",
    /GET \/users\/\{userId\} allows any content in its response; it returned date of birth and name/,
  ],
  [
    "the description is deleted",
    (own) => own.commit({ [FILE]: undefined }),
    "blocked",
    /\*\*Blocks\*\*: `apis\/openapi\.yaml` was removed; the register has 2 open issues of it, 1 overdue/,
  ],
  [
    "… or renamed to what is not read",
    (own) => own.commit({ [FILE]: undefined, "apis/openapi.yaml.txt": api({ more: LEAK }) }),
    "blocked",
    /\*\*Blocks\*\*: .*was renamed to `?apis\/openapi\.yaml\.txt`?, which is not read/,
  ],
  [
    "… or to another name, with more in it",
    (own) => own.commit({ [FILE]: undefined, "services/riders.json.yaml": api({ more: LEAK }) }),
    "blocked",
    /New \((?:high|critical)\)[\s\S]*GET \/people\/\{userId\}/,
  ],
  [
    "the policy comes first, and the operation second",
    (own) => {
      own.git("checkout", "-q", "main");
      own.commit(
        {
          "sallyport.yaml": `${SETTINGS}gate: { failOn: never, weakenedAuthentication: report, widenedExposure: never }\n`,
        },
        "2026-02-25",
      );
      own.git("checkout", "-q", "-B", "feature");
      own.commit({ [FILE]: api({ more: LEAK }) }, "2026-02-26");
    },
    "announced",
    /passes only because of new settings of the base[\s\S]*`gate` \(of 2026-02-25\): .*GET \/people\/\{userId\}/,
  ],
  [
    "… and ends the age that would announce it",
    (own) => {
      own.git("checkout", "-q", "main");
      own.commit(
        {
          "sallyport.yaml": `${SETTINGS}gate: { failOn: never, weakenedAuthentication: report, widenedExposure: never, policyAge: 0 }\n`,
        },
        "2026-02-25",
      );
      own.git("checkout", "-q", "-B", "feature");
      own.commit({ [FILE]: api({ more: LEAK }) }, "2026-02-26");
    },
    "announced",
    /passes only because of new settings of the base[\s\S]*`gate` \(of 2026-02-25\): .*GET \/people\/\{userId\}/,
  ],
  [
    "… which another change ended before",
    (own) => {
      own.git("checkout", "-q", "main");
      own.commit({ "sallyport.yaml": `${SETTINGS}gate: { policyAge: 1 }\n` }, "2026-02-20");
      own.commit(
        {
          "sallyport.yaml": `${SETTINGS}gate: { failOn: never, weakenedAuthentication: report, widenedExposure: never, policyAge: 1 }\n`,
        },
        "2026-02-25",
      );
      own.git("checkout", "-q", "-B", "feature");
      own.commit({ [FILE]: api({ more: LEAK }) }, "2026-02-26");
    },
    "announced",
    /passes only because of new settings of the base[\s\S]*`gate` \(of 2026-02-25\): .*GET \/people\/\{userId\}/,
  ],
  [
    "a nested configuration is milder",
    (own) =>
      own.commit({
        [FILE]: api({ more: LEAK }),
        "apis/sallyport.yaml":
          "root: true\naudience: private\ngate: { failOn: never, widenedExposure: never, weakenedAuthentication: report }\n",
      }),
    "blocked",
    /GET \/people\/\{userId\}[\s\S]*Changes to the policy[\s\S]*`apis\/sallyport\.yaml`, `gate`/,
  ],
  [
    "… and nothing else is changed",
    (own) => own.commit({ "apis/sallyport.yaml": "root: true\ngate: { failOn: never }\n" }),
    "announced",
    /Changes to the policy[\s\S]*`apis\/sallyport\.yaml`, `gate`: failOn never \(was high\)/,
  ],
];

test.each(ROWS.map((row) => ({ name: row[0], row })))("$name", async ({ row }) => {
  const [, cheat, outcome, says, settings = SETTINGS] = row;
  const own = await known(settings);
  await cheat(own);
  const { code, stdout, stderr } = await own.sallyport(
    "gate",
    "--base",
    "main",
    "--as-of",
    TODAY,
    "--format",
    "markdown",
  );
  expect(stderr).not.toMatch(/this is a bug/);
  expect([code, stdout]).toEqual([outcome === "blocked" ? 1 : 0, expect.stringMatching(says)]);
  if (outcome === "blocked") expect(stdout).toMatch(/^### Sallyport: must not be merged yet/m);
  if (outcome === "announced") expect(stdout).not.toContain("no new exposure was found");
});

test("nothing of that is said where nobody cheats", async () => {
  const own = await known();
  own.commit({ [FILE]: api({ version: "a, b" }) });
  const { code, stdout } = await own.sallyport("gate", "--base", "main", "--as-of", TODAY, "--format", "markdown");
  expect(code).toBe(0);
  expect(stdout).not.toMatch(/Changes to the policy|relies on|Gone|\*\*Fails\*\*/);
});
