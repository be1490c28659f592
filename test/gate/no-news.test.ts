import { describe, expect, test } from "vitest";
import { isObject } from "../../src/core/json-value.ts";
import type { Admission } from "../../src/core/exposure-words.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { plain, type Json } from "./harmless.ts";
import { gated } from "./judged.ts";

const ENTRY = "openapi.json";
const TEXT = { type: "string", maxLength: 100 };
const object = (properties: Json): Json => ({ type: "object", properties });
const json = (schema: Json): Json => ({ description: "OK.", content: { "application/json": { schema } } });
const body = (schema: Json): Json => ({ required: true, content: { "application/json": { schema } } });
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const id = (name: string): Json => ({ name, in: "path", required: true, schema: { type: "string", format: "uuid" } });
const BEARER = { type: "http", scheme: "bearer" };

/** An API of orders that says nothing of credentials. */
function silent(): Json {
  return {
    openapi: "3.1.0",
    info: { title: "Orders", version: "1", contact: { name: "Orders" } },
    servers: [{ url: "https://api.acme.io/v1" }],
    paths: {
      "/orders": {
        get: { responses: { 200: json({ type: "array", maxItems: 50, items: ref("Order") }) } },
        post: { requestBody: body(ref("Order")), responses: { 201: json(ref("Order")) } },
      },
      "/orders/{orderId}": { delete: { parameters: [id("orderId")], responses: { 204: { description: "OK." } } } },
    },
    components: {
      schemas: { Order: object({ orderNumber: TEXT, buyer: ref("Buyer") }), Buyer: object({ email: TEXT }) },
    },
  };
}

/** The same behind a token, with a file that is read by its path, and an event for whoever asks for it. */
function guarded(): Json {
  const root = silent();
  root["security"] = [{ token: [] }];
  const flow = { tokenUrl: "https://login.acme.io/token", scopes: {} };
  (root["components"] as Json)["securitySchemes"] = {
    token: { type: "oauth2", flows: { clientCredentials: flow } },
  };
  Object.assign(root["paths"] as Json, {
    "/files/{file_path}": {
      get: {
        parameters: [{ name: "file_path", in: "path", required: true, schema: { type: "string" } }],
        responses: { 200: { description: "OK." } },
      },
    },
    "/hooks": {
      post: {
        requestBody: body(object({ url: { type: "string", format: "uri" } })),
        responses: { 204: { description: "OK." } },
        callbacks: { PING: event("ping"), ORDERED: event("order") },
      },
    },
    "/imports": {
      post: { requestBody: body(object({ rows: { ...TEXT } })), responses: { 200: json(ref("Buyer")) } },
    },
  });
  return root;
}

const event = (name: string): Json => ({
  "{$request.body#/url}": {
    post: { requestBody: body(object({ [name]: TEXT })), responses: { 204: { description: "OK." } } },
  },
});

function at(root: Json, ...keys: readonly string[]): Json {
  let node: unknown = root;
  for (const key of keys) node = isObject(node) ? node[key] : undefined;
  if (!isObject(node)) throw new Error(`nothing at ${keys.join(" ")}`);
  return node;
}

const DATE = { type: "string", format: "date" };
const ROLE: Json = {
  put: {
    summary: "Set the role of a user",
    parameters: [id("userId")],
    requestBody: body(object({ role: { type: "string", enum: ["user", "admin"] } })),
    responses: { 204: { description: "OK." } },
  },
};

/** What is told of customers to an address that a request names. */
const CUSTOMERS: Json = {
  "{$request.body#/url}": {
    post: {
      requestBody: body(object({ customers: { type: "array", items: object({ email: TEXT, birthDate: DATE }) } })),
      responses: { 204: { description: "OK." } },
    },
  },
};

function openHooks(): Json {
  const root = guarded();
  at(root, "paths", "/hooks", "post")["security"] = [];
  return root;
}

/** An API that calls itself private, and has a sign-up. */
function privateWithSignUp(): Json {
  const root = silent();
  at(root, "info")["x-audience"] = "company-internal";
  root["security"] = [{ token: [] }];
  at(root, "components")["securitySchemes"] = { token: BEARER };
  at(root, "paths")["/accounts"] = {
    post: {
      summary: "Sign up",
      security: [],
      requestBody: body(object({ email: TEXT, password: { ...TEXT, writeOnly: true } })),
      responses: { 201: { description: "OK." }, 429: { description: "Too many." } },
    },
  };
  return root;
}

/** The same behind a token for everything, with nothing that is open. */
function behindToken(): Json {
  const root = silent();
  root["security"] = [{ token: [] }];
  at(root, "components")["securitySchemes"] = { token: BEARER };
  return root;
}

