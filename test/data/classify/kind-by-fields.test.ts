import { expect, test } from "vitest";
import type { ObjectFacts } from "../../../src/data/classify/field-facts.ts";
import { keysAskedFor } from "../../../src/data/classify/own-credentials.ts";
import { apiOfPart } from "../../rules/description-of.ts";
import { classified, named, type Given } from "../fields.ts";

const CONTENT = "user.content.private";
const MONEY = "user.financial";
const DOING = "user.behavior";
const CARD = "user.financial.credit_card";
const CREDENTIAL = "user.authorization.credentials";
const HEALTH = "user.health_and_medical";
const POINT = "user.location.precise";
const NAME = "user.name";
const NUMBER: Given = { types: ["number"] };

function beside(...fields: readonly string[]): Given {
  return { object: { fields } };
}

function holder(owner: string, ...fields: readonly string[]): ObjectFacts {
  return { kind: "object", owners: [owner], resources: [], referredBy: [], fields, values: {} };
}

/** What a caller sends to a path, whose segments are given nearest first. */
function sentTo(resources: readonly string[], ...fields: readonly string[]): Given {
  return { object: { isSent: true, resources, fields } };
}

/** A table of fields; each decoy differs from a row above in one fact. */
function check(what: string, rows: readonly (readonly [string, string, string, Given?])[]): void {
  test.each(rows.map(([owner, name, category, given]) => ({ owner, name, category, given })))(
    `${what}: $owner.$name holds $category`,
    ({ owner, name, category, given }) => {
      expect(named(classified(owner, name, given)).replace(/^user\.location$/, POINT)).toBe(category);
    },
  );
}

check("of an employee or buys", [
  ["Employee", "position", "user.job_title"],
  ["Mitarbeiter", "eintritt", "user.demographic", { format: "date" }],
  ["Funcionario", "carga_horaria", "user.demographic", NUMBER],
  ["Customer", "total_spent", MONEY, NUMBER],
  ["Cliente", "ultima_compra", DOING, { format: "date" }],
  ["Contact", "title", "user.job_title"],
  ["Vacancy", "position", "none"],
  ["Vertrag", "eintritt", "none", { format: "date" }],
  ["Product", "total_spent", "none", NUMBER],
  ["Book", "title", "none"],
  ["CreateContactResponse", "service", "none"],
  ["EmployeeFilter", "hire_date", "none", { format: "date" }],
]);

check("of a ride", [
  ["Ride", "note", CONTENT],
  ["RideRequest", "scheduled_for", DOING, { format: "date-time" }],
  ["Viaje", "ruta", POINT, beside("conductor", "ruta")],
  ["Viaje", "total", MONEY, { ...NUMBER, ...beside("conductor", "total") }],
  ["Viagem", "destino", POINT, beside("motorista", "destino")],
  ["Fahrt", "bewertung", CONTENT, { ...NUMBER, ...beside("fahrgast", "bewertung") }],
  // one of a timetable, and one on offer
  ["Viaje", "ruta", "none", beside("linea", "ruta")],
  ["Ride", "note", "none", { object: { resources: ["catalog"] } }],
]);

test.each<[what: string, category: string, name: string, heldIn: readonly ObjectFacts[]]>([
  ["of a ride", POINT, "lat", [holder("Ride", "driver", "location")]],
  ["of a ride and of a line", "none", "lat", [holder("Ride", "location"), holder("Route", "location")]],
  ["of a shop", "none", "lat", [holder("Shop", "location")]],
  ["of a ride, its address", POINT, "address", [holder("RideRequest", "pickup")]],
])("a location %s is %s", (_, category, name, heldIn) => {
  const given: Given = { ...(name === "lat" ? NUMBER : {}), object: { heldIn, fields: ["lat", "lng", "address"] } };
  expect(named(classified("location", name, given)).replace(/^user\.location$/, POINT)).toBe(category);
});

check("of a card", [
  ["Cartao", "numero", CARD, beside("numero", "validade", "codigo")],
  ["", "codigo", CARD, sentTo(["token", "cartoes"], "numero", "validade", "codigo")],
  ["Karte", "gueltig_bis", CARD, beside("nummer", "gueltig_bis", "marke")],
  ["GiftCard", "code", CREDENTIAL, beside("code", "initial_value")],
  ["GiftCard", "initial_value", MONEY, NUMBER],
  ["CarteCadeau", "message", CONTENT],
  ["Payment", "card_token", CARD],
  ["Payment", "payment_token", "none"],
  ["Passport", "number", "user.government_id.national_identification_number", beside("number", "expiry", "holder")],
  ["Voucher", "number", "none", beside("number", "expiry", "code")],
  ["Coupon", "code", "none"],
]);

