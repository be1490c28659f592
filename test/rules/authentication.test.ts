import { describe, expect, test } from "vitest";
import { processorTime } from "../processor-time.ts";
import { ambiguousPathAuthorizationBypass } from "../../src/rules/authentication/ambiguous-path-authorization-bypass.ts";
import { apiKeyInUrl } from "../../src/rules/authentication/api-key-in-url.ts";
import { authenticationUnstated } from "../../src/rules/authentication/authentication-unstated.ts";
import { basicAuth } from "../../src/rules/authentication/basic-auth.ts";
import { csrfCookieAuthentication } from "../../src/rules/authentication/csrf-cookie-authentication.ts";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { deprecatedScheme } from "../../src/rules/authentication/deprecated-scheme.ts";
import { authorizationHeaderParameter } from "../../src/rules/authentication/authorization-header-parameter.ts";
import { credentialInBody } from "../../src/rules/authentication/credential-in-body.ts";
import { loginRequiresAuthentication } from "../../src/rules/authentication/login-requires-authentication.ts";
import { legacyScheme } from "../../src/rules/authentication/legacy-scheme.ts";
import { undeclaredScope } from "../../src/rules/authentication/undeclared-scope.ts";
import { authenticationDowngrade } from "../../src/rules/authentication/authentication-downgrade.ts";
import { missingScope } from "../../src/rules/authentication/missing-scope.ts";
import { unusedScope } from "../../src/rules/authentication/unused-scope.ts";
import { bflaWriteWeakerThanRead } from "../../src/rules/authentication/bfla-write-weaker-than-read.ts";
import { faultsIn, returns, SCHEMES, SIGN_UP, spotsOf, takes, type Operations } from "./faults-in.ts";

const OPEN = { security: [] };
const REQUIRED = { parameters: [{ name: "Authorization", in: "header", required: true, schema: { type: "string" } }] };
const header = (name: string): { parameters: object[] } => ({
  parameters: [{ name, in: "header", schema: { type: "string" } }],
});

test.each<[string, Operations, string]>([
  ["a word under an open parameter", { "GET /a/{x}": OPEN, "GET /a/b": {} }, "GET /a/b"],
  ["an open word under a parameter", { "GET /a/{x}": {}, "GET /a/b": OPEN }, ""],
  ["another method", { "POST /a/{x}": OPEN, "GET /a/b": {} }, ""],
  ["another length", { "GET /a/{x}": OPEN, "GET /a/b/c": {} }, ""],
  ["a word further up", { "GET /{x}/b": OPEN, "GET /a/b": {} }, "GET /a/b"],
  ["a parameter under a word under a parameter", { "GET /a/{x}/{y}": OPEN, "GET /a/b/{y}": {} }, "GET /a/b/{y}"],
  ["a part of a segment", { "GET /a/{x}.json": OPEN, "GET /a/b": {} }, ""],
  ["what is open as well as secured", { "GET /a/{x}": { security: [{}, { token: [] }] }, "GET /a/b": {} }, "GET /a/b"],
])("ambiguous-path-authorization-bypass: %s", async (_name, operations, spots) => {
  expect(spotsOf(await faultsIn(ambiguousPathAuthorizationBypass, operations))).toBe(spots);
});

test.each([
  [{ type: "integer" }, ""],
  [{ type: "string", format: "uuid" }, ""],
  [{ enum: ["c", "d"] }, ""],
  [{ enum: ["b"] }, "GET /a/b"],
  [{ type: ["string", "null"] }, "GET /a/b"],
])("ambiguous-path-authorization-bypass: a parameter of %j beside a word", async (schema, spots) => {
  const general = { ...OPEN, parameters: [{ name: "x", in: "path", required: true, schema }] };
  expect(spotsOf(await faultsIn(ambiguousPathAuthorizationBypass, { "GET /a/{x}": general, "GET /a/b": {} }))).toBe(
    spots,
  );
});

