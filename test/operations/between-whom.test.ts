import { expect, test } from "vitest";
import { boundariesOf } from "../../src/operations/candidates/boundary.ts";
import { isBehindOneSecret } from "../../src/operations/candidates/one-secret.ts";
import { testBoundaries } from "../../src/review/boundaries.ts";
import { rankedTests } from "../../src/review/tests.ts";
import { apiOfPart } from "../rules/description-of.ts";

/* Between whom there is a boundary: where all callers have one secret nobody, and within an organization none of its people. */

const OF_HEADER = { name: "x-acme-authorization", in: "header", required: true, schema: { type: "string" } };
const ID = { name: "id", in: "path", required: true, schema: { type: "string" } };
const DONE = { 200: { description: "OK" } };

const withHeader = (description: string): ReturnType<typeof apiOfPart> =>
  apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      servers: [{ url: "https://api.acme.io" }],
      paths: {
        "/keys/{id}": {
          delete: { parameters: [{ ...OF_HEADER, description }, ID], responses: DONE },
          put: { parameters: [{ ...OF_HEADER, description }, ID], responses: DONE },
        },
      },
    }),
  );

test.each<[string, boolean]>([
  ["The gateway's shared secret", false],
  ["acme gateway shared secret", true],
  ["The master key", true],
  ["The secret of the server", true],
  ["The admin secret", true],
  ["The key in the configuration file", true],
  ["Das Geheimnis des Gateways", true],
  ["Der Hauptschlüssel", true],
  ["La clé maîtresse", true],
  ["La clave maestra", true],
  ["A chave mestra", true],
  ["Your master key", false],
  ["Your API key", false],
  ["The token of the user", false],
  ["No master key is needed", false],
])("%s", async (description, isOne) => {
  const api = await withHeader(description);
  expect(api.operations.map((one) => isBehindOneSecret(one))).toEqual([isOne, isOne]);
});

test("of one secret it is tested that it is asked for, and nothing of callers A and B", async () => {
  const tests = rankedTests(await withHeader("The master key"));
  expect(testBoundaries(tests).map(({ text }) => text)).toEqual([
    "Test that a call without a valid credential is refused (2 operations: DELETE /keys/{id} and PUT /keys/{id})",
  ]);
  expect(tests.flatMap(({ test: { as, further } }) => [as, ...further.map((one) => one.as)])).toEqual([
    "anyone without a valid credential",
    "anyone without a valid credential",
  ]);
});

const LOG_IN = {
  type: "oauth2",
  flows: { authorizationCode: { authorizationUrl: "https://acme.io/a", tokenUrl: "https://acme.io/t", scopes: {} } },
};
const parametersOf = (path: string): object[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));

const boundaryOf = async (operations: readonly (readonly [string, string, string?])[]): Promise<string> => {
  const paths: Record<string, Record<string, object>> = {};
  for (const [method, path, summary = ""] of operations)
    (paths[path] ??= {})[method] = { summary, parameters: parametersOf(path), responses: DONE };
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      servers: [{ url: "https://api.acme.io" }],
      security: [{ login: [] }],
      paths,
      components: { securitySchemes: { login: LOG_IN } },
    }),
  );
  return boundariesOf(api)(api.operations[0]!);
};

const below = (parent: string): (readonly [string, string])[] =>
  ["get", "put", "delete"].flatMap((method) => [
    [method, `${parent}/machines/{id}`] as const,
    [method, `${parent}/disks/{id}`] as const,
  ]);
const saying = (summary: string): (readonly [string, string, string])[] => [
  ["get", "/files", summary],
  ["get", "/jobs/{id}", summary],
];

