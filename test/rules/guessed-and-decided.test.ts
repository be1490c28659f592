import { expect, test } from "vitest";
import type { Rule } from "../../src/rules/rule.ts";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { unauthenticatedOperation } from "../../src/rules/exposure/unauthenticated-operation.ts";
import { bruteForceShortCode } from "../../src/rules/flows/brute-force-short-code.ts";
import { knowledgeBasedVerification } from "../../src/rules/flows/knowledge-based-verification.ts";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import { stateChangingGet } from "../../src/rules/transport/state-changing-get.ts";
import { faultsIn, returns, SIGN_UP, takes, type Operations } from "./faults-in.ts";

/*
 * Pairs that differ in one fact: what strangers guess, what comes back to those who prove nothing, and what callers decide
 * about themselves.
 */

const TEXT = { type: "string" };
const FLAG = { type: "boolean" };
const PDF = {
  200: { description: "ok", content: { "application/pdf": { schema: { type: "string", format: "binary" } } } },
};
const OPEN = { security: [] };

async function raises(rule: Rule, operations: Operations): Promise<readonly (string | undefined)[]> {
  return (await faultsIn(rule, operations)).map(({ title, message }) => title ?? message);
}

const GUESSED = "Unauthenticated documents with guessable names or numbers (BOLA)";
const named = (name: string, more: object): object => ({
  parameters: [{ name, in: "path", required: true, schema: TEXT, ...more }],
});
const LIST: Operations = { "GET /invoices": {}, "GET /factures": {}, "GET /notices": {} };

test.each<[string, Operations, boolean]>([
  ["a number under a guarded list", { ...LIST, "GET /notices/{number}/pdf": { ...OPEN, responses: PDF } }, true],
  ["a guarded file", { ...LIST, "GET /notices/{number}/pdf": { responses: PDF } }, false],
  [
    "a random number under a guarded list",
    {
      ...LIST,
      "GET /notices/{number}/pdf": {
        ...OPEN,
        ...named("number", { schema: { ...TEXT, format: "uuid" } }),
        responses: PDF,
      },
    },
    false,
  ],
  [
    "a long random example",
    {
      ...LIST,
      "GET /factures/{jeton}/pdf": { ...OPEN, ...named("jeton", { example: "k3v9x2m7q8w4z1p6t5" }), responses: PDF },
    },
    false,
  ],
  [
    "a file named after its owner, that is said to be open",
    {
      ...LIST,
      "GET /papers/{file}": {
        ...OPEN,
        description: "Without login, since the mail program cannot send a header.",
        ...named("file", { example: "PASS_MARTIN_LEA_2025.pdf" }),
        responses: PDF,
      },
    },
    true,
  ],
  [
    "a calendar under a personnel number",
    {
      ...LIST,
      "GET /kalender/{personalnummer}.ics": {
        ...OPEN,
        ...named("personalnummer", { schema: { ...TEXT, pattern: "^\\d{6}$" } }),
        responses: { 200: { description: "ok", content: { "text/calendar": { schema: TEXT } } } },
      },
    },
    true,
  ],
  [
    "a brochure that is said to be open",
    {
      ...LIST,
      "GET /brochures/{number}/pdf": { ...OPEN, description: "Without login.", responses: PDF },
    },
    false,
  ],
])("files that anybody guesses: %s", async (_name, operations, isRaised) => {
  expect((await raises(unauthenticatedOperation, operations)).includes(GUESSED)).toBe(isRaised);
});

const code = (more: object): object => ({
  parameters: [{ name: "code", in: "query", required: true, schema: { ...TEXT, ...more } }],
});
const PERSON = returns({ type: "object", properties: { firstName: TEXT, lastName: TEXT, phone: TEXT } });

