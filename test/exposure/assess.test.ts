import { describe, expect, test } from "vitest";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { assess } from "../../src/exposure/assess.ts";
import { whoseData } from "../../src/exposure/whose-data.ts";
import { intentOf } from "../../src/exposure/intent.ts";
import type { AssessedApi } from "../../src/exposure/assessed-api.ts";
import { apiOfPart } from "../rules/description-of.ts";

const SCHEMES = `
  securitySchemes:
    token: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: X-API-Key }
    cert: { type: mutualTLS }
    login: { type: oauth2, flows: { authorizationCode: { authorizationUrl: https://l.acme.io/a, tokenUrl: https://l.acme.io/t, scopes: { orders: o, admin: a } } } }
    machine: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://l.acme.io/t, scopes: {} } } }
`;
const SIGN_UP = `
  /signup:
    post:
      security: SECURITY
      requestBody: { content: { application/json: { schema: { properties: { email: { type: string }, password: { type: string } } } } } }
`;

async function assessed(
  paths: string,
  { root = "", info = "", policy = {} }: { root?: string; info?: string; policy?: Partial<Policy> } = {},
): Promise<AssessedApi> {
  const api = await apiOfPart(
    `openapi: 3.1.0\ninfo: { title: T, version: "1"${info} }\nservers: [{ url: https://api.acme.io }]\n${root}paths:${paths}components:${SCHEMES}`,
  );
  const merged = { ...defaultPolicy(), ...policy };
  return assess(api, whoseData(api, api.data, merged), merged);
}

const ORDERS = (security: string, more = ""): string => `\n  /orders:\n    get:\n      security: ${security}\n${more}`;
const signUp = (security: string): string => SIGN_UP.replace("SECURITY", security).slice(1);
const orders = async (security: string, more = "", options = {}) => {
  const api = await assessed(ORDERS(security, more), options);
  return api.assessed(api.operations.find(({ path }) => path === "/orders")!);
};

