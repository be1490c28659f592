import { decidingBesides } from "../words/assumption-answers.ts";
import { leadingSentence } from "../words/decision-screen.ts";
import { firstWords } from "../words/first-actions.ts";
import { count } from "../../core/prose.ts";
import type { Refusal, ReviewEnvelope } from "../../core/review.ts";
import { titleOf } from "../../core/review-title.ts";
import { isOpen } from "../../core/open-findings.ts";
import { severityCounts, verdictName } from "../words/decision-words.ts";
import { ended } from "../../core/sentence.ts";
import { reasonCounts } from "../words/reason-groups.ts";
import { callersSection, operationsAppendix } from "./markdown/callers.ts";
import type { MarkdownChapter } from "./markdown/chapter.ts";
import { dataSection } from "./markdown/data.ts";
import { evidenceSection } from "./markdown/evidence.ts";
import { findingsSection } from "./markdown/findings.ts";
import {
  anchor,
  code,
  heading,
  linkTo,
  list,
  markdownOf,
  paragraph,
  rule,
  table,
  type Block,
} from "./markdown/nodes.ts";
import { signOffSection } from "./markdown/sign-off.ts";
import { unknownsSection } from "./markdown/unknowns.ts";
import { verdictSection } from "./markdown/verdict.ts";

/**
 * The review as a document for a security team and a release meeting, in GitHub's Markdown: of each description the
 * seven questions that a review must answer, in their order.
 */
export function markdownReport(envelope: ReviewEnvelope): string {
  const isOne = envelope.reviews.length === 1;
  const chapters = envelope.reviews.map((review, index): MarkdownChapter => ({
    review,
    envelope,
    prefix: isOne ? "" : `review-${index + 1}-`,
  }));
  return markdownOf([
    ...(isOne ? [] : contents(chapters)),
    ...(isOne ? [] : refusedBlocks(envelope.refused)),
    ...chapters.flatMap((chapter, index) => [
      ...(isOne ? [] : [rule()]),
      ...chapterBlocks(chapter, isOne ? undefined : index + 1),
    ]),
    ...(isOne ? refusedBlocks(envelope.refused) : []),
  ]);
}

function chapterBlocks(chapter: MarkdownChapter, n: number | undefined): readonly Block[] {
  return [
    heading(1, n === undefined ? [] : anchor(`review-${n}`), "Security review: ", titleOf(chapter.review)),
    ...verdictSection(chapter),
    ...findingsSection(chapter),
    ...callersSection(chapter),
    ...dataSection(chapter),
    ...unknownsSection(chapter),
    ...evidenceSection(chapter),
    ...signOffSection(chapter),
    ...operationsAppendix(chapter),
  ];
}

/** The list of several reviews, with the verdict of each. */
function contents(chapters: readonly MarkdownChapter[]): readonly Block[] {
  return [
    heading(1, "Security reviews"),
    paragraph(`${count(chapters.length, "API description")} reviewed.`),
    ...(chapters.length === 0
      ? []
      : [
          list(
            chapters.map(({ review }, index) => {
              const counts = reasonCounts(review.verdict, decidingBesides(review));
              const words = [
                `verdict: ${verdictName(review.verdict.decision)}`,
                ...(review.verdict.decision === null
                  ? []
                  : [leadingSentence(review)?.text ?? "", firstWords(review, true)]),
                counts ?? "",
                `Open findings: ${severityCounts(review.findings.filter(isOpen))}`,
              ];
              return [
                linkTo(`review-${index + 1}`, titleOf(review)),
                " (",
                code(review.document.file),
                `): ${words.filter(Boolean).map(ended).join(" ")}`,
              ];
            }),
          ),
        ]),
  ];
}

function refusedBlocks(refused: readonly Refusal[]): readonly Block[] {
  if (refused.length === 0) return [];
  return [
    heading(2, "What could not be reviewed"),
    table(
      ["Description", "Why", "What to do"],
      refused.map(({ file, line, message, hint }) => [
        code(line === null ? file : `${file}:${line}`),
        message,
        hint ?? "",
      ]),
    ),
  ];
}
