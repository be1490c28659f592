import { expect, test } from "vitest";
import type { Selection } from "../../src/impact/scope/select.ts";
import { description, impactOf, sourceOf } from "./assessed.ts";

function json(schema: string): string {
  return `{ application/json: { schema: ${schema} } }`;
}

function returns(schema: string, status = "200"): string {
  return `"${status}": { description: It., content: ${json(schema)} }`;
}

/** What else is named of a description, by relation: `same-data GET /users (on-request)`. */
async function named(text: string, selected: Partial<Selection>): Promise<readonly string[]> {
  const { elsewhere } = await impactOf(text, selected);
  return elsewhere.map(
    ({ relation, operation, way }) => `${relation} ${operation}${way === "on-request" ? " on request" : ""}`,
  );
}

const JOB = "{ type: object, properties: { processId: { type: string }, jobid: { type: integer } } }";
const LATER = returns('{ $ref: "#/components/schemas/Job" }', "202");

/** An API of calls that are all answered later where a caller asks for that. */
const REMOTE = description(
  ["dump", "get", "paths", "create", "unlock"]
    .map(
      (call) => `  /config/${call}:
    post:
      summary: ${call === "paths" ? "Where the configuration is" : `${call} the configuration`}
      responses: { ${returns(call === "paths" ? "{ type: object, properties: { home: { type: string } } }" : "{ type: object, additionalProperties: true }")}, ${LATER} }
`,
    )
    .join("") +
    `  /core/run:
    post:
      summary: Run a command
      requestBody: { content: ${json("{ type: object, properties: { command: { type: string } } }")} }
      responses: { ${returns("{ type: object, additionalProperties: true }")}, ${LATER} }
  /devices/{deviceId}/commands:
    post:
      summary: Run a command on a device
      parameters: [{ name: deviceId, in: path, required: true, schema: { type: string } }]
      requestBody: { content: ${json("{ type: object, properties: { command: { type: string } } }")} }
      responses: { ${LATER} }
  /job/batch:
    post:
      summary: Run a batch of calls
      requestBody: { content: ${json("{ type: object, properties: { inputs: { type: array, items: { type: object, required: [_path], properties: { _path: { type: string } }, additionalProperties: true } } } }")} }
      responses: { ${LATER} }
  /job/status:
    post:
      summary: Get the status of a job
      parameters: [{ name: jobid, in: query, schema: { type: integer } }]
      responses: { ${returns("{ type: object, properties: { output: { type: object, additionalProperties: true } } }")} }
  /job/list:
    post:
      summary: List jobs
      responses: { ${returns("{ type: object, properties: { jobids: { type: array, items: { type: integer } } } }")}, ${LATER} }`,
  `  schemas: { Job: ${JOB} }\n`,
);

test("what most calls answer with says nothing of one, and the ways round it are named", async () => {
  expect(await named(REMOTE, { operations: ["POST /config/dump"] })).toEqual([
    "same-data POST /core/run on request",
    "same-data POST /job/batch on request",
    "same-data POST /job/status on request",
    "same-object POST /config/get",
  ]);
});

test("that the answer is a map of anything is said, though that a call was accepted is described", async () => {
  const { affected, answers } = await impactOf(REMOTE, { operations: ["POST /config/dump"] });
  expect(affected.map(({ understood }) => understood)).toEqual([false]);
  expect(answers[0]!.text).toMatch(/; what comes back is not described\.$/);
  const paths = await impactOf(REMOTE, { operations: ["POST /config/paths"] });
  expect(paths.affected.map(({ understood }) => understood)).toEqual([true]);
});

const ADDRESS =
  "{ type: object, properties: { id: { type: string }, name: { type: string }, phone: { type: string }, street: { type: string }, postalCode: { type: string } } }";

test("a credential exposes what accepts it, and not what others open that gives the same", async () => {
  const text = description(
    `  /tracking:
    get: { security: [{ pageKey: [] }], responses: { ${returns('{ $ref: "#/components/schemas/Address" }')} } }
  /warehouses:
    get: { responses: { ${returns('{ type: array, items: { $ref: "#/components/schemas/Address" } }')} } }`,
    `    pageKey: { type: apiKey, in: header, name: Page-Key }
  schemas: { Address: ${ADDRESS} }\n`,
  );
  expect(await named(text, { credentials: ["pageKey"] })).toEqual([]);
  expect(await named(text, { operations: ["GET /tracking"] })).toContain("same-data GET /warehouses");
});

const ORDER = `{ type: object, properties: { sid: { type: string }, email: { type: string }, ccEmails: { type: array, items: { type: string } },
        addressSid: { type: string }, phoneNumber: { type: string }, contactTitle: { type: string }, contactPhone: { type: string },
        capabilities: { type: string }, failureReason: { type: string }, signingDocumentSid: { type: string } } }`;
const DOCUMENT =
  "{ type: object, properties: { sid: { type: string }, email: { type: string }, ccEmails: { type: array, items: { type: string } }, addressSid: { type: string } } }";

/** Orders, and something that has a little of what an order has. */
function orders(other: string): string {
  return description(
    `  /orders:
    get: { responses: { ${returns('{ type: array, items: { $ref: "#/components/schemas/Order" } }')} } }
    post:
      summary: Create an order
      requestBody: { content: ${json("{ type: object, properties: { email: { type: string }, phoneNumber: { type: string } } }")} }
      responses: { ${returns('{ $ref: "#/components/schemas/Order" }', "201")} }
  /others:
    get: { responses: { ${returns(`{ type: array, items: { $ref: "#/components/schemas/${other}" } }`)} } }`,
    `  schemas:
    Order: ${ORDER}
    ${other}: ${DOCUMENT}\n`,
  );
}

test("a thing that the reported one names by an identifier is another one; one that it does not is a part of it", async () => {
  const selected = { schemas: ["Order"] };
  expect(await named(orders("AuthorizationDocument"), selected)).not.toContain("same-data GET /others");
  expect(await named(orders("OrderContact"), selected)).toContain("same-data GET /others");
});

test("what makes one and answers with it is named, since its answer has to change as well", async () => {
  const { affected, elsewhere } = await impactOf(orders("AuthorizationDocument"), { schemas: ["Order"] });
  const all = [...affected.map(({ id }) => id), ...elsewhere.map(({ operation }) => operation)];
  expect(all).toEqual(expect.arrayContaining(["GET /orders", "POST /orders"]));
});

