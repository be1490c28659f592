import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isObject } from "../../src/core/json-value.ts";
import { envelopeIn, folderWith, run } from "../cli/run.ts";
import { isThorough } from "../thorough.ts";
import { repositoryWith } from "./git-repository.ts";
import type { Json } from "./harmless.ts";
import { gated } from "./judged.ts";

/** A change of a description, and what the gate must say of it. */
interface Row {
  /** What the base is, where it is not a bank without a sign-up. */
  readonly base?: (bank: Json) => void;
  readonly change: (bank: Json) => void;
  readonly decision: "pass" | "fail";
  /** What reasons must say; there are none for a change that passes. */
  readonly because?: readonly RegExp[];
  /** Changes that must be told, as `direction kind: text`. */
  readonly told?: readonly RegExp[];
  /** What must not be told. */
  readonly untold?: RegExp;
  /** What the text for a terminal says beside that. */
  readonly text?: RegExp;
}

const json = (schema: Json) => ({ description: "OK.", content: { "application/json": { schema } } });
const object = (properties: Json): Json => ({ type: "object", properties });
const TEXT = { type: "string", maxLength: 100 };
const UUID = { type: "string", format: "uuid" };
const EMAIL = { type: "string", format: "email", maxLength: 100 };
const DAY = { type: "string", format: "date" };
const USER_ID = { name: "userId", in: "path", required: true, schema: UUID };

/** A bank whose tokens nobody has said the holders of. */
function bank(): Json {
  return {
    openapi: "3.0.3",
    info: { title: "Bank", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ oauth: ["read"] }],
    tags: [{ name: "orders" }],
    paths: {
      "/orders": {
        get: {
          operationId: "listOrders",
          tags: ["orders"],
          responses: {
            200: json({ type: "array", maxItems: 100, items: { $ref: "#/components/schemas/Order" } }),
          },
        },
      },
      "/me": {
        get: {
          operationId: "getMe",
          security: [{ oauth: ["profile"] }],
          responses: { 200: json({ $ref: "#/components/schemas/Me" }) },
        },
      },
      "/users/{userId}": {
        get: {
          operationId: "getUser",
          security: [{ oauth: ["admin"] }],
          parameters: [USER_ID],
          responses: { 200: json({ $ref: "#/components/schemas/User" }) },
        },
        delete: {
          operationId: "deleteUser",
          security: [{ oauth: ["admin"] }],
          parameters: [USER_ID],
          responses: { 204: { description: "Gone." } },
        },
      },
    },
    components: {
      schemas: {
        Order: object({ id: UUID, total: { type: "integer", minimum: 0, maximum: 1_000_000 } }),
        Me: object({ id: UUID, iban: TEXT, name: TEXT }),
        User: object({ id: UUID, email: EMAIL, birthDate: DAY }),
      },
      securitySchemes: {
        oauth: {
          type: "oauth2",
          flows: {
            authorizationCode: {
              authorizationUrl: "https://id.acme.io/authorize",
              tokenUrl: "https://id.acme.io/token",
              scopes: { read: "Read.", admin: "Administer.", profile: "Own profile." },
            },
          },
        },
      },
    },
  };
}

/** What stands at a chain of keys. */
function at(root: Json, ...keys: readonly string[]): Json {
  let value: unknown = root;
  for (const key of keys) value = isObject(value) ? value[key] : undefined;
  if (!isObject(value)) throw new Error(`nothing at ${keys.join(" ")}`);
  return value;
}

const operation = (root: Json, path: string, method: string): Json => at(root, "paths", path, method);

const SCOPES: Readonly<Record<string, Row>> = {
  "another credential beside different ones is one change": {
    change: (root) => {
      at(root, "components", "securitySchemes")["planKey"] = { type: "apiKey", in: "header", name: "X-Plan-Key" };
      for (const [path, scope] of [
        ["/me", "profile"],
        ["/users/{userId}", "admin"],
      ] as const)
        operation(root, path, "get")["security"] = [{ oauth: [scope] }, { planKey: [] }];
    },
    decision: "fail",
    because: [/^GET \/me and GET \/users\/\{userId\}: planKey lets a caller in too, beside what was asked for$/],
    text: /Fix: remove the alternative planKey on GET \/me and GET \/users\/\{userId\}/,
  },
  "another scope, which opens more elsewhere, is no dropped one": {
    change: (root) => (operation(root, "/orders", "get")["security"] = [{ oauth: ["admin"] }]),
    decision: "pass",
    told: [/^neutral scope-replaced: GET \/orders: oauth asks for the scope "admin" instead of "read"$/],
    untold: /no longer asks/,
  },
  "another scope, of which nothing is known, is no dropped one": {
    change: (root) => (operation(root, "/orders", "get")["security"] = [{ oauth: ["orders:list"] }]),
    decision: "pass",
    told: [/^neutral scope-replaced: GET \/orders: oauth asks for the scope "orders:list" instead of "read"$/],
    untold: /no longer asks/,
  },
  "a scope is dropped where a subset remains": {
    base: (root) => (operation(root, "/orders", "get")["security"] = [{ oauth: ["read", "admin"] }]),
    change: (root) => (operation(root, "/orders", "get")["security"] = [{ oauth: ["read"] }]),
    decision: "fail",
    because: [/^GET \/orders: oauth no longer asks for the scope "admin"$/],
    told: [/^worse scope-dropped: /],
  },
  "a scope that any user's token has is weaker": {
    change: (root) => (operation(root, "/users/{userId}", "delete")["security"] = [{ oauth: ["profile"] }]),
    decision: "fail",
    because: [
      /^DELETE \/users\/\{userId\}: oauth asks for the scope "profile" instead of "admin": the token of any user has "profile"$/,
    ],
    told: [/^worse scope-weakened: /],
  },
  "a scope that opens less elsewhere is weaker": {
    base: (root) => {
      operation(root, "/users/{userId}", "get")["security"] = [{ oauth: ["accounts"] }];
      operation(root, "/users/{userId}", "delete")["security"] = [{ oauth: ["accounts"] }];
    },
    change: (root) => (operation(root, "/users/{userId}", "delete")["security"] = [{ oauth: ["read"] }]),
    decision: "fail",
    because: [
      /^DELETE \/users\/\{userId\}: oauth asks for the scope "read" instead of "accounts": "read" otherwise opens no more than GET \/orders$/,
    ],
    told: [/^worse scope-weakened: /],
  },
  "a scope beside the one that stays lets more callers in": {
    change: (root) =>
      (operation(root, "/users/{userId}", "delete")["security"] = [{ oauth: ["admin"] }, { oauth: ["read"] }]),
    decision: "fail",
    because: [/^DELETE \/users\/\{userId\}: oauth \(read\) lets a caller in too; it was oauth \(admin\)$/],
    told: [/^worse alternative-added: /],
  },
};

