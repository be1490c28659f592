import type { RecordedFix } from "./fix-words.ts";
import { daysBetween } from "../../core/day.ts";
import { decidedTogether, type DecidedTogether } from "../../core/decided-together.ts";
import { count, listed } from "../../core/prose.ts";
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
  readonly coveredBy?: { readonly issue: string; readonly places: number; readonly of: number } | undefined;
  /** Issues that it covers, by their ids, and the report by which it is covered. */
  readonly covers?: readonly string[] | undefined;
  readonly within?: string | undefined;
  readonly fix?: RecordedFix | undefined;
  readonly acceptance?: ListedAcceptance | undefined;
  /** What was decided together, where that is of several rules. */
  readonly causes?: readonly DecidedTogether[] | undefined;
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
  return `accepted until ${until}${over}, approved by ${approver}${control === undefined ? ", no control" : `, control: ${control}`}, reason: ${reason}`;
}

/** What was decided together, where an issue is of several rules. */
export function decidedWords({ causes }: Pick<ListedIssue, "causes">): string | undefined {
  const of = decidedTogether(causes);
  return of === undefined ? undefined : `decided together: ${of}`;
}

/** How an issue stands to reports: which issues it covers, or by which it is covered, as a whole or in part. */
export function coverageWords(issue: ListedIssue): string | undefined {
  const { covers = [], within } = issue;
  if (covers.length > 0) return coversWords(covers);
  return within === undefined ? partlyCoveredWords(issue) : `covered by ${within}`;
}

/** Which issues a report covers, by their ids; the register has all. */
export function coversWords(ids: readonly string[]): string {
  return `covers ${listed(ids, MOST_COVERED)}`;
}

const MOST_COVERED = 10;

/** That some of the places of an issue are in the scope of a report, and why it stands by itself all the same. */
export function partlyCoveredWords({ coveredBy }: Pick<ListedIssue, "coveredBy">): string | undefined {
  if (coveredBy === undefined) return undefined;
  const { issue, places, of } = coveredBy;
  return places < of
    ? `${places} of ${count(of, "place")} are in the scope of ${issue}, the others are not`
    : undefined;
}

/** The name by which people call an issue: `SEC-12 (sp-26ee844877)`. */
export function issueName({ id, ticket }: ListedIssue): string {
  return ticket === undefined ? id : `${ticket} (${id})`;
}

/** How many issues are open, and whether there is more to do than on a day before, which is called `when`. */
export function issueCountWords(now: IssueCount, before: FormerCount, when?: string): string {
  const open = `${count(now.open, "issue")} open, ${now.overdue} overdue`;
  if ("begin" in before) return `${open}; the register begins on ${before.begin}`;
  const difference = now.overdue - before.overdue || now.open - before.open;
  const trend = difference > 0 ? "getting worse" : difference < 0 ? "getting better" : "no change";
  return `${open}; ${when ?? `on ${before.on}`} ${before.open} open, ${before.overdue} overdue (${trend})`;
}

export interface IssueCount {
  readonly on: string;
  readonly open: number;
  readonly overdue: number;
}

/** What was counted on an earlier day, or since when there is anything on record. */
export type FormerCount = IssueCount | { readonly begin: string };
