import { categoriesWords } from "../core/category-words.ts";
import { listed } from "../core/prose.ts";
import { callerWords, type CallerView } from "./callers.ts";
import { capitalized } from "./sentence.ts";

const MOST_CATEGORIES = 8;

/** Who reads other people's data, in a sentence for each kind of caller. */
export function dataAnswer(views: readonly CallerView[]): string {
  const sentences = views.flatMap(({ caller, reads }) => {
    const others = reads.find(({ whose }) => whose === "others");
    if (others === undefined) return [];
    const categories = listed(categoriesWords(others.categories.map(({ category }) => category)), MOST_CATEGORIES);
    return [`${capitalized(callerWords(caller))} can read ${categories} of other people.`];
  });
  return sentences.length === 0 ? "Nobody is known to read sensitive data of other people." : sentences.join(" ");
}
