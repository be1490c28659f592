import { expect, test } from "vitest";
import { accountEnumeration } from "../../src/rules/flows/account-enumeration.ts";
import { bruteForceShortCode } from "../../src/rules/flows/brute-force-short-code.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* Who is a customer, by the 404 of a request for a code; somebody's record for a short code; a filter that is an expression over objects. */

const TEXT = { type: "string" };
const OWN: Operations = {
  "GET /orders": {
    responses: { ...returns({ type: "array", items: { properties: { id: TEXT } } }), 429: { description: "too many" } },
  },
};

function codeRequest(field: string, text: string, summary: string): Operations {
  return {
    ...OWN,
    "POST /access/code": {
      security: [],
      summary,
      requestBody: takes({ [field]: TEXT }, { required: [field] }),
      responses: { 200: { description: "ok" }, 404: { description: text } },
    },
  };
}

test.each([
  ["email", "No customer has this address.", "Send a code by mail"],
  ["phone", "Unknown member.", "Send a one-time code by SMS"],
  ["ssn", "There is no patient with this number.", "Request an access code"],
  ["kundennummer", "Kein Kunde mit dieser Nummer.", "Code per SMS anfordern"],
  ["email", "Unbekannter Nutzer.", "Code anfordern"],
  ["email", "Aucun client n'a cette adresse.", "Demander un code"],
  ["email", "Client inconnu.", "Envoyer un code par SMS"],
  ["nif", "No consta ningún cliente de la notaría con ese documento", "Enviar código de acceso al móvil"],
  ["dni", "Socio inexistente.", "Solicitar código"],
  ["cpf", "Nenhum cliente com este CPF.", "Enviar código por SMS"],
])("who is a customer: %s, %s", async (field, text, summary) => {
  expect((await faultsIn(accountEnumeration, codeRequest(field, text, summary))).length).toBe(1);
});

test.each([
  ["email", "Not found", "Send a code by mail"],
  ["orderNumber", "No customer has this order.", "Request a code"],
  ["email", "The template does not exist.", "Send a code by mail"],
])("nobody: %s, %s", async (field, text, summary) => {
  expect(await faultsIn(accountEnumeration, codeRequest(field, text, summary))).toEqual([]);
});

test("the same answer, known or not", async () => {
  const operations = codeRequest("email", "No customer has this template.", "Send a code by mail");
  const call = {
    ...operations["POST /access/code"],
    description: "The answer is the same whether or not the address is known.",
  };
  expect(await faultsIn(accountEnumeration, { ...operations, "POST /access/code": call })).toEqual([]);
});

const REPORT = returns({
  type: "object",
  properties: { patient: { type: "object", properties: { name: TEXT, dateOfBirth: TEXT } }, diagnosis: TEXT },
});

function fetched(path: string, name: string, schema: object, more: object = {}): Operations {
  return {
    ...OWN,
    [`POST ${path}`]: {
      security: [],
      requestBody: takes({ [name]: schema, ...more }, { required: [name] }),
      responses: REPORT,
    },
  };
}

test.each([
  ["/befundabruf", "abrufcode", { type: "string", pattern: "^[A-Z0-9]{5}$" }],
  ["/results/fetch", "resultCode", { type: "string", maxLength: 5 }],
  ["/results", "accessCode", { type: "string", minLength: 6, maxLength: 6 }],
  ["/report", "code", { type: "string", pattern: "^[a-z0-9]{6}$" }],
  ["/ergebnis", "zugangscode", { type: "string", maxLength: 6 }],
  ["/dossier", "codeAcces", { type: "string", pattern: "^[A-Z]{4}$" }],
  ["/resultat", "codeRetrait", { type: "string", maxLength: 5 }],
  ["/resultados", "codigo", { type: "string", pattern: "^[A-Z0-9]{5}$" }],
  ["/informe", "codigoConsulta", { type: "string", maxLength: 6 }],
  ["/laudo", "codigoRetirada", { type: "string", maxLength: 6 }],
])("a short code is all it takes: %s %s", async (path, name, schema) => {
  expect((await faultsIn(bruteForceShortCode, fetched(path, name, schema))).length).toBe(1);
});

test.each<[string, string, object, object?]>([
  ["/results", "accessCode", { type: "string", minLength: 20, maxLength: 40 }],
  ["/results", "accessCode", { type: "string", pattern: "^[A-Za-z0-9]{16}$" }],
  ["/results", "countryCode", { type: "string", maxLength: 4 }],
  ["/results", "resultCode", { type: "string", maxLength: 5 }, { dateOfBirth: { type: "string", format: "date" } }],
  ["/people", "postalCode", { type: "string", maxLength: 5 }],
])("no short code alone: %s %s", async (path, name, schema, more) => {
  expect(await faultsIn(bruteForceShortCode, fetched(path, name, schema, more))).toEqual([]);
});

test("a limit is declared", async () => {
  const operations = fetched("/results", "resultCode", { type: "string", maxLength: 5 });
  const call = operations["POST /results"] as { responses: object };
  const limited = { ...call, responses: { ...call.responses, 429: { description: "too many" } } };
  expect(await faultsIn(bruteForceShortCode, { ...operations, "POST /results": limited })).toEqual([]);
});

function filtered(description: string, example: string): Operations {
  return {
    "GET /scooters": {
      parameters: [{ name: "filter", in: "query", description, schema: { type: "string", maxLength: 500, example } }],
      responses: returns({ type: "array", items: { properties: { id: TEXT } } }),
    },
  };
}

test.each([
  ["Condición que se evalúa en el servidor sobre cada patinete.", "bateria > 40 and #this.modelo.startsWith('R3')"],
  ["Condition that is evaluated on the server for each row.", "#root.owner == 'a'"],
  ["Expression evaluated on the server.", "name.startsWith('A')"],
  ["Expression, evaluated for each item.", "T(java.lang.Math).abs(x) > 2"],
  ["Ausdruck, der auf dem Server ausgewertet wird.", "#this.name == 'x'"],
  ["Bedingung, die je Zeile ausgewertet wird.", "name.toLowerCase() == 'x'"],
  ["Condition évaluée sur le serveur.", "#this.nom.startsWith('A')"],
  ["Expression évaluée pour chaque ligne.", "nom.length() > 3"],
  ["Expresión que se evalúa en el servidor.", "nombre.contains('x')"],
  ["Condição avaliada no servidor.", "#this.nome.startsWith('A')"],
])("an expression over objects: %s %s", async (description, example) => {
  const found = await faultsIn(injectionInterpretedInput, filtered(description, example));
  expect(found.length).toBe(1);
});

test.each([
  ["Filter as of AIP-160, evaluated on the server.", "name.startsWith('A')"],
  ["OData filter that is evaluated on the server.", "startswith(name,'A')"],
  ["Filter with our own grammar: fields, =, < and >.", "battery > 40"],
  ["The condition is not evaluated as code, but parsed by a grammar of our own.", "name.startsWith('A')"],
])("a language of its own: %s %s", async (description, example) => {
  expect(await faultsIn(injectionInterpretedInput, filtered(description, example))).toEqual([]);
});