test("ambiguous-path-authorization-bypass takes no longer for paths of which each matches many", async () => {
  const operations: Record<string, object> = {};
  for (let bits = 0; bits < 512; bits += 1)
    operations[`GET /${Array.from({ length: 9 }, (_, i) => ((bits >> i) & 1 ? "a" : `{p${i}}`)).join("/")}`] = {};
  const start = processorTime();
  await faultsIn(ambiguousPathAuthorizationBypass, operations);
  expect(processorTime() - start).toBeLessThan(5_000);
});

test.each([
  ["POST", [{ session: [] }], {}, "session"],
  ["GET", [{ session: [] }], {}, ""],
  ["POST", [{ session: [], key: [] }], {}, ""],
  ["POST", [{ key: [] }, { session: [] }], {}, "session"],
  ["DELETE", [{ session: [] }], header("X-CSRF-Token"), ""],
])("csrf-cookie-authentication: %s with %j and %j", async (method, security, more, spots) => {
  expect(spotsOf(await faultsIn(csrfCookieAuthentication, { [`${method} /orders`]: { security, ...more } }))).toBe(
    spots,
  );
});

test.each([
  [{ deprecated: true }, "token"],
  [{ description: "**Deprecated**: use a certificate." }, "token"],
  [{ description: "This way to log in is deprecated." }, "token"],
  [{ description: "The key was deprecated; use this." }, ""],
])("deprecated-scheme: %j", async (words, spots) => {
  const components = { securitySchemes: { token: { ...SCHEMES.token, ...words } } };
  expect(spotsOf(await faultsIn(deprecatedScheme, { "GET /orders": {} }, { components }))).toBe(spots);
});

test.each([
  ["Authorization", {}, "authorization"],
  ["Authorization", OPEN, ""],
  ["X-Session-Token", {}, "x-session-token"],
  ["X-Session-Token", { security: [{ token: [] }] }, ""],
  ["Api-Key", {}, "api-key"],
  ["acme-api-key", {}, "acme-api-key"],
  ["X-Acme-Server-Token", {}, "x-acme-server-token"],
  ["X-Acme-Konto-Token", {}, "x-acme-konto-token"],
  ["X-Acme-Clave-Api", {}, "x-acme-clave-api"],
  ["X-Acme-Jeton-Compte", {}, "x-acme-jeton-compte"],
  ["X-Acme-Token-Conta", {}, "x-acme-token-conta"],
  ["X-Acme-Session-Id", {}, ""],
  ["X-Page-Token", {}, ""],
  ["X-Request-Id", {}, ""],
  ["X-Token-Count", {}, ""],
  ["X-Skip-Authorization", {}, ""],
  ["X-Ohne-Authorization", {}, ""],
])("authorization-header-parameter: the header %s with %j, where others require a token", async (name, more, spots) => {
  const operations = { "GET /orders": { ...header(name), ...more }, "GET /bills": { security: [{ token: [] }] } };
  expect(spotsOf(await faultsIn(authorizationHeaderParameter, operations, { security: null }))).toBe(spots);
});

test.each([
  ["access_token", 3, "access token"],
  ["accessToken", 3, "access token"],
  ["access_token", 2, ""],
  ["secret", 4, "secret"],
  ["token", 4, ""],
  ["page_token", 4, ""],
  ["password", 4, ""],
])("credential-in-body: %s in the body of %i operations", async (name, times, cause) => {
  const operations = Object.fromEntries(
    Array.from({ length: times }, (_, i) => [
      `POST /things${i}/get`,
      { requestBody: takes({ [name]: { type: "string" }, id: { type: "string" } }) },
    ]),
  );
  const faults = await faultsIn(credentialInBody, operations);
  expect(faults.map((fault) => fault.cause).join()).toBe(cause);
});

test.each([
  [{ type: "http", scheme: "Digest" }, "HTTP Digest"],
  [{ type: "http", scheme: "negotiate" }, "Negotiate"],
  [{ type: "apiKey", in: "header", name: "Authorization", description: "OAuth1 signature" }, "OAuth 1.0"],
  [{ type: "apiKey", in: "header", name: "Authorization", description: "An OAuth 2 token" }, ""],
  [{ type: "http", scheme: "bearer" }, ""],
])("legacy-scheme: %j", async (token, what) => {
  const faults = await faultsIn(legacyScheme, { "GET /orders": {} }, { components: { securitySchemes: { token } } });
  expect(faults.map(({ message }) => message).join()).toContain(what);
  expect(faults.length).toBe(what === "" ? 0 : 1);
});

