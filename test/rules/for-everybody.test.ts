import { expect, test } from "vitest";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { cacheableResponse } from "../../src/rules/data/cacheable-response.ts";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";
import { accountEnumeration } from "../../src/rules/flows/account-enumeration.ts";
import { faultsIn, returns, SCHEMES, spotsOf, takes, type Operations } from "./faults-in.ts";

/* What is there for everybody, or done by those who hold the credential: a price list, a public calendar, open data, an answer that is always the same. */

const TEXT = { type: "string" };
const NUMBER = { type: "number" };
const OWN: Operations = {
  "GET /orders": { responses: returns({ type: "array", items: { properties: { id: TEXT } } }) },
};

function listOf(name: string, properties: object, held: string): object {
  return {
    more: { components: { schemas: { [name]: { type: "object", properties } }, securitySchemes: SCHEMES } },
    schema: {
      type: "object",
      properties: { [held]: { type: "array", items: { $ref: `#/components/schemas/${name}` } }, nextPage: TEXT },
    },
  };
}

const LISTS: readonly [path: string, schema: string, held: string, properties: object][] = [
  ["/analysen", "Analyse", "analysen", { schluessel: TEXT, name: TEXT, material: TEXT, preis: NUMBER }],
  ["/lab-tests", "LabTest", "labTests", { code: TEXT, name: TEXT, price: NUMBER }],
  ["/treatments", "Treatment", "treatments", { title: TEXT, price: NUMBER, minutes: NUMBER }],
  ["/diagnostics", "Diagnosis", "diagnoses", { code: TEXT, label: TEXT, fee: NUMBER }],
  ["/behandlungen", "Behandlung", "behandlungen", { bezeichnung: TEXT, preis: NUMBER }],
  ["/analyses", "Analyse", "analyses", { libelle: TEXT, tarif: NUMBER, tube: TEXT }],
  ["/traitements", "Traitement", "traitements", { nom: TEXT, prix: NUMBER }],
  ["/tratamientos", "Tratamiento", "tratamientos", { nombre: TEXT, precio: NUMBER }],
  ["/exames", "Exame", "exames", { nome: TEXT, preco: NUMBER, preparo: TEXT }],
  ["/vaccinations", "Vaccination", "vaccinations", { name: TEXT, listPrice: NUMBER }],
  ["/medications", "Medication", "medications", { name: TEXT, price: NUMBER, strength: TEXT }],
];

test.each(LISTS)("a list of prices is nobody's health: %s", async (path, name, held, properties) => {
  const { schema, more } = listOf(name, properties, held) as { schema: object; more: object };
  const found = await faultsIn(
    excessiveDataExposure,
    { ...OWN, [`GET ${path}`]: { security: [], responses: returns(schema) } },
    more,
  );
  expect(found.map(({ message }) => message)).toEqual([]);
});

test.each<[string, string, object]>([
  ["/treatments", "Treatment", { name: TEXT, price: NUMBER, diagnosed: TEXT, diagnosis: TEXT }],
  ["/diagnoses", "Diagnosis", { code: TEXT, name: TEXT, patient: TEXT }],
])("what somebody had is theirs: %s", async (path, name, properties) => {
  const { schema, more } = listOf(name, properties, path.slice(1)) as { schema: object; more: object };
  const found = await faultsIn(
    excessiveDataExposure,
    { ...OWN, [`GET ${path}`]: { security: [], responses: returns(schema) } },
    more,
  );
  expect(found.length).toBeGreaterThan(0);
});

