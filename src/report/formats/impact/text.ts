import type { ImpactAssessment } from "../../../core/impact.ts";
import { count } from "../../../core/prose.ts";
import type { Severity } from "../../../core/severity.ts";
import { impactSections, type ImpactBlock, type ImpactCell, type ImpactPart } from "../../words/impact-sections.ts";
import { shownText } from "../../words/shown-text.ts";
import { newPage, type Page, type PageOptions, type Style } from "../text/page.ts";

/** An impact assessment as a person reads it on a terminal: the seven answers on the first screen, what they rest on below. */
export function impactText(impact: ImpactAssessment, options: PageOptions): string {
  const page = newPage(options);
  const { api, rating, asOf, answers } = impact;
  page.line(page.paint("bold", shownText(`Impact assessment: ${api.title}`)));
  page.paragraph(shownText(`${api.file}, ${count(api.operations, "operation")}, as of ${asOf}`), "");
  page.line("");
  const room = Math.max(...answers.map(({ question }) => question.length));
  for (const { question, text } of answers) {
    const label = `${question.padEnd(room)}  `;
    const style: Style = question === "How bad?" ? STYLES[rating.severity] : "bold";
    page.paragraph(shownText(text), page.paint(style, label), " ".repeat(label.length));
  }
  for (const { title, blocks } of impactSections(impact)) {
    page.line("");
    page.line(page.paint("bold", title));
    for (const block of blocks) blockText(page, block);
  }
  return page.text();
}

const STYLES: Readonly<Record<Severity, Style>> = {
  critical: ["bold", "red"],
  high: ["bold", "red"],
  medium: ["bold", "yellow"],
  low: "bold",
  info: "bold",
};

/** A table is a paragraph a row: a terminal is too narrow for its columns. */
const MOST_ROWS = 12;
const MOST_OPERATIONS = 4;

function blockText(page: Page, block: ImpactBlock): void {
  if (block.kind === "text") page.paragraph(shownText(block.text), "  ");
  if (block.kind === "heading") page.line(`  ${page.paint("bold", shownText(block.text))}`);
  if (block.kind === "list") for (const item of block.items) page.paragraph(cellText(item), "  - ");
  if (block.kind !== "table") return;
  const { columns, rows } = block;
  for (const row of rows.slice(0, MOST_ROWS)) {
    const [first, ...others] = row.map(cellText);
    page.paragraph(page.paint("bold", first ?? ""), "  - ", "    ");
    const parts = others.flatMap((cell, index) => (cell === "" ? [] : [`${columns[index + 1]!.name}: ${cell}`]));
    if (parts.length > 0) page.paragraph(parts.join(" · "), "    ");
  }
  if (rows.length > MOST_ROWS)
    page.line(`  - and ${count(rows.length - MOST_ROWS, "more row", "more rows")} in the other formats`);
}

function cellText(cell: ImpactCell): string {
  return isSeveral(cell) ? cell.map(partText).join("") : partText(cell);
}

function isSeveral(cell: ImpactCell): cell is readonly ImpactPart[] {
  return Array.isArray(cell);
}

function partText(part: ImpactPart): string {
  if (typeof part === "string") return shownText(part);
  if ("code" in part) return shownText(part.code);
  if ("severity" in part) return part.severity;
  if ("operation" in part) return shownText(part.operation);
  const { operations } = part;
  const shown = operations.slice(0, operations.length > MOST_OPERATIONS ? MOST_OPERATIONS - 1 : MOST_OPERATIONS);
  const rest = operations.length - shown.length;
  return shownText(`${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`);
}
