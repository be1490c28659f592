import { decidingBesides } from "../words/assumption-answers.ts";
import { unmarked } from "../words/unmarked.ts";
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
 * its verdict, then its open findings, the worst first. Of a change the errors of all descriptions come first, and no more of
 * a level than are shown.
 */
export function githubReport({ reviews, refused, vanished = [] }: ReviewEnvelope): string {
  const gates = reviews.flatMap((review) => (review.gate === null ? [] : [gateAnnotations(review, review.gate)]));
  const isOfChange = gates.length + vanished.length > 0;
  const lines = isOfChange
    ? gateCommands(gates, vanished, refused)
    : [...reviews.flatMap(annotationsOf), ...refused.map(refusalAnnotation).map(commandOf)];
  return lines.map((line) => `${line}\n`).join("");
}

function annotationsOf(review: Review): readonly string[] {
  const { verdict, document, findings } = review;
  const { decision } = verdict;
  const counts = reasonCounts(verdict, decidingBesides(review));
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
              ...leadingReasons(verdict).map(({ text }) => ended(unmarked(text))),
            ],
          ),
        ]),
    ...findings.filter(isOpen).map(findingAnnotation),
  ];
}

/** GitHub shows ten of a level for each step. */
const MOST_OF_LEVEL = 10;

/** What the gate says of a description: its decision, and what it tells beside that, the most important first. */
interface GateAnnotations {
  readonly decision: Annotation;
  readonly others: readonly Annotation[];
}

/**
 * The annotations of a run: what vanished or cannot be read, the decisions, and then the others in turn of each description,
 * so that none takes all that GitHub shows of a level. What is left out is said in the first that is shown.
 */
function gateCommands(
  gates: readonly GateAnnotations[],
  vanished: readonly VanishedEntry[],
  refused: readonly Refusal[],
): readonly string[] {
  const most = Math.max(0, ...gates.map(({ others }) => others.length));
  const inTurn = Array.from({ length: most }, (_, at) => gates.flatMap(({ others }) => others[at] ?? [])).flat();
  const all = [
    ...vanished.map(vanishedAnnotation),
    ...refused.map(refusalAnnotation),
    ...gates.map(({ decision }) => decision),
    ...inTurn,
  ];
  const shown = ORDER.flatMap((level) => all.filter((one) => one.level === level).slice(0, MOST_OF_LEVEL));
  const left = all.length - shown.length;
  return shown.map(({ level, properties, lines }, at) => {
    const isLast = at === 0 && left > 0;
    const more = `${count(left, "more annotation")} ${left === 1 ? "is" : "are"} left out: the report has them all.`;
    return annotation(level, properties, isLast ? [...lines, more] : lines);
  });
}

/**
 * Of a change what the gate decides, what blocks, one a cause, then which findings are new and what else became worse:
 * what is old is not its matter, and what blocks is never pushed out by what does not.
 */
function gateAnnotations(review: Review, gate: NonNullable<Review["gate"]>): GateAnnotations {
  const file = { file: review.document.file };
  const blocking = blockingLines(gate);
  const others: readonly Annotation[] = [
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
  return {
    decision: {
      level: gate.decision === "fail" ? "error" : "notice",
      properties: { ...file, title: `Sallyport gate: ${gate.decision}` },
      lines:
        blocking.length > 0
          ? [
              ...blocking.slice(0, MOST_OF_LEVEL).map(({ text }) => ended(text)),
              ...(blocking.length > MOST_OF_LEVEL
                ? [`And ${count(blocking.length - MOST_OF_LEVEL, "more reason")}.`]
                : []),
            ]
          : [isNothingNew(review) ? "No new exposure was found." : besideWords(review)],
    },
    others,
  };
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

function refusalAnnotation({ file, line, message, hint }: Refusal): Annotation {
  return {
    level: "error",
    properties: { file, ...(line === null ? {} : { line: String(line) }), title: "Not reviewed" },
    lines: hint === null ? [ended(message)] : [ended(message), hint],
  };
}

function vanishedAnnotation(entry: VanishedEntry): Annotation {
  return {
    level: entry.blocks ? "error" : "notice",
    properties: { file: entry.file, title: `Sallyport gate: ${entry.blocks ? "fail" : "pass"}` },
    lines: entry.blocks ? [ended(entry.text), vanishedRemedy(entry).text] : [ended(entry.text)],
  };
}

type Level = "error" | "warning" | "notice";
const ORDER = ["error", "warning", "notice"] as const;

function commandOf({ level, properties, lines }: Annotation): string {
  return annotation(level, properties, lines);
}

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
