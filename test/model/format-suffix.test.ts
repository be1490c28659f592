import { expect, test } from "vitest";
import { withoutFormat } from "../../src/model/format-suffix.ts";
import { testsOf } from "../operations/tests-of.ts";

test.each([
  ["/documents/{id}.{format}", "/documents/{id}"],
  ["/documents/{id}.{content_type}", "/documents/{id}"],
  ["/documents.{ext}", "/documents"],
  ["/documents/{id}{._format}", "/documents/{id}"],
  ["/documents{.format}", "/documents"],
  ["/documents/{id}", "/documents/{id}"],
  ["/documents/{format}", "/documents/{format}"],
  ["/documents/{name}.{version}", "/documents/{name}.{version}"],
  ["/documents/{id}.json", "/documents/{id}.json"],
  ["/{format}", "/{format}"],
])("%s is about %s", (path, about) => {
  expect(withoutFormat(path)).toBe(about);
});

test("what a path names is tested, in whichever form it comes back, and is called as it is written", async () => {
  const order = `responses: { "200": { description: OK, content: { application/json: { schema: { properties: { total: { type: number }, email: { type: string } } } } } } }`;
  const tests = await testsOf(
    { "GET /orders/{id}.{format}": order, "DELETE /orders/{id}.{format}": "", "GET /orders.{format}": order },
    "accounts",
  );
  expect(tests.get("GET /orders/{id}.{format}")?.ask).toContain("read B's order");
  expect(tests.get("DELETE /orders/{id}.{format}")?.ask).toContain("delete B's order");
});
