import { describe, expect, test } from "vitest";
import { isObject } from "../../src/core/json-value.ts";
import { repositoryWith } from "./git-repository.ts";
import type { Json } from "./harmless.ts";

/** A change of a description, and what the gate must say of it. */
interface Row {
  /** What the base is, where it is not a bank without a sign-up. */
  readonly base?: (bank: Json) => void;
  readonly change: (bank: Json) => void;
  readonly decision: "pass" | "fail";
  /** What each reason says, in order; none for a change that passes. */
  readonly because?: readonly RegExp[];
  /** Changes that must be told, as `direction kind: text`. */
  readonly told?: readonly RegExp[];
  /** What must not be told. */
  readonly untold?: RegExp;
  /** What the text for a terminal says. */
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
  "another scope, which opens more elsewhere, is no dropped one": {
    change: (root) => (operation(root, "/orders", "get")["security"] = [{ oauth: ["admin"] }]),
    decision: "pass",
    told: [/^neutral scope-replaced: GET \/orders: oauth asks for the scope "admin" in place of "read"$/],
    untold: /no longer asks/,
  },
  "another scope, of which nothing is known, is no dropped one": {
    change: (root) => (operation(root, "/orders", "get")["security"] = [{ oauth: ["orders:list"] }]),
    decision: "pass",
    told: [/^neutral scope-replaced: GET \/orders: oauth asks for the scope "orders:list" in place of "read"$/],
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
      /^DELETE \/users\/\{userId\}: oauth asks for the scope "profile" in place of "admin": the token of any user has "profile"$/,
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
      /^DELETE \/users\/\{userId\}: oauth asks for the scope "read" in place of "accounts": "read" opens no more than GET \/orders otherwise$/,
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

const GROUPS = { "of scopes": SCOPES };

describe.each(Object.entries(GROUPS))("in a repository, %s:", (_group, rows) => {
  test.each(Object.entries(rows))("%s", async (_name, row) => {
    const base = bank();
    row.base?.(base);
    const head = structuredClone(base);
    row.change(head);
    const repository = repositoryWith({ "openapi.json": JSON.stringify(base, undefined, 1) });
    repository.commit({ "openapi.json": JSON.stringify(head, undefined, 1) });
    const { code, gate } = await repository.gate("--base", "main");
    const told = gate.changes.map(({ direction, kind, text }) => `${direction} ${kind}: ${text}`);
    const all = [...gate.because, ...told].join("\n");
    expect([code, gate.decision], all).toEqual(row.decision === "fail" ? [1, "fail"] : [0, "pass"]);
    expect(gate.because).toEqual((row.because ?? []).map((text): unknown => expect.stringMatching(text)));
    for (const text of row.told ?? []) expect(told).toContainEqual(expect.stringMatching(text));
    if (row.untold !== undefined) expect(all).not.toMatch(row.untold);
    if (row.text === undefined) return;
    const { stdout } = await repository.sallyport("gate", "--base", "main");
    expect(stdout.replace(/\s+/g, " ")).toMatch(row.text);
  });
});
