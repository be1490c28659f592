import type { Severity } from "../core/severity.ts";
import type { Rule } from "./rule.ts";

/** What a reader must know of a rule, as Markdown: the page `docs/rules/ID.md`, and what `sallyport explain` prints. */
export function rulePage(rule: Rule, severity: Severity | "off"): string {
  const facts = [
    `Severity: ${severity}`,
    `Confidence: ${rule.confidence}`,
    `OWASP API Security Top 10: ${rule.owasp.join(", ")}`,
    `CWE: ${rule.cwe.map((id) => `[${id}](https://cwe.mitre.org/data/definitions/${id}.html)`).join(", ")}`,
  ];
  return [
    `# ${rule.id}`,
    `**${rule.title}.**`,
    facts.map((fact) => `- ${fact}`).join("\n"),
    "## Why it matters",
    rule.rationale,
    "## What to do",
    rule.remediation,
    "## Examples",
    ...rule.examples.bad.map((example) => `Reported, in the lines marked ✗:\n\n${fenced(example)}`),
    ...rule.examples.good.map((example) => `Fine:\n\n${fenced(example)}`),
  ]
    .join("\n\n")
    .concat("\n");
}

function fenced(example: string): string {
  return `\`\`\`yaml\n${example}\`\`\``;
}
