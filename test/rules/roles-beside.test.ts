import { expect, test } from "vitest";
import { setsPasswordOfOther } from "../../src/operations/new-passwords.ts";
import { bflaInconsistentAuthorization } from "../../src/rules/authorization/bfla-inconsistent-authorization.ts";
import { apiOf, faultsIn, returns, spotsOf, takes, type Operations } from "./faults-in.ts";

const TEXT = { type: "string" };
const said = (description: string): object => ({ description });

test.each<[string, Operations, string]>([
  [
    "a read that requires a role",
    { "GET /reports/{id}": said("Requires the role auditor."), "DELETE /reports/{id}": {} },
    "DELETE /reports/{id}",
  ],
  [
    "an update that requires a permission",
    { "PUT /beds/{id}": said("Requires the permission beds.write."), "DELETE /beds/{id}": {} },
    "DELETE /beds/{id}",
  ],
  [
    "a read that erfordert eine Rolle",
    { "GET /berichte/{id}": said("Erfordert die Rolle Prüfung."), "DELETE /berichte/{id}": {} },
    "DELETE /berichte/{id}",
  ],
  [
    "a read that exige un rôle",
    { "GET /rapports/{id}": said("Exige le rôle auditeur."), "PUT /rapports/{id}": {} },
    "PUT /rapports/{id}",
  ],
  [
    "a read that requiere un rol",
    { "GET /informes/{id}": said("Requiere el rol auditor."), "DELETE /informes/{id}": {} },
    "DELETE /informes/{id}",
  ],
  [
    "a read that exige o papel",
    { "GET /relatorios/{id}": said("Exige o papel de auditor."), "DELETE /relatorios/{id}": {} },
    "DELETE /relatorios/{id}",
  ],
  // nothing that is milder, or nothing that is demanded
  [
    "a deletion that requires a role",
    { "DELETE /reports/{id}": said("Requires the role auditor."), "PUT /reports/{id}": {} },
    "",
  ],
  [
    "a read that returns a role",
    { "GET /players/{id}": said("Returns the role of the player."), "DELETE /players/{id}": {} },
    "",
  ],
  ["a read that requires no role", { "GET /reports/{id}": said("Requires no role."), "DELETE /reports/{id}": {} }, ""],
  [
    "a read of something else",
    { "GET /notes/{id}": said("Requires the role auditor."), "DELETE /reports/{id}": {} },
    "",
  ],
  [
    "a read, where the deletion is refused to some",
    {
      "GET /reports/{id}": said("Requires the role auditor."),
      "DELETE /reports/{id}": { responses: { 403: said("Forbidden") } },
    },
    "",
  ],
  [
    "a read, where the deletion is refused for its token",
    {
      "GET /reports/{id}": said("Requires the role auditor."),
      "DELETE /reports/{id}": { responses: { 403: said("Invalid token passed") } },
    },
    "DELETE /reports/{id}",
  ],
])("beside %s a graver change without one is named", async (_, operations, spots) => {
  expect(spotsOf(await faultsIn(bflaInconsistentAuthorization, operations))).toBe(spots);
});

const PASSWORD = { requestBody: takes({ name: TEXT, password: TEXT }) };
const ROLE = said("This call requires the role ORG_WRITE.");
const GROUPS: Operations = { "GET /groups": ROLE, "POST /groups": ROLE, "DELETE /groups/{id}": ROLE };

test.each<[string, Operations, string]>([
  ["everyone's", { ...GROUPS, "PUT /users/{id}": PASSWORD }, "PUT /users/{id}"],
  [
    "everyone's, with accounts that are ended",
    { ...GROUPS, "PUT /users/{id}": PASSWORD, "DELETE /users/{id}": {} },
    "DELETE /users/{id}, PUT /users/{id}",
  ],
  ["employees'", { ...GROUPS, "POST /employees/{id}/password": PASSWORD }, "POST /employees/{id}/password"],
  [
    "patients', by a reset",
    { ...GROUPS, "POST /patients/{id}/reset-password": {} },
    "POST /patients/{id}/reset-password",
  ],
  ["everyone's, for a role", { ...GROUPS, "PUT /users/{id}": { ...PASSWORD, ...ROLE } }, ""],
  ["the caller's own", { ...GROUPS, "PUT /users/me": PASSWORD }, ""],
  ["nobody's", { ...GROUPS, "PUT /users/{id}": { requestBody: takes({ name: TEXT }) } }, ""],
  [
    "everyone's, where one group is open to all",
    { ...GROUPS, "GET /groups/{id}": {}, "PUT /users/{id}": PASSWORD },
    "",
  ],
])("where each operation on groups requires a role, what sets passwords: %s", async (_, operations, spots) => {
  const faults = await faultsIn(bflaInconsistentAuthorization, operations);
  expect(spotsOf(faults.filter(({ cause }) => cause === "passwords of others"))).toBe(spots);
});

test.each<[Record<string, object>, string[]]>([
  [{}, []],
  [{ 403: said("Invalid token passed") }, []],
  [{ 403: said("Forbidden") }, ["others are refused (403), although no text says who may call"]],
])("a password that is set for others, refused with %j", async (responses, mitigations) => {
  const operations = { ...GROUPS, "PUT /users/{id}": { ...PASSWORD, responses } };
  const [fault] = await faultsIn(bflaInconsistentAuthorization, operations);
  expect(fault?.mitigations).toEqual(mitigations);
});

test.each<[string, object, boolean]>([
  ["PUT /users/{id}", { password: TEXT }, true],
  ["PATCH /benutzer/{id}", { passwort: TEXT }, true],
  ["PUT /utilisateurs/{id}/mot-de-passe", { motDePasse: TEXT }, true],
  ["POST /usuarios/{id}/contrasena", { contrasena: TEXT }, true],
  ["PUT /usuarios/{id}", { senha: TEXT }, true],
  ["POST /set-password", { userId: TEXT, password: TEXT }, true],
  ["POST /set-password", { username: TEXT, password: TEXT }, false],
  ["PUT /users/{id}/password", { oldPassword: TEXT, newPassword: TEXT }, false],
  ["PUT /users/{id}/email", { email: TEXT, password: TEXT }, false],
  ["PUT /users/{id}/email", { email: TEXT, newPassword: TEXT }, true],
  ["PUT /databases/{id}", { password: TEXT }, false],
  ["PUT /me", { password: TEXT }, false],
  ["POST /users", { password: TEXT }, false],
])("whether %s with %j sets the password of somebody else: %s", async (id, sent, isSet) => {
  const { operations } = await apiOf({ [id]: { requestBody: takes(sent), responses: returns({}) } });
  expect(setsPasswordOfOther(operations[0]!)).toBe(isSet);
});
