import { expect, test } from "vitest";
import { bolaClientSuppliedOwner } from "../../src/rules/authorization/bola-client-supplied-owner.ts";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { massAssignmentServerField } from "../../src/rules/data/mass-assignment-server-field.ts";
import { internalParameter } from "../../src/rules/inputs/internal-parameter.ts";
import { faultsIn, takes } from "./faults-in.ts";

/* What a request says that something else says, too: the credential, a call of its own, or the text of another call. */

const TEXT = { type: "string" };
const said = (description: string): object => ({ ...TEXT, description });
const asked = (name: string, description: string, more: object = {}): object => ({
  parameters: [{ name, in: "query", required: true, description, schema: TEXT, ...more }],
});
const KEY = { security: [{ key: [] }] };

/** Each pair differs in what is named, or in a text. */
test.each<[string, string, object, number]>([
  ["the sender", "POST /reports", { ...KEY, ...asked("client", "The client's name") }, 1],
  ["a sender that may be left out", "POST /reports", { ...KEY, ...asked("client", "", { required: false }) }, 0],
  [
    "the sender of the key",
    "POST /reports",
    { ...KEY, ...asked("client", "The name of the client, verified against the key") },
    0,
  ],
  ["a client that the API keeps", "POST /client/{id}/notes", { ...KEY, ...asked("client", "The client's name") }, 0],
  ["the sender, where nothing asks", "POST /reports", { security: [], ...asked("client", "The client's name") }, 0],
  ["whose reports to read", "GET /reports", { ...KEY, ...asked("client", "The client's name") }, 0],
  ["der Absender", "POST /berichte", { ...KEY, ...asked("absender", "Name des Absenders") }, 1],
  ["who changes", "PUT /articles/status", asked("userName", "Updating user"), 1],
  ["who is changed", "PUT /articles/status", asked("userName", "User to notify"), 0],
  [
    "who changes, behind a key of a program",
    "PUT /articles/status",
    { ...KEY, ...asked("userName", "Updating user") },
    0,
  ],
  ["who did it", "POST /events", { requestBody: takes({ originator_id: TEXT, originator_email: TEXT }) }, 1],
  ["where it began", "POST /events", { requestBody: takes({ origin_url: TEXT }) }, 0],
  ["what may be checked", "GET /accounts", asked("psu", "The bank might check whether ID and token match."), 1],
  ["what is checked", "GET /accounts", asked("psu", "The bank checks whether ID and token match."), 0],
  ["what may be checked otherwise", "GET /accounts", asked("psu", "The bank might check the format."), 0],
])("bola-client-supplied-owner: %s (%s)", async (_what, id, operation, count) => {
  const faults = await faultsIn(bolaClientSuppliedOwner, { [id]: operation });
  expect(faults.filter(({ cause }) => cause.startsWith("actor "))).toHaveLength(count);
});

test.each<[string, string, object, number, number]>([
  ["a person", "POST /auth", { user_id: said("INTERNAL USE ONLY.") }, 1, 0],
  ["a value", "POST /auth", { mode: said("For internal use only") }, 1, 1],
  ["une valeur", "POST /auth", { mode: said("Usage interne uniquement") }, 1, 1],
  [
    "what others see of it",
    "POST /auth",
    { mode: said("Shown in the list that is there for internal use only") },
    0,
    0,
  ],
  ["what is not", "POST /auth", { mode: said("Not for internal use only") }, 0, 0],
])(
  "internal-parameter: the text of %s says that it is for internal use",
  async (_what, id, properties, count, steps) => {
    const faults = await faultsIn(internalParameter, { [id]: { requestBody: takes(properties) } });
    expect(faults).toHaveLength(count);
    expect(faults.flatMap(({ mitigations = [] }) => mitigations)).toHaveLength(steps);
  },
);

test.each<[string, Record<string, object>, object, number]>([
  [
    "a group of users, where log-ins are kept",
    { "POST /users/{id}/reset-password": {} },
    { groupIds: { type: "array", items: TEXT } },
    1,
  ],
  [
    "a group of users, where none are",
    { "POST /users/{id}/tags": {} },
    { groupIds: { type: "array", items: TEXT } },
    0,
  ],
  [
    "a group that administrators set",
    { "POST /users/{id}/reset-password": {} },
    { groupIds: said("Can only be set by administrators") },
    0,
  ],
  [
    "a group of users, where the same callers put any user into groups",
    { "POST /users/{id}/reset-password": {}, "PUT /groups/{id}/members/{user}": {} },
    { groupIds: { type: "array", items: TEXT } },
    0,
  ],
  [
    "a group of users, where others put users into groups",
    { "POST /users/{id}/reset-password": {}, "PUT /groups/{id}/members/{user}": KEY },
    { groupIds: { type: "array", items: TEXT } },
    1,
  ],
  ["an age group", { "POST /users/{id}/reset-password": {} }, { ageGroup: TEXT }, 0],
  ["a group of rights", {}, { email: TEXT, permission_group_id: TEXT }, 1],
])("mass-assignment: a user is made with %s", async (_what, beside, properties, count) => {
  const faults = await faultsIn(massAssignment, {
    ...beside,
    "POST /users": { requestBody: takes({ login: TEXT, ...properties }) },
  });
  expect(faults).toHaveLength(count);
});

test.each<[string, string, object, string, number]>([
  ["the address of a person", "POST /users", { email: TEXT, permission_group_id: TEXT }, "", 1],
  ["no address", "POST /themes", { colour: TEXT, permission_group_id: TEXT }, "", 0],
  [
    "the address of a person, by a role",
    "POST /users",
    { email: TEXT, permission_group_id: TEXT },
    "Requires the administrator role.",
    2,
  ],
])("mass-assignment: a group of rights beside %s", async (_what, id, properties, description, steps) => {
  const faults = await faultsIn(massAssignment, { [id]: { ...KEY, description, requestBody: takes(properties) } });
  expect(faults.flatMap(({ mitigations = [] }) => mitigations)).toHaveLength(steps);
});

test("a state that only whoever makes a record may not choose is limited in one place", async () => {
  const orders = (made: string, changed: string): Record<string, object> => ({
    "POST /orders": { description: made, requestBody: takes({ paymentStatus: TEXT }) },
    "PATCH /orders/{id}": { description: changed, requestBody: takes({ paymentStatus: TEXT }) },
  });
  const messages = async (made: string, changed: string): Promise<string> =>
    (await faultsIn(massAssignmentServerField, orders(made, changed))).map(({ message }) => message).join();
  const LIMIT = "The paymentStatus can only be OPEN.";
  expect(await messages(LIMIT, "")).toContain(": POST /orders limits it, but PATCH /orders/{id} does not");
  expect(await messages(LIMIT, LIMIT)).not.toContain("although");
  expect(await messages("The status can only be OPEN.", "")).not.toContain("although");
});
