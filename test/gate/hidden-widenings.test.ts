import { describe, expect, test } from "vitest";
import { isObject } from "../../src/core/json-value.ts";
import type { Json } from "./harmless.ts";
import { gated } from "./judged.ts";

const ENTRY = "openapi.json";
const TEXT = { type: "string", maxLength: 100 };
const UUID = { type: "string", format: "uuid" };
const EMAIL = { type: "string", format: "email", maxLength: 100 };
const object = (properties: Json): Json => ({ type: "object", properties });
const json = (schema: Json) => ({ description: "OK.", content: { "application/json": { schema } } });
const body = (schema: Json) => ({ content: { "application/json": { schema } } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const list = (items: Json) => ({ type: "array", maxItems: 50, items });
const POST_ID = { name: "postId", in: "path", required: true, schema: UUID };

/** A network that anyone signs up for, with posts, own accounts, and one call for administrators. */
function network(): Json {
  return {
    openapi: "3.1.0",
    info: { title: "Network", version: "1" },
    servers: [{ url: "https://api.acme.io/v1" }],
    security: [{ bearer: [] }],
    paths: {
      "/register": {
        post: {
          summary: "Sign up",
          security: [],
          requestBody: {
            required: true,
            ...body({
              ...object({
                email: EMAIL,
                password: { type: "string", format: "password", minLength: 12, maxLength: 64 },
              }),
              required: ["email", "password"],
            }),
          },
          responses: { 201: { description: "Made." }, 429: { description: "Too many." } },
        },
      },
      "/me": {
        get: { operationId: "me", responses: { 200: json(ref("Account")), 404: json(ref("Error")) } },
        patch: { requestBody: body(ref("AccountChange")), responses: { 204: { description: "OK." } } },
      },
      "/posts": {
        get: {
          operationId: "posts",
          parameters: [{ name: "limit", in: "query", schema: { type: "integer", maximum: 50, default: 20 } }],
          responses: { 200: json(list(ref("Post"))) },
        },
        post: { requestBody: body(ref("NewPost")), responses: { 201: json(ref("Post")) } },
      },
      "/posts/{postId}": {
        get: { operationId: "post", parameters: [POST_ID], responses: { 200: json(ref("Post")) } },
        delete: { parameters: [POST_ID], responses: { 204: { description: "Gone." } } },
      },
      "/admin/users/{userId}": {
        delete: {
          parameters: [{ name: "userId", in: "path", required: true, schema: UUID }],
          security: [{ admin: ["admin"] }],
          responses: { 204: { description: "Gone." } },
        },
      },
    },
    components: {
      schemas: {
        Account: object({
          id: UUID,
          email: EMAIL,
          iban: TEXT,
          role: { type: "string", readOnly: true, enum: ["member", "admin"] },
        }),
        AccountChange: { ...object({ email: EMAIL }), additionalProperties: false },
        Post: object({ id: UUID, text: TEXT, authorId: UUID }),
        NewPost: { ...object({ text: TEXT }), additionalProperties: false },
        Error: object({ code: TEXT, message: TEXT }),
        Person: object({ id: UUID, email: EMAIL, birthDate: { type: "string", format: "date" } }),
      },
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        admin: {
          type: "oauth2",
          flows: {
            authorizationCode: {
              authorizationUrl: "https://id.acme.io/authorize",
              tokenUrl: "https://id.acme.io/token",
              scopes: { admin: "Administer." },
            },
          },
        },
      },
    },
  };
}

/** What stands at a chain of keys, to be changed. */
function at(root: Json, ...keys: readonly string[]): Json {
  let value: unknown = root;
  for (const key of keys) value = Array.isArray(value) || isObject(value) ? (value as Json)[key] : undefined;
  if (!isObject(value)) throw new Error(`nothing at ${keys.join(" ")}`);
  return value;
}

const schemas = (root: Json): Json => at(root, "components", "schemas");
const propertiesOf = (root: Json, name: string): Json => at(schemas(root), name, "properties");
const paths = (root: Json): Json => at(root, "paths");
const answers = (root: Json, path: string, method = "get"): Json => at(root, "paths", path, method, "responses");
const renamed = (root: Json, from: RegExp, to: string): void => {
  root["paths"] = Object.fromEntries(Object.entries(paths(root)).map(([name, item]) => [name.replace(from, to), item]));
};

type Hidden = readonly [change: (root: Json) => void, decision: "pass" | "fail", told: RegExp];

/** More that leaves, comes in or is let in, in places where a reader looks last. */
const HIDDEN: Readonly<Record<string, Hidden>> = {
  "a part that is composed in": [
    (root) => (schemas(root)["Post"] = { allOf: [schemas(root)["Post"], object({ author: ref("Person") })] }),
    "fail",
    /^worse field-readable: Person\.birthDate /,
  ],
  "an alternative": [
    (root) => (answers(root, "/posts/{postId}")["200"] = json({ oneOf: [ref("Post"), ref("Person")] })),
    "pass",
    /^worse field-readable: Person\.email /,
  ],
  "another media type": [
    (root) => (at(answers(root, "/posts"), "200", "content")["text/csv"] = { schema: list(ref("Person")) }),
    "pass",
    /^worse field-readable: Person\.email /,
  ],
  "another status": [
    (root) => (answers(root, "/posts/{postId}")["206"] = json(ref("Person"))),
    "pass",
    /^worse field-readable: Person\.email /,
  ],
  "the default response": [
    (root) => (answers(root, "/posts/{postId}")["default"] = json(ref("Person"))),
    "pass",
    /^worse field-readable: Person\.email .* in errors/,
  ],
  "a header": [
    (root) => (at(answers(root, "/posts"), "200")["headers"] = { "X-Author-Email": { schema: EMAIL } }),
    "pass",
    /^worse field-readable: X-Author-Email /,
  ],
  "properties by pattern": [
    (root) => (at(schemas(root), "Post")["patternProperties"] = { "^by_": ref("Person") }),
    "pass",
    /^worse field-readable: Person\.email /,
  ],
  "what may stand beside": [
    (root) => (at(schemas(root), "Post")["additionalProperties"] = ref("Person")),
    "pass",
    /^worse field-readable: Person\.email /,
  ],
  "objects within objects": [
    (root) =>
      (propertiesOf(root, "Post")["meta"] = object({ trace: object({ by: object({ actor: ref("Person") }) }) })),
    "pass",
    /^worse field-readable: Person\.email .*meta\.trace\.by\.actor\.email/,
  ],
  "a text that holds JSON": [
    (root) =>
      (propertiesOf(root, "Post")["blob"] = {
        type: "string",
        contentMediaType: "application/json",
        contentSchema: ref("Person"),
      }),
    "pass",
    /^worse field-readable: Person\.email /,
  ],
  "a path item by reference": [
    (root) => {
      at(root, "components")["pathItems"] = {
        X: { get: { security: [], responses: { 200: json(list(ref("Person"))) } } },
      };
      paths(root)["/dump"] = { $ref: "#/components/pathItems/X" };
    },
    "fail",
    /^worse operation-added: GET \/dump /,
  ],
  "an operation that is marked as internal": [
    (root) => {
      paths(root)["/internal/dump"] = {
        get: { "x-internal": true, security: [], responses: { 200: json(list(ref("Person"))) } },
      };
    },
    "fail",
    /^worse operation-added: GET \/internal\/dump /,
  ],
  "a webhook": [
    (root) => {
      root["webhooks"] = {
        user: { post: { requestBody: body(ref("Person")), responses: { 200: { description: "OK." } } } },
      };
    },
    "fail",
    /^worse operation-added: WEBHOOK user POST /,
  ],
  "the server of one path": [
    (root) => (at(paths(root), "/posts")["servers"] = [{ url: "http://api.acme.io/v1" }]),
    "fail",
    /^worse server-added: http:/,
  ],
  "a known operationId": [
    (root) => {
      const { get, ...rest } = at(paths(root), "/posts");
      paths(root)["/everyone"] = { get: { ...at({ get }, "get"), responses: { 200: json(list(ref("Person"))) } } };
      paths(root)["/posts"] = rest;
    },
    "pass",
    /^worse field-readable: Person\.email .* can be read with GET \/everyone/,
  ],
  "an identifier in place of the caller": [
    (root) => {
      paths(root)["/accounts/{accountId}"] = {
        get: {
          ...at(paths(root), "/me", "get"),
          parameters: [{ name: "accountId", in: "path", required: true, schema: UUID }],
        },
      };
      delete at(paths(root), "/me")["get"];
    },
    "fail",
    /^worse owner-from-caller: GET \/accounts\/\{accountId\} returned .*bank account .*, and takes accountId \(path\) now/,
  ],
  "a parameter that says whose record it is": [
    (root) => (at(paths(root), "/me", "get")["parameters"] = [{ name: "userId", in: "query", schema: UUID }]),
    "fail",
    /^worse owner-from-caller: GET \/me returned .*, and takes userId \(query\) now/,
  ],
  "a role that may be written": [
    (root) => (propertiesOf(root, "AccountChange")["role"] = { type: "string" }),
    "fail",
    /^worse|^New/,
  ],
  "a scheme beside the strong one": [
    (root) => (at(paths(root), "/admin/users/{userId}", "delete")["security"] as unknown[]).push({ bearer: [] }),
    "fail",
    /^worse alternative-added: DELETE \/admin/,
  ],
  "an endpoint of somebody else": [
    (root) =>
      (at(root, "components", "securitySchemes", "admin", "flows", "authorizationCode")["tokenUrl"] =
        "https://id.acme.example/token"),
    "fail",
    /^worse token-endpoint-moved: /,
  ],
  "a page without a limit": [
    (root) => (at(paths(root), "/posts", "get", "parameters", "0")["schema"] = { type: "integer", default: 20 }),
    "pass",
    /^worse limit-loosened: GET \/posts, query limit: maximum 50 is gone/,
  ],
};

/** What changes nothing for anybody: no word for the worse or the better. */
const REFACTORINGS: Readonly<Record<string, (root: Json) => void>> = {
  "a schema is written where it is used": (root) =>
    (answers(root, "/posts/{postId}")["200"] = json(at(schemas(root), "Post"))),
  "a response becomes a component": (root) => {
    at(root, "components")["responses"] = { OnePost: json(ref("Post")) };
    answers(root, "/posts/{postId}")["200"] = { $ref: "#/components/responses/OnePost" };
  },
  "a schema is renamed": (root) => {
    const text = JSON.stringify(root).replaceAll('schemas/Post"', 'schemas/Article"').replace('"Post":', '"Article":');
    Object.assign(root, JSON.parse(text));
  },
  "a schema is composed of two": (root) => {
    const { id, email, ...rest } = propertiesOf(root, "Account");
    schemas(root)["Account"] = { allOf: [object({ id, email }), object(rest)] };
  },
  "a list gets an envelope": (root) =>
    (answers(root, "/posts")["200"] = json(object({ items: list(ref("Post")), next: TEXT }))),
  "the version moves into the paths": (root) => {
    root["servers"] = [{ url: "https://api.acme.io" }];
    renamed(root, /^/, "/v1");
  },
  "paths are renamed": (root) => renamed(root, /^\/posts/, "/articles"),
  "security is written at each operation": (root) => {
    for (const path of Object.keys(paths(root)))
      for (const method of Object.keys(at(paths(root), path)))
        at(paths(root), path, method)["security"] ??= [{ bearer: [] }];
    delete root["security"];
  },
  "a scheme is renamed": (root) => {
    const schemes = at(root, "components", "securitySchemes");
    schemes["jwt"] = schemes["bearer"];
    delete schemes["bearer"];
    root["security"] = [{ jwt: [] }];
  },
  "a parameter becomes a component": (root) => {
    const operation = at(paths(root), "/posts", "get");
    at(root, "components")["parameters"] = { Limit: (operation["parameters"] as unknown[])[0] };
    operation["parameters"] = [{ $ref: "#/components/parameters/Limit" }];
  },
  "a value may be null": (root) => (propertiesOf(root, "Account")["iban"] = { ...TEXT, type: ["string", "null"] }),
  "errors follow RFC 9457": (root) =>
    (answers(root, "/me")["404"] = {
      description: "No.",
      content: {
        "application/problem+json": { schema: object({ type: TEXT, title: TEXT, detail: TEXT, instance: TEXT }) },
      },
    }),
  "a time is added": (root) => (propertiesOf(root, "Post")["createdAt"] = { type: "string", format: "date-time" }),
};

/** Limits that are others: what is told of each. */
const LIMITS: Readonly<Record<string, readonly [text: Json, other: Json, told: RegExp | undefined]>> = {
  "a shorter text": [TEXT, { type: "string", maxLength: 50 }, /^better limit-tightened: .*maxLength is 50, it was 100/],
  "a first limit": [
    { type: "integer" },
    { type: "integer", maximum: 9 },
    /^better limit-tightened: .*maximum is 9, there was none/,
  ],
  "a pattern that takes more": [
    { type: "string", pattern: "^[a-z]{1,9}$" },
    { type: "string", pattern: "^[a-z0-9]{1,9}$" },
    /^worse limit-loosened: POST \/posts, request text: pattern is "\^\[a-z0-9\]\{1,9\}\$", it was /,
  ],
  "a pattern that takes fewer": [
    { type: "string", pattern: "^.+$" },
    { type: "string", pattern: "^[^<]+$" },
    /^better limit-tightened: .*pattern is/,
  ],
  "a pattern that takes others": [
    { type: "string", pattern: "^[a-f]+$" },
    { type: "string", pattern: "^[x-z]+$" },
    /^neutral limit-changed: .*pattern is/,
  ],
  "a pattern that says the same": [
    { type: "string", pattern: "^[0-9]{4}$" },
    { type: "string", pattern: "^\\d{4}$" },
    undefined,
  ],
  "a limit written the other way round": [
    { type: "integer", maximum: 9 },
    { type: "integer", exclusiveMaximum: 9 },
    undefined,
  ],
  "fewer values": [
    { type: "string", enum: ["a", "b"] },
    { type: "string", enum: ["a"] },
    /^better limit-tightened: .*it may no longer be "b"/,
  ],
  "an alternative that demands nothing": [
    { ...object({ a: TEXT, b: TEXT, c: TEXT }), anyOf: [{ required: ["a"] }, { required: ["b"] }] },
    { ...object({ a: TEXT, b: TEXT, c: TEXT }), anyOf: [{ required: ["a"] }, { required: ["c"] }] },
    /^worse limit-loosened: .*it may have c and none of a and b/,
  ],
  "an alternative less": [
    { ...object({ a: TEXT, b: TEXT }), oneOf: [{ required: ["a"] }, { required: ["b"] }] },
    { ...object({ a: TEXT, b: TEXT }), required: ["a"] },
    /^better limit-tightened: .*it may no longer have b and none of a/,
  ],
  "alternatives in another order": [
    { ...object({ a: TEXT, b: TEXT }), anyOf: [{ required: ["a"] }, { required: ["b"] }] },
    { ...object({ a: TEXT, b: TEXT }), anyOf: [{ required: ["b"] }, { required: ["a"] }] },
    undefined,
  ],
};

const texts = (root: Json) => new Map([[ENTRY, JSON.stringify(root, undefined, 1)]]);

async function changed(change: (root: Json) => unknown) {
  const head = structuredClone(network());
  change(head);
  const { gate } = await gated(texts(network()), texts(head), ENTRY);
  return { gate, told: gate.changes.map(({ direction, kind, text }) => `${direction} ${kind}: ${text}`) };
}

describe("what widens an API is told, wherever it stands:", () => {
  test.each(Object.entries(HIDDEN))("%s", async (_name, [change, decision, text]) => {
    const { gate, told } = await changed(change);
    expect([...told, ...gate.because]).toContainEqual(expect.stringMatching(text));
    expect([gate.decision, ...(decision === "pass" ? gate.because : [])]).toEqual([decision]);
  });
});

describe("a limit that is another one is told, and blocks nothing:", () => {
  test.each(Object.entries(LIMITS))("%s", async (_name, [was, is, text]) => {
    const [base, head] = [network(), network()];
    propertiesOf(base, "NewPost")["text"] = was;
    propertiesOf(head, "NewPost")["text"] = is;
    const { gate } = await gated(texts(base), texts(head), ENTRY);
    const told = gate.changes.map(({ direction, kind, text: words }) => `${direction} ${kind}: ${words}`);
    expect([gate.decision, ...gate.because]).toEqual(["pass"]);
    expect(told).toEqual(text === undefined ? [] : [expect.stringMatching(text)]);
  });

  test("of a body and a parameter too: whether it must be sent", async () => {
    const [base, head] = [network(), network()];
    at(base, "paths", "/posts", "post", "requestBody")["required"] = true;
    at(head, "paths", "/posts", "get", "parameters", "0")["required"] = true;
    const { gate } = await gated(texts(base), texts(head), ENTRY);
    expect(gate.changes.map(({ direction, text }) => `${direction} ${text}`)).toEqual([
      "worse POST /posts, request: it is no longer required",
      "better GET /posts, query limit: it is required",
    ]);
  });
});

describe("what widens nothing is silent:", () => {
  test.each(Object.entries(REFACTORINGS))("%s", async (_name, change) => {
    const { gate, told } = await changed(change);
    expect([gate.decision, ...gate.because, ...told.filter((text) => !text.startsWith("neutral "))]).toEqual(["pass"]);
  });
});