test.each<[string, readonly (readonly [string, string, string?])[], string]>([
  ["a subscription", below("/subscriptions/{subscriptionId}"), "account"],
  ["a project", below("/v1/projects/{project}"), "account"],
  ["a site", below("/sites/{siteId}"), "account"],
  ["users", below("/users/{userId}"), "user"],
  ["what individuals have", below("/individuals/losses/{nino}"), "user"],
  ["what callers make", [...below("/folders/{folder}"), ["post", "/folders"]], "user"],
  ["several parents", [...below("/projects/{project}"), ...below("/folders/{folder}")], "user"],
  ["an organization by its texts", saying("Lists files that belong to the user's organization."), "account"],
  ["… the reader's", saying("Lists your organization's files."), "account"],
  ["a family by its texts", saying("Lists what is within the authenticated user's master account."), "account"],
  ["in German", saying("Listet die Dateien Ihrer Organisation."), "account"],
  ["in French", saying("Liste les fichiers de votre organisation."), "account"],
  ["in Spanish", saying("Lista los archivos de su organización."), "account"],
  ["in Portuguese", saying("Lista os arquivos da sua organização."), "account"],
  ["of nobody else by its texts", saying("Lists your files."), "user"],
])("the boundary of %s", async (_what, operations, expected) => {
  expect(await boundaryOf(operations)).toBe(expected);
});

test.each<[string, object, string]>([
  ["a user and their account", { user: { id: "string" }, account: { id: "string" } }, "account"],
  ["a user and their organization", { user: { id: "string" }, organization: { id: "string" } }, "account"],
  ["a user alone", { user: { id: "string" }, token: { id: "string" } }, "user"],
])("what tells who calls names %s", async (_what, told, expected) => {
  const object = (names: object): object => ({
    type: "object",
    properties: Object.fromEntries(
      Object.entries(names).map(([name, one]) => [
        name,
        typeof one === "string" ? { type: one } : object(one as object),
      ]), // of the table
    ),
  });
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      servers: [{ url: "https://api.acme.io" }],
      security: [{ login: [] }],
      paths: {
        "/me": {
          get: { responses: { 200: { description: "OK", content: { "application/json": { schema: object(told) } } } } },
        },
        "/apps/{id}": { delete: { parameters: [ID], responses: DONE } },
      },
      components: { securitySchemes: { login: { type: "http", scheme: "bearer" } } },
    }),
  );
  expect(boundariesOf(api)(api.operations[1]!)).toBe(expected);
});

test("what belongs to a thing by its path is tested with it, whatever is known of its fields", async () => {
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      servers: [{ url: "https://api.acme.io" }],
      security: [{ login: [] }],
      paths: {
        "/documents/{id}": {
          get: {
            parameters: [ID],
            responses: {
              200: {
                description: "OK",
                content: {
                  "application/json": { schema: { type: "object", properties: { iban: { type: "string" } } } },
                },
              },
            },
          },
        },
        "/documents/{id}/payments": {
          get: {
            parameters: [ID],
            responses: {
              200: {
                description: "OK",
                content: {
                  "application/json": { schema: { type: "object", properties: { amount: { type: "number" } } } },
                },
              },
            },
          },
        },
      },
      components: { securitySchemes: { login: LOG_IN } },
    }),
  );
  expect(testBoundaries(rankedTests(api)).map(({ operations }) => operations)).toEqual([
    ["GET /documents/{id}", "GET /documents/{id}/payments"],
  ]);
});

test.each<[string, string[]]>([
  ["Analyzes a text.", []],
  ["Traduire un texte.", []],
  ["Lists the texts.", ["GET /texts list"]],
])("what is worked out of what is sent is no list of the caller's: %s", async (summary, expected) => {
  const isPost = expected.length === 0;
  const schema = { type: "object", properties: { medicalHistory: { type: "string" }, email: { type: "string" } } };
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      servers: [{ url: "https://api.acme.io" }],
      security: [{ key: [] }],
      paths: {
        "/texts": {
          [isPost ? "post" : "get"]: {
            summary,
            responses: {
              200: { description: "OK", content: { "application/json": { schema: { type: "array", items: schema } } } },
            },
          },
        },
      },
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Api-Key" } } },
    }),
  );
  expect(
    rankedTests(api).flatMap(({ test: { operation, kind } }) => (kind === "list" ? [`${operation} ${kind}`] : [])),
  ).toEqual(expected);
});
