import type { Severity } from "../core/severity.ts";
import type { Rule } from "./rule.ts";
import { WITHOUT_FIX } from "./without-fix.ts";

/** What a reader must know of a rule, as Markdown: the page `docs/rules/ID.md`, and what `sallyport explain` prints. */
export function rulePage(rule: Rule, severity: Severity | "off"): string {
  const { exploit, asvs, alsoKnownAs = [] } = rule;
  const [fixed, ...alsoFine] = rule.examples.good;
  const facts = [
    ...(alsoKnownAs.length === 0 ? [] : [`Also known as: ${alsoKnownAs.join(", ")}`]),
    `Severity: ${severity}`,
    `Confidence: ${rule.confidence}${rule.isAsSureAsFields === true ? "; certain if the content of the fields is known" : ""}`,
    `OWASP API Security Top 10: ${rule.owasp.join(", ")}`,
    `CWE: ${rule.cwe.map((id) => `[${id}](https://cwe.mitre.org/data/definitions/${id}.html)`).join(", ")}`,
    ...(asvs.length === 0 ? [] : [`OWASP ASVS 5.0: ${asvs.join(", ")}`]),
    `Fix: ${fixWords(rule)}`,
  ];
  return [
    `# ${rule.id}`,
    `**${rule.title}.**`,
    facts.map((fact) => `- ${fact}`).join("\n"),
    "## Why it matters",
    rule.rationale,
    "## How it is exploited",
    exploit,
    "## What is reported",
    ...rule.examples.bad.map((example) => `The lines marked ✗:\n\n${fenced(example)}`),
    "## What to do",
    rule.remediation,
    ...(fixed === undefined
      ? []
      : [`${rule.examples.bad.length > 1 ? "The first example" : "The same"}, fixed:\n\n${fenced(fixed)}`]),
    ...alsoFine.map((example) => `Also fine:\n\n${fenced(example)}`),
  ]
    .join("\n\n")
    .concat("\n");
}

/** The fixes that change the description, with how sure each is; or why there is none. */
export function fixWords({ id, fixes = [] }: Rule): string {
  if (fixes.length === 0) return `none. ${WITHOUT_FIX[id] ?? ""}`.trim();
  return fixes
    .map(
      ({ name, certainty, where }) =>
        `${name} (${[certainty === "asked" ? "only on request" : certainty, where].filter(Boolean).join(" ")})`,
    )
    .join("; ");
}

function fenced(example: string): string {
  return `\`\`\`yaml\n${example}\`\`\``;
}
