import { expect, test } from "vitest";
import { apiKeyInUrl } from "../../src/rules/authentication/api-key-in-url.ts";
import { faultsIn } from "./faults-in.ts";

/** What a description says of an old way in which keys come. */
test.each([
  ["API keys in the URL will continue to work until they have been sunset.", 1],
  [
    "Instead of passing it through url parameters, send the API key in a header. API keys not passed so will work until they have been sunset.",
    1,
  ],
  ["Der API-Schlüssel als Query-Parameter wird weiterhin akzeptiert.", 1],
  ["La clé API dans l'URL est toujours acceptée.", 1],
  ["La clave API en la URL sigue funcionando.", 1],
  ["A chave de API na URL ainda é aceita; use o cabeçalho. A chave de API na URL continua funcionando.", 1],
  ["Access tokens as query parameters are deprecated, but still accepted.", 1],
  ["Filters are query parameters. API keys in the cookie will continue to work.", 0],
  ["API keys in the URL will not continue to work.", 0],
  ["API keys in the URL are refused.", 0],
  ["The filter in the query string will continue to work.", 0],
  ["The page token in the query string is still supported.", 0],
  ["Old API keys will continue to work.", 0],
  ["Filters stand in the query string. The API key is sent in a header.", 0],
])("api-key-in-url: %j gives %i", async (description, count) => {
  const info = { title: "T", version: "1", description };
  const faults = await faultsIn(apiKeyInUrl, { "GET /a": {} }, { info });
  expect(faults.map(({ title }) => title)).toEqual(
    Array.from({ length: count }, () => "Credentials in the URL are still accepted"),
  );
});

test("api-key-in-url: a scheme that puts the key into the URL says it already", async () => {
  const info = { title: "T", version: "1", description: "API keys in the URL still work." };
  const faults = await faultsIn(apiKeyInUrl, { "GET /a": {} }, { info, security: [{ queryKey: [] }] });
  expect(faults.map(({ cause }) => cause)).toEqual(["queryKey"]);
});
