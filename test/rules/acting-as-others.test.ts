import { expect, test } from "vitest";
import { areKeysSaidToDiffer } from "../../src/operations/schemes/one-key.ts";
import { processorTime } from "../processor-time.ts";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import { apiOf, faultsIn, returns, SIGN_UP, spotsOf, takes } from "./faults-in.ts";

const TEXT = { type: "string" };
const TOKENS = { properties: { access: TEXT, refresh: TEXT } };

test.each([
  ["POST /users/{id}/impersonate", "", {}, TOKENS, true],
  ["POST /auth/impersonar", "Emite um token.", { usuario: { type: "integer" } }, TOKENS, true],
  [
    "POST /Benutzer/{id}/Vertretung",
    "Token, mit dem der Aufrufer als der angegebene Benutzer arbeitet.",
    {},
    TOKENS,
    true,
  ],
  ["POST /utilisateurs/{id}/ouvrir-session", "Ouvre une session au nom du compte indiqué.", {}, TOKENS, true],
  ["POST /usuarios/{id}/sesion", "Abre una sesión en nombre del usuario.", {}, { properties: { token: TEXT } }, true],
  ["POST /users/{id}/session", "A token to work as the selected customer.", {}, TOKENS, true],
  ["POST /users/{id}/session", "A token to work as the current customer.", {}, TOKENS, false],
  ["POST /users/{id}/session", "Pass the address as the customer's name.", {}, TOKENS, false],
  ["POST /usuarios/{id}/sesion", "Abre una sesión.", {}, { properties: { token: TEXT } }, false],
  ["POST /users/{id}/impersonate", "Role `support` only.", {}, TOKENS, true],
  ["POST /users/{id}/impersonate", "", { password: TEXT }, TOKENS, false],
  ["POST /users/{id}/impersonate", "", {}, { properties: { url: TEXT } }, false],
  ["POST /orders/{id}/impersonate", "", {}, TOKENS, false],
])("%s, which says %j and takes %j, gives a token of anybody: %#", async (id, description, body, schema, isFound) => {
  const responses = { ...returns(schema), 403: { description: "" } };
  const faults = await faultsIn(bflaAdminOperation, {
    "GET /orders": {},
    [id]: { description, responses, requestBody: takes(body) },
  });
  expect(spotsOf(faults)).toBe(isFound ? id : "");
});

test.each([
  ["POST /agentes/{id}/pin", "Restablecer PIN", { pin: TEXT }, true],
  ["POST /usuarios/{id}/redefinir-senha", "", { senhaTemporaria: TEXT }, true],
  ["POST /employees/{id}/reset-password", "", { temporaryPassword: TEXT }, true],
  ["POST /Benutzer/{id}/Passwort/Zuruecksetzen", "", { neuesPasswort: TEXT }, true],
  ["POST /employees/{id}/reset-password", "", { sent: { type: "boolean" } }, false],
  ["POST /doors/{id}/pin", "Reset the PIN of the door", { pin: TEXT }, false],
  ["POST /employees/{id}/password", "Checks the strength", { password: TEXT }, false],
])(
  "%s, which says %j and returns %j, tells the new secret of somebody: %s",
  async (id, summary, properties, isFound) => {
    const faults = await faultsIn(verificationSecretInResponse, {
      [id]: { summary, responses: returns({ properties }) },
    });
    expect(spotsOf(faults)).toBe(isFound ? id : "");
  },
);

/* Passwords and PINs that are replaced for somebody, in words that do not speak of a reset. */

const MAIL = { email: { type: "string", format: "email" } };

