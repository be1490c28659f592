import { expect, test } from "vitest";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { faultsIn, returns, SIGN_UP, takes, type Operations } from "./faults-in.ts";

const TEXT = { type: "string" };
const RECORD = returns({ properties: { name: TEXT, isAdmin: { type: "boolean" }, balance: { type: "number" } } });

/*
 * A property is named by a value where this stands beside the new value, in an object of these two or so; a path, where a verb
 * stands there too. In a record of many properties a path is where something lies.
 */
test.each<[string, object, boolean]>([
  ["verb, path and value", { op: TEXT, path: TEXT, value: TEXT }, true],
  ["field and value", { field: TEXT, value: TEXT }, true],
  ["… in German", { feldname: TEXT, neuerWert: TEXT }, true],
  ["… in French", { champ: TEXT, valeur: TEXT }, true],
  ["… in Spanish", { campo: TEXT, nuevoValor: TEXT }, true],
  ["… in Portuguese", { propriedade: TEXT, valor: TEXT }, true],
  ["a path and a value", { path: TEXT, value: TEXT }, false],
  ["… in Portuguese", { caminho: TEXT, valor: TEXT }, false],
  [
    "a path in a record",
    { name: TEXT, path: TEXT, description: TEXT, interval: TEXT, trigger: TEXT, value: TEXT },
    false,
  ],
  ["a value elsewhere", { field: TEXT, limits: { properties: { low: TEXT, value: TEXT } } }, false],
  ["a field of a record", { field: TEXT, name: TEXT, farm: TEXT, crop: TEXT, owner: TEXT, value: TEXT }, false],
])("%s", async (_what, properties, isFound) => {
  const faults = await faultsIn(massAssignment, {
    ...SIGN_UP,
    "GET /accounts/{id}": { responses: RECORD },
    "PATCH /accounts/{id}": { requestBody: takes(properties), responses: RECORD },
  });
  expect(faults.some(({ cause }) => cause.startsWith("patched"))).toBe(isFound);
});

/* Whom somebody lets into what they run gets a role: that is what the call is for. */
test.each<[string, Operations, boolean]>([
  ["a new member", { "POST /clubs/{id}/members": { requestBody: takes({ role: TEXT }) } }, false],
  ["the role of one", { "PUT /clubs/{id}/members/{member}": { requestBody: takes({ role: TEXT }) } }, false],
  ["in German", { "POST /vereine/{id}/mitglieder": { requestBody: takes({ email: TEXT, rolle: TEXT }) } }, false],
  ["in French", { "POST /clubs/{id}/membres": { requestBody: takes({ email: TEXT, role: TEXT }) } }, false],
  ["in Spanish", { "POST /clubes/{id}/invitaciones": { requestBody: takes({ email: TEXT, role: TEXT }) } }, false],
  ["in Portuguese", { "POST /clubes/{id}/convites": { requestBody: takes({ email: TEXT, role: TEXT }) } }, false],
  [
    "an invitation",
    { "POST /users/invite": { requestBody: takes({ email: TEXT, permission_group_id: TEXT }) } },
    false,
  ],
  [
    "… and who was invited",
    {
      "POST /users/invite": { requestBody: takes({ email: TEXT, permission_group_id: TEXT }) },
      "PUT /users/{id}": { requestBody: takes({ email: TEXT, permission_group_id: TEXT }) },
    },
    false,
  ],
  [
    "where all sign up, and it must be said",
    { ...SIGN_UP, "POST /clubs/{id}/members": { requestBody: takes({ role: TEXT }, { required: ["role"] }) } },
    false,
  ],
  [
    "where all sign up",
    { ...SIGN_UP, "PUT /clubs/{id}/members/{member}": { requestBody: takes({ role: TEXT }) } },
    true,
  ],
  [
    "oneself",
    { "POST /users/invite": { requestBody: takes({ role: TEXT }) }, "PUT /me": { requestBody: takes({ role: TEXT }) } },
    true,
  ],
  ["an invitation accepted", { "POST /invitations/accept": { requestBody: takes({ code: TEXT, role: TEXT }) } }, true],
  [
    "a flag that nobody gives",
    { "POST /clubs/{id}/members": { requestBody: takes({ isAdmin: { type: "boolean" } }) } },
    true,
  ],
  ["users, of whom none is invited", { "PUT /users/{id}": { requestBody: takes({ role: TEXT }) } }, true],
])("%s", async (_what, operations, isFound) => {
  expect(await faultsIn(massAssignment, operations)).toHaveLength(isFound ? 1 : 0);
});