describe("scopes", () => {
  const login = (...scopes: string[]): object => ({ security: [{ login: scopes }] });

  test("a scope that the root asks for and nothing declares is said once, of no operation in particular", async () => {
    const faults = await faultsIn(
      undeclaredScope,
      { "GET /a": {}, "GET /b": {}, "GET /c": login("admin") },
      { security: [{ login: ["raed"] }] },
    );
    expect(spotsOf(faults)).toBe("GET /c, login");
    expect(faults[0]?.message).toContain('"raed" and "admin"');
  });

  test.each<[string, Operations, string]>([
    ["a change without a scope", { "GET /a": login("read"), "DELETE /a": login() }, "DELETE /a"],
    ["a read without a scope", { "GET /a": login(), "PUT /a": login("write") }, ""],
    [
      "a change beside another proof",
      { "GET /a": login("read"), "PUT /a": { security: [{ login: [], key: [] }] } },
      "",
    ],
    ["a change of the caller's own", { "GET /a": login("read"), "PATCH /me": login() }, ""],
    ["a search", { "GET /a": login("read"), "POST /a/search": login() }, ""],
    ["no scope anywhere", { "GET /a": login(), "DELETE /a": login() }, "login"],
  ])("missing-scope: %s", async (_name, operations, spots) => {
    expect(spotsOf(await faultsIn(missingScope, operations))).toBe(spots);
  });

  test.each<[Operations, string]>([
    [{ "GET /a": login("read") }, "login authorizationCode"],
    [{ "GET /a": login("read"), "POST /a": login("write") }, ""],
    [{ "GET /a": login() }, ""],
  ])("unused-scope: %j", async (operations, spots) => {
    expect(spotsOf(await faultsIn(unusedScope, operations))).toBe(spots);
  });

  test.each<[string, Operations, string]>([
    ["a change for a right to read", { "PUT /a": login("read") }, "PUT /a"],
    ["a payment for a right to read", { "POST /payouts": login("read") }, "POST /payouts"],
    ["a report for a right to read", { "POST /reports": login("read") }, ""],
    ["a change for both", { "PUT /a": login("read", "write") }, ""],
    ["a change for a word that begins so", { "PUT /a": login("readers:manage") }, ""],
    ["a search", { "POST /a/search": login("read") }, ""],
    [
      "a change for those who sign up, of what a certificate reads",
      { ...SIGN_UP, "GET /a": { security: [{ certificate: [] }] }, "PUT /a": { security: [{ token: [] }] } },
      "PUT /a",
    ],
    ["an open change, which is another rule's matter", { "GET /a": {}, "PUT /a": OPEN }, ""],
  ])("bfla-write-weaker-than-read: %s", async (_name, operations, spots) => {
    expect(spotsOf(await faultsIn(bflaWriteWeakerThanRead, operations))).toBe(spots);
  });
});

test.each([
  [[{ login: ["read"] }, { queryKey: [] }], "login or queryKey"],
  [[{ login: ["read"] }, { key: [] }], "login or key"],
  [[{ certificate: [] }, { password: [] }], "certificate or password"],
  [[{ login: ["read"], queryKey: [] }], ""],
  [[{ login: ["read"] }, { token: [] }], ""],
  [[{ login: ["read"] }, { session: [] }], ""],
  [[{ token: [] }, { password: [] }], ""],
  [[{ login: ["read"] }, { queryKey: [] }, {}], ""],
])("authentication-downgrade: %j", async (security, spots) => {
  expect(spotsOf(await faultsIn(authenticationDowngrade, { "GET /orders": { security } }))).toBe(spots);
});

