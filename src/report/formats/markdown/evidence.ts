import { count } from "../../../core/prose.ts";
import type { Review } from "../../../core/review.ts";
import { basisWords, evidenceSentences, statementTallies } from "../../words/evidence-tally.ts";
import { termsOf } from "../../words/terms.ts";
import { unreadParts, unreadWords, type Unread } from "../../words/unread.ts";
import type { MarkdownChapter } from "./chapter.ts";
import { code, folded, heading, list, paragraph, strong, table, type Block, type Inline } from "./nodes.ts";

const MOST_SKIPPED = 8;

/** 6. Quality of the evidence */
export function evidenceSection({ review }: MarkdownChapter): readonly Block[] {
  const tallies = statementTallies(review);
  return [
    heading(2, "6. Quality of the evidence"),
    paragraph(
      `${basisWords(review)} Sallyport did not call the API. A check that passed is not the same as a check that was not possible. Both are listed below.`,
    ),
    list(evidenceSentences(review)),
    ...folded(
      tallies.length,
      "kind of statement",
      [
        table(
          [
            "What is said",
            "Declared #",
            "Inferred, certain #",
            "Inferred, likely #",
            "Only possible #",
            "Assumed or unknown #",
          ],
          tallies.map(({ what, ...counts }) => [
            what,
            ...[counts.declared, counts.certain, counts.likely, counts.possible, counts.assumed].map((n) =>
              n === undefined ? "" : String(n),
            ),
          ]),
        ),
      ],
      "kinds of statement",
    ),
    ...skippedBlocks(review),
    heading(3, "Terms"),
    list(termsOf(review).map(({ term, meaning }): Inline => [strong(term), `: ${meaning}`])),
  ];
}

function skippedBlocks(review: Review): readonly Block[] {
  const skipped = unreadParts(review);
  if (skipped.length === 0) return [];
  const line = (part: Unread): Inline => [
    code(`${part.file}:${part.line}`),
    " ",
    code(part.pointer),
    `: ${unreadWords(part)}`,
  ];
  return [
    paragraph(`${count(skipped.length, "part")} of the description could not be read:`),
    list(skipped.slice(0, MOST_SKIPPED).map(line)),
    ...(skipped.length > MOST_SKIPPED
      ? folded(skipped.length - MOST_SKIPPED, "further part", [list(skipped.slice(MOST_SKIPPED).map(line))])
      : []),
  ];
}
