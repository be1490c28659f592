import { expect, test } from "vitest";
import { provesSender } from "../../src/exposure/proven-sender.ts";
import { apiOfPart } from "../rules/description-of.ts";

test.each([
  ["that comes with each call", "/payments", ", required: true", true],
  ["of which nothing is written", "/payments", "", true],
  ["that calls may leave out", "/payments", ", required: false", false],
  ["that a generator says of a receiver of webhooks", "/hooks/payments", ", required: false", true],
])("a signature in a header %s proves who sends it or not", async (_name, path, required, isProof) => {
  const api = await apiOfPart(
    `openapi: 3.1.0\npaths: { ${path}: { post: { security: [], parameters: [{ name: Signature, in: header, schema: { type: string }${required} }] } } }\n`,
  );
  expect(provesSender(api.operations[0]!)).toBe(isProof);
});

test.each([
  [
    "Notice of a payment. We never trust the body: status and amount are fetched from the provider before the order ships.",
    true,
  ],
  ["Not signed. Only the ID is used; the result is looked up with the bank.", true],
  ["Nicht signiert, nur ein Anstoß: Der Dienst ruft Betrag und Status beim Zahlungsdienst ab.", true],
  ["PayFiP ne signe pas cet appel : le serveur relit le résultat et le montant auprès de PayFiP.", true],
  ["Sin firma; el importe y el estado se consultan siempre al proveedor.", true],
  ["Não é assinado; o valor e o status são consultados no gateway antes de liberar o pedido.", true],
  ["The amount and the status are taken from the message as received.", false],
  ["Notice of a payment: the order is marked as paid with the amount of the message.", false],
  ["Le montant et le statut sont ceux de l'appel ; la commande est payée aussitôt.", false],
  ["Der Status wird nicht beim Anbieter abgefragt, der Betrag gilt wie gemeldet.", false],
])("a message that says %j is read again where it was decided: %s", async (description, isProof) => {
  const api = await apiOfPart(
    `openapi: 3.1.0\npaths: { /payments/notice: { post: { security: [], description: ${JSON.stringify(description)} } } }\n`,
  );
  expect(provesSender(api.operations[0]!)).toBe(isProof);
});