test.each([
  ["a password without the role that a log-in needs", [{ login: ["read"] }, { password: [] }], 1],
  ["a key, which may be made to open all", [{ login: ["read"] }, { key: [] }], 0],
  ["a log-in without a scope", [{ login: [] }, { password: [] }], 0],
])("authentication-downgrade: %s", async (_name, security, raised) => {
  const operations = { "GET /orders": { security }, "GET /me": { security: [{ login: [] }] } };
  const [fault] = await faultsIn(authenticationDowngrade, operations);
  expect(fault?.aggravations ?? []).toHaveLength(raised);
  expect(fault?.message).toMatch(/^1 operation accepts "\w+" alone instead of "login"/);
  expect(fault?.message.endsWith(', without the scope "read"')).toBe(raised > 0);
  expect(fault?.cause).toMatch(/^login or \w+$/);
});

test.each([
  ["a change", "POST /orders", "authorization, authorization left out"],
  ["administration", "GET /admin/statistics", "authorization, authorization left out"],
  ["a list of people", "GET /users", "authorization, authorization left out"],
  ["a catalogue", "GET /products", "authorization"],
  ["a log-in", "POST /login", "authorization"],
])("authorization-header-parameter: what most operations take, %s does without", async (_name, left, causes) => {
  const asking = Object.fromEntries(["a", "b", "c", "d", "e"].map((name) => [`GET /${name}`, header("Authorization")]));
  const faults = await faultsIn(authorizationHeaderParameter, { ...asking, [left]: {} }, { security: null });
  expect(faults.map(({ cause }) => cause).join(", ")).toBe(causes);
});

const CONTRAST = [
  "reading the object requires the header, but changing or deleting it does not",
  "callers without the header may be able to change objects that they cannot read",
];

test.each<[string, string, Record<string, unknown>, readonly string[] | undefined]>([
  ["beside a read with it", "PATCH /a/{id}", {}, CONTRAST],
  ["… that deletes", "DELETE /a/{id}", {}, CONTRAST],
  ["of another path", "PATCH /b/{id}", {}, []],
  ["that makes one", "POST /a/{id}", {}, []],
  ["a log-out", "POST /logout", {}, []],
  [
    "a log-out by what is sent",
    "POST /logout",
    { requestBody: takes({ refresh_token: { type: "string" } }) },
    undefined,
  ],
])("authorization-header-parameter: a change without it, %s", async (_name, left, more, raised) => {
  const asking = Object.fromEntries(["a/{id}", "c", "d", "e", "f"].map((name) => [`GET /${name}`, REQUIRED]));
  const faults = await faultsIn(authorizationHeaderParameter, { ...asking, [left]: more }, { security: null });
  const fault = faults.find(({ cause }) => cause === "authorization left out");
  expect(fault && (fault.aggravations ?? [])).toEqual(raised);
});

test("authorization-header-parameter: a log-out without a header that some may leave out", async () => {
  const asking = Object.fromEntries(["a", "b", "c", "d", "e"].map((name) => [`GET /${name}`, header("Authorization")]));
  const faults = await faultsIn(authorizationHeaderParameter, { ...asking, "POST /logout": {} }, { security: null });
  expect(faults.map(({ cause }) => cause)).toEqual(["authorization"]);
});

test.each([
  ["must be sent in each call", true],
  ["may be left out", false],
])("authorization-header-parameter: how a key is declared weighs the same where it %s", async (_name, required) => {
  const [asking] = header("Authorization").parameters;
  const operations = {
    "GET /a": { parameters: [{ ...asking, required: true }] },
    "GET /b": { parameters: [{ ...asking, required }] },
  };
  const [fault] = await faultsIn(authorizationHeaderParameter, operations, NO_SECURITY);
  expect(fault?.cause).toBe("authorization");
  expect([fault?.mitigations ?? [], fault?.aggravations ?? []]).toEqual([[], []]);
});

test.each([
  ["/login/redirect", { responses: { 302: { description: "Found" } } }, "no success response can have a body"],
  ["/countries", { responses: { 200: { description: "OK" } } }, "the paths name public reference data"],
])("authentication-unstated: why reads of %s are harmless", async (path, operation, why) => {
  const [fault] = await faultsIn(authenticationUnstated, { [`GET ${path}`]: operation }, NO_SECURITY);
  expect(fault?.mitigations).toEqual([`all of them only read, and ${why}`]);
});

