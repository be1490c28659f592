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

/** The same, of which the list can be asked for by an account. */
const filtered = (name: string, more: object, required = false): Operations => {
  const operations = managed(AUTHORISED, more);
  const parameters = [{ name, in: "query", required, schema: TEXT }];
  return { ...operations, "GET /rules": { ...operations["GET /rules"], parameters } };
};

/** The rules of {@link RULES}, with more that the list says or asks for. */
const listed = (more: object): Operations => ({ ...RULES, "GET /rules": { responses: LIST, ...more } });
/** The same, with one more field of each. */
const holding = (name: string): Operations => {
  const object = { type: "object", properties: { ...OBJECT.properties, [name]: TEXT } };
  return {
    ...RULES,
    "GET /rules": { responses: returns({ type: "array", items: object }) },
    "POST /rules": { requestBody: takes({}, object) },
  };
};
/** The same at another path. */
const at = (path: string): Operations => ({
  "GET /me": SELF,
  [`GET ${path}`]: { responses: LIST },
  [`POST ${path}`]: RULES["POST /rules"]!,
});
/** The same, of callers whom another answer describes. */
const calledBy = (properties: object): Operations => ({ ...RULES, "GET /me": { responses: returns({ properties }) } });
const ACCOUNT = { type: "object", properties: { id: TEXT } };
const LIMITED = { type: "object", properties: { id: TEXT, capabilities: { type: "array", items: TEXT } } };
const accounts = (summary: string): Operations => ({
  ...RULES,
  "GET /accounts": { summary, responses: returns({ type: "array", items: ACCOUNT }) },
});
const asking = (name: string): object => ({ parameters: [{ name, in: "query", schema: TEXT }] });

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
  ["of the account, by its name", listed({ summary: "List the rules of the account" }), 1],
  ["of callers who are an organisation", calledBy({ organization: ACCOUNT, api_key: TEXT }), 1],
  ["below a path that names an account", at("/accounts/{accountId}/rules"), 0],
  ["below a path that names one otherwise", at("/merchants/{id}/rules"), 0],
  ["of the account that a query names", listed(asking("accountId")), 0],
  ["of the merchant that a query names", listed(asking("merchantRef")), 0],
  ["of the shop that a query names", listed(asking("shop")), 0],
  ["beside a page number", listed(asking("page")), 1],
  ["of who can list accounts", accounts("List all accounts"), 0],
  ["of who can list their own accounts", accounts("The authorized account and what it manages"), 1],
  ["that of the platform", listed({ summary: "List the rules of the platform, newest first" }), 0],
  ["that of the system, in French", listed({ summary: "Liste les règles du système" }), 0],
  ["that of the tenants", listed({ summary: "List rules of the tenants" }), 0],
  ["that of the tenants, in German", listed({ summary: "Listet Regeln der Mandanten" }), 0],
  ["that of several merchants", listed({ summary: "List rules of several merchants" }), 0],
  [
    "that of a tenant's rules, each by its identifier, of a list of all",
    {
      ...RULES,
      "GET /rules": { summary: "List rules of the tenants" },
      "GET /rules/{ruleId}": { responses: returns(OBJECT) },
      "PATCH /rules/{ruleId}": { requestBody: takes({}, OBJECT) },
    },
    0,
  ],
  ["beside the key of a cloud", holding("awsSecretAccessKey"), 0],
  ["beside the identifier of such a key", holding("accessKeyId"), 0],
  ["beside the token of a source host", holding("githubToken"), 0],
  ["of callers whose device has a token", calledBy({ account: ACCOUNT, pushToken: TEXT }), 0],
  ["of callers who have a favourite account", calledBy({ favouriteAccount: ACCOUNT, token: TEXT }), 0],
  ["of callers who are a user of the account", calledBy({ account: ACCOUNT, token: TEXT, user: ACCOUNT }), 0],
  [
    "of callers whose token lists what it may do, and who made it",
    calledBy({ account: ACCOUNT, token: LIMITED, user: ACCOUNT }),
    1,
  ],
  [
    "of callers whose token lists what it may do, and who have a role",
    calledBy({ account: ACCOUNT, token: LIMITED, user: ACCOUNT, role: TEXT }),
    0,
  ],
  ["of a member of the account", calledBy({ account: ACCOUNT, token: LIMITED, member: ACCOUNT }), 0],
  ["of managed accounts, by a filter", filtered("managing_account", { managing_account: TEXT }), 1],
  ["of an account that must be named", filtered("managing_account", { managing_account: TEXT }, true), 0],
  ["of another account than the object names", filtered("reseller_account", { managing_account: TEXT }), 0],
  ["of a merchant whom a filter names", filtered("merchant", { managing_account: TEXT, merchant: TEXT }), 0],
  ["of callers who have a role", calledBy({ account: ACCOUNT, token: TEXT, role: TEXT }), 0],
  [
    "of callers whose token is a member's",
    calledBy({ account: ACCOUNT, token: { properties: { memberId: TEXT } } }),
    0,
  ],
  ["of a door", at("/doors"), 0],
  ["of what stands in a home", holding("apartment"), 0],
  ["of an alarm, in Spanish", at("/alarmas"), 0],
  ["of a mailbox", at("/mailboxes"), 0],
  ["beside that of a mailbox", holding("imapPassword"), 0],
  ["beside that of a root account", holding("rootPassword"), 0],
  ["beside that of an administrator", holding("adminPassword"), 0],
])("a password, %s", async (_what, operations, expected) => {
  expect(await steps(operations)).toBe(expected);
});
