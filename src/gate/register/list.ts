import { byCodeUnit } from "../../core/compare.ts";
import { SEVERITIES } from "../../core/severity.ts";
import { dueOf, isOpenIssue, isOverdueIssue, type Acceptance, type Issue, type Register } from "./register.ts";
import { issuesByThemselves, issuesWithCoverage, type IssueWithCoverage } from "./coverage.ts";
import { dayAfter, daysBetween } from "../../core/day.ts";

/** How many issues were open, and how many of them overdue, on a day. */
export interface IssueCounts {
  readonly on: string;
  readonly open: number;
  readonly overdue: number;
}

/** The issues of a register for a meeting: by owner, the most urgent first. */
export interface IssueList {
  readonly owners: readonly (readonly [owner: string, issues: readonly IssueWithCoverage[]])[];
  /** Now, and four weeks before. */
  readonly now: IssueCounts;
  readonly before: IssueCounts | RegisterBegin;
}

/** In place of counts of a day on which the register had nothing on record yet: since when it has. */
export interface RegisterBegin {
  readonly begin: string;
}

export interface ListOptions {
  readonly asOf: string;
  readonly overdueOnly: boolean;
  readonly owner: string | undefined;
  /** `open` takes what regressed, and acceptances that ran out. */
  readonly status: Issue["status"] | "all" | undefined;
}

/** The issues that are asked for: by default those that are open, and those that are accepted. */
export function issueList(register: Register, { asOf, overdueOnly, owner, status }: ListOptions): IssueList {
  const issues = issuesByThemselves(register.issues, asOf);
  const chosen = (status === "all" && !overdueOnly ? issuesWithCoverage(register.issues, asOf) : issues).filter(
    (issue) =>
      (owner === undefined || ownerOf(issue) === owner) &&
      (overdueOnly
        ? isOverdueIssue(issue, asOf)
        : status === "all" ||
          (status === undefined
            ? issue.status !== "fixed" && issue.status !== "dismissed"
            : status === "open"
              ? isOpenIssue(issue, asOf)
              : issue.status === status)),
  );
  const owners = [...new Set(chosen.map(ownerOf))].toSorted(byCodeUnit);
  return {
    owners: owners.map((name) => [name, chosen.filter((issue) => ownerOf(issue) === name).toSorted(byUrgency)]),
    now: countsOn(issues, asOf),
    before: countsBefore(register, issues, dayAfter(asOf, -28)!),
  };
}

/** Who must deal with an issue. */
export function ownerOf({ owner }: Issue): string {
  return owner ?? "nobody";
}

/** The worst first, and of one severity what is due first. */
export function byUrgency(a: Issue, b: Issue): number {
  const [due, other] = [dueOf(a) ?? "9999", dueOf(b) ?? "9999"];
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    (due < other ? -1 : due > other ? 1 : a.id < b.id ? -1 : 1)
  );
}

/** What was open on a day that is over, where the register had anything on record then. */
export function countsBefore(
  { issues: all, tests, suites, signOffs, attestations }: Register,
  issues: readonly IssueWithCoverage[],
  on: string,
): IssueCounts | RegisterBegin {
  const days = [
    ...all.map(({ firstSeen }) => firstSeen),
    ...[...tests, ...suites, ...signOffs, ...attestations].map((record) => record.on),
  ];
  const [begin = on] = days.toSorted();
  return begin > on ? { begin } : countsOn(issues, on);
}

/** What was open on a day, as far as the days of an issue tell. */
export function countsOn(issues: readonly IssueWithCoverage[], on: string): IssueCounts {
  const open = issues.filter(
    (issue) =>
      issue.knownSince <= on &&
      !wasFixed(issue, on) &&
      !(issue.status === "dismissed" && (issue.dismissed ?? on) <= on) &&
      !(wasAccepted(issue, on) && on <= issue.acceptance.until),
  );
  return { on, open: open.length, overdue: open.filter((issue) => (dueOn(issue, on) ?? "9999") < on).length };
}

function wasFixed({ fixed, regressed }: Issue, on: string): boolean {
  return fixed !== undefined && fixed <= on && (regressed === undefined || regressed > on || regressed < fixed);
}

type AcceptedIssue = Issue & { readonly acceptance: Acceptance };

/** Whether an issue was accepted on a day, be it that its acceptance had run out; not once it had come back since. */
function wasAccepted(issue: Issue, on: string): issue is AcceptedIssue {
  const { acceptance, regressed, status } = issue;
  // What was opened again by hand is open, whenever that was.
  if (acceptance === undefined || acceptance.on > on || status === "open") return false;
  const isBack = regressed !== undefined && regressed <= on;
  return !isBack || acceptance.on > regressed || (acceptance.on === regressed && status === "accepted");
}

/**
 * The day on which an issue had to be dealt with, as it was on a day. The one of its first finding is not on record once it
 * came back: it was as long after that as the one that it has now is after its return.
 */
function dueOn(issue: Issue, on: string): string | undefined {
  if (wasAccepted(issue, on)) return issue.acceptance.until;
  const { due, regressed, firstSeen } = issue;
  return due === undefined || regressed === undefined || regressed <= on
    ? due
    : dayAfter(firstSeen, daysBetween(regressed, due));
}
