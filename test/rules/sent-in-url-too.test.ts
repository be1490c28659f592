import { expect, test } from "vitest";
import { keyAlsoTakenInUrl } from "../../src/operations/schemes/key-still-in-url.ts";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { csrfCookieAuthentication } from "../../src/rules/authentication/csrf-cookie-authentication.ts";
import { apiOfPart } from "./description-of.ts";
import { faultsIn } from "./faults-in.ts";

const { lexicon } = await apiOfPart("");

test.each([
  "All requests need the access token in the HTTP Authorization header, request body or query string.",
  "Send the API key in a header or as a query parameter.",
  "Use one of these:\n\n- Request header `X-API-KEY: abc`\n- Query parameter `api_key=abc`",
  "Der API-Schlüssel steht in der Kopfzeile oder in der URL.",
  "La clé API est envoyée dans un en-tête ou dans l'URL.",
  "La clave API se envía en una cabecera o en la URL.",
  "A chave API é enviada num cabeçalho ou na URL.",
])("“%s” lets callers put the credential into the URL", (text) => {
  expect(keyAlsoTakenInUrl(text, lexicon)).toBeDefined();
});

test.each([
  "Send the access token in the Authorization header.",
  "Send the access token in the header, and never in the query string or the body.",
  "The API key must not be sent in the URL or a header of another name.",
  "Filters are sent in the query string or in a header.",
  "Links:\n\n- The header of the page\n- Query parameters of the page",
])("“%s” does not", (text) => {
  expect(keyAlsoTakenInUrl(text, lexicon)).toBeUndefined();
});

const inQuery = (name: string, description?: string, more: object = {}): object => ({
  name,
  in: "query",
  schema: { type: "string" },
  ...(description === undefined ? {} : { description }),
  ...more,
});

test.each(["Please ignore", "Not used.", "Bitte ignorieren", "Ne pas utiliser", "No usar", "Não usar"])(
  "a token of which is said “%s” is none",
  async (description) => {
    const operation = { parameters: [inQuery("token", description)] };
    expect(await faultsIn(credentialInUrl, { "GET /stops": operation })).toEqual([]);
  },
);

test.each([
  [
    "with what it is",
    [inQuery("username", "Username at the charger"), inQuery("password", "Password at the charger")],
    "certain",
  ],
  ["with nothing said", [inQuery("username"), inQuery("password")], undefined],
  ["with no name beside it", [inQuery("password", "Password of the file")], undefined],
  [
    "that may be left out",
    [inQuery("username", "", { required: false }), inQuery("password", "Password", { required: false })],
    undefined,
  ],
])("a name and a password in a query are an account elsewhere: %s", async (_, parameters, confidence) => {
  const byMail = {
    requestBody: { content: { "application/json": { schema: { properties: { email: { type: "string" } } } } } },
  };
  const faults = await faultsIn(credentialInUrl, {
    "GET /chargers/sessions": { parameters },
    "POST /login": { operationId: "login", ...byMail },
  });
  expect(faults.map((fault) => fault.confidence)).toEqual([confidence]);
});

test.each([
  [{ type: "apiKey", in: "cookie", name: "sid" }, 1],
  [{ type: "apiKey", in: "header", name: "Cookie" }, 1],
  [{ type: "apiKey", in: "header", name: "X-Api-Key" }, 0],
])("changes behind a cookie that nothing binds: %j", async (scheme, count) => {
  const faults = await faultsIn(
    csrfCookieAuthentication,
    { "POST /devices/{id}/remove": {}, "GET /devices": {} },
    { security: undefined, components: { securitySchemes: { session: scheme } } },
  );
  expect(faults).toHaveLength(count);
});