describe("admission", () => {
  test.each([
    ["nothing that is said", "[{ token: [] }]", "", {}, "unknown"],
    ["security: []", "[]", "", {}, "anonymous"],
    ["an alternative of nothing", "[{ token: [] }, {}]", "", {}, "anonymous"],
    ["an open sign-up", "[{ token: [] }]", signUp("[]"), {}, "self-registered"],
    [
      "a sign-up behind a key that an app ships with",
      "[{ token: [] }]",
      signUp("[{ key: [] }]"),
      {},
      "self-registered",
    ],
    ["a sign-up that only those inside can call", "[{ token: [] }]", signUp("[{ token: [] }]"), {}, "unknown"],
    ["the key that the sign-up asks for", "[{ key: [] }]", signUp("[{ key: [] }]"), {}, "unknown"],
    ["a machine's credential beside a sign-up", "[{ machine: [] }]", signUp("[]"), {}, "unknown"],
    ["a client certificate", "[{ cert: [] }]", "", {}, "partner"],
    ["the hardest of two together", "[{ cert: [], token: [] }]", signUp("[]"), {}, "partner"],
    ["the easiest of two alternatives", "[{ cert: [] }, { token: [] }]", signUp("[]"), {}, "self-registered"],
    ["a scope that nobody has by having signed up", "[{ login: [admin] }]", signUp("[]"), {}, "unknown"],
    ["a scope that a sign-up gives", "[{ login: [orders] }]", signUp("[]"), {}, "self-registered"],
    ["an undefined scheme", "[{ nobody: [] }]", "", {}, "unknown"],
    ["an undefined scheme beside a defined one", "[{ nobody: [], cert: [] }]", "", {}, "partner"],
    [
      "a text that lets anyone in",
      "[{ token: [] }]",
      "",
      { info: ", description: Anyone can sign up for an account." },
      "self-registered",
    ],
    ["a text that lets nobody in", "[{ token: [] }]", "", { info: ", description: Users cannot sign up." }, "own"],
    [
      "a text that speaks of agreements",
      "[{ token: [] }]",
      "",
      { info: ", description: There is no self-service; access needs a signed agreement." },
      "partner",
    ],
    [
      "an identity provider of the company's",
      "[{ token: [] }]",
      "",
      { info: ", description: Log in with our identity provider. For our own apps." },
      "unknown",
    ],
    ["sallyport.yaml", "[{ token: [] }]", signUp("[]"), { policy: { admission: new Map([["token", "own"]]) } }, "own"],
    [
      "sallyport.yaml for every scheme",
      "[{ key: [] }]",
      "",
      { policy: { admission: new Map([["*", "partner"]]) } },
      "partner",
    ],
  ])("of %s", async (_name, security, more, options, admission) => {
    expect((await orders(security, more, options)).admission).toBe(admission);
  });

  test.each([
    ["x-amazon-apigateway-auth", "{ type: NONE }", "anonymous"],
    ["x-amazon-apigateway-auth", "{ type: AWS_IAM }", "unknown"],
    ["x-wso2-disable-security", "true", "anonymous"],
    ["x-vault-unauthenticated", "true", "anonymous"],
    ["x-42c-no-authentication", "true", "anonymous"],
    ["x-42c-no-authentication", "false", "unknown"],
  ])("%s: %s", async (extension, value, admission) => {
    expect((await orders("[{ token: [] }]", `      ${extension}: ${value}\n`)).admission).toBe(admission);
  });

  test("silence is anonymity where others are asked, and unknown where nobody is", async () => {
    const some = await assessed("\n  /a: { get: {} }\n  /b: { get: { security: [{ token: [] }] } }\n");
    expect(some.operations.map((operation) => some.assessed(operation).admission)).toEqual(["anonymous", "unknown"]);
    const none = await assessed("\n  /a: { get: {} }\n  /b: { get: {} }\n");
    expect(none.operations.map((operation) => none.assessed(operation).admission)).toEqual(["unknown", "unknown"]);
  });
});

describe("a credential that is described as an ordinary header", () => {
  const header = (name: string): string =>
    `      parameters: [{ name: ${name}, in: header, schema: { type: string } }]\n`;
  const both = async (name: string): Promise<readonly string[]> => {
    const api = await assessed(
      `\n  /a:\n    get:\n${header(name)}  /b: { get: { security: [{ token: [] }] } }\n  /c: { get: {} }\n`,
    );
    return api.operations.map((operation) => api.assessed(operation).admission);
  };

  test("is not anonymity, where others are asked", async () => {
    expect(await both("Authorization")).toEqual(["unknown", "unknown", "anonymous"]);
    expect(await both("X-Api-Key")).toEqual(["unknown", "unknown", "anonymous"]);
    expect(await both("X-Request-Id")).toEqual(["anonymous", "unknown", "anonymous"]);
  });

  test("says why", async () => {
    const api = await assessed(
      `\n  /a:\n    get:\n${header("X-Auth-Token")}  /b: { get: { security: [{ token: [] }] } }\n`,
    );
    expect(api.assessed(api.operations[0]!).because[0]).toBe(
      "it takes X-Auth-Token as an ordinary header, and no security requirement names it",
    );
  });
});

test.each([
  [
    "in a header",
    "      security: []\n      parameters: [{ name: X-Session-Token, in: header, schema: { type: string } }]\n",
    "unknown",
  ],
  ["by a further scheme", "      security: [{ login: [] }]\n", "unknown"],
  ["in no other way", "      security: []\n", "self-registered"],
])("a scheme of administration alone, where others call %s", async (_name, more, admission) => {
  const api = await assessed(
    `\n  /admin/orders:\n    get:\n      security: [{ token: [] }]\n  /orders:\n    get:\n${more}${signUp("[]")}`,
  );
  expect(api.assessed(api.operations[0]!).admission).toBe(admission);
});

