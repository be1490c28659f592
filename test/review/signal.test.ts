import { describe, expect, test } from "vitest";
import { isAtLeast } from "../../src/core/severity.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { reviewDescription } from "../../src/review.ts";
import { returns, SCHEMES, SIGN_UP, takes, type Operations } from "../rules/faults-in.ts";

/* What a senior reviewer reads as one line, as a milder one, or as none. */

const TEXT = { type: "string" };
const USER = { $ref: "#/components/schemas/User" };
const COLLEAGUE = { $ref: "#/components/schemas/PlainUser" };
const CARD = { title: "Card", type: "object", properties: { id: TEXT, ssn: TEXT } };

const SESSION = { title: "Session", type: "object", properties: { id: TEXT, ip_address: TEXT, user: USER } };
const SCHEMAS = {
  User: { type: "object", properties: { id: TEXT, email: TEXT, birth_date: TEXT } },
  PlainUser: { type: "object", properties: { id: TEXT, email: TEXT, first_name: TEXT } },
  Account: { type: "object", properties: { id: TEXT, name: TEXT } },
  AccountInTown: { type: "object", properties: { id: TEXT, name: TEXT, city: TEXT } },
  Devices: { type: "array", items: SESSION },
};

async function reviewOf(operations: Operations, more: object = {}) {
  const paths: Record<string, Record<string, object>> = {};
  for (const [id, operation] of Object.entries(operations)) {
    const [method = "", path = ""] = id.split(" ");
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: TEXT,
    }));
    (paths[path] ??= {})[method.toLowerCase()] = { parameters, ...operation };
  }
  const description = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ login: [] }],
    paths,
    ...more,
    components: { securitySchemes: SCHEMES, schemas: SCHEMAS },
  };
  const files = new Map([["openapi.json", Buffer.from(JSON.stringify(description))]]);
  return reviewDescription("openapi.json", withBuffers(filesBelow(import.meta.dirname), files));
}

/** What is told of high and above, with or without an assumption: `rule: operations`. */
async function grave(operations: Operations, more?: object): Promise<readonly string[]> {
  const { findings, assumptions } = await reviewOf(operations, more);
  return [...findings, ...assumptions.flatMap(({ ifTrue }) => ifTrue)]
    .filter(({ severity }) => isAtLeast(severity, "high"))
    .map((finding) => `${finding.rule}: ${finding.operations.join(", ")}`);
}

const list = (items: object) => ({ type: "array", items });
const UNSTATED = { security: undefined };
const ORDER = { title: "Order", type: "object", properties: { id: TEXT, shipping_address: TEXT } };
const refusing = (description: string) => ({
  responses: { ...returns(ORDER), 401: { description } },
});

describe("one line for what an operation hands out", () => {
  test("what only strangers must not read is told with what partners must not", async () => {
    const operation = {
      "GET /users": {
        responses: returns(list({ title: "User", type: "object", properties: { id: TEXT, ssn: TEXT, email: TEXT } })),
      },
    };
    expect(await grave(operation)).toEqual(["excessive-data-exposure: GET /users"]);
    const { findings } = await reviewOf(operation);
    const [finding] = findings.filter(({ rule }) => rule === "excessive-data-exposure");
    expect(finding!.evidence.join(" ")).toContain("Also exposed if anyone can get access: ");
    expect(finding!.places.map(({ witness }) => witness)).toContain("2xx [].email");
  });

  test("a secret is told; whom a thing of an account names is the account's", async () => {
    expect(
      await grave({
        "GET /robots/{id}": {
          responses: returns({ title: "Robot", type: "object", properties: { id: TEXT, api_key: TEXT, user: USER } }),
        },
      }),
    ).toEqual(["credential-in-response: GET /robots/{id}"]);
  });
});

