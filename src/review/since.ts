import type { Finding, Review, ReviewEnvelope } from "../core/review.ts";
import { isAtLeast, type Severity } from "../core/severity.ts";

/** What changed since an earlier review. */
export type Since = NonNullable<Review["since"]>;

/** A review with what changed since an earlier one of the same description; `since` is null where there is none. */
export function reviewSince(review: Review, earlier: ReviewEnvelope, isOnlyOne: boolean): Review {
  const before = earlierOf(review, earlier, isOnlyOne);
  return { ...review, since: before === undefined ? null : sinceOf(review, before, earlier) };
}

/** By its file, else by its title; one review alone is of the only description there is, wherever that lay. */
function earlierOf({ document }: Review, { reviews }: ReviewEnvelope, isOnlyOne: boolean): Review | undefined {
  const titled = reviews.filter((one) => document.title !== null && one.document.title === document.title);
  return (
    reviews.find((one) => one.document.file === document.file) ??
    (titled.length === 1 ? titled[0] : undefined) ??
    (isOnlyOne && reviews.length === 1 ? reviews[0] : undefined)
  );
}

/** Findings are matched by their places, whose fingerprints stay when texts, lines and files change. */
function sinceOf(review: Review, before: Review, { asOf, tool }: ReviewEnvelope): Since {
  const counted = (findings: readonly Finding[]): readonly Finding[] =>
    findings.filter(({ status }) => status !== "fixed");
  const [was, is] = [counted(before.findings), counted(review.findings)];
  const severities = new Map<string, Severity>();
  for (const finding of was)
    for (const key of keysOf(finding)) {
      const known = severities.get(key);
      if (known === undefined || isAtLeast(finding.severity, known)) severities.set(key, finding.severity);
    }
  const still = new Set([...is, ...(review.dismissed ?? [])].flatMap(keysOf));
  const dismissedBefore = new Set((before.dismissed ?? []).flatMap(keysOf));
  const isKnown = (finding: Finding): boolean => keysOf(finding).some((key) => severities.has(key));
  const ids = (of: Review): ReadonlySet<string> => new Set(of.operations.map(({ id }) => id));
  const [idsBefore, idsNow] = [ids(before), ids(review)];
  return {
    asOf,
    tool: tool.version,
    decision: before.verdict.decision,
    samePolicy: before.policy.sha256 === review.policy.sha256,
    sameDescription: before.document.sha256 === review.document.sha256,
    new: is.filter((finding) => !isKnown(finding)).map(({ fingerprint }) => fingerprint),
    worse: is
      .filter((finding) => isKnown(finding) && isWorse(finding, severities, dismissedBefore))
      .map(({ fingerprint }) => fingerprint),
    gone: was
      .filter((finding) => !keysOf(finding).some((key) => still.has(key)))
      .map(({ rule, severity, title, message, status }) => ({ rule, severity, title, message, status })),
    addedOperations: [...idsNow].filter((id) => !idsBefore.has(id)),
    removedOperations: [...idsBefore].filter((id) => !idsNow.has(id)),
  };
}

/** By what a finding is known again: its places, and itself where it has none. */
function keysOf({ rule, fingerprint, places }: Finding): readonly string[] {
  return places.length === 0 ? [`${rule} ${fingerprint}`] : places.map((place) => place.fingerprint);
}

/** Whether it is more severe than before, or has places that it had not. */
function isWorse(finding: Finding, severities: ReadonlyMap<string, Severity>, dismissed: ReadonlySet<string>): boolean {
  const keys = keysOf(finding);
  if (keys.some((key) => !severities.has(key) && !dismissed.has(key))) return true;
  return keys.every((key) => {
    const before = severities.get(key);
    return before === undefined || (before !== finding.severity && isAtLeast(finding.severity, before));
  });
}