test("authorization-header-parameter: a key and a token that are taken together are one fault", async () => {
  const both = { parameters: ["X-Access-Token", "X-Api-Key"].flatMap((name) => header(name).parameters) };
  const operations = {
    "GET /orders": both,
    "GET /bills": both,
    "GET /prices": header("X-Api-Key"),
  };
  const faults = await faultsIn(authorizationHeaderParameter, operations, NO_SECURITY);
  expect(faults.map(({ cause, message }) => `${cause}: ${message}`)).toEqual([
    'x-api-key: "X-Api-Key" and "X-Access-Token" are header parameters of 3 operations, not security schemes that they require',
  ]);
});

test.each([
  ["the authorized UID of the session", "key"],
  ["Kennung der Sitzung", "key"],
  ["identifiant de la session", "key"],
  ["identificador de la sesión", "key"],
  ["identificador da sessão", "key"],
  ["the UID of the article", ""],
])("credential-in-body: a field that is said to be %s", async (description, cause) => {
  const operations = Object.fromEntries(
    [1, 2, 3].map((i) => [`POST /things${i}/get`, { requestBody: takes({ key: { type: "string", description } }) }]),
  );
  const faults = await faultsIn(credentialInBody, operations);
  expect(faults.map((fault) => fault.cause).join()).toBe(cause);
});

test.each([
  ["a log-in", "POST /login", 0],
  ["a page of documentation", "GET /docs/Swagger", 0],
  ["a change", "POST /orders", 1],
])("authentication-unstated: where others take a credential as a header, %s", async (_name, left, count) => {
  const operations = { "GET /bills": header("X-Api-Key"), [left]: {} };
  expect(await faultsIn(authenticationUnstated, operations, NO_SECURITY)).toHaveLength(count);
});

const KEY = { requestBody: takes({ api_key: {}, text: {} }, { required: ["api_key"] }) };
const BARE = { requestBody: takes({ text: {} }, { required: ["text"] }) };

test.each<[string, Operations, string | undefined]>([
  ["all of them", { "POST /a": KEY, "POST /b": KEY, "POST /c": KEY }, "0/1"],
  ["all of them, to delete", { "POST /a": KEY, "POST /b": KEY, "DELETE /c/{id}": KEY }, "0/1"],
  ["some, and others change something", { "POST /a": KEY, "POST /b": KEY, "PATCH /c": BARE, "PATCH /d": BARE }, "0/0"],
  ["some, and others read", { "POST /a": KEY, "POST /b": KEY, "GET /c": {}, "GET /d": {} }, "0/1"],
  ["some, and one is a log-in", { "POST /a": KEY, "POST /b": KEY, "POST /login": {} }, undefined],
])("authentication-unstated: a key must be sent in the body of %s", async (_name, operations, weight) => {
  const [fault] = await faultsIn(authenticationUnstated, operations, NO_SECURITY);
  expect(fault && `${fault.aggravations?.length ?? 0}/${fault.mitigations?.length ?? 0}`).toBe(weight);
});

const UNTOLD = { responses: { 200: { description: "OK" } } };
const TOLD = { ...UNTOLD, description: "Lists what was shown in a year." };
const OFFERED = { requestBody: takes({ key: {}, note: {} }) };
const RECORD = { type: "object", properties: { passportNumber: { type: "string" } } };
const NEEDED = { required: ["client_secret"] };
const TOKEN = { required: ["token"] };
const NO_SECURITY = { security: undefined };

