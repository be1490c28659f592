import type { Review } from "../src/core/review.ts";
import type { Files } from "../src/load/files.ts";
import type { Policy } from "../src/policy/policy.ts";
import { defaultPolicy } from "../src/policy/default-policy.ts";
import { composeReview } from "../src/review/compose.ts";
import { judgeDescription } from "../src/review.ts";

/**
 * As `reviewDescription`, but for what each answer to an open question would lead to: much of a review goes into that, and
 * few tests ask for it.
 */
export async function reviewAlone(
  file: string,
  files: Files,
  policy: Policy = defaultPolicy(),
  asOf?: string,
): Promise<Review> {
  return composeReview(await judgeDescription(file, files, policy), asOf);
}
