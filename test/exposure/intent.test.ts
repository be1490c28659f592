import { expect, test } from "vitest";
import { intentOf } from "../../src/exposure/intent.ts";
import { apiOf, returns, takes } from "../rules/faults-in.ts";

const TEXT = { type: "string" };
const PROOF = { username: TEXT, password: TEXT };

test.each<[string, object, object, string | undefined]>([
  ["POST /appkey", PROOF, {}, "log-in"],
  ["POST /api-key", { email: TEXT, password: TEXT }, {}, "log-in"],
  ["POST /schluessel", { benutzername: TEXT, passwort: TEXT }, { token: TEXT }, "log-in"],
  ["POST /clave-api", { correo: TEXT, contrasena: TEXT }, {}, "log-in"],
  ["POST /appkey", { ...PROOF, otp: TEXT }, {}, "log-in"],
  ["POST /appkey", { ...PROOF, supportsOtp: { type: "boolean" } }, {}, "log-in"],
  ["POST /appkey", { ...PROOF, role: TEXT }, {}, undefined],
  ["POST /appkey", { username: TEXT }, {}, undefined],
  ["POST /mailboxes", PROOF, {}, undefined],
])("%s with %j for %j is for: %s", async (id, sent, returned, intent) => {
  const operation = { security: [], requestBody: takes(sent), responses: returns({ properties: returned }) };
  const { operations } = await apiOf({ [id]: operation });
  expect(intentOf(operations[0]!)).toBe(intent);
});

const query = (...names: readonly string[]): object => ({
  parameters: names.map((name) => ({ name, in: "query", schema: TEXT })),
});

test.each<[string, string, object, object, string | undefined]>([
  ["a key for a name and a password", "GET /authkey", query("username", "password"), {}, "log-in"],
  ["… and a second factor", "GET /authkey", query("username", "password", "otp"), {}, "log-in"],
  [
    "a key of the app besides",
    "GET /authkey",
    { ...query("username", "password"), security: [{ key: [] }] },
    {},
    "log-in",
  ],
  [
    "a token of somebody besides",
    "GET /authkey",
    { ...query("username", "password"), security: [{ token: [] }] },
    {},
    undefined,
  ],
  ["a key for a name alone", "GET /authkey", query("username"), {}, undefined],
  ["a log-in, whatever else is sent", "GET /login", query("username", "password", "device"), {}, "log-in"],
  ["what is no key", "GET /account", query("username", "password"), {}, undefined],
  ["a name and a password, and more", "GET /authkey", query("username", "password", "shop"), {}, undefined],
])("what is read for %s: %s", async (_what, id, operation, more, intent) => {
  const { operations } = await apiOf({ [id]: { security: [], ...operation } }, more);
  expect(intentOf(operations[0]!)).toBe(intent);
});

const KEY_HEADER = { name: "apikey", in: "header", required: true, schema: TEXT };
const STRANGER = { email: TEXT, name: TEXT };

test.each<[string, string, object, object, string | undefined]>([
  ["registrations", "anybody", { security: [] }, STRANGER, "sign-up"],
  ["registrations", "holders of a key in a header", { parameters: [KEY_HEADER] }, STRANGER, undefined],
  ["registrations", "holders of a token", {}, STRANGER, undefined],
  ["register", "holders of a token", {}, STRANGER, "sign-up"],
  ["registrations", "holders of a token, who set a password", {}, { ...STRANGER, password: TEXT }, "sign-up"],
])("what POST /%s takes of %s", async (last, _, access, sent, intent) => {
  const more = "parameters" in access ? { security: undefined, components: {} } : {};
  const { operations } = await apiOf({ [`POST /${last}`]: { requestBody: takes(sent), ...access } }, more);
  expect(intentOf(operations[0]!)).toBe(intent);
});

const FILED = { requestBody: takes(STRANGER) };

