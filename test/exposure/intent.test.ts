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
  ["POST /appkey", { ...PROOF, role: TEXT }, {}, undefined],
  ["POST /appkey", { username: TEXT }, {}, undefined],
  ["POST /mailboxes", PROOF, {}, undefined],
])("%s with %j for %j is for: %s", async (id, sent, returned, intent) => {
  const operation = { security: [], requestBody: takes(sent), responses: returns({ properties: returned }) };
  const { operations } = await apiOf({ [id]: operation });
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
