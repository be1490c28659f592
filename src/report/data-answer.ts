import { categoriesWords } from "../core/category-words.ts";
import { listed } from "../core/prose.ts";
import { callerWords, WHOSE_WORDS, type CallerView, type Whose } from "./callers.ts";
import { capitalized } from "./sentence.ts";

const MOST_CATEGORIES = 8;

/** Who reads other people's data, and what records hold besides, in a sentence for each kind of caller. */
export function dataAnswer(views: readonly CallerView[]): string {
  const sentences = views.flatMap(({ caller, reads }) => {
    const wordsOf = (whose: Whose): readonly string[] =>
      categoriesWords(
        reads
          .filter((group) => group.whose === whose)
          .flatMap(({ categories }) => categories.map(({ category }) => category)),
      );
    const others = wordsOf("others");
    const records = wordsOf("things").filter((words) => !others.includes(words));
    const parts = [
      ...(others.length === 0 ? [] : [`${listed(others, MOST_CATEGORIES)} ${WHOSE_WORDS.others}`]),
      ...(records.length === 0 ? [] : [`${listed(records, MOST_CATEGORIES)} ${WHOSE_WORDS.things}`]),
    ];
    if (parts.length === 0) return [];
    const subject = capitalized(callerWords(caller));
    return [`${subject}${subject.includes(", ") ? "," : ""} can read ${parts.join(", and ")}.`];
  });
  return sentences.length === 0 ? "Nobody is known to read sensitive data but their own." : sentences.join(" ");
}
