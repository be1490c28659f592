import { grouped } from "../../../core/grouped.ts";
import type { Finding, Review } from "../../../core/review.ts";
import { SEVERITIES, worse, type Severity } from "../../../core/severity.ts";
import { isOpen } from "../../../core/open-findings.ts";
import { byReasons, ownerTallies, type OwnerTally } from "../../words/owner-tallies.ts";

/** A cause of findings that several APIs share: what is fixed once, for all of them. */
export interface RecurringCause {
  readonly rule: string;
  readonly title: string;
  /** Of its open findings. */
  readonly worst: Severity;
  readonly findings: number;
  /** Which of the APIs have it, counted from 0; files can be called alike. */
  readonly apis: readonly number[];
  /** The files of their descriptions. */
  readonly files: readonly string[];
}

/** The causes of open findings that more than one API has: those that most have first, of these the worst. */
export function recurringCauses(reviews: readonly Review[]): readonly RecurringCause[] {
  const all = reviews.flatMap((review, api) => review.findings.filter(isOpen).map((finding) => ({ finding, api })));
  return [...grouped(all, ({ finding }) => finding.rule)]
    .map(([rule, some]) => ({
      rule,
      title: titleMost(some.map(({ finding }) => finding)),
      worst: some.map(({ finding }) => finding.severity).reduce(worse),
      findings: some.length,
      ...whichApis(
        reviews,
        some.map(({ api }) => api),
      ),
    }))
    .filter(({ apis }) => apis.length > 1)
    .toSorted(
      (a, b) =>
        b.apis.length - a.apis.length ||
        SEVERITIES.indexOf(a.worst) - SEVERITIES.indexOf(b.worst) ||
        (a.rule < b.rule ? -1 : 1),
    );
}

/** Which of the reviewed APIs, each once, and the files of their descriptions. */
export function whichApis(
  reviews: readonly Review[],
  indices: readonly number[],
): Pick<RecurringCause, "apis" | "files"> {
  const apis = [...new Set(indices)];
  return { apis, files: apis.map((index) => reviews[index]!.document.file) }; // they index it
}

/** What a rule says of most of them. */
function titleMost(findings: readonly Finding[]): string {
  const titles = [...grouped(findings, ({ title }) => title)];
  return titles.reduce((most, one) => (one[1].length > most[1].length ? one : most))[0];
}

/** What one owner has to do over all APIs. */
export interface PortfolioOwner extends Omit<OwnerTally, "due"> {
  /** In which of the APIs something is theirs, counted from 0. */
  readonly apis: readonly number[];
  /** The files of their descriptions. */
  readonly files: readonly string[];
}

/** Who must act, over all APIs: what blocks first, whoever owns it, or nobody. */
export function portfolioOwners(reviews: readonly Review[], asOf: string): readonly PortfolioOwner[] {
  const all = reviews.flatMap((review, api) => ownerTallies(review, asOf).map((tally) => ({ tally, api })));
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
      ...whichApis(
        reviews,
        some.map(({ api }) => api),
      ),
    }))
    .toSorted((a, b) => byReasons(a, b) || b.open - a.open || (a.owner < b.owner ? -1 : 1));
}