/** With a sign-up, so that anyone gets a token. */
function withSignUp(root: Json): void {
  at(root, "paths")["/register"] = {
    post: {
      operationId: "register",
      summary: "Sign up",
      security: [],
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: {
              ...object({
                email: EMAIL,
                password: { type: "string", format: "password", minLength: 12, maxLength: 64 },
              }),
              required: ["email", "password"],
            },
          },
        },
      },
      responses: { 201: json({ $ref: "#/components/schemas/Me" }), 429: { description: "Too many." } },
    },
  };
  for (const path of ["/orders", "/me"]) operation(root, path, "get")["security"] = [{ bearer: [] }];
  at(root, "components", "securitySchemes")["bearer"] = { type: "http", scheme: "bearer" };
}

function answer(root: Json, schema: Json): void {
  operation(root, "/users/{userId}", "get")["responses"] = { 200: json(schema) };
}

const CALLERS_AND_FIELDS: Readonly<Record<string, Row>> = {
  "who secures an open sign-up makes nothing new": {
    base: (root) => {
      withSignUp(root);
      at(root, "paths")["/users"] = {
        get: {
          security: [{ bearer: [] }],
          responses: { 200: json({ type: "array", maxItems: 50, items: { $ref: "#/components/schemas/User" } }) },
        },
      };
    },
    change: (root) => (operation(root, "/register", "post")["security"] = [{ oauth: ["admin"] }]),
    decision: "pass",
    told: [/^neutral callers-narrowed: POST \/register: now called by anyone with the credential/],
    untold: /New|worse/,
  },
  "an own field that is of each of many people is worse": {
    base: withSignUp,
    change: (root) => {
      const properties = at(root, "components", "schemas", "Me", "properties");
      delete properties["iban"];
      properties["customers"] = { type: "array", items: object({ id: TEXT, iban: TEXT }) };
    },
    decision: "fail",
    because: [
      /^Me\.iban \(bank account, restricted\) can be read of more people with GET \/me and POST \/register: 2xx customers\[\]\.iban; it was at 2xx iban$/,
    ],
    told: [/^worse field-spread: /],
    untold: /field-moved|no longer/,
  },
  "an own field in a list of the caller's own things is only moved": {
    base: withSignUp,
    change: (root) => {
      const properties = at(root, "components", "schemas", "Me", "properties");
      delete properties["iban"];
      properties["bankAccounts"] = { type: "array", items: object({ id: TEXT, iban: TEXT }) };
    },
    decision: "pass",
    told: [
      /^neutral field-moved: .*\(bank account, restricted\) is at 2xx bankAccounts of GET \/me .*; it was at 2xx iban$/,
    ],
    untold: /worse|better/,
  },
  "a wrapped response is neither new nor fixed": {
    change: (root) => answer(root, object({ data: { $ref: "#/components/schemas/User" } })),
    decision: "pass",
    told: [
      /^neutral field-moved: User\.email .* is at 2xx data\.email of GET \/users\/\{userId\}; it was at 2xx email$/,
    ],
    untold: /worse|better/,
  },
  "an unwrapped one neither": {
    base: (root) => answer(root, object({ data: { $ref: "#/components/schemas/User" } })),
    change: (root) => answer(root, { $ref: "#/components/schemas/User" }),
    decision: "pass",
    told: [/^neutral field-moved: User\.email .* is at 2xx email of GET/],
    untold: /worse|better/,
  },
  "a field that is put into an object of its own neither": {
    change: (root) => {
      const properties = at(root, "components", "schemas", "User", "properties");
      delete properties["email"];
      properties["contact"] = object({ email: EMAIL });
    },
    decision: "pass",
    told: [/^neutral field-moved: User\.contact .*it was at 2xx email$/],
    untold: /worse|better/,
  },
};

/** Every path with another beginning. */
function under(prefix: string, root: Json): void {
  root["paths"] = Object.fromEntries(Object.entries(at(root, "paths")).map(([path, item]) => [prefix + path, item]));
}

function withoutOperationIds(root: Json): void {
  for (const path of Object.keys(at(root, "paths")))
    for (const method of Object.keys(at(root, "paths", path))) delete operation(root, path, method)["operationId"];
}

/** `/users` and all below it under another name. */
function renamedPath(root: Json): void {
  root["paths"] = Object.fromEntries(
    Object.entries(at(root, "paths")).map(([path, item]) => [path.replace("/users/", "/members/"), item]),
  );
}

