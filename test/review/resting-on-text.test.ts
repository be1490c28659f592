import { expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { judgeDescription } from "../../src/review.ts";
import { owedProofs } from "../../src/review/owed-proofs.ts";
import { filesOf, reviewOf } from "../gate/judged.ts";

const TEXT = { type: "string", maxLength: 20 };
const DONE = { 204: { description: "ok" } };

const takes = (properties: object): object => ({ content: { "application/json": { schema: { properties } } } });

async function conditionsOf(path: string, operation: object): Promise<readonly string[]> {
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Shop", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ key: [] }],
    paths: { [path]: { post: { responses: DONE, ...operation } } },
    components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
  });
  const { verdict } = await reviewOf(new Map([["openapi.json", text]]), "openapi.json");
  return verdict.reasons.flatMap((one) =>
    /so far only the description promises this/.test(one.text) ? [one.text] : [],
  );
}

const EVENT = { security: [], requestBody: takes({ event: TEXT, orderId: TEXT }) };
const SAYS = "The HMAC signature of the provider is verified.";
const SIGNED = { name: "X-Signature", in: "header", required: true, schema: TEXT };
const REFUSES = { ...DONE, 401: { description: "The signature is not valid." } };

test.each<[string, object, readonly string[]]>([
  [
    "a sentence alone",
    { ...EVENT, description: SAYS },
    [
      'Test that POST /webhooks/payments refuses a message without a signature, and one that another party has signed: so far only the description promises this ("The HMAC signature of the provider is verified"). Record the result with "sallyport register test"',
    ],
  ],
  ["a header as well", { ...EVENT, description: SAYS, parameters: [SIGNED] }, []],
  ["a refusal as well", { ...EVENT, description: SAYS, responses: REFUSES }, []],
  ["nothing, which is a finding", EVENT, []],
])("that messages are signed is shown by %s", async (_name, operation, expected) => {
  expect(await conditionsOf("/webhooks/payments", operation)).toEqual(expected);
});

const filter = (description: string): object => ({
  parameters: [{ name: "filter", in: "query", description, schema: { type: "string", maxLength: 200 } }],
});

test.each<[string, object, readonly string[]]>([
  [
    "a sentence alone",
    filter("SQL where clause. Values are bound as parameters on the server."),
    [
      'Test that POST /search refuses a value that changes the query, such as one with a quotation mark: so far only the description promises this ("Values are bound as parameters on the server"). Record the result with "sallyport register test"',
    ],
  ],
  ["nothing, which is a finding", filter("SQL where clause."), []],
  ["a filter that is no SQL", filter("A word to look for. Values are bound as parameters on the server."), []],
])("that a piece of SQL changes no query is shown by %s", async (_name, operation, expected) => {
  expect(await conditionsOf("/search", operation)).toEqual(expected);
});

const hook = (description: string): object => ({
  requestBody: takes({ callbackUrl: { type: "string", format: "uri", maxLength: 200, description } }),
});

test.each<[string, object, readonly string[]]>([
  [
    "a sentence alone",
    hook("Where events are sent. The host must be verified before."),
    [
      'Test that POST /subscriptions refuses a URL whose host is not allowed: so far only the description promises this ("The host must be verified before"). Record the result with "sallyport register test"',
    ],
  ],
  ["nothing, which is a finding", hook("Where events are sent."), []],
])("that not every host is called is shown by %s", async (_name, operation, expected) => {
  expect(await conditionsOf("/subscriptions", operation)).toEqual(expected);
});

const HOOKS = {
  summary: "Register a webhook that we call on each order",
  responses: { 201: { description: "Registered" } },
};

async function foundOf(
  description: string,
): Promise<{ readonly severities: readonly string[]; readonly tests: number }> {
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Orders", version: "1", description: "Merchants are contracted; there is no self-service." },
    "x-audience": "partner",
    servers: [{ url: "https://api.acme.io" }],
    security: [{ key: [] }],
    paths: {
      "/webhooks": {
        post: {
          ...HOOKS,
          requestBody: takes({ url: { type: "string", format: "uri", maxLength: 200, description } }),
        },
      },
    },
    components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
  });
  const { findings, verdict } = await reviewOf(new Map([["openapi.json", text]]), "openapi.json");
  return {
    severities: findings.flatMap(({ rule, severity }) => (rule === "ssrf-client-supplied-url" ? [severity] : [])),
    tests: verdict.reasons.filter((one) => /so far only the description promises this/.test(one.text)).length,
  };
}

test.each<[string, string, readonly string[], number]>([
  [
    "the check of addresses, as the remedy words it",
    "The host is resolved before each call; private, loopback and link-local addresses are refused.",
    [],
    1,
  ],
  [
    "the check of addresses and of redirects, as the remedy words both",
    "The host is resolved before each call; private, loopback and link-local addresses are refused. Redirects are not followed.",
    [],
    1,
  ],
  ["an allow list", "The host must be on the allow list of the merchant's contract.", [], 1],
  [
    "hosts whose ownership was verified",
    "Must be an https URL on a host whose ownership the caller has verified.",
    [],
    1,
  ],
  [
    "a signature, which keeps the server from nothing",
    "Messages are signed with HMAC-SHA256 in X-Signature.",
    ["low"],
    0,
  ],
  ["its form alone", "Must be an https URL.", ["medium"], 0],
  ["that nothing is checked", "Any host is accepted; private addresses are not checked.", ["medium"], 0],
])(
  "a registered URL is no finding, and a test, where its text states a limit: %s",
  async (_name, text, severities, tests) => {
    expect(await foundOf(text)).toEqual({ severities, tests });
  },
);

test("a recorded test closes what only a text promises, also of an operation that is in no list of tests", async () => {
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Shop", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ key: [] }],
    paths: Object.fromEntries(
      ["/subscriptions", "/alarms"].map((path) => [
        path,
        { post: { responses: DONE, ...hook("Where events are sent. The host must be verified before.") } },
      ]),
    ),
    components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
  });
  const files = filesOf(new Map([["openapi.json", text]]));
  const { api } = (await judgeDescription("openapi.json", files, await loadPolicy("openapi.json", files))).stated;
  const worded = (passed: readonly string[]): readonly string[] =>
    owedProofs(api, [], ({ id }) =>
      passed.includes(id) ? { outcome: "passed", by: "QA", on: "2026-01-31" } : undefined,
    ).map(({ operations, words }) => words(operations).replace(/:.*/s, ""));
  const refuse = "a URL whose host is not allowed";
  expect(worded([])).toEqual([`Test that POST /subscriptions and POST /alarms refuse ${refuse}`]);
  expect(worded(["POST /alarms"])).toEqual([`Test that POST /subscriptions refuses ${refuse}`]);
  expect(worded(["POST /alarms", "POST /subscriptions"])).toEqual([]);
});
