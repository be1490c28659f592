import { dayAfter } from "../../core/day.ts";
import { issuesByThemselves } from "./coverage.ts";
import { byUrgency, countsBefore, countsOn, ownerOf, type IssueCounts, type RegisterBegin } from "./list.ts";
import {
  isOverdueIssue,
  type Issue,
  type Register,
  type SignOff,
  type SuiteRecord,
  type TestRecord,
} from "./register.ts";

/** What happened in a register since a day, for a meeting each week. */
export interface RegisterWeek {
  readonly added: readonly Issue[];
  readonly regressed: readonly Issue[];
  readonly fixed: readonly Issue[];
  /** Of which some places are. */
  readonly partlyFixed: readonly Issue[];
  readonly accepted: readonly Issue[];
  /** Acceptances that ran out. */
  readonly expired: readonly Issue[];
  readonly dismissed: readonly Issue[];
  readonly tests: readonly (TestRecord | SuiteRecord)[];
  readonly signOffs: readonly SignOff[];
  /** Of all owners, the worst and then the latest first. */
  readonly overdue: readonly Issue[];
  readonly now: IssueCounts;
  readonly before: IssueCounts | RegisterBegin;
}

/** What happened from `since` to `asOf`, both days included; of one owner where one is named. */
export function registerWeek(register: Register, since: string, asOf: string, owner: string | undefined): RegisterWeek {
  const issues = issuesByThemselves(register.issues, asOf).filter(
    (issue) => owner === undefined || ownerOf(issue) === owner,
  );
  const isIn = (day: string | undefined): boolean => day !== undefined && since <= day && day <= asOf;
  const where = (test: (issue: Issue) => boolean): readonly Issue[] => issues.filter(test).toSorted(byUrgency);
  return {
    added: where(({ firstSeen }) => isIn(firstSeen)),
    regressed: where(({ status, regressed }) => status === "regressed" && isIn(regressed)),
    fixed: where(({ status, fixed }) => status === "fixed" && isIn(fixed)),
    partlyFixed: where(({ partlyFixed }) => isIn(partlyFixed?.on)),
    accepted: where(({ status, acceptance }) => status === "accepted" && isIn(acceptance?.on)),
    // It holds on its last day, and is over on the next.
    expired: where(
      ({ status, acceptance }) =>
        status === "accepted" && acceptance !== undefined && isIn(dayAfter(acceptance.until, 1)),
    ),
    dismissed: where(({ status, dismissed }) => status === "dismissed" && isIn(dismissed)),
    tests: [...register.tests, ...register.suites].filter(({ on }) => isIn(on)),
    signOffs: register.signOffs.filter(({ on }) => isIn(on)),
    overdue: where((issue) => isOverdueIssue(issue, asOf)),
    now: countsOn(issues, asOf),
    before: countsBefore(register, issues, dayAfter(since, -1)!),
  };
}