test("what gives it is listed as that, also where it takes something of that name too", async () => {
  const match = "{ type: object, properties: { score: { type: integer }, name: { type: string } } }";
  const properties = `number: { type: string }, match: ${match}, swap: { type: string }, risk: { type: string }, line: { type: string }`;
  const text = description(
    `  /lookups/{number}:
    get:
      parameters: [{ name: number, in: path, required: true, schema: { type: string } }]
      responses: { ${returns('{ $ref: "#/components/schemas/LookupAnswer" }')} }
  /lookups/query:
    post:
      requestBody: { content: ${json('{ type: array, items: { $ref: "#/components/schemas/BatchRequest" } }')} }
      responses: { ${returns('{ type: array, items: { $ref: "#/components/schemas/BatchAnswer" } }')} }`,
    `  schemas:
    LookupAnswer: { type: object, properties: { ${properties} } }
    BatchRequest: { type: object, properties: { ${properties} } }
    BatchAnswer: { type: object, properties: { ${properties} } }\n`,
  );
  expect(await named(text, { fields: ["LookupAnswer.match"] })).toEqual(["same-data POST /lookups/query"]);
});

/** Markers of drivers, with the same as files. */
const MARKERS = description(
  `  /markers:
    get:
      parameters:
        - { name: from, in: query, required: true, schema: { type: string, format: date-time } }
        - { name: to, in: query, required: true, schema: { type: string, format: date-time } }
      responses: { ${returns('{ type: array, items: { $ref: "#/components/schemas/Driver" } }')} }
  /markers/csv:
    get:
      summary: The markers as a CSV file
      security: []
      responses: { "200": { description: It., content: { text/csv: { schema: { type: string } } } } }
  /markers/icon:
    get: { responses: { "200": { description: It., content: { image/png: { schema: { type: string } } } } } }
  /drivers/{driverId}:
    parameters: [{ name: driverId, in: path, required: true, schema: { type: integer } }]
    get: { responses: { ${returns('{ $ref: "#/components/schemas/Driver" }')} } }
    delete: { responses: { "204": { description: Gone. } } }`,
  `  schemas:
    Driver:
      type: object
      properties: { id: { type: integer }, name: { type: string }, driverPhone: { type: string }, birthDate: { type: string, format: date } }
`,
);

test("a file of the same is the same data, the first thing to see where more can get it, and part of the fix", async () => {
  const impact = await impactOf(MARKERS, { operations: ["GET /markers"] });
  const { elsewhere, answers, scope, contain } = impact;
  const [file] = elsewhere.filter(({ operation }) => operation === "GET /markers/csv");
  expect([file?.relation, file?.callers]).toEqual(["same-data", "wider"]);
  expect(file?.why).toMatch(/^returns a file of it, and does not say what is in the file/);
  expect(
    elsewhere.some(({ operation, relation }) => operation === "GET /markers/icon" && relation === "same-data"),
  ).toBe(false);
  expect(answers.find(({ question }) => question === "Where else?")?.text).toContain(
    "Open to more callers than what was reported: GET /markers/csv (anyone without a credential).",
  );
  expect(scope.places.map(({ operation }) => operation)).toContain("GET /markers/csv");
  expect(contain.flatMap(({ operations }) => operations)).toContain("GET /markers/csv");
});

test("what gives a file of the same is known by the form that its path ends in", async () => {
  const file = (path: string, type: string, schema = "{ type: string, format: binary }"): string =>
    `\n  ${path}: { get: { parameters: [{ name: id, in: query, schema: { type: string } }], responses: { "200": { description: It., content: { ${type}: { schema: ${schema} } } } } } }`;
  const text = description(
    `  /patients:
    get: { responses: { ${returns('{ type: array, items: { $ref: "#/components/schemas/Patient" } }')} } }${[
      file("/patients/csv", "text/csv"),
      file("/patients/export.xlsx", "application/octet-stream"),
      file("/patients/import-template", "application/octet-stream"),
      file("/patients/schema", "application/xml"),
      file("/patients/feed.js", "application/javascript"),
      file("/patients/count-file", "text/csv", "{ type: integer }"),
    ].join("")}`,
    `  schemas:
    Patient: { type: object, properties: { id: { type: string }, email: { type: string }, birthDate: { type: string, format: date }, diagnosis: { type: string } } }\n`,
  );
  const { elsewhere } = await impactOf(text, { operations: ["GET /patients"] });
  const same = elsewhere.filter(({ relation }) => relation === "same-data").map(({ operation }) => operation);
  expect(same.toSorted()).toEqual(["GET /patients/csv", "GET /patients/export.xlsx"]);
});

test("a deletion at the path of a reported schema acts on the same object", async () => {
  expect(await named(MARKERS, { schemas: ["Driver"] })).toContain("same-object DELETE /drivers/{driverId}");
});

test("a period is no page and no search in the access logs", async () => {
  const { logs } = await impactOf(MARKERS, { operations: ["GET /markers"] });
  expect(logs.find(({ operation }) => operation === "GET /markers")?.look).toBe(
    "one credential or IP address with wide or adjoining periods (from and to)",
  );
});

test("a description that was searched in vain is named", async () => {
  const { searched } = await impactOf(MARKERS, { schemas: ["Driver"] }, { others: [await sourceOf(REMOTE, "b.yaml")] });
  expect(searched).toEqual([{ api: "Riders 1", file: "b.yaml", operations: 11 }]);
});

test("a conflict that shows the record which is there already gives it away, and is to be fixed too", async () => {
  const guest = '{ $ref: "#/components/schemas/Guest" }';
  const text = description(
    `  /guests/{guestId}:
    get:
      security: []
      parameters: [{ name: guestId, in: path, required: true, schema: { type: string } }]
      responses: { ${returns(guest)} }
  /guests:
    post:
      security: []
      requestBody: { content: ${json("{ type: object, properties: { email: { type: string }, birthDate: { type: string, format: date } } }")} }
      responses: { ${returns(guest, "201")}, ${returns(`{ type: object, properties: { code: { type: string }, existing: ${guest} } }`, "409")}, ${returns("{ type: object, properties: { message: { type: string }, email: { type: string } } }", "400")} }`,
    `  schemas:
    Guest: { type: object, properties: { id: { type: string }, email: { type: string }, birthDate: { type: string, format: date } } }
`,
  );
  const { elsewhere, scope } = await impactOf(text, { operations: ["GET /guests/{guestId}"] });
  expect(elsewhere.find(({ operation }) => operation === "POST /guests")).toMatchObject({
    relation: "same-data",
    way: "error",
  });
  const places = scope.places.flatMap(({ operation, what }) => (operation === "POST /guests" ? [what] : []));
  expect(places).toContain("4xx existing.birthDate");
  // As what was reported it is what others have, and not only what the caller sent.
  const own = await impactOf(text, { operations: ["POST /guests"] });
  expect(own.data.some(({ whose, direction }) => direction === "read" && whose === "population")).toBe(true);
});

