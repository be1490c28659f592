import { inKeyOrder } from "../../core/canonical-json.ts";
import type { ImpactAssessment } from "../../core/impact.ts";
import type { Review } from "../../core/review.ts";
import { REPORTED_EXPOSURE } from "../../review/reported-exposure.ts";
import { coveredIssues, withCoverage } from "./coverage.ts";
import type { Issue, Register } from "./register.ts";

/** What somebody decides of an issue that the assessment does not. */
export interface ReportDecisions {
  readonly owner: string | undefined;
  readonly due: string | undefined;
  readonly ticket: string | undefined;
  readonly asOf: string;
  /** The commit in which its places are, where the assessment names none: a fix is compared with it. */
  readonly commit: string | undefined;
}

/**
 * The issues of a report: one for each description that has places of it, so that it is fixed once all of them are gone. Who
 * fixes it and until when is what the assessment says, where nobody says otherwise.
 */
export function reportIssues(
  impact: ImpactAssessment,
  { owner, due, ticket, asOf, commit }: ReportDecisions,
): readonly Issue[] {
  const { scope, rating, api } = impact;
  const answers = owner ?? api.owner ?? undefined;
  const found = impact.commit ?? commit;
  const until = due ?? impact.due.day ?? undefined;
  return [{ file: scope.description, places: scope.places }, ...scope.elsewhere]
    .filter(({ places }) => places.length > 0)
    .map(({ file, places }): Issue => {
      const [first] = places.map(({ fingerprint }) => fingerprint).toSorted() as [string]; // it has one
      return {
        id: `sp-${first.slice(0, 10)}`,
        rule: REPORTED_EXPOSURE,
        description: file,
        title: scope.title,
        severity: rating.severity,
        status: "open",
        ...(answers === undefined ? {} : { owner: answers }),
        firstSeen: asOf,
        ...(found === undefined ? {} : { commit: found.slice(0, 12) }),
        ...(until === undefined ? {} : { due: until }),
        ...(ticket === undefined ? {} : { ticket }),
        places: inKeyOrder(
          Object.fromEntries(
            places.map(({ fingerprint, operation, what }) => [
              fingerprint,
              [operation, what].filter((part) => part !== "").join(", "),
            ]),
          ),
        ),
        line: 1,
      };
    });
}

/**
 * A register with the issues of a report. One that has a place of the report already takes the others: what was fixed is
 * open again, and keeps the earlier of two due dates. Issues whose places lie in its scope are covered by it, and it is due
 * when the first of them is. `reviews`: of each description.
 */
export function withReport(
  register: Register,
  fresh: readonly Issue[],
  reviews: ReadonlyMap<string, Review>,
  asOf: string,
): Register {
  let { issues } = register;
  for (const issue of fresh) {
    const known = issues.find(
      ({ rule, description, places }) =>
        rule === REPORTED_EXPOSURE &&
        description === issue.description &&
        Object.keys(issue.places).some((place) => Object.hasOwn(places, place)),
    );
    issues =
      known === undefined
        ? [...issues, issue]
        : issues.map((one) => (one === known ? joined(known, issue, asOf) : one));
  }
  for (const [description, review] of reviews) {
    const own = issues.filter((issue) => issue.description === description);
    const covered = new Map(withCoverage(own, review, asOf).map((issue) => [issue.id, issue]));
    issues = issues.map((issue) => covered.get(issue.id) ?? issue);
  }
  return { ...register, issues: issues.map((issue) => dueWithCovered(issue, issues, asOf)) };
}

/** A report that takes over other issues puts none of them off. */
function dueWithCovered(report: Issue, issues: readonly Issue[], asOf: string): Issue {
  if (report.rule !== REPORTED_EXPOSURE) return report;
  const days = [report, ...coveredIssues(report, issues, asOf)].flatMap(({ due }) => due ?? []);
  const due = days.toSorted()[0];
  return due === undefined || due === report.due ? report : { ...report, due };
}

function joined(known: Issue, issue: Issue, asOf: string): Issue {
  const isBack = known.status === "fixed";
  const { due: before, fix, ...rest } = known;
  const due =
    isBack || before === undefined
      ? (issue.due ?? before)
      : issue.due === undefined || before < issue.due
        ? before
        : issue.due;
  return {
    ...rest,
    title: issue.title,
    severity: issue.severity,
    status: isBack ? "regressed" : "open",
    ...(isBack || fix === undefined ? {} : { fix }),
    ...(isBack ? { regressed: asOf, ...(issue.commit === undefined ? {} : { commit: issue.commit }) } : {}),
    ...(due === undefined ? {} : { due }),
    ...(issue.owner === undefined || known.owner !== undefined ? {} : { owner: issue.owner }),
    ...(issue.ticket === undefined ? {} : { ticket: issue.ticket }),
    places: inKeyOrder({ ...known.places, ...issue.places }),
  };
}
