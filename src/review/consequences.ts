import { isOpen } from "../core/open-findings.ts";
import type { Finding, Review } from "../core/review.ts";
import { isAtLeast } from "../core/severity.ts";

/*
 * One cause is told once. That no operation declares whether it requires a credential is a finding, and who can call is the
 * question beside it: what anybody could read then follows from it, and has no other remedy. The question says how many
 * operations return what, and each answer is judged with all of it. A review that is compared with another, and the
 * register, keep every place.
 */

/** What is read because nobody is kept out, whatever kind of data it is. */
const READS: ReadonlySet<string> = new Set([
  "excessive-data-exposure",
  "excessive-data-embedded",
  "excessive-data-in-list",
  "bola-other-users-data",
  "internals-in-response",
]);

/** What any caller with few rights could do: who that is makes it no other finding. */
const OF_ANY_CALLER: ReadonlySet<string> = new Set(["mass-assignment"]);

/** The findings of which each says that nothing states whether a credential is required. */
const CAUSES: ReadonlySet<string> = new Set(["authentication-unstated", "authorization-header-parameter"]);

/**
 * Whose objects callers reach is for the authorization tests to show: whether an account's boundary holds stands in no
 * description, and no answer makes a finding of it.
 */
const TESTED: ReadonlySet<string> = new Set(["bola-other-users-data"]);

/** A review without the findings under its questions that are told already: by the cause that they follow from, or by a test. */
export function withoutConsequences(review: Review): Review {
  if (review.gate !== null) return review;
  const hidden = new Map<string, readonly string[]>();
  const assumptions = review.assumptions.map((assumption) => {
    const isTold = toldOtherwise(review, assumption.id);
    const [ifTrue, told] = [assumption.ifTrue.filter((one) => !isTold(one)), assumption.ifTrue.filter(isTold)];
    if (told.length === 0) return assumption;
    hidden.set(
      assumption.id,
      told.map(({ fingerprint }) => fingerprint),
    );
    return { ...assumption, ifTrue };
  });
  if (hidden.size === 0) return review;
  const known = new Set([...review.findings, ...assumptions.flatMap(({ ifTrue }) => ifTrue)].map(fingerprintOf));
  const gone = new Set([...hidden.values()].flat().filter((one) => !known.has(one)));
  const causes = review.findings.filter((one) => isOpen(one) && CAUSES.has(one.rule)).map(fingerprintOf);
  return {
    ...review,
    assumptions,
    verdict: {
      ...review.verdict,
      reasons: review.verdict.reasons.map((reason) => {
        const findings = reason.findings.filter((one) => !gone.has(one));
        if (findings.length === reason.findings.length) return reason;
        const isOfCause = reason.assumptions.includes(UNSTATED);
        return { ...reason, findings: isOfCause ? [...new Set([...findings, ...causes])] : findings };
      }),
    },
  };
}

const UNSTATED = "authentication-unstated";

function fingerprintOf({ fingerprint }: Finding): string {
  return fingerprint;
}

/** Tells of what is found with an answer whether it is told already. What somebody has accepted is on record, and stays. */
function toldOtherwise({ findings }: Review, question: string): (finding: Finding) => boolean {
  if (question === "tenancy") return (finding) => isOpen(finding) && TESTED.has(finding.rule);
  if (question !== UNSTATED) return () => false;
  // A cause that weighs less than what follows from it tells it no more.
  const causes = findings.filter((one) => isOpen(one) && CAUSES.has(one.rule));
  if (!causes.some(({ severity }) => isAtLeast(severity, "medium"))) return () => false;
  const grave = new Set(
    findings
      .filter((one) => isOpen(one) && (isAtLeast(one.severity, "medium") || OF_ANY_CALLER.has(one.rule)))
      .map(fingerprintOf),
  );
  return (finding) => isOpen(finding) && (READS.has(finding.rule) || grave.has(finding.fingerprint));
}
