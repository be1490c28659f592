import { expect, test } from "vitest";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { reviewDescription } from "../../src/review.ts";
import { returns, SCHEMES, takes } from "../rules/faults-in.ts";

/*
 * Operations that ask for nothing, in an API of staff that asks for a token everywhere else. A word that some open operation
 * has excuses only what it means: each dangerous one stands beside one that is open on purpose.
 */

const TEXT = { type: "string" };
const PDF = { 200: { description: "ok", content: { "application/pdf": { schema: TEXT } } } };
const MADE = { 201: { description: "made" } };
const DONE = { 204: { description: "ok" } };
const ofMany = (properties: object) => returns({ type: "array", items: { type: "object", properties } });
const COORDINATES = { type: "object", properties: { latitude: { type: "number" }, longitude: { type: "number" } } };
const WRITES = "unauthenticated-write";

test.each<[string, object, string | undefined]>([
  ["POST /users/{id}/mfa/disable", { responses: DONE }, WRITES],
  ["POST /utilisateurs/{id}/otp/desactiver", { responses: DONE }, WRITES],
  ["POST /mfa/verify", { requestBody: takes({ code: TEXT }), responses: DONE }, undefined],
  ["POST /utilisateurs/{id}/deconnexion", { responses: DONE }, WRITES],
  ["POST /admin/logout-all", { responses: DONE }, WRITES],
  ["POST /logout", { responses: DONE }, undefined],
  ["DELETE /vehicles/{vehicleToken}", { responses: DONE }, WRITES],
  ["GET /customers/{id}/docs", { responses: PDF }, "unauthenticated-operation"],
  ["GET /docs", { responses: PDF }, undefined],
  ["GET /me", { summary: "Me", responses: returns({ properties: { iban: TEXT } }) }, "excessive-data-exposure"],
  ["GET /profile", { responses: returns({ properties: { iban: TEXT } }) }, "excessive-data-exposure"],
  ["GET /system/settings", { responses: returns({ properties: { wpaPassphrase: TEXT } }) }, "credential-in-response"],
  ["GET /system/settings", { responses: returns({ properties: { currency: TEXT } }) }, undefined],
  ["GET /users/{id}", { responses: returns({ properties: { homeLocation: COORDINATES } }) }, "bola-other-users-data"],
  ["GET /shops/{id}", { responses: returns({ properties: { location: COORDINATES } }) }, undefined],
  [
    "GET /inbox",
    { responses: ofMany({ from: { type: "string", format: "email" }, body: TEXT }) },
    "excessive-data-exposure",
  ],
  ["POST /jobs/{id}/applications", { requestBody: takes({ name: TEXT, letter: TEXT }), responses: DONE }, undefined],
  // A date or a motion of anything is no wish of a visitor.
  ["POST /termine", { requestBody: takes({ titel: TEXT, beginn: TEXT }), responses: MADE }, WRITES],
  ["POST /antraege", { requestBody: takes({ titel: TEXT }), responses: MADE }, WRITES],
  ["POST /recursos", { requestBody: takes({ nombre: TEXT }), responses: MADE }, WRITES],
  ["POST /beschwerden", { requestBody: takes({ name: TEXT, text: TEXT }), responses: MADE }, undefined],
  ["POST /terminanfrage", { requestBody: takes({ name: TEXT, wunsch: TEXT }), responses: MADE }, undefined],
  ["POST /terminanfragen", { requestBody: takes({ name: TEXT, wunsch: TEXT }), responses: MADE }, undefined],
])("%s without a credential: %o blocks by %s", async (id, operation, rule) => {
  const { findings, verdict } = await reviewOf({ [id]: operation });
  const grave = findings.filter(({ severity }) => severity === "high" || severity === "critical");
  expect([verdict.decision === "reject", grave[0]?.rule]).toEqual([rule !== undefined, rule]);
});

const YES_NO = { type: "boolean" };
const FIGURE = { type: "number" };
const answers = (properties: object) => returns({ type: "object", properties });
const asked = (name: string) => ({ parameters: [{ name, in: "query", required: true, schema: TEXT }] });
const BOLA = "bola-other-users-data";
const ORACLE = "unauthenticated-operation";

