import { describe, expect, test } from "vitest";
import { apiIn } from "../../model/api-of.ts";
import { hasCorpus } from "../../corpus.ts";
import { isThorough } from "../../thorough.ts";
import { dataFlows } from "../../../src/data/flows/data-flows.ts";
import { flowsIn, NO_DATA_POLICY, passed, shown } from "../flows-of.ts";

const COMPONENTS = `
components:
  schemas:
    User: { type: object, properties: { id: { type: string }, email: { type: string }, copies: { type: array, items: { $ref: '#/components/schemas/User' } } } }
    Member: { type: object, properties: { id: { type: string }, email: { type: string }, manager: { $ref: '#/components/schemas/Member' } } }
    Person: { type: object, properties: { email: { type: string } } }
    Post: { type: object, properties: { id: { type: string }, author: { $ref: '#/components/schemas/User' }, email: { type: string } } }
    Pet: { type: object, discriminator: { propertyName: kind, mapping: { dog: Dog } }, properties: { kind: { type: string } } }
    Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { ownerEmail: { type: string } } }] }
    Node: { type: object, properties: { next: { $ref: '#/components/schemas/Node' }, list: { type: array, items: { $ref: '#/components/schemas/Node' } }, email: { type: string } } }
`;
const USER = "{ $ref: '#/components/schemas/User' }";
const EMAIL = "{ type: object, properties: { email: { type: string } } }";

/** An operation that answers with a schema. */
function answers(schema: string): string {
  return `paths: { /things: { get: { responses: { '200': { description: ok, content: { application/json: { schema: ${schema} } } } } } } }${COMPONENTS}`;
}

type Row = readonly [what: string, schema: string, ...flows: string[]];

const CONSTRUCTS: readonly Row[] = [
  ["a property", EMAIL, "read body 2xx email"],
  ["a reference", USER, "read body 2xx email"],
  ["a list", `{ type: array, items: ${USER} }`, "read body 2xx [].email"],
  [
    "an envelope",
    `{ properties: { data: { type: array, items: ${USER} }, total: { type: integer } } }`,
    "read body 2xx data[].email",
  ],
  ["a list of lists", `{ type: array, items: { type: array, items: ${EMAIL} } }`, "read body 2xx [][].email"],
  ["a tuple", `{ type: array, prefixItems: [{ type: string }, ${EMAIL}] }`, "read body 2xx [].email"],
  ["free keys", `{ type: object, additionalProperties: ${USER} }`, "read body 2xx {}.email"],
  ["keys of a pattern", `{ patternProperties: { '^u': ${EMAIL} } }`, "read body 2xx {}.email"],
  [
    "allOf",
    `{ allOf: [${EMAIL}, { properties: { phoneNumber: { type: string } } }] }`,
    "read body 2xx email",
    "read body 2xx phoneNumber",
  ],
  [
    "oneOf",
    `{ oneOf: [${EMAIL}, { properties: { phoneNumber: { type: string } } }] }`,
    "read body 2xx email",
    "read body 2xx phoneNumber",
  ],
  ["anyOf with null", `{ anyOf: [${EMAIL}, { type: 'null' }] }`, "read body 2xx email"],
  ["not", `{ not: ${EMAIL} }`],
  [
    "if, then, else",
    `{ if: { properties: { kind: { const: a } } }, then: ${EMAIL}, else: { properties: { phoneNumber: { type: string } } } }`,
    "read body 2xx email",
    "read body 2xx phoneNumber",
  ],
  [
    "dependentSchemas",
    `{ properties: { kind: { type: string } }, dependentSchemas: { kind: ${EMAIL} } }`,
    "read body 2xx email",
  ],
  ["a discriminator", "{ $ref: '#/components/schemas/Pet' }", "read body 2xx ownerEmail"],
  ["unevaluatedProperties", `{ unevaluatedProperties: ${EMAIL} }`, "read body 2xx {}.email"],
  [
    "contentSchema",
    `{ properties: { payload: { type: string, contentMediaType: application/json, contentSchema: ${EMAIL} } } }`,
    "read body 2xx payload.email",
  ],
  ["a circle", "{ $ref: '#/components/schemas/Node' }", "read body 2xx email"],
  [
    "a thing in a thing",
    "{ $ref: '#/components/schemas/Post' }",
    "read body 2xx email",
    "read embedded 2xx author.email",
  ],
  ["things of the same kind", USER, "read body 2xx email"],
  [
    "a person in a person",
    "{ $ref: '#/components/schemas/Member' }",
    "read body 2xx email",
    "read embedded 2xx manager.email",
  ],
  [
    "a known person",
    "{ properties: { id: { type: string }, rider: { $ref: '#/components/schemas/Person' } } }",
    "read embedded 2xx rider.email",
  ],
  ["a person by role", `{ properties: { id: { type: string }, driver: ${EMAIL} } }`, "read embedded 2xx driver.email"],
  [
    "what only belongs to a thing",
    `{ properties: { id: { type: string }, settings: ${EMAIL} } }`,
    "read body 2xx settings.email",
  ],
  [
    "an identifier or the object",
    `{ properties: { id: { type: string }, customer: { anyOf: [{ type: string }, ${USER}] } } }`,
    "read on-request 2xx customer.email",
  ],
  [
    "lists of identifiers or objects",
    `{ properties: { id: { type: string }, customers: { type: array, items: { oneOf: [{ type: integer }, ${USER}] } } } }`,
    "read on-request 2xx customers[].email",
  ],
  [
    "behind what comes on request",
    `{ properties: { id: { type: string }, post: { anyOf: [{ type: string }, { properties: { author: ${USER} } }] } } }`,
    "read on-request 2xx post.author.email",
  ],
  [
    "on request, the nearest of a category",
    `{ properties: { id: { type: string }, post: { anyOf: [{ type: string }, { $ref: '#/components/schemas/Post' }] } } }`,
    "read on-request 2xx post.email",
  ],
  [
    "one of a few words or an object",
    `{ properties: { id: { type: string }, sale: { anyOf: [{ type: string, enum: [none] }, ${EMAIL}] } } }`,
    "read body 2xx sale.email",
  ],
  ["a body that is a text or an object", `{ oneOf: [{ type: string }, ${EMAIL}] }`, "read body 2xx email"],
  [
    "writeOnly",
    "{ properties: { password: { type: string, writeOnly: true }, email: { type: string } } }",
    "read body 2xx email",
  ],
  [
    "what is said never to be returned",
    "{ properties: { secret: { type: string, description: Write-only. }, token: { type: string, description: It is not returned by this API. }, apiKey: { type: string, description: The key of the caller. } } }",
    "read body 2xx apiKey",
  ],
  [
    "what hypertext embeds",
    `{ properties: { id: { type: string }, _embedded: { properties: { customer: ${EMAIL} } } } }`,
    "read on-request 2xx _embedded.customer.email",
  ],
  [
    "the shortest way",
    `{ properties: { a: { properties: { user: ${USER} } }, user: ${USER} } }`,
    "read body 2xx user.email",
  ],
  [
    "a container and what it stands for",
    "{ properties: { id: { type: string }, billing_address: { type: object, properties: { street: { type: string }, postcode: { type: string }, phone: { type: string } } } } }",
    "read body 2xx billing_address",
    "read body 2xx billing_address.phone",
  ],
  ["a key called __proto__", `{ properties: { __proto__: ${EMAIL} } }`, "read body 2xx __proto__.email"],
  ["nothing at all", "true"],
];

