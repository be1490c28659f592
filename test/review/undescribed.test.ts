import { expect, test } from "vitest";
import { boundariesOf } from "../../src/operations/candidates/boundary.ts";
import { testBoundaries } from "../../src/review/boundaries.ts";
import { rankedTests } from "../../src/review/tests.ts";
import { apiOf, returns, SIGN_UP, type Operations } from "../rules/faults-in.ts";

const TEXT = { type: "string" };
const OPEN = { responses: returns({ type: "object" }) };
const NAMED = { responses: returns({ type: "object", properties: { colour: TEXT, isReady: { type: "boolean" } } }) };

/** Responses that no schema describes, and an example does. */
function shown(example: object): object {
  return { "200": { description: "ok", content: { "application/json": { example } } } };
}

async function boundaries(operations: Operations): Promise<readonly string[]> {
  return testBoundaries(rankedTests(await apiOf(operations))).map(({ id, stakes }) => `${id}: ${stakes.join(", ")}`);
}

const UNKNOWN = "data that no schema describes";

test.each<[string, Operations, readonly string[]]>([
  ["a recording that no schema describes", { "GET /recordings/{id}": OPEN }, [`user-id-read: ${UNKNOWN}`]],
  ["a Messung that no schema describes", { "GET /messungen/{id}": OPEN }, [`user-id-read: ${UNKNOWN}`]],
  [
    "a recording that an example alone describes",
    { "GET /recordings/{id}": { responses: shown({ colour: "red", isReady: true }) } },
    [`user-id-read: ${UNKNOWN}`],
  ],
  ["a recording of which a schema tells all", { "GET /recordings/{id}": NAMED }, []],
  [
    "the change of what no schema describes",
    { "GET /bundles/{id}": OPEN, "PUT /bundles/{id}": {} },
    [`user-id-read: ${UNKNOWN}`, "user-id-change: integrity"],
  ],
  [
    "the change of what a schema describes",
    { "GET /bundles/{id}": NAMED, "PUT /bundles/{id}": {} },
    ["user-id-change: integrity"],
  ],
  [
    "a list of what callers make, which no schema describes",
    { "GET /bundles": OPEN, "POST /bundles": {}, "GET /bundles/{id}": OPEN },
    [`user-id-read: ${UNKNOWN}`, `user-list-read: ${UNKNOWN}`],
  ],
  [
    "a list of what a schema describes elsewhere",
    { "GET /bundles": OPEN, "POST /bundles": {}, "GET /bundles/{id}": NAMED },
    [],
  ],
  ["a list of what nobody makes, which no schema describes", { "GET /countries": OPEN }, []],
])("what is to be tested of %s", async (_, operations, expected) => {
  const found = await boundaries({ ...SIGN_UP, ...operations });
  expect(found.toSorted()).toEqual([...expected].toSorted());
});

const key = (description: string): object => ({ type: "apiKey", in: "header", name: "X-Auth", description });

test.each<[string, object, string]>([
  ["a key that is made in the settings", key("Generate an API key in the settings of your organisation."), "account"],
  ["ein Schlüssel aus den Einstellungen", key("In den Einstellungen einen API-Schlüssel generieren."), "account"],
  ["une clé des paramètres", key("Générer une clé API dans les paramètres."), "account"],
  ["una clave de la configuración", key("Generar una clave API en la configuración."), "account"],
  ["uma chave das configurações", key("Gerar uma chave API nas configurações."), "account"],
  ["a key that each user makes", key("Each user can generate an API key."), "caller"],
  ["a key that each employee makes", key("Each employee can generate an API key of their own."), "caller"],
  ["a key that no one can make", key("Do not create an API key of your own."), "caller"],
  ["a key of which nothing is said", key("The key."), "caller"],
])("%s keeps apart: %j, %s", async (_, scheme, expected) => {
  const operation = { security: [{ userKey: [] }] };
  const components = { securitySchemes: { userKey: scheme } };
  const api = await apiOf({ "GET /comments/{id}": operation }, { security: undefined, components });
  const boundary = boundariesOf(api)(api.operations[0]!);
  expect(boundary === "account" ? boundary : "caller").toBe(expected);
});

test.each<[string, string]>([
  ["Each employee has a key of their own.", "caller"],
  ["Jede Mitarbeiterin hat einen Schlüssel.", "caller"],
  ["Employees use the key of the organisation.", "account"],
  ["Each customer has a key.", "account"],
])("whose records a key keeps apart: %s", async (description, expected) => {
  const components = { securitySchemes: { officeKey: key(description) } };
  const read = { "GET /comments/{id}": { security: [{ officeKey: [] }] } };
  const api = await apiOf(read, { security: undefined, components });
  expect(boundariesOf(api)(api.operations[0]!)).toBe(expected);
});
