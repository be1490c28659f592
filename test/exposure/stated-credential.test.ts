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
}

async function statedOf({ info = "", operations = [{}], schemes = {}, server, method = "get" }: Part) {
  const paths = operations.map((one, at) => [`/games/${at}`, { [method]: one }]);
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
  ["Send the API key in the `X-Api-Key` header. Den Schlüssel erhalten Sie unter https://acme.io/keys.", "get", true],
  ["Send the API key in the `X-Api-Key` header. La clé s'obtient sur https://acme.io/keys.", "get", true],
  ["Send the API key in the `X-Api-Key` header. La clave se obtiene en https://acme.io/keys.", "get", true],
  ["Send the API key in the `X-Api-Key` header. A chave pode ser obtida em https://acme.io/keys.", "get", true],
])("who can get a credential, by a text: %s (%s)", async (info, method, expected) => {
  expect((await statedOf({ info, method })).opened !== undefined).toBe(expected);
});

test.each([
  ["The key must be passed in the `api_key` parameter with each request.", true],
  ["The key must be passed in the `sort_key` parameter with each request.", false],
  ["The api_key parameter is no longer needed.", false],
])("which credential is sent, by a parameter: %s", async (info, expected) => {
  expect((await statedOf({ info })).sent !== undefined).toBe(expected);
});

const refusing = (description: string): object => ({ responses: { "403": { description } } });

test.each([
  [["Invalid API Key", "Invalid API Key", "Invalid API Key"], true],
  [["Invalid API Key", "Invalid API Key", "Invalid API Key", "", ""], false],
  [["Invalid API Key"], false],
  [["Forbidden", "Forbidden", "Forbidden"], false],
])("what operations say of whom they refuse: %j", async (texts, expected) => {
  const operations = texts.map((text) => (text === "" ? {} : refusing(text)));
  expect((await statedOf({ operations })).refusal !== undefined).toBe(expected);
});

const TEMPLATED = { ...refusing("Forbidden"), parameters: [{ name: "api_key", in: "query" }] };
const OBJECT_KEY = { ...refusing("No API key"), parameters: [{ name: "object_key", in: "query" }] };
const KEYED = { ...refusing("No api_key or it is not valid"), parameters: [{ name: "api_key", in: "query" }] };

test.each([
  [[KEYED, KEYED, KEYED], ["api_key"]],
  [[KEYED], []],
  [[TEMPLATED, TEMPLATED, TEMPLATED], []],
  [[OBJECT_KEY, OBJECT_KEY, OBJECT_KEY], []],
])("the parameters without which operations say that they refuse: %#", async (operations, expected) => {
  expect([...(await statedOf({ operations })).keys]).toEqual(expected);
});

const header = (name: string): object => ({ type: "apiKey", in: "header", name });
const PAIR = { ApiHost: header("x-somegate-host"), ApiKey: header("x-somegate-key") };

test.each([
  ["https://games.p.somegate.com", PAIR, true],
  ["https://api.acme.io", PAIR, false],
  ["https://somegate.acme.io", PAIR, false],
  ["http://games.p.somegate.com", PAIR, false],
  ["https://games.p.somegate.com", { ApiKey: header("x-somegate-key") }, false],
  [
    "https://games.p.somegate.com.evil.example",
    { ApiKey: header("x-other-key"), ApiHost: header("x-other-host") },
    false,
  ],
])("a gateway, by its host and its two headers: %s", async (server, schemes, expected) => {
  expect((await statedOf({ server, schemes })).gateway !== undefined).toBe(expected);
});
