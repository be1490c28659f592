import { fixName, isFixKind } from "../../core/fix-kinds.ts";
import type { Review } from "../../core/review.ts";

/** What was done about an issue, and why that is a fix or none. */
interface ShownFix {
  readonly kind: Parameters<typeof fixName>[0];
  readonly why?: string | undefined;
}

/** What was done about an issue that is still open: `not fixed, only gated: …`. */
export function attemptWords({ kind, why }: ShownFix): string {
  const told = why === undefined ? "" : `: ${why}`;
  if (kind === "claimed") return `${fixName(kind)}, which nobody has compared yet`;
  return `${isFixKind(kind) ? "to be tested" : "not fixed"}, ${fixName(kind)}${told}`;
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
