import { isOpen } from "../../core/open-findings.ts";
import { count } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";

/**
 * By when one of some findings is to be dealt with: the earliest day that the register has, else how long the policy gives
 * for the most urgent; `undefined` where neither says it.
 */
export function dueWords({ policy }: Pick<Review, "policy">, findings: readonly Finding[]): string | undefined {
  const [day] = findings.flatMap((finding) => finding.due ?? []).toSorted();
  if (day !== undefined) return day;
  const days = findings.flatMap((finding) => (isOpen(finding) ? (policy.sla?.[finding.severity] ?? []) : []));
  if (days.length === 0) return undefined;
  return `${count(
    days.reduce((a, b) => Math.min(a, b)),
    "day",
  )} after it is recorded`;
}