const leaking = (root: Json): void => {
  withSignUp(root);
  for (const method of ["get", "delete"]) operation(root, "/users/{userId}", method)["security"] = [{ bearer: [] }];
};

const RENAMES: Readonly<Record<string, Row>> = {
  "a path that moves into the server as a whole is nothing new": {
    change: (root) => {
      const paths = at(root, "paths");
      paths["/"] = { ...(paths["/orders"] as Json), servers: [{ url: "https://api.acme.io/orders" }] };
      delete paths["/orders"];
    },
    decision: "pass",
    told: [/^neutral operation-moved: GET \/ was GET \/orders; the full URL, with the server, is unchanged$/],
    untold: /operation-added|operation-removed/,
  },
  "a version that moves from the server into the paths is nothing new": {
    base: (root) => {
      leaking(root);
      root["servers"] = [{ url: "https://api.acme.io/v2" }];
    },
    change: (root) => {
      root["servers"] = [{ url: "https://api.acme.io" }];
      under("/v2", root);
      withoutOperationIds(root);
    },
    decision: "pass",
    told: [/^neutral operation-moved: GET \/v2\/orders was GET \/orders, /],
    untold: /worse|better|removed|added/,
  },
  "paths with another beginning at another server are known by their operationId": {
    base: leaking,
    change: (root) => {
      root["servers"] = [{ url: "https://gateway.acme.io" }];
      under("/bank", root);
    },
    decision: "pass",
    told: [/^neutral operation-moved: GET \/bank\/orders was GET \/orders, /],
    untold: /removed: GET|operation-added|finding-fixed/,
  },
  "a renamed path without operationIds is known by what goes in and out": {
    base: (root) => {
      leaking(root);
      withoutOperationIds(root);
    },
    change: renamedPath,
    decision: "pass",
    told: [
      /^neutral operation-moved: GET \/members\/\{userId\} was GET \/users\/\{userId\} and DELETE \/members\/\{userId\} was DELETE \/users\/\{userId\}$/,
    ],
    untold: /worse|better|removed|added/,
  },
  "a renamed path that asks for less is told of the operation that it was": {
    base: leaking,
    change: (root) => {
      operation(root, "/users/{userId}", "delete")["security"] = [];
      renamedPath(root);
    },
    decision: "fail",
    because: [/^New \(critical|high\): /, /^DELETE \/members\/\{userId\}: nothing is required; it was bearer$/],
    told: [/^worse authentication-removed: DELETE \/members\/\{userId\}: nothing is required; it was bearer$/],
  },
  "a finding is not fixed by another name alone": {
    base: (root) => {
      leaking(root);
      answer(root, object({ id: UUID, email: EMAIL, birthDate: DAY }));
    },
    change: (root) => {
      root["paths"] = Object.fromEntries(
        Object.entries(at(root, "paths")).map(([path, item]) => [path.replace("/users/", "/things/"), item]),
      );
    },
    // The ID in the path still says whose data it is: what was found is found there, and was there before.
    decision: "pass",
    told: [/^neutral operation-moved: GET \/things\/\{userId\} was GET \/users\/\{userId\}/],
    untold: /fixed \(/,
  },
  "an operation under a known operationId that returns more is worse": {
    base: leaking,
    change: (root) => {
      const paths = at(root, "paths");
      paths["/export"] = {
        get: {
          operationId: "listOrders",
          security: [{ bearer: [] }],
          responses: { 200: json({ type: "array", items: { $ref: "#/components/schemas/User" } }) },
        },
      };
      delete paths["/orders"];
    },
    decision: "fail",
    because: [/^New \(high\): .*GET \/export/],
    told: [/^worse field-readable: User\.email .* can be read with GET \/export: 2xx \[\]\.email/],
  },
  "a renamed field is neither new nor fixed": {
    base: leaking,
    change: (root) => {
      const properties = at(root, "components", "schemas", "User", "properties");
      properties["emailAddress"] = properties["email"];
      delete properties["email"];
    },
    decision: "pass",
    told: [/^neutral field-moved: User\.emailAddress .*; it was at 2xx email$/],
    untold: /worse|better/,
  },
  "a field whose new name hides what it is fails": {
    base: leaking,
    change: (root) => {
      const properties = at(root, "components", "schemas", "User", "properties");
      properties["f1"] = properties["birthDate"];
      delete properties["birthDate"];
    },
    decision: "fail",
    because: [
      /^User\.birthDate of GET \/users\/\{userId\} \(2xx birthDate\) is f1 now, and is classified as not sensitive under that name; it was date of birth, confidential$/,
    ],
    told: [/^worse classification-lowered: /],
    untold: /better/,
  },
  "a field that may be there under another name is not taken for gone": {
    base: leaking,
    change: (root) => {
      const properties = at(root, "components", "schemas", "User", "properties");
      delete properties["email"];
      properties["f1"] = TEXT;
    },
    decision: "pass",
    told: [/^neutral field-no-longer-readable: User\.email .*: 2xx email; new there: f1$/],
    untold: /better|fixed/,
  },
  "a field that is gone is better": {
    base: leaking,
    change: (root) => delete at(root, "components", "schemas", "User", "properties")["email"],
    decision: "pass",
    told: [/^better field-no-longer-readable: User\.email .*: 2xx email$/],
  },
  "another name of a scheme keeps nobody out": {
    base: leaking,
    change: (root) => {
      const schemes = at(root, "components", "securitySchemes");
      schemes["adminToken"] = schemes["bearer"];
      delete schemes["bearer"];
      const text = JSON.stringify(at(root, "paths")).replaceAll('"bearer":[]', '"adminToken":[]');
      root["paths"] = JSON.parse(text) as Json;
    },
    decision: "pass",
    untold: /better callers|better exposure|worse/,
  },
  "a renamed parameter neither": {
    base: (root) => {
      leaking(root);
      operation(root, "/orders", "get")["parameters"] = [{ name: "email", in: "query", schema: EMAIL }];
    },
    change: (root) =>
      (operation(root, "/orders", "get")["parameters"] = [{ name: "buyerEmail", in: "query", schema: EMAIL }]),
    decision: "pass",
    untold: /worse|better/,
  },
};

/** An operation without a credential that says whether it knows a code, and answers with `error` where not. */
function lookUp(root: Json, error: Json): void {
  at(root, "paths")["/lookup"] = {
    get: {
      security: [],
      parameters: [{ name: "code", in: "query", schema: TEXT }],
      responses: { 200: json(object({ found: { type: "boolean" } })), 404: json(error) },
    },
  };
}

/** A sign-up whose refusal has a body. */
function refusedSignUp(root: Json, schema: Json): void {
  const sent = { ...object({ email: EMAIL, birthDate: DAY, password: { ...TEXT, format: "password" } }) };
  at(root, "paths")["/sign-up"] = {
    post: {
      summary: "Sign up",
      security: [],
      requestBody: { required: true, content: { "application/json": { schema: { ...sent, required: ["email"] } } } },
      responses: {
        201: { description: "Made." },
        422: { description: "Refused.", content: { "application/problem+json": { schema } } },
        429: { description: "Too many." },
      },
    },
  };
}

const ERRORS: Readonly<Record<string, Row>> = {
  "a new operation whose error tells of somebody fails": {
    change: (root) => lookUp(root, object({ message: TEXT, nationalInsuranceNumber: TEXT })),
    decision: "fail",
    because: [
      /^New \((?:high|critical)\): Unauthenticated callers can read national identification numbers \("\w+"\) with GET \/lookup/,
    ],
    told: [/GET \/lookup is new: .*it returns national identification number \(4xx nationalInsuranceNumber\)/],
    text: /4xx nationalInsuranceNumber/,
  },
  "a known operation whose error does so now fails": {
    base: (root) => lookUp(root, object({ message: TEXT })),
    change: (root) => lookUp(root, object({ message: TEXT, nationalInsuranceNumber: TEXT })),
    decision: "fail",
    because: [/^New \((?:high|critical)\): Unauthenticated callers can read national identification numbers/],
    told: [/^worse field-readable: nationalInsuranceNumber .* can be read with GET \/lookup in errors/],
  },
  "an error that says again what was sent does not": {
    change: (root) => {
      lookUp(root, object({ message: TEXT, nationalInsuranceNumber: TEXT }));
      operation(root, "/lookup", "get")["parameters"] = [
        { name: "nationalInsuranceNumber", in: "query", schema: TEXT },
      ];
    },
    // Of the error nothing is told; that anybody may ask about somebody is.
    decision: "fail",
    because: [/^New \(high\): GET \/lookup responds to anyone who sends a person's identity number/],
  },
  ...Object.fromEntries(
    (
      [
        [
          "in the record of a person by reference",
          object({ message: TEXT, customer: { $ref: "#/components/schemas/User" } }),
        ],
        ["in one that stands in it", object({ message: TEXT, customer: object({ email: EMAIL, birthDate: DAY }) })],
        ["in what failed", object({ error: object({ code: TEXT, customer: { $ref: "#/components/schemas/User" } }) })],
        [
          "in an extension of a problem (RFC 9457)",
          object({
            type: TEXT,
            title: TEXT,
            detail: TEXT,
            extensions: object({ user: object({ email: EMAIL, birthDate: DAY }) }),
          }),
        ],
      ] as const
    ).flatMap(([name, body]): [string, Row][] => [
      [
        `a new operation whose error tells of somebody ${name} fails`,
        {
          change: (root) => lookUp(root, body),
          decision: "fail",
          because: [
            /^New \((?:high|critical)\): Unauthenticated callers can read .*dates of birth.* with GET \/lookup/,
          ],
          told: [/GET \/lookup is new: .*it returns date of birth \(4xx .*birthDate\)/],
        },
      ],
      [
        `… a known one too: ${name}`,
        {
          base: (root) => lookUp(root, object({ message: TEXT })),
          change: (root) => lookUp(root, body),
          decision: "fail",
          because: [
            /^New \((?:high|critical)\): Unauthenticated callers can read .*dates of birth.* with GET \/lookup/,
          ],
          told: [/^worse field-readable: .*birthDate .* can be read with GET \/lookup in errors/],
        },
      ],
    ]),
  ),
  "the error of a sign-up that says again what was sent does not": {
    base: (root) => refusedSignUp(root, object({ title: TEXT, detail: TEXT })),
    change: (root) =>
      refusedSignUp(root, object({ title: TEXT, detail: TEXT, invalid: { $ref: "#/components/schemas/User" } })),
    decision: "pass",
    untold: /4xx/,
  },
  "an error that only says what went wrong does not": {
    change: (root) => lookUp(root, object({ code: TEXT, message: TEXT, requestId: UUID })),
    decision: "pass",
  },
};

const servedAlso = (root: Json, server: Json): void => {
  (root["servers"] as Json[]).push(server);
};

const GITHUB_TOKEN = ["ghp", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].join("_");

/** A call that hands out a token under a person's path, for who has a scope. */
function tokenOf(root: Json, scope: string): void {
  at(root, "paths")["/users/{userId}/token"] = {
    post: {
      operationId: "makeToken",
      security: [{ oauth: [scope] }],
      parameters: [USER_ID],
      responses: { 201: json(object({ accessToken: TEXT })) },
    },
  };
}

/** A call that hands out a token, at a place of its own; without scopes anyone may call it. */
function issues(
  root: Json,
  method: "POST" | "PUT",
  path: string,
  body: Json | undefined,
  scopes: readonly string[] | undefined,
  more: Json = {},
  secret = "accessToken",
): void {
  const schema = body === undefined ? undefined : { ...object(body), required: Object.keys(body) };
  (at(root, "paths")[path] as Json | undefined) ??= at(root, "paths")[path] = {};
  at(root, "paths", path)[method.toLowerCase()] = {
    security: scopes === undefined ? [] : [{ oauth: scopes }],
    ...(schema === undefined ? {} : { requestBody: { required: true, content: { "application/json": { schema } } } }),
    responses: { 201: json(object({ [secret]: TEXT })), 429: { description: "Too many." } },
    ...more,
  };
}

const IN_THEMSELVES: Readonly<Record<string, Row>> = {
  "http:// beside https:// fails": {
    change: (root) => servedAlso(root, { url: "http://api.acme.io" }),
    decision: "fail",
    because: [/^New \(medium, which blocks in itself\): "http:\/\/api\.acme\.io" is served without TLS/],
    told: [/^worse server-added: http:\/\/api\.acme\.io is new/],
  },
  "http:// on the developer's own machine does not": {
    change: (root) => servedAlso(root, { url: "http://localhost:8080" }),
    decision: "pass",
  },
  "a host that the caller chooses fails": {
    change: (root) => servedAlso(root, { url: "https://{host}/v1", variables: { host: { default: "api.acme.io" } } }),
    decision: "fail",
    because: [/^New \(low, which blocks in itself\): "\{host\}" of "https:\/\/\{host\}\/v1" accepts any host/],
  },
  "a host of the organization's own domain does not": {
    change: (root) =>
      servedAlso(root, { url: "https://{tenant}.acme.io/v1", variables: { tenant: { default: "api" } } }),
    decision: "pass",
  },
  "a new secret in an example fails": {
    change: (root) => (at(root, "components", "schemas", "Order")["example"] = { id: "1", note: GITHUB_TOKEN }),
    decision: "fail",
    because: [/^New \(medium, which blocks in itself\): A GitHub token appears in the description: ghp_…/],
  },
  "one that was there before does not": {
    base: (root) => (at(root, "components", "schemas", "Order")["example"] = { id: "1", note: GITHUB_TOKEN }),
    change: (root) => (at(root, "info")["version"] = "2"),
    decision: "pass",
  },
  "a placeholder does not": {
    change: (root) => (at(root, "components", "schemas", "Order")["example"] = { id: "1", note: "ghp_xxxxxxxxxxxx" }),
    decision: "pass",
  },
  "a token that is issued for somebody else fails": {
    change: (root) => tokenOf(root, "read"),
    decision: "fail",
    because: [
      /^POST \/users\/\{userId\}\/token issues a token \(accessToken\) for the person that the request names, to every caller that it lets in$/,
    ],
    told: [/^worse token-for-others: /],
  },
  ...Object.fromEntries(
    (
      [
        ["an e-mail address", "POST", "/tokens", { email: EMAIL }, ["read"]],
        ["a telephone number", "POST", "/tokens", { phoneNumber: TEXT }, ["read"]],
        ["the e-mail address of a customer", "POST", "/auth/sessions", { customerEmail: EMAIL }, ["read"]],
      ] as const
    ).map(([name, method, path, body, scopes]): [string, Row] => [
      `so does one for whom ${name} names`,
      {
        change: (root) => issues(root, method, path, body, scopes),
        decision: "fail",
        because: [
          / issues a token \(accessToken\) for the person that the request names, to every caller that it lets in$/,
        ],
      },
    ]),
  ),
  "so does one for whom an e-mail address in the query names": {
    change: (root) =>
      issues(root, "POST", "/sessions", undefined, ["read"], {
        parameters: [{ name: "email", in: "query", required: true, schema: EMAIL }],
      }),
    decision: "fail",
    because: [/^POST \/sessions issues a token \(accessToken\) for the person that the request names/],
  },
  "so does one that is put at somebody": {
    change: (root) => issues(root, "PUT", "/users/{userId}/token", undefined, ["read"], { parameters: [USER_ID] }),
    decision: "fail",
    because: [/^PUT \/users\/\{userId\}\/token issues a token \(accessToken\) for the person/],
  },
  "so does one that anyone gets with an e-mail address alone": {
    change: (root) => issues(root, "POST", "/tokens", { email: EMAIL }, undefined),
    decision: "fail",
    because: [
      /^POST \/tokens issues a token \(accessToken\) for the person that the request names, to anyone, without a credential$/,
    ],
    told: [/^worse token-for-others: /],
  },
  ...Object.fromEntries(
    (
      [
        ["a code that was mailed", { email: EMAIL, code: TEXT }],
        ["a one-time password", { phoneNumber: TEXT, otp: TEXT }],
        ["a password", { email: EMAIL, password: TEXT }],
        ["a verification", { email: EMAIL, verificationId: TEXT }],
        ["a token of one's own", { email: EMAIL, refreshToken: TEXT }],
      ] as const
    ).flatMap(([name, body]) =>
      [["read"], undefined].map((scopes): [string, Row] => [
        `one for whoever proves it does not: ${name}${scopes === undefined ? ", without a credential" : ""}`,
        {
          change: (root) => issues(root, "POST", "/tokens", body, scopes),
          decision: "pass",
          untold: /token-for-others/,
        },
      ]),
    ),
  ),
  "the token of an invitation does not": {
    change: (root) => issues(root, "POST", "/invitations", { email: EMAIL }, ["read"]),
    decision: "pass",
    untold: /token-for-others/,
  },
  "a log-in that only sends a code does not": {
    change: (root) => issues(root, "POST", "/auth/one-time-codes", { email: EMAIL }, undefined, {}, "session"),
    decision: "pass",
    untold: /token-for-others/,
  },
  "a record that is put and has a token does not": {
    change: (root) => issues(root, "PUT", "/users/{userId}", { name: TEXT }, ["admin"], { parameters: [USER_ID] }),
    // Of what it is: a record with a token in it.
    decision: "fail",
    because: [/^New \(high\): Anyone with a credential can read credentials \("\w+"\) with PUT \/users\/\{userId\}/],
    untold: /token-for-others/,
  },
  "one that only administrators get is told": {
    change: (root) => tokenOf(root, "admin"),
    decision: "pass",
    told: [/^neutral token-for-others: /],
  },
};

/** A new operation without a credential that returns people, with what its texts say of it. */
const people =
  (texts: Json, tag = "") =>
  (root: Json): void => {
    at(root, "paths")["/people"] = {
      get: {
        ...texts,
        tags: ["orders"],
        security: [],
        responses: {
          200: json({ type: "array", maxItems: 50, items: object({ id: UUID, name: TEXT, email: EMAIL }) }),
        },
      },
    };
    if (tag !== "") (root["tags"] as Json[])[0]!["description"] = tag;
  };

const PEOPLE = /New \(high\): Unauthenticated callers can read e-mail addresses \("\w+"\) and names with GET \/people/;

const PROSE: Readonly<Record<string, Row>> = {
  "a new operation that says nothing of itself fails": {
    change: people({}),
    decision: "fail",
    because: [PEOPLE],
  },
  "it fails with a friendly text of its own too": {
    change: people({
      summary: "Get the authenticated user's own record",
      description: "Returns only data of the authenticated user.",
    }),
    decision: "fail",
    because: [
      /^Only a text or server that this change adds says otherwise: New \(high\): Unauthenticated callers can read e-mail/,
    ],
    text: /Only a text or server that this change adds says otherwise/,
  },
  "it fails with a friendly text of its tag too": {
    change: people({}, "A public catalogue of authors and speakers, published for everybody."),
    decision: "fail",
    because: [PEOPLE],
  },
  "a write that is said to be a read fails": {
    change: (root) => {
      at(root, "paths")["/notes/{id}"] = {
        parameters: [{ name: "id", in: "path", required: true, schema: TEXT }],
        post: {
          summary: "Read the note",
          description: "Only reads.",
          security: [],
          requestBody: { content: { "application/json": { schema: object({ text: TEXT }) } } },
          responses: { 201: { description: "Made." } },
        },
      };
    },
    decision: "fail",
    because: [
      /^(?:Only a text or server that this change adds says otherwise: )?New \(high\): Unauthenticated callers can call POST \/notes\/\{id\}, which changes data/,
    ],
  },
  "it fails with a server inside too": {
    change: (root) => {
      people({})(root);
      root["servers"] = [{ url: "https://api.internal" }];
    },
    decision: "fail",
    because: [/^Only a text or server that this change adds says otherwise: New \(high\): Unauthenticated callers/],
    told: [/^better reach-narrowed: /],
  },
  "a server inside alone passes": {
    change: (root) => (root["servers"] = [{ url: "https://api.internal" }]),
    decision: "pass",
    told: [/^neutral server-added: /],
    untold: /worse/,
  },
  "texts alone change nothing": {
    base: people({}),
    change: people({ summary: "Get the authenticated user's own record" }, "Published for everybody."),
    decision: "pass",
  },
  "a harmless operation with a text passes": {
    change: (root) => {
      at(root, "paths")["/currencies"] = {
        get: {
          summary: "List currencies",
          description: "All currencies that orders may be in.",
          security: [],
          responses: {
            200: json({ type: "array", maxItems: 300, items: object({ code: TEXT, digits: { type: "integer" } }) }),
          },
        },
      };
    },
    decision: "pass",
  },
};

const RECORD = object({ id: UUID, name: TEXT, email: EMAIL, phone: TEXT, iban: TEXT });

/** A read of somebody's record, for anybody who calls. */
function openRecord(root: Json, path: string, more: Json = {}): void {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: UUID,
  }));
  at(root, "paths")[path] = { get: { security: [], parameters, responses: { 200: json(RECORD) }, ...more } };
}

