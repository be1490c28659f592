import { expect, test } from "vitest";
import { understandingOf } from "../../src/operations/understood.ts";
import { verdictOf } from "../../src/review/verdict.ts";
import { apiOfPart } from "../rules/description-of.ts";

const JSON_OF = (schema: object): object => ({ "application/json": { schema } });
const BYTES = { "application/octet-stream": { schema: { description: "The bytes." } } };
const NAMED = { type: "object", properties: { colour: { type: "string" } } };
const FREE_DATA = { type: "object", properties: { success: { type: "boolean" }, data: { type: "object" } } };
const NAMED_DATA = { type: "object", properties: { success: { type: "boolean" }, data: NAMED } };
const CLOSED = { type: "object", additionalProperties: false };
const ENCODED = { type: "string", contentEncoding: "base64" };
const SAID = { type: "string", description: "The document as PDF, encoded in Base64." };
const HASH = { type: "string", description: "The hash of the document, encoded in Base64." };
const withColour = (schema: object, name = "extras"): object => ({
  type: "object",
  properties: { colour: { type: "string" }, [name]: schema },
});
const envelope = (data: object): object => ({
  type: "object",
  properties: { success: { type: "boolean" }, data },
});
const SIGNED_IN = { security: [{ token: [] }] };

async function described(path: string, content: object, more: object = {}) {
  return apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      servers: [{ url: "https://api.acme.io" }],
      paths: { [path]: { get: { ...more, responses: { 200: { description: "It.", content } } } } },
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    }),
  );
}

test.each<[string, string, object, object, string]>([
  ["a named leaf", "/paints", JSON_OF(NAMED), {}, "harmless"],
  ["a sensitive leaf", "/people", JSON_OF({ properties: { email: { type: "string" } } }), {}, "classified"],
  ["a closed object that may have more", "/paints", JSON_OF({ ...NAMED, additionalProperties: true }), {}, "harmless"],
  ["a free map", "/paints", JSON_OF({ type: "object", additionalProperties: true }), {}, "opaque"],
  ["a map of texts", "/paints", JSON_OF({ type: "object", additionalProperties: { type: "string" } }), {}, "opaque"],
  ["a map of named objects", "/paints", JSON_OF({ type: "object", additionalProperties: NAMED }), {}, "harmless"],
  ["nothing but a free object past its envelope", "/paints", JSON_OF(FREE_DATA), {}, "opaque"],
  ["a named leaf past its envelope", "/paints", JSON_OF(NAMED_DATA), {}, "harmless"],
  ["a free object beside a named leaf", "/paints", JSON_OF(withColour({ type: "object" })), {}, "partly"],
  ["an object that has nothing", "/paints", JSON_OF(withColour(CLOSED)), {}, "harmless"],
  ["a file in Base64", "/paints", JSON_OF(withColour({ type: "string", format: "byte" }, "file")), {}, "file"],
  ["a file in Base64, by its keyword", "/paints", JSON_OF(withColour(ENCODED, "file")), {}, "file"],
  ["a file in Base64, by its text", "/paints", JSON_OF(withColour(SAID, "sheet")), {}, "file"],
  ["bytes that are all that comes back", "/paints", JSON_OF({ type: "string", format: "byte" }), {}, "file"],
  ["what is called nothing but Base64", "/paints", JSON_OF(withColour({ type: "string" }, "base64Data")), {}, "file"],
  ["a hash of a file", "/paints", JSON_OF(withColour(HASH, "sheet")), {}, "harmless"],
  ["a hash in Base64", "/paints", JSON_OF(withColour({ type: "string", format: "byte" }, "etag")), {}, "harmless"],
  ["a payslip in Base64", "/payslips/{id}", JSON_OF(withColour(SAID, "file")), {}, "classified"],
  ["a price list in Base64", "/prices/{id}", JSON_OF(withColour(SAID, "file")), {}, "file"],
  ["a document kept for somebody", "/documents/{id}", JSON_OF(withColour(SAID, "pdf")), SIGNED_IN, "classified"],
  ["a list of anything", "/paints", JSON_OF(envelope({ type: "array", items: {} })), {}, "opaque"],
  ["a list of texts", "/paints", JSON_OF(envelope({ type: "array", items: { type: "string" } })), {}, "harmless"],
  ["no schema", "/paints", { "application/json": {} }, {}, "opaque"],
  ["a number of things", "/paints/count", { "application/json": {} }, {}, "harmless"],
  ["bytes behind a credential, by what they are of", "/files/{id}/content", BYTES, SIGNED_IN, "classified"],
  ["bytes for anybody", "/files/{id}/content", BYTES, { security: [] }, "file"],
  ["a picture behind a credential", "/files/{id}/icon", { "image/png": {} }, SIGNED_IN, "file"],
])("%s of %s is understood so", async (_name, path, content, more, expected) => {
  const api = await described(path, content, more);
  expect(understandingOf(api, api.operations[0]!)).toBe(expected);
});

test.each<[string, object, string]>([
  ["a map of texts", JSON_OF({ type: "object", additionalProperties: { type: "string" } }), "condition"],
  ["what is named", JSON_OF(NAMED), "nothing"],
])("what others read, %s, is in the way of approval where nobody can tell what it is", async (_name, content, kind) => {
  const named = { get: { ...SIGNED_IN, responses: { 200: { description: "It.", content: JSON_OF(NAMED) } } } };
  const asked = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      servers: [{ url: "https://api.acme.io" }],
      paths: {
        "/a": named,
        "/b": named,
        "/c": named,
        "/d": { get: { ...SIGNED_IN, responses: { 200: { description: "It.", content } } } },
      },
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    }),
  );
  expect(verdictOf(asked, [], [], []).reasons.map((reason) => reason.kind)).toEqual([kind]);
});
