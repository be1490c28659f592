import { expect, test } from "vitest";
import { evidenceOf } from "../../../src/data/values/value-evidence.ts";

test.each([
  ["jane.roe+x@mail.example.com", "email"],
  ["jane.roe at mail", undefined],
  ["write to jane@mail.test", undefined],
  ["+44 20 7946 0958", "phone"],
  ["+1.4155550100", "phone"],
  ["+45.4215", undefined],
  ["+175.697212", undefined],
  ["20 7946 0958", undefined],
  ["192.0.2.1", "ip"],
  ["1.2.3", undefined],
  ["GB82 WEST 1234 5698 7654 32", "iban"],
  ["GB82 WEST 1234 5698 7654 33", undefined],
  ["4111 1111 1111 1111", "card"],
  ["4111 1111 1111 1112", undefined],
  ["1234567812345670", undefined],
  ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "credential"],
  ["AKIAIOSFODNN7EXAMPLE", "credential"],
  ["AKIA", undefined],
  [42, undefined],
  [null, undefined],
])("%s shows %s", (value, evidence) => {
  expect(evidenceOf(value)).toBe(evidence);
});
