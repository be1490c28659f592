import type { Review } from "../../../core/review.ts";
import { RECORDED, recordedRows } from "../../words/recorded-rows.ts";
import { shownText } from "../../words/shown-text.ts";
import type { Page } from "./page.ts";

/** What people have attested and tested: a verdict that rests on it says on whose word. */
export function recordedSection(page: Page, review: Review): void {
  const rows = recordedRows(review);
  if (rows.length === 0) return;
  page.line(page.paint("bold", RECORDED));
  for (const { kind, what, by, on, evidence, until } of rows) {
    page.paragraph(shownText(what), `  ${kind.padEnd(8)}  `);
    page.paragraph(shownText(`by ${by} on ${on}; evidence: ${evidence}; counts until ${until}`), " ".repeat(12));
  }
  page.line("");
}
