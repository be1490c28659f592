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
  // A secret that only holders of a credential read is a condition, whoever they are.
  ["where no host is known", { servers: [{ url: "/" }] }, "approve-with-conditions"],
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

test("an approval that an answer would overturn is a condition, with the question", async () => {
  const upload = {
    post: {
      summary: "Convert a picture",
      requestBody: {
        content: { "multipart/form-data": { schema: { properties: { file: { type: "string", format: "binary" } } } } },
      },
      responses: { 200: { description: "The picture", content: { "image/png": {} } } },
    },
  };
  const { verdict, assumptions } = await reviewWith(
    { "/convert": upload },
    {
      security: undefined,
      components: {},
      info: { title: "Pictures", version: "1", description: "Converts pictures" },
    },
  );
  const [question] = assumptions.filter(({ ifTrue }) => ifTrue.some(({ severity }) => severity === "medium"));
  expect(verdict.decision).toBe("approve-with-conditions");
  expect(verdict.reasons.flatMap((one) => one.assumptions)).toEqual([question!.id]);
});