/** A list of people that anybody reads. */
function openList(): Json {
  const root = behindToken();
  at(root, "paths")["/buyers"] = { get: BUYERS };
  return root;
}

const BUYERS: Json = {
  security: [],
  responses: { 200: json({ type: "array", maxItems: 50, items: object({ id: TEXT, phone: TEXT }) }) },
};

const AUTHORS: Json = {
  security: [],
  responses: { 200: json({ type: "array", maxItems: 50, items: object({ id: TEXT, name: TEXT }) }) },
};

interface Row {
  readonly from: () => Json;
  /** Who gets the token, where somebody has said so. */
  readonly token?: Admission;
  readonly change: (root: Json) => void;
  readonly decision: "pass" | "fail";
  /** All that is told, as `direction kind: text`, in the order in which it is told. */
  readonly told: readonly RegExp[];
}

/** Says of each operation of an API that says nothing of credentials what some of it asks for. */
function declares(root: Json, security: readonly Json[], ...operations: readonly (readonly [string, string])[]): void {
  at(root, "components")["securitySchemes"] = { token: BEARER };
  for (const [way, method] of operations) at(root, "paths", way, method)["security"] = [...security];
}

const ROWS: Readonly<Record<string, Row>> = {
  "a new operation names a credential, and those beside it say as little as before": {
    from: silent,
    change(root) {
      at(root, "paths")["/settings"] = { get: { responses: { 200: json(object({ theme: TEXT })) } } };
      declares(root, [{ token: [] }], ["/settings", "get"]);
    },
    decision: "pass",
    told: [
      /^worse operation-added: GET \/settings is new: anyone with the credential/,
      /^neutral exposure-widened: .*GET \/orders.*; it says as little about that as before, but other operations now say more$/,
      /^neutral newly-reachable: .*now called by anyone without a credential; before, by whoever reaches the API \(nothing says whether a credential is needed\)/,
    ],
  },
  "an operation that was there comes to name one, and the others are left out": {
    from: silent,
    change: (root) => declares(root, [{ token: [] }], ["/orders/{orderId}", "delete"]),
    decision: "fail",
    told: [
      /^worse exposure-widened: .*GET \/orders/,
      /^worse newly-reachable: .*GET \/orders/,
      /^better authentication-strengthened: DELETE/,
      /^better finding-fixed: .*None of the 3 operations/,
    ],
  },
  "the root comes to say that nothing is needed": {
    from: silent,
    change: (root) => (root["security"] = []),
    decision: "fail",
    told: [/^worse exposure-widened/, /^worse newly-reachable/, /^better finding-fixed/],
  },
  "an operation is opened to anybody, and that anyone could sign up for it is moot": {
    from: privateWithSignUp,
    change: (root) => (at(root, "paths", "/orders", "get")["security"] = []),
    decision: "fail",
    told: [/^worse newly-reachable: GET \/orders/, /^worse authentication-removed: GET \/orders/],
  },
  "all of them are": {
    from: privateWithSignUp,
    change: (root) => (root["security"] = []),
    decision: "fail",
    told: [/^worse newly-reachable/, /^worse root-authentication-removed/],
  },
  "one is opened, and data is taken out of it": {
    from: privateWithSignUp,
    change(root) {
      Object.assign(at(root, "paths", "/orders", "get"), {
        security: [],
        responses: { 200: json({ type: "array", maxItems: 50, items: object({ orderNumber: TEXT }) }) },
      });
    },
    decision: "fail",
    told: [
      /^worse newly-reachable: GET \/orders/,
      /^worse authentication-removed: GET \/orders/,
      /^better field-no-longer-readable: Buyer\.email/,
      /^better finding-fixed: fixed \(high\): .*e-mail addresses/,
    ],
  },
  "the root's requirement is gone, and nothing says any more who gets in": {
    from: behindToken,
    token: "self-registered",
    change: (root) => delete root["security"],
    decision: "fail",
    told: [/^worse root-authentication-removed/],
  },
  "a login is added that anyone gets": {
    from: openList,
    token: "self-registered",
    change: (root) => delete at(root, "paths", "/buyers", "get")["security"],
    decision: "pass",
    told: [
      /^better callers-narrowed: GET \/buyers/,
      /^better authentication-strengthened: GET \/buyers/,
      /^neutral finding-only-gated: not fixed, only authentication added \(\w+\): .* GET \/buyers now requires token, but anyone who signs up gets it and can read 2xx/,
    ],
  },
  "… of which nobody has said who gets it": {
    from: openList,
    change: (root) => delete at(root, "paths", "/buyers", "get")["security"],
    decision: "pass",
    told: [
      /^better authentication-strengthened: GET \/buyers/,
      /^neutral exposure-not-narrowed: .* it is not stated who gets it; exposure was public, and may still be$/,
      /^neutral callers-narrowed: GET \/buyers/,
      /^neutral finding-only-gated: not fixed, only authentication added \(\w+\): .* GET \/buyers now requires token, but nobody has said who gets token$/,
    ],
  },
  "… that staff alone get": {
    from: openList,
    token: "own",
    change: (root) => delete at(root, "paths", "/buyers", "get")["security"],
    decision: "pass",
    told: [
      /^better exposure-narrowed: GET \/buyers/,
      /^better callers-narrowed: GET \/buyers/,
      /^better authentication-strengthened: GET \/buyers/,
      /^better finding-fixed: /,
    ],
  },
  "an operation loses its own requirement, and the root's lets more in": {
    from() {
      const root = behindToken();
      at(root, "components", "securitySchemes")["refresh"] = { type: "apiKey", in: "header", name: "X-Refresh" };
      root["security"] = [{ token: [] }, { refresh: [] }];
      at(root, "paths", "/orders", "get")["security"] = [{ token: [] }];
      return root;
    },
    token: "own",
    change: (root) => delete at(root, "paths", "/orders", "get")["security"],
    decision: "fail",
    told: [
      /^worse exposure-widened: GET \/orders/,
      /^worse newly-reachable: GET \/orders: .*; it returns e-mail addresses$/,
      /^worse alternative-added: GET \/orders: its own "security" was removed, so the requirement of the whole API applies: refresh lets a caller in too; it was token$/,
    ],
  },
  "a new operation shows anybody the phone numbers of people": {
    from: behindToken,
    token: "own",
    change: (root) => (at(root, "paths")["/buyers"] = { get: BUYERS }),
    decision: "fail",
    told: [/^worse operation-added: GET \/buyers is new: anyone without a credential can call it; it returns phone/],
  },
  "… or holders of a token": {
    from: behindToken,
    token: "self-registered",
    change: (root) => (at(root, "paths")["/buyers"] = { get: { responses: BUYERS["responses"] } }),
    decision: "pass",
    told: [/^worse operation-added: GET \/buyers is new: anyone who signs up can call it; it returns phone/],
  },
  "… or names of authors": {
    from: behindToken,
    token: "own",
    change: (root) => (at(root, "paths")["/authors"] = { get: AUTHORS }),
    decision: "pass",
    told: [/^worse operation-added: GET \/authors is new: anyone without a credential can call it; it returns name/],
  },
  "a write is added where nothing says whether a credential is needed": {
    from: silent,
    change(root) {
      at(root, "paths")["/orders/{orderId}/notes"] = {
        put: {
          parameters: [id("orderId")],
          requestBody: body(object({ note: TEXT })),
          responses: { 204: { description: "OK." } },
        },
      };
    },
    decision: "fail",
    told: [/^worse operation-added: PUT \/orders\/\{orderId\}\/notes is new: whoever reaches the API \(nothing says/],
  },
  "a read of nothing sensitive is added there": {
    from: silent,
    change(root) {
      at(root, "paths")["/status"] = { get: { responses: { 200: json(object({ state: TEXT })) } } };
    },
    decision: "pass",
    told: [/^worse operation-added: GET \/status is new: whoever reaches the API/],
  },
  "what a file's path answers with is written down": {
    from: guarded,
    change(root) {
      at(root, "paths", "/files/{file_path}", "get", "responses")["200"] = {
        description: "OK.",
        content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
      };
    },
    decision: "pass",
    // That it is a file's path is found now, and was so before.
    told: [
      /^worse field-readable: file .* can be read with GET \/files/,
      /^better finding-fixed: fixed \(low\): .*no schema/,
    ],
  },
  "a path comes to be one of a file": {
    from: guarded,
    change(root) {
      at(root, "paths")["/export/{file_path}"] = plain(at(root, "paths", "/files/{file_path}"));
      at(root, "paths", "/export/{file_path}", "get")["responses"] = {
        200: {
          description: "OK.",
          content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
        },
      };
    },
    decision: "fail",
    told: [/^worse operation-added: GET \/export/],
  },
  "callbacks to one address stay what they are": {
    from: guarded,
    change: (root) => (at(root, "info")["version"] = "2"),
    decision: "pass",
    told: [],
  },
  "one of them is added": {
    from: guarded,
    change: (root) => (at(root, "paths", "/hooks", "post", "callbacks")["SHIPPED"] = event("shipment")),
    decision: "pass",
    told: [/^worse operation-added: CALLBACK POST \/hooks/],
  },
  "one of them sends people's data to an address that anybody names": {
    from: openHooks,
    change: (root) => (at(root, "paths", "/hooks", "post", "callbacks")["BOUGHT"] = CUSTOMERS),
    decision: "fail",
    told: [
      /^worse operation-added: CALLBACK POST \/hooks .*; it sends .*e-mail address.* to the address that the caller of POST \/hooks names$/,
    ],
  },
  "one of them sends people's data to an address that holders of a token name": {
    from: guarded,
    change: (root) => (at(root, "paths", "/hooks", "post", "callbacks")["BOUGHT"] = CUSTOMERS),
    decision: "pass",
    told: [/^worse operation-added: CALLBACK POST \/hooks .* to the address that the caller of POST \/hooks names$/],
  },
  "rights are granted behind a token of which nobody has said who gets it": {
    from: guarded,
    change: (root) => (at(root, "paths")["/users/{userId}/role"] = ROLE),
    decision: "pass",
    told: [
      /^worse operation-added: PUT \/users\/\{userId\}\/role is new: anyone with the credential .*, and it grants rights\. Who may\? A test must show that all other callers are refused$/,
    ],
  },
  "rights are granted to those with a scope that is granted": {
    from: guarded,
    change(root) {
      at(root, "paths")["/users/{userId}/role"] = { put: { ...at(ROLE, "put"), security: [{ token: ["admin"] }] } };
    },
    decision: "pass",
    told: [/^worse operation-added: PUT \/users\/\{userId\}\/role is new: [^.]* can call it$/],
  },
  "a call is only taken, and no longer answered at once": {
    from: guarded,
    change: (root) => (at(root, "paths", "/imports", "post")["responses"] = { 202: { description: "Taken." } }),
    decision: "pass",
    told: [/^better field-no-longer-readable: Buyer\.email/],
  },
  "a call is answered, and nothing says with what": {
    from: guarded,
    change: (root) => (at(root, "paths", "/imports", "post")["responses"] = { 200: { description: "Done." } }),
    decision: "fail",
    told: [/^worse response-schema-removed: POST \/imports/],
  },
  "a read is said to be only taken": {
    from: guarded,
    change: (root) => (at(root, "paths", "/orders", "get")["responses"] = { 202: { description: "Taken." } }),
    decision: "fail",
    told: [/^worse response-schema-removed: GET \/orders/],
  },
  "tokens are got at the host of the API itself": {
    from: guarded,
    change: (root) => moveTokens(root, "https://api.acme.io/oauth/token"),
    decision: "pass",
    told: [/^neutral token-endpoint-moved: .*it was https:\/\/login\.acme\.io\/token\. Please confirm/],
  },
  "tokens are got at another host": {
    from: guarded,
    change: (root) => moveTokens(root, "https://login.acme.example/token"),
    decision: "fail",
    told: [/^worse token-endpoint-moved: /],
  },
  "tokens are got at a host that is named as a server together with that": {
    from: guarded,
    change(root) {
      (root["servers"] as Json[]).push({ url: "https://login.acme.example" });
      moveTokens(root, "https://login.acme.example/token");
    },
    decision: "fail",
    told: [/^worse token-endpoint-moved: /, /^worse server-added: /],
  },
  "an address becomes the developer's own, and is as clear as it was": {
    from: () => ({ ...silent(), servers: [{ url: "http://api.acme.io" }] }),
    change: (root) => (root["servers"] = [{ url: "http://localhost:3000" }]),
    decision: "pass",
    told: [/^worse server-added: http:\/\/localhost/, /^better reach-narrowed/, /^better server-removed: http:/],
  },
};

function moveTokens(root: Json, url: string): void {
  at(root, "components", "securitySchemes", "token", "flows", "clientCredentials")["tokenUrl"] = url;
}

describe("a change is told for what it is, and what was there is no news", () => {
  test.each(Object.entries(ROWS))("%s", async (_name, { from, token, change, decision, told }) => {
    const [before, after] = [plain(from()), plain(from())];
    change(after);
    const texts = (root: Json) => new Map([[ENTRY, JSON.stringify(root, undefined, 1)]]);
    const admission: Policy["admission"] = new Map(token === undefined ? [] : [["token", token]]);
    const { gate } = await gated(texts(before), texts(after), ENTRY, { ...defaultPolicy(), admission });
    const found = gate.changes.map(({ kind, direction, text }) => `${direction} ${kind}: ${text}`);
    expect([gate.decision, gate.because, found]).toEqual([
      decision,
      decision === "pass" ? [] : expect.anything(),
      told.map((pattern) => expect.stringMatching(pattern)),
    ]);
  });
});
