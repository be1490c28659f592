import { expect, test } from "vitest";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { bolaInconsistentAuthorization } from "../../src/rules/authorization/bola-inconsistent-authorization.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";
import { unauthenticatedOperation } from "../../src/rules/exposure/unauthenticated-operation.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import { clientSuppliedPayoutAccount } from "../../src/rules/inputs/client-supplied-payout-account.ts";
import { isOfPublicRegister } from "../../src/exposure/open-records.ts";
import { apiOf, faultsIn, returns, SIGN_UP, takes } from "./faults-in.ts";

/*
 * What is open or chosen by callers on purpose, and what it differs in from what must not be. A wrong rejection costs a
 * review its readers, and a missed one somebody's data.
 */

const TEXT = { type: "string" };
const OPEN = { security: [] };
const CREATED = { responses: { 201: { description: "Created" } } };
const LIMITED = { responses: { 201: { description: "Created" }, 429: { description: "Too many" } } };
const CONTACT = { name: TEXT, email: { type: "string", format: "email" }, phone: TEXT };

test.each<[string, string, object, string | undefined]>([
  ["a visitor's request for an offer", "POST /quotes", CREATED, "entered"],
  ["the same within limits", "POST /quotes", LIMITED, "entered within limits"],
  ["an application, in German", "POST /bewerbungen", CREATED, "entered"],
  [
    "a booking with or without an account",
    "POST /bookings",
    { ...LIMITED, security: [{}, { token: [] }] },
    "entered within limits",
  ],
  ["a thing for sale", "POST /products", LIMITED, ""],
  ["an invoice", "POST /invoices", LIMITED, ""],
  ["who works there", "POST /employees", LIMITED, ""],
  ["a price, in German", "POST /preise", CREATED, ""],
  ["a medical record, in French", "POST /dossiers-medicaux", LIMITED, ""],
  ["what a terminal sends", "POST /terminals/bookings", CREATED, ""],
  ["what another system sends", "POST /integrations/shop/orders", LIMITED, ""],
  ["what happened elsewhere", "POST /webhooks/orders", LIMITED, "received"],
  ["a change of what there is", "POST /orders/{id}/cancel", LIMITED, ""],
  ["a change in place", "PUT /quotes/{id}", LIMITED, ""],
])("%s (%s) is open", async (_name, operation, more, cause) => {
  const [fault] = await faultsIn(unauthenticatedWrite, {
    "GET /me": {},
    [operation]: { ...OPEN, ...more, requestBody: takes({ model: TEXT, year: { type: "integer" } }) },
  });
  expect(fault?.cause).toBe(cause);
});

test.each<[string, string, object, object, string]>([
  [
    "a message to an address that is known",
    "POST /portal/access",
    { email: TEXT },
    { 202: { description: "Sent." } },
    "asked",
  ],
  [
    "what was bought is sent once more",
    "POST /bookings/resend",
    { reference: TEXT, email: TEXT },
    { 202: { description: "Sent." } },
    "asked",
  ],
  ["an answer comes back", "POST /portal/access", { email: TEXT }, returns({ properties: { known: TEXT } }), ""],
  ["more is entered", "POST /portal/access", { email: TEXT, model: TEXT }, { 202: { description: "Sent." } }, ""],
])("whoever says who they are: %s", async (_name, operation, properties, responses, cause) => {
  const requestBody = takes(properties, { required: Object.keys(properties) });
  const [fault] = await faultsIn(unauthenticatedWrite, {
    "GET /me": {},
    [operation]: { ...OPEN, requestBody, responses },
  });
  expect(fault?.cause).toBe(cause);
});

test.each([
  [{ email: TEXT }, ""],
  [{ email: TEXT, zone: TEXT }, "entered"],
])("a token for %j: %j", async (properties, cause) => {
  const [fault] = await faultsIn(unauthenticatedWrite, {
    "GET /me": {},
    "POST /stays": {
      ...OPEN,
      requestBody: takes(properties, { required: Object.keys(properties) }),
      responses: returns({ type: "object", properties: { accessToken: TEXT } }),
    },
  });
  expect(fault?.cause).toBe(cause);
});

