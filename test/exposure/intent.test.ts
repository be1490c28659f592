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