test.each<[string, Operations, string | undefined]>([
  ["reads of nothing special", { "GET /prices": {}, "POST /prices": {} }, "0/0"],
  [
    "reads of what is known and harmless",
    { "GET /prices": { responses: returns({ properties: { price: {} } }) } },
    "0/1",
  ],
  ["reads of things that only a text tells", { "GET /films": TOLD }, "0/1"],
  ["reads of things that nothing tells", { "GET /films": UNTOLD }, "0/0"],
  ["reads of orders that only a text tells", { "GET /films": TOLD, "GET /orders/{id}": TOLD }, "0/0"],
  ["a restricted field", { "GET /guests/{id}": { responses: returns(RECORD) } }, "1/0"],
  [
    "a restricted field that is worked out of what is sent",
    {
      "POST /triage/calculate": {
        summary: "Calculates the risk from the symptoms that are sent.",
        requestBody: takes({ symptoms: { type: "array", items: { type: "string" } } }),
        responses: returns({ type: "object", properties: { diagnosis: { type: "string" } } }),
      },
    },
    "0/0",
  ],
  ["a deletion", { "GET /prices": {}, "DELETE /prices/{id}": {} }, "1/0"],
  ["a payment", { "POST /payouts": {} }, "1/0"],
  ["what says that it needs a token", { "DELETE /prices/{id}": { description: "Requires an access token" } }, "0/0"],
  ["beside a header that is asked for", { "GET /prices": {}, "POST /prices": header("Authorization") }, "0/1"],
  ["only a header that is asked for", { "POST /prices": header("Authorization") }, undefined],
  [
    "deletions that all have a place for a key, which may be left out",
    { "DELETE /prices/{id}": OFFERED, "POST /prices": OFFERED, "POST /prices/import": OFFERED },
    "1/1",
  ],
  [
    "deletions of which only some have one",
    { "DELETE /prices/{id}": OFFERED, "POST /prices": OFFERED, "POST /prices/import": {} },
    "1/0",
  ],
  ["a client's secret", { "POST /oauth/token": { requestBody: takes({ client_secret: {} }, NEEDED) } }, undefined],
  [
    "a client's secret that may be left out",
    { "POST /oauth/token": { requestBody: takes({ client_secret: {} }) } },
    "0/0",
  ],
  [
    "a token at OAuth's own endpoint",
    { "POST /oauth2/revoke": { requestBody: takes({ token: {} }, TOKEN) } },
    undefined,
  ],
  ["a token of something else", { "POST /coins": { requestBody: takes({ token: {} }, TOKEN) } }, "0/0"],
])("authentication-unstated: %s", async (_name, operations, weight) => {
  const [fault] = await faultsIn(authenticationUnstated, operations, NO_SECURITY);
  const { aggravations = [], mitigations = [] } = fault ?? {};
  expect(fault && `${aggravations.length}/${mitigations.length}`).toBe(weight);
  // Silence stays a question, whatever is at stake.
  expect(fault?.assumes ?? []).toEqual(aggravations.length > 0 ? ["authentication-unstated"] : []);
});

test.each<[string, Operations, string]>([
  ["accounts", { "GET /users": {}, "DELETE /users/{id}": {} }, "1/0"],
  ["administration", { "POST /admin/jobs": {} }, "1/0"],
  ["messages alone", { "POST /messages": {} }, "0/1"],
  ["messages and what was sent", { "POST /messages": {}, "GET /messages": {} }, "0/0"],
])("api-key-in-url: a key that opens %s", async (_name, operations, weight) => {
  const [fault] = await faultsIn(apiKeyInUrl, operations, { security: [{ queryKey: [] }] });
  expect(`${fault?.aggravations?.length ?? 0}/${fault?.mitigations?.length ?? 0}`).toBe(weight);
});

const TWO_KEYS = (more: object = {}): object => ({
  components: {
    securitySchemes: {
      queryKey: { type: "apiKey", in: "query", name: "key", ...more },
      headerKey: { type: "apiKey", in: "header", name: "X-Key", ...more },
      bearer: { type: "http", scheme: "bearer", ...more },
      login: { type: "oauth2", flows: {} },
    },
  },
});
const OF_KEY = { description: "Get your key from the dashboard." };

