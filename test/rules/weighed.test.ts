import { expect, test } from "vitest";
import { bflaWriteWeakerThanRead } from "../../src/rules/authentication/bfla-write-weaker-than-read.ts";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { understandingOf } from "../../src/operations/understood.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { storedCredentialReturned } from "../../src/rules/data/stored-credential-returned.ts";
import { sensitiveDataInWebhook } from "../../src/rules/data/sensitive-data-in-webhook.ts";
import { bruteForceShortCode } from "../../src/rules/flows/brute-force-short-code.ts";
import { undefinedSecurityScheme } from "../../src/rules/authentication/undefined-security-scheme.ts";
import { missingRateLimit } from "../../src/rules/flows/missing-rate-limit.ts";
import { rankedTests } from "../../src/review/tests.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { negativeAmount } from "../../src/rules/inputs/negative-amount.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { apiOf, faultsIn, returns, SCHEMES, SIGN_UP, takes, type Operations } from "./faults-in.ts";

/*
 * Pairs that differ in one fact, and what that fact weighs: each step milder is a minus, each step graver a plus.
 */

const TEXT = { type: "string" };
const OPEN = { security: [] };
const LIST_OF_PICTURES = { photoUrls: { type: "array", items: TEXT } };
const HOOK = { callbackUrl: { ...TEXT, format: "uri" } };
const LOG = (name: string): Operations => ({
  "GET /hooks/{id}/deliveries": {
    responses: returns({ type: "array", items: { type: "object", properties: { sentAt: TEXT, [name]: TEXT } } }),
  },
});

const PAIRS: readonly [string, Rule, Operations, string][] = [
  [
    "a number of goods where nothing has a price",
    negativeAmount,
    { "POST /orders": { requestBody: takes({ quantity: { type: "integer" } }) } },
    "-",
  ],
  [
    "a number of goods where something has a price",
    negativeAmount,
    {
      "POST /orders": { requestBody: takes({ quantity: { type: "integer" } }) },
      "GET /articles": { responses: returns({ type: "object", properties: { price: { type: "number" } } }) },
    },
    "-",
  ],
  [
    "a number of goods that buyers who sign up send",
    negativeAmount,
    {
      ...SIGN_UP,
      "POST /orders": { requestBody: takes({ quantity: { type: "integer" } }) },
      "GET /articles": { responses: returns({ type: "object", properties: { price: { type: "number" } } }) },
    },
    "0",
  ],
  [
    "a number of goods that has a minimum elsewhere",
    negativeAmount,
    {
      "POST /orders": { requestBody: takes({ quantity: { type: "integer" } }) },
      "POST /baskets": { requestBody: takes({ quantity: { type: "integer", minimum: 1 }, price: { type: "number" } }) },
    },
    "0",
  ],
  [
    "an amount that is transferred",
    negativeAmount,
    { "POST /credits/transfer": { requestBody: takes({ amount: { type: "number" }, toAccount: TEXT }) } },
    "0",
  ],
  [
    "pictures of a stranger that are shown by the same name",
    ssrfClientSuppliedUrl,
    {
      "POST /pets": { ...OPEN, requestBody: takes({ name: TEXT, ...LIST_OF_PICTURES }) },
      "GET /pets/{id}": { responses: returns({ type: "object", properties: { name: TEXT, ...LIST_OF_PICTURES } }) },
    },
    "-",
  ],
  [
    "pictures of a stranger, of which something else is shown",
    ssrfClientSuppliedUrl,
    {
      "POST /pets": { ...OPEN, requestBody: takes({ name: TEXT, ...LIST_OF_PICTURES }) },
      "GET /pets/{id}": { responses: returns({ type: "object", properties: { name: TEXT, photo: TEXT } }) },
    },
    "0",
  ],
  [
    "pictures of a thing that are downloaded",
    ssrfClientSuppliedUrl,
    {
      "POST /pets": {
        ...OPEN,
        requestBody: takes({
          name: TEXT,
          photoUrls: { ...LIST_OF_PICTURES.photoUrls, description: "Each is downloaded by the server." },
        }),
      },
    },
    "0",
  ],
  ["a webhook of a known caller", ssrfClientSuppliedUrl, { "POST /hooks": { requestBody: takes(HOOK) } }, "0"],
  [
    "a webhook of a known caller, with a secret for signatures",
    ssrfClientSuppliedUrl,
    { "POST /hooks": { requestBody: takes({ ...HOOK, secret: TEXT }, { required: ["secret"] }) } },
    "-",
  ],
  [
    "a webhook of a known caller, with a secret that may be left out",
    ssrfClientSuppliedUrl,
    { "POST /hooks": { requestBody: takes({ ...HOOK, secret: TEXT }) } },
    "0",
  ],
  ["a webhook of any user", ssrfClientSuppliedUrl, { "POST /hooks": { ...OPEN, requestBody: takes(HOOK) } }, "+"],
  [
    "a webhook whose answers are shown",
    ssrfClientSuppliedUrl,
    { "POST /hooks": { requestBody: takes(HOOK) }, ...LOG("responseBody") },
    "+",
  ],
  [
    "a webhook of which is shown that it was called",
    ssrfClientSuppliedUrl,
    { "POST /hooks": { requestBody: takes(HOOK) }, ...LOG("attempt") },
    "0",
  ],
  [
    "anybody changes an account's name",
    unauthenticatedWrite,
    { "PUT /users/{id}": { ...OPEN, requestBody: takes({ name: TEXT }) } },
    "0",
  ],
  [
    "anybody sets an account's password",
    unauthenticatedWrite,
    { "PUT /users/{id}": { ...OPEN, requestBody: takes({ name: TEXT, password: TEXT }) } },
    "+",
  ],
  [
    "whoever has a long key may",
    unauthenticatedWrite,
    {
      "PUT /users/{id}": {
        ...OPEN,
        requestBody: takes({ password: TEXT, key: { ...TEXT, minLength: 32, maxLength: 32 } }),
      },
    },
    "--",
  ],
  [
    "whoever has some key may",
    unauthenticatedWrite,
    { "PUT /users/{id}": { ...OPEN, requestBody: takes({ password: TEXT, key: TEXT }) } },
    "+",
  ],
];

