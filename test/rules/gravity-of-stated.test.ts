import { expect, test } from "vitest";
import { longLivedToken } from "../../src/rules/authentication/long-lived-token.ts";
import { bolaInconsistentAuthorization } from "../../src/rules/authorization/bola-inconsistent-authorization.ts";
import { businessFlowAbuse } from "../../src/rules/flows/business-flow-abuse.ts";
import { gravityOfStated } from "../../src/operations/gravity.ts";
import { apiOf, faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* What a text states is judged by who calls and what they gain, in one table. */

const TEXT = { type: "string" };
const OWN: Operations = { "GET /me": {} };
const SIGN_UP: Operations = {
  "POST /register": { security: [], requestBody: takes({ email: TEXT, password: TEXT }) },
};

/** How many steps graver the worst fault is than its kind. */
async function stepsOf(
  rule: Parameters<typeof faultsIn>[0],
  operations: Operations,
  more?: object,
): Promise<number | undefined> {
  const faults = await faultsIn(rule, operations, more);
  const steps = faults.map(({ aggravations = [], mitigations = [] }) => aggravations.length - mitigations.length);
  return steps.length === 0 ? undefined : Math.max(...steps);
}

test.each([
  ["POST /transfers", "The amount is transferred without further approval."],
  ["POST /transfers", "Der Betrag wird ohne weitere Prüfung überwiesen."],
  ["POST /transfers", "Le virement est exécuté sans autre contrôle."],
  ["POST /transfers", "El abono se emite sin revisión."],
  ["POST /transfers", "O repasse é executado sem conferência."],
])("%s, %s: no milder where people call", async (id, description) => {
  const call: Operations = { [id]: { description, requestBody: takes({ amount: { type: "number", minimum: 1 } }) } };
  expect(await stepsOf(businessFlowAbuse, call, { security: [{ certificate: [] }] })).toBe(-1);
  expect(await stepsOf(businessFlowAbuse, { ...OWN, ...call }, { security: [{ certificate: [] }] })).toBe(-1);
  expect(await stepsOf(businessFlowAbuse, { ...OWN, ...call })).toBe(0);
  expect(await stepsOf(businessFlowAbuse, { ...SIGN_UP, ...call })).toBe(0);
});

test.each([
  ["POST /transfers", { amount: { type: "number" }, to: TEXT }, true],
  ["POST /ueberweisungen", { betrag: { type: "number" }, an: TEXT }, true],
  ["POST /virements", { montant: { type: "number" }, vers: TEXT }, true],
  ["POST /transferencias", { importe: { type: "number" }, destino: TEXT }, true],
  ["POST /users/{id}/roles", { role: TEXT }, true],
  ["PUT /users/{id}/password", { password: TEXT }, true],
  ["POST /vehicles/{id}/unlock", {}, true],
  ["POST /notes", { text: TEXT }, false],
  ["PATCH /profiles/{id}", { nickname: TEXT }, false],
  ["POST /avis", { texte: TEXT }, false],
])("what a text states of %s, which takes %j: by who calls, and whether it is grave: %s", async (id, body, isGrave) => {
  const call: Operations = { [id]: { requestBody: takes(body) } };
  const steps = async (operations: Operations, more?: object): Promise<number> => {
    const api = await apiOf({ ...operations, ...call }, more);
    const { aggravations, mitigations } = gravityOfStated(
      api,
      api.operations.filter((one) => one.id === id),
    );
    return aggravations.length - mitigations.length;
  };
  expect(await steps(OWN, { security: [{ certificate: [] }] })).toBe(-1);
  expect(await steps({})).toBe(-1);
  // A token of an account, which its programs hold.
  const tenant = { parameters: [{ name: "tenant_id", in: "query", schema: TEXT }] };
  const ofAccount: Operations = { "GET /notes": tenant, "GET /files": tenant, "GET /tasks": tenant };
  expect(await steps({ ...OWN, ...ofAccount })).toBe(-1);
  expect(await steps(OWN)).toBe(1);
  expect(await steps(SIGN_UP)).toBe(isGrave ? 2 : 1);
});

test("operations of administrators are judged by none of it", async () => {
  const api = await apiOf({
    ...SIGN_UP,
    "POST /admin/transfers": { requestBody: takes({ amount: { type: "number" } }) },
  });
  const { aggravations, mitigations } = gravityOfStated(
    api,
    api.operations.filter(({ path }) => path.startsWith("/admin")),
  );
  expect([aggravations.length, mitigations.length]).toEqual([0, 1]);
});

test("who ends what is their own, and proves who they are, is held back by nothing else", async () => {
  const description = "Takes effect without further approval.";
  const closing = (fields: object): Operations => ({
    "POST /me/closure": { description, requestBody: takes({ reason: TEXT, ...fields }) },
  });
  expect(await stepsOf(businessFlowAbuse, closing({}))).toBe(0);
  expect(await stepsOf(businessFlowAbuse, closing({ password: TEXT }))).toBeUndefined();
});

test("access that outlives its end is graver where people call", async () => {
  const ended: Operations = {
    "POST /contracts/{id}/end": { description: "Keys that were already issued stay valid for up to 30 days." },
  };
  expect(await stepsOf(longLivedToken, ended)).toBe(0);
  expect(await stepsOf(longLivedToken, { ...OWN, ...ended })).toBe(1);
});

test("what only other operations say of whose objects are meant is graver where people call", async () => {
  const PERSON = { type: "object", properties: { email: TEXT, birthday: { type: "string", format: "date" } } };
  const own: Operations = Object.fromEntries(
    ["GET /letters/{id}", "GET /orders/{id}", "PUT /orders/{id}"].map((id) => [
      id,
      { description: "Only the caller's own.", requestBody: takes({ email: TEXT }), responses: returns(PERSON) },
    ]),
  );
  const silent: Operations = { "GET /bills/{id}": { description: "A bill.", responses: returns(PERSON) } };
  expect(await stepsOf(bolaInconsistentAuthorization, { ...own, ...silent })).toBe(-1);
  expect(await stepsOf(bolaInconsistentAuthorization, { ...OWN, ...own, ...silent })).toBe(0);
});