/** One open read for another. */
const opened = (was: string, is: string, more?: Json): Pick<Row, "base" | "change"> => ({
  base: (root) => openRecord(root, was, more),
  change: (root) => {
    delete at(root, "paths")[was];
    openRecord(root, is, more);
  },
});

const RELATIVE = object({ id: UUID, name: TEXT, birthDate: DAY, passportNumber: TEXT, diagnosis: TEXT });

/** One list of records behind a token that anyone gets, for another. */
const listed = (was: string, is: string): Pick<Row, "base" | "change"> => {
  const list: Json = {
    get: { security: [{ bearer: [] }], responses: { 200: json({ type: "array", maxItems: 50, items: RELATIVE }) } },
  };
  return {
    base: (root) => {
      withSignUp(root);
      at(root, "paths")[was] = list;
    },
    change: (root) => {
      delete at(root, "paths")[was];
      at(root, "paths")[is] = list;
    },
  };
};

const NEW_READ: Pick<Row, "decision" | "because"> = {
  decision: "fail",
  because: [/^New \(critical\): Unauthenticated callers can read bank account/],
};

const MOVES: Readonly<Record<string, Row>> = {
  "an open read of other people elsewhere is new, whatever it has in common": {
    ...opened("/customers/{id}", "/hr/v2/staff/records/{id}"),
    ...NEW_READ,
    told: [/^worse operation-added: GET \/hr\/v2\/staff\/records\/\{id\} is new/],
    untold: /operation-moved/,
  },
  "one of other people in the same place is new": { ...opened("/customers/{id}", "/staff/{id}"), ...NEW_READ },
  "one of other people by the same key is new": {
    ...opened("/customers/{personId}", "/staff/{personId}"),
    ...NEW_READ,
  },
  "one with the same operationId is new": {
    ...opened("/customers/{id}", "/hr/staff/{id}", { operationId: "getRecord" }),
    ...NEW_READ,
  },
  "one of somebody else about the same people is new": {
    ...opened("/customers/{id}", "/customers/{id}/guardian"),
    ...NEW_READ,
  },
  "one of somebody else beside the same people is new": {
    ...opened("/customers/{id}", "/customers/guardians/{id}"),
    ...NEW_READ,
  },
  "one of the same things of other people is new": {
    ...opened("/customers/{id}/account", "/staff/{id}/account"),
    ...NEW_READ,
  },
  "one that is found by the same verb is new": {
    ...opened("/customers/search", "/suppliers/search", { parameters: [{ name: "q", in: "query", schema: TEXT }] }),
    ...NEW_READ,
  },
  "one is new too where others have been renamed so": {
    base: (root) => {
      openRecord(root, "/customers/{id}");
      openRecord(root, "/customers/{id}/badge", { responses: { 200: json(object({ colour: TEXT, size: TEXT })) } });
    },
    change: (root) => {
      for (const path of ["/customers/{id}", "/customers/{id}/badge"]) {
        at(root, "paths")[path.replace("customers", "staff")] = at(root, "paths", path);
        delete at(root, "paths")[path];
      }
    },
    ...NEW_READ,
  },
  "one with a text of the change that makes it the caller's own is new": {
    ...opened("/customers/{id}", "/hr/staff/{id}", { operationId: "getRecord" }),
    change: (root) => {
      delete at(root, "paths")["/customers/{id}"];
      openRecord(root, "/hr/staff/{id}", {
        operationId: "getRecord",
        description: "Returns only the authenticated user's own record.",
      });
    },
    decision: "fail",
    because: [/New \(critical\): Unauthenticated callers can read bank account/],
  },
  "one of everybody in place of those of the caller's is new": {
    ...opened("/me/contacts/{id}", "/patients/{id}"),
    ...NEW_READ,
  },
  "one that a path calls the caller's own, and nobody knows who calls, is new": {
    ...opened("/customers/{id}", "/me/patients/{id}"),
    ...NEW_READ,
  },
  "one of the same people under another path is only moved": {
    ...opened("/customers/{id}", "/crm/v2/customer-records/{id}"),
    decision: "pass",
    told: [/^neutral operation-moved: GET \/crm\/v2\/customer-records\/\{id\} was GET \/customers\/\{id\}$/],
    untold: /worse|better|added/,
  },
  "one of people whom the key still names is only moved": {
    ...opened("/users/{userId}", "/members/{userId}"),
    decision: "pass",
    told: [/^neutral operation-moved: GET \/members\/\{userId\} was GET \/users\/\{userId\}$/],
    untold: /worse|better|added/,
  },
  "what a read behind a token returns of other people is told": {
    ...opened("/customers/{id}", "/hr/v2/staff/records/{id}", { security: [{ oauth: ["read"] }] }),
    decision: "pass",
    told: [/GET \/hr\/v2\/staff\/records\/\{id\} is new: .* it returns bank account/],
    untold: /operation-moved/,
  },
};

