import type { Finding } from "../core/review.ts";
import { markdownOf, paragraph, paragraphs, strong } from "./markdown/nodes.ts";
import { cweLink, owaspLink } from "./markdown/standards.ts";

/** What a rule means and what to do, as plain text and as Markdown. */
export function ruleHelp({ rationale, remediation, owasp, cwe }: Finding): { text: string; markdown: string } {
  const standards = [...owasp.map(owaspLink), ...cwe.map(cweLink)];
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
