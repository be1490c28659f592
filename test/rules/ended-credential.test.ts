import { expect, test } from "vitest";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { candidatesOf } from "../../src/operations/candidates/candidates.ts";
import { apiOf, faultsIn, type Operations } from "./faults-in.ts";

/*
 * A call that ends or reports the credential that is sent to it: whoever can name it has it, and it is worth nothing afterwards.
 */

const query = (...names: readonly string[]): object => ({
  parameters: names.map((name) => ({ name, in: "query", required: true, schema: { type: "string" } })),
});

test.each<[string, Operations, readonly number[]]>([
  ["a key that is deactivated", { "PUT /appkey": { summary: "Deactivate app key", ...query("app_key") } }, [2]],
  [
    "a key that is reported",
    { "PATCH /appkey": { summary: "Compromise app key", ...query("app_key", "comment") } },
    [2],
  ],
  ["a key that is deleted", { "DELETE /app-key": query("app_key") }, [2]],
  ["a key that logs out", { "PUT /authkey": { summary: "Auth key logout", ...query("auth_key") } }, [2]],
  ["Schlüssel sperren", { "PUT /x": { summary: "API Schlüssel sperren", ...query("api_schluessel") } }, [2]],
  ["révoquer la clé", { "PUT /x": { summary: "Révoquer la clé api", ...query("cle_api") } }, [2]],
  ["revocar la clave", { "PUT /x": { summary: "Revocar la clave api", ...query("clave_api") } }, [2]],
  ["revogar a chave", { "PUT /x": { summary: "Revogar a chave api", ...query("chave_api") } }, [2]],
  ["a key that is used", { "PUT /appkey": { summary: "Use app key", ...query("app_key") } }, [1]],
  ["a key by which a thing ends", { "PUT /shops": { summary: "Deactivate shop", ...query("app_key") } }, [1]],
  [
    "a key beside whose it is",
    { "PUT /appkey": { summary: "Deactivate app key", ...query("app_key", "user_id") } },
    [1],
  ],
  [
    "a key that is used elsewhere, too",
    {
      "PUT /appkey": { summary: "Deactivate app key", ...query("app_key") },
      "GET /orders": query("app_key"),
    },
    [2, 1],
  ],
  ["a secret that is used", { "PUT /appkey": { summary: "Use app key", ...query("app_secret") } }, [1]],
])("in the URL is as much milder: %s", async (_what, operations, milder) => {
  const faults = await faultsIn(credentialInUrl, operations);
  expect(faults.map(({ mitigations }) => mitigations?.length ?? 0)).toEqual(milder);
});

test.each<[string, string, readonly number[]]>([
  ["Deactivate app key", "app_key", [2]],
  ["Deactivate app", "app_id", [0]],
  ["Mark user auth key as compromised", "auth_key", [2]],
  ["Deactivate auth key for user logging them out", "auth_key", [2]],
  ["Marks the member's API key as compromised", "api_key", [2]],
  ["API Schlüssel des Benutzers sperren", "api_schluessel", [2]],
  ["Révoque la clé api de l'utilisateur", "cle_api", [2]],
  ["Revoca el token de acceso del usuario", "token_de_acceso", [2]],
  ["Revogar a chave api do usuário", "chave_api", [2]],
  ["Deletes the user of an API key", "api_key", [0]],
  ["Disable the account and revoke the API key", "api_key", [0]],
])("by anyone: %s by %s", async (summary, name, milder) => {
  const operations = { "PATCH /appkey": { summary, security: [], ...query(name) } };
  const faults = await faultsIn(unauthenticatedWrite, operations);
  expect(faults.map(({ mitigations }) => mitigations?.length ?? 0)).toEqual(milder);
});

test.each([
  ["Deactivate app key", "app_key", 0],
  ["Deactivate account", "account_id", 1],
])("another's object: %s by %s", async (summary, name, candidates) => {
  const api = await apiOf({ "PUT /appkey": { summary, ...query(name) } });
  expect(candidatesOf(api)).toHaveLength(candidates);
});

test.each<[string, Operations, number, boolean]>([
  ["reads records", { "GET /orders": query("api_key") }, 1, false],
  [
    "is a user's token",
    { "GET /a": query("UserToken"), "GET /b": query("UserToken"), "GET /c": query("UserToken") },
    1,
    false,
  ],
  [
    "reads works that are the same for all",
    { "GET /films/{id}": query("api_key"), "GET /series": query("api_key") },
    2,
    false,
  ],
  ["deletes users", { "DELETE /users/{id}": query("api_key"), "GET /users": query("api_key") }, 1, true],
])("a key of an application in the URL that %s", async (_what, operations, milder, isWorse) => {
  const [fault] = await faultsIn(credentialInUrl, operations);
  expect(fault?.mitigations ?? []).toHaveLength(milder);
  expect((fault?.aggravations ?? []).length > 0).toBe(isWorse);
});
