import { expect, test } from "vitest";
import { bflaInconsistentAuthorization } from "../../src/rules/authorization/bfla-inconsistent-authorization.ts";
import { bolaInconsistentAuthorization } from "../../src/rules/authorization/bola-inconsistent-authorization.ts";
import { unvalidatedUpstreamData } from "../../src/rules/inputs/unvalidated-upstream-data.ts";
import { clientSideAuthorization } from "../../src/rules/authorization/client-side-authorization.ts";
import { knowledgeBasedVerification } from "../../src/rules/flows/knowledge-based-verification.ts";
import { clientSuppliedPayoutAccount } from "../../src/rules/inputs/client-supplied-payout-account.ts";
import { faultsIn, returns, spotsOf, takes, type Operations } from "./faults-in.ts";

const TEXT = { type: "string" };

test.each([
  ["The app checks whether a booking is running", true],
  ["Ob eine Buchung läuft, prüft die App vor dem Aufruf", true],
  ["L'application masque ce qui n'est pas partagé", true],
  ["La app muestra el botón cuando hay una reserva", true],
  ["El enlace no aparece en el menú", true],
  ["El enlace viaja por correo y no aparece en la respuesta", false],
  ["Der Link wird nicht aufgeführt in der Antwort", false],
  ["O aplicativo decide quais botões aparecem", true],
  ["The app hides it, and the server leaves it out as well", false],
  ["The app shows name and photo", false],
  ["Called by the app after sign-in", false],
  ["If your door is not listed in the app, contact us", false],
  ["Wird Ihre Tür in der App nicht angezeigt, wenden Sie sich an den Support", false],
  ["Si su puerta no aparece en la lista, contáctenos", false],
])("left to the client: %s", async (description, isFound) => {
  const found = await faultsIn(clientSideAuthorization, { "POST /doors/{id}/open": { description } });
  expect(spotsOf(found)).toBe(isFound ? "POST /doors/{id}/open" : "");
});

test.each<[string, string, object]>([
  ["in German", "/konto/kinder/verknüpfen", { mitgliedsnummer: TEXT, geburtsdatum: TEXT }],
  ["in French", "/foyer/rattachements", { nom: TEXT, dateNaissance: TEXT }],
  ["in Spanish", "/familia/vincular", { numero_socio: TEXT, fecha_nacimiento: TEXT }],
  ["in Portuguese", "/familia/vincular", { numeroCliente: TEXT, dataNascimento: TEXT }],
  ["a device", "/devices/claim", { serialNumber: TEXT }],
])("known facts, %s", async (_what, path, fields) => {
  const id = `POST ${path}`;
  const found = await faultsIn(knowledgeBasedVerification, { [id]: { requestBody: takes(fields) } });
  expect(found.flatMap(({ operations = [] }) => operations.map((operation) => operation.id))).toEqual([id]);
  const proven = { [id]: { requestBody: takes({ ...fields, code: TEXT }) } };
  expect(await faultsIn(knowledgeBasedVerification, proven)).toEqual([]);
  const confirmed = { [id]: { description: "The owner confirms it.", requestBody: takes(fields) } };
  expect(await faultsIn(knowledgeBasedVerification, confirmed)).toEqual([]);
});

test("an insurance claim, and a name with a birth date elsewhere, are no takeover", async () => {
  const person = takes({ policyNumber: TEXT, fullName: TEXT, birthDate: TEXT });
  expect(await faultsIn(knowledgeBasedVerification, { "POST /claims": { requestBody: person } })).toEqual([]);
  expect(await faultsIn(knowledgeBasedVerification, { "POST /contacts": { requestBody: person } })).toEqual([]);
});

test.each([
  ["/orders/{id}/refund", "iban", true],
  ["/bestellungen/{id}/erstattung", "kontonummer", true],
  ["/commandes/{id}/remboursement", "iban", true],
  ["/creditos/{id}/desembolso", "cci", true],
  ["/pedidos/{id}/reembolso", "chave_pix", true],
  ["/orders/{id}/refund", "reason", false],
  ["/transfers", "iban", false],
])("money of %s goes to %s", async (path, name, isFound) => {
  const id = `POST ${path}`;
  const found = await faultsIn(clientSuppliedPayoutAccount, { [id]: { requestBody: takes({ [name]: TEXT }) } });
  expect(spotsOf(found)).toBe(isFound ? id : "");
  const checked = { [id]: { description: "To the verified account.", requestBody: takes({ [name]: TEXT }) } };
  expect(await faultsIn(clientSuppliedPayoutAccount, checked)).toEqual([]);
});

test.each([
  ["Paid at once, without an approval", true],
  ["Le virement part immédiatement, sans contrôle", true],
  ["The money is not paid at once", false],
  ["The money is paid within a week", false],
])("money that is paid without waiting: %s", async (description, isRaised) => {
  const id = "POST /orders/{id}/refund";
  const [found] = await faultsIn(clientSuppliedPayoutAccount, {
    [id]: { description, requestBody: takes({ iban: TEXT }) },
  });
  expect(found?.aggravations).toEqual(isRaised ? ["the description says that the money is paid at once"] : []);
});

const roles = (text: string): Operations => ({
  "GET /subsidies": { description: text },
  "DELETE /subsidies/{id}": { description: text },
  "GET /reports": { description: text },
  "POST /subsidies/{id}/approval": {},
});

test.each([
  ["Role HR_MANAGER", true],
  ["Rolle PERSONAL", true],
  ["Rôle GESTIONNAIRE", true],
  ["Rol RESPONSABLE", true],
  ["Perfil GESTOR", true],
  ["Perfil: recepção", true],
  ["Apenas funcionários", true],
  ["Perfil do cliente", false],
  ["Staff directory", false],
  ["Returned page by page", false],
])("a change without a role, where others say %s", async (text, isFound) => {
  const found = await faultsIn(bflaInconsistentAuthorization, roles(text));
  expect(spotsOf(found)).toBe(isFound ? "POST /subsidies/{id}/approval" : "");
});

test.each(["The caller's own only", "Nur die eigenen", "Du titulaire", "Sólo propias", "Só os próprios"])(
  "whose things they are is said of others: %s",
  async (description) => {
    const record = { responses: returns({ properties: { diagnosis: TEXT } }) };
    const found = await faultsIn(bolaInconsistentAuthorization, {
      "GET /visits/{id}": { description, ...record },
      "GET /bills/{id}": { description, ...record },
      "GET /results/{id}": record,
    });
    expect(spotsOf(found)).toBe("GET /results/{id}");
    // Two say so, and one of them is named.
    expect(found[0]?.message).toMatch(/for 2 other operations, such as GET \/(?:visits|bills)\/\{id\}$/);
  },
);

test.each<[string, object, number]>([
  ["another service answers", {}, 1],
  [
    "the caller uploads",
    { requestBody: { content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } } } },
    0,
  ],
])("what is used without a check: what %s", async (_what, more, count) => {
  const description = "Share file - use to host a file and generate a link to be used directly in a message";
  expect(await faultsIn(unvalidatedUpstreamData, { "POST /tools/files": { description, ...more } })).toHaveLength(
    count,
  );
});
