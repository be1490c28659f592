import { expect, test } from "vitest";
import { fixGrounds, issueFix, type IssueFix } from "../../src/gate/fixes/issue-fix.ts";
import { judgedPlaceAt, judgedPlaces } from "../../src/gate/places.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { judgeDescription } from "../../src/review.ts";
import { REPORTED_EXPOSURE, reportedFingerprint } from "../../src/review/reported-exposure.ts";
import { filesOf } from "./judged.ts";

const POLICY: Policy = {
  ...defaultPolicy(),
  admission: new Map([
    ["token", "self-registered"],
    ["staff", "own"],
    ["shop", "partner"],
  ]),
  tenancy: new Map([["*", "none"]]),
};

interface Parts {
  readonly at?: string;
  readonly id?: string;
  readonly fields?: string;
  readonly security?: string;
  readonly schema?: string;
  readonly mark?: string;
  readonly text?: string;
  readonly parameters?: string;
  readonly more?: string;
  readonly isWithout?: boolean;
  readonly response?: string;
}

const BIRTH = "birthDate: { type: string, format: date }";
const NOTES = "medicalNotes: { type: string }";
const ID = "id: { type: string, format: uuid }";
const object = (...fields: readonly string[]): string =>
  `{ type: object, properties: { ${[ID, ...fields].join(", ")} } }`;

function api(parts: Parts = {}): string {
  const {
    at = "/users/{userId}",
    id = "getProfile",
    fields = `${BIRTH}, ${NOTES}`,
    security = "[]",
    mark = "",
    text = "The profile.",
    more = "",
  } = parts;
  const { schema = `{ type: object, properties: { ${ID}, ${fields} } }`, isWithout = false } = parts;
  const { parameters = "[{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]" } = parts;
  const { response = `content: { application/json: { schema: ${schema} } }` } = parts;
  const operation = `  ${at}:
    get:
      operationId: ${id}
      summary: ${text}
      security: ${security}
${mark}      parameters: ${parameters}
      responses:
        "200":
          description: The profile.
          ${response}
`;
  return `openapi: 3.1.0
info: { title: Riders, version: "1" }
servers: [{ url: https://api.rides.io }]
security: [{ token: [] }]
paths:
${isWithout ? "" : operation}  /version:
    get:
      security: []
      responses: { "200": { description: Now., content: { text/plain: { schema: { type: string, enum: [a] } } } } }
${more}components:
  securitySchemes:
    token: { type: http, scheme: bearer }
    staff: { type: http, scheme: bearer }
    shop: { type: http, scheme: bearer }
    other: { type: http, scheme: bearer }
`;
}

const FULL = object(BIRTH, NOTES);
const operationAt = (
  at: string,
  schema: string,
  security = "[]",
  parameters = `[{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]`,
): string => `  ${at}:
    get:
      security: ${security}
      parameters: ${parameters}
      responses: { "200": { description: More., content: { application/json: { schema: ${schema} } } } }
`;

const written = (field: string, security = "[]"): string => `  /riders/{riderId}:
    put:
      security: ${security}
      parameters: [{ name: riderId, in: path, required: true, schema: { type: string, format: uuid } }]
      requestBody: { content: { application/json: { schema: ${object(field)} } } }
      responses: { "204": { description: Done. } }
`;

/** What was done about the leak of `GET /users/{userId}`, which anybody reads, between two descriptions. */
async function fixOf(before: string, after: string, tested: readonly string[] = []): Promise<IssueFix> {
  const judged = async (text: string) => judgeDescription("a.yaml", filesOf(new Map([["a.yaml", text]])), POLICY);
  const [base, head] = [await judged(before), await judged(after)];
  const places = [...judgedPlaces(base).stated.values()].filter(
    ({ rule, operation }) => rule === "bola-other-users-data" && operation?.path.startsWith("/users"),
  );
  expect(places.length).toBeGreaterThan(0);
  const issue = {
    rule: "bola-other-users-data",
    places: Object.fromEntries(
      places.map(({ fingerprint, operation, witness }) => [fingerprint, `${operation?.id ?? ""}, ${witness ?? ""}`]),
    ),
  };
  return issueFix(
    issue,
    fixGrounds(base, head, ({ id }) => tested.includes(id)),
  )!;
}

