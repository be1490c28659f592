import { expect, test } from "vitest";
import { massAssignmentServerField } from "../../src/rules/data/mass-assignment-server-field.ts";
import { internalParameter } from "../../src/rules/inputs/internal-parameter.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { faultsIn, takes } from "../rules/faults-in.ts";

const FLAG = { type: "boolean" };
const NUMBER = { type: "number" };
const TEXT = { type: "string" };
const said = (schema: object, description: string): object => ({ ...schema, description });
const votes = (properties: object): object => ({ type: "array", items: { type: "object", properties } });

/** Each pair differs in one fact. */
test.each<[Rule, string, string, Record<string, object>, string]>([
  [massAssignmentServerField, "POST /loans", "", { puntaje: said(NUMBER, "Puntaje que calcula la app") }, "puntaje"],
  [massAssignmentServerField, "POST /loans", "", { puntaje: said(NUMBER, "Puntaje de la escuela") }, ""],
  [massAssignmentServerField, "POST /tests/{id}/end", "", { score: said(NUMBER, "Calculé par le lecteur") }, "score"],
  [massAssignmentServerField, "POST /tests/{id}/end", "The result is stored as sent.", { score: NUMBER }, "score"],
  [massAssignmentServerField, "POST /tests/{id}/end", "The result is not stored as sent.", { score: NUMBER }, ""],
  [massAssignmentServerField, "POST /tests/{id}/end", "The result is stored.", { score: NUMBER }, ""],
  [massAssignmentServerField, "PUT /Auftraege/{id}", "", { freigegebenerBetrag: NUMBER }, "freigegebenerBetrag"],
  [massAssignmentServerField, "PUT /Auftraege/{id}", "", { gemeldeterBetrag: NUMBER }, ""],
  [massAssignmentServerField, "POST /orders/{id}/approve", "", { approvedAmount: NUMBER }, ""],
  [
    massAssignmentServerField,
    "PATCH /policies/{id}",
    "The premium is worked out anew.",
    { discount: NUMBER },
    "discount",
  ],
  [massAssignmentServerField, "PATCH /policies/{id}", "Se ajusta la factura.", { descuento: NUMBER }, "descuento"],
  [massAssignmentServerField, "PATCH /policies/{id}", "No se ajusta la factura.", { descuento: NUMBER }, ""],
  [massAssignmentServerField, "PATCH /policies/{id}", "The letter is sent anew.", { discount: NUMBER }, ""],
  [internalParameter, "POST /loans/{id}/votes", "", { votos: votes({ miembroId: TEXT, aFavor: FLAG }) }, "votos"],
  [internalParameter, "POST /loans/{id}/votes", "", { votes: votes({ memberId: TEXT, approve: FLAG }) }, "votes"],
  [internalParameter, "POST /loans/{id}/votes", "", { votes: votes({ answerId: TEXT, approve: FLAG }) }, ""],
  [internalParameter, "POST /loans/{id}/votes", "", { seats: votes({ memberId: TEXT, window: FLAG }) }, ""],
  [internalParameter, "POST /estimates", "", { skipAssessor: FLAG }, "skipAssessor"],
  [internalParameter, "POST /estimates", "", { skipHolidays: FLAG }, ""],
  [internalParameter, "PATCH /offers/{id}", "", { skipPriceCap: FLAG }, "skipPriceCap"],
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
  const faults = await faultsIn(internalParameter, { "POST /guarantees": { requestBody } });
  expect(faults.map(({ at }) => at.pointer.split("/").at(-1)).join()).toBe(name);
});
