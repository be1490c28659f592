import { expect, test } from "vitest";
import { serverControlledField } from "../../src/rules/data/server-controlled-field.ts";
import { internalSwitch } from "../../src/rules/inputs/internal-switch.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { faultsIn, takes } from "../rules/faults-in.ts";

const FLAG = { type: "boolean" };
const NUMBER = { type: "number" };
const TEXT = { type: "string" };
const said = (schema: object, description: string): object => ({ ...schema, description });
const votes = (properties: object): object => ({ type: "array", items: { type: "object", properties } });

/** Each pair differs in one fact. */
test.each<[Rule, string, string, Record<string, object>, string]>([
  [serverControlledField, "POST /loans", "", { puntaje: said(NUMBER, "Puntaje que calcula la app") }, "puntaje"],
  [serverControlledField, "POST /loans", "", { puntaje: said(NUMBER, "Puntaje de la escuela") }, ""],
  [serverControlledField, "POST /tests/{id}/end", "", { score: said(NUMBER, "Calculé par le lecteur") }, "score"],
  [serverControlledField, "POST /tests/{id}/end", "The result is stored as sent.", { score: NUMBER }, "score"],
  [serverControlledField, "POST /tests/{id}/end", "The result is stored.", { score: NUMBER }, ""],
  [serverControlledField, "PUT /Auftraege/{id}", "", { freigegebenerBetrag: NUMBER }, "freigegebenerBetrag"],
  [serverControlledField, "PUT /Auftraege/{id}", "", { gemeldeterBetrag: NUMBER }, ""],
  [serverControlledField, "POST /orders/{id}/approve", "", { approvedAmount: NUMBER }, ""],
  [serverControlledField, "PATCH /policies/{id}", "The premium is worked out anew.", { discount: NUMBER }, "discount"],
  [serverControlledField, "PATCH /policies/{id}", "The letter is sent anew.", { discount: NUMBER }, ""],
  [internalSwitch, "POST /loans/{id}/votes", "", { votos: votes({ miembroId: TEXT, aFavor: FLAG }) }, "votos"],
  [internalSwitch, "POST /loans/{id}/votes", "", { votes: votes({ memberId: TEXT, approve: FLAG }) }, "votes"],
  [internalSwitch, "POST /loans/{id}/votes", "", { votes: votes({ answerId: TEXT, approve: FLAG }) }, ""],
  [internalSwitch, "POST /loans/{id}/votes", "", { seats: votes({ memberId: TEXT, window: FLAG }) }, ""],
  [internalSwitch, "POST /estimates", "", { skipAssessor: FLAG }, "skipAssessor"],
  [internalSwitch, "POST /estimates", "", { skipHolidays: FLAG }, ""],
  [internalSwitch, "PATCH /offers/{id}", "", { skipPriceCap: FLAG }, "skipPriceCap"],
])("%o: %s saying %j with %j is about %j", async (rule, id, description, properties, name) => {
  const faults = await faultsIn(rule, { "GET /me": {}, [id]: { description, requestBody: takes(properties) } });
  expect(faults.map(({ at }) => at.pointer.split("/").at(-1)).join()).toBe(name);
});

test.each([
  [{ socioId: TEXT, aceptada: FLAG }, "aceptada"],
  [{ customerId: TEXT, consentGiven: FLAG }, "consentGiven"],
  [{ loanId: TEXT, aceptada: FLAG }, ""],
  [{ customerId: TEXT, express: FLAG }, ""],
])("%j says that somebody else agrees: %j", async (properties, name) => {
  const requestBody = takes(properties, { required: Object.keys(properties) });
  const faults = await faultsIn(internalSwitch, { "POST /guarantees": { requestBody } });
  expect(faults.map(({ at }) => at.pointer.split("/").at(-1)).join()).toBe(name);
});
