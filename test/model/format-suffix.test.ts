import { expect, test } from "vitest";
import { withoutFormat, withoutFormats } from "../../src/model/format-suffix.ts";
import { lastingId } from "../../src/review/fingerprint.ts";
import { apiOfPart } from "../rules/description-of.ts";
import { testsOf } from "../operations/tests-of.ts";

test.each([
  ["/documents/{id}.{format}", "/documents/{id}"],
  ["/documents/{id}.{content_type}", "/documents/{id}"],
  ["/documents.{ext}", "/documents"],
  ["/documents/{id}{._format}", "/documents/{id}"],
  ["/documents{.format}", "/documents"],
  ["/updates/{id}/destroy{mediaTypeExtension}", "/updates/{id}/destroy"],
  ["/user{file_extension}", "/user"],
  ["/documents.{response_format}", "/documents"],
  ["/documents/{id}.{output-format}", "/documents/{id}"],
  ["/documents/{id}{_format}", "/documents/{id}"],
  ["/devices/x{platform}", "/devices/x{platform}"],
  ["/a/x{information}", "/a/x{information}"],
  ["/documents{.invoiceId}", "/documents{.invoiceId}"],
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

test("no two paths of a description come to be the same", () => {
  const aboutOf = withoutFormats(["/a/{id}", "/a/{id}.{format}", "/b/{id}.{format}"]);
  expect(["/a/{id}", "/a/{id}.{format}", "/b/{id}.{format}"].map(aboutOf)).toEqual([
    "/a/{id}",
    "/a/{id}.{format}",
    "/b/{id}",
  ]);
});

test("an operation is known by its path as it is written", async () => {
  const api = await apiOfPart(
    "openapi: 3.1.0\npaths: { '/a/{id}.{format}': { get: { responses: { '200': { description: ok } } } } }\n",
  );
  expect(api.operations.map((one) => [one.path, one.id, lastingId(one)])).toEqual([
    ["/a/{id}", "GET /a/{id}.{format}", "GET /a/{1}.{2}"],
  ]);
});
