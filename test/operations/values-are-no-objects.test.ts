import { expect, test } from "vitest";
import { rankedTestsOf, takes, testsOf, type Operations } from "./tests-of.ts";

const CUSTOMERS = `content: { application/json: { schema: { type: array, items: { type: object, properties: { id: { type: string }, email: { type: string, format: email } } } } } }`;
const listBy = (name: string): Operations => ({
  "GET /customers": `{ parameters: [{ name: ${name}, in: query, schema: { type: string } }], responses: { 200: { description: OK, ${CUSTOMERS} } } }`,
  "GET /languages/{languageId}": "",
  "GET /countries/{countryId}": "",
  "GET /sprachen/{spracheId}": "",
  "GET /paises/{paisId}": "",
  "GET /devises/{deviseId}": "",
  "GET /moedas/{moedaId}": "",
  "PUT /orders/{orderId}": "",
});

test.each([["languageId"], ["countryIds"], ["currency_id"], ["spracheId"], ["deviseId"], ["paisId"], ["moedaId"]])(
  "what is the same for everyone is no object of somebody: %s",
  async (name) => {
    expect((await testsOf(listBy(name))).get("GET /customers")?.ask).not.toContain(name);
  },
);

test("what belongs to somebody is one", async () => {
  expect((await testsOf(listBy("orderId"))).get("GET /customers")?.ask).toContain("B's orderId");
});

const queryOf = (name: string): Operations => ({
  "POST /customers/search": `{ requestBody: { content: { application/json: { schema: { type: object, required: [${name}], properties: { ${name}: { type: array, items: { type: string } } } } } } }, responses: { 200: { description: OK, ${CUSTOMERS} } } }`,
});

test.each([["asptypes"], ["customerTypes"], ["statuses"], ["formats"], ["jahre"], ["typen"]])(
  "kinds by which something is looked up are no objects: %s",
  async (name) => {
    expect((await testsOf(queryOf(name))).get("POST /customers/search")?.ask).not.toContain(name);
  },
);

test("numbers by which something is looked up are", async () => {
  expect((await testsOf(queryOf("numbers"))).get("POST /customers/search")?.ask).toContain("B's numbers");
});

test.each([
  ["GET /map", "text/csv"],
  ["GET /exports/xls", "application/vnd.ms-excel"],
])("a file that names nothing of anybody is no list of callers' things: %s", async (id, type) => {
  const found = await rankedTestsOf(
    {
      [id]: `responses: { 200: { description: OK, content: { ${type}: { schema: { type: string, format: binary } } } } }`,
    },
    "accounts",
  );
  expect(found.filter(({ isOwnerShown }) => isOwnerShown)).toEqual([]);
});

const inPath = (parameter: string): Operations => ({
  "GET /customers/{value}": `{ parameters: [{ name: value, in: path, required: true, ${parameter} }], responses: { 200: { description: OK, ${CUSTOMERS} } } }`,
});

test.each([
  ['schema: { type: string, pattern: "^[a-z]{2}_[A-Z]{2}$" }'],
  ['schema: { type: string, pattern: "^[A-Z]{3}$" }'],
  ["schema: { type: string, default: de-DE }"],
  ["schema: { type: string, maxLength: 2 }"],
  ["schema: { type: string, format: date }"],
  ["schema: { type: string }, description: An ISO 3166 code"],
  ["schema: { type: string }, description: Sprache nach ISO 639-1"],
  ["schema: { type: string }, description: La devise selon ISO 4217"],
])("a code or a day in a path names no object: %s", async (parameter) => {
  expect((await testsOf(inPath(parameter))).get("GET /customers/{value}")?.ask ?? "").not.toContain("B's");
});

test.each([
  ['schema: { type: string, pattern: "^[A-Z]{12}$" }'],
  ["schema: { type: string, maxLength: 36 }"],
  ["schema: { type: integer, maxLength: 2 }"],
  ["schema: { type: string, default: de-42 }"],
  ["schema: { type: string }, description: The customer"],
])("what may be an identifier names one: %s", async (parameter) => {
  expect((await testsOf(inPath(parameter))).get("GET /customers/{value}")?.ask).toContain("B's customer");
});

test.each([
  ["objectName"],
  ["entity_name"],
  ["objektname"],
  ["nom_de_classe"],
  ["nombre_de_objeto"],
  ["nome_do_objeto"],
])("the name of a kind names no object: %s", async (name) => {
  const found = await testsOf({ [`POST /bulk/{${name}}`]: takes("{ callbackUrl: { type: string } }") });
  expect(found.get(`POST /bulk/{${name}}`)?.ask ?? "").not.toContain(`B's object`);
});
