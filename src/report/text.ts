import { styleText } from "node:util";
import { count, listed } from "../core/prose.ts";
import type {
  ExcerptLine,
  Finding,
  FindingPlace,
  OperationEntry,
  Review,
  ReviewEnvelope,
  SchemeEntry,
} from "../core/review.ts";
import { isAtLeast, SEVERITIES, type Severity } from "../core/severity.ts";
import { shownText, wrapped } from "./shown-text.ts";

export interface TextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
  /** One line a description. */
  readonly quiet: boolean;
}

/** How many places of a finding are shown with their lines. */
const MOST_EXCERPTS = 2;

/** The reviews as a person reads them on a terminal. */
export function textReport({ reviews, refused }: ReviewEnvelope, options: TextOptions): string {
  const page = newPage(options);
  if (options.quiet) for (const review of reviews) page.line(`${shownText(review.document.file)}: ${outcome(review)}`);
  else for (const review of reviews) reviewSection(page, review);
  if (!options.quiet && reviews.length + refused.length > 1)
    page.line(`${count(reviews.length, "description")} reviewed`);
  // Why, and what to do, stands on standard error.
  if (refused.length > 0) page.paragraph(refused.map(({ file }) => shownText(file)).join(", "), "Refused: ");
  return page.text();
}

type Style = Parameters<typeof styleText>[0];

interface Page {
  readonly width: number;
  /** A line as it is. */
  line(text: string): void;
  /** A paragraph behind a label or an indentation, wrapped to the width. */
  paragraph(text: string, first: string, next?: string): void;
  paint(style: Style, text: string): string;
  text(): string;
}

function newPage({ width, color }: TextOptions): Page {
  const lines: string[] = [];
  const page: Page = {
    width: Math.max(40, Math.min(width, 100)),
    line: (text) => void lines.push(text),
    paragraph(text, first, next = " ".repeat(first.length)) {
      // The label takes part in the wrapping, where it is longer than what the next lines begin with.
      const label = first.slice(next.length);
      const [start = "", ...rest] = wrapped(label + text, page.width - next.length);
      lines.push(first.slice(0, next.length) + start, ...rest.map((line) => next + line));
    },
    paint: (style, text) => (color ? styleText(style, text, { validateStream: false }) : text),
    text: () => `${lines.join("\n")}\n`,
  };
  return page;
}

function reviewSection(page: Page, review: Review): void {
  const { document } = review;
  const title = shownText([document.title ?? "(no title)", document.apiVersion ?? ""].join(" ").trim());
  page.line(page.paint("bold", title));
  page.line(
    `${shownText(document.file)}, ${document.specVersion.startsWith("2") ? "Swagger" : "OpenAPI"} ${shownText(document.specVersion)}`,
  );
  page.line("");
  overview(page, review);
  page.line("");
  findingsSection(page, review.findings);
  skippedSection(page, review);
  page.paragraph(outcome(review), "");
}

/** What is in the description. */
function overview(page: Page, review: Review): void {
  const row = (label: string, text: string): void => page.paragraph(text, `  ${label.padEnd(12)}`);
  const paths = review.operations.filter(({ kind }) => kind === "path");
  row("Operations", paths.length === 0 ? "none" : `${paths.length}: ${tally(paths.map(({ method }) => method))}`);
  for (const kind of ["webhook", "callback"] as const) {
    const others = review.operations.filter((operation) => operation.kind === kind);
    if (others.length > 0) row(kind === "webhook" ? "Webhooks" : "Callbacks", String(others.length));
  }
  if (paths.length > 0) row("Access", tally(paths.map(accessOf)));
  row("Schemes", review.schemes.length === 0 ? "none" : review.schemes.map(schemeText).join("; "));
  row(
    "Servers",
    review.servers.length === 0
      ? "none named"
      : listed(
          review.servers.map(({ url }) => shownText(url)),
          6,
        ),
  );
  const { responses, typedResponses } = review.coverage;
  if (responses > 0)
    row("Responses", `${typedResponses} of ${count(responses, "success response")} say what comes back`);
  if (review.document.files.length > 1) row("Files", String(review.document.files.length));
}

