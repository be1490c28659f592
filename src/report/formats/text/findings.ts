import { count, listed } from "../../../core/prose.ts";
import type { ExcerptLine, Finding, FindingPlace, Review } from "../../../core/review.ts";
import { publishedPageOf } from "../../../core/rule-page-url.ts";
import type { Severity } from "../../../core/severity.ts";
import { severityCounts } from "../../words/decision-words.ts";
import { grouped } from "../../../core/grouped.ts";
import { fieldNames } from "../../words/remedy-words.ts";
import { weightSentence } from "../../words/reason-groups.ts";
import { confirmingLines } from "../../words/confirming-lines.ts";
import { shownPlaces } from "../../words/shown-places.ts";
import { shownText, wrapped } from "../../words/shown-text.ts";
import { opening } from "../../../core/sentence.ts";
import type { Detail } from "../text.ts";
import type { Page, Style } from "./page.ts";

/** Findings of one rule and title that have a block of their own; of the others the lines are named. */
const MOST_OF_A_KIND = 4;
const MOST_LINES = 30;

/** What is wrong, the worst first: each with its place and its fix in a line, or, verbose, with all there is of it. */
export function findingsText(page: Page, review: Review, detail: Detail, nameOf: (file: string) => string): void {
  const { findings } = review;
  if (findings.length === 0) {
    page.line("No findings.");
    page.line("");
    return;
  }
  page.line(page.paint("bold", `Findings: ${severityCounts(findings)}`));
  const weighed = weightSentence(review);
  if (weighed !== undefined) page.paragraph(weighed, "  ");
  page.line("");
  if (detail === "verbose") {
    for (const finding of findings) findingBlock(page, review, finding, nameOf);
    return;
  }
  const kinds = grouped(findings, ({ severity, rule, title, status }) =>
    JSON.stringify([severity, rule, title, status]),
  );
  const told = new Map<string, string>();
  for (const kind of kinds.values()) kindBlock(page, review, kind, nameOf, told);
}

const STYLES: Readonly<Record<Severity, Style>> = {
  critical: ["bold", "red"],
  high: "red",
  medium: "yellow",
  low: "cyan",
  info: "gray",
};
const INDENT = " ".repeat(11);
/** How many places of a finding are shown with the lines round them. */
const MOST_EXCERPTS = 2;

function headingLine(page: Page, finding: Finding, n = 1): void {
  const { severity, title, rule, status } = finding;
  const label = `  ${page.paint(STYLES[severity], severity.padEnd(9))}`;
  const state = status === "open" ? "" : ` (${status})`;
  const [heading, id] = [`${shownText(title)}${n > 1 ? ` (${n})` : state}`, shownText(rule)];
  const room = page.width - INDENT.length - id.length;
  const linked = page.link(publishedPageOf(finding), page.paint("gray", id));
  if (heading.length < room) {
    page.line(`${label}${page.paint("bold", heading.padEnd(room))}${linked}`);
    return;
  }
  // Too long for one line: as much as fits, and the rule below.
  const [first = "", ...more] = wrapped(heading, page.width - INDENT.length);
  page.line(`${label}${page.paint("bold", first)}`);
  for (const line of more) page.line(`${INDENT}${page.paint("bold", line)}`);
  page.line(`${INDENT}${linked}`);
}

/**
 * Findings of one rule and title: the heading, each with its place, and the fix once. `told`: the fixes that stand above,
 * each with the ID of the finding that it stands with.
 */
function kindBlock(
  page: Page,
  review: Review,
  kind: readonly Finding[],
  nameOf: (file: string) => string,
  told: Map<string, string>,
): void {
  headingLine(page, kind[0]!, kind.length); // a group has a member
  const fixes = new Set<string>();
  for (const finding of kind.slice(0, MOST_OF_A_KIND)) {
    siteLines(page, finding, nameOf);
    page.paragraph(shownText(finding.message), INDENT);
    for (const words of reducedFromSet(finding)) page.paragraph(shownText(words), INDENT);
    const fix = opening(finding.remediation);
    const before = told.get(fix);
    if (!fixes.has(fix))
      page.paragraph(shownText(before === undefined ? fix : `the same as for ${before}`), `${INDENT}Fix: `, INDENT);
    fixes.add(fix);
    if (before === undefined) told.set(fix, `id ${finding.fingerprint.slice(0, SHORT_ID)}`);
    confirmingText(page, review, finding);
  }
  const others = kind.slice(MOST_OF_A_KIND).map((finding) => siteOf(finding, nameOf));
  if (others.length > 0) page.paragraph(listed(others, MOST_LINES), `${INDENT}and at `, INDENT);
  page.line("");
}