test.each<[string, Operations, number]>([
  [
    "four digits give a person",
    { "GET /pickup": { ...OPEN, ...code({ pattern: "^[0-9]{4}$" }), responses: PERSON } },
    1,
  ],
  ["four digits open a door", { "GET /go": { ...OPEN, summary: "Opens the locker", ...code({ maxLength: 4 }) } }, 1],
  ["forty characters", { "GET /pickup": { ...OPEN, ...code({ minLength: 40 }), responses: PERSON } }, 0],
  ["a code of letters", { "GET /pickup": { ...OPEN, ...code({ pattern: "^[A-Z]{3}$" }), responses: PERSON } }, 0],
  [
    "a code that says of what",
    {
      "GET /cities": {
        ...OPEN,
        parameters: [{ name: "postal_code", in: "query", required: true, schema: { ...TEXT, maxLength: 5 } }],
        responses: PERSON,
      },
    },
    0,
  ],
  [
    "attempts are limited",
    {
      "GET /pickup": {
        ...OPEN,
        ...code({ pattern: "^[0-9]{4}$" }),
        responses: { ...PERSON, 429: { description: "Too many" } },
      },
    },
    0,
  ],
  [
    "who has signed up joins by five digits",
    {
      ...SIGN_UP,
      "POST /families/join": { requestBody: takes({ code: { ...TEXT, pattern: "^\\d{5}$" } }, { required: ["code"] }) },
    },
    1,
  ],
])("short codes that open something: %s", async (_name, operations, count) => {
  expect(await raises(bruteForceShortCode, operations)).toHaveLength(count);
});

const sign = (answer: object): Operations => ({
  "POST /signup": {
    ...OPEN,
    requestBody: takes({ email: TEXT, password: TEXT }),
    responses: returns({ type: "object", properties: answer }),
  },
});
const asked = (answer: object): Operations => ({
  "POST /login/code": {
    ...OPEN,
    requestBody: takes({ phone: TEXT }),
    responses: returns({ type: "object", properties: answer }),
  },
});

test.each<[string, Operations, number]>([
  ["the token that confirms the address", sign({ activation_token: TEXT }), 1],
  ["the session of the new account", sign({ access_token: TEXT }), 0],
  [
    "a handle, beside which the code is sent",
    {
      ...sign({ verification_token: TEXT }),
      "POST /verify": { ...OPEN, requestBody: takes({ verification_token: TEXT, otp: TEXT }) },
    },
    0,
  ],
  ["what is said to be sent by a message", asked({ value: { ...TEXT, description: "The code, sent by SMS" } }), 1],
  ["how long it is good for", asked({ value: { ...TEXT, description: "When the code ends" } }), 0],
])("proofs that come back: %s", async (_name, operations, count) => {
  expect(await raises(verificationSecretInResponse, operations)).toHaveLength(count);
});

const CREDENTIALS = returns({ type: "object", properties: { broker: TEXT, password: TEXT } });

test.each<[string, Operations, number]>([
  [
    "the number on a label",
    { "POST /gateways/register": { ...OPEN, requestBody: takes({ serialNumber: TEXT }), responses: CREDENTIALS } },
    1,
  ],
  [
    "a label and a secret",
    {
      "POST /gateways/register": {
        ...OPEN,
        requestBody: takes({ serialNumber: TEXT, proof: TEXT }),
        responses: CREDENTIALS,
      },
    },
    0,
  ],
  [
    "nothing secret comes back",
    {
      "POST /gateways/register": {
        ...OPEN,
        requestBody: takes({ serialNumber: TEXT }),
        responses: returns({ type: "object", properties: { broker: TEXT } }),
      },
    },
    0,
  ],
  [
    "a visitor's number gives a token",
    {
      "POST /widget/tokens": {
        ...OPEN,
        requestBody: takes({ visitorId: TEXT, page: TEXT }),
        responses: returns({ type: "object", properties: { token: TEXT } }),
      },
    },
    1,
  ],
  [
    "a signed visitor's number",
    {
      "POST /widget/tokens": {
        ...OPEN,
        requestBody: takes({ visitorId: TEXT, signature: TEXT }),
        responses: returns({ type: "object", properties: { token: TEXT } }),
      },
    },
    0,
  ],
])("credentials for who proves nothing: %s", async (_name, operations, count) => {
  expect(await raises(knowledgeBasedVerification, operations)).toHaveLength(count);
});

const SESSION = returns({ type: "object", properties: { accessToken: TEXT } });
const OF_USER = "Returns a full session of the user.";
const ANY = "Callers can get a token for any user (impersonation)";
const STAFF = "Staff get a full session of any user (impersonation)";

