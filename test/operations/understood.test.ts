import { expect, test } from "vitest";
import { understandingOf } from "../../src/operations/understood.ts";
import { verdictOf } from "../../src/review/verdict.ts";
import { apiOfPart } from "../rules/description-of.ts";

const JSON_OF = (schema: object): object => ({ "application/json": { schema } });
const BYTES = { "application/octet-stream": { schema: { description: "The bytes." } } };
const NAMED = { type: "object", properties: { colour: { type: "string" } } };
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
