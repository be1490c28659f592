import { expect, test } from "vitest";
import { accountEnumeration } from "../../src/rules/flows/account-enumeration.ts";
import { bruteForceShortCode } from "../../src/rules/flows/brute-force-short-code.ts";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import { passwordResetPoisoning } from "../../src/rules/flows/password-reset-poisoning.ts";
import { passwordChangeWithoutReauthentication } from "../../src/rules/flows/password-change-without-reauthentication.ts";
import { missingIdempotencyKey } from "../../src/rules/flows/missing-idempotency-key.ts";
import { missingRateLimit } from "../../src/rules/flows/missing-rate-limit.ts";
import { reviewOf } from "../gate/judged.ts";
import { faultsIn, SCHEMES, takes } from "./faults-in.ts";
import { found, type Described } from "./operation-of.ts";

type Case = readonly [operation: string, described: Described, expected: string, access?: "open"];

const TEXT = { type: "string" };
const LOG_IN = { email: TEXT, password: TEXT };
const TOO_MANY = { "429": { description: "Later." } };
const says = (status: string, value: unknown): Record<string, object> => ({
  [status]: { description: "No.", content: { "application/json": { example: value } } },
});

const FLAG = { type: "boolean" };
const oneOf = (...values: readonly string[]): object => ({ type: "string", enum: values });
const answers = (properties: Record<string, object>): Record<string, object> => ({
  "200": { description: "So.", content: { "application/json": { schema: { properties } } } },
});

const FLOWS: readonly Case[] = [
  ["POST /login", { body: LOG_IN }, "guessed", "open"],
  ["POST /login", { body: LOG_IN, responses: TOO_MANY }, "", "open"],
  ["POST /login", { body: LOG_IN, also: { "x-rate-limit": 5 } }, "", "open"],
  ["POST /login", { body: { ...LOG_IN, captchaToken: TEXT } }, "", "open"],
  ["POST /login", { body: LOG_IN, also: { description: "Locked after five tries." } }, "", "open"],
  ["POST /login", { body: LOG_IN, also: { description: "There is no rate limiting." } }, "guessed", "open"],
  ["POST /benutzer/anmelden", { body: { email: TEXT, passwort: TEXT } }, "guessed", "open"],
  ["POST /mobile/login", { body: { phone: TEXT } }, "guessed", "open"],
  [
    "POST /login",
    { body: { email: TEXT }, also: { description: "Sends a mail to the given address." } },
    "mailed/1",
    "open",
  ],
  ["POST /login", { body: { email: TEXT }, also: { description: "No mail is sent." } }, "guessed", "open"],
  ["POST /login", { body: LOG_IN, also: { description: "Sends a mail about the log-in." } }, "guessed", "open"],
  [
    "POST /benutzer/anmelden",
    { body: { email: TEXT }, also: { description: "Verschickt einen Link per E-Mail." } },
    "mailed/1",
    "open",
  ],
  ["POST /magic-link", { body: { email: TEXT } }, "mailed/1", "open"],
  ["POST /magic-link", { body: { email: TEXT }, responses: TOO_MANY }, "", "open"],
  ["POST /login/oidc", { body: { id_token: TEXT } }, "", "open"],
  ["POST /oauth/token", { body: { grant_type: TEXT, username: TEXT, password: TEXT } }, "guessed", "open"],
  ["POST /oauth/token", { body: { grant_type: TEXT, client_secret: TEXT } }, "", "open"],
  ["POST /forgot-password", { body: { email: TEXT } }, "asked/1", "open"],
  ["POST /password/reset", { body: { token: TEXT, password: TEXT } }, "", "open"],
  ["POST /coupons/redeem", { body: { code: TEXT } }, "guessed"],
  ["PUT /baskets/{id}/coupon/{coupon}", {}, "guessed"],
  ["POST /coupons", { body: { code: TEXT } }, ""],
  ["POST /sms/send", { body: { to: TEXT, text: TEXT } }, "spent", "open"],
  ["POST /sms/send", { body: { to: TEXT, text: TEXT } }, "taken/1"],
  ["POST /messages", { body: { to: TEXT, text: TEXT } }, "", "open"],
  ["POST /ai/ask", { body: { question: TEXT } }, "spent", "open"],
  [
    "POST /triage",
    { body: { text: TEXT }, also: { description: "Assistant (language model) for visitors." } },
    "spent",
    "open",
  ],
  ["POST /triage", { body: { text: TEXT }, also: { description: "A nurse reads it." } }, "", "open"],
  [
    "POST /triage",
    { body: { text: TEXT }, responses: TOO_MANY, also: { description: "Assistant (language model)." } },
    "",
    "open",
  ],
  ["POST /tickets/checkout", { body: { cardNumber: TEXT } }, "spent", "open"],
  ["POST /customers", { body: { cardNumber: TEXT } }, "", "open"],
  ["POST /invites", { body: { email: TEXT } }, "taken/1"],
  ["GET /customers/export", {}, "taken/1"],
  ["GET /exports/{id}", {}, ""],
];

