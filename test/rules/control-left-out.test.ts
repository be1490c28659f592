import { expect, test } from "vitest";
import { statedIn } from "../../src/lexicon/statements.ts";
import { businessFlowAbuse } from "../../src/rules/flows/business-flow-abuse.ts";
import { faultsIn, takes } from "./faults-in.ts";

/** Each sentence beside one of the same language that says the opposite, or something harmless of the same words. */
test.each<[string, boolean]>([
  ["Invoices up to the limit are paid without further review.", true],
  ["Invoices up to the limit are paid after a review.", false],
  ["Die Anteile werden ohne weitere Prüfung übertragen.", true],
  ["Die Anteile werden nach weiterer Prüfung übertragen.", false],
  ["Le virement est exécuté sans autre contrôle.", true],
  ["El abono se emite sin revisión.", true],
  ["O repasse é executado sem conferência.", true],
  ["No approval is needed.", true],
  ["An approval is needed.", false],
  ["Eine Zustimmung ist nicht erforderlich.", true],
  ["Eine Zustimmung ist erforderlich.", false],
  ["Aucun accord n'est demandé.", true],
  ["No se exige ninguna aprobación.", false],
  ["Buyer or seller closes it; one of them is enough.", true],
  ["Buyer and seller close it; one of them is not enough.", false],
  ["Käufer oder Verkäufer, einer von beiden reicht.", true],
  ["L'un des deux suffit pour clore la vente.", true],
  ["Basta uno de los dos para cerrar la venta.", true],
  ["Basta um deles para fechar a venda.", true],
  ["The shares are transferred at once, and the board is told afterwards.", true],
  ["The shares are transferred at once.", false],
  ["Keeps the seats for two days, without a deposit.", true],
  ["Keeps the seats for two days, with a deposit.", false],
  ["Hält die Plätze zwei Tage lang, ohne Anzahlung.", true],
  ["Retient les places deux jours, sans acompte.", true],
  ["Reserva las plazas dos días sin pago previo.", true],
  ["Reserva as vagas por dois dias, sem pagamento.", true],
  ["If it is linked to another account, it moves to the caller's.", true],
  ["If it is linked to another account, the call fails with 409.", false],
  ["Ist es mit einem anderen Konto verbunden, geht es auf das neue über.", true],
  ["S'il est lié à un autre compte, il passe au nouveau.", false],
  ["Si estaba en otra cuenta, el saldo pasa a la nueva.", true],
  ["Se estiver em outra conta, o saldo passa para a nova.", true],
  ["The start time is not looked at.", true],
  ["The start time is looked at.", false],
])("%s: a control is left out: %j", (text, isLeftOut) => {
  expect(statedIn(text).has("control-left-out")).toBe(isLeftOut);
});

test("it is found where a call changes something, and not where a text says what guards it", async () => {
  const said = "Takes effect without further approval.";
  const found = async (id: string, description: string) =>
    (await faultsIn(businessFlowAbuse, { [id]: { description, requestBody: takes({ name: { type: "string" } }) } }))
      .length;
  expect(await found("POST /transfers", "The shares are transferred without further approval.")).toBe(1);
  expect(await found("POST /transfers", "The shares are transferred after the approval of the board.")).toBe(0);
  expect(await found("GET /transfers", said)).toBe(0);
});
