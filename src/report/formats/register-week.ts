import { TO_ATTEST } from "./register-text.ts";
import { count } from "../../core/prose.ts";
import { attemptSince, fixedWords } from "../words/fix-words.ts";
import {
  coverageWords,
  decidedWords,
  issueName,
  standingWords,
  issueCountWords,
  type FormerCount,
  type IssueCount,
  type ListedIssue,
} from "../words/issue-words.ts";
import { shownText } from "../words/shown-text.ts";
import { code, heading, list, markdownOf, paragraph, strong, type Inline } from "./markdown/nodes.ts";
import { newPage } from "./text/page.ts";

/** What happened in a register since a day, as plain data. */
export interface WeekPage {
  readonly file: string;
  readonly since: string;
  readonly asOf: string;
  readonly added: readonly ListedIssue[];
  readonly regressed: readonly ListedIssue[];
  readonly fixed: readonly ListedIssue[];
  readonly partlyFixed: readonly ListedIssue[];
  readonly accepted: readonly ListedIssue[];
  readonly expired: readonly ListedIssue[];
  readonly dismissed: readonly ListedIssue[];
  /** Tests, sign-offs, and those of them that hold no longer: a sentence each, without its end. */
  readonly recorded: readonly string[];
  readonly void: readonly string[];
  /** What is to be attested, since whenever: a sentence each, without its end. */
  readonly attestations: readonly string[];
  readonly overdue: readonly ListedIssue[];
  readonly now: IssueCount;
  readonly before: FormerCount;
}

interface Section {
  readonly title: string;
  readonly issues: readonly ListedIssue[];
}

function sectionsOf(page: WeekPage): readonly Section[] {
  return [
    { title: "Overdue, the worst first", issues: page.overdue },
    { title: "Back", issues: page.regressed },
    { title: "New", issues: page.added },
    { title: "Acceptances that expired", issues: page.expired },
    { title: "Accepted", issues: page.accepted },
    { title: "Dismissed as false positives", issues: page.dismissed },
    { title: "Fixed in part", issues: page.partlyFixed },
    { title: "Fixed", issues: page.fixed },
  ].filter(({ issues }) => issues.length > 0);
}

function notesOf({
  recorded,
  void: over,
  attestations,
}: WeekPage): readonly { readonly title: string; readonly notes: readonly string[] }[] {
  return [
    { title: "Void", notes: over },
    { title: "Recorded", notes: recorded },
    { title: TO_ATTEST, notes: attestations },
  ].filter(({ notes }) => notes.length > 0);
}

function countWords({ now, before }: WeekPage): string {
  return issueCountWords(now, before);
}

function isEmpty(page: WeekPage): boolean {
  return sectionsOf(page).length + notesOf(page).length === 0;
}

const NOTHING = "Nothing happened, and nothing is overdue.";

/** The weekly page for a terminal. */
export function registerWeekText(page: WeekPage, options: { readonly width: number; readonly color: boolean }): string {
  const text = newPage(options);
  text.line(text.paint("bold", `From ${page.since} to ${page.asOf} (${shownText(page.file)})`));
  text.paragraph(countWords(page), "");
  text.line("");
  for (const { title, issues } of sectionsOf(page)) {
    text.line(text.paint("bold", `${title} (${issues.length})`));
    for (const issue of issues) {
      const { severity } = issue;
      const color = severity === "critical" || severity === "high" ? "red" : "yellow";
      text.line(
        `  ${text.paint(color, severity.padEnd(8))} ${shownText(issueName(issue))}  ${shownText(issue.owner ?? "nobody")}`,
      );
      text.paragraph(shownText(issue.title), "           ");
      text.paragraph(shownText(`${issue.description}; ${detailOf(issue, page.asOf)}`), "           ");
    }
    text.line("");
  }
  for (const { title, notes } of notesOf(page)) {
    text.line(text.paint("bold", `${title} (${notes.length})`));
    for (const note of notes) text.paragraph(shownText(note), "  - ");
    text.line("");
  }
  if (isEmpty(page)) text.line(NOTHING);
  return text.text();
}

/** The weekly page as Markdown, for a ticket or a wiki. */
export function registerWeekMarkdown(page: WeekPage): string {
  return markdownOf([
    heading(2, `Security issues from ${page.since} to ${page.asOf}`),
    paragraph(countWords(page), "."),
    ...sectionsOf(page).flatMap(({ title, issues }) => [
      heading(3, `${title} (${issues.length})`),
      list(
        issues.map((issue): Inline => [
          strong(issue.severity),
          " ",
          code(issueName(issue)),
          ` ${issue.title} (`,
          code(issue.description),
          `, ${issue.owner ?? "nobody"}): ${detailOf(issue, page.asOf)}`,
        ]),
      ),
    ]),
    ...notesOf(page).flatMap(({ title, notes }) => [heading(3, `${title} (${notes.length})`), list(notes)]),
    ...(isEmpty(page) ? [paragraph(NOTHING)] : []),
  ]);
}

function detailOf(issue: ListedIssue, asOf: string): string {
  const { status, firstSeen, fixed, regressed, partlyFixed, fix } = issue;
  const seen = `first seen ${firstSeen}`;
  if (status === "fixed" && fixed !== undefined) return `${seen}; ${fixedWords(fixed, fix)}`;
  const parts = [
    seen,
    ...(status === "regressed" && regressed !== undefined ? [`fixed ${fixed ?? "before"}, back ${regressed}`] : []),
    ...(partlyFixed === undefined ? [] : [`${count(partlyFixed.places, "place")} fixed ${partlyFixed.on}`]),
    standingWords(issue, asOf),
    // The register has the reasons; a page for a meeting is short, and tells once that a part is fixed.
    ...(fix === undefined || (fix.kind === "partial" && partlyFixed !== undefined)
      ? []
      : [attemptSince({ kind: fix.kind, on: fix.on })]),
    ...[coverageWords(issue), decidedWords(issue)].filter((words) => words !== undefined),
  ];
  return parts.join("; ");
}
