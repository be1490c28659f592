import { createHash } from "node:crypto";
import type { ReviewEnvelope } from "../../core/review.ts";
import type { Severity } from "../../core/severity.ts";
import { isOpen } from "../../core/open-findings.ts";
import { ended } from "../../core/sentence.ts";
import { backWords, issuesBack } from "../words/blocking-lines.ts";
import { shownText } from "../words/shown-text.ts";

/** The open findings as a GitLab code quality report: https://docs.gitlab.com/ci/testing/code_quality/ */
export function gitlabReport({ reviews, vanished = [] }: ReviewEnvelope): string {
  const seen = new Map<string, number>();
  const violations = reviews.flatMap((review) =>
    review.findings.filter(isOpen).map((finding) => ({
      description: shownText(
        `${ended(finding.title)} ${ended(`${finding.message}${backWords({ back: issuesBack(review, finding) })}`)}`,
      ),
      check_name: shownText(finding.rule),
      fingerprint: told(JSON.stringify([review.document.file, finding.fingerprint]), seen),
      severity: SEVERITIES[finding.severity],
      location: { path: shownText(finding.file), lines: { begin: finding.line } },
    })),
  );
  const gone = vanished.map(({ file, text, blocks, fingerprint }) => ({
    description: shownText(ended(text)),
    check_name: "description-removed",
    fingerprint: told(fingerprint, seen),
    severity: blocks ? "blocker" : "info",
    location: { path: shownText(file), lines: { begin: 1 } },
  }));
  return `${JSON.stringify([...gone, ...violations], null, 1)}\n`;
}

/** A hash of what a violation is known by; what is known by the same has its number besides, since each must differ. */
function told(identity: string, seen: Map<string, number>): string {
  const n = seen.get(identity) ?? 0;
  seen.set(identity, n + 1);
  return createHash("sha256")
    .update(n === 0 ? identity : `${identity}${n}`)
    .digest("hex");
}

const SEVERITIES: Readonly<Record<Severity, string>> = {
  critical: "blocker",
  high: "critical",
  medium: "major",
  low: "minor",
  info: "info",
};
