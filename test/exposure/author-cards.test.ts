import { expect, test } from "vitest";
import { apiOfPart } from "../rules/description-of.ts";

/** What anybody may not read of `GET /RESOURCE` and `GET /profiles/{name}`, where these are an author's properties. */
async function over(author: string, resource = "articles"): Promise<readonly string[]> {
  const api = await apiOfPart(`openapi: 3.1.0
paths:
  /accounts: { post: { requestBody: { content: { application/json: { schema: { properties: { email: { type: string }, password: { type: string } } } } } }, responses: { '201': { description: ok } } } }
  /${resource}: { get: { security: [], responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { properties: { id: { type: string }, title: { type: string }, author: { $ref: '#/components/schemas/Profile' } } } } } } } } } }
  /profiles/{name}: { get: { security: [], responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Profile' } } } } } } }
components:
  schemas:
    Profile: { properties: { ${author} } }
`);
  return api.operations.flatMap((operation) => [...api.assessed(operation).over].map(({ witness }) => witness));
}

const CARD = "username: { type: string }, bio: { type: string }, image: { type: string }";

test("an author's card is published with the article, and is the same card as a profile", async () => {
  expect(await over(CARD)).toEqual([]);
});

test.each([
  ["an e-mail address beside it", `${CARD}, email: { type: string }`, "articles"],
  ["a setting to hide beside it", `${CARD}, isPrivate: { type: boolean }`, "articles"],
  ["the same of what nobody publishes", CARD, "appointments"],
])("it is none with %s", async (_what, author, resource) => {
  expect(await over(author, resource)).toContain("2xx bio");
});

test.each([
  ["articles/{slug}/comments", []],
  ["patients/{id}/comments", ["2xx comments"]],
])("what is written at %s", async (path, expected) => {
  const api = await apiOfPart(`openapi: 3.1.0
paths:
  /${path}: { get: { security: [], responses: { '200': { description: ok, content: { application/json: { schema: { properties: { comments: { type: array, items: { properties: { id: { type: integer }, body: { type: string } } } } } } } } } } } }
`);
  const [operation] = api.operations;
  expect([...api.assessed(operation!).over].map(({ witness }) => witness)).toEqual(expected);
});
