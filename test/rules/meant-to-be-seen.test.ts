import { expect, test } from "vitest";
import { isOfPublicRegister } from "../../src/exposure/open-records.ts";
import { clientSideAuthorization } from "../../src/rules/authorization/client-side-authorization.ts";
import { guessableCredential } from "../../src/rules/authentication/guessable-credential.ts";
import { missingScope } from "../../src/rules/authentication/missing-scope.ts";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";
import { internalParameter } from "../../src/rules/inputs/internal-parameter.ts";
import { stateChangingGet } from "../../src/rules/transport/state-changing-get.ts";
import { apiOf, faultsIn, returns, SIGN_UP, takes, type Operations } from "./faults-in.ts";

/* What is there to be seen or sent by whoever has it, and what it differs in from what is not. */

const TEXT = { type: "string" };
const OPEN = { security: [] };
const HEALTH = { info: { title: "Medical laboratory", version: "1", description: "Findings of patients." } };
const DONE = { responses: { 204: { description: "Done" } } };
const listOf = (schema: object): object => returns({ type: "array", items: schema });

test.each([
  ["/catalogue", 0],
  ["/leistungsverzeichnis", 0],
  ["/nomenclature", 0],
  ["/tarifario", 0],
  ["/rol-de-exames", 0],
  ["/results", 1],
])("analyses at %s, of what a laboratory offers or what it found", async (path, found) => {
  const Analysis = { type: "object", properties: { method: TEXT, material: TEXT, range: TEXT } };
  const faults = await faultsIn(
    excessiveDataExposure,
    { "GET /me": {}, [`GET ${path}`]: { ...OPEN, responses: listOf({ $ref: "#/components/schemas/Analysis" }) } },
    {
      ...HEALTH,
      components: { schemas: { Analysis }, securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    },
  );
  expect(faults).toHaveLength(found);
});

test.each([
  ["By law, the name must be published.", true],
  ["Die Angabe ist Pflicht (Impressum).", true],
  ["La loi oblige à publier ce nom.", true],
  ["La normativa obliga a publicar quién defiende al cliente.", true],
  ["A lei obriga a publicar este nome.", true],
  ["Who decides about complaints.", false],
  ["No law says that it must be published.", false],
])("whether a law wants it to be shown: %s", async (description, expected) => {
  const api = await apiOf({
    "GET /me": {},
    "GET /office": { ...OPEN, description, responses: returns({ properties: { name: TEXT } }) },
  });
  expect(isOfPublicRegister(api.tags)(api.operations[1]!)).toBe(expected);
});

test.each([
  ["/ombudsman", 0],
  ["/ombudsstelle", 0],
  ["/mediateur", 0],
  ["/defensor-del-cliente", 0],
  ["/ouvidor", 0],
  ["/datos-del-cliente", 1],
])("who is reached at %s", async (path, found) => {
  const responses = returns({ properties: { name: TEXT, email: { type: "string", format: "email" } } });
  const faults = await faultsIn(excessiveDataExposure, { "GET /me": {}, [`GET ${path}`]: { ...OPEN, responses } });
  expect(faults).toHaveLength(found);
});

const LONG = { type: "string", pattern: "^[A-Za-z0-9_-]{43}$" };

/** It says that a key opens what comes back. */
const SAID = "Retrieve a report by the code that the patient was sent";

test.each<[string, object, number, string?, string?]>([
  ["accessToken", LONG, 0],
  ["abrufcode", LONG, 0],
  ["jeton", LONG, 0],
  ["clave_de_enlace", LONG, 0],
  ["codigo", LONG, 0],
  ["abrufcode", { type: "string", pattern: "^[0-9]{6}$" }, 1],
  ["captcha_token", LONG, 1],
  ["reference", LONG, 1],
  ["csrfToken", LONG, 1],
  ["idempotencyKey", LONG, 1],
  ["requestHash", LONG, 1],
  ["accessToken", LONG, 1, "Retrieve a report"],
  ["accessToken", LONG, 0, "Retrieve a report", "/reports/shared"],
  ["accessToken", { ...LONG, description: "The token that the patient was sent" }, 0, "Retrieve a report"],
])(
  "a finding that is opened by %s of %o in the body",
  async (name, schema, found, summary = SAID, path = "/reports/retrieve") => {
    const requestBody = takes({ [name]: schema, birthDate: { type: "string", format: "date" } }, { required: [name] });
    const responses = {
      200: {
        description: "The medical report",
        content: { "application/json": { schema: { properties: { diagnosis: TEXT } } } },
      },
    };
    const faults = await faultsIn(
      excessiveDataExposure,
      { "GET /me": {}, [`POST ${path}`]: { ...OPEN, summary, requestBody, responses } },
      HEALTH,
    );
    expect(faults).toHaveLength(found);
  },
);

test.each([
  ["TripPublic", "List trips", ["part"]],
  ["FahrtOeffentlich", "Fahrten", ["part"]],
  ["Trip", "Lire la fiche publique d'un trajet", ["part"]],
  ["Trip", "List trips", [undefined]],
  ["Trip", "List trips. Not public", [undefined]],
  ["Trip", "List non-public trips", [undefined]],
  ["NonPublicTrip", "List trips", [undefined]],
])("where somebody goes, in %s of “%s”", async (name, summary, expected) => {
  const Trip = { type: "object", properties: { user_id: TEXT, departure: { type: "string", format: "date-time" } } };
  const faults = await faultsIn(
    excessiveDataExposure,
    { "GET /me": {}, "GET /trips": { ...OPEN, summary, responses: listOf({ $ref: `#/components/schemas/${name}` }) } },
    { components: { schemas: { [name]: Trip }, securitySchemes: { token: { type: "http", scheme: "bearer" } } } },
  );
  expect(faults.map(({ cause }) => /\bpart\b/.exec(cause ?? "")?.[0])).toEqual(expected);
});

test.each([
  ["Anyone can register.", 1],
  ["This is only an application.", 0],
  ["Es entsteht nur ein Antrag.", 0],
  ["Ce n'est qu'une demande.", 0],
  ["Crea una solicitud; no crea cuenta ni credenciales.", 0],
  ["É apenas um pedido.", 0],
])("whether anyone gets an account: %s", async (description, signUps) => {
  const api = await apiOf({ "POST /signup": { ...SIGN_UP["POST /signup"], description } });
  expect(api.signUps).toHaveLength(signUps);
});

test.each([
  ["The password is the same for all devices.", 1],
  ["Open to all: the link shared with friends and the forgotten password.", 0],
  ["Tout le monde : le suivi par lien partagé, l'inscription et le mot de passe oublié.", 0],
  ["Für alle: der gemeinsame Link und das vergessene Passwort (Passwort vergessen).", 0],
])("a log-in of which the API says: %s", async (description, found) => {
  const faults = await faultsIn(
    guessableCredential,
    { "POST /login": { ...OPEN, requestBody: takes({ username: TEXT, password: TEXT }), ...DONE } },
    { info: { title: "T", version: "1", description } },
  );
  expect(faults).toHaveLength(found);
});

test("a callback inherits what the whole requires, and asks for no scope", async () => {
  const scoped = (scope: string): object => ({ security: [{ login: [scope] }], ...DONE });
  const callbacks = { done: { "{$request.body#/url}": { post: { responses: { 204: { description: "Received" } } } } } };
  const operations: Operations = { "POST /orders": scoped("write"), "POST /hooks": { ...scoped("write"), callbacks } };
  expect(await faultsIn(missingScope, operations, { security: [{ login: [] }] })).toHaveLength(0);
  expect(
    await faultsIn(missingScope, { ...operations, "POST /plans": DONE }, { security: [{ login: [] }] }),
  ).toHaveLength(1);
});

test.each<[string, object, readonly string[], number]>([
  ["a fingerprint that must be sent", { type: "string", pattern: "^[0-9a-f]{64}$" }, ["huella"], 0],
  ["one that may be left out", { type: "string", pattern: "^[0-9a-f]{64}$" }, [], 1],
  ["a switch that must be sent", { type: "boolean" }, ["huella"], 1],
])("%s of which a text says that without it there is no approval", async (_what, schema, required, found) => {
  const faults = await faultsIn(internalParameter, {
    "POST /orders/{id}/approval": {
      description: "La huella debe coincidir con la orden guardada, de modo que no se aprueba algo que ha cambiado.",
      requestBody: takes({ huella: schema }, { required }),
      ...DONE,
    },
  });
  expect(faults).toHaveLength(found);
});

test.each<[string, string, object, number]>([
  ["a payment is shown", "Ver el cobro", returns({ properties: { importe: TEXT, concepto: TEXT } }), 0],
  ["a payment is shown, in Portuguese", "Consultar a cobrança", returns({ properties: { valor: TEXT } }), 0],
  ["a payment is made", "Pagar el cobro", returns({ properties: { importe: TEXT } }), 1],
  ["nothing comes back", "Ver el cobro", { 204: { description: "Hecho" } }, 1],
])("%s at a path that is called by a verb", async (_what, summary, responses, found) => {
  expect(await faultsIn(stateChangingGet, { "GET /pagar/{testigo}": { summary, responses } })).toHaveLength(found);
});

test.each([
  ["The scope is enough; the app links each person only to the files in which they take part.", 1],
  ["Die App verlinkt jede Person nur zu den Akten, an denen sie beteiligt ist.", 1],
  ["L'application renvoie chacun uniquement vers les dossiers auxquels il participe.", 1],
  ["La aplicación enlaza a cada cual únicamente los expedientes en los que participa.", 1],
  ["A aplicação encaminha cada pessoa apenas para os processos em que participa.", 1],
  ["The app links to the file. Files of others are refused by the server with 404.", 0],
])("who is kept from a file: %s", async (description, found) => {
  const responses = returns({ properties: { id: TEXT, applicant: { properties: { name: TEXT, address: TEXT } } } });
  expect(await faultsIn(clientSideAuthorization, { "GET /files/{number}": { description, responses } })).toHaveLength(
    found,
  );
});
