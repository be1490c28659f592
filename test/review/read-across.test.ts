import { expect, test } from "vitest";
import { readAcross } from "../../src/review/read-across.ts";
import { apiOf, returns, type Operations } from "../rules/faults-in.ts";

/* One call reads what is of every organization, with a credential that is that of one, and nobody says who is given one. */

const TEXT = { type: "string" };
const RECORDS = returns({ type: "array", items: { properties: { diagnosis: TEXT, lastName: TEXT, birthDate: TEXT } } });
const INFO = { title: "Results", version: "1" };
const KEY = { components: { securitySchemes: { token: { type: "apiKey", in: "header", name: "Authorization" } } } };
const BOUND = { info: { ...INFO, description: "The token is bound to your practice." }, ...KEY };

const lookingUp = (description: string): Operations => ({
  "GET /orders/{id}": { description: "404 if the order is not of the practice in the token.", responses: RECORDS },
  "GET /results/{id}": { description: "404 if the result is not of the practice in the token.", responses: RECORDS },
  "GET /histories": { description, responses: RECORDS },
});

const namesOf = async (description: string, more: object = BOUND, settings = {}): Promise<readonly string[]> =>
  (readAcross(await apiOf(lookingUp(description), more, settings))?.operations ?? []).map(({ id }) => id);

test.each([
  "Results of the animal from all practices of the network, for emergency care.",
  "Earlier findings, of any clinic that takes part.",
  "Searches across all hospitals.",
  "Befunde aus allen Praxen des Verbunds.",
  "Liefert die Befunde aller angeschlossenen Kliniken.",
  "Les résultats de tous les cabinets du réseau.",
  "L'historique, chez tous les laboratoires.",
  "Los resultados de todas las clínicas de la red.",
  "El historial en todos los hospitales.",
  "Os resultados de todas as clínicas da rede.",
])("a release waits for who is given the credential: %s", async (description) => {
  expect(await namesOf(description)).toEqual(["GET /histories"]);
});

test.each([
  "The results.",
  "Results of the practice in the token.",
  "Results of all practices of your group.",
  "Results of other practices are left out.",
  "404 for the results of other clinics.",
  "Results from all practices that the owner granted access to.",
  "Befunde aller Praxen, denen der Halter zugestimmt hat.",
  "Uniquement les résultats de tous les cabinets de votre groupe.",
  "Solo los resultados de todas las clínicas propias.",
  "Apenas os resultados de todas as clínicas da sua rede.",
])("it reads no more than is the caller's: %s", async (description) => {
  expect(await namesOf(description)).toEqual([]);
});

const ACROSS = "Results of the animal from all practices of the network.";

test("who is given the credential is said, or answered", async () => {
  const issued = { info: { ...INFO, description: "Keys are given to licensed practices under a contract." }, ...KEY };
  expect(await namesOf(ACROSS, issued)).toEqual([]);
  const open = { info: { ...INFO, description: "Anyone can register and gets a key." }, ...KEY };
  expect(await namesOf(ACROSS, open)).toEqual([]);
  expect(await namesOf(ACROSS, BOUND, { admission: new Map([["token", "partner"]]) })).toEqual([]);
});

test("what is of nobody is read by all", async () => {
  const responses = returns({ type: "array", items: { properties: { species: TEXT, count: { type: "integer" } } } });
  const api = await apiOf({ ...lookingUp("-"), "GET /histories": { description: ACROSS, responses } }, BOUND);
  expect(readAcross(api)).toBeUndefined();
});