test.each<[string, string, string, object, boolean]>([
  ["how a shop is reached", "/repair-shops", "RepairShop", CONTACT, true],
  ["how a place is reached, in French", "/mediatheques/{id}", "Mediatheque", CONTACT, true],
  ["how somebody is reached who reported something", "/sightings", "Reporter", CONTACT, false],
  ["where a parcel goes", "/parcels/{number}", "Parcel", CONTACT, false],
  ["how customers are reached", "/customers", "Customer", CONTACT, false],
  ["how employees are reached", "/employees", "Row", CONTACT, false],
  ["the same as a file", "/employees.csv", "Row", CONTACT, false],
  ["how staff is reached, in German", "/mitarbeiter", "Mitarbeiter", CONTACT, false],
  ["how students are reached, in Spanish", "/alumnos", "Alumno", CONTACT, false],
  ["how candidates are reached, in Portuguese", "/candidatos", "Candidato", CONTACT, false],
  ["what somebody earns", "/salaries", "Row", { salary: { type: "number" }, currency: TEXT }, false],
  ["what somebody has", "/wallets/{number}", "Row", { accountBalance: { type: "number" }, owner: TEXT }, false],
  ["who is paid what", "/spending", "Row", { ownerName: TEXT, income: { type: "number" } }, false],
  [
    "what people write to each other",
    "/threads/{id}/messages",
    "Message",
    { privateMessage: TEXT, senderName: TEXT },
    false,
  ],
  ["a private number", "/repair-shops", "RepairShop", { ...CONTACT, privatePhone: TEXT }, false],
  ["when somebody was born", "/repair-shops", "RepairShop", { ...CONTACT, dateOfBirth: TEXT }, false],
])("%s (GET %s) may be published: %s", async (_name, path, title, properties, isMilder) => {
  const responses = returns({ type: "array", items: { type: "object", title, properties } });
  const faults = await faultsIn(excessiveDataExposure, { "GET /me": {}, [`GET ${path}`]: { ...OPEN, responses } });
  expect(faults.length).toBeGreaterThan(0);
  expect(faults.every(({ mitigations = [] }) => mitigations.length === 1)).toBe(isMilder);
});

const ACCEPTED = (more: object = {}): object => ({
  responses: { 202: { description: "Accepted", ...more }, 429: { description: "Too many" } },
});
const JSON_OF = (properties: object): object => ({
  content: { "application/json": { schema: { type: "object", properties } } },
});

test.each<[string, string, object, string | undefined]>([
  ["taken in within limits", "POST /recordings", ACCEPTED(), "guarded"],
  ["… and the time of it", "POST /recordings", ACCEPTED(JSON_OF({ at: { ...TEXT, format: "date-time" } })), "guarded"],
  ["… and more than that", "POST /recordings", ACCEPTED(JSON_OF({ secret: TEXT })), ""],
  ["taken in without limits", "POST /recordings", { responses: { 202: { description: "Accepted" } } }, ""],
  ["done at once", "POST /recordings", LIMITED, ""],
  ["of one thing by its number", "POST /recordings/{id}", ACCEPTED(), ""],
  ["said to be for anybody", "POST /hearings/{id}/recordings", { ...LIMITED, description: "Anyone may." }, "guarded"],
  ["… in German", "POST /verfahren/{id}/akten", { ...LIMITED, description: "Das darf jedermann." }, "guarded"],
  ["… in French", "POST /campagnes/{id}/dons", { ...LIMITED, description: "Ouvert à tous." }, "guarded"],
  ["… without a limit", "POST /campagnes/{id}/dons", { ...CREATED, description: "Ouvert à tous." }, ""],
])("what passers-by send in, %s (%s)", async (_name, operation, more, cause) => {
  const [fault] = await faultsIn(unauthenticatedWrite, {
    "GET /me": {},
    [operation]: { ...OPEN, ...more, requestBody: takes({ model: TEXT }) },
  });
  expect(fault?.cause).toBe(cause);
});

const DRAWN = { ...TEXT, pattern: "^[A-Za-z0-9_-]{22}$" };