const pathCode = (schema: object): object => ({ name: "code", in: "path", required: true, schema });

const SECRETS: readonly Case[] = [
  ["POST /otp/verify", { body: { otp: { type: "integer", maximum: 9999 } } }, "short request otp", "open"],
  ["POST /otp/verify", { body: { otp: { ...TEXT, maxLength: 6 } } }, "long request otp/1", "open"],
  ["POST /otp/verify", { body: { otp: { ...TEXT, maxLength: 64 } } }, "", "open"],
  ["POST /otp/verify", { body: { otp: TEXT } }, "long request otp/1", "open"],
  ["POST /otp/verify", { body: { otp: TEXT }, responses: TOO_MANY }, "", "open"],
  [
    "POST /password/reset",
    { body: { reset_pin: { ...TEXT, pattern: "^\\d{3,4}$" } } },
    "short request reset_pin",
    "open",
  ],
  ["POST /password/reset", { body: { token: TEXT, password: TEXT } }, "", "open"],
  ["POST /verify-phone", { body: { code: { ...TEXT, example: "4821" } } }, "short request code", "open"],
  ["POST /verify-phone", { body: { code: TEXT } }, "", "open"],
  ["POST /2fa/verify", { body: { code: { ...TEXT, maxLength: 6 } } }, "known request code/2"],
  ["POST /cards/{id}/pin", { body: { pin: { ...TEXT, maxLength: 4 } } }, "", "open"],
  ["POST /boards", { body: { country_code: { ...TEXT, maxLength: 2 } } }, "", "open"],
  ["GET /pins/{pin}", {}, "", "open"],
  [
    "POST /clave/restablecer",
    { body: { codigo: { ...TEXT, pattern: "^[0-9]{4}$" }, clave_nueva: TEXT } },
    "short request codigo",
    "open",
  ],
  [
    "GET /results/shared/{code}",
    { also: { parameters: [pathCode({ ...TEXT, pattern: "^\\d{6}$" })] } },
    "long path code/1",
    "open",
  ],
  ["GET /results/regions/{code}", { also: { parameters: [pathCode({ ...TEXT, pattern: "^\\d{6}$" })] } }, "", "open"],
];

