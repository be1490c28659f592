import { grouped } from "../../../core/grouped.ts";
import type { Finding, Review } from "../../../core/review.ts";
import { SEVERITIES, worse, type Severity } from "../../../core/severity.ts";
import { isOpen } from "../../words/decision-words.ts";
import { byReasons, NOBODY, ownerTallies, type OwnerTally } from "../../words/owner-tallies.ts";

/** A cause of findings that several APIs share: what is fixed once, for all of them. */
export interface RecurringCause {
  readonly rule: string;
  readonly title: string;
  /** Of its open findings. */
  readonly worst: Severity;
  readonly findings: number;
  /** The files of the descriptions that have it. */
  readonly files: readonly string[];
}

/** The causes of open findings that more than one API has: those that most have first, of these the worst. */
export function recurringCauses(reviews: readonly Review[]): readonly RecurringCause[] {
  const all = reviews.flatMap((review) =>
    review.findings.filter(isOpen).map((finding) => ({ finding, file: review.document.file })),
  );
  return [...grouped(all, ({ finding }) => finding.rule)]
    .map(([rule, some]) => ({
      rule,
      title: titleMost(some.map(({ finding }) => finding)),
      worst: some.map(({ finding }) => finding.severity).reduce(worse),
      findings: some.length,
      files: [...new Set(some.map(({ file }) => file))],
    }))
    .filter(({ files }) => files.length > 1)
    .toSorted(
      (a, b) =>
        b.files.length - a.files.length ||
        SEVERITIES.indexOf(a.worst) - SEVERITIES.indexOf(b.worst) ||
        (a.rule < b.rule ? -1 : 1),
    );
}

/** What a rule says of most of them. */
function titleMost(findings: readonly Finding[]): string {
  const titles = [...grouped(findings, ({ title }) => title)];
  return titles.reduce((most, one) => (one[1].length > most[1].length ? one : most))[0];
}

/** What one owner has to do over all APIs. */
export interface PortfolioOwner extends OwnerTally {
  /** The files of the descriptions in which something is theirs. */
  readonly files: readonly string[];
}

/** Who must act, over all APIs: what blocks first; what nobody owns last of its like. */
export function portfolioOwners(reviews: readonly Review[], asOf: string): readonly PortfolioOwner[] {
  const all = reviews.flatMap((review) =>
    ownerTallies(review, asOf).map((tally) => ({ tally, file: review.document.file })),
  );
  const sum = (some: typeof all, of: (tally: OwnerTally) => number): number =>
    some.reduce((whole, { tally }) => whole + of(tally), 0);
  return [...grouped(all, ({ tally }) => tally.owner)]
    .map(([owner, some]) => ({
      owner,
      reasons: {
        blocks: sum(some, ({ reasons }) => reasons.blocks),
        depends: sum(some, ({ reasons }) => reasons.depends),
        condition: sum(some, ({ reasons }) => reasons.condition),
      },
      open: sum(some, ({ open }) => open),
      overdue: sum(some, ({ overdue }) => overdue),
      dated: sum(some, ({ dated }) => dated),
      files: [...new Set(some.map(({ file }) => file))],
    }))
    .toSorted(
      (a, b) =>
        Number(a.owner === NOBODY) - Number(b.owner === NOBODY) ||
        byReasons(a, b) ||
        b.open - a.open ||
        (a.owner < b.owner ? -1 : 1),
    );
}