test.each<[string, string, object, object, boolean]>([
  ["the key that was shown once", "POST /statements/withdrawal", { receiptKey: DRAWN }, {}, true],
  ["the same in German", "POST /stellungnahmen/rueckzug", { rueckzugsschluessel: DRAWN }, {}, true],
  ["a code of a letter", "PUT /polls/{id}/ballot", { code: DRAWN }, { description: "16 random characters." }, true],
  ["a code of which nothing is said", "PUT /polls/{id}/ballot", { code: DRAWN }, {}, false],
  ["a short key", "POST /statements/withdrawal", { key: { ...TEXT, pattern: "^[A-Z0-9]{6}$" } }, {}, false],
])("whoever brings %s", async (_name, operation, properties, more, isKeyed) => {
  const requestBody = takes(properties, { required: Object.keys(properties) });
  const faults = await faultsIn(unauthenticatedWrite, {
    "GET /me": {},
    [operation]: { ...OPEN, ...more, requestBody, responses: { 200: { description: "Done" } } },
  });
  expect(faults.every(({ cause }) => cause === "keyed" || cause === "single-use")).toBe(isKeyed);
});

test.each<[string, object, string]>([
  ["a statement", { reason: TEXT }, ""],
  ["an amount", { amount: { type: "number" } }, "grave"],
])("who withdraws %s", async (_name, properties, cause) => {
  const [fault] = await faultsIn(unauthenticatedWrite, {
    "GET /me": {},
    "POST /filings/{id}/withdraw": { ...OPEN, requestBody: takes(properties) },
  });
  expect(fault?.cause).toBe(cause);
});

test.each([
  ["/track/{claimNumber}", false],
  ["/places/{placeId}", true],
])("what %s shows may be published: %s", async (path, isMilder) => {
  const responses = returns({ type: "object", title: "Page", properties: CONTACT });
  const faults = await faultsIn(excessiveDataExposure, { "GET /me": {}, [`GET ${path}`]: { ...OPEN, responses } });
  expect(faults.length).toBeGreaterThan(0);
  expect(faults.every(({ mitigations = [] }) => mitigations.length === 1)).toBe(isMilder);
});

const DWELLING = { rua: TEXT, renda: { type: "number" }, tipologia: TEXT };

test.each<[string, object, boolean]>([
  ["the rent of a flat, and where it is, in Portuguese", DWELLING, true],
  ["the rent and whose it is", { ...DWELLING, ownerName: TEXT }, false],
])("%s may be published: %s", async (_name, properties, isMilder) => {
  const responses = returns({ type: "array", items: { type: "object", title: "Flat", properties } });
  const faults = await faultsIn(excessiveDataExposure, {
    "GET /me": {},
    "GET /lettings/{id}/flats": { ...OPEN, responses },
  });
  expect(faults.every(({ mitigations = [] }) => mitigations.length === 1)).toBe(isMilder);
});

const ENTRY = { applicantName: TEXT, siteAddress: TEXT, proposal: TEXT };

test.each<[string, object, object, string]>([
  ["a tag that says so", ENTRY, { tags: ["Register"] }, "2 steps"],
  ["a text of its own", ENTRY, { description: "Part of the public file." }, ""],
  ["a text of its own, in German", ENTRY, { description: "Das öffentliche Register." }, ""],
  ["a text of its own, in Portuguese", ENTRY, { description: "Faz parte do processo público." }, ""],
  ["a tag that says what a law wants", ENTRY, { tags: ["Plans"] }, "2 steps"],
  ["a text that keeps it from inspection", ENTRY, { description: "The file is not open to inspection." }, "0 steps"],
  ["nothing that says so", ENTRY, {}, "0 steps"],
  ["a text that denies it", ENTRY, { description: "This is no public register." }, "0 steps"],
  ["how people are reached", { ...ENTRY, email: TEXT }, { tags: ["Register"] }, "0 steps"],
  ["what identifies them", { ...ENTRY, socialSecurityNumber: TEXT }, { tags: ["Register"] }, "0 steps"],
])("a register of applications, by %s: %#", async (_name, properties, more, expected) => {
  const faults = await faultsIn(
    excessiveDataExposure,
    {
      "GET /me": {},
      "GET /applications": {
        ...OPEN,
        ...more,
        responses: returns({ type: "array", items: { type: "object", title: "Entry", properties } }),
      },
    },
    {
      tags: [
        { name: "Register", description: "The public register. No sign-in." },
        { name: "Plans", description: "The law says that anyone may inspect them without telling us who they are." },
      ],
    },
  );
  expect([...new Set(faults.map(({ mitigations = [] }) => `${mitigations.length} steps`))].join()).toBe(expected);
});

