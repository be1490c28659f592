import { expect, test } from "vitest";
import { takes, testsOf } from "./tests-of.ts";

/** What an ordinary caller is to set in its own favour, by an operation; `undefined` where nothing is asked. */
async function setBy(id: string, operation: string): Promise<string | undefined> {
  const entry = (await testsOf({ [id]: operation, "GET /me": "" })).get(id);
  const all = entry === undefined ? [] : [entry, ...(entry.further ?? [])];
  return all.find(({ ask }) => ask.endsWith("in A's favour"))?.ask;
}

/** Each pair differs in one fact. */
test.each<[string, string, string | undefined]>([
  ["PATCH /me", takes("{ feeExemption: { type: integer } }"), `set "feeExemption" of A's own account in A's favour`],
  ["PATCH /me", takes("{ feeExemption: { type: integer, readOnly: true } }"), undefined],
  ["PATCH /me", takes("{ height: { type: integer } }"), undefined],
  ["PATCH /ich", takes("{ befreiung: { type: boolean } }"), `set "befreiung" of A's own account in A's favour`],
  [
    "PATCH /me",
    takes('{ result: { type: integer, description: "Result of the last screening" } }'),
    `set "result" of A's own account in A's favour`,
  ],
  ["PATCH /me", takes('{ result: { type: integer, description: "What you would like to reach" } }'), undefined],
  [
    "PATCH /courses/{id}",
    `${takes("{ featured: { type: boolean } }")}\ndescription: Only the caller's own courses.\n`,
    `set "featured" of A's own course in A's favour`,
  ],
  ["PATCH /courses/{id}", takes("{ featured: { type: boolean } }"), undefined],
  [
    "POST /orders",
    takes("{ discountWaived: { type: boolean } }"),
    `create an order with "discountWaived" in A's favour`,
  ],
  ["POST /orders", `${takes("{ discountWaived: { type: boolean } }")}\ndescription: Role CASHIER.\n`, undefined],
  ["POST /orders", takes("{ giftWrapped: { type: boolean } }"), undefined],
  ["POST /orders/{id}/approve", takes("{ discountWaived: { type: boolean } }"), undefined],
  ["POST /prestamos", takes("{ tasaMensual: { type: number } }"), `create a prestamo with "tasaMensual" in A's favour`],
  ["POST /prestamos", takes("{ plazoMeses: { type: number } }"), undefined],
  ["POST /stunden", takes("{ bestaetigtAm: { type: string } }"), `create a stunde with "bestaetigtAm" in A's favour`],
  ["POST /stunden", takes("{ gemeldetAm: { type: string } }"), undefined],
  ["POST /bookings", takes("{ totalPrice: { type: number } }"), `create a booking with "totalPrice" in A's favour`],
  ["POST /articles", takes("{ totalPrice: { type: number } }"), undefined],
  ["POST /reservas", takes("{ descuento: { type: number } }"), `create a reserva with "descuento" in A's favour`],
  ["POST /tests/{id}/submit", takes("{ score: { type: number } }"), `submit a test with "score" in A's favour`],
  ["POST /tests/{id}/submit", takes("{ pages: { type: number } }"), undefined],
  ["POST /klausuren/{id}/abgabe", takes("{ punktzahl: { type: integer } }"), "punktzahl"],
  ["PUT /grades/{id}", takes("{ score: { type: number } }"), undefined],
  ["PATCH /clients/{id}", takes("{ limiteCredito: { type: number } }"), "limiteCredito"],
  ["PATCH /readers/{id}", takes("{ balance: { type: number } }"), "balance"],
  ["PATCH /readers/{id}", takes("{ volume: { type: number } }"), undefined],
  ["POST /members", takes("{ ageVerified: { type: boolean } }"), "ageVerified"],
  ["POST /top-ups/{id}/confirm", takes("{ status: { type: string, enum: [paid, failed] } }"), "status"],
  ["POST /recargas/{id}/confirmar", takes("{ estado: { type: string, enum: [pagado, fallido] } }"), "estado"],
  ["POST /top-ups/{id}/confirm", takes("{ status: { type: string, enum: [seen, failed] } }"), undefined],
  ["PUT /top-ups/{id}/status", takes("{ status: { type: string, enum: [paid, failed] } }"), undefined],
  ["PATCH /tutors/me", takes("{ hourlyRate: { type: number } }"), undefined],
  [
    "PATCH /tutors/me",
    takes("{ commissionRate: { type: number } }"),
    `set "commissionRate" of A's own tutor in A's favour`,
  ],
])("%s with %s: %j", async (id, operation, ask) => {
  const asked = await setBy(id, operation);
  // A word alone is the name of the field.
  if (ask === undefined || ask.includes(" ")) expect(asked).toBe(ask);
  else expect(asked).toContain(`"${ask}"`);
});

/** Who has signed by a call, whom the test replaces by somebody who has not agreed; `undefined` where nothing is asked. */
async function signedBy(id: string, operation: string): Promise<string | undefined> {
  const entry = (await testsOf({ [id]: operation, "GET /me": "" })).get(id);
  const all = entry === undefined ? [] : [entry, ...(entry.further ?? [])];
  return all.find(({ ask }) => ask.endsWith("who has not agreed"))?.ask;
}

test.each<[string, string, string | undefined]>([
  ["POST /hours", takes("{ confirmedBy: { type: string } }"), "confirmedBy"],
  ["POST /hours", takes("{ requestedBy: { type: string } }"), undefined],
  ["POST /hours", takes("{ confirmedBy: { type: string, readOnly: true } }"), undefined],
  ["POST /hours", takes("{ confirmedByManager: { type: boolean } }"), undefined],
  ["POST /laudos/{id}/liberar", takes("{ assinadoPorId: { type: integer } }"), "assinadoPorId"],
  ["POST /befunde/{id}/abschluss", takes("{ unterschriebenVon: { type: string } }"), "unterschriebenVon"],
  ["PUT /recettes/{id}", takes("{ approuveePar: { type: string } }"), "approuveePar"],
  ["PUT /actas/{id}", takes("{ firmado_por: { type: string } }"), "firmado_por"],
  ["PUT /actas/{id}", takes("{ firma: { type: string } }"), undefined],
  ["PUT /admin/actas/{id}", takes("{ firmado_por: { type: string } }"), undefined],
])("%s with %s says who has signed in %j", async (id, operation, name) => {
  const ask = await signedBy(id, operation);
  expect(ask?.includes(`"${name}"`) ?? false).toBe(name !== undefined);
});