const PATIENTS = (status: string, body: string, sent = "NewPatient"): string =>
  description(
    `  /patients/{patientId}:
    get:
      parameters: [{ name: patientId, in: path, required: true, schema: { type: string } }]
      responses: { ${returns('{ $ref: "#/components/schemas/Patient" }')} }
  /referrals:
    post:
      requestBody: { content: ${json(`{ $ref: "#/components/schemas/${sent}" }`)} }
      responses: { ${returns("{ type: object, properties: { id: { type: string } } }", "201")}, ${returns(body, status)} }`,
    `  schemas:
    NewPatient: { type: object, properties: { email: { type: string, format: email } } }
    Patient: { type: object, properties: { id: { type: string }, email: { type: string, format: email }, diagnosis: { type: string } } }
`,
  );

test.each<readonly [what: string, text: string, isNamed: boolean]>([
  ["a conflict that is the record", PATIENTS("409", '{ $ref: "#/components/schemas/Patient" }'), true],
  [
    "a conflict that nests it",
    PATIENTS(
      "409",
      '{ type: object, properties: { title: { type: string }, current: { $ref: "#/components/schemas/Patient" } } }',
    ),
    true,
  ],
  ["what is not valid, and is another record", PATIENTS("422", '{ $ref: "#/components/schemas/Patient" }'), true],
  [
    "what is not valid, with its duplicates",
    PATIENTS(
      "422",
      '{ type: object, properties: { errors: { type: array, items: { type: object, properties: { duplicates: { type: array, items: { $ref: "#/components/schemas/Patient" } } } } } } }',
    ),
    true,
  ],
  ["what is not valid, as it was sent", PATIENTS("422", '{ $ref: "#/components/schemas/Patient" }', "Patient"), false],
  ["what is wrong with the request", PATIENTS("400", '{ $ref: "#/components/schemas/Patient" }'), false],
  ["a message", PATIENTS("409", "{ type: object, properties: { message: { type: string } } }"), false],
])("%s gives the reported record away, or not", async (_what, text, isNamed) => {
  for (const selected of [
    { operations: ["GET /patients/{patientId}"] },
    { schemas: ["Patient"] },
    { fields: ["Patient.diagnosis"] },
  ]) {
    const { elsewhere, scope } = await impactOf(text, selected);
    const found = elsewhere.find(({ operation, way }) => operation === "POST /referrals" && way === "error");
    expect(found !== undefined).toBe(isNamed);
    expect(scope.places.some(({ operation }) => operation === "POST /referrals")).toBe(isNamed);
  }
});

test("what gives the same fields in another description is found, whatever its schema is called there", async () => {
  const at = (path: string, name: string, fields: string): string =>
    description(
      `  ${path}/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { ${returns(`{ $ref: "#/components/schemas/${name}" }`)} }`,
      `  schemas:
    ${name}: { type: object, properties: { ${fields} } }
`,
    );
  const fields = "id: { type: string }, email: { type: string, format: email }, diagnosis: { type: string }";
  const [patients, lab, stores] = [
    at("/patients", "Patient", fields),
    at("/lab", "Specimen", `${fields}, takenOn: { type: string, format: date }`),
    at(
      "/stores",
      "Store",
      "id: { type: string }, email: { type: string, format: email }, openingHours: { type: string }",
    ),
  ];
  const others = [await sourceOf(lab, "lab.yaml"), await sourceOf(stores, "stores.yaml")];
  for (const selected of [{ operations: ["GET /patients/{id}"] }, { schemas: ["Patient"] }]) {
    const { elsewhere, scope } = await impactOf(patients, selected, { others });
    expect(
      elsewhere.filter(({ api }) => api !== null).map(({ relation, operation, why }) => [relation, operation, why]),
    ).toEqual([
      [
        "same-data",
        "GET /lab/{id}",
        "exposes health data and e-mail address of a schema with the same fields (Specimen)",
      ],
    ]);
    expect(scope.elsewhere.map(({ file }) => file)).toEqual(["lab.yaml"]);
  }
});

test("what one of two credentials opens is open to more callers", async () => {
  const order = (at: string, security: string): string =>
    `  /orders/{orderId}${at}:
    get:
      security: ${security}
      parameters: [{ name: orderId, in: path, required: true, schema: { type: string } }]
      responses: { ${returns('{ $ref: "#/components/schemas/Order" }')} }`;
  const schemas = `    seller: { type: apiKey, in: header, name: x-seller }
    personal: { type: apiKey, in: header, name: x-personal }
  schemas:
    Order: { type: object, properties: { id: { type: string }, shippingAddress: { type: string } } }
`;
  const both = "[{ seller: [], personal: [] }]";
  const of = async (security: string): Promise<readonly (readonly [string, string])[]> => {
    const text = description(`${order("/address", both)}\n${order("", security)}`, schemas);
    const { elsewhere } = await impactOf(text, { operations: ["GET /orders/{orderId}/address"] });
    return elsewhere.flatMap(({ relation, callers, who }) =>
      relation === "same-data" ? [[callers, who] as const] : [],
    );
  };
  expect(await of("[{ seller: [] }]")).toEqual([["wider", 'anyone who signs up, with "seller" alone']]);
  expect(await of(both)).toEqual([["same", "anyone with a credential (it is not stated who can get one)"]]);
});

test("an identifier that data is asked for by is no weakness of the data that was reported", async () => {
  const at = (path: string, name: string): string =>
    `  /${path}/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { ${returns(`{ $ref: "#/components/schemas/${name}" }`)} }`;
  const text = description(
    `${at("feeds", "Feed")}\n${at("statements", "Statement")}`,
    `  schemas:
    Feed: { type: object, properties: { id: { type: string }, accountHolderEmail: { type: string, format: email } } }
    Statement: { type: object, properties: { id: { type: string }, lines: { type: array, items: { type: string } } } }
`,
  );
  expect(await named(text, { fields: ["Feed.accountHolderEmail"] })).toEqual([]);
  expect(await named(text, { operations: ["GET /feeds/{id}"] })).toEqual(["same-weakness GET /statements/{id}"]);
});

