import { expect, test } from "vitest";
import { authenticationUnstated } from "../../src/rules/authentication/authentication-unstated.ts";
import { faultsIn, returns, type Operations } from "./faults-in.ts";

/* Where nothing is required anywhere: what texts say beside it, and what must be sent all the same. */

const TEXT = { type: "string" };
const SILENT = { security: undefined };
const needs = (name: string, place = "query"): object => ({
  parameters: [{ name, in: place, required: true, schema: TEXT }],
});
const of = (operation: object): Operations =>
  Object.fromEntries(["GET", "PUT", "DELETE"].map((method) => [`${method} /patients/{id}`, { ...operation }]));
const READS = { responses: returns({ type: "object", properties: { diagnosis: TEXT, name: TEXT } }) };

test.each<[string, string, boolean]>([
  ["a token", "The authentication token is used for subsequent requests.", true],
  ["in German", "Der Zugangstoken wird mit jeder Anfrage gesendet.", true],
  ["in French", "Le jeton d'accès accompagne chaque requête.", true],
  ["in Spanish", "El token de acceso acompaña cada petición.", true],
  ["in Portuguese", "O token de acesso acompanha cada pedido.", true],
  ["that none is needed", "There is no access token.", false],
  ["something else", "A token of our thanks.", false],
])("a text that speaks of %s is quoted", async (_name, description, isQuoted) => {
  const more = { ...SILENT, info: { title: "T", version: "1", description } };
  const [fault] = await faultsIn(authenticationUnstated, of(READS), more);
  expect(fault?.evidence?.some((one) => one.includes("mentions a credential"))).toBe(isQuoted);
});

test.each<[string, Operations, number, number]>([
  ["nothing", of(READS), 1, 0],
  ["a key of the API", of({ ...READS, ...needs("accessKey") }), 0, 1],
  ["something else", of({ ...READS, ...needs("language") }), 1, 0],
  ["a key in a header", of({ ...READS, ...needs("App-Key", "header") }), 0, 1],
])("what must be sent: %s", async (_name, operations, raised, reduced) => {
  const [fault] = await faultsIn(authenticationUnstated, operations, SILENT);
  expect(fault?.aggravations ?? []).toHaveLength(raised);
  expect(fault?.mitigations ?? []).toHaveLength(reduced);
});
