import { graveDismissals } from "../core/grave-dismissals.ts";
import { grouped } from "../core/grouped.ts";
import { count, listed, quoted } from "../core/prose.ts";
import type { DismissalEntry } from "../core/review.ts";
import type { RankedTest } from "./boundaries.ts";
import type { AttestedClaim, OpenAttestation, RegisterRecord, TestOutcome } from "./register-record.ts";

/** What people have recorded, or still have to, as far as a verdict rests on it. */
export interface VerdictRecord {
  /** What is still to be attested. */
  readonly open: readonly OpenAttestation[];
  readonly attested: readonly AttestedClaim[];
  readonly tests: readonly Pick<RankedTest, "outcome">[];
  /** How the test of an operation came out, also of one that is not in the list. */
  readonly testOf?: RegisterRecord["testOf"] | undefined;
  readonly dismissals?: DismissalEntry[];
  /** What is to be answered before a release for which nothing else is to be shown. */
  readonly asked?: readonly string[];
}

export const NOTHING_RECORDED: VerdictRecord = { open: [], attested: [], tests: [] };

/** On whose word an approval rests: `1 attestation (A. Berg, 2026-11-27) and tests of 4 operations (…)`; `undefined`: on nobody's. */
export function wordOfPeople(
  { attested, tests, dismissals = [] }: VerdictRecord,
  lowered: readonly { readonly field: string }[] = [],
): string | undefined {
  const passed = tests.flatMap(({ outcome }) => (outcome?.outcome === "passed" ? [outcome] : []));
  const without = tests.flatMap(({ outcome }) => (outcome?.outcome === "not-applicable" ? [outcome] : []));
  const { byPeople, bySettings } = graveDismissals({ dismissals });
  const parts = [
    ...(bySettings.length === 0
      ? []
      : [
          `settings that lower or turn off ${count(bySettings.length, "finding")} of high severity or above (nobody is named)`,
        ]),
    ...(byPeople.length === 0
      ? []
      : [
          `the dismissal of ${count(byPeople.length, "finding")} of high severity or above (${listed([...new Set(byPeople.map(({ by }) => by ?? "nobody is named"))], MOST_NAMED)})`,
        ]),
    ...(without.length === 0
      ? []
      : [
          `the decision that ${count(without.length, "test")} ${without.length === 1 ? "does" : "do"} not apply (${namesOf(without, () => "")})`,
        ]),
    ...(lowered.length === 0
      ? []
      : [
          `what is confirmed of ${listed(
            lowered.map(({ field }) => quoted(field)),
            MOST_NAMED,
          )}`,
        ]),
    ...(attested.length === 0 ? [] : [`${count(attested.length, "attestation")} (${namesOf(attested, () => "")})`]),
    ...(passed.length === 0
      ? []
      : [`the tests of ${count(passed.length, "operation")} (${namesOf(passed, outcomeWords)})`]),
  ];
  return parts.length === 0 ? undefined : listed(parts);
}

/** Who said it and when, each once: `QA, 2026-11-27, no evidence given`. */
function namesOf<T extends { readonly by: string; readonly on: string }>(
  some: readonly T[],
  further: (one: T) => string,
): string {
  const words = grouped(some, (one) => `${one.by}, ${one.on}${further(one)}`);
  return [...words.keys()].slice(0, MOST_NAMED).join("; ") + (words.size > MOST_NAMED ? "; and others" : "");
}

const MOST_NAMED = 3;

function outcomeWords({ evidence, until }: TestOutcome): string {
  return `, ${evidence === undefined ? "no evidence given" : `evidence: ${evidence}`}${until === undefined ? "" : `, until ${until}`}`;
}

/** What is said of tests that nobody has made where none of them is a condition; empty where there is none. */
export function untestedWords({ tests }: VerdictRecord): string {
  const untested = tests.filter(({ outcome }) => outcome === undefined).length;
  return untested === 0
    ? ""
    : ` ${count(untested, "operation")} of the test list ${untested === 1 ? "is" : "are"} not tested; the verdict does not depend on ${untested === 1 ? "it" : "them"}.`;
}
