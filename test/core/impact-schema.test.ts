import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { impactDocument } from "../../src/core/impact-schema.ts";

test("the published JSON Schema of an impact assessment is that of the types", async () => {
  const schema = {
    $id: "urn:sallyport:impact:1",
    title: "The impact assessment of a reported vulnerability as JSON, version 1",
    ...z.toJSONSchema(impactDocument, { target: "draft-2020-12" }),
  };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    path.resolve(import.meta.dirname, "../../schemas/impact.schema.json"),
  );
});