/** A new list without a credential, of 50 at most. */
const openList =
  (path: string, summary: string, properties: Json, more: Json = {}) =>
  (root: Json): void => {
    at(root, "paths")[path] = {
      get: {
        summary,
        security: [],
        ...more,
        responses: { 200: json({ type: "array", maxItems: 50, items: object({ id: UUID, ...properties }) }) },
      },
    };
  };

const SHOWN_TO_ANYBODY: Readonly<Record<string, Row>> = {
  "how branches are reached passes": {
    change: openList("/branches", "Our branches, as on our web page", {
      branchName: TEXT,
      street: TEXT,
      city: TEXT,
      phone: TEXT,
      email: EMAIL,
    }),
    decision: "pass",
    told: [/GET \/branches is new: .*it returns .*phone number/],
  },
  "who wrote the posts of a blog passes": {
    change: openList("/authors", "Authors of our blog", { name: TEXT, bio: TEXT, email: EMAIL }),
    decision: "pass",
    told: [/GET \/authors is new: .*it returns .*e-mail address/],
  },
  "how owners are reached fails": {
    change: openList("/pets", "Pets", { petName: TEXT, ownerName: TEXT, ownerPhone: TEXT }),
    decision: "fail",
    because: [/^New \(medium, open to anyone\): Unauthenticated callers can read names \("\w+"\) and phone numbers/],
  },
  "how drivers are reached fails, though it is medium": {
    change: openList("/public/map", "Where the cars are", { driverName: TEXT, driverPhone: TEXT }),
    decision: "fail",
    because: [/^New \(medium, open to anyone\): Unauthenticated callers can read phone numbers/],
  },
  "what only the network inside reads fails by its worst place, and is open to nobody else": {
    base: (root) => (root["servers"] = [{ url: "https://directory.corp.internal" }]),
    change: openList("/colleagues", "Colleagues", { iban: TEXT, phone: TEXT, email: EMAIL, homeAddress: TEXT }),
    decision: "fail",
    because: [/^New \(high\): .*\(GET \/colleagues, 2xx \[\]\.iban\)$/],
    untold: /open to anyone/,
  },
};

