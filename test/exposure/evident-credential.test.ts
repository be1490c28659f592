import { expect, test } from "vitest";
import { evidentCredentials } from "../../src/exposure/evident-credential.ts";
import { apiOfPart } from "../rules/description-of.ts";

/*
 * A description that requires nothing anywhere, and what its texts say of callers all the same. Asked is the one
 * operation of which nothing is said.
 */

async function isAsked(info: string, ...said: readonly (string | object)[]): Promise<boolean> {
  const paths = said.map((one, at) => [`/orders/${at}`, { delete: typeof one === "string" ? { summary: one } : one }]);
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Orders", version: "1", description: info },
      paths: { "/orders/{id}": { delete: {} }, ...Object.fromEntries(paths) },
    }),
  );
  return evidentCredentials(api)(api.operations.find(({ path }) => path === "/orders/{id}")!);
}

test.each([
  ["The caller is required to have all removed rights.", true],
  ["Can be seen by any authenticated user.", true],
  ["Der Aufrufer muss das Recht zum Löschen haben.", true],
  ["L'appelant doit avoir le droit de supprimer.", true],
  ["Sólo para el usuario autenticado.", true],
  ["Apenas para o usuário autenticado.", true],
  ["Deletes an order.", false],
  ["The rights of the seller are kept.", false],
])("an operation without a text among three of which is said: %s", async (text, expected) => {
  expect(await isAsked("", text, text, text)).toBe(expected);
});

test("one text of many is an accident", async () => {
  const told = "The caller is required to have all removed rights.";
  expect(await isAsked("", told, told, told, "Deletes an order.", "Deletes it.", "Deletes.", "Removes.")).toBe(false);
});

const REFUSING = { responses: { "401": { description: "Unauthorized" } } };

test.each([
  ["Every endpoint requires an access token.", [], true],
  ["Some need no credential, pretty much anything else requires an API key.", [], true],
  ["Jede Operation erfordert einen API-Schlüssel.", [], true],
  ["Chaque opération nécessite une clé d'api.", [], true],
  ["Todas las operaciones requieren una clave de api.", [], true],
  ["Todas as operações requerem uma chave de api.", [], true],
  ["Every order needs an address.", [], false],
  ["Send the token in the Authorization header.", [REFUSING, REFUSING, REFUSING], true],
  ["Send the token in the Authorization header.", [REFUSING, {}, {}, {}], false],
  ["", [REFUSING, REFUSING, REFUSING], false],
])("what the API says of itself: %s %j", async (info, said, expected) => {
  expect(await isAsked(info, ...said)).toBe(expected);
});

test("what is said to be open to anyone asks for nothing", async () => {
  const api =
    await apiOfPart(`info: { title: Orders, version: "1", description: Every endpoint requires an access token. }
paths:
  /prices: { get: { summary: This information is accessible by anyone. } }
  /orders: { get: {} }
`);
  expect(api.operations.map(evidentCredentials(api))).toEqual([false, true]);
});

test("a header that a log-in says is needed from then on is asked for by all else", async () => {
  const api = await apiOfPart(`paths:
  /login:
    post:
      description: Returns a token, which must be sent in the header X-Auth-Token of all future requests.
      requestBody: { content: { application/json: { schema: { properties: { username: {}, password: {} } } } } }
  /health: { get: {} }
  /orders: { get: {}, delete: {} }
`);
  expect(api.operations.map(evidentCredentials(api))).toEqual([false, false, true, true]);
});

const TAKES = (name: string, place = "query", required = true): object => ({
  parameters: [{ name, in: place, required, schema: { type: "string" } }],
});

test.each([
  ["accessKey", [TAKES("accessKey"), TAKES("accessKey"), TAKES("accessKey")], true],
  ["sid", [TAKES("sid"), TAKES("sid"), TAKES("sid")], true],
  ["AccountSid", [TAKES("AccountSid"), TAKES("AccountSid"), TAKES("AccountSid")], false],
  ["token", [TAKES("token"), TAKES("token"), TAKES("token")], true],
  ["token, of few", [TAKES("token"), TAKES("token"), {}], false],
  ["token, where one likes", [TAKES("token", "query", false), TAKES("token", "query", false), TAKES("token")], false],
  ["pageToken", [TAKES("pageToken"), TAKES("pageToken"), TAKES("pageToken")], false],
  ["Idempotency-Key", [1, 2, 3].map(() => TAKES("Idempotency-Key", "header")), false],
  ["hotelId", [TAKES("hotelId"), TAKES("hotelId"), TAKES("hotelId")], false],
])("what nearly all operations must be sent: %s", async (_what, said, expected) => {
  expect(await isAsked("", ...said)).toBe(expected);
});

