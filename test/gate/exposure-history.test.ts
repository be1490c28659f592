import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import {
  exposureHistory,
  type ExposureHistory,
  type HistoryQuestion,
} from "../../src/gate/history/exposure-history.ts";
import { historyOf } from "../../src/cli/history-of.ts";
import { repositoryAt } from "../../src/gate/git/repository.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { judgeDescription } from "../../src/review.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { emptyRepository, testRepository, type TestRepository } from "./git-repository.ts";
import { longTest } from "../in-share.ts";

const POLICY: Policy = {
  ...defaultPolicy(),
  admission: new Map([
    ["token", "self-registered"],
    ["staff", "own"],
  ]),
  tenancy: new Map([["*", "none"]]),
};

interface Parts {
  readonly at?: string;
  readonly fields?: string;
  readonly security?: string;
  readonly schema?: string;
  readonly more?: string;
  readonly version?: number;
  readonly isWithout?: boolean;
}

const ALL = "displayName: { type: string }, birthDate: { type: string, format: date }, medicalNotes: { type: string }";
const NAME = "displayName: { type: string }";

function api(parts: Parts = {}): string {
  const {
    at = "/users/{userId}",
    fields = ALL,
    security = "[{ token: [] }]",
    more = "",
    version = 1,
    isWithout = false,
  } = parts;
  const { schema = '{ $ref: "#/components/schemas/User" }' } = parts;
  const operation = `  ${at}:
    get:
      operationId: getProfile
      security: ${security}
      parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200":
          description: The profile.
          content: { application/json: { schema: ${schema} } }
`;
  return `openapi: 3.1.0
info: { title: Riders, version: "${version}" }
servers: [{ url: https://api.rides.io }]
security: [{ token: [] }]
paths:
${isWithout ? "" : operation}  /version:
    get:
      security: []
      responses: { "200": { description: Now., content: { text/plain: { schema: { type: string, enum: [a] } } } } }
${more}components:
  schemas:
    User: { type: object, properties: { id: { type: string, format: uuid }, ${fields} } }
  securitySchemes:
    token: { type: http, scheme: bearer }
    staff: { type: http, scheme: bearer }
`;
}

function repository(): TestRepository {
  const own = emptyRepository();
  return own;
}

const FIELD = { operation: "GET /users/{userId}", witnesses: ["2xx birthDate", "2xx medicalNotes"] };

async function history(
  own: TestRepository,
  more: Partial<HistoryQuestion> = {},
  file = "openapi.yaml",
): Promise<ExposureHistory> {
  return exposureHistory({
    repository: repositoryAt(own.folder, { PATH: process.env["PATH"], HOME: own.folder }),
    file,
    judge: async (name, files) => judgeDescription(name, files, POLICY),
    exposed: [FIELD],
    places: [],
    asOf: "2026-06-30",
    ...more,
  });
}

/** Each event in a line, with the number of its commit. */
function told({ events }: ExposureHistory, commits: readonly string[]): readonly string[] {
  return events.map(
    ({ kind, commit, text, unsure }) =>
      `${commits.indexOf(commit)} ${kind}${unsure === 0 ? "" : ` (${unsure} unsure)`}: ${text}`,
  );
}

/** Commits one description after another, a day each from 2026-01-01 on. */
function written(own: TestRepository, texts: readonly string[], file = "openapi.yaml"): readonly string[] {
  return texts.map((text, index) =>
    own.commit({ [file]: text }, new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)),
  );
}

test("it is told when an exposure began, widened, narrowed and ended, and what changed then", async () => {
  const own = repository();
  const commits = written(own, [
    api({ isWithout: true }),
    api({ isWithout: true, version: 2 }),
    api({ security: "[{ staff: [] }]" }),
    api({ security: "[]" }),
    api({ security: "[]", version: 5 }),
    api({}),
    api({ fields: `${ALL}, phone: { type: string }` }),
    api({ fields: NAME }),
    api({ fields: NAME, version: 9 }),
    api({}),
  ]);
  const found = await history(own);
  expect(told(found, commits)).toMatchInlineSnapshot(`
    [
      "3 began: anyone without a credential can read date of birth and health data with GET /users/{userId}",
      "5 narrowed: GET /users/{userId} is open to anyone who signs up; before, to anyone without a credential",
      "6 widened: GET /users/{userId} also returns phone number",
      "7 ended: GET /users/{userId} no longer returns date of birth, health data and phone number",
      "9 began: GET /users/{userId} began to return date of birth and health data to anyone who signs up",
    ]
  `);
  expect([found.beganBefore, found.days, found.commits, found.reviewed, found.unknown]).toEqual([
    false,
    4 + 171,
    10,
    10,
    [],
  ]);
});