/** What a reader sees of a reason or a change: a direction is a heading there. */
function unanchored({ source }: RegExp): RegExp {
  return new RegExp(source.replace(/^\^(?:(?:worse|better|neutral) )?/, "").replace(/\$$/, ""));
}

/** What the gate says of a change: of commits where everything is tried, else of two files, which is the same. */
async function gateOf(base: string, head: string) {
  const formats = ["--format", "text", "--format", "json=gate.json"];
  const repository = isThorough ? repositoryWith({ "openapi.json": base }) : undefined;
  repository?.commit({ "openapi.json": head });
  const folder = repository?.folder ?? folderWith({ "base.json": base, "openapi.json": head });
  const { code, stdout } =
    repository === undefined
      ? await run(["gate", "openapi.json", "--base-file", "base.json", ...formats], { cwd: folder })
      : await repository.sallyport("gate", "--base", "main", ...formats);
  const { reviews } = envelopeIn(readFileSync(`${folder}/gate.json`, "utf8"));
  return { code, stdout, gate: reviews[0]!.gate! };
}

const GROUPS = {
  "of texts": PROSE,
  "of errors": ERRORS,
  "of what blocks in itself": IN_THEMSELVES,
  "of scopes": SCOPES,
  "of callers and fields": CALLERS_AND_FIELDS,
  "of what is renamed": RENAMES,
  "of what may be moved": MOVES,
  "of what is shown to anybody": SHOWN_TO_ANYBODY,
};