test("what is open to more callers now is told first, and counts", async () => {
  const text = description(
    `  /patients/{patientId}:
    get:
      parameters: [{ name: patientId, in: path, required: true, schema: { type: string } }]
      responses: { ${returns('{ $ref: "#/components/schemas/Patient" }')} }
  /directory:
    get:
      security: []
      responses: { ${returns('{ type: array, items: { $ref: "#/components/schemas/Patient" } }')} }`,
    `  schemas:
    Patient: { type: object, properties: { id: { type: string }, email: { type: string, format: email } } }
`,
  );
  const { answers, rating } = await impactOf(text, { operations: ["GET /patients/{patientId}"] });
  expect(answers[0]!.text).toMatch(
    /^High\. Anyone without a credential can read e-mail addresses of patients, with GET \/directory\. What was reported: anyone who signs up can read e-mail addresses of patients, with GET \/patients\/\{patientId\}\.$/,
  );
  expect(rating.stated).toBe(false);
  const staff = text
    .replace(
      '      security: []\n      responses: { "200": { description: It., content: { application/json: { schema: { type: array',
      '      security: [{ staffToken: [] }]\n      responses: { "200": { description: It., content: { application/json: { schema: { type: array',
    )
    .replace(
      "    token: {",
      "    staffToken: { type: http, scheme: bearer, description: Only for our employees. }\n    token: {",
    );
  const narrow = await impactOf(staff, { operations: ["GET /directory"] });
  expect(narrow.answers[0]!.text).toContain(
    "Anyone who signs up can read e-mail addresses of patients, with GET /patients/{patientId}. What was reported: the organization's own",
  );
  expect([narrow.rating.severity, narrow.rating.because]).toEqual([
    "high",
    expect.stringContaining("by another operation (GET /patients/{patientId})"),
  ]);
  expect((await impactOf(staff, { operations: ["GET /directory"] }, { severity: "low" })).rating.severity).toBe("low");
  // Of a field it is told who gets it most easily, and then of all.
  const field = await impactOf(text, { fields: ["Patient.email"] });
  expect(field.answers[0]!.text).toMatch(
    /^High\. Anyone without a credential can .* with GET \/directory\. In all: anyone without a credential and anyone who signs up can .* with 2 operations\.$/,
  );
});

const PEOPLE = (schema: string, at: string): string =>
  description(
    `  ${at}:
    get:
      responses: { ${returns(`{ type: array, items: { $ref: "#/components/schemas/${schema}" } }`)} }
    post:
      requestBody: { content: ${json(`{ $ref: "#/components/schemas/${schema}" }`)} }
      responses: { "204": { description: Done. } }`,
    `  schemas:
    ${schema}: { type: object, properties: { id: { type: string }, socialSecurityNumber: { type: string } } }
`,
  );

test("a reported field is found in another description, whatever its schema is called there", async () => {
  const other = await sourceOf(PEOPLE("Applicant", "/applicants"), "other.yaml");
  const field = { fields: ["Employee.socialSecurityNumber"] };
  const { elsewhere } = await impactOf(PEOPLE("Employee", "/employees"), field, { others: [other] });
  expect(
    elsewhere.flatMap(({ file, relation, operation }) => (file === "other.yaml" ? [`${relation} ${operation}`] : [])),
  ).toEqual(["same-data GET /applicants", "same-object POST /applicants"]);
});

test("what accepts a credential of the same name in another description may accept the one that was reported", async () => {
  const keyed = (at: string, header: string): string =>
    PEOPLE(at === "/staff" ? "Worker" : "Employee", at).replace(
      "{ type: http, scheme: bearer }",
      `{ type: apiKey, in: header, name: ${header} }`,
    );
  const reported = { credentials: ["token"] };
  const found = async (header: string): Promise<readonly string[]> => {
    const other = await sourceOf(keyed("/staff", header), "other.yaml");
    const { elsewhere } = await impactOf(keyed("/employees", "X-Key"), reported, { others: [other] });
    return elsewhere.flatMap(({ file, operation }) => (file === "other.yaml" ? [operation] : []));
  };
  expect(await found("X-Key")).toEqual(["GET /staff", "POST /staff"]);
  expect(await found("X-Other")).toEqual([]);
});

test("a reported credential is assessed as itself: who has it, what refuses it, and nothing of other ways in", async () => {
  const { callers, rating, tests, logs, fix } = await impactOf(
    PEOPLE("Employee", "/employees")
      .replace(
        "token: { type: http, scheme: bearer }",
        "token: { type: http, scheme: bearer }\n    other: { type: http, scheme: basic }",
      )
      .replace("security: [{ token: [] }]", "security: [{ token: [] }, { other: [] }]"),
    { credentials: ["token"] },
  );
  expect(callers).toMatchObject([
    { who: 'whoever has the reported credential ("token")', needed: 'the credential "token"' },
  ]);
  expect(rating.severity).toBe("critical");
  expect(tests.map(({ as, expect: passes }) => `${as}: ${passes}`)).toEqual([
    "the reported credential (token): 401 for every request, and nothing changes",
    "the reported credential (token): 401 for every request",
  ]);
  expect(logs.every(({ look }) => look.startsWith("calls with the reported credential (token)"))).toBe(true);
  expect(fix.some(({ text }) => text.includes("Basic"))).toBe(false);
});

test("personal data brings the question of 72 hours, with the day on which they end", async () => {
  const { duties, answers } = await impactOf(PEOPLE("Employee", "/employees"), { operations: ["GET /employees"] });
  expect(duties.find(({ kind }) => kind === "personal-data")?.question).toMatch(
    /72 hours .* by 2026-02-03, if that is today\. Is this such a breach\?$/,
  );
  expect(answers.find(({ question }) => question === "Until when?")?.text).toMatch(/72 hours, by 2026-02-03/);
});

