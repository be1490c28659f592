import type { Finding, Review } from "../core/review.ts";
import type { Waiver } from "../policy/waivers.ts";
import { accept, type Accepted } from "./accept.ts";
import { assumptionsOf, findingsWithAssumptions, type Judgements, type OpenAssumption } from "./assumptions.ts";
import { testBoundaries } from "./boundaries.ts";
import type { FindingDetail } from "./findings.ts";
import { operationsById } from "../model/operations-by-name.ts";
import { proofEntries } from "./owed-proofs.ts";
import { loweredEntries } from "./lowered-entries.ts";
import { withRecord, type AttestedClaim, type OpenAttestation, type RegisterRecord } from "./register-record.ts";
import { rankedTests } from "./tests.ts";
import { verdictOf } from "./verdict.ts";
import { decidingWhoseThings } from "./whose-things.ts";

/** What judgements are decided with, whatever is answered. */
export interface VerdictGrounds {
  /** Today, for what is accepted until a day. */
  readonly asOf: string | undefined;
  /** What is on record. */
  readonly standing: RegisterRecord | undefined;
  readonly fields: Review["fields"];
  readonly waivers: readonly Waiver[];
  /** Who answers for the API. */
  readonly owner: string | null;
  /** What each answer to an assumption leads to, beside the findings without one; left out where nobody asks. */
  readonly answersTo?: (
    assumption: OpenAssumption,
    now: readonly Finding[],
  ) => Review["assumptions"][number]["answers"];
}

/** What is decided of one description, and what that was made of. */
export interface ReachedVerdict extends Accepted {
  readonly tests: ReturnType<typeof rankedTests>;
  readonly boundaries: NonNullable<Review["boundaries"]>;
  readonly attestations: readonly OpenAttestation[];
  readonly attested: readonly AttestedClaim[];
  readonly verdict: Review["verdict"];
}

/** The verdict that judgements come to, with what is accepted and on record. */
export function reachedVerdict(
  judgements: Judgements,
  grounds: VerdictGrounds,
  detail: FindingDetail = "shown",
): ReachedVerdict {
  const { asOf, standing, fields, waivers, owner, answersTo } = grounds;
  const { api } = judgements.stated;
  const accepted = accept(
    {
      findings: findingsWithAssumptions(judgements, detail),
      assumptions: assumptionsOf(judgements, detail),
      fields,
    },
    waivers,
    { asOf, acceptsRequests: api.policy.acceptsRequests, budget: api.document.budget },
  );
  const recorded = (some: Finding[]): Finding[] =>
    (standing === undefined ? some : withRecord(some, standing))
      // What nobody else has on their desk is on that of whoever answers for the API.
      .map((finding) => ({ ...finding, owner: finding.owner ?? owner }));
  const findings = recorded(accepted.findings);
  const assumptions = accepted.assumptions.map((one) => {
    const answers = answersTo?.(one, findings);
    return answers === undefined ? one : { ...one, answers };
  });
  const tests = rankedTests(api, standing?.testOf);
  const boundaries = testBoundaries(tests);
  const attestations = standingClaims(standing?.attestations ?? [], findings);
  const attested = standingClaims(standing?.attested ?? [], findings);
  const dismissals = [...accepted.dismissals, ...loweredEntries(judgements)];
  return {
    ...accepted,
    findings,
    assumptions,
    dismissed: recorded(accepted.dismissed),
    dismissals,
    tests,
    boundaries,
    attestations,
    attested,
    verdict: verdictOf(api, findings, assumptions, boundaries, {
      open: attestations,
      attested,
      tests: [...tests, ...shownBeside(api, findings, tests, standing?.testOf)],
      testOf: standing?.testOf,
      dismissals,
      asked: decidingWhoseThings(tests).map(({ text }) => text),
    }),
  };
}

/** What is on record of promises whose operations are not in the list of tests. */
function shownBeside(
  api: Judgements["stated"]["api"],
  findings: readonly Finding[],
  tests: ReachedVerdict["tests"],
  testOf: RegisterRecord["testOf"] | undefined,
): readonly Pick<ReachedVerdict["tests"][number], "outcome">[] {
  const known = new Set(tests.map(({ test }) => test.operation));
  const byId = operationsById(api.operations);
  const shown = proofEntries(api, findings, testOf).flatMap(({ tested }) => tested.map(({ operation }) => operation));
  return [...new Set(shown)].flatMap((id) => {
    const operation = byId.get(id);
    return known.has(id) || operation === undefined ? [] : [{ outcome: testOf?.(operation) }];
  });
}

/** Claims that still matter, of the places where they do: where a fix was taken back, the finding itself stands. A claim without places is of all. */
export function standingClaims<C extends OpenAttestation>(
  claims: readonly C[],
  findings: readonly Finding[],
): readonly C[] {
  const found = new Set(
    findings
      .filter(({ status }) => status !== "accepted")
      .flatMap(({ places }) => places.map((one) => one.fingerprint)),
  );
  return claims.flatMap((claim) => {
    const all = Object.entries(claim.places);
    const closed = all.filter(([place]) => !found.has(place));
    return all.length > 0 && closed.length === 0 ? [] : [{ ...claim, places: Object.fromEntries(closed) }];
  });
}
