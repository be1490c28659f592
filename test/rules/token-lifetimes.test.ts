import { expect, test } from "vitest";
import { longLivedToken } from "../../src/rules/authentication/long-lived-token.ts";
import { faultsIn, returns, takes } from "./faults-in.ts";

/* How long what a log-in hands out lives: by its field, by its lifetime, by the text of the operation. */

const TEXT = { type: "string" };
const LOGIN = { security: [], requestBody: takes({ email: TEXT, password: TEXT }) };
const token = (description: string): object => ({ token: { type: "string", description } });
const lasting = (name: string, value: unknown, more: object = {}): object => ({
  access_token: TEXT,
  [name]: { type: "integer", example: value, ...more },
});

test.each<[string, object, string]>([
  ["in English", token("Does not expire"), "endless"],
  ["in German", token("Läuft nicht ab"), "endless"],
  ["in French", { jeton: { type: "string", description: "Jeton d'accès, n'expire pas" } }, "endless"],
  ["in Spanish", token("Nunca caduca"), "endless"],
  ["in Portuguese", token("Não expira"), "endless"],
  ["by its lifetime", { ...token(""), expires_in: { description: "Always null. Tokens do not expire." } }, "endless"],
  ["a time of days", { ...token(""), caduca: { type: "string", description: "180 días después del inicio" } }, "long"],
  ["a time of months", token("Valid for 6 months"), "long"],
  ["a year in words", token("Valable un an"), "long"],
  ["seconds", lasting("expiresIn", 5_184_000), "long"],
  ["seconds in French", lasting("expireDans", 31_536_000), "long"],

  ["days by its name", lasting("expiresInDays", 90), "long"],
  ["a day by its name", lasting("expires_in_day", 90), "long"],
  ["the month of a date", lasting("expiresMonth", 12), ""],
  ["the year of a date, in German", lasting("ablaufJahr", 9), ""],
  ["the day of a date, in Spanish", lasting("caducaDía", 90), ""],
  ["minutes by its name", lasting("expiresInMinutes", 129_600), "long"],
  ["milliseconds that are months", lasting("expiresInMs", 7_776_000_000), "long"],

  ["an hour", lasting("expires_in", 3600), ""],
  ["an hour in milliseconds", lasting("expiresIn", 3_600_000, { description: "Lifetime in milliseconds" }), ""],
  ["an hour in milliseconds, in German", lasting("expiresIn", 3_600_000, { description: "In Millisekunden" }), ""],
  ["an hour in milliseconds, by its name", lasting("expires_in_ms", 3_600_000), ""],
  ["a fortnight", token("Valid for 14 days"), ""],
  ["a moment", lasting("expires_at", 1_795_000_000), ""],
  ["until something", token("Does not expire before the end of the lesson"), ""],
  [
    "what renews it",
    { ...token("Valid for an hour"), refreshToken: { type: "string", description: "Valid for 90 days" } },
    "",
  ],
  ["the token of a device", { token: TEXT, device_token: { type: "string", description: "Does not expire" } }, ""],
  ["a card", { ...token(""), card: { type: "string", description: "Valid for 3 years" } }, ""],
])("%s", async (_what, properties, cause) => {
  const faults = await faultsIn(longLivedToken, {
    "POST /login": { ...LOGIN, responses: returns({ type: "object", properties }) },
  });
  expect(faults.map((one) => one.cause).join()).toBe(cause);
});

test.each<[string, string, string]>([
  ["POST /login", "Session tokens never expire.", "endless"],
  ["POST /login", "The token does not expire and is valid until you sign out.", "endless"],
  ["POST /login", "Tokens do not expire until they are revoked.", "endless"],
  ["POST /login", "Das Token läuft nicht ab, es gilt bis zur Abmeldung.", "endless"],
  ["POST /login", "Le jeton n'expire pas, il vaut jusqu'à la déconnexion.", "endless"],
  ["POST /login", "El token no caduca, vale hasta que el usuario cierre sesión.", "endless"],
  ["POST /login", "O token não expira, vale até a pessoa sair do app.", "endless"],
  ["POST /login", "The token does not expire until an hour has passed.", ""],
  ["POST /login", "Das Token läuft nicht ab, bevor der Tag endet.", ""],
  ["POST /login", "Der Token ist 90 Tage gültig.", "long"],
  ["POST /login", "Refresh tokens are valid for 90 days.", ""],
  ["POST /login", "Blocked for 90 days after too many attempts.", ""],
  ["POST /api-keys", "Tokens never expire.", ""],
])("%s: %s", async (id, description, cause) => {
  const faults = await faultsIn(longLivedToken, {
    [id]: { ...LOGIN, description, responses: returns({ type: "object", properties: { token: TEXT } }) },
  });
  expect(faults.map((one) => one.cause).join()).toBe(cause);
});

test.each<[string, string, string]>([
  ["a link for a session", "Redeems the code of the link for a session. The session does not expire.", "endless"],
  ["in German", "Tauscht den Code gegen eine Sitzung. Sie bleibt bis zum Widerruf bestehen.", "endless"],
  ["in German, by who is logged in", "Wer den Link öffnet, bleibt angemeldet.", "endless"],
  ["in French", "Échange le code contre une session. La session n'expire jamais.", "endless"],
  ["in French, by who is connected", "La personne reste connectée, jusqu'à révocation par courrier.", "endless"],
  ["in Spanish", "La sesión no caduca; si se pierde el móvil hay que escribir a la asociación.", "endless"],
  ["in Spanish, by its revocation", "La sesión vale hasta que se revoque por escrito.", "endless"],
  ["in Portuguese", "A sessão não expira; para encerrá-la, escreva para a secretaria.", "endless"],
  ["in Portuguese, by who is connected", "O aparelho permanece conectado para sempre.", "endless"],
  ["until revoked", "The session is valid until revoked by writing to support.", "endless"],
  // what ends
  ["days", "You stay signed in for 14 days.", ""],
  ["a day in German", "Man bleibt 12 Stunden angemeldet.", ""],
  ["the code", "The code never expires twice. The session lasts an hour.", ""],
  ["a denial", "You do not stay signed in.", ""],
])("a code is exchanged, %s", async (_what, description, cause) => {
  const faults = await faultsIn(longLivedToken, {
    "POST /entry/redeem": {
      security: [],
      description,
      requestBody: takes({ code: TEXT }),
      responses: returns({ type: "object", properties: { token: TEXT } }),
    },
  });
  expect(faults.map((one) => one.cause).join()).toBe(cause);
});
