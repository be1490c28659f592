import { byCodeUnit } from "../../core/compare.ts";
import { daysBetween } from "../../core/day.ts";
import { fixName, isFixKind } from "../../core/fix-kinds.ts";
import { count } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";
import { SEVERITIES, worse, type Severity } from "../../core/severity.ts";
import type { GatePolicy } from "../../policy/gate-policy.ts";
import { exposedPlaces, REPORTED_EXPOSURE } from "../../review/reported-exposure.ts";
import type { IssueFix } from "../fixes/issue-fix.ts";
import { issuesByThemselves } from "./coverage.ts";
import { rulesOfPlaces } from "./issue-causes.ts";
import { isPlaceOf } from "./place-words.ts";
import { dueOf, isOverdueIssue, type Issue, type IssueFixRecord, type Register } from "./register.ts";

/** What of a description is overdue, and whether the change touches it. */
export interface Overdue {
  readonly issue: Issue;
  readonly isTouched: boolean;
  /** Whether it was accepted until a day that is over. */
  readonly isExpired: boolean;
  readonly text: string;
}

/**
 * The overdue issues of a description whose places are still there, the worst first, then those that are overdue longest. A change touches one when an operation of one of its
 * places is among those that it changes (`touched`); one that fixes it does not, and one that hides it does. What was hidden
 * before, or is still to be tested, is announced though no place of it is found.
 */
export function overdueIssues(
  register: Register,
  names: readonly string[],
  review: Review,
  asOf: string,
  isTouched: (operation: string | null) => boolean,
  fixes: ReadonlyMap<string, IssueFix>,
): readonly Overdue[] {
  const places = new Map(
    // What a waiver of sallyport.yaml accepts is not due.
    review.findings
      .filter(({ status }) => status !== "accepted")
      .flatMap((finding) => finding.places.map((place) => [place.fingerprint, place] as const)),
  );
  const found = issuesByThemselves(register.issues, asOf).flatMap((issue): Overdue[] => {
    if (!names.includes(issue.description) || !isOverdueIssue(issue, asOf)) return [];
    const present =
      issue.rule === REPORTED_EXPOSURE
        ? reportedPlaces(issue, review)
        : Object.keys(issue.places).flatMap((fingerprint) => places.get(fingerprint) ?? []);
    const fix = fixes.get(issue.id);
    const attempt = fix === undefined || fix.kind === "unchanged" ? issue.fix : fix;
    // Of what this change fixes nothing is found, and of what it hides neither.
    if (present.length === 0 && (attempt === undefined || fix?.isFix === true)) return [];
    const isOwn = ({ operation, state }: (typeof present)[number]): boolean =>
      state === "new" || state === "worsened" || isTouched(operation);
    const touched =
      fix?.isFix !== true &&
      (present.length > 0
        ? present.some(isOwn)
        : fix !== undefined || operationsIn(issue, review).some((operation) => isTouched(operation)));
    const placeCount = present.length > 0 ? present.length : Object.keys(issue.places).length;
    const parts = [
      count(placeCount, "place"),
      ...(touched ? ["touched by this change"] : []),
      ...(attempt === undefined ? [] : [attemptOf(attempt)]),
    ];
    const now = severityNow(issue, review);
    return [
      {
        issue,
        isTouched: touched,
        isExpired: issue.status === "accepted",
        text: `${overdueWords(issue, now, asOf)}: ${issue.title} (${parts.join(", ")})`,
      },
    ];
  });
  const rank = ({ severity }: Issue): number => SEVERITIES.indexOf(severity);
  return found.toSorted(
    (a, b) => rank(a.issue) - rank(b.issue) || byCodeUnit(dueOf(a.issue) ?? asOf, dueOf(b.issue) ?? asOf),
  );
}

/** What was done about an issue, in the words of the register. */
function attemptOf({ kind }: Pick<IssueFix, "kind"> | IssueFixRecord): string {
  const name = fixName(kind);
  if (kind === "claimed") return name;
  return `${isFixKind(kind) ? "to be tested" : "not fixed"}: ${name}`;
}

/** The operations that an issue names and a description has, where no finding tells of them. */
function operationsIn({ places }: Issue, { operations }: Review): readonly string[] {
  const words = Object.values(places);
  return operations.flatMap(({ id }) => (words.some((one) => isPlaceOf(one, id)) ? [id] : []));
}

/** The places of a report that are still there. */
function reportedPlaces(issue: Issue, review: Review): readonly { readonly operation: string; readonly state: null }[] {
  const exposed = exposedPlaces(review);
  return Object.keys(issue.places).flatMap((fingerprint) => {
    const place = exposed.get(fingerprint);
    return place === undefined ? [] : [{ operation: place.operation.id, state: null }];
  });
}

/** The worst severity of what is still there of an issue: it follows a fix in part before the register is updated. */
function severityNow(issue: Issue, { findings }: Review): Severity {
  const rules = rulesOfPlaces(issue);
  const worst = findings
    .filter(({ rule, places }) => places.some(({ fingerprint }) => rules.get(fingerprint) === rule))
    .map(({ severity }) => severity)
    .toSorted((a, b) => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b))[0];
  return worst ?? issue.severity;
}

function overdueWords(issue: Issue, now: Severity, asOf: string): string {
  const { id, ticket, owner, firstSeen, acceptance, status } = issue;
  // What was accepted and is over is one step more severe in a review, and still what was accepted.
  const isSame = now === issue.severity || (status === "accepted" && worse(now, issue.severity) === now);
  const severity = isSame ? issue.severity : `${now} now, was ${issue.severity}`;
  const whose = owner === undefined ? "no owner" : `owner: ${owner}`;
  const parts = [severity, id, ...(ticket === undefined ? [] : [ticket]), whose];
  if (status === "accepted" && acceptance !== undefined) {
    const { until, approver, control } = acceptance;
    const accepted = [...parts, `approved by ${approver}`, ...(control === undefined ? [] : [`control: ${control}`])];
    return `${expiredWords(until, asOf)} (${accepted.join(", ")})`;
  }
  const due = dueOf(issue) ?? asOf;
  const days = count(daysBetween(due, asOf), "day");
  return `Overdue since ${due} (${[days, ...parts, `first seen ${firstSeen}`].join(", ")})`;
}

/** `Accepted until 2026-10-15, expired 12 days ago`. */
export function expiredWords(until: string, asOf: string): string {
  return `Accepted until ${until}, expired ${count(daysBetween(until, asOf), "day")} ago`;
}

/** Whether something overdue stands in the way of a change that touches it, or of any. */
export function blocksBy(overdue: GatePolicy["overdue"], isTouched: boolean): boolean {
  return overdue === "all" || (overdue === "touched" && isTouched);
}

/** Whether what is overdue blocks; an acceptance that ran out only where the policy fails for such. */
export function blocksMerge({ isTouched, isExpired }: Overdue, { overdue, expiredWaivers }: GatePolicy): boolean {
  return (!isExpired || expiredWaivers === "fail") && blocksBy(overdue, isTouched);
}
