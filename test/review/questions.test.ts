import { expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { reviewDescription } from "../../src/review.ts";
import { filesOf } from "../policy/policies.ts";

const API = `openapi: 3.1.0
info: { title: Plants, version: "1" }
servers: [{ url: https://api.plants.io }]
security: [{ token: [] }]
paths:
  /auth/register:
    post:
      security: []
      requestBody: { content: { application/json: { schema: { properties: { email: { type: string }, password: { type: string } } } } } }
      responses: { "200": { description: d, content: { application/json: { schema: { properties: { token: { type: string } } } } } } }
  /plants: { get: { responses: { "204": { description: d } } } }
components: { securitySchemes: { token: { type: http, scheme: bearer } } }
`;

async function questionsWith(configuration: string, api = API) {
  const files = filesOf({ "api.yaml": api, "sallyport.yaml": configuration });
  const { questions } = await reviewDescription("api.yaml", files, await loadPolicy("api.yaml", files), "2026-01-31");
  return questions.flatMap(({ id, text, settle }) => (id === "contradicted-answer" ? [{ text, settle }] : []));
}

test("an answer that the description itself contradicts is asked about", async () => {
  expect(await questionsWith("admission: { token: own }\n")).toEqual([
    {
      text: "sallyport.yaml says that not everyone can get the credential of token, but anyone can sign up with POST /auth/register. Which is true?",
      settle: "admission.token",
    },
  ]);
});

test.each([
  ["one that agrees", "admission: { token: self-registered }\n", API],
  [
    "one of a sign-up that is closed",
    "admission: { token: own }\n",
    API.replace("security: []", "security: [{ token: [] }]"),
  ],
])("%s is not", async (_name, configuration, api) => {
  expect(await questionsWith(configuration, api)).toEqual([]);
});
