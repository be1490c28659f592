import { expect, test } from "vitest";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* A secret weighs what it opens to whoever reads it: pairs that differ in one fact. */

const TEXT = { type: "string" };
const said = (description: string): object => ({ ...TEXT, description });
const OPEN = { security: [] };

const steps = async (operations: Operations, more: object = {}): Promise<readonly number[]> =>
  (await faultsIn(credentialInResponse, operations, more)).map(({ mitigations = [] }) => mitigations.length);

const ACCEPTED = "A token that confirms that the user has accepted the current charges";
const ride = (name: string, description: string, more: object = {}): Operations => ({
  "GET /cost": { responses: returns({ properties: { price: { type: "number" }, [name]: said(description) } }) },
  "POST /rides": { requestBody: takes({ from: TEXT, [name]: said(description) }), ...more },
});

test.each<[string, Operations, readonly number[]]>([
  ["a receipt that is sent back", ride("cost_token", ACCEPTED), []],
  ["a receipt, in Spanish", ride("token_de_coste", "Token que confirma que el usuario ha aceptado el precio"), []],
  ["a receipt, in German", ride("preisToken", "Token, mit dem der Preis akzeptiert wird"), []],
  [
    "one without a text that a quote gives",
    { ...ride("cost_token", ACCEPTED), "GET /cost": { responses: returns({ properties: { cost_token: TEXT } }) } },
    [],
  ],
  [
    "one without a text that another call gives",
    { ...ride("cost_token", ACCEPTED), "GET /places": { responses: returns({ properties: { cost_token: TEXT } }) } },
    [0],
  ],
  ["one of a customer", ride("customer_token", ACCEPTED), [0]],
  ["one that nothing takes", { "GET /cost": ride("cost_token", ACCEPTED)["GET /cost"]! }, [1]],
  ["one that only an open call takes", ride("cost_token", ACCEPTED, OPEN), [1]],
  ["one named after a session", ride("access_token", ACCEPTED), [1]],
  ["one that says who somebody is", ride("cost_token", "Confirms the identity and that the fee is accepted"), [1]],
  ["one that tells of no sum", ride("cost_token", "A token for this ride"), [1]],
])("%s", async (_what, operations, expected) => {
  expect(await steps(operations)).toEqual(expected);
});

test.each<[string, Operations, number | undefined]>([
  ["the key of a stream", { "GET /streams/{id}": { responses: returns({ properties: { streamKey: TEXT } }) } }, 1],
  [
    "the key of a stream that anybody may read",
    { "GET /streams/{id}": { ...OPEN, responses: returns({ properties: { streamKey: TEXT } }) } },
    0,
  ],
  [
    "the key of another service",
    { "GET /integrations/{id}": { responses: returns({ properties: { githubToken: TEXT } }) } },
    0,
  ],
  ["a password beside it", { "GET /streams/{id}": { responses: returns({ properties: { password: TEXT } }) } }, 0],
  [
    "keys of the API",
    { "GET /apikeys": { responses: returns({ type: "array", items: { properties: { apiKey: TEXT } } }) } },
    0,
  ],
  [
    "what opens somebody's account",
    { "GET /streams/{id}": { responses: returns({ properties: { resetToken: TEXT } }) } },
    0,
  ],
  ["a token of the API", { "GET /servers/{id}": { responses: returns({ properties: { apiToken: TEXT } }) } }, 0],
  ["that of the account itself", { "GET /server": { responses: returns({ properties: { apiToken: TEXT } }) } }, 1],
  [
    "somebody else's",
    { "GET /users/{id}": { responses: returns({ properties: { email: TEXT, accessToken: TEXT } }) } },
    0,
  ],
])("%s", async (_what, operations, expected) => {
  const [found] = await steps(operations);
  expect(found).toBe(expected);
});

test.each<[string, number]>([
  ["Get the sessions of the currently logged in user", 1],
  ["Get the sessions of all users", 0],
])("one entry of a list, of which a text says: %s", async (summary, expected) => {
  const [found] = await steps({
    "GET /account/sessions": { summary, responses: returns({ type: "array", items: { properties: { id: TEXT } } }) },
    "GET /account/sessions/{id}": { responses: returns({ properties: { id: TEXT, accessToken: TEXT } }) },
    "GET /accounts/{id}": { responses: returns({ properties: { email: TEXT } }) },
    "GET /me": { responses: returns({ properties: { email: TEXT } }) },
  });
  expect(found).toBe(expected);
});

const container = (sent: boolean): Operations => ({
  "GET /subusers/{id}": { responses: returns({ $ref: "#/components/schemas/SubUser" }) },
  ...(sent ? { "POST /subusers": { requestBody: takes({}, { $ref: "#/components/schemas/SubUser" }) } } : {}),
});
const schemas = (name: string): object => ({
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
    schemas: { SubUser: { type: "object", properties: { name: TEXT, [name]: TEXT } } },
  },
});

test.each<[string, boolean, number]>([
  ["newPassword", true, 1],
  ["neuesPasswort", true, 1],
  ["newPassword", false, 0],
  ["password", true, 0],
])("%s that requests have too (%s) is %i steps milder", async (name, sent, expected) => {
  const [found] = await steps(container(sent), schemas(name));
  expect(found).toBe(expected);
});
