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
])("%s without a credential: %o blocks by %s", async (id, operation, rule) => {
  const { findings, verdict } = await reviewOf({ [id]: operation });
  const grave = findings.filter(({ severity }) => severity === "high" || severity === "critical");
  expect([verdict.decision === "reject", grave[0]?.rule]).toEqual([rule !== undefined, rule]);
});

test("a file of something that nobody describes is no plain approval", async () => {
  const decisionFor = async (operations: Readonly<Record<string, object>>) =>
    (await reviewOf(operations)).verdict.reasons.some(({ text }) => text.startsWith("Say what comes back"));
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