describe("what an answer holds", () => {
  test.each(CONSTRUCTS)("%s", async (_what, schema, ...expected) => {
    const { flows } = await flowsIn(answers(schema));
    expect(flows.map(shown).toSorted()).toEqual(expected.toSorted());
  });
});

const DESCRIPTIONS: readonly Row[] = [
  [
    "what comes in",
    `paths:
  /users/{username}:
    post:
      parameters:
        - { name: username, in: path, required: true, schema: { type: string } }
        - { name: email, in: query, schema: { type: string } }
        - { name: X-Auth-Token, in: header, schema: { type: string } }
        - { name: session_token, in: cookie, schema: { type: string } }
        - { name: filter, in: query, schema: { type: object, properties: { phoneNumber: { type: string } } } }
      requestBody: { content: { application/json: { schema: { properties: { user: { $ref: '#/components/schemas/User' }, password: { type: string, writeOnly: true }, firstName: { type: string, readOnly: true } } } } } }
      responses: { '204': { description: done } }`,
    "write parameter path username",
    "write parameter query email",
    "write parameter header X-Auth-Token",
    "write parameter cookie session_token",
    "write parameter query filter.phoneNumber",
    "write body request password",
    "write body request user.email",
  ],
  [
    "an identifier or object in a request is just data",
    "paths: { /x: { put: { requestBody: { content: { application/json: { schema: { properties: { id: { type: string }, customer: { anyOf: [{ type: string }, { $ref: '#/components/schemas/User' }] } } } } } }, responses: {} } } }",
    "write embedded request customer.email",
  ],
  [
    "errors: what they name themselves, one a category",
    `paths:
  /x:
    get:
      responses:
        '200': { description: ok }
        '400': { description: bad, content: { application/json: { schema: { properties: { a: { properties: { email: { type: string } } }, email: { type: string }, user: { $ref: '#/components/schemas/User' } } } } } }
        default: { description: bad, content: { application/json: { schema: { properties: { password: { type: string } } } } } }`,
    "read error 4xx email",
    "read error default password",
  ],
  [
    "the record that a conflict shows, and of other errors none",
    `paths:
  /x:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
      responses:
        '204': { description: ok }
        '400': { description: bad, content: { application/json: { schema: { properties: { sent: { $ref: '#/components/schemas/User' } } } } } }
        '409': { description: taken, content: { application/json: { schema: { properties: { code: { type: string }, existing: { $ref: '#/components/schemas/User' } } } } } }`,
    "read error 4xx existing.email",
    "write body request email",
  ],
  [
    "the record of a person in an error, where no request can carry it",
    `paths:
  /x:
    get:
      responses:
        '204': { description: ok }
        '404': { description: none, content: { application/json: { schema: { properties: { message: { type: string }, customer: { $ref: '#/components/schemas/User' } } } } } }`,
    "read error 4xx customer.email",
  ],
  [
    "… in what it says of the failure",
    `paths:
  /x:
    delete:
      responses:
        '204': { description: ok }
        '404': { description: none, content: { application/json: { schema: { properties: { error: { properties: { code: { type: string }, customer: { $ref: '#/components/schemas/User' } } } } } } } }`,
    "read error 4xx error.customer.email",
  ],
  [
    "… in an extension of a problem (RFC 9457)",
    `paths:
  /x:
    get:
      responses:
        '204': { description: ok }
        '404': { description: none, content: { application/problem+json: { schema: { properties: { type: { type: string }, title: { type: string }, detail: { type: string }, user: { $ref: '#/components/schemas/User' } } } } } }`,
    "read error 4xx user.email",
  ],
  [
    "… where the body of the request has nothing of that kind",
    `paths:
  /x:
    post:
      requestBody: { content: { application/json: { schema: { properties: { code: { type: string } } } } } }
      responses:
        '204': { description: ok }
        '404': { description: none, content: { application/json: { schema: { properties: { message: { type: string }, customer: { $ref: '#/components/schemas/User' } } } } } }`,
    "read error 4xx customer.email",
  ],
  [
    "a problem (RFC 9457) that says again what was sent, or may have been, is of nobody else",
    `paths:
  /x:
    post:
      requestBody: { content: { application/json: { schema: { properties: { user: { $ref: '#/components/schemas/User' } } } } } }
      responses:
        '204': { description: ok }
        '422': { description: bad, content: { application/problem+json: { schema: { properties: { title: { type: string }, detail: { type: string }, invalid: { $ref: '#/components/schemas/User' } } } } } }
    put:
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses:
        '204': { description: ok }
        '422': { description: bad, content: { application/problem+json: { schema: { properties: { title: { type: string }, invalid: { $ref: '#/components/schemas/User' } } } } } }`,
    "write body request user.email",
  ],
  [
    "what an error names where it could be asked for stands for its identifier",
    `paths:
  /x:
    get:
      responses:
        '204': { description: ok }
        '404': { description: none, content: { application/json: { schema: { properties: { message: { type: string }, customer: { anyOf: [{ type: string }, { $ref: '#/components/schemas/User' }] } } } } } }`,
  ],
  [
    "no text of an error: it explains it",
    "paths: { /x: { get: { responses: { '200': { description: ok }, '400': { description: bad, content: { application/json: { schema: { properties: { tppMessages: { type: array, items: { properties: { code: { type: string }, text: { type: string } } } } } } } } } } } } }",
  ],
  [
    "a default that is the only answer",
    "paths: { /x: { get: { responses: { default: { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } } } } } }",
    "read body default email",
  ],
  [
    "headers, those of redirects too, and what stands in the body of a redirect",
    "paths: { /x: { get: { responses: { '200': { description: ok, headers: { X-Auth-Token: { schema: { type: string } } } }, '302': { description: on, headers: { X-Session-Token: { schema: { type: string } } }, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } } } } } }",
    "read error 3xx email",
    "read header 2xx header X-Auth-Token",
    "read header 3xx header X-Session-Token",
  ],
  [
    "several types and statuses are one way",
    "paths: { /x: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { properties: { user: { $ref: '#/components/schemas/User' } } } }, text/json: { schema: { $ref: '#/components/schemas/User' } } } }, '201': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } } } } } }",
    "read body 2xx email",
  ],
  [
    "a stream",
    "openapi: 3.2.0\npaths: { /x: { get: { responses: { '200': { description: ok, content: { application/jsonl: { itemSchema: { $ref: '#/components/schemas/User' } } } } } } } }",
    "read body 2xx [].email",
  ],
  [
    "a querystring",
    "openapi: 3.2.0\npaths: { /x: { get: { parameters: [{ name: all, in: querystring, content: { application/x-www-form-urlencoded: { schema: { properties: { email: { type: string } } } } } }], responses: {} } } }",
    "write parameter query email",
  ],
  [
    "a webhook runs the other way",
    `paths: {}
webhooks:
  joined:
    post:
      parameters: [{ name: X-Auth-Token, in: header, schema: { type: string } }]
      requestBody: { content: { application/json: { schema: { properties: { user: { $ref: '#/components/schemas/User' }, password: { type: string, writeOnly: true } } } } } }
      responses: { '200': { description: ok, content: { application/json: { schema: { properties: { phoneNumber: { type: string } } } } } } }`,
    "read parameter header X-Auth-Token",
    "read body event user.email",
    "write body 2xx phoneNumber",
  ],
  [
    "a callback too",
    `paths:
  /subscriptions:
    post:
      responses: {}
      callbacks: { changed: { '{$request.body#/url}': { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }, responses: {} } } } }`,
    "read body event email",
  ],
];

