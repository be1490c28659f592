import type { ReviewEnvelope } from "../core/review.ts";

/** The review as JSON, version 1: see `schemas/review.schema.json`. */
export function jsonReport(envelope: ReviewEnvelope): string {
  return `${JSON.stringify(envelope, null, 2)}\n`;
}
