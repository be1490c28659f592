import { expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { reviewDescription } from "../../src/review.ts";
import { filesOf } from "../policy/policies.ts";

const TEXT = { type: "string" };
const json = (schema: object): object => ({ "application/json": { schema } });
const GRAPH = {
  "/graphql": {
    post: {
      requestBody: {
        content: json({ properties: { query: TEXT, operationName: TEXT, variables: { type: "object" } } }),
      },
      responses: { 200: { description: "ok", content: json({ properties: { data: { type: "object" } } }) } },
    },
  },
};
const things = (name: string): object => ({
  [`/${name}`]: {
    post: {
      requestBody: { content: json({ properties: { title: TEXT } }) },
      responses: { 201: { description: "ok", content: json({ properties: { id: TEXT } }) } },
    },
  },
});

async function verdictOf(paths: object, settings: string): Promise<readonly [string | null, boolean]> {
  const files = filesOf({
    "api.json": JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Homes", version: "1", contact: { email: "homes@acme.io" } },
      servers: [{ url: "https://api.acme.io" }],
      security: [{ token: [] }],
      paths,
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    }),
    "sallyport.yaml": settings,
  });
  const { verdict } = await reviewDescription("api.json", files, await loadPolicy("api.json", files), "2026-01-31");
  return [verdict.decision, verdict.reasons.some(({ text }) => text.includes("GraphQL schema"))];
}

test("where an API is one door to a GraphQL schema, the schema is a missing fact", async () => {
  expect(await verdictOf(GRAPH, "admission: { token: partner }\n")).toEqual(["insufficient-evidence", true]);
});

test("beside other operations that change something it is a condition", async () => {
  const paths = { ...GRAPH, ...things("boards"), ...things("cards"), ...things("lists") };
  expect(await verdictOf(paths, "admission: { token: partner }\n")).toEqual(["approve-with-conditions", true]);
});

test("of what only the organization calls nothing is asked", async () => {
  expect((await verdictOf(GRAPH, "admission: { token: own }\naudience: private\n"))[1]).toBe(false);
});