test("what begins exposed may have begun before", async () => {
  const own = repository();
  const commits = written(own, [api({ version: 1 }), api({ version: 2 })]);
  const found = await history(own);
  expect(told(found, commits)).toMatchInlineSnapshot(`
    [
      "0 began: GET /users/{userId} returns date of birth and health data to anyone who signs up",
    ]
  `);
  expect(found.beganBefore).toBe(true);
  expect(found.unknown).toEqual([
    expect.stringMatching(/^It was exposed in the first commit that has the description \(\w{12} of 2026-01-01\)/),
  ]);
});

test("a place of a finding is followed as the field that it is about", async () => {
  const own = repository();
  const commits = written(own, [api({ isWithout: true }), api({ security: "[]" }), api({})]);
  const { code, stdout } = await own.sallyport("review", "openapi.yaml", "--format", "json");
  expect(code).toBeLessThan(2);
  const review = (
    JSON.parse(stdout) as {
      reviews: {
        findings: { places: { fingerprint: string; witness: string | null }[] }[];
        assumptions: { ifTrue: { places: { fingerprint: string; witness: string | null }[] }[] }[];
      }[];
    }
  ).reviews[0]!;
  const places = [...review.findings, ...review.assumptions.flatMap(({ ifTrue }) => ifTrue)].flatMap(
    (finding) => finding.places,
  );
  const found = await history(own, {
    exposed: [],
    places: places.filter(({ witness }) => witness === "2xx birthDate").map(({ fingerprint }) => fingerprint),
  });
  expect(told(found, commits)).toMatchInlineSnapshot(`
    [
      "1 began: GET /users/{userId} is new, and returns date of birth to anyone without a credential",
      "2 narrowed: GET /users/{userId} is open to anyone who signs up; before, to anyone without a credential",
    ]
  `);
});

test.each([
  ["nothing else", ALL, []],
  [
    "one more field",
    `${ALL}, passportNumber: { type: string }`,
    ["2 widened: GET /card-index/{userId}/view also returns passport number"],
  ],
])("an operation of another path and operationId is followed by its contents, with %s", async (_, fields, more) => {
  const own = repository();
  const moved = (text: string): string =>
    text.replace("getProfile", "viewCard").replace("/users/{userId}", "/card-index/{userId}/view");
  const commits = written(own, [
    api({ isWithout: true }),
    api(),
    moved(api({ fields })),
    moved(api({ fields, version: 4 })),
  ]);
  const operation = "GET /card-index/{userId}/view";
  const found = await history(own, { exposed: [{ ...FIELD, operation }] });
  expect(told(found, commits)).toEqual([
    "1 began: GET /users/{userId} is new, and returns date of birth and health data to anyone who signs up",
    `2 renamed: GET /users/{userId} is ${operation} now`,
    ...more,
  ]);
  const { gate } = await own.gate("openapi.yaml", "--base", commits[1]!);
  expect(gate.changes.map(({ kind }) => kind)).toContain("operation-moved");
  expect(gate.changes.map(({ kind }) => kind)).not.toContain("operation-added");
});

test("what is taken out is told in the commit that did so, and where it began", async () => {
  const own = repository();
  const phone = ", phone: { type: string }, contactName: { type: string }";
  const commits = written(own, [
    api({ isWithout: true }),
    api({ fields: `${ALL}${phone}`, security: "[]" }),
    api({ fields: `${ALL}${phone}` }),
    api(),
  ]);
  // A name is still returned.
  expect(told(await history(own), commits)).toEqual([
    "1 began: GET /users/{userId} is new, and returns date of birth, health data and phone number to anyone without a credential",
    "2 narrowed: GET /users/{userId} is open to anyone who signs up; before, to anyone without a credential",
    "3 narrowed: GET /users/{userId} no longer returns phone number",
  ]);
});

test("renames of the file, the path and the field are followed", async () => {
  const own = repository();
  const first = written(own, [api({ isWithout: true }), api({ fields: ALL.replace("birthDate", "dob") })]);
  const moved = own.commit(
    { "openapi.yaml": undefined, "apis/riders.yaml": api({ fields: ALL.replace("birthDate", "dob") }) },
    "2026-02-01",
  );
  const renamed = own.commit(
    { "apis/riders.yaml": api({ at: "/members/{userId}", fields: ALL.replace("birthDate", "dob") }) },
    "2026-02-02",
  );
  const field = own.commit({ "apis/riders.yaml": api({ at: "/members/{userId}" }) }, "2026-02-03");
  const again = own.commit(
    { "apis/riders.yaml": api({ at: "/riders/{id}" }).replaceAll("userId", "id") },
    "2026-02-04",
  );
  const commits = [...first, moved, renamed, field, again];
  const found = await history(
    own,
    { exposed: [{ operation: "GET /riders/{id}", witnesses: ["2xx birthDate"] }] },
    "apis/riders.yaml",
  );
  expect(told(found, commits)).toMatchInlineSnapshot(`
    [
      "1 began: GET /users/{userId} is new, and returns date of birth to anyone who signs up",
      "3 renamed: GET /users/{userId} is GET /members/{userId} now",
      "4 renamed: dob is birthDate now in GET /members/{userId}",
      "5 renamed: GET /members/{userId} is GET /riders/{id} now",
    ]
  `);
  expect([found.beganBefore, found.commits]).toEqual([false, 6]);
  expect(found.events[0]?.file).toBe("openapi.yaml");
});