const NEEDS = (...names: string[]): object => ({
  requestBody: {
    content: {
      "application/json": {
        schema: {
          type: "object",
          required: names,
          properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
        },
      },
    },
  },
});

const CALLED = (description: string, place = "query"): object => ({
  parameters: [{ name: "keyid", in: place, required: true, description, schema: { type: "string" } }],
});

test.each([
  ["Clé API", true],
  ["Your API key", true],
  ["API-Schlüssel des Kontos", true],
  ["La clave de API", true],
  ["Chave de API", true],
  ["", false],
  ["The ID of the API key", false],
  ["A key of the list", false],
])("what is needed in the query here and in the body there, and called %j: %s", async (text, expected) => {
  expect(await isAsked("", CALLED(text), CALLED(text), NEEDS("keyid", "order"))).toBe(expected);
});

test("what stands in the path lets nobody in", async () => {
  const one = CALLED("API key", "path");
  expect(await isAsked("", one, one, one)).toBe(false);
});

async function asked(...said: readonly object[]): Promise<readonly boolean[]> {
  const paths = said.map((one, at) => [`/orders/${at}`, { patch: one }]);
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Orders", version: "1" },
      paths: Object.fromEntries(paths),
    }),
  );
  return api.operations.map(evidentCredentials(api));
}

test.each([
  ["two keys that a number tells apart", ["apiKey_l1", "apiKey_l2", "order"]],
  ["a key of the API", ["api_key", "order"]],
  ["a session", ["session", "order"]],
])("what must be sent in the body opens the operations that have it alone: %s", async (_what, names) => {
  const [keyed, without] = [NEEDS(...names), NEEDS("order")];
  expect(await asked(keyed, keyed, keyed, without, without)).toEqual([true, true, true, false, false]);
});

test("of nearly all that must be sent a key, the one without is an oversight", async () => {
  const keyed = NEEDS("api_key", "order");
  expect(await asked(keyed, keyed, keyed, NEEDS("order"))).toEqual([true, true, true, true]);
});

test("a key of the request opens nothing", async () => {
  const keyed = NEEDS("partition_key", "order");
  expect(await asked(keyed, NEEDS("idempotency_key"), NEEDS("api_keyword"))).toEqual([false, false, false]);
});

const SAMPLE = (source: string): object => ({ "x-codeSamples": [{ lang: "Shell", source }] });

test.each<[string, object, boolean]>([
  ["a curl line with a header", SAMPLE('curl -X POST https://x.io/a -H "Authorization: Bearer KEY"'), true],
  ["a header on a line that goes on", SAMPLE("curl https://x.io/a \\\n  -H 'X-Api-Key: KEY'"), true],
  ["a log-in of curl", SAMPLE("curl -u me:secret https://x.io/a"), true],
  ["a key in the query", SAMPLE("curl 'https://x.io/a?api_key=KEY'"), true],
  ["a call from a program", SAMPLE("fetch('https://x.io/a', { headers: { Authorization: 'Bearer ' + key } })"), true],
  ["a curl line in the text", { description: "`curl https://x.io/a -H 'X-Api-Key: 1'`" }, true],
  ["a curl line with another header", SAMPLE("curl https://x.io/a -H 'Content-Type: text/html'"), false],
  ["a header beside a body", SAMPLE(`curl https://x.io/a -H 'X-Api-Key: KEY' -d '{"card": 1}'`), true],
  ["a token in a body", SAMPLE(`curl https://x.io/a -d '{"access_token": "tok_visa"}'`), false],
  ["a token in a body between double quotes", SAMPLE('curl https://x.io/a --data-raw "api_key=\\"1\\""'), false],
  ["a header that a text explains", { description: "Authorization: see below." }, false],
  ["what is said to be open", { ...SAMPLE("curl -u me:secret https://x.io/a"), summary: "Open to anyone." }, false],
])("the calls that an operation shows: %s", async (_what, operation, expected) => {
  const api = await apiOfPart(
    JSON.stringify({ openapi: "3.1.0", info: { title: "A", version: "1" }, paths: { "/a": { get: operation } } }),
  );
  expect(evidentCredentials(api)(api.operations[0]!)).toBe(expected);
});

