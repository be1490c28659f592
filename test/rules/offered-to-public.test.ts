import { expect, test } from "vitest";
import { missingScope } from "../../src/rules/authentication/missing-scope.ts";
import { bolaInconsistentAuthorization } from "../../src/rules/authorization/bola-inconsistent-authorization.ts";
import { bolaOtherUsersData } from "../../src/rules/data/bola-other-users-data.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { unauthenticatedOperation } from "../../src/rules/exposure/unauthenticated-operation.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { clientSuppliedPayoutAccount } from "../../src/rules/inputs/client-supplied-payout-account.ts";
import { faultsIn, returns, SCHEMES, takes } from "./faults-in.ts";

/* What a text offers to everybody, and what it differs in from what is only left open. */

const TEXT = { type: "string" };
const OPEN = { security: [] };
const RELEASE = { type: "object", properties: { version: TEXT, sha256: TEXT, size: { type: "integer" } } };

test.each([
  ["Public release list with checksums, the same as in the shop", 0],
  ["The releases that are shown on the website.", 0],
  ["For READMEs. Only for public projects, 404 for all others.", 0],
  ["Open data for the national access point.", 0],
  ["Öffentlich, wird auch auf den Webseiten der Schulen eingebunden.", 0],
  ["Nur für öffentliche Projekte.", 0],
  ["Offene Daten nach AFIR, 60 Aufrufe pro Minute und Adresse.", 0],
  ["Liste publique des versions.", 0],
  ["Affichées aussi sur le site de la ville.", 0],
  ["Lista pública de versiones.", 0],
  ["Solo para proyectos públicos.", 0],
  ["Lista pública das versões, sem login.", 0],
  ["As mesmas versões que aparecem no site.", 0],
  ["Release list with checksums", 1],
  ["Not public yet.", 1],
  ["Kept until the public launch of the product in spring.", 1],
  ["The public key of the release, with which it was signed.", 1],
  ["Nicht öffentlich.", 1],
  ["Versionen eines Projekts.", 1],
  ["Versions du projet.", 1],
  ["Versiones del proyecto.", 1],
  ["Versões do projeto.", 1],
])("an open read beside one that requires a credential: %s", async (description, found) => {
  const faults = await faultsIn(unauthenticatedOperation, {
    "GET /projects/{id}": {},
    "GET /projects/{id}/releases": { ...OPEN, description, responses: returns({ type: "array", items: RELEASE }) },
  });
  expect(faults).toHaveLength(found);
});

test.each([
  ["a phone number", { phone: TEXT, firstName: TEXT }, {}],
  ["an object of any content", {}, {}],
  ["a refusal for the lack of a credential", { version: TEXT }, { 401: { description: "No credential" } }],
])("an open read that is called public and has %s", async (_, properties, refusals) => {
  const faults = await faultsIn(unauthenticatedOperation, {
    "GET /members/{id}": {},
    "GET /members/{id}/card-data": {
      ...OPEN,
      description: "Public, shown on the website.",
      responses: { ...returns({ type: "object", properties }), ...refusals },
    },
  });
  expect(faults).not.toHaveLength(0);
});

test.each([
  ["Open also to non-members. Five a day per address; a person reads them.", true],
  ["Auch für Nichtmitglieder. Fünf am Tag je Adresse.", true],
  ["Ouverte aux non-inscrits, cinq par jour et par adresse.", true],
  ["Abierto también a quien no es socio. Cinco al día por dirección IP; las revisa una persona.", true],
  ["Aberto também a quem não é sócio. Cinco por dia e endereço IP.", true],
  ["Adds a book. Five a day per address.", false],
  ["Nur für Mitglieder. Fünf am Tag je Adresse.", false],
])("a limited entry of which its text says: %s", async (description, isMild) => {
  const [fault] = await faultsIn(unauthenticatedWrite, {
    "POST /books-wanted": {
      ...OPEN,
      description,
      requestBody: takes({ title: TEXT, author: TEXT }),
      responses: { ...returns({ type: "object", properties: { id: TEXT } }), 429: { description: "Too many" } },
    },
  });
  expect((fault?.mitigations ?? []).length).toBe(isMild ? 2 : 0);
});

test.each(["suggestions", "vorschlaege", "suggestions-achat", "sugerencias", "sugestoes"])(
  "what visitors leave at /%s",
  async (segment) => {
    const [fault] = await faultsIn(unauthenticatedWrite, {
      [`POST /${segment}`]: { ...OPEN, requestBody: takes({ title: TEXT }) },
    });
    expect((fault?.mitigations ?? []).length).toBe(2);
  },
);

