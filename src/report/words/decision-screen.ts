import { count } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";
import { share } from "./decision-words.ts";
import { leadingReasons } from "./reason-groups.ts";
import { ended } from "./sentence.ts";
import { unreadParts } from "./unread.ts";

/** Why the verdict is what it is, in one sentence, and how many reasons there are besides. */
export function leadingSentence(review: Review): { readonly text: string; readonly others: number } | undefined {
  const reasons = leadingReasons(review.verdict);
  const [first] = reasons;
  if (first === undefined) return undefined;
  const finding = review.findings.find(({ fingerprint }) => first.findings[0] === fingerprint);
  const isFinding = finding !== undefined && first.assumptions.length === 0 && first.text.endsWith(finding.message);
  return { text: ended(isFinding ? finding.message : first.text), others: reasons.length - 1 };
}

/** How good the evidence is, in a sentence. */
export function evidenceSentence(review: Review): string {
  const { coverage, operations, skipped } = review;
  const assumed = operations.filter((operation) => operation.assumed).length;
  const unread = unreadParts({ skipped }).length;
  return [
    coverage.responses === 0
      ? "No success response can have a body"
      : `${share(coverage.typedResponses, coverage.responses, "success response")} say what comes back`,
    ...(assumed === 0 ? [] : [`who can call ${assumed} of ${count(operations.length, "operation")} is assumed`]),
    ...(unread === 0 ? [] : [`${count(unread, "part")} could not be read`]),
  ]
    .join("; ")
    .concat(".");
}
