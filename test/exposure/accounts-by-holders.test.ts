import { expect, test } from "vitest";
import { apiOf, SIGN_UP, takes, type Operations } from "../rules/faults-in.ts";

const TEXT = { type: "string" };
const LOG_IN: Operations = { "POST /login": { security: [], requestBody: takes({ email: TEXT, password: TEXT }) } };
const made = (path: string, right: object): Operations => ({
  [`POST ${path}`]: { requestBody: takes({ email: TEXT, name: TEXT, ...right }) },
  [`DELETE ${path}/{id}`]: {},
});
const FLAG = { admin: { type: "boolean" } };
const LIST: Operations = { "GET /shifts": {} };

/* Who makes an account needs one already: then nobody signs up, whatever the log-in is open to. */
test.each<[string, Operations, string]>([
  ["made by who may", { ...LOG_IN, ...made("/user", FLAG) }, "partner"],
  ["with a role", { ...LOG_IN, ...made("/users", { role: TEXT }) }, "partner"],
  ["in German", { ...LOG_IN, ...made("/benutzer", { rolle: TEXT }) }, "partner"],
  ["in French", { ...LOG_IN, ...made("/utilisateurs", { administrateur: { type: "boolean" } }) }, "partner"],
  ["in Spanish", { ...LOG_IN, ...made("/usuarios", { rol: TEXT }) }, "partner"],
  ["in Portuguese", { ...LOG_IN, ...made("/utilizadores", { administrador: { type: "boolean" } }) }, "partner"],
  ["without a word on what they may", { ...LOG_IN, ...made("/users", {}) }, "unknown"],
  ["that nobody takes away", { ...LOG_IN, "POST /users": { requestBody: takes({ email: TEXT, ...FLAG }) } }, "unknown"],
  ["of organisations", { ...LOG_IN, ...made("/organizations/{id}/users", FLAG) }, "unknown"],
  ["without a log-in", made("/users", FLAG), "unknown"],
  ["things", { ...LOG_IN, ...made("/documents", FLAG) }, "unknown"],
  ["beside a sign-up", { ...SIGN_UP, ...LOG_IN, ...made("/users", FLAG) }, "self-registered"],
])("accounts %s", async (_name, operations, admission) => {
  const api = await apiOf({ ...LIST, ...operations });
  expect(api.assessed(api.operations[0]!).admission).toBe(admission);
});
