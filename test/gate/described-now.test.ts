import { expect, test } from "vitest";
import { besideWords } from "../../src/report/words/blocking-lines.ts";
import { gated } from "./judged.ts";

/*
 * A response that said nothing of what is in it and is described now returns what it may always have returned: that is
 * news, and neither better nor worse. What is asked for otherwise, or stands beside what was described, is new.
 */

const ENTRY = "openapi.yaml";

interface Written {
  readonly security?: string;
  readonly parameters?: string;
  readonly responses: string;
  readonly body?: string;
}

function api({ security = "[{ token: [] }]", parameters = "", responses, body }: Written): ReadonlyMap<string, string> {
  return new Map([
    [
      ENTRY,
      `openapi: 3.0.3
info: { title: Riders, version: "1" }
servers: [{ url: https://api.rides.io }]
security: [{ token: [] }]
paths:
  /riders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    post:
      operationId: findRider
      security: ${security}
      parameters: [${parameters}]
${body === undefined ? "" : `      requestBody: { content: { application/json: ${body} } }\n`}      responses: ${responses}
  /version:
    get:
      responses: { "200": { description: OK, content: { text/plain: { schema: { type: string, enum: [a] } } } } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`,
    ],
  ]);
}

const IBAN = "{ type: object, properties: { id: { type: integer }, iban: { type: string } } }";
const json = (schema: string, status = "200"): string =>
  `{ "${status}": { description: OK, content: { application/json: { schema: ${schema} } } } }`;
const DESCRIBED: Written = { responses: json(IBAN) };
const SILENT: Written = { responses: '{ "200": { description: OK } }' };
const OPEN = "[]";

test.each<readonly [name: string, before: Written, after: Written, told: readonly string[]]>([
  ["a response without content", SILENT, DESCRIBED, ["neutral field-described"]],
  [
    "content without a schema",
    { responses: '{ "200": { description: OK, content: { application/json: {} } } }' },
    DESCRIBED,
    ["neutral field-described"],
  ],
  [
    "an object of which nothing is named",
    { responses: json("{ type: object }") },
    DESCRIBED,
    ["neutral field-described"],
  ],
  ["an empty schema", { responses: json("{}") }, DESCRIBED, ["neutral field-described"]],
  [
    "a list of anything",
    { responses: json("{ type: array, items: {} }") },
    { responses: json(`{ type: array, items: ${IBAN} }`) },
    ["neutral field-described"],
  ],
  [
    "a free object in a described one",
    { responses: json("{ type: object, properties: { rider: { type: object } } }") },
    { responses: json(`{ type: object, properties: { rider: ${IBAN} } }`) },
    ["neutral field-described"],
  ],
  [
    "an open response of an operation that anyone can call",
    { ...SILENT, security: OPEN },
    { ...DESCRIBED, security: OPEN },
    ["neutral field-described"],
  ],
  [
    "an error without content",
    { responses: '{ "200": { description: OK }, "404": { description: None } }' },
    {
      responses: `{ "200": { description: OK }, "404": { description: None, content: { application/json: { schema: ${IBAN} } } } }`,
    },
    ["neutral field-described"],
  ],
  [
    "a request without a schema",
    { ...SILENT, body: "{}" },
    { ...SILENT, body: `{ schema: ${IBAN} }` },
    ["neutral field-described"],
  ],
  // What follows is no mere description.
  [
    "a field beside those that were named",
    { responses: json("{ type: object, properties: { id: { type: integer } } }") },
    DESCRIBED,
    ["worse field-readable"],
  ],
  [
    "a field beside those that were named, in an object that may have others",
    { responses: json("{ type: object, additionalProperties: true, properties: { id: { type: integer } } }") },
    DESCRIBED,
    ["worse field-readable"],
  ],
  [
    "a response that had no body",
    { responses: '{ "204": { description: Done } }' },
    DESCRIBED,
    ["worse field-readable"],
  ],
  [
    "a response of an operation that now takes a selection",
    SILENT,
    { ...DESCRIBED, parameters: "{ name: expand, in: query, schema: { type: string } }" },
    ["worse field-readable"],
  ],
  [
    "a response of an operation that anyone can call now",
    SILENT,
    { ...DESCRIBED, security: OPEN },
    ["worse authentication-removed", "worse exposure-widened", "worse field-readable", "worse newly-reachable"],
  ],
  [
    "an error that was not named",
    SILENT,
    {
      responses: `{ "200": { description: OK }, "404": { description: None, content: { application/json: { schema: ${IBAN} } } } }`,
    },
    ["worse field-readable"],
  ],
  ["a body that was not taken", SILENT, { ...SILENT, body: `{ schema: ${IBAN} }` }, ["worse field-writable"]],
])("%s", async (_name, before, after, told) => {
  const review = await gated(api(before), api(after), ENTRY);
  const changes = review.gate.changes
    .filter(({ kind }) => !/^limit-|^finding-fixed/.test(kind))
    .map(({ kind, direction }) => `${direction} ${kind}`);
  expect(changes.toSorted()).toEqual(told);
  const isNews = told.includes("neutral field-described");
  if (review.gate.decision === "pass" && isNews)
    expect(besideWords(review)).toMatch(
      /may have existed before\. .*1 sensitive field is described now, where the description did not say before what POST \/riders/,
    );
});

