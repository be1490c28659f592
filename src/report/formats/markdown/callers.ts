import { callerWords, obtainerWords } from "../../../core/caller-words.ts";
import { count, listed } from "../../../core/prose.ts";
import type { OperationEntry, Review } from "../../../core/review.ts";
import {
  callersWords,
  callerViews,
  changeWords,
  openedWords,
  principalWords,
  WHOSE_WORDS,
  type CallerView,
} from "../../words/callers.ts";
import { categoriesWords, listedCategories, type CategoryWords } from "../../../core/category-words.ts";
import {
  categoryNames,
  categoryTallies,
  countedFlows,
  type CategoryTally,
  type CountedFlow,
} from "../../words/data-tally.ts";
import { declaredAgainstReal, exposureGroups, type ExposureGroup } from "../../words/exposure-groups.ts";
import { whereWords } from "../../words/field-words.ts";
import { grouped } from "../../../core/grouped.ts";
import { notableOperations } from "../../words/notable-operations.ts";
import { schemeWords } from "../../words/scheme-words.ts";
import { capitalized } from "../../../core/sentence.ts";
import type { MarkdownChapter } from "./chapter.ts";
import {
  anchor,
  code,
  folded,
  heading,
  linkTo,
  list,
  paragraph,
  strong,
  dataTable,
  type Block,
  type Inline,
} from "./nodes.ts";
import { undescribedWords } from "../../words/undescribed-returns.ts";

/** Above this many operations only the notable ones stand in the section; all of them in the appendix. */
const MANY_OPERATIONS = 40;
const MOST_NOTABLE = 15;
/** How many reasons and categories are named at once. */
const MOST_REASONS = 3;
const MOST_CATEGORIES = 8;

/** 3. Callers and operations */
export function callersSection(chapter: MarkdownChapter): readonly Block[] {
  const { review } = chapter;
  if (review.operations.length === 0) return [heading(2, TITLE), paragraph("The description has no operations.")];
  const isMany = hasAppendix(chapter);
  const groups = exposureGroups(review);
  const notable = isMany ? notableOperations(review) : review.operations;
  return [
    heading(2, TITLE),
    ...declarationBlocks(review),
    ...folded(
      groups.length,
      "group of operations with the same callers",
      dataTable(["Who can call", "Exposure", "Meant for", "Operations #", "Why"], groups.map(groupRow)),
      "groups of operations with the same callers",
    ),
    ...assumedNote(review),
    heading(3, "What each kind of caller can read and write"),
    ...callerViews(review).flatMap(callerBlocks),
    heading(3, "The credentials"),
    ...schemeBlocks(review),
    heading(3, isMany ? "The operations to look at first" : "The operations"),
    ...(isMany
      ? [
          paragraph(
            "All ",
            linkTo(`${chapter.prefix}operations`, `${review.operations.length} operations`),
            " are in the appendix.",
          ),
        ]
      : []),
    ...foldedOperations(review, notable.slice(0, isMany ? MOST_NOTABLE : undefined)),
    ...(isMany && notable.length > MOST_NOTABLE
      ? [
          paragraph(
            `And ${notable.length - MOST_NOTABLE} more that can be called by more callers than they are meant for, or that have a finding of high severity or above.`,
          ),
        ]
      : []),
  ];
}

function foldedOperations(review: Review, operations: readonly OperationEntry[]): readonly Block[] {
  return operations.length === 0 ? [] : folded(operations.length, "operation", operationsTable(review, operations));
}

const TITLE = "3. Callers and operations";

/** Whether the operations are too many for their section. */
export function hasAppendix({ review }: MarkdownChapter): boolean {
  return review.operations.length > MANY_OPERATIONS;
}

/** Appendix: every operation, where there are many. */
export function operationsAppendix(chapter: MarkdownChapter): readonly Block[] {
  if (!hasAppendix(chapter)) return [];
  const { operations } = chapter.review;
  return [
    { type: "paragraph", children: [anchor(`${chapter.prefix}operations`)] },
    heading(2, "Appendix: every operation"),
    ...folded(operations.length, "operation", operationsTable(chapter.review, operations)),
  ];
}

function declarationBlocks(review: Review): readonly Block[] {
  const sources = new Set(review.operations.flatMap(({ audienceSource }) => audienceSource ?? []));
  return [
    paragraph(strong(declaredAgainstReal(review).join(" "))),
    ...(sources.size === 0 ? [] : [paragraph(`The audience is declared by ${listed([...sources], 5)}.`)]),
  ];
}

