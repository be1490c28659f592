import { expect, test } from "vitest";
import type { ObjectFacts } from "../../../src/data/classify/field-facts.ts";
import { classified, named, type Given } from "../fields.ts";

const MONEY = "user.financial";
const CONTENT = "user.content.private";
const IDENTITY = "user.government_id.national_identification_number";
const NUMBER: Given = { types: ["number"] };

/** An object that holds others. */
function holder(owner: string, fields: readonly string[]): ObjectFacts {
  return { kind: "object", owners: [owner], resources: [], referredBy: [], fields, values: {} };
}

/** What stands beside a field. */
function beside(...fields: readonly string[]): Given {
  return { object: { fields } };
}

test.each<[owner: string, name: string, category: string, given: Given]>([
  // it names whom it is about, by identifier, as such or by what they are called
  ["Swap", "balance", MONEY, { ...NUMBER, ...beside("rider", "balance") }],
  ["Facture", "totalTtc", MONEY, { ...NUMBER, ...beside("eleve", "totalTtc") }],
  ["Rechnung", "gesamtbetrag", MONEY, { ...NUMBER, ...beside("mieter_id", "gesamtbetrag") }],
  ["Factura", "importe_total", MONEY, { ...NUMBER, ...beside("pacienteNombre", "importe_total") }],
  ["Lancamento", "valor_total", MONEY, { ...NUMBER, ...beside("hospede", "valor_total") }],
  ["Entry", "subtotal", MONEY, { ...NUMBER, ...beside("customer_name", "subtotal") }],
  ["Ticket", "body", CONTENT, beside("rider", "body")],
  ["Anfrage", "schilderung", CONTENT, beside("kunde", "schilderung")],
  // nobody is named, only who made it, or several are
  ["Swap", "subtotal", "none", { ...NUMBER, ...beside("slot", "subtotal") }],
  ["Swap", "subtotal", "none", { ...NUMBER, ...beside("author", "subtotal") }],
  ["Swap", "subtotal", "none", { ...NUMBER, ...beside("riders", "subtotal") }],
  ["Entry", "body", "none", beside("slug", "body")],
  // a thing, a place, a machine or an organisation that somebody has
  ["Product", "total", "none", { ...NUMBER, ...beside("customer", "total", "currency") }],
  ["Server", "total", "none", { ...NUMBER, ...beside("user", "total", "currency") }],
  ["Company", "body", "none", beside("customer", "body")],
  // the number of something else than money
  ["Participation", "total", "none", { ...NUMBER, ...beside("user_id", "total", "done") }],
  ["Participation", "total", MONEY, { ...NUMBER, ...beside("user_id", "total", "currency") }],
  // what a call says of how it went
  ["Order", "message", "none", beside("user_id", "message")],
  ["ErrorInfo", "message", "none", beside("user_id", "message")],
  ["Member", "text", "none", beside("success", "user_id", "text")],
  ["Charge", "message", "none", beside("customer", "message", "gateway_response")],
  // days off
  ["TimeOffRequest", "amount", "none", { ...NUMBER, ...beside("employee_id", "amount") }],
  // what it costs to send something
  ["Freight", "totalAmount", "none", { ...NUMBER, ...beside("customer", "totalAmount") }],
])("%s.%s holds %s", (owner, name, category, given) => {
  expect(named(classified(owner, name, given))).toBe(category);
});

test.each<[why: string, category: string, heldIn: readonly ObjectFacts[]]>([
  ["what holds it names whom it is about", MONEY, [holder("Rental", ["rider_id", "totals"])]],
  ["all that hold it do", MONEY, [holder("Rental", ["rider_id", "totals"]), holder("Deal", ["customer", "totals"])]],
  ["a person holds it", MONEY, [holder("Patient", ["totals"])]],
  ["one that holds it is of nobody", "none", [holder("Rental", ["rider_id", "totals"]), holder("Shelf", ["totals"])]],
  ["what holds it is a place", "none", [holder("Store", ["customer", "totals"])]],
  ["nothing is known of what holds it", "none", [holder("Shelf", ["totals"])]],
])("an amount of a part: %s", (_, category, heldIn) => {
  const given: Given = { types: ["number"], object: { fields: ["subtotal", "currency"], heldIn } };
  expect(named(classified("Totals", "subtotal", given))).toBe(category);
});

test("a part is looked for in what holds its holder, and a circle ends", () => {
  const rental = holder("Rental", ["rider_id", "parts"]);
  const outer: ObjectFacts = { ...holder("Parts", ["totals"]), heldIn: [rental] };
  const given = (heldIn: readonly ObjectFacts[]): Given => ({
    types: ["number"],
    object: { fields: ["subtotal"], heldIn },
  });
  expect(named(classified("Totals", "subtotal", given([outer])))).toBe(MONEY);

  const circle: { heldIn?: readonly ObjectFacts[] } & ObjectFacts = { ...holder("Parts", ["totals"]), heldIn: [] };
  const round: ObjectFacts = {
    ...circle,
    get heldIn() {
      return [round];
    },
  };
  expect(named(classified("Totals", "subtotal", given([round])))).toBe("none");
});

test.each<[owner: string, name: string, category: string, given: Given]>([
  ["DebtorAccount", "account", "user.financial.bank_account", beside("account", "currency")],
  ["Contribution", "body", CONTENT, beside("body", "headline")],
  ["RiderCreate", "legal_name", "user.name", beside("legal_name", "dob", "email")],
  ["Merchant", "legal_name", "none", beside("legal_name", "email")],
  // a full name beside other names is somebody's, and one beside the owner of a repository is none
  ["SanctionItem", "aliases", "user.name", { ...beside("fullName", "aliases"), types: ["array"], arrayOf: ["string"] }],
  [
    "Repository",
    "aliases",
    "none",
    { ...beside("full_name", "aliases", "owner"), types: ["array"], arrayOf: ["string"] },
  ],
])("%s.%s holds %s", (owner, name, category, given) => {
  expect(named(classified(owner, name, given))).toBe(category);
});

test.each<[name: string, fields: readonly string[], category: string, given?: Given]>([
  ["document_id", ["document_id", "document_type", "last_name"], IDENTITY],
  ["documento", ["documento", "tipoDocumento", "apellidos"], IDENTITY],
  ["dokumentnummer", ["dokumentnummer", "dokumentart", "nachname"], IDENTITY],
  // it refers to one, or nobody has it
  ["document_id", ["document_id", "document_type", "last_name"], "none", { format: "uuid" }],
  ["document_id", ["document_id", "last_name"], "none"],
  ["document_id", ["document_id", "document_type", "folder"], "none"],
  ["document_id", ["document_id", "document_type", "last_name"], "none", { types: ["integer"] }],
])("%s beside %j holds %s", (name, fields, category, given) => {
  expect(named(classified("CheckInput", name, { ...given, object: { fields } }))).toBe(category);
});

test.each<[why: string, holders: readonly string[], category: string]>([
  ["where a trip begins is where somebody was", ["Trip"], "user.location.precise"],
  ["a trip and a stock share it", ["Trip", "Warehouse"], "user.location.precise?"],
  ["nothing holds it", [], "user.location.precise?"],
])("the latitude of a point: %s", (_, holders, category) => {
  const heldIn = holders.map((owner) => holder(owner, ["id", "start"]));
  const given: Given = { types: ["number"], object: { fields: ["lat", "km"], heldIn } };
  expect(named(classified("Start", "lat", given))).toBe(category);
});
