import { byCodeUnit } from "../core/compare.ts";
import { count } from "../core/prose.ts";
import type { Review } from "../core/review.ts";
import { UserError } from "../core/user-error.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { descriptionDigest, policyDigest } from "../gate/register/digests.ts";
import { isPlaceOf } from "../gate/register/place-words.ts";
import type { Register, SignOff, SuiteRecord, TestRecord } from "../gate/register/register.ts";
import { GONE_DIGEST, goneTestId, shortDigest, testId } from "../gate/register/register-record-of.ts";
import type { Operation } from "../model/api.ts";
import { loadPolicy } from "../policy/load-policy.ts";
import { fingerprintOf, lastingId, lastingName } from "../review/fingerprint.ts";
import { owedProofs } from "../review/owed-proofs.ts";
import type { TestOutcome } from "../review/register-record.ts";
import { rankedTests } from "../review/tests.ts";
import { judgeExposure } from "../review.ts";
import { dayIn } from "./as-of.ts";
import { configOf, opened, plain, save, spoken, type Opened, type RegisterArguments } from "./opened-register.ts";
import { registeredReview } from "./registered-review.ts";
import { entryOf } from "./root.ts";
import { EXIT, type ExitCode, type Terminal } from "./terminal.ts";

export interface TestArguments extends RegisterArguments {
  readonly spec: string;
  readonly operation: string | undefined;
  readonly boundary: string | undefined;
  readonly suite: boolean;
  readonly outcome: TestOutcome["outcome"];
  readonly because: string | undefined;
  readonly by: string;
  readonly evidence: string | undefined;
  readonly until: string | undefined;
}

/**
 * `register test`: records how authorization tests came out: that of an operation, those of a boundary, or all of them. An
 * operation that changes, or is new, is not covered by what was recorded before.
 */
export async function testCommand(args: TestArguments, terminal: Terminal): Promise<ExitCode> {
  const register = await opened(args, terminal);
  const { file, files } = entryOf(args.spec, terminal.cwd, register.root);
  const outcome = testOutcome(args, register.asOf);
  const policy = await loadPolicy(file, files, configOf(args));
  if (args.operation !== undefined) {
    if (args.boundary !== undefined || args.suite) throw onlyOne();
    const { api } = (await judgeExposure(file, files, policy)).stated;
    const record = testRecord(file, api, args.operation, outcome, register.register);
    await saveOutcomes(register, { tests: [record] });
    const asked = rankedTests(api).flatMap(({ test }) => (test.operation === record.operation ? [test] : []));
    return said(args, `Test of ${plain(args.operation)}`, terminal, register, asked);
  }
  if (args.boundary === undefined && !args.suite) throw onlyOne();
  if (args.outcome === "not-applicable")
    throw new UserError("that a test does not apply is decided of one operation", {
      hint: `Name it: sallyport register test ${plain(file)} "POST /orders" --outcome not-applicable --because "why" --by NAME`,
    });
  const { review, judgements } = await registeredReview(file, files, policy, register.asOf, {
    register: register.register,
  });
  const { api } = judgements.stated;
  const covered = new Set([
    ...operationsOf(args.boundary, review.boundaries ?? [], review.tests, file),
    // What else is to be shown before a release is of the suite, too.
    ...(args.boundary === undefined ? owedProofs(api, review.findings).flatMap(({ operations }) => operations) : []),
  ]);
  const record: SuiteRecord = {
    id: fingerprintOf("suite", file, args.boundary ?? "*"),
    description: file,
    boundary: args.boundary ?? "*",
    ...outcome,
    operations: digestsOf(api, covered),
  };
  await saveOutcomes(register, { suites: [record] });
  const what = args.boundary === undefined ? "All tests" : `Tests of ${plain(args.boundary)}`;
  const asked = review.tests.filter(({ operation }) => covered.has(operation));
  return said(args, `${what}, ${count(covered.size, "operation")}`, terminal, register, asked);
}

