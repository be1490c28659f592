import { expect, test } from "vitest";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { guessableCredential } from "../../src/rules/authentication/guessable-credential.ts";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import { faultsIn, takes } from "./faults-in.ts";

const TEXT = { type: "string" };
const OPEN = { security: [] };
const answers = (properties: Record<string, object>): object => ({
  responses: { 200: { description: "OK", content: { "application/json": { schema: { properties } } } } },
});

/** What a stranger who names an account gets back, and can set a new password with. Each pair differs in one fact. */
test.each<[string, Record<string, object>, Record<string, object>, boolean]>([
  ["username", { resetTicket: TEXT }, { resetTicket: TEXT, newPassword: TEXT }, true],
  ["username", { ticket: TEXT }, { ticket: TEXT, newPassword: TEXT }, true],
  ["email", { vorgang: TEXT }, { vorgang: TEXT, neuesPasswort: TEXT }, true],
  ["email", { demande: TEXT }, { demande: TEXT, nouveauMotDePasse: TEXT }, true],
  ["email", { tramite: TEXT }, { tramite: TEXT, nuevaContrasena: TEXT }, true],
  // Another proof is sent besides.
  ["username", { ticket: TEXT }, { ticket: TEXT, code: TEXT, newPassword: TEXT }, false],
  // It is another value.
  ["username", { ticket: TEXT }, { code: TEXT, newPassword: TEXT }, false],
  // No password is set.
  ["username", { ticket: TEXT }, { ticket: TEXT, colour: TEXT }, false],
  // What says that something was sent is no proof.
  ["username", { sent: { type: "boolean" } }, { sent: { type: "boolean" }, newPassword: TEXT }, false],
])("%s for %j, then %j", async (account, returned, taken, isFound) => {
  const faults = await faultsIn(verificationSecretInResponse, {
    "POST /password/forgot": { ...OPEN, requestBody: takes({ [account]: TEXT }), ...answers(returned) },
    "POST /password/reset": { ...OPEN, requestBody: takes(taken) },
    "GET /me": {},
  });
  expect(faults).toHaveLength(isFound ? 1 : 0);
});

/** A new password comes back to whoever names an account, whatever the one field is called that names it. */
test.each<[string, string, Record<string, object>, boolean]>([
  ["/recuperar-clave", "usuario", { usuario: TEXT, clave_provisoria: TEXT }, true],
  ["/password/forgot", "user", { initialPassword: TEXT }, true],
  ["/passwort/vergessen", "benutzer", { vorlaeufigesPasswort: TEXT }, true],
  ["/password/forgot", "newPassword", { temporaryPassword: TEXT }, false],
  ["/password/forgot", "user", { sentTo: TEXT }, false],
])("POST %s with %s gives %j", async (path, account, returned, isFound) => {
  const faults = await faultsIn(verificationSecretInResponse, {
    [`POST ${path}`]: { ...OPEN, requestBody: takes({ [account]: TEXT }), ...answers(returned) },
    "GET /me": {},
  });
  expect(faults).toHaveLength(isFound ? 1 : 0);
});

/** A header of a scheme that holds who somebody is proves nothing. */
test.each<[string, string, string, number, number]>([
  ["X-Member-Id", "", "", 1, 1],
  ["X-Kunden-Nr", "", "", 1, 1],
  ["X-Utilisateur-Id", "", "", 1, 1],
  ["X-Cliente-Id", "", "", 1, 1],
  ["X-Usuario-Id", "The gateway sets `X-Usuario-Id`.", "", 0, 0],
  ["X-Member-Key", "", "", 0, 0],
  ["X-Device-Id", "", "", 0, 0],
  ["X-Member-Id", "", "A random token that nobody can guess.", 0, 0],
])("%s %s %s", async (name, told, description, found, mild) => {
  const faults = await faultsIn(
    guessableCredential,
    { "GET /me": {} },
    {
      info: { title: "T", version: "1", description: told },
      security: [{ member: [] }],
      components: { securitySchemes: { member: { type: "apiKey", in: "header", name, description } } },
    },
  );
  expect(faults).toHaveLength(found);
  expect(faults.flatMap(({ mitigations = [] }) => mitigations)).toHaveLength(mild);
});

test("an identifier that the log-in returns is sent by callers themselves", async () => {
  const [fault] = await faultsIn(
    guessableCredential,
    {
      "POST /login": {
        ...OPEN,
        requestBody: takes({ email: TEXT, password: TEXT }),
        ...answers({ memberId: { type: "integer" } }),
      },
      "GET /me": {},
    },
    {
      security: [{ member: [] }],
      components: { securitySchemes: { member: { type: "apiKey", in: "header", name: "X-Member-Id" } } },
    },
  );
  expect(fault?.evidence).toEqual(["POST /login returns the identifier: callers send it themselves."]);
  expect(fault?.mitigations).toEqual([]);
});

/** A log-in by a URL is one, whatever says whose the password is. */
test.each<[string, object, boolean]>([
  ["membership", { token: TEXT }, true],
  ["membership", { courts: TEXT }, false],
  ["username", { courts: TEXT }, true],
])("%s and a password in a query, for %j", async (name, returned, isByDesign) => {
  const [fault] = await faultsIn(credentialInUrl, {
    "GET /enter": {
      security: [],
      parameters: [name, "password"].map((one) => ({ name: one, in: "query", required: true, schema: TEXT })),
      ...answers(returned as Record<string, object>),
    },
  });
  expect(fault?.evidence?.some((line) => line.startsWith("It is in the URL by design"))).toBe(isByDesign);
});
