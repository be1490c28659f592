import { memo } from "../../core/memo.ts";
import { firstPlace } from "../../core/first-place.ts";
import { byCodeUnit } from "../../core/compare.ts";
import { leadingReasons, reasonCounts } from "../words/reason-groups.ts";
import { count } from "../../core/prose.ts";
import type { Finding, Refusal, Review, ReviewEnvelope, VanishedEntry } from "../../core/review.ts";
import type { Severity } from "../../core/severity.ts";
import {
  backWords,
  besideWords,
  blockingLines,
  freshSite,
  freshWords,
  furtherFindings,
  isNothingNew,
} from "../words/blocking-lines.ts";
import { isOpen } from "../../core/open-findings.ts";
import { verdictAnswer, verdictName } from "../words/decision-words.ts";
import { gateFixWords } from "../words/fix-words.ts";
import { RELIES, settingAgeWords } from "../words/gate-words.ts";
import { ended, opening } from "../../core/sentence.ts";
import { policyChangeWords } from "../words/policy-change-words.ts";
import { shownText } from "../words/shown-text.ts";
import { vanishedRemedy } from "../words/vanished-words.ts";

/**
 * The review as annotations of a GitHub Actions run: workflow commands on standard output, of each description first
 * its verdict, then its open findings, the worst first.
 */
export function githubReport({ reviews, refused, vanished = [] }: ReviewEnvelope): string {
  return [...vanished.map(vanishedAnnotation), ...reviews.flatMap(annotationsOf), ...refused.map(refusalAnnotation)]
    .map((line) => `${line}\n`)
    .join("");
}

function annotationsOf(review: Review): readonly string[] {
  const { verdict, document, findings, gate } = review;
  if (gate !== null) return gateAnnotations(review, gate);
  const { decision } = verdict;
  const counts = reasonCounts(verdict);
  return [
    ...(decision === null
      ? []
      : [
          annotation(
            decision === "reject" || decision === "insufficient-evidence" ? "error" : "notice",
            { file: document.file, title: `Verdict: ${verdictName(decision)}` },
            [
              verdictAnswer(decision),
              ...(counts === undefined ? [] : [ended(counts)]),
              ...leadingReasons(verdict).map(({ text }) => ended(text)),
            ],
          ),
        ]),
    ...findings.filter(isOpen).map(findingAnnotation),
  ];
}

/** GitHub shows ten of a level for each step. */
const MOST_OF_LEVEL = 10;

/**
 * Of a change what the gate decides, what blocks, one a cause, then which findings are new and what else became worse:
 * what is old is not its matter, and what blocks is never pushed out by what does not.
 */
function gateAnnotations(review: Review, gate: NonNullable<Review["gate"]>): readonly string[] {
  const file = { file: review.document.file };
  const blocking = blockingLines(gate);
  const all: readonly Annotation[] = [
    ...blocking.map((line): Annotation => ({
      level: "error",
      properties: {
        ...(line.head === null ? file : { file: line.head.file, line: String(line.head.line) }),
        title: `Blocks${line.kind === undefined ? "" : `: ${line.kind}`}${backWords(line)}`,
      },
      lines: [ended(line.text), ...(line.fix === undefined ? [] : [`Fix: ${ended(line.fix)}`])],
    })),
    ...(gate.fixes ?? [])
      .filter(({ fix }) => !fix.isFix)
      .map((one): Annotation => ({
        level: "warning",
        properties: { ...file, title: `${one.issue.id} (${one.issue.severity}) stays open` },
        lines: [ended(gateFixWords(one))],
      })),
    ...judgedByAnnotations(review.document.file, gate),
    ...furtherFindings(review).filter(isOpen).map(freshParts),
    ...gate.changes
      .filter((change) => change.direction === "worse" && !isExplained(gate, change))
      .map(({ kind, text, head }): Annotation => ({
        level: "warning",
        properties:
          head === null ? { ...file, title: kind } : { file: head.file, line: String(head.line), title: kind },
        lines: [ended(text)],
      })),
  ];
  const level = gate.decision === "fail" ? "error" : "notice";
  // The gate's own line is one of its level.
  const counts = new Map<Level, number>([[level, 1]]);
  const shown = all.filter((one) => {
    const n = (counts.get(one.level) ?? 0) + 1;
    counts.set(one.level, n);
    return n <= MOST_OF_LEVEL;
  });
  const left = all.length - shown.length;
  return [
    annotation(level, { ...file, title: `Sallyport gate: ${gate.decision}` }, [
      ...(blocking.length > 0
        ? [
            ...blocking.slice(0, MOST_OF_LEVEL).map(({ text }) => ended(text)),
            ...(blocking.length > MOST_OF_LEVEL
              ? [`And ${count(blocking.length - MOST_OF_LEVEL, "more reason")}.`]
              : []),
          ]
        : [isNothingNew(review) ? "No new exposure was found." : besideWords(review)]),
      ...(left > 0
        ? [`${count(left, "more annotation")} ${left === 1 ? "is" : "are"} left out: the report has them all.`]
        : []),
    ]),
    ...shown.map((one) => annotation(one.level, one.properties, one.lines)),
  ];
}

