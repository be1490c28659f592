import { reasonGroups } from "../words/reason-groups.ts";
import { grouped } from "../../core/grouped.ts";
import { memo } from "../../core/memo.ts";
import { count } from "../../core/prose.ts";
import type { Finding, Review, ReviewEnvelope } from "../../core/review.ts";
import { isAtLeast } from "../../core/severity.ts";
import { DECISION_WORDS, isJudged, isOpen, severityCounts, titleOf, type Decision } from "../words/decision-words.ts";
import { signOffWords } from "../words/sign-off-words.ts";
import { shownText } from "../words/shown-text.ts";
import { dataText, exposureSection } from "./text/exposure.ts";
import { findingsText } from "./text/findings.ts";
import { overviewSection } from "./text/overview.ts";
import { newPage, type Page, type Style } from "./text/page.ts";
import { waiversSection } from "./text/waivers.ts";
import { assumptionsSection, skippedSection, testsSection } from "./text/unknowns.ts";

export interface TextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
  /** One line a description. */
  readonly quiet: boolean;
}

/** The reviews as a person reads them on a terminal: each on a screen or two. */
export function textReport({ reviews, refused }: ReviewEnvelope, options: TextOptions): string {
  const page = newPage(options);
  if (options.quiet) for (const review of reviews) page.line(`${shownText(review.document.file)}: ${outcome(review)}`);
  else
    for (const [index, review] of reviews.entries()) {
      if (index > 0) page.line("");
      reviewSection(page, review);
    }
  if (!options.quiet && reviews.length + refused.length > 1)
    page.line(`${count(reviews.length, "description")} reviewed`);
  // Why, and what to do, stands on standard error.
  if (refused.length > 0) page.paragraph(refused.map(({ file }) => shownText(file)).join(", "), "Refused: ");
  return page.text();
}

function reviewSection(page: Page, review: Review): void {
  const { document } = review;
  page.line(page.paint("bold", shownText(titleOf(review))));
  page.line(
    `${shownText(document.file)}, ${document.specVersion.startsWith("2") ? "Swagger" : "OpenAPI"} ${shownText(document.specVersion)}`,
  );
  page.line("");
  if (isJudged(review)) judgement(page, review);
  else {
    overviewSection(page, review);
    page.line("");
    findingsText(page, review.findings);
  }
  skippedSection(page, review);
  const signed = signOffWords(review);
  if (signed !== undefined) page.paragraph(shownText(signed), "");
  page.paragraph(outcome(review), "");
}

function judgement(page: Page, review: Review): void {
  verdictSection(page, review);
  exposureSection(page, review);
  dataText(page, review);
  findingsText(page, review.findings);
  waiversSection(page, review);
  assumptionsSection(page, review);
  testsSection(page, review);
}

const STYLES: Readonly<Record<Decision, Style>> = {
  approve: ["bold", "green"],
  "approve-with-conditions": ["bold", "yellow"],
  reject: ["bold", "red"],
  "insufficient-evidence": ["bold", "yellow"],
};

/** How many reasons of the verdict are given; the findings follow in full. */
const MOST_REASONS = 6;

function verdictSection(page: Page, { verdict, findings }: Review): void {
  const { decision } = verdict;
  if (decision === null) return;
  const [leading, ...others] = reasonGroups(verdict);
  const { name, answer } = DECISION_WORDS[decision];
  page.line(page.paint(STYLES[decision], `Verdict: ${name.toLowerCase()}`));
  page.paragraph(answer, "  ");
  const texts = [...new Set((leading?.reasons ?? []).map((reason) => briefReason(reason, findings)))];
  for (const text of texts.slice(0, MOST_REASONS)) page.paragraph(shownText(text), "  - ");
  if (texts.length > MOST_REASONS) page.line(`  - and ${count(texts.length - MOST_REASONS, "further reason")}`);
  for (const { heading, reasons } of others) page.line(`  ${heading}: ${reasons.length}`);
  page.line("");
}

/** A reason in a line: where it is a finding, whose message follows below, its title. */
function briefReason(
  { text, findings: fingerprints }: Review["verdict"]["reasons"][number],
  findings: readonly Finding[],
): string {
  const known = byFingerprint(findings);
  const [only, ...more] = [...new Set(fingerprints)].flatMap((fingerprint) => known.get(fingerprint) ?? []);
  return only !== undefined && more.length === 0 && text.endsWith(only.message)
    ? text.slice(0, -only.message.length).replace(/: $/, "")
    : text;
}

/** A verdict may have as many reasons as there are findings. */
const byFingerprint = memo((findings: readonly Finding[]) => grouped(findings, ({ fingerprint }) => fingerprint));

function outcome({ verdict, findings }: Review): string {
  const open = findings.filter(isOpen);
  if (verdict.decision === "insufficient-evidence") return "Must not pass yet: the evidence is insufficient.";
  if (verdict.decision === "approve-with-conditions") return `Passes with conditions (${severityCounts(open)}).`;
  const grave = open.filter(({ severity }) => isAtLeast(severity, "high")).length;
  if (verdict.decision === "reject" || (verdict.decision === null && grave > 0))
    return `Must not pass: ${count(grave, "finding")} of high or above.`;
  if (open.length === 0) return "Passes: nothing found.";
  return grave > 0
    ? `Passes: ${severityCounts(open)}.`
    : `Passes: no finding of high or above (${severityCounts(open)}).`;
}
