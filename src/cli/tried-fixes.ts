import { UserError } from "../core/user-error.ts";
import { fixUnits } from "../fix/fix-units.ts";
import type { Policy } from "../policy/policy.ts";
import { descriptionFixes } from "./description-fixes.ts";
import type { RegisteredReview } from "./registered-review.ts";
import type { Entry } from "./root.ts";

/** What `sallyport fix` would make of a description, so that a review promises no more. */
export interface TriedFixes {
  readonly made: number;
  /** Whether some of these are made on request only. */
  readonly isSuggested: boolean;
  /** Fixes that are not made alone, since something else would then be found: each with a sentence on that. */
  readonly followed: readonly FollowedFix[];
}

/** A fix after which there is something new to do. */
export interface FollowedFix {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  /** A sentence. */
  readonly why: string;
}

/**
 * Tries the fixes of a review, safe and suggested, as `sallyport fix --suggested` makes them; `undefined` where that takes long
 * or cannot be tried. Nothing is written.
 */
export async function triedFixes(
  entry: Entry,
  policy: Policy,
  before: RegisteredReview,
  policyOf: (file: string) => Promise<Policy>,
  asOf: string,
): Promise<TriedFixes | undefined> {
  const { api } = before.judgements.stated;
  if (api.operations.length > MOST_OPERATIONS) return undefined;
  const units = fixUnits(before.judgements, before.review).filter(({ certainty }) => certainty !== "asked");
  if (units.length === 0) return { made: 0, isSuggested: false, followed: [] };
  if (units.length > MOST_FIXES) return undefined;
  try {
    const { result } = await descriptionFixes({ entry, policy, before, policyOf }, units, asOf);
    return {
      made: result.made.length,
      isSuggested: result.made.some(({ certainty }) => certainty === "suggested"),
      followed: result.undone.flatMap(({ unit, why, isFollowed }) => {
        const [place] = unit.closes;
        if (place === undefined || isFollowed !== true) return [];
        return [{ name: unit.name, file: place.file, line: place.line, why }];
      }),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return undefined;
  }
}

/** Each try is a review: of more, nobody waits for a number. */
const MOST_OPERATIONS = 40;
const MOST_FIXES = 12;
