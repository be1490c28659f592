import { FAILED_TEST } from "../core/failed-test.ts";
import type { Judgements } from "../review/assumptions.ts";
import { withFailedTests } from "../review/failed-tests.ts";
import { placeFingerprintAt } from "../review/findings.ts";
import type { RegisterRecord } from "../review/register-record.ts";
import { matchedOperations } from "./matched-operations.ts";
import { testFinder } from "./register/register-record-of.ts";
import type { Register } from "./register/register.ts";

/** Two descriptions of one API, what is on record, and what they are called. */
export interface TestedSides {
  /** `undefined` for a new description. */
  readonly base: Judgements | undefined;
  readonly head: Judgements;
  readonly register: Register;
  /** The register that the change has itself: that it says of a test that it failed counts, and nothing else of it. */
  readonly ownRegister?: Register | undefined;
  readonly files: readonly string[];
  readonly asOf: string;
}

/**
 * Both sides with the tests that failed as faults. What the change itself records of an operation that it does not change was
 * so before; of one that it adds or changes, it is new. What is called otherwise has failed as it was.
 */
export function withFailedOfBoth({ base, head, register, ownRegister = register, files, asOf }: TestedSides): {
  readonly base: Judgements | undefined;
  readonly head: Judgements;
  /** How the test of an operation of the head came out, where it failed. */
  readonly failedOf: RegisterRecord["testOf"];
} {
  if (![register, ownRegister].some(hasFailed)) return { base, head, failedOf: () => undefined };
  const options = { names: files, asOf };
  const { api } = head.stated;
  const before = base?.stated.api;
  const baseFailed =
    before === undefined
      ? () => undefined
      : failedIn(testFinder(register, before, options), testFinder(ownRegister, before, { ...options, isExact: true }));
  const pairs = before === undefined ? [] : matchedOperations(before, api).pairs;
  const formerly = new Map(
    pairs.flatMap((pair) => (pair.base.id === pair.head.id ? [] : [[pair.head, pair.base] as const])),
  );
  const failedOf = failedIn(testFinder(register, api, options), testFinder(ownRegister, api, options), (operation) => {
    const former = formerly.get(operation);
    return former === undefined ? undefined : baseFailed(former);
  });
  return {
    base: base === undefined ? undefined : withFailedTests(base, baseFailed),
    head: withFailedTests(head, failedOf),
    failedOf,
  };
}

/** By what an issue of a failed test has its place at an operation, with what a reader knows that by. */
export function failedTestPlaces({ stated }: Judgements): ReadonlyMap<string, string> {
  return new Map(
    stated.api.operations.map((operation) => [placeFingerprintAt(FAILED_TEST, operation, undefined), operation.id]),
  );
}

/** The first outcome that is a failure. */
function failedIn(...finders: readonly RegisterRecord["testOf"][]): RegisterRecord["testOf"] {
  return (operation) => finders.map((testOf) => testOf(operation)).find((one) => one?.outcome === "failed");
}

function hasFailed({ tests, suites }: Register): boolean {
  return [...tests, ...suites].some(({ outcome }) => outcome === "failed");
}