test("a file that the description refers to is part of its history, also one that it no longer has", async () => {
  const own = repository();
  const schema = (file: string): string => `{ $ref: "${file}#/User" }`;
  const user = (fields: string): string =>
    `User: { type: object, properties: { id: { type: string, format: uuid }, ${fields} } }\n`;
  const commits = [
    own.commit({ "openapi.yaml": api({ schema: schema("old.yaml") }), "old.yaml": user(NAME) }, "2026-01-01"),
    own.commit({ "old.yaml": user(ALL) }, "2026-01-02"),
    own.commit(
      {
        "openapi.yaml": api({ schema: schema("parts/user.yaml") }),
        "parts/user.yaml": user(ALL),
        "old.yaml": undefined,
      },
      "2026-01-03",
    ),
    own.commit({ "parts/user.yaml": user(`${ALL}, phone: { type: string }`) }, "2026-01-04"),
    own.commit({ "README.md": "Nothing" }, "2026-01-05"),
  ];
  const found = await history(own);
  expect(told(found, commits)).toMatchInlineSnapshot(`
    [
      "1 began: GET /users/{userId} began to return date of birth and health data to anyone who signs up",
      "3 widened: GET /users/{userId} also returns phone number",
    ]
  `);
  expect(found.commits).toBe(4);
});

test("what is not known is said: a shallow clone, versions that cannot be read, dates out of order, changes that are not committed", async () => {
  const own = repository();
  const commits = [
    own.commit({ "openapi.yaml": api({ isWithout: true }) }, "2026-01-05"),
    own.commit({ "openapi.yaml": "openapi: 3.1.0\npaths: [unclosed\n" }, "2026-01-06"),
    own.commit({ "openapi.yaml": api() }, "2026-01-04"),
    own.commit({ "openapi.yaml": api({ version: 2 }) }, "2026-01-07"),
  ];
  own.write({ "openapi.yaml": api({ version: 3 }) });
  const found = await history(own);
  expect(told(found, commits)).toEqual([expect.stringMatching(/^2 began \(1 unsure\): /)]);
  expect(found.unknown).toEqual([
    expect.stringMatching(/^The description of commit \w{12} of 2026-01-06 cannot be read: /),
    expect.stringMatching(/^The dates of commits are not in order/),
    "openapi.yaml in the working tree differs from the last commit, with which this history ends",
  ]);
  // The clone of it that CI makes.
  const shallow = testRepository(path.join(own.folder, "shallow"));
  mkdirSync(shallow.folder);
  shallow.git("clone", "-q", "--depth", "1", `file://${own.folder}`, ".");
  const cut = await history(shallow);
  expect([cut.beganBefore, cut.commits, cut.unknown]).toEqual([
    true,
    1,
    [
      expect.stringMatching(
        /^The clone is shallow: what was before \w{12} of 2026-01-07 is not in it, and the exposure is older than that$/,
      ),
    ],
  ]);
});

longTest(
  "of more versions than may be reviewed the change is found by halving, and what was not looked at is said",
  async () => {
    const own = repository();
    const texts = Array.from({ length: 60 }, (_, index) =>
      api({ version: index, isWithout: index < 37, security: index < 50 ? "[]" : "[{ token: [] }]" }),
    );
    const commits = written(own, texts);
    const found = await history(own, { mostReviews: 14 });
    expect(told(found, commits).map((line) => line.replace(/:.*/, ""))).toEqual(["37 began", "50 narrowed"]);
    expect(found.reviewed).toBeLessThanOrEqual(14);
    expect(found.unknown).toEqual([expect.stringMatching(/^[45]\d versions of 60 were not reviewed: /)]);
    const whole = await history(own);
    expect(whole.events).toEqual(found.events);
    expect([whole.reviewed, whole.unknown]).toEqual([60, []]);
  },
);