test.each([
  ["text/csv", true],
  ["application/pdf", true],
  ["text/html", false],
  ["image/png", false],
])("a file of the same collection that nothing describes may hold the same: %s", async (type, isNamed) => {
  const text = description(
    `  /reports/{kind}:
    get:
      parameters: [{ name: kind, in: path, required: true, schema: { type: string } }]
      responses: { ${returns("{ type: array, items: { type: object, properties: { id: { type: string }, name: { type: string }, email: { type: string, format: email }, birthDate: { type: string, format: date } } } }")} }
  /reports/files/{number}:
    get:
      security: []
      parameters: [{ name: number, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: The file., content: { ${type}: { schema: { type: string } } } } }
  /branches/{number}/plan:
    get:
      security: []
      parameters: [{ name: number, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: The file., content: { ${type}: { schema: { type: string } } } } }`,
  );
  const { elsewhere } = await impactOf(text, { operations: ["GET /reports/{kind}"] });
  const files = elsewhere.filter(({ relation }) => relation === "same-data").map(({ operation }) => operation);
  expect(files).toEqual(isNamed ? ["GET /reports/files/{number}"] : []);
});

test("a scope of those who work there keeps others out who could call what was reported", async () => {
  const person =
    "{ type: object, properties: { id: { type: string }, email: { type: string, format: email }, birthDate: { type: string, format: date } } }";
  const text = description(
    ["reader", "personnel", "employees", "loans:read"]
      .map(
        (scope) => `  /${scope.replace(":", "-")}/members/{id}:
    get:
      security: [{ oauth: ["${scope}"] }]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { ${returns(person)} }
`,
      )
      .join(""),
  ).replace(
    "  securitySchemes:",
    `  securitySchemes:
    oauth: { type: oauth2, flows: { authorizationCode: { authorizationUrl: "https://id.rides.io", tokenUrl: "https://id.rides.io/t", scopes: {} } } }`,
  );
  const { elsewhere } = await impactOf(text, { operations: ["GET /reader/members/{id}"] });
  const callers = elsewhere
    .filter(({ relation }) => relation === "same-data")
    .map(({ operation, callers: width }) => `${operation} ${width}`);
  expect(callers.toSorted()).toEqual([
    "GET /employees/members/{id} narrower",
    "GET /loans-read/members/{id} same",
    "GET /personnel/members/{id} narrower",
  ]);
});

/** A thing with parts of these names, each read as a whole, and of which one has users. */
function container(thing: string, parts: readonly string[], users = "permissions/users"): string {
  const one = `/${thing}/{thingId}`;
  const id = "parameters: [{ name: thingId, in: path, required: true, schema: { type: string } }]";
  const user = '{ $ref: "#/components/schemas/User" }';
  return description(
    `  ${one}:
    get:
      ${id}
      responses: { ${returns("{ type: object, properties: { title: { type: string } } }")} }
  ${one}/${users}:
    get:
      ${id}
      responses: { ${returns(`{ type: array, items: ${user} }`)} }
  ${one}/${users}/{userId}:
    delete:
      parameters: [{ name: thingId, in: path, required: true, schema: { type: string } }, { name: userId, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Done. } }
${parts
  .map(
    (part) => `  ${one}/${part}:
    get:
      ${id}
      responses: { ${returns("{ type: array, items: { type: object, properties: { colour: { type: string }, size: { type: integer } } } }")} }
`,
  )
  .join("")}`,
    "  schemas: { User: { type: object, properties: { displayName: { type: string }, email: { type: string, format: email } } } }\n",
  );
}

const FEW_PARTS = ["domains", "pages", "themes"];
const MANY_PARTS = Array.from({ length: 14 }, (_, at) => `${String.fromCodePoint(97 + at)}shelves`);

test.each<[thing: string, users: string]>([
  ["sites", "permissions/users"],
  ["projects", "members"],
  ["organizations", "people"],
  ["workspaces", "access/users"],
  ["spaces", "contributors"],
  ["standorte", "mitarbeiter"],
  ["projekte", "mitglieder"],
  ["projets", "membres"],
  ["proyectos", "miembros"],
  ["projetos", "membros"],
])("what else is in a container of many things is not listed: %s/%s", async (thing, users) => {
  const operation = `GET /${thing}/{thingId}/${users}`;
  const { elsewhere, unknown } = await impactOf(container(thing, MANY_PARTS, users), { operations: [operation] });
  const listed = elsewhere.map((one) => one.operation);
  expect(listed).toContain(`DELETE /${thing}/{thingId}/${users}/{userId}`);
  expect(listed.filter((one) => one.includes("shelves"))).toEqual([]);
  const told = unknown.filter(({ text }) => text.includes("too many to list"));
  expect(told.map(({ text }) => text)).toEqual([
    `Whether 14 other operations on what is below /${thing}/{thingId} check that the caller may see it: too many to list here.`,
  ]);
});

test("of an object with few parts all are listed", async () => {
  const { elsewhere, unknown } = await impactOf(container("sites", FEW_PARTS), {
    operations: ["GET /sites/{thingId}/permissions/users"],
  });
  expect(elsewhere.filter(({ operation }) => FEW_PARTS.some((part) => operation.endsWith(part)))).toHaveLength(3);
  expect(unknown.filter(({ text }) => text.includes("too many to list"))).toEqual([]);
});

test("where the object itself was reported, what is done to it is listed, however much it holds", async () => {
  const { elsewhere } = await impactOf(container("sites", MANY_PARTS), { operations: ["GET /sites/{thingId}"] });
  expect(elsewhere.filter(({ operation }) => operation.includes("shelves"))).toHaveLength(14);
});

/** A path with one method, below `paths`. */
function pathWith(path: string, method: string, rest: string, summary = "It"): string {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const parameters = names.map((name) => `{ name: ${name}, in: path, required: true, schema: { type: string } }`);
  return `  ${path}:
    ${method}:
      summary: ${summary}
      parameters: [${parameters.join(", ")}]
${rest}
`;
}

function gives(schema: string): string {
  return `      responses: { ${returns(schema)} }`;
}

function takes(schema: string, response = '"204": { description: Done. }'): string {
  return `      requestBody: { content: ${json(schema)} }
      responses: { ${response} }`;
}

/** An object of text properties. */
function object(...names: readonly string[]): string {
  return `{ type: object, properties: { ${names.map((name) => `${name}: { type: string }`).join(", ")} } }`;
}

function ref(name: string): string {
  return `{ $ref: "#/components/schemas/${name}" }`;
}

