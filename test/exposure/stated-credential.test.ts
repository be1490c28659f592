import { expect, test } from "vitest";
import { statedCredential } from "../../src/exposure/stated-credential.ts";
import { apiOfPart } from "../rules/description-of.ts";

/*
 * Where no requirement names a credential: what states one all the same, and beside it what looks alike and states none.
 */

interface Part {
  readonly info?: string;
  readonly operations?: readonly object[];
  readonly schemes?: object;
  readonly server?: string;
  readonly method?: string;
  readonly path?: string;
}

async function statedOf({ info = "", operations = [{}], schemes = {}, server, method = "get", path = "/games" }: Part) {
  const paths = operations.map((one, at) => [`${path}/${at}`, { [method]: one }]);
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Games", version: "1", description: info },
      ...(server === undefined ? {} : { servers: [{ url: server }] }),
      paths: Object.fromEntries(paths),
      components: { securitySchemes: schemes },
    }),
  );
  return statedCredential(api);
}

const TEXT = { type: "string" };
const DEMANDED = "You must include an API key with every request.";

test.each([
  [`${DEMANDED} The key can be obtained at https://acme.io/apidocs.`, "get", true],
  // Whoever wrote that into the text of what deletes has not shown that a key is asked for.
  [`${DEMANDED} The key can be obtained at https://acme.io/apidocs.`, "delete", false],
  ["The key can be obtained at https://acme.io/apidocs.", "get", false],
  [`${DEMANDED} The key can be obtained from your account manager.`, "get", false],
  [`${DEMANDED} Keys can be obtained at https://acme.io after approval by our staff.`, "get", false],
  [`${DEMANDED} The key can be obtained at https://keys.acme.internal.`, "get", false],
  [`${DEMANDED} The key can be obtained from keys@acme.io.`, "get", false],
  [`${DEMANDED} Accounts are created by our team. Keys are available at https://acme.io.`, "get", false],
  [
    'It requires an API key, obtainable at <a href="http://keys.acme.io/">keys.acme.io</a>. It must be passed in the <code>api_key</code> parameter with each request.',
    "get",
    true,
  ],
  [`${DEMANDED} The key can be obtained at https://acme.io/keys after your manager has signed.`, "get", false],
  [`${DEMANDED} Once your project is cleared, keys are available at https://acme.io/keys.`, "get", false],
  [`${DEMANDED} The key can be obtained at https://acme.io/keys after you have signed up.`, "get", true],
  [`${DEMANDED} A list of revoked tokens is available at https://acme.io/status.`, "get", false],
  [`${DEMANDED} Columns have names; a dump of the keys is available at https://acme.io/tables.`, "get", false],
  [`${DEMANDED} Primary keys are available at https://acme.io/tables.`, "get", false],
  [`${DEMANDED} Tokens that were stolen from others are available at https://acme.io/status.`, "get", false],
  // An address of keys is enough for mild reads, and for nothing else.
  ["Send the API key in the `X-Api-Key` header. Keys are available at https://acme.io/keys.", "get", true],
  ["Send the API key in the `X-Api-Key` header. Keys are available at https://acme.io/keys.", "delete", false],
  ["Send the API key in the `X-Api-Key` header. Anyone can sign up to get an API key.", "delete", true],
  ["Send the API key in the `X-Api-Key` header. Den Schlüssel erhalten Sie unter https://acme.io/keys.", "get", true],
  ["Send the API key in the `X-Api-Key` header. La clé s'obtient sur https://acme.io/keys.", "get", true],
  ["Send the API key in the `X-Api-Key` header. La clave se obtiene en https://acme.io/keys.", "get", true],
  ["Send the API key in the `X-Api-Key` header. A chave pode ser obtida em https://acme.io/keys.", "get", true],
])("who can get a credential, by a text: %s (%s)", async (info, method, expected) => {
  expect((await statedOf({ info, method })).opened !== undefined).toBe(expected);
});

const returning = (properties: object): object => ({
  responses: {
    "200": { description: "OK", content: { "application/json": { schema: { type: "object", properties } } } },
  },
});
const PERSON = returning({ residentName: TEXT, dateOfBirth: TEXT, address: TEXT });

test.each([
  [returning({ title: TEXT }), true],
  [PERSON, false],
])("a page of keys, by what is read: %#", async (operation, expected) => {
  const info = `${DEMANDED} The key can be obtained at https://acme.io/apidocs.`;
  expect((await statedOf({ info, operations: [operation] })).opened !== undefined).toBe(expected);
});

