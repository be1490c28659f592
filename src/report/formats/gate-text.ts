import { partitioned } from "../../core/grouped.ts";
import { count } from "../../core/prose.ts";
import type { Review, ReviewEnvelope, VanishedEntry } from "../../core/review.ts";
import {
  backWords,
  besideWords,
  blockingLines,
  freshSite,
  freshWords,
  furtherFindings,
  isNothingNew,
  issuesBack,
  onlyGatedWords,
} from "../words/blocking-lines.ts";
import { titleOf } from "../../core/review-title.ts";
import {
  changesOf,
  isNewOperation,
  RELIES,
  settingAgeWords,
  siteWords,
  waysOut,
  worseChanges,
  type ShownGate,
  type GateChange,
} from "../words/gate-words.ts";
import { gateFixWords } from "../words/fix-words.ts";
import { ended } from "../../core/sentence.ts";
import { policyChangeWords } from "../words/policy-change-words.ts";
import { settleLines } from "../../core/settle-lines.ts";
import { shownText } from "../words/shown-text.ts";
import { vanishedRemedy } from "../words/vanished-words.ts";
import { newPage, type Page } from "./text/page.ts";
import type { TextOptions } from "./text.ts";

/** What the gate says, for a terminal: of each description why it fails, what became worse and better, and the ways out. */
export function gateTextReport({ reviews, refused, vanished = [] }: ReviewEnvelope, options: TextOptions): string {
  const page = newPage(options);
  for (const [index, review] of reviews.entries()) {
    const { gate, document } = review;
    if (gate === null) continue;
    if (options.quiet) {
      page.line(`${shownText(document.file)}: ${gate.decision}`);
      continue;
    }
    if (index > 0) page.line("");
    gateSection(page, review, gate);
  }
  vanishedSection(page, vanished, options.quiet);
  if (reviews.length + refused.length + vanished.length === 0) page.line("Gate: pass. No API description is touched.");
  if (refused.length > 0) page.paragraph(refused.map(({ file }) => shownText(file)).join(", "), "Refused: ");
  return page.text();
}

/** Descriptions that are gone: with them everything that was known of their APIs. */
function vanishedSection(page: Page, vanished: readonly VanishedEntry[], isQuiet: boolean): void {
  for (const entry of vanished) {
    if (isQuiet) {
      page.line(`${shownText(entry.file)}: ${entry.blocks ? "fail" : "pass"}`);
      continue;
    }
    page.line(page.paint(["bold", entry.blocks ? "red" : "green"], `Gate: ${entry.blocks ? "fail" : "pass"}`));
    page.paragraph(shownText(ended(entry.text)), "  - ");
    if (entry.blocks) {
      const { text, line } = vanishedRemedy(entry);
      page.paragraph(text, "    ");
      if (line !== undefined) page.line(`    ${shownText(line)}`);
    }
    page.line("");
  }
}

/** More is in the other formats. */
const MOST_REASONS = 12;
const MOST_CHANGES = 30;

