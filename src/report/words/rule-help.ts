import type { Finding } from "../../core/review.ts";
import { markdownOf, paragraph, paragraphs, strong } from "../formats/markdown/nodes.ts";
import { cweLink, owaspLink } from "../formats/markdown/standards.ts";

/** What a rule means and what to do, as plain text and as Markdown: of each kind of what it found, once. */
export function ruleHelp(findings: readonly Finding[]): { text: string; markdown: string } {
  const rationale = distinct(findings.map((finding) => finding.rationale));
  const remediation = distinct(findings.map((finding) => finding.remediation));
  const standards = [...(findings[0]?.owasp ?? []).map(owaspLink), ...(findings[0]?.cwe ?? []).map(cweLink)];
  return {
    text: `Why it matters: ${rationale}\n\nWhat to do: ${remediation}`,
    markdown: markdownOf([
      paragraph(strong("Why it matters")),
      ...paragraphs(rationale),
      paragraph(strong("What to do")),
      ...paragraphs(remediation),
      ...(standards.length === 0
        ? []
        : [
            paragraph(
              "Standards: ",
              standards.flatMap((link, index) => (index === 0 ? [link] : [", ", link])),
              ".",
            ),
          ]),
    ]),
  };
}

function distinct(texts: readonly string[]): string {
  return [...new Set(texts)].join("\n\n");
}