test.each<[string, object, string | undefined]>([
  ["and a token for it", { ...FILED, responses: returns({ properties: { accessToken: TEXT } }) }, "sign-up"],
  ["said to create an account", { ...FILED, summary: "Creates an account" }, "sign-up"],
  ["sagt, dass ein Konto entsteht", { ...FILED, summary: "Legt ein Benutzerkonto an" }, "sign-up"],
  ["said to register for an event", { ...FILED, summary: "Creates a registration" }, undefined],
])("a registration that the holder of a key files, %s", async (_, operation, intent) => {
  const { operations } = await apiOf({ "POST /registrations": operation });
  expect(intentOf(operations[0]!)).toBe(intent);
});

const BEARER = { type: "http", scheme: "bearer" };
const APP_KEY = { type: "apiKey", in: "header", name: "X-Api-Key" };
const TOKEN_KEY = { type: "apiKey", in: "header", name: "Authorization" };
const header = (name: string) => [{ name, in: "header", required: true, schema: TEXT }];
const PERSON = { email: TEXT, password: TEXT };

test.each<[string, string, object, object, string | undefined]>([
  ["users", "nobody's credential", { security: [] }, {}, "sign-up"],
  ["users", "a bearer token", { security: [{ scheme: [] }] }, BEARER, undefined],
  ["customers", "a bearer token", { security: [{ scheme: [] }] }, BEARER, undefined],
  ["benutzer", "a bearer token", { security: [{ scheme: [] }] }, BEARER, undefined],
  ["usuarios", "a bearer token", { security: [{ scheme: [] }] }, BEARER, undefined],
  ["usuarios", "nobody's credential", { security: [] }, {}, "sign-up"],
  ["users", "the token of a person, sent as a key", { security: [{ scheme: [] }] }, TOKEN_KEY, undefined],
  ["users", "the key of an app", { security: [{ scheme: [] }] }, APP_KEY, "sign-up"],
  ["users", "a token, or nothing", { security: [{ scheme: [] }, {}] }, BEARER, "sign-up"],
  ["users", "a header of a token", { parameters: header("Authorization") }, {}, undefined],
  ["users", "a header of a key", { parameters: header("X-Api-Key") }, {}, "sign-up"],
  ["register", "a bearer token", { security: [{ scheme: [] }] }, BEARER, "sign-up"],
])("an account made with POST /%s for %s", async (last, _, access, scheme, intent) => {
  const securitySchemes = "type" in scheme ? { scheme } : {};
  const more = { security: undefined, components: { securitySchemes } };
  const { operations } = await apiOf({ [`POST /${last}`]: { requestBody: takes(PERSON), ...access } }, more);
  expect(intentOf(operations[0]!)).toBe(intent);
});

test.each([
  ["the record of the account", { id: TEXT }, "Creates an organization user", undefined],
  ["a token of the account", { access_token: TEXT }, "Creates an account", "sign-up"],
  ["the record of the account", { id: TEXT }, "Sign up", "sign-up"],
])("an account made for a bearer token, which gets %s back: %j, %s", async (_, returned, summary, intent) => {
  const operation = { summary, requestBody: takes(PERSON), responses: returns({ properties: returned }) };
  const { operations } = await apiOf({ "POST /accounts": operation });
  expect(intentOf(operations[0]!)).toBe(intent);
});

test.each<[string, string, object, string | undefined]>([
  ["a signed token of a service", "POST /auth/cluster/login", { role: TEXT, jwt: TEXT }, "log-in"],
  ["an assertion", "POST /sso/login", { client_assertion: TEXT }, "log-in"],
  ["an answer of an identity provider", "POST /einloggen", { SAMLResponse: TEXT }, "log-in"],
  ["a signed challenge", "POST /connexion", { address: TEXT, signature: TEXT }, "log-in"],
  ["nothing of the kind", "POST /auth/cluster/login", { role: TEXT, region: TEXT }, undefined],
])("a log-in takes what somebody else signed: %s", async (_what, id, sent, intent) => {
  const { operations } = await apiOf({ [id]: { security: [], requestBody: takes(sent) } });
  expect(intentOf(operations[0]!)).toBe(intent);
});

const NONE = { 202: { description: "Accepted" } };
const OR_NOTHING = { security: [{ token: [] }, {}] };

