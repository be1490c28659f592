import type { ImpactAssessment } from "../../../core/impact.ts";
import { count } from "../../../core/prose.ts";
import { impactSections, type ImpactBlock, type ImpactCell, type ImpactPart } from "../../words/impact-sections.ts";
import {
  cappedList,
  code,
  codes,
  heading,
  markdownOf,
  paragraph,
  strong,
  table,
  type Block,
  type Inline,
} from "../markdown/nodes.ts";

/** An impact assessment for a ticket or a repository, in GitHub's Markdown: the seven answers first. */
export function impactMarkdown(impact: ImpactAssessment): string {
  const { api, asOf, answers } = impact;
  return markdownOf([
    heading(1, "Impact assessment: ", api.title),
    paragraph(code(api.file), `, ${count(api.operations, "operation")}, as of ${asOf}.`),
    table(
      ["Question", "Answer"],
      answers.map(({ question, text }) => [strong(question), text]),
    ),
    ...impactSections(impact).flatMap(({ title, blocks }) => [heading(2, title), ...blocks.map(blockOf)]),
  ]);
}

function blockOf(block: ImpactBlock): Block {
  switch (block.kind) {
    case "text":
      return paragraph(block.text);
    case "heading":
      return heading(3, block.text);
    case "list":
      return cappedList(block.items.map(inlineOf));
    case "table":
      return table(
        block.columns.map(({ name, kind }) => (kind === "number" ? `${name} #` : name)),
        rowsOf(block.rows),
      );
  }
}

const MOST_ROWS = 200;

function rowsOf(rows: readonly (readonly ImpactCell[])[]): readonly (readonly Inline[])[] {
  const shown = rows.slice(0, MOST_ROWS).map((row) => row.map(inlineOf));
  const [first = []] = rows;
  return rows.length <= MOST_ROWS
    ? shown
    : [...shown, [`and ${rows.length - MOST_ROWS} more in the JSON`, ...first.slice(1).map(() => "")]];
}

function inlineOf(cell: ImpactCell): Inline {
  return isSeveral(cell) ? cell.map(partOf) : partOf(cell);
}

function isSeveral(cell: ImpactCell): cell is readonly ImpactPart[] {
  return Array.isArray(cell);
}

const MOST_OPERATIONS = 12;

function partOf(part: ImpactPart): Inline {
  if (typeof part === "string") return part;
  if ("code" in part) return code(part.code);
  if ("severity" in part) return part.severity;
  if ("operation" in part) return code(part.operation);
  return codes(part.operations, MOST_OPERATIONS);
}