test.each<[string, Operations, string | undefined]>([
  [
    "everybody",
    { ...SIGN_UP, "GET /me": {}, "POST /users/{id}/session": { description: OF_USER, responses: SESSION } },
    ANY,
  ],
  [
    "a role",
    {
      ...SIGN_UP,
      "GET /me": {},
      "POST /users/{id}/session": { description: `${OF_USER} Only for administrators.`, responses: SESSION },
    },
    STAFF,
  ],
  [
    "a scope that nothing else asks for",
    {
      "GET /me": {},
      "POST /users/{id}/session": { security: [{ login: ["write"] }], description: OF_USER, responses: SESSION },
    },
    STAFF,
  ],
  [
    "who logs in",
    {
      ...SIGN_UP,
      "GET /me": {},
      "POST /users/{id}/session": { requestBody: takes({ password: TEXT }), responses: SESSION },
    },
    undefined,
  ],
  [
    "a list of sessions",
    {
      ...SIGN_UP,
      "GET /me": {},
      "GET /users/{id}/sessions": { responses: returns({ type: "object", properties: { startedAt: TEXT } }) },
    },
    undefined,
  ],
])("sessions of others: for %s", async (_name, operations, title) => {
  const titles = (await raises(bflaAdminOperation, operations)).filter((one) => one === ANY || one === STAFF);
  expect(titles).toEqual(title === undefined ? [] : [title]);
});

const STATE = "Callers can set a status that others must decide (mass assignment)";
const patch = (values: readonly string[], more: Operations = {}): Operations => ({
  "GET /claims/{id}": {},
  "PATCH /claims/{id}": { requestBody: takes({ status: { ...TEXT, enum: values } }) },
  ...more,
});
const DECIDES: Operations = { "POST /claims/{id}/approve": {} };

test.each<[string, Operations, boolean]>([
  ["an outcome, where a call decides", patch(["draft", "submitted", "approved"], DECIDES), true],
  ["an outcome in French", patch(["brouillon", "soumise", "validée"], DECIDES), true],
  ["an outcome, where strangers call", patch(["draft", "submitted", "approved"], SIGN_UP), true],
  ["an outcome, where nobody says who calls", patch(["draft", "submitted", "approved"]), false],
  ["what owners may choose", patch(["draft", "submitted", "withdrawn"], DECIDES), false],
  ["an outcome alone, to decide", patch(["approved", "rejected"], DECIDES), false],
  [
    "the decision itself",
    {
      "POST /claims/{id}/decision": { requestBody: takes({ status: { ...TEXT, enum: ["pending", "approved"] } }) },
      ...SIGN_UP,
    },
    false,
  ],
])("states that somebody decides: %s", async (_name, operations, isRaised) => {
  expect((await raises(massAssignment, operations)).includes(STATE)).toBe(isRaised);
});

const enters = (more: object): Operations => ({
  "POST /accession": { ...OPEN, requestBody: takes({ firstName: TEXT, lastName: TEXT, email: TEXT, ...more }) },
});

test.each<[string, Operations, number]>([
  ["a role", enters({ role: { ...TEXT, enum: ["member", "board"] } }), 1],
  ["whether the account may be used", enters({ active: FLAG }), 1],
  ["what a check found", enters({ background_check_ok: FLAG }), 1],
  ["who approved", enters({ approvedByBoard: FLAG }), 1],
  ["a wish", enters({ newsletter: FLAG }), 0],
  ["the role of nobody", { "POST /accession": { ...OPEN, requestBody: takes({ topic: TEXT, role: TEXT }) } }, 0],
])("anybody enters a person, with %s", async (_name, operations, count) => {
  expect(await raises(massAssignment, operations)).toHaveLength(count);
});

test.each<[string, number, string?]>([
  ["GET /builds/{id}:retry", 1, "Retry a build"],
  ["GET /builds/{id}:summary", 0, "Summary of a build"],
  ["GET /relances/envoyer", 1],
  ["GET /lembretes/enviar", 1],
  ["GET /contratos/{id}/rescindir", 1],
  ["GET /incidents/{id}/ack", 1, "Acknowledge an incident"],
  ["GET /relances/envois", 0],
  ["GET /transfer", 0],
])("%s changes something by what it is called: %i", async (id, count, summary = "Reminders") => {
  const operations = {
    [id]: { summary, responses: returns({ type: "object", properties: { total: { type: "integer" } } }) },
  };
  expect(await raises(stateChangingGet, operations)).toHaveLength(count);
});

const SIGNED = "The signature `Acme-Signature` (HMAC of the body) is verified before anything is read";