function groupRow(group: ExposureGroup): readonly Inline[] {
  const { exposure, declared, operations, because, assumed } = group;
  return [
    callersWords(group),
    exposure === null ? "not judged" : assumed ? `unknown, judged as ${exposure}` : exposure,
    declared ?? "not declared",
    String(operations.length),
    sentences(because),
  ];
}

/** The first of several reasons, each of which may have commas in it. */
function sentences(reasons: readonly string[]): string {
  return reasons.slice(0, MOST_REASONS).join("; ");
}

function assumedNote({ operations }: Review): readonly Block[] {
  return operations.some(({ assumed }) => assumed)
    ? [
        paragraph(
          "Unknown means that the description does not say who can call the operations, or who can get the credential. Section 5 says what each answer changes.",
        ),
      ]
    : [];
}

function callerBlocks({ caller, operations, reads, writes }: CallerView): readonly Block[] {
  const items: Inline[] = [
    ...reads.map(({ whose, categories, operations: n }): Inline => [
      `Can read ${WHOSE_WORDS[whose].before}, in ${count(n, "operation")}: `,
      categoryList(categories, "plural"),
      ".",
    ]),
    ...(reads.length === 0 ? ["No sensitive data is known to be returned."] : []),
    ...(writes.length === 0 ? [] : [["Can write: ", categoryList(writes, "plural"), "."]]),
  ];
  return [
    paragraph(
      strong(capitalized(callerWords(caller))),
      `: ${count(operations.length, "operation")}; ${changeWords(operations)}.`,
    ),
    list(items),
  ];
}

/** `names (5 operations, such as ‹GET /users/{id}›)`, the worst first. */
function categoryList(categories: readonly CategoryTally[], number: keyof CategoryWords): Inline {
  const example = categories[0];
  return [
    listedCategories(categoriesWords(categories, number), MOST_CATEGORIES),
    ...(example === undefined ? [] : [", for instance ", witnessOf(example.witness)]),
  ];
}

/** Where something gets in or out: ‹2xx email› of ‹GET /users/{id}›. */
export function witnessOf({ flow }: CountedFlow): Inline {
  return [code(flow.witness), " of ", code(flow.operation)];
}

function schemeBlocks(review: Review): readonly Block[] {
  const { schemes } = review;
  if (schemes.length === 0) return [paragraph("The description defines no credentials.")];
  const flowsOf = grouped(countedFlows(review), ({ operation }) => operation.id);
  return folded(
    schemes.length,
    "credential",
    dataTable(
      ["Credential", "Kind", "Who can get it", "Held by", "Operations #", "Data it gives access to", "Why"],
      schemes.map((scheme) => [
        code(scheme.name),
        schemeWords(scheme),
        obtainerWords(scheme.admission),
        principalWords(scheme),
        String(scheme.usedBy.length),
        openedWords(scheme, flowsOf),
        sentences(scheme.because),
      ]),
    ),
  );
}

/** The line of something, which is code where a file stands before it. */
export function whereOf(review: Review, place: { readonly file: string; readonly line: number }): Inline {
  const words = whereWords(review, place);
  return words.includes(":") ? code(words) : words;
}

function operationsTable(review: Review, operations: readonly OperationEntry[]): readonly Block[] {
  const flows = grouped(countedFlows(review), ({ operation }) => operation.id);
  return dataTable(
    [
      "Operation",
      review.document.files.length > 1 ? "Line" : "Line #",
      "Who can call",
      "Exposure",
      "Meant for",
      "Returns",
      "Takes",
    ],
    operations.map((operation) => {
      const own = flows.get(operation.id) ?? [];
      return [
        operation.intent === null ? code(operation.id) : [code(operation.id), ` (${operation.intent})`],
        whereOf(review, operation),
        callersWords(operation, true),
        operation.exposure === null
          ? "not judged"
          : `${operation.assumed ? "unknown, judged as " : ""}${operation.exposure}`,
        operation.audience ?? "not declared",
        categoryNames(categoryTallies(own, "read")) || undescribedWords(operation),
        categoryNames(categoryTallies(own, "write")),
      ];
    }),
    ["Returns", "Takes"],
  );
}