const ACCOUNTS: readonly Case[] = [
  ["POST /login", { body: LOG_IN, responses: says("400", { error: "Wrong password" }) }, "text", "open"],
  ["POST /login", { body: LOG_IN, responses: says("401", { error: "Wrong e-mail or password" }) }, "", "open"],
  ["POST /login", { body: LOG_IN, responses: says("401", { code: "USER_NOT_FOUND" }) }, "text", "open"],
  ["POST /login", { body: LOG_IN, responses: says("400", "No email address was given") }, "", "open"],
  ["POST /login", { body: LOG_IN, responses: { "404": { description: "?" } } }, "status/1", "open"],
  ["POST /{realm}/login", { body: LOG_IN, responses: { "404": { description: "?" } } }, "", "open"],
  ["POST /forgot-password", { body: { email: TEXT }, responses: says("400", "User does not exist") }, "text", "open"],
  ["POST /magic-link", { body: { email: TEXT }, responses: { "404": { description: "?" } } }, "status/1", "open"],
  ["POST /magic-link", { body: { email: TEXT }, responses: { "429": { description: "?" } } }, "", "open"],
  ["POST /magic-link", { body: { token: TEXT }, responses: { "404": { description: "?" } } }, "", "open"],
  ["POST /register", { body: LOG_IN, responses: says("409", "Email already exists") }, "taken/1", "open"],
  ["POST /orders", { body: { user: TEXT }, responses: says("400", "User not found") }, "", "open"],
  ["GET /users/check-email", { query: { email: TEXT } }, "asked", "open"],
  ["GET /users/check-email", { query: { email: TEXT } }, ""],
  ["GET /users/check/{email}", {}, "asked", "open"],
  ["GET /username-available", { query: { username: TEXT } }, "asked", "open"],
  ["GET /products/availability", { query: { id: TEXT } }, "", "open"],
  ["GET /auth/lookup", { query: { email: TEXT }, responses: answers({ registered: FLAG }) }, "asked", "open"],
  ["GET /auth/lookup", { query: { email: TEXT }, responses: answers({ phoneHint: TEXT }) }, "asked", "open"],
  ["GET /auth/lookup", { query: { email: TEXT }, responses: answers({ sent: FLAG }) }, "", "open"],
  [
    "POST /login",
    { body: { email: TEXT }, responses: answers({ status: oneOf("registered", "unregistered") }) },
    "asked",
    "open",
  ],
  [
    "POST /anmeldung",
    { body: { email: TEXT }, responses: answers({ konto: oneOf("vorhanden", "nicht_vorhanden") }) },
    "asked",
    "open",
  ],
  ["POST /lookup", { body: { email: TEXT }, responses: answers({ is: oneOf("KNOWN", "NOT_FOUND") }) }, "asked", "open"],
  ["POST /login", { body: LOG_IN, responses: answers({ status: oneOf("registered", "unregistered") }) }, "", "open"],
  ["POST /login", { body: { email: TEXT }, responses: answers({ status: oneOf("sent", "queued") }) }, "", "open"],
  ["GET /presence", { query: { email: TEXT }, responses: answers({ is: oneOf("available", "away") }) }, "", "open"],
  ["GET /cards", { query: { id: TEXT }, responses: answers({ is: oneOf("registered", "unregistered") }) }, "", "open"],
  ["POST /login", { body: { email: TEXT }, responses: answers({ status: oneOf("registered", "unregistered") }) }, ""],
  ["GET /rooms", { query: { floor: TEXT }, responses: answers({ available: FLAG }) }, "", "open"],
];

const PROOFS: readonly Case[] = [
  ["POST /password/forgot", { body: { email: TEXT }, responses: answers({ link: TEXT }) }, "2xx link", "open"],
  ["POST /password/forgot", { body: { email: TEXT }, responses: answers({ sent: FLAG }) }, "", "open"],
  ["POST /password/reset", { body: { email: TEXT, code: TEXT }, responses: answers({ token: TEXT }) }, "", "open"],
  [
    "POST /otp",
    { body: { phone: TEXT }, responses: answers({ data: { properties: { otp: TEXT } } }) },
    "2xx data.otp",
    "open",
  ],
  ["POST /otp", { body: { phone: TEXT }, responses: answers({ token: TEXT, id: TEXT }) }, "", "open"],
  ["POST /magic-links", { body: { email: TEXT }, responses: answers({ magicLink: TEXT }) }, "2xx magicLink", "open"],
  ["POST /magic-links", { body: { email: TEXT }, responses: answers({ magicLink: TEXT }) }, ""],
  ["POST /orders", { body: { email: TEXT }, responses: answers({ pin: TEXT }) }, "", "open"],
  [
    "POST /entrada",
    { body: { celular: TEXT }, responses: answers({ codigo: TEXT }), also: { description: "Envia o código por SMS." } },
    "2xx codigo",
    "open",
  ],
  [
    "POST /entrada",
    { body: { celular: TEXT }, responses: answers({ codigo: TEXT }), also: { description: "Regista um contacto." } },
    "",
    "open",
  ],
];

