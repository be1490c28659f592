import type { Finding, FindingPlace, Review } from "../../core/review.ts";
import { isAtLeast } from "../../core/severity.ts";
import { exposedPlaces, REPORTED_EXPOSURE, reportedFingerprint } from "../../review/reported-exposure.ts";
import { rulesOfPlaces } from "./issue-causes.ts";
import { isOpenIssue, type Issue } from "./register.ts";

/**
 * The report that an issue is dealt with by: all places of the issue are in the scope of the report, and that is open and no
 * less severe. So one leak is one issue on a desk. Once the report is closed or accepted, what is still found counts by
 * itself again.
 */
export function coveringReport(issue: Issue, issues: readonly Issue[], asOf: string): Issue | undefined {
  const { coveredBy, status, severity } = issue;
  if (coveredBy === undefined || coveredBy.places < coveredBy.of) return undefined;
  const report = issues.find(({ id, rule }) => id === coveredBy.issue && rule === REPORTED_EXPOSURE);
  if (report === undefined || status === "fixed") return report;
  const isOpen = (status === "open" || status === "regressed") && isOpenIssue(report, asOf);
  return isOpen && isAtLeast(report.severity, severity) ? report : undefined;
}

/** The issues that stand by themselves: all but those that a report covers. */
export function issuesByThemselves(issues: readonly Issue[], asOf: string): readonly IssueWithCoverage[] {
  return issuesWithCoverage(issues, asOf).filter(({ within }) => within === undefined);
}

/** Issues, each with how it stands to the others. */
export function issuesWithCoverage(issues: readonly Issue[], asOf: string): readonly IssueWithCoverage[] {
  return issues.map((issue) => withCovered(issue, issues, asOf));
}

/** The issues that a report covers. */
export function coveredIssues({ id }: Issue, issues: readonly Issue[], asOf: string): readonly Issue[] {
  return issues.filter((issue) => coveringReport(issue, issues, asOf)?.id === id);
}

/** An issue with the ids of those that it covers, and of the report by which it is covered. */
export interface IssueWithCoverage extends Issue {
  readonly covers: readonly string[];
  readonly within: string | undefined;
  /** The first day on which any of it was seen. */
  readonly knownSince: string;
}

function withCovered(issue: Issue, issues: readonly Issue[], asOf: string): IssueWithCoverage {
  const covered = issue.rule === REPORTED_EXPOSURE ? coveredIssues(issue, issues, asOf) : [];
  const [knownSince = issue.firstSeen] = [issue, ...covered].map(({ firstSeen }) => firstSeen).toSorted();
  const within = coveringReport(issue, issues, asOf)?.id;
  return { ...issue, covers: covered.map(({ id }) => id), within, knownSince };
}

/** The issues of one description, each with how many of the places that a review has of it are in the scope of a report. */
export function withCoverage(issues: readonly Issue[], review: Review, asOf: string): readonly Issue[] {
  const reports = issues.filter((issue) => issue.rule === REPORTED_EXPOSURE && isOpenIssue(issue, asOf));
  if (reports.length === 0 && issues.every(({ coveredBy }) => coveredBy === undefined)) return issues;
  const scopeOf = scopeAsker(review);
  return issues.map((issue) => {
    if (issue.rule === REPORTED_EXPOSURE || (issue.status !== "open" && issue.status !== "regressed")) return issue;
    const rules = rulesOfPlaces(issue);
    const present = review.findings.flatMap((finding) =>
      finding.places
        .filter(({ fingerprint }) => rules.get(fingerprint) === finding.rule)
        .map((place) => ({ finding, place })),
    );
    // What is no longer found, and not fixed, is covered as it was.
    if (present.length === 0) return issue;
    const { coveredBy: _before, ...rest } = issue;
    const [most] = reports
      .map(({ id, places }) => ({
        issue: id,
        places: present.filter(({ finding, place }) => scopeOf(finding, place, places)).length,
        of: present.length,
      }))
      .filter(({ places }) => places > 0)
      .toSorted((a, b) => b.places - a.places);
    return most === undefined ? rest : { ...rest, coveredBy: most };
  });
}

/**
 * Gives whether a place of a finding is in a scope: the field that it is, or, of a place that is no field, all the data that
 * the finding is about there.
 */
function scopeAsker(review: Review): (finding: Finding, place: FindingPlace, scope: Issue["places"]) => boolean {
  const operations = new Map(review.operations.map((operation) => [operation.id, operation]));
  const exposed = exposedPlaces(review);
  return (finding, { operation: id, witness }, scope) => {
    const operation = id === null ? undefined : operations.get(id);
    if (operation === undefined) return false;
    const own = reportedFingerprint(operation, witness ?? undefined);
    if (Object.hasOwn(scope, own)) return true;
    if (witness === null || exposed.has(own)) return false;
    const about = new Set(finding.fields);
    const data = review.fields
      .filter(({ file, pointer }) => about.has(`${file}${pointer}`))
      .flatMap(({ flows }) => flows.filter((flow) => flow.operation === id && flow.via !== "parameter"));
    return data.length > 0 && data.every((flow) => Object.hasOwn(scope, reportedFingerprint(operation, flow.witness)));
  };
}