test("nothing is fixed where the root's requirement is gone, and nothing says any more who can call it", async () => {
  const reboot = `  /server/reboot:
    post: { summary: Reboots the server., responses: { "202": { description: Started. } } }
`;
  const text = api({ more: reboot }).replaceAll("      security: []\n", "");
  const judged = async (one: string) => judgeDescription("a.yaml", filesOf(new Map([["a.yaml", one]])), POLICY);
  const [base, head] = [await judged(text), await judged(text.replace(/\nsecurity: .*/, ""))];
  const [before, after] = [judgedPlaces(base), judgedPlaces(head)];
  const gone = [...before.stated.values()].filter(
    ({ fingerprint, operation }) => operation !== undefined && judgedPlaceAt(after, fingerprint) === undefined,
  );
  expect(gone.map(({ operation }) => operation?.id)).toContain("POST /server/reboot");
  for (const { rule, fingerprint, operation } of gone) {
    const issue = { rule, places: { [fingerprint]: "a place" } };
    const fix = issueFix(
      issue,
      fixGrounds(base, head, () => true),
    )!;
    expect([fix.kind, fix.closes, fix.why]).toEqual([
      "hidden",
      false,
      `${operation!.id} required a credential; it is not known who can call it now, so it is not known whether this is a fix`,
    ]);
  }
});

test("what is moot since anybody can call an operation is not fixed", async () => {
  const declared = (security: string): string =>
    api({ security }).replace('version: "1"', 'version: "1", x-audience: company-internal');
  const judged = async (text: string) => judgeDescription("a.yaml", filesOf(new Map([["a.yaml", text]])), POLICY);
  const [base, head] = [await judged(declared("[{ token: [] }]")), await judged(declared("[]"))];
  const rule = "private-but-self-registered";
  const places = [...judgedPlaces(base).stated.values()].filter((place) => place.rule === rule);
  const issue = { rule, places: Object.fromEntries(places.map(({ fingerprint }) => [fingerprint, "a place"])) };
  const fix = issueFix(
    issue,
    fixGrounds(base, head, () => true),
  )!;
  expect([fix.kind, fix.isFix, fix.closes, fix.why]).toEqual([
    "hidden",
    false,
    false,
    "GET /users/{userId} requires less than before, and nothing else became better",
  ]);
});

type Row = readonly [name: string, after: Parts, kind: IssueFix["kind"], says: RegExp, before?: Parts];

