import { leadingReasons, reasonCounts } from "../words/reason-groups.ts";
import type { Finding, Refusal, Review, ReviewEnvelope, VanishedEntry } from "../../core/review.ts";
import type { Severity } from "../../core/severity.ts";
import { isOpen, verdictAnswer, verdictName } from "../words/decision-words.ts";
import { RELIES, settingAgeWords } from "../words/gate-words.ts";
import { ended, opening } from "../words/sentence.ts";
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

/** Of a change what the gate decides, what became worse, and the findings that are new or worse: what is old is not its matter. */
function gateAnnotations({ document, findings }: Review, gate: NonNullable<Review["gate"]>): readonly string[] {
  const isFresh = ({ places }: Finding): boolean => places.some(({ state }) => state === "new" || state === "worsened");
  return [
    annotation(
      gate.decision === "fail" ? "error" : "notice",
      { file: document.file, title: `Sallyport gate: ${gate.decision}` },
      gate.because.length === 0 ? ["Nothing that blocks is new."] : gate.because.map(ended),
    ),
    ...judgedByAnnotations(document.file, gate),
    ...gate.changes
      .filter(({ direction }) => direction === "worse")
      .map(({ kind, text, blocks, head }) =>
        annotation(
          blocks ? "error" : "warning",
          head === null
            ? { file: document.file, title: kind }
            : { file: head.file, line: String(head.line), title: kind },
          [ended(text)],
        ),
      ),
    ...findings.filter((finding) => isOpen(finding) && isFresh(finding)).map(findingAnnotation),
  ];
}

/** What it alters in what it is judged by, and what was altered shortly before it: one line of a run tells it all. */
function judgedByAnnotations(
  file: string,
  { policyChanges, reliesOn = [] }: NonNullable<Review["gate"]>,
): readonly string[] {
  return [
    ...(policyChanges.length === 0
      ? []
      : [
          annotation(
            "warning",
            { file, title: "Changes to the policy" },
            policyChanges.map((one) => ended(`${one.file}, ${one.key}: ${one.effect}`)),
          ),
        ]),
    ...(reliesOn.length === 0
      ? []
      : [
          annotation(
            "warning",
            { file, title: RELIES },
            reliesOn.map((one) => ended(`${one.file}, ${one.key}${settingAgeWords(one.since)}: ${one.text}`)),
          ),
        ]),
  ];
}

function findingAnnotation(finding: Finding): string {
  const { severity, file, line, column, endLine, endColumn, title, message, remediation, rule } = finding;
  // Columns count only where both ends stand in one line.
  const columns = line === endLine ? { col: String(column), endColumn: String(endColumn) } : {};
  return annotation(
    LEVELS[severity],
    { file, line: String(line), endLine: String(endLine), ...columns, title: `${severity}: ${title} (${rule})` },
    [ended(message), opening(remediation)],
  );
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
