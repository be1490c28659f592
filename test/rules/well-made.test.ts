import { expect, test } from "vitest";
import type { Rule } from "../../src/rules/rule.ts";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { bflaInconsistentAuthorization } from "../../src/rules/authorization/bfla-inconsistent-authorization.ts";
import { bolaInconsistentAuthorization } from "../../src/rules/authorization/bola-inconsistent-authorization.ts";
import { clientSideAuthorization } from "../../src/rules/authorization/client-side-authorization.ts";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { bolaOtherUsersData } from "../../src/rules/data/bola-other-users-data.ts";
import { bulkExposure } from "../../src/rules/data/bulk-exposure.ts";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { knowledgeBasedVerification } from "../../src/rules/flows/knowledge-based-verification.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { missingRateLimit } from "../../src/rules/flows/missing-rate-limit.ts";
import { unboundedPageSize } from "../../src/rules/resources/unbounded-page-size.ts";
import { stateChangingGet } from "../../src/rules/transport/state-changing-get.ts";
import { faultsIn, returns, SIGN_UP, takes, type Operations } from "./faults-in.ts";

/*
 * What careful teams write, and what it differs in from what it looks like: each pair differs in one fact.
 */

const TEXT = { type: "string" };
const EMAIL = { email: { type: "string", format: "email" } };
const OPEN = { security: [] };
const TAKEN = { responses: { 202: { description: "Thanks." } } };

/** How many steps milder a rule weighs the only fault that it finds; `undefined` where it finds none. */
async function milder(rule: Rule, operations: Operations, document: object = {}): Promise<number | undefined> {
  const faults = await faultsIn(rule, operations, document);
  return faults.length === 0 ? undefined : Math.max(...faults.map(({ mitigations = [] }) => mitigations.length));
}

const TOKEN = { name: "jeton", in: "path", required: true, schema: TEXT };

test.each<[string, string, object, number | undefined]>([
  ["a form that anybody sends", "POST /applications", { ...OPEN, requestBody: takes(EMAIL) }, 1],
  [
    "a form that is only taken in, behind a captcha",
    "POST /applications",
    { ...OPEN, ...TAKEN, description: "Captcha.", requestBody: takes(EMAIL) },
    2,
  ],
  [
    "a subscription that its address confirms, so many times a day",
    "POST /subscriptions",
    { ...OPEN, ...TAKEN, description: "Double opt-in. 3 je IP und Tag.", requestBody: takes(EMAIL) },
    2,
  ],
  [
    "what is only taken in, so many times a day",
    "POST /applications",
    { ...OPEN, ...TAKEN, description: "3 je IP und Tag.", requestBody: takes(EMAIL) },
    2,
  ],
  [
    "a comment behind a captcha",
    "POST /episodes/{id}/comments",
    { ...OPEN, ...TAKEN, description: "Captcha.", requestBody: takes({ text: TEXT }) },
    2,
  ],
  [
    "what a link in the path may do",
    "DELETE /bookings/{jeton}",
    { ...OPEN, parameters: [TOKEN], responses: { 204: { description: "Cancelled." } } },
    undefined,
  ],
  [
    "what refuses an unsigned message",
    "POST /hooks/shop",
    {
      ...OPEN,
      requestBody: takes({ id: TEXT }),
      responses: { 204: { description: "" }, 401: { description: "JWS not valid" } },
    },
    undefined,
  ],
  [
    "a session that is refused",
    "POST /sesiones",
    {
      ...OPEN,
      requestBody: takes({ carne: TEXT, clave: TEXT }),
      responses: { 201: { description: "ok" }, 401: { description: "No" } },
    },
    undefined,
  ],
  [
    "a session that is renewed",
    "POST /sessoes/renovar",
    { ...OPEN, requestBody: takes({ renovacao: TEXT }) },
    undefined,
  ],
  [
    "a password that a code sets",
    "POST /clave/nueva",
    { ...OPEN, requestBody: takes({ codigo: TEXT, clave: TEXT }) },
    undefined,
  ],
])("%s is open", async (_name, operation, more, steps) => {
  expect(await milder(unauthenticatedWrite, { "GET /me": {}, [operation]: more })).toBe(steps);
});

const PERSON = {
  type: "object",
  properties: { displayName: TEXT, bio: { ...TEXT, description: "About me." }, city: TEXT },
};
const profile = (title: string, more: object = {}): object => ({
  ...OPEN,
  responses: returns({ ...PERSON, title, properties: { ...PERSON.properties, ...more } }),
});