describe("the ways of an operation", () => {
  test.each(DESCRIPTIONS)("%s", async (_what, part, ...expected) => {
    const { flows } = await flowsIn(part + COMPONENTS);
    expect(flows.map(shown).toSorted()).toEqual(expected.toSorted());
  });

  test("form fields of Swagger 2.0 stand at their parameters", async () => {
    const { flows } = await flowsIn(
      "swagger: '2.0'\npaths: { /login: { post: { parameters: [{ name: email, in: formData, type: string }, { name: password, in: formData, type: string }], responses: {} } } }\n",
    );
    expect(flows.map((flow) => `${shown(flow)} ${flow.field.node.pointer}`)).toEqual([
      "write body request email #/paths/~1login/post/parameters/0",
      "write body request password #/paths/~1login/post/parameters/1",
    ]);
  });
});

const PASSED: readonly (readonly [what: string, schema: string, objects: string])[] = [
  ["the body", USER, "User"],
  ["an envelope and its items", `{ properties: { data: { type: array, items: ${USER} } } }`, "… > data: User[]"],
  ["the items of a list", `{ type: array, items: ${USER} }`, "User[]"],
  ["a wrapped reference", `{ properties: { id: {}, owner: { allOf: [${USER}] } } }`, "… > owner: User"],
  ["an alternative", `{ properties: { id: {}, owner: { anyOf: [${USER}, { type: object }] } } }`, "… > owner: User"],
  ["a composed object, not its parts", "{ $ref: '#/components/schemas/Dog' }", "Dog"],
  [
    "what comes on request",
    `{ properties: { id: {}, post: { anyOf: [{ type: string }, { properties: { author: ${USER} } }] } } }`,
    "… > post: … > author: User",
  ],
];

