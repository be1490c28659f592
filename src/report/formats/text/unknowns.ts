import { worstCase } from "../../../core/possible-answers.ts";
import { noConditionWords } from "../../words/no-condition.ts";
import { grouped, partitioned } from "../../../core/grouped.ts";
import { count, listed } from "../../../core/prose.ts";
import type { Review } from "../../../core/review.ts";
import { answeringLines, answerSentences, isWorthAsking } from "../../words/assumption-answers.ts";
import { asked } from "../../words/asked.ts";
import { idlePathsSentence } from "../../words/evidence-tally.ts";
import { shownText } from "../../words/shown-text.ts";
import { unreadParts, unreadWords } from "../../words/unread.ts";
import { boundaryWords, testRows, testSteps, testTally, type TestRow } from "../../words/test-rows.ts";
import type { Detail } from "../text.ts";
import type { Page } from "./page.ts";

const MOST_QUESTIONS = 3;
const MOST_TESTS = 5;
const MOST_SKIPPED = 10;

/** What is assumed, as questions, and the lines of `sallyport.yaml` that answer them. */
export function assumptionsSection(page: Page, review: Review, detail: Detail): void {
  const { questions } = review;
  const [assumptions, idle] = [
    review.assumptions.filter(isWorthAsking),
    review.assumptions.filter((one) => !isWorthAsking(one)),
  ];
  if (assumptions.length > 0) {
    page.line(page.paint("bold", "Questions that the description leaves open"));
    for (const assumption of assumptions) {
      page.paragraph(shownText(assumption.question), "  ", "  ");
      for (const sentence of answerSentences(review, assumption)) page.paragraph(shownText(sentence), "    ", "      ");
      for (const { severity, title, message } of detail === "verbose" ? assumption.ifTrue : [])
        page.paragraph(
          shownText(`${worstCase(assumption.id)}, this is ${severity}: ${title}. ${message}`),
          "    ",
          "      ",
        );
    }
    const lines = answeringLines(assumptions);
    if (lines.length > 0) page.line("  Answer in sallyport.yaml:");
    for (const line of lines) page.line(`    ${line}`);
    page.line("");
  }
  for (const { question } of idle)
    page.paragraph(
      shownText(
        `Minor question: ${asked(question)} The answer changes neither the verdict nor the number of findings of medium severity or above.`,
      ),
      "  ",
      "    ",
    );
  if (idle.length > 0) page.line("");
  if (questions.length === 0) return;
  page.line(page.paint("bold", "Questions for the team"));
  const asking = detail === "verbose" ? questions : questions.slice(0, MOST_QUESTIONS);
  for (const { text, settle } of asking) {
    const key = settle === null ? "" : ` Answer it in sallyport.yaml, under "${settle}".`;
    page.paragraph(shownText(`${text}${key}`), "  ", "    ");
  }
  if (questions.length > asking.length)
    page.line(`  and ${count(questions.length - asking.length, "further question")} (--verbose shows them)`);
  page.line("");
}

/** The authorization tests that failed, then of those that were not run the most urgent, first those that are conditions. */
export function testsSection(page: Page, review: Review, detail: Detail): void {
  const { tests, proofs = [] } = review;
  if (proofs.length > 0) {
    page.line(page.paint("bold", "What the description promises, to be tested"));
    for (const { text, open } of proofs)
      page.paragraph(shownText(`${text}.${open.length === 0 ? " Done." : ""}`), "  - ");
    page.line("");
  }
  if (tests.length === 0) return;
  const left = tests.filter(({ status }) => status !== "passed");
  const failed = testRows(left.filter(({ status }) => status === "failed"));
  const open = testRows(left.filter(({ status }) => status === "untested"));
  const conditions = conditionBoundaries(review);
  const boundaryOf = new Map(conditions.flatMap(({ id, operations }) => operations.map((one) => [one, id] as const)));
  const isCondition = ({ test }: TestRow): boolean => boundaryOf.has(test.operation);
  const isVerbose = detail === "verbose";
  const byResource = [
    ...grouped(open, ({ test }) =>
      JSON.stringify([test.resource ?? test.operation, boundaryOf.get(test.operation)]),
    ).values(),
  ].map(
    (same) => same.find(isCondition) ?? same[0]!, // grouped, so there is one
  );
  const rows = [...failed, ...partitioned(isVerbose ? open : byResource, isCondition).flat()].slice(
    0,
    isVerbose ? Infinity : Math.max(MOST_TESTS, conditions.length),
  );
  const isAll = isVerbose || rows.length === left.length;
  page.line(page.paint("bold", `Authorization tests${isAll ? "" : ", the most urgent"} (${testTally(tests)})`));
  if (rows.length === 0) return page.line("");
  if (conditions.length > 0)
    page.paragraph(
      shownText(
        `Groups of authorization tests that are conditions: ${conditions.map(({ id, open: owed, operations }) => `${id} (${count((owed ?? operations).length, "operation")})`).join(", ")}.`,
      ),
      "  ",
    );
  const why = noConditionWords(review);
  if (why !== "") page.paragraph(shownText(why), "  ");
  if (!isAll)
    page.paragraph(
      `Shown: ${failed.length > 0 ? "failed tests first, then " : ""}the most urgent test of each kind of object${conditions.length > 0 ? " in each group, conditions first" : ""}, with its rank in the whole list.`,
      "  ",
    );
  page.paragraph(boundaryWords(tests), "  ");
  for (const row of rows) {
    const more = row.tests.length - 1;
    const boundary = boundaryOf.get(row.test.operation);
    const what =
      row.test.status === "failed"
        ? " (failed)"
        : boundary !== undefined
          ? ` (group ${boundary})`
          : conditions.length > 0
            ? " (not a condition)"
            : "";
    page.paragraph(
      shownText(
        `${isVerbose ? listed([...new Set(row.tests.map(({ operation }) => operation))], Infinity) : `${row.test.operation}${more > 0 ? ` and ${more} more` : ""}`}${what}`,
      ),
      `  ${String(row.test.rank).padStart(2)}  `,
    );
    for (const step of testSteps(row)) page.paragraph(shownText(step), " ".repeat(6));
  }
  page.line("");
}

/** The boundaries that are conditions of the verdict, in their order. */
function conditionBoundaries({ verdict, boundaries = [] }: Review): NonNullable<Review["boundaries"]> {
  const conditions = verdict.reasons.flatMap(({ kind, text }) => (kind === "condition" ? [text] : []));
  return boundaries.filter(({ id }) => conditions.some((text) => text.includes(`[${id}]`)));
}

/** What was not read, and what there was nothing to read of. */
export function skippedSection(page: Page, review: Review, detail: Detail): void {
  const idle = idlePathsSentence(review.coverage);
  if (idle !== undefined) page.paragraph(shownText(idle), "");
  const skipped = unreadParts(review);
  if (skipped.length === 0) return;
  page.line(page.paint("bold", `Not read: ${count(skipped.length, "part")}`));
  const shown = detail === "verbose" ? skipped : skipped.slice(0, MOST_SKIPPED);
  for (const part of shown)
    page.paragraph(`${shownText(part.file)}:${part.line} ${shownText(unreadWords(part))}`, "  ", "    ");
  if (skipped.length > shown.length)
    page.line(`  and ${count(skipped.length - shown.length, "more part")} (--verbose shows them)`);
  page.line("");
}
