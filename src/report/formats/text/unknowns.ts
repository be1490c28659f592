import { grouped } from "../../../core/grouped.ts";
import { count } from "../../../core/prose.ts";
import type { Review } from "../../../core/review.ts";
import { answerSentences, isWorthAsking } from "../../words/assumption-answers.ts";
import { asked } from "../../words/glance.ts";
import { idlePathsSentence } from "../../words/evidence-tally.ts";
import { settleLines } from "../../words/settle-lines.ts";
import { shownText } from "../../words/shown-text.ts";
import { unreadParts, unreadWords } from "../../words/unread.ts";
import { boundaryWords, testRows, testSteps, testTally } from "../../words/test-rows.ts";
import type { Page } from "./page.ts";

const MOST_QUESTIONS = 3;
const MOST_TESTS = 5;
const MOST_SKIPPED = 10;

/** What is assumed, as questions, and the lines of `sallyport.yaml` that answer them. */
export function assumptionsSection(page: Page, review: Review): void {
  const { questions } = review;
  const [assumptions, idle] = [
    review.assumptions.filter(isWorthAsking),
    review.assumptions.filter((one) => !isWorthAsking(one)),
  ];
  if (assumptions.length > 0) {
    page.line(page.paint("bold", "Questions that the description leaves open"));
    for (const assumption of assumptions) {
      page.paragraph(shownText(assumption.question), "  ", "  ");
      page.paragraph(`${count(assumption.operations.length, "operation")} affected.`, "    ");
      for (const sentence of answerSentences(review, assumption)) page.paragraph(sentence, "    ", "      ");
    }
    const lines = settleLines(assumptions.flatMap(({ settle }) => settle));
    if (lines.length > 0) page.line("  Answer in sallyport.yaml:");
    for (const line of lines) page.line(`    ${line}`);
    page.line("");
  }
  for (const { question } of idle)
    page.paragraph(
      shownText(
        `Minor question: ${asked(question)} The answer changes neither the verdict nor any finding of medium or above.`,
      ),
      "  ",
      "    ",
    );
  if (idle.length > 0) page.line("");
  if (questions.length === 0) return;
  page.line(page.paint("bold", "Questions for the team"));
  for (const { text, settle } of questions.slice(0, MOST_QUESTIONS)) {
    const key = settle === null ? "" : ` Answer it in sallyport.yaml, under "${settle}".`;
    page.paragraph(shownText(`${text}${key}`), "  ", "    ");
  }
  if (questions.length > MOST_QUESTIONS) page.line(`  and ${questions.length - MOST_QUESTIONS} more`);
  page.line("");
}

/** The authorization tests that failed, then of those that were not run the most urgent of each kind of object. */
export function testsSection(page: Page, { tests }: Review): void {
  if (tests.length === 0) return;
  const left = tests.filter(({ status }) => status !== "passed");
  const failed = testRows(left.filter(({ status }) => status === "failed"));
  const open = testRows(left.filter(({ status }) => status === "untested"));
  const byResource = [...grouped(open, ({ test }) => test.resource ?? test.operation).values()];
  const rows = [...failed, ...byResource.map(([first]) => first!)].slice(0, MOST_TESTS);
  const isAll = rows.length === left.length;
  page.line(page.paint("bold", `Authorization tests${isAll ? "" : ", the most urgent"} (${testTally(tests)})`));
  if (rows.length === 0) return page.line("");
  if (!isAll)
    page.paragraph(
      `Shown: ${failed.length > 0 ? "failed tests first, then " : ""}the most urgent test of each kind of object, with its rank in the whole list.`,
      "  ",
    );
  page.paragraph(boundaryWords(tests), "  ");
  for (const row of rows) {
    const more = row.tests.length - 1;
    page.paragraph(
      shownText(
        `${row.test.operation}${more > 0 ? ` and ${more} more` : ""}${row.test.status === "failed" ? " (failed)" : ""}`,
      ),
      `  ${String(row.test.rank).padStart(2)}  `,
    );
    for (const step of testSteps(row)) page.paragraph(shownText(step), " ".repeat(6));
  }
  page.line("");
}

/** What was not read, and what there was nothing to read of. */
export function skippedSection(page: Page, review: Review): void {
  const idle = idlePathsSentence(review.coverage);
  if (idle !== undefined) page.paragraph(shownText(idle), "");
  const skipped = unreadParts(review);
  if (skipped.length === 0) return;
  page.line(page.paint("bold", `Not read: ${count(skipped.length, "part")}`));
  for (const part of skipped.slice(0, MOST_SKIPPED))
    page.paragraph(`${shownText(part.file)}:${part.line} ${shownText(unreadWords(part))}`, "  ", "    ");
  if (skipped.length > MOST_SKIPPED)
    page.line(`  and ${skipped.length - MOST_SKIPPED} more (--format json has them all)`);
  page.line("");
}
