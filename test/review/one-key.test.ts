import { describe, expect, test } from "vitest";
import { oneKeyQuestion } from "../../src/review/one-key.ts";
import { apiOfPart } from "../rules/description-of.ts";

const KEY = { type: "apiKey", in: "header", name: "X-API-Key" };
const BASIC = { type: "http", scheme: "basic", description: "The account ID and its API key." };
const TOKEN = { type: "http", scheme: "bearer", bearerFormat: "JWT" };
const OAUTH = {
  type: "oauth2",
  flows: { clientCredentials: { tokenUrl: "https://acme.io/t", scopes: { read: "R", pay: "P" } } },
};

const responses = { 200: { description: "OK" } };
const takes = (...names: readonly string[]) => ({
  content: {
    "application/json": { schema: { properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])) } },
  },
});

async function asked(scheme: object, paths: Readonly<Record<string, object>>): Promise<string | undefined> {
  const operations = Object.entries(paths).map(([id, operation]) => {
    const [method = "", path = ""] = id.split(" ");
    return [path, { [method.toLowerCase()]: { responses, ...operation } }] as const;
  });
  const description = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ given: [] }],
    paths: Object.fromEntries(operations),
    components: { securitySchemes: { given: scheme } },
  };
  return oneKeyQuestion(await apiOfPart(JSON.stringify(description)))[0]?.text;
}

const LOGS = { "GET /logs": {} };

describe("one key that reads and does great harm is asked about", () => {
  test.each<[string, object, Record<string, object>, string]>([
    ["moves money", KEY, { "POST /payouts": { requestBody: takes("amount") } }, "POST /payouts moves money"],
    ["by Basic with a key", BASIC, { "POST /payouts": { requestBody: takes("amount") } }, "POST /payouts moves money"],
    [
      "confirms payouts, by its summary",
      KEY,
      { "POST /confirmThirdParty": { summary: "Confirm a payout", requestBody: takes("reference") } },
      "POST /confirmThirdParty moves money",
    ],
    [
      "sets the password of a user",
      KEY,
      { "PUT /users/{id}": { requestBody: takes("name", "password") } },
      "PUT /users/{id} replaces credentials",
    ],
    [
      "closes accounts",
      KEY,
      { "POST /closeAccount": { requestBody: takes("accountCode") } },
      "POST /closeAccount closes",
    ],
    ["gives rights", KEY, { "POST /roles": { requestBody: takes("name") } }, "POST /roles decides who may do what"],
    [
      "sets where money goes",
      KEY,
      { "POST /updateAccount": { requestBody: takes("bankAccountUUID") } },
      "POST /updateAccount decides where money is paid out",
    ],
  ])("%s", async (_name, scheme, paths, said) => {
    const text = await asked(scheme, { ...LOGS, ...paths });
    expect(text).toContain("The same key can read (1 operation, such as GET /logs)");
    expect(text).toContain(said);
  });

  test("also where it reads nothing", async () => {
    expect(await asked(KEY, { "POST /payouts": {} })).toContain("A key alone is enough");
  });
});

test("where one key opens all of an API, it is the finding that says so, and no question", async () => {
  const read = Object.fromEntries([1, 2, 3, 4].map((at) => [`GET /logs${at}`, {}]));
  const paths = { ...LOGS, ...read, "POST /payouts": { requestBody: takes("amount") } };
  expect(await asked(KEY, paths)).toBeUndefined();
  expect(await asked({ ...KEY, description: "Keys differ in their permissions." }, paths)).toContain("The same key");
});

test.each<[string, object, Record<string, object>]>([
  ["what the key changes does no great harm", KEY, { "POST /notes": { requestBody: takes("text") } }],
  [
    "what is confirmed is no money",
    KEY,
    { "POST /confirmThirdParty": { summary: "Confirm a payment method", requestBody: takes("reference") } },
  ],
  ["scopes tell keys apart", OAUTH, { "POST /payouts": { security: [{ given: ["pay"] }] } }],
  ["a person logs in", TOKEN, { "POST /payouts": {} }],
  ["a second proof is asked for", KEY, { "POST /payouts": { requestBody: takes("amount", "otp") } }],
  ["administrators do it", KEY, { "POST /admin/payouts": {} }],
])("it is not where %s", async (_name, scheme, paths) => {
  expect(await asked(scheme, { ...LOGS, ...paths })).toBeUndefined();
});
