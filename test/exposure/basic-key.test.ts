import { expect, test } from "vitest";
import { rankedTests } from "../../src/review/tests.ts";
import { apiOf, returns, type Operations } from "../rules/faults-in.ts";

const READ: Operations = {
  "GET /readings/{id}": { responses: returns({ properties: { id: { type: "string" } } }) },
};
const given = (about: string, scheme: object = {}, others: object = {}): object => ({
  info: { title: "T", version: "1", description: about },
  security: [{ basic: [] }],
  components: { securitySchemes: { basic: { type: "http", scheme: "basic", ...scheme }, ...others } },
});
const KEY = { key: { type: "apiKey", in: "header", name: "X-API-Key" } };

test.each<[string, object, string]>([
  ["a text of the API", given("Authentication uses HTTP Basic Authentication with an API key."), "account A"],
  ["ein Text der API", given("Bei HTTP Basic wird der API-Schlüssel als Benutzername gesendet."), "account A"],
  ["un texte de l'API", given("La clé d'API est envoyée par Basic."), "account A"],
  ["un texto de la API", given("La clave de API se envía con Basic."), "account A"],
  ["um texto da API", given("A chave de API é enviada com Basic."), "account A"],
  ["the scheme's own text", given("", { description: "The secret key is the user name." }), "account A"],
  ["a key elsewhere", given("Use HTTP Basic, or an API key.", {}, KEY), "user A"],
  ["a sentence about something else", given("HTTP Basic is used. An API key is not needed."), "user A"],
  ["a text that denies it", given("With HTTP Basic no API key is needed; use your user name and password."), "user A"],
  ["… behind the key", given("With HTTP Basic an API key is not needed."), "user A"],
  ["… in place of which it is", given("HTTP Basic is used instead of an API key."), "user A"],
  ["… in German", given("Basic: Ein API-Schlüssel ist nicht nötig, nur Benutzername und Passwort."), "user A"],
  ["… in Portuguese", given("Com Basic a chave de API não é necessária."), "user A"],
  ["… of the scheme", given("", { description: "User name and password. No API key is needed." }), "user A"],
  ["a text that denies a password", given("Basic with your API key as user name and no password."), "account A"],
  ["… beside it", given("HTTP Basic, no password: send your API key."), "account A"],
  ["a password", given("HTTP Basic with your user name and password."), "user A"],
])("who stands behind HTTP Basic, by %s", async (_what, more, caller) => {
  const api = await apiOf(READ, more);
  expect(api.schemes[0]?.principal).toBe(caller === "account A" ? "unknown" : "user");
  expect(rankedTests(api).map(({ test: { as } }) => as)).toEqual([caller]);
  expect(api.assessed(api.operations[0]!).because.join()).toContain(
    caller === "account A" ? 'the API key "basic"' : 'a user name and password ("basic")',
  );
});
