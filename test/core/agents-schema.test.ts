import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { agentsDocument } from "../../src/core/agents-schema.ts";

test("the published JSON Schema of what agents may call is that of the types", async () => {
  const schema = {
    $id: "urn:sallyport:agents:1",
    title: "What agents may call, as JSON, version 1",
    ...z.toJSONSchema(agentsDocument, { target: "draft-2020-12" }),
  };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    path.resolve(import.meta.dirname, "../../schemas/agents.schema.json"),
  );
});
