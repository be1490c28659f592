import type { Api } from "../../model/api.ts";
import { memo } from "../../core/memo.ts";
import { plainWord, wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Concept } from "../../lexicon/concept.ts";

/** What a whole API is about, where that gives its fields another meaning: the health of persons, or animals. */
export type ApiSubject = "health" | "animals";

/** What an API is about by its title, its tags and the beginning of its text; `undefined` where that decides nothing. */
export const apiSubjectOf = memo(({ info, tags, lexicon }: Api): ApiSubject | undefined => {
  const title = plainWords(info.title ?? "");
  const texts = [info.description?.slice(0, LIMIT) ?? "", ...tags.slice(0, MOST_TAGS).map(({ name }) => name)];
  const said = [title, ...texts.map(plainWords)];
  const hits = (concept: Concept): Set<string> =>
    new Set(said.flatMap((words) => words.filter((_, at) => lexicon.lengthAt(words, at, concept) > 0)));
  if (hits("animal").size > 0) return "animals";
  const health = hits("health-subject");
  return lexicon.has(title, "health-subject") || health.size > 1 ? "health" : undefined;
});

function plainWords(text: string): readonly string[] {
  return wordsInOrder(text).map(plainWord);
}

/** What an API is about is said first. */
const LIMIT = 600;
const MOST_TAGS = 40;
