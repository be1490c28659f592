import { listed } from "../core/prose.ts";
import type { Operation } from "../model/api.ts";
import type { AuthorizationTest, TestKind } from "./authorization-test.ts";
import type { TestResult } from "./results.ts";
import type { TestSet } from "./runnable-tests.ts";

/** How the tests of one operation came out together. */
export interface OperationOutcome {
  readonly operation: Operation;
  /** `undefined` where what was run does not say enough. */
  readonly outcome: "passed" | "failed" | undefined;
  /** What failed, or is missing. */
  readonly because: readonly string[];
}

/** What a run says of the operations of an API, and the results that are of none of its tests. */
export interface RunOutcome {
  readonly operations: readonly OperationOutcome[];
  readonly unknown: readonly string[];
}

/**
 * What a run says of each operation of which it has a test. `all` are all tests that there are: an operation has passed where
 * everything that the review's list asks of it was run and passed, and failed where one test of it failed.
 */
export function operationOutcomes(all: TestSet, results: readonly TestResult[]): RunOutcome {
  const byId = new Map(all.tests.map((test) => [test.id, test]));
  const resultOf = new Map(results.map((result) => [result.id, result]));
  const operations = [...new Set(results.flatMap(({ id }) => byId.get(id)?.operation ?? []))];
  return {
    operations: operations.map((operation) => outcomeOf(operation, all, resultOf)),
    unknown: results.flatMap(({ id }) => (byId.has(id) ? [] : [id])),
  };
}

function outcomeOf(operation: Operation, all: TestSet, resultOf: ReadonlyMap<string, TestResult>): OperationOutcome {
  const tests = all.tests.filter((test) => test.operation === operation);
  const made = tests.flatMap(({ id }) => resultOf.get(id) ?? []);
  const kindOf = new Map(tests.map(({ id, kind }) => [id, kind]));
  const failed = made.filter(
    (result) => result.outcome === "failed" && !isRefusedOtherwise(result, kindOf.get(result.id)),
  );
  if (failed.length > 0)
    return { operation, outcome: "failed", because: failed.map(({ id, because }) => `${id}: ${because ?? "failed"}`) };
  const asked = tests.filter(({ rank }) => rank !== undefined);
  const missing = [
    ...asked.flatMap((test) => missingOf(test, resultOf.get(test.id))),
    ...all.manual
      .filter((one) => one.operation === operation && one.rank !== undefined)
      .map(({ title }) => `to be made by hand: ${title}`),
    // What the list leaves to be understood says nothing of whose objects an operation opens.
    ...(asked.length === 0 ? made.map(unaskedText) : []),
  ];
  return { operation, outcome: missing.length === 0 ? "passed" : undefined, because: missing };
}

/** What became of a test that the review's list does not ask for. */
function unaskedText({ id, outcome, because }: TestResult): string {
  return outcome === "passed"
    ? `passed, and the review's list does not ask for it: ${id}`
    : `showed nothing: ${id}, ${because ?? "its control failed"}`;
}

/**
 * Whether a call was refused, though with another status than the test expects: nothing of B's was opened. That B's object is
 * not found after the call is no refusal.
 */
function isRefusedOtherwise({ failed }: TestResult, kind: TestKind | undefined): boolean {
  const status = failed?.status;
  return (
    failed?.role === "attack" &&
    kind !== "existence" &&
    kind !== "enumeration" &&
    kind !== "rate-limit" &&
    status !== undefined &&
    status >= 400 &&
    status < 500
  );
}

function missingOf({ id, steps }: AuthorizationTest, result: TestResult | undefined): readonly string[] {
  if (result === undefined) return [`not run: ${id}`];
  if (result.outcome !== "passed") return [`showed nothing: ${id}, ${result.because ?? "its control failed"}`];
  const unchecked = steps
    .flatMap(({ expects }) => expects)
    .flatMap((one) => (one.kind === "hides" ? one.unchecked : []));
  const byHand =
    unchecked.length === 0
      ? []
      : [
          `${listed(unchecked, 8)} of B not checked, since the schema requires ${unchecked.length === 1 ? "it" : "them"}: ` +
            `${id}. Look at the response, and record the result with sallyport register test`,
        ];
  const { made } = result;
  if (made === undefined) return byHand;
  // A change that sets what is there already makes nothing, and has nothing to look at afterwards.
  const isSameAgain = steps.some(({ role }) => role === "create") && ![...made].some((one) => one.startsWith("create"));
  // A runner that stops early, since an answer has another schema, has not looked at what comes after.
  const left = steps.filter(
    (step) => (step.role === "attack" || (step.role === "after" && !isSameAgain)) && !made.has(step.id),
  );
  return left.length === 0
    ? byHand
    : [...byHand, `not run to its end: ${id}, without ${left.map((step) => step.id).join(", ")}`];
}