function said(
  { outcome, by, until }: TestArguments,
  what: string,
  terminal: Terminal,
  { asOf }: Opened,
  asked: readonly Pick<Review["tests"][number], "operation" | "further">[],
): ExitCode {
  const end =
    outcome === "failed"
      ? ", counts until it is tested again and recorded as passed"
      : until === undefined
        ? ""
        : `, counts until ${until}`;
  terminal.stdout.write(`${what}: ${outcome}, by ${plain(by)} on ${asOf}${end}\n`);
  if (outcome === "failed")
    terminal.stdout.write(
      "Where the operation is meant to do what the test shows, the test does not apply to it: record that with --outcome not-applicable and --because.\n",
    );
  const several = asked.filter(({ further = [] }) => further.length > 0);
  const [first] = several;
  if (first !== undefined)
    terminal.stdout.write(
      `An operation has one result for all of its tests in the list: ${plain(first.operation)} has ${count((first.further ?? []).length + 1, "test")}${several.length > 1 ? `, ${count(several.length - 1, "other")} more than one` : ""}. ${SEVERAL[outcome]}\n`,
    );
  return EXIT.passed;
}

const SEVERAL: Readonly<Record<TestOutcome["outcome"], string>> = {
  passed: "It has passed only if all of them did.",
  failed: "It has failed if one of them did; say which with --evidence.",
  "not-applicable": "None of them is asked for any more.",
};

function onlyOne(): UserError {
  return new UserError("The call does not name the test that was made", {
    hint: 'Name an operation ("GET /users/{id}"), a boundary of the review (--boundary user-id-read), or all of them (--suite).',
  });
}

/** How a test came out as a register keeps it. Throws a `UserError` where it would not count any more, or nobody is named. */
export function testOutcome(
  args: Pick<TestArguments, "outcome" | "by" | "evidence" | "until"> & Partial<Pick<TestArguments, "because">>,
  asOf: string,
): TestOutcome {
  const isDecided = args.outcome === "not-applicable";
  if (isDecided && args.because === undefined)
    throw new UserError("a test that does not apply needs the reason why", {
      hint: 'Say what it would show that is meant to be so: --because "anyone may order what somebody else offers".',
    });
  if (!isDecided && args.because !== undefined)
    throw new UserError("--because says why a test does not apply", {
      hint: `Write what shows that it ${args.outcome} with --evidence.`,
    });
  const evidence = isDecided ? args.because : args.evidence;
  const day = args.until === undefined ? undefined : dayIn("--until", args.until);
  // A flaw does not end on a day: what failed counts until it is tested again.
  const until = args.outcome === "failed" ? undefined : day;
  if (day !== undefined && day < asOf)
    throw new UserError(`--until ${day} is over already`, {
      hint: "A result is valid until a day in the future.",
    });
  return {
    outcome: args.outcome,
    by: spoken(args.by, "--by"),
    on: asOf,
    ...(evidence === undefined ? {} : { evidence: spoken(evidence, isDecided ? "--because" : "--evidence") }),
    ...(until === undefined ? {} : { until }),
  };
}

function testRecord(
  file: string,
  api: AssessedApi,
  name: string,
  outcome: TestOutcome,
  { issues }: Register,
): TestRecord {
  const operation =
    api.operations.find(({ id }) => id === name) ??
    api.operations.find((one) => lastingId(one) === lastingName(name)) ??
    api.operations.find(({ operationId }) => operationId === name);
  // Of one that is gone, and has an issue, a test shows that it no longer answers.
  const hasIssue = issues.some(
    ({ description, places }) => description === file && Object.values(places).some((words) => isPlaceOf(words, name)),
  );
  if (operation === undefined && hasIssue)
    return { id: goneTestId(file, name), description: file, operation: name, ...outcome, digest: GONE_DIGEST };
  if (operation === undefined)
    throw new UserError(`${file} has no operation ${plain(name)}`, {
      hint: 'Write method and path as the description has them: "GET /users/{id}".',
    });
  return recordOfTest(file, api, operation, outcome);
}

