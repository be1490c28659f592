import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { reviewOf } from "../gate/judged.ts";

/*
 * What milder readings must not let pass: descriptions that a hostile reader wrote against them (test/review/held). Each is held,
 * and the operations that hold it are named by the rule that says why.
 */

test.each<[string, string, readonly string[]]>([
  // `key` alone in each body is that of a record.
  ["a9", "insufficient-evidence", []],
  // A key in the host is a public name of the customer.
  ["a8", "insufficient-evidence", []],
  // "The customer is locked" refuses nobody for a missing credential.
  ["a10", "reject", ["unauthenticated-write PUT /customers/{id}"]],
  ["a4", "insufficient-evidence", []],
  ["a3", "insufficient-evidence", []],
  ["a12", "insufficient-evidence", []],
  [
    "c1",
    "reject",
    [
      "credential-in-response GET /users/{userId}/wallet",
      "credential-in-response GET /merchants/{merchantId}",
      "credential-in-response GET /employees/{employeeId}",
      "credential-in-response GET /members/{memberId}",
      "credential-in-response GET /drivers/{driverId}",
    ],
  ],
  ["c3", "reject", ["credential-in-response GET /lookup"]],
  ["i6", "reject", ["brute-force-short-code POST /vaults/{vaultId}/unlock"]],
  ["w5", "reject", ["unauthenticated-write DELETE /accounts/{accountId}", "unauthenticated-write POST /transfers"]],
  ["y12", "reject", ["bfla-admin-operation DELETE /users/{userId}"]],
  ["z13", "reject", ["unauthenticated-write DELETE /accounts/{accountId}"]],
])("%s: %s", async (name, decision, grave) => {
  const text = readFileSync(`test/review/held/${name}.json`, "utf8");
  const { verdict, findings } = await reviewOf(new Map([["openapi.json", text]]), "openapi.json");
  expect(verdict.decision).toBe(decision);
  const found = findings
    .filter(({ severity }) => severity === "high" || severity === "critical")
    .flatMap(({ rule, operations }) => operations.map((operation) => `${rule} ${operation}`));
  expect(found).toEqual(expect.arrayContaining([...grave]));
});
