import { count } from "../../core/prose.ts";
import type { Severity } from "../../core/severity.ts";
import { shownText } from "../words/shown-text.ts";
import { newPage, type Page } from "./text/page.ts";

/** An issue as a meeting reads it. */
export interface ListedIssue {
  readonly id: string;
  readonly severity: Severity;
  readonly status: string;
  readonly title: string;
  readonly description: string;
  readonly firstSeen: string;
  readonly due?: string | undefined;
  readonly ticket?: string | undefined;
  readonly accepted?: { readonly until: string; readonly approver: string; readonly reason: string } | undefined;
}

interface Count {
  readonly on: string;
  readonly open: number;
  readonly overdue: number;
}

export interface RegisterList {
  readonly file: string;
  readonly asOf: string;
  readonly isOverdueOnly: boolean;
  readonly owners: readonly { readonly owner: string; readonly issues: readonly ListedIssue[] }[];
  readonly now: Count;
  readonly before: Count;
}

/** The issues of a register by owner: age, due date and ticket, and whether there are more or fewer than four weeks ago. */
export function registerListText(
  list: RegisterList,
  options: { readonly width: number; readonly color: boolean },
): string {
  const { file, asOf, owners, now, before, isOverdueOnly } = list;
  const page = newPage(options);
  page.line(page.paint("bold", `${isOverdueOnly ? "Overdue" : "Issues"} on ${asOf} (${shownText(file)})`));
  page.paragraph(
    `${count(now.open, "issue")} open, ${now.overdue} overdue; four weeks before ${before.open} open, ${before.overdue} overdue (${trend(now, before)})`,
    "",
  );
  page.line("");
  for (const { owner, issues } of owners) {
    page.line(page.paint("bold", `${shownText(owner)} (${issues.length})`));
    for (const issue of issues) issueBlock(page, issue, asOf);
    page.line("");
  }
  if (owners.length === 0) page.line(isOverdueOnly ? "Nothing is overdue." : "Nothing is on record.");
  return page.text();
}

function trend(now: Count, before: Count): string {
  const difference = now.overdue - before.overdue || now.open - before.open;
  return difference > 0 ? "it gets worse" : difference < 0 ? "it gets better" : "no change";
}

function issueBlock(page: Page, issue: ListedIssue, asOf: string): void {
  const { id, severity, status, title, description, firstSeen, due, ticket, accepted } = issue;
  const age = days(firstSeen, asOf);
  const late =
    due !== undefined && due < asOf && status !== "accepted" ? `, ${count(days(due, asOf), "day")} over` : "";
  const isOver = status === "accepted" && accepted !== undefined && accepted.until < asOf;
  const state =
    status === "accepted" && accepted !== undefined
      ? `accepted until ${accepted.until}${isOver ? ", which is over" : ""} by ${shownText(accepted.approver)}: ${shownText(accepted.reason)}`
      : `due ${due ?? "on no day"}${late}`;
  page.line(
    `  ${page.paint(severity === "critical" || severity === "high" ? "red" : "yellow", severity.padEnd(8))} ${id}  ${status}${ticket === undefined ? "" : `  ${shownText(ticket)}`}`,
  );
  page.paragraph(shownText(title), "           ");
  page.paragraph(
    `${shownText(description)}; first seen ${firstSeen} (${count(age, "day")} ago); ${state}`,
    "           ",
  );
}

function days(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000));
}