test.each([
  ["what is redeemed alone", "POST /door", "Sends a link to the address.", { token: TEXT }, 1],
  ["what is redeemed with a code", "POST /door", "Sends a link to the address.", { token: TEXT, code: TEXT }, 0],
  ["what nothing is said to be sent of", "POST /door", "Opens a visit.", { token: TEXT }, 0],
  ["what is redeemed elsewhere by another name", "POST /door", "Sends a link to the address.", { ticket: TEXT }, 0],
  ["an id", "POST /door", "Sends a link to the address.", { id: TEXT }, 0],
])("verification-secret-in-response: %s", async (_name, id, description, taken, count) => {
  const open = { security: [] };
  const faults = await faultsIn(verificationSecretInResponse, {
    [id]: { ...open, description, requestBody: takes({ email: TEXT }), responses: answers({ token: TEXT, id: TEXT }) },
    [`${id}/redeem`]: { ...open, requestBody: takes(taken), responses: answers({ access_token: TEXT }) },
  });
  expect(faults).toHaveLength(count);
});

const CHANGES: readonly Case[] = [
  ["PUT /me/password", { body: { password: TEXT } }, "request password"],
  ["PUT /users/v1/{username}/password", { body: { password: TEXT } }, "request password"],
  ["POST /change-password", { body: { newPass: TEXT } }, "request newPass"],
  ["POST /user/update", { body: { data: { properties: { new_password: TEXT } } } }, "request data.new_password"],
  ["PUT /me/password", { body: { current_password: TEXT, password: TEXT } }, ""],
  ["PUT /users/{id}/passwd", { body: { password: TEXT, newPassword: TEXT } }, ""],
  ["POST /set-password", { body: { code: TEXT, password: TEXT } }, ""],
  ["PUT /password/{token}", { body: { password: TEXT } }, ""],
  ["POST /password/forgot", { body: { new_password: TEXT } }, ""],
  ["PUT /databases/{id}/password", { body: { password: TEXT } }, ""],
  ["PUT /admin/users/{id}/password", { body: { password: TEXT } }, ""],
  ["DELETE /me/2fa", {}, "second factor"],
  ["POST /account/two-factor/disable", {}, "second factor"],
  ["POST /account/two-factor/disable", { body: { code: TEXT } }, ""],
  ["POST /account/two-factor", {}, ""],
  ["PUT /me/email", { body: { email: TEXT } }, "address request email"],
  ["PUT /me/email", { body: { email: TEXT, password: TEXT } }, ""],
  [
    "POST /reset-password",
    { body: { email: TEXT, securityAnswer: TEXT, newPassword: TEXT } },
    "answer request securityAnswer",
    "open",
  ],
  ["POST /reset-password", { body: { email: TEXT, resetToken: TEXT, newPassword: TEXT } }, "", "open"],
  ["POST /surveys/{id}/answers", { body: { answer: TEXT } }, ""],
  ["POST /password/reset", { body: { email: TEXT, new_password: TEXT } }, "reset request new_password", "open"],
  [
    "POST /passwort/zurücksetzen",
    { body: { email: TEXT, neues_passwort: TEXT } },
    "reset request neues_passwort",
    "open",
  ],
  ["POST /password/reset", { body: { email: TEXT, code: TEXT, new_password: TEXT } }, "", "open"],
  ["POST /password/reset/{key}", { body: { new_password: TEXT } }, "", "open"],
  ["POST /password/reset", { body: { email: TEXT } }, "", "open"],
  [
    "POST /password/reset",
    { body: { username: TEXT, date_of_birth: TEXT, new_password: TEXT } },
    "reset request new_password,reset request date_of_birth",
    "open",
  ],
];

