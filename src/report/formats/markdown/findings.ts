import { NOBODY } from "../../words/owner-tallies.ts";
import { confidenceWords } from "../../words/confidence-words.ts";
import { confirmingLines } from "../../words/confirming-lines.ts";
import { partitioned } from "../../../core/grouped.ts";
import { memo } from "../../../core/memo.ts";
import { count } from "../../../core/prose.ts";
import type { Finding, FindingPlace, Review } from "../../../core/review.ts";
import { publishedPageOf } from "../../../core/rule-page-url.ts";
import { categoryWords } from "../../../core/category-words.ts";
import { severityCounts } from "../../words/decision-words.ts";
import { assumptionsBehind, dependsWords } from "../../words/assumption-answers.ts";
import { fieldName } from "../../../core/field-name.ts";
import { fieldKey } from "../../words/field-words.ts";
import { weightSentence, weightWords } from "../../words/reason-groups.ts";
import { shownPlaces } from "../../words/shown-places.ts";
import { capitalized } from "../../../core/sentence.ts";
import { assumptionAnchor, findingAnchor, siteLink, type MarkdownChapter } from "./chapter.ts";
import {
  anchor,
  cappedList,
  chosen,
  chosenOf,
  code,
  columnsThatTell,
  folded,
  heading,
  joinedContent,
  lines,
  linkOut,
  linkTo,
  list,
  paragraph,
  paragraphs,
  strong,
  table,
  type Block,
  type Inline,
} from "./nodes.ts";
import { cweLink, owaspLink } from "./standards.ts";
import { isShown, MOST_TOLD, operationsWords, untoldNote } from "../../words/shown-findings.ts";

/** How many places of a finding are shown with their lines, and operations and fields before the list is folded. */
const MOST_EXCERPTS = 2;
const MOST_NAMES = 5;
const MOST_ROWS = 15;

/** 2. Findings, in order of risk */
export function findingsSection(chapter: MarkdownChapter): readonly Block[] {
  const { findings } = chapter.review;
  if (findings.length === 0)
    return [heading(2, TITLE), paragraph("Nothing was found. Section 6 says how good the evidence is.")];
  const told = findings.slice(0, MOST_TOLD);
  const note = untoldNote(findings.length);
  const weighed = weightSentence(chapter.review);
  const blocks = told.map((finding, index) => ({ finding, blocks: findingBlocks(chapter, finding, index + 1) }));
  const [shown, rest] = partitioned(blocks, ({ finding }, index) => isShown(finding, index, findings.length));
  const all = told.map((finding, index) => summaryRow(chapter, finding, index + 1));
  const { said, columns } = columnsThatTell(SUMMARY_HEAD, all);
  const head = chosen(SUMMARY_HEAD, columns);
  const rows = chosenOf(all, columns);
  return [
    heading(2, TITLE),
    paragraph(
      strong(`${count(findings.length, "finding")}: ${severityCounts(findings)}.`),
      weighed === undefined ? "" : ` ${weighed}`,
      note === undefined ? "" : ` ${note}`,
    ),
    ...said,
    table(head, rows.slice(0, MOST_ROWS)),
    ...(rows.length > MOST_ROWS
      ? folded(rows.length - MOST_ROWS, "further finding", [table(head, rows.slice(MOST_ROWS))])
      : []),
    ...shown.flatMap((one) => one.blocks),
    ...(rest.length === 0
      ? []
      : folded(
          rest.length,
          "further finding",
          rest.flatMap((one) => one.blocks),
        )),
  ];
}

const SUMMARY_HEAD = ["No. #", "Severity", "For the verdict", "Finding", "Operations #", "Owner", "Due", "Status"];

function summaryRow(chapter: MarkdownChapter, finding: Finding, n: number): readonly Inline[] {
  return [
    linkTo(findingAnchor(chapter, n), String(n)),
    finding.severity,
    weightWords(chapter.review, finding),
    finding.title,
    operationsWords(finding),
    finding.owner ?? NOBODY,
    finding.due ?? "not set",
    finding.status,
  ];
}

const TITLE = "2. Findings, in order of risk";

function findingBlocks(chapter: MarkdownChapter, finding: Finding, n: number): readonly Block[] {
  return [
    heading(3, anchor(findingAnchor(chapter, n)), `${n}. ${capitalized(finding.severity)}: `, finding.title),
    paragraph(finding.message, /[.!?]$/.test(finding.message) ? "" : "."),
    ...(finding.evidence.length === 0 ? [] : [list(finding.evidence)]),
    ...assumesBlocks(chapter, finding),
    ...placeBlocks(chapter, finding),
    ...scopeBlocks(chapter.review, finding),
    ...labelled("Why it matters", finding.rationale),
    ...labelled("What to do", finding.remediation),
    ...confirmingBlocks(chapter.review, finding),
    list(factsOf(finding)),
  ];
}

