import { expect, test } from "vitest";
import { isOnPublicPage } from "../../src/exposure/public-page.ts";
import { apiOfPart } from "../rules/description-of.ts";

/** The witnesses of what `GET /posts` reads that is on a page of an author whose properties are these. */
async function onPage(author: string): Promise<readonly string[]> {
  const api = await apiOfPart(`openapi: 3.1.0
paths:
  /users: { get: { responses: { '200': { description: ok } } } }
  /posts: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { properties: { id: { type: string }, author: { $ref: '#/components/schemas/User' } } } } } } } } }
components:
  schemas:
    User: { properties: { ${author} } }
`);
  return api
    .assessed(api.operations[1]!)
    .flows.filter(isOnPublicPage)
    .map(({ witness }) => witness);
}

test("an address beside the link to somebody's page is what they show; a phone number is not", async () => {
  const shown = "email: { type: string }, phone: { type: string }";
  expect(await onPage(`html_url: { type: string }, ${shown}`)).toEqual(["2xx author.email"]);
  expect(await onPage(`url: { type: string }, ${shown}`)).toEqual([]);
});