test.each(PAIRS)("%s", async (_name, rule, operations, steps) => {
  const faults = await faultsIn(rule, operations);
  expect(
    faults.map(
      ({ aggravations = [], mitigations = [] }) =>
        "+".repeat(aggravations.length) + "-".repeat(mitigations.length) || "0",
    ),
  ).toEqual([steps]);
});

test.each([
  ["certificate", 1],
  ["key", 0],
])("a deletion by whoever signs up, beside a read that asks for a %s", async (scheme, count) => {
  const faults = await faultsIn(bflaWriteWeakerThanRead, {
    ...SIGN_UP,
    "GET /pets/{id}": { security: [{ [scheme]: [] }] },
    "DELETE /pets/{id}": { security: [{ login: ["write"] }] },
  });
  expect(SCHEMES).toHaveProperty(scheme);
  expect(faults).toHaveLength(count);
});

const parameter = (name: string, description: string) => [{ name, in: "query", schema: TEXT, description }];

test.each([
  ["p", "The Acme 1.x password to authenticate the request.", 1],
  ["p", "The page to begin with.", 0],
  ["token", "The token of the caller.", 1],
  ["token", "A name token. Only returns accounts with the specified name.", 0],
  ["token", "Replaces the offset, and is present in the links of a response.", 0],
  ["token", "Zum Blättern in der Liste.", 0],
  ["access_token", "Replaces the offset.", 1],
])("credential-in-url: %s, which is %j", async (name, description, count) => {
  const faults = await faultsIn(credentialInUrl, { "GET /accounts": { parameters: parameter(name, description) } });
  expect(faults).toHaveLength(count);
});

const UNSTATED = { security: undefined };

test.each([
  ["/v1/currency/{currency}", undefined, "harmless"],
  ["/v1/customers/{currency}", undefined, "opaque"],
])("what nothing describes at %s is %s", async (path, _schema, understanding) => {
  const responses = { 200: { description: "ok" } };
  const api = await apiOf({ [`GET ${path}`]: { responses } }, UNSTATED);
  expect(understandingOf(api, api.operations[0]!)).toBe(understanding);
});

test.each([
  ["Countries of the world", "harmless"],
  ["Customers of the world", "opaque"],
])("what %s holds at /v1/all is %s", async (title, understanding) => {
  const responses = { 200: { description: "ok" } };
  const api = await apiOf({ "GET /v1/all": { responses } }, { ...UNSTATED, info: { title, version: "1" } });
  expect(understandingOf(api, api.operations[0]!)).toBe(understanding);
});

