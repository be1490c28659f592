import { describe, expect, test } from "vitest";
import { apiOfPart } from "../rules/description-of.ts";

const SCHEMES = `
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
    cert: { type: mutualTLS }
  schemas:
    User: { properties: { id: { type: string }, email: { type: string }, password: { type: string }, manager: { $ref: '#/components/schemas/User' } } }
    UserResponse: { properties: { user: { $ref: '#/components/schemas/User' } } }
    Self: { properties: { id: { type: string }, scopes: { type: string }, user: { properties: { id: { type: string }, email: { type: string } } }, manager: { $ref: '#/components/schemas/User' } } }
    Order: { properties: { id: { type: string }, owner: { properties: { email: { type: string } } } } }
    Post: { properties: { id: { type: string }, by: { properties: { login: { type: string }, avatar_url: { type: string } } } } }
    Key: { properties: { id: { type: string }, apiKey: { type: string } } }
    Token: { properties: { token: { type: string } } }
    File: { properties: { id: { type: string }, presignedUrl: { type: string } } }
    Note: { properties: { id: { type: string }, created_by: { $ref: '#/components/schemas/User' } } }
    Time: { properties: { now: { type: string }, client_ip: { type: string, description: The IP of the client making the request. } } }
    Visit: { properties: { page: { type: string }, client_ip: { type: string } } }
    Email: { properties: { id: { type: string }, email: { type: string } } }
`;

/** An operation that answers with a schema, and takes it where it writes. */
function operation(id: string, schema: string, isList = false, needs?: string): string {
  const [method = "", path = ""] = id.split(" ");
  const ref = `{ $ref: '#/components/schemas/${schema}' }`;
  const content = `{ content: { application/json: { schema: ${isList ? `{ type: array, items: ${ref} }` : ref} } } }`;
  const body = method === "PUT" || method === "PATCH" ? `requestBody: ${content}, ` : "";
  const query = `parameters: [{ name: ${needs}, in: query, required: true, schema: { type: string } }], `;
  return `  ${path}: { ${method.toLowerCase()}: { ${needs === undefined ? "" : query}${body}responses: { '200': ${content.replace("{", "{ description: ok,")} } } }\n`;
}

/** Whose data the flows of the last of some operations are, by their witness. */
async function subjects(...operations: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const api = await apiOfPart(
    `openapi: 3.1.0\nservers: [{ url: https://api.acme.io }]\nsecurity: [{ token: [] }]\npaths:\n${operations.join("")}${SCHEMES.slice(1)}`,
  );
  return Object.fromEntries(
    api
      .assessed(api.operations.at(-1)!)
      .flows.filter(({ direction }) => direction === "read")
      .map(({ witness, subject, principal, isEmbedded }) => [
        witness.slice("2xx ".length),
        `${isEmbedded ? "embedded " : ""}${principal ? "principal" : "thing"} ${subject}`,
      ]),
  );
}

