import type { Review } from "../../../core/review.ts";
import {
  DISMISSAL_STATES,
  dismissalRows,
  dismissalsSentence,
  dismissalsTitle,
  type DismissalRow,
} from "../../words/dismissal-words.ts";
import { shownText } from "../../words/shown-text.ts";
import type { Page, Style } from "./page.ts";

const STYLES: Readonly<Record<DismissalRow["state"], Style>> = {
  "in-force": "gray",
  stale: "yellow",
  "not-allowed": "red",
};
const INDENT = " ".repeat(15);

/** What was dismissed as a false positive, and every dismissal that does nothing. */
export function dismissalsSection(page: Page, review: Review): void {
  const rows = dismissalRows(review);
  if (rows.length === 0) return;
  page.line(page.paint("bold", dismissalsTitle(review)));
  const sentence = dismissalsSentence(review);
  if (sentence !== "") page.paragraph(sentence, "  ");
  for (const { state, rule, severity, finding, because, who, writtenAt, note } of rows) {
    const label = page.paint(STYLES[state], DISMISSAL_STATES[state].padEnd(11));
    page.line(
      `  ${label}  ${severity === undefined ? "" : `${severity} `}${shownText(rule)} (${shownText(writtenAt)})`,
    );
    page.paragraph(shownText(finding), INDENT);
    page.paragraph(shownText(`Because: ${because.replace(/\s+/g, " ")} (${who})`), INDENT);
    if (note !== "") page.paragraph(shownText(note), INDENT);
  }
  page.line("");
}
