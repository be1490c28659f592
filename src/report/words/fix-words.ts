import type { Review } from "../../core/review.ts";

/** What was done about an issue, and why that is a fix or none. */
export interface ShownFix {
  readonly kind: string;
  readonly why?: string | undefined;
}

const NAMES: Readonly<Record<string, string>> = {
  removed: "removed",
  narrowed: "narrowed",
  filtered: "filtered",
  "only-gated": "only gated",
  renamed: "renamed or moved",
  hidden: "hidden",
  partial: "partial",
  unchanged: "unchanged",
  claimed: "marked as fixed by hand",
};

/** What a kind of fix is called. */
export function fixName(kind: string): string {
  return NAMES[kind] ?? kind;
}

const FIXES: ReadonlySet<string> = new Set(["removed", "narrowed", "filtered"]);

/** What was done about an issue that is still open: `not fixed, only gated: …`. */
export function attemptWords({ kind, why }: ShownFix): string {
  const told = why === undefined ? "" : `: ${why}`;
  if (kind === "claimed") return `${fixName(kind)}, which nobody has compared yet`;
  return `${FIXES.has(kind) ? "to be tested" : "not fixed"}, ${fixName(kind)}${told}`;
}

type GateFix = NonNullable<NonNullable<Review["gate"]>["fixes"]>[number];

/** What a change does about an issue, and whether that closes it, in sentences without the last end: its id stands before. */
export function gateFixWords({ issue, fix }: GateFix): string {
  const due = issue.due === null ? "" : `, due ${issue.due}`;
  const after = fix.closes
    ? "The next update of the register closes it"
    : fix.isFix
      ? `It stays open until then${due}`
      : `This is no fix: it stays open${due}`;
  return `${fixName(fix.kind)}: ${fix.why}. ${after}`;
}