test.each([
  ["The key must be passed in the `api_key` parameter with each request.", true],
  ["The key must be passed in the `sort_key` parameter with each request.", false],
  ["The api_key parameter is no longer needed.", false],
  ["Pass your key in the `api_key` parameter.", false],
  ["Requests are rate limited per key; send the API key in the api_key parameter to get your own bucket.", false],
  ["Each request must have the access token of the social network put into it as the access_token parameter.", false],
  ["Download links must carry the API key in the api_key parameter.", false],
])("which credential is sent, by a parameter: %s", async (info, expected) => {
  expect((await statedOf({ info })).sent !== undefined).toBe(expected);
});

test.each([
  [{}, true],
  [{ required: false }, false],
  [{ description: "Raises the rate limit." }, false],
])("a parameter that a text only mentions, where calls have one: %j", async (more, expected) => {
  const operations = [{ parameters: [{ name: "api_key", in: "query", schema: TEXT, ...more }] }];
  const { sent } = await statedOf({ info: "Pass your API key in the `api_key` parameter.", operations });
  expect(sent !== undefined).toBe(expected);
});

const refusing = (description: string): object => ({ responses: { "403": { description } } });

test.each([
  [["Invalid API Key", "Invalid API Key", "Invalid API Key"], true],
  [["Invalid API Key", "Invalid API Key", "Invalid API Key", "", ""], false],
  [["Invalid API Key"], false],
  [["Forbidden", "Forbidden", "Forbidden"], false],
])("what operations say of whom they refuse: %j", async (texts, expected) => {
  const operations = texts.map((text) => (text === "" ? {} : refusing(text)));
  expect((await statedOf({ operations })).isRefusedFor).toBe(expected);
});

const TEMPLATED = { ...refusing("Forbidden"), parameters: [{ name: "api_key", in: "query" }] };
const OBJECT_KEY = { ...refusing("No API key"), parameters: [{ name: "object_key", in: "query" }] };
const KEYED = { ...refusing("No api_key or it is not valid"), parameters: [{ name: "api_key", in: "query" }] };
const keyed = (more: object): object => ({ ...KEYED, parameters: [{ name: "api_key", in: "query", ...more }] });

test.each([
  [[KEYED, KEYED, KEYED], ["api_key"]],
  [[KEYED, KEYED, KEYED, keyed({ required: false })], []],
  [Array(3).fill(keyed({ description: "Optional." })), []],
  [Array(3).fill(keyed({ description: "Raises the rate limit." })), []],
  [[KEYED], []],
  [[TEMPLATED, TEMPLATED, TEMPLATED], []],
  [[OBJECT_KEY, OBJECT_KEY, OBJECT_KEY], []],
])("the parameters without which operations say that they refuse: %#", async (operations, expected) => {
  expect([...(await statedOf({ operations })).keys]).toEqual(expected);
});

const header = (name: string): object => ({ type: "apiKey", in: "header", name });
const pairOf = (maker: string): object => ({ Host: header(`x-${maker}-host`), Key: header(`x-${maker}-key`) });
const PAIR = pairOf("rapidapi");

test.each([
  ["https://games.p.rapidapi.com", PAIR, true],
  ["https://api.acme.io", PAIR, false],
  ["https://rapidapi.acme.io", PAIR, false],
  ["http://games.p.rapidapi.com", PAIR, false],
  ["https://games.p.rapidapi.com", { ApiKey: header("x-rapidapi-key") }, false],
  ["https://games.p.rapidapi.com.evil.example", PAIR, false],
  ["https://games.p.rapidapi.com", pairOf("other"), false],
  // Anybody may call two headers after the domain that they have.
  ["https://api.acme.com", pairOf("acme"), false],
  ["https://games.p.acme.com", pairOf("acme"), false],
])("a gateway, by its host and its two headers: %s", async (server, schemes, expected) => {
  expect((await statedOf({ server, schemes })).gateway !== undefined).toBe(expected);
});

test.each([
  ["get", returning({ title: TEXT }), true],
  ["get", PERSON, false],
  ["post", returning({ title: TEXT }), false],
  ["delete", {}, false],
])("a gateway, by what stands behind it: %s (%#)", async (method, operation, expected) => {
  const { gateway } = await statedOf({
    server: "https://games.p.rapidapi.com",
    schemes: PAIR,
    method,
    operations: [operation],
  });
  expect(gateway !== undefined).toBe(expected);
});

test("a gateway before people of whom nothing tells what comes back", async () => {
  const { gateway } = await statedOf({
    server: "https://games.p.rapidapi.com",
    schemes: PAIR,
    path: "/patients/{id}",
  });
  expect(gateway).toBeUndefined();
});
