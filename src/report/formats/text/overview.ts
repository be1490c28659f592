import { count, listed } from "../../../core/prose.ts";
import type { OperationEntry, Review, SchemeEntry } from "../../../core/review.ts";
import { exampleWords, unansweredWords } from "../../words/evidence-tally.ts";
import { schemeWords } from "../../words/scheme-words.ts";
import { shownText } from "../../words/shown-text.ts";
import type { Page } from "./page.ts";

/** What is in the description, where nobody judged who can call it. */
export function overviewSection(page: Page, review: Review): void {
  const row = (label: string, text: string): void => page.paragraph(text, `  ${label.padEnd(12)}`);
  const paths = review.operations.filter(({ kind }) => kind === "path");
  row("Operations", paths.length === 0 ? "none" : `${paths.length}: ${tally(paths.map(({ method }) => method))}`);
  for (const kind of ["webhook", "callback"] as const) {
    const others = review.operations.filter((operation) => operation.kind === kind);
    if (others.length > 0) row(kind === "webhook" ? "Webhooks" : "Callbacks", String(others.length));
  }
  if (paths.length > 0) row("Access", tally(paths.map(accessOf)));
  row("Schemes", review.schemes.length === 0 ? "none" : review.schemes.map(schemeText).join("; "));
  row(
    "Servers",
    review.servers.length === 0
      ? "none named"
      : listed(
          review.servers.map(({ url }) => shownText(url)),
          6,
        ),
  );
  const { responses, typedResponses } = review.coverage;
  if (responses > 0)
    row(
      "Responses",
      [
        `${typedResponses} of ${count(responses, "success response")} describe what is returned`,
        ...[exampleWords(review.coverage), unansweredWords(review.coverage)].filter((words) => words !== undefined),
      ].join("; "),
    );
  if (review.document.files.length > 1) row("Files", String(review.document.files.length));
}

/** `14 GET, 6 POST`, the most frequent first. */
function tally(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([word, n]) => `${n} ${shownText(word)}`)
    .join(", ");
}

/** What the security in force says of who must log in. */
function accessOf({ security }: OperationEntry): string {
  if (security.length === 0) return "unstated";
  const open = security.filter((alternative) => alternative.length === 0).length;
  return open === security.length ? "anonymous" : open > 0 ? "optional" : "secured";
}

function schemeText(scheme: SchemeEntry): string {
  const { name, usedBy } = scheme;
  return `${shownText(name)} (${shownText(schemeWords(scheme))}), ${usedBy.length === 0 ? "required nowhere" : `required by ${usedBy.length}`}`;
}