test.each([
  ["Anyone may inspect it without saying who they are.", true],
  ["Toute personne peut le consulter.", true],
  ["The file is not open to inspection.", false],
  ["Inspection of a site, and what was found.", false],
])("a read with the text %j is of a public register: %s", async (description, isOpen) => {
  const api = await apiOf({ "GET /applications": { ...OPEN, description, responses: returns({ properties: ENTRY }) } });
  expect(isOfPublicRegister(api.tags)(api.operations[0]!)).toBe(isOpen);
});

test.each<[string, object, boolean]>([
  ["the answer says that a mail asks for it", { 202: { description: "A confirmation mail was sent" } }, true],
  ["the answer says so in French", { 202: { description: "Un courriel de confirmation est parti" } }, true],
  ["nothing says so", { 201: { description: "Thank you" } }, false],
])("who wants to join confirms the address: %s", async (_name, responses, isGuarded) => {
  const faults = await faultsIn(unauthenticatedWrite, {
    "GET /me": {},
    "POST /memberships": {
      ...OPEN,
      requestBody: takes({ name: TEXT, email: { type: "string", format: "email" } }),
      responses: { ...responses, 429: { description: "Too many" } },
    },
  });
  expect(faults.every(({ cause, mitigations = [] }) => cause !== "" || mitigations.length > 0)).toBe(isGuarded);
});

test.each([
  ["POST /subscriptions", false],
  ["PATCH /me", true],
])("callers of %s choose a plan that others ought to decide: %s", async (operation, isReported) => {
  const faults = await faultsIn(massAssignment, {
    ...SIGN_UP,
    "GET /me": {},
    [operation]: { requestBody: takes({ plan: TEXT, firstName: TEXT }) },
  });
  expect(faults.length > 0).toBe(isReported);
});

test.each([
  ["PUT /me/payout-account", 1],
  ["POST /refunds", 0],
])("%s sets an account for money: %d steps milder", async (operation, steps) => {
  const [fault] = await faultsIn(clientSuppliedPayoutAccount, {
    "GET /me": {},
    [operation]: { requestBody: takes({ iban: TEXT }), summary: "Payout" },
  });
  expect(fault?.mitigations).toHaveLength(steps);
});

test.each([
  ["offerToken", false],
  ["number", true],
])("whoever brings {%s} reads a token that is a credential of others: %s", async (name, isReported) => {
  const responses = returns({ type: "object", properties: { offerToken: TEXT } });
  const faults = await faultsIn(credentialInResponse, { [`GET /offers/{${name}}`]: { ...OPEN, responses } });
  expect(faults.length > 0).toBe(isReported);
});

test.each([
  [{ code: TEXT }, false],
  [{ email: TEXT, password: TEXT }, true],
])("a step of a sign-up that takes %j gives away the proof: %s", async (properties, isReported) => {
  const faults = await faultsIn(verificationSecretInResponse, {
    "POST /register": {
      ...OPEN,
      requestBody: takes(properties, { required: Object.keys(properties) }),
      responses: returns({ type: "object", properties: { activationToken: TEXT } }),
    },
  });
  expect(faults.length > 0).toBe(isReported);
});

test.each([
  ["It takes effect after the approval of another person in the organisation.", false],
  ["Any authenticated user can change the account of any organisation.", true],
])("%j opens others' objects: %s", async (description, isReported) => {
  const faults = await faultsIn(bolaInconsistentAuthorization, {
    "GET /me": {},
    "PUT /organisation/bank-account": { description, requestBody: takes({ bank: TEXT }) },
  });
  expect(faults.length > 0).toBe(isReported);
});

test.each([
  ["POST /gruppen/{gruppeId}/termine", "Jedes Mitglied darf eintragen, auch für andere.", false],
  ["POST /termine/{terminId}/notizen", "Jedes Mitglied darf eintragen, auch für andere.", true],
  ["PUT /refunds/{id}/approval", "Approves a refund that any other member has asked for.", false],
])("%s, with the text %j, opens others' objects: %s", async (operation, description, isReported) => {
  const faults = await faultsIn(bolaInconsistentAuthorization, {
    "GET /me": {},
    [operation]: { description, requestBody: takes({ note: TEXT }) },
  });
  expect(faults.length > 0).toBe(isReported);
});