const APPLICATION = (properties: string, status: string, answer = "", summary = "Apply"): string => `
  /members:
    post:
      summary: ${summary}
      security: []
      requestBody: { content: { application/json: { schema: { properties: ${properties} } } } }
      responses: { "${status}": { description: OK${answer} } }
`;
const MAIL = "{ name: { type: string }, email: { type: string } }";
const ID = ", content: { application/json: { schema: { properties: { id: { type: string } } } } }";

test.each([
  ["is only received", APPLICATION(MAIL, "202"), "unknown"],
  ["makes an account", APPLICATION(MAIL, "201"), "self-registered"],
  ["signs up, though it takes a while", APPLICATION(MAIL, "202", "", "Sign up"), "self-registered"],
  [
    "is applied for, and a magic link is sent",
    APPLICATION(MAIL, "202", "", "Apply. A magic link to log in is sent."),
    "self-registered",
  ],
  ["is received, and its identifier comes back", APPLICATION(MAIL, "202", ID), "self-registered"],
  [
    "is received with a password",
    APPLICATION("{ email: { type: string }, password: { type: string } }", "202"),
    "self-registered",
  ],
  [
    "is received, and a confirmation link is sent",
    APPLICATION(MAIL, "202", "", "Sends a confirmation link"),
    "self-registered",
  ],
])("what is sent to a list of people and %s", async (_name, paths, admission) => {
  expect((await orders("[{ token: [] }]", paths)).admission).toBe(admission);
});

describe("audience", () => {
  test.each([
    ["nothing", "", "", undefined, 0],
    ["x-audience of the API", ", x-audience: company-internal", "", "private", 0],
    ["x-audience of the operation", ", x-audience: external-public", "      x-audience: Partner\n", "partner", 0],
    ["the widest of a list", "", "      x-audience: [internal, public]\n", "public", 0],
    ["x-internal", "", "      x-internal: true\n", "private", 0],
    ["x-internal in a public API", ", x-audience: external-public", "      x-internal: true\n", "public", 1],
    ["x-internal: false", ", x-audience: external-partner", "      x-internal: false\n", "partner", 0],
    ["a value that nobody knows", ", x-audience: extern-public", "", undefined, 0],
  ])("of %s", async (_name, info, more, audience, conflicts) => {
    const { declared } = await orders("[{ token: [] }]", more, { info });
    expect(declared.audience).toBe(audience);
    expect(declared.conflicts).toHaveLength(conflicts);
  });

  test("sallyport.yaml settles it, and a wider claim in the description is still a conflict", async () => {
    const audience = { operations: [["GET /orders", "private"]], paths: [], tags: new Map(), api: "public" } as const;
    const { declared } = await orders("[{ token: [] }]", "", {
      info: ", x-audience: external-public",
      policy: { audience },
    });
    expect([declared.audience, declared.source, declared.conflicts.length]).toEqual(["private", "sallyport.yaml", 1]);
  });
});

describe("a name that proves nothing protects nothing", () => {
  const paths = ORDERS("[{ token: [] }]", signUp("[]"));

  test("a loopback server does not narrow the exposure", async () => {
    const api = await apiOfPart(
      `openapi: 3.1.0\nservers: [{ url: http://localhost:5000 }]\npaths:${paths}components:${SCHEMES}`,
    );
    expect(api.assessed(api.operations[0]!).exposure).toBe("public");
  });

  test("x-internal does not narrow the exposure", async () => {
    const api = await assessed(paths, { root: "x-internal: true\n", info: ", x-internal: true" });
    expect(api.assessed(api.operations[0]!).exposure).toBe("public");
  });
});

