import type { ReviewEnvelope } from "../../core/review.ts";
import { documentCells } from "./csv/document-cells.ts";
import { csvTable, type CsvRow } from "./csv/table.ts";

/** The data inventory as CSV (RFC 4180): a row for each sensitive field on each way in or out of an operation. */
export function csvReport({ reviews }: ReviewEnvelope): string {
  const rows = reviews.flatMap((review) => {
    const { fields, operations } = review;
    const byId = new Map(operations.map((operation) => [operation.id, operation] as const));
    return fields.flatMap((field) =>
      field.flows.map((flow): CsvRow<(typeof COLUMNS)[number]> => {
        const operation = byId.get(flow.operation);
        return {
          ...documentCells(review),
          file: field.file,
          line: String(field.line),
          schema: field.owner ?? "",
          field: field.name,
          category: field.category,
          sensitivity: field.sensitivity,
          basis: field.basis,
          declared_as: field.declaredAs ?? "",
          confidence: field.confidence,
          operation: flow.operation,
          direction: flow.direction,
          via: flow.via,
          witness: flow.witness,
          subject: flow.subject,
          of_principal: flow.principal ? "yes" : "no",
          audience: operation?.audience ?? "",
          exposure: operation?.exposure ?? "",
          exposure_assumed: operation === undefined ? "" : operation.assumed ? "yes" : "no",
          admission: operation?.admission ?? "",
        };
      }),
    );
  });
  return csvTable(COLUMNS, rows);
}

const COLUMNS = [
  "api",
  "version",
  "file",
  "line",
  "schema",
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
] as const;
