import { describe, expect, test } from "vitest";
import type { ImpactAssessment } from "../../src/core/impact.ts";
import { withOwners } from "../../src/core/data-owners.ts";
import { dataOf } from "../../src/impact/what/data.ts";
import { description, impactOf, sourceOf } from "./assessed.ts";

const ID = "parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]";

function json(schema: string): string {
  return `{ application/json: { schema: ${schema} } }`;
}

function returns(schema: string): string {
  return `responses: { "200": { description: It., content: ${json(schema)} } }`;
}

const USER = '{ $ref: "#/components/schemas/User" }';

const SCHEMAS = `  schemas:
    User:
      type: object
      properties:
        id: { type: string, format: uuid }
        displayName: { type: string }
        birthDate: { type: string, format: date }
        city: { type: string }
    Member:
      type: object
      properties:
        id: { type: string, format: uuid }
        displayName: { type: string }
        birthDate: { type: string, format: date }
    Bike:
      type: object
      properties:
        id: { type: string, format: uuid }
        gears: { type: integer }
`;

const RIDERS = description(
  `  /users/{userId}:
    get:
      ${ID}
      ${returns(USER)}
    patch:
      ${ID}
      requestBody: { content: ${json(USER)} }
      responses: { "204": { description: Done. } }
    delete:
      ${ID}
      responses: { "204": { description: Done. } }
  /users:
    get:
      parameters: [{ name: q, in: query, required: true, schema: { type: string } }, { name: cursor, in: query, schema: { type: string } }]
      ${returns(`{ type: array, items: ${USER} }`)}
  /leaderboard:
    get:
      ${returns('{ type: array, items: { $ref: "#/components/schemas/Member" } }')}
  /me:
    get:
      ${returns(USER)}
  /admin/users/{userId}:
    get:
      security: [{ staff: [] }]
      ${ID}
      ${returns(USER)}
  /bikes:
    get:
      ${returns('{ type: array, items: { $ref: "#/components/schemas/Bike" } }')}
  /follows:
    post:
      requestBody: { content: ${json("{ type: object, properties: { userId: { type: string, format: uuid } } }")} }
      responses:
        "204": { description: Done. }
        "409": { description: Is one already., content: ${json(USER)} }
webhooks:
  user.changed:
    post:
      requestBody: { content: ${json(USER)} }
      responses: { "200": { description: Taken. } }`,
  `    staff: { type: openIdConnect, openIdConnectUrl: https://login.rides.io/, description: Issued to employees of the company only. }
${SCHEMAS}`,
);

function listed(
  impact: ImpactAssessment,
  relation: ImpactAssessment["elsewhere"][number]["relation"],
): readonly string[] {
  return impact.elsewhere
    .filter((one) => one.relation === relation)
    .map(({ operation, callers, way }) => `${operation} (${callers}, ${way})`)
    .toSorted();
}

