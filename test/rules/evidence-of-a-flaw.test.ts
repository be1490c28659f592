import { expect, test } from "vitest";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { clientSideAuthorization } from "../../src/rules/authorization/client-side-authorization.ts";
import { passwordChangeWithoutReauthentication } from "../../src/rules/flows/password-change-without-reauthentication.ts";
import { faultsIn, returns, SCHEMES, takes, type Operations } from "./faults-in.ts";

/* What a finding needs to be one: pairs in which one fact of the description makes the difference. */

const TEXT = { type: "string" };
const TEXTS = { type: "array", items: TEXT };

test.each<[string, Operations, number]>([
  ["a token", { "PUT /me/password": { requestBody: takes({ password: TEXT }) } }, 1],
  [
    "the password itself",
    { "PUT /me/password": { security: [{ password: [] }], requestBody: takes({ password: TEXT }) } },
    0,
  ],
  [
    "the password or a token",
    { "PUT /me/password": { security: [{ password: [] }, { token: [] }], requestBody: takes({ password: TEXT }) } },
    1,
  ],
  [
    "a key by Basic",
    { "PUT /me/password": { security: [{ basicKey: [] }], requestBody: takes({ password: TEXT }) } },
    1,
  ],
  [
    "the password itself, for the address",
    { "PUT /me/email": { security: [{ password: [] }], requestBody: takes({ email: TEXT }) } },
    0,
  ],
  ["an address in place of the other", { "PUT /me/email": { requestBody: takes({ email: TEXT }) } }, 1],
  ["… by POST", { "POST /me/email": { requestBody: takes({ email: TEXT }) } }, 1],
  ["one of several", { "POST /me/emails": { requestBody: takes({ email: TEXT }) }, "DELETE /me/emails/{id}": {} }, 0],
  [
    "… that are listed",
    { "POST /me/emails": { requestBody: takes({ email: TEXT }) }, "GET /me/emails": { responses: returns(TEXTS) } },
    0,
  ],
  ["… of a list", { "POST /me/emails": { requestBody: takes({ emails: TEXTS }) } }, 0],
  ["… by its text", { "POST /me/emails": { summary: "Add an address", requestBody: takes({ email: TEXT }) } }, 0],
  ["… in German", { "POST /me/emails": { summary: "Adresse hinzufügen", requestBody: takes({ email: TEXT }) } }, 0],
  ["… in French", { "POST /me/emails": { summary: "Ajouter une adresse", requestBody: takes({ email: TEXT }) } }, 0],
  ["… in Spanish", { "POST /me/emails": { summary: "Añadir una dirección", requestBody: takes({ email: TEXT }) } }, 0],
  ["… in Portuguese", { "POST /me/emails": { summary: "Adicionar endereço", requestBody: takes({ email: TEXT }) } }, 0],
  ["a user of the API", { "PUT /users/{user}/password": { requestBody: takes({ password: TEXT }) } }, 1],
  [
    "a user of a database",
    { "PUT /mysqldatabases/{name}/users/{user}/password": { requestBody: takes({ password: TEXT }) } },
    0,
  ],
  ["… in German", { "PUT /datenbanken/{name}/users/{user}/password": { requestBody: takes({ password: TEXT }) } }, 0],
])("password-change-without-reauthentication: %s", async (_what, operations, count) => {
  const basicKey = { ...SCHEMES.password, description: "The API key as user name" };
  const more = { components: { securitySchemes: { ...SCHEMES, basicKey } } };
  expect(await faultsIn(passwordChangeWithoutReauthentication, operations, more)).toHaveLength(count);
});

test.each([
  ["The number is not compared with the log-in.", 1],
  ["The number is not matched against the caller's session.", 1],
  ["Die Nummer wird nicht mit der Anmeldung abgeglichen.", 1],
  ["When no filters are provided, all of the events that were captured will match.", 0],
  ["Wenn kein Filter angegeben ist, werden alle Ereignisse verglichen.", 0],
  ["Si aucun filtre n'est donné, tous les événements sont comparés.", 0],
  ["You cannot be matched with or meet muted users.", 0],
  ["Sie können nicht mit stummgeschalteten Personen verglichen werden.", 0],
  ["q: a parameter that will match all properties by an undocumented algorithm.", 0],
  ["An undocumented endpoint, so nobody finds it.", 1],
  ["To make sure that the webhook comes from us, use a secret path in the URL.", 0],
  ["Only those who know the secret path in the URL find it.", 1],
])("client-side-authorization: %j", async (description, count) => {
  expect(await faultsIn(clientSideAuthorization, { "GET /accounts/{id}/events": { description } })).toHaveLength(count);
});