test("schemas that are called after their use are not of one kind for that", async () => {
  const text = description(
    pathWith("/returns/{returnId}", "get", gives(ref("ReturnRead"))) +
      pathWith("/orders/{orderId}", "get", gives(ref("OrderRead"))) +
      pathWith("/webhooks/{webhookId}", "get", gives(ref("WebhookRead"))),
    `  schemas:
    ReturnRead: ${object("id", "apiKey")}
    OrderRead: ${object("id", "apiKey")}
    WebhookRead: ${object("id", "accessToken", "password")}
`,
  );
  expect((await named(text, { operations: ["GET /returns/{returnId}"] })).join()).not.toContain(
    "same-data GET /webhooks",
  );
});

test.each([
  ["customer", "customers"],
  ["kunde", "kunden"],
  ["patient", "patients"],
  ["cliente", "clientes"],
])("the %s inside of an order is one of the %s", async (person, people) => {
  const text = description(
    pathWith(
      "/orders/{orderId}",
      "get",
      gives(`{ type: object, title: Order, properties: { id: { type: string }, ${person}: ${object("email")} } }`),
    ) +
      pathWith(`/${people}/{id}`, "get", gives(object("id", "email"))) +
      pathWith("/suppliers/{id}", "get", gives(object("id", "email"))),
  );
  const found = await named(text, { operations: ["GET /orders/{orderId}"] });
  expect(found).toContain(`same-data GET /${people}/{id}`);
  expect(found.join()).not.toContain("same-data GET /suppliers");
});

test.each([
  ["PortalAuth", "StaffAuth", "Portal or staff token"],
  ["KundeAuth", "PersonalAuth", "Token von Kunde oder Personal"],
  ["ClientToken", "AgentToken", "Jeton du client ou de l'agent"],
  ["PortalAuth", "StaffAuth", "One of the staff; the portal's is accepted, too."],
])("what accepts %s or %s by its text is to be tried with either", async (own, other, said) => {
  const secured = (name: string): string => `      security: [{ ${name}: [] }]\n${gives(object("id", "title"))}`;
  const text = (description_: string): string =>
    description(
      pathWith("/pages/{id}", "get", secured(own)) +
        pathWith("/settings/{id}", "get", secured(other)) +
        pathWith("/widgets/{id}", "get", secured("Either")),
    ).replace(
      "  securitySchemes:",
      `  securitySchemes:
    ${own}: { type: http, scheme: bearer }
    ${other}: { type: http, scheme: bearer }
    Either: { type: http, scheme: bearer, description: "${description_}" }`,
    );
  const credentials = { credentials: [own] };
  expect(await named(text(said), credentials)).toEqual(["same-data GET /widgets/{id}"]);
  const { elsewhere, answers } = await impactOf(text(said), credentials);
  expect(elsewhere.map(({ callers }) => callers)).toEqual(["same"]);
  expect(answers.find(({ question }) => question === "Where else?")!.text).toBe(
    "1 other operation may accept it too, or lets callers in.",
  );
  // A text that names one alone, or says that one is refused, says nothing of it.
  expect(await named(text(`A ${other} credential`), credentials)).toEqual([]);
  expect(await named(text(`Not ${said}`), credentials)).toEqual([]);
});

test.each([
  ["access_code_id", "code"],
  ["accessCodeId", "code"],
])("an event that repeats a field beside %s gives it", async (identifier, field) => {
  const text = description(
    pathWith("/access-codes/{id}", "get", gives(ref("AccessCode"))) +
      pathWith("/events", "get", gives(`{ type: array, items: ${ref("Event")} }`)) +
      pathWith("/countries", "get", gives(`{ type: array, items: ${ref("Country")} }`)),
    `  schemas:
    AccessCode: ${object("id", field, "label")}
    Event: { oneOf: [${object("kind", identifier, field)}, ${object("kind", "device_id")}] }
    Country: ${object("kind", "label", field)}
`,
  );
  const found = await named(text, { fields: [`AccessCode.${field}`] });
  expect(found).toContain("same-data GET /events");
  expect(found.join()).not.toContain("same-data GET /countries");
});

const ASYNCHRONOUS = description(
  `  /accounts/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      summary: Ask for the accounts
      responses: { "202": { description: Accepted. } }
    put:
      summary: Answer with the accounts
${takes(`{ type: object, properties: { accounts: { type: array, items: ${ref("Account")} } } }`)}
  /health/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      summary: Health
      responses: { "202": { description: Accepted. } }
`,
  `  schemas: { Account: ${object("nick", "place")} }\n`,
);

test("what is answered by a call of its own is asked for by the read of the same path", async () => {
  const found = await named(ASYNCHRONOUS, { schemas: ["Account"] });
  expect(found).toContain("same-data GET /accounts/{id}");
  expect(found.join()).not.toContain("same-data GET /health");
});

test("a schema of which nothing shows what it holds counts as confidential", async () => {
  const { rating, answers } = await impactOf(ASYNCHRONOUS, { schemas: ["Account"] });
  expect(rating).toMatchObject({ severity: "high" });
  expect(rating.because).toContain("counts as confidential");
  expect(answers[0]!.text).toContain("Nothing shows what kind of data Account holds: it counts as confidential.");
});

test("what takes the same input is to be tested for the same flaw", async () => {
  const text = description(
    pathWith("/locations", "post", takes(object("type", "target"))) +
      pathWith(
        "/analyze-location",
        "post",
        takes(`{ type: object, properties: { file: { type: string }, location: ${object("target", "type")} } }`),
      ) +
      pathWith("/notes", "post", takes(object("type", "text"))),
  );
  const found = await named(text, { operations: ["POST /locations"] });
  expect(found).toContain("same-weakness POST /analyze-location");
  expect(found.join()).not.toContain("POST /notes");
});

test("where nobody can see what was read without a credential, neither can they of other such reads", async () => {
  const open = (schema: string): string => `      security: []\n${gives(schema)}`;
  const text = description(
    pathWith("/pages/{id}", "get", open("{ type: object }")) +
      pathWith("/blocks/{id}", "get", open("{ type: object }")) +
      pathWith("/search", "get", open("{ type: object }")) +
      pathWith("/versions", "get", open(object("major", "minor"))),
  );
  const found = await named(text, { operations: ["GET /pages/{id}"] });
  expect(found).toEqual(expect.arrayContaining(["same-weakness GET /blocks/{id}", "same-weakness GET /search"]));
  expect(found.join()).not.toContain("/versions");
  // Of what is described the same cannot be said.
  expect((await named(text, { operations: ["GET /versions"] })).join()).not.toContain("GET /search");
});

