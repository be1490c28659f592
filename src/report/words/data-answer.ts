import { callerWords, foreignWords, type CallerView } from "./callers.ts";
import { capitalized } from "./sentence.ts";

const MOST_CATEGORIES = 8;

/** Who reads other people's data, and what records hold besides, in a sentence for each kind of caller. */
export function dataAnswer(views: readonly CallerView[]): string {
  const sentences = views.flatMap(({ caller, reads }) => {
    const parts = foreignWords(reads, MOST_CATEGORIES);
    if (parts.length === 0) return [];
    const subject = capitalized(callerWords(caller));
    return [`${subject}${subject.includes(", ") ? "," : ""} can read ${parts.join(", and ")}.`];
  });
  return sentences.length === 0
    ? "No caller is known to read sensitive data other than their own."
    : sentences.join(" ");
}
