import { describe, expect, test } from "vitest";
import { rankedTests } from "../../src/review/tests.ts";
import { testBoundaries } from "../../src/review/boundaries.ts";
import { whoseThingsQuestion } from "../../src/review/whose-things.ts";
import { apiOf, type Operations } from "../rules/faults-in.ts";

/* A condition that A must not get at B's things needs something that shows that callers have things of their own there. */

const TEXT = { type: "string" };
type Ranked = ReturnType<typeof rankedTests>;

/** The tests of operations that an API key opens. */
async function ranked(operations: Operations, info: object = {}): Promise<Ranked> {
  const all = Object.entries(operations).map(([id, operation]) => [
    id,
    { responses: { 200: { description: "OK" } }, ...operation },
  ]);
  return rankedTests(
    await apiOf(Object.fromEntries(all), { info: { title: "T", version: "1", ...info }, security: [{ key: [] }] }),
  );
}

const conditions = async (operations: Operations, info?: object): Promise<readonly string[]> =>
  testBoundaries(await ranked(operations, info))
    .filter(({ id }) => !id.endsWith("-anonymous"))
    .flatMap((one) => one.operations);

const described = (description: string): object => ({ description });
const refusing = (status: string, description: string): object => ({
  responses: { 200: { description: "OK" }, [status]: { description } },
});
const giving = (...names: readonly string[]): object => ({
  responses: {
    200: {
      description: "OK",
      content: {
        "application/json": {
          schema: { type: "object", properties: Object.fromEntries(names.map((name) => [name, TEXT])) },
        },
      },
    },
  },
});

describe("no condition, and a question, where nothing shows whose things are", () => {
  test.each<readonly [string, Operations]>([
    ["advisories", { "GET /advisories/{id}": {} }],
    ["two kinds", { "GET /advisories/{id}": {}, "GET /vendors/{id}": {} }],
    ["the layout of a number", { "GET /finance/iban/{countryCode}": {} }],
    ["priorities", { "GET /priority/{id}": {} }],
    ["in German", { "GET /warnungen/{nummer}": {} }],
    ["in French", { "GET /alertes/{numero}": {} }],
    ["in Spanish", { "GET /avisos/{numero}": {} }],
    ["in Portuguese", { "GET /avisos/{numero}": {} }],
    ["a song with who wrote it and its words", { "GET /lyrics/{songId}": giving("body", "username") }],
    ["what is only asked of the provider", { "GET /advisories/{id}": {}, "POST /advisories/submit": {} }],
  ])("%s", async (_, operations) => {
    const [first = ""] = Object.keys(operations);
    const tests = await ranked(operations);
    expect(await conditions(operations)).not.toContain(first);
    const asked = whoseThingsQuestion(tests).flatMap((one) => one.operations);
    // What is evidently nobody's is no question either.
    if (tests.some(({ test: { operation, kind } }) => operation === first && kind === "object"))
      expect(asked).toContain(first);
  });

  test("is asked once for an API", async () => {
    const [question, ...more] = whoseThingsQuestion(
      await ranked({ "GET /advisories/{id}": {}, "GET /vendors/{id}": {} }),
    );
    expect(more).toEqual([]);
    expect(question).toMatchObject({ id: "whose-things", operations: ["GET /advisories/{id}", "GET /vendors/{id}"] });
    expect(question?.text).toMatch(/^Do GET \/advisories\/\{id\} and GET \/vendors\/\{id\} give each caller only/);
  });
});

test.each([
  ["callers make them", { "GET /advisories/{id}": {}, "POST /advisories": {} }],
  ["callers change one", { "GET /advisories/{id}": {}, "PUT /advisories/{id}": {} }],
  ["callers delete one", { "GET /advisories/{id}": {}, "DELETE /advisories/{id}": {} }],
  ["an account stands above", { "GET /accounts/{accountId}/advisories/{id}": {} }],
  ["an organization stands above", { "GET /organizations/{org}/advisories/{id}": {} }],
  ["a text says your", { "GET /advisories/{id}": described("Returns one of your advisories.") }],
  [
    "the text of the list says it",
    { "GET /advisories/{id}": {}, "GET /advisories": described("Lists your advisories.") },
  ],
  [
    "a German text",
    { "GET /warnungen/{id}": described("Liefert eine Ihrer Warnungen. Ihre Warnungen bleiben ein Jahr.") },
  ],
  ["a French text", { "GET /alertes/{id}": described("Donne une de vos alertes.") }],
  ["a Spanish text", { "GET /alertas/{id}": described("Devuelve una de sus alertas.") }],
  ["a Portuguese text", { "GET /alertas/{id}": described("Devolve um dos seus alertas. Seus alertas ficam um ano.") }],
  ["a refusal says it", { "GET /advisories/{id}": refusing("403", "This is not one of your advisories.") }],
  ["the API says it", { "GET /advisories/{id}": {} }, { description: "Here you find your advisories." }],
  [
    "a file comes back",
    {
      "GET /snapshots/{id}": {
        responses: {
          200: { description: "OK", content: { "image/jpeg": { schema: { type: "string", format: "binary" } } } },
        },
      },
    },
  ],
  ["a noun says it", { "GET /invoices/{id}": {} }],
  ["a noun within says it", { "GET /email-payloads/{id}": {} }],
  ["a property names the owner", { "GET /advisories/{id}": giving("customer_id", "bank_account") }],
  ["it tells what is private of somebody", { "GET /advisories/{id}": giving("iban", "diagnosis") }],
] as [string, Operations, object | undefined][])("a condition stays where %s", async (_, operations, info) => {
  const [first = ""] = Object.keys(operations);
  expect(await conditions(operations, info)).toContain(first);
});

