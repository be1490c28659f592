import { expect, test } from "vitest";
import { massAssignmentServerField } from "../../src/rules/data/mass-assignment-server-field.ts";
import { clientSuppliedPayoutAccount } from "../../src/rules/inputs/client-supplied-payout-account.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { internalParameter } from "../../src/rules/inputs/internal-parameter.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { bolaClientSuppliedOwner } from "../../src/rules/authorization/bola-client-supplied-owner.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { faultsIn, takes } from "../rules/faults-in.ts";

const FLAG = { type: "boolean" };
const NUMBER = { type: "number" };
const TEXT = { type: "string" };
const said = (schema: object, description: string): object => ({ ...schema, description });
const oneOf = (...values: readonly string[]): object => ({ type: "string", enum: values });

type Case = readonly [string, string, Record<string, object>, string];

async function expectFault(rule: Rule, [id, description, properties, name]: Case): Promise<void> {
  const faults = await faultsIn(rule, { "GET /me": {}, [id]: { description, requestBody: takes(properties) } });
  expect(faults.map(({ at }) => at.pointer.split("/").at(-1)).join()).toBe(name);
}

const REVIEWED = oneOf("PENDING", "APPROVED", "USED");
const BY_OFFICE = "The office looks at the papers and has to approve them.";

/** Each pair differs in one fact. */
test.each<Case>([
  ["PUT /visits/{id}", "", { rank: said(NUMBER, "0 is normal; 9 is assigned by the front desk") }, "rank"],
  ["PUT /visits/{id}", "", { rank: said(NUMBER, "0 is normal; 9 is assigned to the front desk") }, ""],
  ["PUT /visits/{id}", "", { rank: said(TEXT, "In own words; assigned by the front desk") }, ""],
  ["POST /Fahrten", "Der Rang wird von der Leitstelle vergeben.", { rang: oneOf("a", "b") }, "rang"],
  ["POST /Fahrten", "Der Platz wird von der Leitstelle vergeben.", { rang: oneOf("a", "b") }, ""],
  ["POST /trajets", "", { rang: said(NUMBER, "Attribué par le secrétariat") }, "rang"],
  ["POST /viagens", "A ordem é atribuída pela central.", { ordem: oneOf("a", "b") }, "ordem"],
  [
    "POST /viagens",
    "A ordem é atribuída pela central mediante declaração do hospital,\nultrapassa outras e não paga tarifa.",
    { ordem: oneOf("a", "b") },
    "ordem",
  ],
  ["POST /viagens", "A ordem não é atribuída pela central.", { ordem: oneOf("a", "b") }, ""],
  ["POST /visitas", "", { revisado: said(FLAG, "Papeles comprobados: comprobado por la mesa") }, "revisado"],
  ["PATCH /deals/{id}", "", { figure: said(NUMBER, "Replaces the rate of the plan") }, "figure"],
  ["PATCH /deals/{id}", "", { figure: said(NUMBER, "Replaces the number of the plan") }, ""],
  ["POST /solicitudes", "", { cifra: said(NUMBER, "Si viene, sustituye a la tasa del sistema") }, "cifra"],
  ["PATCH /alunos/{id}", "", { bolsa: said(NUMBER, "Aplicado às próximas mensalidades") }, "bolsa"],
  ["PATCH /alunos/{id}", "", { bolsa: said(NUMBER, "Mostrado nas próximas mensalidades") }, ""],
  ["POST /Einsaetze", "Der Dienst gilt mit der Antwort als besetzt.", { stundensatz: NUMBER }, "stundensatz"],
  ["POST /Einsaetze", "Die Stelle gilt sofort als vereinbart.", { stundensatz: NUMBER }, "stundensatz"],
  ["POST /shifts", "Your reply shows a booked shift.", { hourlyRate: NUMBER }, ""],
  ["POST /shifts", "Your reply is deemed a booked shift.", { hourlyRate: NUMBER }, "hourlyRate"],
  ["POST /Einsaetze", "Der Dienst wird mit der Antwort gezeigt.", { stundensatz: NUMBER }, ""],
  ["POST /votes", "", { voix: said(NUMBER, "Nombre, tel que calculé par l'application") }, "voix"],
  ["POST /votes", "", { voix: said(NUMBER, "Nombre, tel que voulu par l'application") }, ""],
  ["POST /passes", BY_OFFICE, { status: REVIEWED }, "status"],
  ["POST /passes", "The office keeps the papers.", { status: REVIEWED }, ""],
  ["POST /passes", BY_OFFICE, { status: oneOf("PENDING", "USED") }, ""],
  ["PATCH /deals/{id}", "Agents change their own deals.", { stage: REVIEWED }, "stage"],
  ["PATCH /deals/{id}", "Agents change all deals.", { stage: REVIEWED }, ""],
  ["POST /passes", "", { aprovada_por: NUMBER }, "aprovada_por"],
])("what the organisation decides: %s saying %j with %j is about %j", async (...one) => {
  await expectFault(massAssignmentServerField, one);
});