/** What states the facts that a finding rests on. */
function confirmingBlocks(review: Review, finding: Finding): readonly Block[] {
  const all = confirmingLines(review, finding);
  if (all.length === 0) return [];
  return [
    paragraph(strong("To confirm it or to rule it out.")),
    ...all.flatMap(({ text, lines: own }) => [paragraph(text), lines("yaml", own)]),
  ];
}

function assumesBlocks(chapter: MarkdownChapter, finding: Finding): readonly Block[] {
  const words = dependsWords(chapter.review, finding);
  if (words === "") return [];
  const numbers = assumptionsBehind(chapter.review, finding).map((one) => chapter.review.assumptions.indexOf(one) + 1);
  const links = numbers.map((n) => linkTo(assumptionAnchor(chapter, n), `question ${n}`));
  return [paragraph(words, " (", links.length === 0 ? "an open question" : joinedContent(links, " and "), ").")];
}

/** The evidence: the lines of the first places, and where the others are. */
function placeBlocks(chapter: MarkdownChapter, finding: Finding): readonly Block[] {
  const { shown, rest } = shownPlaces(finding, MOST_EXCERPTS);
  const where = (place: FindingPlace): Inline => [
    siteLink(chapter, place, place.file === finding.file ? `line ${place.line}` : undefined),
    place.operation === null ? "" : [" ", code(place.operation)],
    place.witness === null ? "" : [" ", code(place.witness)],
  ];
  return [
    ...shown.flatMap((place) => [
      paragraph(
        "In ",
        siteLink(chapter, place),
        place.operation === null ? "" : [", ", code(place.operation)],
        place.witness === null ? ":" : [", ", code(place.witness), ":"],
      ),
      lines("text", excerptLines(place)),
    ]),
    ...(rest.length === 0
      ? []
      : rest.length <= 2
        ? [paragraph("Also at ", joinedContent(rest.map(where), "; "), ".")]
        : folded(rest.length, "further place", [cappedList(rest.map(where))])),
  ];
}

function excerptLines({ excerpt }: FindingPlace): readonly string[] {
  const gutter = String(Math.max(...excerpt.map(({ line }) => line))).length;
  return excerpt.map(
    ({ line, text, mark }) => `${mark === null ? " " : ">"} ${String(line).padStart(gutter)} | ${text}`,
  );
}

function scopeBlocks(review: Review, { operations, fields }: Finding): readonly Block[] {
  const known = fieldsByKey(review.fields);
  const named = fields.map((id): Inline => {
    const field = known.get(id);
    if (field === undefined) return code(id);
    return [code(fieldName(field)), ` (${categoryWords(field)}, ${field.sensitivity})`];
  });
  return [...scopeOf("operation", operations.map(code)), ...scopeOf("field", named)];
}

const fieldsByKey = memo(
  (fields: Review["fields"]): ReadonlyMap<string, Review["fields"][number]> =>
    new Map(fields.map((field) => [fieldKey(field), field])),
);

function scopeOf(noun: "operation" | "field", names: readonly Inline[]): readonly Block[] {
  if (names.length === 0) return [];
  const label = strong(`${capitalized(noun)}${names.length === 1 ? "" : "s"}`);
  if (names.length <= MOST_NAMES) return [paragraph(label, ": ", joinedContent(names))];
  return [
    paragraph(label, ": ", joinedContent(names.slice(0, MOST_NAMES - 2)), ` and ${names.length - MOST_NAMES + 2} more`),
    ...folded(names.length, noun, [cappedList(names)]),
  ];
}

function labelled(label: string, text: string): readonly Block[] {
  const [first = "", ...rest] = text.split("\n\n");
  return [paragraph(strong(`${label}.`), " ", first), ...(rest.length === 0 ? [] : paragraphs(rest.join("\n\n")))];
}

function factsOf(finding: Finding): readonly Inline[] {
  const page = publishedPageOf(finding);
  return [
    [
      "Rule: ",
      page === undefined ? code(finding.rule) : linkOut(page, code(finding.rule)),
      `, confidence: ${confidenceWords(finding)}, id: `,
      code(finding.fingerprint),
    ],
    ...(finding.owasp.length + finding.cwe.length === 0
      ? []
      : [["Standards: ", joinedContent([...finding.owasp.map(owaspLink), ...finding.cwe.map(cweLink)])]]),
    [
      `Status: ${finding.status}, owner: ${finding.owner ?? NOBODY}, due: ${finding.due ?? "not set"}`,
      finding.firstSeen === null ? "" : `, first seen: ${finding.firstSeen}`,
      finding.ticket === null ? "" : [", ticket: ", finding.ticket],
    ],
  ];
}
