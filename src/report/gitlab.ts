import { createHash } from "node:crypto";
import type { ReviewEnvelope } from "../core/review.ts";
import type { Severity } from "../core/severity.ts";
import { isOpen } from "./decision-words.ts";
import { ended } from "./sentence.ts";
import { shownText } from "./shown-text.ts";

/** The open findings as a GitLab code quality report: https://docs.gitlab.com/ci/testing/code_quality/ */
export function gitlabReport({ reviews }: ReviewEnvelope): string {
  const violations = reviews.flatMap(({ document, findings }) =>
    findings.filter(isOpen).map((finding) => ({
      description: shownText(`${ended(finding.title)} ${ended(finding.message)}`),
      check_name: shownText(finding.rule),
      // The same API may be described twice in one report, and each has to be told apart.
      fingerprint: createHash("sha256")
        .update(JSON.stringify([document.file, finding.fingerprint]))
        .digest("hex"),
      severity: SEVERITIES[finding.severity],
      location: { path: shownText(finding.file), lines: { begin: finding.line } },
    })),
  );
  return `${JSON.stringify(violations, null, 1)}\n`;
}

const SEVERITIES: Readonly<Record<Severity, string>> = {
  critical: "blocker",
  high: "critical",
  medium: "major",
  low: "minor",
  info: "info",
};