longTest(
  "a renamed field is followed where few versions are reviewed, and where the first and the last have other names",
  async () => {
    const own = repository();
    const fieldsAt = (version: number): string => {
      const birth = version < 15 ? "birthDate" : "dateOfBirth";
      return version < 6 ? NAME : `${NAME}, ${birth}: { type: string, format: date }`;
    };
    const textsFrom = (first: number): readonly string[] =>
      Array.from({ length: 30 }, (_, version) => api({ fields: fieldsAt(version + first), version }));
    const exposed = [{ operation: "GET /users/{userId}", witnesses: ["2xx dateOfBirth"] }];
    const commits = written(own, textsFrom(0));
    for (const mostReviews of [12, 400])
      expect(told(await history(own, { exposed, mostReviews }), commits)).toEqual([
        "6 began: GET /users/{userId} began to return date of birth to anyone who signs up",
        "15 renamed: birthDate is dateOfBirth now in GET /users/{userId}",
      ]);
    // What was there from the first version on is so under both names.
    const both = repository();
    const old = written(both, textsFrom(10));
    for (const mostReviews of [6, 400]) {
      const found = await history(both, { exposed, mostReviews });
      expect(told(found, old)).toEqual([
        "0 began: GET /users/{userId} returns date of birth to anyone who signs up",
        "5 renamed: birthDate is dateOfBirth now in GET /users/{userId}",
      ]);
      expect([found.reviewed > 3, found.days]).toEqual([true, 180]);
      if (mostReviews > 30) expect(found.reviewed).toBe(30);
    }
  },
);

longTest(
  "a credential exposes what accepts it, since it does; a call that tells nothing is exposed since as many can make it",
  async () => {
    const alone = "  /rota: { get: { security: [{ staff: [] }], responses: { '204': { description: None. } } } }\n";
    const own = repository();
    const commits = written(own, [
      api({ version: 1 }),
      api({ version: 2, security: "[{ token: [] }, { staff: [] }]" }),
      api({ version: 3, security: "[{ token: [] }, { staff: [] }]", fields: NAME }),
      api({ version: 4 }),
      // With another one together it opens nothing, where it opens anything by itself.
      api({ version: 5, security: "[{ token: [], staff: [] }]", more: alone }),
      api({ version: 6, security: "[{ staff: [] }]", more: alone }),
      api({ version: 7, security: "[{ staff: [] }]" }),
    ]);
    expect(told(await history(own, { credential: "staff" }), commits)).toMatchInlineSnapshot(`
    [
      "1 began: GET /users/{userId} accepts staff, and returns date of birth and health data",
      "2 narrowed: GET /users/{userId} no longer returns date of birth and health data",
      "3 ended: GET /users/{userId} no longer accepts staff",
      "4 began: GET /rota accepts staff",
      "5 widened: GET /users/{userId} accepts staff, and returns date of birth and health data",
      "6 narrowed: GET /rota is no longer described",
    ]
  `);
    const freely = repository();
    const asked = "[{ staff: [] }]";
    const freed = written(freely, [
      api({ security: asked }),
      api({ security: "[]" }),
      api({ security: asked, version: 2 }),
      api({ version: 3 }),
    ]);
    expect(told(await history(freely, { credential: "staff" }), freed)).toEqual([
      "0 began: GET /users/{userId} accepts staff, and returns date of birth and health data",
      "1 widened: GET /users/{userId} asks for no credential: anyone can call it, also without staff",
      "3 ended: GET /users/{userId} no longer accepts staff",
    ]);
    // The names of a field that older versions lack are the same in each of them: they do not double from one to the next.
    const long = repository();
    const many = written(long, [
      ...Array.from({ length: 24 }, (_, index) =>
        api({ schema: "{ type: object }", security: asked, version: index + 1 }),
      ),
      api({ security: asked, version: 25 }),
    ]);
    expect(told(await history(long, { credential: "staff" }), many)).toEqual([
      "0 began: GET /users/{userId} accepts staff",
      "24 widened: GET /users/{userId} also returns name, date of birth and health data",
    ]);
    // A release that lost the definition of a credential shows no change of who gets it.
    const lost = repository();
    const signUp = (text: string): string =>
      text.replace(
        "  /version:",
        `  /accounts:
    post:
      summary: Sign up
      security: []
      requestBody: { content: { application/json: { schema: { type: object, properties: { email: { type: string, format: email }, password: { type: string } } } } } }
      responses: { "204": { description: Done. } }
  /version:`,
      );
    const undefinedOnce = written(lost, [
      signUp(api()),
      signUp(api({ version: 2 })).replace(/^    token: .*$/m, ""),
      signUp(api({ version: 3 })),
    ]);
    expect(told(await history(lost), undefinedOnce).map((line) => line.split(":")[0])).toEqual(["0 began"]);
    const first = repository();
    const closed = written(first, [api({ security: "[]" }), api({ security: asked, version: 2 })]);
    expect(told(await history(first, { credential: "staff" }), closed)).toEqual([
      "0 began: GET /users/{userId} asks for no credential: anyone can call it, and it returns date of birth and health data",
    ]);
    const open = repository();
    const free = "{ type: object }";
    const opened = written(open, [
      api({ schema: free, security: "[{ token: [] }]" }),
      api({ schema: free, security: "[]" }),
      api({ schema: free, security: "[]", version: 2 }),
    ]);
    const exposed = [{ operation: FIELD.operation, witnesses: [] }];
    expect(told(await history(open, { exposed }), opened)).toMatchInlineSnapshot(`
    [
      "1 began: anyone without a credential can call GET /users/{userId}",
    ]
  `);
  },
);

