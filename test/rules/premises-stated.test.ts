import { expect, test } from "vitest";
import { authenticationUnstated } from "../../src/rules/authentication/authentication-unstated.ts";
import { clientSidePrivacy } from "../../src/rules/data/client-side-privacy.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { missingRateLimit } from "../../src/rules/flows/missing-rate-limit.ts";
import { cleartextServer } from "../../src/rules/transport/cleartext-server.ts";
import { stateChangingGet } from "../../src/rules/transport/state-changing-get.ts";
import { faultsIn, returns, SIGN_UP, takes, type Operations } from "./faults-in.ts";

/* What must be true for a finding to weigh something, in pairs that differ in one fact of the description. */

const TEXT = { type: "string" };
const YES = { type: "boolean" };
const OPEN = { security: [] };
const listOf = (properties: object): object => returns({ type: "array", items: { properties } });
const person = (flag: object): object => ({ name: TEXT, email: TEXT, birthDate: TEXT, ...flag });
const members = (flag: object, more: object = {}): Operations => ({
  "GET /users/{id}": { responses: returns({ properties: person(flag) }), ...more },
});

test.each<[string, Operations, number]>([
  ["strangers see", { ...SIGN_UP, ...members({ isPrivate: YES }) }, 1],
  ["the app hides", members({ is_hidden: YES }, { description: "The app hides members who are private." }), 1],
  ["die App verbirgt", members({ is_hidden: YES }, { description: "Die App verbirgt private Mitglieder." }), 1],
  ["l'application masque", members({ is_hidden: YES }, { description: "L'application masque les membres privés." }), 1],
  ["la app oculta", members({ is_hidden: YES }, { description: "La app oculta a los miembros privados." }), 1],
  ["o aplicativo oculta", members({ is_hidden: YES }, { description: "O aplicativo oculta membros privados." }), 1],
  ["a wish", members({ isPrivate: YES }), 1],
  ["a state of a list", members({ is_hidden: YES }), 0],
  ["… that strangers see", { ...SIGN_UP, ...members({ is_hidden: YES }) }, 1],
  ["who sees an account", members({ visibility: TEXT }), 0],
  ["… in French", members({ visibilité: TEXT }), 0],
  ["nobody is logged in", { ...SIGN_UP, ...members({ anonymous: YES }) }, 0],
  [
    "an example alone",
    {
      ...SIGN_UP,
      "GET /members": {
        responses: {
          200: {
            description: "ok",
            content: { "application/json": { example: [{ name: "Ann", email: "ann@acme.io", public: true }] } },
          },
        },
      },
    },
    0,
  ],
])("client-side-privacy: %s", async (_what, operations, count) => {
  expect(await faultsIn(clientSidePrivacy, operations)).toHaveLength(count);
});

const PATIENT = { properties: { diagnosis: TEXT, name: TEXT } };
const LOG_IN = { ...OPEN, requestBody: takes({ email: TEXT, password: TEXT }) };

test.each<[string, Operations, readonly number[]]>([
  ["a password", { "POST /login": LOG_IN, "GET /patients/{id}": { responses: returns(PATIENT) } }, [0]],
  [
    "what was signed",
    {
      "POST /saml/login": {
        ...OPEN,
        parameters: [{ name: "samlResponse", in: "query", required: true, schema: TEXT }],
      },
    },
    [],
  ],
  [
    "a code that is tried",
    { "POST /verification/sms": { ...OPEN, requestBody: takes({ phone: TEXT, code: TEXT }) } },
    [0],
  ],
  [
    "a code of a country",
    { "POST /verification/sms": { ...OPEN, requestBody: takes({ country_code: TEXT, recipient: TEXT }) } },
    [],
  ],
])("missing-rate-limit: %s", async (_what, operations, milder) => {
  const faults = await faultsIn(missingRateLimit, operations);
  const own = (mitigations: readonly string[] = []): number => mitigations.filter((one) => !/429/.test(one)).length;
  expect(faults.map(({ mitigations }) => own(mitigations))).toEqual(milder);
});

