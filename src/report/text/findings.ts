import { count, listed } from "../../core/prose.ts";
import type { ExcerptLine, Finding, FindingPlace } from "../../core/review.ts";
import { isAtLeast, type Severity } from "../../core/severity.ts";
import { severityCounts } from "../decision-words.ts";
import { shownText } from "../shown-text.ts";
import type { Page, Style } from "./page.ts";

/** Above this many findings only the grave ones are shown in full. */
const MANY = 6;
/** How many are shown in full, and how many of low or info in a line, where there are many. */
const MOST_IN_FULL = 8;
const MOST_LINES = 10;
/** How many places of a finding are shown with their lines: of few findings, of many. */
const MOST_EXCERPTS = { few: 2, many: 1 };

/** What is wrong, the worst first; of many findings the grave ones in full. */
export function findingsSection(page: Page, findings: readonly Finding[]): void {
  if (findings.length === 0) {
    page.line("No findings.");
    page.line("");
    return;
  }
  page.line(page.paint("bold", `Findings: ${severityCounts(findings)}`));
  page.line("");
  if (findings.length <= MANY) {
    for (const finding of findings) findingBlock(page, finding, MOST_EXCERPTS.few);
    return;
  }
  const grave = findings.filter(({ severity }) => isAtLeast(severity, "high"));
  for (const finding of grave.slice(0, MOST_IN_FULL)) findingBlock(page, finding, MOST_EXCERPTS.many);
  const brief = [...grave.slice(MOST_IN_FULL), ...findings.filter(({ severity }) => severity === "medium")];
  for (const finding of brief) briefBlock(page, finding);
  const light = findings.filter(({ severity }) => !isAtLeast(severity, "medium"));
  for (const finding of light.slice(0, MOST_LINES)) headingLine(page, finding);
  if (light.length > MOST_LINES)
    page.line(`${INDENT}and ${light.length - MOST_LINES} more (--format markdown has them all)`);
  if (light.length > 0) page.line("");
}

const STYLES: Readonly<Record<Severity, Style>> = {
  critical: ["bold", "red"],
  high: "red",
  medium: "yellow",
  low: "cyan",
  info: "gray",
};
const INDENT = " ".repeat(10);

function headingLine(page: Page, { severity, title, rule }: Finding): void {
  const label = `  ${page.paint(STYLES[severity], severity.padEnd(8))}`;
  const [heading, id] = [shownText(title), shownText(rule)];
  const room = page.width - INDENT.length - id.length;
  const padded = heading.length < room ? heading.padEnd(room) : `${heading} `;
  page.line(`${label}${page.paint("bold", padded)}${page.paint("gray", id)}`);
}

function findingBlock(page: Page, finding: Finding, mostExcerpts: number): void {
  headingLine(page, finding);
  page.paragraph(shownText(finding.message), INDENT);
  for (const evidence of finding.evidence) page.paragraph(shownText(evidence), INDENT);
  const located = finding.places.filter(({ excerpt }) => excerpt.length > 0);
  for (const place of located.slice(0, mostExcerpts)) excerptBlock(page, place, finding);
  if (located.length > mostExcerpts) {
    const rest = located
      .slice(mostExcerpts)
      .map(({ file, line }) => (file === finding.file ? `line ${line}` : `${shownText(file)}:${line}`));
    page.paragraph(`and at ${listed(rest, 8)}`, INDENT);
  }
  if (finding.operations.length > 1)
    page.paragraph(
      listed(finding.operations.map(shownText), 5),
      `${INDENT}${count(finding.operations.length, "operation")}: `,
      INDENT,
    );
  page.paragraph(shownText(finding.remediation.replaceAll("\n\n", " ")), INDENT);
  page.line("");
}

/** What is wrong and where, without the excerpt and the remedy. */
function briefBlock(page: Page, finding: Finding): void {
  headingLine(page, finding);
  page.paragraph(`${shownText(finding.message)} (${shownText(finding.file)}:${finding.line})`, INDENT);
  page.line("");
}

function excerptBlock(page: Page, place: FindingPlace, finding: Finding): void {
  const column = place.pointer === finding.pointer && place.file === finding.file ? `:${finding.column}` : "";
  page.line(`${INDENT}${page.paint("gray", `${shownText(place.file)}:${place.line}${column}`)}`);
  const gutter = String(Math.max(...place.excerpt.map(({ line }) => line))).length;
  for (const line of place.excerpt) excerptLine(page, line, gutter);
}

function excerptLine(page: Page, { line, text, mark }: ExcerptLine, gutter: number): void {
  const room = page.width - INDENT.length - gutter - 3;
  const [start, end] = mark ?? [1, 1];
  const before = shownText(text.slice(0, start - 1));
  const marked = shownText(text.slice(start - 1, end - 1));
  const after = shownText(text.slice(end - 1));
  const cut = (shown: string): string => (shown.length > room ? `${shown.slice(0, room - 1)}…` : shown);
  page.line(`${INDENT}${page.paint("gray", `${String(line).padStart(gutter)} |`)} ${cut(before + marked + after)}`);
  if (mark === null || before.length >= room) return;
  const carets = "^".repeat(Math.max(1, Math.min(marked.length, room - before.length)));
  page.line(
    `${INDENT}${page.paint("gray", `${" ".repeat(gutter)} |`)} ${" ".repeat(before.length)}${page.paint("red", carets)}`,
  );
}
