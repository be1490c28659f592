import { unknownFields } from "../../src/impact/scope/reported-fields.ts";
import { expect, test } from "vitest";
import { reportedItems, type Selection } from "../../src/impact/scope/select.ts";
import { UserError } from "../../src/core/user-error.ts";
import { description, selectionOf, sourceOf } from "./assessed.ts";

const RIDERS = description(
  `  /users/{userId}:
    get:
      operationId: getUser
      parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses: { "200": { description: One., content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } } }
    delete:
      parameters: [{ name: userId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses: { "204": { description: Done. } }
  /bikes:
    get:
      responses: { "200": { description: All., content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Bike" } } } } } }`,
  `  schemas:
    User:
      type: object
      properties:
        id: { type: string, format: uuid }
        email: { type: string, format: email }
        birthDate: { type: string, format: date }
        city: { type: string }
    Bike:
      type: object
      properties:
        id: { type: string, format: uuid }
        gears: { type: integer }
        email: { type: string, format: email }
`,
);

test.each<readonly [string, Partial<Selection>, readonly string[]]>([
  ["method and path", { operations: ["GET /users/{userId}"] }, ["GET /users/{userId}"]],
  ["small letters, another name of the parameter", { operations: ["get /users/{id}/"] }, ["GET /users/{userId}"]],
  ["an operationId", { operations: ["getUser"] }, ["GET /users/{userId}"]],
  ["a path with one method", { operations: ["/bikes"] }, ["GET /bikes"]],
  ["a field", { fields: ["User.birthDate"] }, ["GET /users/{userId}"]],
  ["a field without its schema", { fields: ["birthDate"] }, ["GET /users/{userId}"]],
  ["a field that holds nothing sensitive", { fields: ["Bike.gears"] }, ["GET /bikes"]],
  ["a schema", { schemas: ["user"] }, ["GET /users/{userId}"]],
  ["a credential", { credentials: ["token"] }, ["GET /users/{userId}", "DELETE /users/{userId}", "GET /bikes"]],
  ["two things", { schemas: ["User"], operations: ["/bikes"] }, ["GET /bikes", "GET /users/{userId}"]],
])("%s is found", async (_what, selected, operations) => {
  const items = reportedItems(await sourceOf(RIDERS), selectionOf(selected));
  expect(items.flatMap((item) => item.operations.map(({ id }) => id))).toEqual(operations);
});

test("a field that several objects without a schema under components have is asked for by its object", async () => {
  const inline = (title: string): string =>
    `responses: { "200": { description: One., content: { application/json: { schema: { type: object, title: ${title}, properties: { id: { type: string }, email: { type: string, format: email } } } } } } }`;
  const source = await sourceOf(
    description(`  /me:
    get:
      ${inline("Me")}
  /staff:
    get:
      ${inline("Employee")}`),
  );
  expect(() => reportedItems(source, selectionOf({ fields: ["email"] }))).toThrow(
    expect.objectContaining({ hint: "Did you mean Me.email or Employee.email?" }),
  );
  const [item] = reportedItems(source, selectionOf({ fields: ["Employee.email"] }));
  expect(item!.operations.map(({ id }) => id)).toEqual(["GET /staff"]);
});

test("a field stands where the schema that has it is, and not where a body without a name has one of its name", async () => {
  const text = description(
    `  /me:
    get:
      responses: { "200": { description: One., content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } } }`,
    `  schemas:
    User: { type: object, properties: { id: { type: string }, email: { type: string, format: email } } }`,
  );
  const [item] = reportedItems(await sourceOf(text), selectionOf({ fields: ["email"] }));
  expect(item).toMatchObject({ name: "User.email", line: text.slice(0, text.indexOf("    User:")).split("\n").length });
});