check("of what a patient has", [
  ["Resultado", "marca", HEALTH, { enum: ["H", "L"], ...of("Informe", "medico", "diagnostico") }],
  ["Resultado", "codigo", HEALTH, of("Informe", "medico", "diagnostico")],
  ["Resultado", "codigo", "none", of("Informe", "maquina")],
  ["Informe", "comentario", HEALTH, beside("medico", "diagnostico", "comentario")],
  ["Informe", "comentario", "none", beside("maquina", "comentario")],
  ["Account", "reason", "none", beside("user", "disable", "reason")],
]);

function of(owner: string, ...fields: readonly string[]): Given {
  return { object: { heldIn: [holder(owner, ...fields)], fields: ["codigo", "valor", "referencia", "marca"] } };
}

check("of who writes, signs, is sent things or shown", [
  ["Review", "author_name", NAME, { object: { purpose: "places" } }],
  ["Observation", "observateur", NAME],
  ["ShippingAddress", "name", NAME, beside("name", "street", "city", "zip")],
  ["ShippingAddress", "company", NAME, beside("company", "street", "city", "zip")],
  ["", "signature", CONTENT, sentTo(["sign", "envelopes"], "signature", "code")],
  ["", "code", "user.authorization.password", sentTo(["sign", "envelopes"], "signature", "code")],
  ["photos", "url", "user.content.self_image", { format: "uri", object: { heldIn: [holder("User", "photos")] } }],
  ["Rating", "attribution", "none"],
  ["Ship", "name", "none", beside("name", "street", "city", "zip")],
  ["StoreAddress", "name", "none", beside("name", "street", "city", "zip")],
  ["", "code", "none", sentTo(["verify", "envelopes"], "signature", "code")],
  ["photos", "url", "none", { format: "uri", object: { heldIn: [holder("Product", "photos")] } }],
]);

check("of nobody", [
  ["", "from", "none", sentTo(["messages"], "from", "to", "text")],
  ["SendSmsRequest", "from", "none", beside("from", "to", "text")],
  ["Sms", "from", "user.contact", beside("from", "to", "text")],
  ["AvailablePhoneNumber", "phone_number", "none"],
  ["TollFreePhoneNumber", "phone_number", "user.contact.phone_number"],
  ["", "message", "none", { object: { resources: ["recordings"], fields: ["code", "message", "more_info"] } }],
  ["PhoneNumber", "phone_number", "user.contact.phone_number"],
  ["Job", "salary_range", "none"],
  ["Job", "salary", MONEY],
  ["Driver", "phone", "none", { description: "Masked number" }],
  ["Conductor", "telefono", "none", { description: "Número enmascarado" }],
  ["Driver", "phone", "user.contact.phone_number", { description: "Mobile number" }],
  ["Review", "text", "none", { object: { heldIn: [holder("Shop", "reviews")], fields: ["author", "text"] } }],
]);

/** A parameter of the query, of a path whose segments are given nearest first. */
function asked(resources: readonly string[], fields: readonly string[], given: Given = {}): Given {
  return { place: "query", ...given, object: { kind: "parameters", resources, fields } };
}

const WAY = ["start_lat", "start_lng", "end_lat", "end_lng"];

check("what is looked for", [
  ["", "q", NAME, asked(["customers"], ["q"])],
  ["", "suche", NAME, asked(["mitarbeiter"], ["suche"])],
  ["", "query", NAME, asked(["search", "contacts"], ["query"])],
  ["", "busca", CONTENT, asked(["mensajes"], ["busca"])],
  ["", "To", "user.contact", asked(["messages"], ["To"])],
  ["", "end_lng", POINT, asked(["estimates"], WAY, NUMBER)],
  ["", "location", POINT, asked(["nearby", "places"], ["location", "radius"])],
  ["", "near", POINT, asked(["shops"], ["near", "radius"], { description: "Given as lat,lng" })],
  ["", "q", "none", asked(["products"], ["q"])],
  ["", "q", "none", asked(["executor"], ["q"])],
  ["", "q", "none", asked(["clients"], ["q"])],
  ["", "q", "none", asked(["customers"], ["q"], { enum: ["a", "b"] })],
  ["", "To", "none", asked(["rates"], ["To"])],
  ["", "max_lng", "none", asked(["shops"], ["min_lat", "min_lng", "max_lat", "max_lng"], NUMBER)],
  ["", "near", "none", asked(["shops"], ["near", "radius"])],
]);

test.each([
  ["what all ask for is one", "", ["key", "key"], ["key"]],
  ["what one asks for is none", "", ["key", "word"], []],
  [
    "one beside a declared credential is none",
    "components: { securitySchemes: { a: { type: http, scheme: basic } } }",
    ["key", "key"],
    [],
  ],
])("of keys in the query, %s", async (_, components, names, keys) => {
  const operations = names.map(
    (name, at) =>
      `  /p${at}:\n    get:\n      parameters: [{ name: ${name}, in: query, required: true, schema: { type: string } }]\n      responses: { "200": { description: OK } }\n`,
  );
  const api = await apiOfPart(`${components}\npaths:\n${operations.join("")}`);
  expect([...keysAskedFor(api)]).toEqual(keys);
});
