import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { reviewOf } from "../gate/judged.ts";

/*
 * What readings that make findings less severe must not let pass: descriptions that a hostile reader wrote against them (test/review/held). Each is held,
 * and the operations that hold it are named by the rule that says why.
 */

test.each<[string, string, readonly string[]]>([
  // `key` alone in each body is that of a record.
  ["record-key-in-bodies", "insufficient-evidence", []],
  // A key in the host is a public name of the customer.
  ["public-key-in-host", "insufficient-evidence", []],
  // "The customer is locked" refuses nobody for a missing credential.
  ["refusal-for-another-reason", "reject", ["unauthenticated-write PUT /customers/{id}"]],
  ["patients-as-free-objects", "insufficient-evidence", []],
  ["payslips-without-schemas", "insufficient-evidence", []],
  ["key-told-in-prose", "insufficient-evidence", []],
  [
    "private-keys-of-users",
    "reject",
    [
      "credential-in-response GET /users/{userId}/wallet",
      "credential-in-response GET /merchants/{merchantId}",
      "credential-in-response GET /employees/{employeeId}",
      "credential-in-response GET /members/{memberId}",
      "credential-in-response GET /drivers/{driverId}",
    ],
  ],
  ["names-that-end-alike", "reject", ["credential-in-response GET /lookup"]],
  ["locked-for-another-reason", "reject", ["brute-force-short-code POST /vaults/{vaultId}/unlock"]],
  [
    "open-deletion",
    "reject",
    ["unauthenticated-write DELETE /accounts/{accountId}", "unauthenticated-write POST /transfers"],
  ],
  ["administration-by-tag", "reject", ["bfla-admin-operation DELETE /users/{userId}"]],
  ["open-deletion-and-code", "reject", ["unauthenticated-write DELETE /accounts/{accountId}"]],
  ["password-of-an-account-in-the-query", "reject", ["credential-in-url GET /statements/export"]],
])("%s: %s", async (name, decision, grave) => {
  const { verdict, findings } = await reviewOfHeld(name);
  expect(verdict.decision).toBe(decision);
  const found = findings
    .filter(({ severity }) => severity === "high" || severity === "critical")
    .flatMap(({ rule, operations }) => operations.map((operation) => `${rule} ${operation}`));
  expect(found).toEqual(expect.arrayContaining([...grave]));
});

test("a list is nobody's own because details about the caller come with it", async () => {
  const { verdict } = await reviewOfHeld("list-with-details-of-the-caller");
  expect(verdict.reasons.some(({ text }) => text.includes("[user-list-read]"))).toBe(true);
});

async function reviewOfHeld(name: string) {
  const text = readFileSync(`test/review/held/${name}.json`, "utf8");
  return reviewOf(new Map([["openapi.json", text]]), "openapi.json");
}