/** How the test of an operation came out, bound to what the operation is now. */
export function recordOfTest(file: string, api: AssessedApi, operation: Operation, outcome: TestOutcome): TestRecord {
  return {
    id: testId(file, operation),
    description: file,
    operation: operation.id,
    ...outcome,
    digest: shortDigest(api, operation),
  };
}

/**
 * Saves outcomes in place of those that they replace. What has passed takes away that it failed before, by itself or with a
 * suite: of one day nobody could tell else which came last.
 */
export async function saveOutcomes(
  register: Opened,
  { tests = [], suites = [] }: { readonly tests?: readonly TestRecord[]; readonly suites?: readonly SuiteRecord[] },
): Promise<void> {
  const replaced = new Set([...tests, ...suites].map(({ id }) => id));
  const passed = new Set(
    [
      ...tests.map(({ outcome, description, operation }) => ({ outcome, description, operations: [operation] })),
      ...suites.map(({ outcome, description, operations }) => ({
        outcome,
        description,
        operations: Object.keys(operations),
      })),
    ].flatMap(({ outcome, description, operations }) =>
      outcome === "failed" ? [] : operations.map((id) => testKey(description, id)),
    ),
  );
  const before = register.register;
  await save(register, {
    ...before,
    tests: [
      ...before.tests.filter(
        ({ id, outcome, description, operation }) =>
          !replaced.has(id) && !(outcome === "failed" && passed.has(testKey(description, operation))),
      ),
      ...tests,
    ],
    suites: [
      ...before.suites.flatMap((suite): readonly SuiteRecord[] => {
        if (replaced.has(suite.id)) return [];
        if (suite.outcome === "passed") return [suite];
        const left = Object.entries(suite.operations).filter(([id]) => !passed.has(testKey(suite.description, id)));
        return left.length === 0 ? [] : [{ ...suite, operations: Object.fromEntries(left) }];
      }),
      ...suites,
    ],
  });
}

function testKey(description: string, operation: string): string {
  return `${description} ${lastingName(operation)}`;
}

/** The operations that a boundary is about, or all that have a test. */
function operationsOf(
  boundary: string | undefined,
  boundaries: NonNullable<Review["boundaries"]>,
  tests: Review["tests"],
  file: string,
): ReadonlySet<string> {
  if (boundary === undefined) return new Set(tests.map(({ operation }) => operation));
  const found = boundaries.find(({ id }) => id === boundary);
  if (found !== undefined) return new Set(found.operations);
  const known = boundaries.map(({ id }) => id);
  throw new UserError(`${file} has no boundary ${plain(boundary)}`, {
    hint: known.length === 0 ? "Its review has no boundary to test." : `Its boundaries are ${known.join(", ")}.`,
  });
}

function digestsOf(api: AssessedApi, covered: ReadonlySet<string>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    api.operations
      .filter(({ id }) => covered.has(id))
      .map((operation) => [operation.id, shortDigest(api, operation)])
      .toSorted(([a], [b]) => byCodeUnit(a!, b!)),
  );
}

/** `register sign`: records who signed which verdict of which description and policy. */
export async function signCommand(
  args: RegisterArguments & { readonly spec: string; readonly by: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const register = await opened(args, terminal);
  const { file, files } = entryOf(args.spec, terminal.cwd, register.root);
  const policy = await loadPolicy(file, files, configOf(args));
  const { review, judgements } = await registeredReview(file, files, policy, register.asOf, {
    register: register.register,
  });
  const { verdict } = review;
  const { api } = judgements.stated;
  const by = spoken(args.by, "--by");
  const signOff: SignOff = {
    id: `${register.asOf}-${fingerprintOf(file, by, register.asOf).slice(0, 8)}`,
    description: file,
    by,
    on: register.asOf,
    verdict: verdict.decision ?? "none",
    sha256: descriptionDigest(api),
    policy: policyDigest(api),
  };
  await save(register, {
    ...register.register,
    signOffs: [...register.register.signOffs.filter(({ id }) => id !== signOff.id), signOff],
  });
  terminal.stdout.write(`Signed off by ${plain(by)}: ${plain(file)}, ${signOff.verdict}\n`);
  return EXIT.passed;
}
