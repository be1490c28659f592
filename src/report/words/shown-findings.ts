import type { Finding } from "../../core/review.ts";
import { isAtLeast } from "../../core/severity.ts";

/** Above this many, findings of low and info are folded, and those beyond the worst. */
const MANY = 6;
const MOST_SHOWN = 10;

/** Whether the finding at `index` of `all` stands open to see in a document; the others are folded. */
export function isShown({ severity }: Finding, index: number, all: number): boolean {
  return all <= MANY || (index < MOST_SHOWN && isAtLeast(severity, "medium"));
}
