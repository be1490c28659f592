import { byCodeUnit } from "../../core/compare.ts";
import type { Review } from "../../core/review.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { fingerprintOf, lastingId, lastingName } from "../../review/fingerprint.ts";
import type { Operation } from "../../model/api.ts";
import type { RegisterRecord, TestOutcome } from "../../review/register-record.ts";
import { descriptionDigest, operationDigest, policyDigest, type FormerNames } from "./digests.ts";
import type { TestedNow } from "../fixes/issue-fix.ts";
import { attestedClaims, openAttestations } from "./attestations.ts";
import { coveringReport } from "./coverage.ts";
import { dueOf, type Issue, type Register, type SuiteRecord, type TestRecord } from "./register.ts";

/**
 * What is on record of a judged description. `names`: what it is called, and was before it moved; `codeOwner`: who owns its
 * file; `asOf`: today, for outcomes that count until a day.
 */
export function registerRecordOf(
  register: Register,
  api: AssessedApi,
  {
    names,
    codeOwner,
    asOf,
  }: { readonly names: readonly string[]; readonly codeOwner: string | undefined; readonly asOf: string },
): RegisterRecord {
  const issues = new Map<string, Issue>();
  for (const issue of register.issues)
    if (names.includes(issue.description))
      // Of two issues with one place the one that is not fixed is meant.
      for (const place of Object.keys(issue.places))
        if (issues.get(place) === undefined || issue.status !== "fixed") issues.set(place, issue);
  return {
    issueOf(place) {
      const issue = issues.get(place);
      if (issue === undefined) return undefined;
      const { status, firstSeen } = issue;
      const desk = coveringReport(issue, register.issues, asOf) ?? issue;
      return { status, owner: desk.owner, firstSeen, due: dueOf(desk), ticket: desk.ticket };
    },
    testOf: testFinder(register, api, { names, asOf }),
    signOff: signOffOf(register, api, names),
    attestations: openAttestations(register, names),
    attested: attestedClaims(register, names),
    source: register.sha256 === undefined ? undefined : { file: register.file, sha256: register.sha256 },
    codeOwner,
  };
}

/**
 * How the tests of operations came out. What passed counts for what the operation was, until its day. What failed counts until
 * it is tested again: no change of a description shows that a service is fixed, and no day does. `isExact`: only of
 * operations that are what they were.
 */
export function testFinder(
  { tests, suites }: Pick<Register, "tests" | "suites">,
  api: AssessedApi,
  {
    names,
    asOf,
    isExact = false,
  }: { readonly names: readonly string[]; readonly asOf: string; readonly isExact?: boolean },
): RegisterRecord["testOf"] {
  const isOurs = ({ description }: TestRecord | SuiteRecord): boolean => names.includes(description);
  const byId = new Map(tests.filter(isOurs).map((test) => [test.id, test]));
  const ours = suites.filter(isOurs).map((suite) => ({
    suite,
    covered: new Set(Object.values(suite.operations)),
    named: new Set(Object.keys(suite.operations).map(lastingName)),
  }));
  return (operation) => {
    if (byId.size === 0 && ours.length === 0) return undefined;
    const digest = shortDigest(api, operation);
    const own = names.map((name) => byId.get(testId(name, operation))).find((one) => one !== undefined);
    const made = [
      ...(own === undefined ? [] : [{ outcome: own, isAsItWas: own.digest === digest }]),
      ...ours.flatMap(({ suite, covered, named }) => {
        const isAsItWas = covered.has(digest);
        return isAsItWas || named.has(lastingName(operation.id)) ? [{ outcome: suite, isAsItWas }] : [];
      }),
    ];
    const isOver = ({ on }: TestOutcome): boolean =>
      made.some(({ outcome: later }) => later.outcome === "passed" && later.on > on);
    const counting = made.flatMap(({ outcome, isAsItWas }): readonly (TestRecord | SuiteRecord)[] => {
      const { until } = outcome;
      const counts =
        outcome.outcome === "failed"
          ? (isAsItWas || !isExact) && !isOver(outcome)
          : isAsItWas && (until === undefined || until >= asOf);
      return counts ? [outcome] : [];
    });
    // The last word counts, and of one day the worse.
    return counting.toSorted((a, b) => byCodeUnit(b.on, a.on) || byCodeUnit(a.outcome, b.outcome))[0];
  };
}

/** Whether a test of an operation of a judged description has passed, as it is now; of one that is gone, that it is. */
export function testedNow(
  register: Register,
  api: AssessedApi,
  { names, asOf }: { readonly names: readonly string[]; readonly asOf: string },
): TestedNow {
  const { testOf } = registerRecordOf(register, api, { names, codeOwner: undefined, asOf });
  return (operation, isDescribed) => {
    if (isDescribed) return testOf(operation)?.outcome === "passed";
    const ids = new Set(names.map((name) => testId(name, operation)));
    return register.tests.some(
      ({ id, digest, outcome, until }) =>
        ids.has(id) && digest === GONE_DIGEST && outcome === "passed" && (until === undefined || until >= asOf),
    );
  };
}

/** What stands for an operation that is no longer described, where a test has shown that it is gone. */
export const GONE_DIGEST = fingerprintOf("operation-gone");

/** What an operation is, as the outcome of its test is bound to it. */
export function shortDigest(api: AssessedApi, operation: Operation, named?: FormerNames): string {
  return operationDigest(api, operation, named).slice(0, 16);
}

/** By what the outcome of an operation's test is kept. */
export function testId(description: string, operation: Operation): string {
  return fingerprintOf("test", description, lastingId(operation));
}

/** The same of an operation that is no longer described, by its name: `GET /users/{id}`. */
export function goneTestId(description: string, operation: string): string {
  return fingerprintOf("test", description, lastingName(operation));
}

/** The last sign-off of a description, and whether it still holds. */
function signOffOf(register: Register, api: AssessedApi, names: readonly string[]): Review["signOff"] {
  const last = register.signOffs
    .filter(({ description }) => names.includes(description))
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.id < b.id ? -1 : 1))
    .at(-1);
  if (last === undefined) return null;
  const changed = [
    ...(last.sha256 === descriptionDigest(api) ? [] : ["the description changed"]),
    ...(last.policy === policyDigest(api) ? [] : ["its policy changed"]),
  ];
  const { by, on, verdict } = last;
  return changed.length === 0
    ? { by, on, verdict, state: "valid", why: null }
    : { by, on, verdict, state: "void", why: changed.join(" and ") };
}
