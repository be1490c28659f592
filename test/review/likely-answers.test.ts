import { expect, test } from "vitest";
import { reviewOf } from "../gate/judged.ts";

const TEXT = { type: "string" };
const BEARER = { type: "apiKey", in: "header", name: "Authorization" };
const record = (properties: object): object => ({
  get: {
    parameters: [{ name: "id", in: "path", required: true, schema: TEXT }],
    responses: {
      200: { description: "ok", content: { "application/json": { schema: { type: "object", properties } } } },
      403: { description: "no" },
    },
  },
});

async function reviewWith(paths: object, more: object = {}) {
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ token: [] }],
    paths,
    components: { securitySchemes: { token: BEARER } },
    ...more,
  });
  return reviewOf(new Map([["openapi.json", text]]), "openapi.json");
}

/* A token is a matter of who reads it, other than a stored password, which is nobody's to read. */
const STORED = {
  "/legal_entities/{id}": record({ name: TEXT, sessionToken: TEXT }),
  "/legal_entities": { post: { requestBody: takesPassword(), responses: { 201: { description: "made" } } } },
};

function takesPassword(): object {
  const schema = { type: "object", properties: { name: TEXT, third_party_password: TEXT } };
  return { content: { "application/json": { schema } } };
}

test.each<[string, object, string]>([
  ["behind a public host", {}, "reject"],
  ["where no host is known", { servers: [{ url: "/" }] }, "insufficient-evidence"],
])("what is wrong for anyone and for partners hangs on neither: %s", async (_name, more, decision) => {
  const { verdict, findings } = await reviewWith(STORED, more);
  expect(findings.filter(({ severity }) => severity === "high").map(({ assumes }) => assumes)).toEqual([["admission"]]);
  expect(verdict.decision).toBe(decision);
});

test.each<[string, object, boolean]>([
  ["restricted data of people", { "/students/{id}": record({ ethnicity: TEXT, ssn: TEXT }) }, true],
  ["nothing of the kind", { "/paints/{id}": record({ colour: TEXT, weight: { type: "number" } }) }, false],
])("who is let in matters where others' data depends on it: %s", async (_name, paths, decides) => {
  const review = await reviewWith(paths);
  expect(review.assumptions.map((one) => one.decides)).toEqual([decides]);
});