test("outside of git nothing is known, which is said", async () => {
  const found = await historyOf(
    { root: temporaryFolder(), file: "openapi.yaml", policy: POLICY, exposed: [FIELD], places: [], asOf: "2026-06-30" },
    { env: { PATH: process.env["PATH"] } },
  );
  expect(found.unknown).toEqual([
    expect.stringMatching(/^It is not known since when it has been exposed: .* is in no git working tree/),
  ]);
});

test("each version may take as long as the call says", async () => {
  const own = repository();
  written(own, [api()]);
  const asked = {
    root: own.folder,
    file: "openapi.yaml",
    policy: POLICY,
    exposed: [FIELD],
    places: [],
    asOf: "2026-06-30",
  };
  const env = { PATH: process.env["PATH"], HOME: own.folder };
  const { unknown } = await historyOf({ ...asked, seconds: 0 }, { env });
  expect(unknown).toEqual([
    expect.stringMatching(/^The description of commit [0-9a-f]{12} cannot be read, .* takes longer than/),
  ]);
  expect((await historyOf({ ...asked, seconds: 600 }, { env })).events).toHaveLength(1);
});

test("below another root the description is the one of that folder", async () => {
  const own = repository();
  const commits = written(own, [api({ isWithout: true }), api()], "services/riders/openapi.yaml");
  own.commit({ "openapi.yaml": api({ isWithout: true }) });
  const found = await historyOf(
    {
      root: path.join(own.folder, "services/riders"),
      file: "openapi.yaml",
      policy: POLICY,
      exposed: [FIELD],
      places: [],
      asOf: "2026-06-30",
    },
    { env: { PATH: process.env["PATH"], HOME: own.folder } },
  );
  expect(told(found, commits)).toEqual([expect.stringMatching(/^1 began: /)]);
});

test("when nothing was needed is known by operation, also of one that only gives the same", async () => {
  const own = repository();
  const at = (of: string, security: string): string =>
    `  ${of}:
    get:
      security: ${security}
      parameters: [{ name: userId, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } }
`;
  const [old, next] = ["/members/{userId}", "/v2/members/{userId}"];
  const commits = written(own, [
    api({ isWithout: true, more: at(old, "[{ token: [] }]") }),
    api({ isWithout: true, more: at(old, "[]") }),
    api({ isWithout: true, more: at(old, "[]") + at(next, "[]") }),
    api({ isWithout: true, more: at(old, "[{ token: [] }]") + at(next, "[]") }),
  ]);
  const witness = "2xx birthDate";
  const found = await history(own, {
    exposed: [{ operation: `GET ${next}`, witnesses: [witness] }],
    also: [{ operation: `GET ${old}`, witness }],
  });
  expect(told(found, commits)).toEqual([expect.stringMatching(/^2 began: GET \/v2/)]);
  expect(found.opened).toEqual([
    {
      operation: `GET ${old}`,
      commit: commits[1],
      from: "2026-01-02",
      until: "2026-01-04",
      isReported: false,
      beganBefore: false,
    },
    {
      operation: `GET ${next}`,
      commit: commits[2],
      from: "2026-01-03",
      until: null,
      isReported: true,
      beganBefore: false,
    },
  ]);
});