const PUBLIC_CALENDARS: readonly [path: string, name: string, description: string, properties: object][] = [
  ["/calendario", "Evento", "O mesmo que está no site da escola, aberto a todos.", { dia: TEXT, titulo: TEXT }],
  ["/calendar", "Event", "Public: the same as on the website of the school.", { day: TEXT, title: TEXT }],
  ["/calendar", "Event", "Open to the public.", { day: TEXT, title: TEXT, description: TEXT }],
  ["/kalender", "Veranstaltung", "Öffentlicher Kalender des Vereins.", { tag: TEXT, titel: TEXT }],
  ["/kalender", "Ereignis", "Wie auf der Website der Gemeinde.", { tag: TEXT, titel: TEXT }],
  ["/calendrier", "Evenement", "Calendrier public de la mairie.", { jour: TEXT, titre: TEXT }],
  ["/agenda", "Evenement", "Comme sur le site de la commune.", { jour: TEXT, titre: TEXT }],
  ["/agenda", "Evento", "Agenda pública del ayuntamiento.", { dia: TEXT, titulo: TEXT }],
  ["/calendario", "Evento", "El mismo que está en la web del centro.", { dia: TEXT, titulo: TEXT }],
  ["/agenda", "Evento", "Agenda pública da cidade.", { dia: TEXT, titulo: TEXT }],
];

test.each(PUBLIC_CALENDARS)(
  "a calendar for everybody is nobody's: %s %s, %s",
  async (path, name, description, properties) => {
    const { more } = listOf(name, properties, "events") as { more: object };
    const schema = { type: "array", items: { $ref: `#/components/schemas/${name}` } };
    const found = await faultsIn(
      excessiveDataExposure,
      { ...OWN, [`GET ${path}`]: { description, security: [], responses: returns(schema) } },
      more,
    );
    expect(found.map(({ message }) => message)).toEqual([]);
  },
);

test.each<[string, string]>([
  ["/calendar", "The events of the office."],
  ["/kalender", "Termine der Kanzlei."],
])("a calendar that is offered to nobody is private: %s", async (path, description) => {
  const { more } = listOf("Event", { day: TEXT, title: TEXT }, "events") as { more: object };
  const schema = { type: "array", items: { $ref: "#/components/schemas/Event" } };
  const found = await faultsIn(
    excessiveDataExposure,
    { ...OWN, [`GET ${path}`]: { description, security: [], responses: returns(schema) } },
    more,
  );
  expect(found.length).toBeGreaterThan(0);
});

function cached(schema: object, more: object = {}): object {
  const [[, ok]] = Object.entries(returns(schema)) as [[string, object]];
  return {
    security: [],
    responses: {
      200: { ...ok, headers: { "Cache-Control": { schema: { type: "string", example: "public, max-age=60" } } } },
    },
    ...more,
  };
}
const SPOT = {
  type: "object",
  properties: { rider: { type: "object", properties: { email: TEXT, lat: NUMBER, lon: NUMBER } } },
};

test.each<[string, string]>([
  ["/gbfs/free_bike_status.json", "Free scooters."],
  ["/gtfs-rt/vehicles", "Vehicles."],
  ["/scooters", "Open data, as the city asks for."],
  ["/vehicles", "Public: shown on the map."],
  ["/roller", "Offene Daten nach der Satzung der Stadt."],
  ["/fahrzeuge", "Öffentlich, wie auf der Website."],
  ["/trottinettes", "Données ouvertes."],
  ["/vehicules", "Public, comme sur le site."],
  ["/patinetes", "Datos abiertos según la ordenanza municipal."],
  ["/veiculos", "Dados abertos da prefeitura."],
])("what everybody may have may be kept by caches: %s", async (path, description) => {
  expect(await faultsIn(cacheableResponse, { ...OWN, [`GET ${path}`]: cached(SPOT, { description }) })).toEqual([]);
});

test.each<[string, object]>([
  ["/me", {}],
  ["/riders/{riderId}", { description: "Public." }],
  ["/riders", { description: "Positions of riders." }],
  ["/scooters", { description: "Open data.", security: [{ token: [] }] }],
])("what is somebody's may not: %s", async (path, more) => {
  expect((await faultsIn(cacheableResponse, { ...OWN, [`GET ${path}`]: cached(SPOT, more) })).length).toBe(1);
});

const REGISTRATION = { security: [], requestBody: takes({ email: TEXT, password: TEXT }) };

