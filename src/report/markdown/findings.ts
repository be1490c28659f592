import { count } from "../../core/prose.ts";
import type { Finding, FindingPlace, Review } from "../../core/review.ts";
import { isAtLeast } from "../../core/severity.ts";
import { categoryWords } from "../category-words.ts";
import { severityCounts } from "../decision-words.ts";
import { capitalized } from "./callers.ts";
import { assumptionAnchor, findingAnchor, type Chapter } from "./chapter.ts";
import {
  anchor,
  code,
  folded,
  heading,
  joined,
  lines,
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

/** How many places of a finding are shown with their lines, and operations and fields before the list is folded. */
const MOST_EXCERPTS = 2;
const MOST_NAMES = 5;
/** Above this many, findings of low and info are folded. */
const MANY = 6;

/** 4. What is wrong, in order of risk? */
export function findingsSection(chapter: Chapter): readonly Block[] {
  const { findings } = chapter.review;
  if (findings.length === 0)
    return [heading(2, TITLE), paragraph("Nothing was found. Section 6 says how much that means.")];
  const blocks = findings.map((finding, index) => ({ finding, blocks: findingBlocks(chapter, finding, index + 1) }));
  const isShown = ({ severity }: Finding): boolean => findings.length <= MANY || isAtLeast(severity, "medium");
  const rest = blocks.filter(({ finding }) => !isShown(finding));
  return [
    heading(2, TITLE),
    paragraph(strong(`${count(findings.length, "finding")}: ${severityCounts(findings)}.`)),
    table(
      ["#", "Severity", "Finding", "Operations #", "Owner", "Due", "Status"].map((name) =>
        name === "#" ? "No. #" : name,
      ),
      findings.map((finding, index) => [
        linkTo(findingAnchor(chapter, index + 1), String(index + 1)),
        finding.severity,
        finding.title,
        String(finding.operations.length),
        finding.owner ?? "nobody",
        finding.due ?? "not set",
        finding.status,
      ]),
    ),
    ...blocks.filter(({ finding }) => isShown(finding)).flatMap((one) => one.blocks),
    ...(rest.length === 0
      ? []
      : folded(
          rest.length,
          "finding of low or info",
          rest.flatMap((one) => one.blocks),
          "findings of low or info",
        )),
  ];
}

const TITLE = "4. What is wrong, in order of risk?";

function findingBlocks(chapter: Chapter, finding: Finding, n: number): readonly Block[] {
  return [
    heading(3, anchor(findingAnchor(chapter, n)), `${n}. ${capitalized(finding.severity)}: `, finding.title),
    paragraph(finding.message, /[.!?]$/.test(finding.message) ? "" : "."),
    ...(finding.evidence.length === 0 ? [] : [list(finding.evidence)]),
    ...assumesBlocks(chapter, finding),
    ...placeBlocks(finding),
    ...scopeBlocks(chapter.review, finding),
    ...labelled("Why it matters", finding.rationale),
    ...labelled("What to do", finding.remediation),
    list(factsOf(finding)),
  ];
}

function assumesBlocks(chapter: Chapter, { assumes }: Finding): readonly Block[] {
  const numbers = assumes.flatMap((id) => {
    const index = chapter.review.assumptions.findIndex((assumption) => assumption.id === id);
    return index < 0 ? [] : [index + 1];
  });
  if (assumes.length === 0) return [];
  const links = numbers.map((n) => linkTo(assumptionAnchor(chapter, n), `assumption ${n}`));
  return [paragraph("It stands only on ", links.length === 0 ? "an assumption" : joined(links, " and "), ".")];
}

/** The evidence: the lines of the first places, and where the others are. */
function placeBlocks({ places, file }: Finding): readonly Block[] {
  const located = places.filter(({ excerpt }) => excerpt.length > 0);
  const shown = located.slice(0, MOST_EXCERPTS);
  // A place at lines that are shown already, without a way in or out of its own, says no more than the list of operations.
  const isTold = (place: FindingPlace): boolean =>
    place.witness === null && located.some(({ file: name, line }) => name === place.file && line === place.line);
  const rest = places.filter((place) => !shown.includes(place) && (located.includes(place) || !isTold(place)));
  const where = (place: FindingPlace): Inline => [
    code(place.file === file ? `line ${place.line}` : `${place.file}:${place.line}`),
    place.operation === null ? "" : [" ", code(place.operation)],
    place.witness === null ? "" : [" ", code(place.witness)],
  ];
  return [
    ...shown.flatMap((place) => [
      paragraph(
        "In ",
        code(`${place.file}:${place.line}`),
        place.operation === null ? "" : [", ", code(place.operation)],
        place.witness === null ? ":" : [", ", code(place.witness), ":"],
      ),
      lines("text", excerptLines(place)),
    ]),
    ...(rest.length === 0
      ? []
      : rest.length <= 2
        ? [paragraph("Also at ", joined(rest.map(where), "; "), ".")]
        : folded(rest.length, "further place", [list(rest.map(where))])),
  ];
}

function excerptLines({ excerpt }: FindingPlace): readonly string[] {
  const gutter = String(Math.max(...excerpt.map(({ line }) => line))).length;
  return excerpt.map(
    ({ line, text, mark }) => `${mark === null ? " " : ">"} ${String(line).padStart(gutter)} | ${text}`,
  );
}

function scopeBlocks(review: Review, { operations, fields }: Finding): readonly Block[] {
  const known = new Map(review.fields.map((field) => [`${field.file}${field.pointer}`, field] as const));
  const named = fields.map((id): Inline => {
    const field = known.get(id);
    if (field === undefined) return code(id);
    const name = field.owner === null ? field.name : `${field.owner}.${field.name}`;
    return [code(name), ` (${categoryWords(field.category)}, ${field.sensitivity})`];
  });
  return [...scopeOf("operation", operations.map(code)), ...scopeOf("field", named)];
}

function scopeOf(noun: "operation" | "field", names: readonly Inline[]): readonly Block[] {
  if (names.length === 0) return [];
  const label = strong(`${capitalized(noun)}${names.length === 1 ? "" : "s"}`);
  if (names.length <= MOST_NAMES) return [paragraph(label, ": ", joined(names))];
  return [
    paragraph(label, ": ", joined(names.slice(0, MOST_NAMES - 2)), ` and ${names.length - MOST_NAMES + 2} more`),
    ...folded(names.length, noun, [list(names)]),
  ];
}

function labelled(label: string, text: string): readonly Block[] {
  const [first = "", ...rest] = text.split("\n\n");
  return [paragraph(strong(`${label}.`), " ", first), ...(rest.length === 0 ? [] : paragraphs(rest.join("\n\n")))];
}

function factsOf(finding: Finding): readonly Inline[] {
  return [
    ["Rule: ", code(finding.rule), `, confidence: ${finding.confidence}, id: `, code(finding.fingerprint)],
    ...(finding.owasp.length + finding.cwe.length === 0
      ? []
      : [["Standards: ", joined([...finding.owasp.map(owaspLink), ...finding.cwe.map(cweLink)])]]),
    [
      `Status: ${finding.status}, owner: ${finding.owner ?? "nobody"}, due: ${finding.due ?? "not set"}`,
      finding.firstSeen === null ? "" : `, first seen: ${finding.firstSeen}`,
      finding.ticket === null ? "" : [", ticket: ", finding.ticket],
    ],
  ];
}
