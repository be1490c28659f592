import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { fixVerification, reviewEnvelope } from "../../src/core/review-schema.ts";
import { schemaErrorsOf } from "../published-schema.ts";

test("the published JSON Schema is that of the types", async () => {
  const schema = {
    $id: "urn:sallyport:review:1",
    title: "The review of API descriptions as JSON, version 1",
    ...z.toJSONSchema(reviewEnvelope, { target: "draft-2020-12" }),
  };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    path.resolve(import.meta.dirname, "../../schemas/review.schema.json"),
  );
});

test("the published JSON Schema rejects what is no envelope", () => {
  expect(schemaErrorsOf({ version: 2 })).not.toEqual([]);
  expect(
    schemaErrorsOf({
      version: 1,
      tool: { name: "sallyport", version: "1" },
      asOf: "2026-01-31",
      commit: null,
      refused: [],
      reviews: [],
      more: 1,
    }),
  ).not.toEqual([]);
  expect(
    schemaErrorsOf({
      version: 1,
      tool: { name: "sallyport", version: "1" },
      asOf: "2026-01-31",
      commit: null,
      refused: [],
      reviews: [],
    }),
  ).toEqual([]);
});

test("the published JSON Schema of register verify is that of the types", async () => {
  const schema = {
    $id: "urn:sallyport:fix:1",
    title: "What sallyport register verify says of the fix of an issue as JSON, version 1",
    ...z.toJSONSchema(fixVerification, { target: "draft-2020-12" }),
  };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    path.resolve(import.meta.dirname, "../../schemas/fix.schema.json"),
  );
});
