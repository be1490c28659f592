import { daysBetween } from "../../core/day.ts";
import { count } from "../../core/prose.ts";
import { attemptSince, fixedWords } from "../words/fix-words.ts";
import {
  coverageWords,
  decidedWords,
  standingWords,
  issueCountWords,
  type FormerCount,
  type IssueCount,
  type ListedIssue,
} from "../words/issue-words.ts";
import { shownText } from "../words/shown-text.ts";
import { newPage, type Page } from "./text/page.ts";

export interface RegisterList {
  readonly file: string;
  readonly asOf: string;
  readonly isOverdueOnly: boolean;
  readonly owners: readonly { readonly owner: string; readonly issues: readonly ListedIssue[] }[];
  readonly now: IssueCount;
  readonly before: FormerCount;
  /** What is to be attested: a sentence each, without its end. */
  readonly attestations: readonly string[];
}

/** The issues of a register by owner: age, due date and ticket, and whether there are more or fewer than four weeks ago. */
export function registerListText(
  list: RegisterList,
  options: { readonly width: number; readonly color: boolean },
): string {
  const { file, asOf, owners, now, before, isOverdueOnly, attestations } = list;
  const page = newPage(options);
  page.line(page.paint("bold", `${isOverdueOnly ? "Overdue" : "Issues"} on ${asOf} (${shownText(file)})`));
  page.paragraph(issueCountWords(now, before, "four weeks ago"), "");
  page.line("");
  for (const { owner, issues } of owners) {
    page.line(page.paint("bold", `${shownText(owner)} (${issues.length})`));
    for (const issue of issues) issueBlock(page, issue, asOf);
    page.line("");
  }
  if (attestations.length > 0) {
    page.line(page.paint("bold", `${TO_ATTEST} (${attestations.length})`));
    for (const one of attestations) page.paragraph(shownText(one), "  - ");
    page.line("");
  }
  if (owners.length + attestations.length === 0)
    page.line(isOverdueOnly ? "Nothing is overdue." : "Nothing is on record.");
  return page.text();
}

/** What claims of fixes are called that nobody has attested. */
export const TO_ATTEST = "To attest";

function issueBlock(page: Page, issue: ListedIssue, asOf: string): void {
  const { id, severity, status, title, description, firstSeen, ticket, fixed, fix } = issue;
  const age = daysBetween(firstSeen, asOf);
  page.line(
    `  ${page.paint(severity === "critical" || severity === "high" ? "red" : "yellow", severity.padEnd(8))} ${id}  ${status}${ticket === undefined ? "" : `  ${shownText(ticket)}`}`,
  );
  page.paragraph(shownText(title), "           ");
  page.paragraph(
    `${shownText(description)}; first seen ${firstSeen} (${count(age, "day")} ago); ${shownText(status === "fixed" && fixed !== undefined ? fixedWords(fixed, fix) : standingWords(issue, asOf))}`,
    "           ",
  );
  const coverage = coverageWords(issue);
  if (coverage !== undefined) page.paragraph(shownText(coverage), "           ");
  const together = decidedWords(issue);
  if (together !== undefined) page.paragraph(shownText(together), "           ");
  if (fix !== undefined && status !== "fixed") page.paragraph(shownText(attemptSince(fix)), "           ");
}
