import { expect, test } from "vitest";
import { reviewOf } from "../gate/judged.ts";

/* What stands in another description is a missing fact, and no finding: operations behind a gateway, acts of a query, fields of a record. */

const TEXT = { type: "string" };
const content = (schema: object): object => ({ "application/json": { schema } });
const gives = (schema: object): object => ({ responses: { 200: { description: "OK", content: content(schema) } } });
const NOTHING = { type: "object" };

async function reviewed(paths: object, more: object = {}) {
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1", contact: { email: "api@acme.io" } },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ token: [] }],
    paths,
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    ...more,
  });
  const { verdict, findings } = await reviewOf(new Map([["openapi.json", text]]), "openapi.json");
  const told = (kind: string): string =>
    verdict.reasons.flatMap((one) => (one.kind === kind ? [one.text] : [])).join(" | ");
  return { decision: verdict.decision, depends: told("depends"), condition: told("condition"), findings };
}

const parameter = (path: string): readonly object[] =>
  [...path.matchAll(/\{[*]*([\w.-]+)[^{}]*\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: TEXT,
  }));

test.each([
  "/{proxy+}",
  "/orders/{proxy+}",
  "/{*path}",
  "/{**rest}",
  "/{path:.*}",
  "/api/{path:path}",
  "/{path*}",
  "/v1/**",
])("what a gateway passes on is not known: %s", async (path) => {
  const { decision, depends } = await reviewed({ [path]: { parameters: parameter(path), get: gives(NOTHING) } });
  expect(depends).toContain(`GET ${path} passes on calls of every path below`);
  expect(decision).toBe("insufficient-evidence");
});

const SHELVES = gives({ type: "array", items: { type: "object", properties: { shelf: TEXT, room: TEXT } } });

test("beside operations that are described it is a condition", async () => {
  const { depends, condition } = await reviewed({
    "/{proxy+}": { parameters: parameter("/{proxy+}"), get: gives(NOTHING) },
    "/shelves": { get: SHELVES },
    "/rooms": { get: SHELVES },
  });
  expect(depends).not.toContain("passes on");
  expect(condition).toContain("passes on");
});

test.each<[string, string, object]>([
  ["a page by its path", "/pages/{slug+}", gives({ type: "object", properties: { title: TEXT, colour: TEXT } })],
  ["a file by its path", "/files/{path+}", { responses: { 200: { description: "OK", content: { "image/png": {} } } } }],
  ["one thing", "/orders/{proxy}", gives(NOTHING)],
])("it is no gateway: %s", async (_name, path, operation) => {
  const { depends, condition } = await reviewed({ [path]: { parameters: parameter(path), get: operation } });
  expect(depends + condition).not.toContain("passes on");
});

const QUERY = {
  requestBody: { content: content({ type: "object", properties: { query: TEXT, variables: NOTHING } }) },
};
const ANSWER = gives({ type: "object", properties: { data: NOTHING } });

test("which acts of a query go without the optional credential is asked", async () => {
  const { decision, findings, depends } = await reviewed({
    "/graphql": { post: { security: [{}, { token: [] }], ...QUERY, ...ANSWER } },
  });
  expect(findings.map(({ rule }) => rule)).not.toContain("unauthenticated-write");
  expect(findings.map(({ rule }) => rule)).toContain("optional-authentication");
  expect(depends).toContain("GraphQL schema");
  expect(decision).toBe("insufficient-evidence");
});

test.each<[string, object]>([
  ["nothing is asked for", { "/graphql": { post: { security: [], ...QUERY, ...ANSWER } } }],
  [
    "another change",
    {
      "/orders": {
        post: {
          security: [{}, { token: [] }],
          requestBody: { content: content({ type: "object", properties: { item: TEXT } }) },
          responses: { 201: { description: "made" } },
        },
      },
    },
  ],
])("anybody changes something: %s", async (_name, paths) => {
  const { findings } = await reviewed(paths);
  expect(findings.map(({ rule }) => rule)).toContain("unauthenticated-write");
});

const buyers = (schema: object): object => ({
  "/buyers/{buyerId}": { get: { parameters: parameter("/{buyerId}"), ...gives(schema) } },
});

test.each<[string, object, boolean]>([
  ["only its identifier is named", { type: "object", additionalProperties: true, properties: { buyerId: TEXT } }, true],
  ["nothing else is in it", { type: "object", properties: { buyerId: TEXT } }, false],
  [
    "a field is named",
    { type: "object", additionalProperties: true, properties: { buyerId: TEXT, tier: TEXT } },
    false,
  ],
])("what is left open of a record is to be described: %s", async (_name, schema, isAsked) => {
  const { depends, condition } = await reviewed(buyers(schema));
  expect(/Describe what|is described/.test(depends + condition)).toBe(isAsked);
});