describe("whose data it is", () => {
  test.each([
    [
      "a user by its id, beside what the caller is",
      operation("GET /me", "User") + operation("GET /users/{id}", "User"),
      { email: "principal addressed" },
    ],
    [
      "a user by its id, as callers reach their own",
      operation("PUT /users/{id}/address", "Email") + operation("GET /users/{id}", "User"),
      { email: "thing addressed" },
    ],
    [
      "the caller",
      operation("GET /me", "User"),
      { email: "thing caller", "manager.email": "embedded principal addressed" },
    ],
    ["the caller, wrapped", operation("GET /user", "UserResponse"), { "user.email": "thing caller" }],
    ["what belongs to the caller", operation("GET /user/emails", "Email", true), { "[].email": "thing caller" }],
    [
      "another's, under the same word",
      operation("GET /me", "User") + operation("GET /user/{name}", "User"),
      { email: "principal addressed" },
    ],
    ["the address from which a call came", operation("GET /times/{zone}", "Time"), { client_ip: "thing caller" }],
    [
      "in a log, the addresses of all calls",
      operation("GET /calls", "Time", true),
      { "[].client_ip": "thing collection" },
    ],
    [
      "the address from which somebody else called",
      operation("GET /users/{userId}/last", "Time"),
      { client_ip: "principal addressed" },
    ],
    [
      "somebody's token for a key",
      operation("GET /users/{userId}/getToken", "Token", false, "apiKey"),
      { token: "principal addressed" },
    ],
    [
      "an address of somebody, asked for by name",
      operation("GET /last", "Time", false, "username"),
      { client_ip: "thing addressed" },
    ],
    ["the address that was asked for", operation("GET /visits/{ipv4}", "Visit"), { client_ip: "thing caller" }],
    ["the address of a thing", operation("GET /visits/{id}", "Visit"), { client_ip: "thing addressed" }],
    ["what was sent comes back", operation("PUT /users/{id}", "User"), { email: "thing caller" }],
    ["a key that is read", operation("GET /keys/{id}", "Key"), { apiKey: "thing addressed" }],
    ["a key that is made", operation("POST /keys/{id}/rotate", "Key"), { apiKey: "thing caller" }],
    ["a token that is asked for", operation("GET /sites/{id}/token", "Token"), { token: "thing caller" }],
    ["a token for a key", operation("GET /getToken", "Token", false, "apiKey"), { token: "thing caller" }],
    ["a token for a name", operation("GET /getToken", "Token", false, "site"), { token: "thing collection" }],
    ["a token that is listed", operation("GET /sites/{id}/tokens", "Token", true), { "[].token": "thing collection" }],
    ["a URL that is signed for a download", operation("GET /files/{id}", "File"), { presignedUrl: "thing caller" }],
    [
      "who makes what is made",
      operation("GET /users/{id}", "User") + operation("POST /notes", "Note"),
      { "created_by.email": "thing caller" },
    ],
    [
      "who made it",
      operation("GET /users/{id}", "User") + operation("GET /notes/{id}", "Note"),
      { "created_by.email": "embedded principal addressed" },
    ],
    [
      "what one has whose ID is a user's, whatever stands before it",
      operation("GET /users", "User", true) + operation("GET /patient/{userId}/basic", "Email", true),
      { "[].email": "principal addressed" },
    ],
    [
      "a contact, by the ID of a user",
      operation("GET /users", "User", true) + operation("GET /contacts/{userId}", "Email"),
      { email: "thing addressed" },
    ],
    [
      "what one has, by an ID of its own",
      operation("GET /users", "User", true) + operation("GET /patient/{recordId}/basic", "Email", true),
      { "[].email": "thing collection" },
    ],
    [
      "a thing that is called after a user",
      operation("GET /users", "User", true) + operation("GET /segments/{userSegmentId}", "Email"),
      { email: "thing addressed" },
    ],
    ["many that were sent", operation("PUT /orders", "Email", true), { "[].email": "thing caller" }],
    ["a key that is deleted", operation("DELETE /keys/{id}", "Key"), { apiKey: "thing caller" }],
  ])("%s", async (_what, paths, expected) => {
    expect(await subjects(paths)).toMatchObject(expected);
  });

  test("roles and accounts are other callers only where persons call", async () => {
    const order = operation("GET /orders/{id}", "Order");
    const post = operation("GET /posts/{id}", "Post");
    expect(await subjects(order)).toEqual({ "owner.email": "thing addressed" });
    expect(await subjects(operation("GET /me", "User"), order)).toEqual({
      "owner.email": "embedded principal addressed",
    });
    expect(await subjects(operation("GET /users", "User", true), post)).toEqual({
      "by.avatar_url": "principal addressed",
    });
    expect(await subjects(operation("GET /booking-profiles", "Email", true), order)).toEqual({
      "owner.email": "thing addressed",
    });
  });
});

test.each([
  ["GET /me", "security: [{ token: [] }], ", "thing caller"],
  ["GET /me", "security: [], ", "principal collection"],
  [
    "GET /me",
    "security: [], parameters: [{ name: session_token, in: query, schema: { type: string } }], ",
    "thing caller",
  ],
  ["GET /self-service/settings", "security: [], ", "thing caller"],
])("what %s returns with %s", async (id, more, whose) => {
  const open = operation(id, "User").replace("get: { ", `get: { ${more}`);
  const told = await subjects(operation("GET /users/{id}", "User"), open);
  expect(told["email"]).toBe(whose);
});

const granted = (flow: string, said: string): string =>
  `openapi: 3.1.0
servers: [{ url: https://api.acme.io }]
security: [{ grant: [it] }]
components: { securitySchemes: { grant: { type: oauth2, flows: { ${flow}: { authorizationUrl: https://acme.io/a, tokenUrl: https://acme.io/t, scopes: { it: ${JSON.stringify(said)} } } } } } }
`;

test.each([
  ["/payouts", "authorizationCode", "View your payment information", "caller"],
  ["/payouts", "authorizationCode", "Ihre Zahlungen lesen", "caller"],
  ["/payouts", "authorizationCode", "Lire vos paiements", "caller"],
  ["/payouts", "authorizationCode", "Ver sus pagos", "caller"],
  ["/payouts", "authorizationCode", "Ver seus pagamentos", "caller"],
  ["/payouts", "authorizationCode", "View payments", "collection"],
  ["/payouts", "clientCredentials", "View your payment information", "collection"],
  ["/payouts/{payoutId}", "authorizationCode", "View your payment information", "addressed"],
])("what a user grants a program of their own is the user's: %s %s %s", async (path, flow, said, expected) => {
  const api = await apiOfPart(
    `${granted(flow, said)}paths: { ${JSON.stringify(path)}: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: object, properties: { totalAmount: { type: number }, balance: { type: number } } } } } } } } } }\n`,
  );
  const flows = api.assessed(api.operations[0]!).flows.filter(({ direction }) => direction === "read");
  expect([...new Set(flows.map(({ subject }) => subject))]).toEqual([expected]);
});

test.each([
  ["GET /me", "caller", "addressed"],
  ["GET /users/me", "caller", "addressed"],
])("who calls stands as the user in what the path of the caller gives: %s", async (id, user, manager) => {
  const found = Object.entries(await subjects(operation(id, "Self")));
  const of = (name: string): readonly string[] =>
    found.flatMap(([witness, subject]) => (witness.endsWith(`${name}.email`) ? [subject.split(" ").at(-1)!] : []));
  expect([of("user"), of("manager")]).toEqual([[user], [manager]]);
});