test.each([
  ["Liste nach § 43a Abs. 6 GenG: Jedes Mitglied darf sie einsehen.", false],
  ["Jedes Mitglied darf sie einsehen (Art. 12 des Genossenschaftsgesetzes).", false],
  ["Jedes Mitglied darf sie einsehen.", true],
  ["Jedes Mitglied darf sie einsehen, siehe Abschnitt 4 der Satzung.", true],
])("a list of members with the text %j opens others' objects: %s", async (description, isReported) => {
  const responses = returns({ type: "array", items: { type: "object", title: "Member", properties: CONTACT } });
  const faults = await faultsIn(bolaInconsistentAuthorization, {
    ...SIGN_UP,
    "GET /me": {},
    "GET /members": { description, responses },
  });
  expect(faults.length > 0).toBe(isReported);
});

test.each([
  ["The comment form says that these will be published.", false],
  ["The comment form says that some of these will be published.", true],
  ["An officer reads them.", true],
])("what people wrote to an office, with the text %j, is too much: %s", async (description, isReported) => {
  const comment = { type: "object", title: "Comment", properties: { name: TEXT, text: TEXT } };
  const faults = await faultsIn(excessiveDataExposure, {
    "GET /me": {},
    "GET /cases/{id}/comments": { ...OPEN, description, responses: returns({ type: "array", items: comment }) },
  });
  expect(faults.length > 0).toBe(isReported);
});

const LISTED = { responses: returns({ type: "array", items: { properties: { state: TEXT } } }) };
const secured = (count: number): object =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`POST /things${i}`, { security: [{ token: [] }] }] as const),
  );

test.each<[string, number, string, object, number]>([
  ["a read that states nothing", 10, "GET /jobs", LISTED, 1],
  ["one that is open as it says", 10, "GET /jobs", { ...LISTED, ...OPEN }, 0],
  ["one among few that require something", 3, "GET /jobs", LISTED, 0],
  [
    "one that says that it is open",
    10,
    "GET /jobs",
    { ...LISTED, description: "This information is accessible by anyone." },
    0,
  ],
  ["reference data", 10, "GET /countries", LISTED, 0],
  ["a health check", 10, "GET /health", LISTED, 0],
])("unauthenticated-operation: %s beside %i others", async (_name, others, id, operation, count) => {
  const faults = await faultsIn(
    unauthenticatedOperation,
    { ...secured(others), [id]: operation },
    { security: undefined },
  );
  expect(faults.filter(({ cause }) => cause === "left out")).toHaveLength(count);
});

test("unauthenticated-operation: what can be read of an open thing is open with it, but for what is there to be seen", async () => {
  const faults = await faultsIn(unauthenticatedOperation, {
    "GET /projects": LISTED,
    "GET /projects/{owner}/{name}": OPEN,
    "GET /projects/{owner}/{name}/history": OPEN,
    "GET /projects/{owner}/{name}/badge": OPEN,
    "GET /projects/{owner}/{name}/settings": {},
  });
  expect(faults.map(({ places = [] }) => places.map(({ operation }) => operation?.id))).toEqual([
    ["GET /projects/{owner}/{name}", "GET /projects/{owner}/{name}/history"],
  ]);
});

test.each([
  ["If you are not the owner of the document, then just the ID is returned.", 1],
  ["If you are not the owner of the document, then all of it is returned.", 0],
])("%j: what others get makes it milder by %i", async (description, milder) => {
  const [fault] = await faultsIn(bolaInconsistentAuthorization, {
    "GET /me": {},
    "POST /documents/search": { description, requestBody: takes({ number: TEXT }) },
  });
  expect(fault?.mitigations?.length).toBe(milder);
});

test.each([
  ["POST /your/address/notifications", "The notification is sent to you when the work is done.", false],
  ["POST /ihre/adresse/benachrichtigung", "Die Benachrichtigung wird an Ihr System geschickt.", false],
  ["POST /votre/adresse/notification", "La notification vous est envoyée.", false],
  ["POST /notifications", "Sends a notification to all customers.", true],
  ["POST /reports", "The report is sent to you when it is done.", true],
])("unauthenticated-write: %s, where it is said: %s", async (id, description, isReported) => {
  const faults = await faultsIn(unauthenticatedWrite, {
    [id]: { ...OPEN, description, requestBody: takes({ state: TEXT }) },
    "GET /orders": {},
  });
  expect(faults.length > 0).toBe(isReported);
});

