import { expect, test } from "vitest";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { faultsIn, takes } from "../rules/faults-in.ts";

const oneOf = (...values: readonly string[]): object => ({ type: "string", enum: values });

type Case = readonly [making: string, deciding: string, description: string, states: object, decided: boolean];

/** Who makes a thing may not set what others decide about it. Each pair differs in one fact. */
test.each<Case>([
  ["POST /orders", "POST /orders/{id}/approve", "Approved by another user.", oneOf("draft", "approved"), true],
  ["POST /orders", "POST /orders/{id}/approve", "Approved by any user.", oneOf("draft", "approved"), false],
  ["POST /orders", "POST /orders/{id}/approve", "Approved by another user.", oneOf("small", "large"), false],
  ["POST /orders", "POST /invoices/{id}/approve", "Approved by another user.", oneOf("draft", "approved"), false],
  [
    "POST /auftraege",
    "POST /auftraege/{id}/freigabe",
    "Nur mit der Rolle FREIGABE.",
    oneOf("NEU", "FREIGEGEBEN"),
    true,
  ],
  [
    "POST /auftraege",
    "POST /auftraege/{id}/freigabe",
    "Kann nicht freigegeben werden, wenn selbst angelegt.",
    oneOf("NEU", "FREIGEGEBEN"),
    true,
  ],
  [
    "POST /auftraege",
    "POST /auftraege/{id}/freigabe",
    "Kann freigegeben werden, auch wenn selbst angelegt.",
    oneOf("NEU", "FREIGEGEBEN"),
    false,
  ],
  ["POST /auftraege", "POST /auftraege/{id}/notiz", "Nur mit der Rolle BUERO.", oneOf("NEU", "FREIGEGEBEN"), false],
  [
    "POST /virements",
    "POST /virements/{id}/validation",
    "Validé par un autre client.",
    oneOf("a_valider", "valide"),
    true,
  ],
  [
    "POST /solicitudes/{id}/ofertas",
    "POST /ofertas/{id}/aceptar",
    "La acepta solo quien hizo la solicitud.",
    oneOf("enviada", "aceptada"),
    true,
  ],
  ["POST /solicitudes/{id}/ofertas", "POST /ofertas/{id}/aceptar", "", oneOf("enviada", "aceptada"), false],
  ["POST /pedidos", "POST /pedidos/{id}/aprovacao", "Aprovado por outro usuário.", oneOf("rascunho", "aprovado"), true],
  ["PATCH /offers/{id}", "POST /offers/{id}/accept", "", oneOf("sent", "accepted"), true],
  ["PATCH /offers/{id}", "POST /offers/{id}/withdraw", "", oneOf("sent", "accepted"), false],
])("%s beside %s %s %j", async (making, deciding, description, states, decided) => {
  const faults = await faultsIn(massAssignment, {
    [making]: { requestBody: takes({ status: states }) },
    [deciding]: { description, requestBody: takes({ note: { type: "string" } }) },
  });
  expect(faults.some(({ message }) => message.endsWith(`although ${deciding} is the operation that decides`))).toBe(
    decided,
  );
});
