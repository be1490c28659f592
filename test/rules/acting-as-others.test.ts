import { expect, test } from "vitest";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import { faultsIn, returns, spotsOf, takes } from "./faults-in.ts";

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
