import { expect, test } from "vitest";
import { bflaWriteWeakerThanRead } from "../../src/rules/authentication/bfla-write-weaker-than-read.ts";
import { authenticationUnstated } from "../../src/rules/authentication/authentication-unstated.ts";
import { leadPhrase } from "../../src/data/classify/lead-phrase.ts";
import { intentOf } from "../../src/exposure/intent.ts";
import { bflaInconsistentAuthorization } from "../../src/rules/authorization/bfla-inconsistent-authorization.ts";
import { bolaInconsistentAuthorization } from "../../src/rules/authorization/bola-inconsistent-authorization.ts";
import { debugOperation } from "../../src/rules/authorization/debug-operation.ts";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { bolaOtherUsersData } from "../../src/rules/data/bola-other-users-data.ts";
import { clientSidePrivacy } from "../../src/rules/data/client-side-privacy.ts";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";
import { unboundedList } from "../../src/rules/resources/unbounded-list.ts";
import { cleartextServer } from "../../src/rules/transport/cleartext-server.ts";
import { stateChangingGet } from "../../src/rules/transport/state-changing-get.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { takes as takesYaml, testsOf } from "../operations/tests-of.ts";
import { apiOf, faultsIn, returns, SCHEMES, SIGN_UP, spotsOf, takes, type Operations } from "./faults-in.ts";

/* Pairs that differ in one fact, which decides how a name or a sentence is to be read. */

const TEXT = { type: "string" };
const object = (properties: object): object => ({ type: "object", properties });
const list = (properties: object): object => ({ type: "array", items: object(properties) });

const query = (texts: Readonly<Record<string, string>>): object => ({
  parameters: Object.entries(texts).map(([name, description]) => ({ name, in: "query", description, schema: TEXT })),
});

const profile = (properties: object): Operations => ({
  ...SIGN_UP,
  "GET /users/{id}": { responses: returns(object({ username: TEXT, ...properties })) },
});
const setting = (name: string): Operations => profile({ gender: TEXT, [name]: { type: "boolean" } });
const CHECKUP = { heartRate: { type: "number" }, diagnosis: TEXT };

