import { expect, test } from "vitest";
import { provesSender } from "../../src/exposure/proven-sender.ts";
import { apiOfPart } from "../rules/description-of.ts";

test.each([
  ["that comes with each call", "/payments", ", required: true", true],
  ["of which nothing is written", "/payments", "", true],
  ["that calls may leave out", "/payments", ", required: false", false],
  ["that a generator says of a receiver of webhooks", "/hooks/payments", ", required: false", true],
])("a signature in a header %s proves who sends it or not", async (_name, path, required, isProof) => {
  const api = await apiOfPart(
    `openapi: 3.1.0\npaths: { ${path}: { post: { security: [], parameters: [{ name: Signature, in: header, schema: { type: string }${required} }] } } }\n`,
  );
  expect(provesSender(api.operations[0]!)).toBe(isProof);
});
