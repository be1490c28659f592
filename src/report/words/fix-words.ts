import { count } from "../../core/prose.ts";
import { fixName, isFixKind } from "../../core/fix-kinds.ts";
import type { Review } from "../../core/review.ts";

/** What was done about an issue, and why that is a fix or none. */
interface ShownFix {
  readonly kind: Parameters<typeof fixName>[0];
  readonly why?: string | undefined;
}

/** What was done about an issue that is still open: `not fixed, only authentication added: …`. */
export function attemptWords({ kind, why }: ShownFix): string {
  const told = why === undefined ? "" : `: ${why}`;
  if (kind === "claimed") return `${fixName(kind)}, not compared yet`;
  return `${isFixKind(kind) ? "to be tested" : "not fixed"}, ${fixName(kind)}${told}`;
}

/** The same with the day: `not fixed, only authentication added since 2026-01-14`. */
export function attemptSince({ kind, on, why }: RecordedFix): string {
  return `${attemptWords({ kind })} since ${on}${why === undefined ? "" : `: ${why}`}`;
}

/** When an issue was fixed, and what the fix was: `fixed 2026-04-16, narrowed`. */
export function fixedWords(on: string, fix: RecordedFix | undefined): string {
  return `fixed ${on}${fix === undefined ? "" : `, ${fixName(fix.kind)}`}`;
}

/** A fix as the register has it, with the day since when. */
export interface RecordedFix extends ShownFix {
  readonly on: string;
}

type GateFix = NonNullable<NonNullable<Review["gate"]>["fixes"]>[number];

/** What a change does about an issue, and whether that closes it, in sentences without the last end: its id stands before. */
export function gateFixWords({ issue, fix }: GateFix): string {
  const due = issue.due === null ? "" : `, due ${issue.due}`;
  const after = fix.closes
    ? "The next update of the register closes it"
    : fix.isFix
      ? `Until then it stays open${due}`
      : // Nobody said that a name or a part of it fixes all.
        fix.kind === "renamed" || fix.kind === "partial"
        ? `The issue stays open${due}`
        : `This is not a fix: the issue stays open${due}`;
  const renamed = fix.places.filter(({ kind }) => kind === "renamed").length;
  const name =
    fix.kind === "renamed"
      ? `follows the rename (${renamed} of ${count(fix.places.length, "place")})`
      : fixName(fix.kind);
  return `${name}: ${fix.why}. ${after}`;
}
