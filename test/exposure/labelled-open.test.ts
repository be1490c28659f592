import { expect, test } from "vitest";
import { givesBackInput } from "../../src/exposure/echoed-request.ts";
import { explicitCredential } from "../../src/exposure/explicit-credential.ts";
import { demandOfRight } from "../../src/exposure/guard-words.ts";
import { isLabelledOpen } from "../../src/exposure/labelled-open.ts";
import { isOfAdministration } from "../../src/exposure/administration.ts";
import { lexiconOf } from "../../src/lexicon/lexicon-of.ts";
import { apiOf, returns, SCHEMES, takes } from "../rules/faults-in.ts";

/* Words that bind who gets what, at the operation, its tag, its scheme and its parameters. */

const TEXT = { type: "string" };

test.each([
  ["Unauthenticated", true],
  ["Unauthenticated endpoints", true],
  ["No authentication.", true],
  ["Open access", true],
  ["Keine Anmeldung", true],
  ["Offener Zugang", true],
  ["Accès libre", true],
  ["Sans authentification", true],
  ["Sin autenticación", true],
  ["Acesso livre", true],
  ["Requires Organization Key", false],
  ["Unauthenticated calls are refused with a 401", false],
  ["Authenticated", false],
  ["Open positions of the account", false],
])("the text of a tag, %s, says that its operations are open: %s", async (description, expected) => {
  const api = await apiOf(
    {
      "GET /releases/version": {
        security: [],
        tags: ["Public"],
        responses: returns({ properties: { version: TEXT } }),
      },
    },
    { tags: [{ name: "Public", description }] },
  );
  expect(isLabelledOpen(api, api.operations[0]!)).toBe(expected);
});

test.each([
  ["Latest version (unauthenticated)", true],
  ["Latest version. No authentication.", true],
  ["Aktuelle Version (ohne Anmeldung)", true],
  ["Dernière version (accès public)", true],
  ["Latest version (beta)", false],
  ["Latest version of the unauthenticated client", false],
])("a text with a label, %s: %s", async (summary, expected) => {
  const api = await apiOf({ "GET /releases/version": { summary } });
  expect(isLabelledOpen(api, api.operations[0]!)).toBe(expected);
});

test.each([
  ["requires that the role of the API key has global 'root' permissions", true],
  ["Requires the permission users:impersonate", true],
  ["Only usable with a key; the administrator role is required", true],
  ["Erfordert die Rolle Administrator", true],
  ["Benötigt die Berechtigung zum Vertreten", true],
  ["Nécessite la permission d'agir pour autrui", true],
  ["Requiere el permiso de suplantación", true],
  ["Requer a permissão de representação", true],
  ["No permission is required", false],
  ["ID of the user to act as", false],
  ["Der Nutzer, für den gehandelt wird; keine Berechtigung erforderlich", false],
])("a right is demanded by %s: %s", (text, expected) => {
  expect(demandOfRight(text, lexiconOf()) !== undefined).toBe(expected);
});

test.each<[string, string, object, boolean]>([
  ["query", "key", { description: "A valid master key.", required: true }, true],
  ["query", "auth", { description: "The authentication data", required: false }, false],
  ["query", "token", { description: "Your access token", required: true }, true],
  ["query", "api_key", { required: true }, true],
  ["path", "accessTokens", { required: true }, true],
  ["query", "apiSchlüssel", { required: true }, true],
  ["query", "cleApi", { description: "Votre clé API", required: true }, true],
  ["query", "token", { description: "Ihr Zugangstoken", required: true }, true],
  ["query", "clave", { description: "Su clave de API", required: true }, true],
  ["query", "chave", { description: "Sua chave de API", required: true }, true],
  ["query", "key", { description: "The key of the entry", required: true }, false],
  ["query", "page_token", { required: true }, false],
  ["query", "push_token", { required: true }, false],
  ["query", "subscription_key", { description: "Filter only subscriptions matching key", required: true }, false],
])("what a call must be sent in its %s, %s %j, lets its caller in: %s", async (where, name, more, expected) => {
  const path = where === "path" ? `/sessions/{${name}}/end` : "/sessions/end";
  const api = await apiOf({
    [`GET ${path}`]: { parameters: [{ in: where, name, schema: TEXT, ...more }] },
  });
  expect(explicitCredential(api.operations[0]!) !== undefined).toBe(expected);
});

const ECHO = returns({ properties: { id: TEXT, tag: TEXT } });
const SENT = ["id", "tag"].map((name) => ({ in: "query", name, schema: TEXT }));

test.each<[string, object, boolean]>([
  ["GET /test/validate", { summary: "Validate input", parameters: SENT, responses: ECHO }, true],
  ["GET /echo", { parameters: SENT, responses: ECHO }, true],
  ["GET /prueba", { parameters: SENT, responses: ECHO }, true],
  ["GET /spiegel", { parameters: SENT, responses: ECHO }, true],
  ["GET /teste", { parameters: SENT, responses: ECHO }, true],
  ["GET /miroir", { parameters: SENT, responses: ECHO }, true],
  ["POST /echo", { requestBody: takes({ id: TEXT, tag: TEXT }), responses: ECHO }, true],
  ["GET /users", { parameters: SENT, responses: ECHO }, false],
  [
    "GET /test/{id}",
    {
      parameters: [{ in: "path", name: "id", required: true, schema: TEXT }],
      responses: returns({ properties: { id: TEXT } }),
    },
    false,
  ],
  ["GET /test/users", { parameters: SENT, responses: returns({ properties: { id: TEXT, email: TEXT } }) }, false],
])("%s gives back what it was sent: %#", async (id, operation, expected) => {
  const api = await apiOf({ [id]: operation });
  expect(givesBackInput(api.operations[0]!)).toBe(expected);
});

test.each([
  ["API accounts currently give full administrative privileges.", true],
  ["A token has full admin access.", true],
  ["Ein API-Konto hat volle Administratorrechte.", true],
  ["Le jeton donne tous les droits d'administration.", true],
  ["El token da todos los permisos de administrador.", true],
  ["O token dá todas as permissões de administrador.", true],
  ["The key does not give full administrative privileges.", false],
  ["Some keys have full admin access.", false],
  ["The key of the account.", false],
])("whoever has the credential of %s is an administrator: %s", async (description, expected) => {
  const api = await apiOf(
    { "GET /nodes": { responses: returns({ properties: { id: TEXT } }) } },
    {
      components: {
        securitySchemes: { ...SCHEMES, token: { type: "apiKey", in: "header", name: "X-API-Token", description } },
      },
    },
  );
  expect(isOfAdministration(api)).toBe(expected);
});
