import { expect, test } from "vitest";
import { reviewOf } from "../gate/judged.ts";

const TEXT = { type: "string", maxLength: 40 };
const ok = {
  responses: {
    200: {
      description: "ok",
      content: { "application/json": { schema: { type: "object", properties: { token: TEXT } } } },
    },
  },
};
const id = { name: "id", in: "path", required: true, schema: TEXT };

async function staffReview(description: string) {
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Back office", version: "1" },
    servers: [{ url: "https://backoffice.acme.io" }],
    security: [{ staff: [] }],
    paths: {
      "/users/{id}": { get: { parameters: [id], ...ok } },
      "/users/{id}/impersonate": { post: { parameters: [id], description, ...ok } },
    },
    components: {
      securitySchemes: {
        staff: { type: "http", scheme: "bearer", description: "Employees of the company log in with it." },
      },
    },
  });
  const { findings, verdict } = await reviewOf(new Map([["openapi.json", text]]), "openapi.json");
  return {
    isFound: findings.some(({ rule, message }) => rule === "bfla-admin-operation" && /second factor/.test(message)),
    isTested: verdict.reasons.some((one) => /keeps what the description promises/.test(one.text)),
  };
}

test.each([
  ["nothing", ""],
  ["a denial", "No audit log is written yet."],
  ["a denial in German", "Ein Prüfprotokoll wird noch nicht geschrieben: es wird nicht protokolliert."],
  ["a plan", "A second factor is planned."],
  ["a plan in French", "Un double facteur est prévu."],
  ["a plan in Spanish", "Próximamente con segundo factor."],
  ["a plan in Portuguese", "Futuramente com segundo fator."],
])(
  "what staff can do to any account stays a finding where the text says of safeguards: %s",
  async (_what, description) => {
    expect(await staffReview(description)).toEqual({ isFound: true, isTested: false });
  },
);

test.each([
  "A fresh second factor is required.",
  "Each use is recorded in the audit log.",
  "Jeder Aufruf wird protokolliert.",
  "Un second facteur est exigé.",
  "Se exige un segundo factor.",
  "Exige um segundo fator.",
])("a safeguard that a sentence promises becomes a test of it: %s", async (description) => {
  expect(await staffReview(description)).toEqual({ isFound: false, isTested: true });
});

async function keyReview(description: string) {
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Ledger", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ ApiKey: [] }],
    paths: {
      "/invoices": { get: ok, post: ok },
      "/invoices/{id}": { get: { parameters: [id], ...ok } },
      "/payouts": {
        get: ok,
        post: {
          summary: "Pay out to a bank account",
          requestBody: {
            content: {
              "application/json": {
                schema: { type: "object", properties: { amount: { type: "number" }, iban: TEXT } },
              },
            },
          },
          ...ok,
        },
      },
    },
    components: { securitySchemes: { ApiKey: { type: "apiKey", in: "header", name: "X-API-Key", description } } },
  });
  const { findings, verdict, assumptions } = await reviewOf(new Map([["openapi.json", text]]), "openapi.json");
  const all = [...findings, ...assumptions.flatMap(({ ifTrue }) => ifTrue)];
  return {
    isFound: all.some(({ title }) => title === "One credential gives access to every operation"),
    isTested: verdict.reasons.some((one) => /only the description promises that keys differ/.test(one.text)),
  };
}

test.each([
  ["nothing", "The key of the account."],
  ["a plan", "In future each key will have its own permissions."],
  ["what is not there yet", "Permissions of keys are not yet checked."],
  ["a plan in German", "Künftig hat jeder Schlüssel eigene Berechtigungen."],
  ["a plan in Portuguese", "No futuro cada chave terá as suas permissões."],
])("one key for all stays a finding where the text says of its permissions: %s", async (_what, description) => {
  expect(await keyReview(description)).toEqual({ isFound: true, isTested: false });
});

test("permissions of keys that a sentence promises become a test of it", async () => {
  expect(await keyReview("Each key has its own permissions: read, or payouts.")).toEqual({
    isFound: false,
    isTested: true,
  });
});