const RESERVATION = {
  type: "object",
  properties: { tickets: { type: "array", items: { $ref: "#/components/schemas/Ticket" } } },
};
const TICKET = { type: "object", properties: { id: TEXT, rate: TEXT, qr_code: TEXT } };

test.each([
  ["A booking of the signed-in account; others answer 404.", true],
  ["Eine Buchung des angemeldeten Kontos; die anderer antworten mit 404.", true],
  ["Une réservation du compte connecté ; celles des autres répondent 404.", true],
  ["Una reserva de la cuenta conectada; las de los demás responden 404.", true],
  ["Uma reserva da conta conectada; as dos outros respondem 404.", true],
  ["A booking with its tickets.", false],
  ["Eine Buchung mit ihren Karten.", false],
])("the code of a ticket in a booking of which its text says: %s", async (description, isOwn) => {
  const faults = await faultsIn(
    credentialInResponse,
    { "GET /bookings/{id}": { description, responses: returns(RESERVATION) } },
    { components: { schemas: { Ticket: TICKET }, securitySchemes: SCHEMES } },
  );
  expect(faults.map(({ mitigations = [] }) => mitigations.length > 0)).toEqual([isOwn]);
});

test.each([
  ["Six billets par compte et par événement, toutes réservations confondues.", 0],
  ["Six tickets per account and event, bookings of any account combined.", 0],
  ["Sechs Karten je Konto, Buchungen aller Konten zusammengerechnet.", 0],
  ["Seis entradas por cuenta, sumando las reservas de cualquier cuenta.", 0],
  ["Seis bilhetes por conta, somando as reservas de qualquer conta.", 0],
  ["Takes a booking for any account, whichever customer it belongs to.", 1],
])("a sentence on a limit that counts all bookings, or on what is handed out: %s", async (description, found) => {
  const faults = await faultsIn(bolaInconsistentAuthorization, {
    "GET /me/bookings": {},
    "POST /bookings": { description, requestBody: takes({ event: TEXT }), responses: returns(RESERVATION) },
  });
  expect(faults.filter(({ aggravations = [] }) => aggravations.length > 0)).toHaveLength(found);
});

test.each([
  ["PublicProfile", "hourlyRate", 0],
  ["PublicProfile", "dayRate", 0],
  ["ÖffentlichesProfil", "stundensatz", 0],
  ["ProfilPublic", "tauxHoraire", 0],
  ["PerfilPublico", "tarifaHora", 0],
  ["PerfilPublico", "valorHora", 0],
  ["Profile", "hourlyRate", 1],
  ["PublicProfile", "salary", 1],
  ["PublicProfile", "accountBalance", 1],
])("an open %s with %s", async (name, field, found) => {
  const faults = await faultsIn(
    bolaOtherUsersData,
    {
      "GET /me": {},
      "GET /freelancers/{handle}": { ...OPEN, responses: returns({ $ref: `#/components/schemas/${name}` }) },
    },
    {
      components: {
        schemas: { [name]: { type: "object", properties: { handle: TEXT, displayName: TEXT, [field]: TEXT } } },
        securitySchemes: SCHEMES,
      },
    },
  );
  expect(faults).toHaveLength(found);
});

test.each([
  [{ iban: TEXT, stepUpToken: TEXT }, 0],
  [{ iban: TEXT, password: TEXT }, 0],
  [{ iban: TEXT, bestaetigungscode: TEXT }, 0],
  [{ iban: TEXT, holder: TEXT }, 1],
])("the account of a payout, set with %j", async (properties, found) => {
  const faults = await faultsIn(clientSuppliedPayoutAccount, {
    "PUT /v1/creators/{id}/payoutAccount": { requestBody: takes(properties) },
  });
  expect(faults).toHaveLength(found);
});

test.each([
  ["POST /files", "POST /uploads", 1],
  ["POST /files", "DELETE /files/{id}", 0],
  ["DELETE /files/{id}", "POST /uploads", 0],
  ["POST /payouts", "POST /uploads", 0],
])("%s without a scope, where %s has one", async (without, scoped, mild) => {
  const [fault] = await faultsIn(missingScope, {
    "GET /orders": { security: [{ login: ["read"] }] },
    [scoped]: { security: [{ login: ["write"] }] },
    [without]: {
      security: [{ login: [] }],
      requestBody: takes({ name: TEXT }),
      responses: returns({ type: "object" }),
    },
  });
  expect((fault?.mitigations ?? []).length).toBe(mild);
});