/** `14 GET, 6 POST`, the most frequent first. */
function tally(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([word, n]) => `${n} ${shownText(word)}`)
    .join(", ");
}

/** What the security in force says of who must log in. */
function accessOf({ security }: OperationEntry): string {
  if (security.length === 0) return "unstated";
  const open = security.filter((alternative) => alternative.length === 0).length;
  return open === security.length ? "anonymous" : open > 0 ? "optional" : "secured";
}

function schemeText({ name, kind, scheme, in: place, flows, usedBy }: SchemeEntry): string {
  const kinds: Readonly<Record<SchemeEntry["kind"], string>> = {
    http: `HTTP ${scheme ?? "?"}`,
    apiKey: `API key in ${place ?? "?"}`,
    oauth2: `OAuth 2.0 ${flows.join(", ")}`.trim(),
    openIdConnect: "OpenID Connect",
    mutualTLS: "mutual TLS",
    unknown: "of an unknown type",
    undefined: "not defined",
  };
  return `${shownText(name)} (${shownText(kinds[kind])}), ${usedBy.length === 0 ? "required nowhere" : `required by ${usedBy.length}`}`;
}

function findingsSection(page: Page, findings: readonly Finding[]): void {
  if (findings.length === 0) {
    page.line("No findings.");
    page.line("");
    return;
  }
  page.line(page.paint("bold", `Findings: ${severityCounts(findings)}`));
  page.line("");
  for (const finding of findings) findingBlock(page, finding);
}

const STYLES: Readonly<Record<Severity, Style>> = {
  critical: ["bold", "red"],
  high: "red",
  medium: "yellow",
  low: "cyan",
  info: "gray",
};
const INDENT = " ".repeat(10);

function findingBlock(page: Page, finding: Finding): void {
  const label = `  ${page.paint(STYLES[finding.severity], finding.severity.padEnd(8))}`;
  const room = page.width - INDENT.length - finding.rule.length;
  const heading = finding.title.length < room ? finding.title.padEnd(room) : `${finding.title} `;
  page.line(`${label}${page.paint("bold", heading)}${page.paint("gray", finding.rule)}`);
  page.paragraph(shownText(finding.message), INDENT);
  for (const evidence of finding.evidence) page.paragraph(shownText(evidence), INDENT);
  const located = finding.places.filter(({ excerpt }) => excerpt.length > 0);
  for (const place of located.slice(0, MOST_EXCERPTS)) excerptBlock(page, place, finding);
  if (located.length > MOST_EXCERPTS) {
    const rest = located
      .slice(MOST_EXCERPTS)
      .map(({ file, line }) => (file === finding.file ? `line ${line}` : `${shownText(file)}:${line}`));
    page.paragraph(`and at ${listed(rest, 8)}`, INDENT);
  }
  if (finding.operations.length > 1)
    page.paragraph(
      listed(finding.operations.map(shownText), 5),
      `${INDENT}${count(finding.operations.length, "operation")}: `,
      INDENT,
    );
  page.paragraph(finding.remediation.replaceAll("\n\n", " "), INDENT);
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

function skippedSection(page: Page, { skipped }: Review): void {
  if (skipped.length === 0) return;
  page.line(page.paint("bold", `Not read: ${count(skipped.length, "part")}`));
  for (const { file, line, why } of skipped.slice(0, 10))
    page.paragraph(`${shownText(file)}:${line} ${shownText(why)}`, "  ", "    ");
  if (skipped.length > 10) page.line(`  and ${skipped.length - 10} more (--format json has them all)`);
  page.line("");
}

function severityCounts(findings: readonly Finding[]): string {
  return SEVERITIES.flatMap((severity) => {
    const n = findings.filter((finding) => finding.severity === severity).length;
    return n === 0 ? [] : [`${n} ${severity}`];
  }).join(", ");
}

function outcome({ findings }: Review): string {
  const open = findings.filter(({ status }) => status === "open" || status === "regressed");
  const grave = open.filter(({ severity }) => isAtLeast(severity, "high")).length;
  if (grave > 0) return `Must not pass: ${count(grave, "finding")} of high or above.`;
  return open.length === 0
    ? "Passes: nothing found."
    : `Passes: no finding of high or above (${severityCounts(open)}).`;
}
