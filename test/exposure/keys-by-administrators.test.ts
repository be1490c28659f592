import { expect, test } from "vitest";
import { apiOf, returns } from "../rules/faults-in.ts";

/* A key that an administrator makes or finds: who has it was let in before, and strangers are not. */

const BEARER = { type: "http", scheme: "bearer" };
const IN_QUERY = { type: "apiKey", in: "query", name: "access-token" };
const FOUND = "Your API key is found in the web app. Log in and go to *Automation* in the *Admin* menu.";
const SHOWN = "curl -H 'Authorization: Bearer YOURAPIKEY' https://api.acme.io/shows?access-token=YOURAPIKEY";

test.each([
  [`${FOUND}\n\nSend your API key by HTTP Bearer Authorization.`, BEARER, "partner"],
  [`${FOUND}\n\n    ${SHOWN}`, BEARER, "partner"],
  [`${FOUND}\n\n    ${SHOWN}`, IN_QUERY, "partner"],
  // What a user gets by logging in is another thing than the key.
  [`${FOUND}\n\nSend the token of the log-in by HTTP Bearer Authorization.`, BEARER, "unknown"],
  [
    `${FOUND}\n\n    curl -H 'Authorization: Bearer TOKEN' https://api.acme.io/shows?access-token=TOKEN`,
    IN_QUERY,
    "unknown",
  ],
  ["Your API key is found on your page. Send your API key by HTTP Bearer Authorization.", BEARER, "unknown"],
  [`Sign up for free. ${FOUND} Send your API key by HTTP Bearer Authorization.`, BEARER, "self-registered"],
])("by %j, a token is that of a %s", async (description, scheme, admission) => {
  const api = await apiOf(
    { "GET /shows": {}, "GET /shows/{id}": {} },
    {
      info: { title: "Shows", version: "1", description },
      security: [{ key: [] }],
      components: { securitySchemes: { key: scheme } },
    },
  );
  expect(api.assessed(api.operations[0]!).admission).toBe(admission);
});

test.each([
  [
    "Invalid key. Before using this device, you must create at least one key via the URL /admin/keys.",
    "401",
    "partner",
  ],
  ["Ungültiger Schlüssel: einen Schlüssel unter /admin/keys anlegen", "401", "partner"],
  ["Clé inconnue : créez une clé sous /admin/keys", "401", "partner"],
  ["Clave desconocida: cree una clave en /admin/keys", "401", "partner"],
  ["Chave desconhecida: crie uma chave em /admin/keys", "401", "partner"],
  ["Invalid key. Create a key at https://acme.io/keys.", "401", "unknown"],
  ["Invalid key. Sign up and create a key via /admin/keys.", "401", "unknown"],
  ["Too many keys. Delete those that you created via /admin/keys.", "401", "unknown"],
  ["You must create at least one key via the URL /admin/keys.", "404", "unknown"],
])("a refusal says %j (%s): %s", async (description, status, admission) => {
  const refused = {
    description: "Refused",
    content: { "application/json": { schema: { properties: { code: { type: "integer", description } } } } },
  };
  const api = await apiOf(
    { "GET /inputs": { responses: { ...returns({ type: "array", items: {} }), [status]: refused } } },
    {
      security: [{ key: [] }],
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
    },
  );
  expect(api.assessed(api.operations[0]!).admission).toBe(admission);
});

test.each([
  ["Fill the header with your API credentials. You can create your credentials on the page for them.", "tenant"],
  ["API-Zugangsdaten. Die Zugangsdaten können Sie im Konto selbst anlegen.", "tenant"],
  ["Les identifiants d'API : vous pouvez créer vos identifiants dans votre compte.", "tenant"],
  ["Credenciales de API: puede crear sus credenciales en su cuenta.", "tenant"],
  ["Credenciais da API: você pode criar suas credenciais na conta.", "tenant"],
  ["Your user name and password. You can create your credentials on the page for them.", "population"],
  ["The API credentials of the user", "population"],
])("by %j, the members of a product are of the %s", async (description, whose) => {
  const TEXT = { type: "string" };
  const members = { type: "array", items: { properties: { userId: TEXT, fullName: TEXT, email: TEXT } } };
  const api = await apiOf(
    { "GET /products/{productId}/members": { responses: returns(members) }, "GET /products": {} },
    {
      security: [{ login: [] }],
      components: { securitySchemes: { login: { type: "http", scheme: "basic", description } } },
    },
  );
  const flow = api.assessed(api.operations[0]!).flows.find(({ field }) => field.category.includes("email"));
  expect(flow?.whose).toBe(whose);
});
