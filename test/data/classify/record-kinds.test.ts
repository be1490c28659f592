import { expect, test } from "vitest";
import { apiPurposeOf } from "../../../src/data/classify/api-subject.ts";
import type { ObjectFacts } from "../../../src/data/classify/field-facts.ts";
import { apiOfPart } from "../../rules/description-of.ts";
import { classified, named, type Given } from "../fields.ts";

const CONTENT = "user.content.private";
const CONTACT = "user.contact";
const MONEY = "user.financial";
const DOING = "user.behavior";
const NUMBER: Given = { types: ["number"] };

/** What stands beside a field. */
function beside(...fields: readonly string[]): Given {
  return { object: { fields } };
}

/** The path by which an object without a name of its own is reached, nearest first. */
function at(...resources: readonly string[]): Given {
  return { object: { resources } };
}

/** A table of fields; each decoy differs from a row above in one fact. */
function check(what: string, rows: readonly (readonly [string, string, string, Given?])[]): void {
  test.each(rows.map(([owner, name, category, given]) => ({ owner, name, category, given })))(
    `${what}: $owner.$name holds $category`,
    ({ owner, name, category, given }) => {
      expect(named(classified(owner, name, given))).toBe(category);
    },
  );
}

check("what somebody is sent to read", [
  ["Message", "data", CONTENT, beside("to", "text", "data")],
  ["Sms", "payload", CONTENT],
  ["Nachricht", "anhang", CONTENT, beside("empfänger", "betreff", "anhang")],
  ["Notification", "titre", CONTENT, at("notifications", "patients")],
  ["Mensaje", "de", CONTACT, beside("de", "texto")],
  ["Notificacao", "dados", CONTENT, { object: { purpose: "messages" } }],
  ["Message", "to", CONTACT, beside("to", "body", "status", "error_message")],
  ["Carta", "lido", DOING, { types: ["boolean"] }],
  // to nobody, of a queue, an answer, a template, the start of a range
  ["Message", "data", "none", beside("id", "data")],
  ["QueueMessage", "data", "none", beside("to", "text", "data")],
  ["Message", "data", "none", { object: { purpose: "messages", fields: ["code", "message", "data"] } }],
  ["SmsTemplate", "payload", "none"],
  ["Sms", "from", "none", { format: "date-time" }],
  ["Sms", "payload", "none", { enum: ["a", "b"] }],
  ["Letter", "read", "none", { types: ["string"] }],
  ["Device", "read", "none", { types: ["boolean"] }],
]);

check("what somebody buys, pays or gets", [
  ["Order", "address", "user.contact.address", beside("number", "address", "total")],
  ["Order", "address", "none", beside("number", "supplierId", "address")],
  ["Order", "shipping_total", MONEY, { ...NUMBER, ...beside("shipping_total", "currency") }],
  ["Bestellung", "rabatt", MONEY, NUMBER],
  ["Commande", "montant", MONEY],
  ["Pedido", "propina", MONEY, NUMBER],
  ["Pedido", "troco", MONEY, NUMBER],
  ["Opportunity", "value", MONEY, NUMBER],
  ["Order", "notes", CONTENT, beside("customer", "notes")],
  ["Factura", "pdf", "user.content.private", { format: "uri" }],
  // what is on offer, a bound, a rate, a kind, a public ledger
  ["Order", "discount", "none", { ...NUMBER, ...at("catalog") }],
  ["Order", "min_amount", "none", NUMBER],
  ["Commande", "taux_tva", "none", NUMBER],
  ["OrderType", "discount", "none", NUMBER],
  ["Transaction", "fee", "none", { ...NUMBER, ...beside("block_hash", "fee") }],
  ["Order", "tax", "none"],
  // its tax says no more of somebody than the sum does, and who holds a gift card is not known
  ["Pedido", "imposto", "none", NUMBER],
  ["Order", "balance", "none", NUMBER],
  ["Order", "notes", "none", beside("warehouse", "notes")],
]);

check("when somebody is to be somewhere", [
  ["Appointment", "date", DOING, { format: "date", ...beside("patient_id", "date") }],
  ["Reserva", "fecha", DOING, { format: "date", ...beside("cliente", "fecha") }],
  ["Event", "start", DOING, { format: "date-time", ...at("events", "calendars") }],
  ["Evenement", "lieu", "user.location", beside("invités", "lieu")],
  ["Evento", "titulo", CONTENT, beside("convidados", "titulo")],
  // nobody's, or a concert
  ["Appointment", "date", "none", { format: "date", ...beside("room_id", "date") }],
  ["Event", "start", "none", { format: "date-time", ...beside("performers", "start") }],
]);

check("what somebody tells of a matter of theirs", [
  ["Complaint", "description", CONTENT],
  ["Schaden", "ort", "user.location"],
  ["Sinistre", "photos", CONTENT, { types: ["array"], arrayOf: ["string"], format: "uri" }],
  ["Incidente", "descripcion", CONTENT, beside("paciente", "descripcion")],
  ["Incident", "description", "none", beside("service", "description")],
]);

check("what is brought, seen, called", [
  ["Parcel", "contents", CONTENT, beside("recipient", "contents")],
  ["Colis", "valeur_declaree", MONEY, { ...NUMBER, ...beside("destinataire", "valeur_declaree") }],
  ["Parcel", "contents", "none", beside("depot", "contents")],
  ["Hit", "url", DOING, beside("client_id", "url", "referrer")],
  ["Hit", "value", DOING, { ...NUMBER, ...beside("visitor_id", "page_url", "user_agent", "value") }],
  ["Hit", "url", "none", beside("url", "referrer", "user_agent")],
  ["Request", "authorization", "user.authorization.credentials", beside("method", "path", "ip", "authorization")],
  ["Request", "body", CONTENT, beside("method", "path", "status", "body")],
  ["Request", "body", "none", beside("method", "path", "body")],
  ["Fix", "speed", DOING, { ...NUMBER, ...beside("lat", "lng", "speed", "vehicle_id") }],
  ["Fix", "speed", "none", { ...NUMBER, ...beside("lat", "lng", "speed") }],
]);

