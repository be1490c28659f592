import { expect, test } from "vitest";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { missingScope } from "../../src/rules/authentication/missing-scope.ts";
import { faultsIn, type Operations } from "./faults-in.ts";

/*
 * The rights of a key that a caller makes: by a key of a program the weakest may make the strongest, unless something says no.
 */

const ROLES = { type: "string", enum: ["ROLE_ANALYTICS", "ROLE_ADMIN"] };
const KEYED = { security: [{ key: [] }] };

const making = (name: string, schema: object, more: object = {}): object => ({
  requestBody: { content: { "application/json": { schema: { type: "object", properties: { [name]: schema } } } } },
  ...more,
});

test.each<[string, Operations, object, readonly number[]]>([
  ["a role of a key", { "POST /tokens": making("apiKeyRole", ROLES) }, KEYED, [1]],
  ["a role of what is made among keys", { "POST /api-keys": making("role", ROLES) }, KEYED, [1]],
  ["a list of permissions", { "POST /keys": making("permissions", { type: "array", items: ROLES }) }, KEYED, [1]],
  ["eine Rolle", { "POST /schluessel": making("rolle", ROLES) }, KEYED, [1]],
  ["un rôle", { "POST /cles": making("role", ROLES) }, KEYED, [1]],
  ["un rol", { "POST /claves": making("rol", ROLES) }, KEYED, [1]],
  ["um papel", { "POST /chaves": making("papel", ROLES) }, KEYED, [1]],
  [
    "the weakest of which is for customers",
    { "POST /tokens": making("apiKeyRole", { type: "string", enum: ["ROLE_CUSTOMER", "ROLE_ADMIN"] }) },
    KEYED,
    [0],
  ],
  ["in a person's session", { "POST /tokens": making("apiKeyRole", ROLES) }, { security: [{ login: ["read"] }] }, []],
  ["one role alone", { "POST /tokens": making("apiKeyRole", { type: "string", enum: ["ROLE_ADMIN"] }) }, KEYED, []],
  ["the kind of a key", { "POST /tokens": making("apiKeyType", ROLES) }, KEYED, []],
  ["a role of no key", { "POST /actors": making("role", { type: "string", enum: ["LEAD", "EXTRA"] }) }, KEYED, []],
  [
    "no more than the caller's own",
    { "POST /tokens": making("apiKeyRole", { ...ROLES, description: "It must not exceed your own." }) },
    KEYED,
    [],
  ],
  [
    "for administrators alone",
    { "POST /tokens": making("apiKeyRole", ROLES, { description: "Only administrators can create tokens." }) },
    KEYED,
    [],
  ],
])("rights of a new key: %s", async (_what, operations, more, milder) => {
  const faults = await faultsIn(massAssignment, operations, more);
  expect(faults.map(({ mitigations }) => mitigations?.length ?? 0)).toEqual(milder);
});

const AMOUNT = { amount: { type: "number" }, iban: { type: "string" } };
const paying: Operations = {
  "POST /payouts": {
    summary: "Pay out",
    requestBody: { content: { "application/json": { schema: { type: "object", properties: AMOUNT } } } },
  },
  "GET /payouts": {},
  "GET /balances": {},
  "GET /reports": {},
  "GET /rates": {},
};

test.each<[string, Operations, string]>([
  ["roles", { "POST /tokens": making("apiKeyRole", ROLES) }, "No operation says which rights of a key it needs"],
  [
    "no roles",
    { "POST /tokens": making("label", { type: "string" }) },
    "One credential gives access to every operation",
  ],
])("one key for all, where there are %s", async (_what, operations, title) => {
  const faults = await faultsIn(missingScope, { ...paying, ...operations }, KEYED);
  expect(faults.map((fault) => fault.title)).toEqual([title]);
});
