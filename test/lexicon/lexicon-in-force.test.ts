import { expect, test } from "vitest";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { reviewDescription } from "../../src/review.ts";
import { policyFrom } from "../policy/policies.ts";

/** An API in which clients, with orders of theirs, are looked for and their orders called off, in words of any language. */
function description(search: string, cancel: string): string {
  return `
openapi: 3.1.0
info: { title: Shop, version: "1" }
servers: [{ url: https://api.shop.example }]
security: [{ token: [] }]
components: { securitySchemes: { token: { type: http, scheme: bearer } } }
paths:
  /clients/${search}:
    post:
      requestBody:
        content: { application/json: { schema: { type: object, properties: { term: { type: string } } } } }
      responses:
        "200":
          description: OK
          content:
            application/json:
              schema:
                type: array
                items: { type: object, properties: { id: { type: string }, email: { type: string, format: email } } }
  /clients/{client_id}/${cancel}:
    post:
      parameters: [{ name: client_id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: OK } }
`;
}

async function testsOf(text: string, policy: Policy = defaultPolicy()): Promise<readonly string[]> {
  const files = withBuffers(filesBelow(import.meta.dirname), new Map([["openapi.yaml", Buffer.from(text)]]));
  const { tests } = await reviewDescription("openapi.yaml", files, policy);
  return tests.map(({ ask }) => ask);
}

const inEnglish = await testsOf(description("search", "cancel"));

test("the API is tested for what it does", () => {
  expect(inEnglish).toEqual(expect.arrayContaining([expect.stringMatching(/^search clients/)]));
  expect(inEnglish).toEqual(expect.arrayContaining([expect.stringMatching(/^cancel /)]));
});

test.each([
  ["German", "suche", "stornieren"],
  ["German, as a noun", "suchen", "stornierung"],
  ["French", "rechercher", "annuler"],
  ["Spanish", "buscar", "cancelar"],
  ["Spanish, with its accent", "búsqueda", "anulación"],
  ["Portuguese", "pesquisa", "cancelamento"],
])("the same is known in %s", async (_language, search, cancel) => {
  expect(await testsOf(description(search, cancel))).toEqual(inEnglish);
});

test("words of a sallyport.yaml are known where it holds, also while another description is judged without it", async () => {
  const own = await policyFrom("lexicon: { search: fahnden, cancel: [rückabwickeln] }");
  const text = description("fahnden", "rueckabwickeln");
  const [before, within, after] = await Promise.all([testsOf(text), testsOf(text, own), testsOf(text)]);
  expect(within).toEqual(inEnglish);
  expect(before).not.toEqual(inEnglish);
  expect(after).toEqual(before);
});
