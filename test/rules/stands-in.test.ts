import { expect, test } from "vitest";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { bolaClientSuppliedOwner } from "../../src/rules/authorization/bola-client-supplied-owner.ts";
import { unboundedInput } from "../../src/rules/resources/unbounded-input.ts";
import { faultsIn, SCHEMES, type Operations } from "./faults-in.ts";

/* Headers that stand in for a credential or act as somebody else, operations that a text reserves, deletions without a filter. */

const TEXT = { type: "string" };
const takes = (name: string, description: string, place = "header", more: object = {}): object => ({
  parameters: [{ name, in: place, description, schema: TEXT, ...more }],
});

test.each<[string, object, string]>([
  [
    "where no token is used",
    takes("X-Shopper-Id", "Shopper ID to cancel for when not using JWT"),
    "instead x shopper id",
  ],
  ["if it differs from the token's", takes("X-Shopper-Id", "Shopper, if different from JWT"), "instead x shopper id"],
  ["in German", takes("X-Kunden-Id", "Die Kunden-ID, wenn kein JWT gesendet wird"), "instead x kunden id"],
  ["of the caller alone", takes("X-Shopper-Id", "Shopper ID, must be the one of the JWT"), ""],
  ["of a market", takes("X-Market", "Market to use when not using JWT"), ""],
  ["of a session, which is a credential", takes("X-Session-Id", "Session ID, when not using a token"), ""],
])("a parameter that names a subject %s", async (_name, operation, causes) => {
  const faults = await faultsIn(bolaClientSuppliedOwner, { "DELETE /v1/subscriptions": operation });
  expect(faults.map(({ cause }) => cause).join()).toBe(causes);
});

const roleKey = (description: string): object => ({
  security: [{ key: [] }, { key: [], role: [] }],
  components: { securitySchemes: { ...SCHEMES, role: { type: "apiKey", in: "header", name: "X-su", description } } },
});
const ofActing = async (operations: Operations, more: object = {}): Promise<number> =>
  (await faultsIn(bflaAdminOperation, operations, more)).filter(({ cause }) => cause?.startsWith("acts as")).length;

test.each<[string, object, number]>([
  ["to impersonate a role", roleKey("ID of the role you want to impersonate."), 1],
  ["in Spanish", roleKey("ID del rol que desea suplantar."), 1],
  ["that cannot be used for it", roleKey("ID of your role. It cannot be used to impersonate others."), 0],
  ["of the caller", roleKey("ID of your own role."), 0],
])("a scheme %s", async (_name, more, count) => {
  expect(await ofActing({ "GET /servers": {}, "DELETE /servers/{id}": {} }, more)).toBe(count);
});

test("a header parameter that acts as somebody else is the same", async () => {
  const operation = takes("X-As-User", "User to impersonate.");
  expect(await ofActing({ "GET /servers": operation, "DELETE /servers/{id}": operation })).toBe(1);
  expect(await ofActing({ "GET /servers": takes("X-User", "User to look for.") })).toBe(0);
});

const open = { security: undefined };
test.each<[string, string, number]>([
  ["reserves", "Bulk update. Restricted to internal admins.", 1],
  ["does not reserve", "Bulk update of what internal admins made.", 0],
])("a text that %s an operation, where nothing is required of any", async (_name, description, count) => {
  const operations = { "POST /collaborators": { description }, "GET /stories": {}, "POST /stories": {} };
  const faults = await faultsIn(bflaAdminOperation, operations, open);
  expect(faults.filter(({ cause }) => cause === "reserved by text")).toHaveLength(count);
});

test.each<[string, object, number]>([
  ["optional", { operationId: "unregisterAllDevices", ...takes("deviceId", "Optional filter.", "query") }, 1],
  [
    "required",
    { operationId: "unregisterAllDevices", ...takes("deviceId", "Filter.", "query", { required: true }) },
    0,
  ],
  [
    "asked for in words",
    { operationId: "removeAllDevices", ...takes("deviceId", "Must be set if no client is.", "query") },
    0,
  ],
  ["those of some", { operationId: "unregisterDevices", ...takes("deviceId", "Optional filter.", "query") }, 0],
])("a deletion of a collection whose filters are %s", async (_name, operation, count) => {
  const faults = await faultsIn(unboundedInput, { "DELETE /push/devices": operation });
  expect(faults.filter(({ cause }) => cause === "deletion without a filter")).toHaveLength(count);
});
