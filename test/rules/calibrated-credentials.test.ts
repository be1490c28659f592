import { expect, test } from "vitest";
import { apiKeyInUrl } from "../../src/rules/authentication/api-key-in-url.ts";
import { basicAuth } from "../../src/rules/authentication/basic-auth.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { storedCredentialReturned } from "../../src/rules/data/stored-credential-returned.ts";
import { reviewOf } from "../gate/judged.ts";
import { faultsIn, returns, type Operations } from "./faults-in.ts";

/* How grave credentials are, by the facts that decided where reviewers read descriptions for the first time. */

const TEXT = { type: "string" };
const OPEN = { security: [] };
const SIGN_UP: Operations = {
  "POST /register": {
    ...OPEN,
    summary: "Sign up",
    requestBody: {
      content: { "application/json": { schema: { type: "object", properties: { email: TEXT, password: TEXT } } } },
    },
  },
};
const gives = (properties: object): object => ({ responses: returns({ type: "object", properties }) });
const said = (description: string): object => ({ ...TEXT, description });
const example = (value: string): object => ({ ...TEXT, example: value });

const severitiesOf = async (rule: string, operations: Operations, more: object = {}): Promise<readonly string[]> => {
  const paths: Record<string, Record<string, object>> = {};
  for (const [id, operation] of Object.entries(operations)) {
    const [method = "", path = ""] = id.split(" ");
    (paths[path] ??= {})[method.toLowerCase()] = { responses: { 200: { description: "OK" } }, ...operation };
  }
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    paths,
    ...more,
  });
  const { findings } = await reviewOf(new Map([["openapi.json", text]]), "openapi.json");
  return findings.filter((one) => one.rule === rule).map(({ severity }) => severity);
};

const USERS = { type: "array", items: { title: "User", properties: { id: TEXT, email: TEXT, password: TEXT } } };
const LINKS = gives({ id: TEXT, settings: { title: "Settings", type: "object", properties: { secretKey: TEXT } } });

test.each<[string, Operations, readonly string[]]>([
  ["users' passwords, to anybody", { "GET /users": { ...OPEN, responses: returns(USERS) } }, ["critical"]],
  ["users' passwords, to who signs up", { ...SIGN_UP, "GET /users": { responses: returns(USERS) } }, ["critical"]],
  ["an API secret, to anybody", { "GET /shops/{id}": { ...OPEN, ...gives({ id: TEXT, apiSecret: TEXT }) } }, ["high"]],
  ["a stored secret, to anybody", { "GET /shops/{id}": { ...OPEN, ...LINKS } }, ["critical"]],
  ["a token of a thing, to anybody", { "GET /shops/{id}": { ...OPEN, ...gives({ id: TEXT, token: TEXT }) } }, ["high"]],
])("credential-in-response is critical for what lets in for good: %s", async (_what, operations, expected) => {
  expect(await severitiesOf("credential-in-response", operations)).toEqual(expected);
});

const KEYS = { groupName: TEXT, organizerKey: TEXT, accountKey: said("The key of the company account") };
const MEETINGS = (path: string, properties: object): Operations => ({ [`GET ${path}`]: gives(properties) });
const STOP = { id: TEXT, icsCode: TEXT, smsCode: TEXT };
const ORIGIN =
  "Obtains the origin.\n\n- ``origin``: the domain.\n- ``token``: the URI of the request to obtain the token.";

