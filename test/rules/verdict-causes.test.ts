import { expect, test } from "vitest";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { withBuffers, filesBelow } from "../../src/load/files.ts";
import { reviewDescription } from "../../src/review.ts";
import { authenticationUnstated } from "../../src/rules/authentication/authentication-unstated.ts";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { debugOperation } from "../../src/rules/authorization/debug-operation.ts";
import { sensitiveDataInUrl } from "../../src/rules/data/sensitive-data-in-url.ts";
import { unboundedList } from "../../src/rules/resources/unbounded-list.ts";
import { faultsIn, returns, SCHEMES, takes, type Operations } from "./faults-in.ts";

/*
 * Pairs that differ in one fact, for what a verdict hangs on: what is at stake where nothing is required, what could not be
 * read, and what is no data of anybody.
 */

const TEXT = { type: "string" };
const UNSTATED = { security: undefined };

async function reviewed(paths: object, more: object = {}): Promise<Awaited<ReturnType<typeof reviewDescription>>> {
  const description = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ token: [] }],
    paths,
    components: { securitySchemes: SCHEMES },
    ...more,
  });
  const files = withBuffers(filesBelow(import.meta.dirname), new Map([["a.json", Buffer.from(description)]]));
  return reviewDescription("a.json", files, defaultPolicy());
}

test.each<[string, Operations, readonly string[]]>([
  ["a list", { "GET /tasks": {} }, []],
  ["a change", { "POST /tasks": { requestBody: takes({ name: TEXT }) } }, []],
  [
    "what stops everything",
    { "POST /tasks/_cancel": {} },
    ["these may be open to anyone: cancellation of others' work (POST /tasks/_cancel)"],
  ],
])("authentication-unstated: behind it is %s", async (_name, operations, raised) => {
  const [fault] = await faultsIn(authenticationUnstated, operations, UNSTATED);
  expect(fault?.aggravations ?? []).toEqual(raised);
});

test("authentication-unstated tells of the refusals that show a credential", async () => {
  const responses = { 401: { description: "No valid token" } };
  const [fault] = await faultsIn(authenticationUnstated, { "GET /tasks": { responses } }, UNSTATED);
  expect(fault?.evidence?.at(-1)).toBe(
    "1 operation lists 401 or 403 nevertheless, for example GET /tasks: “No valid token”.",
  );
});

const FILTER = (schema: object): Operations => ({
  "GET /patients": { parameters: [{ name: "averageGlucose", in: "query", schema: { ...TEXT, ...schema } }] },
});

test.each<[object, number]>([
  [{}, 1],
  [{ pattern: "^(>=|>|<=|<)[+-]?\\d+$" }, 0],
  [{ example: ">=5.5" }, 0],
  [{ pattern: "^\\d+$" }, 1],
])("sensitive-data-in-url: a parameter of health data with %j", async (schema, count) => {
  expect(await faultsIn(sensitiveDataInUrl, FILTER(schema))).toHaveLength(count);
});

const ACCOUNTS = { type: "array", items: { type: "object", properties: { iban: TEXT, accountHolder: TEXT } } };

test.each<[string, string]>([
  ["/bank-accounts", "0"],
  ["/customers/{id}/bank-accounts", "-"],
])("unbounded-list: bank accounts at %s", async (path, steps) => {
  const [fault] = await faultsIn(unboundedList, { [`GET ${path}`]: { responses: returns(ACCOUNTS) } });
  expect("-".repeat(fault?.mitigations?.length ?? 9) || "0").toBe(steps);
});

test.each([
  ["Returns all your bank accounts.", 1],
  ["Returns all your bank accounts. Can be paginated.", 0],
  ["Returns all your bank accounts. The list is not paginated.", 1],
  ["Gibt alle Bankkonten seitenweise zurück.", 0],
  ["Liste paginée des comptes.", 0],
  ["Lista paginada de cuentas.", 0],
])("unbounded-list: where it is said: %s", async (description, count) => {
  const operations = { "GET /bank-accounts": { description, responses: returns(ACCOUNTS) } };
  expect(await faultsIn(unboundedList, operations)).toHaveLength(count);
});

test.each<[string, string]>([
  ["List all users on your account.", "-"],
  ["List all users.", "0"],
])("unbounded-list: users of whom it is said: %s", async (description, steps) => {
  const users = { type: "array", items: { type: "object", properties: { email: TEXT, password: TEXT } } };
  const [fault] = await faultsIn(unboundedList, { "GET /users": { description, responses: returns(users) } });
  expect("-".repeat(fault?.mitigations?.length ?? 9) || "0").toBe(steps);
});

test.each<[string, object, string]>([
  ["nothing", {}, "-"],
  ["a refusal", { 401: { description: "Unauthorized" } }, "--"],
])("debug-operation: open metrics that tell of %s", async (_name, refusals, steps) => {
  const responses = { 200: { description: "ok", content: { "text/plain": {} } }, ...refusals };
  const [fault] = await faultsIn(debugOperation, { "GET /metrics": { security: [], responses }, "GET /a": {} });
  expect("-".repeat(fault?.mitigations?.length ?? 9) || "0").toBe(steps);
});