test.each([
  ["Use this to get magic links for your users.", false],
  ["Liefert einen Anmeldelink.", false],
  ["Get what was stored.", true],
])("credential-in-response: a call that reads by its name, and says: %s", async (description, isReported) => {
  const faults = await faultsIn(credentialInResponse, {
    "POST /portal-access/{appId}": {
      operationId: "getPortalAccess",
      summary: "Get portal access",
      description,
      responses: returns({ properties: { url: TEXT, accessToken: TEXT } }),
    },
  });
  expect(faults.length > 0).toBe(isReported);
});

test.each([
  ["oauth2", "oauth2", "unknown"],
  ["oauth2", "http", "self-registered"],
])("a sign-up gives a %s scheme of /me, and of a %s scheme beside it: %s", async (_own, other, admission) => {
  const flow = { authorizationUrl: "https://l.acme.io/a", tokenUrl: "https://l.acme.io/t", scopes: { all: "All" } };
  const oauth = { type: "oauth2", flows: { authorizationCode: flow } };
  const api = await apiOf(
    {
      ...SIGN_UP,
      "GET /me": { security: [{ member: ["all"] }] },
      "GET /manager/members": { security: [other === "oauth2" ? { manager: ["all"] } : { manager: [] }] },
    },
    {
      components: {
        securitySchemes: { member: oauth, manager: other === "oauth2" ? oauth : { type: "http", scheme: "bearer" } },
      },
      security: [{ member: ["all"] }],
    },
  );
  const managed = api.operations.find(({ path }) => path === "/manager/members")!;
  expect(api.assessed(managed).admission).toBe(admission);
});

test.each<[string, object, object, boolean]>([
  ["/gift-cards/balance", { number: TEXT, pin: TEXT }, { balance: { type: "integer" } }, false],
  ["/gift-cards/balance", { number: TEXT, amount: { type: "integer" } }, { balance: { type: "integer" } }, true],
  ["/gift-cards/balance", { number: TEXT }, { id: TEXT }, true],
  ["/results/{id}/seal", { code: TEXT }, { genuine: { type: "boolean" } }, false],
  ["/results/{id}/seal", { code: TEXT }, { sealed: { type: "boolean" } }, true],
])("POST %s, which takes %j and gives %j, is a change: %s", async (path, taken, given, isChange) => {
  const operation = {
    ...OPEN,
    requestBody: takes(taken),
    responses: returns({ type: "object", properties: given }),
  };
  const faults = await faultsIn(unauthenticatedWrite, { "GET /me": {}, [`POST ${path}`]: operation });
  expect(faults.length > 0).toBe(isChange);
});

test.each([
  ["/bookings/current", false],
  ["/members/current", true],
])("what GET %s returns is a person like its caller: %s", async (path, isPerson) => {
  const $ref = "#/components/schemas/Booking";
  const faults = await faultsIn(
    excessiveDataExposure,
    {
      ...SIGN_UP,
      [`GET ${path}`]: { responses: returns({ $ref }) },
      "GET /members/me/bookings": { responses: returns({ type: "array", items: { $ref } }) },
    },
    {
      components: {
        schemas: { Booking: { type: "object", properties: { id: TEXT, email: TEXT } } },
        securitySchemes: { token: { type: "http", scheme: "bearer" } },
      },
    },
  );
  expect(faults.length > 0).toBe(isPerson);
});

test.each([
  ["PUT /ads/{id}", false],
  ["PATCH /me", true],
])("the rent that callers set with %s is another's to decide: %s", async (operation, isReported) => {
  const faults = await faultsIn(massAssignment, {
    ...SIGN_UP,
    "GET /me": {},
    [operation]: {
      description: "Change your own.",
      requestBody: takes({ rent: { type: "number" }, title: TEXT }),
      responses: { 200: { description: "ok" } },
    },
    [operation.replace(/PUT|PATCH/, "GET")]: { responses: returns({ properties: { rent: { type: "number" } } }) },
  });
  expect(faults.length > 0).toBe(isReported);
});

