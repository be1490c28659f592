import { expect, test } from "vitest";
import { UserError } from "../../src/core/user-error.ts";
import { loadDocument } from "../../src/load/document.ts";
import { memoryFiles } from "./memory-files.ts";

async function said(text: string, file: string): Promise<readonly (string | undefined)[]> {
  try {
    const { format } = await loadDocument(file, memoryFiles({ [file]: text }));
    return [`${format.version} ${format.written}`, format.note];
  } catch (error) {
    if (error instanceof UserError) return [error.message, error.hint];
    throw error;
  }
}

const HTTP_ONLY = "Sallyport reads OpenAPI descriptions of HTTP APIs.";
const NEEDS_ROOT = 'An OpenAPI description has "openapi" or "swagger" at its root.';
const KNOWN = 'Sallyport reads swagger: "2.0" and openapi: 3.0.x, 3.1.x and 3.2.x.';
const NOTHING_SAYS =
  'Nothing in it says "openapi" or "swagger": name a file that holds an API description, or correct the text there.';
const POSTMAN_SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
const EXPORT = "Export the API as OpenAPI from Postman, and review that.";

// What it is, the file, its text, the message without the file's name, the hint.
// oxfmt-ignore
const REFUSALS: readonly (readonly [what: string, file: string, text: string, message: string, hint: string])[] = [
  ["a Postman collection", "a.json", `{"info": {"name": "A", "schema": "${POSTMAN_SCHEMA}"}, "item": []}`, " is a Postman collection, not an OpenAPI description", EXPORT],
  ["one with its id only", "a.json", '{"info": {"name": "A", "_postman_id": "1"}}', " is a Postman collection, not an OpenAPI description", EXPORT],
  ["one as the API of Postman wraps it", "a.json", `{"collection": {"info": {"name": "A", "schema": "${POSTMAN_SCHEMA}"}, "item": []}}`, " is a Postman collection, not an OpenAPI description", EXPORT],
  ["AsyncAPI", "a.yaml", "asyncapi: 3.0.0\ninfo: {title: A}\n", " is an AsyncAPI document, not an OpenAPI description", HTTP_ONLY],
  ["a GraphQL schema", "a.graphql", "type Query {\n  orders(first: Int): [Order!]!\n}\n", " is a GraphQL schema, not an OpenAPI description", HTTP_ONLY],
  ["one that begins with schema", "a.graphql", "schema {\n  query: Query\n}\n", " is a GraphQL schema, not an OpenAPI description", HTTP_ONLY],
  ["one with a description and comments", "a.graphql", '# orders\n\n"""The\norders"""\ntype Query { a: Int }\n', " is a GraphQL schema, not an OpenAPI description", HTTP_ONLY],
  ["one on a line", "a.graphql", "scalar Date", " is a GraphQL schema, not an OpenAPI description", HTTP_ONLY],
  ["GraphQL introspection", "a.json", '{"data": {"__schema": {"types": []}}}', " is a GraphQL schema, not an OpenAPI description", HTTP_ONLY],
  ["Swagger 1.2", "a.json", '{"swaggerVersion": "1.2", "apis": []}', " is a Swagger 1 document, not an OpenAPI description", "Convert it to OpenAPI 3 first."],
  ["Arazzo", "a.yaml", "arazzo: 1.0.0\nworkflows: []\n", " is an Arazzo document, not an OpenAPI description", "Name the OpenAPI description that it refers to."],
  ["an Overlay", "a.yaml", "overlay: 1.0.0\nactions: []\n", " is an OpenAPI Overlay, not an OpenAPI description", "Apply it to its description, and review the result."],
  ["HAR", "a.har", '{"log": {"version": "1.2", "entries": []}}', " is a HAR recording, not an OpenAPI description", "Sallyport reads descriptions, not traffic."],
  ["Google discovery", "a.json", '{"discoveryVersion": "v1"}', " is a Google API discovery document, not an OpenAPI description", "Convert it to OpenAPI first."],
  ["JSON Schema", "a.json", '{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}', " is a JSON Schema, not an OpenAPI description", "Name the OpenAPI description that uses it."],
  ["WSDL", "a.wsdl", '<?xml version="1.0"?>\n<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"/>\n', " is a WSDL document, not an OpenAPI description", HTTP_ONLY],
  ["XML", "a.xml", '<?xml version="1.0"?>\n<a>\n  <b>c: d</b>\n</a>\n', " is an XML document, not an OpenAPI description", "Sallyport reads OpenAPI descriptions, in YAML or JSON."],
  ["XML on a line", "a.xml", "<a/>", " is an XML document, not an OpenAPI description", "Sallyport reads OpenAPI descriptions, in YAML or JSON."],
  ["HTML", "a.html", "<!DOCTYPE html>\n<html><body>a: b</body></html>\n", " is an HTML page, not an OpenAPI description", "Name the description that the page shows."],
  ["a protocol buffer", "a.proto", 'syntax = "proto3";\nmessage A { string b = 1; }\n', " is a protocol buffer definition, not an OpenAPI description", HTTP_ONLY],
  ["a Git LFS pointer", "a.yaml", `version https://git-lfs.github.com/spec/v1\noid sha256:${"0a".repeat(32)}\nsize 12345\n`, " is a Git LFS pointer: the file itself has not been fetched", "Fetch it with git lfs pull; in CI, let the checkout fetch LFS files."],
  ["plain text", "a.txt", "Dear reader,\nthis is a letter.\n", " is no API description", NEEDS_ROOT],
  ["plain text that is no YAML", "a.txt", "Dear reader:\nthis is a letter.\nYours\n", ":2:1 is not valid YAML: Implicit keys need to be on a single line", NOTHING_SAYS],
  ["text that speaks of types", "a.txt", "type of the thing\n", " is no API description", NEEDS_ROOT],
  ["a list", "a.yaml", "- openapi: 3.1.0\n- a\n", " is no API description", NEEDS_ROOT],
  ["comments only", "a.yaml", "# openapi: 3.1.0\n", " is no API description", NEEDS_ROOT],
  ["another object", "a.yaml", "paths: {}\n", " is no API description", NEEDS_ROOT],
  ["a number", "a.json", "1", " is no API description", NEEDS_ROOT],
  ["OpenAPI 4", "a.yaml", 'openapi: "4.0"\n', ' says that it is version "4.0" of OpenAPI, which is not known', KNOWN],
  ["a version that is a list", "a.yaml", "openapi: [3]\n", " says that it is version [3] of OpenAPI, which is not known", KNOWN],
  ["Swagger 1.2 under swagger", "a.yaml", 'swagger: "1.2"\n', ' says that it is version "1.2" of Swagger, which is not known', KNOWN],
  ["3.0 under swagger", "a.yaml", "swagger: 3.0.1\n", ' says that it is version "3.0.1" of Swagger, which is not known', 'The key of that version is "openapi".'],
  ["2.0 under openapi", "a.yaml", 'openapi: "2.0"\n', ' says that it is version "2.0" of OpenAPI, which is not known', 'The key of that version is "swagger".'],
  ["a key that is a list, where YAML is read again", "a.yaml", "openapi: 3.1.0\n? [a]\n: 1\nb: {\n", ":2:3 has a key that is not a text", "Correct the text there; mind the indentation."],
  ["a broken description", "a.yaml", "openapi: 3.1.0\ninfo: {\n", ":3:1 is not valid YAML: Flow map in block collection must be sufficiently indented and end with a }", "A bracket is opened before and never closed: add the } that is missing at the end of an earlier line."],
];