test.each<[string, Rule, Operations, string]>([
  ["a setting by which somebody hides", clientSidePrivacy, setting("hideGender"), "GET /users/{id}"],
  ["one by which an app shows less", clientSidePrivacy, setting("hideWelcomeMessage"), ""],
  ["the same in German", clientSidePrivacy, setting("verbergeHinweis"), ""],
  ["the same in Spanish", clientSidePrivacy, setting("ocultarTutorial"), ""],

  ["what somebody writes of themselves", bolaOtherUsersData, profile({ bio: TEXT, website: TEXT }), ""],
  ["their comments", bolaOtherUsersData, profile({ comments: list({ text: TEXT }) }), ""],
  ["their messages", bolaOtherUsersData, profile({ messages: list({ messageText: TEXT }) }), "GET /users/{id}"],
  ["their e-mail address", bolaOtherUsersData, profile({ bio: TEXT, email: TEXT }), "GET /users/{id}"],

  [
    "a list of what one person has",
    bolaOtherUsersData,
    { ...SIGN_UP, "GET /users/{id}/checkups": { responses: returns(list(CHECKUP)) } },
    "GET /users/{id}/checkups",
  ],
  [
    "a list of what one person has, which is no list of people",
    excessiveDataExposure,
    { ...SIGN_UP, "GET /users/{id}/checkups/{checkup}/results": { responses: returns(list(CHECKUP)) } },
    "",
  ],
  [
    "a list of people",
    excessiveDataExposure,
    { ...SIGN_UP, "GET /users": { responses: returns(list({ username: TEXT, ...CHECKUP })) } },
    "GET /users",
  ],
  [
    "what comes back for the caller's own token",
    bolaOtherUsersData,
    { ...SIGN_UP, "GET /sessions/{token}/user": { responses: returns(object({ username: TEXT, email: TEXT })) } },
    "",
  ],
  [
    "what comes back for the token of an invitation",
    bolaOtherUsersData,
    { ...SIGN_UP, "GET /invitations/{token}/user": { responses: returns(object({ username: TEXT, email: TEXT })) } },
    "GET /invitations/{token}/user",
  ],

  ["a fee of cancelling", stateChangingGet, { "GET /trips/{id}/cancel_fees": {} }, ""],
  [
    "a fee of cancelling, by a verb",
    stateChangingGet,
    { "GET /trips/{id}/fee": { operationId: "Cancel fee of a trip" } },
    "",
  ],
  ["cancelling", stateChangingGet, { "GET /trips/{id}/cancel": {} }, "GET /trips/{id}/cancel"],

  [
    "the identifier of a moderator",
    massAssignment,
    {
      ...SIGN_UP,
      "POST /topics": { requestBody: takes({ moderator: { ...TEXT, description: "Id of who moderates" } }) },
    },
    "",
  ],
  [
    "whether somebody is a moderator",
    massAssignment,
    { ...SIGN_UP, "POST /topics": { requestBody: takes({ moderator: { type: "boolean" } }) } },
    "POST /topics",
  ],

  [
    "a token of OAuth 1.0, beside its signature",
    credentialInUrl,
    { "GET /valves/{id}": query({ oauth_token: "", oauth_signature: "" }) },
    "",
  ],
  ["the same without", credentialInUrl, { "GET /valves/{id}": query({ oauth_token: "" }) }, "GET /valves/{id}"],
  [
    "a secret word",
    credentialInResponse,
    { ...SIGN_UP, "GET /users/{id}": { responses: returns(object({ username: TEXT, secretWord: TEXT })) } },
    "GET /users/{id}",
  ],
  [
    "a token that is made in each call",
    credentialInResponse,
    {
      "GET /coupons": {
        description: "A new token is generated for every request.",
        responses: returns(object({ token: TEXT })),
      },
    },
    "",
  ],
  [
    "a token that is kept",
    credentialInResponse,
    { "GET /coupons": { responses: returns(object({ token: TEXT })) } },
    "GET /coupons",
  ],
  [
    "what is installed from an address",
    ssrfClientSuppliedUrl,
    { "POST /sites/{id}/themes": query({ url: "URL to install the theme from" }) },
    "POST /sites/{id}/themes",
  ],
  [
    "credentials of which nothing is said",
    debugOperation,
    { "GET /credentials": { security: [] } },
    "GET /credentials",
  ],
  [
    "credentials with fields",
    debugOperation,
    { "GET /credentials": { security: [], responses: returns(list({ kind: TEXT, value: TEXT })) } },
    "",
  ],
])("%s", async (_what, rule, operations, spots) => {
  expect(await namedBy(rule, operations)).toBe(spots);
});

/** The operations that a rule names, each once. */
async function namedBy(rule: Rule, operations: Operations, more: object = {}): Promise<string> {
  const spots = spotsOf(await faultsIn(rule, operations, more));
  return [...new Set(spots.split(", "))].join(", ");
}

const SCOPES = {
  components: {
    securitySchemes: {
      ...SCHEMES,
      login: {
        type: "oauth2",
        flows: {
          authorizationCode: {
            authorizationUrl: "https://login.acme.io/authorize",
            tokenUrl: "https://login.acme.io/token",
            scopes: { "bus:place": "Read the place of a bus", "bus:control": "Control a bus" },
          },
        },
      },
    },
  },
};

test.each([
  ["watch", ""],
  ["beobachten", ""],
  ["abonnieren", ""],
  ["rename", "POST /buses/{id}/rename"],
])("a scope for reading is enough to %s", async (verb, spots) => {
  const operations = { [`POST /buses/{id}/${verb}`]: { security: [{ login: ["bus:place"] }] } };
  expect(await namedBy(bflaWriteWeakerThanRead, operations, SCOPES)).toBe(spots);
});