test.each([
  ["Transcripts are charged per minute.", 1],
  ["Transcripts are charged per minute. If the request has already been made, this method has no effect.", 0],
  ["Transcripts are charged per minute. Ein erneuter Aufruf hat keine Wirkung.", 0],
  ["Transcripts are charged per minute. A repeated call has no additional charge.", 0],
  ["Transcripts are charged per minute. Schon bezahlte Abrufe werden nicht noch einmal berechnet.", 0],
  ["Transcripts are charged per minute. The call has no effect on other bundles.", 1],
  ["Transcripts are charged per minute. Un nouvel appel répété est sans effet.", 0],
  ["Transcripts are charged per minute. Si ya se ha pedido, la llamada queda sin efecto.", 0],
  ["Transcripts are charged per minute. Se já foi feito, o pedido fica sem efeito.", 0],
])("missing-rate-limit: %j", async (description, count) => {
  const operations = { "POST /bundles/{id}/insights": { description, requestBody: takes({ insight: TEXT }) } };
  expect(await faultsIn(missingRateLimit, operations)).toHaveLength(count);
});

test.each([
  ["Maximum number of calls to one number", 1],
  ["Maximum number of calls to dial at once", 0],
  ["Maximum number of calls to dial in parallel", 0],
  ["Maximum number of calls to one number, at the same time", 0],
  ["Maximum number of calls to one number simultaneously", 0],
])("missing-rate-limit: a limit of callers, %j", async (description, count) => {
  const requestBody = takes({ maxCalls: { type: "integer", description } });
  const faults = await faultsIn(missingRateLimit, { "POST /broadcasts": { requestBody } });
  expect(faults.filter(({ cause }) => cause === "limit of callers")).toHaveLength(count);
});

const ISSUES = listOf({ key: TEXT, summary: TEXT });
const DONE = { 204: { description: "Done" } };
const FIGURES = returns({ properties: { session: TEXT, low: { type: "number" } } });

test.each<[string, Operations, readonly number[]]>([
  ["an act", { "GET /orders/{id}/cancel": { responses: DONE, ...OPEN } }, [0]],
  [
    "a thing that sounds like one",
    { "GET /issue/picker": { description: "Returns suggested issues.", responses: ISSUES, ...OPEN } },
    [],
  ],
  [
    "a text that returns how it went",
    { "GET /messages/send": { description: "Returns the message.", responses: ISSUES, ...OPEN } },
    [0],
  ],
  ["what was deleted comes back", { "GET /items/{id}/restore": { responses: DONE, ...OPEN } }, [1]],
  ["in German", { "GET /items/{id}/wiederherstellen": { responses: DONE, ...OPEN } }, [1]],
  ["in Spanish", { "GET /items/{id}/restaurar": { responses: DONE, ...OPEN } }, [1]],
  ["cookies of the caller", { "GET /cookies/delete": { responses: DONE, ...OPEN } }, [1]],
  ["a map of what is public", { "GET /map/new": { operationId: "Create a map", responses: FIGURES, ...OPEN } }, [1]],
  [
    "… beside what others keep",
    { "GET /map/new": { operationId: "Create a map", responses: FIGURES, ...OPEN }, "PUT /maps/{id}": OPEN },
    [0],
  ],
])("state-changing-get: %s", async (_what, operations, milder) => {
  const faults = await faultsIn(stateChangingGet, operations);
  expect(faults.map(({ mitigations = [] }) => mitigations.length)).toEqual(milder);
});

const WRITE = { ...OPEN, requestBody: takes({ order: TEXT, state: TEXT }) };
const header = (...names: readonly string[]): object => ({
  parameters: names.map((name) => ({ name, in: "header", schema: TEXT })),
});

test.each<[string, Operations, number]>([
  ["a write", { "PUT /orders/{id}/driver": WRITE }, 1],
  [
    "a call of the service",
    { "PUT /driver-assigned": { ...WRITE, description: "This webhook will be invoked when a driver is assigned." } },
    0,
  ],
  [
    "in German",
    { "PUT /fahrer": { ...WRITE, description: "Dieser Webhook wird aufgerufen, wenn ein Fahrer feststeht." } },
    0,
  ],
  [
    "in French",
    { "PUT /chauffeur": { ...WRITE, description: "Ce webhook est appelé quand un chauffeur est désigné." } },
    0,
  ],
  [
    "in Spanish",
    { "PUT /conductor": { ...WRITE, description: "El webhook será invocado al asignar un conductor." } },
    0,
  ],
  [
    "with a word between",
    { "PUT /fahrt": { ...WRITE, description: "Eine Fahrt beginnt. Der Rückruf wird dann ausgelöst." } },
    0,
  ],
  ["a webhook that is not called", { "PUT /rides/{id}/hook": { ...WRITE, description: "The hook is not called." } }, 1],
  ["in Portuguese", { "PUT /motorista": { ...WRITE, description: "O webhook é chamado quando há um motorista." } }, 0],
  [
    "one of several under a tag of theirs",
    {
      ...Object.fromEntries(
        ["a", "b", "c"].map((name) => [`PUT /${name}`, { ...WRITE, description: "This webhook is called." }] as const),
      ),
      "PUT /driver-at-restaurant": { ...WRITE, tags: ["Delivery Webhooks"] },
    },
    0,
  ],
  [
    "a webhook that is set up",
    { "PUT /orders/{id}/webhook": { ...WRITE, description: "Sets the webhook of the order." } },
    1,
  ],
  [
    "a signature and its certificate",
    { "POST /consents": { ...WRITE, ...header("Signature", "TPP-Signature-Certificate") } },
    0,
  ],
  ["a certificate alone", { "POST /consents": { ...WRITE, ...header("X-Certificate-Kind") } }, 1],
])("unauthenticated-write: %s", async (_what, operations, count) => {
  expect(await faultsIn(unauthenticatedWrite, operations)).toHaveLength(count);
});

