import { count } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";
import { askedOperations } from "../asked-operations.ts";
import { severityCounts } from "../decision-words.ts";
import { assumptionAnchor, type Chapter } from "./chapter.ts";
import {
  anchor,
  cappedList,
  code,
  codes,
  folded,
  heading,
  list,
  paragraph,
  table,
  type Block,
  type Inline,
} from "./nodes.ts";
import { settleBlocks } from "./verdict.ts";

const MOST_NAMES = 5;
const MOST_TESTS = 15;

/** 5. What can the description not show? */
export function unknownsSection(chapter: Chapter): readonly Block[] {
  const { assumptions, questions, tests } = chapter.review;
  return [
    heading(2, "5. What can the description not show?"),
    heading(3, "What is assumed"),
    ...(assumptions.length === 0
      ? [paragraph("Nothing. The judgement rests on what the description says.")]
      : assumptions.flatMap((assumption, index) => assumptionBlocks(chapter, assumption, index + 1))),
    heading(3, "What to ask the team"),
    ...(questions.length === 0 ? [paragraph("No questions.")] : [list(questions.map(questionLine))]),
    heading(3, "What to test"),
    ...testBlocks(tests),
  ];
}

function assumptionBlocks(chapter: Chapter, assumption: Review["assumptions"][number], n: number): readonly Block[] {
  const { question, operations, ifTrue, settle } = assumption;
  return [
    heading(4, anchor(assumptionAnchor(chapter, n)), `Assumption ${n}: `, question),
    paragraph(
      `At stake: ${count(operations.length, "operation")}. If the answer is yes, this is found too: ${severityCounts(ifTrue)}.`,
    ),
    ...(ifTrue.length === 0 ? [] : [list(ifTrue.slice(0, MOST_NAMES).map(findingLine))]),
    ...(ifTrue.length > MOST_NAMES
      ? folded(ifTrue.length - MOST_NAMES, "further finding", [list(ifTrue.slice(MOST_NAMES).map(findingLine))])
      : []),
    ...(operations.length === 0
      ? []
      : operations.length <= MOST_NAMES
        ? [paragraph("Operations: ", codes(operations, MOST_NAMES))]
        : folded(operations.length, "operation at stake", [cappedList(operations.map(code))], "operations at stake")),
    ...settleBlocks(settle),
  ];
}

function findingLine({ severity, title, message, rule }: Review["findings"][number]): Inline {
  return [`${severity}: ${title}. ${message} (`, code(rule), ")"];
}

function questionLine(question: Review["questions"][number]): Inline {
  const { text, settle } = question;
  const operations = askedOperations(question);
  return [
    text,
    operations.length === 0 ? "" : [" About ", codes(operations, MOST_NAMES), "."],
    settle === null ? "" : [" The key ", code(settle), " of ", code("sallyport.yaml"), " answers it."],
  ];
}

/** What no description shows: whether an operation looks at whose the thing is that it is asked for. */
function testBlocks(tests: Review["tests"]): readonly Block[] {
  if (tests.length === 0)
    return [paragraph("No operation takes an identifier of something that could be somebody else's.")];
  const open = tests.filter(({ status }) => status !== "passed").length;
  const head = ["Rank #", "Operation", "As", "Ask", "Expect", "Why", "Status"];
  const rows = tests.map(({ rank, operation, as, ask, expect, why, status }): readonly Inline[] => [
    String(rank),
    code(operation),
    as,
    ask,
    expect,
    why,
    status,
  ]);
  return [
    paragraph(
      "No description shows whether an operation checks that the caller may have the very thing that is asked for. ",
      `So it must be tested: ${count(tests.length, "operation")}, the most urgent first; ${open} not yet passed.`,
    ),
    table(head, rows.slice(0, MOST_TESTS)),
    ...(rows.length > MOST_TESTS
      ? folded(rows.length - MOST_TESTS, "further test", [table(head, rows.slice(MOST_TESTS))])
      : []),
  ];
}
