import { describe, expect, test } from "vitest";
import { rankedTestsOf, takes } from "./tests-of.ts";

const S = "{ type: string }";

/** What is said of a call of an account's key beside which the API reads accounts and orders. */
async function testOf(id: string, operation: string, callers: "users" | "accounts" = "accounts") {
  const tests = await rankedTestsOf({ "GET /accounts/{id}": "", "GET /orders/{id}": "", [id]: operation }, callers);
  return tests.find(({ test: { operation: of } }) => of === id);
}

describe("what is done to an account weighs by the action, whatever the fields are called", () => {
  test.each([
    ["POST /closeAccount", takes(`{ accountCode: ${S} }`), "B's account would be closed", "close an account"],
    ["POST /accounts/{id}/close", "", "B's account would be closed", "close an account"],
    ["POST /conta/{id}/encerrar", "", "B's conta would be closed", "close a conta"],
    ["POST /konten/{id}/schließen", "summary: Schließt ein Konto", "B's konten would be closed", "close a konten"],
    ["POST /accounts/{id}/suspend", "", "B's account would be stopped or taken over", "stop an account"],
    [
      "POST /unSuspendAccount",
      takes(`{ accountCode: ${S} }`),
      "B's account could act again",
      "let an account act again",
    ],
    ["POST /comptes/{id}/réactiver", "", "B's compte could act again", "let a compte act again"],
    ["PUT /accounts/{id}/status", takes(`{ status: ${S} }`), "another state", "decide what an account may do"],
    [
      "PATCH /accounts/{id}",
      takes(`{ bankAccountUUID: ${S} }`),
      "bankAccountUUID decides where money is paid out",
      "decide where money is paid out",
    ],
    [
      "PATCH /cuentas/{id}",
      takes(`{ id_cuenta_bancaria: ${S}, cuenta_bancaria_id: ${S} }`),
      "cuenta_bancaria_id decides where money is paid out",
      "decide where money is paid out",
    ],
  ])("%s", async (id, operation, lost, may) => {
    const found = (await testOf(id, operation))!;
    expect(found.test.why).toContain(lost);
    expect(found.test.why).toContain(`not everyone with a key may ${may}`);
    expect(found.stake).toBeDefined();
    expect([found.test, ...found.test.further].map(({ as }) => as)).toContain(
      "a user or key of account A with the fewest rights",
    );
  });
});

describe("and what looks like it does not", () => {
  test.each([
    ["a case is closed, and no account", "POST /orders/{id}/close", ""],
    ["an account is renamed", "PATCH /accounts/{id}", takes(`{ name: ${S} }`)],
    ["a document shows a bank account", "POST /documents", takes(`{ account_id: ${S}, bankAccountUUID: ${S} }`)],
    ["the kind of an account is chosen", "PATCH /accounts/{id}", takes("{ bank_account_code: { enum: [a, b] } }")],
  ])("%s", async (_name, id, operation) => {
    expect((await testOf(id, operation))?.test.why ?? "").not.toContain("not everyone with a key");
  });

  test("a user who closes an account by its ID is tested by whose it is", async () => {
    const found = (await testOf("POST /accounts/{id}/close", "", "users"))!;
    expect(found.test.why).toContain("B's account would be closed");
    expect(found.test.further).toEqual([]);
  });
});

describe("what is not for everybody with a key is tried by one with the fewest rights", () => {
  const STATUS = "{ enum: [requested, approved, declined] }";

  test.each<[string, string, string | undefined]>([
    ["PATCH /requests/{id}", takes(`{ status: ${STATUS} }`), `set "status" of A's own request to "approved"`],
    [
      "POST /requests",
      takes(`{ status: ${STATUS}, account_id: ${S} }`),
      `create a request with "status" set to "approved"`,
    ],
    ["PATCH /requests/{id}", takes("{ status: { enum: [open, planned] } }"), undefined],
    ["POST /requests/{id}/approve", takes(`{ status: ${STATUS} }`), undefined],
    ["PUT /recording-settings", takes(`{ storageUrl: ${S} }`), "change recording settings"],
    ["PUT /recording-settings", takes(`{ colour: ${S} }`), undefined],
  ])("%s %s", async (id, operation, ask) => {
    const found = await testOf(id, operation);
    const tried = [found?.test, ...(found?.test.further ?? [])].filter((one) => one?.as.includes("fewest rights"));
    expect(tried.map((one) => one!.ask)).toEqual(ask === undefined ? [] : [ask]);
  });
});