test.each([
  "Answers 202 in every case. The address gets a confirmation link, or, if it already has an account, a mail that says so.",
  "If the address already has an account, it gets an email saying so.",
  "An address that is already registered receives a message that tells how to sign in.",
  "Antwortet in jedem Fall mit 202. Ist die Adresse bereits registriert, geht eine E-Mail mit einem Hinweis an sie.",
  "Ist die Adresse bereits registriert, erhält sie eine Nachricht mit dem Hinweis.",
  "Répond 202 dans tous les cas. Si l'adresse est déjà utilisée, elle reçoit un courriel qui le signale.",
  "Si l'adresse existe déjà, un message qui le dit lui est envoyé.",
  "Responde 202 en todo caso. Si el correo ya está registrado, recibe un mensaje que lo indica.",
  "Si la dirección ya está registrada, recibe un correo que lo dice.",
  "Responde 202 em todos os casos. Se o e-mail já existe, recebe uma mensagem que avisa.",
])("what a letter tells its reader, no stranger learns: %s", async (description) => {
  const found = await faultsIn(accountEnumeration, { ...OWN, "POST /auth/register": { ...REGISTRATION, description } });
  expect(found.map(({ message }) => message)).toEqual([]);
});

test.each([
  "Returns 409 if the address already has an account.",
  "Says whether the address already has an account.",
  "Returns 409 if the address already has an account, and sends it a mail that says so.",
])("what the answer tells, everybody learns: %s", async (description) => {
  const found = await faultsIn(accountEnumeration, { ...OWN, "POST /auth/register": { ...REGISTRATION, description } });
  expect(found.length).toBe(1);
});

function ofHolder(
  description: string,
  holder: string,
  path = "/samples/{barcode}/receipt",
  summary = "Book the receipt of a sample",
): Promise<readonly unknown[]> {
  const call = { requestBody: takes({ place: TEXT }), responses: { 204: { description: "ok" } } };
  return faultsIn(
    bflaAdminOperation,
    {
      "GET /orders": OWN["GET /orders"]!,
      "POST /orders": call,
      "GET /results": OWN["GET /orders"]!,
      "GET /samples": OWN["GET /orders"]!,
      [`POST ${path}`]: { ...call, summary, description },
    },
    {
      security: [{ key: [] }],
      components: { securitySchemes: { key: { ...SCHEMES.key, description: holder } } },
    },
  );
}

test.each<[string, string, string?, string?]>([
  ["Booked by drivers or senders.", "Key of the sender."],
  ["Receipt by the courier or the sender.", "Each sender has a key."],
  ["Booked by the warehouse or by customers.", "Each customer has a key of their own."],
  [
    "Verbucht durch Fahrdienst oder Einsender.",
    "Schlüssel des Einsenders.",
    "/proben/{barcode}/eingang",
    "Probeneingang verbuchen",
  ],
  [
    "Verbucht durch das Lager oder den Kunden.",
    "Schlüssel des Kunden.",
    "/pakete/{id}/eingang",
    "Paketeingang verbuchen",
  ],
  [
    "Enregistré par le chauffeur ou l'expéditeur.",
    "Clé de l'expéditeur.",
    "/colis/{id}/reception",
    "Enregistrer la réception",
  ],
  ["Utilisé par l'entrepôt ou le client.", "Clé du client.", "/colis/{id}/reception", "Enregistrer la réception"],
  [
    "Registrado por el repartidor o el remitente.",
    "Clave del remitente.",
    "/paquetes/{id}/recepcion",
    "Registrar la recepción",
  ],
  [
    "Usado por el almacén o por el cliente.",
    "Clave del cliente.",
    "/paquetes/{id}/recepcion",
    "Registrar la recepción",
  ],
  [
    "Registrado pelo entregador ou pelo remetente.",
    "Chave do remetente.",
    "/pacotes/{id}/recebimento",
    "Registrar o recebimento",
  ],
])("who holds the key is named too: %s", async (description, holder, path, summary) => {
  expect(await ofHolder(description, holder, path, summary)).toEqual([]);
});

test("who holds the key is not named", async () => {
  const found = await ofHolder(
    "Verbucht durch den Fahrdienst.",
    "Schlüssel des Einsenders.",
    "/proben/{barcode}/eingang",
    "Probeneingang verbuchen",
  );
  expect(spotsOf(found as never)).toBe("POST /proben/{barcode}/eingang");
});