test.each<[object, object, string]>([
  [{ ...TEXT, pattern: "^[A-HJ-NP-Z2-9]{14}$" }, CREATED, "coded"],
  [{ ...TEXT, pattern: "^[A-HJ-NP-Z2-9]{14}$" }, LIMITED, "coded within limits"],
  [{ ...TEXT, pattern: "^[A-HJ-NP-Z2-9]{6}$" }, LIMITED, ""],
  [{ ...TEXT, pattern: "^[0-9]{14}$" }, LIMITED, ""],
  [TEXT, LIMITED, ""],
])("an invitation by a code %j is used by anyone: %s", async (schema, more, cause) => {
  const parameters = [{ name: "code", in: "path", required: true, schema }];
  const [fault] = await faultsIn(unauthenticatedWrite, {
    "GET /me": {},
    "POST /invitations/{code}": { ...OPEN, ...more, parameters, requestBody: takes({ plate: TEXT }) },
  });
  expect(fault?.cause).toBe(cause);
});

test.each([
  ["POST /recovery", false],
  ["POST /recuperacion", false],
  ["POST /devices/reset", true],
])("%s, which takes an address and gives a number, is a change: %s", async (operation, isChange) => {
  const faults = await faultsIn(unauthenticatedWrite, {
    "GET /me": {},
    [operation]: { ...OPEN, requestBody: takes({ email: TEXT }), responses: returns({ properties: { number: TEXT } }) },
  });
  expect(faults.length > 0).toBe(isChange);
});

test.each<[string, object, boolean]>([
  ["telefonKasse", {}, true],
  ["manager", { description: "Name on the door." }, true],
  ["customerPhone", {}, false],
  ["mobilePhone", {}, false],
])("%s of a branch may be published: %s", async (name, more, isMild) => {
  const faults = await faultsIn(excessiveDataExposure, {
    "GET /me": {},
    "GET /branches": {
      ...OPEN,
      responses: returns({
        type: "array",
        items: { title: "Branch", properties: { id: TEXT, email: TEXT, [name]: { ...TEXT, ...more } } },
      }),
    },
  });
  expect(faults.every(({ mitigations = [] }) => mitigations.length > 0)).toBe(isMild);
});

const CARD = { name: TEXT, role: TEXT, email: { type: "string", format: "email" } };

test.each<[string, string, object, boolean]>([
  ["/sales-offices", "ContactPerson", OPEN, true],
  ["/vertriebsbueros", "Ansprechpartner", { security: [{ token: [] }, {}] }, true],
  ["/contacts", "Contact", OPEN, false],
  ["/sales-offices", "Employee", OPEN, false],
  ["/sales-offices", "User", OPEN, false],
])("whom %s lists as %s is there to be reached: %j, %s", async (path, title, open, isMild) => {
  const faults = await faultsIn(excessiveDataExposure, {
    "GET /me": {},
    [`GET ${path}`]: {
      ...open,
      responses: returns({ type: "array", items: { title, type: "object", properties: CARD } }),
    },
  });
  expect(faults.length > 0 && faults.every(({ mitigations = [] }) => mitigations.length > 0)).toBe(isMild);
});

test.each<[string, object, boolean]>([
  ["a hash is looked up", { known: { type: "boolean" }, signatures: { type: "integer" } }, false],
  ["something is told of it", { known: { type: "boolean" }, signer: TEXT }, true],
])("a seal is checked by anyone: %s", async (_name, properties, isChange) => {
  const faults = await faultsIn(unauthenticatedWrite, {
    "GET /me": {},
    "POST /seals": {
      ...OPEN,
      operationId: "verifySeal",
      requestBody: takes({ sha256: TEXT }),
      responses: returns({ type: "object", properties }),
    },
  });
  expect(faults.length > 0).toBe(isChange);
});

test("an order in French is no command, and an animal is no person", async () => {
  const [write] = await faultsIn(unauthenticatedWrite, {
    "GET /me": {},
    "POST /boutique/commandes": { ...OPEN, requestBody: takes({ article: TEXT }), ...CREATED },
  });
  expect(write?.aggravations ?? []).toEqual([]);
  const animal = {
    properties: { nom: TEXT, espece: TEXT, race: TEXT, dateNaissance: { type: "string", format: "date" } },
  };
  const read = (title: string, properties: object) => ({
    "GET /me": {},
    "GET /fiches/{numero}": { ...OPEN, responses: returns({ title, type: "object", properties }) },
  });
  expect(await faultsIn(excessiveDataExposure, read("FicheAnimal", animal.properties))).toEqual([]);
  const { espece: _, ...person } = animal.properties;
  expect((await faultsIn(excessiveDataExposure, read("FichePatient", person))).length).toBeGreaterThan(0);
});

