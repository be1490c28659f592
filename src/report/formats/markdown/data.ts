import { callerWords } from "../../../core/caller-words.ts";
import { count } from "../../../core/prose.ts";
import type { Review } from "../../../core/review.ts";
import { callerViews, nothingKnownWords, type CallerView } from "../../words/callers.ts";
import { categoryWords } from "../../../core/category-words.ts";
import {
  categoryTallies,
  countedFlows,
  flowsOnAsking,
  type CountedFlow,
  type TalliedFlow,
} from "../../words/data-tally.ts";
import { dataAnswer } from "../../words/data-answer.ts";
import { exposureMap, idleWords } from "../../words/exposure-map.ts";
import { fieldName } from "../../../core/field-name.ts";
import { knownWords } from "../../words/field-words.ts";
import { capitalized } from "../../../core/sentence.ts";
import { whereOf, witnessOf } from "./callers.ts";
import type { MarkdownChapter } from "./chapter.ts";
import { code, dataTable, folded, heading, list, paragraph, table, type Block, type Inline } from "./nodes.ts";

const MOST_ROWS = 12;
const MOST_FIELDS = 300;

/** 4. Data in responses and requests */
export function dataSection({ review }: MarkdownChapter): readonly Block[] {
  const views = callerViews(review);
  const flows = countedFlows(review);
  return [
    heading(2, "4. Data in responses and requests"),
    paragraph(dataAnswer(review, views)),
    ...directionBlocks("read", "Data returned to callers", flows, views),
    ...directionBlocks("write", "Data sent by callers", flows, views),
    ...onAskingBlocks(review),
    ...possibleNote(review),
    ...fieldBlocks(review),
  ];
}

function nothingKnown(direction: TalliedFlow["direction"], views: readonly CallerView[]): string {
  return nothingKnownWords(direction === "read" ? views.flatMap(({ operations }) => operations) : []);
}

function directionBlocks(
  direction: TalliedFlow["direction"],
  title: string,
  flows: readonly CountedFlow[],
  views: readonly CallerView[],
): readonly Block[] {
  const map = exposureMap(flows, views, direction);
  const { callers, rows: tallies } = map;
  if (tallies.length === 0) return [heading(3, title), paragraph(`${capitalized(nothingKnown(direction, views))}.`)];
  const rows = tallies.map(({ category, called, sensitivity, cells, ofOthers, witness }): readonly Inline[] => [
    [categoryWords({ category, called }), " ", code(category)],
    sensitivity,
    ...cells.map(({ operations }) => String(operations)),
    ...(direction === "read" ? [String(ofOthers)] : []),
    witnessOf(witness),
  ]);
  const head = [
    "Category",
    "Sensitivity",
    ...callers.map((caller) => `${capitalized(callerWords(caller))} #`),
    ...(direction === "read" ? ["About other people #"] : []),
    "Example",
  ];
  return [
    heading(3, title),
    paragraph(
      `${
        direction === "read"
          ? "For each kind of caller and each category of data, the table shows how many operations return such data, and how many return such data about other people."
          : "For each category of data, the table shows the number of operations in which each kind of caller sends such data."
      }${idleWords(map, direction)}`,
    ),
    ...folded(rows.length, "category", [table(head, rows)], "categories"),
  ];
}

function onAskingBlocks(review: Review): readonly Block[] {
  const tallies = categoryTallies(flowsOnAsking(review), "read");
  if (tallies.length === 0) return [];
  return [
    heading(3, "Only on request, or in an error"),
    paragraph(
      "This data is not counted above, because it is returned only if a caller asks for it or an error occurs.",
    ),
    list(
      tallies
        .slice(0, MOST_ROWS)
        .map(({ category, called, operations, witness }) => [
          `${capitalized(categoryWords({ category, called }))}, in ${count(operations.length, "operation")}: `,
          witnessOf(witness),
        ]),
    ),
  ];
}

function possibleNote({ fields }: Review): readonly Block[] {
  const possible = fields.filter(({ confidence }) => confidence === "possible").length;
  if (possible === 0) return [];
  const [they, them] = possible === 1 ? ["it is", "it"] : ["they are", "them"];
  return [
    paragraph(
      `${count(possible, "other field")} might be sensitive; ${they} not counted, and section 5 asks about ${them}.`,
    ),
  ];
}

function fieldBlocks(review: Review): readonly Block[] {
  const { fields } = review;
  if (fields.length === 0) return [];
  const shown = fields.slice(0, MOST_FIELDS);
  const unsure = shown.filter(({ confidence }) => confidence === "possible").length;
  return [
    paragraph(
      shown.length === fields.length
        ? unsure === 0
          ? "All sensitive fields, each with how sure its category is:"
          : `All fields that are or might be sensitive, each with how sure its category is; ${unsure} of them ${unsure === 1 ? "is" : "are"} only possibly sensitive:`
        : `The first ${shown.length} of ${count(fields.length, "sensitive field")}, and how each is known; the JSON review has them all:`,
    ),
    ...folded(
      shown.length,
      "sensitive field",
      dataTable(
        [
          "Field",
          review.document.files.length > 1 ? "Line" : "Line #",
          "Category",
          "Sensitivity",
          "How sure",
          "Occurrences #",
        ],
        shown.map((field) => [
          code(fieldName(field)),
          whereOf(review, field),
          categoryWords(field),
          field.sensitivity,
          [knownWords(field), field.declaredAs === null ? "" : [" as ", code(field.declaredAs)]],
          String(field.flows.length),
        ]),
      ),
    ),
  ];
}