test.each(REFUSALS)("%s is refused by name", async (_, file, text, message, hint) => {
  expect(await said(text, file)).toEqual([`${file}${message}`, hint]);
});

// oxfmt-ignore
const ACCEPTED: readonly (readonly [text: string, version: string, note: string | undefined])[] = [
  ['swagger: "2.0"', "2.0 2.0", undefined],
  ["swagger: 2.0", "2.0 2.0", undefined],
  ["openapi: 3.0.3", "3.0 3.0.3", undefined],
  ["openapi: 3.0", "3.0 3", undefined],
  ["openapi: 3.1", "3.1 3.1", undefined],
  ["openapi: 3.1.0\nasyncapi: 3.0.0", "3.1 3.1.0", undefined],
  ["openapi: 3.1.0-rc1", "3.1 3.1.0-rc1", undefined],
  ["openapi: 3.2.0", "3.2 3.2.0", undefined],
  ["openapi: 3.9.0", "3.2 3.9.0", "OpenAPI 3.9.0 is not known yet: it was read as 3.2"],
  ['{"openapi": "3.1.0"}', "3.1 3.1.0", undefined],
  ["openapi: 3.1.0\ninfo: {schema: getpostman.com, name: A}\nitem: []", "3.1 3.1.0", undefined],
];

test.each(ACCEPTED)("%s is read", async (text, version, note) => {
  expect(await said(text, "a.yaml")).toEqual([version, note]);
});

test.each([
  ["a line that is indented too far", "openapi: 3.1.0\ninfo:\n  title: A\n   version: 1\n", "indented too far"],
  ["a tab", "openapi: 3.1.0\ninfo:\n\ttitle: A\n", "Indent with spaces"],
  ["a quote that is left open", 'openapi: 3.1.0\ninfo:\n  title: "A\n', "Close the quote"],
  ["a missing colon", "openapi: 3.1.0\ninfo\n  title: A\n", "A colon is missing"],
])("%s is refused with file, line and column, and what to do", async (_, text, hint) => {
  const [message, remedy] = await said(text, "a.yaml");
  expect(message).toMatch(/^a\.yaml:\d+:\d+ is not valid YAML: /);
  expect(remedy).toContain(hint);
});