test.each([
  ["The picture is downloaded by the server.", ["fetched"]],
  ["Reserved. Not currently supported.", []],
  ["Reserviert, noch nicht unterstützt.", []],
  ["Réservé.", []],
])("a URL of which is said: %s", async (description, causes) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, {
    "POST /messages": { requestBody: takes({ imageUrl: { ...TEXT, description } }) },
  });
  expect(faults.map(({ cause }) => cause.split(" ")[0])).toEqual(causes);
});

test.each([
  ["The URL of the Acme board to preview.", 0],
  ["The URL of the page to preview.", 1],
  ["The URL of the Other board to preview.", 1],
])("a URL that an API of Acme takes: %s", async (description, count) => {
  const faults = await faultsIn(
    ssrfClientSuppliedUrl,
    { "GET /preview": { parameters: parameter("url", description) } },
    { info: { title: "Acme API", version: "1" } },
  );
  expect(faults).toHaveLength(count);
});

const UUID4 = "^[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89aAbB][a-f0-9]{3}-[a-f0-9]{12}$";

test.each([
  [{}, 1],
  [{ pattern: UUID4 }, 0],
  [{ pattern: "^[A-Z2-9]{7}$" }, 1],
  [{ pattern: "^[a-z]+$" }, 1],
  [{ format: "uuid" }, 0],
  [{ minLength: 32 }, 0],
])("brute-force-short-code: a one-time code that is %j", async (more, count) => {
  const requestBody = takes({ tan: { ...TEXT, ...more } });
  expect(await faultsIn(bruteForceShortCode, { "POST /tan/verify": { ...OPEN, requestBody } })).toHaveLength(count);
});

const REFUSED = { 403: { description: "Forbidden" } };
const RESTRICTED = { description: "Restricted to administrators." };

test.each<[string, object, string]>([
  ["neither refusal nor text", {}, "0"],
  ["a refusal alone", { responses: REFUSED }, "0"],
  ["a text alone", RESTRICTED, "0"],
  ["a refusal and a text that keeps it to some", { ...RESTRICTED, responses: REFUSED }, "-"],
])("a change by anybody with %s", async (_name, more, steps) => {
  const faults = await faultsIn(unauthenticatedWrite, { "POST /settings": { ...OPEN, ...more } });
  expect(faults.map(({ mitigations = [] }) => "-".repeat(mitigations.length) || "0")).toEqual([steps]);
});

test.each([
  ["POST /administrators", "+"],
  ["POST /users/admin/init", "+"],
  ["POST /admin/reports", "0"],
  ["POST /api/v1/admin/reports", "0"],
])("%s by anybody", async (id, steps) => {
  const faults = await faultsIn(unauthenticatedWrite, { [id]: OPEN });
  expect(faults.map(({ aggravations = [] }) => "+".repeat(aggravations.length) || "0")).toEqual([steps]);
});

const CALLED_BACK = (name: string): Operations => ({
  "POST /hooks": {
    requestBody: takes({ endpoint: TEXT, passcode: TEXT }),
    callbacks: { ping: { "{$request.body#/endpoint}": { post: { requestBody: takes({ [name]: TEXT }) } } } },
  },
});

test.each([
  ["passcode", 0],
  ["password", 1],
])("a callback with the %s, where who subscribes has sent a passcode", async (name, count) => {
  expect(await faultsIn(sensitiveDataInWebhook, CALLED_BACK(name))).toHaveLength(count);
});

test.each([
  ["The passcode of the hook.", 1],
  ["The passcode. For security, when using the GET endpoints, the value is an empty string.", 0],
  ["Der Code. In GET-Antworten leer.", 0],
  ["Le code. Les réponses GET le rendent masqué.", 0],
])("a stored passcode that a read shows: %s", async (description, count) => {
  const faults = await faultsIn(credentialInResponse, {
    ...SIGN_UP,
    "GET /users/{id}": {
      responses: returns({ type: "object", properties: { passcode: { ...TEXT, description } } }),
    },
  });
  expect(faults).toHaveLength(count);
});