/** That a severity was set in the configuration, and why the finding has a lower one: whoever set it looks for it. */
function reducedFromSet({ evidence }: Finding): readonly string[] {
  const said = evidence.filter((one) => /^Severity (?:set in |reduced: )/.test(one));
  return said.length > 1 && said.some((one) => one.startsWith("Severity set in ")) ? said : [];
}

/** What states the facts that a finding rests on. A line is for copying: it stands in one, which a narrow terminal folds. */
function confirmingText(page: Page, review: Review, finding: Finding): void {
  for (const { text, lines } of confirmingLines(review, finding)) {
    page.paragraph(shownText(text), INDENT);
    for (const line of lines) page.line(`${INDENT}  ${shownText(line)}`);
  }
}

/** `apis/openapi.yaml:12:7 and 3 more places (id 0123abcd)`. A name stays in one line, so that terminals and editors open it. */
function siteLines(page: Page, finding: Finding, nameOf: (file: string) => string): void {
  const site = siteOf(finding, nameOf);
  const others = finding.places.length - 1;
  const id = `(id ${shownText(finding.fingerprint.slice(0, SHORT_ID))})`;
  const more = others > 0 ? `and ${count(others, "more place")} ${id}` : id;
  if (`${INDENT}${site} ${more}`.length <= page.width) {
    page.line(`${INDENT}${page.paint("gray", site)} ${more}`);
    return;
  }
  page.line(`${INDENT}${page.paint("gray", site)}`);
  page.line(`${INDENT}${more}`);
}

/** As much of a fingerprint tells findings apart for `sallyport dismiss`. */
export const SHORT_ID = 8;

function siteOf({ file, line, column }: Finding, nameOf: (file: string) => string): string {
  return `${shownText(nameOf(file))}:${line}:${column}`;
}

/** A finding with all that a reader needs. */
function findingBlock(page: Page, review: Review, finding: Finding, nameOf: (file: string) => string): void {
  headingLine(page, finding);
  page.paragraph(shownText(finding.message), INDENT);
  for (const evidence of finding.evidence) page.paragraph(shownText(evidence), INDENT);
  const { shown, rest } = shownPlaces(finding, MOST_EXCERPTS);
  for (const place of shown) excerptBlock(page, place, finding, nameOf);
  otherPlaces(page, finding, shown, rest, nameOf);
  const { fields, operations } = allOf(finding);
  if (fields.length > 0)
    page.paragraph(shownText(listed(fields, Infinity)), `${INDENT}${count(fields.length, "field")}: `, INDENT);
  if (operations.length > 0)
    page.paragraph(
      shownText(listed(operations, Infinity)),
      `${INDENT}${count(operations.length, "operation")}: `,
      INDENT,
    );
  page.paragraph(shownText(finding.remediation.replaceAll("\n\n", " ")), `${INDENT}Fix: `, INDENT);
  confirmingText(page, review, finding);
  page.line(`${INDENT}${page.paint("gray", `id ${shownText(finding.fingerprint)}`)}`);
  const help = publishedPageOf(finding);
  if (help !== undefined) page.line(`${INDENT}${page.link(help, page.paint("gray", help))}`);
  page.line("");
}

/** The fields and operations of a finding that its own words name only some of. */
function allOf(finding: Finding): { readonly fields: readonly string[]; readonly operations: readonly string[] } {
  const words = [finding.message, ...finding.evidence].join("\n");
  const named = (all: readonly string[]): readonly string[] => (all.every((one) => words.includes(one)) ? [] : all);
  return {
    fields: named(fieldNames([finding])),
    operations: finding.operations.length > 1 ? named(finding.operations) : [],
  };
}

/** Where else it is, beyond the lines that are shown. */
function otherPlaces(
  page: Page,
  { file }: Finding,
  shown: readonly FindingPlace[],
  rest: readonly FindingPlace[],
  nameOf: (file: string) => string,
): void {
  const where = (place: FindingPlace): string =>
    place.file === file ? String(place.line) : `${shownText(nameOf(place.file))}:${place.line}`;
  const told = new Set(shown.map(where));
  const others = [...new Set(rest.map(where))].filter((one) => !told.has(one));
  if (others.length > 0)
    page.paragraph(
      `${shown.length === 0 ? "At" : "and at"} line${others.length === 1 ? "" : "s"} ${listed(others, Infinity)}`,
      INDENT,
    );
}

function excerptBlock(page: Page, place: FindingPlace, finding: Finding, nameOf: (file: string) => string): void {
  const column = place.pointer === finding.pointer && place.file === finding.file ? `:${finding.column}` : "";
  page.line(`${INDENT}${page.paint("gray", `${shownText(nameOf(place.file))}:${place.line}${column}`)}`);
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
