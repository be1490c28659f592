import type { Review } from "./core/review.ts";
import { loadDocument } from "./load/document.ts";
import type { Files } from "./load/files.ts";
import { readApi } from "./model/read-api.ts";
import { defaultPolicy, type Policy } from "./policy/policy.ts";
import { composeReview } from "./review/compose.ts";
import { findingsOf } from "./review/findings.ts";
import { RULES } from "./rules/index.ts";

/**
 * Reviews the description in `file`: the whole program in order. Reads nothing but what `files` gives. Throws a
 * `UserError` where the file is no API description, or one beyond the limits.
 */
export async function reviewDescription(file: string, files: Files, policy: Policy = defaultPolicy()): Promise<Review> {
  const document = await loadDocument(file, files);
  const api = readApi(document);
  const findings = findingsOf(api, RULES, policy);
  return composeReview(api, findings, policy);
}