test("the list of what is a condition by its identifier is one, too", async () => {
  const operations = {
    "GET /pictures/{id}": described("One of your pictures."),
    "GET /pictures": described("List pictures."),
    "POST /pictures": { requestBody: { content: { "image/png": { schema: { type: "string", format: "binary" } } } } },
  };
  const found = await conditions(operations);
  expect(found).toContain("GET /pictures/{id}");
  expect(found).toContain("GET /pictures");
});

const sending = (properties: object): object => ({
  requestBody: { content: { "application/json": { schema: { type: "object", properties } } } },
});
const numbered = (name: string): object =>
  sending({ [name]: { type: "object", properties: { number: TEXT, date: TEXT } } });

test.each(["invoice", "card", "rechnung", "facture", "factura", "fatura"])(
  "the number of a paper that is sent with a call is no %s of B's",
  async (name) => {
    const tests = await ranked({ "POST /orders/{id}/shipments": numbered(name) });
    expect(JSON.stringify(tests.map(({ test: one }) => [one.ask, one.further]))).not.toContain(`${name}.number`);
  },
);

test.each(["webhooks", "products", "produkte", "boutiques", "productos", "produtos"])(
  "whether one of a caller's own %s is on is the caller's to say",
  async (name) => {
    const tests = await ranked({
      [`POST /${name}`]: sending({ active: { type: "boolean" } }),
      [`PUT /${name}/{id}`]: sending({ active: { type: "boolean" } }),
    });
    expect(JSON.stringify(tests.map(({ test: one }) => [one.ask, one.further]))).not.toContain("favour");
  },
);

test("who may log in is not", async () => {
  const tests = await ranked({ "POST /members": sending({ active: { type: "boolean" } }) });
  expect(JSON.stringify(tests.map(({ test: one }) => [one.ask, one.further]))).toContain("favour");
});

test.each([
  "GET /auth/logout/{token}",
  "DELETE /auth/logout/{token}",
  "POST /abmelden/{token}",
  "DELETE /deconnexion/{token}",
])("%s ends the session of whoever has the token", async (id) => {
  const tests = await ranked({ [id]: {}, "GET /orders/{id}": {} });
  expect(tests.map(({ test: one }) => one.operation)).not.toContain(id);
});

const CHAIN = { title: "Blockchain API" };

test.each<readonly [string, string]>([
  ["GET /{blockchain}/v2/address/{address}", "GET"],
  ["GET /{blockchain}/v2/utxo/{addressOrXpub}", "GET"],
  ["GET /transaction/{id}/receipt", "GET"],
  ["GET /contract/{id}", "GET"],
  ["POST /contract/{id}", "POST"],
  ["POST /{blockchain}/v2/sendtx", "POST"],
])("%s is of a public chain, and of nobody", async (id) => {
  expect(
    await conditions(
      { [id]: {}, "GET /block/{id}": {}, "GET /blockchain/{id}": {}, "GET /transaction/{id}": {} },
      CHAIN,
    ),
  ).not.toContain(id);
});

test("what is kept for customers beside a chain is theirs, and a bank's transactions are on none", async () => {
  const beside = { "GET /block/{id}": {}, "GET /blockchain/{id}": {}, "GET /transaction/{id}": {} };
  expect(await conditions({ "GET /wallets/{id}": {}, ...beside }, CHAIN)).toContain("GET /wallets/{id}");
  expect(await conditions({ "GET /transactions/{id}": {}, "GET /contracts/{id}": {} })).toContain(
    "GET /transactions/{id}",
  );
});