test("a password that can be read back hangs on no answer; an e-mail address does", async () => {
  const assumes = async (field: string): Promise<unknown> => {
    const schema = list({ title: "Customer", type: "object", properties: { id: TEXT, [field]: TEXT } });
    const { findings, verdict } = await reviewOf({ "GET /customers": { responses: returns(schema) } }, UNSTATED);
    const found = findings.filter(({ rule }) => rule === "credential-in-response");
    return [verdict.decision, ...found.map((finding) => finding.assumes.length)];
  };
  expect(await assumes("password")).toEqual(["reject", 0]);
  expect(await assumes("email")).toEqual(["insufficient-evidence"]);
});

describe("a write that repeats what a read shows", () => {
  const READ = { "GET /profiles/{id}": { responses: returns(CARD) } };
  const TOLD = ["bola-other-users-data: GET /profiles/{id}"];

  test.each([
    ["at the same path", { "PATCH /profiles/{id}": { responses: returns(CARD) } }, TOLD],
    ["by a verb below it", { "POST /profiles/{userId}/freeze": { responses: returns(CARD) } }, TOLD],
    [
      "with more in it",
      { "POST /profiles/{userId}/freeze": { responses: returns({ ...CARD, properties: { ssn: TEXT, iban: TEXT } }) } },
      ["bola-other-users-data: GET /profiles/{id}, POST /profiles/{userId}/freeze"],
    ],
    [
      "of something else",
      { "PATCH /rider-profiles/{id}": { responses: returns(CARD) } },
      ["bola-other-users-data: GET /profiles/{id}, PATCH /rider-profiles/{id}"],
    ],
  ])("%s", async (_name, write, told) => {
    expect(await grave({ ...READ, ...write })).toEqual(told);
  });

  test("it stays a place, and the message counts it", async () => {
    const { findings, assumptions } = await reviewOf({ ...READ, "PATCH /profiles/{id}": { responses: returns(CARD) } });
    const [finding] = [...findings, ...assumptions.flatMap(({ ifTrue }) => ifTrue)].filter(
      ({ rule }) => rule === "bola-other-users-data",
    );
    expect(finding!.message).toContain("GET /profiles/{id}, and 1 operation that changes data returns them too");
    expect(finding!.places.map(({ operation }) => operation)).toEqual(["GET /profiles/{id}", "PATCH /profiles/{id}"]);
  });
});

describe("a credential that nothing requires", () => {
  const OPEN = ["authentication-unstated: GET /orders/{id}", "excessive-data-exposure: GET /orders/{id}"];

  test.each([
    ["is asked for where a refusal names it", refusing("Invalid or missing API key."), []],
    ["is not where a generator wrote the refusal", refusing("Unauthorized"), OPEN],
    [
      "is asked for by a required field",
      { ...refusing("Unauthorized"), requestBody: takes({ api_key: TEXT }, { required: ["api_key"] }) },
      [],
    ],
    [
      "is not by one that may be left out",
      { ...refusing("Unauthorized"), requestBody: takes({ api_key: TEXT }) },
      OPEN,
    ],
    ["is asked for by the text", { ...refusing("-"), description: "You must use an access token." }, []],
  ])("%s", async (_name, operation, told) => {
    expect(await grave({ "GET /orders/{id}": operation }, UNSTATED)).toEqual(told);
  });

  test("is a condition all the same", async () => {
    const { verdict, assumptions } = await reviewOf({ "GET /orders/{id}": refusing("Invalid token") }, UNSTATED);
    expect(verdict.decision).toBe("approve-with-conditions");
    expect(verdict.reasons.map(({ text }) => text)).toContain(assumptions[0]!.question);
  });

  test("is asked for in another question", async () => {
    const { assumptions } = await reviewOf(
      { "GET /orders/{id}": { responses: { ...returns(CARD), 401: { description: "Expired token" } } } },
      UNSTATED,
    );
    expect(assumptions.map(({ id, question }) => `${id}: ${question.split("?")[0]!}`)).toEqual([
      "authentication-unstated: Which credential is required, and who can get it",
    ]);
  });
});

