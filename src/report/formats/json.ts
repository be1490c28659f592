import type { ReviewEnvelope } from "../../core/review.ts";

/** The review as JSON, version 1, indented by one space, since a large API has a hundred thousand lines of it: see `schemas/review.schema.json`. */
export function jsonReport(envelope: ReviewEnvelope): string {
  return `${JSON.stringify(envelope, null, 1)}\n`;
}