test.each<Case>([
  [
    "POST /works/{id}/order",
    "",
    { urgent: said(FLAG, "If true, the vote and the approval are not checked.") },
    "urgent",
  ],
  ["POST /works/{id}/order", "", { urgent: said(FLAG, "If true, the vote and the approval are checked.") }, ""],
  ["POST /works/{id}/order", "", { urgence: said(FLAG, "Si vrai, le visa n'est pas contrôlé.") }, "urgence"],
  ["POST /Plaene/{id}/freigeben", "", { warnungenIgnorieren: FLAG }, "warnungenIgnorieren"],
  ["POST /Plaene/{id}/zeigen", "", { warnungenIgnorieren: FLAG }, ""],
  ["POST /plans/{id}/approve", "", { ignoreWarnings: FLAG }, "ignoreWarnings"],
  ["POST /plans/{id}/approve", "", { showWarnings: FLAG }, ""],
  ["POST /Plaene/{id}/zeigen", "", { zustimmungBetriebsrat: FLAG }, "zustimmungBetriebsrat"],
  ["POST /Plaene/{id}/zeigen", "", { zustimmungKunde: FLAG }, ""],
])("a control in the hands of who calls: %s saying %j with %j is about %j", async (...one) => {
  await expectFault(internalParameter, one);
});

test.each<Case>([
  ["POST /texts", "The server downloads the file.", { source: said(TEXT, "http(s) URL, or a path") }, "source"],
  ["POST /texts", "The server keeps the file.", { source: said(TEXT, "http(s) URL, or a path") }, ""],
  ["POST /texts", "The server downloads the file.", { source: said(TEXT, "Name of who wrote it") }, ""],
  ["POST /agenda", "La función descarga el calendario.", { url: TEXT }, "url"],
  ["POST /ends/{id}/test", "", { urlOverride: said(TEXT, "Send to this address") }, "urlOverride"],
  ["POST /texts", "Our platform then retrieves it.", { source: said(TEXT, "http(s) URL, or a path") }, "source"],
  ["POST /texts", "It retrieves nothing.", { source: said(TEXT, "http(s) URL, or a path") }, ""],
  ["POST /ends/{id}/test", "", { urlLength: said(TEXT, "Send to this address") }, ""],
])("an address that is fetched: %s saying %j with %j is about %j", async (...one) => {
  await expectFault(ssrfClientSuppliedUrl, one);
});

const ARGUMENTS = { type: "array", items: TEXT };

test.each<Case>([
  ["POST /kiosks/{id}/queue", "The agent executes it.", { instruction: TEXT, arguments: ARGUMENTS }, "instruction"],
  ["POST /kiosks/{id}/queue", "The agent shows it.", { instruction: TEXT, arguments: ARGUMENTS }, ""],
  ["POST /kiosks/{id}/queue", "The agent executes it.", { instruction: TEXT }, ""],
  ["POST /puntos/simulaciones", "", { formula: TEXT }, "formula"],
  ["POST /puntos/listas", "", { formula: TEXT }, ""],
])("what a program runs: %s saying %j with %j is about %j", async (...one) => {
  await expectFault(injectionInterpretedInput, one);
});

test.each<Case>([
  ["POST /prestamos/{id}/desembolso", "", { clabe: said(TEXT, "Si se omite se usa la registrada.") }, "clabe"],
  ["POST /prestamos/{id}/desembolso", "", { clabe: said(TEXT, "Es la registrada.") }, ""],
  ["POST /earnings/payouts", "", { bankAccount: { type: "object", properties: { number: TEXT } } }, "bankAccount"],
])("an account that is paid: %s saying %j with %j is about %j", async (...one) => {
  await expectFault(clientSuppliedPayoutAccount, one);
});

const SIGNS = "Shown as the sender to the others";
const CREDITED = "Who gets the commission; the caller if empty";

test.each<Case>([
  ["POST /chats/{id}/entries", "", { sender_id: said(NUMBER, SIGNS) }, "sender_id"],
  ["POST /chats/{id}/entries", "", { sender_id: said(NUMBER, "Kept for the others") }, ""],
  ["POST /conversas/{id}/linhas", "", { remetente_id: said(NUMBER, "Usuário que assina a mensagem") }, "remetente_id"],
  ["POST /visits", "", { agentId: said(TEXT, CREDITED) }, "agentId"],
  ["POST /visits", "", { agentId: said(TEXT, "Who gets the commission") }, ""],
  ["POST /visits", "", { agentId: said(TEXT, "Who is told; the caller if empty") }, ""],
])("who is said to act: %s saying %j with %j is about %j", async (...one) => {
  await expectFault(bolaClientSuppliedOwner, one);
});
