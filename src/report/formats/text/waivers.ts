import type { Review } from "../../../core/review.ts";
import { shownText } from "../../words/shown-text.ts";
import { WAIVER_STATES, waiverCoverage } from "../../words/waiver-words.ts";
import type { Page, Style } from "./page.ts";

const STYLES: Readonly<Record<Review["waivers"][number]["state"], Style>> = {
  "in-force": "gray",
  expired: "red",
  stale: "yellow",
  requested: "yellow",
};
const INDENT = " ".repeat(13);

/** What is accepted, what was, and what only asks to be: all of it, since nobody may forget one. */
export function waiversSection(page: Page, { waivers, findings }: Review): void {
  if (waivers.length === 0) return;
  page.line(page.paint("bold", "Accepted as intended, or asked to be"));
  for (const waiver of waivers) {
    const { state, rule, file, line, until, owner, approver, reason } = waiver;
    page.line(
      `  ${page.paint(STYLES[state], WAIVER_STATES[state].padEnd(9))}  ${shownText(rule)}, until ${shownText(until)} (${shownText(file)}:${line})`,
    );
    const names = [
      ...(owner === null ? [] : [`owner ${owner}`]),
      approver === null ? "not approved" : `approved by ${approver}`,
    ];
    page.paragraph(shownText(`${reason.replace(/\s+/g, " ")} (${names.join(", ")})`), INDENT);
    page.paragraph(shownText(waiverCoverage(waiver, findings)), INDENT);
  }
  page.line("");
}
