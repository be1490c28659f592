import { callerKindsOf } from "../../../core/data-owners.ts";
import { callerWords } from "../../../core/caller-words.ts";
import { count, listed } from "../../../core/prose.ts";
import type { Review } from "../../../core/review.ts";
import { callerViews, nothingKnownWords, WHOSE_WORDS, type CallerView } from "../../words/callers.ts";
import { decidingWords } from "../../words/data-answer.ts";
import { categoryNames, type CategoryTally } from "../../words/data-tally.ts";
import {
  declaredAgainstReal,
  exposureGroups,
  UNPROTECTED_WORDS,
  type ExposureGroup,
} from "../../words/exposure-groups.ts";
import { ended } from "../../../core/sentence.ts";
import { shownText } from "../../words/shown-text.ts";
import type { Detail } from "../text.ts";
import type { Page } from "./page.ts";

/** How many categories are named at once. */
const MOST_CATEGORIES = 6;
const MOST_OPERATIONS = 3;
const MOST_REASONS = 4;

/** Who can call what: declared against real, by how callers get in. */
export function exposureSection(page: Page, review: Review, detail: Detail): void {
  page.line(page.paint("bold", "Who can call what"));
  if (review.operations.length === 0) page.line("  There are no operations.");
  for (const sentence of declaredAgainstReal(review)) page.paragraph(sentence, "  ");
  const groups = exposureGroups(review);
  const rows = new Map<string, number>();
  for (const group of groups) {
    const row = rowOf(group);
    rows.set(row, (rows.get(row) ?? 0) + group.operations.length);
  }
  for (const [row, n] of rows) page.paragraph(row, `  ${String(n).padStart(5)}  `, " ".repeat(9));
  const reasons = groups[0]?.because ?? [];
  if (reasons.length > 0)
    page.paragraph(
      shownText(ended(reasons.slice(0, detail === "verbose" ? Infinity : MOST_REASONS).join("; "))),
      groups.length === 1
        ? "  This rests on these facts: "
        : `  The first row (${count(groups[0]?.operations.length ?? 0, "operation")}) rests on these facts: `,
      "    ",
    );
  page.line("");
}

function rowOf(group: ExposureGroup): string {
  const { exposure, assumed, unprotected } = group;
  const real = assumed ? `unknown, judged as ${exposure}` : (exposure ?? "?");
  const who = callerKindsOf(group).map((caller) => callerWords(caller, assumed));
  const open = unprotected === undefined || unprotected === null ? "" : `: ${UNPROTECTED_WORDS[unprotected]}`;
  // "unknown, judged as partner: unknown callers" says one thing twice.
  return assumed && who.join() === "unknown callers"
    ? `unknown callers, judged as ${exposure}${open}`
    : `${real}: ${listed(who, 9)}${open}`;
}

/** What each kind of caller gets and gives. */
export function dataText(page: Page, review: Review, detail: Detail): void {
  const views = callerViews(review);
  if (views.length === 0) return;
  page.line(page.paint("bold", "Data that callers can read and write"));
  for (const view of views) callerBlock(page, view, detail === "verbose" ? Infinity : MOST_CATEGORIES);
  const deciding = decidingWords(review);
  if (deciding !== undefined) page.paragraph(shownText(deciding), "  ", "    ");
  page.line("");
}

function callerBlock(page: Page, { caller, operations, reads, writes }: CallerView, most: number): void {
  const who = `${callerWords(caller)}, ${count(operations.length, "operation")}`;
  if (reads.length === 0 && writes.length === 0) {
    page.paragraph(`${who}: ${nothingKnownWords(operations)}`, "  ", "    ");
    return;
  }
  page.paragraph(who, "  ", "    ");
  for (const { whose, categories, ids } of reads)
    page.paragraph(
      `${shownNames(categories, most)}${whose === "others" || whose === "unknown" ? `, with ${shownText(listed(ids, most === Infinity ? most : MOST_OPERATIONS))}` : ""}`,
      `    can read ${WHOSE_WORDS[whose].before}: `,
      " ".repeat(6),
    );
  if (writes.length > 0) page.paragraph(shownNames(writes, most), "    can send: ", " ".repeat(6));
}

function shownNames(categories: readonly CategoryTally[], most: number): string {
  return shownText(categoryNames(categories, most, "plural"));
}
