import { expect, test } from "vitest";
import { rawCardData } from "../../src/rules/data/raw-card-data.ts";
import { faultsIn, returns, takes } from "./faults-in.ts";

/* The number of a card with which members, readers and passengers are known, and that of a card with which they pay. */

const TEXT = { type: "string" };

test.each<[string, string, object, object, number]>([
  ["eight digits by a pattern", "/me", { kartennummer: { ...TEXT, pattern: "^\\d{8}$" } }, {}, 0],
  ["ten digits at most", "/me", { cardNumber: { ...TEXT, pattern: "^[0-9]{6,10}$" } }, {}, 0],
  ["letters before the digits", "/me", { numero_carte: { ...TEXT, pattern: "^BIB-\\d{6}$" } }, {}, 0],
  ["a short example", "/me", { numero_tarjeta: { ...TEXT, example: "10023481" } }, {}, 0],
  ["an example with letters", "/me", { numero_cartao: { ...TEXT, example: "PM-102348" } }, {}, 0],
  ["said of the field", "/me", { cardNumber: { ...TEXT, description: "The number on the library card" } }, {}, 0],
  ["said in German", "/me", { kartennummer: { ...TEXT, description: "Nummer der Mitgliedskarte" } }, {}, 0],
  ["said in French", "/moi", { numero_carte: { ...TEXT, description: "Numéro de la carte de fidélité." } }, {}, 0],
  ["said in Spanish", "/yo", { numero_tarjeta: { ...TEXT, description: "De la tarjeta de socio" } }, {}, 0],
  ["said in Portuguese", "/eu", { numero_cartao: { ...TEXT, description: "Do cartão da biblioteca" } }, {}, 0],
  ["said of the operation", "/me", { cardNumber: TEXT }, { description: "The customer with the loyalty card." }, 0],
  ["in the path", "/dauerkarten", { kartennummer: TEXT }, {}, 0],
  ["nothing is said", "/me", { cardNumber: TEXT }, {}, 1],
  ["sixteen digits", "/me", { cardNumber: { ...TEXT, pattern: "^\\d{16}$" } }, {}, 1],
  ["up to nineteen digits", "/me", { cardNumber: { ...TEXT, pattern: "^[0-9]{8,19}$" } }, {}, 1],
  ["the example of a payment card", "/me", { kartennummer: { ...TEXT, example: "4111 1111 1111 1111" } }, {}, 1],
  ["a code beside it", "/me", { numero_carte: { ...TEXT, pattern: "^\\d{8}$" }, cvv: TEXT }, {}, 2],
  ["an expiry beside it", "/me", { cardNumber: { ...TEXT, example: "10023481" }, expMonth: TEXT }, {}, 1],
  ["a brand beside it", "/me", { cardNumber: TEXT, brand: TEXT }, { description: "Of the loyalty card." }, 1],
  ["said of a card to pay with", "/me", { cardNumber: { ...TEXT, description: "Of the credit card" } }, {}, 1],
  ["both are named", "/me", { cardNumber: TEXT }, { description: "Credit card, linked with the loyalty card." }, 1],
  ["somebody pays", "/me", { kartennummer: TEXT }, { description: "Die Kundenkarte bezahlen." }, 1],
])("%s", async (_, path, properties, said, count) => {
  const faults = await faultsIn(rawCardData, { [`GET ${path}`]: { ...said, responses: returns({ properties }) } });
  expect(faults.flatMap(({ places = [] }) => places)).toHaveLength(count);
});

test.each<[string, object, number]>([
  ["is left out where another object shows it", { kartennummer: TEXT, vorname: TEXT }, 0],
  ["and counts where a code stands beside it", { kartennummer: TEXT, cvv: TEXT }, 2],
  ["a name of its own is not that of the other", { kreditkartennummer: TEXT }, 1],
])("what kind of card it is: %s", async (_, properties, count) => {
  const faults = await faultsIn(rawCardData, {
    "POST /log-in": { security: [], requestBody: takes({ kartennummer: { ...TEXT, pattern: "^\\d{8}$" } }) },
    "GET /me": { responses: returns({ properties }) },
  });
  expect(faults.flatMap(({ places = [] }) => places)).toHaveLength(count);
});
