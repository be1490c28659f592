import { count } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";
import type { GatePolicy } from "../../policy/gate-policy.ts";
import { dueOf, isOverdueIssue, type Issue, type Register } from "./register.ts";

/** What of a description is overdue, and whether the change touches it. */
export interface Overdue {
  readonly issue: Issue;
  readonly isTouched: boolean;
  readonly text: string;
}

/**
 * The overdue issues of a description whose places are still there. A change touches one when an operation of one of its
 * places is among those that it changes (`touched`).
 */
export function overdueIssues(
  register: Register,
  names: readonly string[],
  review: Review,
  asOf: string,
  isTouched: (operation: string | null) => boolean,
): readonly Overdue[] {
  const places = new Map(
    review.findings.flatMap((finding) => finding.places.map((place) => [place.fingerprint, place] as const)),
  );
  return register.issues.flatMap((issue): Overdue[] => {
    if (!names.includes(issue.description) || !isOverdueIssue(issue, asOf)) return [];
    const present = Object.keys(issue.places).flatMap((fingerprint) => places.get(fingerprint) ?? []);
    if (present.length === 0) return [];
    const touched = present.some(
      ({ operation, state }) => state === "new" || state === "worsened" || isTouched(operation),
    );
    const owner = issue.owner === undefined ? "nobody owns it" : `owner: ${issue.owner}`;
    return [
      {
        issue,
        isTouched: touched,
        text: `Overdue since ${dueOf(issue) ?? ""} (${issue.severity}, ${issue.id}, ${owner}, first seen ${issue.firstSeen}): ${issue.title} (${count(present.length, "place")}${touched ? ", touched by this change" : ""})`,
      },
    ];
  });
}

/** Whether what is overdue blocks. */
export function blocksMerge({ isTouched }: Overdue, { overdue }: GatePolicy): boolean {
  return overdue === "all" || (overdue === "touched" && isTouched);
}
