import { count, shortened } from "../../core/prose.ts";
import type { Finding, FindingFix, Refusal, Review, ReviewEnvelope } from "../../core/review.ts";
import { evidenceSentence, leadingSentence } from "../words/decision-screen.ts";
import { sinceWords } from "../words/since-words.ts";
import { titleOf } from "../../core/review-title.ts";
import { isOpen } from "../../core/open-findings.ts";
import { verdictAnswer, verdictName } from "../words/decision-words.ts";
import { firstActions, firstWords, plannedReasons } from "../words/first-actions.ts";
import { reasonCounts, reasonGroups, weightWords } from "../words/reason-groups.ts";
import { ended, opening } from "../../core/sentence.ts";
import { siteLink } from "./markdown/chapter.ts";
import { answeringLines, decidingBesides } from "../words/assumption-answers.ts";
import { refusalItems } from "./markdown/refusals.ts";
import {
  code,
  folded,
  heading,
  lines,
  list,
  markdownBelow,
  markdownOf,
  paragraph,
  strong,
  table,
  type Block,
  type Inline,
} from "./markdown/nodes.ts";

/** GitHub refuses a comment of more than 65,536 characters. */
const MOST_CHARACTERS = 60_000;
/** Characters of one text: a description decides how long its own are. */
const MOST_OF_TEXT = 400;
const MOST_REVIEWS = 60;

/**
 * The review as a comment on a pull request: the decision, what to do first and the findings in a line each, always below
 * 60,000 characters. How many items a list has gets smaller until it fits.
 */
export function commentReport(envelope: ReviewEnvelope): string {
  for (const most of [40, 20, 10, 5, 2]) {
    const text = markdownBelow(MOST_CHARACTERS, [
      ...envelope.reviews.flatMap((review) => reviewBlocks(envelope, review, most)),
      ...refusedBlocks(envelope.refused, most),
      ...(envelope.reviews.length + envelope.refused.length === 0
        ? [paragraph("No API description was reviewed.")]
        : []),
    ]);
    if (text !== undefined) return text;
  }
  return markdownOf([...overviewBlocks(envelope.reviews), ...refusedBlocks(envelope.refused, 10)]);
}

function reviewBlocks(envelope: ReviewEnvelope, review: Review, most: number): readonly Block[] {
  const { verdict } = review;
  const reason = leadingSentence(review);
  const counts = reasonCounts(verdict, decidingBesides(review));
  return [
    heading(3, "Security review: ", short(titleOf(review))),
    paragraph(
      strong(`Verdict: ${verdictName(verdict.decision)}.`),
      ` ${verdictAnswer(verdict.decision)}`,
      reason === undefined ? "" : ` ${short(reason.text)}`,
      ` ${short(firstWords(review))}`,
      counts === undefined ? "" : ` ${counts}.`,
    ),
    ...actionBlocks(review),
    paragraph(
      strong("Since the last review:"),
      ` ${sinceWords(review, envelope.asOf)} `,
      strong("Evidence:"),
      ` ${evidenceSentence(review)}`,
    ),
    ...findingBlocks(envelope, review, most),
    ...fixBlocks(envelope, review, most),
    ...conditionBlocks(review, most),
    ...answerBlocks(review, most),
    paragraph(code(review.document.file), `, as of ${envelope.asOf}, sallyport ${envelope.tool.version}.`),
  ];
}

function actionBlocks(review: Review): readonly Block[] {
  const actions = firstActions(review);
  if (actions.length === 0) return [];
  return [
    table(
      ["Do first", "Effect on the release", "Owner", "Effort"],
      actions.map(({ text, unblocks, owner, effort }) => [short(text), unblocks, short(owner), effort]),
    ),
  ];
}

