import type { Review } from "../../../core/review.ts";
import { CONFIRMED, confirmedRows } from "../../words/confirmed-rows.ts";
import { shownText } from "../../words/shown-text.ts";
import type { Page } from "./page.ts";

/** What people have confirmed of fields: a verdict that rests on it says why. */
export function confirmedSection(page: Page, review: Review): void {
  const rows = confirmedRows(review);
  if (rows.length === 0) return;
  page.line(page.paint("bold", CONFIRMED));
  for (const { field, by, instead, reason, writtenAt } of rows) {
    page.paragraph(shownText(`${field}: ${by}; otherwise: ${instead} (${writtenAt})`), "  ");
    page.paragraph(shownText(`Reason: ${reason.replace(/\s+/g, " ")}`), "    ");
  }
  page.line("");
}