describe("intent", () => {
  const body = (...names: readonly string[]): string =>
    `{ content: { application/json: { schema: { properties: { ${names.map((name) => `${name}: { type: string }`).join(", ")} } } } } }`;
  test.each([
    ["POST /signup", body("email", "password"), "sign-up"],
    ["POST /users", body("name", "password"), "sign-up"],
    ["GET /api/docs/Swagger", "", "documentation"],
    ["POST /users", body("name"), undefined],
    ["POST /devices/register", body("serial"), undefined],
    ["POST /identity/api/auth/signup", body("email", "number", "password"), "sign-up"],
    ["POST /login", body("email", "password"), "log-in"],
    ["POST /sessions", body("email", "password"), "log-in"],
    ["POST /oauth2/token", body("grant_type"), "token"],
    ["POST /auth/refresh", body("refreshToken"), "token"],
    ["POST /push-tokens/guest", body("device"), undefined],
    ["POST /revoke", body("token"), "log-out"],
    ["POST /grants/revoke", body("grant"), undefined],
    ["GET /inventory/actuator/health", "", "health"],
    ["GET /inventory/health", "", undefined],
    ["POST /password/forgot", body("email"), "password-reset"],
    ["POST /users/reset_password", body("email"), "password-reset"],
    ["POST /auth/v3/check-otp", body("otp", "email"), "verification"],
    ["POST /connect/register", body("redirect_uris", "client_name"), "client-registration"],
    ["GET /health", "", "health"],
    ["GET /.well-known/jwks.json", "", "keys"],
    ["GET /openapi.json", "", "documentation"],
    ["GET /api/v1/status", "", "health"],
    ["GET /orders/status", "", undefined],
    ["POST /orders", body("product"), undefined],
    ["POST /payments/confirm", body("paymentId"), undefined],
  ])("%s with %s is %s", async (id, requestBody, intent) => {
    const [method = "", path = ""] = id.split(" ");
    const api = await apiOfPart(
      `openapi: 3.1.0\npaths:\n  ${path}:\n    ${method.toLowerCase()}:\n${requestBody === "" ? "      summary: x\n" : `      requestBody: ${requestBody}\n`}`,
    );
    expect(intentOf(api.operations[0]!)).toBe(intent);
  });

  const STATES =
    "{ type: array, items: { properties: { vendor: { type: string }, status: { enum: [READY, OUTAGE] } } } }";
  test.each([
    ["/health/vendors", "Service Health", STATES, "health"],
    ["/gesundheit/lieferanten", "Zustand Dienst", STATES, "health"],
    ["/health/vendors", "Health", STATES, undefined],
    ["/health/records", "Service Health", "{ properties: { status: { type: string } } }", undefined],
    ["/vendors/all", "Service Health", STATES, undefined],
  ])("a GET of %s under the tag %j that returns %s is %s", async (path, tag, schema, intent) => {
    const api = await apiOfPart(
      `openapi: 3.1.0\npaths: { ${path}: { get: { tags: [${tag}], responses: { "200": { content: { application/json: { schema: ${schema} } } } } } } }\n`,
    );
    expect(intentOf(api.operations[0]!)).toBe(intent);
  });

  test.each([
    ["POST /auth/oidc/external/authorize", "", "log-in"],
    ["GET /auth/saml/acs", "", "log-in"],
    ["GET /orders/callback", "", undefined],
    ["POST /tokens/guest", "", "token"],
    ["POST /push-tokens/guest", "", undefined],
    ["GET /oidc/providers", "", undefined],
    ["GET /session", "token", "log-in"],
    ["GET /session", "page", undefined],
  ])("open, %s with the query %j is %s", async (id, query, intent) => {
    const [method = "", path = ""] = id.split(" ");
    const parameters = query === "" ? "" : `{ name: ${query}, in: query, schema: { type: string } }`;
    const api = await apiOfPart(
      `openapi: 3.1.0\npaths: { ${path}: { ${method.toLowerCase()}: { security: [], parameters: [${parameters}] } }, /other: { get: { security: [{ a: [] }] } } }\n`,
    );
    expect(intentOf(api.operations[0]!)).toBe(intent);
  });
});