describe("readers who may know", () => {
  test.each([
    ["administrators, by the path", "GET /admin/users/{id}", USER, {}, []],
    ["administrators, by the text", "GET /users/{id}", USER, { description: "Only available to administrators." }, []],
    ["colleagues", "GET /teams/{id}/users", list(COLLEAGUE), {}, []],
    ["colleagues, with more than how they are reached", "GET /organizations/{id}/users", list(USER), {}, []],
    ["anybody else", "GET /profiles/{id}", COLLEAGUE, {}, ["bola-other-users-data: GET /profiles/{id}"]],
  ])("%s", async (_name, id, schema, words, told) => {
    expect(await grave({ [id]: { ...words, responses: returns(schema) } })).toEqual(told);
  });

  test("nothing is milder where anyone is known to get in", async () => {
    expect(
      await grave({
        "POST /signup": { security: [], requestBody: takes({ email: TEXT, password: TEXT }) },
        "GET /admin/profiles/{id}": { responses: returns(USER) },
      }),
    ).toContain("bola-other-users-data: GET /admin/profiles/{id}");
  });
});

describe("the caller's own", () => {
  test.each([
    ["by its text", { "GET /sessions": { summary: "Get My Active Sessions", responses: returns(list(SESSION)) } }, []],
    [
      "what others wrote, with who wrote it",
      { "GET /posts": { summary: "Get all posts", responses: returns(list({ ...SESSION, title: "Post" })) } },
      ["excessive-data-embedded: GET /posts"],
    ],
    [
      "and those whom the caller knows",
      { "GET /people": { summary: "List followers of the authenticated user", responses: returns(list(USER)) } },
      ["excessive-data-exposure: GET /people"],
    ],
    [
      "and who invited the caller",
      {
        "GET /invitations": {
          summary: "List invitations for the authenticated user",
          responses: returns(list({ title: "Invitation", type: "object", properties: { id: TEXT, inviter: USER } })),
        },
      },
      [],
    ],
    [
      "beside what administrators see of all",
      {
        "GET /devices": { responses: returns({ $ref: "#/components/schemas/Devices" }) },
        "GET /admin/devices": { responses: returns({ $ref: "#/components/schemas/Devices" }) },
      },
      [],
    ],
  ])("%s", async (_name, operations, told) => {
    expect(await grave(operations)).toEqual(told);
  });
});

describe("what is not in a response", () => {
  const card = (properties: object) => ({
    "GET /payments/{id}": {
      security: [],
      responses: returns({
        title: "Payment",
        type: "object",
        properties: { id: TEXT, credit_card: { type: "object", properties } },
      }),
    },
  });
  const TOLD = ["excessive-data-exposure: GET /payments/{id}"];

  test.each([
    ["a number that is written only", card({ number: { ...TEXT, writeOnly: true }, brand: TEXT }), []],
    ["a number that is read", card({ number: TEXT, brand: TEXT }), TOLD],
    [
      "a field that comes with another operation",
      card({ number: { ...TEXT, description: "Only available via the Retrieve endpoint." }, brand: TEXT }),
      [],
    ],
  ])("%s", async (_name, operations, told) => {
    expect(await grave(operations)).toEqual(told);
  });
});

test("a URL that the server calls is a condition however grave, and stops no release", async () => {
  const item = { type: "object", properties: { sentAt: TEXT, responseBody: TEXT } };
  const { findings, verdict } = await reviewOf({
    "POST /hooks": { requestBody: takes({ callbackUrl: TEXT }), responses: returns({ type: "boolean" }) },
    "GET /deliveries": { responses: returns(list(item)) },
    "GET /hooks/{id}/deliveries": { responses: returns(list(item)) },
  });
  expect(findings.filter(({ severity }) => severity === "high").map(({ rule }) => rule)).toEqual([
    "ssrf-client-supplied-url",
  ]);
  expect(verdict.decision).toBe("approve-with-conditions");
});

const NOTHING_SENT = { ...returns({ type: "boolean" }), 403: { description: "Nothing was sent." } };

