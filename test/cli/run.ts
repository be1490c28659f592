import { expect } from "vitest";
import type { ReviewEnvelope } from "../../src/core/review.ts";
import { schemaErrorsOf } from "../published-schema.ts";

export { folderWith, run } from "./in-process.ts";

/** The envelope that `--format json` printed. It is valid by the published JSON Schema. */
export function envelopeIn(json: string): ReviewEnvelope {
  const envelope: unknown = JSON.parse(json);
  expect(schemaErrorsOf(envelope)).toEqual([]);
  return envelope as ReviewEnvelope; // valid by the schema of that type
}