longTest(
  "what a reported operation gave once and gives no more was exposed with it, also while nobody needed a credential",
  async () => {
    const own = repository();
    const health = "medicalNotes: { type: string }";
    const list = (security: string): string =>
      `  /directory: { get: { security: ${security}, responses: { "200": { description: All., content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/User" } } } } } } } }\n`;
    const commits = written(own, [
      api({ fields: "wheelSize: { type: integer }", security: "[]" }),
      api({ fields: health, security: "[]", more: list("[]") }),
      api({ fields: health, more: list("[]") }),
      api({ fields: "birthDate: { type: string, format: date }", more: list("[{ token: [] }]") }),
    ]);
    const exposed = [{ operation: FIELD.operation, witnesses: ["2xx birthDate"], isWhole: true }];
    const also = [{ operation: "GET /directory", witness: "2xx [].birthDate" }];
    const found = await history(own, { exposed, also });
    expect(told(found, commits)).toMatchInlineSnapshot(`
    [
      "1 began: GET /users/{userId} began to return health data to anyone without a credential",
      "2 narrowed: GET /users/{userId} is open to anyone who signs up; before, to anyone without a credential",
      "3 widened: GET /users/{userId} began to return date of birth to anyone who signs up",
      "3 narrowed: GET /users/{userId} no longer returns health data",
    ]
  `);
    expect(found.events.every(({ operations }) => operations.includes(FIELD.operation))).toBe(true);
    expect(found.opened.map(({ operation, from, until }) => [operation, from, until])).toEqual([
      ["GET /directory", "2026-01-02", "2026-01-04"],
      [FIELD.operation, "2026-01-02", "2026-01-03"],
    ]);
    expect(found.peaks[0]).toMatchObject({ from: "2026-01-02", until: "2026-01-04", also: ["GET /directory"] });
    // Of a field that was reported the others are none of it.
    const ofField = await history(own, { exposed: [{ ...exposed[0]!, isWhole: false }], isWhole: false });
    expect(told(ofField, commits)).toEqual([
      "3 began: GET /users/{userId} began to return date of birth to anyone who signs up",
    ]);
    // Of a schema they are, under whatever name the operation was.
    const ofSchema = await history(own, {
      exposed: [{ ...exposed[0]!, isWhole: false }],
      carried: [{ schema: "User", field: undefined }],
    });
    expect(told(ofSchema, commits)[0]).toMatch(/^1 began/);
    const moved = repository();
    const former = written(moved, [
      api({ at: "/profiles/{profileId}", fields: health }),
      api({ fields: "birthDate: { type: string, format: date }" }),
    ]);
    expect(told(await history(moved, { exposed }), former)).toMatchInlineSnapshot(`
    [
      "0 began: GET /profiles/{profileId} returns health data to anyone who signs up",
      "1 renamed: GET /profiles/{profileId} is GET /users/{userId} now",
      "1 widened: GET /users/{userId} began to return date of birth to anyone who signs up",
      "1 narrowed: GET /profiles/{profileId} no longer returns health data",
    ]
  `);
  },
);

test("a worst time is told of what the most could get, and not of what gave the same to fewer", async () => {
  const own = repository();
  const list = (at: string, security: string): string =>
    `  ${at}: { get: { security: ${security}, responses: { "200": { description: All., content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/User" } } } } } } } }\n`;
  const lists = list("/directory", "[]") + list("/roster", "[{ staff: [] }]");
  written(own, [
    api({ security: "[]", more: lists }),
    api({ security: "[{ staff: [] }]", more: lists.replace("security: []", "security: [{ staff: [] }]") }),
  ]);
  const also = ["/directory", "/roster"].map((at) => ({ operation: `GET ${at}`, witness: "2xx [].birthDate" }));
  const { peaks } = await history(own, { also });
  expect(peaks.map((peak) => [peak.operations, peak.also])).toEqual([[["GET /users/{userId}"], ["GET /directory"]]]);
});

test("one credential in place of two together opens an operation to more, and both again to fewer", async () => {
  const own = repository();
  const commits = written(own, [
    api({ security: "[{ token: [], staff: [] }]" }),
    api({ security: "[{ token: [] }]" }),
    api({ security: "[{ staff: [], token: [] }]", version: 2 }),
  ]);
  const isUnknown = { ...POLICY, admission: new Map() };
  const found = await history(own, { judge: async (name, files) => judgeDescription(name, files, isUnknown) });
  expect(told(found, commits)).toMatchInlineSnapshot(`
    [
      "0 began: GET /users/{userId} returns date of birth and health data to anyone with the credential (it is not known who gets it)",
      "1 widened: GET /users/{userId} no longer asks for "staff" together with "token"",
      "2 narrowed: GET /users/{userId} now asks for "staff" together with "token"",
    ]
  `);
});

test("that a reported operation could be called before it gave what matters is said, by its name of that time", async () => {
  const own = repository();
  const [none, harmless] = [api({ isWithout: true }), "bookedFor: { type: string }, bookedFrom: { type: string }"];
  const commits = written(own, [
    none,
    api({ at: "/bookings/of/{userId}", fields: harmless }),
    api({ at: "/bookings/{userId}", fields: harmless }),
    api({ at: "/bookings/{userId}", fields: `${harmless}, birthDate: { type: string, format: date }` }),
  ]);
  const exposed = [{ operation: "GET /bookings/{userId}", witnesses: ["2xx birthDate"], isWhole: true }];
  const found = await history(own, { exposed });
  expect(told(found, commits)).toEqual([
    "3 began: GET /bookings/{userId} began to return date of birth to anyone who signs up",
  ]);
  expect(found.unknown).toEqual([
    `GET /bookings/of/{userId} could be called from 2026-01-02 on (commit ${commits[1]!.slice(0, 12)}): what it returned before 2026-01-04 is not known to be sensitive`,
  ]);
});