test("what more callers can do to the same object is told first", async () => {
  const text = description(
    pathWith("/returns/{id}", "get", gives(object("id", "email"))) +
      pathWith(
        "/returns/{id}/comments",
        "get",
        `      security: []\n${gives(`{ type: array, items: ${object("text")} }`)}`,
      ),
  );
  const { answers } = await impactOf(text, { operations: ["GET /returns/{id}"] });
  expect(answers.find(({ question }) => question === "Where else?")!.text).toContain(
    "Open to more callers on the same object: GET /returns/{id}/comments (anyone without a credential).",
  );
});

test("a token in settings is none that lets callers in", async () => {
  const text = description(
    pathWith("/users/{id}", "get", gives(object("id", "email"))) +
      pathWith("/map-settings/{id}", "get", `      security: []\n${gives(object("id", "apiKey"))}`),
  );
  const { elsewhere } = await impactOf(text.replace("token: []", "key: []").replace("    token: {", "    key: {"), {
    credentials: ["key"],
  });
  expect(elsewhere.map(({ relation, operation }) => `${relation} ${operation}`)).toEqual([
    "same-weakness GET /map-settings/{id}",
  ]);
});

test("a credential that got out is revoked, and nothing is said of fields and checks", async () => {
  const { contain, fix } = await impactOf(description(pathWith("/users/{id}", "get", gives(object("id", "email")))), {
    credentials: ["token"],
  });
  const told = [...contain, ...fix].map(({ text }) => text).join(" ");
  expect(told).toContain('Revoke every credential of "token"');
  expect(told).toContain("Find out how it got out");
  expect(told).not.toMatch(/out of the response|Check on the server/);
});

test("without a credential the first of all fixes is to require one", async () => {
  const { fix } = await impactOf(
    description(pathWith("/pages/{id}", "get", `      security: []\n${gives("{ type: object }")}`)),
    { operations: ["GET /pages/{id}"] },
  );
  expect(fix[0]!.text).toMatch(/^Require a credential, and check on the server/);
});

test("of many deeds those that do most harm are told first", async () => {
  const text = description(
    ["red", "blue", "green"]
      .map((name) => pathWith(`/${name}-notes/{id}`, "patch", takes(object("text")), "Change a note"))
      .join("") + pathWith("/users/{id}/password", "put", takes(object("password")), "Set the password"),
  );
  const { answers } = await impactOf(text, { credentials: ["token"] });
  expect(answers[0]!.text).toMatch(/can (?:set|change) (?:the )?passwords?/);
});

/** An API of sign-ins elsewhere, of people with passwords, and of apps. */
const SECRETS = description(
  `  /providers:
    get: { responses: { ${returns('{ type: array, items: { $ref: "#/components/schemas/Provider" } }')} } }
  /users/{userId}/providers:
    get:
      parameters: [{ name: userId, in: path, required: true, schema: { type: string } }]
      responses: { ${returns('{ type: array, items: { $ref: "#/components/schemas/Provider" } }')} }
  /users/{userId}:
    get:
      parameters: [{ name: userId, in: path, required: true, schema: { type: string } }]
      responses: { ${returns('{ $ref: "#/components/schemas/User" }')} }
  /apps/{appId}:
    get:
      parameters: [{ name: appId, in: path, required: true, schema: { type: string } }]
      responses: { ${returns('{ $ref: "#/components/schemas/App" }')} }
  /flags/{flagId}:
    get:
      parameters: [{ name: flagId, in: path, required: true, schema: { type: string } }]
      responses: { ${returns("{ type: object, properties: { name: { type: string }, environments: { type: object, additionalProperties: { type: object, properties: { isOn: { type: boolean } } } } } }")} }
  /stacks/{stackId}:
    get:
      parameters: [{ name: stackId, in: path, required: true, schema: { type: string } }]
      responses: { ${returns("{ type: object, properties: { name: { type: string }, configuration: { type: object, additionalProperties: { type: string } } } }")} }`,
  `  schemas:
    Provider: { type: object, properties: { id: { type: string }, name: { type: string }, client_secret: { type: string } } }
    User: { type: object, properties: { id: { type: string }, email: { type: string }, credentials: { type: object, properties: { password: { type: string }, recovery_code: { type: string } } } } }
    App: { type: object, properties: { id: { type: string }, clientSecret: { type: string } } }\n`,
);

test("a password of a person is not the data of a client secret, and a secret of the same kind has the same weakness", async () => {
  const found = await named(SECRETS, { fields: ["Provider.client_secret"] });
  expect(found).not.toContain("same-data GET /users/{userId}");
  expect(found).not.toContain("same-weakness GET /users/{userId}");
  expect(found).toContain("same-weakness GET /apps/{appId}");
});

test("a configuration of any names may hold secrets, and environments of which each is described hold none", async () => {
  const found = await named(SECRETS, { fields: ["Provider.client_secret"] });
  expect(found).toContain("same-weakness GET /stacks/{stackId}");
  expect(found).not.toContain("same-weakness GET /flags/{flagId}");
});

const HOOK =
  "{ type: object, properties: { id: { type: integer }, type: { type: string }, active: { type: boolean } } }";

/** Webhooks of several owners, a mirror, and files beside them. */
const HOOKS = description(
  ["repos/{repo}", "orgs/{org}", "user"]
    .map(
      (owner) => `  /${owner}/hooks:
    ${owner.includes("{") ? `parameters: [{ name: ${/\{(.*)\}/.exec(owner)![1]}, in: path, required: true, schema: { type: string } }]` : "parameters: []"}
    get: { summary: List the hooks, responses: { ${returns('{ type: array, items: { $ref: "#/components/schemas/Hook" } }')} } }
    post:
      summary: Create a hook
      requestBody: { content: ${json("{ type: object, properties: { type: { type: string }, config: { type: object, additionalProperties: { type: string } } } }")} }
      responses: { ${returns('{ $ref: "#/components/schemas/Hook" }', "201")} }
`,
    )
    .join("") +
    `  /repos/{repo}/mirrors:
    post:
      parameters: [{ name: repo, in: path, required: true, schema: { type: string } }]
      requestBody: { content: ${json("{ type: object, properties: { remote_address: { type: string }, interval: { type: string } } }")} }
      responses: { "204": { description: Done. } }
  /repos/{repo}/raw:
    get:
      parameters: [{ name: repo, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: The file. } }
  /repos/{repo}/labels:
    post:
      parameters: [{ name: repo, in: path, required: true, schema: { type: string } }]
      requestBody: { content: ${json("{ type: object, properties: { title: { type: string }, color: { type: string } } }")} }
      responses: { "204": { description: Done. } }`,
  `  schemas: { Hook: ${HOOK} }\n`,
);

