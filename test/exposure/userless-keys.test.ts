import { expect, test } from "vitest";
import { statedIn } from "../../src/lexicon/statements.ts";
import { rankedTests } from "../../src/review/tests.ts";
import { testBoundaries } from "../../src/review/boundaries.ts";
import { apiKeyInUrl } from "../../src/rules/authentication/api-key-in-url.ts";
import { apiOf, faultsIn, returns, type Operations } from "../rules/faults-in.ts";

test.each([
  ["Requests with the key have no user associated with them.", true],
  ["For endpoints which don't require user authorization.", true],
  ["The key is not tied to a user.", true],
  ["Hinter dem Schlüssel steht kein Benutzer: Anfragen sind keinem Benutzer zugeordnet.", true],
  ["Les requêtes ne sont associées à aucun utilisateur.", true],
  ["Las peticiones no están asociadas a ningún usuario.", true],
  ["Os pedidos não estão associados a nenhum utilizador.", true],
  ["The key is associated with the user who made it.", false],
  ["The key requires user authorization.", false],
  ["Der Schlüssel ist einem Benutzer zugeordnet.", false],
  ["No key is needed for public users.", false],
])("%s", (text, isUserless) => {
  expect(statedIn(text).has("no-user-behind")).toBe(isUserless);
});

const POST = {
  type: "object",
  properties: {
    id: { type: "string" },
    title: { type: "string" },
    latitude: { type: "number" },
    email: { type: "string" },
  },
};
const READS: Operations = {
  "GET /posts": { responses: returns({ type: "array", items: POST }) },
  "GET /posts/{id}": { responses: returns(POST) },
};
const keyWith = (description: string): object => ({
  security: [{ key: [] }],
  components: { securitySchemes: { key: { type: "apiKey", in: "query", name: "api_key", description } } },
});
const NOBODY = keyWith("Requests with the key have no user associated with them.");
const ACCOUNT = keyWith("The key of your account.");

test("behind a key without a user, nothing is another caller's, and some things may not be for everybody", async () => {
  const kindsOf = async (more: object): Promise<readonly string[]> =>
    rankedTests(await apiOf(READS, more)).map(({ test: { operation, kind } }) => `${operation} ${kind}`);
  expect(await kindsOf(NOBODY)).toEqual(["GET /posts/{id} shared"]);
  expect(await kindsOf(ACCOUNT)).toContain("GET /posts/{id} object");
  expect(testBoundaries(rankedTests(await apiOf(READS, NOBODY))).map(({ text }) => text)).toEqual([
    "Test that an account cannot read what is not published or belongs to a closed group: post (1 operation: GET /posts/{id})",
  ]);
});

test.each<[string, object, Operations, number]>([
  ["one that only reads", NOBODY, READS, 1],
  ["one that changes, too", NOBODY, { ...READS, "DELETE /posts/{id}": {} }, 0],
  ["one of an account", ACCOUNT, READS, 0],
])("a key without a user in the URL weighs less: %s", async (_name, more, operations, steps) => {
  const [fault] = await faultsIn(apiKeyInUrl, operations, more);
  expect(fault?.mitigations?.length ?? 0).toBe(steps);
});