test.each<[string, string, object, object, string | undefined]>([
  [
    "a token and a password",
    "POST /comptes/mot-de-passe/",
    { jeton: TEXT, mot_de_passe: TEXT },
    NONE,
    "password-reset",
  ],
  ["a token and a password", "POST /konto/passwort", { token: TEXT, neuesPasswort: TEXT }, NONE, "password-reset"],
  ["a token and a password", "POST /cuentas/contrasena", { token: TEXT, contrasena: TEXT }, NONE, "password-reset"],
  ["a token and a password", "POST /contas/senha/", { token: TEXT, senha: TEXT }, NONE, "password-reset"],
  ["a code and a password", "POST /account/password-change", { code: TEXT, password: TEXT }, NONE, "password-reset"],
  ["an address", "POST /comptes/mot-de-passe/demande/", { email: TEXT }, NONE, "password-reset"],
  ["an address", "POST /konto/passwort/anfrage", { email: TEXT }, NONE, "password-reset"],
  ["an address and a check", "POST /contas/senha/pedido", { email: TEXT, captcha: TEXT }, NONE, "password-reset"],
  ["an address", "POST /cuentas/contrasena/solicitud", { correo: TEXT }, NONE, "password-reset"],
  ["an address", "POST /account/password/link", { email: TEXT }, NONE, "password-reset"],
  ["a password alone", "POST /account/password", { password: TEXT }, NONE, undefined],
  ["a name and a password", "POST /account/mot-de-passe", { email: TEXT, mot_de_passe: TEXT }, NONE, undefined],
  ["a token, of whom the path names", "POST /users/{id}/password", { token: TEXT, password: TEXT }, NONE, undefined],
  ["an address of other matter", "POST /newsletter", { email: TEXT }, NONE, undefined],
  [
    "an address for an answer",
    "POST /password/rules",
    { email: TEXT },
    returns({ properties: { id: TEXT } }),
    undefined,
  ],
])("%s at %s without a credential", async (_, id, sent, responses, intent) => {
  for (const access of [{ security: [] }, OR_NOTHING]) {
    const { operations } = await apiOf({ [id]: { ...access, requestBody: takes(sent), responses } });
    expect(intentOf(operations[0]!)).toBe(intent);
  }
});

const bare = (said: string, more: object = {}): object => ({
  requestBody: { description: said, required: true, content: { "text/plain": { schema: TEXT } }, ...more },
});

test.each<[string, string, object, string | undefined]>([
  ["a key as bare text", "POST /authn/{account}/{login}/authenticate", bare("API key"), "log-in"],
  ["… below people", "POST /users/{id}/authenticate", bare("The API key of the user"), "log-in"],
  ["… below accounts, with a password", "POST /accounts/{id}/login", bare("Password"), "log-in"],
  ["… a signature", "POST /account/{login}/authenticate", bare("AWS Signature Version 4 header"), "log-in"],
  ["… a token", "POST /users/{login}/login", bare("Identity token of the platform"), "log-in"],
  ["… a JWT", "POST /users/{login}/login", bare("A JWT"), "log-in"],
  ["ein Schlüssel als Text", "POST /konten/{name}/authentifizieren", bare("Der API-Schlüssel"), "log-in"],
  ["une clé en texte", "POST /comptes/{id}/authentifier", bare("La clé API"), "log-in"],
  ["una clave como texto", "POST /cuentas/{id}/autenticar", bare("La contraseña"), "log-in"],
  ["uma chave como texto", "POST /contas/{id}/autenticar", bare("A senha do usuário"), "log-in"],
  [
    "something signed, in a form",
    "POST /authn/{account}/{id}/authenticate",
    { requestBody: takes({ jwt: TEXT }) },
    "log-in",
  ],
  ["what proves nothing", "POST /users/{id}/authenticate", bare("Why this is done"), undefined],
  [
    "what proves nothing, in a form",
    "POST /users/{id}/authenticate",
    { requestBody: takes({ reason: TEXT }) },
    undefined,
  ],
  ["a name alone", "POST /authn/{login}/authenticate", {}, undefined],
  ["a key, for something else", "POST /users/{id}/suspend", bare("API key"), undefined],
])("what lets in whom a path names, with %s: %s", async (_what, id, operation, intent) => {
  const { operations } = await apiOf({ [id]: { security: [], ...operation } });
  expect(intentOf(operations[0]!)).toBe(intent);
});