test("where callers say what the server connects to, what else lets them is named, and how to stop it", async () => {
  const { elsewhere, contain, fix, answers } = await impactOf(HOOKS, { operations: ["POST /repos/{repo}/hooks"] });
  const found = elsewhere.map(({ operation }) => operation);
  expect(found).toEqual(
    expect.arrayContaining(["POST /orgs/{org}/hooks", "POST /user/hooks", "POST /repos/{repo}/mirrors"]),
  );
  expect(contain[0]!.text).toMatch(
    /address that callers give \(config\): let the server connect only to hosts that you listed/,
  );
  expect(fix[0]!.text).toMatch(/^Accept an ID or a listed host instead of an address \(config\)\./);
  expect(answers.find(({ question }) => question === "What now?")!.text).toContain("loopback");
});

test("of a change that gives nothing sensitive the deed was reported: what gives the same object is on it, and files are not", async () => {
  const { elsewhere, affected } = await impactOf(HOOKS, { operations: ["POST /repos/{repo}/hooks"] });
  const relations = new Map(elsewhere.map(({ operation, relation }) => [operation, relation]));
  expect(relations.get("GET /orgs/{org}/hooks")).toBe("same-object");
  expect([...relations.values()]).not.toContain("same-data");
  expect(affected.map(({ id }) => id)).toEqual(["POST /repos/{repo}/hooks"]);
});

test("of a call that lets nobody say where the server connects to no such advice is given", async () => {
  const { contain } = await impactOf(HOOKS, { operations: ["POST /repos/{repo}/labels"] });
  expect(contain.map(({ text }) => text).join(" ")).not.toContain("loopback");
});

/** An API whose operations take a credential in an ordinary header. */
const HEADERS = `openapi: 3.1.0
info: { title: Console, version: "1" }
servers: [{ url: https://api.rides.io }]
paths:
${["drivers", "fleets", "depots"]
  .map(
    (thing) => `  /${thing}/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }${thing === "depots" ? "" : ", { name: Authorization, in: header, required: true, schema: { type: string } }"}]
    delete: { responses: { "204": { description: Gone. } } }
    get: { responses: { ${returns("{ type: object, properties: { id: { type: string }, email: { type: string } } }")} } }`,
  )
  .join("\n")}
`;

test("what asks for a credential in an ordinary header is not said to ask for none", async () => {
  const of = async (operation: string): Promise<string> =>
    (await impactOf(HEADERS, { operations: [operation] })).elsewhere.map(({ why }) => why).join("; ");
  expect(await of("DELETE /drivers/{id}")).not.toContain("asks for no credential either");
  const open = await impactOf(HEADERS, { operations: ["DELETE /depots/{id}"] });
  const said = open.elsewhere.filter(({ why }) => why.includes("asks for no credential either"));
  expect(said.map(({ operation }) => operation)).not.toContain("DELETE /drivers/{id}");
});

/** What one credential opens: the state of the service first, and what harms last. */
const OPENED = `openapi: 3.1.0
info: { title: Chain, version: "1" }
servers: [{ url: https://api.rides.io }]
security: [{ sessions: [] }]
paths:
  /health: { get: { security: [], responses: { ${returns("{ type: object, properties: { ok: { type: boolean } } }")} } } }
  /blocks: { get: { responses: { ${returns("{ type: object, properties: { size: { type: integer } } }")} } } }
  /people: { get: { responses: { ${returns("{ type: array, items: { type: object, properties: { email: { type: string }, birthDate: { type: string } } } }")} } } }
  /files/{id}: { delete: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: { "204": { description: Gone. } } } }
  /token: { post: { security: [], summary: Log in, requestBody: { content: ${json("{ type: object, properties: { username: { type: string }, password: { type: string } } }")} }, responses: { ${returns("{ type: object, properties: { access_token: { type: string }, refresh_token: { type: string } } }")} } } }
components:
  securitySchemes:
    sessions:
      type: oauth2
      description: |
        First this.

        Then that.
      flows: { password: { tokenUrl: https://api.rides.io/token, scopes: {} } }
`;

test("of a credential that got out: what does most harm first, its sessions, and no advice for a leak of data", async () => {
  const { reported, logs, tests, contain, fix, elsewhere } = await impactOf(OPENED, { credentials: ["sessions"] });
  expect(reported[0]!.text).toBe("First this. Then that.");
  const order = ["DELETE /files/{id}", "GET /people", "GET /blocks"];
  expect(logs.map(({ operation }) => operation).filter((one) => order.includes(one))).toEqual(order);
  expect(tests.map(({ operation }) => operation).filter((one) => order.includes(one))).toEqual(order);
  expect(contain[0]!.text).toMatch(/^Revoke every credential of "sessions" .* with its refresh tokens and sessions/);
  expect(contain.map(({ text }) => text).join(" ")).not.toContain("Limit calls");
  expect(fix[0]!.text).toMatch(/^Give each caller a credential of its own/);
  expect(fix.map(({ text }) => text).join(" ")).not.toContain("in one change");
  const issuer = elsewhere.find(({ operation }) => operation === "POST /token");
  expect(issuer?.callers).toBe("same");
});

test.each(["mobileKey", "sdk-key", "signing-secret", "api-key"])(
  "who resets the %s of a stage sets a credential",
  async (part) => {
    const text = description(`  /stages/{stageId}/${part}:
    post:
      summary: Reset it
      operationId: reset${part}
      parameters: [{ name: stageId, in: path, required: true, schema: { type: string } }]
      responses: { ${returns("{ type: object, properties: { id: { type: string } } }")} }`);
    const { actions } = await impactOf(text, { operations: [`POST /stages/{stageId}/${part}`] });
    expect(actions.map(({ kind }) => kind)).toEqual(["credentials"]);
  },
);