test.each([
  [NOTHING_SENT, "401 or 403, and nothing changes"],
  [returns({ type: "boolean" }), "401, and nothing changes"],
])("a call without a credential may be refused as the description says", async (responses, expected) => {
  const { tests } = await reviewOf({ "DELETE /things/{id}": { responses } }, UNSTATED);
  const refusals = tests.flatMap(({ as, expect: pass, further }) => [{ as, expect: pass }, ...(further ?? [])]);
  expect(refusals.filter(({ as }) => as === "anyone without a credential").map((one) => one.expect)).toEqual([
    expected,
  ]);
});

test("a name that things have too is asked about only where something beside it may be a person's", async () => {
  const both = {
    account: { $ref: "#/components/schemas/Account" },
    other: { $ref: "#/components/schemas/AccountInTown" },
  };
  const { questions } = await reviewOf({
    "GET /things/{id}": { responses: returns({ type: "object", properties: both }) },
  });
  expect(questions.flatMap(({ id, text }) => (id === "possible-fields" ? [text] : []))).toEqual([
    'Are these fields personal or secret: AccountInTown.name and AccountInTown.city? The description does not say. If they are not, add an entry for each of them under data.fields in sallyport.yaml: "AccountInTown.name": { sensitivity: public, reason: "…" }. If they are, write confidential or restricted instead of public; the review then uses that sensitivity.',
  ]);
});

test.each([
  ["sampledBy", [], true],
  ["sampledBy", [{ certificate: [] }], false],
  ["sampledAt", [], false],
  ["laboratory", [], false],
])("who did something is asked about where strangers read it: %s with %j", async (name, security, isAsked) => {
  const sample = {
    title: "Sample",
    type: "object",
    properties: { id: TEXT, ecoli: { type: "integer" }, [name]: TEXT },
  };
  const { questions } = await reviewOf({ "GET /samples/{id}": { security, responses: returns(sample) } });
  expect(questions.some(({ id, text }) => id === "possible-fields" && text.includes(`Sample.${name}`))).toBe(isAsked);
});

const CONFIG = { title: "Config", type: "object", properties: { id: TEXT, private_key: TEXT } };

test.each([
  ["/configs", "reject"],
  ["/certificates", "approve-with-conditions"],
])("a private key that can be read at %s, whoever gets the credential: %s", async (path, decision) => {
  const { findings, verdict } = await reviewOf({ [`GET ${path}/{id}`]: { responses: returns(CONFIG) } });
  const found = findings.filter(({ rule }) => rule === "credential-in-response");
  expect([verdict.decision, ...found.map(({ severity }) => severity)]).toEqual([decision, "high"]);
});

test.each([
  ["The private key of the client (PEM).", ["medium"]],
  ["The name of the client's key.", []],
])("what its own people read is a stored secret by what is said of it: %s", async (description, severities) => {
  const config = { ...CONFIG, properties: { id: TEXT, client_key: { ...TEXT, description } } };
  const { findings } = await reviewOf(
    { "GET /configs/{id}": { responses: returns(config) } },
    { servers: [{ url: "https://configs.internal" }] },
  );
  const found = findings.filter(({ rule }) => rule === "credential-in-response");
  expect(found.map(({ severity }) => severity)).toEqual(severities);
});

test.each([
  ["of whom the caller deals with", {}, "high"],
  ["before anybody", { security: [] }, "critical"],
])("restricted data of a person in an order, %s", async (_name, more, severity) => {
  const customer = { type: "object", properties: { id: TEXT, name: TEXT, diagnosis: TEXT } };
  const order = { title: "Order", type: "object", properties: { id: TEXT, user: customer } };
  const { findings } = await reviewOf({ ...SIGN_UP, "GET /orders/{id}": { ...more, responses: returns(order) } }, {});
  const found = findings.filter(({ rule }) => rule === "excessive-data-embedded" || rule === "excessive-data-exposure");
  expect(found.map((one) => one.severity)).toEqual([severity]);
});