const PATHS = ["GET /orders", "POST /orders", "GET /articles", "PUT /articles/{id}", "GET /reviews", "POST /reviews"];
const ORDINARY: Operations = Object.fromEntries(PATHS.map((path) => [path, {}]));
const LOG_IN = { security: [{ login: [] }] };
const REFUSED = { 403: { description: "Forbidden" } };

test.each<[string, Operations, number]>([
  [
    "nothing keeps others out",
    { "DELETE /moderation/bans/{id}": {}, "GET /admin/users": {}, "GET /admin/logs": {} },
    1,
  ],
  [
    "permissions are named",
    { "GET /admin/users": { description: "Users.\n\nRequired permissions:\n- BanUser\n- BanMember" } },
    0,
  ],
  ["… in German", { "GET /admin/users": { description: "Nutzer.\n\nErforderliche Berechtigung: BanUser" } }, 0],
  [
    "… in French",
    { "GET /admin/users": { description: "Comptes.\n\nPermission requise : BanUser".replace(" :", ":") } },
    0,
  ],
  ["… in Spanish", { "GET /admin/users": { description: "Cuentas.\n\nPermiso requerido: BanUser" } }, 0],
  ["… in Portuguese", { "GET /admin/users": { description: "Contas.\n\nPermissão necessária: BanUser" } }, 0],
])("bfla-admin-operation: %s", async (_what, operations, count) => {
  const security = [{ login: [] }];
  const found = await faultsIn(bflaAdminOperation, { ...ORDINARY, ...operations }, { security });
  expect(found.filter(({ cause }) => cause === "")).toHaveLength(count);
});

test.each<[string, object, number]>([
  ["no refusal", {}, 1],
  ["a refusal", { responses: REFUSED }, 0],
])("bfla-admin-operation: a user's token and %s", async (_what, more, count) => {
  const admin = {
    "GET /admin/users": more,
    "DELETE /admin/users/{id}": more,
    "GET /admin/logs": more,
    "PUT /admin/cron": {},
  };
  const found = await faultsIn(bflaAdminOperation, { ...ORDINARY, ...admin }, LOG_IN);
  expect(found.filter(({ cause }) => cause === "")).toHaveLength(count);
});

test.each([
  ["Bulk update. Restricted to internal admins.", 1],
  ["Bulk update. Only invoked with an admin access token, restricted to administrators.", 0],
  ["Bulk update. Only administrators may call it, with their session.", 0],
])("bfla-admin-operation: %j, where nothing is declared", async (description, count) => {
  const operations = { "POST /collaborators": { description }, "GET /stories": {}, "POST /stories": {} };
  const found = await faultsIn(bflaAdminOperation, operations, { security: undefined });
  expect(found.filter(({ cause }) => cause === "reserved by text")).toHaveLength(count);
});

test.each<[string, object, number]>([
  ["an ordinary refusal", { 405: { description: "Method not allowed" } }, 1],
  ["a refusal for want of access", { 405: { description: "The caller does not have access to this method" } }, 0],
  ["… in German", { 422: { description: "Keine Berechtigung" } }, 0],
  ["… in Spanish", { 400: { description: "El usuario no tiene permiso" } }, 0],
])("bfla-admin-operation: a text for superusers behind a plain key, and %s", async (_what, responses, count) => {
  const description = "The use of this method is restricted to Superusers ONLY.";
  const operations = { ...ORDINARY, "POST /users/masters": { description, responses } };
  const found = await faultsIn(bflaAdminOperation, operations, { security: [{ key: [] }] });
  expect(found.filter(({ cause }) => cause === "meant for administrators")).toHaveLength(count);
});
