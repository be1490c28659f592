import { expect, test } from "vitest";
import { massAssignmentServerField } from "../../src/rules/data/mass-assignment-server-field.ts";
import { faultsIn, takes } from "./faults-in.ts";

/* A call that is there to set one switch, beside a value that the service works out. */

const SWITCH = { type: "boolean" };
const SAID = "Where the variable is set, the server sets whether the authenticator is enabled.";

test.each<[string, object, number]>([
  ["enables or disables it", { summary: "Enables or disables the authenticator" }, 0],
  ["… by its operationId", { operationId: "enableAuthenticator" }, 0],
  ["… by its summary alone", { summary: "Disable a method" }, 0],
  ["… by what is set", { summary: "Sets whether it is enabled" }, 0],
  ["updates it", { summary: "Updates the authenticator" }, 1],
])("a call that takes a switch alone, and %s", async (_what, more, count) => {
  const operation = { ...more, description: SAID, requestBody: takes({ enabled: SWITCH }) };
  expect(await faultsIn(massAssignmentServerField, { "PATCH /authenticators/{name}": operation })).toHaveLength(count);
});

test.each<[string, object, number]>([
  ["another value beside it", { enabled: SWITCH, name: { type: "string" } }, 1],
  ["a number instead", { enabled: { type: "integer" } }, 1],
])("a call that enables and takes %s", async (_what, fields, count) => {
  const operation = { summary: "Enables a method", description: SAID, requestBody: takes(fields) };
  expect(await faultsIn(massAssignmentServerField, { "PATCH /authenticators/{name}": operation })).toHaveLength(count);
});

test.each<[string, string, string, string]>([
  ["de", "Aktiviert oder deaktiviert: aktivieren", "aktiviert", "Der Server berechnet, ob es aktiviert ist."],
  ["fr", "Activer ou désactiver", "active", "Le serveur calcule si la méthode est active."],
  ["es", "Activar o desactivar", "activado", "El servidor calcula si está activado."],
  ["pt", "Ativar ou desativar", "ativado", "O servidor calcula se está ativado."],
])("a switch in %s", async (_language, summary, name, description) => {
  const operation = { summary, description, requestBody: takes({ [name]: SWITCH }) };
  expect(await faultsIn(massAssignmentServerField, { "PATCH /m/{id}": operation })).toEqual([]);
});