const REFUSED = { 401: { description: "Unauthorized" } };
const READ = { "GET /patients/{id}": { responses: returns(PATIENT) } };
const writes = (responses: object): Operations =>
  Object.fromEntries(["devices", "values", "alarms"].map((name) => [`POST /${name}`, { responses }]));

test.each<[string, Operations, object, number]>([
  ["nothing", { ...READ, ...writes({}) }, {}, 0],
  ["a scheme, and refusals of changes", { ...READ, ...writes(REFUSED) }, {}, 1],
  ["refusals alone", { ...READ, ...writes(REFUSED) }, { components: {} }, 0],
  [
    "a text that demands a log-in",
    { ...READ, ...writes({}) },
    {
      components: {},
      info: { title: "T", version: "1", description: "Authentication is required to access all methods." },
    },
    1,
  ],
  [
    "a header that others take, and a call in the text",
    { ...READ, ...Object.fromEntries(["a", "b", "c"].map((name) => [`GET /${name}`, required("Api-Key")])) },
    { components: {}, info: { title: "T", version: "1", description: 'curl "https://acme.io/a" -H "Api-Key: 71"' } },
    1,
  ],
])("authentication-unstated: beside %s", async (_what, operations, more, milder) => {
  const [fault] = await faultsIn(authenticationUnstated, operations, { security: undefined, ...more });
  expect(fault?.mitigations ?? []).toHaveLength(milder);
});

function required(name: string): object {
  return { parameters: [{ name, in: "header", required: true, schema: TEXT }] };
}

test.each([
  ["Pass the API key from acme.io and the HTML.", 0],
  ["Pass the HTML.", 1],
])("authentication-unstated: a body of which is said %j", async (description, count) => {
  const body = { ...takes({ key: TEXT, html: TEXT }, { required: ["key"] }), description };
  const operations = { "POST /make-pdf": { requestBody: body } };
  const [fault] = await faultsIn(authenticationUnstated, operations, { security: undefined, components: {} });
  expect(fault?.message.includes("takes a credential") ? 0 : 1).toBe(count);
});

const IN_CLEAR = { security: undefined, components: {}, servers: [{ url: "http://api.acme.io" }] };
const CHART = returns({ type: "array", items: { properties: { artist: TEXT, plays: { type: "integer" } } } });

test.each<[string, Operations, object, number]>([
  [
    "the key of a program, for what all read",
    { "GET /artists": { ...required("X-API-Key"), responses: CHART } },
    {},
    1,
  ],
  [
    "the same, for people's data",
    { "GET /patients/{id}": { ...required("X-API-Key"), responses: returns(PATIENT) } },
    {},
    0,
  ],
  [
    "people who are made up",
    { "GET /patients": { responses: listOf({ diagnosis: TEXT, name: TEXT }) } },
    { info: { title: "Random people generator", version: "1" } },
    2,
  ],
])("cleartext-server: %s", async (_what, operations, more, milder) => {
  const [fault] = await faultsIn(cleartextServer, operations, { ...IN_CLEAR, ...more });
  expect(fault?.mitigations ?? []).toHaveLength(milder);
});

test("cleartext-server: a text that was copied from a switch of TLS is not of another switch", async () => {
  const description = "Whether certificate verification is disabled";
  const requestBody = takes({ enabled: { ...YES, description }, nonStrictSsl: { ...YES, description } });
  const faults = await faultsIn(cleartextServer, { "POST /hooks": { requestBody } });
  expect(faults.flatMap(({ places = [] }) => places.map(({ witness }) => witness))).not.toContain("request enabled");
});
