import { describe, expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { filesOf } from "../policy/policies.ts";
import { reviewAlone } from "../review-alone.ts";

const TEXT = { type: "string" };

interface Description {
  readonly scheme: object;
  readonly path?: string;
  readonly fields: readonly string[];
  readonly info?: string;
  readonly scopes?: readonly string[];
}

async function reviewOf(one: Description, server = "https://cases.internal", settings: object = {}): Promise<Review> {
  const { scheme, path = "/persons", fields, info = "", scopes = [] } = one;
  const schema = {
    title: "Person",
    type: "object",
    properties: Object.fromEntries(["id", "name", ...fields].map((name) => [name, TEXT])),
  };
  const isList = !path.includes("{");
  const description = {
    openapi: "3.1.0",
    info: { title: "Cases", version: "1", description: info, contact: { name: "Cases", email: "cases@acme.io" } },
    servers: [{ url: server }],
    security: [{ login: scopes }],
    paths: {
      [path]: {
        parameters: isList ? [] : [{ name: "id", in: "path", required: true, schema: TEXT }],
        get: {
          responses: {
            200: {
              description: "ok",
              content: {
                "application/json": { schema: isList ? { type: "array", maxItems: 9, items: schema } : schema },
              },
            },
          },
        },
      },
    },
    components: { securitySchemes: { login: scheme } },
  };
  const files = filesOf({ "api.json": JSON.stringify(description), "sallyport.yaml": JSON.stringify(settings) });
  return reviewAlone("api.json", files, await loadPolicy("api.json", files), "2026-01-31");
}

const openId = (description: string): object => ({
  type: "openIdConnect",
  openIdConnectUrl: "https://login.acme.io/.well-known/openid-configuration",
  description,
});
const bearer = (description: string): object => ({ type: "http", scheme: "bearer", description });
const OAUTH = {
  type: "oauth2",
  flows: {
    authorizationCode: {
      authorizationUrl: "https://login.acme.io/a",
      tokenUrl: "https://login.acme.io/t",
      scopes: { cases: "Cases" },
    },
  },
};

const STAFF_READ: readonly (readonly [what: string, one: Description])[] = [
  ["single sign-on of the staff", { scheme: openId("Single sign-on of our own staff"), fields: ["ssn"] }],
  [
    "employees of the city",
    { scheme: openId("Employees of the city, with a second factor"), fields: ["taxId", "ssn"] },
  ],
  ["a record by its ID", { scheme: openId("Our employees"), path: "/persons/{id}", fields: ["ssn"] }],
  ["Mitarbeiter", { scheme: bearer("Anmeldung unserer Mitarbeiter"), path: "/personen", fields: ["iban"] }],
  [
    "salariés",
    { scheme: openId("Connexion unique des salariés"), path: "/personnes", fields: ["numeroSecuriteSociale"] },
  ],
  ["empleados", { scheme: openId("Inicio de sesión de los empleados"), path: "/personas", fields: ["iban"] }],
  ["funcionários", { scheme: openId("Login único dos funcionários"), path: "/pessoas", fields: ["iban"] }],
  ["a token of which nobody says whose it is", { scheme: bearer(""), fields: ["ssn"] }],
  [
    "a cookie of a session",
    { scheme: { type: "apiKey", in: "cookie", name: "SESSION" }, fields: ["diagnosis", "ssn"] },
  ],
  ["a scope that all may have", { scheme: OAUTH, scopes: ["cases"], fields: ["ssn"] }],
];

describe("Restricted data of people is not approved untested on the inside", () => {
  test.each(STAFF_READ)("behind %s", async (_what, one) => {
    const { verdict, boundaries, tests } = await reviewOf(one, undefined, { audience: "private" });
    expect(verdict.decision).toBe("approve-with-conditions");
    expect(verdict.reasons.map(({ text }) => text).join("\n")).toMatch(
      /^Test that a member of staff cannot read restricted data that their work does not need: \w+ \(1 operation: GET /m,
    );
    expect(boundaries?.map(({ id }) => id)).toContain("user-staff");
    expect(tests[0]?.as).toMatch(
      /^a member of staff (?:whose work does not need these records|without the scope cases)$/,
    );
  });

  test("and at a host that anybody can reach, where only staff get in", async () => {
    const { verdict } = await reviewOf(STAFF_READ[0]![1], "https://cases.acme.io", { audience: "private" });
    expect(verdict.decision).toBe("approve-with-conditions");
  });
});

test.each<readonly [string, Description]>([
  ["what is not restricted", { scheme: openId("Our own staff"), fields: ["phone"] }],
  ["what programs read", { scheme: { type: "mutualTLS", description: "Own services" }, fields: ["ssn"] }],
  [
    "what a scope and a rule of the description keep apart",
    {
      scheme: OAUTH,
      scopes: ["cases"],
      info: "A member of staff reaches the persons of their own office only; any other person is answered with 404.",
      fields: ["ssn"],
    },
  ],
])("%s is no such boundary", async (_what, one) => {
  const { boundaries = [] } = await reviewOf(one, undefined, { audience: "private" });
  expect(boundaries.map(({ id }) => id)).not.toContain("user-staff");
});
