import { expect, test } from "vitest";
import { failureIn } from "../../../src/data/values/failure-text.ts";

test.each([
  ["java.lang.NullPointerException\n\tat com.acme.Orders.list(Orders.java:42)", "a stack trace"],
  [{ error: 'Traceback (most recent call last):\n  File "/app/main.py", line 3' }, "a stack trace"],
  ["TypeError: x\n    at list (/srv/app/orders.js:10:5)", "a stack trace"],
  ["SQLSTATE[42S22]: Column not found", "a database's own message"],
  [{ message: "ORA-00933: SQL command not properly ended" }, "a database's own message"],
  ["System.NullReferenceException: Object reference not set", "the exception of a library"],
  ["org.springframework.dao.DataIntegrityViolationException", "the exception of a library"],
  ["The order was not found", undefined],
  [{ code: "ORDER_NOT_FOUND", traceId: "4bf92f3577b34da6" }, undefined],
  ["Select one of the values from the list where it applies", undefined],
  [404, undefined],
  [null, undefined],
])("%j shows %s", (value, shown) => {
  expect(failureIn(value)).toBe(shown);
});

test("a hostile text takes no time", () => {
  const started = performance.now();
  for (const piece of ["at a.", "SELECT a ", "in C:\\a", '\\"', 'File "a', "#1 /a", "System.A"])
    failureIn(piece.repeat(5_000));
  expect(performance.now() - started).toBeLessThan(1_000);
});
