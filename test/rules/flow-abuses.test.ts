import { expect, test } from "vitest";
import type { Statement } from "../../src/lexicon/statement.ts";
import { statedIn } from "../../src/lexicon/statements.ts";
import { businessFlowAbuse } from "../../src/rules/flows/business-flow-abuse.ts";
import { faultsIn, SIGN_UP, takes } from "./faults-in.ts";

/** Each beside a sentence of the same subject that says the opposite, or something harmless. */
const SENTENCES: Partial<Record<Statement, { readonly yes: readonly string[]; readonly no: readonly string[] }>> = {
  "works-when-used": {
    yes: [
      "Also works with a pass that has expired.",
      "A ticket can be scanned again even if it has already been used.",
      "Auch mit bereits entwerteten Karten wird geöffnet.",
      "Ein abgelaufener Coupon kann weiterhin verwendet werden.",
      "Un bon déjà utilisé reste accepté en caisse.",
      "Peut être appelé même si le bon a déjà été utilisé.",
      "Se acepta aunque el cupón ya se haya usado.",
      "También sirve con un bono ya canjeado.",
      "Mesmo que o cupom já tenha sido usado, o desconto é aplicado.",
      "Pode ser usado de novo com um vale já resgatado.",
    ],
    no: [
      "A pass that has expired is refused.",
      "Bereits eingelöste Karten werden abgelehnt.",
      "Un bon déjà utilisé est refusé.",
      "Un cupón ya usado se rechaza.",
      "Um cupom já usado é recusado.",
      "Returns the expiry date of the pass.",
    ],
  },
  "leaves-the-gain": {
    yes: [
      "The licence key is not revoked.",
      "The customer keeps the gift card.",
      "Der Gutschein bleibt gültig.",
      "Bereits gutgeschriebene Punkte werden nicht abgezogen.",
      "Les billets envoyés ne sont pas annulés.",
      "Le code reste utilisable.",
      "Los puntos ganados no se descuentan.",
      "La entrada sigue siendo válida.",
      "Os pontos não são descontados.",
      "O código continua válido.",
    ],
    no: [
      "The licence key is revoked.",
      "Der Gutschein wird gesperrt.",
      "Les billets sont annulés.",
      "El código se anula.",
    ],
  },
  "without-bound": {
    yes: [
      "There is no limit on the number of codes.",
      "Invite as many friends as you like.",
      "A hold never expires.",
      "Es können beliebig viele Plätze vorgemerkt werden.",
      "Die Anzahl ist nicht begrenzt.",
      "Le nombre de réservations n'est pas limité.",
      "Autant de fois que souhaité.",
      "Sin límite de plazas por persona.",
      "La reserva no caduca.",
      "Não há limite de ingressos por pessoa.",
      "A reserva não expira.",
    ],
    no: [
      "Four tickets per person.",
      "Die Anzahl ist begrenzt.",
      "Trois par foyer.",
      "Máximo dos por persona.",
      "Expira em dez minutos.",
    ],
  },
  "nothing-asked": {
    yes: [
      "No receipt is needed.",
      "A proof of purchase is not required.",
      "Ein Beleg ist nicht erforderlich.",
      "Ohne Anzahlung.",
      "Aucune facture n'est demandée.",
      "Sans justificatif.",
      "No hace falta justificante.",
      "Sin comprobante.",
      "Não é necessário comprovante.",
      "Sem comprovante.",
    ],
    no: [
      "A receipt is needed.",
      "Ein Beleg ist erforderlich.",
      "La facture est demandée.",
      "Hace falta justificante.",
      "É necessário comprovante.",
    ],
  },
  "own-case": {
    yes: [
      "Managers can also approve their own requests.",
      "Any employee can approve.",
      "The same person may give both approvals.",
      "Auch die eigenen Anträge können genehmigt werden.",
      "Jeder Mitarbeiter kann freigeben.",
      "Dieselbe Person darf beide Unterschriften leisten.",
      "Le demandeur peut aussi approuver.",
      "Tout membre peut valider.",
      "El solicitante también puede aprobar.",
      "Cualquier usuario puede aprobar.",
      "O solicitante também pode aprovar.",
      "Qualquer colaborador pode aprovar.",
    ],
    no: [
      "Own requests cannot be approved.",
      "The manager approves.",
      "Eigene Anträge können nicht genehmigt werden.",
      "Le demandeur ne peut pas approuver.",
      "El solicitante no puede aprobar.",
      "O solicitante não pode aprovar.",
    ],
  },
  "kept-by-client": {
    yes: [
      "The app makes sure that nobody takes more than the limit.",
      "Die App begrenzt die Menge pro Person.",
      "L'application limite le nombre par client.",
      "La app controla el límite por persona.",
      "O app confere o limite por cliente.",
    ],
    no: [
      "The server limits the number per customer.",
      "Der Server begrenzt die Menge.",
      "La page affiche le nombre de places.",
      "La app muestra el precio.",
      "O app mostra o valor.",
    ],
  },
  "any-state": {
    yes: [
      "Can be called regardless of the status.",
      "Geht in jedem Status.",
      "Possible quel que soit le statut du dossier.",
      "Se puede llamar en cualquier estado.",
      "Pode ser chamado em qualquer estado.",
    ],
    no: [
      "Only in status open.",
      "Nur im Status offen.",
      "Seulement si le statut est ouvert.",
      "Solo en estado abierto.",
      "Só no estado aberto.",
    ],
  },
  "ousts-holder": {
    yes: [
      "The previous owner loses access.",
      "Der bisherige Besitzer verliert den Zugriff.",
      "L'ancien titulaire n'y a plus accès.",
      "El titular anterior pierde el acceso.",
      "O titular anterior perde o acesso.",
    ],
    no: [
      "The previous owner has to agree.",
      "Der bisherige Besitzer muss zustimmen.",
      "L'ancien titulaire doit accepter.",
      "El titular anterior debe aceptar.",
      "O titular anterior deve aceitar.",
    ],
  },
  "without-the-other": {
    yes: [
      "No action of the customer is needed.",
      "Ein Zutun des Kunden ist nicht nötig.",
      "Aucune action du client n'est requise.",
      "No es necesaria la intervención del cliente.",
      "Não é preciso ação do cliente.",
    ],
    no: [
      "The customer has to agree.",
      "Der Kunde muss zustimmen.",
      "Le client doit accepter.",
      "El cliente debe aceptar.",
      "O cliente deve aceitar.",
    ],
  },
  "effective-at-once": {
    yes: [
      "The bonus is paid immediately.",
      "Die Prämie wird sofort ausgezahlt.",
      "La prime est versée aussitôt.",
      "La prima se abona al instante.",
      "O prêmio é pago na hora.",
    ],
    no: [
      "The bonus is paid at the end of the year.",
      "Die Prämie wird im Januar ausgezahlt.",
      "La prime est versée en janvier.",
    ],
  },
  "pays-caller": {
    yes: [
      "The compensation is credited to the wallet.",
      "Die Erstattung wird überwiesen.",
      "L'indemnité est versée sur le compte.",
      "La indemnización se ingresa en la cuenta.",
      "A indenização é depositada na conta.",
    ],
    no: [
      "The compensation is not credited.",
      "Die Erstattung wird nicht überwiesen.",
      "Returns the name of the account.",
    ],
  },
  "waits-for-check": {
    yes: [
      "Paid out only after the manager has approved it.",
      "Wird erst nach Freigabe durch die Leitung gebucht.",
      "Versé une fois la demande validée.",
      "Se abona tras la revisión del agente.",
      "Pago somente após a aprovação do gestor.",
    ],
    no: ["Paid out at once.", "Wird sofort gebucht.", "Versé aussitôt.", "Se abona al instante.", "Pago na hora."],
  },
  "compared-by-service": {
    yes: [
      "The amount is compared with the order.",
      "Der Betrag wird mit der Bestellung abgeglichen.",
      "Le montant est comparé à la commande.",
      "El importe se coteja con el pedido.",
      "O valor é conferido com o pedido.",
    ],
    no: [
      "The amount is stored.",
      "Der Betrag wird gespeichert.",
      "Le montant est enregistré.",
      "El importe se guarda.",
      "O valor é gravado.",
    ],
  },
  "bounded-by-funds": {
    yes: [
      "The balance is too low.",
      "Guthaben reicht nicht.",
      "Solde insuffisant.",
      "Saldo insuficiente.",
      "Valor maior que o saldo.",
    ],
    no: ["The balance.", "Guthaben.", "Solde.", "Saldo."],
  },
};