/** Each kind, and twins that differ in one fact. */
const ROWS: readonly Row[] = [
  ["nothing is done", {}, "unchanged", /^it is still found with GET/],
  ["another text", { text: "Returns the profile of the rider." }, "unchanged", /still found/],
  ["the fields are taken out", { fields: "displayCity: { type: integer }" }, "removed", /no longer returns birthDate/],
  ["the body is taken out", { response: "headers: {}" }, "hidden", /no longer describes its response/],
  ["the answer has no body", { response: "x-note: none" }, "hidden", /no longer describes its response/],
  [
    "an example without the fields takes the place of the schema",
    { response: "content: { application/json: { example: { displayCity: 1 } } }" },
    "hidden",
    /allows any content|no longer describes/,
  ],
  ["the schema is emptied", { schema: "{}" }, "hidden", /allows any content in its response/],
  [
    "the schema is a free object",
    { schema: "{ type: object, additionalProperties: true }" },
    "hidden",
    /allows any content/,
  ],
  [
    "the fields are taken out, and anything else is let in",
    { schema: `{ type: object, additionalProperties: true, properties: { ${ID} } }` },
    "hidden",
    /allows any content/,
  ],
  [
    "… where anything was let in before too",
    { schema: `{ type: object, additionalProperties: true, properties: { ${ID} } }` },
    "removed",
    /but the object that had birthDate allows any other property, as it did before/,
    { schema: `{ type: object, additionalProperties: true, properties: { ${ID}, ${BIRTH}, ${NOTES} } }` },
  ],
  [
    "… and the object is closed",
    { schema: `{ type: object, additionalProperties: false, properties: { ${ID} } }` },
    "removed",
    /no longer returns/,
  ],
  [
    "the operation is taken out of the description",
    { isWithout: true },
    "hidden",
    /no longer described, and nothing shows that it no longer runs/,
  ],
  [
    "a credential is asked for that anyone gets",
    { security: "[{ token: [] }]" },
    "only-gated",
    /^GET \/users\/\{userId\} now requires token, but anyone who signs up gets it and can read 2xx/,
  ],
  [
    "… of which nobody has said who gets it",
    { security: "[{ other: [] }]" },
    "only-gated",
    /nobody has said who gets other/,
  ],
  [
    "… that staff alone have",
    { security: "[{ staff: [] }]" },
    "narrowed",
    /only the organization's own callers can call .*; the issue is closed once a test of GET \/users\/\{userId\} has passed/,
  ],
  [
    "… that staff have, beside one that anyone gets",
    { security: "[{ staff: [] }, { token: [] }]" },
    "only-gated",
    /anyone who signs up gets it/,
  ],
  ["… that staff have, or none", { security: "[{ staff: [] }, {}]" }, "unchanged", /still found/],
  [
    "it is marked as internal",
    { mark: "      x-internal: true\n" },
    "hidden",
    /is declared internal, which does not prevent calls/,
  ],
  ["it is marked as not internal", { mark: "      x-internal: false\n" }, "unchanged", /still found/],
  [
    "it is marked, and a credential is asked for that anyone gets",
    { mark: "      x-internal: true\n", security: "[{ token: [] }]" },
    "only-gated",
    /anyone who signs up/,
  ],
  [
    "it is marked, and the fields are taken out",
    { mark: "      x-internal: true\n", fields: "n: { type: integer }" },
    "removed",
    /no longer returns/,
  ],
  ["the path is renamed", { at: "/members/{userId}" }, "renamed", /is GET \/members\/\{userId\}, 2xx \w+ now/],
  [
    "the path is renamed, and the fields are taken out",
    { at: "/members/{userId}", fields: "n: { type: integer }" },
    "removed",
    /no longer returns/,
  ],
  [
    "the path is renamed, and a credential asked for that anyone gets",
    { at: "/members/{userId}", security: "[{ token: [] }]" },
    "renamed",
    /now requires token, but anyone who signs up gets it/,
  ],
  [
    "a field is renamed, under a name that is known",
    { fields: `dob: { type: string, format: date }, ${NOTES}` },
    "renamed",
    /dob|is still found/,
  ],
  [
    "a field is renamed, under a name that tells nothing",
    { fields: `x1: { type: string, format: date }, x2: { type: string }` },
    "renamed",
    /is called x\d now/,
  ],
  [
    "… and a credential is asked for that anyone gets",
    { fields: `x1: { type: string, format: date }, x2: { type: string }`, security: "[{ token: [] }]" },
    "renamed",
    /is called x\d now; .*anyone who signs up gets it/,
  ],
  [
    "the fields go to an operation of their own",
    { fields: "n: { type: integer }", more: operationAt("/users/{userId}/details", FULL) },
    "renamed",
    /is returned by GET \/users\/\{userId\}\/details now/,
  ],
  [
    "… for whoever signs up",
    { fields: "n: { type: integer }", more: operationAt("/users/{userId}/details", FULL, "[{ token: [] }]") },
    "renamed",
    /is returned by GET \/users\/\{userId\}\/details now/,
  ],
  [
    "… for staff alone",
    { fields: "n: { type: integer }", more: operationAt("/users/{userId}/details", FULL, "[{ staff: [] }]") },
    "removed",
    /no longer returns/,
  ],
  [
    "… of the caller alone",
    { fields: "n: { type: integer }", more: operationAt("/me", FULL, "[{ token: [] }]", "[]") },
    "removed",
    /no longer returns/,
  ],
  [
    "the operation goes, and another one hands it out",
    { isWithout: true, more: operationAt("/people-search/{userId}", object(BIRTH, NOTES, "n: { type: integer }")) },
    "renamed",
    /is returned by GET \/people-search/,
  ],
  [
    "it becomes the caller's own",
    { at: "/users/me", parameters: "[]", security: "[{ token: [] }]" },
    "filtered",
    /to its owner alone .*; the issue is closed once a test of GET \/users\/me has passed/,
  ],
  [
    "it says that it is the caller's own",
    { security: "[{ token: [] }]", text: "Riders can only read their own profile." },
    "filtered",
    /of the caller's own account alone/,
    { security: "[{ token: [] }]" },
  ],
  [
    "some of its fields are taken out",
    { fields: NOTES },
    "partial",
    /^1 of 2 places is fixed; of the other: it is still found/,
  ],
  ["some are taken out, and others renamed", { fields: "x2: { type: string }" }, "partial", /1 of 2 places/],
  [
    "some are taken out, and a credential asked for that anyone gets",
    { fields: NOTES, security: "[{ token: [] }]" },
    "partial",
    /1 of 2 places is fixed; of the other: .*anyone who signs up gets it/,
  ],
  [
    "a new text field may hold what was there",
    { fields: "a1: { type: string }, a2: { type: string }" },
    "removed",
    /but a1 and a2 are new in the same object/,
  ],
];