function gateSection(page: Page, review: Review, gate: ShownGate): void {
  page.line(page.paint("bold", shownText(titleOf(review))));
  page.paragraph(`${shownText(review.document.file)}: ${shownText(gate.head)} against ${shownText(gate.base)}`, "");
  page.line("");
  const isPass = gate.decision === "pass";
  page.line(page.paint(["bold", isPass ? "green" : "red"], `Gate: ${gate.decision}`));
  const reasons = blockingLines(gate);
  for (const line of reasons.slice(0, MOST_REASONS)) {
    page.paragraph(shownText(`${line.text}${backWords(line)}`), "  - ");
    if (line.fix !== undefined) page.paragraph(shownText(`Fix: ${ended(line.fix)}`), "    ");
  }
  if (reasons.length > MOST_REASONS) page.line(`  - and ${count(reasons.length - MOST_REASONS, "further reason")}`);
  const beside = isNothingNew(review) ? "No new exposure was found." : besideWords(review);
  if (beside !== "") page.paragraph(beside, "  ");
  const gated = onlyGatedWords(gate);
  if (gated !== "") page.paragraph(shownText(gated), "  ");
  page.line("");
  fixesSection(page, gate);
  findingsSection(page, review);
  const [added, worse] = partitioned(worseChanges(gate), isNewOperation);
  changesSection(page, "New operations", added);
  changesSection(page, "Worse", worse);
  changesSection(page, "Better", changesOf(gate, "better"));
  changesSection(page, "Also changed", changesOf(gate, "neutral"));
  if (gate.policyChanges.length > 0) {
    page.line(page.paint("bold", "Changes to the policy, which do not count until they are on the base"));
    for (const change of gate.policyChanges) {
      const { effect, entries } = policyChangeWords(change);
      const of = `${shownText(change.file)}, ${shownText(change.key)}:`;
      page.paragraph(effect === undefined ? of : `${of} ${shownText(effect)}`, "  ");
      for (const entry of entries) page.paragraph(shownText(entry), "    - ");
    }
    page.line("");
  }
  if (gate.reliesOn !== undefined && gate.reliesOn.length > 0) {
    page.line(page.paint("bold", RELIES));
    for (const { file, key, since, text } of gate.reliesOn)
      page.paragraph(`${shownText(file)}, ${shownText(key)}${settingAgeWords(since)}: ${shownText(text)}`, "  ");
    page.line("");
  }
  if (gate.overdue.length > 0) {
    page.line(page.paint("bold", "Overdue"));
    for (const { text } of gate.overdue) page.paragraph(shownText(text), "  - ");
    page.line("");
  }
  waysSection(page, review);
}

/** What it does about issues of the register, and whether that is a fix. */
function fixesSection(page: Page, { fixes = [] }: ShownGate): void {
  if (fixes.length === 0) return;
  page.line(page.paint("bold", "Issues of the register that this change affects"));
  for (const one of fixes)
    page.paragraph(shownText(ended(gateFixWords(one))), `  ${one.issue.id} (${one.issue.severity}), `, "    ");
  page.line("");
}

/** Findings that are new or worse and that no line above has told, of every severity. */
function findingsSection(page: Page, review: Review): void {
  const further = furtherFindings(review);
  if (further.length === 0) return;
  page.line(page.paint("bold", `New findings (${further.length})`));
  for (const finding of further.slice(0, MOST_CHANGES)) {
    const { file, line } = freshSite(finding);
    const back = backWords({ back: issuesBack(review, finding) });
    page.paragraph(shownText(`${freshWords(finding)}${back}`), `  ${finding.severity}: `, "    ");
    page.line(page.paint("gray", `    ${shownText(file)}:${line}`));
  }
  if (further.length > MOST_CHANGES) page.line(`  and ${further.length - MOST_CHANGES} more`);
  page.line("");
}

function changesSection(page: Page, title: string, changes: readonly GateChange[]): void {
  if (changes.length === 0) return;
  page.line(page.paint("bold", `${title} (${changes.length})`));
  for (const change of changes.slice(0, MOST_CHANGES)) {
    const site = siteWords(change);
    page.paragraph(`${shownText(change.text)}${change.blocks ? " [blocks]" : ""}`, `  ${change.kind}: `, "    ");
    if (site !== "") page.line(page.paint("gray", `    ${shownText(site)}`));
  }
  if (changes.length > MOST_CHANGES) page.line(`  and ${changes.length - MOST_CHANGES} more`);
  page.line("");
}

function waysSection(page: Page, review: Review): void {
  const ways = waysOut(review);
  if (ways.length === 0) return;
  page.line(page.paint("bold", "Ways out"));
  for (const { name, text, lines } of ways) {
    page.paragraph(shownText(text), `  ${name.padEnd(7)}  `);
    for (const line of name === "Answer" ? settleLines(lines) : lines) page.line(`           ${shownText(line)}`);
  }
  page.line("");
}