longTest(
  "what is deleted is no former name of what is new, where others give the same under their own names",
  async () => {
    const own = repository();
    const people = (at: string): string =>
      `  ${at}: { get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: { "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } } } } }\n`;
    const commits = written(own, [
      api({ isWithout: true, more: people("/patients/{id}") + people("/guests/{id}") }),
      api({ isWithout: true, more: people("/guests/{id}") + people("/exports/{id}") }),
      api({ isWithout: true, more: people("/exports/{id}") }),
    ]);
    const of = async (operation: string): Promise<readonly string[]> =>
      told(await history(own, { exposed: [{ operation, witnesses: ["2xx birthDate"], isWhole: true }] }), commits);
    expect(await of("GET /exports/{id}")).toEqual([
      "1 began: GET /exports/{id} is new, and returns date of birth to anyone who signs up",
    ]);
    // The only one that gives it, and people by another name, are what they were.
    const only = repository();
    const renamed = written(only, [
      api({ isWithout: true, more: people("/patients/{id}") }),
      api({ isWithout: true, more: people("/exports/{id}") }),
    ]);
    expect(
      told(
        await history(only, { exposed: [{ operation: "GET /exports/{id}", witnesses: ["2xx birthDate"] }] }),
        renamed,
      ),
    ).toEqual([
      "0 began: GET /patients/{id} returns date of birth to anyone who signs up",
      "1 renamed: GET /patients/{id} is GET /exports/{id} now",
    ]);
    const called = repository();
    const members = written(called, [
      api({ isWithout: true, more: people("/users/{id}") + people("/cards/{id}") }),
      api({ isWithout: true, more: people("/members/{id}") + people("/cards/{id}") }),
    ]);
    expect(
      told(
        await history(called, { exposed: [{ operation: "GET /members/{id}", witnesses: ["2xx birthDate"] }] }),
        members,
      ),
    ).toEqual([
      "0 began: GET /users/{id} returns date of birth to anyone who signs up",
      "1 renamed: GET /users/{id} is GET /members/{id} now",
    ]);
  },
);

test("fields that move into another object of the same answer are exposed as before", async () => {
  const own = repository();
  const inner = "birthDate: { type: string, format: date }, medicalNotes: { type: string }";
  const split = `${NAME}, sensitive: { type: object, properties: { ${inner} } }`;
  const commits = written(own, [api({ isWithout: true }), api(), api({ fields: split })]);
  const witnesses = ["2xx sensitive.birthDate", "2xx sensitive.medicalNotes"];
  const found = await history(own, { exposed: [{ ...FIELD, witnesses }] });
  expect(told(found, commits)).toEqual([expect.stringMatching(/^1 began: /)]);
});

test("nothing that the repository configures runs, and nothing is fetched", async () => {
  const own = repository();
  written(own, [api({ isWithout: true }), api()]);
  const proof = path.join(own.folder, "proof");
  for (const [key, value] of [
    ["core.fsmonitor", `touch ${proof}`],
    ["diff.external", `touch ${proof}`],
    ["diff.evil.textconv", `touch ${proof}; cat`],
    ["filter.evil.smudge", `touch ${proof}; cat`],
    ["filter.evil.clean", `touch ${proof}; cat`],
    ["core.pager", `touch ${proof}`],
  ] as const)
    own.git("config", key, value);
  own.write({ ".gitattributes": "*.yaml diff=evil filter=evil\n" });
  const found = await history(own);
  expect([found.events.length, existsSync(proof)]).toEqual([1, false]);
});

test("a description that no commit has, and a repository without a commit, have no history", async () => {
  const own = repository();
  expect((await history(own)).unknown).toEqual([expect.stringMatching(/no commit yet/)]);
  own.commit({ "README.md": "x" });
  expect((await history(own)).unknown).toEqual([expect.stringMatching(/cannot be read/)]);
});

/** As `api`, with a delegated scheme whose scopes an operation may ask for. */
function scoped(scopes: string, version: number, by = "login", about = "Doors of houses."): string {
  return `openapi: 3.1.0
info: { title: Doors, version: "${version}", description: "${about}" }
servers: [{ url: https://api.doors.io }]
paths:
  /doors/{doorId}/unlock:
    post:
      security: [{ ${by}: ${scopes} }]
      parameters: [{ name: doorId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses: { "204": { description: Unlocked. } }
components:
  securitySchemes:
    staff: { type: http, scheme: bearer }
    login:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://login.doors.io/a
          tokenUrl: https://login.doors.io/t
          scopes: { "doors:read": See doors, "doors:write": Unlock doors, "doors:admin": Manage doors }
`;
}