check("places and companies", [
  ["Spot", "telephone", "user.contact.phone_number"],
  ["Spot", "email", "user.contact.email?", beside("opening_hours", "email")],
  ["Punto", "direccion", "none", beside("horario", "lat", "direccion")],
  ["Remetente", "nome", "user.name"],
  ["Remetente", "nome", "none", beside("nome", "cnpj")],
  ["Remetente", "nome", "user.name", beside("nome", "sobrenome", "cnpj")],
  ["Address", "street", "none", { object: { purpose: "places" } }],
  ["Customer", "street", "user.contact.address", { object: { purpose: "places" } }],
]);

test.each<[why: string, category: string, owner: string, heldIn: readonly ObjectFacts[]]>([
  ["all that hold a line are orders", MONEY, "LineItem", [holder("Order"), holder("Invoice")]],
  ["what holds it is a product", "none", "LineItem", [holder("Order"), holder("Product")]],
  ["it is no line of an order, but a product", "none", "Product", [holder("Order")]],
])("a discount, since %s, is %s", (_, category, owner, heldIn) => {
  expect(named(classified(owner, "discount", { ...NUMBER, object: { heldIn } }))).toBe(category);
});

/** An object that holds others. */
function holder(owner: string): ObjectFacts {
  return { kind: "object", owners: [owner], resources: [], referredBy: [], fields: ["lines"], values: {} };
}

test.each([
  ["Acme Messaging", "", "messages"],
  ["Acme", "Sends SMS and faxes.", "messages"],
  ["Acme", "Sends an SMS when the work is done.", undefined],
  ["Acme Geocoder", "", "places"],
  ["Acme", "Orders of a shop.", undefined],
])("%s (%s) is for %s", async (title, description, purpose) => {
  const api = await apiOfPart(`info: { title: ${title}, version: "1", description: "${description}" }\n`);
  expect(apiPurposeOf(api)).toBe(purpose);
});

test.each([
  ["Expires, needs no token.", true],
  ["Abre la sala sin contraseña.", true],
  ["Öffnet den Bericht ohne Anmeldung.", true],
  ["Ouvre le dossier sans mot de passe.", true],
  ["Abre o relatório sem senha.", true],
  ["Opens the report.", false],
])("a link of which is said %s lets somebody in: %s", (description, is) => {
  const found = classified("Report", "download_url", { format: "uri", description });
  expect(found?.category === "user.authorization.credentials").toBe(is);
});

check("what somebody keeps, answers, bought, works on, shares", [
  ["File", "path", CONTENT, beside("path", "mime_type", "owner")],
  ["Datei", "titel", CONTENT, beside("titel", "dateigröße", "inhaber")],
  ["Recording", "url", CONTENT, { format: "uri" }],
  ["Answer", "number", CONTENT, { ...NUMBER, ...beside("field", "number") }],
  ["Respuesta", "opciones", CONTENT, { types: ["array"], arrayOf: ["string"], ...beside("pregunta", "opciones") }],
  ["Oportunidad", "probabilidad", MONEY, NUMBER],
  ["Share", "link", "user.authorization.credentials", { format: "uri" }],
  ["Abwesenheit", "von", DOING, { format: "date", ...beside("mitarbeiter_id", "von") }],
  ["Message", "read_at", DOING, { format: "date-time", ...beside("to", "text", "read_at") }],
  // nobody's, or of no question
  ["File", "path", "none", beside("path", "mime_type")],
  ["File", "path", "none", beside("path", "owner")],
  ["Answer", "number", "none", { ...NUMBER, ...beside("id", "number") }],
  ["Page", "link", "none", { format: "uri" }],
  ["Abwesenheit", "von", "none", { format: "date", ...beside("art", "von") }],
]);

test.each<[what: string, category: string, owner: string, name: string, holder: string]>([
  ["a line of an order", DOING, "LineItem", "title", "Order"],
  ["a line of a product", "none", "LineItem", "title", "Product"],
  ["how much a line of an order is for", "none", "LineItem", "quantity", "Order"],
  ["an attachment of a letter", CONTENT, "attachments", "name", "Letter"],
  ["an attachment of a product", "none", "attachments", "name", "Product"],
])("of %s, %s holds %s of %s", (_, category, owner, name, of) => {
  const types = name === "quantity" ? ["integer"] : ["string"];
  expect(named(classified(owner, name, { types, object: { heldIn: [holder(of)] } }))).toBe(category);
});

const deal: ObjectFacts = {
  kind: "object",
  owners: ["Order"],
  resources: [],
  referredBy: [],
  fields: ["number", "total"],
  values: {},
};
const shipment: ObjectFacts = { ...deal, owners: ["Shipment"], fields: ["recipient"] };
const inside = (whole: ObjectFacts): Given => ({ object: { heldIn: [whole] } });

check("what an order or a shipment is made of", [
  ["Ligne", "titre", DOING, inside(deal)],
  ["Linha", "descricao", DOING, inside(deal)],
  ["Ligne", "total", MONEY, { ...NUMBER, object: { heldIn: [deal], fields: ["prix", "total"] } }],
  ["Ligne", "prix", "none", { ...NUMBER, ...inside(deal) }],
  ["Ligne", "titre", "none"],
  ["Bulto", "contenido", CONTENT, inside(shipment)],
  ["Bulto", "contenido", "none"],
]);
