import { FAILED_TEST } from "../core/failed-test.ts";
import { grouped } from "../core/grouped.ts";
import { listed, prose } from "../core/prose.ts";
import { lastingRuleId } from "../core/rule-ids.ts";
import { placeOf, type Operation } from "../model/api.ts";
import type { Rule } from "../rules/rule.ts";
import type { Judgement, Judgements } from "./assumptions.ts";
import { failedOfBoundaries } from "./boundaries.ts";
import type { JudgedFault } from "./findings.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { RegisterRecord, TestOutcome } from "./register-record.ts";
import { rankedTests } from "./tests.ts";

/**
 * Judgements with the authorization tests on record that failed as faults, one for each boundary: what a test has shown on a
 * running service rests on nothing that a description says, and is found whoever can call.
 */
export function withFailedTests(judgements: Judgements, testOf: RegisterRecord["testOf"]): Judgements {
  const { api } = judgements.stated;
  const { answered } = judgements;
  const failed = new Map(
    api.operations.flatMap((operation) => {
      const outcome = testOf(operation);
      return outcome?.outcome === "failed" ? [[operation.id, { operation, outcome }] as const] : [];
    }),
  );
  if (failed.size === 0) return judgements;
  const known = failedOfBoundaries(rankedTests(api, testOf));
  const listedOnes = new Set(known.flatMap(({ operations }) => operations));
  // Somebody may have tested what the list does not ask for.
  const others = [...failed.keys()].filter((id) => !listedOnes.has(id));
  const groups: readonly FailedGroup[] = [
    ...known,
    ...(others.length === 0 ? [] : [{ id: "other", what: "The authorization test", operations: others }]),
  ];
  const faults = groups.map((group) =>
    faultOf(
      group,
      group.operations.flatMap((id) => failed.get(id) ?? []),
    ),
  );
  const withFaults = (judgement: Judgement): Judgement => ({ ...judgement, faults: [...faults, ...judgement.faults] });
  const stated = withFaults(judgements.stated);
  return {
    stated,
    open: judgements.open === judgements.stated ? stated : withFaults(judgements.open),
    closed: judgements.closed === judgements.stated ? stated : withFaults(judgements.closed),
    ...(answered === undefined ? {} : { answered: (answer) => withFailedTests(answered(answer), testOf) }),
  };
}

type FailedGroup = ReturnType<typeof failedOfBoundaries>[number];

interface FailedTest {
  readonly operation: Operation;
  readonly outcome: TestOutcome;
}

function faultOf({ id, what }: FailedGroup, tests: readonly FailedTest[]): JudgedFault {
  const operations = tests.map(({ operation }) => operation);
  const at = placeOf(operations[0]!); // a group has a test that failed
  const records = grouped(tests, ({ outcome: { by, on, evidence } }) => JSON.stringify([by, on, evidence]));
  return {
    rule: ruleOf(id),
    fault: {
      at,
      cause: id,
      message: `${what} failed for ${listed(
        operations.map((operation) => operation.id),
        MOST_NAMED,
      )}`,
      operations,
      // Nobody's exposure makes it milder.
      carriers: operations,
      places: operations.map((operation) => ({ at: placeOf(operation), operation })),
      isWrongForAll: true,
      evidence: [...records.values()].map((same) => recordWords(same)),
    },
    fingerprint: fingerprintOf(lastingRuleId(FAILED_TEST), id),
    severity: "high",
    setting: undefined,
    atLeast: new Map(),
    isRaised: false,
    setAt: undefined,
    spots: operations.map((operation) => ({ at: placeOf(operation), operation })),
  };
}

const MOST_NAMED = 3;

function recordWords(same: readonly FailedTest[]): string {
  const { by, on, evidence } = same[0]!.outcome; // grouped, so there is one
  const operations = listed(
    same.map(({ operation }) => operation.id),
    MOST_NAMED,
  );
  return `Recorded by ${by} on ${on}: the test of ${operations} failed${evidence === undefined ? ", no evidence given" : `, evidence: ${evidence}`}.`;
}

/** What a boundary that does not hold is called in the field, and what to do about it. */
function ruleOf(boundary: string): Rule {
  const kind = KINDS.find(({ ids }) => ids.test(boundary))!; // the last fits all
  return {
    id: FAILED_TEST,
    title: "An authorization test failed",
    isUsers: true,
    owasp: [kind.owasp],
    cwe: [kind.cwe],
    asvs: [kind.asvs],
    confidence: "certain",
    rationale: FAILED_TEST_RATIONALE,
    exploit: "",
    remediation: `${kind.remedy}; then test again, and record it (register test).`,
    examples: { bad: [], good: [] },
    check: () => [],
  };
}

/** Why a failed authorization test is a finding. */
export const FAILED_TEST_RATIONALE = prose`
  The test was run against the service. It showed that the check is missing: this is a fact, not a guess from the
  description. The finding stays open, whatever changes in the description, until the test is recorded as passed.
`;

const KINDS = [
  {
    ids: /-anonymous$/,
    owasp: "API2:2023",
    cwe: 306,
    asvs: "V8.2.1",
    remedy: "Refuse each call without a valid credential on the server",
  },
  {
    ids: /-(?:rights|staff)$/,
    owasp: "API5:2023",
    cwe: 862,
    asvs: "V8.2.1",
    remedy: "Check on the server, in each call, that the caller has the right to call the operation",
  },
  {
    ids: /-properties$/,
    owasp: "API3:2023",
    cwe: 915,
    asvs: "V8.2.3",
    remedy: "Ignore or refuse on the server what only the service may set",
  },
  {
    ids: /^/,
    owasp: "API1:2023",
    cwe: 639,
    asvs: "V8.2.2",
    remedy: "Check on the server, in each call, that the caller may access the requested object",
  },
] as const;
