import { expect, test } from "vitest";
import { authenticationDowngrade } from "../../src/rules/authentication/authentication-downgrade.ts";
import { guessableCredential } from "../../src/rules/authentication/guessable-credential.ts";
import { publicFileLink } from "../../src/rules/data/public-file-link.ts";
import { missingRateLimit } from "../../src/rules/flows/missing-rate-limit.ts";
import { unrestrictedUpload } from "../../src/rules/resources/unrestricted-upload.ts";
import { mistypedHost } from "../../src/rules/transport/mistyped-host.ts";
import { faultsIn, returns, SCHEMES, takes, type Operations } from "./faults-in.ts";

/* How severe a finding is by what follows from it, each beside a twin in which more follows. */

const TEXT = { type: "string" };
const OPEN = { security: [], responses: { 200: { description: "ok" }, 400: { description: "no" } } };

test.each<[string, object, number | undefined]>([
  ["POST /password/reset-request", { email: TEXT }, 1],
  ["POST /forgot-password", { login: TEXT }, 1],
  ["POST /passwort-vergessen", { email: TEXT }, 1],
  ["POST /mot-de-passe-oublie", { email: TEXT }, 1],
  ["POST /recuperar-contrasena", { email: TEXT }, 1],
  ["POST /recuperar-senha", { email: TEXT }, 1],
  ["POST /forgot-password", { email: TEXT, securityAnswer: TEXT }, 0],
  ["POST /forgot-password", { email: TEXT, birthDate: TEXT }, 0],
])("%s with %o, which only sends a message or takes a guess: %s", async (id, properties, milder) => {
  const faults = await faultsIn(missingRateLimit, { [id]: { ...OPEN, requestBody: takes(properties) } });
  expect(faults.map(({ mitigations = [] }) => mitigations.length)).toEqual([milder]);
});

test.each<[string, string | undefined, number]>([
  ["permanent_download_url", "https://app.acme.io/files/123", 2],
  ["permanent_download_url", undefined, 2],
  ["permanent_download_url", "https://app.acme.io/files/123?token=9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c", 1],
])("a link that is called permanent (%s, %s) is milder by %d", async (name, example, milder) => {
  const faults = await faultsIn(publicFileLink, {
    "GET /documents/{id}": {
      responses: returns({ properties: { id: TEXT, [name]: { ...TEXT, format: "uri", ...(example && { example }) } } }),
    },
  });
  expect(faults.map(({ mitigations = [] }) => mitigations.length)).toEqual([milder]);
});

test.each([
  ["api.northwind.ioo", "northwind.io", 1],
  ["api.northwind.comm", "northwind.com", 1],
  ["api.northwimd.io", "northwind.io", 0],
])("%s beside %s is milder by %d", async (host, other, milder) => {
  const contact = { name: "N", url: `https://${other}`, email: `api@${other}` };
  const faults = await faultsIn(
    mistypedHost,
    { "GET /orders": {} },
    { servers: [{ url: `https://${host}` }], info: { title: "T", version: "1", contact } },
  );
  expect(faults.map(({ mitigations = [] }) => mitigations.length)).toEqual([milder]);
});

const UPLOAD = (properties: object): object => ({ security: [], requestBody: takes(properties) });
const FILE = { type: "string", format: "byte", description: "The Base64 encoded document." };
test.each<[string, object, string]>([
  ["mimeType", { type: "string", enum: ["message/rfc822"] }, "any size"],
  ["kind", { type: "string", enum: ["image/png", "image/jpeg"] }, "any size"],
  ["strategy", { type: "string", enum: ["rfc822"], description: "The content type (mime type)." }, "any size"],
  ["fileType", { type: "string", enum: ["a", "b"] }, "any size"],
  ["dateiformat", { type: "string", enum: ["a"] }, "any size"],
  ["typeFichier", { type: "string", enum: ["a"] }, "any size"],
  ["tipoArchivo", { type: "string", enum: ["a"] }, "any size"],
  ["tipoArquivo", { type: "string", enum: ["a"] }, "any size"],
  ["mimeType", { type: "string" }, "any"],
  ["colour", { type: "string", enum: ["red"] }, "any"],
])("a document beside %s, %o, can be of %s", async (name, schema, kind) => {
  const faults = await faultsIn(unrestrictedUpload, { "POST /documents": UPLOAD({ document: FILE, [name]: schema }) });
  expect(faults.map(({ cause }) => cause)).toEqual([kind]);
});

