import { expect, test } from "vitest";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";
import { faultsIn, returns } from "./faults-in.ts";

/* Names that people chose to show, and what is only like them. */

const TEXT = { type: "string" };
const WALL = { displayName: TEXT, year: { type: "integer" } };

async function found(description: string, properties: object, more: object = {}): Promise<number> {
  const Donor = { type: "object", properties, ...more };
  const faults = await faultsIn(excessiveDataExposure, {
    "GET /me": {},
    "GET /donors": {
      security: [],
      description,
      responses: returns({ type: "array", items: { title: "Donor", ...Donor } }),
    },
  });
  return faults.length;
}

const FULL = { fullName: TEXT };

test.each([
  "Only donors who chose to appear, under the name they chose.",
  "Supporters who opted in to be listed.",
  "The wall of donors, with the pseudonym they chose.",
  "Nur Spenderinnen, die sich entschieden haben, hier zu erscheinen.",
  "Wer genannt werden will, steht hier unter dem selbst gewählten Namen.",
  "Uniquement ceux qui ont choisi d'y figurer, sous le nom qu'ils ont choisi, sans montant.",
  "Les donateurs qui ont accepté d'être affichés.",
  "Solo quienes han elegido aparecer, con el nombre que eligieron.",
  "Donantes, con el seudónimo elegido por cada uno.",
  "Apenas quem aceitou: doadores que escolheram aparecer, com o nome que escolheram.",
])("people stand there because they chose it: %s", async (text) => {
  expect(await found(text, FULL)).toBe(0);
  expect(await found("The donors.", { fullName: { ...TEXT, description: text } })).toBe(0);
});

test.each([
  "The donors.",
  "All donors, whether or not they chose to appear.",
  "Donors, including those who chose to appear under a pseudonym and those who did not.",
  "Donors, even if they have not opted in to be listed; the app hides them.",
  "Alle Spender, auch wenn sie nicht entschieden haben, hier zu erscheinen.",
  "Tous les donateurs, même ceux qui n'ont pas choisi d'y figurer.",
  "Todos los donantes, incluso quienes no han elegido aparecer.",
  "Todos os doadores, mesmo quem não escolheu: os que escolheram aparecer e os outros.",
  "Donors who have not chosen to be listed.",
  "The donors, by the project that they chose.",
])("nobody chose it, or not all of them did: %s", async (text) => {
  expect(await found(text, FULL)).toBeGreaterThan(0);
});

const CHOSEN = "Only donors who chose to appear, under the name they chose.";

test.each<[string, object, number]>([
  ["the name and a year", WALL, 0],
  ["the name and an address to write to", { ...FULL, email: { type: "string", format: "email" } }, 1],
  ["the name and where they live", { ...FULL, homeAddress: TEXT }, 1],
  ["first and last name", { firstName: TEXT, lastName: TEXT }, 1],
  ["the name and a setting by which the app hides it", { ...FULL, isPrivate: { type: "boolean" } }, 1],
])("what is shown by choice is %s", async (_, properties, count) => {
  expect(await found(CHOSEN, properties)).toBe(count);
});