test.each<[string, object, string | undefined]>([
  // About somebody who is named by what others know.
  [
    "POST /debtors/check",
    { requestBody: takes({ nationalId: TEXT }), responses: answers({ isDebtor: YES_NO, amountOwed: FIGURE }) },
    BOLA,
  ],
  [
    "POST /scores/compute",
    {
      summary: "Computes the credit score",
      requestBody: takes({ firstName: TEXT, lastName: TEXT, dateOfBirth: { type: "string", format: "date" } }),
      responses: answers({ creditScore: { type: "integer" } }),
    },
    BOLA,
  ],
  ["GET /depistages/vih", { ...asked("numeroSecuriteSociale"), responses: answers({ seropositif: YES_NO }) }, ORACLE],
  [
    "POST /leistungen/pruefung",
    { requestBody: takes({ sozialversicherungsnummer: TEXT }), responses: answers({ anspruch: YES_NO }) },
    ORACLE,
  ],
  ["POST /pin/check", { requestBody: takes({ pan: TEXT, pin: TEXT }), responses: answers({ valid: YES_NO }) }, ORACLE],
  [
    "POST /cards/verify-pin",
    { requestBody: takes({ cardNumber: TEXT, pin: TEXT }), responses: answers({ valid: YES_NO }) },
    ORACLE,
  ],
  // About a thing, about what the caller sends, or a log-in.
  ["POST /iban/validate", { requestBody: takes({ iban: TEXT }), responses: answers({ valid: YES_NO }) }, undefined],
  [
    "POST /loans/calculate",
    {
      requestBody: takes({ amount: FIGURE, income: FIGURE, months: FIGURE }),
      responses: answers({ monthlyPayment: FIGURE, eligible: YES_NO }),
    },
    undefined,
  ],
  [
    "POST /premiums/calculate",
    {
      requestBody: takes({ dateOfBirth: { type: "string", format: "date" }, postcode: TEXT, email: TEXT }),
      responses: answers({ premium: FIGURE }),
    },
    undefined,
  ],
  [
    "POST /password/check",
    { requestBody: takes({ email: TEXT, password: TEXT }), responses: answers({ valid: YES_NO }) },
    undefined,
  ],
])("%s answers about a person who is named without a credential: %o blocks by %s", async (id, operation, rule) => {
  const { findings } = await reviewOf({ [id]: operation });
  expect(findings.find(({ severity }) => severity === "high" || severity === "critical")?.rule).toBe(rule);
});

test("whether an answer to a security question is right is told to anybody who has the address", async () => {
  const { findings, verdict } = await reviewOf({
    "POST /security-question/check": {
      requestBody: takes({ email: TEXT, answer: TEXT }),
      responses: answers({ correct: YES_NO }),
    },
  });
  expect([verdict.decision, findings.map(({ rule, severity }) => `${severity} ${rule}`)]).toEqual([
    "approve-with-conditions",
    expect.arrayContaining([`medium ${ORACLE}`]),
  ]);
});

test("a file of something that nobody describes is no plain approval", async () => {
  const decisionFor = async (operations: Readonly<Record<string, object>>) =>
    (await reviewOf(operations)).verdict.reasons.some(({ text }) => /^Describe what [A-Z]+ \//.test(text));
  expect(await decisionFor({ "GET /cases/{id}/docs/{docId}": { responses: PDF } })).toBe(true);
  expect(await decisionFor({ "GET /shares/{token}": { responses: PDF } })).toBe(false);
  expect(await decisionFor({ "GET /brochure": { responses: PDF } })).toBe(false);
});

test("a link of which only the text says that nobody guesses it is to be shown", async () => {
  const told = returns({ properties: { guest: { properties: { name: TEXT, email: TEXT } } } });
  const linked = (text: string, schema: object = TEXT): object => ({
    parameters: [{ name: "token", in: "path", required: true, description: text, schema }],
    responses: told,
  });
  const asksFor = async (operation: object, more: Readonly<Record<string, object>> = {}) => {
    const { verdict } = await reviewOf({ "GET /visits/{token}": operation, ...more });
    return [verdict.decision, verdict.reasons.filter(({ text }) => text.startsWith("Show that the key")).length];
  };
  expect(await asksFor(linked("Random, from the invitation"))).toEqual(["approve-with-conditions", 1]);
  expect(await asksFor(linked("Random", { type: "string", minLength: 43 }))).toEqual(["approve", 0]);
  expect(await asksFor(linked("Not random"))).toEqual(["reject", 0]);
  const list = { "GET /visits": { responses: ofMany({ token: TEXT, day: TEXT }) } };
  expect((await asksFor(linked("Random", { type: "string", minLength: 43 }), list))[0]).toBe("reject");
});

async function reviewOf(open: Readonly<Record<string, object>>) {
  const paths: Record<string, object> = { "/orders": { get: { responses: ofMany({ id: TEXT, state: TEXT }) } } };
  for (const [id, operation] of Object.entries(open)) {
    const [method = "", path = ""] = id.split(" ");
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: TEXT,
    }));
    paths[path] = { [method.toLowerCase()]: { parameters, ...operation, security: [] } };
  }
  const description = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ token: [] }],
    paths,
    components: { securitySchemes: { token: { ...SCHEMES.token, description: "Issued to staff." } } },
  };
  const files = new Map([["openapi.json", Buffer.from(JSON.stringify(description))]]);
  return reviewDescription("openapi.json", withBuffers(filesBelow(import.meta.dirname), files));
}