test.each<[string, string, number]>([
  ["what is ignored was processed already", `${SIGNED}, and an event that was already processed is ignored.`, 0],
  ["what is ignored is the signature", "The signature `Acme-Signature` is ignored.", 1],
])("senders that prove themselves: %s", async (_name, description, count) => {
  const parameters = [{ name: "Acme-Signature", in: "header", required: true, schema: TEXT }];
  const operations = {
    "POST /payments/notification": { ...OPEN, description, parameters, requestBody: takes({ id: TEXT }) },
  };
  expect(await faultsIn(unauthenticatedWrite, operations)).toHaveLength(count);
});

test("whoever has a code of six digits gets a token", async () => {
  const operations = {
    "POST /auth/report-code": {
      ...OPEN,
      requestBody: takes({ code: { ...TEXT, pattern: "^[0-9]{6}$" } }, { required: ["code"] }),
      responses: returns({ type: "object", properties: { token: TEXT } }),
    },
  };
  expect(await raises(bruteForceShortCode, operations)).toHaveLength(1);
});

test.each<[string, string, object, string | undefined]>([
  [
    "a purchase without an account, limited",
    "Buy without an account.",
    { 429: { description: "Too many" } },
    "guarded",
  ],
  ["a purchase without an account", "Buy without an account.", {}, ""],
  ["a purchase of which nothing is said, limited", "Buy.", { 429: { description: "Too many" } }, ""],
])("open changes: %s", async (_name, description, more, cause) => {
  const responses = { 201: { description: "Created" }, ...more };
  const requestBody = takes({ zoneId: TEXT, minutes: { type: "integer" } });
  const [fault] = await faultsIn(unauthenticatedWrite, {
    "POST /guest-sessions": { ...OPEN, description, requestBody, responses },
  });
  expect(fault?.cause).toBe(cause);
});

test.each<[string, string, readonly string[], boolean]>([
  ["a scope of its own and a text", "Reserved for the assigned nurse.", ["write"], true],
  ["a scope of its own alone", "The codes of the home.", ["write"], false],
  ["a text alone", "Reserved for the assigned nurse.", ["read"], false],
])("door codes that are kept to a few: %s", async (_name, description, scopes, isMilder) => {
  const responses = returns({ type: "object", properties: { street: TEXT, doorPassword: TEXT } });
  const [fault] = await faultsIn(credentialInResponse, {
    "GET /visits": { security: [{ login: ["read"] }] },
    "GET /visits/{id}/home": { security: [{ login: scopes }], description, responses },
  });
  expect((fault?.mitigations ?? []).some((one) => one.includes("restricts who may see it"))).toBe(isMilder);
});

test.each<[string, string, number]>([
  ["verification code sent by email", "code", 1],
  ["Bestätigungscode, der per E-Mail kommt", "code", 1],
  ["code de vérification envoyé par e-mail", "code", 1],
  ["código de verificación enviado por correo", "codigo", 1],
  ["The code of the country", "code", 0],
  ["The code of the offer that was sent by email", "code", 0],
])("a code in the query of a change, of which a text says %j", async (description, name, count) => {
  const parameters = [{ name, in: "query", description, schema: TEXT }];
  expect(await raises(bruteForceShortCode, { "DELETE /key": { ...OPEN, parameters } })).toHaveLength(count);
});

const STATUS = { requestBody: takes({ status: { ...TEXT, enum: ["pending", "approved"] } }) };
const KEY = { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } };

test.each<readonly [string, object, boolean]>([
  ["Diary of sports clubs. Sign-up is free.", {}, true],
  ["To-do lists that are not shared. Sign-up is free.", {}, false],
  ["Listen, die nicht geteilt werden. Die Registrierung ist kostenlos.", {}, false],
  ["Listes qui ne sont pas partagées. Inscription gratuite.", {}, false],
  ["Listas que no se comparten. Registro gratuito.", {}, false],
  ["Listas que não são compartilhadas. Cadastro gratuito.", {}, false],
  ["Sign up for free, and get your API key now.", { security: [{ key: [] }], components: KEY }, false],
])("%s: somebody else decides %#", async (description, more, isFound) => {
  const faults = await faultsIn(
    massAssignment,
    { "PATCH /items/{id}": STATUS, "GET /items": {} },
    { info: { title: "Items", version: "1", description }, ...more },
  );
  expect(faults.some(({ title }) => title === STATE)).toBe(isFound);
});