test.each<[string, Operations, number]>([
  ["a key among keys by which paths name things", MEETINGS("/organizers/{organizerKey}/meetings", KEYS), 0],
  ["a key where paths name things otherwise", MEETINGS("/organizers/{id}/meetings", KEYS), 1],
  [
    "a secret key among such keys",
    MEETINGS("/organizers/{organizerKey}/meetings", { organizerKey: TEXT, accessKey: TEXT }),
    1,
  ],
  ["a code by which a GET finds the thing", { ...MEETINGS("/stops/sms/{id}", STOP) }, 0],
  ["a code of a person", MEETINGS("/stops/sms/{id}", { ...STOP, phone: TEXT }), 1],
  ["what the operation's text calls a link", { "GET /origin": { description: ORIGIN, ...gives({ token: TEXT }) } }, 0],
  [
    "what the operation's text calls the token",
    {
      "GET /origin": {
        description: ORIGIN.replace("URI of the request to obtain the ", ""),
        ...gives({ token: TEXT }),
      },
    },
    1,
  ],
  [
    "references, by their pattern",
    MEETINGS("/flows", { envSecret: { ...TEXT, pattern: "^acme:secret:[a-f0-9]{32}$" } }),
    0,
  ],
  ["values, by their pattern", MEETINGS("/flows", { envSecret: { ...TEXT, pattern: "^[a-f0-9]{32}$" } }), 1],
  [
    "a map of switches",
    MEETINGS("/assets", {
      credentials: { type: "object", additionalProperties: { additionalProperties: { type: "boolean" } } },
    }),
    0,
  ],
  [
    "a switch among switches",
    MEETINGS("/configuration", { change_password: example("on"), gravatar: example("on"), signup: example("allow") }),
    0,
  ],
  ["a password of which an example is a word", MEETINGS("/configuration", { change_password: example("on") }), 1],
  ["a key beside the public one", MEETINGS("/issuer", { apiKey: TEXT, publicKey: TEXT }), 0],
  ["a key alone", MEETINGS("/issuer", { apiKey: TEXT, name: TEXT }), 1],
  ["a token for analytics", MEETINGS("/config", { gaToken: said("A Google Analytics token to track events") }), 0],
  ["a token for something else", MEETINGS("/config", { gaToken: said("A token to read events") }), 1],
  [
    "the secret of a payment that this call prepares",
    { "PUT /intents/{id}": gives({ clientSecret: TEXT, intentId: TEXT }) },
    0,
  ],
  ["the secret of a client", { "PUT /clients/{id}": gives({ clientSecret: TEXT, clientId: TEXT }) }, 1],
])("credential-in-response: %s", async (_what, operations, count) => {
  expect(await faultsIn(credentialInResponse, operations)).toHaveLength(count);
});

const KEYED = { components: { securitySchemes: { token: { type: "apiKey", in: "header", name: "X-Api-Key" } } } };
const LISTED = returns({ type: "array", items: { type: "object", properties: { name: TEXT, apiKey: TEXT } } });

test.each<[string, Operations, number]>([
  ["the key that was sent", { "GET /keyInfo": gives({ apiKey: TEXT, calls: { type: "integer" } }) }, 2],
  ["one of what the caller names", { "GET /apps/{id}": gives({ apiKey: TEXT, calls: { type: "integer" } }) }, 0],
  ["one of each of a list", { "GET /apps": { responses: LISTED } }, 0],
  ["one of the keys", { "GET /apikeys": gives({ apiKey: TEXT, calls: { type: "integer" } }) }, 0],
  ["a token of a project", { "GET /projects/{id}": gives({ id: TEXT, token: TEXT }) }, 1],
  ["a token of somebody", { "GET /projects/{id}": gives({ id: TEXT, email: TEXT, token: TEXT }) }, 0],
  ["a token in a list of tokens", { "GET /{name}/tokens": gives({ token: TEXT }) }, 0],
  ["the secret of a payment", { "GET /methods/{id}": gives({ setupIntentSecret: TEXT }) }, 1],
  [
    "an echo",
    { "GET /strength": { parameters: [{ name: "password", in: "query" }], ...gives({ easyPassword: TEXT }) } },
    2, // nobody else's password comes back: what is wrong is that the URL has it
  ],
])("credential-in-response weighs what is opened: %s", async (_what, operations, steps) => {
  const [fault] = await faultsIn(credentialInResponse, operations, KEYED);
  expect(fault?.mitigations ?? []).toHaveLength(steps);
});

test.each<[string, string, number]>([
  ["sent in the same call", "password", 0],
  ["of the account", "name", 1],
])("stored-credential-returned: a password that is %s", async (_what, name, count) => {
  const strength = { parameters: [{ name, in: "query", schema: TEXT }], ...gives({ password: TEXT }) };
  expect(await faultsIn(storedCredentialReturned, { "GET /me": strength })).toHaveLength(count);
});

