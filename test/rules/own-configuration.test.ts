import { expect, test } from "vitest";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* What an account has configured comes back to it: one case that is milder, and one counter-case for each fact that it stands on. */

const TEXT = { type: "string" };
const OBJECT = { type: "object", properties: { id: TEXT, url: TEXT, password: TEXT } };
const LIST = returns({ type: "array", items: OBJECT });
const SELF = {
  responses: returns({
    properties: {
      account: { type: "object", properties: { id: TEXT, name: TEXT } },
      token: { type: "object", properties: { id: TEXT, capabilities: { type: "array", items: TEXT } } },
    },
  }),
};
const RULES: Operations = {
  "GET /rules": { responses: LIST },
  "POST /rules": { requestBody: takes({}, OBJECT) },
  "GET /me": SELF,
};

const without = (name: string): Operations =>
  Object.fromEntries(Object.entries(RULES).filter(([operation]) => operation !== name));

const AUTHORISED =
  "Retrieve all accounts that the currently authorized account is managing, and the current account itself";
const managed = (description: string, more: object): Operations => {
  const object = { type: "object", properties: { ...OBJECT.properties, ...more } };
  return {
    "GET /accounts": { description, responses: returns({ type: "array", items: { properties: { id: TEXT } } }) },
    "GET /rules": { responses: returns({ type: "array", items: object }) },
    "POST /rules": { requestBody: takes({}, object) },
  };
};

const steps = async (operations: Operations): Promise<number | undefined> =>
  (await faultsIn(credentialInResponse, operations)).map(({ mitigations = [] }) => mitigations.length)[0];

test.each<[string, Operations, number]>([
  ["what the account itself configured", RULES, 1],
  ["what nobody is known to set", without("POST /rules"), 0],
  ["of callers who are not said to be an account", without("GET /me"), 0],
  [
    "of callers who are only some user",
    { ...RULES, "GET /me": { responses: returns({ properties: { email: TEXT } }) } },
    0,
  ],
  [
    "what another credential sets",
    { ...RULES, "POST /rules": { ...RULES["POST /rules"], security: [{ other: [] }] } },
    0,
  ],
  [
    "that of all accounts",
    { ...RULES, "GET /rules": { summary: "List the rules of all accounts", responses: LIST } },
    0,
  ],
  [
    "that of all accounts, in German",
    { ...RULES, "GET /rules": { summary: "Listet die Regeln aller Konten", responses: LIST } },
    0,
  ],
  [
    "that of other tenants",
    { ...RULES, "GET /rules": { description: "Lists rules, also of other registered tenants.", responses: LIST } },
    0,
  ],
  [
    "what administrators read",
    { ...without("GET /rules"), "GET /admin/rules": { responses: LIST }, "POST /admin/rules": RULES["POST /rules"]! },
    0,
  ],
  [
    "that of people",
    { "GET /me": SELF, "GET /sub-users": { responses: LIST }, "POST /sub-users": RULES["POST /rules"]! },
    0,
  ],
  [
    "that of an account",
    { "GET /me": SELF, "GET /accounts": { responses: LIST }, "POST /accounts": RULES["POST /rules"]! },
    0,
  ],
  [
    "beside an e-mail address",
    {
      ...RULES,
      "GET /rules": { responses: returns({ type: "array", items: { properties: { email: TEXT, password: TEXT } } }) },
    },
    0,
  ],
  ["open to anybody", { ...RULES, "GET /rules": { security: [], responses: LIST } }, 0],
  ["of the account that the object names", managed(AUTHORISED, { managing_account: TEXT }), 1],
  ["of no account that the object names", managed(AUTHORISED, {}), 0],
  ["of accounts in general", managed("Retrieve all accounts", { managing_account: TEXT }), 0],
])("a password, %s", async (_what, operations, expected) => {
  expect(await steps(operations)).toBe(expected);
});
