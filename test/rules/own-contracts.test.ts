import { expect, test } from "vitest";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { faultsIn, returns, SIGN_UP, takes } from "./faults-in.ts";

const NUMBER = { type: "number" };

/** Which of the fields of a call that callers make for themselves are the service's. */
async function kept(path: string, summary: string, field: string): Promise<boolean> {
  const faults = await faultsIn(massAssignment, {
    ...SIGN_UP,
    [`GET ${path}`]: { responses: returns({ type: "object", properties: { [field]: NUMBER } }) },
    [`PATCH ${path}`]: { summary, requestBody: takes({ [field]: NUMBER, phone: { type: "string" } }) },
  });
  return faults.some(({ message }) => message.includes(`"${field}"`));
}

test.each([
  ["/contract", "Change the logged-in customer's contract", "unitPrice"],
  ["/vertrag", "Vertrag des angemeldeten Kunden ändern", "arbeitspreis"],
  ["/contrat", "Modifier le contrat du client connecté", "remise"],
  ["/contrato", "Cambiar el contrato del cliente conectado", "tarifa_kwh"],
  ["/contrato", "Alterar contrato do cliente logado", "tarifaKwh"],
  ["/profil", "Eigenes Profil speichern", "provisionssatz"],
  ["/entrega", "Guardar mi entrega", "nota"],
])("%s: %s: what a contract makes the caller pay, or what others give them, is the service's: %s", async (...row) => {
  expect(await kept(...row)).toBe(true);
});

test.each([
  ["/contract", "Change the logged-in customer's contract", "billingDay"],
  ["/profile", "Change your own profile", "hourlyRate"],
  ["/vertrag", "Vertrag des angemeldeten Kunden ändern", "zählerstand"],
])("%s: %s: %s is the caller's", async (...row) => {
  expect(await kept(...row)).toBe(false);
});

test.each<[string, object, boolean]>([
  ["dunningLevel", NUMBER, true],
  ["mahnstufe", NUMBER, true],
  ["niveauRelance", NUMBER, true],
  ["nivelMora", NUMBER, true],
  ["nivelCobranca", NUMBER, true],
  ["kundengruppe", { type: "string" }, true],
  ["priceGroup", { type: "string" }, true],
  ["grupoTarifario", { type: "string" }, true],
  ["floorLevel", NUMBER, false],
  ["ageGroup", { type: "string" }, false],
])("how a business classes a customer is no matter of theirs, and of what weight is not told: %s", async (...row) => {
  const [field, schema, isKept] = row;
  const faults = await faultsIn(massAssignment, {
    ...SIGN_UP,
    "GET /account": { responses: returns({ type: "object", properties: { [field]: schema } }) },
    "PUT /account": { requestBody: takes({ [field]: schema, phone: { type: "string" } }) },
  });
  const found = faults.filter(({ message }) => message.includes(`"${field}"`));
  expect(found.map(({ mitigations = [] }) => mitigations.length)).toEqual(isKept ? [1] : []);
});