test.each([
  ["You need an API key to access this service.", true],
  ["Some of these calls need an API key.", false],
  ["You may need an API key.", false],
  ["Stories need an author.", false],
  ["You need an access token from the bank.", false],
  ["An access token is required to charge a customer.", false],
])("what a tag says of its operations: %s", async (description, expected) => {
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "A", version: "1" },
      tags: [{ name: "jokes", description }],
      paths: { "/a": { get: { tags: ["jokes"] } }, "/b": { get: {} } },
    }),
  );
  expect(api.operations.map(evidentCredentials(api))).toEqual([expected, false]);
});

test.each<[string, readonly string[], string, boolean]>([
  ["a token in most paths", ["/a/{AccessToken}/{x}", "/b/{accesstoken}", "/c/{AccessToken}"], "AccessToken", true],
  ["another field", ["/a/{AccessToken}/{x}", "/b/{accesstoken}", "/c/{AccessToken}"], "Name", false],
  [
    "tokens by themselves",
    ["/tokens/{accessToken}", "/tokens/{accessToken}/a", "/tokens/{accessToken}/b"],
    "accesstoken",
    false,
  ],
  ["a key of a thing", ["/games/{apiKey}/a", "/games/{apiKey}/b", "/games/{apiKey}/c"], "key", false],
])("what most paths must hold, in a body: %s", async (_what, paths, name, expected) => {
  const schema = { type: "object", properties: { [name]: { type: "string" } } };
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "A", version: "1" },
      paths: {
        ...Object.fromEntries(paths.map((path) => [path, { get: {} }])),
        "/add": { post: { requestBody: { content: { "application/json": { schema } } } } },
      },
    }),
  );
  expect(evidentCredentials(api)(api.operations.find(({ path }) => path === "/add")!)).toBe(expected);
});

test.each<[string, string, string, boolean]>([
  ["key", "", "", true],
  ["key", "A valid API key", "", true],
  ["apiKey", "", "Written beside each.", true],
  ["key", "The key of the entry", "", false],
  ["reference", "", "", false],
])("what each of eleven bodies takes: %s %j", async (name, description, other, expected) => {
  const bodyOf = (at: number) => ({
    properties: {
      [`part${at}`]: { type: "string" },
      [name]: {
        type: "string",
        ...(description === "" ? {} : { description: `${description}${at === 0 ? other : ""}` }),
      },
    },
  });
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Letters", version: "1" },
      paths: Object.fromEntries(
        Array.from({ length: 11 }, (_one, at) => [
          `/letters/${at}`,
          { post: { requestBody: { content: { "application/json": { schema: bodyOf(at) } } } } },
        ]),
      ),
    }),
  );
  expect(api.operations.every(evidentCredentials(api))).toBe(expected);
});

test.each([
  ["https://api.example.com/v2/{apikey}", true],
  ["https://api.example.com/v2/{access_token}", true],
  ["https://{tenant}.example.com", false],
  ["https://{key}.example.com", false],
])("what each address holds: %s", async (url, expected) => {
  const [, name] = /\{(\w+)\}/.exec(url)!;
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Routes", version: "1" },
      servers: [{ url, variables: { [name!]: { default: "unknown" } } }],
      paths: { "/routes": { get: {} } },
    }),
  );
  expect(api.operations.map(evidentCredentials(api))).toEqual([expected]);
});

test.each([
  ["{YOUR_API_KEY_HERE}", true],
  ["{my-api-token}", true],
  ["{apiKey}", false],
  ["{key}", false],
])("what most paths hold, written for readers to replace: %s", async (segment, expected) => {
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Numbers", version: "1" },
      paths: Object.fromEntries(
        ["email", "phone", "url"].map((kind) => [
          `/${kind}/${segment}/{value}`,
          { get: { parameters: [{ name: segment.slice(1, -1), in: "path", required: true }] } },
        ]),
      ),
    }),
  );
  expect(api.operations.every(evidentCredentials(api))).toBe(expected);
});