describe("what a report comes to", () => {
  test("what it gives, with whose it is and where it stands", async () => {
    const { data, affected } = await impactOf(RIDERS, { operations: ["GET /users/{userId}"] });
    expect(affected).toMatchObject([{ id: "GET /users/{userId}", admission: "self-registered", understood: true }]);
    expect(
      data.map(({ category, whose, of, fields }) => [category, whose, of, fields.map(({ name }) => name)]),
    ).toEqual([
      ["user.contact.address", "tenant", "User", ["User.city"]],
      ["user.demographic.date_of_birth", "tenant", "User", ["User.birthDate"]],
      ["user.name", "tenant", "User", ["User.displayName"]],
    ]);
  });

  test("data that the review counts as other people's, since a test has failed, is of other people in an assessment, too", async () => {
    const source = await sourceOf(RIDERS);
    const flows = source.api.operations
      .filter(({ id }) => id === "GET /users/{userId}")
      .flatMap((operation) => source.api.assessed(operation).flows);
    const whose = (review: typeof source.review): readonly string[] => [
      ...new Set(dataOf({ ...source, review }, flows).map((one) => one.whose)),
    ];
    expect(whose(source.review)).toEqual(["tenant"]);
    const tests = source.review.tests.map((one) => ({ ...one, status: "failed" as const }));
    expect(whose(withOwners({ ...source.review, tests }))).toEqual(["population"]);
  });

  test("who could, and what they needed", async () => {
    const { callers } = await impactOf(RIDERS, { operations: ["GET /users/{userId}", "GET /admin/users/{userId}"] });
    expect(callers.map(({ who, needed }) => [who, needed])).toEqual([
      ["anyone who signs up", "an account, which anyone can create"],
      ["the organization's own staff and systems", 'the credential "staff" of the organization\'s own callers'],
    ]);
    expect(callers[0]!.evidence.map(({ text }) => text)).toEqual(["sign-up: POST /accounts", 'credential "token"']);
  });

  test("who could, where nobody says how they get in: whether they need a credential, or who can subscribe", async () => {
    const text = description(
      `  /users/{userId}:
    get:
      ${ID}
      ${returns(USER)}
webhooks:
  user.changed:
    post:
      requestBody: { content: ${json(USER)} }
      responses: { "200": { description: Taken. } }`,
      SCHEMAS,
    )
      .replace("security: [{ token: [] }]\n", "")
      .replace("      security: []\n", "");
    const { callers } = await impactOf(text, { operations: ["GET /users/{userId}", "WEBHOOK user.changed POST"] });
    expect(callers.map(({ who, needed, evidence }) => [who, needed, evidence.map((one) => one.text)])).toEqual([
      [
        "unknown callers (it is not stated whether a credential is required)",
        "perhaps a credential: it is not stated whether one is needed",
        ["GET /users/{userId} does not say whether a credential is needed"],
      ],
      [
        "subscribers (it is not stated who can subscribe)",
        "a subscription; it is not stated who can get one",
        ["WEBHOOK user.changed POST does not say who can subscribe"],
      ],
    ]);
  });

  test("the same data: the same schema, another schema, an event and an error; not what is the caller's own", async () => {
    const impact = await impactOf(RIDERS, { operations: ["GET /users/{userId}"] });
    expect(listed(impact, "same-data")).toEqual([
      "GET /admin/users/{userId} (narrower, response)",
      "GET /leaderboard (same, response)",
      "GET /users (same, response)",
      "POST /follows (same, error)",
      "WEBHOOK user.changed POST (narrower, event)",
    ]);
    expect(listed(impact, "same-object")).toEqual([
      "DELETE /users/{userId} (same, action)",
      "PATCH /users/{userId} (same, action)",
    ]);
    expect(impact.elsewhere.map(({ operation }) => operation)).not.toContain("GET /me");
    expect(impact.elsewhere.map(({ operation }) => operation)).not.toContain("GET /bikes");
  });

  test("a field is affected wherever it comes back, and what sets it acts on it", async () => {
    const impact = await impactOf(RIDERS, { fields: ["User.city"] });
    expect(impact.affected.map(({ id }) => id)).toEqual([
      "GET /users/{userId}",
      "GET /users",
      "GET /admin/users/{userId}",
      "WEBHOOK user.changed POST",
    ]);
    expect(listed(impact, "same-object")).toEqual(["PATCH /users/{userId} (same, action)"]);
    expect(listed(impact, "same-data")).toEqual(["POST /follows (same, error)"]);
  });

  test("an action is said in words, and is as severe as what it does", async () => {
    const { actions, rating, logs } = await impactOf(RIDERS, { operations: ["DELETE /users/{userId}"] });
    expect(actions).toMatchObject([
      { operation: "DELETE /users/{userId}", text: "delete a user", kind: "destruction" },
    ]);
    expect(rating).toMatchObject({ severity: "critical", because: "it deletes, exposure public" });
    expect(logs[0]).toMatchObject({ parameters: ["path userId"] });
  });

  test("a severity that is stated counts, and its deadline", async () => {
    const given = await impactOf(RIDERS, { operations: ["GET /users/{userId}"] });
    expect([given.rating.severity, given.due.day]).toEqual(["high", "2026-03-02"]);
    const stated = await impactOf(RIDERS, { operations: ["GET /users/{userId}"] }, { severity: "critical" });
    expect([stated.rating, stated.due.day]).toEqual([
      { severity: "critical", because: "stated with --severity", stated: true },
      "2026-02-07",
    ]);
  });

  test("what to look for in logs: values, pages and searches", async () => {
    const { logs } = await impactOf(RIDERS, { schemas: ["User"] });
    expect(logs.find(({ operation }) => operation === "GET /users")).toEqual({
      operation: "GET /users",
      parameters: ["query cursor", "query q"],
      look: "one credential or IP address with many different values of q, such as every possible first letter or pair of letters; one credential or IP address that reads page after page (cursor)",
    });
  });

  test("every affected operation has a test, also where the list of the review has none", async () => {
    const { tests, scope } = await impactOf(RIDERS, { operations: ["GET /users/{userId}"] });
    const operations = new Set(scope.places.map(({ operation }) => operation).filter((id) => id.startsWith("GET ")));
    expect([...operations].filter((id) => !tests.some(({ operation }) => operation === id))).toEqual([]);
  });

  test("what is not known names the evidence that would settle it", async () => {
    const open = description(
      `  /exports/{exportId}:
    get:
      security: [{ partner: [] }]
      parameters: [{ name: exportId, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: It. } }`,
      "    partner: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://login.rides.io/token, scopes: {} } } }\n",
    );
    const { unknown, answers } = await impactOf(open, { operations: ["GET /exports/{exportId}"] });
    expect(unknown.map(({ text }) => text)).toContain(
      "What 1 affected operation returns: the description does not say.",
    );
    expect(unknown.find(({ text }) => text.startsWith("Who can get"))?.evidence).toMatch(
      /^An answer in sallyport\.yaml: admission\.partner/,
    );
    expect(answers[0]!.text).toContain("what comes back is not described");
    expect(answers[1]!.text).toBe("Not known: the history was not asked.");
  });

  test("since when, as the history says", async () => {
    const since: NonNullable<ImpactAssessment["since"]> = {
      events: [
        {
          kind: "began",
          commit: "a".repeat(40),
          date: "2026-01-05",
          file: "openapi.yaml",
          operations: [],
          text: "It came.",
          unsure: 0,
        },
        {
          kind: "widened",
          commit: "b".repeat(40),
          date: "2026-01-10",
          file: "openapi.yaml",
          operations: [],
          text: "It widened.",
          unsure: 2,
        },
      ],
      beganBefore: false,
      days: 26,
      commits: 4,
      reviewed: 3,
      unknown: ["The clone is shallow."],
    };
    const { answers, unknown } = await impactOf(RIDERS, { operations: ["GET /users/{userId}"] }, { since });
    expect(answers[1]!.text).toBe(
      "Since 2026-01-05 (26 days), commit aaaaaaaaaaaa. Since then widened once (2026-01-10).",
    );
    expect(unknown.map(({ text }) => text)).toContain("The clone is shallow.");
    expect(unknown[0]!.evidence).toContain("since 2026-01-05");
  });
});