test("what anyone can read is found all the same, and blocks: nobody has accepted it", async () => {
  const review = await gated(api({ ...SILENT, security: OPEN }), api({ ...DESCRIBED, security: OPEN }), ENTRY);
  expect(review.gate.decision).toBe("fail");
  expect(review.gate.because.join("\n")).toMatch(/Unauthenticated callers can read .*bank accounts/);
  const [change] = review.gate.changes.filter(({ kind }) => kind === "field-described");
  expect(change!.text).toMatch(/: bank account; 1 of them can be read by more people than they should \(iban\)$/);
  expect(change!.blocks).toBe(false);
});

const ERROR = (schema: string, status = "404"): Written => ({
  responses: `{ "200": { description: OK }, "${status}": { description: None, content: { application/json: { schema: ${schema} } } } }`,
});
const wrapped = (schema: string): string => `{ type: object, properties: { code: { type: string }, body: ${schema} } }`;

test.each<readonly [name: string, before: Written, after: Written, told: readonly string[]]>([
  [
    "is no longer returned",
    ERROR(IBAN),
    ERROR("{ type: object, properties: { id: { type: integer } } }"),
    ["better field-no-longer-readable"],
  ],
  ["is returned in an envelope", ERROR(wrapped(IBAN)), ERROR(wrapped(wrapped(IBAN))), []],
  [
    "is no longer described",
    ERROR(IBAN),
    { responses: '{ "200": { description: OK }, "404": { description: None } }' },
    [],
  ],
  ["is described with another status", ERROR(IBAN), ERROR(IBAN, "409"), []],
])("what errors return %s", async (_name, before, after, told) => {
  const review = await gated(api(before), api(after), ENTRY);
  const changes = review.gate.changes
    .filter(({ kind, direction }) => direction === "better" && kind !== "finding-fixed")
    .map(({ kind, direction }) => `${direction} ${kind}`);
  expect(changes).toEqual(told);
});

test.each<readonly [name: string, before: Written, after: Written, told: readonly string[]]>([
  ["were in errors before, in an envelope or without", ERROR(wrapped(IBAN)), ERROR(wrapped(wrapped(IBAN))), []],
  ["were in errors with another status", ERROR(IBAN), ERROR(wrapped(IBAN), "409"), []],
  [
    "were in none",
    ERROR("{ type: object, properties: { code: { type: string } } }"),
    ERROR(wrapped(IBAN)),
    ["worse field-readable"],
  ],
])("fields that %s", async (_name, before, after, told) => {
  const open = { security: OPEN };
  const review = await gated(api({ ...before, ...open }), api({ ...after, ...open }), ENTRY);
  const changes = review.gate.changes
    .filter(({ kind }) => kind !== "finding-fixed" && kind !== "field-moved")
    .map(({ kind, direction }) => `${direction} ${kind}`);
  expect(changes).toEqual(told);
  expect(review.gate.decision).toBe(told.length === 0 ? "pass" : "fail");
});
