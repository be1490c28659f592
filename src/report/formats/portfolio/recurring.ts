import { grouped } from "../../../core/grouped.ts";
import type { Review } from "../../../core/review.ts";
import { SEVERITIES, worse, type Severity } from "../../../core/severity.ts";
import { isOpen } from "../../../core/open-findings.ts";
import { byReasons, type OwnerTally } from "../../words/owner-tallies.ts";

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

/** What one review has of a cause. */
export interface ReviewCause {
  readonly rule: string;
  readonly worst: Severity;
  /** How many of its open findings say it in which words. */
  readonly titles: ReadonlyMap<string, number>;
}

/** The causes of the open findings of a review. */
export function reviewCauses({ findings }: Pick<Review, "findings">): readonly ReviewCause[] {
  return [...grouped(findings.filter(isOpen), ({ rule }) => rule)].map(([rule, some]) => ({
    rule,
    worst: some.map(({ severity }) => severity).reduce(worse),
    titles: new Map([...grouped(some, ({ title }) => title)].map(([title, same]) => [title, same.length] as const)),
  }));
}

/**
 * The causes of open findings that more than one API has: those that most have first, of these the worst. `apis` has of
 * each API its causes and its file.
 */
export function recurringCauses(
  apis: readonly { readonly causes: readonly ReviewCause[]; readonly file: string }[],
): readonly RecurringCause[] {
  const all = apis.flatMap(({ causes }, api) => causes.map((cause) => ({ cause, api })));
  return [...grouped(all, ({ cause }) => cause.rule)]
    .map(([rule, some]) => {
      const titles = countsOf(some.map(({ cause }) => cause.titles));
      return {
        rule,
        title: [...titles].reduce((most, one) => (one[1] > most[1] ? one : most))[0], // grouped, so there is one
        worst: some.map(({ cause }) => cause.worst).reduce(worse),
        findings: [...titles.values()].reduce((sum, of) => sum + of, 0),
        ...whichApis(
          apis,
          some.map(({ api }) => api),
        ),
      };
    })
    .filter((cause) => cause.apis.length > 1)
    .toSorted(
      (a, b) =>
        b.apis.length - a.apis.length ||
        SEVERITIES.indexOf(a.worst) - SEVERITIES.indexOf(b.worst) ||
        (a.rule < b.rule ? -1 : 1),
    );
}

function countsOf(all: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const counts of all) for (const [name, of] of counts) sums.set(name, (sums.get(name) ?? 0) + of);
  return sums;
}

/** Which of the reviewed APIs, each once, and the files of their descriptions. */
export function whichApis(
  all: readonly { readonly file: string }[],
  indices: readonly number[],
): Pick<RecurringCause, "apis" | "files"> {
  const apis = [...new Set(indices)];
  return { apis, files: apis.map((index) => all[index]!.file) }; // they index it
}

/** What one owner has to do over all APIs. */
export interface PortfolioOwner extends Omit<OwnerTally, "due"> {
  /** In which of the APIs something is theirs, counted from 0. */
  readonly apis: readonly number[];
  /** The files of their descriptions. */
  readonly files: readonly string[];
}

/** Who must act, over all APIs: what blocks first, whoever owns it, or nobody. `apis` has of each API its owners and its file. */
export function portfolioOwners(
  apis: readonly { readonly owners: readonly OwnerTally[]; readonly file: string }[],
): readonly PortfolioOwner[] {
  const all = apis.flatMap(({ owners }, api) => owners.map((tally) => ({ tally, api })));
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
        apis,
        some.map(({ api }) => api),
      ),
    }))
    .toSorted((a, b) => byReasons(a, b) || b.open - a.open || (a.owner < b.owner ? -1 : 1));
}