test.each<[string, object, boolean]>([
  ["a user", profile("User"), true],
  ["a public user", profile("PublicUser"), false],
  ["a public user with a setting for the app", profile("PublicUser", { isPrivate: { type: "boolean" } }), true],
  [
    "a public user with where they are, who may be a 404",
    {
      ...profile("PublicUser", { latitude: { type: "number" }, longitude: { type: "number" } }),
      description: "Unknown users are a 404.",
    },
    true,
  ],
  ["a non-public user", profile("NonPublicUser"), true],
  [
    "a public user with where they are",
    profile("PublicUser", { latitude: { type: "number" }, longitude: { type: "number" } }),
    true,
  ],
])("%s that anybody reads is reported: %s", async (_name, operation, isReported) => {
  const operations = { ...SIGN_UP, "GET /users/{handle}": operation };
  const faults = [
    ...(await faultsIn(bolaOtherUsersData, operations)),
    ...(await faultsIn(excessiveDataExposure, operations)),
  ];
  expect(faults.length > 0).toBe(isReported);
});

test.each([
  ["The first read marks the ticket as used.", true],
  ["The first read marks the notice as read.", false],
  ["La primera lectura queda anotada.", false],
  ["La primera lectura cancela la reserva anterior.", true],
  ["Das erste Herunterladen setzt das Dokument auf „gelesen“.", false],
  ["Le premier accès journalise la lecture.", false],
])("a GET of which is said %j changes something: %s", async (description, isChange) => {
  expect((await faultsIn(stateChangingGet, { "GET /documents/{id}": { description } })).length > 0).toBe(isChange);
});

test.each([
  ["The user's role is not checked by the server.", true],
  ["The owner role itself is handed over only by the owner to an existing member.", false],
  ["Tant que le mandat n'a pas été vérifié, l'entreprise reste en brouillon.", false],
])("%j leaves a check to the client: %s", async (description, isLeft) => {
  const faults = await faultsIn(clientSideAuthorization, { "PUT /clubs/{id}/members/{userId}": { description } });
  expect(faults.length > 0).toBe(isLeft);
});

test.each([
  ["verified", true],
  ["onlyVerified", false],
])("%s of one's privacy settings is for the server to set: %s", async (name, isSet) => {
  const operations = { ...SIGN_UP, "PUT /me/privacy": { requestBody: takes({ [name]: { type: "boolean" } }) } };
  expect((await faultsIn(massAssignment, operations)).length > 0).toBe(isSet);
});

const PAGED: Operations = {
  ...SIGN_UP,
  "GET /orders": {
    parameters: [{ name: "per_page", in: "query", schema: { type: "integer" } }],
    responses: returns({ type: "array", items: { type: "object", properties: { address: TEXT } } }),
  },
};

test.each([
  ["`per_page` is capped at 100.", false],
  ["`per_page` (default 30) says how many.", true],
  ["`page` is capped at 100.", true],
])("where the whole says %j, a page size has no maximum: %s", async (description, isUnbounded) => {
  const faults = await faultsIn(unboundedPageSize, PAGED, { info: { title: "T", version: "1", description } });
  expect(faults.length > 0).toBe(isUnbounded);
});

const REVOCATIONS = (label: string): Operations => ({
  "PUT /firms/{id}": { summary: "Change (manager)", description: "Role manager." },
  "PUT /firms/{id}/plan": { summary: "Plan (manager)", description: "Role manager." },
  "PUT /firms/{id}/name": { summary: "Rename (manager)", description: "Role manager." },
  "DELETE /firms/{id}/mandates/{mandateId}": { summary: `Revoke${label}` },
});

test.each([
  ["", true],
  [" (manager)", false],
])("a change whose summary ends in %j names no role: %s", async (label, isSilent) => {
  expect((await faultsIn(bflaInconsistentAuthorization, REVOCATIONS(label))).length > 0).toBe(isSilent);
});

test.each([
  ["GET /me", "The account is made at the first log-in, no matter who it is.", false],
  ["GET /accounts/{id}", "Works no matter whose account it is.", true],
])("%s that says %j gives what is others'", async (operation, description, isGiven) => {
  const operations = {
    ...SIGN_UP,
    "GET /me": {},
    [operation]: { description, responses: returns({ ...PERSON, title: "User" }) },
  };
  expect((await faultsIn(bolaInconsistentAuthorization, operations)).length > 0).toBe(isGiven);
});

test.each<[string, object, number]>([
  ["a token of a link", { ...OPEN, parameters: [{ ...TOKEN, name: "token" }] }, 2],
  ["a token beside a credential", { parameters: [{ ...TOKEN, name: "token" }] }, 1],
])("%s in the path has %d mitigations", async (_name, operation, steps) => {
  expect(await milder(credentialInUrl, { "GET /shares/{token}": operation })).toBe(steps);
});

