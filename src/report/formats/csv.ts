import type { ReviewEnvelope } from "../../core/review.ts";
import { shownText } from "../words/shown-text.ts";

/** The data inventory as CSV (RFC 4180): a row for each sensitive field on each way in or out of an operation. */
export function csvReport({ reviews }: ReviewEnvelope): string {
  const rows = reviews.flatMap(({ document, fields, operations }) => {
    const byId = new Map(operations.map((operation) => [operation.id, operation] as const));
    return fields.flatMap((field) =>
      field.flows.map((flow) => {
        const operation = byId.get(flow.operation);
        return [
          document.title ?? "",
          document.apiVersion ?? "",
          field.file,
          String(field.line),
          field.owner ?? "",
          field.name,
          field.category,
          field.sensitivity,
          field.basis,
          field.declaredAs ?? "",
          field.confidence,
          flow.operation,
          flow.direction,
          flow.via,
          flow.witness,
          flow.subject,
          flow.principal ? "yes" : "no",
          operation?.audience ?? "",
          operation?.exposure ?? "",
          operation === undefined ? "" : operation.assumed ? "yes" : "no",
          operation?.admission ?? "",
        ];
      }),
    );
  });
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

const COLUMNS = [
  "api",
  "version",
  "file",
  "line",
  "owner",
  "field",
  "category",
  "sensitivity",
  "basis",
  "declared_as",
  "confidence",
  "operation",
  "direction",
  "via",
  "witness",
  "subject",
  "of_principal",
  "audience",
  "exposure",
  "exposure_assumed",
  "admission",
];

/** A cell in quotes; what a spreadsheet would take for a formula, full-width signs included, stands behind an apostrophe (OWASP, CSV injection). */
function cell(text: string): string {
  const shown = shownText(text);
  return `"${(/^\s*[=+\-@|%＝＋－＠]/.test(shown) ? `'${shown}` : shown).replaceAll('"', '""')}"`;
}
