import { expect, test } from "vitest";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { reviewOf } from "../gate/judged.ts";
import { faultsIn, returns, type Operations } from "./faults-in.ts";

/* Where a secret stands in every URL by design, nothing has to go wrong first, and no answer changes it. */

const TEXT = { type: "string" };
const query = (...names: readonly string[]): object => ({
  parameters: names.map((name) => ({ name, in: "query", required: true, schema: TEXT })),
});
const many = (count: number, operation: object, method = "DELETE"): Operations =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${method} /things${at}`, operation]));
const LOG_IN: Operations = { "POST /login": query("email", "password") };
const keyed = (description: string, place = "query", required = true): object => ({
  parameters: [{ name: "keyid", in: place, required, description, schema: TEXT }],
});

test.each<[string, Operations, string]>([
  ["the key of all calls, by its text", many(3, keyed("Clé API")), "query keyid"],
  ["one that may be left out", many(3, keyed("Clé API", "query", false)), ""],
  ["one in a header", many(3, keyed("Clé API", "header")), ""],
  ["one of a few", { ...many(2, keyed("Clé API")), ...many(3, {}, "PUT") }, ""],
  ["one without a text", many(3, keyed("")), ""],
  ["one beside a log-in", many(3, { ...keyed("Clé API"), security: [{ token: [] }] }), ""],
])("credential-in-url: %s", async (_name, operations, causes) => {
  const faults = await faultsIn(credentialInUrl, operations, { security: undefined });
  expect(faults.map(({ cause }) => cause).join()).toBe(causes);
});

/** Why a secret is in URLs by design: such a finding is certain, and stops a release. */
const designs = (faults: Awaited<ReturnType<typeof faultsIn>>): readonly string[] =>
  faults.flatMap(({ evidence = [], confidence }) =>
    confidence === "certain" ? evidence.filter((text) => text.startsWith("It is in the URL by design:")) : [],
  );

const OTHER: Operations = {
  "POST /auth/login": {
    requestBody: {
      content: { "application/json": { schema: { type: "object", properties: { email: TEXT, password: TEXT } } } },
    },
  },
};

test.each<[string, Operations, readonly string[], number]>([
  ["the password of the only log-in", LOG_IN, ["query password"], 1],
  ["one of two log-ins", { ...LOG_IN, ...OTHER }, ["query password"], 0],
  ["a password with the name that it belongs to", { "POST /bank": query("login", "password") }, ["query password"], 1],
  ["a password of a document", { "GET /documents": query("password") }, ["query password"], 0],
  ["the old and the new password", { "PUT /password": query("oldPassword", "newPassword") }, ["query oldPassword"], 0],
  ["a key and its secret, nearly everywhere", many(6, query("accessKey", "secretKey")), ["query secretKey"], 1],
  ["the same, and elsewhere", { ...many(6, query("secretKey")), ...many(6, {}, "PUT") }, ["query secretKey"], 0],
  ["a secret of a few", many(3, query("secretKey")), ["query secretKey"], 0],
  [
    "a secret that opens data that everyone may see",
    many(6, { ...query("secretKey"), responses: returns({ type: "object", properties: { colour: TEXT } }) }, "GET"),
    ["query secretKey"],
    0,
  ],
  ["a key alone", many(6, query("accessKey")), ["query accessKey"], 0],
])("%s", async (_name, operations, causes, steps) => {
  const faults = await faultsIn(credentialInUrl, operations);
  expect(faults.map(({ cause }) => cause)).toEqual(causes);
  expect(designs(faults)).toHaveLength(steps);
});

test.each<[string, string, number]>([
  ["token", "device APNS token (required for register)", 0],
  ["token", "FCM token of the phone", 0],
  ["jeton", "Jeton push de l'appareil", 0],
  ["fcmToken", "", 0],
  ["token", "Token of the device", 1],
  ["token", "Access token of the push service", 1],
  ["token", "Token with which the APNS is called", 1],
  ["apiKey", "Key of the push token service", 1],
])("%s, %j: the address of a device for pushes is no credential", async (name, description, count) => {
  const operation = { parameters: [{ name, in: "query", description, schema: TEXT }] };
  expect(await faultsIn(credentialInUrl, { "POST /devices": operation })).toHaveLength(count);
});

test("a finding of two parameters names both, and has the places of both", async () => {
  const [fault] = await faultsIn(credentialInUrl, { "PUT /password": query("oldPassword", "newPassword") });
  expect(fault?.message).toContain("oldPassword");
  expect(fault?.message).toContain("newPassword");
  expect(fault?.places).toHaveLength(2);
});

test("passwords with one remedy are one finding, whatever they are called", async () => {
  const faults = await faultsIn(credentialInUrl, {
    "POST /proxy": query("proxyPassword"),
    "PUT /keystore": query("storePassword", "keyPassword"),
    "GET /documents": query("token"),
  });
  expect(faults.map(({ message }) => message)).toEqual([
    'The query string of 2 operations contains a password: "proxyPassword", "storePassword" and "keyPassword"',
    'The query string of GET /documents contains a token: "token"',
  ]);
  expect(faults[0]?.places).toHaveLength(3);
});

test.each<[string, string, number]>([
  ["a log-in", "POST /authentication", 1],
  ["the log-in of a configuration's page", "POST /config/login", 1],
  ["the configuration of a log-in", "POST /config/saml-authentication", 0],
  ["in German", "PUT /konfiguration/saml-authentifizierung", 0],
  ["in French", "PUT /réglages/saml-authentification", 0],
  ["in Spanish", "PUT /configuración/saml-autenticación", 0],
  ["in Portuguese", "PUT /configurações/saml-autenticação", 0],
  ["what is called a provider of log-ins", "POST /auth/provider/login", 1],
  ["what handles log-ins", "POST /console/com.acme.auth.SamlAuthenticationHandler", 0],
])("%s: that the only log-in takes a password in a URL is said of log-ins", async (_what, id, steps) => {
  const faults = await faultsIn(credentialInUrl, { [id]: query("name", "keyStorePassword") });
  expect(designs(faults)).toHaveLength(steps);
});

const token = (description: string): Operations => ({
  "GET /statements": { parameters: [{ name: "token", in: "query", required: true, description, schema: TEXT }] },
});

test.each([
  ["The login token returned from the session call", 1],
  ["The session token", 1],
  ["A token", 1],
])("a token in the query that is described: %s", async (description, steps) => {
  const [fault] = await faultsIn(credentialInUrl, token(description));
  expect(fault?.mitigations).toHaveLength(steps);
});

const decided = async (operations: Operations): Promise<string | null> => {
  const paths: Record<string, Record<string, object>> = {};
  for (const [id, operation] of Object.entries(operations)) {
    const [method = "", path = ""] = id.split(" ");
    (paths[path] ??= {})[method.toLowerCase()] = {
      ...operation,
      responses: returns({ type: "object", properties: { colour: TEXT } }),
    };
  }
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    paths,
  });
  return (await reviewOf(new Map([["openapi.json", text]]), "openapi.json")).verdict.decision;
};

test.each<[string, Operations, string]>([
  [
    "a secret in every URL rejects, though nothing says who gets it",
    many(6, query("accessKey", "secretKey")),
    "reject",
  ],
  ["the password of the only log-in rejects", { ...LOG_IN, ...many(6, query("token")) }, "reject"],
])("%s", async (_name, operations, decision) => {
  expect(await decided(operations)).toBe(decision);
});

const KEYS_IN_HEADER = { components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } } };

test.each<[string, boolean, object, boolean]>([
  ["may be left out, beside a header", false, KEYS_IN_HEADER, true],
  ["must be sent, beside a header", true, KEYS_IN_HEADER, false],
  ["may be left out, and nothing else takes it", false, { components: {} }, false],
])("a key in the query that %s", async (_what, required, more, isMilder) => {
  const parameters = [{ name: "apiKey", in: "query", required, schema: TEXT }];
  const [fault] = await faultsIn(credentialInUrl, { "GET /a": { parameters } }, { security: undefined, ...more });
  expect((fault?.mitigations ?? []).some((text) => text.includes("in a header instead"))).toBe(isMilder);
});
