import { daysBetween } from "../../core/day.ts";
import { count } from "../../core/prose.ts";
import type { Severity } from "../../core/severity.ts";

/** An issue as a meeting reads it. */
export interface ListedIssue {
  readonly id: string;
  readonly severity: Severity;
  readonly status: string;
  readonly title: string;
  readonly description: string;
  readonly firstSeen: string;
  readonly owner?: string | undefined;
  readonly due?: string | undefined;
  readonly ticket?: string | undefined;
  readonly fixed?: string | undefined;
  readonly regressed?: string | undefined;
  readonly partlyFixed?: { readonly on: string; readonly places: number } | undefined;
  readonly acceptance?: ListedAcceptance | undefined;
}

export interface ListedAcceptance {
  readonly until: string;
  readonly approver: string;
  readonly reason: string;
  readonly control?: string | undefined;
}

/** Until when an issue must be dealt with, and by how much that is over. */
export function standingWords({ status, due, acceptance }: ListedIssue, asOf: string): string {
  if (status === "accepted" && acceptance !== undefined) return acceptedWords(acceptance, asOf);
  if (due === undefined) return "no due date";
  return due < asOf && status !== "fixed" && status !== "dismissed"
    ? `due ${due}, ${count(daysBetween(due, asOf), "day")} overdue`
    : `due ${due}`;
}

function acceptedWords({ until, approver, reason, control }: ListedAcceptance, asOf: string): string {
  const over = until < asOf ? `, expired ${count(daysBetween(until, asOf), "day")} ago` : "";
  return `accepted until ${until}${over}, approved by ${approver}${control === undefined ? ", no control" : `, control: ${control}`}: ${reason}`;
}

/** The name by which people call an issue: `SEC-12 (sp-26ee844877)`. */
export function issueName({ id, ticket }: ListedIssue): string {
  return ticket === undefined ? id : `${ticket} (${id})`;
}

/** Whether there is more to do than before. */
export function issueTrendWords(now: IssueCount, before: IssueCount): string {
  const difference = now.overdue - before.overdue || now.open - before.open;
  return difference > 0 ? "it gets worse" : difference < 0 ? "it gets better" : "no change";
}

export interface IssueCount {
  readonly on: string;
  readonly open: number;
  readonly overdue: number;
}
