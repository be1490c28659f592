import { shortened } from "../../../core/prose.ts";
import type { Refusal, Review } from "../../../core/review.ts";
import { FROM_WORST } from "../../../core/decisions.ts";
import { briefReason } from "../../words/brief-reason.ts";
import { verdictName } from "../../words/decision-words.ts";
import { firstWords } from "../../words/first-actions.ts";
import { leadingReasons } from "../../words/reason-groups.ts";
import { shownText } from "../../words/shown-text.ts";
import { VERDICT_STYLES, type Page } from "./page.ts";

/** Operations and fields that a row names, the last of them as how many more. */
const MOST_NAMED = 2;

/** The verdicts of several descriptions, the worst first: of each its file, the verdict, why, and what to do first. */
export function verdictsTable(
  page: Page,
  reviews: readonly Review[],
  refused: readonly Refusal[],
  nameOf: (review: Review, file: string) => string,
): void {
  page.line(page.paint("bold", "Verdicts, the worst first"));
  const urgency = ({ verdict: { decision } }: Review): number =>
    decision === null ? FROM_WORST.length : FROM_WORST.indexOf(decision);
  for (const review of reviews.toSorted((a, b) => urgency(a) - urgency(b))) {
    const { decision } = review.verdict;
    const name = verdictName(decision);
    const file = shownText(nameOf(review, review.document.file));
    page.line(
      `  ${(decision === null ? name : page.paint(VERDICT_STYLES[decision], name)) + " ".repeat(Math.max(0, WIDEST - name.length))}  ${file}`,
    );
    const [reason] = leadingReasons(review.verdict);
    const room = page.width - INDENT.length;
    if (reason !== undefined)
      page.line(`${INDENT}${shownText(shortened(`Why: ${briefReason(reason, review.findings, MOST_NAMED)}`, room))}`);
    if (decision !== null) page.line(`${INDENT}${shownText(shortened(firstWords(review, true), room))}`);
  }
  for (const { file, message } of refused) {
    page.line(`  ${"not reviewed".padEnd(WIDEST)}  ${shownText(file)}`);
    page.line(`${INDENT}${shownText(shortened(`Why: ${message}`, page.width - INDENT.length))}`);
  }
}

/** The longest name of a verdict. */
const WIDEST = "approve with conditions".length;
const INDENT = " ".repeat(6);