test.each([
  {
    what: "a scope that was left out once, and is asked for again",
    versions: ["[doors:write]", "[doors:write]", "[]", "[]", "[doors:write]"],
    told: [
      '2 widened: POST /doors/{doorId}/unlock no longer asks for the scope "doors:write"',
      '4 narrowed: POST /doors/{doorId}/unlock now asks for the scope "doors:write"',
    ],
  },
  {
    what: "one to read in place of one of administrators",
    versions: ["[doors:admin]", "[doors:read]", "[doors:admin]"],
    told: [
      '1 widened: POST /doors/{doorId}/unlock now asks for the scope "doors:read" instead of "doors:admin"',
      '2 narrowed: POST /doors/{doorId}/unlock now asks for the scope "doors:admin" instead of "doors:read"',
    ],
  },
])("a history tells of scopes: $what", async ({ versions, told: expected }) => {
  const own = repository();
  const commits = written(
    own,
    versions.map((scopes, index) => scoped(scopes, index)),
  );
  const found = await history(own, { exposed: [{ operation: "POST /doors/{doorId}/unlock", witnesses: [] }] });
  const lines = told(found, commits).filter((line) => !line.startsWith("0 "));
  expect(lines).toEqual(expected);
});

test("without a scope that is asked for today it was exposed, to fewer callers too", async () => {
  const own = repository();
  const open = "Anyone can sign up for an account at doors.io and call this API.";
  const commits = written(own, [
    scoped("[doors:write]", 1),
    scoped("[]", 2),
    scoped("[]", 3, "login", open),
    scoped("[doors:write]", 4, "login", open),
  ]);
  const found = await history(own, { exposed: [{ operation: "POST /doors/{doorId}/unlock", witnesses: [] }] });
  expect(told(found, commits)).toMatchInlineSnapshot(`
    [
      "1 began: POST /doors/{doorId}/unlock no longer asks for the scope "doors:write": anyone with the credential (it is not known who gets it) can call the operation",
      "2 widened: POST /doors/{doorId}/unlock is open to anyone who signs up; before, to anyone with the credential (it is not known who gets it)",
      "3 narrowed: POST /doors/{doorId}/unlock now asks for the scope "doors:write"",
    ]
  `);
});

test("a way with more scopes beside one with fewer hides nothing of when it began", async () => {
  const own = repository();
  const both = scoped("[doors:read]", 1).replace(
    "[{ login: [doors:read] }]",
    "[{ login: [doors:admin] }, { login: [doors:read] }]",
  );
  const commits = written(own, [both, scoped("[doors:read]", 2)]);
  const found = await history(own, { exposed: [{ operation: "POST /doors/{doorId}/unlock", witnesses: [] }] });
  expect(told(found, commits).map((line) => line.slice(0, 7))).toEqual(["0 began"]);
});

test("scopes of another scheme are no wider and no narrower by themselves", async () => {
  const own = repository();
  const commits = written(own, [scoped("[]", 1, "staff"), scoped("[doors:write]", 2)]);
  const found = await history(own, { exposed: [{ operation: "POST /doors/{doorId}/unlock", witnesses: [] }] });
  expect(told(found, commits).filter((line) => line.includes("scope"))).toEqual([]);
});

const SHARED = `  /share/{userId}:
    get:
      security: []
      parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses:
        "200":
          description: What is shared.
          content: { application/json: { schema: { $ref: "#/components/schemas/User" } } }
`;

longTest("what gave a reported schema once, and is gone, is part of its history", async () => {
  const own = repository();
  const commits = written(own, [
    api({ security: "[{ staff: [] }]" }),
    api({ security: "[{ staff: [] }]", more: SHARED, version: 2 }),
    api({ security: "[{ staff: [] }]", version: 3 }),
    api({ version: 4 }),
  ]);
  const carried = [{ schema: "User", field: undefined }];
  expect(told(await history(own, { carried }), commits)).toMatchInlineSnapshot(`
    [
      "1 began: GET /share/{userId} is new, and returns date of birth, name and health data to anyone without a credential",
      "2 ended: GET /share/{userId} is no longer described",
      "3 began: anyone who signs up can read date of birth and health data with GET /users/{userId}",
    ]
  `);
  // Without the schema's name nothing tells that it was the same.
  expect(told(await history(own), commits)).toMatchInlineSnapshot(`
    [
      "3 began: anyone who signs up can read date of birth and health data with GET /users/{userId}",
    ]
  `);
});