// ── A PIN ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const LOGIN = {
  type: "oauth2",
  flows: {
    authorizationCode: {
      authorizationUrl: "https://login.acme.io/authorize",
      tokenUrl: "https://login.acme.io/token",
      scopes: { Monitor: "Monitors", Administrator: "Administrates" },
    },
  },
};
const either = (scopes: readonly string[], pin = "pin"): object => ({ security: [{ [pin]: [] }, { login: scopes }] });
const withPin = (pin: object): object => ({ components: { securitySchemes: { ...SCHEMES, login: LOGIN, pin } } });
const BASIC = { type: "http", scheme: "basic" };

test.each<[string, Operations, readonly number[], RegExp]>([
  ["reads", { "GET /workers": either(["Monitor"]), "GET /me": either([]) }, [1], /2 operations accept .*, 1 of them/],
  [
    "changes",
    { "POST /workers/{id}/off-duty": either(["Monitor"]), "GET /me": either([]) },
    [2],
    /2 operations accept .*, 1 of them without the scope/,
  ],
  ["is asked for nothing more", { "POST /workers/{id}/off-duty": either([]) }, [0], /1 operation accepts/],
])("a PIN instead of a role that %s", async (_what, operations, worse, message) => {
  for (const pin of [BASIC, { type: "apiKey", in: "header", name: "X-Pin" }]) {
    const faults = await faultsIn(authenticationDowngrade, operations, withPin(pin));
    expect(faults.map(({ aggravations = [] }) => aggravations.length)).toEqual(worse);
    expect(faults[0]!.message).toMatch(message);
  }
});

test.each<[string, object, number]>([
  ["Pin", BASIC, 1],
  ["userPin", BASIC, 1],
  ["X-Pin-Code", { type: "apiKey", in: "header", name: "X-Pin-Code" }, 1],
  ["Geheimzahl", { type: "apiKey", in: "header", name: "X-Geheimzahl" }, 1],
  ["code", { type: "apiKey", in: "header", name: "X-Code-Pin" }, 1],
  ["nip", { type: "apiKey", in: "header", name: "X-Nip" }, 1],
  ["clave", { type: "apiKey", in: "header", name: "Clave-Numerica" }, 1],
  ["senha", { type: "apiKey", in: "header", name: "Senha-Numerica" }, 1],
  ["Pin", { ...BASIC, description: "The account is locked after 5 failed attempts." }, 0],
  ["Pin", { ...BASIC, description: "A random value of 256 bits." }, 0],
  ["password", BASIC, 0],
])("%s, %o, as the only credential", async (name, scheme, count) => {
  const more = { components: { securitySchemes: { [name]: scheme } }, security: [{ [name]: [] }] };
  const faults = await faultsIn(guessableCredential, { "GET /shifts": {}, "POST /shifts": {} }, more);
  expect(faults.map(({ mitigations = [] }) => mitigations.length)).toEqual(count === 0 ? [] : [1]);
});

test("a PIN beside a limit is not tried out", async () => {
  const more = { components: { securitySchemes: { pin: BASIC } }, security: [{ pin: [] }] };
  const limited = { responses: { 200: { description: "ok" }, 429: { description: "Later." } } };
  expect(await faultsIn(guessableCredential, { "GET /shifts": limited }, more)).toEqual([]);
  const both = { ...more, security: [{ pin: [], token: [] }] };
  const schemes = { components: { securitySchemes: { ...SCHEMES, pin: BASIC } } };
  expect(await faultsIn(guessableCredential, { "GET /shifts": {} }, { ...both, ...schemes })).toEqual([]);
});