const CASES = Object.entries(SENTENCES).flatMap(([statement, { yes, no }]) => [
  ...yes.map((text) => [statement as Statement, text, true] as const),
  ...no.map((text) => [statement as Statement, text, false] as const),
]);

test.each(CASES)("%s: %s", (statement, text, isStated) => {
  expect(statedIn(text).has(statement)).toBe(isStated);
});

const REFUND = { 201: { description: "The refund is credited to the wallet." } };
const AMOUNT = takes({ amount: { type: "number" } });

/** Each kind of evidence beside one that differs in a fact, and shows nothing. */
test.each<[string, object, string]>([
  ["POST /complaints", { requestBody: AMOUNT, responses: REFUND }, 'pays what the caller states in "amount"'],
  ["POST /complaints", { requestBody: takes({ text: { type: "string" } }), responses: REFUND }, ""],
  [
    "POST /complaints",
    { requestBody: AMOUNT, responses: REFUND, description: "Credited only after an agent has approved it." },
    "",
  ],
  [
    "POST /complaints",
    { requestBody: AMOUNT, description: "Le montant est comparé à la commande.", responses: REFUND },
    "",
  ],
  ["POST /transfers", { requestBody: AMOUNT, responses: REFUND }, ""],
  ["POST /spiele/{id}/punkte", { requestBody: takes({ punkte: { type: "integer" } }) }, 'in "punkte"'],
  ["POST /me/recompensas", { requestBody: takes({ monedas: { type: "integer" } }) }, 'states in "monedas"'],
  ["POST /me/recompensas", { requestBody: takes({ codigo: { type: "string" } }) }, ""],
  [
    "POST /loans/{id}/payout",
    { requestBody: takes({ incomeVerified: { type: "boolean" } }) },
    'word in "incomeVerified"',
  ],
  [
    "POST /prestiti/{id}/payout",
    { requestBody: takes({ documentoConferido: { type: "boolean" } }) },
    '"documentoConferido"',
  ],
  [
    "POST /wohnungen/{id}/uebergabe",
    { requestBody: takes({ kautionBezahlt: { type: "boolean" } }) },
    '"kautionBezahlt"',
  ],
  ["POST /loans/{id}/payout", { requestBody: takes({ termsConfirmed: { type: "boolean" } }) }, ""],
  ["POST /loans/{id}/payout", { requestBody: takes({ onlyVerified: { type: "boolean" } }) }, ""],
  ["PUT /me", { requestBody: takes({ newsletterConfirmed: { type: "boolean" } }) }, ""],
  [
    "POST /tickets/{id}/payment-status",
    { requestBody: takes({ state: { type: "string", enum: ["PAID", "FAILED"] } }) },
    'word in "state"',
  ],
  ["POST /tickets/{id}/reminder", { requestBody: takes({ state: { type: "string", enum: ["PAID", "FAILED"] } }) }, ""],
  [
    "POST /lieferungen/{id}/zustellung",
    { description: "Die Vergütung wird dem Konto gutgeschrieben." },
    "lets the caller alone confirm",
  ],
  ["POST /lieferungen/{id}/zustellung", { description: "Der Status wird geändert." }, ""],
  ["POST /exams/{id}/finish", { requestBody: takes({ score: { type: "integer" } }) }, 'from the caller in "score"'],
  ["POST /exams/{id}/finish", { requestBody: takes({ answers: { type: "array", items: { type: "string" } } }) }, ""],
  ["POST /parrainages", { description: "La prime est versée aussitôt." }, "gives it in the moment"],
  ["POST /parrainages", { description: "La prime est versée une fois la première commande payée." }, ""],
  ["POST /umfragen/{id}/stimmen", { security: [] }, "counts for others"],
  ["POST /umfragen/{id}/stimmen", {}, ""],
  ["DELETE /lots/{id}/enchères/{bid}", {}, "takes back what binds"],
  ["DELETE /lots/{id}/photos/{photo}", {}, ""],
  [
    "POST /parcels/{number}/redirect",
    { security: [], requestBody: takes({ street: { type: "string" } }) },
    "redirects a delivery",
  ],
  ["POST /parcels/{number}/redirect", { security: [], requestBody: takes({ pin: { type: "string" } }) }, ""],
  ["POST /parcels/{number}/redirect", { requestBody: takes({ street: { type: "string" } }) }, ""],
  ["POST /devices/pair", { description: "The previous owner loses access." }, '"The previous owner loses access"'],
  [
    "POST /devices/pair",
    { description: "The previous owner loses access. The code that was sent to them is checked by the server." },
    "",
  ],
  ["POST /reservas", { description: "La reserva no caduca." }, '"La reserva no caduca"'],
  ["POST /notas", { description: "La nota no caduca." }, ""],
  [
    "POST /antraege/{id}/genehmigung",
    { description: "Jeder Mitarbeiter kann freigeben." },
    '"Jeder Mitarbeiter kann freigeben"',
  ],
  ["GET /reservas", { description: "La reserva no caduca." }, ""],
])("%s with %j: %s", async (id, operation, shown) => {
  const faults = await faultsIn(businessFlowAbuse, { ...SIGN_UP, [id]: operation });
  const messages = faults.map(({ message }) => message).filter((message) => message.startsWith(id));
  if (shown === "") expect(messages).toEqual([]);
  else expect(messages.join("\n")).toContain(shown);
});

test("what nothing guards is found only where people call for themselves: other callers may be the ones who check", async () => {
  const operation = { "POST /complaints": { requestBody: AMOUNT, responses: REFUND } };
  const open = await faultsIn(businessFlowAbuse, { ...SIGN_UP, ...operation });
  expect(open.map(({ mitigations }) => mitigations)).toEqual([[]]);
  expect(await faultsIn(businessFlowAbuse, operation)).toEqual([]);
});