function findingBlocks(envelope: ReviewEnvelope, review: Review, most: number): readonly Block[] {
  const open = review.findings.filter(isOpen);
  if (open.length === 0) return [];
  const row = (finding: Finding): readonly Inline[] => [
    finding.severity,
    weightWords(review, finding),
    [strong(short(finding.title)), ": ", short(finding.message)],
    siteLink({ review, envelope }, finding),
    short(opening(finding.remediation)),
  ];
  const shown = open.slice(0, most);
  return folded(open.length, "finding", [
    table(["Severity", "Verdict", "Finding", "Where", "What to do"], shown.map(row)),
    ...moreNote(open.length - shown.length),
  ]);
}

/** Fixes as lines before and after: this comment is on the whole change, where GitHub makes nothing of a suggestion. */
function fixBlocks(envelope: ReviewEnvelope, review: Review, most: number): readonly Block[] {
  const fixes = review.findings.filter(isOpen).flatMap(({ fixes: some = [] }) => some);
  if (fixes.length === 0) return [];
  const shown = fixes.slice(0, Math.ceil(most / 4));
  return folded(
    fixes.length,
    "fix",
    [
      ...shown.flatMap(({ name, certainty, requires, closes, shown: place }) => {
        return [
          paragraph(
            strong(name),
            ` (${certainty}), in `,
            siteLink({ review, envelope }, place),
            closes.length === 1 ? ":" : `, the first of ${closes.length} places:`,
          ),
          lines(
            "diff",
            place.excerpt.map(({ change, text }) => `${SIGNS[change]}${text}`),
          ),
          ...(requires === null ? [] : [paragraph(`Correct only if: ${short(requires)}`)]),
        ];
      }),
      paragraph(code("sallyport fix"), " makes them."),
      ...moreNote(fixes.length - shown.length),
    ],
    "fixes",
  );
}

const SIGNS = { same: " ", removed: "-", added: "+" } as const satisfies Readonly<
  Record<FindingFix["shown"]["excerpt"][number]["change"], string>
>;

function conditionBlocks(review: Review, most: number): readonly Block[] {
  const conditions = plannedReasons(
    review,
    reasonGroups(review.verdict)
      .filter(({ kind }) => kind === "condition")
      .flatMap(({ reasons }) => reasons),
  );
  if (conditions.length === 0) return [];
  const shown = conditions.slice(0, most);
  return folded(conditions.length, "condition", [
    list(shown.map(({ text }) => short(text))),
    ...moreNote(conditions.length - shown.length),
  ]);
}

function answerBlocks({ assumptions }: Review, most: number): readonly Block[] {
  if (assumptions.length === 0) return [];
  const answers = answeringLines(assumptions.slice(0, most));
  return folded(assumptions.length, "open question", [
    list(assumptions.slice(0, most).map(({ question }) => short(question))),
    ...(answers.length === 0 ? [] : [paragraph("In ", code("sallyport.yaml"), ":"), lines("yaml", answers)]),
  ]);
}

function overviewBlocks(reviews: readonly Review[]): readonly Block[] {
  const shown = reviews.slice(0, MOST_REVIEWS);
  return [
    heading(3, "Security reviews"),
    list(
      shown.map((review): Inline => {
        const words = [
          verdictName(review.verdict.decision),
          reasonCounts(review.verdict, decidingBesides(review)) ?? "",
        ];
        return [short(titleOf(review), 100), `: ${words.filter(Boolean).map(ended).join(" ")}`];
      }),
    ),
    ...moreNote(reviews.length - shown.length),
  ];
}

function refusedBlocks(refused: readonly Refusal[], most: number): readonly Block[] {
  if (refused.length === 0) return [];
  const shown = refused.slice(0, most);
  return [
    paragraph(strong(`${count(refused.length, "description")} could not be reviewed:`)),
    list(refusalItems(shown, MOST_OF_TEXT)),
    ...moreNote(refused.length - shown.length),
  ];
}

function moreNote(n: number): readonly Block[] {
  return n > 0 ? [paragraph(`And ${n} more in the whole review.`)] : [];
}

function short(text: string, most = MOST_OF_TEXT): string {
  return shortened(text, most);
}