test.each(PASSED)("the objects that are passed: %s", async (_what, schema, objects) => {
  const { flows } = await flowsIn(answers(schema));
  expect(flows.map(passed)).toEqual([objects]);
});

test("guesses and what is public make no flow, and stay among the fields", async () => {
  const { data, flows } = await flowsIn(
    answers(
      "{ title: Thing, properties: { id: { type: string }, displayName: { type: string, x-data-classification: internal } } }",
    ),
    {
      confirmations: new Map([
        ["email", { category: undefined, sensitivity: "public", reason: "printed on the door" }],
      ]),
    },
  );
  expect(data.fields.filter(({ name }) => name === "email").map(({ sensitivity }) => sensitivity)).not.toContain(
    "confidential",
  );
  expect(flows.map(shown)).toEqual(["read body 2xx displayName"]);
});

test.runIf(hasCorpus && isThorough)("on Stripe few operations carry contact data or a credential", async () => {
  const api = await apiIn("real/stripe/stripe.yaml");
  const data = dataFlows(api, { data: NO_DATA_POLICY });
  const share = (category: RegExp): number =>
    api.operations.filter((operation) =>
      data
        .flowsOf(operation)
        .some(
          ({ direction, via, field }) =>
            direction === "read" && (via === "body" || via === "embedded") && category.test(field.category),
        ),
    ).length / api.operations.length;
  const contact = share(/^user\.contact/);
  const credential = share(/^(?:user\.authorization|system\.authentication)/);
  expect(contact).toBeGreaterThan(0.2);
  expect(contact).toBeLessThanOrEqual(0.45);
  expect(credential).toBeGreaterThan(0.05);
  expect(credential).toBeLessThanOrEqual(0.2);
});
