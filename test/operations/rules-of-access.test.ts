import { expect, test } from "vitest";
import { anonymousHarm } from "../../src/operations/anonymous-harm.ts";
import { harmsOf } from "../../src/operations/great-harm.ts";
import { apiOf, takes, type Operations } from "../rules/faults-in.ts";

const TEXT = { type: "string" };
const POLICY = { requestBody: { content: { "text/plain": { schema: TEXT } } } };
const group = (...values: readonly string[]): object => ({ group: { type: "string", enum: values } });
const ACCOUNT = { accountNumber: TEXT, routingNumber: TEXT };

/** What the first operation does, for anybody and in wrong hands. */
const doneBy = async (operations: Operations): Promise<string> => {
  const api = await apiOf(operations);
  const [operation] = api.operations;
  return `${anonymousHarm(operation!)}, ${[...harmsOf(api, [operation!]).keys()].join()}`;
};

const RULES = "rights, decide who may do what";
const PAYOUTS = "payouts, decide where money is paid out";
const NOTHING = "lasting, ";

test.each<[string, Operations, string]>([
  ["a policy that is a program", { "PUT /policies/{id}": POLICY }, RULES],
  ["one in German", { "PUT /richtlinien/{id}": POLICY }, RULES],
  ["a list of who is let in", { "PUT /buckets/{id}/acl": {} }, RULES],
  [
    "the battery of a car is charged",
    { "POST /vehicles/{id}/charge": { requestBody: takes({ action: { enum: ["START", "STOP"] } }) } },
    "lasting, start and stop machines",
  ],
  ["a card is charged", { "POST /cards/{id}/charge": { requestBody: takes({ amount: TEXT }) } }, "lasting, move money"],
  ["a key is renewed", { "POST /keys/{id}/rotate": {} }, "lasting, replace credentials"],
  [
    "a password is replaced",
    { "PATCH /password": { requestBody: takes({ password: TEXT }) } },
    "lasting, replace credentials",
  ],
  [
    "a password is replaced by who gives the old one",
    { "PATCH /password": { requestBody: takes({ currentPassword: TEXT, newPassword: TEXT }) } },
    NOTHING,
  ],
  ["access policies", { "POST /access-policies": {} }, RULES],
  ["in German", { "POST /zugriffsrichtlinien": {} }, RULES],
  ["in French", { "PUT /politique-d-acces": {} }, RULES],
  ["in Spanish", { "PUT /politica-de-acceso": {} }, RULES],
  ["in Portuguese", { "PUT /politica-de-acesso": {} }, RULES],
  [
    "the policy of an insurance",
    { "PUT /policies/{id}": { requestBody: takes({ holder: TEXT, premium: TEXT }) } },
    NOTHING,
  ],
  [
    "an administrator by a choice",
    { "PATCH /maps/{id}/members/{userId}": { requestBody: takes(group("admin", "editor")) } },
    RULES,
  ],
  [
    "an administrator by a flag",
    { "POST /invites": { requestBody: takes({ email: TEXT, is_admin: { type: "boolean" } }) } },
    RULES,
  ],
  [
    "a choice of nobody's",
    { "PATCH /maps/{id}/members/{userId}": { requestBody: takes(group("red", "blue")) } },
    NOTHING,
  ],
  ["somebody's invitation", { "PATCH /invitations/{id}": { summary: "Accept an invitation." } }, RULES],
  ["one's own invitation", { "POST /invitations/{token}/accept": {} }, NOTHING],
  [
    "wages",
    { "PATCH /employees/{id}": { requestBody: takes({ directDeposit: { type: "object", properties: ACCOUNT } }) } },
    PAYOUTS,
  ],
  ["in German", { "PATCH /mitarbeiter/{id}": { requestBody: takes({ gehaltskonto: TEXT }) } }, PAYOUTS],
  ["in French", { "PUT /salaries/{id}": { requestBody: takes({ compteBancaire: TEXT }) } }, PAYOUTS],
  ["in Spanish", { "PUT /empleados/{id}": { requestBody: takes({ cuentaBancaria: TEXT }) } }, PAYOUTS],
  ["in Portuguese", { "PUT /funcionarios/{id}": { requestBody: takes({ contaSalario: TEXT }) } }, PAYOUTS],
  ["one's own account", { "PATCH /me": { requestBody: takes({ bankAccount: TEXT }) } }, NOTHING],
  ["a form that names one", { "POST /orders": { requestBody: takes({ bankAccount: TEXT }) } }, NOTHING],
])("a change of %s", async (_name, operations, does) => {
  expect(await doneBy(operations)).toBe(does);
});

test.each<[string, Operations, string]>([
  ["the whole service, which it stops", { "POST /admin/shutdown": {} }, "service, "],
  ["in German", { "POST /verwaltung/herunterfahren": {} }, "service, "],
  ["in Spanish", { "POST /admin/apagar": {} }, "service, "],
  ["in Portuguese", { "POST /admin/desligar": {} }, "service, "],
  ["its settings, as said", { "POST /admin/settings": { summary: "Update global settings" } }, "service, "],
  ["in French", { "PUT /configuration": { summary: "Modifie la configuration globale du serveur" } }, "service, "],
  ["settings of nobody in particular", { "POST /settings": { summary: "Update settings" } }, "lasting, "],
  ["the settings of a profile", { "PUT /profile/settings": { summary: "Update global settings" } }, "lasting, "],
  ["who works on a map", { "DELETE /maps/{id}/collaborators/{userId}": {} }, RULES],
  ["in French", { "DELETE /cartes/{id}/collaborateurs/{personne}": {} }, RULES],
  ["a key of somebody", { "DELETE /api-keys/{id}": {} }, RULES],
  ["in German", { "DELETE /zugriffsschluessel/{id}": {} }, RULES],
  ["in Spanish", { "DELETE /claves-de-acceso/{id}": {} }, RULES],
  ["in Portuguese", { "DELETE /chaves-de-acesso/{id}": {} }, RULES],
  ["a key of a map", { "DELETE /maps/{id}/legend-keys/{key}": {} }, "lasting, "],
])("a change reaches %s", async (_name, operations, expected) => {
  expect(await doneBy(operations)).toBe(expected);
});
