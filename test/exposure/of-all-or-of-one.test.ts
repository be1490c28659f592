import { expect, test } from "vitest";
import { isSaidOfAll } from "../../src/exposure/subject.ts";
import { ownSentence } from "../../src/exposure/callers-own.ts";
import { isWorkedOutOfQuery } from "../../src/exposure/worked-out-of-body.ts";
import { apiOf, returns } from "../rules/faults-in.ts";

/*
 * One record without an identifier is the caller's, unless a text says that it is one of all; and what no call names is
 * the caller's where it is that of "a user".
 */

test.each([
  ["/users", "Get all users."],
  ["/api/User", "Get all Users detail\nThis will return all properties related to User entity"],
  ["/user", "Returns every one of the users"],
  ["/user", "Lists all of the registered users"],
  ["/mitglieder", "Liefert alle Mitglieder"],
  ["/benutzer", "Liefert alle Benutzer"],
  ["/utilisateur", "Retourne tous les utilisateurs"],
  ["/usuario", "Devuelve todos los usuarios"],
  ["/usuario", "Retorna todos os usuários"],
  ["/account{format}", "Get all accounts"],
])("%s, “%s”, is of all", async (path, summary) => {
  const format = { name: "format", in: "path", required: true, schema: { enum: [".json"] } };
  const api = await apiOf({
    [`GET ${path}`]: {
      summary,
      parameters: path.includes("{") ? [format] : [],
      responses: returns({ properties: { name: { type: "string" } } }),
    },
  });
  expect(isSaidOfAll(api.operations[0]!)).toBe(true);
});

test.each([
  ["/user", "Returns all details of the user"],
  ["/user", "Gets all user settings"],
  ["/user", "Returns the user."],
  ["/user", "Returns the user. All users have one."],
  ["/benutzer", "Liefert alle Daten des Benutzers"],
  ["/utilisateur", "Retourne toutes les données de l'utilisateur"],
  ["/usuario", "Devuelve todos los datos del usuario"],
  ["/usuario", "Retorna todos os dados do usuário"],
])("%s, “%s”, is not", async (path, summary) => {
  const api = await apiOf({
    [`GET ${path}`]: { summary, responses: returns({ properties: { name: { type: "string" } } }) },
  });
  expect(isSaidOfAll(api.operations[0]!)).toBe(false);
});

test.each([
  "Returns an array of profiles connected to a user's account",
  "Profiles that are linked to the user account",
  "Profile, die mit dem Benutzerkonto verknüpft sind",
  "Profils liés au compte de l'utilisateur",
  "Perfiles vinculados a la cuenta del usuario",
  "Perfis ligados à conta do usuário",
])("“%s” is the caller's", async (description) => {
  const api = await apiOf({
    "GET /profiles": { description, responses: returns({ properties: { name: { type: "string" } } }) },
  });
  expect(ownSentence(api.operations[0]!)).toBeDefined();
});

test.each(["Profiles connected to accounts of all users", "Profiles connected to an advertiser"])(
  "“%s” is not",
  async (description) => {
    const api = await apiOf({
      "GET /profiles": { description, responses: returns({ properties: { name: { type: "string" } } }) },
    });
    expect(ownSentence(api.operations[0]!)).toBeUndefined();
  },
);

const RESULT = { properties: { estimated_amount: { type: "number" }, currency: { type: "string" } } };

const asked = (...names: readonly string[]): object => ({
  parameters: names.map((name) => ({ name, in: "query", schema: { type: "string" } })),
});

test.each<[string, object, boolean]>([
  ["GET /estimate", asked("amount", "currency_from", "currency_to"), true],
  ["GET /shipping/quote", asked("weight", "country"), true],
  ["GET /devis", asked("poids", "pays"), true],
  ["GET /preisberechnung", asked("gewicht", "land"), true],
  ["GET /presupuesto", asked("peso", "pais"), true],
  ["GET /cotação", asked("peso", "pais"), true],
  ["GET /estimate", asked("customer_id", "currency"), false],
  ["GET /estimate", asked("email", "currency"), false],
  ["GET /estimate", asked("amount"), false],
  ["GET /estimates/{id}", asked("amount", "currency"), false],
  ["GET /payments", asked("amount", "currency"), false],
])("%s is worked out of its query: %j", async (id, parameters, expected) => {
  const api = await apiOf({ [id]: { ...parameters, responses: returns(RESULT) } });
  expect(isWorkedOutOfQuery(api.operations[0]!)).toBe(expected);
});