test.each([
  ["where others are limited", { 429: { description: "Later." } }, 1],
  ["where none is", {}, 0],
])("a voucher that persons claim, whom nobody says are strangers, %s", async (_name, responses, times) => {
  const api = await faultsIn(missingRateLimit, {
    "GET /me": {},
    "POST /vouchers/claims": { requestBody: takes({ voucher: TEXT }) },
    "POST /rides": { responses },
  });
  expect(api).toHaveLength(times);
});

for (const [id, described, expected, access] of FLOWS) {
  test(`missing-rate-limit: ${id} ${JSON.stringify(described)} gives "${expected}"`, async () => {
    const responses = { "400": { description: "No." }, ...described.responses };
    expect(await found(missingRateLimit, id, { ...described, responses }, access)).toBe(expected);
  });
}

test.each<[string, Record<string, object>, string]>([
  ["the errors of a log-in are listed", { "401": { description: "Wrong." } }, "guessed"],
  ["only what goes well is listed", {}, "guessed/1"],
  [
    "one response stands for all errors",
    { "401": { description: "Wrong." }, default: { description: "No." } },
    "guessed/1",
  ],
  ["an account is locked", { "401": { description: "Y003: Account is locked, call us." } }, ""],
  ["… in German", { "401": { description: "Das Konto ist gesperrt." } }, ""],
  ["… in Spanish", { "401": { description: "La cuenta está bloqueada." } }, ""],
  ["… in French", { "401": { description: "Le compte est verrouillé." } }, ""],
  ["… in Portuguese", { "401": { description: "A conta está bloqueada." } }, ""],
  ["a door is locked", { "401": { description: "The door is locked." } }, "guessed"],
])("missing-rate-limit: where %s", async (_what, responses, expected) => {
  expect(await found(missingRateLimit, "POST /login", { body: LOG_IN, responses }, "open")).toBe(expected);
});

test.each<[string, object, string]>([
  ["nobody", {}, "medium"],
  ["whoever sends a key", { "X-Api-Key": TEXT }, ""],
])("missing-rate-limit: messages that %s pays for, if anybody can call it", async (_who, headers, severity) => {
  const parameters = Object.entries(headers).map(([name, schema]) => ({ name, in: "header", required: true, schema }));
  const post = { parameters, requestBody: takes({ to: TEXT, text: TEXT }), responses: { 400: { description: "No." } } };
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    paths: { "/sms/send": { post }, "/mail/send": { post }, "/fax/send": { post } },
  });
  const { findings, assumptions } = await reviewOf(new Map([["api.json", text]]), "api.json");
  const all = [...findings, ...assumptions.flatMap(({ ifTrue }) => ifTrue)];
  const medium = all.filter(({ rule, severity: one }) => rule === missingRateLimit.id && one === "medium");
  expect(medium.map((one) => one.severity).join()).toBe(severity);
});

for (const [id, described, expected, access] of SECRETS) {
  test(`brute-force-short-code: ${id} ${JSON.stringify(described)} gives "${expected}"`, async () => {
    expect(await found(bruteForceShortCode, id, described, access)).toBe(expected);
  });
}

for (const [id, described, expected, access] of ACCOUNTS) {
  test(`account-enumeration: ${id} ${JSON.stringify(described)} gives "${expected}"`, async () => {
    expect(await found(accountEnumeration, id, described, access)).toBe(expected);
  });
}

for (const [id, described, expected, access] of PROOFS) {
  test(`verification-secret-in-response: ${id} ${JSON.stringify(described)} gives "${expected}"`, async () => {
    expect(await found(verificationSecretInResponse, id, described, access)).toBe(expected);
  });
}