test.each<[string, object, object, Operations, number]>([
  ["a header instead", TWO_KEYS(), { security: [{ queryKey: [] }, { headerKey: [] }] }, { "GET /orders": {} }, 1],
  ["a bearer instead", TWO_KEYS(), { security: [{ bearer: [] }, { queryKey: [] }] }, { "GET /orders": {} }, 1],
  ["a log-in instead", TWO_KEYS(), { security: [{ login: [] }, { queryKey: [] }] }, { "GET /orders": {} }, 0],
  ["another credential beside", TWO_KEYS(), { security: [{ queryKey: [], bearer: [] }] }, { "GET /orders": {} }, 0],
  ["the same key beside", TWO_KEYS(OF_KEY), { security: [{ queryKey: [], bearer: [] }] }, { "GET /orders": {} }, 1],
  [
    "a header here alone",
    TWO_KEYS(),
    { security: [{ queryKey: [] }] },
    { "GET /orders": { security: [{ queryKey: [] }, { headerKey: [] }] }, "GET /payments": {} },
    0,
  ],
])("api-key-in-url: with %s", async (_what, components, security, operations, steps) => {
  const [fault] = await faultsIn(apiKeyInUrl, operations, { ...components, ...security });
  expect(fault?.mitigations?.length ?? 0).toBe(steps);
});

test.each([
  ["The key goes into the parameter <code>api_key</code> or into the <code>Authorization</code> header.", 1],
  ["The key goes into `api_key`. The response has a header or two.", 0],
  ["The key goes into `api_key`, and never into a header or a cookie.", 0],
])("api-key-in-url: an API that says %s", async (description, steps) => {
  const more = { security: [{ queryKey: [] }], info: { title: "T", version: "1", description } };
  const [fault] = await faultsIn(apiKeyInUrl, { "GET /orders": {} }, more);
  expect(fault?.mitigations?.length ?? 0).toBe(steps);
});

test.each<[string, number]>([
  ["POST /login", 0],
  ["POST /orders", 1],
])("basic-auth: %s", async (operation, faults) => {
  expect(await faultsIn(basicAuth, { [operation]: { security: [{ password: [] }] } })).toHaveLength(faults);
});

const BASIC = (name: string, description = ""): object => ({
  components: {
    securitySchemes: { ...SCHEMES, [name]: { type: "http", scheme: "basic", description } },
  },
});

test.each<[string, string, string, readonly object[], number | undefined]>([
  ["a password", "password", "", [{ password: [] }], 1],
  ["a password, beside a token that is taken too", "password", "", [{ password: [] }, { token: [] }], 1],
  ["a password, or nothing", "password", "", [{ password: [] }, {}], 1],
  ["a pair of a program, by its name", "accountId_authToken", "", [{ accountId_authToken: [] }], 1],
  ["a pair of a program, by its text", "basic", "The API key is the user name.", [{ basic: [] }], undefined],
  ["Schlüssel eines Programms", "basic", "Benutzername ist der API-Schlüssel.", [{ basic: [] }], undefined],
  ["la clé d'un programme", "basic", "La clé d'API sert de nom d'utilisateur.", [{ basic: [] }], undefined],
  ["a token as the password", "basic", "Send your access token as the password.", [{ basic: [] }], undefined],
  ["a token as no password", "basic", "Never send your access token as the password.", [{ basic: [] }], 1],
  ["a user name", "basic", "The user name and password.", [{ basic: [] }], 1],
])("basic-auth weighs %s", async (_what, name, text, security, steps) => {
  const [fault] = await faultsIn(basicAuth, { "GET /orders": { security } }, BASIC(name, text));
  expect(fault?.mitigations?.length).toBe(steps);
});

test.each<[string, string, object, Operations, number]>([
  ["moves money", "The user name and password of your user account.", {}, { "POST /payouts": {} }, 0],
  ["moves money for a machine", "", {}, { "POST /payouts": {} }, 1],
  ["reads orders", "The user name and password of your user account.", {}, { "GET /orders": {} }, 1],
  ["reads orders in clear text", "", { servers: [{ url: "http://api.acme.io" }] }, { "GET /orders": {} }, 0],
])("basic-auth weighs what the password opens: it %s", async (_what, text, more, operations, steps) => {
  const described = { ...BASIC("basic", text), security: [{ basic: [] }], ...more };
  const [fault] = await faultsIn(basicAuth, operations, described);
  expect(fault?.mitigations).toHaveLength(steps);
});

const inQuery = (name: string, description?: string): object => ({
  parameters: [{ name, in: "query", description, schema: { type: "string" } }],
});
const titled = (title: string): object => ({
  parameters: [{ name: "token", in: "path", required: true, schema: { type: "string", title } }],
});