describe.each(Object.entries(GROUPS))("in a repository, %s:", (_group, rows) => {
  test.each(Object.entries(rows))("%s", async (_name, row) => {
    const base = bank();
    row.base?.(base);
    const head = structuredClone(base);
    row.change(head);
    const { code, gate, stdout } = await gateOf(JSON.stringify(base, undefined, 1), JSON.stringify(head, undefined, 1));
    const told = gate.changes.map(({ direction, kind, text }) => `${direction} ${kind}: ${text}`);
    const all = [...gate.because, ...told].join("\n");
    expect([code, gate.decision], all).toEqual(row.decision === "fail" ? [1, "fail"] : [0, "pass"]);
    expect(gate.because.length > 0).toBe(row.decision === "fail");
    for (const text of row.because ?? []) expect(gate.because).toContainEqual(expect.stringMatching(text));
    for (const text of row.told ?? []) expect(told).toContainEqual(expect.stringMatching(text));
    if (row.untold !== undefined) expect(all).not.toMatch(row.untold);
    const text = stdout.replace(/\s+/g, " ");
    for (const reason of row.because ?? []) expect(text).toMatch(unanchored(reason));
    for (const change of row.told ?? []) expect(text).toMatch(unanchored(change));
    if (row.text !== undefined) expect(text).toMatch(row.text);
  });
});

