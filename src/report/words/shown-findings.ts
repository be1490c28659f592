import type { Finding } from "../../core/review.ts";
import { isAtLeast } from "../../core/severity.ts";

/** Above this many, findings of low and info are folded, and those beyond the worst. */
const MANY = 6;
const MOST_SHOWN = 10;
/**
 * As many findings are told in a document, the worst first, and as many reasons of a verdict: a description decides how
 * many there are, and nobody reads more.
 */
export const MOST_TOLD = 1_000;

/** That a document has not all of so many findings; `undefined` where it has. */
export function untoldNote(all: number): string | undefined {
  return all > MOST_TOLD
    ? `The first ${MOST_TOLD} of ${all}, the worst first; the JSON review has them all.`
    : undefined;
}

/** Whether the finding at `index` of `all` stands open to see in a document; the others are folded. */
export function isShown({ severity }: Finding, index: number, all: number): boolean {
  return all <= MANY || (index < MOST_SHOWN && isAtLeast(severity, "medium"));
}

/** How many operations a finding is in; a fault of the document, a server or a scheme names them only where they are few. */
export function operationsWords({ operations }: Pick<Finding, "operations">): string {
  return operations.length === 0 ? "whole API" : String(operations.length);
}
