import type { Finding } from "../../core/review.ts";

/** How sure a finding is; of one that rests on an open question, that its answer decides it. */
export function confidenceWords({ confidence, assumes }: Pick<Finding, "confidence" | "assumes">): string {
  return assumes.length === 0 ? confidence : "depends on an answer";
}
