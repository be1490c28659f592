import type { Review } from "../core/review.ts";
import { UNMATCHED, unmatchedSettingsQuestion } from "../review/unmatched-settings.ts";
import type { Outcome } from "./review-one.ts";

type Reviewed = Extract<Outcome, { readonly review: Review }>;

/** What settings name of the descriptions that are reviewed together. */
export interface NamedSettings {
  /** What none of them has, in words. */
  readonly unmatched: readonly string[];
  /** A review that asks of no setting which another of the descriptions has what is named for. */
  readonly asked: (outcome: Reviewed) => Review;
}

/** Of one description nobody can tell whether what is for several is for another; of several together they can. */
export function namedSettingsOf(outcomes: readonly Outcome[]): NamedSettings {
  const reviewed = outcomes.filter((outcome): outcome is Reviewed => "review" in outcome);
  const all = reviewed.flatMap(({ named }) => named);
  const matched = new Set(all.flatMap(({ at, isMatched }) => (isMatched ? [at] : [])));
  const isWhole = outcomes.length > 1 && reviewed.length === outcomes.length;
  const unmatched = all.filter(({ at, isForOthers }) => !matched.has(at) && (isWhole || !isForOthers));
  return {
    // Each description may mean another name by it.
    unmatched: [...new Map(unmatched.toReversed().map(({ at, text }) => [at, text])).values()].toReversed(),
    asked({ review, named }) {
      const open = named.filter(({ at, isMatched, isForOthers }) => !isMatched && !isForOthers && matched.has(at));
      if (open.length === 0) return review;
      const left = named.filter(({ at, isMatched, isForOthers }) => !isMatched && !isForOthers && !matched.has(at));
      return {
        ...review,
        questions: [...unmatchedSettingsQuestion(left), ...review.questions.filter(({ id }) => id !== UNMATCHED)],
      };
    },
  };
}
