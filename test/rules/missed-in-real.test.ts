import { expect, test } from "vitest";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { secretInDescription } from "../../src/rules/data/secret-in-description.ts";
import { internalParameter } from "../../src/rules/inputs/internal-parameter.ts";
import { cleartextServer } from "../../src/rules/transport/cleartext-server.ts";
import { faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* What reviewers found in descriptions of services: tokens in lists and paths, TLS that callers weaken, addresses and keys in texts. */

const TEXT = { type: "string" };
const TEXTS = { type: "array", items: TEXT };
const BOOLEAN = { type: "boolean" };

const one = (description: string): object => ({
  parameters: [{ name: "id", in: "path", required: true, description, schema: TEXT }],
});

test.each<[string, Operations, boolean]>([
  [
    "an envelope of texts",
    { "GET /keys/": { responses: returns({ properties: { keys: TEXTS } }) }, "DELETE /keys/{id}": one("Access Token") },
    true,
  ],
  [
    "tokens of sessions",
    { "GET /sessions": { responses: returns(TEXTS) }, "DELETE /sessions/{id}": one("The session token of the user") },
    true,
  ],
  ["Schlüssel", { "GET /a": { responses: returns(TEXTS) }, "GET /a/{id}": one("Der API-Schlüssel") }, true],
  ["clés", { "GET /a": { responses: returns(TEXTS) }, "GET /a/{id}": one("Clé API") }, true],
  ["claves", { "GET /a": { responses: returns(TEXTS) }, "GET /a/{id}": one("La clave de API") }, true],
  ["chaves", { "GET /a": { responses: returns(TEXTS) }, "GET /a/{id}": one("Chave de acesso") }, true],
  ["texts of a path of keys", { "GET /api-keys": { responses: returns(TEXTS) } }, true],
  ["texts of a path of tokens", { "GET /access-tokens": { responses: returns(TEXTS) } }, true],
  [
    "IDs of tokens",
    { "GET /tokens": { responses: returns(TEXTS) }, "GET /tokens/{id}": one("ID of the access token") },
    false,
  ],
  ["IDs by their name", { "GET /api-keys": { responses: returns({ properties: { keyIds: TEXTS } }) } }, false],
  [
    "keys of what is stored",
    { "GET /keys": { responses: returns(TEXTS) }, "GET /keys/{id}": one("The key of the object") },
    false,
  ],
  [
    "the key of a token",
    {
      "GET /a": { responses: returns(TEXTS) },
      "GET /a/{id}": one("the key of the Access Token that should be deleted"),
    },
    false,
  ],
])("a list returns %s: %s", async (_what, operations, expected) => {
  const faults = await faultsIn(credentialInResponse, operations);
  expect(faults.some(({ cause }) => cause === "listed tokens")).toBe(expected);
});

test.each([
  ["Access Token", true],
  ["Refresh token", true],
  ["The access token of the user", true],
  ["Zugriffs-Token", true],
  ["Jeton d'accès", true],
  ["Token de acceso", true],
  ["Token de acesso", true],
  ["API key", true],
  ["Der API-Schlüssel", true],
  ["Clé d'accès", true],
  ["ID of the access token", false],
  ["the key of the Access Token that should be deleted", false],
  ["API key name", false],
  ["Page token", false],
  ["The order", false],
])("a path holds a credential by its text alone, %s: %s", async (description, expected) => {
  const faults = await faultsIn(credentialInUrl, { "PUT /entries/{id}": one(description) });
  expect(faults.length > 0).toBe(expected);
});

const OLD = "A list of acceptable SSL/TLS protocols. The default values are TLSv1, TLSv1.1, TLSv1.2.";

test.each<[string, object, number | undefined]>([
  ["verify_ssl", BOOLEAN, 2],
  ["sslVerify", { ...BOOLEAN, default: false }, 1],
  ["skipTlsVerification", BOOLEAN, 2],
  ["insecureSkipVerify", { ...BOOLEAN, default: true, description: "Skips the TLS certificate" }, 1],
  ["insecure", { ...BOOLEAN, description: "Accept any certificate" }, 2],
  ["zertifikat_pruefen", BOOLEAN, 2],
  ["ignorer_certificat", BOOLEAN, 2],
  ["verificar_certificado", BOOLEAN, 2],
  ["validar_certificado_tls", { ...BOOLEAN, default: false }, 1],
  ["protocols", { type: "array", items: { ...TEXT, enum: ["SSLv3", "TLSv1", "TLSv1.2"] } }, 1],
  ["minTls", { ...TEXT, enum: ["TLS1_0", "TLS1_2"] }, 1],
  ["protocols", { ...TEXTS, description: OLD }, 1],
  ["require_tls", { ...BOOLEAN, description: "Neither certificate validation nor pinning are supported." }, 1],
  ["target", { ...TEXT, description: "Zertifikate werden nicht geprüft." }, 1],
  ["target", { ...TEXT, description: "Les certificats ne sont pas vérifiés." }, 1],
  ["target", { ...TEXT, description: "No se verifica el certificado." }, 1],
  ["target", { ...TEXT, description: "O certificado não é verificado." }, 1],
  ["require_tls", BOOLEAN, undefined],
  ["certificate_id", TEXT, undefined],
  ["protocols", { ...TEXTS, description: "TLS 1.0 is not supported, TLS 1.2 is." }, undefined],
  ["version", { ...TEXT, description: "TLSv1.2 or TLSv1.3" }, undefined],
  ["certificate", { ...TEXT, description: "If the certificate is not verified, the call is rejected." }, undefined],
])("callers weaken TLS by %s, %j", async (name, schema, milder) => {
  const operations = { "POST /connectors": { requestBody: takes({ name: TEXT, [name]: schema }) } };
  const faults = (await faultsIn(cleartextServer, operations)).filter(({ cause }) => cause.startsWith("option"));
  expect(faults.map(({ mitigations }) => mitigations?.length)).toEqual(milder === undefined ? [] : [milder]);
  expect(await faultsIn(internalParameter, operations)).toEqual([]);
});

test.each([
  ["**The insecure base URL `http://api.acme.io/v1` is deprecated** and may be rejected.", true],
  ["Base URL: http://api.acme.io/v1", true],
  ["```\ncurl http://api.acme.io/v1/orders\n```", true],
  ["Die Basis-URL ist http://api.acme.io/v1.", true],
  ["URL de base : http://api.acme.io/v1", true],
  ["La API está disponible en http://api.acme.io/v1", true],
  ["A API está disponível em http://api.acme.io/v1", true],
  ["See http://api.acme.io/docs", false],
  ["See http://docs.acme.io/v1", false],
  ["http://api.acme.io/v1 is no longer supported.", false],
  ["Anfragen an http://api.acme.io/v1 werden nicht mehr unterstützt", false],
  ["https://api.acme.io/v1", false],
])("a text gives the address of the API without TLS, %s: %s", async (description, expected) => {
  const more = { info: { title: "T", version: "1", description }, servers: [{ url: "https://api.acme.io/v1" }] };
  const faults = await faultsIn(cleartextServer, { "GET /orders": {} }, more);
  expect(faults.map(({ cause }) => cause)).toEqual(expected ? ["all"] : []);
});

const KEY = "9f8a7c6b5dWe3fQa1b0c9d8e7fKa5b4c";
const sample = (source: string): object => ({ "x-code-samples": [{ lang: "Shell", source }] });

test.each<[string, object, boolean]>([
  ["in the query of a sample", sample(`curl https://api.acme.io/bills?api_key=${KEY}`), true],
  ["as a bearer token of a sample", sample(`curl -H "Authorization: Bearer ${KEY}" https://x`), true],
  ["in code", { "x-codeSamples": [{ source: `headers={"Authorization": "Bearer ${KEY}"}` }] }, true],
  ["in the code of a page", { "x-readme": { "code-samples": [{ code: `curl -H 'X-API-Key: ${KEY}' x` }] } }, true],
  ["in a block of a text", { description: `\`\`\`\ncurl -H 'Authorization: Bearer ${KEY}' x\n\`\`\`` }, true],
  ["in a line of a text", { description: `curl https://api.acme.io/bills?access_token=${KEY}` }, true],
  ["im Text", { description: `Beispiel: \`GET /bills?token=${KEY}\`` }, true],
  ["dans le texte", { description: `Exemple : \`GET /bills?auth_token=${KEY}\`` }, true],
  ["that is to be filled in", sample("curl https://x?api_key=YOUR_API_KEY_GOES_HERE"), false],
  ["of one letter", sample("-H 'Authorization: Bearer xxxxxxxxxxxxxxxxxxxxxxxx'"), false],
  ["that is a variable", sample("-H 'Authorization: Bearer $ACCESS_TOKEN_OF_USER1'"), false],
  ["that counts up", sample("curl https://x?token=abcdefghijklmnopqrstuvwxyz0123456789"), false],
  ["that says that it is an example", sample("Authorization: Bearer example-token-1234567890abc"), false],
])("a key %s is published: %s", async (_what, more, expected) => {
  const faults = await faultsIn(secretInDescription, { "GET /bills": more });
  expect(faults.length > 0).toBe(expected);
});