test.each(ROWS.map((row) => ({ name: row[0], row })))("$name", async ({ row: [, after, kind, says, before = {}] }) => {
  const fix = await fixOf(api(before), api(after));
  expect([fix.kind, fix.why]).toEqual([kind, expect.stringMatching(says)]);
  expect(fix.isFix).toBe(["removed", "narrowed", "filtered"].includes(kind));
});

test.each([
  ["what is removed closes", { fields: "n: { type: integer }" }, [], true],
  [
    "what is removed with a caution closes once it is tested",
    { fields: "a1: { type: string }, a2: { type: string }" },
    [],
    false,
  ],
  ["…", { fields: "a1: { type: string }, a2: { type: string }" }, ["GET /users/{userId}"], true],
  ["what is narrowed closes once it is tested", { security: "[{ staff: [] }]" }, [], false],
  ["…", { security: "[{ staff: [] }]" }, ["GET /users/{userId}"], true],
  [
    "what only got authentication is closed by no test",
    { security: "[{ token: [] }]" },
    ["GET /users/{userId}"],
    false,
  ],
  ["what is hidden neither", { schema: "{}" }, ["GET /users/{userId}"], false],
  ["an operation that is gone, once a test shows it", { isWithout: true }, ["GET /users/{userId}"], true],
] as const)("%s: %j after tests of %j", async (_name, after, tested, closes) => {
  expect((await fixOf(api(), api(after), tested)).closes).toBe(closes);
});

test.each([
  ["still takes", { more: written(BIRTH) }, "PUT /riders/{riderId} still takes birthDate (request birthDate)"],
  [
    "is open to whoever signs up",
    { more: written(BIRTH, "[{ token: [] }]") },
    "anyone who signs up gets it and can set request birthDate",
  ],
  ["no longer takes", { more: written("n: { type: integer }") }, "PUT /riders/{riderId} no longer takes birthDate"],
])("of what an operation takes it %s", async (_name, after, says) => {
  const judged = async (text: string) => judgeDescription("a.yaml", filesOf(new Map([["a.yaml", text]])), POLICY);
  const place = reportedFingerprint({ id: "PUT /riders/{riderId}", kind: "path" }, "request birthDate");
  const issue = { rule: REPORTED_EXPOSURE, places: { [place]: "PUT /riders/{riderId}, request birthDate" } };
  const [base, head] = [await judged(api({ more: written(BIRTH) })), await judged(api(after))];
  expect(
    issueFix(
      issue,
      fixGrounds(base, head, () => false),
    )?.why,
  ).toContain(says);
});