for (const [id, described, expected, access] of CHANGES) {
  test(`password-change-without-reauthentication: ${id} ${JSON.stringify(described)} gives "${expected}"`, async () => {
    expect(await found(passwordChangeWithoutReauthentication, id, described, access)).toBe(expected);
  });
}

test.each([
  ["a log-in alone", {}, 1],
  ["an ordinary operation, too", { responses: { 401: { $ref: "#/components/responses/Refused" } } }, 0],
])("account-enumeration: what an error can say is shared with %s", async (_name, other, faults) => {
  const refused = { responses: { 401: { $ref: "#/components/responses/Refused" } } };
  const schema = { properties: { reason: { enum: ["Wrong password", "Server token required"] } } };
  const components = {
    responses: { Refused: { description: "No.", content: { "application/json": { schema } } } },
    securitySchemes: SCHEMES,
  };
  const logIn = { security: [], requestBody: takes({ email: TEXT, password: TEXT }), ...refused };
  const telling = await faultsIn(accountEnumeration, { "POST /login": logIn, "GET /orders": other }, { components });
  expect(telling).toHaveLength(faults);
});

test.each<[string, string, number]>([
  ["POST /password/reset-request", "Referer", 1],
  ["POST /password/reset-request", "X-Forwarded-Host", 1],
  ["POST /password/reset-request", "X-Request-Id", 0],
  ["POST /orders", "Referer", 0],
])("password-reset-poisoning: %s that takes %s", async (id, name, faults) => {
  const operation = {
    security: [],
    parameters: [{ name, in: "header", schema: TEXT }],
    requestBody: takes({ email: TEXT }),
  };
  expect(await faultsIn(passwordResetPoisoning, { [id]: operation })).toHaveLength(faults);
});

const IN_MONEY = { amount: { type: "integer" }, recipient: { type: "string" } };
const header = (name: string): object => ({ parameters: [{ name, in: "header", schema: { type: "string" } }] });
const uniquely = { type: "string", description: "A unique reference of the payout." };

test.each<[string, string, object, object, number]>([
  ["a payout", "POST /payouts", IN_MONEY, {}, 1],
  ["a payout in German", "POST /auszahlungen", { betrag: { type: "number" }, empfaenger: { type: "string" } }, {}, 1],
  ["a text message", "POST /sms/messages", { to: { type: "string" }, body: { type: "string" } }, {}, 1],
  ["a payout with a key", "POST /payouts", IN_MONEY, header("Idempotency-Key"), 0],
  ["a payout with an identifier of the request", "POST /payouts", IN_MONEY, header("X-Request-Id"), 0],
  ["a payout with a unique reference", "POST /payouts", { ...IN_MONEY, reference: uniquely }, {}, 0],
  ["a payout that says so", "POST /payouts", IN_MONEY, { description: "The call is idempotent." }, 0],
  ["a payment of a booking", "POST /bookings/{id}/payments", IN_MONEY, {}, 1],
  ["the one payment of a booking", "POST /bookings/{id}/payment", IN_MONEY, {}, 0],
  ["a payment of a booking with a key", "POST /bookings/{id}/payments", IN_MONEY, header("Idempotency-Key"), 0],
  ["a note on a booking", "POST /bookings/{id}/notes", { text: { type: "string" } }, {}, 0],
  ["what is done once to a payout", "POST /payouts/{id}/cancel", { amount: { type: "integer" } }, {}, 0],
  ["a note", "POST /notes", { text: { type: "string" } }, {}, 0],
  ["a change", "PUT /payouts", IN_MONEY, {}, 0],
])("missing-idempotency-key: %s", async (_what, id, body, more, count) => {
  expect(await faultsIn(missingIdempotencyKey, { [id]: { ...more, requestBody: takes(body) } })).toHaveLength(count);
});
