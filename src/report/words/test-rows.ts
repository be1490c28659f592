import { addTo, grouped } from "../../core/grouped.ts";
import { isOpen } from "../../core/open-findings.ts";
import { isAtLeast } from "../../core/severity.ts";
import { OF_RIGHTS } from "../../core/data-owners.ts";
import { memo } from "../../core/memo.ts";
import { count, listed } from "../../core/prose.ts";
import { NOTHING_SAYS_ONE, WITHOUT_CREDENTIAL, WITHOUT_VALID_CREDENTIAL } from "../../core/refusal-words.ts";
import type { Review } from "../../core/review.ts";
import { capitalized, ended } from "../../core/sentence.ts";

type Test = Review["tests"][number];

/** Tests that are the same but for their operation. */
export interface TestRow {
  /** The first of them, which says it for all. */
  readonly test: Test;
  readonly tests: readonly Test[];
  /** `3`, or `3–7` where they stand together. */
  readonly rank: string;
}

/** The authorization test list with what is the same told once: the same action on things of one kind. No test is left out. */
export function testRows(tests: Review["tests"]): readonly TestRow[] {
  const alike = grouped(tests, ({ urgency, resource, as, ask, expect, further }) =>
    JSON.stringify([urgency, resource, as, ask, expect, further]),
  );
  return [...alike.values()].map((same) => ({ test: same[0]!, tests: same, rank: rankOf(same) }));
}

function rankOf(same: readonly Test[]): string {
  const first = same[0]!.rank;
  const last = same.at(-1)!.rank;
  if (same.length === 1) return String(first);
  return last - first === same.length - 1 ? `${first}–${last}` : same.map(({ rank }) => rank).join(", ");
}

/** Everything to try with the operations of a row, each with what passes: `As user A, read B's order. Pass: 403 or 404.` */
export function testSteps({ test }: TestRow): readonly string[] {
  return [test, ...(test.further ?? [])].map(({ as, ask, expect }) =>
    as === WITHOUT_CREDENTIAL
      ? `Call it without a credential. Pass: ${expect}.`
      : as === WITHOUT_VALID_CREDENTIAL
        ? `Call it without a credential, with a wrong one and with an expired one. Pass: ${expect}, each time.`
        : `As ${as}, ${ask}. Pass: ${expect}.`,
  );
}

/**
 * Why a test is worth making, as sentences; why calls without a credential are tried is said once, of all. What a finding
 * says that callers reach is not untested as if nobody knew: the test shows when that is over.
 */
export function testReason({ test, tests }: TestRow, review: Pick<Review, "findings" | "operations">): string {
  const parts = test.why.split("; ");
  const own = isAlsoTriedWithout(test) ? parts.filter((part) => part !== NOTHING_SAYS_ONE) : parts;
  const told = toldOf(tests, review);
  const which =
    told.length === 0
      ? ""
      : ` ${told.length === 1 ? "Finding" : "Findings"} ${listed(
          told.map((number) => number.toString()),
          MOST_FINDINGS,
        )} already ${told.length === 1 ? "reports" : "report"} this. The test passes only after the fix.`;
  return `${ended(capitalized(own.join("; ")))}${which}`;
}

/** The numbers of the findings that say of each of some operations that callers reach others' objects; none where one is not told of. */
function toldOf(
  tests: readonly Test[],
  { findings, operations }: Pick<Review, "findings" | "operations">,
): readonly number[] {
  if (tests.some(({ status, kind = "object" }) => status === "passed" || OF_RIGHTS.has(kind))) return [];
  const [numbers, ofOthers] = [numbersByOperation(findings), operationsOfOthers(operations)];
  const each = tests.map(({ operation }) => (ofOthers.has(operation) ? (numbers.get(operation) ?? []) : []));
  return each.some(({ length }) => length === 0) ? [] : [...new Set(each.flat())].toSorted((a, b) => a - b);
}

const MOST_FINDINGS = 4;

