import type { Finding } from "./review.ts";
import { SEVERITIES, type Severity } from "./severity.ts";

/** How many findings are open, by severity; of which there is none is left out. */
export type OpenNumbers = Partial<Record<Severity, number>>;

/** How many of some findings are open, by severity, the worst first. */
export function openNumbers(findings: readonly Finding[]): OpenNumbers {
  const numbers: OpenNumbers = {};
  for (const severity of SEVERITIES) {
    const n = findings.filter((finding) => finding.severity === severity && isOpen(finding)).length;
    if (n > 0) numbers[severity] = n;
  }
  return numbers;
}

/** Whether a finding still has to be dealt with. */
export function isOpen({ status }: Pick<Finding, "status">): boolean {
  return status === "open" || status === "regressed";
}