/** What it alters in what it is judged by, and what was altered shortly before it: one line of a run tells it all. */
function judgedByAnnotations(
  file: string,
  { policyChanges, reliesOn = [] }: NonNullable<Review["gate"]>,
): readonly Annotation[] {
  return [
    ...(policyChanges.length === 0
      ? []
      : [
          {
            level: "warning" as const,
            properties: { file, title: "Changes to the policy" },
            lines: policyChanges.flatMap((change) => {
              const { effect, entries } = policyChangeWords(change);
              const of = `${change.file}, ${change.key}:`;
              return [effect === undefined ? of : ended(`${of} ${effect}`), ...entries];
            }),
          },
        ]),
    ...(reliesOn.length === 0
      ? []
      : [
          {
            level: "warning" as const,
            properties: { file, title: RELIES },
            lines: reliesOn.map((one) => ended(`${one.file}, ${one.key}${settingAgeWords(one.since)}: ${one.text}`)),
          },
        ]),
  ];
}

/** Whether a cause has said a change, or what it is an effect of. */
function isExplained(
  gate: NonNullable<Review["gate"]>,
  { kind, text, operation, blocks }: NonNullable<Review["gate"]>["changes"][number],
): boolean {
  const { reasons, texts, operations } = saidByCauses(gate);
  // Texts in order: the first that is no less begins with it, or none does.
  const at = firstPlace(texts.length, (place) => byCodeUnit(texts[place]!, text) >= 0);
  if (reasons.has(text) || texts[at]?.startsWith(text) === true) return true;
  const isEffect = blocks || kind === "exposure-widened" || kind === "newly-reachable";
  return isEffect && operation !== null && operations.has(operation);
}

/** What the causes say; changes and causes may be very many. */
const saidByCauses = memo(({ causes = [] }: NonNullable<Review["gate"]>) => ({
  reasons: new Set(causes.flatMap((cause) => cause.reasons)),
  texts: causes.map(({ text }) => text).toSorted(byCodeUnit),
  operations: new Set(causes.flatMap((cause) => cause.operations)),
}));

interface Annotation {
  readonly level: Level;
  readonly properties: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
}

function findingAnnotation(finding: Finding): string {
  const { level, properties, lines } = findingParts(finding);
  return annotation(level, properties, lines);
}

/** A finding where it is new. */
function freshParts(finding: Finding): Annotation {
  const { properties, ...others } = findingParts(finding);
  const { file, line } = freshSite(finding);
  const isThere = file === finding.file && line === finding.line;
  const title = properties["title"] ?? "";
  return {
    ...others,
    properties: isThere ? properties : { file, line: String(line), title },
    lines: [freshWords(finding), opening(finding.remediation)],
  };
}

function findingParts(finding: Finding): Annotation {
  const { severity, file, line, column, endLine, endColumn, title, message, remediation, rule } = finding;
  // Columns count only where both ends stand in one line.
  const columns = line === endLine ? { col: String(column), endColumn: String(endColumn) } : {};
  return {
    level: LEVELS[severity],
    properties: {
      file,
      line: String(line),
      endLine: String(endLine),
      ...columns,
      title: `${severity}: ${title} (${rule})`,
    },
    lines: [ended(message), opening(remediation)],
  };
}

const LEVELS: Readonly<Record<Severity, Level>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "notice",
  info: "notice",
};

function refusalAnnotation({ file, line, message, hint }: Refusal): string {
  return annotation(
    "error",
    { file, ...(line === null ? {} : { line: String(line) }), title: "Not reviewed" },
    hint === null ? [ended(message)] : [ended(message), hint],
  );
}

function vanishedAnnotation(entry: VanishedEntry): string {
  return annotation(
    entry.blocks ? "error" : "notice",
    { file: entry.file, title: `Sallyport gate: ${entry.blocks ? "fail" : "pass"}` },
    entry.blocks ? [ended(entry.text), vanishedRemedy(entry).text] : [ended(entry.text)],
  );
}

type Level = "error" | "warning" | "notice";

/** A workflow command; neither its properties nor its lines can end it or begin another. */
function annotation(level: Level, properties: Readonly<Record<string, string>>, lines: readonly string[]): string {
  const given = Object.entries(properties).map(
    ([key, value]) => `${key}=${data(shownText(value)).replaceAll(":", "%3A").replaceAll(",", "%2C")}`,
  );
  return `::${level} ${given.join(",")}::${data(lines.map(shownText).join("\n"))}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