test.each<[string, string, object, object, boolean]>([
  [
    "POST /dealers/customers/access",
    "Replaces the password of the account and prints a temporary one",
    MAIL,
    { temporaryPassword: TEXT },
    true,
  ],
  [
    "POST /clients/acces",
    "Remplace le mot de passe du compte et en imprime un provisoire",
    MAIL,
    { motDePasseProvisoire: TEXT },
    true,
  ],
  [
    "POST /kunden/zugang",
    "Ersetzt das Passwort des Kontos durch ein vorläufiges",
    { kundennummer: TEXT },
    { vorlaeufigesPasswort: TEXT },
    true,
  ],
  [
    "POST /socios/acceso",
    "Sustituye la contraseña de la cuenta por una provisional",
    MAIL,
    { contrasenaProvisional: TEXT },
    true,
  ],
  ["POST /alunos/{id}/acesso", "Substitui a senha por uma temporária", {}, { senhaTemporaria: TEXT }, true],
  ["POST /members/{id}/credentials", "Generates a new password for the member", {}, { newPassword: TEXT }, true],
  ["POST /patients/{id}/pin", "Sets a new PIN and shows it", {}, { pin: TEXT }, true],
  ["PUT /mitarbeiter/{id}/zugangsdaten", "Vergibt ein neues Passwort", {}, { passwort: TEXT }, true],
  ["POST /usuarios/{id}/credenciales", "Genera una nueva contraseña", {}, { contrasena: TEXT }, true],
  ["POST /utilisateurs/{id}/code", "Attribue un nouveau mot de passe", {}, { motDePasse: TEXT }, true],
  [
    "POST /users",
    "Creates the user and returns a temporary password",
    { ...MAIL, name: TEXT },
    { temporaryPassword: TEXT },
    false,
  ],
  [
    "POST /clientes",
    "Da de alta al cliente con una contraseña provisional",
    { ...MAIL, nombre: TEXT },
    { contrasenaProvisional: TEXT },
    false,
  ],
  [
    "POST /members/{id}/credentials",
    "Replaces the password; the new one is mailed to the member",
    {},
    { sent: { type: "boolean" } },
    false,
  ],
  ["POST /me/credentials", "Generates a new password", {}, { newPassword: TEXT }, false],
  ["POST /me/password", "Replaces the password", { oldPassword: TEXT }, { password: TEXT }, false],
  ["POST /doors/{id}/pin", "Sets a new PIN of the door", {}, { pin: TEXT }, false],
  [
    "POST /datenbanken/{id}/zugangsdaten",
    "Vergibt ein neues Passwort für die Datenbank",
    {},
    { passwort: TEXT },
    false,
  ],
  ["POST /wifi/{id}/password", "Remplace le mot de passe du réseau", {}, { password: TEXT }, false],
  ["POST /alunos/{id}/senha", "Verifica a senha nova", { senha: TEXT }, { senha: TEXT }, false],
  ["GET /members/{id}", "The member. A new password is sent by mail", {}, { pin: TEXT }, false],
])(
  "%s, which says %j, replaces the secret of somebody and tells it: %#",
  async (id, summary, body, properties, isFound) => {
    const faults = await faultsIn(verificationSecretInResponse, {
      [id]: { summary, requestBody: takes(body), responses: returns({ properties }) },
    });
    expect(spotsOf(faults)).toBe(isFound ? id : "");
  },
);

/* What only an administrator does to others. */

const FREE = { type: "object", additionalProperties: { type: "object" } };
const ANYBODYS = { "GET /orders": {}, ...SIGN_UP };

test.each<[string, string, object, string]>([
  ["POST /users/{id}/role-mappings", "Grant an administrator role to the user", {}, "powers over others"],
  ["POST /usuarios/{id}/permisos", "Da permisos al usuario", {}, "powers over others"],
  ["POST /users/{id}/reset-mfa", "Reset the second factor of a user", {}, "powers over others"],
  ["POST /benutzer/{id}/zwei-faktor/zuruecksetzen", "", {}, "powers over others"],
  ["POST /users/{id}/impersonation", "Impersonate the user", {}, "identities of others"],
  ["POST /users/{id}/impersonation", "Impersonate the user", returns(FREE), "impersonation, untold"],
  // The caller's own, a tenant's, what is guarded, and what is none of these.
  ["POST /me/reset-mfa", "Reset the second factor", {}, ""],
  ["PUT /users/{id}/mfa", "Change the second factor", {}, ""],
  ["POST /teams/{team}/members/{id}/roles", "Give a role in the team", {}, ""],
  ["POST /users/{id}/role-mappings", "Only administrators may grant roles.", {}, ""],
  ["POST /users/{id}/role-mappings", "Access policy: administrator", {}, ""],
  ["POST /users/{id}/role-mappings", "", { 403: { description: "" } }, ""],
  ["GET /users/{id}/roles", "The roles of the user", {}, ""],
])("%s, %j, for whoever signs up: %#", async (id, description, more, cause) => {
  const responses = { 204: { description: "" }, ...more };
  const faults = await faultsIn(bflaAdminOperation, { ...ANYBODYS, [id]: { description, responses } });
  expect(faults.map((fault) => fault.cause).join()).toBe(cause);
});

test.each<[string, string, object, number]>([
  ["POST /users/{id}/role-mappings", "Grants a role.", {}, 1],
  ["POST /realms/{realm}/users/{id}/impersonation", "", returns(FREE), 1],
  ["POST /users/{id}/role-mappings", "Grants a role. Each use is recorded in the audit log.", {}, 0],
  ["POST /users/{id}/orders", "", {}, 0],
])("%s, %j, among the organization's own: %#", async (id, description, more, count) => {
  const servers = [{ url: "https://staff.acme.internal" }];
  const extra = { servers, info: { title: "T", version: "1", "x-audience": "component-internal" } };
  const responses = { 204: { description: "" }, ...more };
  const faults = await faultsIn(bflaAdminOperation, { "GET /orders": {}, [id]: { description, responses } }, extra);
  expect(faults.filter(({ cause }) => cause === "powers of staff")).toHaveLength(count);
});

test("whether texts say that keys differ is found out once, however many operations there are", async () => {
  const text = "The orders of a shop are read here. ".repeat(500);
  const api = await apiOf(ANYBODYS, { info: { title: "T", version: "1", description: text } });
  const scheme = { ...api.schemes[0]!.scheme, description: text };
  const start = processorTime();
  for (let round = 0; round < 1000; round += 1) expect(areKeysSaidToDiffer(api, scheme, [])).toBe(false);
  expect(processorTime() - start).toBeLessThan(3_000);
});