test.each([
  ["The scope `all` is required to read the records of other users.", ""],
  ["Liest auch die Akten anderer Benutzer.", "GET /users/{id}/records"],
  ["Liest mit dem Scope `all` auch die Akten anderer Benutzer.", ""],
])("“%s”", async (description, spots) => {
  const operations = {
    ...SIGN_UP,
    "GET /me": {},
    "GET /users/{id}/records": { description, responses: returns(list(CHECKUP)) },
  };
  expect(await namedBy(bolaInconsistentAuthorization, operations)).toBe(spots);
});

const needs = (description: string): object => ({ description });
const permissions = (description: string): Operations => ({
  "GET /sites/{id}/pages": needs("Required permission: 'pages'."),
  "PUT /sites/{id}/pages": needs("Required permission: 'pages'."),
  "POST /sites/{id}/pages": needs("Required permission: 'pages'."),
  "DELETE /sites/{id}/permissions/{role}": needs(description),
});

test.each([
  ["Revokes all that it has.", "DELETE /sites/{id}/permissions/{role}"],
  ["Revokes all permissions of the role.", "DELETE /sites/{id}/permissions/{role}"],
  ["Revokes all permissions of the role. Required permission: 'root'.", ""],
  ["Revokes all that it has. Required: global 'root'.", ""],
  ["Entzieht alle Rechte. Erforderlich: `root`.", ""],
])("“%s” beside texts that name a permission", async (description, spots) => {
  expect(await namedBy(bflaInconsistentAuthorization, permissions(description))).toBe(spots);
});

const ID = { name: "id", in: "path", required: true, schema: TEXT };

test.each<[string, object, string]>([
  ["a key that must be sent", { required: true }, "PUT /cases/{id}/status"],
  ["a key that may be left out", { required: false }, ""],
])("where no scheme is declared, %s in a header parameter makes siblings alike", async (_, given, spots) => {
  const asked = { security: undefined, parameters: [ID, { name: "apikey", in: "header", schema: TEXT, ...given }] };
  const kept = { ...asked, responses: { 403: { description: "Only for supervisors." } } };
  const operations = {
    "GET /cases/{id}/summary": kept,
    "DELETE /cases/{id}/notes": kept,
    "PUT /cases/{id}/owner": kept,
    "PUT /cases/{id}/status": asked,
  };
  const faults = await faultsIn(bflaInconsistentAuthorization, operations, { security: undefined, components: {} });
  expect(spotsOf(faults)).toBe(spots);
});

test.each([
  ["POST /login", "log-in"],
  ["POST /auth/{provider}/login", "log-in"],
  ["POST /courses/{courseId}/attendees/{attendeeId}/login-link", undefined],
])("%s is meant as %s", async (id, intent) => {
  const api = await apiOf({ [id]: {} });
  expect(intentOf(api.operations[0]!)).toBe(intent);
});

test.each([
  ["The time this entry was made", "time"],
  ["The name of the person", "name of person"],
  ["Nom de la personne", "Nom de personne"],
  ["Código de un solo uso", "Código de un solo uso"],
])("“%s” opens with a noun", (description, lead) => {
  expect(leadPhrase(description)).toBe(lead);
});

const REFUSED = { 401: { description: "The access token is missing or has expired." } };

test.each<[string, object, boolean]>([
  ["data of people", { iban: TEXT, diagnosis: TEXT }, true],
  ["goods", { weight: { type: "number" } }, false],
])("a refusal alone is too little for %s", async (_what, properties, isGrave) => {
  const operations = {
    "GET /parcels/{id}": { responses: { ...returns(object(properties)), ...REFUSED } },
    "DELETE /parcels/{id}": { responses: REFUSED },
  };
  const [fault] = await faultsIn(authenticationUnstated, operations, { security: undefined });
  expect((fault?.aggravations ?? []).length > 0).toBe(isGrave);
});