describe("people, duties and credentials", () => {
  const CLINIC = description(
    `  /patients/{patientId}:
    get:
      parameters: [{ name: patientId, in: path, required: true, schema: { type: integer } }]
      ${returns('{ $ref: "#/components/schemas/Patient" }')}
  /children/{childId}:
    get:
      parameters: [{ name: childId, in: path, required: true, schema: { type: integer } }]
      ${returns('{ $ref: "#/components/schemas/Child" }')}
  /clients/{clientId}:
    get:
      parameters: [{ name: clientId, in: path, required: true, schema: { type: integer } }]
      ${returns('{ $ref: "#/components/schemas/Login" }')}`,
    `  schemas:
    Patient:
      type: object
      properties:
        id: { type: integer }
        fullName: { type: string }
        diagnosis: { type: string }
        passportNumber: { type: string }
        iban: { type: string }
    Child:
      type: object
      properties:
        id: { type: integer }
        firstName: { type: string }
        birthDate: { type: string, format: date }
    Login:
      type: object
      properties:
        id: { type: integer }
        apiKey: { type: string }
        clientSecret: { type: string }
`,
  );

  test.each<readonly [string, string, readonly string[], readonly string[], readonly string[]]>([
    [
      "patients",
      "GET /patients/{patientId}",
      ["patients: patients"],
      ["health", "government-id", "payment", "personal-data"],
      [],
    ],
    ["children", "GET /children/{childId}", ["minors: children"], ["minors", "personal-data"], []],
    ["keys", "GET /clients/{clientId}", [], ["credentials"], ["apiKey and clientSecret of Login"]],
  ])("%s", async (_what, operation, people, duties, rotate) => {
    const impact = await impactOf(CLINIC, { operations: [operation] });
    expect(impact.people.map(({ kind, called }) => `${kind}: ${called}`)).toEqual(people);
    expect(impact.duties.map(({ kind }) => kind)).toEqual(duties);
    expect(impact.rotate.map(({ text }) => text.replace(/ \(.*/, ""))).toEqual(rotate);
    // Questions, and no claims.
    expect(impact.duties.filter(({ question }) => !question.endsWith("?"))).toEqual([]);
  });

  test("who is a patient may be told by that they are in it at all", async () => {
    const text = description(
      `  /patients/{patientId}:
    get:
      parameters: [{ name: patientId, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/Patient" } } } } }`,
      `  schemas:
    Patient: { type: object, properties: { id: { type: string }, name: { type: string } } }
`,
    );
    const { duties } = await impactOf(text, { operations: ["GET /patients/{patientId}"] });
    expect(duties.map(({ kind }) => kind)).toEqual(["health", "personal-data"]);
    const riders = await impactOf(
      text.replaceAll("atient", "erson").replaceAll("Person:", "Rider:").replaceAll("schemas/Person", "schemas/Rider"),
      {
        operations: ["GET /persons/{personId}"],
      },
    );
    expect(riders.duties.map(({ kind }) => kind)).toEqual(["personal-data"]);
  });

  test("a picture by which somebody is identified brings the question of biometric data, a picture of a profile does not", async () => {
    const kindsOf = async (field: string): Promise<readonly string[]> => {
      const text = description(
        `  /riders/{riderId}:
    get:
      parameters: [{ name: riderId, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/Rider" } } } } }`,
        `  schemas:
    Rider: { type: object, properties: { id: { type: string }, ${field}: { type: string, format: uri, description: A picture of the rider. } } }
`,
      );
      const { duties } = await impactOf(text, { operations: ["GET /riders/{riderId}"] });
      return duties.map(({ kind }) => kind);
    };
    expect(await kindsOf("selfie")).toEqual(["special-category", "personal-data"]);
    expect(await kindsOf("avatar")).toEqual(["personal-data"]);
  });

  test("numbers that name objects are looked for in a row", async () => {
    const { logs } = await impactOf(CLINIC, { operations: ["GET /patients/{patientId}"] });
    expect(logs[0]!.look).toContain("above all consecutive numbers");
  });

  test("a credential that was reported is revoked, and rotated", async () => {
    const { contain, rotate, fix } = await impactOf(CLINIC, { credentials: ["token"] });
    expect(contain[0]!.text).toMatch(/^Revoke every credential of "token"/);
    expect(rotate[0]!.text).toMatch(/^Every credential of "token"/);
    expect(fix[0]!.text).toMatch(/^Give each caller a credential of its own/);
  });
});

describe("other descriptions", () => {
  const OTHER = description(
    `  /v2/users/{userId}:
    get:
      ${ID}
      ${returns(USER)}
  /members:
    get:
      ${returns(`{ type: array, items: ${USER} }`)}
  /bikes:
    get:
      ${returns('{ type: array, items: { $ref: "#/components/schemas/Bike" } }')}`,
    SCHEMAS,
  ).replace("title: Riders", "title: Community");

  test("that are given in the same call are looked through, and their places are part of what must be fixed", async () => {
    const other = await sourceOf(OTHER, "community.yaml");
    const impact = await impactOf(RIDERS, { operations: ["GET /users/{userId}"] }, { others: [other] });
    const there = impact.elsewhere.filter(({ api }) => api !== null);
    expect(there.map(({ operation, relation, api, file }) => [operation, relation, api, file])).toEqual([
      ["GET /members", "same-data", "Community 1", "community.yaml"],
      ["GET /v2/users/{userId}", "other-version", "Community 1", "community.yaml"],
    ]);
    expect(impact.scope.elsewhere.map(({ file }) => file)).toEqual(["community.yaml"]);
  });

  test.each(["v2", "V3", "2026-01-31", "legacy"])("have the operation in another version: %s", async (version) => {
    const other = await sourceOf(OTHER.replace("/v2/", `/${version}/`), "community.yaml");
    const { elsewhere } = await impactOf(RIDERS, { operations: ["GET /users/{userId}"] }, { others: [other] });
    expect(elsewhere.filter(({ api, relation }) => api !== null && relation === "other-version")).toMatchObject([
      { operation: `GET /${version}/users/{userId}`, why: "is the same operation there" },
    ]);
  });

  test("of a portfolio share a schema or a cause; a name that every API has proves no credential the same", async () => {
    const { review } = await sourceOf(OTHER, "community.yaml");
    const own = await sourceOf(RIDERS);
    const impact = await impactOf(RIDERS, { operations: ["GET /users"] }, { portfolio: [review, own.review] });
    expect(impact.otherApis.map(({ relation, file }) => `${relation} ${file}`)).toContain("schema community.yaml");
    expect(impact.otherApis.map(({ relation }) => relation)).toContain("cause");
    expect(impact.otherApis.map(({ relation }) => relation)).not.toContain("credential");
    expect(impact.otherApis.filter(({ file }) => file === "openapi.yaml")).toEqual([]);
  });
});

test("a title that ends with the version does not have it twice, of the API and of others", async () => {
  const text = RIDERS.replace("title: Riders,", 'title: "Riders API 1",');
  const { review } = await sourceOf(text.replace("Rider Apps", "Others"), "others.yaml");
  const { api, otherApis } = await impactOf(text, { operations: ["GET /users"] }, { portfolio: [review] });
  expect([api.title, ...new Set(otherApis.map((other) => other.api))]).toEqual(["Riders API 1", "Riders API 1"]);
});

test("the same input gives the same assessment", async () => {
  const [one, two] = [await impactOf(RIDERS, { schemas: ["User"] }), await impactOf(RIDERS, { schemas: ["User"] })];
  expect(JSON.stringify(one)).toBe(JSON.stringify(two));
});

describe("what has the same without a category of its own", () => {
  const SHOP = description(
    `  /{shop}/apps/{appId}:
    get:
      parameters: [{ name: shop, in: path, required: true, schema: { type: string } }, { name: appId, in: path, required: true, schema: { type: string } }]
      ${returns('{ $ref: "#/components/schemas/App" }')}
  /{shop}/apps/{appId}/launch-code:
    post:
      parameters: [{ name: shop, in: path, required: true, schema: { type: string } }, { name: appId, in: path, required: true, schema: { type: string } }]
      ${returns("{ type: object, properties: { value: { type: string } } }")}
  /{shop}/apps/{appId}/bundle:
    get:
      parameters: [{ name: shop, in: path, required: true, schema: { type: string } }, { name: appId, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: It. } }
  /{shop}/apps:
    post:
      parameters: [{ name: shop, in: path, required: true, schema: { type: string } }]
      requestBody: { content: ${json('{ $ref: "#/components/schemas/App" }')} }
      responses: { "201": { description: Made. } }
  /{shop}/app-converter:
    post:
      parameters: [{ name: shop, in: path, required: true, schema: { type: string } }]
      requestBody: { content: ${json("{ type: object, properties: { text: { type: string } } }")} }
      ${returns('{ $ref: "#/components/schemas/App" }')}
  /{shop}/export:
    post:
      parameters: [{ name: shop, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: All. } }
  /partners/apps:
    get:
      ${returns('{ type: array, items: { $ref: "#/components/schemas/PartnerApp" } }')}
  /themes:
    get:
      ${returns('{ type: array, items: { $ref: "#/components/schemas/Theme" } }')}`,
    `  schemas:
    App:
      type: object
      properties: { id: { type: string }, launchCode: { type: string }, entryPoint: { type: string }, runtimeSize: { type: integer } }
    PartnerApp:
      type: object
      properties: { id: { type: string }, launchCode: { type: string }, entryPoint: { type: string }, runtimeSize: { type: integer } }
    Theme:
      type: object
      properties: { id: { type: string }, colour: { type: string } }
`,
  );

  test.each<readonly [string, string, string]>([
    [
      "another schema that tells the same",
      "GET /partners/apps",
      "same-data: returns launchCode in another schema (PartnerApp)",
    ],
    ["a path that names the field", "POST /{shop}/apps/{appId}/launch-code", "same-data: names launchCode in its path"],
    [
      "a part of the object that is not described",
      "GET /{shop}/apps/{appId}/bundle",
      "same-data: belongs to the same object; the response is not described",
    ],
    [
      "an export that is not described",
      "POST /{shop}/export",
      "same-data: exports all of it; the response is not described",
    ],
    ["what sets it", "POST /{shop}/apps", "same-object: can set it"],
  ])("%s", async (_what, operation, found) => {
    const { elsewhere } = await impactOf(SHOP, { fields: ["App.launchCode"] });
    const one = elsewhere.find((entry) => entry.operation === operation);
    expect(`${one?.relation}: ${one?.why}`).toBe(found);
  });

  test("but not what gives back what was sent, nor another kind of thing", async () => {
    const { elsewhere } = await impactOf(SHOP, { fields: ["App.launchCode"] });
    expect(elsewhere.map(({ operation }) => operation)).not.toContain("GET /themes");
    expect(
      elsewhere.filter(({ operation, relation }) => operation.endsWith("converter") && relation === "same-data"),
    ).toEqual([]);
  });
});

describe("the same weakness", () => {
  const LEDGER = description(
    `  /payments/{paymentId}:
    get:
      security: []
      parameters: [{ name: paymentId, in: path, required: true, schema: { type: string } }]
      ${returns("{ type: object, properties: { id: { type: string }, iban: { type: string }, fullName: { type: string } } }")}
  /limits/{limitId}:
    put:
      security: []
      parameters: [{ name: limitId, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Done. } }
  /colours:
    get:
      security: []
      ${returns("{ type: array, items: { type: object, properties: { name: { type: string }, shade: { type: integer } } } }")}
  /health:
    get:
      security: []
      ${returns("{ type: object, properties: { status: { type: string } } }")}
  /vault/{itemId}:
    get:
      parameters: [{ name: itemId, in: path, required: true, schema: { type: string } }]
      ${returns("{ type: object, properties: { id: { type: string }, clientSecret: { type: string } } }")}
  /gateways/{gatewayId}:
    get:
      parameters: [{ name: gatewayId, in: path, required: true, schema: { type: string } }]
      ${returns("{ type: object, properties: { id: { type: string }, config: { type: object, additionalProperties: { type: string } } } }")}
  /tokens:
    post:
      summary: Log in
      security: []
      ${returns("{ type: object, properties: { accessToken: { type: string } } }")}`,
  );
  const weak = async (selected: Parameters<typeof impactOf>[1]) =>
    (await impactOf(LEDGER, selected)).elsewhere
      .filter(({ relation }) => relation === "same-weakness")
      .map(({ operation }) => operation);

  test("of an operation without a credential is what else asks for none, and matters", async () => {
    const found = await weak({ operations: ["GET /payments/{paymentId}"] });
    expect(found).toContain("PUT /limits/{limitId}");
    for (const harmless of ["GET /colours", "GET /health", "POST /tokens", "POST /accounts"])
      expect(found).not.toContain(harmless);
  });

  test("of a secret that comes back are other secrets, and settings of any content", async () => {
    expect(await weak({ operations: ["GET /vault/{itemId}"] })).toContain("GET /gateways/{gatewayId}");
  });

  test("of a credential has none; what issues one is named", async () => {
    const { elsewhere } = await impactOf(LEDGER, { credentials: ["token"] });
    expect(elsewhere.map(({ operation, relation }) => `${relation} ${operation}`)).toContain("same-data POST /tokens");
  });
});

type EventKind = NonNullable<ImpactAssessment["since"]>["events"][number]["kind"];

test.each<readonly [kinds: readonly EventKind[], beganBefore: boolean, said: string]>([
  [["began", "widened"], false, "Since 2026-01-01 (15 days), commit c0. Since then widened once (2026-01-02)."],
  [
    ["began", "widened", "ended", "began", "narrowed"],
    false,
    "Since 2026-01-04 (15 days in all, with earlier times), commit c3. Since then narrowed once (2026-01-05).",
  ],
  [["began", "widened", "ended", "began"], false, "Since 2026-01-04 (15 days in all, with earlier times), commit c3."],
  [["ended", "began"], true, "Since 2026-01-02 (at least 15 days), commit c1."],
])("%j is told as what happened since it began last", async (kinds, beganBefore, said) => {
  const events = kinds.map((kind, at) => ({
    kind,
    commit: `c${at}`,
    date: `2026-01-0${at + 1}`,
    file: "openapi.yaml",
    operations: [],
    text: kind,
    unsure: 0,
  }));
  const since = { events, beganBefore, days: 15, commits: 5, reviewed: 5, unknown: [] };
  const { answers } = await impactOf(RIDERS, { credentials: ["token"] }, { since });
  expect(answers.find(({ question }) => question === "Since when?")?.text).toBe(said);
});

test("why nothing is known of a history is told as it is", async () => {
  const unknown = ["The description of commit abc cannot be read: its review takes longer than 60 s"];
  const since = { events: [], beganBefore: false, days: null, commits: 0, reviewed: 0, unknown };
  const { answers } = await impactOf(RIDERS, { credentials: ["token"] }, { since });
  expect(answers.find(({ question }) => question === "Since when?")?.text).toBe(
    "Not known: the description of commit abc cannot be read: its review takes longer than 60 s.",
  );
});

describe("who can give rights", () => {
  const body =
    "{ type: object, properties: { userIds: { type: array, items: { type: string } }, role: { type: string } } }";
  const call = (path: string, method = "post"): string =>
    description(
      `  ${path}:
    ${method}:
      ${path.includes("{") ? "parameters: [{ name: id, in: path, required: true, schema: { type: string } }]" : "summary: Change it"}
      requestBody: { content: ${json(body)} }
      responses: { "204": { description: Done. } }`,
    );
  test.each([
    ["POST", "/roles/assign"],
    ["PUT", "/users/{id}/role"],
    ["PATCH", "/members/{id}/permissions"],
    ["POST", "/role-assignments"],
    ["POST", "/access-rights"],
    ["PUT", "/benutzer/{id}/rollen"],
    ["POST", "/berechtigungen"],
    ["PUT", "/utilisateurs/{id}/droits"],
    ["POST", "/usuarios/{id}/permisos"],
    ["PUT", "/usuarios/{id}/permissoes"],
  ])("can do all that the rights are for: %s %s", async (method, path) => {
    const { rating, fix, contain } = await impactOf(call(path, method.toLowerCase()), {
      operations: [`${method} ${path}`],
    });
    expect(rating.severity).toBe("critical");
    expect(fix[0]!.text).toContain("Check on the server that the caller may grant this right");
    expect(contain.map(({ text }) => text).join(" ")).toContain("revoke every right that was not approved");
  });

  test("takes one away at most, and gives none", async () => {
    const { contain } = await impactOf(call("/users/{id}/role", "delete"), { operations: ["DELETE /users/{id}/role"] });
    expect(contain.map(({ text }) => text).join(" ")).not.toContain("revoke every right that was not approved");
  });
});

describe("a read of which nobody can tell what it gives", () => {
  const read = (path: string, schema: string): string =>
    description(
      `  ${path}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      ${returns(schema)}`,
    );
  const PARTLY = "{ type: object, properties: { state: { type: string }, payload: { type: object } } }";
  test.each([
    ["/runs/{id}", PARTLY, "what payload holds is not described"],
    ["/runs/{id}", "{ type: object }", "what comes back is not described"],
    ["/laeufe/{id}", PARTLY, "what payload holds is not described"],
  ])("counts as confidential: %s %s", async (path, schema, told) => {
    const { rating, answers } = await impactOf(read(path, schema), { operations: [`GET ${path}`] });
    expect(rating).toMatchObject({ severity: "high" });
    expect(rating.because).toContain("counts as confidential because it was reported");
    expect(answers[0]!.text).toContain(told);
    expect(answers[3]!.text).not.toContain("If the fields cannot be left out");
  });

  test("what is described and harmless does not", async () => {
    const harmless = "{ type: object, properties: { state: { type: string }, count: { type: integer } } }";
    const { rating } = await impactOf(read("/runs/{id}", harmless), { operations: ["GET /runs/{id}"] });
    expect(rating.severity).toBe("low");
  });
});