test.each<[string, object, string]>([
  ["POST /login/{longtermkey}", {}, "a key that grants access/1"],
  ["POST /login/{provider}", {}, ""],
  ["GET /boxes/{longtermkey}", {}, ""],
  ["GET /auth/token/{token}", titled("Session Token"), "a token that grants access/1"],
  ["GET /auth/token/{token}", titled("Token"), "a token/1"],
  ["GET /verify", inQuery("access_token"), "a token that grants access/1"],
  ["GET /verify", inQuery("token"), "a token/2"],
  ["GET /exec", inQuery("token", "JWT token used for authentication"), "a token that grants access/1"],
  ["GET /exec", inQuery("token", "Token of the container"), "a token/1"],
  ["POST /ssl", inQuery("pem", "PEM-encoded private key. Required when updating."), "a secret/0"],
  ["POST /ssl", inQuery("pem", "The name of the key"), ""],
  ["GET /tokens/kid", inQuery("client_assertion"), "an assertion that authenticates a client/1"],
])("credential-in-url: %s with %j", async (id, operation, expected) => {
  const [fault] = await faultsIn(credentialInUrl, { [id]: operation });
  expect(fault === undefined ? "" : `${/contains (.*):/.exec(fault.message)?.[1]}/${fault.mitigations?.length}`).toBe(
    expected,
  );
});

const LOG_IN = (name: string): object => ({
  requestBody: takes({ username: {}, password: {} }),
  responses: returns({ type: "object", properties: { [name]: { type: "string" } } }),
});

test.each<[string, string, object, object, string]>([
  ["the token that the log-in returns", "DELETE /auth/logout/{token}", {}, {}, "a token that grants access/1 certain"],
  ["the same in a query", "GET /patients", inQuery("token"), {}, "a token that grants access/1 certain"],
  ["in French", "DELETE /session/{jeton}", {}, {}, "a token that grants access/1 certain"],
  ["a token by another name", "DELETE /auth/logout/{deviceToken}", {}, {}, "a possible token/2 "],
  ["the token of an invitation", "GET /invitations/{token}", {}, {}, "a token/2 "],
  [
    "the token of a mail",
    "POST /password/reset",
    { ...inQuery("token"), requestBody: takes({ password: {} }) },
    {},
    "a token/2 ",
  ],
  [
    "a token that something else gives too",
    "GET /files",
    inQuery("token"),
    { "POST /shares": { responses: returns({ type: "object", properties: { token: { type: "string" } } }) } },
    "a token/1 ",
  ],
])("credential-in-url: %s", async (_what, id, operation, others, expected) => {
  const name = id.includes("jeton") ? "jeton" : "token";
  const faults = await faultsIn(credentialInUrl, { "POST /auth/login": LOG_IN(name), ...others, [id]: operation });
  const [fault] = faults;
  expect(
    fault && `${/contains (.*):/.exec(fault.message)?.[1]}/${fault.mitigations?.length} ${fault.confidence ?? ""}`,
  ).toBe(expected);
});

const PASSWORD = { requestBody: takes({ name: { type: "string" }, secret: { type: "string" } }) };
const GIVES_TOKEN = { responses: returns({ type: "object", properties: { access_token: { type: "string" } } }) };

test.each<[string, object, object, number]>([
  ["POST /login", { requestBody: takes({ email: {}, password: {} }) }, {}, 1],
  ["POST /login", { requestBody: takes({ email: {}, password: {} }), security: [] }, {}, 0],
  ["POST /login", { requestBody: takes({ email: {}, password: {} }) }, { security: [{ key: [] }] }, 0],
  ["POST /password/reset-request", { requestBody: takes({ email: {} }) }, {}, 1],
  ["POST /tokens/issue", { ...PASSWORD, ...GIVES_TOKEN }, {}, 1],
  ["POST /tokens/issue", PASSWORD, {}, 0],
  ["POST /me/password/reset", { requestBody: takes({ password: {} }) }, {}, 0],
])("login-requires-authentication: %s with %j and %j", async (id, operation, more, faults) => {
  expect(await faultsIn(loginRequiresAuthentication, { [id]: operation }, more)).toHaveLength(faults);
});
