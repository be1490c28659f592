import type { Review } from "../../../core/review.ts";
import { askedOperations } from "../../words/asked-operations.ts";
import { addedFindings, answeringLines, answerSentences } from "../../words/assumption-answers.ts";
import { nothingAssumed } from "../../words/evidence-tally.ts";
import { MOST_TOLD } from "../../words/shown-findings.ts";
import { boundaryWords, statusWords, testReason, testRows, testSteps, testTally } from "../../words/test-rows.ts";
import { assumptionAnchor, type MarkdownChapter } from "./chapter.ts";
import {
  anchor,
  cappedList,
  code,
  codes,
  folded,
  heading,
  list,
  paragraph,
  dataTable,
  type Block,
  type Inline,
} from "./nodes.ts";
import { settleBlocks } from "./verdict.ts";

const MOST_NAMES = 5;
const MOST_BESIDES = 50;

/** 5. Limits of the description */
export function unknownsSection(chapter: MarkdownChapter): readonly Block[] {
  const { assumptions, questions } = chapter.review;
  return [
    heading(2, "5. Limits of the description"),
    heading(3, "What is assumed"),
    ...(assumptions.length === 0
      ? [paragraph(nothingAssumed(chapter.review))]
      : assumptions.flatMap((assumption, index) => assumptionBlocks(chapter, assumption, index + 1))),
    heading(3, "What to ask the team"),
    ...(questions.length === 0 ? [paragraph("No questions.")] : [list(questions.map(questionLine))]),
    heading(3, anchor(`${chapter.prefix}tests`), "What to test"),
    ...testBlocks(chapter.review),
  ];
}

function assumptionBlocks(
  chapter: MarkdownChapter,
  assumption: Review["assumptions"][number],
  n: number,
): readonly Block[] {
  const { question, operations } = assumption;
  const added = addedFindings(assumption);
  return [
    heading(4, anchor(assumptionAnchor(chapter, n)), `Question ${n}: `, question),
    paragraph("What each answer leads to:"),
    list(answerSentences(chapter.review, assumption)),
    ...(added.length === 0
      ? []
      : [
          paragraph("Also found with an answer that lets more callers in:"),
          list(added.slice(0, MOST_NAMES).map(findingLine)),
        ]),
    ...(added.length > MOST_NAMES
      ? folded(added.length - MOST_NAMES, "further finding", [
          cappedList(added.slice(MOST_NAMES).map(findingLine), MOST_TOLD),
        ])
      : []),
    ...(operations.length === 0
      ? []
      : operations.length <= MOST_NAMES
        ? [paragraph("Operations: ", codes(operations, MOST_NAMES))]
        : folded(operations.length, "operation affected", [cappedList(operations.map(code))], "operations affected")),
    ...settleBlocks(answeringLines([assumption])),
  ];
}

/** What would be found, with the operations that its message only counts. */
function findingLine({ severity, title, message, rule, operations }: Review["findings"][number]): Inline {
  const others = operations.filter((id) => !message.includes(id));
  const also =
    others.length === 0 || others.length === operations.length
      ? ""
      : [others.length === 1 ? " The other one: " : " The others: ", codes(others, MOST_BESIDES), "."];
  return [`${severity}: ${title}. ${message} (`, code(rule), ").", also];
}

function questionLine(question: Review["questions"][number]): Inline {
  const { text, settle } = question;
  const operations = askedOperations(question);
  return [
    text,
    operations.length === 0 ? "" : [" This concerns ", codes(operations, MOST_NAMES), "."],
    settle === null ? "" : [" Answer it in ", code("sallyport.yaml"), ", under ", code(settle), "."],
  ];
}

/** What no description shows: whether an operation looks at whose the thing is that it is asked for. */
function testBlocks(review: Review): readonly Block[] {
  const { tests } = review;
  if (tests.length === 0)
    return [paragraph("No operation takes an identifier of an object that could belong to another caller.")];
  const rows = testRows(tests);
  const head = ["Rank #", "Operation", "Test", "Why", "Status"];
  const cells = rows.map((row): readonly Inline[] => [
    row.rank,
    codes(
      row.tests.map(({ operation }) => operation),
      row.tests.length,
    ),
    testSteps(row).join(" "),
    testReason(row, review),
    statusWords(row),
  ]);
  return [
    paragraph(
      "No description shows whether an operation checks that the caller may access the requested object, or may call the operation at all. ",
      "Where sections 3 and 4 say that a caller can read data, the description allows the request and states nothing that prevents it. ",
      `Therefore you must test whether the server makes these checks. The list has ${testTally(tests)}. The tests that could prevent the greatest damage come first.`,
    ),
    paragraph(boundaryWords(tests)),
    ...folded(tests.length, "test to run", dataTable(head, cells), "tests to run"),
  ];
}
