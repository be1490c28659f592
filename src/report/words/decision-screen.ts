import { count } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";
import { share } from "./decision-words.ts";
import { leadingReasons } from "./reason-groups.ts";
import { capitalized, ended } from "../../core/sentence.ts";
import { exampleWords, noResponseWords, unansweredWords } from "./evidence-tally.ts";
import { splitSentence } from "./assumption-answers.ts";
import { asked } from "./glance.ts";
import { unreadParts } from "./unread.ts";

/** Why the verdict is what it is, in one sentence, what else is said of it, and how many reasons there are besides. */
export function leadingSentence(
  review: Review,
): { readonly text: string; readonly more: string; readonly others: number } | undefined {
  const reasons = leadingReasons(review.verdict);
  const [first] = reasons;
  if (first === undefined) return undefined;
  const finding = review.findings.find(({ fingerprint }) => first.findings[0] === fingerprint);
  const [, further] =
    finding === undefined || first.assumptions.length > 0
      ? []
      : first.text.split(`${finding.title}: ${finding.message}`);
  const others = reasons.length - 1;
  const assumption = review.assumptions.find(({ id }) => first.assumptions[0] === id);
  if (assumption === undefined)
    return finding === undefined || further === undefined
      ? { text: ended(capitalized(withoutOperations(review, first.text))), more: "", others }
      : {
          text: ended(capitalized(finding.message)),
          more: further === "" ? "" : ended(further.replace(/^\. /, "")),
          others,
        };
  // What is asked stands out from what hangs on it.
  const text = asked(first.text);
  return {
    text,
    more: [
      splitSentence(assumption) ?? "",
      first.text
        .slice(text.length)
        .trim()
        .replace(/^Then(?=\b)/, "If the answer is yes,")
        .replace("yes,:", "yes:"),
    ]
      .join(" ")
      .trim(),
    others,
  };
}

/** A test that is a condition without its operations and ID, which stand in "Do first" and among the conditions. */
function withoutOperations({ boundaries = [] }: Review, text: string): string {
  const isTest = boundaries.some(({ id }) => text.endsWith(` [${id}]`));
  return isTest ? text.replace(/ \(\d+ operations?\b.*$/s, "") : text;
}

/** How good the evidence is, in a sentence. */
export function evidenceSentence(review: Review): string {
  const { coverage, operations, skipped } = review;
  const assumed = operations.filter((operation) => operation.assumed).length;
  const unread = unreadParts({ skipped }).length;
  return [
    coverage.responses === 0
      ? noResponseWords(review)
      : `${share(coverage.typedResponses, coverage.responses, "success response")} describe what is returned`,
    ...[exampleWords(coverage), unansweredWords(coverage)].filter((words) => words !== undefined),
    ...(assumed === 0 ? [] : [`who can call ${assumed} of ${count(operations.length, "operation")} is assumed`]),
    ...(unread === 0 ? [] : [`${count(unread, "part")} could not be read`]),
  ]
    .join("; ")
    .concat(".");
}
