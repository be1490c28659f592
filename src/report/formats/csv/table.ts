import { shownText } from "../../words/shown-text.ts";

/** One row of a table, by the names of its columns. */
export type CsvRow<Column extends string> = Readonly<Record<Column, string>>;

/** Rows as CSV (RFC 4180), with the names of their columns before them. */
export function csvTable<Column extends string>(columns: readonly Column[], rows: readonly CsvRow<Column>[]): string {
  const written: readonly (readonly string[])[] = [columns, ...rows.map((row) => columns.map((name) => row[name]))];
  return written.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

/** A cell in quotes; what a spreadsheet would take for a formula, full-width signs included, stands behind an apostrophe (OWASP, CSV injection). */
function cell(text: string): string {
  const shown = shownText(text);
  return `"${(/^\s*[=+\-@|%＝＋－＠]/.test(shown) ? `'${shown}` : shown).replaceAll('"', '""')}"`;
}
