import type { DismissalEntry, Finding } from "./review.ts";
import { isAtLeast, type Severity } from "./severity.ts";

/** Whether somebody has to answer by name for the dismissal of a finding of this severity. */
export function needsName(severity: Severity): boolean {
  return isAtLeast(severity, "high");
}

/** Whether a dismissal has no effect for want of the name of who says so. */
export function isNameless({ state, by, fingerprint }: DismissalEntry, findings: readonly Finding[]): boolean {
  if (state !== "not-allowed" || by !== null) return false;
  const finding = findings.find((one) => one.fingerprint === fingerprint);
  return finding !== undefined && needsName(finding.severity);
}

/** Why such a dismissal has no effect, as the second half of a sentence. */
export const NAMELESS =
  "the dismissal of a finding of high severity or above needs the name of the person who decided it (by)";
