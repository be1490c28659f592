import { count, listed } from "../../../core/prose.ts";
import type { ExcerptLine, Finding, FindingPlace } from "../../../core/review.ts";
import { isAtLeast, type Severity } from "../../../core/severity.ts";
import { severityCounts } from "../../words/decision-words.ts";
import { grouped } from "../../../core/grouped.ts";
import { shownPlaces } from "../../words/shown-places.ts";
import { shownText, wrapped } from "../../words/shown-text.ts";
import type { Page, Style } from "./page.ts";

/** Above this many findings only the grave ones are shown in full. */
const MANY = 6;
/** How many are shown in full, and without excerpt and remedy, where there are many; the others take a line for each kind. */
const MOST_IN_FULL = 5;
const MOST_IN_BRIEF = 5;
/** Up to this many, each has two excerpts, with the lines round them, and all that speaks for it. */
const FEW = 3;
const MOST_EVIDENCE = 2;

/** What is wrong, the worst first; of many findings the grave ones in full. */
export function findingsText(page: Page, findings: readonly Finding[]): void {
  if (findings.length === 0) {
    page.line("No findings.");
    page.line("");
    return;
  }
  page.line(page.paint("bold", `Findings: ${severityCounts(findings)}`));
  page.line("");
  if (findings.length <= MANY) {
    inFull(page, findings, findings.length <= FEW);
    return;
  }
  const grave = findings.filter(({ severity }) => isAtLeast(severity, "high"));
  inFull(page, grave.slice(0, MOST_IN_FULL), false);
  const medium = findings.filter(({ severity }) => severity === "medium");
  const brief = [...grave.slice(MOST_IN_FULL), ...medium].slice(0, MOST_IN_BRIEF);
  for (const finding of brief) briefBlock(page, finding);
  const told = new Set([...grave.slice(0, MOST_IN_FULL), ...brief]);
  const rest = grouped(
    findings.filter((finding) => !told.has(finding)),
    ({ severity, rule, title }) => JSON.stringify([severity, rule, title]),
  );
  for (const [first, ...more] of rest.values()) if (first !== undefined) headingLine(page, first, more.length + 1);
  if (rest.size > 0) page.line("");
}

const STYLES: Readonly<Record<Severity, Style>> = {
  critical: ["bold", "red"],
  high: "red",
  medium: "yellow",
  low: "cyan",
  info: "gray",
};
const INDENT = " ".repeat(11);

function headingLine(page: Page, { severity, title, rule, status }: Finding, n = 1): void {
  const label = `  ${page.paint(STYLES[severity], severity.padEnd(9))}`;
  const state = status === "open" ? "" : ` (${status})`;
  const [heading, id] = [`${shownText(title)}${n > 1 ? ` (${n})` : state}`, shownText(rule)];
  const room = page.width - INDENT.length - id.length;
  if (heading.length < room) {
    page.line(`${label}${page.paint("bold", heading.padEnd(room))}${page.paint("gray", id)}`);
    return;
  }
  // Too long for one line: as much as fits, and the rule below.
  const [first = "", ...more] = wrapped(heading, page.width - INDENT.length);
  page.line(`${label}${page.paint("bold", first)}`);
  for (const line of more) page.line(`${INDENT}${page.paint("bold", line)}`);
  page.line(`${INDENT}${page.paint("gray", id)}`);
}

/** Findings with all that a reader needs; a remedy that several have once. */
function inFull(page: Page, findings: readonly Finding[], areFew: boolean): void {
  for (const [index, finding] of findings.entries()) {
    const isTold = findings.slice(0, index).some(({ remediation }) => remediation === finding.remediation);
    findingBlock(page, finding, areFew, !isTold);
  }
}

function findingBlock(page: Page, finding: Finding, isOneOfFew: boolean, hasRemedy: boolean): void {
  headingLine(page, finding);
  page.paragraph(shownText(finding.message), INDENT);
  for (const evidence of finding.evidence.slice(0, isOneOfFew ? undefined : MOST_EVIDENCE))
    page.paragraph(shownText(evidence), INDENT);
  const { shown, rest } = shownPlaces(finding, isOneOfFew ? 2 : 1);
  for (const place of shown) excerptBlock(page, place, finding, isOneOfFew);
  otherPlaces(page, finding, shown, rest);
  if (finding.operations.length > 1 && !finding.operations.every((operation) => finding.message.includes(operation)))
    page.paragraph(
      listed(finding.operations.map(shownText), 5),
      `${INDENT}${count(finding.operations.length, "operation")}: `,
      INDENT,
    );
  if (hasRemedy) page.paragraph(shownText(finding.remediation.replaceAll("\n\n", " ")), INDENT);
  page.line("");
}

/** What is wrong and where, without the excerpt and the remedy. */
function briefBlock(page: Page, finding: Finding): void {
  headingLine(page, finding);
  page.paragraph(`${shownText(finding.message)} (${shownText(finding.file)}:${finding.line})`, INDENT);
  page.line("");
}

/** Where else it is, beyond the lines that are shown. */
function otherPlaces(
  page: Page,
  { file }: Finding,
  shown: readonly FindingPlace[],
  rest: readonly FindingPlace[],
): void {
  const where = (place: FindingPlace): string =>
    place.file === file ? String(place.line) : `${shownText(place.file)}:${place.line}`;
  const told = new Set(shown.map(where));
  const others = [...new Set(rest.map(where))].filter((one) => !told.has(one));
  if (others.length > 0)
    page.paragraph(
      `${shown.length === 0 ? "At" : "and at"} line${others.length === 1 ? "" : "s"} ${listed(others, 8)}`,
      INDENT,
    );
}

function excerptBlock(page: Page, place: FindingPlace, finding: Finding, isWhole: boolean): void {
  const column = place.pointer === finding.pointer && place.file === finding.file ? `:${finding.column}` : "";
  page.line(`${INDENT}${page.paint("gray", `${shownText(place.file)}:${place.line}${column}`)}`);
  const gutter = String(Math.max(...place.excerpt.map(({ line }) => line))).length;
  for (const line of isWhole ? place.excerpt : place.excerpt.filter(({ mark }) => mark !== null))
    excerptLine(page, line, gutter);
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