test.each([
  ["POST /events/for/{device}", "event"],
  ["GET /alarms/from/{device}", "alarm"],
  ["GET /meldungen/von/{geraet}", "meldung"],
  ["GET /trips/{id}?page={page}", "trip"],
])("%s is about a thing that it names", async (id, noun) => {
  const tests = await testsOf({ [id]: "" }, "accounts");
  expect(tests.get(id)?.ask).toContain(`B's ${noun}`);
});

const UNTYPED = { summary: "Gets it", responses: { 200: { description: "ok", content: { "application/json": {} } } } };
const ASKS = { parameters: [{ name: "Authorization", in: "header", required: true, schema: TEXT }] };

test.each([
  ["GET /heartbeat", ""],
  ["GET /letters", "1"],
])("%s beside operations that take a credential", async (id, found) => {
  const operations = { "POST /parcels": ASKS, "PUT /parcels/{id}": ASKS, [id]: {} };
  const faults = await faultsIn(authenticationUnstated, operations, { security: undefined });
  expect(faults.length === 0 ? "" : String(faults.length)).toBe(found);
});

test.each([
  ["POST /profile", true],
  ["GET /users", true],
  ["GET /tariffs", false],
])("%s, of which nobody says what comes back", async (id, isGrave) => {
  const [fault] = await faultsIn(authenticationUnstated, { [id]: UNTYPED }, { security: undefined });
  expect((fault?.aggravations ?? []).length > 0).toBe(isGrave);
});

test.each<[string, Operations, boolean]>([
  ["a log-in", { "POST /sessions/login": {} }, false],
  ["tariffs", { "GET /tariffs": {} }, true],
])("a server without TLS for %s", async (_what, operations, isMilder) => {
  const [fault] = await faultsIn(cleartextServer, operations, {
    security: undefined,
    servers: [{ url: "http://api.acme.io" }],
  });
  expect((fault?.mitigations ?? []).length > 0).toBe(isMilder);
});

test.each([
  ["{ requestId: { type: string }, consentId: { type: string } }", true],
  ["{ consentId: { type: string, description: 'A nonce, unique for each request' } }", false],
])("a consent is revoked by %s", async (properties, isAsked) => {
  const tests = await testsOf({ "POST /consents/revoke": takesYaml(properties) }, "accounts");
  const { ask = "" } = tests.get("POST /consents/revoke") ?? {};
  expect(ask.includes("requestId")).toBe(false);
  expect(ask.includes("consentId")).toBe(isAsked);
});

test.each([
  ["A valid acme.io master key", "GET /valves/{id}"],
  ["Der Zugangsschlüssel des Kontos", "GET /valves/{id}"],
  ["By which to sort", ""],
])("a parameter `key` is “%s”", async (text, spots) => {
  const schemes = { components: { securitySchemes: { token: SCHEMES.token } } };
  expect(await namedBy(credentialInUrl, { "GET /valves/{id}": query({ key: text }) }, schemes)).toBe(spots);
});

test.each<[string, string, object, boolean]>([
  ["what one person has", "GET /patients/{id}/readings", CHECKUP, true],
  ["what people have in one ward", "GET /wards/{id}/readings", CHECKUP, false],
  ["the patients of one doctor", "GET /doctors/{id}/patients", CHECKUP, false],
  ["people, by what they show of themselves", "GET /photos", { user: object({ username: TEXT, bio: TEXT }) }, true],
  ["people, by how they are reached", "GET /photos", { user: object({ username: TEXT, email: TEXT }) }, false],
])("a list without an end of %s", async (_what, id, item, isMilder) => {
  const faults = await faultsIn(unboundedList, { ...SIGN_UP, [id]: { responses: returns(list(item)) } });
  expect(faults.every(({ mitigations = [] }) => mitigations.length > 0)).toBe(isMilder);
});
