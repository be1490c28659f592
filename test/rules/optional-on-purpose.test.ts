import { expect, test } from "vitest";
import { optionalAuthentication } from "../../src/rules/authentication/optional-authentication.ts";
import { faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* A requirement that is left to the caller, as generators write it for each operation that admits everybody. */

const TEXT = { type: "string" };
const MAIL = { type: "string", format: "email" };
const OPTIONAL = { security: [{ token: [] }, {}] };
const DONE = { 202: { description: "Accepted" }, 429: { description: "Too many requests" } };
const MUSEUM = returns({ properties: { id: TEXT, title: TEXT, beenThere: { type: "boolean" } } });

/** What changes an order without a credential, and is explained by nothing. */
const GRAVE: Operations = { "DELETE /orders/{id}": { ...OPTIONAL, responses: { 204: { description: "Gone" } } } };

/** The operations that are found and excused by nothing. */
async function unexcused(operations: Operations): Promise<readonly string[]> {
  const faults = await faultsIn(optionalAuthentication, { "GET /me": {}, ...operations });
  return faults.flatMap(({ places = [], mitigations = [] }) =>
    mitigations.length > 0 ? [] : places.flatMap(({ operation }) => operation?.id ?? []),
  );
}

const read = (description: string, responses: object = MUSEUM): object => ({ ...OPTIONAL, description, responses });
const sent = (description: string, properties: object): object => ({
  ...OPTIONAL,
  description,
  requestBody: { required: true, ...takes(properties, { required: Object.keys(properties) }) },
  responses: DONE,
});

test.each<[string, object]>([
  ["POST /accounts", sent("Create an account.", { email: MAIL, password: TEXT })],
  ["POST /konten/anmeldung", sent("Anmelden.", { email: MAIL, passwort: TEXT })],
  ["POST /comptes/mot-de-passe/demande/", sent("Demander un lien.", { email: MAIL })],
  ["POST /cuentas/contrasena", sent("Elegir una nueva.", { token: TEXT, contrasena: TEXT })],
  ["GET /museus", read("Museus parceiros. Público.")],
  ["GET /museums", read("Public list of museums.")],
  ["GET /museums/{id}", read("A museum. With a token also whether the caller has been there.")],
  ["GET /museen/{id}", read("Ein Museum. Mit Token auch, ob der Aufrufer schon dort war.")],
  ["GET /musees/{id}/", read("Un musée. Avec un jeton, `beenThere` est rempli pour l'appelant.")],
  ["GET /museos/{id}", read("Un museo. Con un token se indica también si el usuario ya estuvo.")],
  ["GET /museus/{id}", read("Um museu. Com um token, indica também se o utilizador já o visitou.")],
  ["POST /dons/", sent("Faire un don, avec ou sans compte. 10 dons par heure.", { montant: { type: "integer" } })],
  ["POST /donations", sent("Donate, with or without an account. 10 an hour.", { amount: { type: "integer" } })],
  ["POST /spenden", sent("Spenden, mit oder ohne Konto. 10 je Stunde.", { betrag: { type: "integer" } })],
])("%s is open on purpose", async (id, operation) => {
  expect(await unexcused({ [id]: operation, ...GRAVE })).toEqual(["DELETE /orders/{id}"]);
  expect(await unexcused({ [id]: operation })).toEqual([]);
});

const CUSTOMER = returns({ type: "array", items: { properties: { email: MAIL, phone: TEXT } } });

test.each<[string, object]>([
  ["PUT /museums/{id}", sent("Change a museum.", { title: TEXT })],
  ["PATCH /users/{id}", sent("Change a user. With a token also whether it is the caller.", { email: MAIL })],
  ["POST /orders", sent("Place an order.", { sku: TEXT })],
  ["DELETE /museums/{id}", { ...OPTIONAL, description: "Public.", responses: DONE }],
  ["POST /users/{id}/password", sent("Set a password.", { password: TEXT })],
  ["GET /customers", read("Customers. With a token also whether the caller knows them.", CUSTOMER)],
  ["GET /kunden", read("Öffentlich.", CUSTOMER)],
  ["GET /museums/{id}", read("A museum.")],
  ["GET /musees", read("Les musées du réseau.")],
  ["POST /payouts", sent("Pay out, with an account.", { iban: TEXT })],
])("%s is explained by nothing", async (id, operation) => {
  expect(await unexcused({ [id]: operation, ...GRAVE })).toContain(id);
});