test.each([
  [{ taxId: TEXT, newEmail: TEXT }, true],
  [{ taxId: TEXT, email: TEXT }, false],
  [{ taxId: TEXT, newEmail: TEXT, code: TEXT }, false],
])("who sends %j without an account is let in by known facts: %s", async (properties, isLetIn) => {
  const operations = { "POST /access/recovery": { ...OPEN, ...TAKEN, requestBody: takes(properties) } };
  expect((await faultsIn(knowledgeBasedVerification, operations)).length > 0).toBe(isLetIn);
});

test.each([
  ["Guesses are not limited.", true],
  ["The same answer whether the card is unknown, locked or the password is wrong. Five failures lock it.", false],
])("a log-in of which is said %j has no limit: %s", async (description, isUnlimited) => {
  const operations = { "POST /login": { ...OPEN, description, requestBody: takes({ card: TEXT, password: TEXT }) } };
  expect((await faultsIn(missingRateLimit, operations)).length > 0).toBe(isUnlimited);
});

const CHECKED = (properties: object): object => ({
  ...OPEN,
  requestBody: takes({ hash: TEXT }),
  responses: returns({ type: "object", properties }),
});

test.each<[string, string, object, boolean]>([
  ["tells whether something is so", "verify", CHECKED({ sealed: { type: "boolean" } }), false],
  ["tells that it was done", "verify", CHECKED({ ok: { type: "boolean" } }), true],
  ["makes something", "verify", CHECKED({ id: TEXT, sealed: { type: "boolean" } }), true],
  ["opens something", "unlock", CHECKED({ unlocked: { type: "boolean" } }), true],
  [
    "keeps nothing, by its text",
    "estimate",
    { ...CHECKED({ id: TEXT }), description: "Rechnet, ohne etwas zu speichern." },
    false,
  ],
  [
    "runs a command, and keeps nothing",
    "execute",
    { ...CHECKED({ id: TEXT }), description: "It stores nothing." },
    true,
  ],
])("a call that %s (%s) is a change", async (_name, last, operation, isChange) => {
  const operations = { "GET /me": {}, [`POST /documents/${last}`]: operation };
  expect((await faultsIn(unauthenticatedWrite, operations)).length > 0).toBe(isChange);
});

test.each<[string, object, string, boolean]>([
  ["of whatever length", TEXT, "The link is drawn at random (128 bits).", true],
  ["that is long", { ...TEXT, minLength: 27 }, "The link is drawn at random (128 bits).", false],
  ["of which nothing is said", TEXT, "", true],
])("what is restricted comes back by a link %s: %o, %j", async (_name, schema, description, isReported) => {
  const operation = {
    ...OPEN,
    description,
    parameters: [{ ...TOKEN, schema }],
    responses: returns({ type: "object", title: "Patient", properties: { diagnosis: TEXT, name: TEXT } }),
  };
  const faults = await faultsIn(excessiveDataExposure, { "GET /results/{jeton}": operation });
  expect(faults.length > 0).toBe(isReported);
});

test.each([
  [{ statusCallback: { ...TEXT, format: "uri" } }, true],
  [{ statusCallback: TEXT }, false],
  [{ statusPage: { ...TEXT, format: "uri" } }, false],
])("%j is an address that the service calls: %s", async (properties, isCalled) => {
  const operations = { ...SIGN_UP, "POST /calls": { requestBody: takes(properties) } };
  expect((await faultsIn(ssrfClientSuppliedUrl, operations)).length > 0).toBe(isCalled);
});

test.each([
  ["one by its key, with the lists that it holds", "POST /getAccountHolder", { accountHolderCode: TEXT }, false],
  ["all of them", "POST /getAccountHolders", { accountHolderCode: TEXT }, true],
  ["whatever is asked for", "POST /getAccountHolder", { filter: TEXT }, true],
])("a procedure that gives %s (%s) is read in bulk: %j, %s", async (_name, id, properties, isReported) => {
  const people = { type: "array", items: { properties: { name: TEXT, ...EMAIL } } };
  const shareholders = { properties: { id: TEXT, shareholders: people, signatories: people } };
  const operations = {
    [id]: {
      summary: "Get what is on record",
      requestBody: takes(properties),
      responses: returns({ properties: { accountHolder: shareholders, code: TEXT } }),
    },
  };
  const document = { info: { title: "T", version: "1", "x-audience": "external-partner" }, security: [{ key: [] }] };
  expect((await faultsIn(bulkExposure, operations, document)).length > 0).toBe(isReported);
});