test.each([
  ["beside the client's identifier", ["client_id"], false, "-"],
  ["which must be sent", ["client_id"], true, "-"],
  ["by itself", [], false, "-"],
])("credential-in-url: the secret of a program, %s", async (_what, beside, required, steps) => {
  const parameters = [
    { name: "client_secret", in: "query", required, schema: TEXT },
    ...beside.map((name) => ({ name, in: "query", schema: TEXT })),
  ];
  const [fault] = await faultsIn(credentialInUrl, { "GET /oauth/authorize": { parameters } });
  expect("-".repeat(fault?.mitigations?.length ?? 9) || "0").toBe(steps);
});

test.each([
  ["without TLS", "http://api.acme.io", 1],
  ["on a developer's machine", "http://localhost:8080", 0],
  ["with TLS", "https://api.acme.io", 0],
])("credential-in-url: a password %s", async (_what, url, steps) => {
  const parameters = [{ name: "password", in: "query", schema: TEXT }];
  const [fault] = await faultsIn(credentialInUrl, { "GET /keys": { parameters } }, { servers: [{ url }] });
  expect(fault?.aggravations).toHaveLength(steps);
});

const CALLS = (responses: object | undefined, things = "verses"): Operations =>
  Object.fromEntries(
    [`GET /${things}`, `GET /${things}/{id}`, `GET /${things}/{id}/parts`, `GET /${things}/latest`].map((id) => [
      id,
      { parameters: [{ name: "access_token", in: "query", required: true, schema: TEXT }], responses },
    ]),
  );
const NAMES = returns({ type: "object", properties: { title: TEXT, number: { type: "integer" } } });
const PEOPLE = returns({ type: "object", properties: { email: TEXT, phone: TEXT } });

test.each<[string, Operations, string]>([
  ["verses that are described", CALLS(NAMES), "--"],
  ["people", CALLS(PEOPLE), "-"],
  ["verses that are not described", CALLS(undefined), "--"],
  ["what is not described", CALLS(undefined, "records"), "-"],
  ["verses, and makes some", { ...CALLS(NAMES), "POST /verses": CALLS(NAMES)["GET /verses"]! }, "-"],
])("credential-in-url: a token of all calls that opens %s", async (_what, operations, steps) => {
  const faults = await faultsIn(credentialInUrl, operations, { security: undefined, components: {} });
  expect("-".repeat(faults[0]?.mitigations?.length ?? 9) || "0").toBe(steps);
});

test.each([
  ["The secret of the client.", "-"],
  ["A unique string generated by the client for this attempt.", "-"],
])("credential-in-url: %s", async (description, steps) => {
  const parameters = [{ name: "client_secret", in: "query", schema: TEXT, description }];
  const [fault] = await faultsIn(credentialInUrl, { "GET /validate": { parameters } });
  expect("-".repeat(fault?.mitigations?.length ?? 9) || "0").toBe(steps);
});

test.each([
  ["Internal endpoint to merge two clinics", 1],
  ["Only for internal use", 1],
  ["Interner Endpunkt der Abrechnung", 1],
  ["Merges the internal notes of two clinics", 0],
])("bfla-admin-operation: %s", async (description, count) => {
  const faults = await faultsIn(bflaAdminOperation, {
    "POST /clinics/{id}/merge": { description },
    "GET /clinics/{id}": {},
    "GET /clinics": {},
  });
  expect(faults).toHaveLength(count);
});

const OK = (schema: object): object => ({
  200: { description: "ok", content: { "application/json": { schema } } },
});
const KNOWN = { type: "object", properties: { title: TEXT } };
const ELSEWHERE = { $ref: "https://acme.io/schemas.json" };
const DECISIONS: readonly [string, object, string][] = [
  ["everything is read", { get: { responses: OK(KNOWN) } }, "approve"],
  [
    "what a refusal holds is not read",
    {
      get: {
        responses: {
          ...OK(KNOWN),
          400: { description: "Bad", content: { "application/json": { schema: ELSEWHERE } } },
        },
      },
    },
    "approve-with-conditions",
  ],
  [
    "a body that is taken is not read",
    {
      get: { responses: OK(KNOWN) },
      post: {
        requestBody: { content: { "application/json": { schema: ELSEWHERE } } },
        responses: { 204: { description: "ok" } },
      },
    },
    "approve-with-conditions",
  ],
  [
    "what two reads return is not read",
    { get: { responses: OK(ELSEWHERE) }, patch: { responses: OK(ELSEWHERE) } },
    "insufficient-evidence",
  ],
];

test.each(DECISIONS)("the verdict, where %s", async (_name, item, decision) => {
  const { verdict } = await reviewed({ "/topics": item, "/words": { get: { responses: OK(KNOWN) } } });
  expect(verdict.decision).toBe(decision);
});

test("a question names what hangs on it", async () => {
  const responses = {
    ...OK({ type: "object", properties: { email: TEXT, name: TEXT } }),
    401: { description: "The Authorization header holds no valid token" },
  };
  const { assumptions } = await reviewed({ "/customers/{id}": { get: { responses } } }, UNSTATED);
  expect(assumptions.map(({ question }) => question)).toEqual([
    "Which credential is required, and who can get it? The responses or texts of the description show that there is one, but no security requirement names it. This concerns 1 operation: it returns e-mail addresses and names.",
  ]);
});