test("a finding is found by its ID, the beginning of it, one of its places, and an issue that is named after one", async () => {
  const source = await sourceOf(RIDERS);
  const finding = source.review.findings.find(({ operations, places }) => operations.length > 0 && places.length > 0)!;
  const place = finding.places[0]!.fingerprint;
  for (const id of [finding.fingerprint, finding.fingerprint.slice(0, 8), place, `sp-${place.slice(0, 10)}`]) {
    const [item] = reportedItems(source, selectionOf({ findings: [id] }));
    expect(item).toMatchObject({ kind: "finding", name: finding.fingerprint, text: finding.message });
    expect(item!.operations.map((one) => one.id)).toEqual(finding.operations);
  }
});

test.each<readonly [string, Partial<Selection>, string, string]>([
  [
    "an operation that is misspelt",
    { operations: ["GET /user/{userId}"] },
    "operation GET /user/{userId}",
    "Did you mean GET /users/{userId}?",
  ],
  [
    "an operation by a part of its path",
    { operations: ["GET /bike"] },
    "operation GET /bike",
    "Did you mean GET /bikes?",
  ],
  [
    "a path with several methods",
    { operations: ["/users/{userId}"] },
    "operation /users/{userId}",
    "Did you mean GET /users/{userId} or DELETE /users/{userId}?",
  ],
  [
    "an operation like no other",
    { operations: ["POST /payments"] },
    "operation POST /payments",
    'Write method and path as the description has them, "GET /users/{id}", or its operationId.',
  ],
  ["a field that is misspelt", { fields: ["User.birthdate"] }, "field User.birthdate", "Did you mean User.birthDate?"],
  [
    "a field that several schemas have",
    { fields: ["email"] },
    "one field email: 2 schemas have it",
    "Did you mean User.email or Bike.email?",
  ],
  ["a schema that is misspelt", { schemas: ["Usr"] }, "schema Usr", "Did you mean User?"],
  ["a credential that is misspelt", { credentials: ["tokn"] }, "credential tokn", "Did you mean token?"],
  ["a credential like no other", { credentials: ["oauth"] }, "credential oauth", "There are token."],
  [
    "a finding that is not there",
    { findings: ["0123456789abcdef"] },
    "finding 0123456789abcdef",
    "Write the ID that sallyport review shows, or its first eight characters.",
  ],
  [
    "a finding of one letter",
    { findings: ["a"] },
    "finding a",
    "Write the ID that sallyport review shows, or its first eight characters.",
  ],
])("%s is refused", async (_what, selected, what, hint) => {
  const source = await sourceOf(RIDERS);
  const refused = (): unknown => reportedItems(source, selectionOf(selected));
  expect(refused).toThrow(UserError);
  expect(refused).toThrow(`openapi.yaml has no ${what}`);
  try {
    refused();
  } catch (error) {
    expect((error as UserError).hint).toBe(hint); // it is one
  }
});

test("a picture by which somebody is identified is restricted, and what nothing tells of is confidential", async () => {
  const source = await sourceOf(
    description(
      ["Selfie", "Thing"]
        .map(
          (name) => `  /${name}:
    get:
      responses: { "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/${name}" } } } } }
`,
        )
        .join(""),
      `  schemas:
    Selfie: { type: object, properties: { blob: { type: string } } }
    Thing: { type: object, properties: { blob: { type: string } } }
`,
    ),
  );
  const items = reportedItems(source, selectionOf({ fields: ["Selfie.blob", "Thing.blob"] }));
  expect(unknownFields(source, items)).toEqual([
    { name: "Selfie.blob", sensitivity: "restricted" },
    { name: "Thing.blob", sensitivity: "confidential" },
  ]);
});

test.each(["guestsRegistered", "POST guestsRegistered", "WEBHOOK guestsRegistered POST"])(
  "the webhook %s is found",
  async (operation) => {
    const source = await sourceOf(
      description(`  /bikes:
    get:
      responses: { "204": { description: Done. } }
webhooks:
  guestsRegistered:
    post:
      responses: { "204": { description: Done. } }`),
    );
    const items = reportedItems(source, selectionOf({ operations: [operation] }));
    expect(items.flatMap((item) => item.operations.map(({ id }) => id))).toEqual(["WEBHOOK guestsRegistered POST"]);
  },
);