const query = (...names: readonly string[]): object => ({
  parameters: names.map((name) => ({ name, in: "query", required: true, schema: TEXT })),
});

test.each<[string, Operations, readonly string[]]>([
  ["a password", { "GET /keys": query("password") }, ["high"]],
  [
    "a password of the file that comes back",
    {
      "GET /keys": {
        ...query("password"),
        responses: {
          200: { description: "OK", content: { "application/pdf": { schema: { ...TEXT, format: "binary" } } } },
        },
      },
    },
    ["medium"],
  ],
  ["a secret of a computation", { "POST /recognize": query("secret_key") }, ["medium"]],
  ["a secret that changes the account", { "POST /account/top-up": query("api_secret") }, ["high"]],
  ["a key", { "POST /recognize": query("api_key") }, ["medium"]],
  ["a session's token", { "GET /reports": query("access_token") }, ["medium"]],
  [
    "a key that names a thing",
    {
      "GET /accounts/{api_key}/secrets": {
        parameters: [{ name: "api_key", in: "path", required: true, schema: TEXT }],
      },
    },
    ["low"],
  ],
  [
    "a second key that names another thing",
    {
      "GET /games/{apiKey}": { parameters: [{ name: "apiKey", in: "path", required: true, schema: TEXT }] },
      "POST /games/{apiKey}/copy/{targetApiKey}": {
        parameters: ["apiKey", "targetApiKey"].map((name) => ({ name, in: "path", required: true, schema: TEXT })),
      },
    },
    ["low"],
  ],
])("credential-in-url: %s", async (_what, operations, expected) => {
  expect(await severitiesOf("credential-in-url", operations)).toEqual(expected);
});

const READS = { "GET /recipes": gives({ title: TEXT }), "GET /recipes/{id}": gives({ title: TEXT, author: TEXT }) };
const SOLD = { info: { title: "T", version: "1", description: "Subscriptions start at 10 $ a month." } };

test.each<[string, Operations, object, number]>([
  ["reads recipes", READS, {}, 1],
  ["reads recipes that are sold", READS, SOLD, 1],
  ["reads them, and makes some", { ...READS, "POST /recipes": {} }, {}, 0],
  ["reads orders", { "GET /orders": gives({ title: TEXT }) }, {}, 0],
  ["reads the balance", { "GET /balances": gives({ amount: TEXT }) }, {}, 0],
])("api-key-in-url: a key that %s", async (_what, operations, more, steps) => {
  const [fault] = await faultsIn(apiKeyInUrl, operations, { security: [{ queryKey: [] }], ...more });
  expect([fault?.aggravations ?? [], fault?.mitigations?.length ?? 0]).toEqual([[], steps]);
});

test.each<[string, Operations, number]>([
  ["replaces its own credentials", { "PUT /users/{id}/password": {} }, 1],
  ["moves money", { "POST /payouts": {} }, 0],
])("basic-auth: a user's password that %s", async (_what, operations, steps) => {
  const [fault] = await faultsIn(basicAuth, operations, {
    security: [{ basic: [] }],
    components: {
      securitySchemes: {
        basic: { type: "http", scheme: "basic", description: "The user name and password of your user account." },
      },
    },
  });
  expect(fault?.mitigations).toHaveLength(steps);
});

test.each<[string, object, readonly string[]]>([
  ["password-flow", { flows: { password: { tokenUrl: "https://login.acme.io/token", scopes: {} } } }, ["low"]],
  ["authorization-header-parameter", {}, []],
])("%s weighs little by itself", async (rule, flows, expected) => {
  const login = { type: "oauth2", flows: {}, ...flows };
  const more = { security: [{ login: [] }], components: { securitySchemes: { login } } };
  expect(await severitiesOf(rule, { "GET /orders": {} }, more)).toEqual(expected);
});

test("a credential in a header that no scheme describes is low", async () => {
  const parameters = [{ name: "Authorization", in: "header", schema: TEXT }];
  const more = { security: undefined, components: {} };
  expect(await severitiesOf("authorization-header-parameter", { "GET /orders": { parameters } }, more)).toEqual([
    "low",
  ]);
});