test.each([
  ["signingSecret", "PUT", "PUT 2"],
  ["secretoFirma", "PUT", "PUT 2"],
  ["apiSecret", "PUT", "PUT 1"],
  ["signingSecret", "GET", "GET 1, PUT 1"],
])("%s beside the address that is called, given by %s", async (name, method, expected) => {
  const responses = returns({ type: "object", properties: { url: TEXT, [name]: TEXT } });
  const faults = await faultsIn(credentialInResponse, {
    ...SIGN_UP,
    ...(method === "GET" ? { "GET /organizations/{id}/notices": { responses } } : {}),
    "PUT /organizations/{id}/notices": { responses },
  });
  const told = faults.flatMap(({ places = [], mitigations = [] }) =>
    places.map(({ operation }) => `${operation?.method} ${mitigations.length}`),
  );
  expect(told.join(", ")).toBe(expected);
});

test.each([
  ["For checking `X-Acme-Signature`; gives no access to this API.", 2],
  ["The key of the account.", 1],
])("a signing key alone, with the text: %s", async (description, steps) => {
  const faults = await faultsIn(credentialInResponse, {
    ...SIGN_UP,
    "PUT /programmes/{id}/notification": {
      responses: returns({ type: "object", properties: { signingKey: { ...TEXT, description } } }),
    },
  });
  expect(faults.map(({ mitigations = [] }) => mitigations.length)).toEqual([steps]);
});

test.each([
  ["Signed link, fifteen minutes", 1],
  ["Lien signé, quinze minutes", 1],
  ["Signed link", 0],
])("a link to a file, with the text: %s", async (description, steps) => {
  const faults = await faultsIn(credentialInResponse, {
    "GET /exports/{id}": {
      responses: returns({ type: "object", properties: { state: TEXT, link: { ...TEXT, description } } }),
    },
  });
  const told = faults.flatMap(({ mitigations = [] }) => mitigations);
  expect(told.filter((text) => text.includes("lifetime"))).toHaveLength(steps);
});

const OF_FILE = "it opens an encrypted file; it cannot be used to log in";

test.each([
  [{ zip_password: TEXT }, [OF_FILE]],
  [{ password: TEXT, pdf_hash: TEXT }, [OF_FILE]],
  [{ password: TEXT, pdf_hash: TEXT, email: TEXT }, []],
  [{ password: TEXT, street: TEXT, zip: TEXT, city: TEXT }, []],
  [{ password: TEXT, contractPdf: TEXT }, []],
  [{ password: TEXT }, []],
])("credential-in-response: a password that is read with %o", async (properties, mitigations) => {
  const responses = returns({ type: "object", properties });
  const [fault] = await faultsIn(credentialInResponse, { ...SIGN_UP, "GET /exports/{id}": { responses } });
  expect([fault?.mitigations, fault?.isWrongForAll]).toEqual([mitigations, mitigations.length === 0 || undefined]);
});

const FILE = { id: TEXT, password: TEXT, pdf_hash: TEXT };
const MAKES = { requestBody: takes({ password: TEXT, title: TEXT }) };
const ITEM = returns({ type: "object", properties: FILE });
const listOf = (properties: object): object => returns({ type: "array", items: { type: "object", properties } });

/** Who may read what: of a file that the account made with this password, and of one that it did not. */
test.each<[string, Operations, readonly string[], readonly string[]]>([
  ["read again", { "POST /files": MAKES, "GET /files/{id}": { responses: ITEM } }, [], ["password"]],
  [
    "listed beside its link",
    { "POST /files": MAKES, "GET /files": { responses: listOf({ ...FILE, download_url: TEXT }) } },
    [],
    ["password beside"],
  ],
  ["listed alone", { "POST /files": MAKES, "GET /files": { responses: listOf(FILE) } }, [], ["password"]],
  ["said of its end", { "POST /files": MAKES, "DELETE /files/{id}": { responses: ITEM } }, [], ["password"]],
  ["set elsewhere", { "POST /files": {}, "GET /files/{id}": { responses: ITEM } }, ["password"], []],
  ["that strangers read", { "POST /files": MAKES, "GET /files/{id}": { ...OPEN, responses: ITEM } }, ["password"], []],
  [
    "of somebody who logs in",
    { "POST /users": MAKES, "GET /users/{id}": { responses: returns({ properties: { ...FILE, email: TEXT } }) } },
    ["password"],
    [],
  ],
])("the password of a file, %s", async (_what, operations, foreign, own) => {
  const all = { ...SIGN_UP, ...operations };
  const issued = await faultsIn(credentialInResponse, all);
  const kept = await faultsIn(storedCredentialReturned, all);
  expect(issued.map(({ message }) => /passwords?/.exec(message)?.[0].replace(/s$/, ""))).toEqual(foreign);
  expect(kept.map(({ message }) => (message.includes("beside") ? "password beside" : "password"))).toEqual(own);
});

