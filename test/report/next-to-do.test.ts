import { expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { markdownReport } from "../../src/report/formats/markdown.ts";
import { textReport } from "../../src/report/formats/text.ts";
import { fixingCommand } from "../../src/report/words/fixable-findings.ts";
import { noConditionWords } from "../../src/report/words/no-condition.ts";
import { untestedOperations } from "../../src/report/words/untested-operations.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { reviewAlone } from "../review-alone.ts";
import { policyFrom } from "../policy/policies.ts";
import { riderEnvelope } from "./fixture.ts";

const SHOP = `
openapi: 3.1.0
info: { title: Harbour Shop, version: "1" }
servers: [{ url: http://api.harbour-shop.com }]
security: [{ key: [] }]
paths:
  /orders/{orderId}:
    get:
      parameters: [{ name: orderId, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: One, content: { application/json: { schema: { type: object, properties: { id: { type: string }, email: { type: string } } } } } } }
  /colours/{colourId}:
    put:
      parameters: [{ name: colourId, in: path, required: true, schema: { type: string } }]
      requestBody: { content: { application/json: { schema: { type: object, properties: { sortOrder: { type: integer } } } } } }
      responses: { "204": { description: Changed } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
`;

async function reviewOf(policy: string): Promise<Review> {
  const files = withBuffers(filesBelow(import.meta.dirname), new Map([["api.yaml", Buffer.from(SHOP)]]));
  return reviewAlone("api.yaml", files, await policyFrom(policy));
}

test("tests that are no condition say why, whatever the verdict is", async () => {
  const own = await reviewOf("admission: { key: own }");
  expect(noConditionWords(own)).toMatch(
    /^These tests are not conditions: only the organization's own callers can call these operations\.$/,
  );
  const text = textReport({ ...riderEnvelope(), reviews: [own] }, { width: 200, color: false, quiet: false });
  expect(text).toContain("not conditions: only the organization's own callers");
  const partner = await reviewOf("admission: { key: partner }");
  expect(partner.verdict.decision).not.toBe("approve");
  expect(noConditionWords(partner)).toBe(
    "The test of 1 other operation is not a condition: this operation is not known to involve confidential data.",
  );
});

test("of what nobody understands, and of limits, no test is told to be harmless", async () => {
  const review = await reviewOf("admission: { key: partner }");
  const [other] = untestedOperations(review).others;
  const opaque = {
    ...review,
    operations: review.operations.map((one) => (one.id === other ? { ...one, understood: "opaque" as const } : one)),
  };
  expect(noConditionWords(opaque)).toContain(
    "is not a condition: the description must first say what this operation returns.",
  );
  const limit = {
    ...review,
    tests: review.tests.map((one) => (one.operation === other ? { ...one, kind: "automation" as const } : one)),
  };
  expect(noConditionWords(limit)).toContain(
    "is not a condition: the tests of this operation check limits and business rules, not the access to other users' data.",
  );
});

test("a review names the command that fixes what can be fixed in the description, and no other does", async () => {
  const review = await reviewOf("admission: { key: partner }");
  const fix = fixingCommand(review);
  expect(fix?.command).toBe("sallyport fix api.yaml --suggested");
  const envelope = { ...riderEnvelope(), reviews: [review] };
  const next = { program: "sallyport", explains: () => true, options: [] };
  for (const page of [
    textReport(envelope, { width: 100, color: false, quiet: false, next }),
    markdownReport(envelope),
    htmlReport(envelope),
  ])
    expect(page.replaceAll(/<wbr ?\/?>/g, "")).toContain("sallyport fix api.yaml --suggested");
  const without = { ...review, findings: review.findings.map((finding) => ({ ...finding, fixes: [] })) };
  expect(fixingCommand(without)).toBeUndefined();
  expect(markdownReport({ ...envelope, reviews: [without] })).not.toContain("sallyport fix");
});