test("what only a text speaks for can be accepted, and then passes", async () => {
  const base = bank();
  const head = bank();
  people({ summary: "Get the authenticated user's own record", description: "Only data of the authenticated user." })(
    head,
  );
  const repository = repositoryWith({ "openapi.json": JSON.stringify(base, undefined, 1) });
  repository.commit({ "openapi.json": JSON.stringify(head, undefined, 1) });
  const { gate } = await repository.gate("--base", "main");
  const [change] = gate.changes.filter(({ blocks }) => blocks);
  expect([change?.kind, change?.operation]).toEqual(["decided-by-text", "GET /people"]);
  const acceptance = ["--reason", "It reads a session", "--approver", "A. Berg", "--until", "2026-03-01"];
  const accepted = await repository.sallyport(
    "register",
    "accept",
    ...change!.fingerprints,
    "--spec",
    "openapi.json",
    ...acceptance,
    "--as-of",
    "2026-01-02",
  );
  expect([accepted.code, accepted.stderr]).toEqual([0, ""]);
  repository.git("checkout", "-q", "main");
  repository.git("add", ".sallyport");
  repository.git("commit", "-q", "-m", "Accept");
  repository.git("checkout", "-q", "feature");
  const after = await repository.gate("--base", "main", "--as-of", "2026-01-03");
  expect([after.code, after.gate.because]).toEqual([0, []]);
});

test.each<readonly [was: string, is: string, state: "new" | "unchanged"]>([
  ["/me/family/members", "/members", "new"],
  ["/me/friends", "/friends", "new"],
  ["/club/members", "/members", "unchanged"],
  ["/club/members", "/v2/club/members", "unchanged"],
])("findings of %s that is %s now are %s", async (was, is, state) => {
  const { base, change } = listed(was, is);
  const before = bank();
  base?.(before);
  const after = structuredClone(before);
  change(after);
  const textOf = (root: Json): ReadonlyMap<string, string> => new Map([["openapi.json", JSON.stringify(root)]]);
  const { findings } = await gated(textOf(before), textOf(after), "openapi.json");
  const places = findings.flatMap((finding) => finding.places).filter((place) => place.operation === `GET ${is}`);
  expect(new Set(places.map((place) => place.state))).toEqual(new Set([state]));
});