test.each([
  ["Le champ `sceau` est un HMAC-SHA-256 des autres champs. Sans sceau valable la notification\nest rejetée.", true],
  [
    "Le champ `sceau` est un HMAC-SHA-256 des autres champs. Sans sceau la notification\nest traitée telle quelle.",
    false,
  ],
])("a notification that is refused without its seal proves who sends it: %j, %s", async (description, isProven) => {
  const faults = await faultsIn(unauthenticatedWrite, {
    "GET /me": {},
    "POST /notifications/paiement": { ...OPEN, description, requestBody: takes({ reference: TEXT, sceau: TEXT }) },
  });
  expect(faults.length === 0).toBe(isProven);
});

test.each<[string, object, string]>([
  ["POST /take/{invite}/code", { ...TEXT, minLength: 48, maxLength: 48 }, "keyed"],
  ["POST /take/{invite}/code", { ...TEXT, minLength: 8 }, ""],
])("what is longer than any identifier was handed out (%s, %j): %j", async (id, schema, cause) => {
  const parameters = [{ name: "invite", in: "path", required: true, schema }];
  const [fault] = await faultsIn(unauthenticatedWrite, { "GET /me": {}, [id]: { ...OPEN, ...CREATED, parameters } });
  expect(fault?.cause).toBe(cause);
});

test.each([
  ["Year and rank, such as F-2025-004218", 14, true],
  ["Drawn at random", 14, false],
  ["Year and rank, such as F-2025-004218", 43, false],
])("an invoice under a number (%s, %d characters) is guessed: %s", async (description, minLength, isGuessed) => {
  const parameters = [{ name: "document", in: "path", required: true, description, schema: { ...TEXT, minLength } }];
  const content = { "application/pdf": { schema: { ...TEXT, format: "binary" } } };
  const faults = await faultsIn(unauthenticatedOperation, {
    "GET /me": {},
    "GET /invoices/{document}/pdf": { ...OPEN, parameters, responses: { 200: { description: "ok", content } } },
  });
  expect(faults.length > 0).toBe(isGuessed);
});

test.each([
  ["reviewToken", true],
  ["invite", true],
  ["walletAddress", false],
  ["documentChecksum", false],
])("whoever brings a long %s was handed it: %s", async (name, isKey) => {
  const parameters = [{ name, in: "path", required: true, schema: { ...TEXT, minLength: 42 } }];
  const faults = await faultsIn(excessiveDataExposure, {
    "GET /me": {},
    [`GET /people/{${name}}`]: { ...OPEN, parameters, responses: returns({ title: "Card", properties: CONTACT }) },
  });
  expect(faults.length === 0).toBe(isKey);
});

const SIGNED = "No key is required for this request, because authorization is embedded in the signed URL.";

test.each<[string, string, string, string, number]>([
  [
    "an address that another operation gives, and that is signed",
    "PUT /path",
    "Full URL, provided by `POST /uploads`.",
    SIGNED,
    0,
  ],
  [
    "in German",
    "PUT /ablage",
    "Die ganze URL stammt aus POST /uploads.",
    "Die Berechtigung steckt in der signierten URL.",
    0,
  ],
  ["in French", "PUT /depot", "URL obtenue par POST /uploads.", "L'autorisation est dans l'URL signée.", 0],
  ["in Spanish", "PUT /carga", "URL que devuelve POST /uploads.", "La autorización va en la URL firmada.", 0],
  ["in Portuguese", "PUT /envio", "URL devolvida por POST /uploads.", "A autorização está na URL assinada.", 0],
  [
    "of which nothing says that it is signed",
    "PUT /path",
    "Full URL, provided by `POST /uploads`.",
    "Files are kept for a day.",
    1,
  ],
  ["that nothing gives", "PUT /path", "Stores the file.", SIGNED, 1],
  ["the operation that gives it", "POST /uploads", "Returns the URL for PUT /path, as GET /uploads does.", SIGNED, 1],
])("an upload without a credential: %s (%s, %s, %s)", async (_name, operation, description, info, count) => {
  const faults = await faultsIn(
    unauthenticatedWrite,
    { "GET /me": {}, [operation]: { ...OPEN, ...CREATED, description, requestBody: takes({ file: TEXT }) } },
    { info: { title: "Uploads", version: "1", description: info } },
  );
  expect(faults).toHaveLength(count);
});