test.each([
  ["ApiKey", "secret", { type: "string" }, []],
  [
    "ApiKey",
    "secret",
    { type: "boolean" },
    ["the purpose of the operation is to return this credential; test who may call it"],
  ],
])("credential-in-response: a list of %s with %s %j", async (name, property, schema, mitigations) => {
  const components = { schemas: { [name]: { properties: { keyId: TEXT, [property]: schema } } } };
  const list = { type: "array", items: { $ref: `#/components/schemas/${name}` } };
  const [fault] = await faultsIn(
    credentialInResponse,
    { "GET /apiKeys": { description: "Lists the keys.", responses: returns({ properties: { keys: list } }) } },
    { components },
  );
  expect(fault?.mitigations).toEqual(mitigations);
});

const NEEDS = (name: string, more: object = {}): object =>
  takes({ [name]: { ...TEXT, ...more } }, { required: [name] });

test.each<[string, object, string]>([
  ["nothing", {}, "0"],
  ["a token", { requestBody: NEEDS("registrationToken") }, "--"],
  ["a token that may be left out", { requestBody: takes({ registrationToken: TEXT }) }, "0"],
  ["the token of a device", { requestBody: NEEDS("pushToken") }, "0"],
  ["a signed state", { requestBody: NEEDS("state", { example: "<jwt_token>" }) }, "--"],
  ["any state", { requestBody: NEEDS("state") }, "0"],
])("a change by anybody who brings %s", async (_name, more, steps) => {
  const faults = await faultsIn(unauthenticatedWrite, { "POST /results": { ...OPEN, ...more } });
  expect(faults.map(({ mitigations = [] }) => "-".repeat(mitigations.length) || "0")).toEqual([steps]);
});

test.each([
  ["registrationToken", {}, []],
  ["registrationToken", { 401: { description: "No token" } }, ["POST /results"]],
  ["registrationName", {}, ["POST /results"]],
])(
  "a call that must bring a %s, and tells of the refusals %j, is tested without a credential: %j",
  async (name, refusals, tested) => {
    const responses = { 200: { description: "ok" }, ...refusals };
    const api = await apiOf({ "POST /results": { requestBody: NEEDS(name), responses } }, UNSTATED);
    expect(rankedTests(api).map(({ test: { operation } }) => operation)).toEqual(tested);
  },
);

const AT_LOG_IN = (responses: object): Operations => ({
  "POST /login": { ...OPEN, requestBody: takes({ email: TEXT, password: TEXT }) },
  "GET /orders": { responses: { 200: { description: "ok" }, ...responses } },
});

test.each<[string, object, string]>([
  ["some refusal", { 404: { description: "Not found" } }, "0"],
  ["no refusal", {}, "-"],
])("a log-in without a limit where the API lists %s", async (_name, responses, steps) => {
  const [fault] = await faultsIn(missingRateLimit, AT_LOG_IN(responses));
  expect("-".repeat(fault?.mitigations?.length ?? 9) || "0").toBe(steps);
});

test.each<[string, object, string]>([
  ["and tells how others are refused", { 401: { description: "No session" } }, "-"],
  ["and tells nothing", {}, "0"],
])("an operation that requires what is not defined %s", async (_name, responses, steps) => {
  const [fault] = await faultsIn(undefinedSecurityScheme, {
    "GET /me": { security: [{ sessionToken: [] }], responses: { 200: { description: "ok" }, ...responses } },
  });
  expect("-".repeat(fault?.mitigations?.length ?? 9) || "0").toBe(steps);
});

test.each([
  ["POST /proxy", "+"],
  ["POST /fetch", "0"],
])("%s of a URL", async (id, steps) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, { [id]: { requestBody: takes({ url: TEXT }) } });
  expect(faults.map(({ aggravations = [] }) => "+".repeat(aggravations.length) || "0")).toEqual([steps]);
});

test.each([
  ["path", 1],
  ["query", 1],
])("credential-in-url: a jwt in the %s", async (place, steps) => {
  const path = place === "path" ? "/disconnect/{jwt}" : "/disconnect";
  const [fault] = await faultsIn(credentialInUrl, {
    [`GET ${path}`]: { parameters: [{ name: "jwt", in: place, required: true, schema: TEXT }] },
  });
  expect(fault?.mitigations).toHaveLength(steps);
});