/** By operation, the numbers of the findings of medium severity or above that tell of access to others' objects, whatever is answered. */
const numbersByOperation = memo((findings: Review["findings"]): ReadonlyMap<string, readonly number[]> => {
  const numbers = new Map<string, number[]>();
  for (const [at, finding] of findings.entries())
    if (
      isOpen(finding) &&
      isAtLeast(finding.severity, "medium") &&
      finding.assumes.length === 0 &&
      finding.owasp.includes(OBJECT_ACCESS)
    )
      for (const operation of finding.operations) addTo(numbers, operation, at + 1);
  return numbers;
});

/** Broken object level authorization, in the OWASP API Security Top 10. */
const OBJECT_ACCESS = "API1:2023";

const operationsOfOthers = memo(
  (operations: Review["operations"]): ReadonlySet<string> =>
    new Set(operations.flatMap(({ id, owners = [] }) => (owners.some(({ owner }) => owner === "others") ? [id] : []))),
);

function isAlsoTriedWithout({ further }: Test): boolean {
  return further?.some(({ as }) => as === WITHOUT_CREDENTIAL) ?? false;
}

/** `untested`, or how many of a row's tests came out how. */
export function statusWords({ tests }: TestRow): string {
  const by = grouped(tests, ({ status }) => status);
  if (by.size === 1) return tests[0]!.status;
  return [...by].map(([status, some]) => `${some.length} ${status}`).join(", ");
}

/** `5 tests, none run yet`; `5 tests: 2 passed, 1 failed, 2 not run`. */
export function testTally(tests: Review["tests"]): string {
  const run = tests.filter(({ status }) => status !== "untested");
  const total = count(tests.length, "test");
  if (run.length === 0) return `${total}, ${tests.length === 1 ? "not" : "none"} run yet`;
  const words = {
    passed: "passed",
    failed: "failed",
    "not-applicable": "not applicable",
    untested: "not run",
  } as const;
  const counts = (["passed", "failed", "not-applicable", "untested"] as const).flatMap((status) => {
    const some = tests.filter((one) => one.status === status).length;
    return some === 0 ? [] : [`${some} ${words[status]}`];
  });
  return `${total}: ${counts.join(", ")}`;
}

/** Who A and B are, and what is needed of both before the first test. */
export function boundaryWords(tests: Review["tests"]): string {
  const between = tests.filter(({ as, further = [] }) => [as, ...further.map((step) => step.as)].some(isOneOfTwo));
  if (between.length === 0) return ALONE;
  const kinds = [...new Set(between.map(({ boundary = "caller" }) => boundary))].map(
    (boundary) => BOUNDARIES[boundary],
  );
  const first = between.every(({ operation }) => /^(?:GET|HEAD) /.test(operation)) ? TAKE : CREATE;
  return `A and B are ${listed(kinds, Infinity, "or")} and no rights to each other's objects. ${kindsNote(between)}${first} If A is refused, repeat the call as B. If B is refused too, the test shows nothing.${tests.some(isAlsoTriedWithout) ? WHY_WITHOUT : ""}`;
}

const CREATE = "First create objects for both, and note the IDs of B's objects.";
/** Where the calls that are tested only read, there may be none that creates anything. */
const TAKE = "First find objects of both, and note the IDs of B's objects.";
const ALONE =
  "These tests tell no callers apart: what is tested is that the credential is checked. First make each call with a valid credential. If that fails, the test shows nothing.";

/** Whether somebody calls who has a credential, and not that of somebody else. */
function isOneOfTwo(as: string): boolean {
  return as !== WITHOUT_CREDENTIAL && as !== WITHOUT_VALID_CREDENTIAL;
}

const WHY_WITHOUT = " Also make the call without a credential where the description does not say that one is required.";

/** What two accounts are not. */
function kindsNote(tests: Review["tests"]): string {
  return tests.some(({ boundary }) => boundary === "account") ? "Two users of one account are not enough. " : "";
}

const BOUNDARIES: Readonly<Record<NonNullable<Test["boundary"]>, string>> = {
  user: "two users with separate log-ins",
  account: "two accounts (tenants, merchants) with separate credentials",
  client: "two clients with separate credentials",
  caller: "two callers with separate credentials",
};
